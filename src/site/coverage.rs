//! What is posted and what is missing: of a unit on its own pages, of all units on the portal's.

use std::sync::Arc;

use tera::Context;

use super::portal::pages::own_page;
use super::unit::{frame_of, pages, part_view};
use crate::law::{Cadence, Counts, Obligation, Posting, State, Why, obligations};
use crate::model::Lang;
use crate::page::record;
use crate::page::view::{CoverageView, EntryView, UnitView};
use crate::read::{Inputs, UnitPlan, postings};
use crate::site::output::{self, Output};
use crate::tally::Summary;
use crate::waist::Desk;
use crate::waist::coverage::{self, Owing};

/// What a unit owes and what became of it.
pub fn owing<'a>(
    inputs: &'a Inputs<'a>,
    plan: &'a UnitPlan,
    summary: &'a Summary,
    postings: &'a [Posting<'a>],
) -> Owing<'a> {
    let place = (&inputs.law, &inputs.portal);
    let matter = postings::matter(place, plan, postings, (inputs.as_of, None));
    Owing { summary, obligations: obligations(&matter) }
}

/// A unit's own page, with its data files.
pub fn unit(desk: &Desk, owing: &Owing) -> Vec<Output> {
    let (inputs, plan) = (desk.inputs, desk.plan);
    if !plan.unit.keeps_books() {
        return Vec::new();
    }
    let lang = inputs.portal.lang;
    let mut table = coverage::unit(lang, owing, inputs.as_of);
    table.exempt.clone_from(&plan.consented);
    table.sources = vec![plan.source_ref()];
    table.exempt.push(plan.source.sha256.clone());
    let page = frame_of(desk, &table, Vec::new());
    pages(desk, "pages/coverage.html", &page, &Arc::new(table))
}

/// For a unit's front page: how many periods are here, and which are not. No day of the build stands in it, so that
/// the page changes only when a state does.
pub fn brief(lang: Lang, owing: &Owing) -> CoverageView {
    let series = owing.obligations.iter().filter(|one| is_periodic(one));
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
        (0, 0) if !owing.obligations.iter().any(is_periodic) => lang
            .pick(
                "没有哪条规定写明按期公开，本站不判断缺不缺。",
                "No rule names a period, so nothing is judged missing here.",
            )
            .to_string(),
        (0, 0) => {
            lang.pick("没有到期的定期事项。", "Nothing that comes in periods is due.").to_string()
        }
        (_, 0) if !judged(&owing.obligations) => lang.pick(
            format!("定期事项已公开 {here} 期；有的事项没有规定日期，不判断缺不缺。"),
            format!(
                "Periods posted: {here}; for some matters no day is set, so none is judged missing."
            ),
        ),
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

fn is_periodic(one: &Obligation) -> bool {
    one.entry.cadence != Cadence::Unset
}

/// Whether every matter that comes in periods has a day that counts, and every set of books one.
fn judged(all: &[Obligation]) -> bool {
    let unknown = |one: &&Obligation| {
        matches!(one.state, State::NotApplicable(Why::Unconfirmed | Why::NoBeginning))
    };
    let of_books = || all.iter().filter(|one| one.entry.kind == "ledger" && one.book.is_some());
    let ruled = |book| of_books().any(|one| one.book == book && is_periodic(one));
    !all.iter().filter(|one| is_periodic(one)).any(|one| unknown(&one))
        && of_books().all(|one| ruled(one.book))
}

/// The portal's page of all units, and the whole matrix as data; and what was due of each unit, by its name.
pub fn portal(
    inputs: &Inputs,
    summaries: &[Option<Summary>],
) -> (Vec<Output>, Vec<(String, Counts)>) {
    let lang = inputs.portal.lang;
    let known: Vec<(&UnitPlan, &Summary)> = inputs
        .plan
        .units
        .iter()
        .zip(summaries)
        .filter(|(plan, _)| plan.unit.keeps_books())
        .filter_map(|(plan, summary)| Some((plan, summary.as_ref()?)))
        .collect();
    let postings: Vec<Vec<Posting>> = known.iter().map(|(_, s)| postings::of_summary(s)).collect();
    let units: Vec<Owing> = known
        .iter()
        .zip(&postings)
        .map(|((plan, summary), postings)| owing(inputs, plan, summary, postings))
        .collect();
    let matrix = Arc::new(coverage::matrix(lang, &units, inputs.as_of));
    let mut all = output::data_of(&matrix, &Arc::from("portal"));
    let table = coverage::portal(lang, &units, inputs.as_of);
    for part in 0..record::parts(&table).len() {
        let address = record::part_address(&table, part);
        let mut context = Context::new();
        context.insert("unit", &UnitView::default());
        context.insert("page", &own_page(inputs, &address, "analysis", &table.title));
        context.insert("record", &part_view(lang, &table, part));
        all.push(output::page("pages/coverage.html", &address, context, "portal"));
    }
    let counts = |owing: &Owing| Counts::of(&owing.obligations);
    (all, units.iter().map(|owing| (owing.summary.name.clone(), counts(owing))).collect())
}
