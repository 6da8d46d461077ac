//! Kinds of disclosure: what the field knows, one kind, one file. Kinds know no HTML.

pub mod case;
pub mod envelope;
pub mod figure;
pub mod guide;
pub mod ledger;
pub mod notice;
pub mod portal;
pub mod power;
pub mod record;
pub mod reference;
pub mod request;
pub mod unit;

use crate::model::shape::Shape;
use record::{Form, Kind};

/// Every kind whose records are read, checked and shown by their declaration alone; the ledger adds up and has its own way.
pub static KINDS: &[&Kind] =
    &[&notice::KIND, &guide::KIND, &power::KIND, &case::KIND, &request::KIND, &figure::KIND];

/// The kind with this machine word.
pub fn by_key(key: &str) -> Option<&'static Kind> {
    KINDS.iter().copied().find(|kind| kind.key == key)
}

/// Every declared shape that a person writes into a file: the reference pages are made from this list.
pub static ALL: &[&Shape] = &[
    &portal::PORTAL,
    &unit::UNIT,
    &ledger::LEDGER,
    &notice::NOTICE,
    &guide::GUIDE,
    &power::POWER,
    &case::CASE,
    &request::REQUESTS,
    &figure::FIGURES,
];

/// Where a unit files the records of a kind, and what their files are called.
#[derive(Debug)]
pub struct Filing {
    /// The machine word of the kind.
    pub key: &'static str,
    pub shape: &'static Shape,
    /// Inside the unit's folder.
    pub folder: &'static str,
    pub named: Named,
    pub form: Form,
}

/// What a file's name is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// One record a month and set of books: `2026-03.yaml`, `coop-2026-03.yaml`.
    ByMonth,
    /// Any number of records: a word, with the month before it where there is one.
    ByWord,
}

/// The kinds `sunlit new` writes a first draft of: the ledger, and all that are read by their declaration.
pub static FILED: &[Filing] = &[
    Filing {
        key: "ledger",
        shape: &ledger::LEDGER,
        folder: "finance",
        named: Named::ByMonth,
        form: Form::Yaml,
    },
    Filing::by_word(&notice::KIND),
    Filing::by_word(&guide::KIND),
    Filing::by_word(&power::KIND),
    Filing::by_word(&case::KIND),
    Filing::by_word(&request::KIND),
    Filing::by_word(&figure::KIND),
];

impl Filing {
    const fn by_word(kind: &Kind) -> Filing {
        let (key, shape, folder, form) = (kind.key, kind.shape, kind.folder, kind.form);
        Filing { key, shape, folder, named: Named::ByWord, form }
    }

    /// The kind with this name, English or Chinese.
    pub fn of(name: &str) -> Option<&'static Filing> {
        FILED.iter().find(|filing| filing.key == name || filing.shape.words.zh == name)
    }
}
