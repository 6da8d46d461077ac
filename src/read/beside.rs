//! Tables beside a record's file: the rows of a list, read by the headings and searched for personal numbers.

use std::io;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::personal;
use super::plan::UnitPlan;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::record::Beside as Table;
use crate::model::shape::{Field, Row, Shape, Type, Value};
use crate::model::{Period, Said};
use crate::sheet::Workbook;
use crate::source::disk::Project;
use crate::source::{self, Places, Source};
use crate::tabular::headings::{FILE, Headings};
use crate::tabular::{self, Wanted};

/// What tables are called here: the shipped lists, and the county's own before them.
pub fn headings(project: &Project, report: &mut Report) -> io::Result<Headings> {
    let mut headings = Headings::in_currency(project.currency());
    let path: Arc<str> = Arc::from(FILE);
    if !project.root().join(FILE).exists() {
        return Ok(headings);
    }
    let Some(source) = project.read(&path, report)? else { return Ok(headings) };
    if let Err((line, said)) = headings.add(&source.text) {
        let start = source.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let place = Place::Bytes(start, start);
        report.push(source.finding(&rules::INVALID_YAML, place, said));
    }
    Ok(headings)
}

/// A record's file, as its tables are read from it.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    pub project: &'a Project,
    pub plan: &'a UnitPlan,
    pub source: &'a Source,
    /// Its YAML, and the byte it begins at.
    pub head: &'a str,
    pub offset: usize,
    /// Columns that its kind works out.
    pub worked: &'static [Field],
}

impl Beside<'_> {
    /// Reads every list that names a table. `None` where one cannot be read, which is told.
    pub fn fill(
        self,
        shape: &'static Shape,
        row: &mut Row,
        used: &mut Vec<Arc<str>>,
        report: &mut Report,
    ) -> io::Result<Option<Vec<Table>>> {
        let period = shape.position("period", 0).and_then(|at| match row.values[at] {
            Value::Period(period) => Some(period),
            _ => None,
        });
        let filling = Filling { beside: self, shape, period };
        let (mut tables, mut sound) = (Vec::new(), true);
        filling.row(shape, row, "", &mut |field, way, name| {
            used.extend(self.path(name));
            match filling.list((field, way, name), report)? {
                Some((rows, table)) => {
                    tables.push(table);
                    Ok(Value::List(rows))
                }
                None => {
                    sound = false;
                    Ok(Value::Absent)
                }
            }
        })?;
        Ok(sound.then_some(tables))
    }

    /// The path of a file beside the record, where there is one.
    pub fn path(self, name: &str) -> Option<Arc<str>> {
        let folder = self.source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path: Arc<str> = Arc::from(format!("{folder}/{name}"));
        (super::searched::is_plain(name) && self.plan.files.contains(&path)).then_some(path)
    }

    /// The bytes of a table beside the record, as a workbook; what keeps it from being read is told.
    pub fn workbook(
        self,
        (name, place): (&str, &dyn Fn() -> Place),
        report: &mut Report,
    ) -> io::Result<Option<(Source, Workbook)>> {
        let told = |rule, said| self.source.finding(rule, place(), said);
        if !super::searched::is_plain(name) {
            let said = Said::new(
                format!("`{name}` 不是同一文件夹里的文件名"),
                format!("`{name}` is no file of this folder"),
            );
            report.push(
                told(&rules::UNSAFE_PATH, said).help(
                    "只写文件名，如 2026-03.xlsx",
                    "write the name alone, such as 2026-03.xlsx",
                ),
            );
            return Ok(None);
        }
        let Some(path) = self.path(name) else {
            let said = Said::new(format!("找不到 `{name}`"), format!("`{name}` is not there"));
            report.push(told(&rules::MISSING_FILE, said).help(
                "表放在这个文件旁边，名字写全，连 .xlsx",
                "the table lies beside this file; write its whole name",
            ));
            return Ok(None);
        };
        let Some(bytes) = self.project.bytes_or_tell(&path, report) else { return Ok(None) };
        let sha256 = source::hex(&Sha256::digest(&bytes));
        match Workbook::read(name, &bytes, None) {
            // What its cells say is written out by whoever knows which of them are meant.
            Ok(workbook) => Ok(Some((Source { sha256, ..self.project.source(path) }, workbook))),
            Err(refusal) => {
                let (said, help) = (refusal.said(), refusal.help());
                let finding = Finding::new(&rules::TABLE_UNCLEAR, &path, Place::File, said);
                report.push(finding.help(help.zh, help.en));
                Ok(None)
            }
        }
    }
}

/// A list that names a table: its field, the way to it, the name.
type Named<'a> = (&'static Field, &'a str, &'a str);

#[derive(Clone, Copy)]
struct Filling<'a> {
    beside: Beside<'a>,
    shape: &'static Shape,
    period: Option<Period>,
}

impl Filling<'_> {
    /// Puts the rows of their tables into every list of a row, at any depth.
    fn row(
        self,
        shape: &'static Shape,
        row: &mut Row,
        above: &str,
        read: &mut dyn FnMut(&'static Field, &str, &str) -> io::Result<Value>,
    ) -> io::Result<()> {
        for (field, value) in shape.fields().zip(&mut row.values) {
            let way = format!("{above}{}", field.name);
            match (field.of, value) {
                (_, value @ Value::Beside(_)) => {
                    let Value::Beside(name) = std::mem::replace(value, Value::Absent) else {
                        continue;
                    };
                    *value = read(field, &way, &name)?;
                }
                (Type::Group(inner), Value::Group(row)) => {
                    self.row(inner, row, &format!("{way}."), read)?;
                }
                (Type::List(inner), Value::List(rows)) => {
                    for (at, row) in rows.iter_mut().enumerate() {
                        self.row(inner, row, &format!("{way}.{at}."), read)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn list(
        self,
        (field, way, name): Named,
        report: &mut Report,
    ) -> io::Result<Option<(Vec<Row>, Table)>> {
        let Beside { head, offset, plan, worked, .. } = self.beside;
        let place = || {
            let places = Places::read(head, offset, self.shape);
            let found = places.and_then(|places| places.of(way));
            found.map_or(Place::File, |(start, end)| Place::Bytes(start, end))
        };
        let read = self.beside.workbook((name, &place), report)?;
        let (Some((source, workbook)), Some(shape)) = (read, field.of.rows_of()) else {
            return Ok(None);
        };
        let wanted = Wanted {
            file: &source.path,
            shape,
            lists: &plan.headings,
            period: self.period,
            fiscal: plan.fiscal,
            sheet: Some(field),
            worked,
            given: &|_| false,
            fits: &|_| true,
        };
        let before = report.findings.len();
        personal::cells((&source, &workbook), &wanted, &plan.consented, report);
        let read = tabular::read(&workbook, &wanted, report);
        let blocked = report.findings[before..].iter().any(Finding::blocks);
        let Some(read) = read.filter(|_| !blocked) else { return Ok(None) };
        let columns = read.columns.iter();
        let columns = columns.map(|(at, column)| (shape.field(*at).name, *column)).collect();
        let source = Source { text: workbook.sheets[read.sheet].as_csv(), ..source };
        let (way, sheet, at) = (way.to_string(), read.name, read.at);
        Ok(Some((read.rows, Table { way, source, alone: false, sheet, at, columns })))
    }
}
