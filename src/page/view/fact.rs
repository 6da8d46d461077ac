//! Labelled values, of the envelope or of the record itself.

use serde::Serialize;

#[derive(Clone, Debug, Serialize)]
pub struct FactView {
    /// Empty where the value leads nowhere.
    pub href: String,
    pub key: &'static str,
    pub label: String,
    pub value: String,
}

/// Facts of one stage of a life line; without a label those of none.
#[derive(Clone, Debug, Serialize)]
pub struct FactGroupView {
    pub label: String,
    pub facts: Vec<FactView>,
}
