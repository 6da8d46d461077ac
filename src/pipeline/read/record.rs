//! A record of a declared kind from its file: YAML, or Markdown with a YAML head.

use std::io;
use std::sync::Arc;

use super::misnamed::has_fields;
use super::{Records, Waiver, dated, personal, searched_in};
use crate::finding::{Place, Report, rules};
use crate::kind::record::{Form, Kind, Record};
use crate::lock::Whole;
use crate::model::Said;
use crate::model::shape::Row;
use crate::pipeline::UnitPlan;
use crate::source;
use crate::source::disk::Project;

/// Reads one record; what is wrong with it is told.
pub fn file(
    project: &Project,
    plan: &UnitPlan,
    kind: &'static Kind,
    file: &Arc<str>,
    records: &mut Records,
    report: &mut Report,
) -> io::Result<()> {
    let Some(source) = project.read(file, report)? else { return Ok(()) };
    let consented = &plan.consented;
    let asked = (kind.shape, Waiver::of(kind, &plan.unit));
    if kind.form == Form::Yaml {
        let part = (source.text.as_str(), 0);
        if let Some(row) = searched_in(&source, part, asked, consented, report) {
            records.seal(plan, &source, whole(kind, &row, ""));
            let record = Record::from(kind, row, "");
            dated::record(&source, &record.envelope, report);
            records.others.push((record, source));
        }
        return Ok(());
    }
    let Some((head, offset, body, body_at)) = source::split_head(&source.text) else {
        let said = Said::new(
            "文件开头没有用 `---` 包起来的文件头",
            "no head between two lines of `---` opens the file",
        );
        report.push(source.finding(&rules::MISSING_HEAD, Place::Bytes(0, 0), said));
        personal::text(&source, &source.text, 0, consented, report);
        return Ok(());
    };
    personal::text(&source, body, body_at, consented, report);
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
    let row = searched_in(&source, (head, offset), asked, consented, report);
    if let Some(row) = row {
        records.seal(plan, &source, whole(kind, &row, body));
        let record = Record::from(kind, row, body);
        dated::record(&source, &record.envelope, report);
        records.others.push((record, source));
    }
    Ok(())
}

fn whole<'a>(kind: &Kind, row: &'a Row, body: &'a str) -> Whole<'a> {
    let Kind { shape, people, audience, .. } = *kind;
    Whole { shape, people, audience, row, lines: &[], body }
}
