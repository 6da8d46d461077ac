//! A sheet as it is seen: a merged area shows its first cell everywhere, and every cell has a name for messages.

use std::collections::BTreeMap;

use super::Doubt;
use crate::model::Said;
use crate::scan;
use crate::sheet::{Area, At, Cell, Seen, Sheet, Value};

static BLANK: Cell = Cell { value: Value::Blank, red: false, seen: None };

/// How much of a cell a message repeats.
const SHOWN_MAX: usize = 24;

#[derive(Debug)]
pub struct Grid<'a> {
    pub sheet: &'a Sheet,
    /// What stands before a cell's name: the file, and the sheet where there are several.
    pub name: String,
    /// The merged area a cell lies in.
    areas: BTreeMap<At, &'a Area>,
}

impl<'a> Grid<'a> {
    pub fn new(sheet: &'a Sheet, name: String) -> Grid<'a> {
        let mut areas = BTreeMap::new();
        let (rows, columns) = size(sheet);
        for area in &sheet.merged {
            for row in area.from.row..=area.to.row.min(rows) {
                for column in area.from.column..=area.to.column.min(columns) {
                    areas.insert(At { row, column }, area);
                }
            }
        }
        Grid { sheet, name, areas }
    }

    pub fn rows(&self) -> usize {
        self.sheet.rows.len()
    }

    pub fn columns(&self) -> usize {
        size(self.sheet).1
    }

    /// The cell itself: of a merged area all but the first are blank.
    pub fn own(&self, row: usize, column: usize) -> &'a Cell {
        self.sheet.rows.get(row).and_then(|cells| cells.get(column)).unwrap_or(&BLANK)
    }

    /// The cell as it is seen.
    pub fn seen(&self, row: usize, column: usize) -> &'a Cell {
        let own = self.own(row, column);
        match self.merged(row, column) {
            Some(area) if own.value == Value::Blank => self.own(area.from.row, area.from.column),
            _ => own,
        }
    }

    /// The first cell of the merged area that a cell lies in, or the cell itself.
    pub fn origin(&self, at: At) -> At {
        self.merged(at.row, at.column).map_or(at, |area| area.from)
    }

    /// The merged area that a cell lies in.
    pub fn merged(&self, row: usize, column: usize) -> Option<&'a Area> {
        self.areas.get(&At { row, column }).copied()
    }

    /// The words of a cell as they are seen, trimmed.
    pub fn text(&self, row: usize, column: usize) -> String {
        text(self.seen(row, column))
    }

    pub fn is_blank(&self, row: usize) -> bool {
        (0..self.columns()).all(|column| text(self.own(row, column)).is_empty())
    }

    /// What people call the cell: `收支!D12`.
    pub fn place(&self, row: usize, column: usize) -> String {
        called(&self.name, At { row, column })
    }

    pub fn doubt(&self, row: usize, column: usize, said: Said, help: (&str, &str)) -> Doubt {
        Doubt { place: self.place(row, column), said, help: Said::new(help.0, help.1) }
    }
}

/// The name of a cell behind that of its sheet, which may be empty.
pub fn called(sheet: &str, at: At) -> String {
    if sheet.is_empty() { at.to_string() } else { format!("{sheet}!{at}") }
}

fn size(sheet: &Sheet) -> (usize, usize) {
    (sheet.rows.len(), sheet.rows.iter().map(Vec::len).max().unwrap_or(0))
}

/// The words of a cell, trimmed, lines within it joined: Chinese letters go on, words and figures stay apart.
pub fn text(cell: &Cell) -> String {
    if let Some(Seen::Text(seen)) = &cell.seen {
        return seen.trim().to_string();
    }
    match &cell.value {
        Value::Text(text) => {
            let text = text.trim();
            let text = text.strip_prefix('\'').unwrap_or(text);
            let mut joined = String::with_capacity(text.len());
            for line in text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()) {
                let apart = |c: char| c.is_ascii_alphanumeric();
                if joined.ends_with(apart) && line.starts_with(apart) {
                    joined.push(' ');
                }
                joined.push_str(line);
            }
            joined
        }
        Value::Number(text) | Value::Lost(text) | Value::Error(text) => text.clone(),
        Value::Day(day) => day.to_string(),
        Value::Truth(truth) => truth.to_string(),
        _ => String::new(),
    }
}

/// The words of a cell for a message: short, and never a number of a person.
pub fn shown(text: &str) -> String {
    let text = scan::redact(text);
    match text.char_indices().nth(SHOWN_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}
