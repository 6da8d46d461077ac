//! What `calamine` does not tell of an `.xlsx`: where its sheets lie, what is hidden or merged, and which formulas have no value.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::fill::{Beside, Room};
use super::package::{Package, attribute, count, local};
use super::{Area, At, Refusal};

/// A sheet's name, whether a tab leads to it, and its part in the package.
pub struct Tab {
    pub name: String,
    pub hidden: bool,
    pub part: String,
}

/// The worksheets in the order of their tabs.
pub fn tabs(package: &mut Package) -> Result<Vec<Tab>, Refusal> {
    let main = relations(package, "_rels/.rels", "")?;
    let main = main.into_values().find(|(kind, _)| kind.ends_with("/officeDocument"));
    let main = main.map_or("xl/workbook.xml".to_string(), |(_, part)| part);
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let relations = relations(package, &format!("{folder}/_rels/{file}.rels"), folder)?;
    let text = package.text(&main)?.ok_or_else(|| package.broken())?;
    let mut tabs = Vec::new();
    each(package, &text, |tag, _| {
        if local(tag) != "sheet" {
            return;
        }
        let id = attribute(tag, "id").unwrap_or_default();
        let Some((kind, part)) = relations.get(&id) else { return };
        if kind.ends_with("/worksheet") {
            let state = attribute(tag, "state");
            tabs.push(Tab {
                name: attribute(tag, "name").unwrap_or_default(),
                hidden: state.is_some_and(|state| state != "visible"),
                part: part.clone(),
            });
        }
    })?;
    // Of a part that many tabs named, each would be read anew.
    let parts: BTreeSet<&str> = tabs.iter().map(|tab| tab.part.as_str()).collect();
    if parts.len() < tabs.len() { Err(package.broken()) } else { Ok(tabs) }
}

/// What the relations of a part lead to: their kind and the part, by their id.
fn relations(
    package: &mut Package,
    part: &str,
    folder: &str,
) -> Result<BTreeMap<String, (String, String)>, Refusal> {
    let mut found = BTreeMap::new();
    let Some(text) = package.text(part)? else { return Ok(found) };
    each(package, &text, |tag, _| {
        if local(tag) == "Relationship" {
            let value = |name| attribute(tag, name).unwrap_or_default();
            let target = value("Target");
            let place = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_string(),
                None if folder.is_empty() => target,
                None => format!("{folder}/{target}"),
            };
            found.insert(value("Id"), (value("Type"), place));
        }
    })?;
    Ok(found)
}

/// Every element as it opens, with whether it is empty.
pub fn each(
    package: &Package,
    text: &str,
    mut look: impl FnMut(&BytesStart, bool),
) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(|_| package.broken())? {
            Event::Start(tag) => look(&tag, false),
            Event::Empty(tag) => look(&tag, true),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// What is to be known of one sheet beside its values.
#[derive(Default)]
pub struct Marks {
    pub beside: Beside,
    /// Formulas that no program has counted.
    pub uncounted: BTreeSet<At>,
    /// Rows that are not said to be seen are hidden.
    rows_hidden: bool,
    at: At,
    cell: Reading,
}

/// What has been met of the cell that is open.
#[derive(Default)]
struct Reading {
    formula: bool,
    value: bool,
    text: bool,
    in_value: bool,
}

impl Marks {
    pub fn of(package: &mut Package, tab: &Tab, room: &mut Room) -> Result<Marks, Refusal> {
        let text = package.text(&tab.part)?.ok_or_else(|| package.broken())?;
        let mut marks = Marks { at: At { row: usize::MAX, column: 0 }, ..Marks::default() };
        let mut reader = Reader::from_str(&text);
        loop {
            match reader.read_event().map_err(|_| package.broken())? {
                Event::Start(tag) => marks.open(&tag, false, room)?,
                Event::Empty(tag) => marks.open(&tag, true, room)?,
                Event::Text(_) | Event::GeneralRef(_) => marks.cell.value |= marks.cell.in_value,
                Event::End(tag) => match tag.local_name().as_ref() {
                    b"c" => marks.close_cell(),
                    b"v" | b"is" => marks.cell.in_value = false,
                    _ => {}
                },
                Event::Eof => return Ok(marks),
                _ => {}
            }
        }
    }

    fn open(&mut self, tag: &BytesStart, empty: bool, room: &mut Room) -> Result<(), Refusal> {
        let is = |name: &str| matches!(attribute(tag, name).as_deref(), Some("1" | "true"));
        match tag.local_name().as_ref() {
            b"sheetFormatPr" => self.rows_hidden = is("zeroHeight"),
            b"col" => {
                let from = count(tag, "min").unwrap_or(1).max(1) - 1;
                let to = count(tag, "max").unwrap_or(from + 1).max(1) - 1;
                if is("hidden") || attribute(tag, "width").is_some_and(|width| is_nothing(&width)) {
                    self.beside.hidden_columns.add(from, to);
                }
            }
            b"row" => {
                room.name()?;
                let next = self.at.row.wrapping_add(1);
                let row = count(tag, "r").map_or(next, |row| row.max(1) - 1);
                self.at = At { row, column: usize::MAX };
                let flat = attribute(tag, "ht").is_some_and(|height| is_nothing(&height));
                let unsaid = self.rows_hidden && attribute(tag, "hidden").is_none();
                if is("hidden") || flat || unsaid {
                    self.beside.hidden_rows.add(row, row);
                }
            }
            b"c" => {
                room.name()?;
                let named = attribute(tag, "r").and_then(|name| place(&name));
                let column = self.at.column.wrapping_add(1);
                self.at = named.unwrap_or(At { row: self.at.row, column });
                let text = attribute(tag, "t").is_some_and(|kind| kind == "str");
                self.cell = Reading { text, ..Reading::default() };
            }
            b"f" => self.cell.formula = true,
            b"v" | b"is" if !empty => self.cell.in_value = true,
            b"mergeCell" => {
                let area = attribute(tag, "ref").and_then(|name| {
                    let (from, to) = name.split_once(':')?;
                    Some(Area { from: place(from)?, to: place(to)? })
                });
                self.beside.merged.extend(area);
            }
            _ => {}
        }
        Ok(())
    }

    fn close_cell(&mut self) {
        // A formula that gives an empty text was counted.
        if self.cell.formula && !self.cell.value && !self.cell.text {
            self.uncounted.insert(self.at);
        }
        self.cell = Reading::default();
    }
}

/// `0`, `0.0`: a width or height that nothing fits into.
fn is_nothing(size: &str) -> bool {
    !size.is_empty() && size.chars().all(|c| matches!(c, '0' | '.'))
}

/// `D12`, `$D$12`.
fn place(name: &str) -> Option<At> {
    let name = name.replace('$', "");
    let letters = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(letters);
    let mut column = 0_usize;
    for letter in letters.bytes() {
        let value = letter.to_ascii_uppercase().checked_sub(b'A').filter(|value| *value < 26)?;
        column = column.checked_mul(26)?.checked_add(usize::from(value) + 1)?;
    }
    Some(At { row: row.parse::<usize>().ok()?.checked_sub(1)?, column: column.checked_sub(1)? })
}
