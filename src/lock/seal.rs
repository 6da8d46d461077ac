//! A record's seal: every value it says as a short digest, enough to tell what changed and too little to read it.

use super::Taken;
use super::group::{
    Group, INSIDE, KEY_LETTERS, PART, Sealed, VALUE_LETTERS, field_digest, known_by, letters,
    paper, row_salt, text, without_ends,
};
use crate::kind::envelope::Audience;
use crate::kind::people::{Cell, Name, People};
use crate::kind::record::Entry;
use crate::model::Said;
use crate::model::shape::{DRAFT, Field, Row, Shape, Type, Value};

/// What may change without a correction: the unit's answers to questions, which file the lines stand in, and that it is no draft.
const UNSEALED: &[&str] = &["explain", "lines_file", DRAFT];

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

impl Whole<'_> {
    pub fn id(&self) -> String {
        let at = self.shape.position("id", 0).expect("every record has an id");
        text(Type::Text, &self.row.values[at]).unwrap_or_default()
    }
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

impl Seal {
    /// The seal of a record of a unit.
    pub fn of(unit: &str, whole: Whole) -> Seal {
        Seal::known_as((unit, &whole.id()), whole)
    }

    /// The seal it would have under another unit's id or another of its own, as it was published.
    pub fn known_as((unit, known): (&str, &str), whole: Whole) -> Seal {
        let Whole { shape, row, .. } = whole;
        let (id, record) = (whole.id(), format!("{unit}/{known}"));
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
                        None => rows.extend(groups(&record, field, of, all)),
                    }
                }
                _ => own.add("", field, value),
            }
        }
        if !whole.body.trim().is_empty() {
            own.push(String::new(), "body", Type::Text, whole.body.trim());
        }
        let lines = shape.position("lines", 0).map(|at| shape.field(at));
        if let Some((field, of)) = lines.and_then(|field| Some((field, field.of.rows_of()?))) {
            rows.extend(groups(&record, field, of, whole.lines));
        }
        seal.groups.push(own);
        seal.groups.extend(rows);
        seal
    }

    /// `UNIT/ID` it is sealed under.
    pub fn record(&self) -> &str {
        &self.record
    }

    /// Adds what is inside an attachment, by its place among the record's: its hash, and those it has with other ends of
    /// lines.
    pub fn holds(&mut self, at: usize, sums: &[String]) {
        let way = format!("attachments.{at}");
        let row = self.groups.iter_mut().find(|group| group.way == way);
        if let Some((row, (sum, others))) = row.zip(sums.split_first()) {
            row.push(INSIDE.to_string(), INSIDE, Type::Text, sum);
            row.values.last_mut().expect("just pushed").others = others.to_vec();
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
            let text = without_ends(&value.text);
            value.digest = letters(&[&was.salt, &value.field, &text], VALUE_LETTERS);
        }
        Some(was)
    }

    /// The salt of the row known by this word, if that is whose key it is.
    fn salt_of(&self, key: &str, word: &str) -> Option<String> {
        let mut salts = self.lists.iter().map(|list| row_salt(&self.record, list, word));
        salts.find(|salt| letters(&[salt], KEY_LETTERS) == key)
    }

    /// One line of the lock: `ID removals own|row|row`, and behind it what was taken away.
    pub fn line(&self, taken: &[Taken]) -> String {
        let value = |v: &Sealed| {
            let parts = v.parts.iter().map(|part| format!("{PART}{part}"));
            format!("{}{}{}", v.field, v.digest, parts.collect::<String>())
        };
        let group = |group: &Group| {
            format!("{}{}", group.key, group.values.iter().map(value).collect::<String>())
        };
        let groups: Vec<String> = self.groups.iter().map(group).collect();
        let line = format!("{} {} {}", self.id, self.removals, groups.join("|"));
        match taken.is_empty() {
            true => line,
            false => {
                let taken: Vec<String> = taken.iter().map(Taken::text).collect();
                format!("{line} {}", taken.join("|"))
            }
        }
    }

    /// What was taken away, in the words of the page: a field of the record, or of a row by its paper or its place.
    pub fn told(&self, taken: &Taken) -> Said {
        let Some(group) = self.groups.iter().find(|group| group.key == taken.key) else {
            return Said::new("一行", "a row");
        };
        let words = match group.field(&taken.field) {
            Some(field) => (field.words.zh, field.words.en),
            None if taken.field == field_digest(INSIDE) => ("附件", "attachment"),
            None => ("正文", "text"),
        };
        let at = group.way.rsplit_once('.').and_then(|(_, at)| at.parse::<usize>().ok());
        match (&group.paper, at) {
            (Some(paper), _) => {
                Said::new(format!("{paper} 的{}", words.0), format!("{} of {paper}", words.1))
            }
            (None, Some(at)) => Said::new(
                format!("第 {} 行的{}", at + 1, words.0),
                format!("{} of row {}", words.1, at + 1),
            ),
            (None, None) => Said::new(words.0, words.1),
        }
    }
}

fn groups(record: &str, of: &'static Field, shape: &'static Shape, rows: &[Row]) -> Vec<Group> {
    let list = of.name;
    let one = |(at, row): (usize, &Row)| {
        let salt = row_salt(record, list, &known_by(shape, row));
        let mut group = Group::new(format!("{list}.{at}"), salt, shape);
        (group.list, group.grows, group.paper) = (Some(list), of.grows, paper(shape, row));
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
