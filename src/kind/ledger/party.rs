//! What a ledger says of a counterparty: in its own column, behind the name, or by the name alone.

use super::PARTIES;
use crate::model::party::{Organisations, parties, stated};
use crate::model::shape::Choice;

/// Whether a counterparty is a natural person, or may be one: as the line states it, else by the name.
pub fn is_person(
    organisations: &Organisations,
    name: &str,
    stated: Option<&'static Choice>,
) -> bool {
    !persons_in(organisations, name, stated).is_empty()
}

/// Those of the counterparties in one cell that are persons, or may be.
pub fn persons_in<'n>(
    organisations: &Organisations,
    name: &'n str,
    stated: Option<&'static Choice>,
) -> Vec<&'n str> {
    match stated {
        Some(stated) if stated.key == "person" => parties(name),
        // It speaks of the party; who is named beside it is a person all the same.
        Some(_) => organisations.persons_beside(name),
        None => organisations.persons_in(name),
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
