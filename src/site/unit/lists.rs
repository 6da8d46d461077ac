//! What stands around the months: years, and the unit's front page.

use std::collections::BTreeSet;
use std::sync::Arc;

use tera::Context;

use super::frame::{frame_of, list};
use super::lines;
use crate::model::table::Table;
use crate::page::view::UnitHomeView;
use crate::page::{frame, record, unit as unit_page};
use crate::read::{Inputs, UnitPlan};
use crate::site::output::{self, Output};
use crate::site::portal::lists as record_lists;
use crate::site::{charts, coverage};
use crate::tally::Summary;
use crate::waist::coverage::Owing;
use crate::waist::{self, Desk};

/// Years and all years of every set of books.
/// `with_lines` are the years whose lines have a file.
pub fn years(desk: &Desk, summary: &Summary, with_lines: &BTreeSet<i16>) -> Vec<Output> {
    let mut all = Vec::new();
    let lang = desk.lang();
    let exempt = &desk.plan.consented;
    for (set, book) in summary.books.iter().enumerate() {
        for year in waist::year::years(book) {
            let mut table = waist::year::year(desk, set, book, year);
            table.exempt.clone_from(exempt);
            table.exempt.extend(table.sources.iter().map(|s| s.sha256.clone()));
            let mut view = record::view(lang, &table);
            view.charts = charts::of_year(lang, book, year);
            if with_lines.contains(&year) {
                let label = lang.pick("这一年每一笔 CSV", "CSV of every line of the year");
                view.downloads.push(record::link(label, lines::file(year)));
            }
            view.up = record::link(lang.pick("历年收支", "All years"), "index.html");
            let finance = record::link(lang.pick("财务", "Finance"), "index.html");
            let page = frame_of(desk, &table, vec![finance]);
            all.extend(list(desk, "pages/year.html", &page, view, &Arc::new(table)));
        }
    }
    let mut table = waist::year::all(desk, summary);
    table.exempt.clone_from(exempt);
    let page = frame_of(desk, &table, Vec::new());
    let view = record::view(lang, &table);
    all.extend(list(desk, "pages/years.html", &page, view, &Arc::new(table)));
    all
}

/// The front page of a unit that keeps books. Towns and the county show their units' figures, so theirs belong to
/// the fold.
pub fn front(desk: &Desk, owing: &Owing) -> Option<Output> {
    let (lang, unit, summary) = (desk.inputs.portal.lang, &desk.plan.unit, owing.summary);
    if !unit.keeps_books() {
        return None;
    }
    let mut home = unit_page::home(lang, unit, summary, charts::of_unit(lang, summary), Vec::new());
    home.coverage = coverage::brief(lang, owing);
    Some(front_page(desk.inputs, desk.plan, summary, home))
}

/// A unit's front page, of whatever level.
pub fn front_page(
    inputs: &Inputs,
    plan: &UnitPlan,
    summary: &Summary,
    mut home: UnitHomeView,
) -> Output {
    let (lang, unit) = (inputs.portal.lang, &plan.unit);
    home.lists = record_lists(lang, &inputs.kinds, summary);
    let address = format!("{}/index", unit.id);
    let above: Vec<_> =
        inputs.plan.above(plan).iter().map(|u| (u.id.as_str(), u.name.as_str())).collect();
    let table = Table {
        address: address.clone(),
        title: unit.name.clone(),
        plain: summary.plain.clone(),
        sources: vec![plan.source_ref()],
        ..Table::default()
    };
    let mut context = Context::new();
    context.insert("unit", &frame::unit(lang, unit, &address));
    let mut page = frame::unit_page(&table, &above, Vec::new());
    page.feed = "feed.xml".to_string();
    if page.description.is_empty() && !home.balance.is_empty() {
        let (name, sum, day) = (&unit.name, &home.balance, &home.as_of);
        page.description = lang.pick(
            format!("{name}账上现在有 {sum} 元，截至 {day}。每一笔都在这里。"),
            format!("{name} has {sum} yuan as of {day}. Every line is here."),
        );
    }
    context.insert("page", &page);
    context.insert("home", &home);
    let page = output::page("pages/unit.html", &address, context, plan.source.path.clone());
    page.exempting(plan.exempt_with(&summary.papers))
}
