//! Text with one sheet: commas, tabs or semicolons between cells, found by what the lines have in common.

use super::fill::{Beside, Room, trimmed};
use super::{At, Cell, Coding, Refusal, Sheet, Workbook, text_value};
use crate::model::Said;
use crate::model::coding;

/// What parts cells, the likeliest first where two fit alike.
const SEPARATORS: [u8; 3] = [b'\t', b',', b';'];

/// Lines that tell the separator.
const LOOKED_AT: usize = 100;

pub fn read(name: &str, bytes: &[u8], told: Option<Coding>) -> Result<Workbook, Refusal> {
    let text = match told.or(coding::sure_utf16(bytes).then_some(Coding::Utf16)) {
        Some(told) => coding::told(bytes, told),
        None => coding::text(bytes, true),
    };
    let text = text.map_err(Refusal::Coding)?;
    if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return Err(Refusal::Other(Said::new(
            "里面不是文字，也不是能读的表格",
            "it is no text and no workbook that can be read",
        )));
    }
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let name = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_string();
    let mut sheet = Sheet { name, ..Sheet::default() };
    let (said, body) = said_separator(&text);
    let mut room = Room::default();
    fill(&mut sheet, &mut room, body, said.unwrap_or_else(|| separator(body)))?;
    Ok(Workbook { sheets: vec![trimmed(sheet, Beside::default(), &mut room)?] })
}

/// `sep=;` in the first line, which spreadsheets take as a word to themselves and do not show.
fn said_separator(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end_matches('\r');
    let said = first.strip_prefix("sep=").and_then(|sign| sign.bytes().next());
    match said.filter(|sign| first.len() == 5 && SEPARATORS.contains(sign)) {
        Some(sign) => (Some(sign), rest),
        None => (None, text),
    }
}

/// The one that parts most lines into one number of cells: amounts hold commas, and sentences semicolons.
fn separator(text: &str) -> u8 {
    let score = |sign: u8| {
        let mut counts = [0_usize; 256];
        for line in text.lines().take(LOOKED_AT) {
            counts[outside_quotes(line, sign).min(255)] += 1;
        }
        let most = (1..256).max_by_key(|&count| (counts[count] * count, count));
        most.map_or(0, |count| counts[count] * count)
    };
    let best = SEPARATORS.into_iter().rev().max_by_key(|sign| score(*sign));
    best.filter(|sign| score(*sign) > 0).unwrap_or(b',')
}

fn outside_quotes(line: &str, sign: u8) -> usize {
    let (mut quoted, mut count) = (false, 0);
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        count += usize::from(!quoted && byte == sign);
    }
    count
}

fn fill(sheet: &mut Sheet, room: &mut Room, text: &str, separator: u8) -> Result<(), Refusal> {
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(separator);
    let mut reader = reader.from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let (mut row, mut at) = (0, 0);
    loop {
        // The reader passes over empty lines, which count as rows all the same.
        while let Some(end) = line_end(&text[at..]) {
            row += 1;
            at += end;
        }
        let more = reader.read_record(&mut record).map_err(|_| Refusal::Broken("CSV"))?;
        if !more {
            return Ok(());
        }
        let end = usize::try_from(reader.position().byte()).unwrap_or(text.len()).min(text.len());
        let whole = &text[at..end];
        if let Some(cell) = misquoted(whole, separator) {
            return Err(Refusal::Quoted { row: row + 1, cell: cell + 1 });
        }
        for (column, cell) in record.iter().enumerate() {
            let cell = Cell { value: text_value(cell), ..Cell::default() };
            room.put(sheet, At { row, column }, cell)?;
        }
        let split = whole.ends_with('\r') && text[end..].starts_with('\n');
        at = end + usize::from(split);
        row += 1;
    }
}

/// The length of a line's end that stands here.
fn line_end(text: &str) -> Option<usize> {
    ["\r\n", "\n", "\r"].into_iter().find(|end| text.starts_with(end)).map(str::len)
}

/// The cell of a row that begins with a quotation mark which is not closed at its end: what follows would be of it, or its
/// marks would be lost.
fn misquoted(row: &str, separator: u8) -> Option<usize> {
    let row = row.trim_end_matches(['\r', '\n']).as_bytes();
    let (mut at, mut cell) = (0, 0);
    loop {
        if row.get(at) == Some(&b'"') {
            at = closed(row, at + 1);
            if row.get(at).is_some_and(|byte| *byte != separator) || at > row.len() {
                return Some(cell);
            }
        }
        at += row.get(at..)?.iter().position(|byte| *byte == separator)? + 1;
        cell += 1;
    }
}

/// Where a quoted cell ends, behind its mark; behind the row where nothing closes it.
fn closed(row: &[u8], mut at: usize) -> usize {
    loop {
        match (row.get(at), row.get(at + 1)) {
            (Some(b'"'), Some(b'"')) => at += 2,
            (Some(b'"'), _) => return at + 1,
            (Some(_), _) => at += 1,
            (None, _) => return row.len() + 1,
        }
    }
}
