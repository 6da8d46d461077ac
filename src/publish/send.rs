//! Doing what a plan says, in its order, with a journal of what arrived; the record is put last of all.

use std::path::Path;

use super::host::{Headers, Host};
use super::notes::Notes;
use super::plan::{Item, Own, Plan};
use super::record::{Publication, RECORD};
use super::{hash, read, twins};
use crate::model::Stop;

/// Where the bytes come from.
#[derive(Clone, Copy, Debug)]
pub struct Edition<'a> {
    pub site: &'a Path,
    pub own: &'a Own,
}

impl Edition<'_> {
    fn bytes(&self, item: &Item) -> Result<Vec<u8>, Stop> {
        if let Some(bytes) = self.own.files.get(&item.path) {
            return Ok(bytes.clone());
        }
        match twins::beside(&item.path).filter(|_| self.own.twins) {
            Some(path) => {
                read(self.site, path, &item.sum, |bytes| twins::packed(&item.path, &bytes))
            }
            None => read(self.site, &item.path, &item.sum, |bytes| bytes),
        }
    }
}

/// Brings a copy: nothing tells afterwards when it was made, or by whom.
pub fn copy(edition: Edition, plan: &Plan, host: &mut dyn Host) -> Result<(), Stop> {
    if plan.is_empty() {
        return Ok(());
    }
    act(edition, plan, host, &mut |_, _| Ok(()))?;
    host.finish()
}

/// Publishes: as a copy, and a record of it, which the project notes down.
pub fn publish(
    edition: Edition,
    plan: &Plan,
    host: &mut dyn Host,
    record: &Publication,
    notes: &Notes,
) -> Result<(), Stop> {
    if host.is_one_step() {
        act(edition, plan, host, &mut |_, _| Ok(()))?;
    } else {
        let mut journal = notes.journal(record.follows_sha256.as_deref())?;
        act(edition, plan, host, &mut |path, sum| journal.note(path, sum))?;
    }
    let text = record.text();
    notes.about_to(&hash(text.as_bytes()))?;
    host.put(RECORD, text.as_bytes(), &Headers::of(RECORD))?;
    host.finish()?;
    notes.done()
}

/// Takes down what arrived by its hash, and without one what was deleted.
type Note<'a> = dyn FnMut(&str, Option<&str>) -> Result<(), Stop> + 'a;

/// Writes, then deletes, and last of all puts changed lists of hashes in place.
fn act(edition: Edition, plan: &Plan, host: &mut dyn Host, note: &mut Note) -> Result<(), Stop> {
    let (lists, files): (Vec<&Item>, Vec<&Item>) =
        plan.items.iter().partition(|item| item.is_last());
    let put = |item: &Item, host: &mut dyn Host, note: &mut Note| {
        host.put(&item.path, &edition.bytes(item)?, &Headers::of(&item.path))?;
        note(&item.path, Some(&item.sum))
    };
    for item in files {
        put(item, host, note)?;
    }
    for path in &plan.deletions {
        host.delete(path)?;
        note(path, None)?;
    }
    lists.into_iter().try_for_each(|item| put(item, host, note))
}
