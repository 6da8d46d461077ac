//! `private/`, beside `content/` and never published: searched for personal numbers as everything else is.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use super::searched;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::private::{self, NAMES, Named, Office, REGISTER, RELATIVES};
use crate::model::Said;
use crate::model::shape::{Row, Shape};
use crate::source::Source;
use crate::source::disk::Project;

/// Where the names of rows lie.
const ROWS: &str = "private/rows/";

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
