//! One unit from its files to its pages: read, check, render, and leave a summary.

mod ask;
mod attachments;
mod last_good;
mod lines;
mod lists;
mod month;
mod office;
mod places;
mod press;
mod published;
mod records;
mod search;
mod sheets;

use std::collections::BTreeSet;

use rayon::prelude::*;

use self::ask::{ask, in_public};
pub use self::lists::front_page;
use self::month::{Around, Made};
pub use self::office::{of_portal, portal_passed};
use self::places::locate;
pub use self::press::{Press, framed, part_view};
pub use self::published::{records_gone, units_gone};
pub use self::search::{LISTS, UNITS};
use self::sheets::Sheets;
use super::plan::UnitPlan;
use super::read::{self, Records, TakenAway};
use super::{Shop, Stop, UnitDone, changes, coverage, forward, later, leads, postings};
use crate::check::across::{Looked, Names, traces};
use crate::check::{self, Books, Filed};
use crate::finding::{Finding, Report};
use crate::kind::envelope::Envelope;
use crate::law::Obligation;
use crate::model::Date;
use crate::model::party::Names as PersonNames;
use crate::scan;
use crate::sink::{Door, Named};
use crate::source::Source;
use crate::tally::Summary;
use crate::tally::summary::{BookSummary, Entry, Month, SCHEMA};
use crate::waist::{self, Medium};

/// Everything a unit goes through. What it leaves is small; its records are let go at the end.
pub fn unit(shop: &Shop, plan: &UnitPlan) -> Result<UnitDone, Stop> {
    let mut done = UnitDone::default();
    done.report.findings.extend(plan.told.findings.iter().cloned());
    let sealing = shop.options.sealing || shop.lock.is_some();
    let known = (shop.kinds, shop.as_of);
    let mut records = read::unit(shop.project, plan, known, sealing, &mut done.report)?;
    (done.unread, done.drafts) = (records.unread, records.drafts.len());
    let attached = records.attached.iter_mut().flat_map(|(_, files)| files);
    done.papers =
        attached.filter_map(|file| Some((file.path.clone(), file.words.take()?))).collect();
    let of_rows = row_names(shop, &records, &mut done.report)?;
    let names = records.masked(Medium::Web, shop.portal, plan);
    let asked = ask(shop, plan, (&records, &of_rows, &names), &mut done);
    let lists = office::Lists::of(shop, plan, &records, &names);
    office::ask(shop, (plan, &records), &names, &lists, &mut done.report);
    done.namesakes = office::namesakes(shop, plan, &records);
    done.masked = plan.parent.map(|_| lists.digests()).unwrap_or_default();
    later::tell(shop, &records, &mut done.report);
    let taken = published::ask(shop, plan, &records, &mut done.report);
    records.tell_taken(&taken);
    done.traces = left_behind(shop, plan, (&records, &of_rows));
    let (head, told) = (&plan.unit.suppress, &mut done.report);
    let suppressed = check::suppressed::weigh(&plan.source, head, shop.as_of, &done.ids, told);
    done.sealed = sealed(shop, plan, (&records, &taken));
    let leads = done.leads.iter_mut().map(|(_, finding)| finding);
    locate(plan, &records, done.report.findings.iter_mut().chain(leads));
    let all = lists.all();
    let named = Named::new(shop.sink, &all, office::Lists::SHORT);
    let net = office::Net { lists: &lists, named: &named };
    let shop = &Shop { sink: &named, ..*shop };
    if !done.report.blocks() {
        let findings = std::mem::take(&mut done.report.findings);
        let public = in_public(shop, plan, (&mut records, &of_rows, &names), (&findings, &asked));
        let mut door = shop.door(&mut done.report);
        let listed = attachments::listed(shop, plan, &records)?;
        let (records, medium) = (&records, Medium::Web);
        let press = Press { shop, plan, names: &names, records, listed: &listed, medium };
        let asked = (&public[..], &suppressed[..]);
        done.summary = Some(pages(&press, records, asked, &mut door)?);
        leads::own_are_there(shop, plan, &mut done, true);
        done.sheets = board_sheets(press, records, &public, &mut done.report)?;
        done.report.findings.extend(findings);
        net.tell(shop, (plan, records), &mut done.report);
        // What was told of pictures while they were made names fields too.
        locate(plan, records, &mut done.report.findings);
    } else {
        unmade(shop, plan, &records, &mut done)?;
    }
    if done.report.blocks() {
        done.summary = None;
        shop.sink.forget(&plan.unit.id)?;
        if shop.options.keep_going {
            done.summary = old(shop, plan, (&records, &names), &net, &mut done.report)?;
        }
    }
    Ok(done)
}

/// What is asked of a unit whose pages are not made.
fn unmade(
    shop: &Shop,
    plan: &UnitPlan,
    records: &Records,
    done: &mut UnitDone,
) -> Result<(), Stop> {
    leads::own_are_there(shop, plan, done, false);
    let mut told = Report::default();
    attachments::look(shop, records, &mut told)?;
    locate(plan, records, &mut told.findings);
    done.report.absorb(told);
    Ok(())
}

