//! A month's ledger with the files it came from and its sums.

use crate::finding::{Finding, Place, Rule};
use crate::kind::ledger::Ledger;
use crate::kind::record::Beside;
use crate::model::{Period, Said};
use crate::source::Source;
use crate::tally::Sums;

/// A ledger with the files it came from.
#[derive(Debug)]
pub struct Filed {
    pub ledger: Ledger,
    pub source: Source,
    /// The CSV file of the lines and where each line begins, when the lines stand apart.
    pub lines: Option<(Source, Vec<usize>)>,
    /// Tables beside the head that hold the rows of its lists.
    pub tables: Vec<Beside>,
    /// Which of the unit's sets of books.
    pub set: usize,
    pub sums: Sums,
}

impl Filed {
    pub fn finding(&self, rule: &'static Rule, way: &str, said: Said) -> Finding {
        Finding::new(rule, &self.source.path, Place::Field(way.to_string()), said)
    }

    /// A finding at a field of the line with this index, in whichever file it stands; it is about the line's voucher.
    pub fn at_line(&self, rule: &'static Rule, index: usize, field: &str, said: Said) -> Finding {
        let mut finding = match &self.lines {
            Some((source, starts)) => {
                let start = starts.get(index).copied().unwrap_or(0);
                let end =
                    source.text[start..].find('\n').map_or(source.text.len(), |at| start + at);
                Finding::new(rule, &source.path, Place::Bytes(start, end), said)
            }
            None => self.finding(rule, &format!("lines.{index}.{field}"), said),
        };
        finding.tells_lines = true;
        finding.about(self.ledger.lines[index].voucher.clone())
    }

    pub fn period(&self) -> Period {
        self.ledger.envelope.period
    }
}
