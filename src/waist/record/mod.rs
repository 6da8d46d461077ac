//! A record of a declared kind becomes a table: single fields are facts, lists are sections, words are safe prose.

mod people;
mod rows;

use super::markdown::{Leads, Prose, Remark};
use super::{
    Desk, Medium, Published, asking, attachments::attachments, corrections::corrections, facts,
    is_public, life, markdown, mask_words, objection, source_refs, words,
};
pub use people::name_rows;
pub use rows::{form, list_cells};

use rows::{cell, section};

use crate::check::{self, corrected};
use crate::finding::Finding;
use crate::kind::envelope::Audience;
use crate::kind::formula::{self, Way};
use crate::kind::people::LEAST;
use crate::kind::record::Record;
use crate::model::party::Organisations;
use crate::model::shape::{Field, Type, Value};
use crate::model::table::{About, Cell, Column, Drawing, Fact, Row, Section, Table};
use crate::scan;
use crate::source::Source;

/// The record's table, and what of its words did not come out as typed.
pub type Shown = (Table, Vec<Remark>);

/// The table of a record, or `None` where the web may not show it: it is for fewer people, or was withdrawn.
pub fn table<'a>(
    desk: &Desk,
    record: &Record,
    source: &Source,
    findings: impl Iterator<Item = &'a Finding>,
    files: &[Published],
    leads: &Leads,
) -> Option<Shown> {
    if !is_shown(desk, record) {
        return None;
    }
    let envelope = &record.envelope;
    if !desk.medium.shows_lines(envelope.audience) {
        return Some((withheld(desk, record, source), Vec::new()));
    }
    let clean = |text: &str| desk.names.mask(text).into_owned();
    let Prose { html: prose, remarks } = markdown::to_html(&record.body, desk.names, leads);
    let askings = findings.filter(|finding| is_public(finding));
    let askings = askings
        .map(|f| asking(desk.lang(), f, check::answer(&record.envelope, f), &clean))
        .collect();
    let mut exempt = papers(record);
    exempt.extend(sources(record, source).map(|source| source.sha256.clone()));
    exempt.extend(files.iter().map(|file| file.sha256.clone()));
    let Own { facts, columns, rows, sections } = own(desk, record);
    let mut table = Table {
        address: address(desk, record),
        kind: record.kind.key,
        id: envelope.id.clone(),
        title: title(desk, record),
        lead: clean(&(record.kind.lead)(record, &desk.setting()).in_lang(desk.lang())),
        plain: clean(&envelope.plain),
        period: Some(envelope.period),
        data_until: Some(envelope.published),
        facts,
        figures: life::figures(desk, record),
        stages: life::stages(desk, record),
        columns,
        rows,
        cards: record.kind.cards,
        sections,
        prose,
        drawing: drawing(desk, record),
        askings,
        attachments: attachments(desk, envelope, files, &clean),
        corrections: corrections(desk, envelope, &corrected(desk, record)),
        objection: objection(desk, &envelope.objection, envelope.until),
        sources: source_refs(sources(record, source), &clean),
        names_persons: names_persons(desk, record),
        exempt,
        ..Table::default()
    };
    mask_words(&mut table, &clean);
    lead_nowhere(&mut table);
    Some((table, remarks))
}

fn corrected<'a>(desk: &Desk, record: &'a Record) -> corrected::Corrected<'a> {
    let organisations = &desk.inputs.portal.settings.organisations;
    corrected::of_record(organisations, record, desk.medium.masks_parties())
}

/// A question about something that has no row of its own leads nowhere rather than to a place that is not there.
fn lead_nowhere(table: &mut Table) {
    let rows = table.rows.iter().chain(table.sections.iter().flat_map(|section| &section.rows));
    let anchors: Vec<&str> = rows.map(|row| row.anchor.as_str()).collect();
    for asking in &mut table.askings {
        if !anchors.contains(&asking.href.trim_start_matches('#')) {
            asking.href.clear();
        }
    }
}

/// A record for the village alone (本村): what it adds up to and when it was posted, and nothing anybody wrote.
fn withheld(desk: &Desk, record: &Record, source: &Source) -> Table {
    let envelope = &record.envelope;
    let told = ["published", "until", "id"];
    let enough = record.kind.sums.iter().filter(|way| !of_too_few(record, **way));
    let mut all: Vec<Fact> = enough.filter_map(|way| sum(desk, record, *way)).collect();
    all.extend(facts(desk, envelope).into_iter().filter(|fact| told.contains(&fact.key)));
    Table {
        address: address(desk, record),
        kind: record.kind.key,
        id: envelope.id.clone(),
        title: withheld_title(desk, record),
        period: Some(envelope.period),
        data_until: Some(envelope.published),
        facts: all,
        withheld: true,
        objection: objection(desk, &envelope.objection, envelope.until),
        sources: source_refs(sources(record, source), &|text| desk.names.mask(text).into_owned()),
        exempt: sources(record, source).map(|source| source.sha256.clone()).collect(),
        ..Table::default()
    }
}

