//! Lines from a CSV file beside the head: the same declaration as in YAML, as a spreadsheet exports it.

use super::Source;
use crate::finding::{Finding, Place, Report, rules};
use crate::model::Said;
use crate::model::shape::{Row, Shape, Type, Value, says_nothing, scalar};

/// A read CSV file: one row a line, and the byte where each line begins, for findings.
#[derive(Debug)]
pub struct CsvRows {
    pub rows: Vec<Row>,
    pub starts: Vec<usize>,
}

/// Reads lines of a declared shape. The first line names the fields, in English or Chinese.
pub fn csv_rows(source: &Source, shape: &'static Shape, report: &mut Report) -> CsvRows {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(source.text.as_bytes());
    let mut out = CsvRows { rows: Vec::new(), starts: Vec::new() };
    let mut columns: Option<Vec<Option<usize>>> = None;
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Err(error) => {
                let at = error.position().map_or(0, |p| p.byte() as usize);
                let said = Said::new("CSV 从这里起读不下去", "the CSV cannot be read from here on");
                report.push(source.finding(&rules::INVALID_CSV, Place::Bytes(at, at), said));
                break;
            }
            Ok(true) => {}
        }
        let at = record.position().map_or(0, |p| p.byte() as usize);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match &columns {
            None => columns = Some(heading(source, &record, shape, at, report)),
            Some(columns) => {
                out.rows.push(line(source, &record, columns, shape, at, report));
                out.starts.push(at);
            }
        }
    }
    out
}

fn heading(
    source: &Source,
    record: &csv::StringRecord,
    shape: &'static Shape,
    at: usize,
    report: &mut Report,
) -> Vec<Option<usize>> {
    let mut seen = vec![false; shape.len()];
    let mut columns = Vec::with_capacity(record.len());
    for (index, cell) in record.iter().enumerate() {
        let position = shape.position(cell.trim(), index);
        let place = cell_place(&source.text, at, index);
        match position {
            Some(field) if seen[field] => {
                let said = Said::new(
                    format!("`{cell}` 这一列出现了两次"),
                    format!("column `{cell}` stands twice"),
                );
                report.push(source.finding(&rules::DUPLICATE_FIELD, place, said));
            }
            None if !cell.trim().is_empty() => {
                let said = Said::new(
                    format!("没有 `{cell}` 这一列"),
                    format!("`{cell}` is not a column here"),
                );
                let mut finding = source.finding(&rules::UNKNOWN_FIELD, place, said);
                if let Some(name) = super::walk::nearest(cell, shape) {
                    finding = finding
                        .help(format!("是不是 `{name}`？"), format!("did you mean `{name}`?"));
                }
                report.push(finding);
            }
            _ => {}
        }
        if let Some(field) = position {
            seen[field] = true;
        }
        columns.push(position);
    }
    columns
}

fn line(
    source: &Source,
    record: &csv::StringRecord,
    columns: &[Option<usize>],
    shape: &'static Shape,
    at: usize,
    report: &mut Report,
) -> Row {
    let mut values = vec![Value::Absent; shape.len()];
    let mut told = vec![false; shape.len()];
    for (index, cell) in record.iter().enumerate() {
        if index >= columns.len() && !cell.trim().is_empty() {
            report.push(cell_too_many(source, cell, cell_place(&source.text, at, index)));
        }
        let Some(&Some(field_at)) = columns.get(index) else { continue };
        let field = shape.field(field_at);
        // A formula guard as spreadsheets write it is no part of the text.
        let cell = cell.strip_prefix('\'').unwrap_or(cell);
        if says_nothing(cell) {
            continue;
        }
        match scalar(field.of, cell) {
            Ok(value) => values[field_at] = value,
            Err(expected) => {
                told[field_at] = true;
                let said = Said::new(
                    format!("`{cell}` 不能作为{}", field.words.zh),
                    format!("`{cell}` cannot be read as `{}`", field.name),
                );
                let rule = match field.of {
                    crate::model::shape::Type::Money => &rules::INVALID_MONEY,
                    crate::model::shape::Type::Date => &rules::INVALID_DATE,
                    crate::model::shape::Type::Choice(_) => &rules::UNKNOWN_CHOICE,
                    _ => &rules::WRONG_TYPE,
                };
                let place = cell_place(&source.text, at, index);
                report.push(
                    source
                        .finding(rule, place, said)
                        .help(format!("应是{}", expected.zh), format!("write {}", expected.en)),
                );
            }
        }
    }
    for (index, field) in shape.fields().enumerate() {
        if field.required && !told[index] && values[index] == Value::Absent {
            let said = Said::new(
                format!("这一行缺少 `{}`", field.words.zh),
                format!("this line lacks `{}`", field.name),
            );
            report.push(source.finding(&rules::MISSING_FIELD, Place::Bytes(at, at), said));
        }
    }
    Row { values }
}

fn cell_too_many(source: &Source, cell: &str, place: Place) -> Finding {
    let said = Said::new(
        format!("这一行比表头多出一格 `{cell}`"),
        format!("this line has a cell more than the heading: `{cell}`"),
    );
    source.finding(&rules::INVALID_CSV, place, said).help(
        "文字里有逗号时，整格用双引号括起来",
        "a cell with a comma in it stands between double quotes",
    )
}

/// The bytes of one cell of the record that begins at `at`, counting quotes.
pub fn cell_place(text: &str, at: usize, index: usize) -> Place {
    let (mut column, mut start, mut quoted) = (0, at, false);
    for (offset, byte) in text.as_bytes()[at..].iter().enumerate() {
        let here = at + offset;
        match byte {
            b'"' => quoted = !quoted,
            b',' | b'\n' | b'\r' if !quoted => {
                if column == index {
                    return Place::Bytes(start, here);
                }
                if *byte != b',' {
                    return Place::Bytes(at, at);
                }
                column += 1;
                start = here + 1;
            }
            _ => {}
        }
    }
    if column == index { Place::Bytes(start, text.len()) } else { Place::Bytes(at, at) }
}

/// The declared type of the cell this byte of a CSV text stands in, and what the cell says.
pub fn csv_cell_at(text: &str, shape: &'static Shape, byte: usize) -> Option<(Type, String)> {
    let heading = text.lines().next()?;
    let (mut line, mut column, mut quoted) = (0, 0, false);
    for (at, b) in text.as_bytes()[..byte].iter().enumerate() {
        match b {
            b'"' => quoted = !quoted,
            b',' if !quoted => column += 1,
            b'\n' if !quoted => (line, column) = (at + 1, 0),
            _ => {}
        }
    }
    let name = heading.split(',').nth(column)?.trim().trim_matches('"');
    let of = shape.field(shape.position(name, column)?).of;
    let Place::Bytes(start, end) = cell_place(text, line, column) else { return None };
    Some((of, text[start..end].trim().trim_matches('"').to_string()))
}
