//! Dates: a day as people write it, and what lies between two.

mod said;

use std::ops::RangeInclusive;

pub use jiff::civil::Date;

use super::money::half_width;

pub use said::{either, month_of_year, said_date};

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

pub(super) fn known_year(text: &str) -> Option<i16> {
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

pub(super) fn number(text: &str) -> Option<i16> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Period;

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
    fn counts_days_over_the_end_of_months_and_years() {
        let between = |a, b| days_between(parse_date(a).unwrap(), parse_date(b).unwrap());
        assert_eq!(between("2024-02-28", "2024-03-01"), 2);
        assert_eq!(between("2025-12-31", "2026-01-01"), 1);
        assert_eq!(between("2026-01-01", "2025-12-31"), -1);
    }
}
