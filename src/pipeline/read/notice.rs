//! A notice from its Markdown file with a YAML head.

use std::io;
use std::sync::Arc;

use super::{Records, personal, searched_in};
use crate::finding::{Place, Report, rules};
use crate::kind::notice::{NOTICE, Notice};
use crate::model::Said;
use crate::pipeline::UnitPlan;
use crate::source;
use crate::source::disk::Project;

/// Reads a notice; a file without a head is told.
pub fn file(
    project: &Project,
    plan: &UnitPlan,
    file: &Arc<str>,
    records: &mut Records,
    report: &mut Report,
) -> io::Result<()> {
    let Some(source) = project.read(file, report)? else { return Ok(()) };
    let Some((head, offset, body, body_at)) = source::split_head(&source.text) else {
        let said = Said::new(
            "文件开头没有用 `---` 包起来的文件头",
            "no head between two lines of `---` opens the file",
        );
        report.push(source.finding(&rules::MISSING_HEAD, Place::Bytes(0, 0), said));
        personal::text(&source, &source.text, 0, &plan.consented, report);
        return Ok(());
    };
    personal::text(&source, body, body_at, &plan.consented, report);
    let row = searched_in(&source, (head, offset), &NOTICE, &plan.consented, report);
    if let Some(row) = row {
        records.notices.push((Notice::from(row, body), source));
    }
    Ok(())
}
