//! Records of all units on the pages that gather them: powers, cases, guides, figures, ledgers of requests.

use serde::Serialize;

use super::Link;

/// A record on a page that gathers those of all units.
#[derive(Clone, Debug, Default, Serialize)]
pub struct GatheredView {
    pub date: String,
    pub title: String,
    /// Whose it is.
    pub unit: String,
    /// One sentence from the data; may be empty.
    pub note: String,
    /// What lists of its kind show, in their order: of a case its type, place and outcome.
    pub cells: Vec<String>,
    pub href: String,
}

/// Records of one class, in parts by what comes next to it; either word may be empty.
#[derive(Clone, Debug, Serialize)]
pub struct GatheredGroupView {
    pub label: String,
    pub parts: Vec<GatheredPartView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct GatheredPartView {
    pub label: String,
    pub entries: Vec<GatheredView>,
}

/// A page of all registers: by kind, of a year, or of units by their letters.
#[derive(Clone, Debug, Serialize)]
pub struct RegistersView {
    /// `kind`, `year` or `letter`.
    pub by: &'static str,
    /// The other pages of their sort.
    pub ways: Vec<Link>,
    pub groups: Vec<GatheredGroupView>,
}
