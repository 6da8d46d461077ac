//! Rules: what an honest auditor asks (domain brief, section 4). One rule or one close family, one file.

mod accounts;
pub mod across;
mod assets;
mod attachments;
mod balance;
mod beneficiaries;
mod benefits;
mod cases;
mod cash;
pub mod corrected;
mod corrections;
mod dates;
mod duplicate;
mod explained;
mod fields;
mod figures;
mod grants;
mod guides;
mod holdings;
mod idle;
mod interest;
mod invoices;
mod joins;
mod labour;
mod leases;
mod meetings;
pub mod methods;
mod names;
mod numbers;
mod officials;
mod payments;
pub mod peers;
mod posting;
mod projects;
pub mod published;
mod record;
mod relatives;
mod requests;
mod reversal;
pub mod review;
mod series;
mod signers;
mod spending;
mod split;
mod stages;
mod supervisor;
pub mod suppressed;
mod to_come;
mod totals;
mod vouchers;

use std::collections::BTreeMap;

use crate::finding::{Finding, Place, Report, Rule, rules};
use crate::kind::envelope::Audience;
use crate::kind::portal::Portal;
use crate::kind::private::{NAMES, Named, Office};
use crate::kind::record::{Beside, Entry, Guest, Record, Setting};
use crate::kind::unit::{Official, Unit};
use crate::law::Obligation;
use crate::model::{Date, Said};
use crate::read::Filed;
use crate::source::Source;

use self::payments::Payment;

pub use attachments::reminder;
pub use explained::answer;
pub use figures::percent;
pub use joins::line_of;
pub use names::check as names;
pub use to_come::gone as gone_to_come;

/// What a rule may look at: the unit's ledgers by set and month, and the place's settings.
pub struct Books<'a> {
    pub portal: &'a Portal,
    /// The day lateness is judged on; without one nothing is overdue.
    pub as_of: Option<Date>,
    pub officials: &'a [Official],
    pub ledgers: &'a [Filed],
    /// What the law asks of the unit, and what became of it: the one source of all that is called late.
    pub owed: &'a [Obligation<'a>],
    /// Whether every file could be read: a month that is there and broken is not missing.
    pub complete: bool,
    /// Whether the internal questions are asked at all, and what of the office they need.
    pub internal: bool,
    pub office: &'a Office,
}

impl<'a> Books<'a> {
    /// Whether a ledger is posted by the as-of day, or will be later.
    fn is_posted(&self, filed: &Filed) -> bool {
        self.as_of.is_none_or(|today| filed.ledger.envelope.published <= today)
    }

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
    holdings::check,
    cash::check,
    review::check,
    corrections::check,
    to_come::check,
    posting::check,
    series::check,
    spending::other_share,
    attachments::check,
    signers::check,
    vouchers::check,
    dates::check,
    reversal::check,
    officials::check,
    supervisor::check,
];

/// One rule over the payments of all months of a unit.
type PaymentRule = fn(&Books, &[Payment], &mut Reports);

/// What counts as one payment.
enum One {
    Line,
    /// All that a voucher pays one payee.
    Voucher,
}

static PAYMENT_RULES: &[(One, PaymentRule)] = &[
    (One::Line, spending::other_line),
    (One::Voucher, spending::decision),
    (One::Voucher, split::in_parts),
    (One::Voucher, split::just_under),
    (One::Line, duplicate::check),
    (One::Line, invoices::check),
    (One::Line, spending::round_sums),
    (One::Line, spending::payee_share),
];

/// What was found, each finding with the ledger it is about: that ledger's explanations answer it.
struct Reports(Vec<Report>);

impl Reports {
    fn of(&mut self, ledger: usize) -> &mut Report {
        &mut self.0[ledger]
    }

    fn push(&mut self, payment: &Payment, finding: Finding) {
        self.of(payment.at).push(finding);
    }
}

/// Asks every question of every ledger. Explanations are laid beside what they explain.
pub fn ledgers(books: &Books, report: &mut Report) {
    let mut reports = Reports(books.ledgers.iter().map(|_| Report::default()).collect());
    let payments = payments::payments(books);
    let vouchers = payments::by_voucher(&payments);
    for (one, rule) in PAYMENT_RULES {
        let asked = match one {
            One::Line => &payments,
            One::Voucher => &vouchers,
        };
        rule(books, asked, &mut reports);
    }
    for (filed, mut own) in books.ledgers.iter().zip(reports.0) {
        for rule in LEDGER_RULES {
            rule(books, filed, &mut own);
        }
        raised_by_reading(&filed.source, report, &mut own);
        if let Some((lines, _)) = &filed.lines {
            raised_by_reading(lines, report, &mut own);
        }
        for table in &filed.tables {
            raised_by_reading(&table.source, report, &mut own);
        }
        explained::weigh(books.portal, &filed.source, &filed.ledger.envelope, &mut own);
        report.absorb(own);
    }
}

/// What the unit owes and no record of it can be asked about.
pub fn unit(books: &Books, head: &Source, report: &mut Report) {
    posting::never(books, head, report);
}

/// What a rule over a record of a declared kind may look at beside the record.
#[derive(Clone, Copy)]
pub struct Shelf<'a> {
    pub books: &'a Books<'a>,
    pub unit: &'a Unit,
    pub setting: Setting<'a>,
    /// All the unit's records of declared kinds.
    pub others: &'a [(Record, Source)],
    /// Names of all the portal's units, by id.
    pub units: &'a BTreeMap<String, String>,
    /// Records of other units that land in this one.
    pub guests: &'a [Guest],
    /// Who the rows of records are, by the record's id, with the file that says so; none unless internal questions are
    /// asked.
    pub names: &'a BTreeMap<String, (Vec<Named>, Source)>,
}

