//! `sunlit accept`: what stands in the content now has been published; later changes need a correction.

use std::fs;
use std::io::Write;
use std::path::Path;

use clap::{ArgMatches, Command};

use super::console;
use super::grammar::{Shared, flag};
use crate::lock::{self, Lock};
use crate::model::Lang;
use crate::pipeline::{self, Options, Outcome};
use crate::report::Step;
use crate::sink::{DrySink, beside};
use crate::source::Source;
use crate::source::disk::LOCK;
use crate::source::plain;

pub fn command(lang: Lang) -> Command {
    Command::new("accept")
        .about(lang.pick(
            "记下已公开的内容；以后改动要写更正",
            "note down what has been published; later changes need a correction",
        ))
        .after_help(lang.pick("例：sunlit accept", "example: sunlit accept"))
        .arg(
            flag(
                "dry-run",
                lang.pick("只说会记下什么，不写", "say what would be noted, write nothing"),
            )
            .short('n'),
        )
}

pub fn run(shared: &Shared, matches: &ArgMatches) -> Result<u8, String> {
    let sink = DrySink::default();
    let options = Options { sealing: true, ..shared.options.clone() };
    let outcome =
        pipeline::run(&shared.project, &options, &sink).map_err(|stop| stop.to_string())?;
    if outcome.report.blocks() {
        console::findings(shared, &outcome, &[("check", Step::Ran), ("accept", Step::Skipped)]);
        console::closing(shared, &outcome);
        return Ok(super::FINDINGS_BLOCK);
    }
    console::out(&format!("{}\n", note(shared, &outcome, matches.get_flag("dry-run"))?));
    Ok(super::DONE)
}

/// Notes down what a run sealed, or only rehearses it; how much is new and changed.
pub fn note(shared: &Shared, outcome: &Outcome, dry: bool) -> Result<String, String> {
    let path = shared.project.root().join(LOCK);
    let (new, changed, gone) = before(&path)?.against(&outcome.sealed);
    if !dry {
        write(&path, &lock::write(outcome.as_of, &outcome.sealed))?;
    }
    let all: usize = outcome.sealed.values().map(Vec::len).sum();
    Ok(shared.lang.pick(
        format!("共 {all} 份公开：新记下 {new} 份，更正过 {changed} 份，撤下 {gone} 份 → {LOCK}"),
        format!("{all} records: {new} new, {changed} corrected, {gone} taken away → {LOCK}"),
    ))
}

/// The lock as it stands; the run before has told what is wrong with it.
fn before(path: &Path) -> Result<Lock, String> {
    let text = match plain::text(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Lock::default()),
        Err(error) => return Err(format!("{}: {error}", path.display())),
    };
    let source = Source { text, ..Source::unreadable(&LOCK.into()) };
    Ok(Lock::read(&source, &mut Default::default()))
}

/// Whole or not at all: written beside it and renamed.
fn write(path: &Path, text: &str) -> Result<(), String> {
    let write = || {
        let (part, mut file) = beside(path)?;
        let written = file.write_all(text.as_bytes()).and_then(|()| fs::rename(&part, path));
        // Where it was renamed it is gone; where not, it must not stay.
        let _ = fs::remove_file(&part);
        written
    };
    write().map_err(|error: std::io::Error| format!("{}: {error}", path.display()))
}
