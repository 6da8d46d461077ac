//! The report for programs: one JSON document, versioned, the same bytes for the same findings.

use serde::Serialize;

use super::clean::clean;
use super::place::{Point, Spot};
use super::{Problem, Run};
use crate::finding::Grade;
use crate::model::{Base, Lang};
use crate::tongue;

/// Grows when a reader of the former version would misread.
const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    tool: Tool,
    as_of: Option<String>,
    inputs: usize,
    summary: Summary,
    steps: Vec<StepEntry>,
    problems: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Summary {
    must_fix: usize,
    notices: usize,
    /// `null` where the run was not asked for them, which is not the same as none.
    internal: Option<usize>,
}

#[derive(Serialize)]
struct StepEntry {
    name: &'static str,
    outcome: &'static str,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'static str,
    severity: &'static str,
    basis: &'static str,
    path: &'a str,
    /// `null` where the finding is about the file as a whole.
    range: Option<RangeEntry>,
    /// The cell of a table, as people call it: `收支!D12`.
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<&'a str>,
    message: &'a str,
    /// Only beside a message in another language.
    #[serde(skip_serializing_if = "Option::is_none")]
    message_en: Option<String>,
    help: Option<&'a str>,
    record: Option<String>,
    /// Whether the unit has given its word on a notice.
    answered: bool,
}

/// Lines and columns from 1, columns in characters; the end is the first place after the span.
#[derive(Serialize)]
struct RangeEntry {
    start: PointEntry,
    end: PointEntry,
}

#[derive(Serialize)]
struct PointEntry {
    line: usize,
    column: usize,
}

/// The whole report and a line end.
pub(super) fn document(run: &Run, problems: &[Problem]) -> String {
    let count = |grade| problems.iter().filter(|one| one.finding.grade == grade).count();
    let step =
        |&(name, step): &(&'static str, super::Step)| StepEntry { name, outcome: step.key() };
    let document = Document {
        schema_version: SCHEMA_VERSION,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        as_of: run.as_of.map(|day| day.to_string()),
        inputs: run.inputs,
        summary: Summary {
            must_fix: count(Grade::MustFix),
            notices: count(Grade::Notice),
            internal: run.internal.then(|| count(Grade::Internal)),
        },
        steps: run.steps.iter().map(step).collect(),
        problems: problems.iter().map(|one| entry(run.lang, one)).collect(),
    };
    pretty(&document)
}

/// A document indented by two spaces, with its line end.
pub(super) fn pretty(document: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(document);
    text.expect("a report has only text keys and whole numbers") + "\n"
}

fn entry<'a>(lang: Lang, problem: &'a Problem) -> Entry<'a> {
    let finding = problem.finding;
    let en = tongue::in_words_of(Lang::En, lang.currency());
    Entry {
        code: problem.code(),
        severity: finding.grade.key(),
        basis: finding.rule.basis,
        path: &problem.path,
        range: problem.spot.map(range),
        cell: problem.cell.as_deref(),
        message: &problem.message,
        message_en: (lang.base() != Base::En).then(|| clean(&finding.message.in_lang(en))),
        help: problem.help.as_deref(),
        record: (!finding.record.is_empty()).then(|| clean(&finding.record)),
        answered: finding.answered,
    }
}

fn range(spot: Spot) -> RangeEntry {
    let point = |Point { line, column }| PointEntry { line, column };
    RangeEntry { start: point(spot.start), end: point(spot.end) }
}
