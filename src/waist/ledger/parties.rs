//! Counterparties on their way to the public: who is a person, and how the web may name them.

use crate::check::Filed;
use crate::kind::ledger::is_person;
use crate::model::party::{Names, Organisations, mask, named};
use crate::model::shape::Choice;
use crate::waist::{Desk, Medium};

/// The persons of a ledger and how its words are rid of their names.
pub struct Persons<'a> {
    pub medium: Medium,
    pub organisations: &'a Organisations,
    pub own: &'a Names,
    /// Those of the unit's other records.
    pub unit: &'a Names,
    pub clean: &'a dyn Fn(&str) -> String,
}

/// A counterparty as its medium may name it: firms and bodies in full; on the web anyone who may be a person masked.
/// Whoever is a person on one line is one on every other.
pub fn shown(name: &str, stated: Option<&'static Choice>, persons: &Persons) -> String {
    let organisations = persons.organisations;
    let person = persons.medium.masks_parties() && is_person(organisations, name, stated);
    if person || persons.own.hold(name) || persons.unit.hold(name) {
        return mask(name);
    }
    match organisations.may_be_person(name) {
        // Stated to be a firm or a body, and not to be known as one by its name; or not masked here.
        true => (persons.clean)(name),
        false => named(name),
    }
}

/// A counterparty of any record, by its name alone.
pub fn shown_party(desk: &Desk, name: &str) -> String {
    match desk.portal.settings.organisations.may_be_person(name) {
        _ if desk.names.hold(name) => mask(name),
        true if desk.medium.masks_parties() => mask(name),
        true => desk.names.mask(&named(name)).into_owned(),
        false => named(name),
    }
}

/// Counterparties of a ledger that are persons, as written.
pub fn persons<'a>(
    organisations: &'a Organisations,
    filed: &'a Filed,
) -> impl Iterator<Item = &'a str> {
    let all = parties(filed).filter(|(name, of)| is_person(organisations, name, *of));
    all.map(|(name, _)| name)
}

/// Whether any counterparty is a natural person.
pub fn any_person(organisations: &Organisations, filed: &Filed) -> bool {
    persons(organisations, filed).next().is_some()
}

/// Every counterparty with what the ledger says it is.
pub fn parties(filed: &Filed) -> impl Iterator<Item = (&str, Option<&'static Choice>)> {
    let ledger = &filed.ledger;
    let lines = ledger.lines.iter().map(|l| (l.party.as_str(), l.party_type));
    let debts = ledger.receivables.iter().chain(&ledger.payables);
    lines.chain(debts.map(|d| (d.party.as_str(), d.party_type)))
}
