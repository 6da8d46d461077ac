//! The tables of ODS and Word files as a reader sees them: a row a line, and equal neighbours, which a file names once, each in its place.

use std::ops::Range;

use super::grid::{self, Places};
use super::xml::Element;

/// Of equal cells and rows side by side so many are laid out: no number has more equal digits in a row.
const EQUAL_MAX: usize = 20;

/// A file with more cells is refused: nobody would see that the rest was not searched.
const CELLS_MAX: usize = 2_000_000;

/// A table in letters.
#[derive(Debug)]
pub struct Table {
    pub name: String,
    pub text: String,
    /// Where each cell stands in the text.
    pub places: Places,
}

/// The tables of a part while they are read.
#[derive(Default)]
pub struct Tables {
    /// The innermost last.
    open: Vec<Open>,
    pub done: Vec<Table>,
    /// Where among the values of the part those stand that a cell shows as they are.
    pub same: Vec<Range<usize>>,
    count: usize,
}

/// A table that is being read.
#[derive(Default)]
struct Open {
    name: String,
    rows: grid::Rows,
    row: usize,
    /// How often the row stands there, and its cells.
    equal_rows: usize,
    cells: Vec<(usize, String)>,
    column: usize,
    /// The cell that is open, and over how many columns it stands or is said again.
    cell: Option<(String, Width)>,
    /// The number that the cell is said to hold, and where.
    value: Option<(String, Range<usize>)>,
}

/// The columns of a cell.
#[derive(Clone, Copy)]
enum Width {
    Equal(usize),
    Wide(usize),
}

impl Tables {
    pub fn start(&mut self, element: &Element) {
        let name = element.name.as_str();
        if matches!(name, "table" | "tbl") {
            let name = element.value("name").unwrap_or_default().to_string();
            self.open.push(Open { name, ..Open::default() });
        }
        let Some(table) = self.open.last_mut() else { return };
        let count = |key| element.value(key).and_then(|count| count.parse().ok()).unwrap_or(1);
        match name {
            "table-row" | "tr" => {
                table.row = table.row.saturating_add(1);
                table.equal_rows = count("number-rows-repeated");
                (table.column, table.cells) = (1, Vec::new());
            }
            "table-cell" | "covered-table-cell" | "tc" => {
                let width = Width::Equal(count("number-columns-repeated"));
                table.cell = Some((String::new(), width));
                table.value = element.placed("value").map(|(value, at)| (value.to_string(), at));
            }
            "gridSpan" => {
                table.cell.iter_mut().for_each(|(_, width)| *width = Width::Wide(count("val")));
            }
            _ => {}
        }
    }

    /// An element ends; what is laid out is taken from what is left, and where that is not enough nothing is left.
    pub fn end(&mut self, name: &str, left_bytes: &mut usize) {
        let table = self.open.last_mut();
        match name {
            "table" | "tbl" => {
                let table = self.open.pop();
                self.done.extend(table.and_then(|table| table.written(left_bytes)));
            }
            "table-row" | "tr" => {
                self.count += table.map_or(0, |table| table.end_row(left_bytes));
            }
            "table-cell" | "covered-table-cell" | "tc" => {
                self.same.extend(table.and_then(|table| table.end_cell(left_bytes)));
            }
            _ => {}
        }
    }

    /// Whether words that come are those of a cell.
    pub fn are_in_cell(&self) -> bool {
        self.open.last().is_some_and(|table| table.cell.is_some())
    }

    /// Words of the cell that is open.
    pub fn words(&mut self, text: &str) {
        if let Some((words, _)) = self.open.last_mut().and_then(|table| table.cell.as_mut()) {
            // A line's end would part the row.
            words.extend(text.chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }));
        }
    }

    /// Whether there are more cells than are searched.
    pub fn are_too_many(&self) -> bool {
        self.count > CELLS_MAX
    }
}

impl Open {
    /// Lays the cell out, and says where its number stands that it shows as it is.
    fn end_cell(&mut self, left_bytes: &mut usize) -> Option<Range<usize>> {
        let (words, width) = self.cell.take()?;
        let (columns, shown) = match width {
            Width::Equal(many) => (many, many.min(EQUAL_MAX)),
            Width::Wide(many) => (many, 1),
        };
        let words = words.trim();
        if !words.is_empty() && taken(left_bytes, words.len() * shown) {
            let columns = (0..shown).map(|at| self.column.saturating_add(at));
            self.cells.extend(columns.map(|at| (at, words.to_string())));
        }
        self.column = self.column.saturating_add(columns.max(1));
        self.value.take().filter(|(value, _)| value == words).map(|(_, at)| at)
    }

    /// Says how many cells the row has brought.
    fn end_row(&mut self, left_bytes: &mut usize) -> usize {
        let cells = std::mem::take(&mut self.cells);
        let many = if cells.is_empty() { 0 } else { self.equal_rows.clamp(1, EQUAL_MAX) };
        let bytes: usize = cells.iter().map(|(_, words)| words.len()).sum();
        if taken(left_bytes, bytes * many.saturating_sub(1)) {
            let rows = (0..many).map(|at| self.row.saturating_add(at));
            self.rows.extend(rows.map(|at| (at, cells.clone())));
        }
        self.row = self.row.saturating_add(self.equal_rows.max(1) - 1);
        cells.len() * many
    }

    fn written(self, left_bytes: &mut usize) -> Option<Table> {
        let (text, places) = grid::laid(self.rows, left_bytes);
        (!places.is_empty()).then_some(Table { name: self.name, text, places })
    }
}

/// Takes so many bytes from what is left, or all that is.
fn taken(left_bytes: &mut usize, bytes: usize) -> bool {
    let fits = bytes < *left_bytes;
    *left_bytes -= bytes.min(*left_bytes);
    fits
}
