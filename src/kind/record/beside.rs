//! A table beside a record's file, whose rows stand for the rows of one of its lists.

use crate::finding::Place;
use crate::sheet::At;
use crate::source::Source;

/// Where the rows of a list stand.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The list: `rows`, or `stages.1.payments` within a row; nothing where the record itself is a row.
    pub way: String,
    /// The file; its text is what the cells of the sheet say, as CSV.
    pub source: Source,
    /// Whether that text is of these rows alone: the other rows of the file are other records'.
    pub alone: bool,
    /// What stands before the name of a cell: the sheet.
    pub sheet: String,
    /// The row of the sheet that each row was read from.
    pub at: Vec<usize>,
    /// The column of each field.
    pub columns: Vec<(&'static str, usize)>,
}

impl Beside {
    /// Whether the record itself is a row of it.
    pub fn is_record(&self) -> bool {
        self.way.is_empty()
    }

    /// The way to a field of a row of it, from the record.
    pub fn field(&self, row: usize, name: &str) -> String {
        if self.is_record() { name.to_string() } else { format!("{}.{row}.{name}", self.way) }
    }

    /// The cell of a field of the record, as it is told of the record's own file: `2026.xlsx 收支!D12`.
    pub fn place(&self, way: &str) -> Option<Place> {
        let column = |field: &str| self.columns.iter().find(|(name, _)| *name == field);
        let (row, column) = match self.is_record() {
            true => (*self.at.first()?, column(way.split('.').next()?)?.1),
            false => {
                let mut steps = way.strip_prefix(&self.way)?.strip_prefix('.')?.split('.');
                let row = *self.at.get(steps.next()?.parse::<usize>().ok()?)?;
                (row, column(steps.next().unwrap_or_default()).map_or(0, |(_, at)| *at))
            }
        };
        let sheet = if self.sheet.is_empty() { String::new() } else { format!("{}!", self.sheet) };
        let cell = format!("{sheet}{}", At { row, column });
        Some(Place::Cell(row, column, self.called(&cell)))
    }

    /// Which of its rows a line of its text is.
    pub fn row_of(&self, line: usize) -> Option<usize> {
        match self.alone {
            true => Some(line),
            false => self.at.iter().position(|row| *row == line),
        }
    }

    /// What a cell is called where the record's own file is named: a record that is a row goes by its table already.
    pub fn called(&self, cell: &str) -> String {
        let file = self.source.path.rsplit('/').next().unwrap_or_default();
        if self.alone { cell.to_string() } else { format!("{file} {cell}") }
    }
}
