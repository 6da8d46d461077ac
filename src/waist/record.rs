//! A record of a declared kind becomes a table: single fields are facts, lists are sections, words are safe prose.

use super::ledger::shown_party;
use super::{
    Desk, Published, asking, attachments::attachments, facts, is_public, life, markdown,
    mask_words, objection, source_refs, words,
};
use crate::check;
use crate::finding::Finding;
use crate::kind::envelope::Audience;
use crate::kind::formula::{self, Way};
use crate::kind::record::{Entry, Record};
use crate::model::party::{PartyKind, kind_of, mask};
use crate::model::shape::{Field, Row as Values, Shape, Type, Value};
use crate::model::table::{Cell, Column, Drawing, Fact, Form, Row, Section, Table, Tone};
use crate::source::Source;

/// The record's table, and the links in its words that were left out.
pub type Shown = (Table, Vec<(std::ops::Range<usize>, String)>);

/// The table of a record, or `None` where the web may not show it: it is for fewer people, or was withdrawn.
pub fn table<'a>(
    desk: &Desk,
    record: &Record,
    source: &Source,
    findings: impl Iterator<Item = &'a Finding>,
    files: &[Published],
) -> Option<Shown> {
    if !is_shown(desk, record) {
        return None;
    }
    let envelope = &record.envelope;
    let clean = |text: &str| desk.names.mask(text).into_owned();
    let (prose, refused) = markdown::to_html(&record.body, desk.names);
    let askings = findings.filter(|finding| is_public(finding));
    let askings = askings
        .map(|f| asking(desk.lang(), f, check::answer(&record.envelope, f), &clean))
        .collect();
    let mut own = Vec::new();
    let mut sections = Vec::new();
    let mut lines = None;
    for (field, value) in record.fields() {
        match section(desk, record, field, value) {
            // The list a record cannot do without is what it is made of: its rows, its CSV, its numbered parts.
            Some(section) if field.required => lines = Some((section.columns, section.rows)),
            Some(section) => sections.push(section),
            None => own.extend(fact(desk, field, value)),
        }
    }
    let (columns, rows) = lines.unwrap_or_default();
    own.extend(worked_out(desk, record));
    let mut table = Table {
        address: address(desk, record),
        kind: record.kind.key,
        id: envelope.id.clone(),
        title: title(desk, record),
        lead: clean((record.kind.lead)(record, &desk.setting()).in_lang(desk.lang())),
        plain: clean(&envelope.plain),
        period: Some(envelope.period),
        data_until: Some(envelope.published),
        facts: own,
        figures: life::figures(desk, record),
        stages: life::stages(desk, record),
        columns,
        rows,
        sections,
        prose,
        drawing: drawing(desk, record),
        askings,
        attachments: attachments(desk, envelope, files, &clean),
        corrections: envelope.corrections.clone(),
        objection: objection(desk, &envelope.objection, envelope.until),
        sources: source_refs([source], &clean),
        names_persons: names_persons(desk, record),
        exempt: exempt(record, source, files),
        ..Table::default()
    };
    mask_words(&mut table, &clean);
    Some((table, refused))
}

/// Facts behind those that were written: sums, what is told of it, the envelope's.
fn worked_out(desk: &Desk, record: &Record) -> Vec<Fact> {
    let mut all = sums(desk, record);
    all.extend(life::told(desk, record));
    all.extend(facts(desk, &record.envelope));
    all
}

/// Numbers that may look like personal ones: those of papers, and the hashes of the files.
fn exempt(record: &Record, source: &Source, files: &[Published]) -> Vec<String> {
    let mut exempt = papers(record);
    exempt.push(source.sha256.clone());
    exempt.extend(files.iter().map(|file| file.sha256.clone()));
    exempt
}

