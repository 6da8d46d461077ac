//! Working days of a place: weekends, the holidays it keeps, and the weekends it works to make up for them.

use super::date::Date;
use jiff::civil::Weekday;

/// Which days count where a limit is in working days.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// First and last day of each holiday.
    pub holidays: Vec<(Date, Date)>,
    /// Weekend days that are worked (调休).
    pub workdays: Vec<Date>,
}

impl Calendar {
    pub fn is_working(&self, day: Date) -> bool {
        if self.workdays.contains(&day) {
            return true;
        }
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        !weekend && !self.holidays.iter().any(|(from, to)| (*from..=*to).contains(&day))
    }

    /// The day `count` days after this one, which itself does not count; only working days count where `working`.
    /// `None` beyond the calendar's end.
    pub fn after(&self, day: Date, count: u64, working: bool) -> Option<Date> {
        if !working {
            let days = i64::try_from(count).ok()?;
            return day.checked_add(jiff::Span::new().try_days(days).ok()?).ok();
        }
        let (mut at, mut left) = (day, count);
        while left > 0 {
            at = at.tomorrow().ok()?;
            left -= u64::from(self.is_working(at));
        }
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_calendar_and_working_days() {
        let day = |m, d| Date::constant(2026, m, d);
        let calendar = Calendar {
            holidays: vec![(day(10, 1), day(10, 7))],
            workdays: vec![day(9, 27), day(10, 10)],
        };
        assert_eq!(calendar.after(day(9, 25), 10, false), Some(day(10, 5)));
        // 27 (made up for), 28, 29, 30, then 8 October, 9, 10 (made up for), 12.
        assert_eq!(calendar.after(day(9, 25), 8, true), Some(day(10, 12)));
        assert_eq!(calendar.after(day(9, 25), 0, true), Some(day(9, 25)));
        assert!(!calendar.is_working(day(9, 26)) && calendar.is_working(day(9, 27)));
    }
}
