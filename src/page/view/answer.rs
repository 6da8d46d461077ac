//! Questions in people's own words, with what the unit's pages say to them.

use super::{EntryView, Link};
use serde::Serialize;

/// Questions that belong together: `answers` on `pages/answers.html`.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerGroupView {
    pub title: String,
    pub questions: Vec<AnswerView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct AnswerView {
    /// The fragment: `answers.html#lease`.
    pub key: &'static str,
    pub question: String,
    /// What holds whatever is posted; may be empty.
    pub always: String,
    /// Whether records would answer and the unit has posted none.
    pub silent: bool,
    pub records: Vec<EntryView>,
    pub links: Vec<Link>,
}
