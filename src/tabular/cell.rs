//! What one cell says as a value of its declared field.

use super::amount::{self, NoAmount, Scale};
use super::day::{self, NoDay};
use super::headings::{Headings, bare};
use crate::finding::{Rule, rules};
use crate::model::money::half_width;
use crate::model::shape::{Choice, Field, Type, Value, says_nothing, scalar, scalar_in, two_days};
use crate::model::unsaid::Unsaid;
use crate::model::{Currency, Date, Fiscal, Period, Said};
use crate::sheet::{self, Cell, Seen};
use crate::source::misread;

/// How a column is read.
#[derive(Clone, Copy)]
pub struct Manner<'a> {
    pub field: &'static Field,
    pub scale: Scale,
    pub period: Option<Period>,
    pub fiscal: Fiscal,
    /// The day of the row above.
    pub before: Option<Date>,
    pub lists: &'a Headings,
}

/// Why a cell is no value: the rule, what is said behind its words, and what to do.
#[derive(Debug)]
pub struct Wrong {
    pub rule: &'static Rule,
    pub said: Said,
    pub help: Said,
}

fn wrong(rule: &'static Rule, said: (&str, &str), help: (&str, &str)) -> Wrong {
    Wrong { rule, said: Said::new(said.0, said.1), help: Said::new(help.0, help.1) }
}

/// Marks for nothing, where a number, a day or a word of a list is meant.
const NIL: &[&str] = &["-", "--", "—", "——", "–", "/", "\\"];

/// What counts things, behind a number.
const COUNTERS: &[char] =
    &['户', '人', '个', '次', '件', '份', '条', '项', '张', '名', '家', '场', '台', '组'];

/// The value of a cell; `own` is the cell itself, `seen` the one whose words stand there, where cells are merged.
pub fn value(own: &Cell, seen: &Cell, text: &str, manner: Manner) -> Result<Value, Wrong> {
    let number =
        matches!(manner.field.of, Type::Money | Type::Count | Type::Households | Type::Quantity(_));
    let cell = if number { own } else { seen };
    sound(cell, manner.field)?;
    let nil = NIL.contains(&text) || says_nothing(text);
    let free = manner.field.of.is_free_text() && !matches!(manner.field.of, Type::Party);
    if cell.value == sheet::Value::Blank || says_nothing(text) || (nil && !free) {
        return Ok(Value::Absent);
    }
    match manner.field.of {
        Type::Money => money(cell, manner.scale, manner.lists.currency),
        Type::Date => date(cell, manner),
        Type::Period => period(cell, text, manner),
        Type::Count | Type::Households => counted(cell, text, manner.field),
        Type::Quantity(_) => measured(cell, text, manner.field),
        Type::Flag => flag(cell, text, manner.field),
        Type::Choice(choices) | Type::ChoiceOr(choices) => chosen(choices, text, manner),
        Type::Texts | Type::Record(_) => Ok(texts(cell, text, manner.field.of)),
        Type::Group(_) | Type::List(_) => Err(wrong(
            &rules::WRONG_TYPE,
            ("放不进一格", "cannot stand in a cell"),
            ("写在 YAML 里", "write it in YAML"),
        )),
        _ => as_said(text, manner.field),
    }
}

/// What no cell may hold, whatever its field.
fn sound(cell: &Cell, field: &Field) -> Result<(), Wrong> {
    match &cell.value {
        sheet::Value::Error(_) | sheet::Value::Uncounted => Err(wrong(
            &rules::VALUE_LOST,
            ("没有算出来", "was not worked out"),
            (
                "在表格软件里打开，改好算式，再存一次",
                "open it in the spreadsheet program, mend the formula and save again",
            ),
        )),
        sheet::Value::Lost(_) if !matches!(cell.seen, Some(Seen::Text(_))) => {
            let (words, remedy) = (Unsaid::Digits.words(), Unsaid::Digits.remedy());
            let rule = match field.of {
                Type::Money => &rules::INVALID_MONEY,
                _ => &rules::VALUE_LOST,
            };
            Err(wrong(rule, (words.zh, words.en), (remedy.zh, remedy.en)))
        }
        _ => Ok(()),
    }
}

