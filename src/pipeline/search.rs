//! The search of the whole portal: its units, and the pages that name no persons.

use super::unit::UNITS;
use super::{Shop, Stop, UnitPlan};
use crate::model::Document;
use crate::search;
use crate::sink::Door;
use crate::tally::Summary;

/// The index beside the page of the search.
pub fn index(shop: &Shop, summaries: &[Option<Summary>], door: &mut Door) -> Result<(), Stop> {
    let mut documents: Vec<Document> = units(shop, summaries);
    let known = summaries.iter().flatten();
    documents.extend(known.flat_map(|summary| summary.documents.iter().cloned()));
    documents.sort_by(|a, b| (a.order, b.date, &a.href).cmp(&(b.order, a.date, &b.href)));
    for file in search::files(&documents).into_iter().chain([search::forms()]) {
        door.put(&file.path, &file.bytes, &file.exempt, "portal")?;
    }
    Ok(())
}

/// The units by their names, by the words they are looked for (in Latin letters, in initials), by who answers for them and
/// where they are reached.
fn units(shop: &Shop, summaries: &[Option<Summary>]) -> Vec<Document> {
    let lang = shop.portal.lang;
    let both = shop.plan.units.iter().zip(summaries);
    let one = |(plan, summary): (&UnitPlan, &Option<Summary>)| {
        let summary = summary.as_ref()?;
        let above: Vec<&str> =
            shop.plan.above(plan).iter().map(|unit| unit.name.as_str()).collect();
        let level = plan.unit.level.words.in_lang(lang);
        let mut lines: Vec<String> = above.iter().map(|name| name.to_string()).collect();
        lines.push(level.to_string());
        lines.push(summary.plain.clone());
        lines.push(summary.search.clone());
        lines
            .extend(plan.unit.officials.iter().map(|one| said(&[&one.body, &one.post, &one.name])));
        for one in &plan.unit.contacts {
            lines.push(said(&[&one.role, &one.name, &one.phone]));
            lines.push(said(&[&one.address, &one.hours]));
        }
        Some(Document {
            href: format!("{}/index.html", summary.id),
            title: summary.name.clone(),
            about: level.to_string(),
            date: summary.data_until().map(|period| period.last_day()),
            lines: lines.into_iter().filter(|line| !line.is_empty()).collect(),
            order: UNITS,
            exempt: plan.consented.clone(),
        })
    };
    both.filter_map(one).collect()
}

fn said(words: &[&str]) -> String {
    words.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ")
}
