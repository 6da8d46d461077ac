//! Reads a day as offices write it in a cell, completed from the period of the table where it says less.

use crate::model::date::{either, said_date};
use crate::model::money::half_width;
use crate::model::{Date, Period};
use crate::sheet::{Cell, Value};

/// Why a cell is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDay {
    /// A number that a spreadsheet may have cut: `3.1` is the first of March, or the tenth.
    CutZero,
    /// Says less than a day, and the table names no period.
    NoPeriod,
    /// Either of two days: `03/04/2026`.
    Either([Date; 2]),
    NotADay,
}

/// The day of a cell; nothing where it is empty. `before` is the day of the row above.
pub fn read(
    cell: &Cell,
    period: Option<Period>,
    before: Option<Date>,
) -> Result<Option<Date>, NoDay> {
    match &cell.value {
        Value::Blank => Ok(None),
        Value::Day(date) => Ok(Some(*date)),
        Value::Number(text) => number(text, period, before, true).map(Some),
        Value::Text(text) => {
            let plain: String = text.trim().chars().map(half_width).collect();
            let plain = plain.trim().trim_start_matches('\'').trim();
            if plain.is_empty() { Ok(None) } else { written(plain, period, before).map(Some) }
        }
        _ => Err(NoDay::NotADay),
    }
}

/// What is said of such a day, and what to do.
pub const NO_SUCH_DAY: ((&str, &str), (&str, &str)) = (
    ("这个月没有这一天", "is no day of that month"),
    ("看凭证上是哪天，改好这一格", "see the voucher and mend the cell"),
);

/// Whether a text names a day that its month does not have: 2026-02-31.
pub fn is_no_such_day(text: &str) -> bool {
    let plain: String = text.chars().map(half_width).collect();
    let parts = plain.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let numbers: Vec<i16> = parts.filter_map(|part| part.parse().ok()).collect();
    if let [one, other, year] = numbers[..]
        && year >= 1000
    {
        // Day and month may stand either way round before the year.
        let within = |month: i16| (1..=12).contains(&month);
        let orders = [(other, one), (one, other)].into_iter().filter(|(month, _)| within(*month));
        let mut orders = orders.peekable();
        return orders.peek().is_some() && orders.all(|(month, day)| is_no_day(year, month, day));
    }
    let [.., month, day] = numbers.as_slice() else { return false };
    // A leap year has every day that any year has.
    let year = numbers.len().checked_sub(3).map_or(2024, |at| numbers[at]);
    is_no_day(year, *month, *day)
}

fn is_no_day(year: i16, month: i16, day: i16) -> bool {
    let (Ok(month), Ok(day)) = (month.try_into(), day.try_into()) else { return false };
    (1..=12).contains(&month) && (1..=31).contains(&day) && Date::new(year, month, day).is_err()
}

/// The months that the days of a column name in full.
pub fn months<'a>(cells: impl Iterator<Item = &'a Cell>) -> Vec<Period> {
    let days = cells.filter_map(|cell| read(cell, None, None).ok().flatten());
    let mut months: Vec<Period> =
        days.map(|day| Period::Month(day.year(), day.month() as u8)).collect();
    months.sort();
    months.dedup();
    months
}

fn written(text: &str, period: Option<Period>, before: Option<Date>) -> Result<Date, NoDay> {
    let spaced = text.split_once([' ', 'T', 't']);
    let day = spaced.filter(|(_, rest)| rest.contains(':')).map_or(text, |(day, _)| day);
    let day: String = day.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare: String = day.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(date) = said_date(&day) {
        return Ok(date);
    }
    let points = bare.matches('.').count();
    if points < 2 && bare.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return number(&bare, period, before, false);
    }
    if let Some(date) = in_english(&day, period) {
        return date;
    }
    let end = bare.trim_end_matches(['日', '号']);
    let parts: Option<Vec<i16>> =
        end.split(['-', '/', '.', '年', '月']).map(|part| part.parse().ok()).collect();
    match parts.as_deref() {
        Some([day]) if end != bare => completed(period, None, *day),
        Some([month, day]) => completed(period, Some(*month), *day),
        Some([a, b, c]) => {
            of_three([*a, *b, *c], period).map_err(|why| either(&bare).map_or(why, NoDay::Either))
        }
        _ => Err(NoDay::NotADay),
    }
}

