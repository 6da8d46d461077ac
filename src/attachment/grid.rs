//! The cells of a worksheet as a table in letters: a row a line, a bar between cells, every heading above its column.

use std::collections::BTreeSet;

use super::formats::{unescaped, written_out};
use super::xml::Element;

/// A table with few cells in many rows and columns is not filled up.
const FILLED_MAX: usize = 4_000_000;

/// Ends what stands on both sides of it: a figure makes no number with another.
const PART: char = '¤';

/// The digits of the shortest number looked for.
const LONG: usize = 11;

/// Where a text of a table says which cell: the byte it begins with, and its name.
pub type Places = Vec<(usize, String)>;

/// The numbers of rows, with the cells of each by their columns.
pub type Rows = Vec<(usize, Vec<(usize, String)>)>;

/// The cells while they are read.
#[derive(Default)]
pub struct Grid {
    rows: Rows,
    row: usize,
    column: usize,
    /// The cell that is open, and whether its value is a number by its type.
    open: Option<(String, bool)>,
}

impl Grid {
    pub fn row(&mut self, element: &Element) {
        let number = element.value("r").and_then(|number| number.parse().ok());
        (self.row, self.column) = (number.unwrap_or(self.row.saturating_add(1)), 0);
    }

    pub fn cell(&mut self, element: &Element) {
        let place = element.value("r").and_then(placed);
        (self.row, self.column) = place.unwrap_or((self.row.max(1), self.column.saturating_add(1)));
        let number = matches!(element.value("t"), None | Some("n"));
        self.open = Some((String::new(), number));
    }

    /// The words of the cell that is open.
    pub fn words(&mut self) -> Option<&mut String> {
        self.open.as_mut().map(|(words, _)| words)
    }

    pub fn end_cell(&mut self) {
        let Some((words, number)) = self.open.take().filter(|(words, _)| !words.is_empty()) else {
            return;
        };
        let words = if number { figure(&words) } else { unescaped(&words) };
        if self.rows.last().is_none_or(|(row, _)| *row != self.row) {
            self.rows.push((self.row, Vec::new()));
        }
        self.rows.last_mut().expect("a row").1.push((self.column, words));
    }

    pub fn written(self, left_bytes: &mut usize) -> (String, Places) {
        laid(self.rows, left_bytes)
    }
}

/// All rows, of as many cells each, and where each cell stands; filled up only within what is left.
pub fn laid(rows: Rows, left_bytes: &mut usize) -> (String, Places) {
    let columns = rows.iter().flat_map(|(_, cells)| cells.iter().map(|(at, _)| *at));
    let columns: BTreeSet<usize> = columns.collect();
    let filled = columns.len().saturating_mul(rows.len());
    let fills = filled <= FILLED_MAX && filled < *left_bytes;
    *left_bytes -= if fills { filled } else { 0 };
    let (mut out, mut places) = (String::new(), Vec::new());
    for (row, cells) in rows {
        let mut rest = columns.iter().filter(|_| fills);
        out.push('|');
        for (column, words) in cells {
            rest.by_ref().take_while(|at| **at < column).for_each(|_| out.push('|'));
            places.push((out.len(), format!("{}{row}", letters(column))));
            out.push_str(&words);
            out.push('|');
        }
        rest.for_each(|_| out.push('|'));
        out.push('\n');
    }
    (out, places)
}

/// A number as its digits: written out where it is short, and without what stands behind its point, which is no number of
/// its own.
fn figure(value: &str) -> String {
    let whole = written_out(value).unwrap_or_else(|| value.to_string());
    let small = value.contains(['E', 'e']) && value.contains("-");
    match whole.split_once('.') {
        Some((head, _)) if head.len() < LONG => format!("{PART}{head}{PART}"),
        None if small && whole == value => format!("{PART}0{PART}"),
        _ => whole,
    }
}

/// Row and column of `C5`.
fn placed(name: &str) -> Option<(usize, usize)> {
    let long = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let letters = name[..long].bytes().map(|b| usize::from(b.to_ascii_uppercase() - b'A') + 1);
    let column = (1..=3).contains(&long).then(|| letters.fold(0, |sum, one| sum * 26 + one))?;
    Some((name[long..].parse().ok()?, column))
}

fn letters(mut column: usize) -> String {
    let mut name = String::new();
    while column > 0 {
        name.insert(0, char::from(b'A' + ((column - 1) % 26) as u8));
        column = (column - 1) / 26;
    }
    name
}
