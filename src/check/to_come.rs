//! Days of what is told as done that have not come by the as-of day: nothing counts as done before its day.

use super::{Books, Filed, Shelf};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::Envelope;
use crate::kind::record::Record;
use crate::model::{Date, Said};
use crate::source::Source;

/// Of each kind a list (or the record itself) and the days in it on which something was done. Days that are meant to lie
/// ahead, such as those by which something is due, are none of them.
const DONE: &[(&str, &str, &[&str])] = &[
    (
        "request",
        "requests",
        &["received", "accepted", "assigned_on", "watched", "closed", "revisited", "rechecked"],
    ),
    ("firm-requests", "requests", &["received", "answered"]),
    ("problem-ledgers", "problems", &["found", "rechecked"]),
    ("questions", "questions", &["asked", "answered"]),
    ("project", "", &["proposed", "signed", "accepted", "audited_on"]),
    ("project", "decisions", &["date"]),
    ("project", "changes", &["date"]),
    ("project", "progress", &["date"]),
    ("project", "payments", &["date"]),
    ("grant", "received", &["date"]),
    ("grant", "used", &["date"]),
    ("contract", "", &["decided", "returned"]),
    ("contract", "periods", &["paid_on"]),
    ("meeting", "", &["result_date"]),
    ("donations", "received", &["date"]),
    ("levies", "used", &["date"]),
];

pub fn check(books: &Books, filed: &Filed, report: &mut Report) {
    envelope(books, &filed.source, &filed.ledger.envelope, report);
    for (index, line) in filed.ledger.lines.iter().enumerate() {
        if let Some(said) = to_come(books, Some(line.date)) {
            report.push(helped(filed.at_line(&rules::DATE_TO_COME, index, "date", said)));
        }
    }
}

/// The same of any other record.
pub fn record(shelf: &Shelf, source: &Source, record: &Record, report: &mut Report) {
    let mut ask = |way: String, day: Option<Date>| {
        if let Some(said) = to_come(shelf.books, day) {
            let place = Place::Field(way);
            report.push(helped(source.finding(&rules::DATE_TO_COME, place, said)));
        }
    };
    let own = DONE.iter().filter(|(kind, ..)| *kind == record.kind.key);
    for (_, list, fields) in own {
        for field in fields.iter().filter(|_| list.is_empty()) {
            ask(field.to_string(), record.date(field));
        }
        for (at, row) in record.list(list).enumerate().filter(|_| !list.is_empty()) {
            for field in *fields {
                ask(format!("{list}.{at}.{field}"), row.date(field));
            }
            for (step, whistle) in row.list("escalations").enumerate() {
                for field in ["on", "answered"] {
                    let way = format!("{list}.{at}.escalations.{step}.{field}");
                    ask(way, whistle.date(field));
                }
            }
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
        if let Some(said) = to_come(books, day) {
            let place = Place::Field(format!("{list}.{at}.date"));
            report.push(helped(source.finding(&rules::DATE_TO_COME, place, said)));
        }
    }
}

fn to_come(books: &Books, day: Option<Date>) -> Option<Said> {
    let (day, today) = (day?, books.as_of?);
    (day > today).then(|| {
        Said::new(
            format!("写的是 {day}，截至 {today} 还没有到：到那一天才算，请核对"),
            format!("dated {day}, which has not come by {today}: it does not count before; please compare"),
        )
    })
}

fn helped(finding: Finding) -> Finding {
    finding.help(
        "日期写错了的改日期；还没有做的先不写；portal.yaml 里写死了 as_of 的，删去那一行就按当天算",
        "mend the day, or leave out what is not done yet; if portal.yaml fixes as_of, without that line the day is today",
    )
}
