//! A record's seal: every value it says as a short digest, enough to tell what changed and too little to read it.

use sha2::{Digest, Sha256};

use crate::kind::envelope::Audience;
use crate::kind::people::{Cell, Name, People};
use crate::kind::record::Entry;
use crate::model::shape::{Field, Row, Shape, Type, Value};

/// What may change without a correction: the unit's answers to questions, and which file the lines stand in.
const UNSEALED: &[&str] = &["explain", "lines_file"];

/// The value that stands for the bytes of an attachment.
pub const INSIDE: &str = "inside";

/// How many of the sixty-four letters each digest keeps.
const KEY_LETTERS: usize = 4;
const FIELD_LETTERS: usize = 2;
const VALUE_LETTERS: usize = 4;

/// A record as it was read.
#[derive(Clone, Copy, Debug)]
pub struct Whole<'a> {
    pub shape: &'static Shape,
    /// Lists whose rows are people.
    pub people: &'static [People],
    /// Whom it is for where it does not say so.
    pub audience: Audience,
    pub row: &'a Row,
    /// The rows of a ledger's `lines` where they stand in a file apart.
    pub lines: &'a [Row],
    /// The words below its head.
    pub body: &'a str,
}

/// The seal of one record as it stands in the content.
#[derive(Clone, Debug, Default)]
pub struct Seal {
    pub id: String,
    /// `UNIT/ID`: what every digest is salted with, so that the same word in two records looks different.
    record: String,
    /// The names of its lists.
    lists: Vec<&'static str>,
    /// How many removals it tells of.
    pub removals: usize,
    /// Its own values, then one group a row of its lists.
    pub groups: Vec<Group>,
}

/// The record's own values, or those of one row.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its way in the record, `lines.3`; empty for the record's own values.
    pub way: String,
    /// Digest of the list and of what the row is known by. Two rows may share it.
    pub key: String,
    /// Whether a row of it speaks of a person.
    pub of_person: bool,
    /// What the digests of its values are salted with.
    salt: String,
    shape: &'static Shape,
    pub values: Vec<Sealed>,
}

/// One value with its digest.
#[derive(Clone, Debug)]
pub struct Sealed {
    pub way: String,
    pub field: String,
    pub of: Type,
    pub text: String,
    pub digest: String,
}

impl Seal {
    /// The seal of a record of a unit.
    pub fn of(unit: &str, whole: Whole) -> Seal {
        let Whole { shape, row, .. } = whole;
        let at = shape.position("id", 0).expect("every record has an id");
        let id = text(Type::Text, &row.values[at]).unwrap_or_default();
        let record = format!("{unit}/{id}");
        let mut own = Group::new(String::new(), row_salt(&record, "", ""), shape);
        let lists = shape.fields().filter(|f| f.of.rows_of().is_some()).map(|f| f.name).collect();
        let mut seal = Seal { id, record: record.clone(), lists, ..Seal::default() };
        let mut rows = Vec::new();
        for (field, value) in shape.fields().zip(&row.values) {
            match (field.name, value) {
                (name, _) if UNSEALED.contains(&name) => {}
                ("audience", Value::Absent) => {
                    own.push(field.name.to_string(), field.name, field.of, whole.audience.key());
                }
                (name, Value::List(all)) => {
                    if name == "removed" {
                        seal.removals = all.len();
                    }
                    let of = field.of.rows_of().expect("a list has rows of a shape");
                    match whole.people.iter().find(|people| people.list == name) {
                        Some(people) => rows.extend(cells(&record, people, of, all)),
                        None => rows.extend(groups(&record, name, of, all)),
                    }
                }
                _ => own.add("", field, value),
            }
        }
        if !whole.body.trim().is_empty() {
            own.push(String::new(), "body", Type::Text, whole.body.trim());
        }
        if let Some(of) = shape.position("lines", 0).and_then(|at| shape.field(at).of.rows_of()) {
            rows.extend(groups(&record, "lines", of, whole.lines));
        }
        seal.groups.push(own);
        seal.groups.extend(rows);
        seal
    }

