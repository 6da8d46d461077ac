//! The parts of the menu that gather records of all units: powers, cases, requests, figures.

use tera::Context;

use crate::check::percent;
use crate::kind::record::Kind;
use crate::kind::request::Tally;
use crate::kind::unit::keeps_books;
use crate::kind::{Kinds, case, figure, guide, power, request};
use crate::model::Lang;
use crate::model::shape::Type;
use crate::model::table::{Cell, Column, Form, ROWS_ON_A_PAGE, Row, Table, Tone};
use crate::page::record;
use crate::page::view::{GatheredGroupView, GatheredPartView, GatheredView, KindLinkView};
use crate::read::Inputs;
use crate::tally::Summary;
use crate::tally::summary::Entry;

/// What the pages of these parts receive beside what all the portal's own pages do.
pub fn context(
    inputs: &Inputs,
    summaries: &[Option<Summary>],
    requests: &Table,
    context: &mut Context,
) {
    let known: Vec<&Summary> = summaries.iter().flatten().collect();
    let powers = groups(inputs, &known, &power::KIND);
    let parts = powers.iter().flat_map(|group| &group.parts);
    context.insert("power_count", &parts.map(|part| part.entries.len()).sum::<usize>());
    context.insert("powers", &powers);
    for (name, kind) in [
        ("cases", &case::KIND),
        ("guides", &guide::KIND),
        ("figures", &figure::KIND),
        ("requested", &request::KIND),
    ] {
        context.insert(name, &groups(inputs, &known, kind));
    }
    context.insert("requests", &record::view(inputs.portal.lang, requests));
}

/// Which lists of records a unit has, for its front page.
pub fn lists(lang: Lang, kinds: &Kinds, summary: &Summary) -> Vec<KindLinkView> {
    let has = |kind: &&Kind| summary.entries.iter().any(|entry| entry.kind == kind.key);
    let link = |kind: &Kind| KindLinkView {
        label: kind.words.in_lang(lang).to_string(),
        href: format!("{}/index.html", kind.folder),
        gloss: kind.gloss.in_lang(lang).to_string(),
    };
    kinds.iter().filter(has).map(link).collect()
}

/// Records of one kind from all units, by what they are sorted under, in the order of the declaration; in a group
/// the units keep their order, and each unit's newest stand first.
fn groups(inputs: &Inputs, summaries: &[&Summary], kind: &'static Kind) -> Vec<GatheredGroupView> {
    let lang = inputs.portal.lang;
    let order = |column: usize, label: &str| {
        let field = kind.columns.get(column).and_then(|name| kind.shape.position(name, 0));
        let choices = match field.map(|at| kind.shape.field(at).of) {
            Some(Type::Choice(choices)) => choices,
            _ => &[],
        };
        choices.iter().position(|choice| choice.words.in_lang(lang) == label)
    };
    let mut all: Vec<_> = gathered(inputs, summaries, kind)
        .into_iter()
        .map(|(at, entry)| {
            let sorted = |column: usize| {
                let label = entry.cells.get(column).cloned().unwrap_or_default();
                // What is not sorted stands last, under no word.
                order(column, &label).map_or((usize::MAX, String::new()), |place| (place, label))
            };
            ((sorted(0), sorted(1), at, std::cmp::Reverse(entry.date.clone())), entry)
        })
        .collect();
    all.sort_by(|(a, one), (b, other)| (a, &one.href).cmp(&(b, &other.href)));
    let mut groups: Vec<GatheredGroupView> = Vec::new();
    for (((_, class), (_, part), ..), entry) in all {
        if groups.last().is_none_or(|group| group.label != class) {
            groups.push(GatheredGroupView { label: class, parts: Vec::new() });
        }
        let parts = &mut groups.last_mut().expect("just made").parts;
        if parts.last().is_none_or(|last| last.label != part) {
            parts.push(GatheredPartView { label: part, entries: Vec::new() });
        }
        parts.last_mut().expect("just made").entries.push(entry);
    }
    groups
}

/// The records themselves, each with its unit's place. Where a page would grow too long, a village's own records are
/// behind one link to its list; those of town and county stay.
fn gathered(
    inputs: &Inputs,
    summaries: &[&Summary],
    kind: &'static Kind,
) -> Vec<(usize, GatheredView)> {
    let of =
        |summary: &Summary| summary.entries.iter().filter(|entry| entry.kind == kind.key).count();
    let long = summaries.iter().map(|summary| of(summary)).sum::<usize>() > ROWS_ON_A_PAGE;
    let mut all = Vec::new();
    for (at, summary) in summaries.iter().enumerate().filter(|(_, summary)| of(summary) > 0) {
        let entries = summary.entries.iter().filter(|entry| entry.kind == kind.key);
        if long && keeps_books(&summary.level) {
            let newest = entries.max_by_key(|entry| &entry.date).expect("counted above");
            all.push((at, own_list(inputs.portal.lang, summary, kind, &newest.date, of(summary))));
            continue;
        }
        let view = |entry: &Entry| GatheredView {
            date: entry.date.clone(),
            title: entry.title.clone(),
            unit: summary.name.clone(),
            note: entry.note.clone(),
            cells: entry.cells.clone(),
            href: entry.href.clone(),
        };
        all.extend(entries.map(|entry| (at, view(entry))));
    }
    all
}

/// One link to a unit's list of a kind, with how many it holds and the day of the newest.
pub fn own_list(
    lang: Lang,
    summary: &Summary,
    kind: &Kind,
    date: &str,
    count: usize,
) -> GatheredView {
    let (name, what) = (&summary.name, kind.words.in_lang(lang));
    GatheredView {
        date: date.to_string(),
        title: lang.pick(format!("{name}的{what}"), format!("{what} of {name}")),
        unit: name.clone(),
        note: lang.pick(format!("{count} 项"), format!("{count} in all")),
        cells: Vec::new(),
        href: format!("{}/{}/index.html", summary.id, kind.folder),
    }
}

/// The counts of requests, a row a unit and a row for all; every share beside what it is made of.
pub fn requests(inputs: &Inputs, summaries: &[Option<Summary>]) -> Table {
    let lang = inputs.portal.lang;
    let known = summaries.iter().flatten();
    let asked: Vec<&Summary> = known.filter(|s| s.requests.received > 0).collect();
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
        lead: lead(lang, inputs, &all),
        data_until: inputs.as_of.filter(|_| !rows.is_empty()),
        columns: vec![
            share("unit", "单位", "Unit"),
            count("received", "收到", "Received"),
            count("accepted", "受理", "Accepted"),
            count("closed", "办结", "Closed"),
            count("overdue", "过期未办结", "Overdue"),
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

fn lead(lang: Lang, inputs: &Inputs, all: &Tally) -> String {
    if all.received == 0 {
        return String::new();
    }
    let by = match inputs.as_of {
        Some(day) => lang.pick(format!("截至 {day}，"), format!("By {day}: ")),
        None => String::new(),
    };
    let (received, closed, overdue) = (all.received, all.closed, all.overdue);
    by + &lang.pick(
        format!("一共收到 {received} 件，办结 {closed} 件，过期未办结 {overdue} 件。"),
        format!("{received} received, {closed} closed, {overdue} overdue."),
    )
}
