//! Reads one scalar as what its field holds, or says what was expected.

use super::{Choice, Type, Value};
use crate::model::currency::Currency;
use crate::model::date::{Date, YEARS, either, odd_year, said_date};
use crate::model::period::{Fiscal, Period, unsettled};
use crate::model::quantity::Quantity;
use crate::model::said::Said;
use crate::model::unsaid::Unsaid;

/// Whether a scalar says nothing: YAML's two ways to write null, or no text.
pub fn says_nothing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text == "~" || text == "null"
}

/// Whether a word says yes.
pub fn says_yes(text: &str) -> bool {
    flag(text.trim()) == Some(true)
}

/// Reads one scalar as the field's type, amounts in this currency. On error, what was expected in the reader's words.
pub fn scalar(of: Type, text: &str, currency: Currency) -> Result<Value, Said> {
    scalar_in(of, text, (currency, Fiscal::default()))
}

/// As [`scalar`], in a portal whose fiscal years begin so.
pub fn scalar_in(
    of: Type,
    text: &str,
    (currency, fiscal): (Currency, Fiscal),
) -> Result<Value, Said> {
    let trimmed = text.trim();
    if let Some(unsaid) = Unsaid::instead_of(of, trimmed) {
        let remedy = unsaid.remedy();
        return Err(Said::new(remedy.zh, remedy.en));
    }
    let value = match of {
        Type::Text
        | Type::Reference
        | Type::CreditCode
        | Type::Phone
        | Type::Person
        | Type::Unit
        | Type::Party => Some(Value::Text(trimmed.to_string())),
        Type::Voucher => voucher(trimmed).map(|_| Value::Text(trimmed.to_string())),
        Type::Quantity(unit) => Quantity::parse(trimmed, unit).map(Value::Quantity),
        Type::Money => match currency.read(trimmed) {
            Ok(amount) => amount.map(Value::Money),
            Err(other) => return Err(currency.instead_of(other)),
        },
        Type::Date => said_date(trimmed).map(Value::Date),
        Type::Period => Period::read(trimmed, fiscal).map(Value::Period),
        Type::Count | Type::Households => trimmed.parse().ok().map(Value::Count),
        Type::Flag => flag(trimmed).map(Value::Flag),
        Type::Choice(choices) => return choice(choices, trimmed),
        Type::ChoiceOr(choices) => {
            return choice(choices, trimmed).or(Ok(Value::Text(trimmed.to_string())));
        }
        Type::Texts | Type::Record(_) | Type::Group(_) | Type::List(_) => None,
    };
    value.ok_or_else(|| match (of, either(trimmed)) {
        (Type::Date | Type::Period, Some(days)) => two_days(days),
        (Type::Period, None) => {
            unsettled(trimmed, fiscal).unwrap_or_else(|| in_known_years(of, trimmed))
        }
        _ => in_known_years(of, trimmed),
    })
}

/// What was expected, with the years a day or a period may be of where that is what is wrong.
fn in_known_years(of: Type, text: &str) -> Said {
    let expected = of.expected();
    let (first, last) = (YEARS.start(), YEARS.end());
    match (of, odd_year(text)) {
        (Type::Date | Type::Period, Some(year)) => Said::new(
            format!("{}；年份在 {first} 到 {last} 之间，这里写的是 {year}", expected.zh),
            format!(
                "{}; its year lies between {first} and {last}, and {year} stands here",
                expected.en
            ),
        ),
        _ => Said::new(expected.zh, expected.en),
    }
}

/// What to write for a day whose numbers may say two.
pub fn two_days([first, second]: [Date; 2]) -> Said {
    Said::new(
        format!("{first} 或 {second}，看不出哪个数是月"),
        format!("{first} or {second}: which number is the month cannot be told"),
    )
}

/// The set of books (empty where there is but one), the month and the number a [`Type::Voucher`] names.
pub fn voucher(text: &str) -> Option<(&str, Period, &str)> {
    let (before, number) = text.rsplit_once('/')?;
    let (set, month) = before.rsplit_once('/').unwrap_or(("", before));
    let month = Period::parse(month).filter(|period| matches!(period, Period::Month(..)))?;
    (!number.trim().is_empty()).then_some((set, month, number.trim()))
}

fn flag(text: &str) -> Option<bool> {
    match text {
        "true" | "yes" | "是" => Some(true),
        "false" | "no" | "否" => Some(false),
        _ => None,
    }
}

fn choice(choices: &'static [Choice], text: &str) -> Result<Value, Said> {
    let found = choices.iter().find(|c| c.key == text || c.words.zh == text);
    found.map(Value::Choice).ok_or_else(|| {
        let zh: Vec<_> = choices.iter().map(|c| c.words.zh).collect();
        let en: Vec<_> = choices.iter().map(|c| c.key).collect();
        Said::new(format!("其中之一：{}", zh.join("、")), format!("one of {}", en.join(", ")))
    })
}
