//! Reads an office's tables, whatever they are of: where a table stands in a sheet, what its cells say as declared fields.

pub mod amount;
mod cell;
mod columns;
pub mod day;
mod doubt;
pub mod find;
pub mod grid;
pub mod headings;
mod names;
mod rows;
mod shaped;
pub mod sums;

pub use columns::lacking;
pub use doubt::Doubt;
pub use grid::called;
pub use rows::{Read, read};
pub use shaped::{Wanted, holds, types as columns};

use crate::sheet::Sheet;

/// The words of a cell of a sheet, trimmed.
pub fn text(sheet: &Sheet, row: usize, column: usize) -> String {
    sheet.rows.get(row).and_then(|cells| cells.get(column)).map_or(String::new(), grid::text)
}
