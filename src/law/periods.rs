//! The calendar of duties: which period follows which, and by which day its record is owed. Whole days only.

use super::pack::{Cadence, Entry, Grace};
use crate::model::{Date, Fiscal, Period};

/// The periods of a cadence from the one that holds `from` on, without end but that of the calendar.
pub fn series(cadence: Cadence, from: Date, fiscal: Fiscal) -> impl Iterator<Item = Period> {
    let next = move |period: &Period| cadence.around(period.last_day().tomorrow().ok()?, fiscal);
    std::iter::successors(cadence.around(from, fiscal), next)
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
