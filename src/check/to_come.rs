//! Days of what is told as done that have not come by the as-of day: nothing counts as done before its day.

use super::{Books, Shelf};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::Envelope;
use crate::kind::formula::Sum;
use crate::kind::record::Record;
use crate::kind::removal::Gone;
use crate::model::shape::Value;
use crate::model::{Date, Said};
use crate::read::Filed;
use crate::source::Source;

pub fn check(books: &Books, filed: &Filed, report: &mut Report) {
    envelope(books, &filed.source, &filed.ledger.envelope, report);
    for (index, line) in filed.ledger.lines.iter().enumerate() {
        if let Some(said) = counted_ahead(books.as_of, line.date) {
            report.push(helped(filed.at_line(&rules::DATE_TO_COME, index, "date", said)));
        }
    }
}

/// The same of any other record: of every day whose field says that it tells what was done.
pub fn record(shelf: &Shelf, source: &Source, record: &Record, report: &mut Report) {
    for (at, value) in record.values().filter(|(at, _)| at.field.past) {
        let Value::Date(day) = value else { continue };
        let today = shelf.books.as_of;
        // A kind that adds up its rows adds up every one of them.
        let adds_up =
            record.kind.formulas.iter().any(|formula| matches!(formula.of, Sum::Total(..)));
        let said = match adds_up {
            true => counted_ahead(today, *day),
            false => to_come(today, Some(*day)),
        };
        if let Some(said) = said {
            let place = Place::Field(at.way());
            report.push(helped(source.finding(&rules::DATE_TO_COME, place, said)));
        }
    }
    envelope(shelf.books, source, &record.envelope, report);
}

/// Corrections and removals. They stay on the page, which holds what they changed, and count from their day on.
fn envelope(books: &Books, source: &Source, envelope: &Envelope, report: &mut Report) {
    let corrections = envelope.corrections.iter().map(|one| one.date).enumerate();
    let removed = envelope.removed.iter().map(|one| one.date).enumerate();
    let both = corrections.map(|one| ("corrections", one));
    for (list, (at, day)) in both.chain(removed.map(|one| ("removed", one))) {
        if let Some(said) = to_come(books.as_of, day) {
            let place = Place::Field(format!("{list}.{at}.date"));
            report.push(helped(source.finding(&rules::DATE_TO_COME, place, said)));
        }
    }
}

/// Records that were taken away whole, as the unit's head tells them.
pub fn gone(head: &Source, stubs: &[Gone], today: Option<Date>, report: &mut Report) {
    for (at, gone) in stubs.iter().enumerate() {
        if let Some(said) = to_come(today, gone.removal.date) {
            let place = Place::Field(format!("removed.{at}.date"));
            report.push(helped(head.finding(&rules::DATE_TO_COME, place, said)));
        }
    }
}

fn to_come(today: Option<Date>, day: Option<Date>) -> Option<Said> {
    let (day, today) = (day?, today?);
    (day > today).then(|| {
        Said::new(
            format!("写的是 {day}，截至 {today} 还没有到：到那一天才算，请核对"),
            format!("dated {day}, which has not come by {today}: it does not count before; please compare"),
        )
    })
}

/// A line of the books is added up whatever its day: it would be missed in the balance that the bank states. So is a row of
/// a list whose total is stated.
fn counted_ahead(today: Option<Date>, day: Date) -> Option<Said> {
    let today = today.filter(|today| day > *today)?;
    Some(Said::new(
        format!("写的是 {day}，截至 {today} 还没有到，这一笔已经加进合计：请核对日期"),
        format!(
            "dated {day}, which has not come by {today}, and added up already: please compare the day"
        ),
    ))
}

fn helped(finding: Finding) -> Finding {
    finding.help(
        "日期写错了的改日期；还没有做的先不写；portal.yaml 里写死了 as_of 的，删去那一行就按当天算",
        "mend the day, or leave out what is not done yet; if portal.yaml fixes as_of, without that line the day is today",
    )
}
