//! B4: reviewed first, published after.

use super::Books;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::Envelope;
use crate::model::Said;
use crate::read::Filed;
use crate::source::Source;

pub fn check(_: &Books, filed: &Filed, report: &mut Report) {
    envelope(&filed.source, &filed.ledger.envelope, report);
}

/// The same for any kind: the envelope is shared.
pub fn envelope(source: &Source, envelope: &Envelope, report: &mut Report) {
    let Some(reviewed) = envelope.review.date.filter(|_| envelope.reviewed_after()) else {
        return;
    };
    let said = Said::new(
        format!("公开日期 {} 早于监督委员会审核日期 {reviewed}", envelope.published),
        format!("published on {}, before the review of {reviewed}", envelope.published),
    );
    let place = Place::Field("published".to_string());
    report.push(Finding::new(&rules::PUBLISHED_BEFORE_REVIEW, &source.path, place, said).help(
        "先由监督委员会审核，再公开；请核对两个日期",
        "the supervision committee reviews first; compare the two days",
    ));
}
