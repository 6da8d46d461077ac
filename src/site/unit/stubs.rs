//! What is left of records that were taken away, and what the unit says of suppressed notices.

use super::frame::{frame_of, page_output};
use crate::finding::rules;
use crate::kind::removal::Gone;
use crate::kind::suppression::Suppression;
use crate::model::table::Table;
use crate::page::record;
use crate::site::Output;
use crate::tally::summary::{Entry, Suppressed};
use crate::waist::{self, Desk};

/// The unit's suppressions as its front page tells them, those that took nothing left out.
pub fn suppressed(desk: &Desk, counts: &[usize]) -> Vec<Suppressed> {
    let all = &desk.plan.unit.suppress;
    let clean = |text: &str| desk.names.mask(text).into_owned();
    let one = |(one, count): (&Suppression, &usize)| {
        let rule = rules::by_code(one.rule.trim());
        let rule = rule.map_or("", |rule| rule.title.in_lang(desk.lang())).to_string();
        let (reason, by) = (clean(&one.reason), clean(&one.by));
        Suppressed { rule, reason, by, until: one.until.to_string(), count: *count }
    };
    all.iter().zip(counts).filter(|(_, count)| **count > 0).map(one).collect()
}

/// A page at the address of each record that was taken away: the day and the kind of reason. What lists say of it.
pub fn stubs(desk: &Desk) -> (Vec<Output>, Vec<Entry>) {
    let (mut outputs, mut entries) = (Vec::new(), Vec::new());
    for gone in &desk.plan.unit.removed {
        let Some(mut table) = stub(desk, gone) else { continue };
        table.exempt.clone_from(&desk.plan.consented);
        let page = frame_of(desk, &table, Vec::new());
        let view = record::view(desk.lang(), &table);
        outputs.push(page_output(desk, "pages/notice.html", &table.address, &page, &view, &table));
        let day = gone.removal.date;
        let day = day.filter(|day| desk.inputs.as_of.is_none_or(|today| *day <= today));
        entries.push(Entry {
            // Before its day it is not among what is new.
            date: day.map(|day| day.to_string()).unwrap_or_default(),
            kind: table.kind.to_string(),
            id: table.id.clone(),
            title: table.title.clone(),
            href: format!("{}.html", table.address),
            ..Entry::default()
        });
    }
    (outputs, entries)
}

fn stub(desk: &Desk, gone: &Gone) -> Option<Table> {
    let kind = desk.inputs.kinds.by_key(&gone.kind)?;
    let lang = desk.lang();
    Some(Table {
        address: format!("{}/{}/{}", desk.plan.unit.id, kind.folder, gone.id.to_lowercase()),
        kind: kind.key,
        id: gone.id.clone(),
        title: lang.pick("这一份公开已撤下", "This record was taken away").to_string(),
        plain: lang
            .pick(
                "这里原来公开过一份材料，后来撤下了，只留下撤下的日期和原因。",
                "A record stood here. It was taken away later; the day and the kind of reason stay.",
            )
            .to_string(),
        corrections: vec![waist::taken_away(desk, &gone.removal, &[])],
        objection: waist::objection(desk, &Default::default(), None),
        names_persons: true,
        ..Table::default()
    })
}
