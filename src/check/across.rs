//! C6 and F2 to F4 over units, internal: one invoice in the books of two, one person in the lists of two.
//!
//! A unit leaves digests of its invoices and of the office's words for people. Only what two units share is read a second
//! time and compared as it is. None of it is part of a summary or of any output.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::beneficiaries::{self, Paid};
use super::payments::{self, Payment};
use super::{Books, invoices};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::ledger::LEDGER;
use crate::kind::portal::Portal;
use crate::kind::private::{Named, Office};
use crate::kind::record::Record;
use crate::model::spelling::one_form;
use crate::model::{Date, Money, Period, Quantity, Said};
use crate::source::Source;

/// Who the rows of records are, by the record's id, with the file that says so.
pub type Names = BTreeMap<String, (Vec<Named>, Source)>;

/// One unit as it is looked at: its place among the units, its name, and what it disclosed.
#[derive(Clone, Copy)]
pub struct Looked<'a> {
    pub at: usize,
    pub name: &'a str,
    pub books: &'a Books<'a>,
    pub others: &'a [(Record, Source)],
    pub names: &'a Names,
}

/// Digests of what a unit may share with another, each once.
pub fn traces(unit: &Looked) -> Vec<u64> {
    let people = rows(unit).map(|(_, paid)| digest("person", paid.key)).collect::<Vec<_>>();
    let lines = payments::payments(unit.books);
    let papers = papers(&lines).map(|(_, number)| digest("invoice", &number));
    let all: BTreeSet<u64> = people.into_iter().chain(papers).collect();
    all.into_iter().collect()
}

fn digest(what: &str, word: &str) -> u64 {
    let sum = Sha256::digest(format!("{what}\n{word}").as_bytes());
    u64::from_be_bytes(sum[..8].try_into().expect("eight bytes"))
}

/// The rows of benefits and relief whose people the office has a word for.
fn rows<'a>(unit: &Looked<'a>) -> impl Iterator<Item = (&'a Source, Paid<'a>)> {
    let names = unit.names;
    let of_people = |record: &Record| matches!(record.kind.key, "benefit" | "relief");
    unit.others.iter().filter(move |(record, _)| of_people(record)).flat_map(|(record, source)| {
        let names = names.get(&record.envelope.id).map_or(&[][..], |(names, _)| names);
        beneficiaries::paid(names, record).into_iter().map(move |paid| (source, paid))
    })
}

/// Invoices that were paid to somebody who can be told from others: the payee by name, with the number.
fn papers<'p, 'a>(
    lines: &'p [Payment<'a>],
) -> impl Iterator<Item = (&'p Payment<'a>, String)> + use<'p, 'a> {
    let invoice = |p: &&Payment| p.line.receipt.is_some_and(|r| r.key == "invoice") && p.one_payee;
    lines.iter().filter(invoice).flat_map(|p| {
        let payee = one_form(&p.line.party);
        let with_payee = move |number| (p, format!("{payee}\n{number}"));
        invoices::numbers(p.line).into_iter().map(with_payee)
    })
}

/// What units share, as far as it has been read again.
#[derive(Debug, Default)]
pub struct Shared {
    rows: Vec<Row>,
    papers: Vec<Paper>,
}

/// A row of a benefit that stands for itself.
#[derive(Debug)]
struct Row {
    unit: usize,
    name: String,
    file: Arc<str>,
    place: Place,
    words: [String; 5],
    period: Period,
    at: usize,
    age: Option<u64>,
    on: Date,
    amount: Money,
    area: Option<Quantity>,
}

/// An invoice that stands for itself.
#[derive(Debug)]
struct Paper {
    unit: usize,
    name: String,
    file: Arc<str>,
    place: Place,
    number: String,
    code: String,
    voucher: String,
    on: Date,
}

impl Shared {
    /// Takes from a unit what it shares with another by these digests.
    pub fn add(&mut self, unit: &Looked, shared: &BTreeSet<u64>) {
        for (source, paid) in rows(unit) {
            if shared.contains(&digest("person", paid.key)) {
                self.rows.push(Row::of(unit, source, &paid));
            }
        }
        let lines = payments::payments(unit.books);
        for (payment, number) in papers(&lines) {
            if shared.contains(&digest("invoice", &number)) {
                self.papers.push(Paper::of(unit, payment, number));
            }
        }
    }

    /// Every question over units.
    pub fn ask(&self, portal: &Portal, office: &Office, report: &mut Report) {
        self.ask_of_people(portal, office, report);
        self.ask_of_papers(report);
    }