/// The file of a record, and the tables beside it.
fn sources<'a>(record: &'a Record, source: &'a Source) -> impl Iterator<Item = &'a Source> {
    // A record that is a row goes by a name of its own.
    let own = record.tables.iter().all(|table| !table.is_record()).then_some(source);
    own.into_iter().chain(record.tables.iter().map(|table| &table.source))
}

fn withheld_title(desk: &Desk, record: &Record) -> String {
    let lang = desk.lang();
    let when = words::period(lang, record.envelope.period);
    let what = record.kind.words.in_lang(lang);
    lang.pick(format!("{when}{what}"), format!("{when}: {what}"))
}

/// What the record's page is called; nothing where it has none.
pub fn page_title(desk: &Desk, record: &Record) -> Option<String> {
    let told = desk.medium.shows_lines(record.envelope.audience);
    is_shown(desk, record).then(|| match told {
        true => title(desk, record),
        false => withheld_title(desk, record),
    })
}

/// Whether a sum would tell of one or two persons, each a row.
fn of_too_few(record: &Record, way: Way) -> bool {
    let Some(at) = way.list else { return false };
    let list = &record.kind.shape.fields[at];
    let rows = record.list(list.name).count() as u64;
    rows::names_persons(list) && (1..LEAST).contains(&rows)
}

/// What a record's own fields come to.
struct Own {
    facts: Vec<Fact>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    sections: Vec<Section>,
}

fn own(desk: &Desk, record: &Record) -> Own {
    let (mut all, mut sections, mut lines) = (Vec::new(), Vec::new(), None);
    let (main, ended) = (record.kind.main_list(), rows::ended(desk, record));
    let stays = |field: &Field| !(ended && rows::names_persons(field));
    for (field, value) in record.fields().filter(|(field, _)| stays(field)) {
        match section(desk, record, field, value) {
            Some(section) if main.is_some_and(|main| std::ptr::eq(main, field)) => {
                lines = Some((section.columns, section.rows));
            }
            Some(section) => sections.push(section),
            None => all.extend(fact(desk, record, field, value)),
        }
    }
    let (columns, rows) = lines.unwrap_or_default();
    all.extend(people::joined(desk, record));
    let in_rows = record.kind.sums.iter().filter(|way| way.list.is_some());
    all.extend(in_rows.filter_map(|way| sum(desk, record, *way)));
    all.extend(life::told(desk, record));
    all.extend(taken_down(desk, record));
    all.extend(facts(desk, &record.envelope));
    Own { facts: all, columns, rows, sections }
}

/// Whether persons who were named here are named no more.
pub fn takes_persons_down(desk: &Desk, record: &Record) -> bool {
    taken_down(desk, record).is_some()
}

/// Says that persons were named here, once their posting has ended.
fn taken_down(desk: &Desk, record: &Record) -> Option<Fact> {
    let until = record.envelope.until.filter(|_| rows::ended(desk, record))?;
    let named = record
        .values()
        .any(|(at, value)| matches!(at.field.of, Type::Person) && !matches!(value, Value::Absent));
    let lang = desk.lang();
    named.then(|| Fact {
        about: About::Record,
        key: "ended",
        label: lang.pick("个人明细", "Persons").to_string(),
        value: lang.pick(
            format!("公示期到 {until} 为止，名单已撤下，合计保留"),
            format!("posted until {until}; the list of persons was taken down, the sums stay"),
        ),
        href: String::new(),
    })
}

/// What a field of the record adds up to, under its name.
fn sum(desk: &Desk, record: &Record, way: Way) -> Option<Fact> {
    let lang = desk.lang();
    let (field, total) = formula::total(record, way)?;
    let value = match formula::amount(record, way) {
        Some(amount) => desk.medium.yuan(lang, amount),
        None => {
            format!("{total} {}", rows::measure(record, field).in_lang(lang)).trim_end().to_string()
        }
    };
    let name = field.words.in_lang(lang);
    // A column's sum goes by the column's own name, unless the record has a field of that name beside it.
    let shape = record.kind.shape;
    let (key, label) = match way.list {
        Some(_) => {
            let taken = shape.fields().any(|one| one.name == field.name);
            let key = if taken { "sum" } else { field.name };
            (key, lang.pick(format!("{name}合计"), format!("{name}, in all")))
        }
        None => (field.name, name.to_string()),
    };
    Some(Fact { about: About::Record, key, label, value, href: String::new() })
}

fn drawing(desk: &Desk, record: &Record) -> Option<Drawing> {
    let chart = record.kind.chart?;
    let (value, by) = (
        formula::field_of(record.kind.shape, chart.value),
        formula::field_of(record.kind.shape, chart.by),
    );
    let word = |said: &Value| match cell(desk, by.of, said) {
        Cell::Text(text) => text,
        Cell::Date(date) => date.to_string(),
        _ => desk.lang().pick("没有写", "not said").to_string(),
    };
    let points = formula::drawn(record, chart.value, chart.by, word);
    let label = value.words.in_lang(desk.lang()).to_string();
    let money = matches!(value.of, Type::Money);
    (points.len() > 1).then_some(Drawing { label, points, money })
}

