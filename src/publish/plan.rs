//! What publishing into a folder will do: which files are new or changed, and which of our own earlier ones go.

use std::collections::BTreeSet;

use crate::sink::order;

/// What is wrong with the file at the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is not there.
    New,
    /// It has other bytes.
    Changed,
}

/// A file to be written.
#[derive(Clone, Debug)]
pub struct Item {
    pub path: String,
    pub state: State,
    pub size_bytes: u64,
    /// Its hash by the site's list: what is copied is checked against it.
    pub sum: String,
}

#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// In the order of writing: assets, pages and data of units, the portal's own pages, lists of hashes.
    pub items: Vec<Item>,
    pub unchanged: usize,
    /// Files an earlier list of ours names and the new ones do not.
    pub deletions: Vec<String>,
    /// How many files the earlier lists named.
    pub listed_before: usize,
}

impl Plan {
    pub fn count(&self, state: State) -> usize {
        self.items.iter().filter(|item| item.state == state).count()
    }

    pub fn size_bytes(&self) -> u64 {
        self.items.iter().map(|item| item.size_bytes).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.deletions.is_empty()
    }

    /// Whether so much would go that the target is perhaps another portal's.
    pub fn empties_the_target(&self) -> bool {
        self.deletions.len() > 20 && self.deletions.len() * 2 > self.listed_before
    }

    /// Puts the items into the order of writing: a page never leads to what is not there yet, and the list that names
    /// everything is last, so that a copy cut short is taken up again from the older list.
    pub fn in_order(mut self) -> Plan {
        self.items.sort_by(|a, b| (order(&a.path), &a.path).cmp(&(order(&b.path), &b.path)));
        self.deletions.sort_by(|a, b| (order(a), a).cmp(&(order(b), b)));
        self
    }

    /// Adds what one folder's list named before and does not name now. Letters' case is left aside: on a USB stick
    /// `A.html` and `a.html` are one file.
    pub fn forget<'a>(
        &mut self,
        before: impl Iterator<Item = &'a String>,
        now: impl Iterator<Item = &'a String>,
    ) {
        let now: BTreeSet<String> = now.map(|path| path.to_lowercase()).collect();
        let gone = before.filter(|path| !now.contains(&path.to_lowercase()));
        self.deletions.extend(gone.cloned());
    }
}
