//! A month in words: a script for the loudspeaker, and a few lines for the village's chat group.
//!
//! Both are made of the table for the web, since what is said aloud or sent goes further than a board: they say sums,
//! and no line and no person.

use crate::model::party::Organisations;
use crate::model::table::{Bar, Breakdown, Cell, Figure, Objection, Table};
use crate::model::{Base, Date, Lang, Money, Period, numeral};

/// Characters a voice says in three minutes.
pub const LENGTH_MAX: usize = 600;

/// Parts of a sum that are named, the largest first.
const PARTS_NAMED: usize = 3;

/// What the loudspeaker says of a month, every number as it is spoken. What need not be said is left out where it
/// would grow too long.
pub fn script(lang: Lang, unit: &str, table: &Table) -> String {
    let Some(period) = table.period else { return String::new() };
    let voice = Voice { lang };
    let mut said = vec![
        voice.opening(unit, period),
        voice.sums(table),
        voice.parts(table, "out"),
        voice.parts(table, "in"),
        plain(lang, table),
        voice.lines(table),
        voice.objection(&table.objection),
        lang.pick("播报完毕，谢谢大家。", "That is all. Thank you.").to_string(),
    ];
    // In the order in which a listener misses them least.
    for needless in [4, 3, 2] {
        if said.iter().map(|part| part.chars().count() + 1).sum::<usize>() > LENGTH_MAX {
            said[needless].clear();
        }
    }
    said.retain(|part| !part.is_empty());
    said.join("\n") + "\n"
}

/// What is sent to a chat group: sums in figures, the page where there is one, where to ask.
pub fn chat(lang: Lang, name: &str, table: &Table, address: Option<&str>) -> String {
    let objection = &table.objection;
    let mut lines = vec![lang.pick(format!("【{name}】"), name.to_string()), table.lead.clone()];
    lines.push(match address {
        Some(address) if table.withheld => lang.pick(
            format!("每一笔都贴在公开栏，总数在这里：{address}"),
            format!("Every line hangs on the notice board; the sums are here: {address}"),
        ),
        Some(address) => lang.pick(
            format!("每一笔都贴在公开栏，也可以看：{address}"),
            format!("Every line hangs on the notice board, and is here: {address}"),
        ),
        None => {
            lang.pick("每一笔都贴在公开栏。", "Every line hangs on the notice board.").to_string()
        }
    });
    let ways: Vec<&str> =
        [body(&objection.to), &objection.phone].into_iter().filter(|way| !way.is_empty()).collect();
    if !ways.is_empty() {
        let ways = ways.join(" ");
        lines.push(lang.pick(format!("有疑问请找：{ways}"), format!("Questions: {ways}")));
    }
    lines.join("\n") + "\n"
}

/// The clerk's own words with their numbers as they are spoken, unless they speak of a person: those are masked there.
fn plain(lang: Lang, table: &Table) -> String {
    lang.say(match (lang.base(), table.plain.contains('*')) {
        (_, true) => String::new(),
        (Base::Zh, false) => aloud(&table.plain),
        (Base::En, false) => table.plain.clone(),
    })
}

/// The text with each number as a voice says it: an amount by yuan, jiao and fen, a year and a telephone by digits.
fn aloud(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let after = rest[at..].trim_start_matches(part);
        let number = rest[at..rest.len() - after.len()].trim_end_matches(['.', ',']);
        out.push_str(rest[..at].trim_end_matches(' '));
        rest = rest[at + number.len()..].trim_start_matches(' ');
        match (Money::parse(number), rest.strip_prefix('元')) {
            (Some(amount), Some(after)) => {
                out.push_str(&amount.spoken());
                rest = after;
            }
            _ => {
                let ordinal = out.ends_with('第') || rest.starts_with(['月', '日', '号', '组']);
                let year = number.len() == 4 && rest.starts_with('年');
                let by_digits = year || number.starts_with('0') || out.ends_with('-');
                out.push_str(&number_aloud(number, ordinal, by_digits));
            }
        }
    }
    out + rest
}

