//! Doing what a plan says, in its order, with a journal of what arrived; the record is put last of all.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::host::{Headers, Host};
use super::notes::Notes;
use super::plan::{Item, Own, Plan};
use super::record::{BEGUN, Publication, RECORD};
use super::there::There;
use super::{read, twins};
use crate::model::Stop;

/// How many files are on their way at once, where a host has so many connections.
pub const CONNECTIONS: usize = 4;

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
    (plan, there): (&Plan, &There),
    host: &mut dyn Host,
    record: &Publication,
    notes: &Notes,
) -> Result<(), Stop> {
    if host.is_one_step() {
        act(edition, plan, host, &mut |_, _| Ok(()))?;
    } else {
        let mut journal = notes.journal(record.follows_sha256.as_deref())?;
        if let Some(to_come) = there.to_come(record) {
            host.put(BEGUN, to_come.text().as_bytes(), &Headers::of(BEGUN))?;
        }
        act(edition, plan, host, &mut |path, sum| journal.note(path, sum))?;
    }
    let text = record.text();
    notes.about_to(record)?;
    host.put(RECORD, text.as_bytes(), &Headers::of(RECORD))?;
    if !host.is_one_step() {
        host.delete(BEGUN)?;
    }
    host.finish()?;
    notes.done()
}

/// Takes away the sign of a publication that had ended all the same.
pub fn ended(host: &mut dyn Host, there: &There) -> Result<(), Stop> {
    if there.begun {
        host.delete(BEGUN)?;
        host.finish()?;
    }
    Ok(())
}

/// Takes down what arrived by its hash, and without one what was deleted.
type Note<'a> = dyn FnMut(&str, Option<&str>) -> Result<(), Stop> + Send + 'a;

/// Writes, then deletes, and last of all puts changed lists of hashes in place.
fn act(edition: Edition, plan: &Plan, host: &mut dyn Host, note: &mut Note) -> Result<(), Stop> {
    let files = plan.items.partition_point(|item| !item.is_last());
    let (files, lists) = plan.items.split_at(files);
    let mut others = Vec::new();
    for step in files.chunk_by(Item::is_of_one_step) {
        while others.len() + 1 < CONNECTIONS.min(step.len())
            && let Some(other) = host.another()
        {
            others.push(other);
        }
        bring(edition, step, host, &mut others, note)?;
    }
    for path in &plan.deletions {
        host.delete(path)?;
        note(path, None)?;
    }
    bring(edition, lists, host, &mut [], note)
}

/// Brings the files of one step over all connections. Where one fails, the others end with what they have begun.
fn bring(
    edition: Edition,
    step: &[Item],
    host: &mut dyn Host,
    others: &mut [Box<dyn Host>],
    note: &mut Note,
) -> Result<(), Stop> {
    let (next, note) = (AtomicUsize::new(0), Mutex::new(note));
    let one = |item: &Item, host: &mut dyn Host| {
        host.put(&item.path, &edition.bytes(item)?, &Headers::of(&item.path))?;
        let mut note = note.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        note(&item.path, Some(&item.sum))
    };
    let work = |host: &mut dyn Host| {
        while let Some(item) = step.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(stop) = one(item, host) {
                next.store(step.len(), Ordering::Relaxed);
                return Err(stop);
            }
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let work = &work;
        let others = others.iter_mut().map(|other| scope.spawn(move || work(other.as_mut())));
        let begun: Vec<_> = others.collect();
        let own = work(host);
        begun.into_iter().fold(own, |done, other| done.and(other.join().expect("no panic")))
    })
}
