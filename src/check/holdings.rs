//! A3 and the domain brief's 2.2: the accounts of a month make up what is in the bank, and show four digits and no more.

use super::Books;
use crate::finding::{Report, rules};
use crate::kind::ledger::Holding;
use crate::model::{Money, Said};
use crate::read::Filed;

/// Digits of an account's number that are published.
const DIGITS: usize = 4;

pub fn check(_: &Books, filed: &Filed, report: &mut Report) {
    let (ledger, accounts) = (&filed.ledger, &filed.ledger.accounts);
    if accounts.is_empty() {
        return;
    }
    let sum = |of: fn(&Holding) -> Money| accounts.iter().map(of).sum::<Money>();
    let both = [
        ("期初", "opening", sum(|one| one.opening), ledger.opening.bank),
        ("期末", "closing", sum(|one| one.closing), ledger.closing.bank),
    ];
    for (zh, en, sum, stated) in both.into_iter().filter(|(.., sum, stated)| sum != stated) {
        let off = (stated - sum).abs();
        let said = Said::new(
            format!("各银行账户{zh}合计 {sum} 元，表列{zh}银行 {stated} 元，相差 {off} 元，请核对"),
            format!(
                "the {en} of all bank accounts sums to {sum} yuan; {stated} is stated, {off} apart"
            ),
        );
        let finding = filed.finding(&rules::TOTAL_DIFFERS, &format!("{en}_bank"), said);
        report.push(finding.about("银行").help(
            "看有没有漏列账户；也可以不写这一项，由各账户相加",
            "see whether an account is left out; or leave this field out, and the accounts are added up",
        ));
    }
    for (at, own) in accounts.iter().enumerate() {
        digits(filed, (at, "name"), &own.name, report);
        digits(filed, (at, "last_four"), &own.last_four, report);
    }
}

/// The whole number is never published; the message does not repeat what was written.
fn digits(filed: &Filed, (at, field): (usize, &str), text: &str, report: &mut Report) {
    let count = text.chars().filter(|c| c.is_numeric()).count();
    if count <= DIGITS {
        return;
    }
    let said = Said::new(
        format!("账号最多写 {DIGITS} 位数字，这里有 {count} 位"),
        format!("at most {DIGITS} digits of an account are published; here are {count}"),
    );
    let way = format!("accounts.{at}.{field}");
    report.push(filed.finding(&rules::ACCOUNT_NOT_LAST_FOUR, &way, said).help(
        "名称里不写账号；`尾号` 只写后四位，加引号，如 '0316'",
        "leave the number out of the name; as `last_four` write four digits in quotes, such as '0316'",
    ));
}
