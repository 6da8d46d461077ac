//! The values of a record as cells, and its lists as tables of their own.

use super::super::ledger::shown_party;
use super::super::{Desk, ways, words};
use super::{address_of, people};
use crate::kind::record::{Entry, Record};
use crate::model::party::mask;
use crate::model::shape::{Field, Row as Values, Shape, Type, Value};
use crate::model::table::{Cell, Column, Form, Row, Section, Tone};
use crate::model::{Lang, Words};

/// A list as a table of its own: rows of a declared shape, plain texts, or links to other records.
pub fn section(
    desk: &Desk,
    record: &Record,
    field: &'static Field,
    value: &Value,
) -> Option<Section> {
    if let Some(people) = record.kind.people_in(field) {
        return people::section(desk, record, field, people);
    }
    let lang = desk.lang();
    let (columns, rows) = match (field.of, value) {
        (Type::List(shape), Value::List(rows)) => (
            columns(desk, record, shape),
            rows.iter().map(|row| list_row(desk, record, shape, row)).collect(),
        ),
        (Type::Record(kind), Value::Texts(ids)) => {
            let columns = vec![
                Column::new(lang, "title", "标题", "Title", Form::Text),
                Column::new(lang, "id", "编号", "Id", Form::Text),
            ];
            (columns, ids.iter().map(|id| reference_row(desk, kind, id)).collect())
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

/// Whether the day until which the record is posted has passed: from then on no person is named, and sums stay.
pub fn ended(desk: &Desk, record: &Record) -> bool {
    record.envelope.until.zip(desk.inputs.as_of).is_some_and(|(until, today)| until < today)
}

/// Whether a field goes when the posting ends: a person, and a list whose every row is about one. A row about something
/// else only loses the name.
pub fn names_persons(field: &Field) -> bool {
    match field.of {
        Type::Person => true,
        Type::List(shape) => shape.fields().any(|field| field.required && names_persons(field)),
        _ => false,
    }
}

fn columns(desk: &Desk, record: &Record, shape: &'static Shape) -> Vec<Column> {
    let worked = if is_main(record, shape) { record.kind.worked.columns } else { &[] };
    shape.fields().chain(worked).map(|field| column_of(desk, record, field)).collect()
}

/// The column of a field of this record, with what its quantities are counted in.
pub fn column_of(desk: &Desk, record: &Record, field: &'static Field) -> Column {
    let label = measured(desk.lang(), field.words, measure(record, field));
    Column { label, ..column(desk, field) }
}

/// What the values of a field are counted in: its declaration says so, or leaves it to the record.
pub fn measure(record: &Record, field: &Field) -> Words {
    match field.of {
        Type::Quantity("") => (record.kind.counted)(record),
        _ => field.measure,
    }
}

/// How a field's values stand in a table.
pub fn form(field: &Field) -> Form {
    match field.of {
        Type::Money => Form::Money,
        Type::Date => Form::Date,
        Type::Count | Type::Households | Type::Quantity(_) => Form::Count,
        _ => Form::Text,
    }
}

/// What a declaration says of a field is said to those who write it, not to those who read.
pub fn column(desk: &Desk, field: &'static Field) -> Column {
    let form = form(field);
    Column {
        label: measured(desk.lang(), field.words, field.measure),
        ..Column::new(desk.lang(), field.name, "", "", form)
    }
}

/// A heading with what is counted: `面积（亩）`.
fn measured(lang: Lang, words: Words, measure: Words) -> String {
    let (label, measure) = (words.in_lang(lang), measure.in_lang(lang));
    match measure {
        "" => label.to_string(),
        _ => lang.pick(format!("{label}（{measure}）"), format!("{label} ({measure})")),
    }
}

/// Whether these are the rows of the list its record is made of.
fn is_main(record: &Record, shape: &'static Shape) -> bool {
    let rows = record.kind.main_list().and_then(|field| field.of.rows_of());
    rows.is_some_and(|rows| std::ptr::eq(rows, shape))
}

fn list_row(desk: &Desk, record: &Record, shape: &'static Shape, row: &Values) -> Row {
    let mut cells = cells(desk, ended(desk, record), shape, row);
    let mut anchor = String::new();
    if is_main(record, shape) {
        let worked = record.kind.worked;
        let made = (worked.row)(&Entry { shape, row }, &desk.setting());
        for (name, of, value) in &made.instead {
            let at = shape.position(name, 0).expect("a declared field");
            cells[at] = cell(desk, *of, value);
        }
        let behind = worked.columns.iter().zip(&made.behind);
        cells.extend(behind.map(|(field, value)| cell(desk, field.of, value)));
        anchor = super::super::anchor(&desk.names.mask(&made.anchor));
    }
    Row { anchor, tone: Tone::Plain, href: String::new(), cells }
}

/// The values of a row; where the posting has ended, without persons.
fn cells(desk: &Desk, ended: bool, shape: &'static Shape, row: &Values) -> Vec<Cell> {
    let shown = |(field, value): (&Field, &Value)| match (field.of, value) {
        (Type::Person, _) if ended => Cell::Empty,
        (Type::List(shape), Value::List(rows)) => rows_within(desk, ended, shape, rows),
        (of, _) => cell(desk, of, value),
    };
    shape.fields().zip(&row.values).map(shown).collect()
}

/// A list within a row.
fn rows_within(desk: &Desk, ended: bool, shape: &'static Shape, rows: &[Values]) -> Cell {
    if rows.is_empty() {
        return Cell::Empty;
    }
    let row = |row: &Values| Row {
        anchor: String::new(),
        tone: Tone::Plain,
        href: String::new(),
        cells: cells(desk, ended, shape, row),
    };
    Cell::Rows {
        columns: shape.fields().map(|field| column(desk, field)).collect(),
        rows: rows.iter().map(row).collect(),
    }
}

fn reference_row(desk: &Desk, kind: &str, id: &str) -> Row {
    let Reference { id, title, href } = reference(desk, kind, id);
    let cells = vec![Cell::text(title), Cell::text(id)];
    Row { anchor: String::new(), tone: Tone::Plain, href, cells }
}

/// Another record: its id without the unit's, its title (where nobody knows it, the id), and the way to its page.
struct Reference {
    id: String,
    title: String,
    href: String,
}

fn reference(desk: &Desk, kind: &str, id: &str) -> Reference {
    let address = address_of(desk, kind, id);
    let id = id.rsplit('/').next().unwrap_or(id).to_string();
    let title = titled(desk, kind, &address).unwrap_or_else(|| id.clone());
    let href = match desk.records.coming.contains(&address) {
        true => String::new(),
        false => format!("../../{address}.html"),
    };
    Reference { id, title, href }
}

/// What the page of a record of this unit or of one above is called.
fn titled(desk: &Desk, kind: &str, address: &str) -> Option<String> {
    let mut own = desk.records.others.iter().map(|(record, _)| record);
    let own = own.find(|one| one.kind.key == kind && super::address(desk, one) == address);
    match own {
        Some(record) => super::page_title(desk, record),
        None => desk.inputs.titles.get(address).map(|title| desk.names.mask(title).into_owned()),
    }
}

/// A voucher with the way to its line; without one where the line is not on the web.
fn voucher(desk: &Desk, text: &str) -> Cell {
    match ways::voucher(desk, text) {
        Some(href) => Cell::Link { text: text.to_string(), href: format!("../../{href}") },
        None => Cell::text(text),
    }
}

/// A unit by its name, with the way to its page.
fn unit(desk: &Desk, id: &str) -> Cell {
    match desk.inputs.units.get(id) {
        Some(name) => Cell::Link { text: name.clone(), href: format!("../../{id}/index.html") },
        None => Cell::text(id),
    }
}

/// One value as its medium may show it.
pub fn cell(desk: &Desk, of: Type, value: &Value) -> Cell {
    let lang = desk.lang();
    let clean = |text: &str| desk.names.mask(text).into_owned();
    match (of, value) {
        (Type::Person, Value::Text(text)) => Cell::text(mask(text)),
        (Type::Party, Value::Text(text)) => Cell::text(shown_party(desk, text)),
        (Type::Phone, Value::Text(text)) => Cell::text(clean(desk.medium.phone(text))),
        (Type::Voucher, Value::Text(text)) => voucher(desk, text),
        (Type::Unit, Value::Text(id)) => unit(desk, id),
        // A cell leads to one place: several ids stand in it as text.
        (Type::Record(kind), Value::Texts(ids)) if ids.len() == 1 => {
            let Reference { id, title, href } = reference(desk, kind, &ids[0]);
            // On paper nothing leads anywhere: the number is short, and whom to ask knows it.
            let title = if desk.medium.is_paper() { id.clone() } else { title };
            Cell::Record { id, title, href }
        }
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
        (Type::List(shape), Value::List(rows)) => rows_within(desk, false, shape, rows),
        (_, Value::Absent | Value::Group(_) | Value::List(_) | Value::Beside(_)) => Cell::Empty,
    }
}

/// The cells a list of records shows of this one, in the order of the kind's columns.
pub fn list_cells(desk: &Desk, record: &Record) -> Vec<Cell> {
    let of = |name: &&str| {
        let (field, value) =
            record.fields().find(|(field, _)| field.name == *name).expect("a declared field");
        match field.of {
            Type::Person if ended(desk, record) => Cell::Empty,
            of => cell(desk, of, value),
        }
    };
    match desk.medium.shows_lines(record.envelope.audience) {
        true => record.kind.columns.iter().map(of).collect(),
        false => record.kind.columns.iter().map(|_| Cell::Empty).collect(),
    }
}
