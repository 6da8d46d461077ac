//! A run: units in parallel, each read, checked, rendered and let go; then the fold; then the commit.

mod across;
mod board;
mod context;
mod due;
mod fold;
mod heads;
mod inputs;
mod language;
mod last;
mod later;
mod leads;
mod memory;
mod press;
mod settled;
mod shared;
mod titles;
mod unit;

use std::collections::BTreeMap;
use std::io;

use rayon::prelude::*;

use self::context::{Edition, Run};
pub use self::context::{Stop, UnitDone};
use crate::check;
use crate::finding::{Report, rules};
use crate::kind::Kinds;
use crate::kind::portal::Portal;
use crate::model::party::Names;
use crate::model::{Date, Lang};
use crate::sink::{Found, Named, Seen, Sink, Sums};
use crate::source::disk::Project;
use crate::tally::Summary;

use crate::read;
pub use crate::read::{Options, Plan, UnitPlan};
pub use crate::site::board::Wanted;
pub use board::board;
pub use due::{Due, Dues, UnitDue, due};
pub use heads::{Face, Head, heads};
pub use last::Last;
pub use memory::Memory;

/// How many files that nothing uses are told one by one: a folder of pictures must not bury the rest.
const UNEXPECTED_TOLD: usize = 20;

/// What a run found and made.
#[derive(Debug)]
pub struct Outcome {
    pub report: Report,
    /// Ids of the units whose pages the site now has, in order.
    pub units: Vec<String>,
    /// The folders that have a list of hashes of their own: of units, and of ids they had before.
    pub folders: Vec<String>,
    pub months: usize,
    pub lines: usize,
    pub as_of: Option<Date>,
    /// The portal's language.
    pub lang: Lang,
    /// Whether the staged files may be made public.
    pub publishable: bool,
    pub inputs: usize,
    /// How many notices are suppressed.
    pub suppressed: usize,
    /// Lines of the lock by unit, where they were asked for.
    pub sealed: BTreeMap<String, Vec<String>>,
    /// Addresses of records that are in the content and have no page: withdrawn, for fewer people, or not public before a day.
    pub held_back: BTreeMap<String, Option<Date>>,
    /// How many records could not be read to their end: no rule was asked of them.
    pub unread: usize,
    /// How many files say they are drafts: nothing of them was made.
    pub drafts: usize,
    /// Whether the names that the office keeps could not be looked for, or not all of them.
    pub without_private: bool,
}

/// Reads, checks and renders the whole portal into a sink. Nothing is made public here: that is the caller's commit.
pub fn run(project: &Project, options: &Options, sink: &dyn Sink) -> Result<Outcome, Stop> {
    run_again(project, options, sink, None)
}

/// As [`run`]; units that `memory` holds and whose inputs have not changed are taken from there.
pub fn run_again(
    project: &Project,
    options: &Options,
    sink: &dyn Sink,
    memory: Option<&Memory>,
) -> Result<Outcome, Stop> {
    run_work(project, options, (sink, memory), None)
}

fn run_work(
    project: &Project,
    options: &Options,
    (sink, memory): (&dyn Sink, Option<&Memory>),
    edition: Option<&dyn Edition>,
) -> Result<Outcome, Stop> {
    let mut report = Report::default();
    let inputs = inputs::inputs(project, options, &mut report)?;
    let theme = inputs::theme(options, &inputs.portal, memory)?;
    let ways = leads::ways(&inputs)?;
    let found = Found::default();
    let seen = Seen { sink, asked: &ways.asked, found: &found };
    let run = Run { inputs: &inputs, theme: &theme, ways: &ways, found: &found, sink: &seen };
    let remembered = memory.map(|memory| (memory, memory::shared(&inputs)));
    let one = |unit: &UnitPlan| match &remembered {
        Some((memory, shared)) => memory.unit(&run, shared, unit),
        None => unit::unit(&run, unit, edition),
    };
    let done: Result<Vec<UnitDone>, Stop> = inputs.plan.units.par_iter().map(one).collect();
    let mut done = done?;
    settled::settled(&run, &mut done, edition)?;
    let outcome = gather(&run, done, report, edition);
    if let Some(memory) = memory {
        memory.give_back(options, inputs.portal.lang, theme);
    }
    outcome
}

/// The kinds a project knows, its own among them; what is wrong with those is `check`'s to tell.
pub fn kinds(project: &Project) -> io::Result<Kinds> {
    let mut report = Report::default();
    let files = project.files("content", &mut report)?;
    read::kinds(project, &files, &mut report)
}

/// What the portal says of itself; `None` where its file cannot be read, which is `check`'s to tell.
pub fn portal(project: &Project) -> io::Result<Option<Portal>> {
    let mut report = Report::default();
    let (portal, _) = language::portal(project, &mut report)?;
    Ok(Some(portal).filter(|_| !report.blocks()))
}

