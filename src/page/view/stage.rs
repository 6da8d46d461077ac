//! Where a life line stands, as templates see it.

use serde::Serialize;

/// One stage of a life line.
#[derive(Clone, Debug, Serialize)]
pub struct StageView {
    pub key: &'static str,
    pub label: String,
    /// `done`, `now`, `todo`, `none`.
    pub state: &'static str,
    /// The same in words.
    pub said: String,
    pub date: String,
}
