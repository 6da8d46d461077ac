//! The calendar of duties: which period follows which, and by which day its record is owed. Whole days only.

use super::pack::{Cadence, Entry, Grace};
use crate::model::{Date, Period};

pub fn first_day(period: Period) -> Date {
    match period {
        Period::Year(y) => Date::constant(y, 1, 1),
        Period::Quarter(y, q) => Date::constant(y, q as i8 * 3 - 2, 1),
        Period::Month(y, m) => Date::constant(y, m as i8, 1),
        Period::Day(day) => day,
    }
}

/// The months of a period, in order; none of a day.
pub fn months(period: Period) -> Vec<Period> {
    let (year, months) = match period {
        Period::Year(y) => (y, 1..=12),
        Period::Quarter(y, q) => (y, q * 3 - 2..=q * 3),
        Period::Month(y, m) => (y, m..=m),
        Period::Day(_) => return Vec::new(),
    };
    months.map(|month| Period::Month(year, month)).collect()
}

/// The periods of a cadence from the one that holds `from` on, without end but that of the calendar.
pub fn series(cadence: Cadence, from: Date) -> impl Iterator<Item = Period> {
    let next = move |period: &Period| cadence.around(period.last_day().tomorrow().ok()?);
    std::iter::successors(cadence.around(from), next)
}

/// The last day on which the record of a period is on time.
pub fn due(entry: &Entry, period: Period) -> Option<Date> {
    let end = period.last_day();
    match entry.grace {
        Grace::WithinPeriod => Some(end),
        Grace::Days(days) => {
            end.checked_add(jiff::Span::new().try_days(i64::try_from(days).ok()?).ok()?).ok()
        }
        Grace::ByDay(day) => period.day_of_month_after(day),
    }
}
