//! Records that land in another unit than their own, which lists them too: read once, before the units.

use std::collections::BTreeMap;
use std::io;

use super::beside::Beside;
use super::many;
use super::searched::searched_in;
use super::waiver::Waiver;
use super::{Plan, Records, UnitPlan};
use crate::finding::Report;
use crate::kind::Kinds;
use crate::kind::envelope::is_draft;
use crate::kind::record::{Form, Guest, Kind, Record};
use crate::model::Date;
use crate::model::party::Names;
use crate::source::disk::Project;
use crate::source::{Asked, Source};

/// By the unit where they land. What is wrong with such a record is told where it belongs; until it is mended nobody else
/// lists it. `masked` says whom a unit's own pages mask.
pub fn guests(
    project: &Project,
    plan: &Plan,
    (kinds, as_of): (&Kinds, Option<Date>),
    masked: &dyn Fn(&UnitPlan, &Records) -> Names,
) -> io::Result<BTreeMap<String, Vec<Guest>>> {
    let mut guests: BTreeMap<String, Vec<Guest>> = BTreeMap::new();
    for planned in &plan.units {
        let folder = planned.source.path.trim_end_matches("unit.yaml");
        let mut names: Option<Option<Names>> = None;
        for file in &planned.files {
            let inside = file.strip_prefix(folder).and_then(|inside| inside.split_once('/'));
            let kind = inside.and_then(|(folder, name)| kinds.of_file(folder, name));
            let Some((kind, field)) = kind.and_then(|kind| Some((kind, kind.lands?))) else {
                continue;
            };
            let mut own = Report::default();
            let source = project.read(file, &mut own)?.filter(|_| kind.form == Form::Yaml);
            let read = match source {
                Some(source) => read(project, planned, (source, kind), &mut own)?,
                None => Vec::new(),
            };
            for (record, source) in read.into_iter().filter(|_| !own.blocks()) {
                let lands = record.text(field).to_string();
                if record.envelope.to_come(as_of).is_some()
                    || lands.is_empty()
                    || lands == planned.unit.id
                    || record.envelope.reviewed_after()
                {
                    continue;
                }
                let known = match &names {
                    Some(known) => known.clone(),
                    None => {
                        let records = super::glance(project, planned, kinds)?;
                        names.insert(records.map(|records| masked(planned, &records))).clone()
                    }
                };
                // Of a unit with mistakes nobody can say whom it masks.
                let Some(names) = known else { continue };
                let tables = record.tables.iter().map(|table| table.source.sha256.as_str());
                let sha256 = tables.fold(source.sha256, |all, one| all + one);
                let home = planned.unit.id.clone();
                guests.entry(lands).or_default().push(Guest { record, home, names, sha256 });
            }
        }
    }
    Ok(guests)
}

/// The records of a YAML file: one with the rows of its tables, or those of a table, one a row.
fn read(
    project: &Project,
    plan: &UnitPlan,
    (source, kind): (Source, &'static Kind),
    report: &mut Report,
) -> io::Result<Vec<(Record, Source)>> {
    if many::is_many(&source, kind) {
        let all = many::records(project, plan, (&source, kind), &mut Vec::new(), report)?;
        return Ok(all
            .into_iter()
            .flatten()
            .filter(|one| !is_draft(kind.shape, &one.row))
            .map(|one| (one.record, one.source))
            .collect());
    }
    let head = source.text.as_str();
    let asked = Asked { tables: true, ..Asked::of(kind.shape).by(plan.fiscal) };
    let row = searched_in(&source, (head, 0), (asked, Waiver::None), &[], report);
    let Some(mut row) = row.filter(|row| !is_draft(kind.shape, row)) else {
        return Ok(Vec::new());
    };
    let worked = kind.worked.columns;
    let beside = Beside { project, plan, source: &source, head, offset: 0, worked };
    let tables = beside.fill(kind.shape, &mut row, &mut Vec::new(), report)?;
    let record = tables.map(|tables| Record::from(kind, row, "").with_tables(tables));
    Ok(record.into_iter().map(|record| (record, source.clone())).collect())
}
