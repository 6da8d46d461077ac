//! Records that land in another unit than their own, which lists them too: read once, before the units.

use std::collections::BTreeMap;
use std::io;

use super::searched;
use crate::check;
use crate::finding::Report;
use crate::kind::Kinds;
use crate::kind::portal::Portal;
use crate::kind::record::{Form, Guest, Record};
use crate::model::Date;
use crate::model::party::Names;
use crate::pipeline::{Plan, later};
use crate::source::disk::Project;
use crate::waist::Medium;

/// By the unit where they land. What is wrong with such a record is told where it belongs; until it is mended nobody else
/// lists it.
pub fn guests(
    project: &Project,
    plan: &Plan,
    (portal, kinds, as_of): (&Portal, &Kinds, Option<Date>),
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
            let row = source.as_ref().and_then(|s| searched(s, kind.shape, &[], &mut own));
            let (Some(source), Some(row)) = (source, row.filter(|_| !own.blocks())) else {
                continue;
            };
            let record = Record::from(kind, row, "");
            check::review::envelope(&source, &record.envelope, &mut own);
            let lands = record.text(field).to_string();
            if later::is_later(&record.envelope, as_of)
                || lands.is_empty()
                || lands == planned.unit.id
                || own.blocks()
            {
                continue;
            }
            let known = match &names {
                Some(known) => known.clone(),
                None => {
                    let records = super::glance(project, planned, kinds)?;
                    let known = records.map(|records| records.masked(Medium::Web, portal, planned));
                    names.insert(known).clone()
                }
            };
            // Of a unit with mistakes nobody can say whom it masks.
            let Some(names) = known else { continue };
            let (home, sha256) = (planned.unit.id.clone(), source.sha256);
            guests.entry(lands).or_default().push(Guest { record, home, names, sha256 });
        }
    }
    Ok(guests)
}
