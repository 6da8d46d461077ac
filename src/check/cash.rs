//! A5: negative balances, at the month's end or within it, cash over the place's limit, books and bank statement apart.

use std::collections::BTreeMap;

use super::Books;
use crate::finding::{Report, rules};
use crate::kind::ledger::{Account, Pocket};
use crate::model::{Date, Money, Said};
use crate::read::Filed;

pub fn check(books: &Books, filed: &Filed, report: &mut Report) {
    let closing = filed.ledger.closing;
    let pockets = filed.ledger.pockets();
    for Pocket { zh, en, fields, closing: amount, .. } in &pockets {
        if amount.is_negative() {
            let said = Said::new(
                format!("期末{zh}为 {amount} 元，低于零，需说明"),
                format!("the closing {en} is {amount} yuan, below zero; please explain"),
            );
            report.push(filed.finding(&rules::CASH_NEGATIVE, &fields[1], said).about(zh.as_str()));
        }
    }
    within_the_month(filed, &pockets, report);
    let limit = books.portal.settings.cash_limit;
    if closing.cash > limit {
        let said = Said::new(
            format!("库存现金 {} 元，超出本地限额 {limit} 元，需说明", closing.cash),
            format!(
                "cash in hand is {} yuan, over the local limit of {limit}; please explain",
                closing.cash
            ),
        );
        report.push(filed.finding(&rules::CASH_OVER_LIMIT, "closing_cash", said).about("现金"));
    }
    for pocket in &pockets {
        statement(filed, pocket, report);
    }
    if !filed.ledger.accounts.is_empty() {
        statement(filed, &filed.ledger.bank(), report);
    }
}

fn statement(filed: &Filed, pocket: &Pocket, report: &mut Report) {
    let (zh, closing) = (pocket.zh.as_str(), pocket.closing);
    let Some(stated) = pocket.statement.filter(|stated| *stated != closing) else { return };
    let off = (stated - closing).abs();
    let place = if pocket.account == Account::Bank { "in the bank" } else { pocket.en.as_str() };
    let said = Said::new(
        format!("账面{zh} {closing} 元，对账单 {stated} 元，相差 {off} 元，请附调节说明"),
        format!(
            "the books say {closing} yuan {place}, the statement {stated}, {off} apart; please reconcile"
        ),
    );
    report.push(filed.finding(&rules::STATEMENT_DIFFERS, &pocket.fields[2], said).about(zh));
}

/// The first day that ends with less than nothing in hand or in the bank. Within a day the order of lines is not
/// known, so only its end is looked at; a month that opens or closes below zero is asked about that already.
fn within_the_month(filed: &Filed, pockets: &[Pocket], report: &mut Report) {
    for Pocket { account, zh, en, opening, closing, .. } in pockets {
        if opening.is_negative() || closing.is_negative() {
            continue;
        }
        let mut left = *opening;
        let days = by_day(filed, account);
        let below = days.iter().find(|(_, (moved, _))| {
            left += *moved;
            left.is_negative()
        });
        let Some((day, (_, index))) = below else { continue };
        let said = Said::new(
            format!("按明细，{day} 日终{zh}为 {left} 元，低于零，请核对日期或补记"),
            format!("by its lines {day} ended with {left} yuan in {en}; please compare the days"),
        );
        report
            .push(filed.at_line(&rules::CASH_NEGATIVE, *index, "amount", said).about(zh.as_str()));
    }
}

/// What each day moved in an account, and the last line of that day.
fn by_day(filed: &Filed, account: &Account) -> BTreeMap<Date, (Money, usize)> {
    let mut days: BTreeMap<Date, (Money, usize)> = BTreeMap::new();
    for (index, line) in filed.ledger.lines.iter().enumerate() {
        let (moved, last) = days.entry(line.date).or_default();
        *last = index;
        *moved += line.moves(account);
    }
    days
}
