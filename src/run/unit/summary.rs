//! What a unit leaves to the fold when its records are let go.

use crate::model::Date;
use crate::read::{Filed, Records, UnitPlan};
use crate::run::context::Run;
use crate::scan;
use crate::site::{Content, Output};
use crate::tally::Summary;
use crate::tally::summary::{BookSummary, Entry, Month, SCHEMA};
use crate::waist::{self, Desk};

/// What a month is among the unit's records.
pub fn ledger_entry(desk: &Desk, filed: &Filed, month: &Month) -> Entry {
    let envelope = &filed.ledger.envelope;
    let on = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    Entry {
        date: envelope.published.to_string(),
        kind: "ledger".to_string(),
        id: envelope.id.clone(),
        book: desk.plan.unit.books[filed.set].id.clone(),
        items: desk.inputs.law.known(&envelope.items),
        corrected: on(envelope.corrected(desk.inputs.as_of)),
        cut: on(envelope.cut(desk.inputs.as_of)),
        period: Some(filed.period()),
        title: waist::ledger::month_title(desk, filed),
        href: month.href.clone(),
        ..Entry::default()
    }
}

/// What the unit leaves to the fold, and to the next build if its files are then in disorder.
pub fn summary_file(plan: &UnitPlan, summary: &Summary) -> Output {
    let mut text = serde_json::to_vec(summary).expect("a summary is plain data");
    text.push(b'\n');
    let mut exempt = plan.exempt_with(&summary.papers);
    exempt.extend(summary.months().flat_map(|m| m.sources.iter().map(|(_, sum)| sum.clone())));
    let path = format!("{}/summary.json", plan.unit.id);
    Output::new(path, Content::Text(text), plan.source.path.clone()).exempting(exempt)
}

/// Numbers of papers that look like a person's and may stand in whatever is made of the records.
pub fn papers(records: &Records) -> Vec<String> {
    let ledgers = records.ledgers.iter().flat_map(waist::ledger::papers);
    let others = records.others.iter().flat_map(|(record, _)| waist::record::papers(record));
    let all = ledgers.chain(others);
    all.filter(|number| !scan::hits(number.as_bytes()).is_empty()).collect()
}

pub fn empty_summary(run: &Run, plan: &UnitPlan) -> Summary {
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
        parent: plan.parent.map(|at| run.inputs.plan.units[at].unit.id.clone()).unwrap_or_default(),
        search: unit.search.clone(),
        books: unit.books.iter().map(book).collect(),
        ..Summary::default()
    }
}
