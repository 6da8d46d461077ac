//! A1, A2 and the hints of A4: the balance identity within a month, and from one month to the next.

use super::Books;
use crate::finding::{Finding, Report, rules};
use crate::kind::ledger::{ACCOUNTS, Holding, Pocket, joined};
use crate::model::shape::Choice;
use crate::model::{Money, Period, Said};
use crate::read::Filed;

/// A1: closing = opening + income − expense + net 往来 + net 代收代付, per account and to the fen.
pub fn adds_up(_: &Books, filed: &Filed, report: &mut Report) {
    let pockets = filed.ledger.pockets();
    let offs: Vec<Money> =
        pockets.iter().map(|pocket| pocket.closing - due(filed, pocket)).collect();
    for (Pocket { zh, en, fields, closing: stated, .. }, &off) in pockets.iter().zip(&offs) {
        if off.is_zero() {
            continue;
        }
        let due = *stated - off;
        let said = Said::new(
            format!(
                "按明细计算期末{zh}应为 {due} 元，表列 {stated} 元，相差 {} 元，请核对",
                off.abs()
            ),
            format!(
                "by its lines the closing {en} should be {due} yuan; {stated} is stated, {} apart",
                off.abs()
            ),
        );
        let finding = filed.finding(&rules::BALANCE_DIFFERS, &fields[1], said).about(zh.as_str());
        report.push(hinted(finding, filed, (off, offs.iter().copied().sum())));
    }
}

/// What an account should close with, by its opening and the lines.
fn due(filed: &Filed, pocket: &Pocket) -> Money {
    let lines = &filed.ledger.lines;
    pocket.opening + lines.iter().map(|line| line.moves(&pocket.account)).sum()
}

/// What an account opens with, against what an earlier month closed with.
pub struct Apart {
    pub zh: String,
    pub en: String,
    pub field: String,
    pub opening: Money,
    pub closing: Money,
}

/// The accounts whose opening is not the closing of an earlier month. Where only one of the months keeps the accounts of
/// the bank apart, the bank is compared as one.
pub fn apart(filed: &Filed, earlier: &Filed) -> Vec<Apart> {
    let (now, then) = (&filed.ledger, &earlier.ledger);
    let of = |words: &Choice, field: &str, opening, closing| Apart {
        zh: words.words.zh.to_string(),
        en: words.words.en.to_string(),
        field: field.to_string(),
        opening,
        closing,
    };
    let mut all = vec![of(&ACCOUNTS[0], "opening_cash", now.opening.cash, then.closing.cash)];
    if now.accounts.is_empty() || then.accounts.is_empty() {
        let field = if now.accounts.is_empty() { "opening_bank" } else { "accounts" };
        all.push(of(&ACCOUNTS[1], field, now.opening.bank, then.closing.bank));
    } else {
        all.extend(accounts_apart(&now.accounts, &then.accounts));
    }
    all.retain(|one| one.opening != one.closing);
    all
}

/// Each account by its own; one that is new opens with nothing, and one that is gone closed with nothing.
fn accounts_apart(now: &[Holding], then: &[Holding]) -> Vec<Apart> {
    let of = |name: &str, field: String, opening, closing| Apart {
        zh: name.to_string(),
        en: name.to_string(),
        field,
        opening,
        closing,
    };
    let own = now.iter().enumerate().map(|(at, own)| {
        let closing = joined(own, then).map_or(Money::ZERO, |before| before.closing);
        of(&own.name, format!("accounts.{at}.opening"), own.opening, closing)
    });
    let is_gone = |before: &&Holding| {
        !now.iter().any(|own| joined(own, then).is_some_and(|found| found.name == before.name))
    };
    let gone = then.iter().filter(is_gone);
    let gone =
        gone.map(|before| of(&before.name, "accounts".to_string(), Money::ZERO, before.closing));
    own.chain(gone).collect()
}

/// A2: this opening is the last closing, per account and set.
pub fn carries_over(books: &Books, filed: &Filed, report: &mut Report) {
    let Some(before) = books.before(filed) else { return };
    for Apart { zh, en, field, opening, closing } in apart(filed, before) {
        let off = (opening - closing).abs();
        let said = Said::new(
            format!(
                "本期期初{zh} {opening} 元，上期（{}）期末 {closing} 元，相差 {off} 元，请核对",
                before.period()
            ),
            format!(
                "the opening {en} is {opening} yuan; {} closed with {closing}, {off} apart",
                before.period()
            ),
        );
        let finding = filed.finding(&rules::OPENING_DIFFERS, &field, said).about(zh);
        let moves = moves_on(books, filed);
        report.push(chained(swapped_digits(finding, off), moves, off));
    }
}

/// How many later months of the set follow this one without a gap: what is mended here moves them all.
fn moves_on(books: &Books, filed: &Filed) -> usize {
    let after = |month: &Period| month.next_month();
    let there = |month: &Period| {
        books.ledgers.iter().any(|other| other.set == filed.set && other.period() == *month)
    };
    let later = std::iter::successors(filed.period().next_month(), after);
    later.take_while(there).count()
}

/// One month's balance is the next one's: a correction goes on to the last.
fn chained(mut finding: Finding, months: usize, off: Money) -> Finding {
    if months == 0 {
        return finding;
    }
    let Some(help) = finding.help.take() else { return finding };
    finding.help(
        format!(
            "{}；若上期更正了 {off}，本期和之后 {months} 期的期初期末都要跟着改，各写更正",
            help.zh
        ),
        format!(
            "{}; if the month before was corrected by {off}, this and the {months} after it move too, each with its \
             correction",
            help.en
        ),
    )
}

/// A4: what a difference looks like. Hints for finding it, nothing more.
fn hinted(finding: Finding, filed: &Filed, (off, whole): (Money, Money)) -> Finding {
    if whole.is_zero() {
        return finding.help(
            "现金与银行的合计对得上：可能有一笔记错了账户，仅供查找",
            "cash and bank together are right: a line may name the wrong account",
        );
    }
    let name = |at: usize| {
        let line = &filed.ledger.lines[at];
        if line.voucher.is_empty() { line.text.clone() } else { line.voucher.clone() }
    };
    let twice = |money: Money| money.abs().checked_add(money.abs());
    let lines = &filed.ledger.lines;
    if let Some(at) = lines.iter().position(|line| line.amount.abs() == off.abs()) {
        return finding.help(
            format!("差额等于 {} 的金额：可能漏记或重记，仅供查找", name(at)),
            format!("the difference equals {}: left out or entered twice, perhaps", name(at)),
        );
    }
    if let Some(at) = lines.iter().position(|line| twice(line.amount) == Some(off.abs())) {
        return finding.help(
            format!("差额的一半等于 {} 的金额：可能方向记反，仅供查找", name(at)),
            format!("half the difference equals {}: on the wrong side, perhaps", name(at)),
        );
    }
    swapped_digits(finding, off)
}

fn swapped_digits(finding: Finding, off: Money) -> Finding {
    if off.fen() % 9 != 0 {
        return finding
            .help("请对照凭证和银行对账单", "compare with the vouchers and the bank statement");
    }
    finding.help(
        "差额能被 9 整除：可能是数字颠倒，仅供查找",
        "the difference is divisible by 9: swapped digits, perhaps",
    )
}
