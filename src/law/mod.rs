//! Law as data: what must be posted, by whom and by when, read from packs; and what became of it.
//!
//! The national pack is always in force. Over it lie the provinces a portal names and the county's own files; an entry
//! replaces the one with its id below it. No rule is made up where the place has none: what names no day gets none.

mod basis;
mod cited;
mod lay;
mod obligation;
pub mod pack;
mod periods;
pub mod reference;
#[cfg(test)]
mod tests;

pub use basis::Basis;
pub use cited::cited;
pub use lay::{Overlay, lay, shipped_packs};
pub use obligation::{Counts, Matter, Obligation, Posting, State, Why, obligations};
pub use pack::{Cadence, Entry, Grace, PACK, Pack};

use crate::finding::Report;
use crate::kind::Kinds;
use crate::model::Date;

/// The law of a place: packs in the order in which they lie on each other, the national one first.
#[derive(Clone, Debug, Default)]
pub struct Law {
    packs: Vec<Pack>,
}

impl Law {
    /// What holds where the portal names nothing more.
    pub fn national() -> Law {
        lay(Vec::new(), &Kinds::shipped(), &mut Report::default())
    }

    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// All entries, those of lower packs first.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.packs.iter().flat_map(|pack| &pack.entries)
    }

    /// Ids in the order in which they first appear.
    pub fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for entry in self.entries().filter(|entry| !entry.id.is_empty()) {
            if !ids.contains(&entry.id.as_str()) {
                ids.push(&entry.id);
            }
        }
        ids
    }

    /// Those of these ids that are the law's: what else stands there is told and goes no further.
    pub fn known(&self, items: &[String]) -> Vec<String> {
        let known = |item: &&String| self.entries().any(|entry| entry.id == **item);
        items.iter().filter(known).cloned().collect()
    }

    /// The entry with this id that counts on this day: the uppermost whose text is in force.
    pub fn on(&self, id: &str, day: Date) -> Option<&Entry> {
        self.entries().filter(|entry| entry.id == id && entry.in_force(day)).last()
    }
}
