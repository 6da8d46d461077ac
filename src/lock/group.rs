//! A group of values with their digests: what a record says itself, or one row of its lists.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::clauses::{clauses, wide_clauses};
use crate::model::party::mask;
use crate::model::shape::{Field, Row, Shape, Type, Value};

/// The value that stands for the bytes of an attachment.
pub const INSIDE: &str = "inside";

/// How many of the sixty-four letters each digest keeps.
pub(super) const KEY_LETTERS: usize = 4;
const FIELD_LETTERS: usize = 2;
pub(super) const VALUE_LETTERS: usize = 4;

/// The record's own values, or those of one row.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its way in the record, `lines.3`; empty for the record's own values.
    pub way: String,
    /// Digest of the list and of what the row is known by. Two rows may share it.
    pub key: String,
    /// The list it is a row of; nothing for the record's own values and for cells of people.
    pub list: Option<&'static str>,
    /// Whether rows come to that list after it was published.
    pub grows: bool,
    /// The number of its paper, where it has one.
    pub paper: Option<String>,
    /// Whether a row of it speaks of a person.
    pub of_person: bool,
    /// What the digests of its values are salted with.
    pub(super) salt: String,
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
    /// Of a text of several clauses their digests, in their order: what only lost some of them was only cut.
    pub parts: Vec<String>,
    /// Other texts that are the same thing: what is in a file with other ends of lines.
    pub(super) others: Vec<String>,
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

pub(super) fn row_salt(record: &str, list: &str, known_by: &str) -> String {
    format!("{record}\0{list}\0{known_by}")
}

/// What a row is known by when others are put before it: the number of its paper, else the first thing it must say.
pub(super) fn known_by(shape: &'static Shape, row: &Row) -> String {
    let first = || shape.fields().zip(&row.values).find(|(field, _)| field.required);
    let said = |(field, value): (&Field, &Value)| text(field.of, value);
    paper(shape, row).or_else(|| first().and_then(said)).unwrap_or_default()
}

/// The number of a row's paper.
pub(super) fn paper(shape: &'static Shape, row: &Row) -> Option<String> {
    let mut both = shape.fields().zip(&row.values);
    let (field, value) = both.find(|(field, _)| matches!(field.of, Type::Reference))?;
    text(field.of, value)
}

/// What stands where something was taken out of a text. A clause that goes may turn what is left round; whoever reads
/// it must see that something stood there.
pub const MARK: &str = "〔已撤下〕";

/// The same in English.
pub const MARK_EN: &str = "〔withheld〕";

/// What became of the clauses of a text of which only some are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// A mark stands in each place where some were.
    Marked,
    Unmarked,
}

impl Group {
    pub(super) fn new(way: String, salt: String, shape: &'static Shape) -> Group {
        let key = letters(&[&salt], KEY_LETTERS);
        let of_person = shape.fields().any(|f| matches!(f.of, Type::Person | Type::Party));
        let (list, grows, paper, values) = (None, false, None, Vec::new());
        Group { way, key, list, grows, paper, of_person, salt, shape, values }
    }