/// A number that is no amount; as it was written where it is none at all.
fn number_aloud(number: &str, ordinal: bool, by_digits: bool) -> String {
    let plain = number.replace(',', "");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    match whole.parse() {
        _ if part.contains('.') => number.to_string(),
        _ if by_digits && part.is_empty() => numeral::digits(whole, '一'),
        Ok(whole) if !part.is_empty() => {
            format!("{}点{}", numeral::spoken(whole), numeral::digits(part, '一'))
        }
        Ok(whole) if ordinal => numeral::spoken(whole),
        Ok(whole) => numeral::counted(whole),
        Err(_) => number.to_string(),
    }
}

/// Whom to turn to, if that is no person.
fn body(name: &str) -> &str {
    if Organisations::default().may_be_person(name) { "" } else { name }
}

/// How a language says numbers.
struct Voice {
    lang: Lang,
}

impl Voice {
    fn money(&self, amount: Money) -> String {
        let (figures, lang) = (amount.grouped(), self.lang);
        match lang.in_yuan() {
            true => lang.pick(amount.spoken(), format!("{figures} yuan")),
            false => lang.pick(format!("{figures} 元"), format!("{figures} yuan")),
        }
    }

    fn period(&self, period: Period) -> String {
        let Base::Zh = self.lang.base() else { return period.to_string() };
        let year = numeral::digits(&period.year().to_string(), '一');
        match period {
            Period::Year(_) => format!("{year}年"),
            Period::Half(_, 1) => format!("{year}年上半年"),
            Period::Half(..) => format!("{year}年下半年"),
            Period::Months((_, from), (last, to)) => {
                let [first, last] = [Period::Month(period.year(), from), Period::Month(last, to)];
                format!("{}至{}", self.period(first), self.period(last))
            }
            Period::Quarter(_, quarter) => {
                format!("{year}年第{}季度", numeral::spoken(quarter.into()))
            }
            Period::Month(_, month) => format!("{year}年{}月", numeral::spoken(month.into())),
            Period::Day(day) => format!("{year}年{}", self.day(day)),
        }
    }

    fn day(&self, day: Date) -> String {
        let spoken = |number: i8| numeral::spoken(number.unsigned_abs().into());
        self.lang.pick(format!("{}月{}日", spoken(day.month()), spoken(day.day())), day.to_string())
    }

    fn phone(&self, phone: &str) -> String {
        self.lang.pick(numeral::digits(phone, '幺'), phone.to_string())
    }

    fn opening(&self, unit: &str, period: Period) -> String {
        let when = self.period(period);
        self.lang.pick(
            format!("大家好，现在播报{unit}{when}的收支。"),
            format!("Good day. These are the books of {unit} for {when}."),
        )
    }

    /// Every term of the equation, so that whoever listens can add up.
    fn sums(&self, table: &Table) -> String {
        let told = |figure: &&Figure| figure.sign != "±" || !figure.amount.is_zero();
        let one = |figure: &Figure| {
            let (label, amount) = (&figure.label, self.money(figure.amount.abs()));
            let moved = match (figure.sign, figure.amount.is_negative()) {
                ("±", true) => self.lang.pick("减少", " less "),
                ("±", false) => self.lang.pick("增加", " more "),
                (_, true) => self.lang.pick("负", " minus "),
                (_, false) => self.lang.pick("", " "),
            };
            format!("{label}{moved}{amount}")
        };
        let all: Vec<String> = table.figures.iter().filter(told).map(one).collect();
        let kept = self.kept(table).map_or(String::new(), |(cash, bank)| {
            let (cash, bank) = (self.money(cash), self.money(bank));
            self.lang.pick(
                format!("其中现金{cash}，银行存款{bank}"),
                format!("of it {cash} in cash and {bank} in the bank"),
            )
        });
        self.sentence(all.into_iter().chain([kept]).filter(|part| !part.is_empty()).collect())
    }