/// Whether its medium may show the record on the day of the build.
pub fn is_shown(desk: &Desk, record: &Record) -> bool {
    let withdrawn = record.fields().find(|(field, _)| field.name == "withdrawn");
    let gone = match (withdrawn, desk.inputs.as_of) {
        (Some((_, Value::Date(day))), Some(today)) => *day <= today,
        _ => false,
    };
    // Of what is for the village alone the web may show what it adds up to, where it adds up.
    let shown = match record.envelope.audience {
        Audience::Public => true,
        Audience::Village => desk.medium.is_paper() || !record.kind.sums.is_empty(),
        Audience::Specific => false,
    };
    shown && !gone && (record.kind.ready)(record)
}

/// By the record's id, which never changes, not by its title.
pub fn address(desk: &Desk, record: &Record) -> String {
    format!("{}/{}/{}", desk.plan.unit.id, record.kind.folder, record.envelope.id.to_lowercase())
}

/// The clerk's title, else what the record is and of when.
fn title(desk: &Desk, record: &Record) -> String {
    if !record.envelope.title.is_empty() {
        return desk.names.mask(&record.envelope.title).into_owned();
    }
    let when = words::period(desk.lang(), record.envelope.period);
    let what = record.kind.shape.words.in_lang(desk.lang());
    desk.lang().pick(format!("{when}{what}"), format!("{when}: {what}"))
}

/// Whether the record speaks of a person who is known to be one, so that search engines leave its page alone.
fn names_persons(desk: &Desk, record: &Record) -> bool {
    let envelope = &record.envelope;
    let mut texts = vec![&record.body, &envelope.title, &envelope.plain];
    for (_, value) in record.fields() {
        if let Value::Text(text) = value {
            texts.push(text);
        }
    }
    let named = |text: &&String| matches!(desk.names.mask(text), std::borrow::Cow::Owned(_));
    persons(Medium::Web, &desk.inputs.portal.settings.organisations, record).next().is_some()
        || texts.iter().any(named)
}

/// Those whose names are looked for in every text.
pub fn sought<'a>(
    medium: Medium,
    organisations: &'a Organisations,
    record: &'a Record,
) -> impl Iterator<Item = &'a str> {
    record.values().flat_map(move |(at, value)| match (at.field.of, value) {
        (Type::Person, Value::Text(text)) => vec![text.as_str()],
        (Type::Party, Value::Text(text)) if medium.masks_parties() => organisations.sought_in(text),
        _ => Vec::new(),
    })
}

/// Persons in a record's own fields who are masked on a medium: in every text of the unit.
pub fn persons<'a>(
    medium: Medium,
    organisations: &'a Organisations,
    record: &'a Record,
) -> impl Iterator<Item = &'a str> {
    record.values().filter_map(move |(at, value)| match (at.field.of, value) {
        (Type::Person, Value::Text(text)) => Some(text.as_str()),
        (Type::Party, Value::Text(text)) => {
            let masked = medium.masks_parties() && organisations.may_be_person(text);
            masked.then_some(text.as_str())
        }
        _ => None,
    })
}

/// The numbers of papers a record holds: they may look like personal numbers and are none.
pub fn papers(record: &Record) -> Vec<String> {
    let papers = record.values().filter_map(|(at, value)| match (at.field.of, value) {
        (Type::Reference | Type::CreditCode, Value::Text(text)) if text.len() >= 11 => {
            Some(text.clone())
        }
        _ => None,
    });
    papers.chain(scan::papers(&record.body)).collect()
}

/// A single field as a labelled value.
fn fact(desk: &Desk, record: &Record, field: &'static Field, value: &Value) -> Option<Fact> {
    let mut href = String::new();
    let value = match cell(desk, field.of, value) {
        Cell::Empty => return None,
        Cell::Money(money) | Cell::Moved(money) => desk.medium.yuan(desk.lang(), money),
        Cell::Quantity(quantity) => {
            let measure = rows::measure(record, field).in_lang(desk.lang());
            format!("{quantity} {measure}").trim_end().to_string()
        }
        Cell::Link { text, href: to } => {
            href = to;
            text
        }
        other => other.to_string(),
    };
    let label = field.words.in_lang(desk.lang()).to_string();
    let mut stages = record.kind.facts_of_stages.iter();
    let stage = stages.find(|(_, fields)| fields.contains(&field.name));
    let about = stage.map_or(About::Record, |(stage, _)| About::Stage(stage));
    Some(Fact { about, key: field.name, label, value, href })
}

/// Where the page of another record is: of `QL-01` in this unit, of `qingxi/QL-01` in another.
pub fn address_of(desk: &Desk, kind: &str, id: &str) -> String {
    let (unit, own) = id.split_once('/').unwrap_or((&desk.plan.unit.id, id));
    let folder = desk.inputs.kinds.by_key(kind).map_or(kind, |kind| kind.folder);
    format!("{unit}/{folder}/{}", own.to_lowercase())
}