    /// Adds a value and everything inside it.
    pub(super) fn add(&mut self, before: &str, field: &'static Field, value: &Value) {
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

    pub(super) fn push(&mut self, way: String, field: &str, of: Type, text: &str) {
        let way = match (self.way.as_str(), way.as_str()) {
            ("", _) => way,
            (row, "") => row.to_string(),
            (row, way) => format!("{row}.{way}"),
        };
        let digest = self.digest(&field_digest(field), &without_ends(text));
        let text = &text.replace("\r\n", "\n");
        // Of one name its mask, which is what readers saw. The counterparty of a ledger's line is a text.
        let name = matches!(of, Type::Party | Type::Person) || field == "party";
        let parts = match of {
            Type::Text if name => self.parts(&wide_clauses(text)),
            Type::Text => self.parts(&clauses(text)),
            _ => Vec::new(),
        };
        let parts = if name && parts.is_empty() { vec![self.part(&mask(text))] } else { parts };
        let (field, text) = (field_digest(field), text.to_string());
        self.values.push(Sealed { way, field, of, text, digest, parts, others: Vec::new() });
    }

    /// The digests of a text's clauses, where it has several.
    pub(super) fn parts(&self, clauses: &[String]) -> Vec<String> {
        let digest = |clause: &String| self.part(clause);
        if clauses.len() > 1 { clauses.iter().map(digest).collect() } else { Vec::new() }
    }

    fn part(&self, clause: &str) -> String {
        letters(&[&self.salt, "part", clause], VALUE_LETTERS)
    }

    /// Whether a text is what stays of one that had these parts when some are taken away: in their order, none added but
    /// marks.
    pub fn cut(&self, text: &str, parts: &[String]) -> Option<Cut> {
        let cut = self.cut_to(&clauses(text), parts);
        match cut {
            Some(Cut::Marked) => cut,
            _ => self.cut_to(&wide_clauses(text), parts).or(cut),
        }
    }

    fn cut_to(&self, clauses: &[String], parts: &[String]) -> Option<Cut> {
        let end = parts.len();
        // Where in the parts each clause may end. A mark stands for some of them, a clause for itself.
        let mut at = BTreeSet::from([0]);
        for clause in clauses {
            let digest = self.part(clause);
            let fits = |i: &usize| parts.get(*i) == Some(&digest);
            at = match at.first().copied().filter(|_| clause == MARK) {
                Some(first) => (first + 1..=end).collect(),
                None => at.into_iter().filter(fits).map(|i| i + 1).collect(),
            };
        }
        if at.contains(&end) && end > 0 {
            return Some(Cut::Marked);
        }
        let mut left = parts.iter();
        let mut words = clauses.iter().filter(|clause| *clause != MARK);
        let fewer = words.clone().count() < end;
        let in_order = words.all(|clause| left.any(|part| *part == self.part(clause)));
        (fewer && in_order).then_some(Cut::Unmarked)
    }

    /// Whether what was published with these parts was read like this, its names masked.
    pub(super) fn was_read(&self, masked: &str, parts: &[String]) -> bool {
        parts.len() == 1 && is_masked(masked) && parts.contains(&self.part(&mask(masked)))
    }

    /// The digest a value of this group would have.
    pub fn digest(&self, field: &str, text: &str) -> String {
        letters(&[&self.salt, field, text], VALUE_LETTERS)
    }

    /// Whether a digest is that of a text. Locks before this one counted blanks at the ends of its lines.
    pub fn is(&self, field: &str, text: &str, digest: &str) -> bool {
        let bare = without_ends(text);
        self.digest(field, &bare) == digest || bare != text && self.digest(field, text) == digest
    }

    /// Whether a value of this group is what was published with this digest.
    pub fn has(&self, value: &Sealed, digest: &str) -> bool {
        let mut texts = std::iter::once(&value.text).chain(&value.others);
        value.digest == digest || texts.any(|text| self.is(&value.field, text, digest))
    }

    /// The declared field a digest stands for, where the record no longer has a value there.
    pub fn field(&self, digest: &str) -> Option<&'static Field> {
        field(self.shape, "", digest)
    }
}

/// The field of a shape, or of a group inside it, that a digest stands for.
fn field(shape: &'static Shape, before: &str, digest: &str) -> Option<&'static Field> {
    shape.fields().find_map(|inside| {
        let way = format!("{before}{}", inside.name);
        match inside.of {
            Type::Group(inner) => field(inner, &format!("{way}."), digest),
            _ => (field_digest(&way) == digest).then_some(inside),
        }
    })
}

/// A text as it is sealed: version control changes the ends of lines, and editors take away the blanks before them.
pub(super) fn without_ends(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Whether names are written as a page shows them.
pub(super) fn is_masked(text: &str) -> bool {
    text.contains(['*', '＊'])
}

pub(super) fn field_digest(name: &str) -> String {
    letters(&[name], FIELD_LETTERS)
}

/// The one text of a value, however it was written: `5,200` and `5200.00` are the same money.
pub fn text(of: Type, value: &Value) -> Option<String> {
    match (of, value) {
        (_, Value::Text(text)) => Some(text.trim().replace("\r\n", "\n")),
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
pub(super) fn letters(parts: &[&str], count: usize) -> String {
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

/// Stands in the place of a field's letters before the digest of a clause.
pub(super) const PART: &str = "..";
