//! B3 and A2 across a gap: a series of months has none, and no month repeats the last.

use super::{
    Books, Filed,
    balance::{self, Apart},
};
use crate::finding::{Report, rules};
use crate::kind::envelope::Audience;
use crate::kind::ledger::Line;
use crate::model::{Period, Said};

pub fn check(books: &Books, filed: &Filed, report: &mut Report) {
    let earlier = |other: &&Filed| other.set == filed.set && other.period() < filed.period();
    let Some(last) = books.ledgers.iter().filter(earlier).max_by_key(|other| other.period()) else {
        return;
    };
    if books.complete {
        gap(filed, last, report);
    }
    same(filed, last, report);
}

fn gap(filed: &Filed, last: &Filed, report: &mut Report) {
    let months = std::iter::successors(last.period().next_month(), |month| month.next_month());
    let missing: Vec<Period> = months.take_while(|month| *month < filed.period()).collect();
    let (Some(first), Some(end)) = (missing.first(), missing.last()) else { return };
    let (zh, en) = unmet(filed, last);
    let said = match missing.len() {
        1 => Said::new(
            format!("缺 {first}{zh}，需说明"),
            format!("{first} is missing{en}; please explain"),
        ),
        n => Said::new(
            format!("缺 {first} 至 {end}（共 {n} 个月）{zh}，需说明"),
            format!("{first} to {end} are missing ({n} months){en}; please explain"),
        ),
    };
    report.push(
        filed.finding(&rules::PERIOD_MISSING, "period", said).about(first.to_string()).help(
            "没有收支的月份也公开一张：期初等于期末，没有明细",
            "a month without income or spending is posted too: opening equals closing, no lines",
        ),
    );
}

/// A2 across the gap: by how much this opening is not the last closing, account by account; nothing where they meet, or
/// where the last month is for named people alone.
fn unmet(filed: &Filed, last: &Filed) -> (String, String) {
    let (mut zh, mut en) = (String::new(), String::new());
    let is_told = last.ledger.envelope.audience != Audience::Specific;
    for Apart { zh: name, en: of, opening, closing, .. } in
        balance::apart(filed, last).into_iter().filter(|_| is_told)
    {
        let (off, then) = ((opening - closing).abs(), last.period());
        zh += &format!("，期初{name} {opening} 元与 {then} 期末 {closing} 元相差 {off} 元");
        en += &format!(
            "; the opening {of} is {opening} yuan, {then} closed with {closing}, {off} apart"
        );
    }
    (zh, en)
}

fn same(filed: &Filed, last: &Filed, report: &mut Report) {
    let (now, then) = (&filed.ledger.lines, &last.ledger.lines);
    let same = now.len() == then.len() && now.iter().zip(then).all(|(a, b)| repeats(a, b));
    if now.is_empty() || !same {
        return;
    }
    let (n, period) = (now.len(), last.period());
    let said = Said::new(
        format!("{n} 笔明细与上期（{period}）完全相同，只有日期和凭证号可能不同，请确认"),
        format!("all {n} lines repeat those of {period}, days and vouchers apart; please confirm"),
    );
    let mut finding = filed.finding(&rules::SAME_AS_LAST, "lines", said);
    finding.tells_lines = true;
    report.push(finding);
}

/// Whether a line says what another says, its day and its voucher's number apart: those are changed when a sheet is
/// copied, and a month that really is alike has other receipts.
fn repeats(a: &Line, b: &Line) -> bool {
    let words = |line: &Line| {
        let texts = [&line.text, &line.party, &line.handler, &line.witness, &line.approver];
        let papers = [&line.decision, &line.receipt_no, &line.no_receipt_reason];
        [texts.map(String::clone).to_vec(), papers.map(String::clone).to_vec()]
    };
    let choices = |line: &Line| {
        [line.category, line.dealing, line.receipt].map(|choice| choice.map(|c| c.key))
    };
    let figures = |line: &Line| (line.amount, line.direction as u8, line.nature as u8);
    let accounts = |line: &Line| [line.account.clone(), line.other.clone()];
    figures(a) == figures(b)
        && accounts(a) == accounts(b)
        && choices(a) == choices(b)
        && words(a) == words(b)
}
