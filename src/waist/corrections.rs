//! What was changed or taken away after publication, as the page tells it.

use super::Desk;
use crate::kind::envelope::Envelope;
use crate::kind::removal::Removal;
use crate::model::table::Correction;

/// The record's corrections, then what was taken away: of that the place, the day and the kind of reason alone.
pub fn corrections(desk: &Desk, envelope: &Envelope) -> Vec<Correction> {
    let removed = envelope.removed.iter().enumerate().map(|(at, removal)| {
        let taken = desk.taken.get(&envelope.id).into_iter().flatten();
        let of_this = taken.filter(|(removal, _)| *removal == at);
        let places: Vec<String> = of_this.map(|(_, said)| said.in_lang(desk.lang())).collect();
        taken_away(desk, removal, &places)
    });
    envelope.corrections.iter().cloned().chain(removed).collect()
}

/// A removal as a page tells it: which fields and rows, where that is known.
pub fn taken_away(desk: &Desk, removal: &Removal, places: &[String]) -> Correction {
    let lang = desk.lang();
    let what = lang.pick("撤下了内容", "taken away");
    let what = match places {
        [] => what.to_string(),
        _ => lang.pick(
            format!("{what}：{}", places.join("、")),
            format!("{what}: {}", places.join(", ")),
        ),
    };
    Correction {
        date: removal.date,
        what,
        old: String::new(),
        new: String::new(),
        why: removal.cause.words.in_lang(lang).to_string(),
        clock: None,
        difference: None,
    }
}
