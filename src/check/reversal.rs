//! C10: a reversal names the line it takes back, and takes back exactly that.

use super::{Books, Filed};
use crate::finding::{Grade, Report, rules};
use crate::kind::ledger::{Line, Nature};
use crate::model::{Period, Said};

pub fn check(books: &Books, filed: &Filed, report: &mut Report) {
    for (index, line) in filed.ledger.lines.iter().enumerate() {
        if line.nature == Nature::Reversal {
            reversal(books, filed, index, line, report);
        }
    }
}

fn reversal(books: &Books, filed: &Filed, index: usize, line: &Line, report: &mut Report) {
    let (period, voucher) = named(filed, line);
    let Some(original) = find(books, filed, period, voucher) else {
        let said = Said::new(
            format!("{} 是冲销，找不到原凭证 `{}`", line.voucher, line.reverses),
            format!(
                "{} is a reversal of `{}`, which is not to be found",
                line.voucher, line.reverses
            ),
        );
        let mut finding =
            filed.at_line(&rules::REVERSAL_WITHOUT_ORIGINAL, index, "reverses", said).help(
                "在 `冲销凭证` 写原凭证号；往月的写作 `2025-04 记-003`",
                "name the voucher in `reverses`; of an earlier month as `2025-04 记-003`",
            );
        if before_the_books(books, filed, period) {
            finding.grade = Grade::Notice;
        }
        report.push(finding);
        return;
    };
    if let Some(first) = taken_back_before(books, filed, index, (period, voucher)) {
        let said = Said::new(
            format!("{} 的原凭证 {voucher} 已由 {first} 冲销过", line.voucher),
            format!("{}: {voucher} was already taken back by {first}", line.voucher),
        );
        report.push(filed.at_line(&rules::REVERSAL_DIFFERS, index, "reverses", said));
        return;
    }
    let same = line.amount == -original.amount
        && line.direction == original.direction
        && line.account == original.account;
    if !same {
        let said = Said::new(
            format!(
                "{} 冲销 {} 元，与原凭证 {} 的 {} 元不一致",
                line.voucher, line.amount, original.voucher, original.amount
            ),
            format!(
                "{} takes back {} yuan; the original {} has {}",
                line.voucher, line.amount, original.voucher, original.amount
            ),
        );
        report.push(filed.at_line(&rules::REVERSAL_DIFFERS, index, "amount", said).help(
            "方向、账户与原凭证相同，金额相同而为负数；改对的数另记一笔",
            "same direction and account, the same amount below zero; enter the right figure as a new line",
        ));
    }
}

/// The month and voucher a reversal names; its own month where it names none.
pub fn named<'a>(filed: &Filed, line: &'a Line) -> (Period, &'a str) {
    let apart = line.reverses.split_once([' ', '/']);
    let with_month =
        apart.and_then(|(month, voucher)| Some((Period::parse(month)?, voucher.trim())));
    with_month.unwrap_or((filed.period(), line.reverses.trim()))
}

fn find<'a>(books: &Books<'a>, filed: &Filed, period: Period, voucher: &str) -> Option<&'a Line> {
    if voucher.is_empty() {
        return None;
    }
    let ledger =
        books.ledgers.iter().find(|other| other.set == filed.set && other.period() == period)?;
    let original = |line: &&Line| line.voucher == voucher && line.nature != Nature::Reversal;
    ledger.ledger.lines.iter().find(original)
}

/// The voucher of an earlier reversal of the same line: nothing is taken back twice.
fn taken_back_before<'a>(
    books: &Books<'a>,
    filed: &Filed,
    index: usize,
    original: (Period, &str),
) -> Option<&'a str> {
    let same_set = books.ledgers.iter().filter(|other| other.set == filed.set);
    let up_to_here = same_set.filter(|other| other.period() <= filed.period());
    let reversals = up_to_here.flat_map(|other| {
        let lines = other.ledger.lines.iter().enumerate();
        lines.map(move |(at, line)| (other, at, line))
    });
    reversals
        .filter(|(other, at, _)| other.period() < filed.period() || *at < index)
        .find(|(other, _, line)| line.nature == Nature::Reversal && named(other, line) == original)
        .map(|(_, _, line)| line.voucher.as_str())
}

/// Whether the original lies before the first month this set has in the portal, where nobody can look it up.
fn before_the_books(books: &Books, filed: &Filed, period: Period) -> bool {
    let first =
        books.ledgers.iter().filter(|other| other.set == filed.set).map(Filed::period).min();
    first.is_some_and(|first| period < first)
}