/// What the record adds up to, each sum under the name of what it sums.
fn sums(desk: &Desk, record: &Record) -> Vec<Fact> {
    let lang = desk.lang();
    let in_rows = record.kind.sums.iter().filter(|way| way.list.is_some());
    let one = |way: &Way| {
        let (field, total) = formula::total(record, *way)?;
        let measure = match field.of {
            Type::Money => lang.pick("元", "yuan"),
            _ => field.measure.in_lang(lang),
        };
        let name = field.words.in_lang(lang);
        let label = lang.pick(format!("{name}合计"), format!("{name}, in all"));
        Some(Fact { key: "sum", label, value: format!("{total} {measure}").trim_end().to_string() })
    };
    in_rows.filter_map(one).collect()
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

/// Whether the web may show the record on the day of the build.
pub fn is_shown(desk: &Desk, record: &Record) -> bool {
    let withdrawn = record.fields().find(|(field, _)| field.name == "withdrawn");
    let gone = match (withdrawn, desk.as_of) {
        (Some((_, Value::Date(day))), Some(today)) => *day <= today,
        _ => false,
    };
    record.envelope.audience == Audience::Public && !gone
}

/// By the record's id, which never changes, not by its title.
pub fn address(desk: &Desk, record: &Record) -> String {
    format!("{}/{}/{}", desk.unit.id, record.kind.folder, record.envelope.id.to_lowercase())
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
    let mut typed = false;
    for (field, value) in record.fields() {
        typed |= matches!((field.of, value), (Type::Person | Type::Party, Value::Text(_)));
        if let Value::Text(text) = value {
            texts.push(text);
        }
    }
    let named = |text: &&String| matches!(desk.names.mask(text), std::borrow::Cow::Owned(_));
    typed || texts.iter().any(named)
}

/// Persons in a record's own fields: they are masked in every text of the unit.
pub fn persons(record: &Record) -> Vec<&str> {
    let mut persons = Vec::new();
    record.fields().for_each(|(field, value)| persons_in(field.of, value, &mut persons));
    persons
}

fn persons_in<'r>(of: Type, value: &'r Value, persons: &mut Vec<&'r str>) {
    match (of, value) {
        (Type::Person, Value::Text(text)) => persons.push(text),
        (Type::Party, Value::Text(text)) if kind_of(text) == PartyKind::Person => {
            persons.push(text);
        }
        (Type::List(shape), Value::List(rows)) => {
            for (field, value) in rows.iter().flat_map(|row| shape.fields().zip(&row.values)) {
                persons_in(field.of, value, persons);
            }
        }
        _ => {}
    }
}

/// The numbers of papers a record holds.
pub fn papers(record: &Record) -> Vec<String> {
    let mut papers = Vec::new();
    record.fields().for_each(|(field, value)| numbers_of_papers(field.of, value, &mut papers));
    papers
}

/// Values of number fields may look like personal numbers and are none.
fn numbers_of_papers(of: Type, value: &Value, exempt: &mut Vec<String>) {
    match (of, value) {
        (Type::Reference | Type::CreditCode, Value::Text(text)) if text.len() >= 11 => {
            exempt.push(text.clone());
        }
        (Type::List(shape), Value::List(rows)) => {
            for (field, value) in rows.iter().flat_map(|row| shape.fields().zip(&row.values)) {
                numbers_of_papers(field.of, value, exempt);
            }
        }
        _ => {}
    }
}

/// A single field as a labelled value.
fn fact(desk: &Desk, field: &'static Field, value: &Value) -> Option<Fact> {
    let value = match cell(desk, field.of, value) {
        Cell::Empty => return None,
        Cell::Text(text) => text,
        Cell::Money(money) | Cell::Moved(money) => {
            desk.lang().pick(format!("{} 元", money.grouped()), format!("{} yuan", money.grouped()))
        }
        Cell::Date(date) => date.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Quantity(quantity) => {
            let measure = field.measure.in_lang(desk.lang());
            format!("{quantity} {measure}").trim_end().to_string()
        }
        Cell::Link { text, .. } => text,
    };
    let label = field.words.in_lang(desk.lang()).to_string();
    Some(Fact { key: field.name, label, value })
}

/// A list as a table of its own: rows of a declared shape, plain texts, or links to other records.
fn section(desk: &Desk, record: &Record, field: &'static Field, value: &Value) -> Option<Section> {
    let lang = desk.lang();
    let (columns, rows) = match (field.of, value) {
        (Type::List(shape), Value::List(rows)) => (
            columns(desk, record, shape),
            rows.iter().map(|row| list_row(desk, record, shape, row)).collect(),
        ),
        (Type::Record(kind), Value::Texts(ids)) => {
            let column = Column::new(lang, "id", "编号", "Id", Form::Text);
            (vec![column], ids.iter().map(|id| reference_row(desk, kind, id)).collect())
        }
        (Type::Texts, Value::Texts(texts)) => {
            let label = field.words;
            let column = Column::new(lang, field.name, label.zh, label.en, Form::Text);
            let row = |text: &String| Row {
                anchor: String::new(),
                tone: Tone::Plain,
                href: String::new(),
                cells: vec![Cell::text(desk.names.mask(text))],
            };
            (vec![column], texts.iter().map(row).collect())
        }
        _ => return None,
    };
    let rows: Vec<Row> = rows;
    (!rows.is_empty()).then(|| Section {
        key: field.name,
        title: field.words.in_lang(lang).to_string(),
        note: field.gloss.in_lang(lang).to_string(),
        columns,
        rows,
    })
}

fn columns(desk: &Desk, record: &Record, shape: &'static Shape) -> Vec<Column> {
    let form = |of: Type| match of {
        Type::Money => Form::Money,
        Type::Date => Form::Date,
        Type::Count | Type::Households | Type::Quantity(_) => Form::Count,
        _ => Form::Text,
    };
    // What a declaration says of a field is said to those who write it, not to those who read.
    let column = |field: &'static Field| {
        let (zh, en) = measured(field);
        Column::new(desk.lang(), field.name, &zh, &en, form(field.of))
    };
    let worked = if is_main(record, shape) { record.kind.worked.columns } else { &[] };
    shape.fields().chain(worked).map(column).collect()
}