fn money(cell: &Cell, scale: Scale, currency: Currency) -> Result<Value, Wrong> {
    let help = ("写成 1860.00 这样的数，再存一次", "write a number such as 1860.00 and save again");
    let plain = Cell { red: false, ..cell.clone() };
    let why = match amount::read(&plain, scale, currency) {
        Ok(None) => return Ok(Value::Absent),
        // Red is below zero to a bookkeeper, and a colour to others.
        Ok(Some(amount)) if cell.red && !amount.is_negative() && !amount.is_zero() => {
            return Err(wrong(
                &rules::INVALID_MONEY,
                ("是红字，看不出是不是负数", "is red: below zero, or not"),
                (
                    "是负数的写上负号，不是的改成黑字",
                    "write a minus if it is below zero, else make it black",
                ),
            ));
        }
        Ok(Some(amount)) => return Ok(Value::Money(amount)),
        Err(why) => why,
    };
    Err(match why {
        NoAmount::TooFine => wrong(
            &rules::INVALID_MONEY,
            ("换算后超过两位小数", "has more than two decimals, its unit applied"),
            help,
        ),
        NoAmount::LostDigits => wrong(
            &rules::INVALID_MONEY,
            (
                "是表格软件改成的科学计数，后面几位已经丢了",
                "is what a spreadsheet made of a number: its last digits are lost",
            ),
            help,
        ),
        NoAmount::Broken => wrong(
            &rules::VALUE_LOST,
            ("没有算出来", "was not worked out"),
            (
                "在表格软件里打开，算出来，再存一次",
                "open it in the spreadsheet program, let it calculate, and save again",
            ),
        ),
        NoAmount::DrawnOtherwise => drawn_otherwise(&rules::INVALID_MONEY),
        NoAmount::OtherCurrency(other) => {
            let expected = currency.instead_of(other);
            let help = Said::new(format!("写{}", expected.zh), format!("write {}", expected.en));
            let said = Said::new("是别的货币", "is in another currency");
            Wrong { rule: &rules::INVALID_MONEY, said, help }
        }
        NoAmount::NotANumber => match amount::letter(&super::grid::text(cell)) {
            Some(letter) => {
                let (said, help) = amount::is_a_letter(letter);
                Wrong { rule: &rules::INVALID_MONEY, said, help }
            }
            None => wrong(&rules::INVALID_MONEY, ("不是金额", "is no amount"), help),
        },
    })
}

fn drawn_otherwise(rule: &'static Rule) -> Wrong {
    wrong(
        rule,
        (
            "看见的和存的不是一个数（格子的数字格式）",
            "is drawn as another number than the cell holds, by its format",
        ),
        (
            "把这一格的格式改成常规，看清楚是多少，再存一次",
            "set the cell's format to general, see what it is, and save again",
        ),
    )
}

fn date(cell: &Cell, manner: Manner) -> Result<Value, Wrong> {
    let help = ("写成 2026-03-05 这样的日期", "write a day such as 2026-03-05");
    match day::read(cell, manner.period, manner.before) {
        Ok(day) => Ok(day.map_or(Value::Absent, Value::Date)),
        Err(NoDay::CutZero) => Err(wrong(
            &rules::INVALID_DATE,
            (
                "说不准是 1 日还是 10 日：表格软件会去掉末尾的 0",
                "may have lost its last zero in a spreadsheet: the 1st, or the 10th",
            ),
            help,
        )),
        Err(NoDay::NoPeriod) => Err(wrong(
            &rules::INVALID_DATE,
            (
                "没有写全，所属期也补不出来",
                "says less than a day, and the period does not complete it",
            ),
            help,
        )),
        Err(NoDay::Either(days)) => {
            let said = two_days(days);
            let said = Said::new(format!("可能是 {}", said.zh), format!("may be {}", said.en));
            let help = Said::new(help.0, help.1);
            Err(Wrong { rule: &rules::INVALID_DATE, said, help })
        }
        Err(NoDay::NotADay) if day::is_no_such_day(&super::grid::text(cell)) => {
            Err(wrong(&rules::INVALID_DATE, day::NO_SUCH_DAY.0, day::NO_SUCH_DAY.1))
        }
        Err(NoDay::NotADay) => Err(wrong(
            &rules::INVALID_DATE,
            ("不是说得准的日期", "is no day that can be told for certain"),
            help,
        )),
    }
}

