//! `private/`, beside `content/` and never published: searched for personal numbers as everything else is.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use super::super::plan::Plan;
use super::searched;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::private::{self, Kept, NAMES, Named, Office, Person, REGISTER, RELATIVES};
use crate::model::date::years_after;
use crate::model::party::Names;
use crate::model::shape::{Row, Shape};
use crate::model::{Date, Said};
use crate::source::Source;
use crate::source::disk::Project;

/// Where the names of rows lie.
const ROWS: &str = "private/rows/";

/// The years after which nobody is a minor.
const OF_AGE: u64 = 18;

/// What the office declared and registered; nothing where it keeps no such file.
pub fn office(project: &Project, report: &mut Report) -> io::Result<Office> {
    let mut file = |path, shape| row(project, path, shape, report);
    let relatives = file("private/relatives.yaml", &RELATIVES)?;
    let register = file("private/register.yaml", &REGISTER)?;
    Ok(Office {
        relatives: relatives.map(|(_, row)| private::relatives(row)).unwrap_or_default(),
        register: register.map(|(_, row)| private::register(row)).unwrap_or_default(),
    })
}

/// Who the rows of the record with this id are, with the file that says so; nothing where no file does.
pub fn names(
    project: &Project,
    id: &str,
    report: &mut Report,
) -> io::Result<Option<(Vec<Named>, Source)>> {
    // An id that can be no address is told elsewhere, and is no way to a file either.
    if !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
        return Ok(None);
    }
    let found = row(project, &format!("{ROWS}{id}.yaml"), &NAMES, report)?;
    Ok(found.map(|(source, row)| (private::names(row), source)))
}

/// The names of all files, to be looked for in what is published; nothing where the office keeps none. What is wrong in
/// a file is told where internal questions are asked.
pub fn kept(project: &Project, plan: &Plan, as_of: Option<Date>) -> io::Result<Option<Kept>> {
    let mut own = Report::default();
    let mut kept = Kept::default();
    let (mut minors, mut others) = (Vec::new(), Vec::new());
    let files = project.files("private", &mut own)?;
    let mut read = |path: &str, shape, kept: &mut Kept| -> io::Result<Option<Row>> {
        if !files.iter().any(|file| **file == *path) {
            return Ok(None);
        }
        let found = row(project, path, shape, &mut own)?;
        kept.unread += usize::from(found.is_none());
        kept.digest += found.as_ref().map_or("", |(source, _)| source.sha256.as_str());
        Ok(found.map(|(_, row)| row))
    };
    let register = read("private/register.yaml", &REGISTER, &mut kept)?.map(private::register);
    let register = register.unwrap_or_default();
    let is_young = |person: &Person| {
        let grown = person.born.and_then(|born| years_after(born.last_day(), OF_AGE));
        grown.zip(as_of).is_some_and(|(grown, today)| today < grown)
    };
    for person in register.values() {
        let names = if is_young(person) { &mut minors } else { &mut others };
        names.push(person.name.clone());
    }
    let relatives = read("private/relatives.yaml", &RELATIVES, &mut kept)?;
    let relatives = relatives.map(private::relatives).unwrap_or_default();
    others.extend(relatives.into_iter().map(|pair| pair.relative));
    for file in files.iter().filter(|file| file.starts_with(ROWS) && file.ends_with(".yaml")) {
        let rows = read(file, &NAMES, &mut kept)?.map(private::names).unwrap_or_default();
        let id = file.trim_start_matches(ROWS).trim_end_matches(".yaml").to_string();
        kept.of_rows.insert(id, Names::of(rows.iter().map(|named| named.name.as_str())));
        for named in rows {
            let young = named.age.is_some_and(|age| age < OF_AGE)
                || register.get(&named.key).is_some_and(is_young);
            if young { minors.push(named.name) } else { others.push(named.name) }
        }
    }
    kept.minors = Names::of(minors.iter().map(String::as_str));
    kept.others = Names::of(others.iter().map(String::as_str));
    let heads = plan.units.iter().map(|planned| &planned.unit);
    let in_office = heads.flat_map(|unit| {
        let contacts = unit.contacts.iter().map(|one| one.name.as_str());
        unit.officials.iter().map(|one| one.name.as_str()).chain(contacts)
    });
    let some = !kept.is_empty() || kept.unread > 0;
    Ok(some.then(|| kept.without(in_office)))
}

/// Files of names that belong to no record: an id was changed, or written wrong.
pub fn names_of_nothing(
    project: &Project,
    ids: &BTreeSet<&str>,
    report: &mut Report,
) -> io::Result<()> {
    for file in project.files(ROWS, report)? {
        let id = file.strip_prefix(ROWS).and_then(|name| name.strip_suffix(".yaml"));
        if id.is_some_and(|id| ids.contains(id)) {
            continue;
        }
        super::unused(project, &file, report)?;
        let said = Said::new(
            "没有一条公开是这个编号，这个文件没有用到",
            "no record has this id; the file was not used",
        );
        report.push(Finding::new(&rules::UNEXPECTED_FILE, &file, Place::File, said).help(
            "文件名写成公开的编号，如 private/rows/LT-BT-2025-01.yaml",
            "name it by the record's id, as private/rows/LT-BT-2025-01.yaml",
        ));
    }
    Ok(())
}

fn row(
    project: &Project,
    path: &str,
    shape: &'static Shape,
    report: &mut Report,
) -> io::Result<Option<(Source, Row)>> {
    if !project.root().join(path).is_file() {
        return Ok(None);
    }
    let Some(source) = project.read(&Arc::from(path), report)? else { return Ok(None) };
    let row = searched(&source, shape, &[], report);
    Ok(row.map(|row| (source, row)))
}
