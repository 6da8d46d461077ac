//! What a ledger says of a counterparty: in its own column, behind the name, or by the name alone.

use super::PARTIES;
use crate::model::party::{Organisations, stated};
use crate::model::shape::Choice;

/// Whether a counterparty is a natural person, or may be one: as the line states it, else by the name.
pub fn is_person(
    organisations: &Organisations,
    name: &str,
    stated: Option<&'static Choice>,
) -> bool {
    match stated {
        Some(stated) => stated.key == "person",
        None => organisations.may_be_person(name),
    }
}

/// A counterparty and what it is: in its own column, else in a bracket behind the name, 罗家村（单位）.
pub fn said(name: String, of: Option<&'static Choice>) -> (String, Option<&'static Choice>) {
    match stated(&name) {
        Some((bare, key)) if of.is_none() => {
            (bare.to_string(), PARTIES.iter().find(|choice| choice.key == key))
        }
        _ => (name, of),
    }
}
