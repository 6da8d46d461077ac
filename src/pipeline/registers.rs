//! The page of all registers: every kind that anybody has posted, by its group, with the units that post it.

use super::Shop;
use super::parts::own_list;
use crate::kind::record::{GROUPS, Kind, Part};
use crate::page::view::{GatheredGroupView, GatheredPartView};
use crate::tally::Summary;

/// Kinds of information in the order of their groups; those in no group first, as village affairs.
pub fn groups(shop: &Shop, summaries: &[Option<Summary>]) -> Vec<GatheredGroupView> {
    let lang = shop.portal.lang;
    let known: Vec<&Summary> = summaries.iter().flatten().collect();
    let of_group = |key: &str| {
        let kinds = shop.kinds.iter().filter(|kind| kind.part == Part::Information);
        let own = kinds.filter(|kind| kind.group.map_or("affairs", |group| group.key) == key);
        own.filter_map(|kind| part(shop, &known, kind)).collect::<Vec<_>>()
    };
    let groups = GROUPS.iter().map(|group| GatheredGroupView {
        label: group.words.in_lang(lang).to_string(),
        parts: of_group(group.key),
    });
    groups.filter(|group| !group.parts.is_empty()).collect()
}

/// One kind: a link to the list of each unit that has any.
fn part(shop: &Shop, summaries: &[&Summary], kind: &Kind) -> Option<GatheredPartView> {
    let lang = shop.portal.lang;
    let entries: Vec<_> = summaries
        .iter()
        .filter_map(|summary| {
            let own = summary.entries.iter().filter(|entry| entry.kind == kind.key);
            let dates: Vec<&str> = own.map(|entry| entry.date.as_str()).collect();
            let newest = dates.iter().max()?;
            Some(own_list(lang, summary, kind, newest, dates.len()))
        })
        .collect();
    let label = kind.words.in_lang(lang).to_string();
    (!entries.is_empty()).then_some(GatheredPartView { label, entries })
}
