//! A notice becomes a table without rows: its facts and its safe prose.

use super::{Desk, facts, markdown, mask_words, objection, source_refs};
use crate::kind::envelope::Audience;
use crate::kind::notice::Notice;
use crate::model::table::Table;
use crate::source::Source;

/// The notice's table and the links that were left out, or `None` where the web may not show it.
pub type Shown = (Table, Vec<(std::ops::Range<usize>, String)>);

pub fn table(desk: &Desk, notice: &Notice, source: &Source) -> Option<Shown> {
    let envelope = &notice.envelope;
    if envelope.audience != Audience::Public {
        return None;
    }
    let (prose, refused) = markdown::to_html(&notice.body, desk.names);
    let clean = |text: &str| desk.names.mask(text).into_owned();
    let mut table = Table {
        address: address(desk, &envelope.id),
        kind: "notice",
        id: envelope.id.clone(),
        title: clean(&envelope.title),
        lead: String::new(),
        plain: clean(&envelope.plain),
        period: Some(envelope.period),
        data_until: Some(envelope.published),
        facts: facts(desk, envelope),
        prose,
        corrections: envelope.corrections.clone(),
        objection: objection(desk, envelope),
        sources: source_refs([source], &clean),
        exempt: vec![source.sha256.clone()],
        names_persons: names_persons(desk, notice),
        ..Table::default()
    };
    mask_words(&mut table, &clean);
    Some((table, refused))
}

/// Whether the notice speaks of a person who is known to be one, so that search engines leave its page alone.
fn names_persons(desk: &Desk, notice: &Notice) -> bool {
    let envelope = &notice.envelope;
    [&notice.body, &envelope.title, &envelope.plain]
        .into_iter()
        .any(|text| matches!(desk.names.mask(text), std::borrow::Cow::Owned(_)))
}

/// By the record's id, which never changes, not by its title.
pub fn address(desk: &Desk, id: &str) -> String {
    format!("{}/notices/{}", desk.unit.id, id.to_lowercase())
}
