//! What was changed or taken away after publication, as the page tells it.

use super::Desk;
use crate::kind::envelope::Envelope;
use crate::kind::removal::Removal;
use crate::model::table::Correction;

/// The record's corrections, then what was taken away: of that the day and the kind of reason alone.
pub fn corrections(desk: &Desk, envelope: &Envelope) -> Vec<Correction> {
    let removed = envelope.removed.iter().map(|removal| taken_away(desk, removal));
    envelope.corrections.iter().cloned().chain(removed).collect()
}

pub fn taken_away(desk: &Desk, removal: &Removal) -> Correction {
    let lang = desk.lang();
    Correction {
        date: removal.date,
        what: lang.pick("撤下了内容", "taken away").to_string(),
        old: String::new(),
        new: String::new(),
        why: removal.cause.words.in_lang(lang).to_string(),
        clock: None,
        difference: None,
    }
}
