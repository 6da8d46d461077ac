//! The fold: summaries become the pages of towns and county, and the portal's own.

use std::sync::Arc;

use rayon::prelude::*;
use tera::Context;

use super::output::{self, Content, Output};
use super::pages::{Own, PAGES};
use super::registers::{self, Register};
use super::unit::front_page;
use super::{Shop, Stop, answers, changes, charts, coverage, forward, hosts, parts, search};
use crate::finding::Report;
use crate::kind::unit::Contact;
use crate::law::Counts;
use crate::model::table::{Cell, Column, Form, Row, Table, Tone};
use crate::page::theme::Asset;
use crate::page::view::{Page, PlaceView, SearchView};
use crate::page::{methods, portal, record, unit as unit_page};
use crate::sink::{Purpose, SITE_MARK, Sums, list_of};
use crate::source::disk::SETTINGS;
use crate::tally::Summary;

/// Writes everything that is made of more than one unit.
pub fn portal(
    shop: &Shop,
    summaries: &[Option<Summary>],
    mut files: Vec<Sums>,
    report: &mut Report,
) -> Result<(), Stop> {
    let mut door = shop.door(report);
    for plan in &shop.plan.units {
        for folder in plan.unit.formerly.iter().chain([&plan.unit.id]) {
            door.close_off(folder, &plan.source.path);
        }
    }
    // What a publication lays beside the site has its address too.
    if shop.portal.targets.iter().any(|target| target.cname.is_some()) {
        door.reserve("CNAME", SETTINGS);
    }
    of_units(shop, summaries, &mut files, door.report)?;
    output::put(shop, own(shop, summaries), &mut door)?;
    for ((plan, summary), files) in shop.plan.units.iter().zip(summaries).zip(files) {
        let Some(summary) = summary else { continue };
        let id = &summary.id;
        for former in &plan.unit.formerly {
            let mut old = shop.door(door.report);
            output::put(shop, forward::unit(shop, id, former, &files), &mut old)?;
            let list = old.close(former)?;
            door.sums.add(&list_of(former), &list);
        }
        door.sums.add(&list_of(id), files.text(id).as_bytes());
    }
    door.close("")?;
    Ok(())
}

/// The portal's own pages and data, and what stands beside them.
fn own(shop: &Shop, summaries: &[Option<Summary>]) -> Vec<Output> {
    let exempt: Arc<[String]> = exempt(shop, summaries).into();
    let asset = |asset: &Asset| {
        Output::new(asset.path.clone(), Content::Text(asset.bytes.clone()), "theme")
    };
    let mut all: Vec<Output> = shop.theme.assets().iter().map(asset).collect();
    let (of_coverage, postings) = coverage::portal(shop, summaries);
    all.extend(of_coverage);
    let requests = Arc::new(parts::requests(shop, summaries));
    let mut context = home_context(shop, summaries, &postings);
    parts::context(shop, summaries, &requests, &mut context);
    let registers = registers::pages(shop, summaries);
    let ways = registers.iter().map(Register::link).collect();
    context.insert("search", &SearchView { unit: String::new(), ways });
    for own in PAGES {
        context.insert("page", &frame_of(shop, own, summaries));
        all.push(output::page(own.template, own.address, context.clone(), "portal"));
    }
    for one in registers {
        context.insert("page", &own_page(shop, &one.address, "information", &one.title));
        context.insert("registers", &one.view);
        all.push(output::page("pages/registers.html", &one.address, context.clone(), "portal"));
    }
    all = all.into_iter().map(|one| one.exempting(exempt.clone())).collect();
    all.extend(changes::portal(shop, summaries, &exempt));
    let own = PAGES.iter().filter(|own| !own.section.is_empty() && own.address != "index");
    let own: Vec<_> = own.map(|own| (own.address, own.title.in_lang(shop.portal.lang))).collect();
    all.extend(search::index(shop, summaries, &own));
    for table in [Arc::new(units_table(shop, summaries)), requests] {
        all.extend(output::data_of(&table, &"portal".into()));
    }
    all.extend(beside(shop));
    all
}

