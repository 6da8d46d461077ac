//! One unit from its files to its pages: read, check, render, and leave a summary.

pub mod ask;
mod attachments;
mod last_good;
mod office;
mod places;
mod published;
pub mod summary;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use self::ask::{ask, books, in_public, row_names};
pub use self::office::{of_portal, portal_passed};
use self::places::locate;
pub use self::published::{records_gone, units_gone};
use self::summary::{empty_summary, ledger_entry, papers, summary_file};
use super::{later, leads, press};
use crate::check;
use crate::check::across::{Looked, Names, traces};
use crate::finding::{Finding, Report};
use crate::kind::envelope::Envelope;
use crate::model::party::Names as PersonNames;
use crate::read::{self, Filed, Inputs, Records, TakenAway, UnitPlan, postings};
use crate::run::context::{Edition, Run, Stop, UnitDone};
use crate::sink::{Door, Named, Sums};
use crate::site::unit::{self as site, Around, Lines, Made};
use crate::site::{changes, coverage, forward};
use crate::source::Source;
use crate::tally::Summary;
use crate::tally::summary::{Asked, Month};
use crate::waist::{self, Desk, Medium};

/// Everything a unit goes through. What it leaves is small; its records are let go at the end.
pub fn unit(run: &Run, plan: &UnitPlan, edition: Option<&dyn Edition>) -> Result<UnitDone, Stop> {
    let (inputs, mut done) = (run.inputs, UnitDone::default());
    done.report.findings.extend(plan.told.findings.iter().cloned());
    let sealing = inputs.options.sealing || inputs.lock.is_some();
    let known = (&inputs.kinds, inputs.as_of);
    let mut records = read::unit(inputs.project, plan, known, sealing, &mut done.report)?;
    (done.unread, done.drafts) = (records.unread, records.drafts.len());
    let attached = records.attached.values_mut().flatten();
    done.papers =
        attached.filter_map(|file| Some((file.path.clone(), file.words.take()?))).collect();
    let of_rows = row_names(inputs, &records, &mut done.report)?;
    let names = waist::masked(Medium::Web, &inputs.portal, plan, &records);
    let asked = ask(run, plan, (&records, &of_rows, &names), &mut done);
    let lists = office::Lists::of(inputs, plan, &records, &names);
    office::ask(inputs, (plan, &records), &names, &lists, &mut done.report);
    done.namesakes = office::namesakes(inputs, plan, &records);
    done.masked = plan.parent.map(|_| lists.digests()).unwrap_or_default();
    later::tell(inputs, &records, &mut done.report);
    let taken = published::ask(run, plan, &records, &mut done.report);
    records.tell_taken(&taken);
    done.traces = left_behind(inputs, plan, (&records, &of_rows));
    let (head, told) = (&plan.unit.suppress, &mut done.report);
    let suppressed = check::suppressed::weigh(&plan.source, head, inputs.as_of, &done.ids, told);
    done.sealed = sealed(run, plan, (&records, &taken));
    let leads = done.leads.iter_mut().map(|(_, finding)| finding);
    locate(plan, &records, done.report.findings.iter_mut().chain(leads));
    let all = lists.all();
    let named = Named::new(run.sink, &all, office::Lists::SHORT);
    let net = office::Net { lists: &lists, named: &named };
    let run = &Run { sink: &named, ..*run };
    if !done.report.blocks() {
        let findings = std::mem::take(&mut done.report.findings);
        // Sheets are printed before the day of publication, to be hung on it.
        let public = match edition {
            Some(_) => findings.clone(),
            None => in_public(run, plan, (&mut records, &of_rows, &names), (&findings, &asked)),
        };
        let web = Desk::new(inputs, plan, &names, &records);
        made(run, &web, (&public, &suppressed), edition, &mut done)?;
        done.report.findings.extend(findings);
        net.tell(inputs, (plan, &records), &mut done.report);
        // What was told of pictures while they were made names fields too.
        locate(plan, &records, &mut done.report.findings);
    } else {
        unmade(run, plan, &records, &mut done)?;
    }
    if done.report.blocks() {
        done.summary = None;
        run.sink.forget(&plan.unit.id)?;
        done.files = Sums::default();
        if inputs.options.keep_going {
            let old = old(run, plan, (&records, &names), &net, &mut done.report)?;
            (done.summary, done.files) =
                old.map_or_else(Default::default, |(summary, files)| (Some(summary), files));
        }
    }
    Ok(done)
}

