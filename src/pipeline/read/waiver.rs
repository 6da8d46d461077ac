//! What may be published without review and plain words: kinds that say so, and what is older than the books.

use crate::finding::Report;
use crate::kind::record::Kind;
use crate::kind::unit::Unit;
use crate::law::first_day;
use crate::model::shape::{Row, Shape, Value};
use crate::source::{self, Source};

/// Whether the fields that may be waived are.
#[derive(Clone, Copy)]
pub enum Waiver<'a> {
    None,
    /// Of a kind that is not reviewed.
    Kind,
    /// Of what ended before the unit's books were opened.
    Older(&'a Unit),
}

impl<'a> Waiver<'a> {
    pub fn of(kind: &Kind, unit: &'a Unit) -> Waiver<'a> {
        if kind.reviewed { Waiver::Older(unit) } else { Waiver::Kind }
    }

    /// Reads a part of a file. What is waived is known only when the row is read: until then nothing is told, and where
    /// something is missing after all it is read again. `tables`: whether a list may stand in one beside the file.
    pub fn row(
        self,
        source: &Source,
        part: (&str, usize),
        (shape, tables): (&'static Shape, bool),
        report: &mut Report,
    ) -> Option<Row> {
        let read = if tables { source::record_with_tables } else { source::record_in };
        if !matches!(self, Waiver::None) {
            let mut told = Report::default();
            let row = read(source, part, (shape, true), &mut told);
            if let Some(row) = row.filter(|row| self.covers(row, shape)) {
                report.absorb(told);
                return Some(row);
            }
        }
        read(source, part, (shape, false), report)
    }

    /// Whether what a row leaves out is waived.
    pub fn covers(self, row: &Row, shape: &Shape) -> bool {
        let value = |name| shape.position(name, 0).map(|at| &row.values[at]);
        match self {
            Waiver::None => false,
            Waiver::Kind => true,
            Waiver::Older(unit) => {
                let set = match value("account_set") {
                    Some(Value::Text(set)) => set,
                    _ => "",
                };
                let opened = unit.book(set).and_then(|(_, book)| book.open_from);
                let period = match value("period") {
                    Some(Value::Period(period)) => Some(*period),
                    _ => None,
                };
                period
                    .zip(opened)
                    .is_some_and(|(period, opened)| period.last_day() < first_day(opened))
            }
        }
    }
}
