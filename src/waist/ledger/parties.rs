//! Counterparties on their way to the public: who is a person, and how the web may name them.

use crate::check::Filed;
use crate::kind::ledger::is_person;
use crate::model::party::{Names, PartyKind, kind_of, mask};
use crate::model::shape::Choice;
use crate::waist::{Desk, Medium};

/// The persons of a ledger and how its words are rid of their names.
pub struct Persons<'a> {
    pub medium: Medium,
    pub own: &'a Names,
    /// Those of the unit's other records.
    pub unit: &'a Names,
    pub clean: &'a dyn Fn(&str) -> String,
}

/// A counterparty as its medium may name it: firms and bodies in full; on the web anyone who may be a person masked.
/// Whoever is a person on one line is one on every other.
pub fn shown(name: &str, stated: Option<&'static Choice>, persons: &Persons) -> String {
    let person = persons.medium.masks_parties() && is_person(name, stated);
    if person || persons.own.hold(name) || persons.unit.hold(name) {
        return mask(name);
    }
    match kind_of(name) {
        // Stated to be a firm or a body, and not to be known as one by its name; or not masked here.
        PartyKind::Person => (persons.clean)(name),
        PartyKind::Firm | PartyKind::Body => name.to_string(),
    }
}

/// A counterparty of any record, by its name alone.
pub fn shown_party(desk: &Desk, name: &str) -> String {
    match kind_of(name) {
        _ if desk.names.hold(name) => mask(name),
        PartyKind::Person if desk.medium.masks_parties() => mask(name),
        PartyKind::Person => desk.names.mask(name).into_owned(),
        PartyKind::Firm | PartyKind::Body => name.to_string(),
    }
}

/// Counterparties of a ledger that are persons, as written.
pub fn persons(filed: &Filed) -> impl Iterator<Item = &str> {
    parties(filed).filter(|(name, stated)| is_person(name, *stated)).map(|(name, _)| name)
}

/// Whether any counterparty is a natural person.
pub fn any_person(filed: &Filed) -> bool {
    persons(filed).next().is_some()
}

fn parties(filed: &Filed) -> impl Iterator<Item = (&str, Option<&'static Choice>)> {
    let ledger = &filed.ledger;
    let lines = ledger.lines.iter().map(|l| (l.party.as_str(), l.party_type));
    let debts = ledger.receivables.iter().chain(&ledger.payables);
    lines.chain(debts.map(|d| (d.party.as_str(), d.party_type)))
}
