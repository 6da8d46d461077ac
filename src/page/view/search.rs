//! The page of a search.

use serde::Serialize;

use super::Link;

/// Whose lines a page of a search looks through; empty where it looks through the pages of the whole portal.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SearchView {
    pub unit: String,
    /// Where else to look in the whole portal: its lists.
    pub ways: Vec<Link>,
}
