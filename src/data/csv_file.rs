//! A table as CSV: UTF-8 with a byte order mark for office programs, CRLF, headings in the portal's language.

use crate::model::table::{Cell, Table};

/// The rows of a table. Text that a spreadsheet would run as a formula gets a leading apostrophe, as
/// spreadsheets themselves write it.
pub fn csv(table: &Table) -> Vec<u8> {
    let mut out = Vec::with_capacity(256 + table.rows.len() * 160);
    out.extend_from_slice("\u{feff}".as_bytes());
    let labels = table.columns.iter().map(|column| column.label.as_str());
    record(&mut out, labels.map(|label| (label, true)));
    let mut written = String::new();
    for row in &table.rows {
        for (index, cell) in row.cells.iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            written.clear();
            let guard = write_cell(&mut written, cell);
            field(&mut out, &written, guard);
        }
        out.extend_from_slice(b"\r\n");
    }
    out
}

fn record<'a>(out: &mut Vec<u8>, cells: impl Iterator<Item = (&'a str, bool)>) {
    for (index, (cell, guard)) in cells.enumerate() {
        if index > 0 {
            out.push(b',');
        }
        field(out, cell, guard);
    }
    out.extend_from_slice(b"\r\n");
}

/// Writes the cell's plain form; whether it is a person's text and so needs the formula guard.
fn write_cell(out: &mut String, cell: &Cell) -> bool {
    use std::fmt::Write;
    write!(out, "{cell}").expect("a string takes all");
    matches!(cell, Cell::Text(_) | Cell::Link { .. } | Cell::Record { .. } | Cell::Rows { .. })
}

fn field(out: &mut Vec<u8>, text: &str, guard: bool) {
    let formula = guard && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quoted = text.contains(['"', ',', '\n', '\r']) || text != text.trim();
    if quoted {
        out.push(b'"');
    }
    if formula {
        out.push(b'\'');
    }
    if text.contains('"') {
        out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
    } else {
        out.extend_from_slice(text.as_bytes());
    }
    if quoted {
        out.push(b'"');
    }
}