    /// What is left in cash and in the bank.
    fn kept(&self, table: &Table) -> Option<(Money, Money)> {
        let accounts = table.sections.iter().find(|section| section.key == "accounts")?;
        let closing = accounts.columns.iter().position(|column| column.key == "closing")?;
        match &accounts.rows[..] {
            [cash, bank] => match (&cash.cells[closing], &bank.cells[closing]) {
                (Cell::Money(cash), Cell::Money(bank)) => Some((*cash, *bank)),
                _ => None,
            },
            _ => None,
        }
    }

    fn parts(&self, table: &Table, key: &str) -> String {
        let side = |one: &&Breakdown| one.key == key && !one.bars.is_empty();
        let Some(side) = table.breakdowns.iter().find(side) else { return String::new() };
        let gap = self.lang.pick("", " ");
        let part = |bar: &Bar| format!("{}{gap}{}", bar.label, self.money(bar.amount));
        let parts = side.bars.iter().take(PARTS_NAMED).map(part).collect();
        format!("{}{}{}", side.title, self.lang.pick("：", ": "), self.sentence(parts))
    }

    fn lines(&self, table: &Table) -> String {
        match table.rows.len() {
            0 => String::new(),
            1 => self
                .lang
                .pick("只有一笔，贴在公开栏里。", "Its one line hangs on the notice board.")
                .to_string(),
            lines => {
                let count = numeral::counted(lines as u64);
                self.lang.pick(
                    format!("一共{count}笔，每一笔都贴在公开栏里。"),
                    format!("All {lines} lines hang on the notice board."),
                )
            }
        }
    }

    fn objection(&self, objection: &Objection) -> String {
        let lang = self.lang;
        let mut parts = vec![match objection.until {
            Some(day) => lang.pick(
                format!("有疑问的，请在{}以前提出", self.day(day)),
                format!("Please ask before {day}"),
            ),
            None => {
                lang.pick("有疑问的，随时可以提出", "Questions are welcome any day").to_string()
            }
        }];
        let to = [body(&objection.to), &objection.place].join(lang.pick("", " "));
        if !to.trim().is_empty() {
            parts.push(lang.pick(format!("请到{}", aloud(&to)), format!("come to {}", to.trim())));
        }
        if !objection.phone.is_empty() {
            let phone = self.phone(&objection.phone);
            parts.push(lang.pick(format!("电话{phone}"), format!("call {phone}")));
        }
        self.sentence(parts)
    }

    fn sentence(&self, parts: Vec<String>) -> String {
        parts.join(self.lang.pick("，", ", ")) + self.lang.pick("。", ".")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_the_clerks_words_are_spoken_too() {
        let cases = [
            ("12 月进账 18020.18 元。", "十二月进账一万八千零二十元一角八分。"),
            ("换灯 12 只，用了 3,360 元", "换灯十二只，用了三千三百六十元"),
            ("2025年第2批，2 只，51.3 亩", "二零二五年第二批，两只，五十一点三亩"),
            ("租 3 年，拨 0500-62，按 1.2.3 条", "租三年，拨零五零零-六二，按1.2.3条"),
            ("没有数字", "没有数字"),
        ];
        for (text, said) in cases {
            assert_eq!(aloud(text), said);
        }
    }

    #[test]
    fn a_script_that_would_be_too_long_leaves_out_what_is_missed_least() {
        let table = Table {
            period: Some(Period::Month(2025, 12)),
            plain: "很长的话。".repeat(200),
            ..Table::default()
        };
        let said = script(Lang::Zh, "上村", &table);
        assert!(said.starts_with("大家好，现在播报上村二零二五年十二月的收支。\n"), "{said}");
        assert!(!said.contains("很长的话") && said.chars().count() <= LENGTH_MAX);
    }
}
