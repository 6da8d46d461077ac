//! What every page has around it: its way to the root, its breadcrumbs, its section of the menu.

use super::portal::channels;
use super::unit::contact;
use super::view::{Link, Page, PortalView, PublisherView, SourceView, UnitView};
use crate::kind::portal::Portal;
use crate::kind::unit::Unit;
use crate::model::address::root_of;
use crate::model::table::Table;
use crate::model::{Base, Lang};

/// Digits of the longest number that is dialled without an area code, such as 12345.
const SHORT_NUMBER_MAX: usize = 6;

/// The constant part of every page.
pub fn portal(portal: &Portal) -> PortalView {
    let days = portal.settings.answer_days;
    let publisher = &portal.publisher;
    PortalView {
        name: portal.name.clone(),
        place: portal.place.clone(),
        lang: portal.lang.tag(),
        sample: portal.sample,
        publisher: PublisherView {
            name: publisher.name.clone(),
            phone: publisher.phone.clone(),
            address: publisher.address.clone(),
            hours: publisher.hours.clone(),
        },
        icp: portal.icp.clone(),
        police: portal.police.clone(),
        licence: portal.licence.clone(),
        answer_days: answer_within(
            portal.lang,
            days as u32,
            portal.settings.answer_in_working_days,
        ),
        hotlines: channels(&portal.channels)
            .into_iter()
            .filter(|channel| (1..=SHORT_NUMBER_MAX).contains(&channel.phone.len()))
            .collect(),
        version: env!("CARGO_PKG_VERSION"),
        stylesheet: String::new(),
        script: String::new(),
        first_script: String::new(),
    }
}

/// `10 日`, `10 个工作日`, `10 days`.
pub fn answer_within(lang: Lang, days: u32, working: bool) -> String {
    lang.say(match (lang.base(), working) {
        (Base::Zh, false) => format!("{days} 日"),
        (Base::Zh, true) => format!("{days} 个工作日"),
        (Base::En, false) => lang.counted(days as usize, "day", "days"),
        (Base::En, true) => lang.counted(days as usize, "working day", "working days"),
    })
}

/// A title that says whose it is, once.
pub fn with_unit(unit: &str, title: &str) -> String {
    if title.contains(unit) { title.to_string() } else { format!("{unit} {title}") }
}

/// A unit as its pages name it. `address` is the page that names it.
pub fn unit(lang: Lang, unit: &Unit, address: &str) -> UnitView {
    let size = match (unit.households, unit.persons) {
        (Some(h), Some(p)) => {
            let people = lang.counted(p as usize, "person", "people");
            let homes = lang.counted(h as usize, "household", "households");
            lang.pick(format!("{h} 户，{p} 人"), format!("{homes}, {people}"))
        }
        _ => String::new(),
    };
    UnitView {
        id: unit.id.clone(),
        name: unit.name.clone(),
        level: unit.level.words.in_lang(lang).to_string(),
        href: format!("{}{}/index.html", root_of(address), unit.id),
        size,
        contacts: unit.contacts.iter().map(contact).collect(),
    }
}

/// The frame of a unit's page: `above` are the units over it, from the top, then its own lists.
pub fn unit_page(table: &Table, above: &[(&str, &str)], lists: Vec<Link>) -> Page {
    let root = root_of(&table.address);
    let mut crumbs: Vec<Link> = above
        .iter()
        .map(|(id, name)| Link { label: name.to_string(), href: format!("{root}{id}/index.html") })
        .collect();
    crumbs.extend(lists);
    crumbs.push(Link { label: table.title.clone(), href: String::new() });
    Page {
        title: table.title.clone(),
        description: if table.plain.is_empty() { table.lead.clone() } else { table.plain.clone() },
        root,
        section: "information",
        crumbs,
        noindex: table.names_persons,
        feed: String::new(),
        unit_page: true,
        sources: table
            .sources
            .iter()
            .map(|s| SourceView { path: s.path.clone(), sha256: s.sha256.clone() })
            .collect(),
    }
}