/// The last good pages, unless a name stands in them that blocks by now.
fn old(
    shop: &Shop,
    plan: &UnitPlan,
    (records, names): (&Records, &PersonNames),
    net: &office::Net,
    report: &mut Report,
) -> Result<Option<Summary>, Stop> {
    let summary = last_good::last_good(shop, plan, (records, names), report)?;
    let mut told = Report::default();
    net.tell(shop, (plan, records), &mut told);
    if !told.blocks() {
        return Ok(summary);
    }
    shop.sink.forget(&plan.unit.id)?;
    report.absorb(told);
    report.push(last_good::not_kept(&plan.source.path));
    Ok(None)
}

/// Sheets for the notice board, if they are what is wanted; how many.
fn board_sheets(
    web: Press,
    records: &Records,
    findings: &[Finding],
    report: &mut Report,
) -> Result<usize, Stop> {
    let Some(board) = &web.shop.board else { return Ok(0) };
    let in_fields = records.masked(Medium::Board, web.shop.portal, web.plan);
    let mut door = Door::new(board.sink, report);
    Sheets { web, in_fields: &in_fields, records, findings }.put(board, &mut door)
}

/// The names of rows are the office's: they are read for its own questions alone and let go with them.
pub fn row_names(shop: &Shop, records: &Records, report: &mut Report) -> Result<Names, Stop> {
    let mut all = Names::new();
    for (record, _) in records.others.iter().filter(|_| shop.options.internal) {
        let id = &record.envelope.id;
        if let Some(names) = read::names(shop.project, id, report)? {
            all.insert(id.clone(), names);
        }
    }
    Ok(all)
}

/// Digests of what the unit may share with others, where internal questions are asked.
fn left_behind(shop: &Shop, plan: &UnitPlan, (records, names): (&Records, &Names)) -> Vec<u64> {
    if !shop.options.internal {
        return Vec::new();
    }
    let (name, others) = (plan.unit.name.as_str(), records.others.as_slice());
    let books = books(shop, plan, records, (&[], true));
    traces(&Looked { at: 0, name, books: &books, others, names })
}

/// A unit's books as rules look at them, with what is owed of it.
pub fn books<'a>(
    shop: &Shop<'a>,
    plan: &'a UnitPlan,
    records: &'a Records,
    (owed, complete): (&'a [Obligation], bool),
) -> Books<'a> {
    Books {
        portal: shop.portal,
        as_of: shop.as_of,
        officials: &plan.unit.officials,
        ledgers: &records.ledgers,
        owed,
        complete,
        internal: shop.options.internal,
        office: shop.office,
    }
}

/// Lines of the lock: of what is not public yet only what was noted down before.
fn sealed(shop: &Shop, plan: &UnitPlan, (records, taken): (&Records, &TakenAway)) -> Vec<String> {
    let line = |(envelope, source): (&Envelope, &Source)| {
        let seal = records.seals.get(&source.path)?.first()?;
        match later::is_later(envelope, shop.as_of) {
            false => Some(seal.line(taken.get(&source.path).map_or(&[], Vec::as_slice))),
            true => shop.lock?.line(&plan.unit.id, &seal.id),
        }
    };
    let here: BTreeSet<&str> = records.envelopes().map(|(envelope, _)| &*envelope.id).collect();
    let ids = plan.unit.formerly.iter().chain([&plan.unit.id]);
    let before = ids.flat_map(|id| shop.lock.map(|lock| lock.of(id)).unwrap_or_default());
    let before: BTreeSet<String> = before.map(|locked| locked.id).collect();
    let stubs = plan.unit.removed.iter().filter(|gone| !here.contains(&*gone.id));
    let away = stubs.filter(|gone| before.contains(&gone.id));
    let away = away.map(|gone| crate::lock::withdrawn(&gone.id));
    records.envelopes().filter_map(line).chain(away).collect()
}

/// All pages and data files of a unit; what they leave is its summary.
fn pages(
    press: &Press,
    records: &Records,
    (findings, suppressed): (&[Finding], &[usize]),
    door: &mut Door,
) -> Result<Summary, Stop> {
    let (desk, plan) = (press.desk(), press.plan);
    let mut summary = empty_summary(press.shop, plan);
    summary.plain = desk.names.mask(&plan.unit.plain).into_owned();
    summary.papers = papers(records);
    summary.suppressed = published::suppressed(press, suppressed);
    for book in &mut summary.books {
        book.name = desk.names.mask(&book.name).into_owned();
        book.body = desk.names.mask(&book.body).into_owned();
    }
    let mut lines = Vec::new();
    for (filed, made) in records.ledgers.iter().zip(months(press, records, findings, door)?) {
        let Some(Made { month, asked, lines: of_month }) = made else { continue };
        summary.asked.extend(asked);
        lines.push(of_month);
        summary.entries.push(ledger_entry(press, filed, &month));
        summary.books[filed.set].months.push(month);
    }
    for kind in press.shop.kinds.iter() {
        records::of_kind(press, kind, records, findings, &mut summary, door)?;
    }
    summary.removed = published::stubs(press, door)?;
    forward::records(press, door)?;
    summary.asked.sort_by_key(|asked| asked.period.last_day());
    let years = lines::put(press, lines, door)?;
    lists::years(press, &summary, &years, door)?;
    search::of_lines(press, &mut summary, door)?;
    for month in summary.books.iter_mut().flat_map(|book| &mut book.months) {
        month.by_category.iter_mut().for_each(|sum| sum.parties = Vec::new());
    }
    summary.elsewhere = postings::elsewhere(plan, records, &summary.entries);
    let postings = postings::of_summary(&summary);
    let owing = coverage::owing(press.shop, plan, &summary, &postings);
    lists::front(press, &owing, door)?;
    coverage::unit(press, &owing, door)?;
    changes::unit(press, &summary, door)?;
    summary_file(plan, &summary, door)?;
    door.close(&plan.unit.id)?;
    Ok(summary)
}