/// Makes the files of a unit in which nothing blocks, and its part of another edition.
fn made(
    run: &Run,
    web: &Desk,
    (public, suppressed): (&[Finding], &[usize]),
    edition: Option<&dyn Edition>,
    done: &mut UnitDone,
) -> Result<(), Stop> {
    let mut door = run.door(&mut done.report);
    let listed = attachments::listed(run, web.plan, web.records)?;
    let published = &attachments::put((run, web), &listed, &mut door)?;
    let web = Desk { published, ..*web };
    done.summary = Some(pages(run, &web, (public, suppressed), &mut door)?);
    done.files = door.sums;
    leads::own_are_there(run, web.plan, done, true);
    match edition {
        Some(edition) => edition.unit(run, &web, public, &mut done.report),
        None => Ok(()),
    }
}

/// What is asked of a unit whose pages are not made.
fn unmade(run: &Run, plan: &UnitPlan, records: &Records, done: &mut UnitDone) -> Result<(), Stop> {
    leads::own_are_there(run, plan, done, false);
    let mut told = Report::default();
    attachments::look(run, records, &mut told)?;
    locate(plan, records, &mut told.findings);
    done.report.absorb(told);
    Ok(())
}

/// The last good pages, unless a name stands in them that blocks by now.
fn old(
    run: &Run,
    plan: &UnitPlan,
    (records, names): (&Records, &PersonNames),
    net: &office::Net,
    report: &mut Report,
) -> Result<Option<(Summary, Sums)>, Stop> {
    let kept = last_good::last_good(run, plan, (records, names), report)?;
    let mut told = Report::default();
    net.tell(run.inputs, (plan, records), &mut told);
    if !told.blocks() {
        return Ok(kept);
    }
    run.sink.forget(&plan.unit.id)?;
    report.absorb(told);
    report.push(last_good::not_kept(&plan.source.path));
    Ok(None)
}

/// Digests of what the unit may share with others, where internal questions are asked.
fn left_behind(inputs: &Inputs, plan: &UnitPlan, (records, names): (&Records, &Names)) -> Vec<u64> {
    if !inputs.options.internal {
        return Vec::new();
    }
    let (name, others) = (plan.unit.name.as_str(), records.others.as_slice());
    let books = books(inputs, plan, records, (&[], true));
    traces(&Looked { at: 0, name, books: &books, others, names })
}

/// Lines of the lock: of what is not public yet only what was noted down before.
fn sealed(run: &Run, plan: &UnitPlan, (records, taken): (&Records, &TakenAway)) -> Vec<String> {
    let line = |(envelope, source): (&Envelope, &Source)| {
        let seal = records.seals.get(&source.path)?.first()?;
        match later::is_later(envelope, run.inputs.as_of) {
            false => Some(seal.line(taken.get(&source.path).map_or(&[], Vec::as_slice))),
            true => run.inputs.lock.as_ref()?.line(&plan.unit.id, &seal.id),
        }
    };
    let here: BTreeSet<&str> = records.envelopes().map(|(envelope, _)| &*envelope.id).collect();
    let ids = plan.unit.formerly.iter().chain([&plan.unit.id]);
    let before =
        ids.flat_map(|id| run.inputs.lock.as_ref().map(|lock| lock.of(id)).unwrap_or_default());
    let before: BTreeSet<String> = before.map(|locked| locked.id).collect();
    let stubs = plan.unit.removed.iter().filter(|gone| !here.contains(&*gone.id));
    let away = stubs.filter(|gone| before.contains(&gone.id));
    let away = away.map(|gone| crate::lock::withdrawn(&gone.id));
    records.envelopes().filter_map(line).chain(away).collect()
}

