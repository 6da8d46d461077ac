//! The pages of all registers: what anybody has posted by its kind and by its year, and the units by their letters.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::own_list;
use crate::kind::record::{GROUPS, Kind, Part};
use crate::model::{Base, Period};
use crate::page::record;
use crate::page::view::{GatheredGroupView, GatheredPartView, GatheredView, Link, RegistersView};
use crate::read::{Inputs, UnitPlan};
use crate::tally::Summary;
use crate::tally::summary::Entry;
use crate::waist;

/// One of these pages: where it stands, what it is called and what is on it.
pub struct Register {
    pub address: String,
    pub title: String,
    pub view: RegistersView,
}

impl Register {
    pub fn link(&self) -> Link {
        record::link(&self.title, format!("{}.html", self.address))
    }
}

/// All of them; each leads to the others.
pub fn pages(inputs: &Inputs, summaries: &[Option<Summary>]) -> Vec<Register> {
    let lang = inputs.portal.lang;
    let known: Vec<&Summary> = summaries.iter().flatten().collect();
    let page = |by, address: String, title: String, groups| {
        let view = RegistersView { by, ways: Vec::new(), groups };
        Register { address, title, view }
    };
    let title = lang.pick("公开目录", "All registers").to_string();
    let mut all = vec![page("kind", "registers".into(), title, of_kinds(inputs, &known, None))];
    for year in years(&known).into_iter().rev() {
        let title = waist::period(lang, Period::Year(year));
        let mut groups = of_kinds(inputs, &known, Some(year));
        groups.splice(0..0, of_books(inputs, &known, year));
        all.push(page("year", format!("year-{year}"), title, groups));
    }
    let title = lang.pick("按拼音找单位", "Units from A to Z").to_string();
    all.push(page("letter", "letters".into(), title, of_letters(inputs, summaries)));
    let links: Vec<Link> = all.iter().map(Register::link).collect();
    for (at, one) in all.iter_mut().enumerate() {
        let others = links.iter().enumerate().filter(|(other, _)| *other != at);
        one.view.ways = others.map(|(_, link)| link.clone()).collect();
    }
    all
}

/// Years in which a book was kept or something was posted.
fn years(summaries: &[&Summary]) -> BTreeSet<i16> {
    let books = summaries.iter().flat_map(|one| one.months()).map(|month| month.period.year());
    let entries = summaries.iter().flat_map(|one| &one.entries).filter_map(year_of);
    books.chain(entries).collect()
}

fn year_of(entry: &Entry) -> Option<i16> {
    entry.date.split('-').next()?.parse().ok()
}

/// Kinds of information in the order of their groups; those in no group first, as village affairs.
fn of_kinds(inputs: &Inputs, summaries: &[&Summary], year: Option<i16>) -> Vec<GatheredGroupView> {
    let lang = inputs.portal.lang;
    let of_group = |key: &str| {
        let kinds = inputs.kinds.iter().filter(|kind| kind.part == Part::Information);
        let own = kinds.filter(|kind| kind.group.map_or("affairs", |group| group.key) == key);
        own.filter_map(|kind| part(inputs, summaries, kind, year)).collect::<Vec<_>>()
    };
    let groups = GROUPS.iter().map(|group| GatheredGroupView {
        label: group.words.in_lang(lang).to_string(),
        parts: of_group(group.key),
    });
    groups.filter(|group| !group.parts.is_empty()).collect()
}

/// One kind: a link to the list of each unit that has any.
fn part(
    inputs: &Inputs,
    summaries: &[&Summary],
    kind: &Kind,
    year: Option<i16>,
) -> Option<GatheredPartView> {
    let lang = inputs.portal.lang;
    let entries: Vec<_> = summaries
        .iter()
        .filter_map(|summary| {
            let own = summary.entries.iter().filter(|entry| entry.kind == kind.key);
            let own = own.filter(|entry| year.is_none() || year_of(entry) == year);
            let dates: Vec<&str> = own.map(|entry| entry.date.as_str()).collect();
            let newest = dates.iter().max()?;
            Some(own_list(lang, summary, kind, newest, dates.len()))
        })
        .collect();
    let label = kind.words.in_lang(lang).to_string();
    (!entries.is_empty()).then_some(GatheredPartView { label, entries })
}

/// The books of a year: a link to each unit's page of that year.
fn of_books(inputs: &Inputs, summaries: &[&Summary], year: i16) -> Option<GatheredGroupView> {
    let lang = inputs.portal.lang;
    let books = summaries.iter().flat_map(|one| one.books.iter().map(move |book| (*one, book)));
    let kept = books.filter_map(|(summary, book)| {
        let months = waist::year::of_year(book, year);
        let href = months.first()?.year_href();
        Some(GatheredView {
            unit: match summary.books.len() {
                1 => summary.name.clone(),
                _ => format!("{} {}", summary.name, book.name),
            },
            note: lang.say(match lang.base() {
                Base::Zh => format!("{} 个月", months.len()),
                Base::En => lang.counted(months.len(), "month", "months"),
            }),
            href,
            ..GatheredView::default()
        })
    });
    let entries: Vec<_> = kept.collect();
    let label = lang.pick("账", "Books").to_string();
    let parts = vec![GatheredPartView {
        label: lang.pick("收支", "Income and spending").into(),
        entries,
    }];
    (!parts[0].entries.is_empty()).then_some(GatheredGroupView { label, parts })
}

/// Units under the first letter they are looked for by; those without one stand last.
fn of_letters(inputs: &Inputs, summaries: &[Option<Summary>]) -> Vec<GatheredGroupView> {
    let lang = inputs.portal.lang;
    let mut letters: BTreeMap<(bool, String), Vec<(String, GatheredView)>> = BTreeMap::new();
    for (plan, _) in inputs.plan.units.iter().zip(summaries).filter(|(_, one)| one.is_some()) {
        let unit = &plan.unit;
        let latin = format!("{} {}", unit.search, unit.name).trim().to_uppercase();
        let letter = latin.chars().next().filter(char::is_ascii_alphabetic);
        let key = (letter.is_none(), letter.map(String::from).unwrap_or_default());
        let entry = GatheredView {
            unit: unit.name.clone(),
            note: above(inputs, plan),
            href: format!("{}/index.html", unit.id),
            ..GatheredView::default()
        };
        letters.entry(key).or_default().push((latin, entry));
    }
    let part = |((_, letter), mut units): ((bool, String), Vec<(String, GatheredView)>)| {
        units.sort_by(|(a, one), (b, other)| (a, &one.href).cmp(&(b, &other.href)));
        let other = || lang.pick("其他", "Others").to_string();
        GatheredPartView {
            label: if letter.is_empty() { other() } else { letter },
            entries: units.into_iter().map(|(_, entry)| entry).collect(),
        }
    };
    let parts: Vec<_> = letters.into_iter().map(part).collect();
    let label = String::new();
    if parts.is_empty() { Vec::new() } else { vec![GatheredGroupView { label, parts }] }
}

/// Which of two places of one name is meant.
fn above(inputs: &Inputs, plan: &UnitPlan) -> String {
    inputs.plan.above(plan).last().map(|unit| unit.name.clone()).unwrap_or_default()
}