impl<'a> Shelf<'a> {
    /// Whether a verified statement says what came of comparing a record with the relatives that were declared.
    fn is_settled(&self, record: &Record) -> bool {
        let own = self.of_kind("interest").map(|(statement, _)| statement);
        let mut all = own.chain(self.guests.iter().map(|guest| &guest.record));
        let about = |statement: &Record| {
            let about = statement.text("about");
            about.rsplit('/').next() == Some(record.envelope.id.as_str())
        };
        all.any(|one| one.kind.key == "interest" && about(one) && (one.kind.ready)(one))
    }

    /// Who the rows of a record are.
    pub fn names(&self, record: &Record) -> &'a [Named] {
        self.names.get(&record.envelope.id).map_or(&[], |(names, _)| names)
    }

    /// All rows of a list in the unit's records of a kind, each with its record and its place, by period and file.
    pub fn rows(&self, kind: &'a str, list: &'static str) -> Vec<Told<'a>> {
        let mut records: Vec<_> = self.of_kind(kind).collect();
        records.sort_by_key(|(record, source)| (record.envelope.period.last_day(), &source.path));
        let rows = records.into_iter().flat_map(|(record, source)| {
            let rows = record.list(list).enumerate();
            rows.map(move |(at, row)| Told { record, source, at, row })
        });
        rows.collect()
    }

    /// The unit's records of a kind.
    pub fn of_kind(&self, key: &'a str) -> impl Iterator<Item = &'a (Record, Source)> {
        self.others.iter().filter(move |(record, _)| record.kind.key == key)
    }
}

/// A row of one of the unit's records.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    pub record: &'a Record,
    pub source: &'a Source,
    pub at: usize,
    pub row: Entry<'a>,
}

impl Told<'_> {
    fn is_in(&self, record: &Record, source: &Source) -> bool {
        self.source.path == source.path && self.record.envelope.id == record.envelope.id
    }

    /// Whether what the row says may be named where another record is seen.
    fn may_be_named_in(&self, record: &Record) -> bool {
        let own = self.record.envelope.audience;
        own == Audience::Public || own == record.envelope.audience
    }
}

/// Names the office keeps for rows that the record does not have.
fn unknown_rows(
    record: &Record,
    (names, file): (&[Named], &Source),
    rows: &[&str],
    report: &mut Report,
) {
    for (at, named) in names.iter().enumerate().filter(|(_, n)| !rows.contains(&n.row.as_str())) {
        let (id, row) = (&record.envelope.id, &named.row);
        let said =
            Said::new(format!("{id} 里没有 `{row}` 这一行"), format!("{id} has no row `{row}`"));
        let place = file.place(&NAMES, &format!("rows.{at}.row"));
        report.push(file.finding(&rules::UNKNOWN_ROW, place, said).help(
            "行号与公开里的一样写；用工写派工单号",
            "write the row as the record does; of labour the slip",
        ));
    }
}

/// Takes a question about a row: its rule, its field, what is said, and how to settle it.
type Tell<'a> = dyn FnMut(&'static Rule, &str, Said, (&str, &str)) + 'a;

/// Questions about a row of a record's list, `requests.3`; `about` is what its explanation names.
fn of_row<'a>(
    source: &'a Source,
    row: String,
    about: &'a str,
    report: &'a mut Report,
) -> impl FnMut(&'static Rule, &str, Said, (&str, &str)) + 'a {
    move |rule, field, said, help| {
        let place = Place::Field(format!("{row}.{field}"));
        let finding = Finding::new(rule, &source.path, place, said);
        report.push(finding.about(about.to_string()).help(help.0, help.1));
    }
}

/// Asks every question of a record of a declared kind. Its explanations are weighed as a ledger's are.
pub fn record(shelf: &Shelf, source: &Source, record: &Record, report: &mut Report) {
    let portal = shelf.books.portal;
    let mut own = Report::default();
    record::check(shelf, source, record, &mut own);
    let at = |rule, way: &str, said| source.finding(rule, Place::Field(way.to_string()), said);
    posting::late(shelf.books, &record.envelope, &at, &mut own);
    posting::briefly(shelf.books, source, &record.envelope, &mut own);
    raised_by_reading(source, report, &mut own);
    for table in &record.tables {
        raised_by_table(source, table, report, &mut own);
    }
    explained::weigh(portal, source, &record.envelope, &mut own);
    report.absorb(own);
}

/// Takes over what reading asked about the numbers of this file: the record answers it like any other question.
fn raised_by_reading(source: &Source, report: &mut Report, own: &mut Report) {
    let of_number = |finding: &mut Finding| {
        finding.file == source.path && finding.rule.code.starts_with("number-")
    };
    own.findings.extend(report.findings.extract_if(.., of_number));
}

/// As [`raised_by_reading`], of the cells that the record was read from.
fn raised_by_table(source: &Source, table: &Beside, report: &mut Report, own: &mut Report) {
    let of_number = |finding: &mut Finding| {
        let Place::Cell(row, ..) = finding.place else { return false };
        let ours = !table.alone || table.at.contains(&row);
        ours && finding.file == table.source.path && finding.rule.code.starts_with("number-")
    };
    for mut finding in report.findings.extract_if(.., of_number) {
        if let Place::Cell(.., name) = &mut finding.place {
            *name = table.called(name);
        }
        finding.file = source.path.clone();
        own.push(finding);
    }
}
