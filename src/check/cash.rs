//! A5: negative balances, at the month's end or within it, cash over the place's limit, books and bank statement apart.

use std::collections::BTreeMap;

use super::{Books, Filed};
use crate::finding::{Report, rules};
use crate::kind::ledger::{Account, Balance, Nature};
use crate::model::{Date, Money, Said};

pub fn check(books: &Books, filed: &Filed, report: &mut Report) {
    let closing = filed.ledger.closing;
    for (zh, en, field, amount) in [
        ("现金", "cash", "closing_cash", closing.cash),
        ("银行", "bank", "closing_bank", closing.bank),
    ] {
        if amount.is_negative() {
            let said = Said::new(
                format!("期末{zh}为 {amount} 元，低于零，需说明"),
                format!("the closing {en} is {amount} yuan, below zero; please explain"),
            );
            report.push(filed.finding(&rules::CASH_NEGATIVE, field, said).about(zh));
        }
    }
    within_the_month(filed, report);
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
    if let Some(stated) = filed.ledger.statement_bank.filter(|stated| *stated != closing.bank) {
        let off = (stated - closing.bank).abs();
        let said = Said::new(
            format!(
                "账面银行 {} 元，对账单 {stated} 元，相差 {off} 元，请附调节说明",
                closing.bank
            ),
            format!(
                "the books say {} yuan in the bank, the statement {stated}, {off} apart; please reconcile",
                closing.bank
            ),
        );
        report.push(filed.finding(&rules::STATEMENT_DIFFERS, "statement_bank", said).about("银行"));
    }
}

/// The first day that ends with less than nothing in hand or in the bank. Within a day the order of lines is not
/// known, so only its end is looked at; a month that opens or closes below zero is asked about that already.
fn within_the_month(filed: &Filed, report: &mut Report) {
    let (opening, closing) = (filed.ledger.opening, filed.ledger.closing);
    let days = by_day(filed);
    for (zh, en, part) in [("现金", "cash", cash as fn(&Balance) -> Money), ("银行", "bank", bank)]
    {
        if part(&opening).is_negative() || part(&closing).is_negative() {
            continue;
        }
        let mut left = part(&opening);
        let below = days.iter().find(|(_, (moved, _))| {
            left += part(moved);
            left.is_negative()
        });
        let Some((day, (_, index))) = below else { continue };
        let said = Said::new(
            format!("按明细，{day} 日终{zh}为 {left} 元，低于零，请核对日期或补记"),
            format!("by its lines {day} ended with {left} yuan in {en}; please compare the days"),
        );
        report.push(filed.at_line(&rules::CASH_NEGATIVE, *index, "amount", said).about(zh));
    }
}

fn cash(balance: &Balance) -> Money {
    balance.cash
}

fn bank(balance: &Balance) -> Money {
    balance.bank
}

/// What each day moved in either account, and its last line.
fn by_day(filed: &Filed) -> BTreeMap<Date, (Balance, usize)> {
    let mut days: BTreeMap<Date, (Balance, usize)> = BTreeMap::new();
    for (index, line) in filed.ledger.lines.iter().enumerate() {
        let (moved, last) = days.entry(line.date).or_default();
        *last = index;
        let back = if line.counts_as == Nature::Transfer { -line.effect() } else { Money::ZERO };
        match line.account {
            Account::Cash => {
                moved.cash += line.effect();
                moved.bank += back;
            }
            Account::Bank => {
                moved.bank += line.effect();
                moved.cash += back;
            }
        }
    }
    days
}
