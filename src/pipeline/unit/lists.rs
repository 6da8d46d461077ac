//! What stands around the months: years, and the unit's front page.

use tera::Context;

use super::press::Press;
use crate::model::table::Table;
use crate::page::{frame, record, unit as unit_page};
use crate::pipeline::{Stop, charts, coverage, parts};
use crate::sink::Door;
use crate::tally::Summary;
use crate::waist;

/// Years and all years of every set of books.
pub fn years(press: &Press, summary: &Summary, door: &mut Door) -> Result<(), Stop> {
    let desk = press.desk();
    let lang = desk.lang();
    let exempt = &press.plan.consented;
    for (set, book) in summary.books.iter().enumerate() {
        for year in waist::year::years(book) {
            let mut table = waist::year::year(&desk, set, book, year);
            table.exempt.clone_from(exempt);
            table.exempt.extend(table.sources.iter().map(|s| s.sha256.clone()));
            let mut view = record::view(lang, &table);
            view.charts = charts::of_year(lang, book, year);
            view.up = record::link(lang.pick("历年收支", "All years"), "index.html");
            let finance = record::link(lang.pick("财务", "Finance"), "index.html");
            let page = press.frame(&table, vec![finance]);
            press.list("pages/year.html", &page, view, &table, door)?;
        }
    }
    let mut table = waist::year::all(&desk, summary);
    table.exempt.clone_from(exempt);
    let page = press.frame(&table, Vec::new());
    press.list("pages/years.html", &page, record::view(lang, &table), &table, door)
}

/// The front page of a unit that keeps books. Towns and the county show their units' figures, so theirs belong to
/// the fold.
pub fn front(press: &Press, summary: &Summary, door: &mut Door) -> Result<(), Stop> {
    let (lang, unit) = (press.shop.portal.lang, &press.plan.unit);
    if !unit.keeps_books() {
        return Ok(());
    }
    let address = format!("{}/index", unit.id);
    let table = Table {
        address: address.clone(),
        title: unit.name.clone(),
        plain: summary.plain.clone(),
        sources: vec![press.plan.source_ref()],
        ..Table::default()
    };
    let mut page = press.frame(&table, Vec::new());
    // The page is the unit: its name stands in the breadcrumbs once.
    page.crumbs.remove(page.crumbs.len() - 2);
    let mut home = unit_page::home(lang, unit, summary, charts::of_unit(lang, summary), Vec::new());
    home.coverage = coverage::brief(press.shop, press.plan, summary);
    home.lists = parts::lists(lang, summary);
    let mut context = Context::new();
    context.insert("unit", &frame::unit(lang, unit, &address));
    context.insert("page", &page);
    context.insert("home", &home);
    let html = press.shop.theme.render("pages/unit.html", &context)?;
    let plan = press.plan;
    let mut exempt = plan.exempt();
    exempt.extend(summary.papers.iter().cloned());
    door.put(&format!("{address}.html"), html.as_bytes(), &exempt, &plan.source.path)?;
    Ok(())
}
