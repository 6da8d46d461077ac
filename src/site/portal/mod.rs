//! What consists of several units: the portal's own pages and data, and the front pages of towns and county.

mod answers;
pub mod pages;
mod parts;
mod registers;
mod search;

use std::sync::Arc;

use tera::Context;

pub use self::pages::own_page;
use self::pages::{Own, PAGES};
pub use self::parts::lists;
use self::registers::Register;
use super::unit::front_page;
use super::{changes, charts, coverage, hosts};
use crate::kind::unit::Contact;
use crate::law::Counts;
use crate::model::table::{Cell, Column, Form, Row, Table, Tone};
use crate::page::theme::Asset;
use crate::page::view::{Page, PlaceView, SearchView};
use crate::page::{Theme, methods, portal, unit as unit_page};
use crate::read::Inputs;
use crate::sink::{Purpose, SITE_MARK};
use crate::site::output::{self, Content, Output};
use crate::tally::Summary;

/// The portal's own pages and data, and what stands beside them.
pub fn own(inputs: &Inputs, theme: &Theme, summaries: &[Option<Summary>]) -> Vec<Output> {
    let exempt: Arc<[String]> = exempt(inputs, summaries).into();
    let asset = |asset: &Asset| {
        Output::new(asset.path.clone(), Content::Text(asset.bytes.clone()), "theme")
    };
    let mut all: Vec<Output> = theme.assets().iter().map(asset).collect();
    let (of_coverage, postings) = coverage::portal(inputs, summaries);
    all.extend(of_coverage);
    let requests = Arc::new(parts::requests(inputs, summaries));
    let mut context = home_context((inputs, theme), summaries, &postings);
    parts::context(inputs, summaries, &requests, &mut context);
    let registers = registers::pages(inputs, summaries);
    let ways = registers.iter().map(Register::link).collect();
    context.insert("search", &SearchView { unit: String::new(), ways });
    for own in PAGES {
        context.insert("page", &frame_of(inputs, own, summaries));
        all.push(output::page(own.template, own.address, context.clone(), "portal"));
    }
    for one in registers {
        context.insert("page", &own_page(inputs, &one.address, "information", &one.title));
        context.insert("registers", &one.view);
        all.push(output::page("pages/registers.html", &one.address, context.clone(), "portal"));
    }
    all = all.into_iter().map(|one| one.exempting(exempt.clone())).collect();
    all.extend(changes::portal(inputs, summaries, &exempt));
    let own = PAGES.iter().filter(|own| !own.section.is_empty() && own.address != "index");
    let own: Vec<_> = own.map(|own| (own.address, own.title.in_lang(inputs.portal.lang))).collect();
    all.extend(search::index(inputs, summaries, &own));
    for table in [Arc::new(units_table(inputs, summaries)), requests] {
        all.extend(output::data_of(&table, &"portal".into()));
    }
    all.extend(beside(theme));
    all
}

/// What tells hosts how to serve the pages, and the mark that says they are ours.
fn beside(theme: &Theme) -> Vec<Output> {
    let text =
        |path: &str, text: String| Output::new(path, Content::Text(text.into_bytes()), "sunlit");
    let files = hosts::files(theme.policy(), theme.assets()).into_iter();
    let mark = text(SITE_MARK, Purpose::Site.words().to_string());
    files.map(|(path, words)| text(path, words)).chain([mark]).collect()
}

/// Numbers that may look like a person's and may stand in public: duty phones, and the papers of all units.
fn exempt(inputs: &Inputs, summaries: &[Option<Summary>]) -> Vec<String> {
    let consented = inputs.plan.units.iter().flat_map(|unit| &unit.consented);
    let papers = summaries.iter().flatten().flat_map(|summary| &summary.papers);
    consented.chain(papers).cloned().collect()
}

