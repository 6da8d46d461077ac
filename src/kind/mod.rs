//! Kinds of disclosure: what the field knows, one kind, one file. Kinds know no HTML.

pub mod account;
pub mod asset;
pub mod benefit;
pub mod case;
pub mod contract;
pub mod declared;
pub mod envelope;
pub mod equation;
pub mod figure;
pub mod formula;
pub mod grant;
pub mod guide;
pub mod interest;
pub mod ledger;
pub mod meeting;
pub mod moved;
pub mod notice;
pub mod people;
pub mod portal;
pub mod power;
pub mod private;
pub mod project;
pub mod record;
pub mod reference;
pub mod relief;
pub mod removal;
pub mod request;
pub mod stage;
pub mod suppression;
pub mod unit;

use crate::model::shape::Shape;
use record::{Form, Kind};

/// Where a unit files its ledgers.
pub const FINANCE: &str = "finance";

/// The kinds that Rust files declare. The ledger adds up and has its own way; all others are read, checked and shown by
/// their declaration alone.
static BUILT_IN: &[&Kind] = &[
    &notice::KIND,
    &guide::KIND,
    &power::KIND,
    &case::KIND,
    &request::KIND,
    &figure::KIND,
    &account::KIND,
    &asset::KIND,
    &contract::KIND,
    &project::KIND,
    &grant::KIND,
    &meeting::KIND,
    &benefit::KIND,
    &relief::KIND,
    &interest::KIND,
];

/// The kinds a portal knows, the ledger apart: those built in, those that come as declarations, the county's own.
#[derive(Clone, Debug)]
pub struct Kinds {
    all: Vec<&'static Kind>,
}

impl Kinds {
    /// What comes with the program.
    pub fn shipped() -> Kinds {
        Kinds { all: BUILT_IN.iter().copied().chain(declared::shipped().iter().copied()).collect() }
    }

    /// Lays the county's own kinds behind those that are there.
    pub fn with(mut self, own: impl IntoIterator<Item = &'static Kind>) -> Kinds {
        self.all.extend(own);
        self
    }

    pub fn iter(&self) -> impl Iterator<Item = &'static Kind> + '_ {
        self.all.iter().copied()
    }

    /// The kind with this machine word.
    pub fn by_key(&self, key: &str) -> Option<&'static Kind> {
        self.iter().find(|kind| kind.key == key)
    }

    /// The key of the kind with this name, English or Chinese, the ledger among them.
    pub fn named(&self, name: &str) -> Option<&'static str> {
        let ledger = (name == "ledger" || name == ledger::LEDGER.words.zh).then_some("ledger");
        let named = |k: &&Kind| [k.key, k.words.zh, k.shape.words.zh].contains(&name);
        ledger.or_else(|| self.iter().find(named).map(|kind| kind.key))
    }

    /// The kind whose files lie right in this folder and end so.
    pub fn of_file(&self, folder: &str, name: &str) -> Option<&'static Kind> {
        let ends = |kind: &&Kind| name.ends_with(kind.form.ending()) && !name.contains('/');
        self.iter().find(|kind| kind.folder == folder && ends(kind))
    }
}

/// Every shape that people write into files: the reference pages are made from this list.
pub fn shapes() -> Vec<&'static Shape> {
    let mut shapes = vec![&portal::PORTAL, &unit::UNIT, &ledger::LEDGER];
    shapes.extend(Kinds::shipped().iter().map(|kind| kind.shape));
    shapes.push(&declared::DECLARATION);
    shapes.extend([&private::NAMES, &private::REGISTER, &private::RELATIVES]);
    shapes
}

/// Where a unit files the records of a kind, and what their files are called.
#[derive(Clone, Copy, Debug)]
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

impl Filing {
    /// The kinds `sunlit new` writes a first draft of: the ledger, and all that are read by their declaration.
    pub fn all(kinds: &Kinds) -> Vec<Filing> {
        let ledger = Filing {
            key: "ledger",
            shape: &ledger::LEDGER,
            folder: FINANCE,
            named: Named::ByMonth,
            form: Form::Yaml,
        };
        let by_word = |kind: &'static Kind| Filing {
            key: kind.key,
            shape: kind.shape,
            folder: kind.folder,
            named: Named::ByWord,
            form: kind.form,
        };
        std::iter::once(ledger).chain(kinds.iter().map(by_word)).collect()
    }

    /// The kind with this name, English or Chinese.
    pub fn of(name: &str, kinds: &Kinds) -> Option<Filing> {
        let key = kinds.named(name)?;
        Filing::all(kinds).into_iter().find(|filing| filing.key == key)
    }
}
