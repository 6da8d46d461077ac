//! A table beside a record's file, whose rows stand for the rows of one of its lists.

use crate::finding::Place;
use crate::sheet::At;
use crate::source::Source;

/// Where the rows of a list stand.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The list: `rows`, or `stages.1.payments` within a row.
    pub way: String,
    /// The file; its text is what its cells say, as CSV.
    pub source: Source,
    /// What stands before the name of a cell: the sheet.
    pub sheet: String,
    /// The row of the sheet that each row was read from.
    pub at: Vec<usize>,
    /// The column of each field.
    pub columns: Vec<(&'static str, usize)>,
}

impl Beside {
    /// The cell of a field of the record, as it is told of the record's own file: `2026.xlsx 收支!D12`.
    pub fn place(&self, way: &str) -> Option<Place> {
        let mut steps = way.strip_prefix(&self.way)?.strip_prefix('.')?.split('.');
        let row = *self.at.get(steps.next()?.parse::<usize>().ok()?)?;
        let field = steps.next().unwrap_or_default();
        let column = self.columns.iter().find(|(name, _)| *name == field).map_or(0, |(_, at)| *at);
        let file = self.source.path.rsplit('/').next().unwrap_or_default();
        let sheet = if self.sheet.is_empty() { String::new() } else { format!("{}!", self.sheet) };
        Some(Place::Cell(row, column, format!("{file} {sheet}{}", At { row, column })))
    }
}
