//! B1 and B2: posted in time and long enough; what is due by the as-of day and not there.

use super::{Books, Filed};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::Envelope;
use crate::kind::portal::Settings;
use crate::model::date::days_between;
use crate::model::{Date, Period, Said};
use crate::source::Source;

pub fn check(books: &Books, filed: &Filed, report: &mut Report) {
    let settings = &books.portal.settings;
    late(settings, filed, report);
    overdue(books, filed, report);
    briefly(settings, &filed.source, &filed.ledger.envelope, report);
}

/// The day by which a month is to be posted.
fn due(settings: &Settings, month: Period) -> Option<Date> {
    month.day_of_month_after(settings.posting_day)
}

/// B1: a month that was posted after its day.
fn late(settings: &Settings, filed: &Filed, report: &mut Report) {
    let published = filed.ledger.envelope.published;
    let Some(due) = due(settings, filed.period()).filter(|due| published > *due) else { return };
    let (period, late) = (filed.period(), days_between(due, published));
    let said = Said::new(
        format!(
            "{period} 财务公开应在 {due} 前（含当日）公开，公开日期 {published}，迟 {late} 天，需说明"
        ),
        format!(
            "{period} was to be posted by {due}; posted on {published}, {late} days late; please explain"
        ),
    );
    report.push(filed.finding(&rules::POSTED_LATE, "published", said));
}

/// B1: months after the last one of a set that are due by the as-of day and not there. Without a day, no question.
fn overdue(books: &Books, filed: &Filed, report: &mut Report) {
    let Some(as_of) = books.as_of.filter(|_| books.complete) else { return };
    let later = |other: &Filed| other.set == filed.set && other.period() > filed.period();
    if books.ledgers.iter().any(later) {
        return;
    }
    let settings = &books.portal.settings;
    let Some(first) = filed.period().next_month() else { return };
    let Some(day) = due(settings, first).filter(|day| as_of > *day) else { return };
    let days = days_between(day, as_of);
    let months = std::iter::successors(Some(first), |month| month.next_month());
    let count = months.take_while(|m| due(settings, *m).is_some_and(|day| as_of > day)).count();
    let said = match count {
        1 => Said::new(
            format!("截至 {as_of}，{first} 财务公开已逾期 {days} 天（应在 {day} 前公开），需说明"),
            format!("as of {as_of}, {first} is {days} days overdue (due by {day}); please explain"),
        ),
        n => Said::new(
            format!(
                "截至 {as_of}，{first} 起 {n} 个月的财务公开已逾期，最早的逾期 {days} 天，需说明"
            ),
            format!(
                "as of {as_of}, {n} months from {first} on are overdue, the first by {days} days; please explain"
            ),
        ),
    };
    report.push(
        filed.finding(&rules::POSTING_OVERDUE, "period", said).about(first.to_string()).help(
            "补上后重新生成；一时公开不了的，写明原因和预计日期",
            "add the month; where it has to wait, say why and until when",
        ),
    );
}

/// B2, for any kind: posted for as many days as the place asks.
pub fn briefly(settings: &Settings, source: &Source, envelope: &Envelope, report: &mut Report) {
    let (Some(until), published) = (envelope.until, envelope.published) else { return };
    let (days, least) = (days_between(published, until), settings.posting_days);
    if i128::from(days) >= i128::from(least) {
        return;
    }
    let said = Said::new(
        format!("公示自 {published} 至 {until} 共 {days} 天，少于 {least} 天，请核对"),
        format!("posted from {published} until {until}, {days} days; {least} are asked for"),
    );
    let place = Place::Field("until".to_string());
    report.push(Finding::new(&rules::POSTED_TOO_BRIEFLY, &source.path, place, said).help(
        "公示截止写到公开日期之后至少这么多天；已提前撤下的，请说明",
        "let `until` lie at least so many days after `published`, or explain",
    ));
}
