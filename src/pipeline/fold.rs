//! The fold: summaries become the pages of towns and county, and the portal's own.

use rayon::prelude::*;
use tera::Context;

use super::pages::{Own, PAGES};
use super::plan::UnitPlan;
use super::registers::{self, Register};
use super::unit::front_page;
use super::{Shop, Stop, answers, changes, charts, coverage, forward, hosts, parts, search};
use crate::finding::Report;
use crate::kind::unit::Contact;
use crate::law::Counts;
use crate::model::table::{Cell, Column, Form, Row, Table, Tone};
use crate::page::view::{Page, PlaceView, SearchView};
use crate::page::{methods, portal, record, unit as unit_page};
use crate::sink::{Door, Purpose, SITE_MARK, list_of};
use crate::source::disk::SETTINGS;
use crate::tally::Summary;

/// Writes everything that is made of more than one unit.
pub fn portal(shop: &Shop, summaries: &[Option<Summary>], report: &mut Report) -> Result<(), Stop> {
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
    let exempt = exempt(shop, summaries);
    for asset in shop.theme.assets() {
        door.put(&asset.path, &asset.bytes, &exempt, "theme")?;
    }
    of_units(shop, summaries, door.report)?;
    let postings = coverage::portal(shop, summaries, &exempt, &mut door)?;
    let requests = parts::requests(shop, summaries);
    let mut context = home_context(shop, summaries, &postings);
    parts::context(shop, summaries, &requests, &mut context);
    let registers = registers::pages(shop, summaries);
    let ways = registers.iter().map(Register::link).collect();
    context.insert("search", &SearchView { unit: String::new(), ways });
    let mut policy = None;
    for own in PAGES {
        context.insert("page", &frame_of(shop, own, summaries));
        let html = shop.theme.render(own.template, &context)?;
        door.put(&format!("{}.html", own.address), html.as_bytes(), &exempt, "portal")?;
        policy = policy.or_else(|| hosts::policy(&html));
    }
    for one in registers {
        context.insert("page", &own_page(shop, &one.address, "information", &one.title));
        context.insert("registers", &one.view);
        let html = shop.theme.render("pages/registers.html", &context)?;
        door.put(&format!("{}.html", one.address), html.as_bytes(), &exempt, "portal")?;
    }
    for (path, text) in hosts::files(policy.as_deref(), shop.theme.assets()) {
        door.put(path, text.as_bytes(), &[], "sunlit")?;
    }
    door.put(SITE_MARK, Purpose::Site.words().as_bytes(), &[], "sunlit")?;
    changes::portal(shop, summaries, &exempt, &mut door)?;
    let own = PAGES.iter().filter(|own| !own.section.is_empty() && own.address != "index");
    let own: Vec<_> = own.map(|own| (own.address, own.title.in_lang(shop.portal.lang))).collect();
    search::index(shop, summaries, &own, &mut door)?;
    units_table(shop, summaries, &mut door)?;
    parts::data_files(&requests, &mut door)?;
    for (plan, summary) in shop.plan.units.iter().zip(summaries) {
        let Some(summary) = summary else { continue };
        let list = list_of(&summary.id);
        let Some(bytes) = shop.sink.staged_or_last_good(&list)? else { continue };
        door.sums.add(&list, &bytes);
        for former in &plan.unit.formerly {
            let forwards = forward::unit(shop, (&summary.id, former), &bytes, door.report)?;
            door.sums.add(&list_of(former), &forwards);
        }
    }
    door.close("")?;
    Ok(())
}

/// Numbers that may look like a person's and may stand in public: duty phones, and the papers of all units.
fn exempt(shop: &Shop, summaries: &[Option<Summary>]) -> Vec<String> {
    let consented = shop.plan.units.iter().flat_map(|unit| &unit.consented);
    let papers = summaries.iter().flatten().flat_map(|summary| &summary.papers);
    consented.chain(papers).cloned().collect()
}

/// What stands in the folder of a unit and needs others: the front pages of towns and county, the answers of villages.
fn of_units(shop: &Shop, summaries: &[Option<Summary>], report: &mut Report) -> Result<(), Stop> {
    let one = |(at, plan): (usize, &UnitPlan)| {
        let mut told = Report::default();
        let Some(summary) = summaries[at].as_ref().filter(|summary| !summary.stale) else {
            return Ok(told);
        };
        if plan.unit.keeps_books() {
            let above: Vec<&Summary> =
                above(shop, at).filter_map(|at| summaries[at].as_ref()).collect();
            answers::unit(shop, plan, (summary, &above), &mut told)?;
        } else {
            upper_unit(shop, at, plan, summaries, &mut told)?;
        }
        Ok(told)
    };
    let all: Result<Vec<Report>, Stop> = shop.plan.units.par_iter().enumerate().map(one).collect();
    all?.into_iter().for_each(|told| report.absorb(told));
    Ok(())
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

/// The front page of a town or county: its units with their figures, its own notices and contacts. It joins the
/// unit's other files, so the unit's list of hashes is written anew.
fn upper_unit(
    shop: &Shop,
    at: usize,
    plan: &UnitPlan,
    summaries: &[Option<Summary>],
    report: &mut Report,
) -> Result<(), Stop> {
    let Some(summary) = &summaries[at] else { return Ok(()) };
    let (lang, unit) = (shop.portal.lang, &plan.unit);
    let address = format!("{}/index", unit.id);
    let children = places(shop, summaries, Some(at), &address);
    let home = unit_page::home(lang, unit, summary, Vec::new(), children);
    let mut door = shop.door_again(report, plan)?;
    front_page(shop, plan, summary, home, &mut door)?;
    door.close(&unit.id)?;
    Ok(())
}

/// All units with what they hold, as CSV and JSON beside the front page.
fn units_table(shop: &Shop, summaries: &[Option<Summary>], door: &mut Door) -> Result<(), Stop> {
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
    let table = Table {
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
    };
    door.put("units.csv", &crate::data::csv(&table), &[], "portal")?;
    door.put("units.json", &crate::data::json(&table), &[], "portal")?;
    Ok(())
}