/// The fold: what units left behind becomes the portal's own pages, if nothing stands in the way.
fn gather(
    run: &Run,
    done: Vec<UnitDone>,
    mut report: Report,
    edition: Option<&dyn Edition>,
) -> Result<Outcome, Stop> {
    if run.inputs.options.internal {
        let ids = done.iter().flat_map(|unit| &unit.ids).map(|(id, _)| id.as_str());
        read::names_of_nothing(run.inputs.project, &ids.collect(), &mut report)?;
        shared::ask(run.inputs, &done, &mut report)?;
    }
    unit::of_portal(run.inputs, &done, &mut report)?;
    unit::units_gone(run, &mut report)?;
    let held_back = held_back(run, &done, &mut report)?;
    across::asked(&done, &run.inputs.coming, &mut report);
    leads::others_are_there(run, &done, &mut report);
    let portal_blocked = report.blocks();
    let minors = minors(run, &done);
    let (mut summaries, mut links, mut files) = (Vec::new(), Vec::new(), Vec::new());
    let (units_blocked, unread, drafts) = counted(&done);
    let mut sealed = BTreeMap::new();
    for (plan, unit) in run.inputs.plan.units.iter().zip(done) {
        links.push(unit.links);
        sealed.insert(plan.unit.id.clone(), unit.sealed);
        report.absorb(unit.report);
        summaries.push(unit.summary);
        files.push(unit.files);
    }
    if run.inputs.options.internal {
        across::peers(run.inputs, &summaries, &mut report);
    }
    let publishable = !portal_blocked && (!units_blocked || run.inputs.options.keep_going);
    let mut own = Report::default();
    if publishable {
        folded(run, (&summaries, files), &minors, &mut own)?;
        edition.map_or(Ok(()), |edition| edition.portal(run, &mut own))?;
        leads::root_is_there(run, &links, &mut own);
    }
    let publishable = publishable && !own.blocks();
    report.absorb(own);
    check::reminder(&mut report);
    let known = summaries.iter().flatten();
    Ok(Outcome {
        folders: folders(run, &summaries),
        units: known.clone().map(|s| s.id.clone()).collect(),
        months: known.clone().map(|s| s.months().count()).sum(),
        lines: known.flat_map(|s| s.months()).map(|m| m.lines).sum(),
        as_of: run.inputs.as_of,
        lang: run.inputs.portal.lang,
        publishable,
        report: few(report.sorted()),
        inputs: run.inputs.files.len(),
        suppressed: summaries.iter().flatten().map(Summary::suppressions).sum(),
        sealed,
        held_back,
        unread,
        drafts,
        without_private: run.inputs.lacks_private(),
    })
}

/// Whether a unit is blocked, how many records were not read to their end, and how many are drafts.
fn counted(done: &[UnitDone]) -> (bool, usize, usize) {
    let sum = |of: fn(&UnitDone) -> usize| done.iter().map(of).sum();
    (done.iter().any(|unit| unit.report.blocks()), sum(|unit| unit.unread), sum(|unit| unit.drafts))
}

/// The portal's own pages, past a net for the names of minors.
fn folded(
    run: &Run,
    (summaries, files): (&[Option<Summary>], Vec<Sums>),
    minors: &Names,
    own: &mut Report,
) -> Result<(), Stop> {
    let lists = [minors];
    let named = Named::new(run.sink, &lists, &[]);
    fold::portal(&Run { sink: &named, ..*run }, summaries, files, own)?;
    unit::portal_passed(&named, minors, run.inputs, own);
    Ok(())
}

/// Records that have no page, with the word of those that lost one.
fn held_back(
    run: &Run,
    done: &[UnitDone],
    report: &mut Report,
) -> Result<BTreeMap<String, Option<Date>>, Stop> {
    let mut held_back = BTreeMap::new();
    for (plan, unit) in run.inputs.plan.units.iter().zip(done) {
        held_back.extend(unit::records_gone(run, plan, unit, report)?);
    }
    Ok(held_back)
}

/// Minors' names, but those that people in office bear too.
fn minors(run: &Run, done: &[UnitDone]) -> Names {
    let minors = run.inputs.kept.as_ref().map(|kept| kept.minors.clone()).unwrap_or_default();
    minors.without(done.iter().flat_map(|unit| &unit.namesakes).map(String::as_str))
}

/// Of files that nothing uses the first, and of a name that waits for a word one question.
fn few(report: Report) -> Report {
    let told = [&rules::UNEXPECTED_FILE, &rules::MISNAMED_FILE];
    let report =
        told.into_iter().fold(report, |report, rule| report.at_most(rule, UNEXPECTED_TOLD));
    report.once(&[&rules::PARTY_UNCLEAR, &rules::NAME_HALF_MASKED])
}

/// The folders of units that have pages, by every id they had.
fn folders(run: &Run, summaries: &[Option<Summary>]) -> Vec<String> {
    let both = run.inputs.plan.units.iter().zip(summaries).filter(|(_, summary)| summary.is_some());
    both.flat_map(|(plan, _)| plan.unit.formerly.iter().chain([&plan.unit.id])).cloned().collect()
}
