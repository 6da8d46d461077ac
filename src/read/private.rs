//! `private/`, beside `content/` and never published: searched for personal numbers as everything else is.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use super::Plan;
use super::searched::searched;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::private::{self, Kept, NAMES, Named, Office, Person, REGISTER, RELATIVES};
use crate::model::date::years_after;
use crate::model::party::Names;
use crate::model::shape::{Row, Shape};
use crate::model::{Date, Said};
use crate::source::disk::Project;
use crate::source::{self, Asked, Source};

const REGISTER_FILE: &str = "private/register.yaml";
const RELATIVES_FILE: &str = "private/relatives.yaml";

/// Where the names of rows lie.
const ROWS: &str = "private/rows/";

/// The years after which nobody is a minor.
const OF_AGE: u64 = 18;

/// What the office declared and registered; nothing where it keeps no such file.
pub fn office(project: &Project, report: &mut Report) -> io::Result<Office> {
    let mut file = |path, shape| row(project, path, shape, report);
    let relatives = file(RELATIVES_FILE, &RELATIVES)?;
    let register = file(REGISTER_FILE, &REGISTER)?;
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

/// The names of all files, to be looked for in what is published; nothing where the office keeps none. Of a file with a
/// mistake the right rows count, and what is wrong is told: nobody else would miss the others.
pub fn kept(
    project: &Project,
    plan: &Plan,
    as_of: Option<Date>,
    report: &mut Report,
) -> io::Result<Option<Kept>> {
    let mut kept = Kept::default();
    let (mut minors, mut others) = (Vec::new(), Vec::new());
    let files = project.files("private", report)?;
    for file in &files {
        misnamed(&files, file).into_iter().for_each(|finding| report.push(finding));
    }
    let mut read = |path: &str, shape, kept: &mut Kept| -> io::Result<Option<Row>> {
        let Some(file) = files.iter().find(|file| ***file == *path) else { return Ok(None) };
        let mut told = Report::default();
        let source = project.read(file, &mut told)?;
        let row =
            source.as_ref().and_then(|one| source::record_partly(one, Asked::of(shape), &mut told));
        kept.unread += usize::from(told.blocks() || row.is_none());
        kept.digest += source.as_ref().map_or("", |source| source.sha256.as_str());
        report.absorb(told);
        Ok(row)
    };
    let register = read(REGISTER_FILE, &REGISTER, &mut kept)?.map(private::people);
    let people = register.unwrap_or_default();
    let register: BTreeMap<&str, &Person> =
        people.iter().map(|(key, person)| (key.as_str(), person)).collect();
    let is_young = |person: &Person| {
        let grown = person.born.and_then(|born| years_after(born.last_day(), OF_AGE));
        grown.zip(as_of).is_some_and(|(grown, today)| today < grown)
    };
    for (_, person) in &people {
        let names = if is_young(person) { &mut minors } else { &mut others };
        names.push(person.name.clone());
    }
    let relatives = read(RELATIVES_FILE, &RELATIVES, &mut kept)?;
    let relatives = relatives.map(private::relatives).unwrap_or_default();
    others.extend(relatives.into_iter().map(|pair| pair.relative));
    for file in files.iter().filter(|file| file.starts_with(ROWS) && file.ends_with(".yaml")) {
        let rows = read(file, &NAMES, &mut kept)?.map(private::names).unwrap_or_default();
        let id = file.trim_start_matches(ROWS).trim_end_matches(".yaml").to_string();
        kept.of_rows.insert(id, Names::of(rows.iter().map(|named| named.name.as_str())));
        for named in rows {
            let young = named.age.is_some_and(|age| age < OF_AGE)
                || register.get(named.key.as_str()).is_some_and(|person| is_young(person));
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

/// A file that is named nearly as one that is read.
fn misnamed(files: &[Arc<str>], file: &Arc<str>) -> Option<Finding> {
    let name = file.strip_prefix("private/")?;
    let (stem, _) = name.rsplit('/').next()?.split_once('.')?;
    let right = match name.contains('/') {
        false => [REGISTER_FILE, RELATIVES_FILE].into_iter().find(|right| {
            let own = right.trim_start_matches("private/").trim_end_matches(".yaml");
            own.eq_ignore_ascii_case(stem)
        })?,
        true if file.starts_with(ROWS) => &format!("{ROWS}{stem}.yaml"),
        true => return None,
    };
    let there = files.iter().any(|other| **other == *right);
    (**file != *right).then(|| super::misnamed(file, Some((right, there))))
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
