//! A1, A2 and the hints of A4: the balance identity within a month, and from one month to the next.

use super::{Books, Filed};
use crate::finding::{Finding, Report, rules};
use crate::kind::ledger::Balance;
use crate::model::{Money, Period, Said};

/// A1: closing = opening + income − expense + net 往来 + net 代收代付, per account and to the fen.
pub fn adds_up(_: &Books, filed: &Filed, report: &mut Report) {
    let ledger = &filed.ledger;
    let computed = filed.sums.closing(ledger.opening);
    for (zh, en, field, due, stated) in [
        ("现金", "cash", "closing_cash", computed.cash, ledger.closing.cash),
        ("银行", "bank", "closing_bank", computed.bank, ledger.closing.bank),
    ] {
        if due == stated {
            continue;
        }
        let off = stated - due;
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
        let finding = filed.finding(&rules::BALANCE_DIFFERS, field, said).about(zh);
        report.push(hinted(finding, filed, off, computed));
    }
}

/// What an account opens with, against what an earlier month closed with: its names, its field, both amounts.
type Apart = (&'static str, &'static str, &'static str, Money, Money);

/// The accounts whose opening is not the closing of an earlier month.
pub fn apart(filed: &Filed, earlier: &Filed) -> impl Iterator<Item = Apart> {
    let (now, then) = (filed.ledger.opening, earlier.ledger.closing);
    let both = [
        ("现金", "cash", "opening_cash", now.cash, then.cash),
        ("银行", "bank", "opening_bank", now.bank, then.bank),
    ];
    both.into_iter().filter(|(.., opening, closing)| opening != closing)
}

/// A2: this opening is the last closing, per account and set.
pub fn carries_over(books: &Books, filed: &Filed, report: &mut Report) {
    let Some(before) = books.before(filed) else { return };
    for (zh, en, field, opening, closing) in apart(filed, before) {
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
        let finding = filed.finding(&rules::OPENING_DIFFERS, field, said).about(zh);
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
            "{}；若上期更正了 {off} 元，本期和之后 {months} 期的期初期末都要跟着改，各写更正",
            help.zh
        ),
        format!(
            "{}; if the month before was corrected by {off} yuan, this and the {months} after it move too, each with its \
             correction",
            help.en
        ),
    )
}

/// A4: what a difference looks like. Hints for finding it, nothing more.
fn hinted(finding: Finding, filed: &Filed, off: Money, computed: Balance) -> Finding {
    let closing = filed.ledger.closing;
    if computed.total() == closing.total() {
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
