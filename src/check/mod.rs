//! Rules: what an honest auditor asks (domain brief, section 4). One rule or one close family, one file.

mod attachments;
mod balance;
mod cases;
mod cash;
mod explained;
mod fields;
mod figures;
mod record;
mod requests;
mod reversal;
mod review;
mod signers;
mod supervisor;
mod totals;
mod vouchers;

use crate::finding::{Finding, Place, Report, Rule};
use crate::kind::ledger::Ledger;
use crate::kind::portal::Portal;
use crate::model::{Period, Said};
use crate::source::Source;
use crate::tally::Sums;

pub use attachments::reminder;
pub use figures::percent;
pub use record::check as record;
pub use supervisor::{RELATIVES, Relative, relatives};

/// A ledger with the files it came from.
#[derive(Debug)]
pub struct Filed {
    pub ledger: Ledger,
    pub source: Source,
    /// The CSV file of the lines and where each line begins, when the lines stand apart.
    pub lines: Option<(Source, Vec<usize>)>,
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
        let finding = match &self.lines {
            Some((source, starts)) => {
                let start = starts.get(index).copied().unwrap_or(0);
                let end =
                    source.text[start..].find('\n').map_or(source.text.len(), |at| start + at);
                Finding::new(rule, &source.path, Place::Bytes(start, end), said)
            }
            None => self.finding(rule, &format!("lines.{index}.{field}"), said),
        };
        finding.about(self.ledger.lines[index].voucher.clone())
    }

    pub fn period(&self) -> Period {
        self.ledger.envelope.period
    }
}

/// What a rule may look at: the unit's ledgers by set and month, and the place's settings.
pub struct Books<'a> {
    pub portal: &'a Portal,
    pub ledgers: &'a [Filed],
    /// Whether the internal questions are asked at all, and the declared relatives they need.
    pub internal: bool,
    pub relatives: &'a [Relative],
}

impl<'a> Books<'a> {
    /// The ledger of the same set for the month right before, if it is there.
    fn before(&self, filed: &Filed) -> Option<&'a Filed> {
        self.ledgers.iter().find(|other| {
            other.set == filed.set && other.period().next_month() == Some(filed.period())
        })
    }
}

/// One rule over one ledger.
type LedgerRule = fn(&Books, &Filed, &mut Report);

static LEDGER_RULES: &[LedgerRule] = &[
    fields::check,
    balance::adds_up,
    balance::carries_over,
    totals::check,
    cash::check,
    review::check,
    attachments::check,
    signers::check,
    vouchers::check,
    reversal::check,
    supervisor::check,
];

/// Asks every question of every ledger. Explanations are laid beside what they explain.
pub fn ledgers(books: &Books, report: &mut Report) {
    for filed in books.ledgers {
        let mut own = Report::default();
        for rule in LEDGER_RULES {
            rule(books, filed, &mut own);
        }
        explained::weigh(books.portal, filed, &mut own);
        report.absorb(own);
    }
}

/// The unit's word on a finding of this ledger, if it has given one.
pub fn answer<'a>(filed: &'a Filed, finding: &Finding) -> Option<&'a crate::model::table::Answer> {
    explained::answer(filed, finding)
}
