//! C11 and the domain brief's 2.2: accounts in the body's name, one basic account, four digits and no more.

use super::{Shelf, Tell, Told, of_row};
use crate::finding::{Report, rules};
use crate::kind::record::{Entry, Record};
use crate::model::Said;
use crate::model::party::Organisations;
use crate::model::spelling::one_form;
use crate::source::Source;

/// Digits of an account's number that are published.
const DIGITS: usize = 4;

pub fn check(shelf: &Shelf, source: &Source, record: &Record, report: &mut Report) {
    // One period's accounts may lie in several files.
    let mut all = shelf.rows("account", "accounts");
    all.retain(|told| told.record.envelope.period == record.envelope.period);
    for (own, told) in all.iter().enumerate().filter(|(_, told)| told.is_in(record, source)) {
        let (account, row) = (told.row, format!("accounts.{}", told.at));
        let digits = four(&account);
        let mut tell = of_row(source, row, digits.unwrap_or_default(), report);
        number(&account, &mut tell);
        second_basic(&all[..own], told, &mut tell);
        if shelf.books.internal {
            of_person(&shelf.books.portal.settings.organisations, &account, &mut tell);
        }
    }
}

/// The last digits, where no more of the number was written.
fn four<'a>(account: &Entry<'a>) -> Option<&'a str> {
    Some(account.text("last_four")).filter(|text| digits(text) <= DIGITS)
}

fn digits(text: &str) -> usize {
    text.chars().filter(|c| c.is_numeric()).count()
}

/// The whole number is never published; the message does not repeat what was written.
fn number(account: &Entry, tell: &mut Tell) {
    let count = digits(account.text("last_four"));
    if count <= DIGITS {
        return;
    }
    let said = Said::new(
        format!("尾号最多写 {DIGITS} 位数字，这里有 {count} 位"),
        format!("at most {DIGITS} digits are published; here are {count}"),
    );
    let help = (
        "只写账号的后四位，加引号，如 '0316'",
        "write the last four digits alone, in quotes, such as '0316'",
    );
    tell(&rules::ACCOUNT_NOT_LAST_FOUR, "last_four", said, help);
}

/// A body has one basic account; another body beside it has its own.
fn second_basic(before: &[Told], own: &Told, tell: &mut Tell) {
    let is_basic =
        |told: &Told| told.row.choice("nature").is_some_and(|nature| nature.key == "basic");
    let holder = |told: &Told| one_form(told.row.text("holder"));
    let same = |other: &Told| {
        is_basic(other) && holder(other) == holder(own) && other.may_be_named_in(own.record)
    };
    if !is_basic(own) || !before.iter().any(same) {
        return;
    }
    let said = Said::new(
        "同一户名已有一个基本账户，需说明",
        "the same holder has a basic account already; please explain",
    );
    let help = (
        "核对账户性质；正在销户的，写明哪天销",
        "check what kind of account it is; where one is being closed, say when",
    );
    tell(&rules::SECOND_BASIC_ACCOUNT, "nature", said, help);
}

/// C11: what is not surely a body counts as a person.
fn of_person(organisations: &Organisations, account: &Entry, tell: &mut Tell) {
    let holder = account.text("holder");
    if !organisations.may_be_person(holder) {
        return;
    }
    let said = Said::new(
        format!("户名“{holder}”像是个人，集体的钱应存在单位账户，待核实"),
        format!(
            "the holder `{holder}` may be a person; the collective's money belongs in its own account; to be verified"
        ),
    );
    let help = (
        "写单位全称；确是个人账户的，核实后转入单位账户",
        "write the body's full name, or move the money",
    );
    tell(&rules::ACCOUNT_OF_PERSON, "holder", said, help);
}
