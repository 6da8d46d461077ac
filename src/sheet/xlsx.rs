//! `.xlsx` by `calamine`, and what it does not tell by `marks`.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::rc::Rc;

use calamine::{Data, Reader, Style, Xlsx};

use super::fill::{Room, trimmed};
use super::format::{Drawing, Format};
use super::marks::{self, Marks};
use super::package::{Package, attribute};
use super::{At, Cell, Refusal, Sheet, Value, Workbook, caught};

const FORM: &str = ".xlsx";

/// Styles of cells, twice what a workbook may have; and the letters of any of their names and formats.
const STYLES_MAX: usize = 131_072;
const LETTERS_MAX: usize = 255;

/// How cells of the styles met so far are drawn, by the number of the style.
type Drawings = BTreeMap<usize, Drawing>;

pub fn read(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let mut package = Package::open(FORM, bytes)?;
    let tabs = marks::tabs(&mut package)?;
    counted(&mut package)?;
    let mut book: Xlsx<_> = caught(FORM, || Xlsx::new(Cursor::new(bytes)).ok())?;
    let (mut room, mut drawings) = (Room::default(), Drawings::new());
    let mut sheets = Vec::new();
    for tab in tabs {
        let marks = Marks::of(&mut package, &tab, &mut room)?;
        let mut sheet = Sheet { name: tab.name, hidden: tab.hidden, ..Sheet::default() };
        let left = (&mut room, &mut drawings);
        let filled = caught(FORM, || Some(fill(&mut book, &marks, &mut sheet, left)))?;
        filled?;
        sheets.push(trimmed(sheet, marks.beside, &mut room)?);
    }
    Ok(Workbook { sheets })
}

/// What `calamine` makes room for before a cell is read, wherever it looks for it.
fn counted(package: &mut Package) -> Result<(), Refusal> {
    for name in package.names() {
        let lower = name.to_ascii_lowercase();
        if lower.ends_with("sharedstrings.xml") {
            counted_strings(package, &name)?;
        }
        if lower.ends_with("styles.xml") {
            counted_styles(package, &name)?;
        }
    }
    Ok(())
}

/// Each style gets names and formats of its own, copied from a list: so many long ones are no workbook's.
fn counted_styles(package: &mut Package, name: &str) -> Result<(), Refusal> {
    let Some(text) = package.text(name)? else { return Ok(()) };
    let (mut styles, mut refused) = (0, None);
    marks::each(package, &text, |tag, _| {
        styles += usize::from(tag.local_name().as_ref() == b"xf");
        let is_long = tag.attributes_raw().len() > LETTERS_MAX;
        if is_long && let Some(code) = attribute(tag, "formatCode") {
            refused = refused.take().or(Format::of(&code).err());
        } else if is_long && attribute(tag, "val").is_some_and(|val| val.len() > LETTERS_MAX) {
            refused = refused.take().or(Some(package.broken()));
        }
    })?;
    match refused {
        Some(refused) => Err(refused),
        None if styles > STYLES_MAX => Err(package.broken()),
        None => Ok(()),
    }
}

/// `calamine` makes room for as many texts as the list says it has: one that says more than can stand in it is damaged.
fn counted_strings(package: &mut Package, name: &str) -> Result<(), Refusal> {
    let Some(text) = package.text(name)? else { return Ok(()) };
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
    (room, drawings): (&mut Room, &mut Drawings),
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
        if !drawings.contains_key(&style)
            && let Some(own) = reader.styles().get(style)
        {
            drawings.insert(style, drawing(own)?);
        }
        drawings.get(&style).into_iter().for_each(|drawing| drawing.draw(&mut cell));
        room.put(sheet, at, cell)?;
    }
    Ok(())
}

fn drawing(style: &Style) -> Result<Drawing, Refusal> {
    let colour = style.font.as_ref().and_then(|font| font.color.as_ref());
    let red = colour.is_some_and(|colour| super::is_red(colour.red, colour.green, colour.blue));
    let code = style.number_format.as_ref().map_or("General", |own| own.format_code.as_str());
    Ok(Drawing { red, format: Rc::new(Format::of(code)?) })
}
