//! Dates and periods: a day, and the month, quarter or year a disclosure speaks of.

mod said;

use std::fmt;
use std::ops::RangeInclusive;

pub use jiff::civil::Date;

use super::money::half_width;

pub use said::{either, said_date};

/// Years a record may name: from the oldest contract to the longest lease. What lies outside is a slip of the hand.
pub const YEARS: RangeInclusive<i16> = 1900..=2199;

/// Reads a day with its year first: `2026-03-05`, `2026.3.5`, `2026/3/5` or `2026年3月5日`. `None` where the year is missing
/// or no such day exists. What people type is read by [`said_date`].
pub fn parse_date(text: &str) -> Option<Date> {
    let plain: String = text.trim().chars().map(half_width).collect();
    let (year, rest) = split_once_any(&plain, &['-', '.', '/', '年'])?;
    let (month, day) = split_once_any(rest, &['-', '.', '/', '月'])?;
    let day = day.trim_end_matches(['日', '号']);
    let (month, day) = (number(month)?.try_into().ok()?, number(day)?.try_into().ok()?);
    Date::new(known_year(year)?, month, day).ok()
}

fn known_year(text: &str) -> Option<i16> {
    number(text).filter(|year| text.len() == 4 && YEARS.contains(year))
}

/// The year of a text that begins as a day or a period does, where no record can speak of it: `0203`, `20226`, `1800`.
pub fn odd_year(text: &str) -> Option<String> {
    let plain: String = text.trim().chars().map(half_width).collect();
    let end = plain.find(|c: char| !c.is_ascii_digit()).unwrap_or(plain.len());
    let (year, rest) = plain.split_at(end);
    let ends = rest.is_empty() || rest.starts_with(['-', '.', '/', '年']);
    (ends && (4..=5).contains(&year.len()) && known_year(year).is_none()).then(|| year.to_string())
}

fn split_once_any<'a>(text: &'a str, separators: &[char]) -> Option<(&'a str, &'a str)> {
    text.split_once(separators)
}

fn number(text: &str) -> Option<i16> {
    let ok = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    if ok { text.parse().ok() } else { None }
}

/// How many days lie between two days; below zero where the second comes first.
pub fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// The same day so many years on; `None` beyond the calendar's end.
pub fn years_after(day: Date, years: u64) -> Option<Date> {
    let years = i32::try_from(years).ok().filter(|years| *years < 10_000)?;
    day.checked_add(jiff::Span::new().years(years)).ok()
}

/// What a disclosure speaks of: a year, a quarter, a month or one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    Year(i16),
    Quarter(i16, u8),
    Month(i16, u8),
    Day(Date),
}

impl Period {
    /// Reads `2026`, `2026-Q1`, `2026-03`, `2026年3月` or a day.
    pub fn parse(text: &str) -> Option<Period> {
        let plain: String = text.trim().chars().map(half_width).collect();
        let plain = plain.trim_end_matches('月');
        if let Some(date) = parse_date(plain) {
            return Some(Period::Day(date));
        }
        if let Some((year, month)) = said::month_of_year(plain) {
            return Some(Period::Month(year, month));
        }
        let Some((year, part)) = plain.split_once(['-', '.', '/', '年']) else {
            return known_year(plain).map(Period::Year);
        };
        let year = known_year(year)?;
        if part.is_empty() {
            return Some(Period::Year(year));
        }
        if let Some(quarter) = part.strip_prefix(['Q', 'q']) {
            let quarter = number(quarter)?;
            return (1..=4).contains(&quarter).then_some(Period::Quarter(year, quarter as u8));
        }
        let month = number(part)?;
        (1..=12).contains(&month).then_some(Period::Month(year, month as u8))
    }

    pub fn year(self) -> i16 {
        match self {
            Period::Year(y) | Period::Quarter(y, _) | Period::Month(y, _) => y,
            Period::Day(date) => date.year(),
        }
    }

    /// The last day of the period: the day its figures stand for.
    pub fn last_day(self) -> Date {
        match self {
            Period::Year(y) => Date::constant(y, 12, 31),
            Period::Quarter(y, q) => Date::constant(y, q as i8 * 3, 1).last_of_month(),
            Period::Month(y, m) => Date::constant(y, m as i8, 1).last_of_month(),
            Period::Day(date) => date,
        }
    }

    /// This day of the month after the period; its last where the month is shorter. `None` beyond the calendar's end.
    pub fn day_of_month_after(self, day: u64) -> Option<Date> {
        let month = self.last_day().tomorrow().ok()?;
        let last = month.days_in_month();
        let day = i8::try_from(day).map_or(last, |day| day.clamp(1, last));
        Date::new(month.year(), month.month(), day).ok()
    }

