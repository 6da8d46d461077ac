//! Dated lines, and what the pages of what is new receive.

use super::Link;
use serde::Serialize;

/// A dated line in a list of pages.
#[derive(Clone, Debug, Default, Serialize)]
pub struct EntryView {
    pub date: String,
    /// What stands in the place of the day where it is none: a period.
    pub when: String,
    pub title: String,
    pub note: String,
    pub href: String,
}

/// `news` on the pages of what is new: published, corrected or taken away.
#[derive(Clone, Debug, Serialize)]
pub struct ChangesView {
    /// The newest first; the note says whose it is, which kind, and what happened where it is not simply new.
    pub changes: Vec<EntryView>,
    /// How many there are in all; the page lists the newest.
    pub all: usize,
    /// The same as feeds.
    pub feeds: Vec<Link>,
}
