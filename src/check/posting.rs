//! B1 and B2: posted in time and long enough; what is due by the as-of day and not there. What is due comes from the law
//! packs laid over each other; where none names a day for this level and kind, nothing is late.

use super::Books;
use crate::finding::{Finding, Place, Report, Rule, rules};
use crate::kind::envelope::Envelope;
use crate::law::{Cadence, Obligation, State};
use crate::model::date::days_between;
use crate::model::{Period, Said};
use crate::read::Filed;
use crate::source::Source;

/// Makes a finding at a field of the record that is asked about.
pub type At<'a> = dyn Fn(&'static Rule, &str, Said) -> Finding + 'a;

pub fn check(books: &Books, filed: &Filed, report: &mut Report) {
    let envelope = &filed.ledger.envelope;
    late(books, envelope, &|rule, way, said| filed.finding(rule, way, said), report);
    overdue(books, filed, report);
    briefly(books, &filed.source, envelope, report);
}

/// B1: a record that was posted after its day.
pub fn late(books: &Books, envelope: &Envelope, at: &At, report: &mut Report) {
    for owed in books.owed {
        let (State::Late(days), Some(posting)) = (owed.state, owed.posting) else { continue };
        let (Some(period), Some(due)) = (owed.period, owed.due) else { continue };
        if posting.id != envelope.id {
            continue;
        }
        let (published, item) = (posting.on, item(owed));
        let said = Said::new(
            format!(
                "{period} {}应在 {due} 前（含当日）公开，公开日期 {published}，迟 {days} 天，需说明",
                item.zh
            ),
            format!(
                "{period}, {}: to be posted by {due}; posted on {published}, {days} days late; please explain",
                item.en
            ),
        );
        report.push(at(&rules::POSTED_LATE, "published", said));
    }
}

/// B1: what a set of books owes by the as-of day and is not there. A gap between two months is told by B3.
fn overdue(books: &Books, filed: &Filed, report: &mut Report) {
    let own = || books.ledgers.iter().filter(|other| other.set == filed.set);
    let posted = || own().filter(|other| books.is_posted(other)).map(Filed::period);
    let (Some(first), Some(last)) = (posted().min(), posted().max()) else { return };
    if filed.period() != last {
        return;
    }
    let in_a_gap = |owed: &Obligation| {
        let inside = |month: &Period| first < *month && *month < last;
        let bare = |month: &Period| own().all(|other| other.period() != *month);
        owed.months().iter().all(|month| inside(month) && bare(month))
    };
    let ours = |owed: &&Obligation| {
        owed.entry.kind == "ledger" && owed.book == Some(filed.set) && !in_a_gap(owed)
    };
    for missing in missing(books, ours) {
        report.push(told(books, &missing, |said| {
            filed.finding(&rules::POSTING_OVERDUE, "period", said)
        }));
    }
}

/// B1: what is owed where no ledger of the books is there, and what is owed by other kinds.
pub fn never(books: &Books, head: &Source, report: &mut Report) {
    let nobody = |owed: &&Obligation| {
        let kept = |set| books.ledgers.iter().any(|one| one.set == set && books.is_posted(one));
        owed.entry.kind != "ledger" || !owed.book.is_some_and(kept)
    };
    for missing in missing(books, nobody) {
        report.push(told(books, &missing, |said| {
            head.finding(&rules::POSTING_OVERDUE, Place::File, said)
        }));
    }
}

/// What is missing, each entry of the law and set of books by itself. Without a day, or where a file cannot be read,
/// nothing is.
fn missing<'a>(
    books: &'a Books,
    ours: impl Fn(&&'a Obligation<'a>) -> bool,
) -> Vec<Vec<&'a Obligation<'a>>> {
    let mut all: Vec<Vec<&Obligation>> = Vec::new();
    let is_missing = |owed: &&Obligation| matches!(owed.state, State::Missing(_));
    for owed in books.owed.iter().filter(|_| books.complete).filter(is_missing).filter(ours) {
        let same = |others: &&mut Vec<&Obligation>| {
            others[0].entry.id == owed.entry.id
                && others[0].book == owed.book
                && others[0].entry.cadence == owed.entry.cadence
        };
        match all.iter_mut().find(same) {
            Some(others) => others.push(owed),
            None => all.push(vec![owed]),
        }
    }
    all
}

