//! Lists of people as the web may show them: cells of enough households, and a word where some were joined or left out.

use std::collections::BTreeMap;

use super::super::Desk;
use super::rows::{cell, column_of, ended};
use crate::kind::people::{self, LEAST, Name, People};
use crate::kind::private::Named;
use crate::kind::record::{Entry, Record};
use crate::kind::unit::BoardNames;
use crate::model::shape::{Field, Type};
use crate::model::table::{About, Cell, Column, Fact, Form, Row, Section, Table, Tone};

/// The cells of a list in place of its rows.
pub fn section(
    desk: &Desk,
    record: &Record,
    field: &'static Field,
    people: &People,
) -> Option<Section> {
    let lang = desk.lang();
    record.list(people.list).next()?;
    let summed = people.summed(record);
    let by = record.list(people.list).next().map(|row| row.field(people.by))?;
    let mut columns = vec![
        Column::new(lang, by.name, by.words.zh, by.words.en, Form::Text),
        Column::new(lang, "households", "户数", "households", Form::Count),
    ];
    columns.extend(summed.iter().map(|field| {
        let form = if matches!(field.of, Type::Money) { Form::Money } else { Form::Count };
        Column { form, ..column_of(desk, record, field) }
    }));
    let cells = people.cells(record.list(people.list));
    let note = note(desk, cells.as_deref());
    let row = |one: &people::Cell| {
        let sums = summed.iter().zip(&one.sums);
        let mut cells = vec![Cell::text(named(desk, &one.names)), Cell::Count(one.households)];
        cells.extend(sums.map(|(field, sum)| cell(desk, field.of, sum)));
        Row { anchor: String::new(), tone: Tone::Plain, href: String::new(), cells }
    };
    let rows = match &cells {
        Some(cells) => cells.iter().map(row).collect(),
        None => vec![too_few(desk, columns.len())],
    };
    let title = field.words.in_lang(lang).to_string();
    Some(Section { key: field.name, title, note, columns, rows })
}

/// Puts the rows of the main list with the people they are in place of its cells: for a board, where the town has decided
/// so in writing, and until the posting ends.
pub fn name_rows(
    desk: &Desk,
    record: &Record,
    (names, decided): (&[Named], &BoardNames),
    table: &mut Table,
) {
    let list = record.kind.people.first().map_or("", |people| people.list);
    let first = record.list(list).next().filter(|_| !ended(desk, record));
    let Some(shape) = first.map(|row| row.shape).filter(|shape| shape.position("row", 0).is_some())
    else {
        return;
    };
    let known: BTreeMap<&str, &str> =
        names.iter().map(|named| (named.row.as_str(), named.name.as_str())).collect();
    let shown = || shape.fields().filter(|field| !["row", "household"].contains(&field.name));
    let row = |row: Entry| {
        let name = known.get(row.text("row")).copied().unwrap_or_default();
        let mut cells = vec![Cell::text(name)];
        cells.extend(shown().map(|field| cell(desk, field.of, row.value(field.name))));
        Row { anchor: String::new(), tone: Tone::Plain, href: String::new(), cells }
    };
    let lang = desk.lang();
    table.rows = record.list(list).map(row).collect();
    table.columns = vec![Column::new(lang, "name", "姓名", "name", Form::Text)];
    table.columns.extend(shown().map(|field| column_of(desk, record, field)));
    table.facts.retain(|fact| fact.key != "joined");
    table.exempt.push(decided.document.clone());
    table.facts.push(Fact {
        about: About::Procedure,
        key: "names_by",
        label: lang.pick("写姓名的依据", "Why there are names").to_string(),
        value: format!("{}，{}，{}", decided.document, decided.by, decided.date),
        href: String::new(),
    });
}

/// What is said of the main list, which has no room for a note.
pub fn joined(desk: &Desk, record: &Record) -> Option<Fact> {
    let people = record.kind.people.first()?;
    record.list(people.list).next()?;
    let value = note(desk, people.cells(record.list(people.list)).as_deref());
    let label = record.kind.main_list()?.words.in_lang(desk.lang()).to_string();
    let about = About::Record;
    (!value.is_empty()).then_some(Fact { about, key: "joined", label, value, href: String::new() })
}

fn note(desk: &Desk, cells: Option<&[people::Cell]>) -> String {
    let joined = cells.is_some_and(|cells| cells.iter().any(|cell| cell.names.len() > 1));
    if !joined {
        return String::new();
    }
    desk.lang().pick(
        format!("不满 {LEAST} 户的，与相邻的合在一起公布，免得认出是谁"),
        format!("what has fewer than {LEAST} households is told together with its neighbour"),
    )
}

/// `一组、二组`.
fn named(desk: &Desk, names: &[Name]) -> String {
    let lang = desk.lang();
    let one = |name: &Name| match name {
        Name::None => lang.pick("没有写", "not said").to_string(),
        Name::Text(text) => desk.names.mask(text).into_owned(),
        Name::Choice(choice) => choice.words.in_lang(lang).to_string(),
    };
    let names: Vec<String> = names.iter().map(one).collect();
    names.join(lang.pick("、", ", "))
}

/// All together are too few: that there are some is all that is told.
fn too_few(desk: &Desk, columns: usize) -> Row {
    let said = desk
        .lang()
        .pick(format!("不满 {LEAST} 户，不细列"), format!("fewer than {LEAST}, not told apart"));
    let mut cells = vec![Cell::Empty; columns];
    cells[0] = Cell::text(said);
    Row { anchor: String::new(), tone: Tone::Plain, href: String::new(), cells }
}
