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
use record::Kind;

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