    /// Adds what is inside an attachment, by its place among the record's.
    pub fn holds(&mut self, at: usize, sha256: &str) {
        let way = format!("attachments.{at}");
        if let Some(row) = self.groups.iter_mut().find(|group| group.way == way) {
            row.push(INSIDE.to_string(), INSIDE, Type::Text, sha256);
        }
    }

    /// Whether a row with this key in the lock is the one these words name, by its paper's number or its first word.
    pub fn names_row(&self, key: &str, words: &str) -> bool {
        let known_by = std::iter::once(words).chain(words.split_whitespace());
        let known_by = known_by.map(|word| word.trim_matches(['，', ',', '。', '、']));
        known_by.clone().any(|word| self.salt_of(key, word).is_some())
    }

    /// The row as its digests were while it was known by another word, if this key was that word's and this row has the
    /// new one.
    pub fn renamed(&self, key: &str, (old, new): (&str, &str), row: &Group) -> Option<Group> {
        self.salt_of(&row.key, new.trim())?;
        let mut was = row.clone();
        was.salt = self.salt_of(key, old.trim())?;
        was.key = key.to_string();
        for value in &mut was.values {
            value.digest = letters(&[&was.salt, &value.field, &value.text], VALUE_LETTERS);
        }
        Some(was)
    }

    /// The salt of the row known by this word, if that is whose key it is.
    fn salt_of(&self, key: &str, word: &str) -> Option<String> {
        let mut salts = self.lists.iter().map(|list| row_salt(&self.record, list, word));
        salts.find(|salt| letters(&[salt], KEY_LETTERS) == key)
    }

    /// One line of the lock: `ID removals own|row|row`.
    pub fn line(&self) -> String {
        let group = |group: &Group| {
            let values = group.values.iter().map(|v| format!("{}{}", v.field, v.digest));
            format!("{}{}", group.key, values.collect::<String>())
        };
        let groups: Vec<String> = self.groups.iter().map(group).collect();
        format!("{} {} {}", self.id, self.removals, groups.join("|"))
    }
}

fn groups(record: &str, list: &'static str, shape: &'static Shape, rows: &[Row]) -> Vec<Group> {
    let one = |(at, row): (usize, &Row)| {
        let salt = row_salt(record, list, &known_by(shape, row));
        let mut group = Group::new(format!("{list}.{at}"), salt, shape);
        for (field, value) in shape.fields().zip(&row.values) {
            group.add("", field, value);
        }
        group
    };
    rows.iter().enumerate().map(one).collect()
}

/// Of people what the web shows: the rows behind a cell change without a word on any one of them.
fn cells(record: &str, people: &People, shape: &'static Shape, rows: &[Row]) -> Vec<Group> {
    let entries = rows.iter().map(|row| Entry { shape, row });
    let one = |cell: Cell| {
        let names: Vec<&str> = cell.names.iter().map(Name::key).collect();
        let salt = row_salt(record, people.list, &names.join("、"));
        let mut group = Group::new(people.list.to_string(), salt, shape);
        let count = cell.households.to_string();
        group.push(String::new(), "households", Type::Count, &count);
        for (name, sum) in people.sums.iter().zip(&cell.sums) {
            let of = shape.position(name, 0).map_or(Type::Text, |at| shape.field(at).of);
            if let Some(text) = text(of, sum) {
                group.push(String::new(), name, of, &text);
            }
        }
        group
    };
    people.cells(entries).into_iter().flatten().map(one).collect()
}

/// The digests of all fields that a record of a shape may say outside its lists.
pub(super) fn own_fields(shape: &'static Shape, before: &str) -> Vec<String> {
    let mut all = vec![field_digest("body")];
    for field in shape.fields() {
        let way = format!("{before}{}", field.name);
        match field.of {
            Type::Group(inner) => all.extend(own_fields(inner, &format!("{way}."))),
            _ => all.push(field_digest(&way)),
        }
    }
    all
}

fn row_salt(record: &str, list: &str, known_by: &str) -> String {
    format!("{record}\0{list}\0{known_by}")
}