    pub fn contains(self, date: Date) -> bool {
        match self {
            Period::Year(y) => date.year() == y,
            Period::Quarter(y, q) => date.year() == y && (date.month() as u8).div_ceil(3) == q,
            Period::Month(y, m) => date.year() == y && date.month() as u8 == m,
            Period::Day(day) => day == date,
        }
    }

    /// Whether the other one lies within this one, as months lie within their year.
    pub fn holds(self, other: Period) -> bool {
        let length = |period| match period {
            Period::Day(_) => 0,
            Period::Month(..) => 1,
            Period::Quarter(..) => 2,
            Period::Year(_) => 3,
        };
        length(other) <= length(self) && self.contains(other.last_day())
    }

    /// The month right after this one. Only months have one, and the last that a date can name has none.
    pub fn next_month(self) -> Option<Period> {
        match self {
            Period::Month(9999, 12) => None,
            Period::Month(y, 12) => Some(Period::Month(y + 1, 1)),
            Period::Month(y, m) => Some(Period::Month(y, m + 1)),
            _ => None,
        }
    }
}

/// The form of addresses and data: `2026-03`, `2026-Q1`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Year(y) => write!(f, "{y:04}"),
            Period::Quarter(y, q) => write!(f, "{y:04}-Q{q}"),
            Period::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Period::Day(date) => write!(f, "{date}"),
        }
    }
}

impl serde::Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Period {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Period, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Period::parse(&text).ok_or_else(|| serde::de::Error::custom("not a period"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_forms_of_dates_in_use() {
        for text in ["2026-03-05", "2026.3.5", "2026/3/5", "2026年3月5日", "２０２６-０３-０５"]
        {
            assert_eq!(parse_date(text), Some(Date::constant(2026, 3, 5)), "{text}");
        }
        for text in ["3月5号", "2026-02-30", "26-3-5", "2026-3", "03/04/2026", ""] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn years_that_cannot_be_are_no_years() {
        for year in ["0203", "20226", "1800", "1899", "2200", "9999", "０２０３"] {
            for rest in ["-03-05", "/3/5", "年3月5日", "-03", "-Q1", ""] {
                let text = format!("{year}{rest}");
                assert_eq!(Period::parse(&text), None, "{text}");
                assert_eq!(parse_date(&text), None, "{text}");
                assert!(odd_year(&text).is_some(), "{text}");
            }
        }
        for text in ["1900-01-01", "2199-12-31", "2026-02-30", "三月", "20260305", "26-3-5"] {
            assert_eq!(odd_year(text), None, "{text}");
        }
        assert!(parse_date("1900-01-01").is_some() && parse_date("2199-12-31").is_some());
    }

    #[test]
    fn reads_periods() {
        assert_eq!(Period::parse("2026-03"), Some(Period::Month(2026, 3)));
        for text in ["2026年3月", "2026.3", "2026/03", "２０２６年３月", "March 2026", "Mar 2026"]
        {
            assert_eq!(Period::parse(text), Some(Period::Month(2026, 3)), "{text}");
        }
        assert_eq!(Period::parse("2026-Q4"), Some(Period::Quarter(2026, 4)));
        assert_eq!(Period::parse("2026"), Some(Period::Year(2026)));
        assert_eq!(Period::parse("2026-13"), None);
        assert_eq!(Period::Month(2026, 2).last_day(), Date::constant(2026, 2, 28));
        assert_eq!(Period::Month(2026, 12).next_month(), Some(Period::Month(2027, 1)));
        assert_eq!(Period::Month(9999, 12).next_month(), None);
    }

    #[test]
    fn a_period_holds_itself_and_what_is_shorter_within_it() {
        let holds = |a, b| Period::parse(a).unwrap().holds(Period::parse(b).unwrap());
        assert!(holds("2025", "2025") && holds("2025", "2025-Q4") && holds("2025-Q4", "2025-12"));
        assert!(holds("2025-12", "2025-12-31"));
        assert!(
            !holds("2025-12", "2025-Q4") && !holds("2025-12", "2025") && !holds("2025", "2024-12")
        );
    }

    #[test]
    fn counts_days_over_the_end_of_months_and_years() {
        let between = |a, b| days_between(parse_date(a).unwrap(), parse_date(b).unwrap());
        assert_eq!(between("2024-02-28", "2024-03-01"), 2);
        assert_eq!(between("2025-12-31", "2026-01-01"), 1);
        assert_eq!(between("2026-01-01", "2025-12-31"), -1);
    }
}
