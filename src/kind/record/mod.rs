//! One disclosure of a declared kind: the envelope, the kind's own fields as they were read, and the words below.

mod beside;
mod kind;
pub mod many;

pub use beside::Beside;
pub use kind::{Chart, Form, GROUPS, Kind, Owed, Part, Worked, WorkedRow};

use super::envelope::{ENVELOPE, Envelope};
use crate::model::party::{Names, Organisations};
use crate::model::shape::{Choice, Field, Row, Shape, Type, Value};
use crate::model::{Calendar, Date, Lang, Money, Quantity, Said};

/// What a record's words may depend on beside the record.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    pub as_of: Option<Date>,
    /// The portal's, for what stands inside a sentence.
    pub lang: Lang,
    pub calendar: &'a Calendar,
    /// Days within which a request is answered, and whether only working days count.
    pub answer_days: u64,
    pub working_days: bool,
    /// Whether a sentence masks a person who pays or is paid.
    pub masks_parties: bool,
    /// What the place says of names that look like persons.
    pub organisations: &'a Organisations,
}

#[derive(Clone, Debug)]
pub struct Record {
    pub kind: &'static Kind,
    pub envelope: Envelope,
    /// The kind's own fields; those of the envelope are taken out.
    own: Row,
    /// Markdown as written; empty where the kind is YAML alone.
    pub body: String,
    /// Tables beside the file that hold rows of its lists.
    pub tables: Vec<Beside>,
}

impl Record {
    /// `row` is a row of the kind's shape, which is based on the envelope.
    pub fn from(kind: &'static Kind, row: Row, body: &str) -> Record {
        let mut values = row.values;
        let own = values.split_off(ENVELOPE.len());
        let mut take = Row { values }.take(&ENVELOPE);
        let envelope = Envelope::from(&mut take, kind.audience);
        let (own, tables) = (Row { values: own }, Vec::new());
        Record { kind, envelope, own, body: body.to_string(), tables }
    }

    /// With the tables that hold rows of its lists.
    pub fn with_tables(mut self, tables: Vec<Beside>) -> Record {
        self.tables = tables;
        self
    }

    /// The entries of the law it fulfils by its own word; none where nobody reviewed it.
    pub fn items(&self) -> &[String] {
        if self.kind.reviewed { &self.envelope.items } else { &[] }
    }

    /// What lists sort it under: the choice in the first of the kind's columns.
    pub fn class(&self) -> Option<&'static Choice> {
        self.kind.columns.first().and_then(|name| self.choice(name))
    }

    /// Own fields with their values, as declared.
    pub fn fields(&self) -> impl Iterator<Item = (&'static Field, &Value)> {
        self.kind.shape.fields.iter().zip(&self.own.values)
    }

    /// Every value of its own fields and of the rows of its lists, at any depth, with its place.
    pub fn values(&self) -> impl Iterator<Item = (At, &Value)> {
        let mut all = Vec::new();
        collect(self.fields(), &[], &mut all);
        all.into_iter()
    }

    /// Puts another value in the place of an own field, or of one in a row of a list.
    pub fn set(&mut self, row: Option<(usize, usize)>, field: usize, value: Value) {
        let place = match row {
            None => self.own.values.get_mut(field),
            Some((list, at)) => match self.own.values.get_mut(list) {
                Some(Value::List(rows)) => rows.get_mut(at).and_then(|r| r.values.get_mut(field)),
                _ => None,
            },
        };
        if let Some(place) = place {
            *place = value;
        }
    }

    /// The value of an own field.
    pub fn value(&self, name: &str) -> &Value {
        let found = self.fields().find(|(field, _)| field.name == name);
        found.map(|(_, value)| value).expect("a declared field")
    }

    pub fn text(&self, name: &str) -> &str {
        text(self.value(name))
    }

    pub fn date(&self, name: &str) -> Option<Date> {
        date(self.value(name))
    }

    pub fn count(&self, name: &str) -> Option<u64> {
        count(self.value(name))
    }

    pub fn money(&self, name: &str) -> Option<Money> {
        money(self.value(name))
    }

    pub fn quantity(&self, name: &str) -> Option<Quantity> {
        quantity(self.value(name))
    }

    pub fn flag(&self, name: &str) -> bool {
        matches!(self.value(name), Value::Flag(true))
    }

    pub fn choice(&self, name: &str) -> Option<&'static Choice> {
        choice(self.value(name))
    }

    pub fn texts(&self, name: &str) -> &[String] {
        texts(self.value(name))
    }

    /// The rows of a list, with their shape.
    pub fn list(&self, name: &str) -> impl Iterator<Item = Entry<'_>> {
        entries(self.fields().find(|(field, _)| field.name == name))
    }
}