/// What tells hosts how to serve the pages, and the mark that says they are ours.
fn beside(shop: &Shop) -> Vec<Output> {
    let text =
        |path: &str, text: String| Output::new(path, Content::Text(text.into_bytes()), "sunlit");
    let files = hosts::files(shop.theme.policy(), shop.theme.assets()).into_iter();
    let mark = text(SITE_MARK, Purpose::Site.words().to_string());
    files.map(|(path, words)| text(path, words)).chain([mark]).collect()
}

/// Numbers that may look like a person's and may stand in public: duty phones, and the papers of all units.
fn exempt(shop: &Shop, summaries: &[Option<Summary>]) -> Vec<String> {
    let consented = shop.plan.units.iter().flat_map(|unit| &unit.consented);
    let papers = summaries.iter().flatten().flat_map(|summary| &summary.papers);
    consented.chain(papers).cloned().collect()
}

/// What stands in the folder of a unit and needs others joins its files: the front pages of towns and county, the answers
/// of villages. Then each unit's list is closed.
fn of_units(
    shop: &Shop,
    summaries: &[Option<Summary>],
    files: &mut [Sums],
    report: &mut Report,
) -> Result<(), Stop> {
    let one = |(at, files): (usize, &mut Sums)| {
        let (plan, mut told) = (&shop.plan.units[at], Report::default());
        let Some(summary) = &summaries[at] else { return Ok(told) };
        let origin = plan.source.path.clone();
        let mut door = shop.door(&mut told).among(std::mem::take(files), &origin);
        if !summary.stale {
            output::put(shop, [of_unit(shop, at, summary, summaries)], &mut door)?;
        }
        door.close(&plan.unit.id)?;
        *files = door.sums;
        Ok(told)
    };
    let all: Result<Vec<Report>, Stop> = files.par_iter_mut().enumerate().map(one).collect();
    all?.into_iter().for_each(|told| report.absorb(told));
    Ok(())
}

fn of_unit(shop: &Shop, at: usize, summary: &Summary, summaries: &[Option<Summary>]) -> Output {
    let plan = &shop.plan.units[at];
    match plan.unit.keeps_books() {
        true => {
            let above: Vec<&Summary> =
                above(shop, at).filter_map(|at| summaries[at].as_ref()).collect();
            answers::unit(shop, plan, (summary, &above))
        }
        false => upper_unit(shop, at, summary, summaries),
    }
}

fn frame_of(shop: &Shop, own: &Own, summaries: &[Option<Summary>]) -> Page {
    let lang = shop.portal.lang;
    let (title, description) = (own.title.in_lang(lang), own.description.in_lang(lang));
    if own.address != "index" {
        let page = own_page(shop, own.address, own.section, title);
        return Page { description: description.to_string(), ..page };
    }
    Page {
        description: portal::in_one_line(shop.portal, summaries.iter().flatten()),
        feed: "feed.xml".to_string(),
        ..own_page(shop, own.address, own.section, &shop.portal.name)
    }
}

/// The units over one, the nearest first.
fn above<'s>(shop: &'s Shop, at: usize) -> impl Iterator<Item = usize> + 's {
    std::iter::successors(shop.plan.units[at].parent, |&at| shop.plan.units[at].parent)
}

pub fn own_page(shop: &Shop, address: &str, section: &'static str, title: &str) -> Page {
    // A page for a missing address may be shown at any depth: its links are absolute where an address is known.
    let root = match (address, shop.base_url()) {
        ("404", "") => "/".to_string(),
        ("404", base) => format!("{}/", base.trim_end_matches('/')),
        _ => String::new(),
    };
    let crumbs = match address {
        "index" => Vec::new(),
        _ => vec![
            record::link(&shop.portal.name, format!("{root}index.html")),
            record::link(title, ""),
        ],
    };
    Page {
        title: title.to_string(),
        root,
        section,
        crumbs,
        noindex: address == "404",
        ..Page::default()
    }
}

