//! Printing: results to stdout, progress and findings to stderr; nothing here decides anything.

use std::io::Write;

use crate::finding::Report;
use crate::model::Lang;
use crate::report::{self, Format, Run};
use crate::run::Outcome;
use crate::tongue;

use super::grammar::Shared;

/// Prints the findings of a run: documents for programs to stdout, words for people to stderr.
pub fn findings(shared: &Shared, outcome: &Outcome, steps: &[(&'static str, report::Step)]) {
    let run = run_of(shared, outcome, steps);
    let text = report::print(shared.format, &run, &|path| text_of(shared, path));
    match shared.format {
        Format::Json | Format::Sarif => out(&text),
        Format::Github | Format::Html => out(&text),
        Format::Human | Format::Short => err(&text),
    }
}

/// How often each code was found.
pub fn statistics(shared: &Shared, outcome: &Outcome) {
    result(shared, &report::statistics(&run_of(shared, outcome, &[])));
}

/// The findings as one page to print.
pub fn page(shared: &Shared, outcome: &Outcome) -> String {
    report::print(Format::Html, &run_of(shared, outcome, &[]), &|path| text_of(shared, path))
}

/// The one line `check` ends with.
pub fn closing(shared: &Shared, outcome: &Outcome) {
    let run = run_of(shared, outcome, &[]);
    let line = report::closing_line(&run, &|path| text_of(shared, path));
    if matches!(shared.format, Format::Human | Format::Short) {
        out(&format!("{}\n", line.trim_end()));
    }
}

fn run_of<'a>(
    shared: &Shared,
    outcome: &'a Outcome,
    steps: &'a [(&'static str, report::Step)],
) -> Run<'a> {
    Run {
        findings: &outcome.report.findings,
        lang: tongue::in_words_of(shared.lang, shared.project.currency_word()),
        as_of: outcome.as_of,
        color: shared.color,
        internal: shared.options.internal,
        strict: shared.strict,
        steps,
        inputs: outcome.inputs,
        suppressed: outcome.suppressed,
        unread: outcome.unread,
        drafts: outcome.drafts,
        without_private: outcome.without_private,
        most: shared.most,
    }
}

/// The text of a file as the reader saw it, for excerpts.
pub fn text_of(shared: &Shared, path: &str) -> Option<String> {
    let path = std::sync::Arc::from(path);
    let source = shared.project.read(&path, &mut Report::default()).ok()??;
    Some(source.text)
}

/// A run without colour, for a page.
pub fn plain_run<'a>(shared: &Shared, outcome: &'a Outcome) -> Run<'a> {
    Run { color: false, ..run_of(shared, outcome, &[]) }
}

/// The closing line for people at a preview, where stdout is the address alone.
pub fn say_closing(shared: &Shared, outcome: &Outcome) {
    let line = report::closing_line(&run_of(shared, outcome, &[]), &|path| text_of(shared, path));
    say(shared, line.trim_end(), line.trim_end());
}

/// 1 where something must be mended, or where notices count too and there are any.
pub fn verdict(shared: &Shared, outcome: &Outcome) -> u8 {
    let report = &outcome.report;
    let strict = shared.strict && report.waiting() > 0;
    if report.blocks() || strict { super::FINDINGS_BLOCK } else { super::DONE }
}

/// A word on progress, for people.
pub fn say(shared: &Shared, zh: &str, en: &str) {
    if !shared.quiet && matches!(shared.format, Format::Human | Format::Short) {
        err(&format!("{}\n", shared.lang.pick(zh, en)));
    }
}

/// A result for people, to stdout; where a document was asked for, that stands alone there.
pub fn result(shared: &Shared, text: &str) {
    if matches!(shared.format, Format::Human | Format::Short) {
        out(&format!("{}\n", text.trim_end()));
    }
}

/// What kept the program from its work. Programs that asked for a document get one on failure too.
pub fn fail(lang: Lang, format: Option<&str>, message: &str) {
    if format == Some("json") {
        let tool = serde_json::json!({ "name": "sunlit", "version": env!("CARGO_PKG_VERSION") });
        let document = serde_json::json!({ "schema_version": 1, "tool": tool, "error": message });
        out(&format!("{document}\n"));
    }
    // What others wrote may stand in it, and would rule the terminal.
    let lines: Vec<String> = message.lines().map(report::harmless_line).collect();
    err(&format!("{}{}\n", lang.pick("出错：", "error: "), lines.join("\n")));
}

pub fn out(text: &str) {
    // A closed pipe is the reader's choice, not an error.
    let _ = std::io::stdout().write_all(text.as_bytes());
}

pub fn err(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