/// The count of days is for whoever asks today; a page says since when.
fn told(books: &Books, missing: &[&Obligation], at: impl Fn(Said) -> Finding) -> Finding {
    let first = missing[0];
    let (item, unit) = (item(first), often(first.entry.cadence));
    let period = first.period.map(|period| period.to_string()).unwrap_or_default();
    let (Some(as_of), Some(day)) = (books.as_of, first.due) else {
        unreachable!("what is missing has a day that has passed")
    };
    let days = days_between(day, as_of);
    let (said, page) = match missing.len() {
        1 => (
            Said::new(
                format!(
                    "截至 {as_of}，{period} {}已逾期 {days} 天（应在 {day} 前公开），需说明",
                    item.zh
                ),
                format!(
                    "as of {as_of}, {period} ({}) is {days} days overdue (due by {day}); please explain",
                    item.en
                ),
            ),
            Said::new(
                format!("{period} {}应于 {day} 前公开，还没有公开", item.zh),
                format!("{period} ({}) was due by {day} and is not posted yet", item.en),
            ),
        ),
        n => (
            Said::new(
                format!(
                    "截至 {as_of}，{period} 起 {n} {}的{}已逾期，最早的逾期 {days} 天，需说明",
                    unit.zh, item.zh
                ),
                format!(
                    "as of {as_of}, {n} {} from {period} on ({}) are overdue, the first by {days} days; please explain",
                    unit.en, item.en
                ),
            ),
            Said::new(
                format!(
                    "{period} 起 {n} {}的{}还没有公开，最早的应于 {day} 前公开",
                    unit.zh, item.zh
                ),
                format!(
                    "{n} {} from {period} on ({}) are not posted yet; the first was due by {day}",
                    unit.en, item.en
                ),
            ),
        ),
    };
    at(said).on_a_page(page).about(period).help(
        "补上后重新生成；一时公开不了的，写明原因和预计日期",
        "add the month; where it has to wait, say why and until when",
    )
}

/// What is owed, in the words of the kind where that is the books.
fn item(owed: &Obligation) -> Said {
    match owed.entry.kind.as_str() {
        "ledger" => Said::new("财务公开", "books"),
        _ => owed.entry.item.clone(),
    }
}

fn often(cadence: Cadence) -> Said {
    match cadence {
        Cadence::Quarter => Said::new("个季度", "quarters"),
        Cadence::HalfYear => Said::new("个半年", "half-years"),
        Cadence::Year => Said::new("年", "years"),
        Cadence::Month | Cadence::Unset => Said::new("个月", "months"),
    }
}

/// B2, for any kind: posted for as many days as the place asks.
pub fn briefly(books: &Books, source: &Source, envelope: &Envelope, report: &mut Report) {
    let (Some(until), from) = (envelope.until, envelope.posted_from(books.as_of)) else { return };
    let (days, least) = (days_between(from, until), books.portal.settings.posting_days);
    if i128::from(days) >= i128::from(least) {
        return;
    }
    let said = match from == envelope.published {
        _ if until < envelope.published => Said::new(
            format!(
                "公示截止 {until} 早于公开日期 {}；公示截止应在公开日期之后至少 {least} 天，请核对",
                envelope.published
            ),
            format!(
                "posted until {until}, before it was published on {}; `until` should lie at least {least} days after it",
                envelope.published
            ),
        ),
        false if until < from => Said::new(
            format!(
                "公示截止 {until} 早于重新起算的更正 {from}；公示截止应在更正之后至少 {least} 天，请核对"
            ),
            format!(
                "posted until {until}, before the correction of {from} that starts the clock again; `until` should lie at least {least} days after it"
            ),
        ),
        true => Said::new(
            format!("公示自 {from} 至 {until} 共 {days} 天，少于 {least} 天，请核对"),
            format!("posted from {from} until {until}, {days} days; {least} are asked for"),
        ),
        false => Said::new(
            format!(
                "更正后公示期自 {from} 重新起算，至 {until} 共 {days} 天，少于 {least} 天，请核对"
            ),
            format!(
                "after its correction posted anew from {from} until {until}, {days} days; {least} are asked for"
            ),
        ),
    };
    let place = Place::Field("until".to_string());
    report.push(Finding::new(&rules::POSTED_TOO_BRIEFLY, &source.path, place, said).help(
        "公示截止写到公开日期（或重新起算的更正）之后至少这么多天；已提前撤下的，请说明",
        "let `until` lie at least so many days after `published`, or after the correction that starts the clock again, or explain",
    ));
}
