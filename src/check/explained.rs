//! Explanations: which finding each answers, which old differences it lets pass, and which answer nothing.

use crate::finding::{Finding, Grade, Place, Report, rules};
use crate::kind::envelope::{Envelope, Explain};
use crate::kind::portal::Portal;
use crate::model::Said;
use crate::model::table::Answer;
use crate::source::Source;

/// Differences that may be accepted with a word when they are older than the books (domain brief A1, A2).
static ACCEPTED_WHEN_OLD: &[&str] = &["balance-differs", "opening-differs"];

/// Questions that pass by themselves: when the month or the rent comes in, or the day is not given, the word on it is no
/// mistake.
static PASSING: &[&str] = &[
    "posting-overdue",
    "request-overdue",
    "outdated-basis",
    "lease-expired",
    "rent-owed",
    "let-without-income",
    "asset-idle",
];

/// Weighs the findings of one record by its explanations.
pub fn weigh(portal: &Portal, source: &Source, envelope: &Envelope, report: &mut Report) {
    let old = portal.books_open_from.is_some_and(|from| envelope.period < from);
    for finding in &mut report.findings {
        finding.answered = answer(envelope, finding).is_some();
        if old && finding.answered && ACCEPTED_WHEN_OLD.contains(&finding.rule.code) {
            finding.grade = Grade::Notice;
        }
    }
    for (index, explain) in envelope.explain.iter().enumerate() {
        let meant = report.findings.iter().any(|finding| answers(explain, finding));
        if !meant && !PASSING.contains(&explain.rule.trim()) {
            let said = Said::new(
                format!("说明针对 `{}`，而本期没有这个问题", explain.rule),
                format!("an explanation of `{}`, which this record does not raise", explain.rule),
            );
            let place = Place::Field(format!("explain.{index}.rule"));
            report.push(Finding::new(&rules::EXPLAINS_NOTHING, &source.path, place, said));
        }
    }
}

/// The unit's word on a finding of this record, if it has given one.
pub fn answer<'a>(envelope: &'a Envelope, finding: &Finding) -> Option<&'a Answer> {
    let explain = envelope.explain.iter().find(|e| answers(e, finding));
    explain.map(|e| &e.answer)
}

fn answers(explain: &Explain, finding: &Finding) -> bool {
    let record = explain.record.trim();
    explain.rule.trim() == finding.rule.code && (record.is_empty() || record == finding.record)
}
