//! Records of all units on the pages that gather them: powers, cases, guides, figures, ledgers of requests.

use serde::Serialize;

/// A record on a page that gathers those of all units.
#[derive(Clone, Debug, Serialize)]
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
