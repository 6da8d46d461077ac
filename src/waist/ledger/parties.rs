//! Counterparties on their way to the public: who is a person, and how the web may name them.

use std::collections::BTreeSet;

use crate::check::corrected::Corrected;
use crate::kind::ledger::persons_in;
use crate::model::party::{Names, Organisations, mask_some, named};
use crate::model::shape::Choice;
use crate::read::Filed;
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
    let masked: Vec<&str> = match persons.medium.masks_parties() {
        true => persons_in(organisations, name, stated),
        false => Vec::new(),
    };
    let beside = Names::of(masked.iter().copied());
    let held = |one: &str| persons.own.hold(one) || persons.unit.hold(one);
    mask_some(
        name,
        |one| masked.contains(&one) || held(one),
        |one| match organisations.may_be_person(one) {
            // Stated to be a firm or a body, and not to be known as one by its name; or not masked here.
            true => (persons.clean)(&beside.mask(one)),
            false => beside.mask(&named(one)).into_owned(),
        },
    )
}

/// A counterparty of any record, by its name alone.
pub fn shown_party(desk: &Desk, name: &str) -> String {
    let organisations = &desk.inputs.portal.settings.organisations;
    let persons = organisations.persons_in(name);
    let masks = desk.medium.masks_parties();
    mask_some(
        name,
        |one| desk.names.hold(one) || masks && persons.contains(&one),
        |one| match organisations.may_be_person(one) {
            true => desk.names.mask(&named(one)).into_owned(),
            false => named(one),
        },
    )
}

/// Counterparties of a ledger that are persons, as written.
pub fn persons<'a>(
    organisations: &'a Organisations,
    filed: &'a Filed,
) -> impl Iterator<Item = &'a str> {
    parties(filed).flat_map(|(name, of)| persons_in(organisations, name, of))
}

/// Those whose names are looked for in every text.
pub fn sought<'a>(
    organisations: &'a Organisations,
    filed: &'a Filed,
) -> impl Iterator<Item = &'a str> {
    distinct(filed).into_iter().flat_map(|(name, of)| match of {
        Some(_) => persons_in(organisations, name, of),
        None => organisations.sought_in(name),
    })
}

/// Every counterparty once, however many lines name it.
pub fn distinct(filed: &Filed) -> Vec<(&str, Option<&'static Choice>)> {
    let mut seen = BTreeSet::new();
    parties(filed).filter(|(name, of)| seen.insert((*name, of.map(|of| of.key)))).collect()
}

/// The names that no text of a ledger says in full. Whoever is paid here is not in office in its words, even if elsewhere.
pub fn names(
    organisations: &Organisations,
    filed: &Filed,
    corrected: &Corrected,
    masks: bool,
) -> Names {
    let all = sought(organisations, filed).chain(corrected.sought());
    Names::of(all.filter(|_| masks)).sparing(organisations.names())
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
