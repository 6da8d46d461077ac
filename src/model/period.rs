//! Periods: the month, quarter, half-year, year or run of months that a disclosure speaks of.

mod said;

use std::cmp::Reverse;
use std::fmt;

pub use said::unsettled;

use super::date::{Date, known_year, month_of_year, number, parse_date};

/// What a disclosure speaks of: a year, a half or a quarter of it, a month, a run of months or one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    Year(i16),
    Half(i16, u8),
    Quarter(i16, u8),
    Month(i16, u8),
    /// From a month to a month, both in it, as a fiscal year that begins in April. What has a name of its own is none.
    Months((i16, u8), (i16, u8)),
    Day(Date),
}

/// The month in which a fiscal year begins, where a portal says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fiscal(Option<u8>);

impl Fiscal {
    /// A year that begins in this month; of the calendar where there is none, and in January.
    pub fn of(month: Option<u8>) -> Fiscal {
        Fiscal(month.filter(|month| (2..=12).contains(month)))
    }

    /// Whether its years run from one year of the calendar into the next.
    pub fn crosses(self) -> bool {
        self.0.is_some()
    }

    /// The fiscal year that begins in a year.
    pub fn year(self, year: i16) -> Period {
        let of = |month| Period::Months((year, month), (year + 1, month - 1));
        self.0.map_or(Period::Year(year), of)
    }

    /// The fiscal year that holds a day.
    pub fn around(self, day: Date) -> Period {
        let begins = self.0.is_none_or(|month| day.month().unsigned_abs() >= month);
        self.year(if begins { day.year() } else { day.year() - 1 })
    }

    /// The year in which a period begins that is a fiscal year and none of the calendar.
    pub fn year_of(self, period: Period) -> Option<i16> {
        (self.crosses() && self.year(period.year()) == period).then(|| period.year())
    }
}

impl Period {
    /// Reads `2026`, `2026-H1`, `2026-Q1`, `2026-03`, `2026年3月`, `2025-04/2026-03` or a day.
    pub fn parse(text: &str) -> Option<Period> {
        Period::read(text, Fiscal::default())
    }