/// A heading with what is counted: `面积（亩）`.
fn measured(field: &Field) -> (String, String) {
    match field.measure.zh {
        "" => (field.words.zh.to_string(), field.words.en.to_string()),
        _ => (
            format!("{}（{}）", field.words.zh, field.measure.zh),
            format!("{} ({})", field.words.en, field.measure.en),
        ),
    }
}

/// Whether a list is the one its record cannot do without.
fn is_main(record: &Record, shape: &'static Shape) -> bool {
    let main = record.kind.shape.fields.iter().find(|f| f.required && f.of.rows_of().is_some());
    main.and_then(|field| field.of.rows_of()).is_some_and(|rows| std::ptr::eq(rows, shape))
}

fn list_row(desk: &Desk, record: &Record, shape: &'static Shape, row: &Values) -> Row {
    let mut cells: Vec<Cell> =
        shape.fields().zip(&row.values).map(|(field, value)| cell(desk, field.of, value)).collect();
    let mut anchor = String::new();
    if is_main(record, shape) {
        let worked = record.kind.worked;
        let made = (worked.row)(&Entry { shape, row }, &desk.setting());
        for (name, value) in &made.instead {
            let at = shape.position(name, 0).expect("a declared field");
            cells[at] = cell(desk, shape.field(at).of, value);
        }
        let behind = worked.columns.iter().zip(&made.behind);
        cells.extend(behind.map(|(field, value)| cell(desk, field.of, value)));
        anchor = super::anchor(&desk.names.mask(&made.anchor));
    }
    Row { anchor, tone: Tone::Plain, href: String::new(), cells }
}

/// Where the page of another record is: of `QL-01` in this unit, of `qingxi/QL-01` in another.
pub fn address_of(desk: &Desk, kind: &str, id: &str) -> String {
    let (unit, own) = id.split_once('/').unwrap_or((&desk.unit.id, id));
    let folder = desk.kinds.by_key(kind).map_or(kind, |kind| kind.folder);
    format!("{unit}/{folder}/{}", own.to_lowercase())
}

fn reference_row(desk: &Desk, kind: &str, id: &str) -> Row {
    let own = id.rsplit('/').next().unwrap_or(id);
    Row {
        anchor: String::new(),
        tone: Tone::Plain,
        href: format!("../../{}.html", address_of(desk, kind, id)),
        cells: vec![Cell::text(own)],
    }
}

/// A voucher with the way to its line; without one where the line is not on the web.
fn voucher(desk: &Desk, text: &str) -> Cell {
    match desk.ways.voucher(desk.unit, text) {
        Some(href) => Cell::Link { text: text.to_string(), href: format!("../../{href}") },
        None => Cell::text(text),
    }
}

/// A unit by its name, with the way to its page.
fn unit(desk: &Desk, id: &str) -> Cell {
    match desk.ways.unit(id) {
        Some(name) => Cell::Link { text: name.to_string(), href: format!("../../{id}/index.html") },
        None => Cell::text(id),
    }
}

/// One value as the web may show it.
fn cell(desk: &Desk, of: Type, value: &Value) -> Cell {
    let lang = desk.lang();
    let clean = |text: &str| desk.names.mask(text).into_owned();
    match (of, value) {
        (Type::Person, Value::Text(text)) => Cell::text(mask(text)),
        (Type::Party, Value::Text(text)) => Cell::text(shown_party(text, desk.names)),
        (Type::Voucher, Value::Text(text)) => voucher(desk, text),
        (Type::Unit, Value::Text(id)) => unit(desk, id),
        (_, Value::Text(text)) => Cell::text(clean(text)),
        (_, Value::Money(money)) => Cell::Money(*money),
        (_, Value::Date(date)) => Cell::Date(*date),
        (_, Value::Period(period)) => Cell::text(words::period(lang, *period)),
        (_, Value::Count(count)) => Cell::Count(*count),
        (_, Value::Quantity(quantity)) => Cell::Quantity(*quantity),
        (_, Value::Words(words)) => Cell::text(words.in_lang(lang)),
        (_, Value::Flag(flag)) => Cell::text(match flag {
            true => lang.pick("是", "yes"),
            false => lang.pick("否", "no"),
        }),
        (_, Value::Choice(choice)) => Cell::text(choice.words.in_lang(lang)),
        (_, Value::Texts(texts)) => Cell::text(clean(&texts.join(lang.pick("、", ", ")))),
        (_, Value::Absent | Value::Group(_) | Value::List(_)) => Cell::Empty,
    }
}

/// The cells a list of records shows of this one, in the order of the kind's columns.
pub fn list_cells(desk: &Desk, record: &Record) -> Vec<Cell> {
    let of = |name: &&str| {
        let (field, value) =
            record.fields().find(|(field, _)| field.name == *name).expect("a declared field");
        cell(desk, field.of, value)
    };
    record.kind.columns.iter().map(of).collect()
}
