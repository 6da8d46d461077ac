//! A5: negative balances, cash over the place's limit, books and bank statement apart.

use super::{Books, Filed};
use crate::finding::{Report, rules};
use crate::model::Said;

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
