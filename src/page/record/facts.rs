//! A table's facts as a page deals them out: the record's own by the stages of its life line, its procedure apart.

use crate::model::table::{About, Fact, Table};
use crate::page::view::{FactGroupView, FactView};

pub fn fact(fact: &Fact) -> FactView {
    FactView {
        key: fact.key,
        label: fact.label.clone(),
        value: fact.value.clone(),
        href: fact.href.clone(),
    }
}

/// The record's own: first what belongs to no stage, then the stages in their order. No group is empty.
pub fn own(table: &Table) -> Vec<FactGroupView> {
    let stages = table.stages.iter().map(|stage| (About::Stage(stage.key), stage.label.clone()));
    let groups = std::iter::once((About::Record, String::new())).chain(stages);
    groups
        .map(|(about, label)| FactGroupView { label, facts: of(table, about) })
        .filter(|group| !group.facts.is_empty())
        .collect()
}

pub fn procedure(table: &Table) -> Vec<FactView> {
    of(table, About::Procedure)
}

fn of(table: &Table, about: About) -> Vec<FactView> {
    table.facts.iter().filter(|one| one.about == about).map(fact).collect()
}
