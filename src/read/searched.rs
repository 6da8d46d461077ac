//! A file as a row, searched for personal numbers on the way in; and which files may be meant.

use super::personal;
use super::waiver::Waiver;
use crate::finding::Report;
use crate::model::file_name;
use crate::model::shape::{Row, Shape};
use crate::source::{Asked, Source};

/// Whether it is the name of a file alone, on every system: no path, no drive, no hidden file.
pub fn is_plain(name: &str) -> bool {
    file_name::unfit(name).is_none() && !name.starts_with('.')
}

/// Whether a YAML file lies right in a folder, named with a `/` at its end.
pub fn is_yaml_of(folder: &str, file: &str) -> bool {
    file.strip_prefix(folder).is_some_and(|name| name.ends_with(".yaml") && !name.contains('/'))
}

/// A YAML file as one row of its shape, searched for personal numbers as written and as meant.
pub fn searched(
    source: &Source,
    shape: &'static Shape,
    consented: &[String],
    report: &mut Report,
) -> Option<Row> {
    searched_in(source, (&source.text, 0), (Asked::of(shape), Waiver::None), consented, report)
}

/// As [`searched`], for a YAML text that is a part of the file, with the byte it begins at, and what of it may be left out.
pub fn searched_in(
    source: &Source,
    part: (&str, usize),
    (asked, waiver): (Asked, Waiver),
    consented: &[String],
    report: &mut Report,
) -> Option<Row> {
    personal::yaml(source, part, asked.shape, consented, report);
    let row = waiver.row(source, part, asked, report)?;
    personal::values(source, part, asked.shape, &row, consented, report);
    Some(row)
}
