//! `.xlsx` by `calamine`, and what it does not tell by `marks`.

use std::io::Cursor;

use calamine::{Data, Reader, Style, Xlsx};

use super::fill::{Room, trimmed};
use super::marks::{self, Marks};
use super::package::Package;
use super::{At, Cell, Refusal, Sheet, Value, Workbook, caught, format};

const FORM: &str = ".xlsx";

pub fn read(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let mut package = Package::open(FORM, bytes)?;
    let tabs = marks::tabs(&mut package)?;
    counted_strings(&mut package)?;
    let mut book: Xlsx<_> = caught(FORM, || Xlsx::new(Cursor::new(bytes)).ok())?;
    let mut room = Room::default();
    let mut sheets = Vec::new();
    for tab in tabs {
        let marks = Marks::of(&mut package, &tab)?;
        let mut sheet = Sheet { name: tab.name, hidden: tab.hidden, ..Sheet::default() };
        let filled = caught(FORM, || Some(fill(&mut book, &marks, &mut sheet, &mut room)))?;
        filled?;
        marks.lay(&mut sheet);
        sheets.push(trimmed(sheet));
    }
    Ok(Workbook { sheets })
}

/// `calamine` makes room for as many texts as the list says it has: one that says more than can stand in it is damaged.
fn counted_strings(package: &mut Package) -> Result<(), Refusal> {
    let Some(text) = package.text("xl/sharedStrings.xml")? else { return Ok(()) };
    let head: String = text.chars().take(1000).collect();
    let said = head.split_once("uniqueCount=").map_or("", |(_, rest)| rest);
    let said = said.trim_start_matches(['"', '\'']).split(['"', '\'']).next().unwrap_or_default();
    let possible = text.len() / "<si/>".len();
    match said.parse::<u64>() {
        Ok(count) if count > possible as u64 => Err(package.broken()),
        _ => Ok(()),
    }
}

fn fill(
    book: &mut Xlsx<Cursor<&[u8]>>,
    marks: &Marks,
    sheet: &mut Sheet,
    room: &mut Room,
) -> Result<(), Refusal> {
    let broken = |_| Refusal::Broken(FORM);
    let name = sheet.name.clone();
    let mut reader = book.worksheet_cells_reader(&name).map_err(broken)?;
    while let Some((found, style)) = reader.next_cell_with_style_id().map_err(broken)? {
        let (row, column) = found.get_position();
        let at = At { row: row as usize, column: column as usize };
        let value = match marks.uncounted.contains(&at) {
            true => Value::Uncounted,
            false => super::value(&Data::from(found.get_value().clone())),
        };
        let mut cell = Cell { value, ..Cell::default() };
        if let Some(style) = reader.styles().get(style) {
            draw(&mut cell, style);
        }
        room.put(sheet, at, cell)?;
    }
    Ok(())
}

fn draw(cell: &mut Cell, style: &Style) {
    let colour = style.font.as_ref().and_then(|font| font.color.as_ref());
    cell.red = colour.is_some_and(|colour| super::is_red(colour.red, colour.green, colour.blue));
    if let (Value::Number(number), Some(own)) = (&cell.value, &style.number_format) {
        let (red, seen) = format::drawn(&own.format_code, number);
        cell.red |= red;
        cell.seen = seen;
    }
}
