//! What declarations read from files are made of lives as long as the program, as what Rust files declare does.
//!
//! Every text and every declaration is kept once, however often a preview reads the same file again: what grows is
//! bounded by how many different declarations somebody writes while it runs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use crate::kind::record::Kind;

static TEXTS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
static KINDS: Mutex<BTreeMap<String, &'static Kind>> = Mutex::new(BTreeMap::new());

pub fn text(text: &str) -> &'static str {
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    match texts.get(text) {
        Some(kept) => kept,
        None => {
            let kept: &'static str = Box::leak(text.into());
            texts.insert(kept);
            kept
        }
    }
}

pub fn one<T>(of: T) -> &'static T {
    Box::leak(Box::new(of))
}

pub fn all<T>(of: Vec<T>) -> &'static [T] {
    Box::leak(of.into_boxed_slice())
}

/// The kind that was made of this text before.
pub fn kind_of(text: &str) -> Option<&'static Kind> {
    KINDS.lock().unwrap_or_else(PoisonError::into_inner).get(text).copied()
}

pub fn keep(text: &str, kind: &'static Kind) {
    KINDS.lock().unwrap_or_else(PoisonError::into_inner).insert(text.to_string(), kind);
}
