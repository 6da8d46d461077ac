//! How a rule asks, as templates see it.

use serde::Serialize;

/// One rule on the page of methods; its code is the fragment.
#[derive(Clone, Debug, Serialize)]
pub struct MethodView {
    pub code: &'static str,
    pub title: &'static str,
    pub grade: &'static str,
    pub basis: &'static str,
    pub paragraphs: Vec<ParagraphView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ParagraphView {
    pub label: &'static str,
    pub text: String,
}