/// A number that stands for a day: `20260305`, a serial, `3.5`, `5`.
fn number(
    text: &str,
    period: Option<Period>,
    before: Option<Date>,
    counted: bool,
) -> Result<Date, NoDay> {
    if let Some((month, day)) = text.split_once('.') {
        let (Ok(month), Ok(of)) = (month.parse(), day.parse()) else { return Err(NoDay::NotADay) };
        let found = completed(period, Some(month), of)?;
        // A spreadsheet writes 3.10 as 3.1; of a text that goes back in time the same must be feared.
        let cut = day.len() == 1 && of <= 3;
        let back = before.is_some_and(|before| found < before);
        return if cut && (counted || back) { Err(NoDay::CutZero) } else { Ok(found) };
    }
    match text.len() {
        8 => said_date(text).ok_or(NoDay::NotADay),
        5 => serial(text.parse().map_err(|_| NoDay::NotADay)?).ok_or(NoDay::NotADay),
        1 | 2 => completed(period, None, text.parse().map_err(|_| NoDay::NotADay)?),
        _ => Err(NoDay::NotADay),
    }
}

/// A day as spreadsheets count them, from the end of 1899; of this century, as ledgers are.
fn serial(days: i64) -> Option<Date> {
    let day = Date::constant(1899, 12, 30).checked_add(jiff::Span::new().days(days)).ok()?;
    (2000..=2099).contains(&day.year()).then_some(day)
}

/// A day by its month and day, with the year of the period; by its day alone, with the month too.
pub fn completed(period: Option<Period>, month: Option<i16>, day: i16) -> Result<Date, NoDay> {
    let period = period.ok_or(NoDay::NoPeriod)?;
    let own = match period {
        Period::Month(_, month) => Some(i16::from(month)),
        _ => None,
    };
    let month = month.or(own).ok_or(NoDay::NoPeriod)?;
    let (Ok(month), Ok(day)) = (month.try_into(), day.try_into()) else {
        return Err(NoDay::NotADay);
    };
    // A fiscal year has its last months in the next year.
    let years = period.year()..=period.last_day().year();
    let days = years.filter_map(|year| Date::new(year, month, day).ok());
    let within: Vec<Date> = days.filter(|day| period.contains(*day)).collect();
    match within.as_slice() {
        [one] => Ok(*one),
        [] => Date::new(period.year(), month, day).map_err(|_| NoDay::NotADay),
        _ => Err(NoDay::NotADay),
    }
}

/// Three numbers without a year of four digits: `26-3-5`, `05/03/2026`, `5/3/26`. The period says which is which; where
/// more than one reading falls into it, none is taken.
fn of_three([a, b, c]: [i16; 3], period: Option<Period>) -> Result<Date, NoDay> {
    let year = |y: i16| if y < 100 { 2000 + y } else { y };
    let orders = [(year(a), b, c), (year(c), b, a), (year(c), a, b)];
    let day = |(y, m, d): (i16, i16, i16)| {
        Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()
    };
    let mut found: Vec<Date> = orders.into_iter().filter_map(day).collect();
    if found.is_empty() {
        return Err(NoDay::NotADay);
    }
    let period = period.ok_or(NoDay::NoPeriod)?;
    found.retain(|date| period.contains(*date));
    found.dedup();
    match found.as_slice() {
        [one] => Ok(*one),
        _ => Err(NoDay::NotADay),
    }
}

const MONTHS: &[&str] =
    &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// `5 March 2026`, `05-Mar-26`, `Mar 5`; nothing where no month is named.
