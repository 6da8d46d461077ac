//! The parts of the menu that gather records of all units: powers, cases, requests, figures.

use tera::Context;

use super::{Shop, Stop};
use crate::check::percent;
use crate::kind::request::Tally;
use crate::model::Lang;
use crate::model::table::{Cell, Column, Form, Row, Table, Tone};
use crate::page::record;
use crate::page::view::{EntryGroupView, EntryView};
use crate::sink::Door;
use crate::tally::Summary;
use crate::tally::summary::Entry;

/// What the pages of these parts receive beside what all the portal's own pages do.
pub fn context(shop: &Shop, summaries: &[Option<Summary>], context: &mut Context) {
    let known: Vec<&Summary> = summaries.iter().flatten().collect();
    for (name, kind) in [
        ("powers", "power"),
        ("cases", "case"),
        ("guides", "guide"),
        ("figures", "figures"),
        ("requested", "request"),
    ] {
        context.insert(name, &groups(&known, kind));
    }
    let table = requests(shop, &known);
    let view = record::view(shop.portal.lang, &table);
    context.insert("requests", &view);
}

/// Records of one kind from all units, by what they are sorted under; the newest first.
fn groups(summaries: &[&Summary], kind: &str) -> Vec<EntryGroupView> {
    let mut all: Vec<(&Summary, &Entry)> = summaries
        .iter()
        .flat_map(|s| s.entries.iter().map(move |entry| (*s, entry)))
        .filter(|(_, entry)| entry.kind == kind)
        .collect();
    all.sort_by(|(_, a), (_, b)| (&a.class, &b.date, &a.href).cmp(&(&b.class, &a.date, &b.href)));
    let mut groups: Vec<EntryGroupView> = Vec::new();
    for (summary, entry) in all {
        if groups.last().is_none_or(|group| group.label != entry.class) {
            groups.push(EntryGroupView { label: entry.class.clone(), entries: Vec::new() });
        }
        let view = EntryView {
            date: entry.date.clone(),
            title: entry.title.clone(),
            note: summary.name.clone(),
            href: entry.href.clone(),
        };
        groups.last_mut().expect("just made").entries.push(view);
    }
    groups
}

/// The counts of requests, a row a unit and a row for all; every share beside what it is made of.
fn requests(shop: &Shop, summaries: &[&Summary]) -> Table {
    let lang = shop.portal.lang;
    let asked: Vec<&&Summary> = summaries.iter().filter(|s| s.requests.received > 0).collect();
    let mut all = Tally::default();
    asked.iter().for_each(|s| all.add(&s.requests));
    let mut rows: Vec<Row> = asked
        .iter()
        .map(|s| {
            let href = format!("{}/requests/index.html", s.id);
            row(lang, &s.id, &s.name, &href, &s.requests)
        })
        .collect();
    if rows.len() > 1 {
        rows.push(row(lang, "all", lang.pick("合计", "All"), "", &all));
    }
    let count = |key, zh: &str, en: &str| Column::new(lang, key, zh, en, Form::Count);
    let share = |key, zh: &str, en: &str| Column::new(lang, key, zh, en, Form::Text);
    Table {
        address: "requests".to_string(),
        kind: "requests",
        title: lang.pick("各单位诉求办理", "Requests by unit").to_string(),
        lead: lead(lang, shop, &all),
        data_until: shop.as_of.filter(|_| !rows.is_empty()),
        columns: vec![
            share("unit", "单位", "Unit"),
            count("received", "收到", "Received"),
            count("accepted", "受理", "Accepted"),
            count("closed", "办结", "Closed"),
            count("overdue", "过期未办结", "Past their day"),
            share("closed_share", "办结率（办结/受理）", "Closed (of accepted)"),
            share("in_time_share", "按期率（按期办结/办结）", "In time (of closed)"),
            share("satisfied_share", "满意率（基本满意以上/已评价）", "Satisfied (of rated)"),
        ],
        rows,
        ..Table::default()
    }
}

fn row(lang: Lang, anchor: &str, name: &str, href: &str, tally: &Tally) -> Row {
    Row {
        anchor: anchor.to_string(),
        tone: Tone::Plain,
        href: href.to_string(),
        cells: vec![
            Cell::text(name),
            Cell::Count(tally.received),
            Cell::Count(tally.accepted),
            Cell::Count(tally.closed),
            Cell::Count(tally.overdue),
            Cell::text(share(lang, tally.closed, tally.accepted)),
            Cell::text(share(lang, tally.in_time, tally.closed)),
            Cell::text(share(lang, tally.satisfied, tally.rated)),
        ],
    }
}

/// `12/14，85.7%`: never a rate alone (H3).
fn share(lang: Lang, count: u64, of: u64) -> String {
    match percent(count, of, 1) {
        Some(percent) => {
            lang.pick(format!("{count}/{of}，{percent}%"), format!("{count}/{of}, {percent}%"))
        }
        None => String::new(),
    }
}

fn lead(lang: Lang, shop: &Shop, all: &Tally) -> String {
    if all.received == 0 {
        return String::new();
    }
    let by = match shop.as_of {
        Some(day) => lang.pick(format!("截至 {day}，"), format!("By {day}: ")),
        None => String::new(),
    };
    let (received, closed, overdue) = (all.received, all.closed, all.overdue);
    lang.pick(
        format!("{by}一共收到 {received} 件，办结 {closed} 件，过期未办结 {overdue} 件。"),
        format!("{by}{received} received, {closed} closed, {overdue} past their day."),
    )
}

/// The counts as CSV and JSON beside the page.
pub fn data_files(shop: &Shop, summaries: &[Option<Summary>], door: &mut Door) -> Result<(), Stop> {
    let known: Vec<&Summary> = summaries.iter().flatten().collect();
    let table = requests(shop, &known);
    door.put("requests.csv", &crate::data::csv(&table), &[], "portal")?;
    door.put("requests.json", &crate::data::json(&table), &[], "portal")?;
    Ok(())
}