fn home_context(
    shop: &Shop,
    summaries: &[Option<Summary>],
    postings: &[(String, Counts)],
) -> Context {
    let known: Vec<&Summary> = summaries.iter().flatten().collect();
    let contacts: Vec<&Contact> =
        shop.plan.below(None).flat_map(|at| &shop.plan.units[at].unit.contacts).collect();
    let contacts = contacts.into_iter().map(unit_page::contact).collect();
    let places = top_places(shop, summaries);
    let charts = charts::of_portal(shop.portal.lang, &known);
    let mut context = Context::new();
    context.insert("home", &portal::home(shop.portal, &known, places, contacts, charts));
    context.insert("channels", &portal::channels(&shop.portal.channels));
    context
        .insert("overview", &charts::of_analysis(shop.portal.lang, &known, postings, shop.as_of));
    context.insert("methods", &methods::methods(shop.portal));
    context.insert("examples", &shop.theme.patterns().unwrap_or_default());
    context
}

/// What the front page lists: the units at the top, or, where one stands above all, those below it.
fn top_places(shop: &Shop, summaries: &[Option<Summary>]) -> Vec<PlaceView> {
    let top: Vec<usize> = shop.plan.below(None).collect();
    match top[..] {
        [one] if shop.plan.below(Some(one)).next().is_some() => {
            places(shop, summaries, Some(one), "index")
        }
        _ => places(shop, summaries, None, "index"),
    }
}

/// The units below one, with theirs, as lists name them.
fn places(
    shop: &Shop,
    summaries: &[Option<Summary>],
    parent: Option<usize>,
    address: &str,
) -> Vec<PlaceView> {
    let place = |at: usize| {
        let below = places(shop, summaries, Some(at), address);
        unit_page::place(
            shop.portal.lang,
            &shop.plan.units[at].unit,
            summaries[at].as_ref(),
            address,
            below,
        )
    };
    shop.plan.below(parent).map(place).collect()
}

/// The front page of a town or county: its units with their figures, its own notices and contacts.
fn upper_unit(shop: &Shop, at: usize, summary: &Summary, summaries: &[Option<Summary>]) -> Output {
    let (lang, plan) = (shop.portal.lang, &shop.plan.units[at]);
    let address = format!("{}/index", plan.unit.id);
    let children = places(shop, summaries, Some(at), &address);
    let home = unit_page::home(lang, &plan.unit, summary, Vec::new(), children);
    front_page(shop, plan, summary, home)
}

/// All units with what they hold, as CSV and JSON beside the front page.
fn units_table(shop: &Shop, summaries: &[Option<Summary>]) -> Table {
    let lang = shop.portal.lang;
    let row = |summary: &Summary| {
        let balance = summary.balance();
        let until = summary.settled_until().map(|p| Cell::Date(p.last_day()));
        Row {
            anchor: summary.id.clone(),
            tone: Tone::Plain,
            href: format!("{}/index.html", summary.id),
            cells: vec![
                Cell::text(&summary.id),
                Cell::text(&summary.name),
                Cell::text(&summary.parent),
                until.unwrap_or(Cell::Empty),
                balance.map_or(Cell::Empty, |b| Cell::Money(b.cash)),
                balance.map_or(Cell::Empty, |b| Cell::Money(b.bank)),
                Cell::Count(summary.months().count() as u64),
                Cell::Count(summary.unanswered() as u64),
            ],
        }
    };
    Table {
        address: "units".to_string(),
        kind: "units",
        title: lang.pick("各单位", "Units").to_string(),
        columns: vec![
            Column::new(lang, "id", "编号", "Id", Form::Text),
            Column::new(lang, "name", "名称", "Name", Form::Text),
            Column::new(lang, "parent", "上级", "Above", Form::Text),
            Column::new(lang, "data_until", "数据截至", "Data until", Form::Date),
            Column::new(lang, "cash", "现金", "Cash", Form::Money),
            Column::new(lang, "bank", "银行", "Bank", Form::Money),
            Column::new(lang, "months", "已公开月数", "Months", Form::Count),
            Column::new(lang, "unanswered", "待说明", "Unanswered", Form::Count),
        ],
        rows: summaries.iter().flatten().map(row).collect(),
        ..Table::default()
    }
}
