//! `sunlit accept`: what stands in the content now has been published; later changes need a correction.

use clap::{ArgMatches, Command};

use super::console;
use super::grammar::{Shared, flag};
use crate::lock::{self, Lock};
use crate::model::Lang;
use crate::report::Step;
use crate::run::{self, Options, Outcome};
use crate::sink::{self, DrySink, found};
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
    let sink = DrySink;
    let options = Options { sealing: true, ..shared.options.clone() };
    let outcome =
        run::run(&shared.project, &options, &sink).map_err(|stop| stop.in_lang(shared.lang))?;
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
    let before = found(plain::text(&path));
    let before = before.map_err(|error| format!("{}: {error}", path.display()))?;
    let (new, changed, gone) = read(before.as_deref()).against(&outcome.sealed);
    if !dry {
        let next = lock::next(before.as_deref(), outcome.as_of, &outcome.sealed);
        let written = sink::replace(&path, next.as_bytes());
        written.map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let all: usize = outcome.sealed.values().map(Vec::len).sum();
    Ok(shared.lang.pick(
        format!("共 {all} 份公开：新记下 {new} 份，更正过 {changed} 份，撤下 {gone} 份 → {LOCK}"),
        format!("{all} records: {new} new, {changed} corrected, {gone} taken away → {LOCK}"),
    ))
}

/// The lock as it stands; the run before has told what is wrong with it.
fn read(text: Option<&str>) -> Lock {
    let Some(text) = text else { return Lock::default() };
    let source = Source { text: text.to_string(), ..Source::unreadable(&LOCK.into()) };
    Lock::read(&source, &mut Default::default())
}
