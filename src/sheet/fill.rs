//! A sheet as it is filled cell by cell, within what is ever read of one file.

use std::collections::BTreeSet;

use super::{Area, At, Cell, Refusal, Seen, Sheet, Value};
use crate::model::Said;

/// Cells of one file, those between and before filled ones too: a county's year of lines many times over.
const CELLS_MAX: usize = 3_000_000;

/// Rows and cells that a file names, empty ones too: programs write some that are only drawn.
const NAMED_MAX: usize = 2 * CELLS_MAX;

/// Letters of one cell: no spreadsheet keeps more.
pub const LETTERS_MAX: usize = 32_767;

/// What the texts of all cells come to together. A file names a text once and may show it in every cell.
pub const TEXT_MAX_BYTES: usize = 128 * 1024 * 1024;

/// Cells that all merged areas of a file cover together; in a sound file no two cover the same.
const MERGED_MAX: usize = 1_000_000;

/// What is left of one file's cells.
pub struct Room {
    named: usize,
    cells: usize,
    bytes: usize,
    merged: usize,
}

impl Default for Room {
    fn default() -> Room {
        Room { named: NAMED_MAX, cells: CELLS_MAX, bytes: TEXT_MAX_BYTES, merged: MERGED_MAX }
    }
}

impl Room {
    /// Puts a cell into its place; an empty one only where it costs nothing.
    pub fn put(&mut self, sheet: &mut Sheet, at: At, cell: Cell) -> Result<(), Refusal> {
        if cell.value == Value::Blank {
            return Ok(());
        }
        for text in texts(&cell) {
            if text.len() > LETTERS_MAX && text.chars().nth(LETTERS_MAX).is_some() {
                return Err(too_long(&sheet.name, at));
            }
            self.bytes = self.bytes.checked_sub(text.len()).ok_or_else(too_much_text)?;
        }
        let rows = (at.row + 1).saturating_sub(sheet.rows.len());
        let columns = sheet.rows.get(at.row).map_or(0, Vec::len);
        let more = rows + (at.column + 1).saturating_sub(columns);
        self.cells = self.cells.checked_sub(more).ok_or_else(too_many)?;
        if rows > 0 {
            sheet.rows.resize_with(at.row + 1, Vec::new);
        }
        let row = &mut sheet.rows[at.row];
        if row.len() <= at.column {
            row.resize_with(at.column + 1, Cell::default);
        }
        row[at.column] = cell;
        Ok(())
    }

    /// Takes a row or a cell that the file names, whatever it holds.
    pub fn name(&mut self) -> Result<(), Refusal> {
        self.named = self.named.checked_sub(1).ok_or_else(too_many)?;
        Ok(())
    }

    /// Takes what an area covers.
    fn cover(&mut self, Area { from, to }: Area) -> Result<(), Refusal> {
        let side = |from: usize, to: usize| (to + 1).saturating_sub(from);
        let cells = side(from.row, to.row).saturating_mul(side(from.column, to.column));
        self.merged = self.merged.checked_sub(cells).ok_or_else(too_much_merged)?;
        Ok(())
    }
}

/// What a cell holds in letters, and what is seen instead.
fn texts(cell: &Cell) -> impl Iterator<Item = &String> {
    let held = match &cell.value {
        Value::Text(text) | Value::Number(text) | Value::Lost(text) | Value::Error(text) => {
            Some(text)
        }
        _ => None,
    };
    let seen = match &cell.seen {
        Some(Seen::Text(text)) => Some(text),
        _ => None,
    };
    held.into_iter().chain(seen)
}

pub fn too_many() -> Refusal {
    Refusal::TooLarge(Said::new(
        format!("表太大：超过 {CELLS_MAX} 格"),
        format!("the sheets are too large: more than {CELLS_MAX} cells"),
    ))
}

pub fn too_much_text() -> Refusal {
    let most = TEXT_MAX_BYTES / 1024 / 1024;
    Refusal::TooLarge(Said::new(
        format!("表太大：格子里的字加起来超过 {most} MB"),
        format!("the sheets are too large: the texts of their cells come to more than {most} MB"),
    ))
}

fn too_much_merged() -> Refusal {
    Refusal::TooLarge(Said::new(
        format!("合并的单元格太多：加起来盖住 {MERGED_MAX} 格以上"),
        format!("too much is merged: the areas cover more than {MERGED_MAX} cells together"),
    ))
}

fn too_long(sheet: &str, at: At) -> Refusal {
    Refusal::TooLarge(Said::new(
        format!("`{sheet}` 的 {at} 一格里超过 {LETTERS_MAX} 个字，表格软件存不下"),
        format!(
            "cell {at} of `{sheet}` has more than {LETTERS_MAX} letters; no spreadsheet keeps so many"
        ),
    ))
}

/// What a file says of a sheet beside its cells.
#[derive(Default)]
pub struct Beside {
    pub hidden_rows: Spans,
    pub hidden_columns: Spans,
    pub merged: Vec<Area>,
}

/// Rows or columns as files name them: from one to another, however often and however far.
#[derive(Default)]
pub struct Spans(Vec<(usize, usize)>);

impl Spans {
    /// Both ends within.
    pub fn add(&mut self, from: usize, to: usize) {
        match self.0.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(from) => *last = to.max(*last),
            _ => self.0.push((from, to)),
        }
    }

    /// Those of so many, each looked at once.
    fn within(mut self, all: usize) -> BTreeSet<usize> {
        self.0.sort_unstable();
        let (mut set, mut next) = (BTreeSet::new(), 0);
        for (from, to) in self.0 {
            let end = to.saturating_add(1).min(all);
            set.extend(from.max(next)..end);
            next = next.max(end);
        }
        set
    }
}

/// Leaves of what is hidden and merged only what lies where something is filled in: offices hide all columns to the right.
pub fn trimmed(mut sheet: Sheet, beside: Beside, room: &mut Room) -> Result<Sheet, Refusal> {
    sheet.rows.iter_mut().for_each(super::example::emptied);
    let rows = sheet.rows.len();
    let columns = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    sheet.hidden_rows = beside.hidden_rows.within(rows);
    sheet.hidden_columns = beside.hidden_columns.within(columns);
    sheet.merged = beside.merged;
    sheet.merged.retain(|area| area.from.row < rows && area.from.column < columns);
    for area in &mut sheet.merged {
        let to = area.to;
        area.to = At { row: to.row.min(rows - 1), column: to.column.min(columns - 1) };
        room.cover(*area)?;
    }
    sheet.merged.sort_by_key(|area| area.from);
    Ok(sheet)
}
