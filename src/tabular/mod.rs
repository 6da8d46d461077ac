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
pub mod scales;
mod shaped;
pub mod sums;

pub use columns::lacking;
pub use doubt::Doubt;
pub use grid::called;
pub use rows::{Read, read};
pub use shaped::{Wanted, fields as columns, holds, nearly};