fn in_english(text: &str, period: Option<Period>) -> Option<Result<Date, NoDay>> {
    let small = text.to_ascii_lowercase();
    let parts: Vec<&str> =
        small.split([' ', '-', '/', ',', '.']).filter(|part| !part.is_empty()).collect();
    let month = |part: &&str| MONTHS.iter().position(|name| part.starts_with(name));
    let at = parts.iter().position(|part| month(part).is_some())?;
    let month = month(&parts[at])? as i16 + 1;
    let numbers: Option<Vec<i16>> = parts
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != at)
        .map(|(_, part)| part.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse().ok())
        .collect();
    Some(match numbers.as_deref() {
        Some([day]) => completed(period, Some(month), *day),
        Some([day, year]) => {
            let year = if *year < 100 { 2000 + year } else { *year };
            completed(Some(Period::Year(year)), Some(month), *day)
        }
        _ => Err(NoDay::NotADay),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARCH: Option<Period> = Some(Period::Month(2026, 3));

    fn text(text: &str) -> Cell {
        Cell { value: Value::Text(text.into()), red: false, seen: None }
    }

    #[test]
    fn reads_days_as_offices_write_them() {
        let forms = [
            "2026-03-05",
            "2026.3.5",
            "2026/3/5",
            "2026年3月5日",
            "2026年03月05日",
            "20260305",
            "２０２６－０３－０５",
            "46086",
            "3月5日",
            "3-5",
            "03/05",
            "3.5",
            "5日",
            "5号",
            "5",
            "26-3-5",
            "26.3.5",
            "05/03/2026",
            "5/3/26",
            "2026-03-05 10:22:33",
            "2026 年 3 月 5 日",
            "2026-03-05T00:00:00",
            "5 March 2026",
            "05-Mar-26",
            "5 Mar",
            "5th March 2026",
            "2026. 3. 5",
        ];
        for form in forms {
            let day = read(&text(form), MARCH, None);
            assert_eq!(day, Ok(Some(Date::constant(2026, 3, 5))), "{form}");
        }
    }

    #[test]
    fn says_nothing_where_a_cell_is_empty_and_refuses_what_is_no_day() {
        assert_eq!(read(&text("  "), MARCH, None), Ok(None));
        for form in ["2026-02-30", "31日左右", "三月五日", "2026-13-01", "123", "1234567", "99999"]
        {
            assert_eq!(read(&text(form), MARCH, None), Err(NoDay::NotADay), "{form}");
        }
        assert_eq!(read(&text("3月5日"), None, None), Err(NoDay::NoPeriod));
        let days = [Date::constant(2026, 3, 4), Date::constant(2026, 4, 3)];
        assert_eq!(read(&text("03/04/2026"), None, None), Err(NoDay::Either(days)));
        assert_eq!(read(&text("31/05/2026"), None, None), Ok(Some(Date::constant(2026, 5, 31))));
        // In May both readings fall into the month of the table.
        let may = Some(Period::Month(2026, 5));
        assert_eq!(read(&text("05/03/2026"), may, None), Ok(Some(Date::constant(2026, 5, 3))));
    }

    #[test]
    fn a_day_without_a_year_falls_into_the_fiscal_year() {
        let year = Period::parse("2025-04/2026-03");
        let read = |said: &str| read(&text(said), year, None).unwrap().unwrap().to_string();
        assert_eq!(
            [read("3月5日"), read("4月5日"), read("12-31")],
            ["2026-03-05", "2025-04-05", "2025-12-31"]
        );
    }

    #[test]
    fn a_day_whose_zero_may_be_cut_is_asked_about() {
        let number = |n: &str| Cell { value: Value::Number(n.into()), red: false, seen: None };
        assert_eq!(read(&number("3.1"), MARCH, None), Err(NoDay::CutZero));
        assert_eq!(read(&number("3.5"), MARCH, None), Ok(Some(Date::constant(2026, 3, 5))));
        let ninth = Some(Date::constant(2026, 3, 9));
        assert_eq!(read(&text("3.1"), MARCH, ninth), Err(NoDay::CutZero));
        assert_eq!(read(&text("3.10"), MARCH, ninth), Ok(Some(Date::constant(2026, 3, 10))));
        assert_eq!(read(&text("3.1"), MARCH, None), Ok(Some(Date::constant(2026, 3, 1))));
    }
}
