//! The search of the whole portal: its units, the parts of its menu, and the pages that name no persons.

use std::sync::Arc;

use crate::kind::portal::Channel;
use crate::model::Document;
use crate::page::unit;
use crate::read::{Inputs, UnitPlan};
use crate::search;
use crate::site::output::{self, Output};
use crate::site::unit::{LISTS, UNITS};
use crate::tally::Summary;

/// The index beside the page of the search; `own` are the parts of the menu, by address and title.
pub fn index(inputs: &Inputs, summaries: &[Option<Summary>], own: &[(&str, &str)]) -> Vec<Output> {
    let mut made: Vec<Document> = units(inputs, summaries);
    made.extend(own.iter().map(|(address, title)| page(inputs, address, title)));
    let known = summaries.iter().flatten();
    let mut documents: Vec<&Document> =
        made.iter().chain(known.flat_map(|summary| &summary.documents)).collect();
    documents.sort_by(|a, b| (a.order, b.date, &a.href).cmp(&(b.order, a.date, &b.href)));
    let files = search::files(&documents).into_iter().chain([search::forms()]);
    output::index_of("", files.collect(), &Arc::from("portal"))
}

/// A part of the menu by its title, and that on where to report by its channels.
fn page(inputs: &Inputs, address: &str, title: &str) -> Document {
    let channels = if address == "report" { &inputs.portal.channels[..] } else { &[] };
    let reached = |one: &Channel| {
        [said(&[&one.name, &one.phone]), one.takes.clone(), said(&[&one.address, &one.hours])]
    };
    Document {
        href: format!("{address}.html"),
        title: title.to_string(),
        about: inputs.portal.name.clone(),
        lines: channels.iter().flat_map(reached).filter(|line| !line.is_empty()).collect(),
        order: LISTS,
        ..Document::default()
    }
}

/// The units by their names, by the words they are looked for (in Latin letters, in initials), by who answers for them and
/// where they are reached.
fn units(inputs: &Inputs, summaries: &[Option<Summary>]) -> Vec<Document> {
    let lang = inputs.portal.lang;
    let both = inputs.plan.units.iter().zip(summaries);
    let one = |(plan, summary): (&UnitPlan, &Option<Summary>)| {
        let summary = summary.as_ref()?;
        let above: Vec<&str> =
            inputs.plan.above(plan).iter().map(|unit| unit.name.as_str()).collect();
        let level = plan.unit.level.words.in_lang(lang);
        let mut lines: Vec<String> = above.iter().map(|name| name.to_string()).collect();
        lines.push(level.to_string());
        lines.push(summary.plain.clone());
        lines.extend(unit::said(lang, summary));
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
            unseen: vec![summary.search.clone()],
            order: UNITS,
            source: plan.source.path.to_string(),
            exempt: plan.consented.clone(),
        })
    };
    both.filter_map(one).collect()
}

fn said(words: &[&str]) -> String {
    words.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ")
}
