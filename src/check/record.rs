//! Rules over records of declared kinds: the envelope's, and those that belong to one kind.

use super::{attachments, cases, figures, requests, review};
use crate::finding::Report;
use crate::kind::record::{Record, Setting};
use crate::source::Source;

/// Asks every question of one record.
pub fn check(source: &Source, record: &Record, setting: &Setting, report: &mut Report) {
    review::envelope(source, &record.envelope, report);
    attachments::envelope(source, &record.envelope, report);
    match record.kind.key {
        "request" => requests::check(source, record, setting, report),
        "case" => cases::check(source, record, report),
        "figures" => figures::check(source, record, report),
        _ => {}
    }
}
