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
