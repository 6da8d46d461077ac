//! A workbook as an office keeps it: sheets of cells, each with what a reader sees and where it stands.

use std::collections::BTreeSet;
use std::fmt;

use calamine::Data;

mod biff;
pub mod example;
mod fill;
mod form;
mod format;
mod marks;
pub mod number;
mod ods;
mod ods_style;
mod package;
mod refusal;
mod shared;
mod text;
mod xls;
mod xlsx;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_bombs;
#[cfg(test)]
mod tests_damaged;

pub use crate::model::coding::Coding;
use form::Form;
pub use refusal::Refusal;

/// One file of an office: `.xlsx`, `.xls`, `.ods`, or text with one sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workbook {
    pub sheets: Vec<Sheet>,
}

impl Workbook {
    /// Reads a file by what it holds; its name only calls the sheet of a text. A coding that is told goes before any guess.
    pub fn read(name: &str, bytes: &[u8], coding: Option<Coding>) -> Result<Workbook, Refusal> {
        let workbook = match Form::of(bytes)? {
            Form::Xlsx => xlsx::read(bytes),
            Form::Xls => xls::read(bytes),
            Form::Ods => ods::read(bytes),
            Form::Text => text::read(name, bytes, coding),
        }?;
        match workbook.sheets.iter().all(|sheet| sheet.rows.is_empty()) {
            true => Err(Refusal::Empty),
            false => Ok(workbook),
        }
    }
}

impl Workbook {
    /// What all cells say, sheet below sheet, as one CSV text: for whoever looks for words.
    pub fn as_csv(&self) -> String {
        self.sheets.iter().map(Sheet::as_csv).collect()
    }
}

impl Sheet {
    /// What its cells say, a line a row.
    pub fn as_csv(&self) -> String {
        (0..self.rows.len()).map(|at| self.row_as_csv(at)).collect()
    }

    /// What the cells of one row say, as a line.
    pub fn row_as_csv(&self, at: usize) -> String {
        let row = self.rows.get(at).map_or(&[][..], Vec::as_slice);
        let mut out = String::new();
        for (at, cell) in row.iter().enumerate() {
            let text = cell.said().replace('"', "\"\"");
            out.push_str(if at > 0 { ",\"" } else { "\"" });
            out.push_str(&text);
            out.push('"');
        }
        // A line with nothing on it would be no row to a reader.
        out.push_str(if row.is_empty() { "\"\"\n" } else { "\n" });
        out
    }
}

impl Cell {
    /// What a reader sees in it, or else what it holds.
    pub fn said(&self) -> String {
        match (&self.seen, &self.value) {
            (Some(Seen::Text(text)), _) => text.clone(),
            (_, Value::Text(text) | Value::Number(text) | Value::Lost(text)) => text.clone(),
            (_, Value::Error(text)) => text.clone(),
            (_, Value::Day(day)) => day.to_string(),
            (_, Value::Truth(truth)) => truth.to_string(),
            (_, Value::Blank | Value::Uncounted) => String::new(),
        }
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// Runs what may panic over damaged bytes; a library's panic is our refusal.
fn caught<T>(form: &'static str, read: impl FnOnce() -> Option<T>) -> Result<T, Refusal> {
    let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(read));
    read.ok().flatten().ok_or(Refusal::Broken(form))
}

/// What `calamine` reads in a cell.
fn value(data: &Data) -> Value {
    match data {
        Data::Empty => Value::Blank,
        Data::Int(whole) => number::value(*whole as f64),
        Data::Float(float) => number::value(*float),
        Data::String(text) => text_value(text),
        Data::Bool(truth) => Value::Truth(*truth),
        Data::DateTime(moment) if moment.is_duration() => number::value(moment.as_f64()),
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            number::moment(moment.as_f64(), (year, month, day, hour, minute))
        }
        Data::DateTimeIso(text) => iso_day(text),
        Data::DurationIso(text) => Value::Text(text.clone()),
        Data::Error(error) => Value::Error(error.to_string()),
    }
}

fn text_value(text: &str) -> Value {
    if text.is_empty() { Value::Blank } else { Value::Text(text.to_string()) }
}

/// A day of `2026-03-05`, also where a time follows.
fn iso_day(text: &str) -> Value {
    let day = text.split('T').next().and_then(crate::model::date::parse_date);
    day.map_or_else(|| text_value(text), Value::Day)
}

/// Red as bookkeepers mean it: the standard red and the dark one beside it.
fn is_red(red: u8, green: u8, blue: u8) -> bool {
    red >= 0xC0 && green <= 0x40 && blue <= 0x40
}
