//! A record of a declared kind from its file: YAML, or Markdown with a YAML head.

use std::io;
use std::sync::Arc;

use super::beside::Beside;
use super::misnamed::has_fields;
use super::plan::UnitPlan;
use super::records::Records;
use super::searched::searched_in;
use super::waiver::Waiver;
use super::{dated, many, personal};
use crate::finding::{Place, Report, rules};
use crate::kind::envelope::is_draft;
use crate::kind::record::{Form, Kind, Record};
use crate::lock::Whole;
use crate::model::Said;
use crate::model::shape::Row;
use crate::source::disk::Project;
use crate::source::{self, Asked, Source};

/// Reads one record; what is wrong with it is told.
pub fn file(
    project: &Project,
    plan: &UnitPlan,
    kind: &'static Kind,
    file: &Arc<str>,
    (records, used): (&mut Records, &mut Vec<Arc<str>>),
    report: &mut Report,
) -> io::Result<()> {
    let Some(source) = project.read(file, report)? else { return Ok(()) };
    if kind.form == Form::Yaml && many::is_many(&source, kind) {
        let all = many::records(project, plan, (&source, kind), used, report)?;
        if all.is_none() {
            records.drafts.push(source);
            return Ok(());
        }
        for one in all.into_iter().flatten() {
            records.heads.insert(source.path.clone());
            if is_draft(kind.shape, &one.row) {
                records.drafts.push(one.source);
                continue;
            }
            records.seal(plan, &one.source, whole(kind, &one.row, ""));
            many::dated(plan, &source, &one, report);
            records.others.push((one.record, one.source));
        }
        return Ok(());
    }
    let reading = Reading { project, plan, kind, source: &source };
    let part = match kind.form {
        Form::Yaml => Some((source.text.as_str(), 0, "")),
        Form::Markdown => markdown(&source, &plan.consented, report),
    };
    let Some(part) = part else { return Ok(()) };
    if let Some(record) = reading.record(part, (records, used), report)? {
        records.others.push((record, source));
    }
    Ok(())
}

/// The head of a Markdown file with the byte it begins at, and the words below it, which are searched.
fn markdown<'s>(
    source: &'s Source,
    consented: &[String],
    report: &mut Report,
) -> Option<(&'s str, usize, &'s str)> {
    let Some((head, offset, body, body_at)) = source::split_head(&source.text) else {
        let said = Said::new(
            "文件开头没有用 `---` 包起来的文件头",
            "no head between two lines of `---` opens the file",
        );
        report.push(source.finding(&rules::MISSING_HEAD, Place::Bytes(0, 0), said));
        personal::text(source, &source.text, 0, consented, report);
        return None;
    };
    personal::text(source, body, body_at, consented, report);
    if let Some(at) = source::another_head(body, has_fields) {
        let said = Said::new(
            "这里又是一个文件头：一个文件只放一份公开",
            "another head stands here: a file holds one record",
        );
        let place = Place::Bytes(body_at + at, body_at + at + "---".len());
        report.push(source.finding(&rules::MISNAMED_FILE, place, said).help(
            "从这一行起移到另一个文件；只是分隔线的，下面不要写成文件头",
            "move all from this line on into a file of its own; below a rule, write no head",
        ));
    }
    Some((head, offset, body))
}

/// A file as it becomes a record.
#[derive(Clone, Copy)]
struct Reading<'a> {
    project: &'a Project,
    plan: &'a UnitPlan,
    kind: &'static Kind,
    source: &'a Source,
}

impl Reading<'_> {
    fn record(
        self,
        (head, offset, body): (&str, usize, &str),
        (records, used): (&mut Records, &mut Vec<Arc<str>>),
        report: &mut Report,
    ) -> io::Result<Option<Record>> {
        let Reading { project, plan, kind, source } = self;
        let asked = Asked { tables: true, ..Asked::of(kind.shape).by(plan.fiscal) };
        let asked = (asked, Waiver::Older(&plan.unit));
        let row = searched_in(source, (head, offset), asked, &plan.consented, report);
        let Some(mut row) = row else { return Ok(None) };
        if is_draft(kind.shape, &row) {
            records.drafts.push(source.clone());
            return Ok(None);
        }
        let worked = kind.worked.columns;
        let beside = Beside { project, plan, source, head, offset, worked };
        let Some(tables) = beside.fill(kind.shape, &mut row, used, report)? else {
            return Ok(None);
        };
        records.seal(plan, source, whole(kind, &row, body));
        let record = Record::from(kind, row, body).with_tables(tables);
        dated::record((plan, source), &record.envelope, report);
        Ok(Some(record))
    }
}

fn whole<'a>(kind: &Kind, row: &'a Row, body: &'a str) -> Whole<'a> {
    let Kind { shape, people, audience, .. } = *kind;
    Whole { shape, people, audience, row, lines: &[], body }
}