/// All pages and data files of a unit; what they leave is its summary.
fn pages(
    run: &Run,
    desk: &Desk,
    (findings, suppressed): (&[Finding], &[usize]),
    door: &mut Door,
) -> Result<Summary, Stop> {
    let (plan, records) = (desk.plan, desk.records);
    let mut summary = empty_summary(run, plan);
    summary.plain = desk.names.mask(&plan.unit.plain).into_owned();
    summary.papers = papers(records);
    summary.suppressed = site::suppressed(desk, suppressed);
    for book in &mut summary.books {
        book.name = desk.names.mask(&book.name).into_owned();
        book.body = desk.names.mask(&book.body).into_owned();
    }
    let mut lines = Vec::new();
    for (filed, left) in records.ledgers.iter().zip(months(run, desk, findings, door)?) {
        let Some(Left { month, asked, lines: of_month }) = left else { continue };
        summary.asked.extend(asked);
        lines.push(of_month);
        summary.entries.push(ledger_entry(desk, filed, &month));
        summary.books[filed.set].months.push(month);
    }
    for kind in run.inputs.kinds.iter() {
        let mut list = site::List::new(desk, kind);
        for (one, source) in site::newest(records, kind) {
            let files = (records.attached(source), desk.published(source));
            let leads = leads::hrefs(run, plan, (one, source), files);
            let made = site::record(desk, one, source, (findings, &leads), door.report);
            let Some((table, outputs)) = made else { continue };
            press::put(run, outputs, door)?;
            list.add(one, &table, &mut summary);
        }
        press::put(run, list.outputs(&mut summary), door)?;
    }
    let (stubs, removed) = site::stubs(desk);
    summary.removed = removed;
    press::put(run, stubs.into_iter().chain(forward::records(desk)), door)?;
    summary.asked.sort_by_key(|asked| asked.period.last_day());
    let (of_years, years) = site::of_years(desk, lines);
    press::put(run, of_years, door)?;
    press::put(run, site::years(desk, &summary, &years), door)?;
    press::put(run, site::of_lines(desk, &mut summary), door)?;
    for month in summary.books.iter_mut().flat_map(|book| &mut book.months) {
        month.by_category.iter_mut().for_each(|sum| sum.parties = Vec::new());
    }
    summary.elsewhere = postings::elsewhere(plan, records, &summary.entries);
    let postings = postings::of_summary(&summary);
    let owing = coverage::owing(run.inputs, plan, &summary, &postings);
    press::put(run, site::front(desk, &owing), door)?;
    press::put(run, coverage::unit(desk, &owing), door)?;
    press::put(run, changes::unit(desk, &summary), door)?;
    press::put(run, [summary_file(plan, &summary)], door)?;
    Ok(summary)
}

/// What a month leaves when its pages are made.
struct Left {
    month: Month,
    asked: Vec<Asked>,
    lines: Lines,
}

/// The pages of every month, several at once; what they leave comes in their order, nothing of what the web may not show.
fn months(
    run: &Run,
    desk: &Desk,
    findings: &[Finding],
    door: &mut Door,
) -> Result<Vec<Option<Left>>, Stop> {
    let records = desk.records;
    let one = |at: usize| {
        let filed = &records.ledgers[at];
        let (earlier, later) = records.ledgers.split_at(at);
        let beside = |other: &&Filed| other.set == filed.set && waist::on_the_web(other);
        let before = earlier.iter().rev().find(beside);
        let after = later[1..].iter().find(beside);
        let last = earlier.last().filter(|other| other.set == filed.set);
        let around = Around { before, after, last };
        let mut told = Report::default();
        let mut door = run.door(&mut told);
        let files = desk.published(&filed.source);
        let made = site::month(desk, filed, &around, findings, files);
        let mut left = None;
        if let Some(Made { outputs, month, asked, table }) = made {
            press::put(run, outputs, &mut door)?;
            let lines = Lines::of(desk, filed, Arc::unwrap_or_clone(table));
            left = Some(Left { month, asked, lines });
        }
        let passed = door.passed();
        Ok((left, passed, told))
    };
    let all: Result<Vec<_>, Stop> = (0..records.ledgers.len()).into_par_iter().map(one).collect();
    let mut months = Vec::new();
    for (left, passed, told) in all? {
        door.absorb(passed, told);
        months.push(left);
    }
    Ok(months)
}
