//! What a unit has posted, as the law sees it: of its records while they are there, of its summary when they are let go.
//! Every statement on what is due or late is made of these, so that none contradicts another.

use super::plan::UnitPlan;
use super::records::Records;
use crate::kind::envelope::Envelope;
use crate::kind::portal::Portal;
use crate::law::{Law, Matter, Posting};
use crate::model::Date;
use crate::tally::Summary;
use crate::tally::summary::Entry;

/// Those for fewer people too: they were posted, if not on the web.
pub fn of_records<'a>(
    plan: &'a UnitPlan,
    records: &'a Records,
    today: Option<Date>,
) -> Vec<Posting<'a>> {
    let posting = |kind, class, book, envelope: &'a Envelope, items: &'a [String]| Posting {
        id: &envelope.id,
        kind,
        class,
        book,
        items,
        period: Some(envelope.period),
        on: envelope.published,
        corrected: envelope.corrected(today),
        href: "",
        title: &envelope.title,
    };
    let ledgers = records.ledgers.iter().map(|filed| {
        let book = plan.unit.books.get(filed.set).map_or("", |book| &*book.id);
        let envelope = &filed.ledger.envelope;
        posting("ledger", "", book, envelope, &envelope.items)
    });
    let others = records.others.iter().map(|(record, _)| {
        let class = record.class().map_or("", |class| class.key);
        posting(record.kind.key, class, "", &record.envelope, record.items())
    });
    ledgers.chain(others).collect()
}

/// The same of what a unit left: its own records, on the web or not.
pub fn of_summary(summary: &Summary) -> Vec<Posting<'_>> {
    let own = summary.entries.iter().filter(|entry| entry.home.is_empty());
    own.chain(&summary.elsewhere).filter_map(Posting::of).collect()
}

/// Records that were posted and have no page: nothing is kept of them but what the law asks about.
pub fn elsewhere(plan: &UnitPlan, records: &Records, entries: &[Entry]) -> Vec<Entry> {
    let all = of_records(plan, records, None);
    let shown = |one: &Posting| entries.iter().any(|entry| entry.id == one.id);
    let entry = |one: Posting| Entry {
        date: one.on.to_string(),
        kind: one.kind.to_string(),
        class_key: one.class.to_string(),
        book: one.book.to_string(),
        items: one.items.to_vec(),
        period: one.period,
        ..Entry::default()
    };
    all.into_iter().filter(|one| !shown(one)).map(entry).collect()
}

/// What the obligations of a unit are made from, up to a horizon.
pub fn matter<'a>(
    (law, portal): (&'a Law, &Portal),
    plan: &'a UnitPlan,
    postings: &'a [Posting<'a>],
    (as_of, horizon): (Option<Date>, Option<Date>),
) -> Matter<'a> {
    let (unit, books_open_from) = (&plan.unit, portal.books_open_from);
    let fiscal = portal.settings.fiscal;
    Matter { law, unit, books_open_from, postings, as_of, horizon, fiscal }
}