/// What a row is known by when others are put before it: the number of its paper, else the first thing it must say.
fn known_by(shape: &'static Shape, row: &Row) -> String {
    let both = || shape.fields().zip(&row.values);
    let paper = both().find(|(field, _)| matches!(field.of, Type::Reference));
    let first = both().find(|(field, _)| field.required);
    let said = |(field, value): (&Field, &Value)| text(field.of, value);
    paper.and_then(said).or_else(|| first.and_then(said)).unwrap_or_default()
}

impl Group {
    fn new(way: String, salt: String, shape: &'static Shape) -> Group {
        let key = letters(&[&salt], KEY_LETTERS);
        let of_person = shape.fields().any(|f| matches!(f.of, Type::Person | Type::Party));
        Group { way, key, of_person, salt, shape, values: Vec::new() }
    }

    /// Adds a value and everything inside it.
    fn add(&mut self, before: &str, field: &'static Field, value: &Value) {
        let way = |name: &str| match before {
            "" => name.to_string(),
            _ => format!("{before}.{name}"),
        };
        match (field.of, value) {
            (Type::Group(shape), Value::Group(row)) => {
                for (inner, value) in shape.fields().zip(&row.values) {
                    self.add(&way(field.name), inner, value);
                }
            }
            (Type::List(shape), Value::List(rows)) => {
                for (at, row) in rows.iter().enumerate() {
                    for (inner, value) in shape.fields().zip(&row.values) {
                        self.add(&way(&format!("{}.{at}", field.name)), inner, value);
                    }
                }
            }
            (_, Value::Texts(texts)) => {
                for text in texts {
                    self.push(way(field.name), field.name, Type::Text, text.trim());
                }
            }
            _ => {
                if let Some(text) = text(field.of, value) {
                    self.push(way(field.name), &way(field.name), field.of, &text);
                }
            }
        }
    }

    fn push(&mut self, way: String, field: &str, of: Type, text: &str) {
        let way = match (self.way.as_str(), way.as_str()) {
            ("", _) => way,
            (row, "") => row.to_string(),
            (row, way) => format!("{row}.{way}"),
        };
        let digest = self.digest(&field_digest(field), text);
        let (field, text) = (field_digest(field), text.to_string());
        self.values.push(Sealed { way, field, of, text, digest });
    }

    /// The digest a value of this group would have.
    pub fn digest(&self, field: &str, text: &str) -> String {
        letters(&[&self.salt, field, text], VALUE_LETTERS)
    }

    /// The declared field a digest stands for, where the record no longer has a value there.
    pub fn field(&self, digest: &str) -> Option<&'static Field> {
        self.shape.fields().find(|field| field_digest(field.name) == digest)
    }
}

fn field_digest(name: &str) -> String {
    letters(&[name], FIELD_LETTERS)
}

/// The one text of a value, however it was written: `5,200` and `5200.00` are the same money.
pub fn text(of: Type, value: &Value) -> Option<String> {
    match (of, value) {
        (_, Value::Text(text)) => Some(text.trim().to_string()),
        (_, Value::Money(money)) => Some(money.to_string()),
        (_, Value::Date(date)) => Some(date.to_string()),
        (_, Value::Period(period)) => Some(period.to_string()),
        (_, Value::Count(count)) => Some(count.to_string()),
        (_, Value::Quantity(quantity)) => Some(quantity.to_string()),
        (_, Value::Flag(flag)) => Some(flag.to_string()),
        (_, Value::Choice(choice)) => Some(choice.key.to_string()),
        _ => None,
    }
}

/// The first letters of a SHA-256, six bits each.
fn letters(parts: &[&str], count: usize) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let bytes = hash.finalize();
    bytes.iter().take(count).map(|byte| LETTERS[usize::from(byte & 63)] as char).collect()
}

/// How long the parts of a locked group are.
pub(super) const WIDTHS: (usize, usize, usize) = (KEY_LETTERS, FIELD_LETTERS, VALUE_LETTERS);
