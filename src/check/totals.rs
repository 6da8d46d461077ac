//! A3: stated totals are the sums of their lines, of their categories, and of the months they run over.

use super::Books;
use crate::finding::{Report, rules};
use crate::kind::ledger::{CATEGORIES, is_income};
use crate::model::{Money, Period, Said};
use crate::read::Filed;

pub fn check(books: &Books, filed: &Filed, report: &mut Report) {
    let (totals, sums) = (&filed.ledger.totals, &filed.sums);
    compare(filed, ("收入", "income", "income"), totals.income, sums.income, report);
    compare(filed, ("支出", "spending", "expense"), totals.expense, sums.expense, report);
    categories(filed, report);
    running(books, filed, report);
}

/// The names of a total (Chinese, English, field), what is stated, and what its lines come to.
fn compare(
    filed: &Filed,
    (zh, en, field): (&str, &str, &str),
    stated: Option<Money>,
    sum: Money,
    report: &mut Report,
) {
    let Some(stated) = stated.filter(|stated| *stated != sum) else { return };
    let off = (stated - sum).abs();
    let said = Said::new(
        format!("明细{zh}合计 {sum} 元，表列 {stated} 元，相差 {off} 元，请核对"),
        format!("the lines' {en} sums to {sum} yuan; {stated} is stated, {off} apart"),
    );
    report.push(filed.finding(&rules::TOTAL_DIFFERS, &format!("totals.{field}"), said).about(zh));
}

/// Each category as stated against its lines, and all stated categories of a side against the side's total.
fn categories(filed: &Filed, report: &mut Report) {
    let totals = &filed.ledger.totals;
    for (index, (category, stated)) in totals.categories.iter().enumerate() {
        let at = CATEGORIES.iter().position(|c| c.key == category.key).expect("a known category");
        let names = (category.words.zh, category.words.en, &*format!("categories.{index}.amount"));
        compare(filed, names, Some(*stated), filed.sums.by_category[at].0, report);
    }
    for (zh, en, income, stated) in
        [("收入", "income", true, totals.income), ("支出", "spending", false, totals.expense)]
    {
        let mut side = totals.categories.iter().filter(|(c, _)| is_income(c) == income).peekable();
        let Some(stated) = stated.filter(|_| side.peek().is_some()) else { continue };
        let sum: Money = side.map(|(_, amount)| *amount).sum();
        if sum == stated {
            continue;
        }
        let off = (stated - sum).abs();
        let said = Said::new(
            format!("各科目{zh}合计 {sum} 元，表列{zh} {stated} 元，相差 {off} 元，请核对"),
            format!("the categories of {en} sum to {sum} yuan; {stated} is stated, {off} apart"),
        );
        report.push(filed.finding(&rules::TOTAL_DIFFERS, "totals.categories", said).about(zh));
    }
}

/// Quarter and year up to this month, where the portal has every month they run over.
fn running(books: &Books, filed: &Filed, report: &mut Report) {
    let Period::Month(year, month) = filed.period() else { return };
    let totals = &filed.ledger.totals;
    let quarter = (month - 1) / 3 * 3 + 1;
    let spans = [
        (quarter, ("本季", "quarter"), totals.quarter_income, totals.quarter_expense),
        (1, ("本年", "year"), totals.year_income, totals.year_expense),
    ];
    for (first, (zh, en), income, expense) in spans {
        if income.is_none() && expense.is_none() {
            continue;
        }
        let from = Period::Month(year, first);
        let inside = |other: &&Filed| {
            other.set == filed.set && (from..=filed.period()).contains(&other.period())
        };
        let months: Vec<&Filed> = books.ledgers.iter().filter(inside).collect();
        if months.len() != usize::from(month - first + 1) {
            continue;
        }
        let names = (format!("{zh}收入"), format!("income of the {en}"), format!("{en}_income"));
        let sum = months.iter().map(|m| m.sums.income).sum();
        compare(filed, (&names.0, &names.1, &names.2), income, sum, report);
        let names = (format!("{zh}支出"), format!("spending of the {en}"), format!("{en}_expense"));
        let sum = months.iter().map(|m| m.sums.expense).sum();
        compare(filed, (&names.0, &names.1, &names.2), expense, sum, report);
    }
}