    /// F2 and F4: what is asked of a row by those of other units too, and was not asked by those of its own.
    fn ask_of_people(&self, portal: &Portal, office: &Office, report: &mut Report) {
        let mut by_key: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        for row in &self.rows {
            by_key.entry(&row.words[4]).or_default().push(row);
        }
        for (row, all) in self.rows.iter().map(|row| (row, &by_key[&*row.words[4]])) {
            let own = row.paid(row.unit);
            let seen: Vec<Paid> = all.iter().map(|other| other.paid(row.unit)).collect();
            let before = beneficiaries::before(&seen, &own);
            let (at_home, _): (Vec<Paid>, Vec<Paid>) =
                before.iter().partition(|other| other.unit.is_empty());
            let asked = beneficiaries::questions(portal, office, &own, &at_home);
            for (rule, said, help) in beneficiaries::questions(portal, office, &own, &before) {
                if asked.iter().all(|(known, ..)| known.code != rule.code) {
                    let finding = Finding::new(rule, &row.file, row.place.clone(), said);
                    report.push(finding.about(own.row).help(help.0, help.1));
                }
            }
        }
    }

    /// C6: an invoice that another unit booked before.
    fn ask_of_papers(&self, report: &mut Report) {
        let mut by_number: BTreeMap<&str, Vec<&Paper>> = BTreeMap::new();
        for paper in &self.papers {
            by_number.entry(&paper.number).or_default().push(paper);
        }
        for mut all in by_number.into_values() {
            all.sort_by_key(|paper| (paper.on, paper.unit, &paper.voucher));
            for (at, later) in all.iter().enumerate() {
                let codes_differ = |other: &Paper| {
                    let (one, other) = (&later.code, &other.code);
                    !one.is_empty() && !other.is_empty() && one != other
                };
                let another = |other: &&&Paper| other.unit != later.unit && !codes_differ(other);
                let Some(earlier) = all[..at].iter().find(another) else { continue };
                report.push(twice(earlier, later));
            }
        }
    }
}

fn twice(earlier: &Paper, later: &Paper) -> Finding {
    let (voucher, first, unit) = (&later.voucher, &earlier.voucher, &earlier.name);
    let said = Said::new(
        format!("{voucher} 与{unit} {first} 收款方相同、发票号相同，一张发票两个单位入账，待核实"),
        format!("{voucher} and {first} of {unit} have one payee and one invoice; to be verified"),
    );
    let place = later.place.clone();
    let finding = Finding::new(&rules::INVOICE_IN_TWO_UNITS, &later.file, place, said);
    finding.about(voucher.clone()).help(
        "对照两边的发票；几个单位合买、各付一份的，说明怎么分的",
        "compare both papers; where units bought together, say how it was shared out",
    )
}

impl Row {
    fn of(unit: &Looked, source: &Source, paid: &Paid) -> Row {
        let record = unit.others.iter().find(|(_, other)| other.path == source.path);
        let shape = record.map(|(record, _)| record.kind.shape).expect("a record of this file");
        Row {
            unit: unit.at,
            name: unit.name.to_string(),
            file: source.path.clone(),
            place: source.place(shape, &format!("rows.{}.row", paid.at)),
            words: [paid.id, paid.programme, paid.batch, paid.row, paid.key].map(str::to_string),
            period: paid.period,
            at: paid.at,
            age: paid.age,
            on: paid.on,
            amount: paid.amount,
            area: paid.area,
        }
    }

    /// The row as it is seen from a unit.
    fn paid(&self, from: usize) -> Paid<'_> {
        let [id, programme, batch, row, key] = &self.words;
        let unit = if self.unit == from { "" } else { &self.name };
        let Row { period, at, age, on, amount, area, .. } = *self;
        Paid { unit, id, programme, batch, period, at, row, key, age, on, amount, area }
    }
}

impl Paper {
    fn of(unit: &Looked, payment: &Payment, number: String) -> Paper {
        let filed = payment.filed;
        let (file, place) = match &filed.lines {
            Some((source, starts)) => {
                let start = starts.get(payment.index).copied().unwrap_or(0);
                let rest = source.text[start..].find('\n');
                let end = rest.map_or(source.text.len(), |at| start + at);
                (source.path.clone(), Place::Bytes(start, end))
            }
            None => {
                let way = format!("lines.{}.receipt_no", payment.index);
                (filed.source.path.clone(), filed.source.place(&LEDGER, &way))
            }
        };
        Paper {
            unit: unit.at,
            name: unit.name.to_string(),
            file,
            place,
            number,
            code: one_form(&payment.line.party_code),
            voucher: payment.name(),
            on: payment.line.date,
        }
    }
}
