//! What may be published without review and plain words: what is older than the books.

use crate::finding::Report;
use crate::kind::unit::Unit;
use crate::model::shape::{Row, Shape, Value};
use crate::source::{self, Asked, Source};

/// Whether the fields that may be waived are.
#[derive(Clone, Copy)]
pub enum Waiver<'a> {
    None,
    /// Of what ended before the unit's books were opened.
    Older(&'a Unit),
}

impl Waiver<'_> {
    /// Reads a part of a file. What is waived is known only when the row is read: a file that lacks something is read once
    /// more without it, and what was told of the first reading counts unless that is waived.
    pub fn row(
        self,
        source: &Source,
        part: (&str, usize),
        asked: Asked,
        report: &mut Report,
    ) -> Option<Row> {
        let read = |waiving, report: &mut Report| {
            source::record_in(source, part, Asked { waiving, ..asked }, report)
        };
        if matches!(self, Waiver::None) {
            return read(false, report);
        }
        let (mut told, mut waived) = (Report::default(), Report::default());
        let whole = read(false, &mut told);
        let older = || read(true, &mut waived).filter(|row| self.covers(row, asked.shape));
        match whole.is_none().then(older).flatten() {
            Some(row) => {
                report.absorb(waived);
                Some(row)
            }
            None => {
                report.absorb(told);
                whole
            }
        }
    }

    /// Whether what a row leaves out is waived.
    pub fn covers(self, row: &Row, shape: &Shape) -> bool {
        let value = |name| shape.position(name, 0).map(|at| &row.values[at]);
        match self {
            Waiver::None => false,
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
                    .is_some_and(|(period, opened)| period.last_day() < opened.first_day())
            }
        }
    }
}
