//! A workbook as an office keeps it: sheets of cells, each with what a reader sees and where it stands.

use std::collections::BTreeSet;
use std::fmt;

mod refusal;

pub use crate::model::coding::Coding;
pub use refusal::Refusal;

/// One file of an office: `.xlsx`, `.xls`, `.ods`, or text with one sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workbook {
    pub sheets: Vec<Sheet>,
}

impl Workbook {
    /// Reads a file by what it holds; its name only calls the sheet of a text. A coding that is told goes before any guess.
    pub fn read(name: &str, bytes: &[u8], coding: Option<Coding>) -> Result<Workbook, Refusal> {
        let _ = (name, bytes, coding);
        Err(Refusal::Empty)
    }
}

/// One sheet; rows and columns are counted from 0 and begin at `A1`, also where the first ones are empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    /// Rows may be of different lengths.
    pub rows: Vec<Vec<Cell>>,
    pub hidden_rows: BTreeSet<usize>,
    pub hidden_columns: BTreeSet<usize>,
    pub merged: Vec<Area>,
}

/// What one cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    pub value: Value,
    /// Drawn in red, by its font or its number format: an amount taken back, as bookkeepers write it.
    pub red: bool,
    /// What a reader sees where that differs from the value by more than its rounding; mostly nothing.
    pub seen: Option<Seen>,
}

/// How a number format makes a number look like another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// With words or leading zeros: `记-001` of the value 1, `12.50万元` of 12.5.
    Text(String),
    /// As a percentage: 12.5% of 0.125.
    Percent,
    /// In thousands or ten thousands: 12.3万 of 123456.
    Scaled,
    /// Not at all.
    Nothing,
}

/// The value of a cell; a spreadsheet's binary number is met in the reader and nowhere else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    #[default]
    Blank,
    Text(String),
    /// Decimal text of the 15 significant digits that a spreadsheet keeps: `1860`, `-0.35`, never an exponent.
    Number(String),
    /// A whole number too long for a spreadsheet to have kept: its first 15 digits, and zeros where the others were.
    Lost(String),
    Day(crate::model::Date),
    Truth(bool),
    /// `#REF!` and its like, as the program writes it.
    Error(String),
    /// A formula whose value was not kept in the file.
    Uncounted,
}

/// A rectangle of cells, both corners within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    pub from: At,
    pub to: At,
}

/// The place of a cell, counted from 0; shown as `D12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    pub row: usize,
    pub column: usize,
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut left = self.column + 1;
        while left > 0 {
            letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
            left = (left - 1) / 26;
        }
        write!(f, "{}{}", letters.iter().rev().collect::<String>(), self.row + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::At;

    #[test]
    fn a_cell_is_called_as_spreadsheets_call_it() {
        let name = |row, column| At { row, column }.to_string();
        assert_eq!(name(11, 3), "D12");
        assert_eq!(name(0, 25), "Z1");
        assert_eq!(name(0, 26), "AA1");
        assert_eq!(name(0, 701), "ZZ1");
        assert_eq!(name(0, 702), "AAA1");
    }
}
