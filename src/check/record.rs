//! Rules over records of declared kinds: those of every kind, and those that belong to one.

use super::{
    Shelf, accounts, assets, attachments, beneficiaries, benefits, cases, corrections, figures,
    grants, guides, interest, joins, labour, leases, meetings, numbers, projects, relatives,
    requests, review, stages, to_come,
};
use crate::finding::Report;
use crate::kind::record::Record;
use crate::source::Source;

/// One rule over one record.
type RecordRule = fn(&Shelf, &Source, &Record, &mut Report);

/// Asked of every record.
static ALL: &[RecordRule] = &[
    |_, source, record, report| review::envelope(source, &record.envelope, report),
    |_, source, record, report| corrections::envelope(source, &record.envelope, report),
    |_, source, record, report| attachments::envelope(source, &record.envelope, report),
    to_come::record,
    numbers::check,
    numbers::once,
    joins::check,
];

/// Asked of the records of one kind, by its key.
static OF_KIND: &[(&str, RecordRule)] = &[
    ("guide", guides::check),
    ("request", requests::check),
    ("case", cases::check),
    ("figures", figures::check),
    ("grids", figures::check),
    ("special-actions", figures::check),
    ("account", accounts::check),
    ("asset", assets::check),
    ("contract", leases::check),
    ("project", projects::check),
    ("project", stages::check),
    ("grant", grants::check),
    ("meeting", meetings::check),
    ("benefit", benefits::check),
    ("benefit", beneficiaries::check),
    ("relief", benefits::check),
    ("relief", benefits::days),
    ("relief", beneficiaries::check),
    ("interest", interest::check),
    ("interest", relatives::named_in),
    ("labour", labour::check),
    ("contract", relatives::check),
    ("project", relatives::check),
    ("benefit", relatives::check),
    ("relief", relatives::check),
    ("labour", relatives::check),
];

/// Asks every question of one record.
pub fn check(shelf: &Shelf, source: &Source, record: &Record, report: &mut Report) {
    for rule in ALL {
        rule(shelf, source, record, report);
    }
    for (_, rule) in OF_KIND.iter().filter(|(key, _)| *key == record.kind.key) {
        rule(shelf, source, record, report);
    }
}