/// What stands in the folder of a unit and needs others: the front pages of towns and county, the answers of villages.
pub fn of_unit(
    inputs: &Inputs,
    at: usize,
    summary: &Summary,
    summaries: &[Option<Summary>],
) -> Output {
    let plan = &inputs.plan.units[at];
    match plan.unit.keeps_books() {
        true => {
            let above: Vec<&Summary> =
                above(inputs, at).filter_map(|at| summaries[at].as_ref()).collect();
            answers::unit(inputs, plan, (summary, &above))
        }
        false => upper_unit(inputs, at, summary, summaries),
    }
}

fn frame_of(inputs: &Inputs, own: &Own, summaries: &[Option<Summary>]) -> Page {
    let lang = inputs.portal.lang;
    let (title, description) = (own.title.in_lang(lang), own.description.in_lang(lang));
    if own.address != "index" {
        let page = own_page(inputs, own.address, own.section, title);
        return Page { description: description.to_string(), ..page };
    }
    Page {
        description: portal::in_one_line(&inputs.portal, summaries.iter().flatten()),
        feed: "feed.xml".to_string(),
        ..own_page(inputs, own.address, own.section, &inputs.portal.name)
    }
}

/// The units over one, the nearest first.
fn above<'s>(inputs: &'s Inputs<'s>, at: usize) -> impl Iterator<Item = usize> + 's {
    std::iter::successors(inputs.plan.units[at].parent, |&at| inputs.plan.units[at].parent)
}

fn home_context(
    (inputs, theme): (&Inputs, &Theme),
    summaries: &[Option<Summary>],
    postings: &[(String, Counts)],
) -> Context {
    let known: Vec<&Summary> = summaries.iter().flatten().collect();
    let contacts: Vec<&Contact> =
        inputs.plan.below(None).flat_map(|at| &inputs.plan.units[at].unit.contacts).collect();
    let contacts = contacts.into_iter().map(unit_page::contact).collect();
    let places = top_places(inputs, summaries);
    let charts = charts::of_portal(inputs.portal.lang, &known);
    let mut context = Context::new();
    context.insert("home", &portal::home(&inputs.portal, &known, places, contacts, charts));
    context.insert("channels", &portal::channels(&inputs.portal.channels));
    context.insert(
        "overview",
        &charts::of_analysis(inputs.portal.lang, &known, postings, inputs.as_of),
    );
    context.insert("methods", &methods::methods(&inputs.portal));
    context.insert("examples", &theme.patterns().unwrap_or_default());
    context
}

/// What the front page lists: the units at the top, or, where one stands above all, those below it.
fn top_places(inputs: &Inputs, summaries: &[Option<Summary>]) -> Vec<PlaceView> {
    let top: Vec<usize> = inputs.plan.below(None).collect();
    match top[..] {
        [one] if inputs.plan.below(Some(one)).next().is_some() => {
            places(inputs, summaries, Some(one), "index")
        }
        _ => places(inputs, summaries, None, "index"),
    }
}

/// The units below one, with theirs, as lists name them.
fn places(
    inputs: &Inputs,
    summaries: &[Option<Summary>],
    parent: Option<usize>,
    address: &str,
) -> Vec<PlaceView> {
    let place = |at: usize| {
        let below = places(inputs, summaries, Some(at), address);
        unit_page::place(
            inputs.portal.lang,
            &inputs.plan.units[at].unit,
            summaries[at].as_ref(),
            address,
            below,
        )
    };
    inputs.plan.below(parent).map(place).collect()
}

/// The front page of a town or county: its units with their figures, its own notices and contacts.
fn upper_unit(
    inputs: &Inputs,
    at: usize,
    summary: &Summary,
    summaries: &[Option<Summary>],
) -> Output {
    let (lang, plan) = (inputs.portal.lang, &inputs.plan.units[at]);
    let address = format!("{}/index", plan.unit.id);
    let children = places(inputs, summaries, Some(at), &address);
    let home = unit_page::home(lang, &plan.unit, summary, Vec::new(), children);
    front_page(inputs, plan, summary, home)
}

/// All units with what they hold, as CSV and JSON beside the front page.
fn units_table(inputs: &Inputs, summaries: &[Option<Summary>]) -> Table {
    let lang = inputs.portal.lang;
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
