//! What is posted and what is missing: of a unit on its own pages, of all units on the portal's.

use tera::Context;

use super::plan::UnitPlan;
use super::unit::{Press, part_view};
use super::{Shop, Stop, fold};
use crate::law::{Cadence, Counts, Matter, Posting, State, obligations};
use crate::model::Lang;
use crate::page::record;
use crate::page::view::{CoverageView, EntryView, Page, UnitView};
use crate::sink::Door;
use crate::tally::Summary;
use crate::waist::coverage::{self, Owing};

/// What a unit posted, as the law sees it.
pub fn postings(summary: &Summary) -> Vec<Posting<'_>> {
    summary.entries.iter().filter_map(Posting::of).collect()
}

/// What a unit owes and what became of it.
pub fn owing<'a>(
    shop: &'a Shop,
    plan: &'a UnitPlan,
    summary: &'a Summary,
    postings: &'a [Posting<'a>],
) -> Owing<'a> {
    let matter = Matter {
        law: shop.law,
        unit: &plan.unit,
        books_open_from: shop.portal.books_open_from,
        postings,
        as_of: shop.as_of,
        horizon: None,
    };
    Owing { summary, obligations: obligations(&matter) }
}

/// A unit's own page, with its data files.
pub fn unit(press: &Press, owing: &Owing, door: &mut Door) -> Result<(), Stop> {
    let (shop, plan) = (press.shop, press.plan);
    if !plan.unit.keeps_books() {
        return Ok(());
    }
    let lang = shop.portal.lang;
    let mut table = coverage::unit(lang, owing, shop.as_of);
    table.exempt.clone_from(&plan.consented);
    table.sources = vec![plan.source_ref()];
    table.exempt.push(plan.source.sha256.clone());
    press.data_files(&table, door)?;
    let page = press.frame(&table, Vec::new());
    for part in 0..record::parts(&table).len() {
        let (address, view) = (record::part_address(&table, part), part_view(lang, &table, part));
        press.page("pages/coverage.html", &address, &page, &view, &table, door)?;
    }
    Ok(())
}

/// For a unit's front page: how many periods are here, and which are not. No day of the build stands in it, so that
/// the page changes only when a state does.
pub fn brief(lang: Lang, owing: &Owing) -> CoverageView {
    let series = owing.obligations.iter().filter(|one| one.entry.cadence != Cadence::Unset);
    let here = series.clone().filter(|one| one.posting.is_some()).count();
    let mut missing: Vec<EntryView> = series
        .filter(|one| matches!(one.state, State::Missing(_)))
        .map(|one| EntryView {
            date: one.due.map(|due| due.to_string()).unwrap_or_default(),
            title: format!(
                "{} {}",
                coverage::when(lang, one),
                coverage::item(lang, owing.summary, one)
            ),
            note: lang
                .pick("应在这一天前公开，本站未见", "was due by this day and is not here")
                .to_string(),
            ..EntryView::default()
        })
        .collect();
    missing.sort_by(|a, b| a.date.cmp(&b.date));
    let n = missing.len();
    let lead = match (here, n) {
        (0, 0) => {
            lang.pick("没有到期的定期事项。", "Nothing that comes in periods is due.").to_string()
        }
        (_, 0) => lang.pick(
            format!("定期事项已公开 {here} 期，没有缺的。"),
            format!("Periods posted: {here}; none is missing."),
        ),
        _ => lang.pick(
            format!("定期事项已公开 {here} 期，未见 {n} 期。"),
            format!("Periods posted: {here}; not here: {n}."),
        ),
    };
    CoverageView { lead, missing, href: "coverage.html".to_string() }
}

/// The portal's page of all units, and the whole matrix as data. Returns what was due of each unit, by its name.
pub fn portal(
    shop: &Shop,
    summaries: &[Option<Summary>],
    exempt: &[String],
    door: &mut Door,
) -> Result<Vec<(String, Counts)>, Stop> {
    let lang = shop.portal.lang;
    let known: Vec<(&UnitPlan, &Summary)> = shop
        .plan
        .units
        .iter()
        .zip(summaries)
        .filter(|(plan, _)| plan.unit.keeps_books())
        .filter_map(|(plan, summary)| Some((plan, summary.as_ref()?)))
        .collect();
    let postings: Vec<Vec<Posting>> = known.iter().map(|(_, s)| postings(s)).collect();
    let units: Vec<Owing> = known
        .iter()
        .zip(&postings)
        .map(|((plan, summary), postings)| owing(shop, plan, summary, postings))
        .collect();
    let matrix = coverage::matrix(lang, &units, shop.as_of);
    door.put("coverage.csv", &crate::data::csv(&matrix), exempt, "portal")?;
    door.put("coverage.json", &crate::data::json(&matrix), exempt, "portal")?;
    let table = coverage::portal(lang, &units, shop.as_of);
    for part in 0..record::parts(&table).len() {
        let address = record::part_address(&table, part);
        let page = fold::own_page(shop, &address, "analysis", &table.title);
        put(shop, &address, &page, &part_view(lang, &table, part), exempt, door)?;
    }
    let counts = |owing: &Owing| Counts::of(&owing.obligations);
    Ok(units.iter().map(|owing| (owing.summary.name.clone(), counts(owing))).collect())
}

fn put(
    shop: &Shop,
    address: &str,
    page: &Page,
    view: &crate::page::view::RecordView,
    exempt: &[String],
    door: &mut Door,
) -> Result<(), Stop> {
    let mut context = Context::new();
    context.insert("unit", &UnitView::default());
    context.insert("page", page);
    context.insert("record", view);
    let html = shop.theme.render("pages/coverage.html", &context)?;
    door.put(&format!("{address}.html"), html.as_bytes(), exempt, "portal")?;
    Ok(())
}
