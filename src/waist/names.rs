//! Whose names no text of a unit says in full, and whom a sheet on the board names.

use super::{Medium, ledger, record};
use crate::check::{Filed, corrected};
use crate::kind::record::Record;
use crate::kind::unit::Unit;
use crate::model::party::{Names, Organisations};

/// The persons of a unit's records who are masked on a medium. Those in office are named in full where they act in it.
pub fn masked<'a>(
    medium: Medium,
    organisations: &'a Organisations,
    unit: &Unit,
    ledgers: &'a [Filed],
    records: impl Iterator<Item = &'a Record>,
) -> Names {
    let officials = unit.officials.iter().map(|o| o.name.as_str());
    let in_office = officials.chain(unit.contacts.iter().map(|c| c.name.as_str()));
    let masks = medium.masks_parties();
    let ledgers = if masks { ledgers } else { &[] };
    let of_books = ledgers.iter().flat_map(|filed| {
        let corrected = corrected::of_ledger(organisations, filed, masks).sought();
        ledger::sought(organisations, filed).chain(corrected)
    });
    let others = records.flat_map(|one| {
        let corrected = corrected::of_record(organisations, one, masks).sought();
        record::sought(medium, organisations, one).chain(corrected)
    });
    Names::of(of_books.chain(others)).without(in_office).sparing(organisations.names())
}

/// Whom a sheet masks: everyone the web does but those its own record pays or is paid by. Whoever stands in a field for
/// persons is masked there too. So a notice or a complaint says no name because its bearer was paid elsewhere.
pub fn masked_beside<'a>(
    medium: Medium,
    web: &Names,
    in_fields: &Names,
    parties: impl Iterator<Item = &'a str>,
) -> Names {
    match medium.masks_parties() {
        true => web.clone(),
        false => web.but(&Names::of(parties), in_fields),
    }
}
