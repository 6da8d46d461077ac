//! Whose names no text of a unit says in full, and whom a sheet on the board names.

use super::{Medium, ledger, record};
use crate::check::corrected;
use crate::kind::portal::Portal;
use crate::model::party::Names;
use crate::read::{Records, UnitPlan};

/// The persons of a unit's records who are masked on a medium. Those in office are named in full where they act in it.
pub fn masked(medium: Medium, portal: &Portal, plan: &UnitPlan, records: &Records) -> Names {
    let (organisations, unit) = (&portal.settings.organisations, &plan.unit);
    let officials = unit.officials.iter().map(|o| o.name.as_str());
    let in_office = officials.chain(unit.contacts.iter().map(|c| c.name.as_str()));
    let masks = medium.masks_parties();
    let ledgers = if masks { &records.ledgers[..] } else { &[] };
    let of_books = ledgers.iter().flat_map(|filed| {
        let corrected = corrected::of_ledger(organisations, filed, masks).sought();
        ledger::sought(organisations, filed).chain(corrected)
    });
    let others = records.others.iter().flat_map(|(one, _)| {
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
