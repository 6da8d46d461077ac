//! A record as its published JSON says it, and what differs between two of them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Amount;
use crate::model::Money;

/// What is read of it. Nothing in it is a float: money is written as text, counts are whole.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Document {
    kind: String,
    title: String,
    lead: String,
    plain: String,
    facts: BTreeMap<String, String>,
    pub figures: Vec<Figure>,
    stages: Vec<Value>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    sections: Vec<Section>,
    attachments: Vec<Value>,
    pub notices: Vec<Notice>,
    pub corrections: Vec<Correction>,
    sources: BTreeMap<String, String>,
}

type Row = BTreeMap<String, Value>;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Figure {
    pub key: String,
    pub label: String,
    pub amount: Money,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Column {
    key: String,
    label: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Section {
    title: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Notice {
    pub fact: String,
    pub record: String,
    pub explained_by: Option<String>,
    pub explanation: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Correction {
    pub date: Option<String>,
    pub what: String,
    pub old: String,
    pub new: String,
    pub why: String,
}

/// A cell with its column, for those who look for names in it.
pub struct Cell<'a> {
    pub key: &'a str,
    pub label: &'a str,
    pub text: &'a str,
}

/// What makes people sign for a line of the books.
pub const SIGNERS: [&str; 3] = ["handler", "witness", "approver"];

impl Document {
    pub fn read(bytes: &[u8]) -> Option<Document> {
        serde_json::from_slice(bytes).ok()
    }

    /// What differs, by the names of the document's own parts; `text` where only the file behind it is another.
    pub fn parts(&self, old: &Document) -> Vec<&'static str> {
        let words = |one: &Document| [one.title.clone(), one.lead.clone(), one.plain.clone()];
        let mut parts = Vec::new();
        let mut part = |differs: bool, name: &'static str| {
            if differs {
                parts.push(name);
            }
        };
        part(self.figures != old.figures, "figures");
        part(self.rows != old.rows, "rows");
        part(self.sections != old.sections, "sections");
        part(self.facts != old.facts, "facts");
        part(self.stages != old.stages, "stages");
        part(self.attachments != old.attachments, "attachments");
        part(self.notices != old.notices, "notices");
        part(self.corrections != old.corrections, "corrections");
        part(words(self) != words(old), "words");
        if parts.is_empty() && self.sources != old.sources {
            parts.push("text");
        }
        parts
    }

    /// Whether the files behind it are the same: what differs then, the day or the program made so.
    pub fn is_of_the_same_files(&self, old: &Document) -> bool {
        self.sources == old.sources
    }

    /// Figures that are others than before.
    pub fn moved(&self, old: &Document) -> Vec<(String, Amount)> {
        let of = |one: &Document| -> BTreeMap<String, Money> {
            one.figures.iter().map(|figure| (figure.key.clone(), figure.amount)).collect()
        };
        let (before, now) = (of(old), of(self));
        let gone = old.figures.iter().filter(|figure| !now.contains_key(&figure.key));
        let all = self.figures.iter().chain(gone);
        let amount = |figure: &Figure| {
            let (old, new) = (before.get(&figure.key), now.get(&figure.key));
            (figure.label.clone(), Amount::of(old.copied(), new.copied()))
        };
        all.map(amount).filter(|(_, amount)| amount.is_other()).collect()
    }

    /// How many rows are there that were not before; the other way round, how many are gone.
    pub fn rows_beside(&self, other: &Document) -> usize {
        let mut left: BTreeMap<String, usize> = BTreeMap::new();
        for row in other.all_rows() {
            *left.entry(said(row)).or_default() += 1;
        }
        let is_new = |row: &&Row| match left.get_mut(&said(row)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        };
        self.all_rows().filter(is_new).count()
    }

    /// Whether lines of the books that were published are others now because their file is. Whatever else a record shows may
    /// change with the day or with what is added.
    pub fn rewrites(&self, old: &Document) -> bool {
        let sum = |one: &Document, key: &str| {
            one.figures.iter().find(|figure| figure.key == key).map(|figure| figure.amount)
        };
        let moved = ["income", "expense"].iter().any(|key| sum(self, key) != sum(old, key));
        self.kind == "ledger" && self.sources != old.sources && (moved || old.rows_beside(self) > 0)
    }

    /// Corrections that were not there before.
    pub fn corrected(&self, old: &Document) -> Vec<Correction> {
        let known: BTreeSet<&Correction> = old.corrections.iter().collect();
        self.corrections.iter().filter(|one| !known.contains(one)).cloned().collect()
    }

    /// Every cell of text, of the rows and of the tables below them.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        let own = std::iter::once((&self.columns, &self.rows));
        let tables = own.chain(self.sections.iter().map(|one| (&one.columns, &one.rows)));
        tables.flat_map(|(columns, rows)| {
            rows.iter().flat_map(move |row| {
                columns.iter().filter_map(move |column| {
                    let text = row.get(&column.key)?.as_str()?;
                    Some(Cell { key: &column.key, label: &column.label, text })
                })
            })
        })
    }

    fn all_rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().chain(self.sections.iter().flat_map(|section| &section.rows))
    }
}

fn said(row: &Row) -> String {
    serde_json::to_string(row).expect("a row is plain data")
}
