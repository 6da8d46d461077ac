//! `.xls` by `calamine`, and what it does not tell by `biff`.

use std::io::{Cursor, Read};

use calamine::{Reader, Xls};

use super::biff::{self, Marks};
use super::fill::{Room, trimmed};
use super::{Area, At, Cell, Refusal, Sheet, Workbook, caught};

const FORM: &str = ".xls";

pub fn read(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let stream = caught(FORM, || stream(bytes))?;
    let marks = biff::marks(&stream)?;
    let mut book: Xls<_> = caught(FORM, || Xls::new(Cursor::new(bytes)).ok())?;
    let names: Vec<String> =
        book.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
    if names.len() != marks.len() {
        return Err(Refusal::Broken(FORM));
    }
    let mut room = Room::default();
    let mut sheets = Vec::new();
    for (name, mut marks) in names.into_iter().zip(marks).filter(|(_, marks)| marks.is_table) {
        let mut sheet = Sheet { hidden: marks.hidden, name, ..Sheet::default() };
        fill(&mut book, &marks, &mut sheet, &mut room)?;
        let merged = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        let at = |(row, column): (u32, u32)| At { row: row as usize, column: column as usize };
        marks.beside.merged =
            merged.iter().map(|area| Area { from: at(area.start), to: at(area.end) }).collect();
        sheets.push(trimmed(sheet, marks.beside, &mut room)?);
    }
    Ok(Workbook { sheets })
}

/// The workbook's own bytes within the compound file.
fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = if file.exists("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    file.open_stream(name).ok()?.take(bytes.len() as u64).read_to_end(&mut stream).ok()?;
    Some(stream)
}

fn fill(
    book: &mut Xls<Cursor<&[u8]>>,
    marks: &Marks,
    sheet: &mut Sheet,
    room: &mut Room,
) -> Result<(), Refusal> {
    let range = book.worksheet_range(&sheet.name).map_err(|_| Refusal::Broken(FORM))?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (row, column, data) in range.used_cells() {
        let at = At { row: row + first_row as usize, column: column + first_column as usize };
        let mut cell = Cell { value: super::value(data), ..Cell::default() };
        marks.drawing(at).into_iter().for_each(|drawing| drawing.draw(&mut cell));
        room.put(sheet, at, cell)?;
    }
    Ok(())
}
