//! A correction or a removal comes after what it is about (domain brief 2.0).

use super::{Books, Filed};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::Envelope;
use crate::model::{Date, Said};
use crate::source::Source;

pub fn check(_: &Books, filed: &Filed, report: &mut Report) {
    envelope(&filed.source, &filed.ledger.envelope, report);
}

/// The same for any kind: the envelope is shared.
pub fn envelope(source: &Source, envelope: &Envelope, report: &mut Report) {
    let corrections = envelope.corrections.iter().map(|one| one.date).enumerate();
    let removed = envelope.removed.iter().map(|one| one.date).enumerate();
    let mut ask = |list: &str, words: (&str, &str), at: usize, day: Option<Date>| {
        if let Some(day) = day.filter(|day| *day < envelope.published) {
            let way = format!("{list}.{at}.date");
            report.push(too_early(source, way, words, (day, envelope.published)));
        }
    };
    corrections.for_each(|(at, day)| ask("corrections", ("更正", "corrected"), at, day));
    removed.for_each(|(at, day)| ask("removed", ("撤下", "taken away"), at, day));
}

fn too_early(
    source: &Source,
    way: String,
    (zh, en): (&str, &str),
    (day, published): (Date, Date),
) -> Finding {
    let said = Said::new(
        format!("{zh}的日期 {day} 早于公开日期 {published}"),
        format!("{en} on {day}, before it was published on {published}"),
    );
    let rule = &rules::CORRECTION_BEFORE_PUBLICATION;
    Finding::new(rule, &source.path, Place::Field(way), said).help(
        "先公开、后更正；请核对两个日期；公开以前改的不必写",
        "what is corrected was published first: compare the two days; a change made before needs no entry",
    )
}
