//! A correction or a removal comes after what it is about (domain brief 2.0).

use super::Books;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::Envelope;
use crate::lock;
use crate::model::shape::Type;
use crate::model::table::Correction;
use crate::model::{Date, Said};
use crate::read::Filed;
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
    for (at, day, later) in out_of_turn(&envelope.corrections) {
        report.push(before_another(source, at, (day, later)));
    }
}

/// Corrections of one thing that are older than the one whose new value they correct, each with both days. Read in the
/// order of their days, each one's old value is the new one of the last; where it is so only the other way round, it is not.
fn out_of_turn(corrections: &[Correction]) -> Vec<(usize, Date, Date)> {
    let dated = corrections.iter().enumerate().filter_map(|(at, one)| Some((one.date?, at, one)));
    let mut all: Vec<(Date, usize, &Correction)> = dated.collect();
    all.sort_by_key(|(day, at, _)| (*day, *at));
    let mut found = Vec::new();
    for (i, (day, at, one)) in all.iter().enumerate() {
        let next = all[i + 1..].iter().find(|(_, _, other)| one.what.trim() == other.what.trim());
        let Some((later, _, other)) = next.filter(|(later, ..)| later > day) else { continue };
        if !is_upon(other, one) && is_upon(one, other) {
            found.push((*at, *day, *later));
        }
    }
    found
}

/// Whether one correction's old value is what the other put there.
fn is_upon(one: &Correction, other: &Correction) -> bool {
    let value = |text: &str| lock::meant(Type::Money, text);
    !one.old.trim().is_empty() && value(&one.old) == value(&other.new)
}

fn before_another(source: &Source, at: usize, (day, later): (Date, Date)) -> Finding {
    let said = Said::new(
        format!("这条更正的日期 {day} 早于它所改的那条更正 {later}"),
        format!("corrected on {day}, before the correction it corrects, of {later}"),
    );
    let place = Place::Field(format!("corrections.{at}.date"));
    Finding::new(&rules::CORRECTION_BEFORE_PUBLICATION, &source.path, place, said).help(
        "后改的日期在后；请核对两条更正的日期和原值、新值",
        "what is corrected came first: compare the days and values of the two",
    )
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
