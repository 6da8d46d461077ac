//! Everything a unit discloses, as it was read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Attached, Filed, UnitPlan};
use crate::kind::envelope::Envelope;
use crate::kind::record::Record;
use crate::lock::{Seal, Taken, Whole};
use crate::model::Said;
use crate::source::Source;

/// What was taken away of each record, by its file.
pub type TakenAway = BTreeMap<Arc<str>, Vec<Taken>>;

/// Everything a unit discloses.
#[derive(Debug, Default)]
pub struct Records {
    /// By set of books, then by month.
    pub ledgers: Vec<Filed>,
    /// Records of all other kinds, in the order of their files.
    pub others: Vec<(Record, Source)>,
    /// Files that go with records, by the record's own file.
    pub attached: BTreeMap<Arc<str>, Vec<Attached>>,
    /// What each record says as digests, by its file; behind its own seal those under ids that it or its unit had
    /// before. Empty where nothing asks for them.
    pub seals: BTreeMap<Arc<str>, Vec<Seal>>,
    /// What was taken away of a record, by its id: by which of its removals, and in words.
    pub taken: BTreeMap<String, Vec<(usize, Said)>>,
    /// Addresses of records that are not public yet, this unit's and those above, once they are held back.
    pub coming: BTreeSet<String>,
    /// Heads whose records stand in a table, one a row.
    pub heads: BTreeSet<Arc<str>>,
    /// How many files of records could not be read to their end.
    pub unread: usize,
    /// Files that say they are drafts: searched for numbers, and nothing is made of them.
    pub drafts: Vec<Source>,
    pub(super) sealing: bool,
    /// Sets of books as ledgers name them, where the unit's head cannot be read.
    pub(super) named_sets: Vec<String>,
}

impl Records {
    /// The files that go with the record of this file.
    pub fn attached(&self, source: &Source) -> &[Attached] {
        self.attached.get(&source.path).map_or(&[], Vec::as_slice)
    }

    /// Every envelope with its file.
    pub fn envelopes(&self) -> impl Iterator<Item = (&Envelope, &Source)> {
        let ledgers = self.ledgers.iter().map(|f| (&f.ledger.envelope, &f.source));
        ledgers.chain(self.others.iter().map(|(record, source)| (&record.envelope, source)))
    }

    /// Every file that something was read from.
    pub fn files(&self) -> BTreeSet<&Arc<str>> {
        let lines = self.ledgers.iter().filter_map(|filed| Some(&filed.lines.as_ref()?.0.path));
        let tables = self.others.iter().flat_map(|(record, _)| &record.tables);
        let tables = tables.chain(self.ledgers.iter().flat_map(|filed| &filed.tables));
        let tables = tables.map(|table| &table.source.path);
        let own = self.envelopes().map(|(_, source)| &source.path);
        own.chain(lines).chain(tables).chain(&self.heads).collect()
    }

    pub(super) fn count(&self) -> usize {
        self.ledgers.len() + self.others.len()
    }

    /// Seals a record, if seals are asked for.
    pub(super) fn seal(&mut self, plan: &UnitPlan, source: &Source, whole: Whole) {
        if !self.sealing {
            return;
        }
        let (unit, id) = (&plan.unit, whole.id());
        let mut seals = vec![Seal::of(&unit.id, whole)];
        let moved = unit.moved.iter().filter(|moved| moved.to == id).map(|moved| &moved.from);
        for known in moved.chain([&id]) {
            let former = unit.formerly.iter().chain([&unit.id]);
            let other = former.filter(|former| **former != unit.id || *known != id);
            seals.extend(other.map(|former| Seal::known_as((former, known), whole)));
        }
        self.seals.insert(source.path.clone(), seals);
    }

    /// Puts what was taken away into words, for the pages.
    pub fn tell_taken(&mut self, taken: &TakenAway) {
        for (path, taken) in taken {
            let Some(seal) = self.seals.get(path).and_then(|seals| seals.first()) else { continue };
            let told = taken.iter().map(|one| (one.removal, seal.told(one))).collect();
            self.taken.insert(seal.id.clone(), told);
        }
    }

    pub(super) fn set_as_named(&mut self, name: &str) -> usize {
        self.named_sets.iter().position(|known| known == name).unwrap_or_else(|| {
            self.named_sets.push(name.to_string());
            self.named_sets.len() - 1
        })
    }
}
