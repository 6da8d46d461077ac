//! Joins: vouchers a record names stand in the books, units it names are units of the portal (domain brief 2.5).

use std::collections::BTreeMap;

use super::Shelf;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::Audience;
use crate::kind::ledger::Line;
use crate::kind::record::Record;
use crate::kind::unit::Unit;
use crate::model::shape::{self, Type, Value};
use crate::model::{Money, Said};
use crate::read::Filed;
use crate::source::Source;

impl<'a> Shelf<'a> {
    /// The line of the books that a voucher names, `2025-05/记-002`.
    pub fn line(&self, voucher: &str) -> Option<&'a Line> {
        line_of(self.books.ledgers, self.unit, voucher).map(|(_, line)| line)
    }

    /// Its entries, where the voucher has several; those that take something back are none.
    fn entries(&self, voucher: &str) -> Vec<&'a Line> {
        let found = line_of(self.books.ledgers, self.unit, voucher);
        let Some((filed, first)) = found else { return Vec::new() };
        let is_entry = |line: &&Line| {
            let same = (&line.voucher, line.date) == (&first.voucher, first.date);
            same && line.is_reversal() == first.is_reversal()
        };
        filed.ledger.lines.iter().filter(is_entry).collect()
    }
}

/// The line of a unit's books that a voucher names, with its ledger.
pub fn line_of<'a>(
    ledgers: &'a [Filed],
    unit: &Unit,
    voucher: &str,
) -> Option<(&'a Filed, &'a Line)> {
    let (set, month, number) = shape::voucher(voucher)?;
    let (set, _) = unit.book(set)?;
    let filed = ledgers.iter().find(|filed| filed.set == set && filed.period() == month)?;
    let line = filed.ledger.lines.iter().find(|line| line.voucher == number)?;
    Some((filed, line))
}

pub fn check(shelf: &Shelf, source: &Source, record: &Record, report: &mut Report) {
    for (at, value) in record.values() {
        let Value::Text(text) = value else { continue };
        let place = || Place::Field(at.way());
        match at.field.of {
            // A book that could not be read has its own findings.
            Type::Voucher if shelf.books.complete && shelf.line(text).is_none() => {
                let said = Said::new(
                    format!("账本里没有凭证 `{text}`"),
                    format!("the voucher `{text}` is not in the books"),
                );
                let finding = Finding::new(&rules::VOUCHER_NOT_FOUND, &source.path, place(), said);
                report.push(finding.help(
                    "写那个月财务公开里的凭证号，如 2025-05/记-002；有两本账的，前面加账套",
                    "write the month and the voucher, such as 2025-05/记-002; the set of books first where there are two",
                ));
            }
            Type::Unit if !shelf.units.contains_key(text) => {
                let said = Said::new(
                    format!("没有编号为 `{text}` 的单位"),
                    format!("there is no unit `{text}`"),
                );
                report.push(
                    Finding::new(&rules::UNKNOWN_UNIT, &source.path, place(), said)
                        .help("写单位文件夹的名字", "write the name of the unit's folder"),
                );
            }
            _ => {}
        }
    }
}

/// A list whose rows name a voucher, and the field that says what went by it.
#[derive(Clone, Copy, Debug)]
pub struct Paid {
    pub list: &'static str,
    pub amount: &'static str,
    pub by: By,
}

/// How the rows of a kind stand to their voucher: one day's rents, or two projects, may stand in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// All of them together are its amount.
    Whole,
    /// They are no more: a grant may pay a part of it.
    Part,
}

impl Paid {
    pub const fn new(list: &'static str, amount: &'static str, by: By) -> Paid {
        Paid { list, amount, by }
    }

    /// The vouchers that a record names, each with its last row and the sum of its rows.
    fn of(self, record: &Record) -> BTreeMap<&str, (usize, Money)> {
        let mut paid: BTreeMap<&str, (usize, Money)> = BTreeMap::new();
        for (at, row) in record.list(self.list).enumerate() {
            let known = paid.entry(row.text("voucher")).or_default();
            *known = (at, known.1 + row.money(self.amount).unwrap_or(Money::ZERO));
        }
        paid
    }

    /// What the other records of the kind say went by a voucher. `None` where one of them is not for everyone and this
    /// one is: then it is asked there, which keeps it off the web.
    fn elsewhere(self, shelf: &Shelf, record: &Record, voucher: &str) -> Option<Money> {
        let public = |one: &Record| one.envelope.audience == Audience::Public;
        let mut sum = Money::ZERO;
        for (other, _) in shelf.of_kind(record.kind.key) {
            let own = other.envelope.id == record.envelope.id;
            if let Some((_, paid)) = self.of(other).get(voucher).filter(|_| !own) {
                sum += *paid;
                if public(record) && !public(other) {
                    return None;
                }
            }
        }
        Some(sum)
    }
}

/// What the entries of a voucher come to, those that go the other way than the first taken off.
fn sum_of(entries: &[&Line], of: fn(&Line) -> Money) -> Money {
    let signed = |line: &&Line| match line.direction == entries[0].direction {
        true => of(line),
        false => -of(line),
    };
    entries.iter().map(signed).sum()
}

/// E1: what the rows of a list say went by a voucher is what its line says, or all its entries together.
pub fn amounts(shelf: &Shelf, source: &Source, record: &Record, paid: Paid, report: &mut Report) {
    for (voucher, (at, own)) in paid.of(record) {
        let entries = shelf.entries(voucher);
        if entries.is_empty() {
            continue;
        }
        let Some(elsewhere) = paid.elsewhere(shelf, record, voucher) else { continue };
        let sum = own + elsewhere;
        // What was paid may be told as it was, or as it is after what was taken back.
        let (whole, left) = (sum_of(&entries, |line| line.amount), sum_of(&entries, Line::left));
        let of_one = entries.iter().any(|line| sum == line.amount || sum == line.left());
        let is_told = sum == whole || sum == left || of_one;
        if is_told || (paid.by == By::Part && sum < left) {
            continue;
        }
        let (zh, en) = match elsewhere.is_zero() {
            true => ("", ""),
            false => ("连同别的几份，", "with the others of its kind, "),
        };
        let said = Said::new(
            format!("{zh}写的是 {sum} 元，凭证 {voucher} 为 {whole} 元，不一致，请核对"),
            format!("{en}{sum} is stated; the voucher {voucher} says {whole}"),
        );
        let place = Place::Field(format!("{}.{at}.{}", paid.list, paid.amount));
        let finding = Finding::new(&rules::PAYMENT_DIFFERS, &source.path, place, said);
        report.push(finding.about(voucher.to_string()).help(
            "核对金额和凭证号；一张凭证收付了几件事的，请说明",
            "compare amount and voucher; explain where one voucher stands for several things",
        ));
    }
}
