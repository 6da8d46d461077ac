//! Kinds of disclosure: what the field knows, one kind, one file. Kinds know no HTML.

pub mod envelope;
pub mod ledger;
pub mod notice;
pub mod portal;
pub mod reference;
pub mod unit;

use crate::model::shape::Shape;

/// Every declared shape that a person writes into a file: the reference pages are made from this list.
pub static ALL: &[&Shape] = &[&portal::PORTAL, &unit::UNIT, &ledger::LEDGER, &notice::NOTICE];

/// Where a unit files the records of a kind, and what their files are called.
#[derive(Debug)]
pub struct Filing {
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Yaml,
    /// A YAML head between two `---` lines, and Markdown below.
    Markdown,
}

/// The kinds `sunlit new` writes a first draft of.
pub static FILED: &[Filing] = &[
    Filing { shape: &ledger::LEDGER, folder: "finance", named: Named::ByMonth, form: Form::Yaml },
    Filing {
        shape: &notice::NOTICE,
        folder: "notices",
        named: Named::ByWord,
        form: Form::Markdown,
    },
];

impl Filing {
    /// The kind with this name, English or Chinese.
    pub fn of(name: &str) -> Option<&'static Filing> {
        FILED.iter().find(|filing| filing.shape.name == name || filing.shape.words.zh == name)
    }

    /// The end of its files' names.
    pub fn end(&self) -> &'static str {
        match self.form {
            Form::Yaml => "yaml",
            Form::Markdown => "md",
        }
    }
}
