//! Counterparties on their way to the public: who is a person, and how the web may name them.

use crate::check::Filed;
use crate::model::party::{PartyKind, kind_of, mask};
use crate::model::shape::Choice;

/// A counterparty as the web may name it: firms and bodies in full, anyone who may be a person masked.
pub fn shown(name: &str, stated: Option<&'static Choice>) -> String {
    if is_person(name, stated) { mask(name) } else { name.to_string() }
}

fn is_person(name: &str, stated: Option<&'static Choice>) -> bool {
    match stated.map(|c| c.key) {
        Some(key) => key == "person",
        None => !name.is_empty() && matches!(kind_of(name), PartyKind::Person),
    }
}

/// Full names of counterparties that are persons, so that free text which repeats one is masked too.
pub fn persons(filed: &Filed) -> Vec<String> {
    let ledger = &filed.ledger;
    let lines = ledger.lines.iter().map(|l| (&l.party, l.party_type));
    let debts = ledger.receivables.iter().chain(&ledger.payables).map(|d| (&d.party, d.party_type));
    let full = lines.chain(debts).filter(|(name, stated)| is_person(name, *stated));
    let mut names: Vec<String> = full.map(|(name, _)| name.trim().to_string()).collect();
    names.retain(|name| matches!(mask(name), masked if masked != *name));
    names.sort_by_key(|name| (std::cmp::Reverse(name.len()), name.clone()));
    names.dedup();
    names
}

/// Whether any counterparty is a natural person.
pub fn any_person(filed: &Filed) -> bool {
    let ledger = &filed.ledger;
    let debts = ledger.receivables.iter().chain(&ledger.payables);
    ledger.lines.iter().any(|l| is_person(&l.party, l.party_type))
        || debts.into_iter().any(|d| is_person(&d.party, d.party_type))
}
