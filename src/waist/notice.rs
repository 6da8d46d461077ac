//! A notice becomes a table without rows: its facts and its safe prose.

use super::{Desk, asking, facts, is_public, markdown, objection};
use crate::check;
use crate::finding::Finding;
use crate::kind::envelope::Audience;
use crate::kind::notice::Notice;
use crate::model::table::{SourceRef, Table};
use crate::source::Source;

/// The notice's table and the links that were left out, or `None` where the web may not show it.
pub type Shown = (Table, Vec<(std::ops::Range<usize>, String)>);

pub fn table<'a>(
    desk: &Desk,
    notice: &Notice,
    source: &Source,
    findings: impl Iterator<Item = &'a Finding>,
) -> Option<Shown> {
    let envelope = &notice.envelope;
    if envelope.audience != Audience::Public {
        return None;
    }
    let (prose, refused) = markdown::to_html(&notice.body);
    let askings = findings.filter(|finding| is_public(finding));
    let table = Table {
        address: address(desk, &envelope.id),
        kind: "notice",
        id: envelope.id.clone(),
        title: envelope.title.clone(),
        lead: String::new(),
        plain: envelope.plain.clone(),
        period: Some(envelope.period),
        data_until: Some(envelope.published),
        facts: facts(desk, envelope),
        prose,
        askings: askings
            .map(|finding| asking(desk.lang(), finding, check::answer(envelope, finding)))
            .collect(),
        corrections: envelope.corrections.clone(),
        objection: objection(desk, envelope),
        sources: vec![SourceRef { path: source.path.to_string(), sha256: source.sha256.clone() }],
        exempt: vec![source.sha256.clone()],
        ..Table::default()
    };
    Some((table, refused))
}

/// By the record's id, which never changes, not by its title.
pub fn address(desk: &Desk, id: &str) -> String {
    format!("{}/notices/{}", desk.unit.id, id.to_lowercase())
}