    /// As [`Period::parse`], and `2025/26` or `2025年度` as the fiscal year that a portal's begins then.
    pub fn read(text: &str, fiscal: Fiscal) -> Option<Period> {
        if let Some((year, month)) = month_of_year(text) {
            return Some(Period::Month(year, month));
        }
        let plain = said::plain(text);
        if let Some(year) = said::fiscal_year(&plain) {
            return year.settled(fiscal);
        }
        if let Some((from, to)) = said::ends(&plain) {
            return Period::run(Period::parse(from)?, Period::parse(to)?);
        }
        let plain = plain.trim_end_matches('月');
        if let Some(date) = parse_date(plain) {
            return Some(Period::Day(date));
        }
        if let Some((year, half)) = said::half(plain) {
            return Some(Period::Half(year, half));
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

    /// From the first to the last of two months, or of two days that bound months, by the name of the whole where it has
    /// one: a year, a half, a quarter.
    fn run(from: Period, to: Period) -> Option<Period> {
        let first = match from {
            Period::Day(day) if day.day() == 1 => (day.year(), day.month().unsigned_abs()),
            Period::Month(y, m) => (y, m),
            _ => return None,
        };
        let last = match to {
            Period::Day(day) if day == day.last_of_month() => {
                (day.year(), day.month().unsigned_abs())
            }
            Period::Month(y, m) => (y, m),
            _ => return None,
        };
        let (y, m) = first;
        let one = [
            Period::Month(y, m),
            Period::Quarter(y, m.div_ceil(3)),
            Period::Half(y, m.div_ceil(6)),
            Period::Year(y),
        ];
        let named = one.into_iter().find(|one| one.ends() == Some((first, last)));
        (first <= last).then(|| named.unwrap_or(Period::Months(first, last)))
    }

    /// Its first and its last month; none of a day.
    fn ends(self) -> Option<((i16, u8), (i16, u8))> {
        match self {
            Period::Year(y) => Some(((y, 1), (y, 12))),
            Period::Half(y, h) => Some(((y, h * 6 - 5), (y, h * 6))),
            Period::Quarter(y, q) => Some(((y, q * 3 - 2), (y, q * 3))),
            Period::Month(y, m) => Some(((y, m), (y, m))),
            Period::Months(first, last) => Some((first, last)),
            Period::Day(_) => None,
        }
    }

    /// Whether it is twelve months that begin in the year and are not the year itself, as a fiscal year is.
    pub fn is_fiscal_year_of(self, year: i16) -> bool {
        let Period::Months((y, m), last) = self else { return false };
        y == year && last == (y + 1, m - 1)
    }

    /// The year in which it begins: the one that it stands under in lists.
    pub fn year(self) -> i16 {
        self.first_day().year()
    }

    pub fn first_day(self) -> Date {
        match (self, self.ends()) {
            (Period::Day(date), _) => date,
            (_, Some(((y, m), _))) => Date::constant(y, m as i8, 1),
            (_, None) => unreachable!("what is no day has months"),
        }
    }

    /// The last day of the period: the day its figures stand for.
    pub fn last_day(self) -> Date {
        match (self, self.ends()) {
            (Period::Day(date), _) => date,
            (_, Some((_, (y, m)))) => Date::constant(y, m as i8, 1).last_of_month(),
            (_, None) => unreachable!("what is no day has months"),
        }
    }

    /// Its months, in order; none of a day.
    pub fn months(self) -> Vec<Period> {
        let Some(((y, m), last)) = self.ends() else { return Vec::new() };
        let next = |month: &Period| month.next_month();
        let all = std::iter::successors(Some(Period::Month(y, m)), next);
        let last = Period::Month(last.0, last.1);
        all.take_while(|month| *month <= last).collect()
    }

    /// This day of the month after the period; its last where the month is shorter. `None` beyond the calendar's end.
    pub fn day_of_month_after(self, day: u64) -> Option<Date> {
        let month = self.last_day().tomorrow().ok()?;
        let last = month.days_in_month();
        let day = i8::try_from(day).map_or(last, |day| day.clamp(1, last));
        Date::new(month.year(), month.month(), day).ok()
    }

    pub fn contains(self, date: Date) -> bool {
        self.first_day() <= date && date <= self.last_day()
    }

    /// Whether the other one lies within this one, as months lie within their year.
    pub fn holds(self, other: Period) -> bool {
        self.first_day() <= other.first_day() && other.last_day() <= self.last_day()
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

/// By the day on which they begin, the longer first.
impl Ord for Period {
    fn cmp(&self, other: &Period) -> std::cmp::Ordering {
        // No two of them are of the same days.
        let key = |period: &Period| (period.first_day(), Reverse(period.last_day()));
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Period) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The form of addresses and data: `2026-03`, `2026-Q1`, `2026-H1`, `2025-04-to-2026-03`. Twelve digits with nothing but dashes
/// between them would look like somebody's number.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Year(y) => write!(f, "{y:04}"),
            Period::Half(y, h) => write!(f, "{y:04}-H{h}"),
            Period::Quarter(y, q) => write!(f, "{y:04}-Q{q}"),
            Period::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Period::Months((y, m), (last_y, last_m)) => {
                write!(f, "{y:04}-{m:02}-to-{last_y:04}-{last_m:02}")
            }
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

    const APRIL: Fiscal = Fiscal(Some(4));
    const YEAR: Period = Period::Months((2025, 4), (2026, 3));

    #[test]
    fn reads_periods() {
        assert_eq!(Period::parse("2026-03"), Some(Period::Month(2026, 3)));
        assert_eq!(Period::parse("2026年3月"), Some(Period::Month(2026, 3)));
        assert_eq!(Period::parse("2026-Q4"), Some(Period::Quarter(2026, 4)));
        assert_eq!(Period::parse("2026"), Some(Period::Year(2026)));
        assert_eq!(Period::parse("2026-13"), None);
        assert_eq!(Period::Month(2026, 2).last_day(), Date::constant(2026, 2, 28));
        assert_eq!(Period::Month(2026, 12).next_month(), Some(Period::Month(2027, 1)));
        assert_eq!(Period::Month(9999, 12).next_month(), None);
    }

    #[test]
    fn reads_half_years() {
        for text in [
            "2025-H2",
            "2025-h2",
            "2025H2",
            "２０２５－Ｈ２",
            "2025 H2",
            "2025年下半年",
            "2025下半年",
            "2025 second half",
            "second half of 2025",
            "2025-07/2025-12",
        ] {
            assert_eq!(Period::parse(text), Some(Period::Half(2025, 2)), "{text}");
        }
        assert_eq!(Period::parse("2025年上半年"), Some(Period::Half(2025, 1)));
        for text in ["2025-H3", "2025-H0", "2025-H", "H2", "下半年", "1800-H1"] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
        let half = Period::Half(2025, 2);
        assert_eq!(half.to_string(), "2025-H2");
        assert_eq!(half.first_day(), Date::constant(2025, 7, 1));
        assert_eq!(half.last_day(), Date::constant(2025, 12, 31));
    }

    #[test]
    fn reads_runs_of_months_without_a_setting() {
        for text in [
            "2025-04/2026-03",
            "2025-04--2026-03",
            "2025-04 / 2026-03",
            "2025年4月至2026年3月",
            "2025年4月——2026年3月",
            "2025.4-2026.3",
            "2025-04~2026-03",
            "2025-04 to 2026-03",
            "2025-04-01/2026-03-31",
        ] {
            assert_eq!(Period::parse(text), Some(YEAR), "{text}");
            assert_eq!(Period::read(text, APRIL), Some(YEAR), "{text}");
        }
        assert_eq!(YEAR.to_string(), "2025-04-to-2026-03");
        assert_eq!(Period::parse(&YEAR.to_string()), Some(YEAR));
        assert_eq!((YEAR.months().len(), YEAR.year()), (12, 2025));
        assert!(YEAR.is_fiscal_year_of(2025) && !YEAR.is_fiscal_year_of(2026));
        let named = |text| Period::parse(text);
        assert_eq!(named("2025-01/2025-12"), Some(Period::Year(2025)));
        assert_eq!(named("2025-04/2025-06"), Some(Period::Quarter(2025, 2)));
        assert_eq!(named("2025-04/2025-04"), Some(Period::Month(2025, 4)));
        assert_eq!(named("2025-03/2025-05").unwrap().to_string(), "2025-03-to-2025-05");
        for text in ["2026-03/2025-04", "2025-04/2026", "2025-04-02/2026-03-31", "2025-04/"] {
            assert_eq!(named(text), None, "{text}");
        }
    }

    #[test]
    fn a_fiscal_year_is_read_by_the_portals_setting() {
        for text in [
            "2025/26",
            "2025-26",
            "2025–26",
            "2025/2026",
            "2025-2026",
            "2025年度",
            "2025/26年度",
            "2025-26 财政年度",
            "2025/26 fiscal year",
        ] {
            assert_eq!(Period::read(text, APRIL), Some(YEAR), "{text}");
        }
        for text in ["2025/26", "2025-26", "2025/2026", "2025-2026"] {
            assert_eq!(Period::parse(text), None, "{text}");
            assert!(unsettled(text, Fiscal::default()).is_some(), "{text}");
        }
        assert_eq!(Period::parse("2025年度"), Some(Period::Year(2025)), "begins in January");
        for text in ["2025/27", "2025/25", "2025-2027"] {
            assert_eq!(Period::read(text, APRIL), None, "{text}");
            assert!(unsettled(text, APRIL).is_none(), "{text}");
        }
        let years = [2024, 2025, 2026].map(|y| APRIL.year(y));
        assert_eq!(APRIL.around(Date::constant(2026, 3, 31)), years[1]);
        assert_eq!(APRIL.around(Date::constant(2026, 4, 1)), years[2]);
        assert_eq!((APRIL.year_of(YEAR), Fiscal::default().year_of(YEAR)), (Some(2025), None));
        assert_eq!(Fiscal::of(Some(1)).year(2025), Period::Year(2025));
    }

    #[test]
    fn what_may_be_a_month_or_a_fiscal_year_is_refused() {
        let december = Some(Period::Month(2011, 12));
        assert_eq!(Period::parse("2011/12"), december);
        assert_eq!(Period::read("2011-12", APRIL), december, "the form of months");
        assert_eq!(Period::read("2011/12", APRIL), None);
        assert!(unsettled("2011/12", APRIL).is_some());
        assert_eq!(Period::read("2011/2012", APRIL), Some(APRIL.year(2011)));
    }

    #[test]
    fn a_period_holds_itself_and_what_is_shorter_within_it() {
        let holds = |a, b| Period::parse(a).unwrap().holds(Period::parse(b).unwrap());
        assert!(holds("2025", "2025") && holds("2025", "2025-Q4") && holds("2025-Q4", "2025-12"));
        assert!(holds("2025-12", "2025-12-31") && holds("2025", "2025-H2"));
        assert!(holds("2025-04/2026-03", "2026-Q1") && !holds("2025", "2025-04/2026-03"));
        assert!(
            !holds("2025-12", "2025-Q4") && !holds("2025-12", "2025") && !holds("2025", "2024-12")
        );
    }

    #[test]
    fn periods_come_by_the_day_they_begin_and_the_longer_first() {
        let order = ["2025", "2025-H1", "2025-Q1", "2025-01", "2025-04/2026-03", "2025-Q2"];
        let periods = order.map(|text| Period::parse(text).unwrap());
        assert!(periods.is_sorted(), "{periods:?}");
    }
}
