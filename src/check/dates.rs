//! C9: the days of lines: within their month, and (internal) not on a weekend.

use jiff::civil::Weekday;

use super::{Books, signers::name};
use crate::finding::{Report, rules};
use crate::kind::ledger::{Direction, Line, Nature};
use crate::model::Said;
use crate::read::Filed;

pub fn check(books: &Books, filed: &Filed, report: &mut Report) {
    for (index, line) in filed.ledger.lines.iter().enumerate() {
        period(books, filed, index, line, report);
        if books.internal && line.direction == Direction::Out && line.nature != Nature::Transfer {
            weekend(filed, index, line, report);
        }
    }
}

/// A day after the month cannot be: the month is over when its books are made. A day before it is mostly a bill that
/// came late, so only the committee hears of it.
fn period(books: &Books, filed: &Filed, index: usize, line: &Line, report: &mut Report) {
    let (date, period) = (line.date, filed.period());
    if period.contains(date) {
        return;
    }
    let late = date > period.last_day();
    if !late && !books.internal {
        return;
    }
    let (rule, zh, en) = match late {
        true => (&rules::DATE_AFTER_PERIOD, "晚", "after"),
        false => (&rules::DATE_BEFORE_PERIOD, "早", "before"),
    };
    let name = name(line);
    let said = Said::new(
        format!("{name} 的日期 {date} {zh}于所属期 {period}，请核对"),
        format!("{name} is dated {date}, {en} its period {period}; please compare"),
    );
    report.push(filed.at_line(rule, index, "date", said));
}

/// Public holidays move from year to year and are not known here.
fn weekend(filed: &Filed, index: usize, line: &Line, report: &mut Report) {
    let (zh, en) = match line.date.weekday() {
        Weekday::Saturday => ("六", "Saturday"),
        Weekday::Sunday => ("日", "Sunday"),
        _ => return,
    };
    let said = Said::new(
        format!("{} 付款日期 {} 是星期{zh}，待核实", name(line), line.date),
        format!("{} was paid on {}, a {en}; to be verified", name(line), line.date),
    );
    report.push(filed.at_line(&rules::WEEKEND_DATE, index, "date", said));
}