/// Adds values with their places, those of rows behind their list.
fn collect<'a>(
    fields: impl Iterator<Item = (&'static Field, &'a Value)>,
    rows: &[(&'static str, usize)],
    all: &mut Vec<(At, &'a Value)>,
) {
    for (field, value) in fields {
        all.push((At { rows: rows.to_vec(), field }, value));
        if let (Type::List(shape), Value::List(inner)) = (field.of, value) {
            for (at, row) in inner.iter().enumerate() {
                let rows = [rows, &[(field.name, at)]].concat();
                collect(shape.fields().zip(&row.values), &rows, all);
            }
        }
    }
}

/// A record of one unit that another one lists too.
#[derive(Clone, Debug)]
pub struct Guest {
    pub record: Record,
    /// The id of the unit whose record it is.
    pub home: String,
    /// Who is masked there: its words name the same people here.
    pub names: Names,
    /// SHA-256 of its file.
    pub sha256: String,
}

impl Guest {
    /// Where it stands in the list of the unit where it lands.
    pub fn listed_in(&self, unit: &str) -> String {
        let id = self.record.envelope.id.to_lowercase();
        format!("{unit}/{}/index.html#{id}", self.record.kind.folder)
    }
}

/// Where a value stands in its record.
#[derive(Clone, Debug)]
pub struct At {
    /// The lists it stands in with their rows, the outermost first.
    rows: Vec<(&'static str, usize)>,
    pub field: &'static Field,
}

impl At {
    /// As findings name it: `total`, `rows.3.amount`.
    pub fn way(&self) -> String {
        let rows = self.rows.iter().map(|(list, row)| format!("{list}.{row}."));
        rows.chain([self.field.name.to_string()]).collect()
    }
}

/// One row of a list inside a record.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    pub shape: &'static Shape,
    pub row: &'a Row,
}

impl<'a> Entry<'a> {
    pub fn field(&self, name: &str) -> &'static Field {
        self.shape.field(self.shape.position(name, 0).expect("a declared field"))
    }

    pub fn value(&self, name: &str) -> &'a Value {
        let at = self.shape.position(name, 0).expect("a declared field");
        &self.row.values[at]
    }

    pub fn text(&self, name: &str) -> &'a str {
        text(self.value(name))
    }

    pub fn date(&self, name: &str) -> Option<Date> {
        date(self.value(name))
    }

    pub fn count(&self, name: &str) -> Option<u64> {
        count(self.value(name))
    }

    pub fn money(&self, name: &str) -> Option<Money> {
        money(self.value(name))
    }

    pub fn quantity(&self, name: &str) -> Option<Quantity> {
        quantity(self.value(name))
    }

    pub fn flag(&self, name: &str) -> bool {
        matches!(self.value(name), Value::Flag(true))
    }

    pub fn choice(&self, name: &str) -> Option<&'static Choice> {
        choice(self.value(name))
    }

    pub fn texts(&self, name: &str) -> &'a [String] {
        texts(self.value(name))
    }

    /// The rows of a list within the row.
    pub fn list(&self, name: &str) -> impl Iterator<Item = Entry<'a>> {
        let mut fields = self.shape.fields().zip(&self.row.values);
        entries(fields.find(|(field, _)| field.name == name))
    }
}

/// The rows of a list with their shape; none where it was left out.
fn entries<'a>(found: Option<(&'static Field, &'a Value)>) -> impl Iterator<Item = Entry<'a>> {
    let (shape, rows) = match found {
        Some((field, Value::List(rows))) => (field.of.rows_of(), rows.as_slice()),
        _ => (None, [].as_slice()),
    };
    rows.iter().filter_map(move |row| Some(Entry { shape: shape?, row }))
}

fn text(value: &Value) -> &str {
    match value {
        Value::Text(text) => text,
        _ => "",
    }
}

fn texts(value: &Value) -> &[String] {
    match value {
        Value::Texts(texts) => texts,
        _ => &[],
    }
}

fn date(value: &Value) -> Option<Date> {
    match value {
        Value::Date(date) => Some(*date),
        _ => None,
    }
}

fn count(value: &Value) -> Option<u64> {
    match value {
        Value::Count(count) => Some(*count),
        _ => None,
    }
}

fn money(value: &Value) -> Option<Money> {
    match value {
        Value::Money(money) => Some(*money),
        _ => None,
    }
}

fn quantity(value: &Value) -> Option<Quantity> {
    match value {
        Value::Quantity(quantity) => Some(*quantity),
        _ => None,
    }
}

fn choice(value: &Value) -> Option<&'static Choice> {
    match value {
        Value::Choice(choice) => Some(choice),
        _ => None,
    }
}

/// For kinds whose plain words say it all.
pub fn no_lead(_: &Record, _: &Setting) -> Said {
    Said::new("", "")
}

/// For kinds whose rows say everything themselves.
pub fn no_cells(_: &Entry, _: &Setting) -> WorkedRow {
    WorkedRow::default()
}

/// `3 日`, `3 个工作日`: days with how they are counted, in both languages.
pub fn days(count: u64, working: bool) -> Said {
    match working {
        true => Said::new(format!("{count} 个工作日"), format!("{count} working days")),
        false => Said::new(format!("{count} 日"), format!("{count} days")),
    }
}

/// The words of a choice in a language, or nothing.
pub fn word(lang: Lang, choice: Option<&'static Choice>) -> &'static str {
    choice.map_or("", |choice| choice.words.in_lang(lang))
}
