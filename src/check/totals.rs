//! A3: stated totals are the sums of their lines.

use super::{Books, Filed};
use crate::finding::{Report, rules};
use crate::model::{Money, Said};

pub fn check(_: &Books, filed: &Filed, report: &mut Report) {
    let (ledger, sums) = (&filed.ledger, &filed.sums);
    let mut compare = |zh: &str, en: &str, field: &str, stated: Option<Money>, sum: Money| {
        let Some(stated) = stated.filter(|stated| *stated != sum) else { return };
        let off = (stated - sum).abs();
        let said = Said::new(
            format!("明细{zh}合计 {sum} 元，表列 {stated} 元，相差 {off} 元，请核对"),
            format!("the lines' {en} sums to {sum} yuan; {stated} is stated, {off} apart"),
        );
        report
            .push(filed.finding(&rules::TOTAL_DIFFERS, &format!("totals.{field}"), said).about(zh));
    };
    compare("收入", "income", "income", ledger.stated_income, sums.income);
    compare("支出", "spending", "expense", ledger.stated_expense, sums.expense);
}