/// The pages of every month, several at once; what they leave comes in their order, nothing of what the web may not show.
fn months(
    press: &Press,
    records: &Records,
    findings: &[Finding],
    door: &mut Door,
) -> Result<Vec<Option<Made>>, Stop> {
    let one = |at: usize| {
        let filed = &records.ledgers[at];
        let (earlier, later) = records.ledgers.split_at(at);
        let beside = |other: &&Filed| other.set == filed.set && waist::on_the_web(other);
        let before = earlier.iter().rev().find(beside);
        let after = later[1..].iter().find(beside);
        let last = earlier.last().filter(|other| other.set == filed.set);
        let around = Around { before, after, last };
        let mut told = Report::default();
        let mut door = press.shop.door(&mut told);
        let files = records.attached(&filed.source);
        let made = month::month(press, filed, &around, findings, files, &mut door)?;
        let passed = door.passed();
        Ok((made, passed, told))
    };
    let all: Result<Vec<_>, Stop> = (0..records.ledgers.len()).into_par_iter().map(one).collect();
    let mut months = Vec::new();
    for (made, passed, told) in all? {
        door.absorb(passed, told);
        months.push(made);
    }
    Ok(months)
}

/// What a month is among the unit's records.
fn ledger_entry(press: &Press, filed: &Filed, month: &Month) -> Entry {
    let envelope = &filed.ledger.envelope;
    let on = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    Entry {
        date: envelope.published.to_string(),
        kind: "ledger".to_string(),
        id: envelope.id.clone(),
        book: press.plan.unit.books[filed.set].id.clone(),
        items: press.shop.law.known(&envelope.items),
        corrected: on(envelope.corrected(press.shop.as_of)),
        cut: on(envelope.cut(press.shop.as_of)),
        period: Some(filed.period()),
        title: waist::ledger::month_title(&press.desk(), filed),
        href: month.href.clone(),
        ..Entry::default()
    }
}

/// What the unit leaves to the fold, and to the next build if its files are then in disorder.
fn summary_file(plan: &UnitPlan, summary: &Summary, door: &mut Door) -> Result<(), Stop> {
    let mut text = serde_json::to_vec(summary).expect("a summary is plain data");
    text.push(b'\n');
    let mut exempt = plan.exempt();
    exempt.extend(summary.papers.iter().cloned());
    exempt.extend(summary.months().flat_map(|m| m.sources.iter().map(|(_, sum)| sum.clone())));
    door.put(&format!("{}/summary.json", plan.unit.id), &text, &exempt, &plan.source.path)?;
    Ok(())
}

/// Numbers of papers that look like a person's and may stand in whatever is made of the records.
pub fn papers(records: &Records) -> Vec<String> {
    let ledgers = records.ledgers.iter().flat_map(waist::ledger::papers);
    let others = records.others.iter().flat_map(|(record, _)| waist::record::papers(record));
    let all = ledgers.chain(others);
    all.filter(|number| !scan::hits(number.as_bytes()).is_empty()).collect()
}

fn empty_summary(shop: &Shop, plan: &UnitPlan) -> Summary {
    let unit = &plan.unit;
    let book = |b: &crate::kind::unit::Book| BookSummary {
        id: b.id.clone(),
        name: b.name.clone(),
        body: b.body.clone(),
        months: Vec::new(),
    };
    Summary {
        schema: SCHEMA,
        id: unit.id.clone(),
        name: unit.name.clone(),
        level: unit.level.key.to_string(),
        parent: plan.parent.map(|at| shop.plan.units[at].unit.id.clone()).unwrap_or_default(),
        search: unit.search.clone(),
        books: unit.books.iter().map(book).collect(),
        ..Summary::default()
    }
}

/// Whether a finding is about this ledger, in any of its files.
fn belongs(finding: &Finding, filed: &Filed) -> bool {
    let lines = filed.lines.as_ref().map(|(source, _)| &source.path);
    let mut tables = filed.tables.iter().map(|table| &table.source.path);
    finding.file == filed.source.path
        || Some(&finding.file) == lines
        || tables.any(|table| finding.file == *table)
}
