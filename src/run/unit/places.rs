//! Where fields stand that findings name: bytes of a file, or cells of a table beside it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Finding, Place};
use crate::kind::ledger::LEDGER;
use crate::kind::record::Form;
use crate::kind::unit::UNIT;
use crate::read::{Records, UnitPlan};
use crate::source::{self, Places, Source};

/// Gives findings that name a field its bytes: only files with findings are read for their places, each once.
pub fn locate<'f>(
    plan: &UnitPlan,
    records: &Records,
    findings: impl IntoIterator<Item = &'f mut Finding>,
) {
    let mut read: BTreeMap<Arc<str>, Option<Places>> = BTreeMap::new();
    for finding in findings {
        let Place::Field(way) = &finding.place else { continue };
        if let Some(cell) = cell(records, &finding.file, way) {
            finding.place = cell;
            continue;
        }
        let places =
            read.entry(finding.file.clone()).or_insert_with_key(|path| places(plan, records, path));
        let found = places.as_ref().and_then(|places| places.of(way));
        finding.place = match (found, of_head(records, &finding.file)) {
            (Some((start, _)), Some(head)) => line_of(head, start),
            (found, _) => found.map_or(Place::File, |(start, end)| Place::Bytes(start, end)),
        };
    }
}

/// The head of a record that is a row of a table.
fn of_head<'r>(records: &'r Records, file: &Arc<str>) -> Option<&'r Source> {
    let (record, _) = records.others.iter().find(|(_, source)| source.path == *file)?;
    record.tables.iter().find(|table| records.heads.contains(&table.source.path)).map(|t| &t.source)
}

/// A line of the head, as it is told of a row's record.
fn line_of(head: &Source, at: usize) -> Place {
    let line = head.text[..at].matches('\n').count() + 1;
    let name = head.path.rsplit('/').next().unwrap_or_default();
    Place::Cell(0, 0, format!("{name}:{line}"))
}

/// The cell of a field whose row stands in a table beside the record.
fn cell(records: &Records, file: &Arc<str>, way: &str) -> Option<Place> {
    let filed = records.ledgers.iter().find(|filed| filed.source.path == *file);
    let record = records.others.iter().find(|(_, source)| source.path == *file);
    let tables = filed.map(|filed| &filed.tables).or(record.map(|(record, _)| &record.tables))?;
    tables.iter().find_map(|table| table.place(way))
}

/// The places of a record's fields, by the file it came from.
fn places<'a>(plan: &'a UnitPlan, records: &'a Records, path: &Arc<str>) -> Option<Places<'a>> {
    if let Some(filed) = records.ledgers.iter().find(|f| f.source.path == *path) {
        return Places::read(&filed.source.text, 0, &LEDGER);
    }
    if let Some((record, source)) = records.others.iter().find(|(_, source)| source.path == *path) {
        let (head, offset) = match record.kind.form {
            Form::Yaml => (source.text.as_str(), 0),
            Form::Markdown => source::split_head(&source.text).map(|(head, at, ..)| (head, at))?,
        };
        return Places::read(head, offset, record.kind.shape);
    }
    (plan.source.path == *path).then(|| Places::read(&plan.source.text, 0, &UNIT)).flatten()
}
