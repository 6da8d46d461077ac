//! The page of a search.

use serde::Serialize;

/// Whose lines a page of a search looks through; empty where it looks through the pages of the whole portal.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SearchView {
    pub unit: String,
}
