//! The terms of an equation a resident can check: signs and words where a sum was taken back, and old differences.

use crate::model::table::{Figure, Tone};
use crate::model::{Base, Lang, Money};

/// One term; `key` is its machine word.
pub fn term(
    lang: Lang,
    key: &'static str,
    sign: &'static str,
    (zh, en): (&str, &str),
    amount: Money,
    tone: Tone,
    href: &str,
) -> Figure {
    Figure {
        key,
        sign,
        label: lang.pick(zh, en).to_string(),
        gloss: String::new(),
        amount,
        tone,
        href: href.to_string(),
    }
}

/// Income; where more was taken back than came in, what was taken back on the whole.
pub fn income(lang: Lang, amount: Money, href: &str) -> Figure {
    match amount.is_negative() {
        false => term(lang, "income", "+", ("收入", "Income"), amount, Tone::Income, href),
        true => {
            let words = ("冲回的收入", "Income taken back");
            term(lang, "income", "−", words, -amount, Tone::Income, href)
        }
    }
}

/// Spending; where more was taken back than was spent, what came back on the whole.
pub fn expense(lang: Lang, amount: Money, href: &str) -> Figure {
    match amount.is_negative() {
        false => term(lang, "expense", "−", ("支出", "Spending"), amount, Tone::Expense, href),
        true => {
            let words = ("冲回的支出", "Spending taken back");
            term(lang, "expense", "+", words, -amount, Tone::Expense, href)
        }
    }
}

/// What is missing between the terms and the result: a difference from before the books, accepted with a word. Without
/// it the equation would not hold.
pub fn accepted(lang: Lang, made: Money, stated: Money, href: &str) -> Option<Figure> {
    let gap = stated - made;
    let words = ("建账前的差额，已说明", "Older difference, explained");
    (!gap.is_zero()).then(|| term(lang, "accepted", "±", words, gap, Tone::Plain, href))
}

/// What the first sentence says of income and spending.
pub fn came_and_went(lang: Lang, income: Money, expense: Money) -> String {
    let (came, went) = (lang.amount(income.abs()), lang.amount(expense.abs()));
    let zh_in = if income.is_negative() { "冲回收入" } else { "收入" };
    let en_in = if income.is_negative() { "of income was taken back" } else { "came in" };
    lang.say(match (lang.base(), expense.is_zero(), expense.is_negative()) {
        (Base::Zh, true, _) => format!("{zh_in} {came} 元，没有支出"),
        (Base::Zh, _, true) => format!("{zh_in} {came} 元，冲回支出 {went} 元"),
        (Base::Zh, ..) => format!("{zh_in} {came} 元，支出 {went} 元"),
        (Base::En, true, _) => format!("{came} yuan {en_in}, nothing was spent"),
        (Base::En, _, true) => format!("{came} yuan {en_in}, {went} of spending was taken back"),
        (Base::En, ..) => format!("{came} yuan {en_in}, {went} went out"),
    })
}
