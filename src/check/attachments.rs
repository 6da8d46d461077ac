//! Section 5: a file goes out only when somebody has put a name to having looked through it.

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
    for (at, attachment) in envelope.attachments.iter().enumerate() {
        if attachment.is_confirmed() {
            continue;
        }
        let said = match attachment.redacted {
            true => Said::new(
                "没写是谁确认遮挡的，这个附件不会公开",
                "nobody is named who looked through it; this file is not published",
            ),
            false => Said::new(
                "没有确认遮挡，这个附件不会公开",
                "not confirmed as redacted; this file is not published",
            ),
        };
        let place = Place::Field(format!("attachments.{at}.redacted"));
        report.push(Finding::new(&rules::ATTACHMENT_NOT_REDACTED, &source.path, place, said).help(
            "看过以后写 `已遮挡: 是` 和 `遮挡确认人:`",
            "when someone has looked, write `redacted: yes` and `redacted_by:`",
        ));
    }
}

/// One reminder for the whole portal, at the first file that waits: what to look for.
pub fn reminder(report: &mut Report) {
    let waiting =
        report.findings.iter().filter(|f| f.rule.code == rules::ATTACHMENT_NOT_REDACTED.code);
    let count = waiting.clone().count();
    let Some(first) = waiting.min_by_key(|f| (f.file.clone(), f.place.clone())) else { return };
    let said = Said::new(
        format!("有 {count} 个附件等人看：有没有人脸、公章、签名、证件、银行卡、车牌、门牌"),
        format!(
            "{count} files wait for a look: faces, seals, signatures, cards, vehicle and house plates"
        ),
    );
    let finding = Finding::new(&rules::ATTACHMENT_REMINDER, &first.file, first.place.clone(), said)
        .help(
            "人脸要本人同意，其余的遮住再放；程序看不懂图上的内容",
            "faces need consent, cover the rest; the program cannot see what a picture shows",
        );
    report.push(finding);
}
