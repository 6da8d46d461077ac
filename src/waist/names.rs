//! Whose names no text of a unit says in full.

use super::{Medium, ledger, record};
use crate::check::Filed;
use crate::kind::record::Record;
use crate::kind::unit::Unit;
use crate::model::party::Names;

/// The persons of a unit's records who are masked on a medium. Those in office are named in full where they act in it.
pub fn masked<'a>(
    medium: Medium,
    unit: &Unit,
    ledgers: &'a [Filed],
    records: impl Iterator<Item = &'a Record>,
) -> Names {
    let officials = unit.officials.iter().map(|o| o.name.as_str());
    let in_office = officials.chain(unit.contacts.iter().map(|c| c.name.as_str()));
    let ledgers = if medium.masks_parties() { ledgers } else { &[] };
    let of_books = ledgers.iter().flat_map(ledger::persons);
    let others = records.flat_map(|one| record::persons(medium, one));
    Names::of(of_books.chain(others)).without(in_office)
}
