//! A sheet as it is filled cell by cell, within what is ever read of one file.

use std::collections::BTreeSet;

use super::{Area, At, Cell, Refusal, Sheet, Value};
use crate::model::Said;

/// Cells of one file, those between and before filled ones too: a county's year of lines many times over.
const CELLS_MAX: usize = 3_000_000;

/// What is left of one file's cells.
pub struct Room(usize);

impl Default for Room {
    fn default() -> Room {
        Room(CELLS_MAX)
    }
}

impl Room {
    /// Puts a cell into its place; an empty one only where it costs nothing.
    pub fn put(&mut self, sheet: &mut Sheet, at: At, cell: Cell) -> Result<(), Refusal> {
        if cell.value == Value::Blank {
            return Ok(());
        }
        let rows = (at.row + 1).saturating_sub(sheet.rows.len());
        let columns = sheet.rows.get(at.row).map_or(0, Vec::len);
        let more = rows + (at.column + 1).saturating_sub(columns);
        self.0 = self.0.checked_sub(more).ok_or_else(too_many)?;
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
}

fn too_many() -> Refusal {
    Refusal::TooLarge(Said::new(
        format!("表太大：超过 {CELLS_MAX} 格"),
        format!("the sheets are too large: more than {CELLS_MAX} cells"),
    ))
}

/// Leaves of what is hidden and merged only what lies where something is filled in: offices hide all columns to the right.
pub fn trimmed(mut sheet: Sheet) -> Sheet {
    sheet.rows.iter_mut().for_each(super::example::emptied);
    let rows = sheet.rows.len();
    let columns = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    sheet.hidden_rows.retain(|row| *row < rows);
    sheet.hidden_columns.retain(|column| *column < columns);
    sheet.merged.retain(|area| area.from.row < rows && area.from.column < columns);
    for Area { to, .. } in &mut sheet.merged {
        *to = At { row: to.row.min(rows - 1), column: to.column.min(columns - 1) };
    }
    sheet.merged.sort_by_key(|area| area.from);
    sheet
}

/// Both ends within; no further than any spreadsheet goes.
pub fn span(set: &mut BTreeSet<usize>, from: usize, to: usize) {
    const FARTHEST: usize = 1_048_576;
    set.extend(from..=to.min(FARTHEST));
}
