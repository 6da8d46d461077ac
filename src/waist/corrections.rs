//! What was changed or taken away after publication, as the page tells it.

use super::Desk;
use crate::check::corrected::Corrected;
use crate::kind::envelope::Envelope;
use crate::kind::removal::Removal;
use crate::model::party::{Names, mask_some};
use crate::model::table::Correction;

/// The record's corrections, the persons in them masked as their fields are, then what was taken away: of that the place, the day and the kind of reason alone.
pub fn corrections(desk: &Desk, envelope: &Envelope, corrected: &Corrected) -> Vec<Correction> {
    let removed = envelope.removed.iter().enumerate().map(|(at, removal)| {
        let taken = desk.records.taken.get(&envelope.id).into_iter().flatten();
        let of_this = taken.filter(|(removal, _)| *removal == at);
        let places: Vec<String> = of_this.map(|(_, said)| said.in_lang(desk.lang())).collect();
        taken_away(desk, removal, &places)
    });
    let own = envelope.corrections.iter().enumerate();
    own.map(|(at, one)| masked(desk, at, one, corrected)).chain(removed).collect()
}

/// A correction whose texts name nobody: a field as the page shows it, and what may be a name within words.
fn masked(desk: &Desk, at: usize, one: &Correction, corrected: &Corrected) -> Correction {
    let doubted = corrected.doubted.iter().filter(|(of, _)| *of == at).map(|(_, name)| *name);
    let names = Names::of(corrected.persons.iter().copied().chain(doubted));
    let shown = |text: &str| {
        let whole = |party: &str| corrected.persons.contains(party);
        names.mask(&mask_some(text, whole, str::to_string)).into_owned()
    };
    let clean = |text: &str| desk.names.mask(&names.mask(text)).into_owned();
    let (what, why) = (clean(&one.what), clean(&one.why));
    Correction { what, why, old: shown(&one.old), new: shown(&one.new), ..one.clone() }
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
