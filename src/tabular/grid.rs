//! A sheet as it is seen: a merged area shows its first cell everywhere, and every cell has a name for messages.

use std::collections::BTreeMap;
use std::ops::Range;

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
    /// The last column of the merged area that begins at a cell.
    wide: BTreeMap<At, usize>,
    columns: usize,
}

#[cfg(test)]
thread_local! {
    /// How many cells were looked at: what a test of a promise counts.
    pub static LOOKED_AT: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

impl<'a> Grid<'a> {
    pub fn new(sheet: &'a Sheet, name: String) -> Grid<'a> {
        let (mut areas, mut wide) = (BTreeMap::new(), BTreeMap::new());
        let rows = sheet.rows.len();
        let columns = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
        for area in &sheet.merged {
            let end = wide.entry(area.from).or_insert(area.to.column);
            *end = area.to.column.max(*end);
            for row in area.from.row..=area.to.row.min(rows) {
                for column in area.from.column..=area.to.column.min(columns) {
                    areas.insert(At { row, column }, area);
                }
            }
        }
        Grid { sheet, name, areas, wide, columns }
    }

    pub fn rows(&self) -> usize {
        self.sheet.rows.len()
    }

    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The columns in which a row may hold or show something. A row is not looked at beyond: one wide row would else make
    /// every short one cost as much.
    pub fn across(&self, row: usize) -> Range<usize> {
        let own = self.sheet.rows.get(row).map_or(0, Vec::len);
        let all = At { row, column: 0 }..=At { row, column: usize::MAX };
        let merged = self.areas.range(all).next_back().map_or(0, |(at, _)| at.column + 1);
        0..own.max(merged)
    }

    /// The words of a row as they are seen, with their columns.
    pub fn texts(&self, row: usize) -> impl Iterator<Item = (usize, String)> + '_ {
        let texts = self.across(row).map(move |at| (at, self.text(row, at)));
        texts.filter(|(_, text)| !text.is_empty())
    }

    /// The words of a row's own cells, with their columns.
    pub fn own_texts(&self, row: usize) -> impl Iterator<Item = (usize, String)> + '_ {
        let texts = self.across(row).map(move |at| (at, text(self.own(row, at))));
        texts.filter(|(_, text)| !text.is_empty())
    }

    /// Of every column the first of these rows whose own cell is one that is looked for.
    pub fn firsts(&self, rows: Range<usize>, is: impl Fn(&Cell) -> bool) -> BTreeMap<usize, usize> {
        let mut firsts = BTreeMap::new();
        for row in rows {
            for at in self.across(row).filter(|at| is(self.own(row, *at))) {
                firsts.entry(at).or_insert(row);
            }
        }
        firsts
    }

    /// The last column of the merged area that begins at a cell.
    pub fn merged_to(&self, row: usize, column: usize) -> Option<usize> {
        self.wide.get(&At { row, column }).copied()
    }

    /// The cell itself: of a merged area all but the first are blank.
    pub fn own(&self, row: usize, column: usize) -> &'a Cell {
        #[cfg(test)]
        LOOKED_AT.with(|looked| looked.set(looked.get() + 1));
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
        self.own_texts(row).next().is_none()
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