/// A period as people and as pages write it; a spreadsheet makes the first of the month of `2026-03`.
fn period(cell: &Cell, text: &str, manner: Manner) -> Result<Value, Wrong> {
    if let (sheet::Value::Day(day), None) = (&cell.value, &cell.seen) {
        let month = Period::Month(day.year(), day.month().unsigned_abs());
        return Ok(Value::Period(if day.day() == 1 { month } else { Period::Day(*day) }));
    }
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let quarter = bare.strip_suffix("季度").and_then(|rest| rest.split_once('年'));
    let quarter = quarter.map(|(year, rest)| {
        let rest = rest.trim_start_matches('第');
        let at = ["一", "二", "三", "四"].iter().position(|n| *n == rest);
        format!("{year}-Q{}", at.map_or(rest.to_string(), |at| (at + 1).to_string()))
    });
    let said = quarter.as_deref().unwrap_or(&bare);
    scalar_in(Type::Period, said, (Currency::default(), manner.fiscal))
        .map_err(|expected| unread(said, manner.field, &expected))
}

/// A number without the commas of its groups and what stands around it.
fn plain(text: &str) -> String {
    let plain: String = text.chars().map(half_width).collect();
    plain.trim().trim_start_matches('\'').to_string()
}

fn counted(cell: &Cell, text: &str, field: &'static Field) -> Result<Value, Wrong> {
    if matches!(cell.seen, Some(Seen::Percent | Seen::Scaled | Seen::Nothing)) {
        return Err(drawn_otherwise(&rules::INVALID_COUNT));
    }
    let plain = plain(text);
    let body = plain.trim_end_matches(COUNTERS).trim_end();
    let body = body.strip_suffix(".00").or(body.strip_suffix(".0")).unwrap_or(body);
    as_said(&ungrouped(body), field)
}

fn measured(cell: &Cell, text: &str, field: &'static Field) -> Result<Value, Wrong> {
    if matches!(cell.seen, Some(Seen::Percent | Seen::Scaled | Seen::Nothing)) {
        return Err(drawn_otherwise(&rules::INVALID_QUANTITY));
    }
    let plain = plain(text);
    let en = field.measure.en;
    let body = if en.is_empty() { &plain } else { plain.strip_suffix(en).unwrap_or(&plain) };
    as_said(body.trim_end(), field)
}

/// Digits without the commas of their groups, each of which has three digits behind it.
fn ungrouped(text: &str) -> String {
    let mut groups = text.split(',');
    let first = groups.next().unwrap_or_default();
    let sound = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    if sound { text.replace(',', "") } else { text.to_string() }
}

fn flag(cell: &Cell, text: &str, field: &'static Field) -> Result<Value, Wrong> {
    match (&cell.value, text) {
        (sheet::Value::Truth(truth), _) => Ok(Value::Flag(*truth)),
        (_, "√" | "✓" | "✔" | "☑") => Ok(Value::Flag(true)),
        (_, "×" | "✗" | "✘" | "☐") => Ok(Value::Flag(false)),
        _ => as_said(text.to_lowercase().as_str(), field),
    }
}

/// A choice by its key or its word in either language, or by what the lists say of a column of this name.
fn chosen(choices: &'static [Choice], text: &str, manner: Manner) -> Result<Value, Wrong> {
    let word = bare(text);
    let is = |choice: &&Choice| {
        let names = [choice.key, choice.words.zh, choice.words.en];
        names.contains(&text) || names.into_iter().any(|name| bare(name) == word)
    };
    let listed = || {
        let key = manner.lists.word(manner.field.name, text)?;
        choices.iter().find(|choice| choice.key == key)
    };
    match choices.iter().find(is).or_else(listed) {
        Some(choice) => Ok(Value::Choice(choice)),
        None => as_said(text, manner.field),
    }
}

