//! The declarations that come with the program: the smaller kinds of the domain brief (2.11), as data.

use std::sync::{Arc, LazyLock};

use super::DECLARATION;
use crate::finding::Report;
use crate::kind::record::Kind;
use crate::kind::{BUILT_IN, declared};
use crate::source::{self, Source};

/// Each declaration by its id, in the order of the menu.
pub static TEXTS: &[(&str, &str)] = &[("seals", include_str!("shipped/seals.yaml"))];

static SHIPPED: LazyLock<Vec<&'static Kind>> = LazyLock::new(|| {
    let mut kinds: Vec<&'static Kind> = Vec::new();
    for (id, text) in TEXTS {
        let path = Arc::from(format!("kinds/{id}.yaml"));
        let source = Source { path, text: text.to_string(), sha256: String::new() };
        let mut report = Report::default();
        let known = |key: &str| BUILT_IN.iter().chain(&kinds).any(|kind| kind.key == key);
        let row = source::record(&source, &DECLARATION, &mut report);
        let kind = row.and_then(|row| declared::kind(&source, row, &known, &mut report));
        kinds.push(kind.unwrap_or_else(|| panic!("{id}: {:?}", report.findings)));
    }
    kinds
});

pub fn shipped() -> &'static [&'static Kind] {
    &SHIPPED
}