/// Several texts in one cell, as the portal's own tables write them.
fn texts(cell: &Cell, text: &str, of: Type) -> Value {
    let whole = match &cell.value {
        sheet::Value::Text(text) => text.strip_prefix('\'').unwrap_or(text),
        _ => text,
    };
    let ids = matches!(of, Type::Record(_));
    let parts = |c: char| {
        matches!(c, '、' | ';' | '；' | '\n' | '\r') || (ids && matches!(c, ',' | '，' | ' '))
    };
    Value::texts(whole.split(parts).map(|text| text.trim().to_string()).collect())
}

/// As YAML would read the same words.
fn as_said(text: &str, field: &'static Field) -> Result<Value, Wrong> {
    // Amounts are read by `money`.
    scalar(field.of, text, Currency::default()).map_err(|expected| unread(text, field, &expected))
}

fn unread(text: &str, field: &'static Field, expected: &Said) -> Wrong {
    let (rule, _, help) = misread(field, text, expected);
    let (zh, en) = match Unsaid::instead_of(field.of, text) {
        Some(unsaid) => (unsaid.words().zh, unsaid.words().en),
        None => ("不能这样写", "cannot be read"),
    };
    Wrong { rule, said: Said::new(zh, en), help }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Quantity;

    fn read(of: Type, cell: Cell) -> Result<Value, &'static str> {
        let field: &'static Field = Box::leak(Box::new(Field::new("one", "一", "one", of)));
        let lists = Headings::shipped();
        let period = Some(Period::Month(2026, 3));
        let (scale, fiscal) = (Scale::One, Fiscal::of(Some(4)));
        let manner = Manner { field, scale, period, fiscal, before: None, lists: &lists };
        value(&cell, &cell, &super::super::grid::text(&cell), manner).map_err(|w| w.rule.code)
    }

    fn text(text: &str) -> Cell {
        Cell { value: sheet::Value::Text(text.into()), ..Cell::default() }
    }

    #[test]
    fn cells_say_what_their_fields_hold() {
        let quantity = Quantity::parse("12.5", "").unwrap();
        let cases = [
            (Type::Count, "1,234 户", Value::Count(1234)),
            (Type::Households, "１２", Value::Count(12)),
            (Type::Count, "—", Value::Absent),
            (Type::Quantity("亩"), "12.5亩", Value::Quantity(quantity)),
            (Type::Flag, "√", Value::Flag(true)),
            (Type::Flag, "否", Value::Flag(false)),
            (Type::Period, "2026年第一季度", Value::Period(Period::Quarter(2026, 1))),
            (Type::Period, "2026年3月", Value::Period(Period::Month(2026, 3))),
            (Type::Period, "2025年下半年", Value::Period(Period::Half(2025, 2))),
            (Type::Period, "second half of 2025", Value::Period(Period::Half(2025, 2))),
            (Type::Period, "2025/26 财政年度", Value::Period(Fiscal::of(Some(4)).year(2025))),
            (Type::Date, "3月5日", Value::Date(Date::constant(2026, 3, 5))),
            (Type::Texts, "甲、乙；丙", Value::Texts(vec!["甲".into(), "乙".into(), "丙".into()])),
            (Type::Text, "-", Value::Text("-".into())),
        ];
        for (of, said, value) in cases {
            assert_eq!(read(of, text(said)), Ok(value), "{said}");
        }
    }

    #[test]
    fn what_cannot_be_read_for_certain_is_refused() {
        let red = Cell { value: sheet::Value::Number("5".into()), red: true, seen: None };
        assert_eq!(read(Type::Money, red), Err("invalid-money"));
        let percent = Cell {
            value: sheet::Value::Number("0.5".into()),
            seen: Some(Seen::Percent),
            ..Cell::default()
        };
        assert_eq!(read(Type::Quantity("亩"), percent), Err("invalid-quantity"));
        for (of, said, code) in [
            (Type::Money, "1.005", "invalid-money"),
            (Type::Money, "2.43E+19", "invalid-money"),
            (Type::Reference, "2.43E+19", "value-lost"),
            (Type::Count, "1.5", "invalid-count"),
            (Type::Quantity("亩"), "3公顷", "invalid-quantity"),
            (Type::Date, "上旬", "invalid-date"),
        ] {
            assert_eq!(read(of, text(said)), Err(code), "{said}");
        }
    }
}
