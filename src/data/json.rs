//! A table as JSON: the whole record with its figures; money as decimal strings, days in ISO form.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::model::table::{
    Asking, Attachment, Cell, Column, Correction, Figure, Row, Section, Stage, Table,
};

/// The format's version, raised when a field changes its meaning.
const SCHEMA_VERSION: u32 = 1;

/// The record as one JSON document, ending in a line feed.
pub fn json(table: &Table) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024 + table.rows.len() * 420);
    serde_json::to_writer(&mut out, &Document(table)).expect("a table is plain data");
    out.push(b'\n');
    out
}

struct Document<'a>(&'a Table);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let table = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema_version", &SCHEMA_VERSION)?;
        map.serialize_entry("kind", table.kind)?;
        map.serialize_entry("id", &table.id)?;
        map.serialize_entry("title", &table.title)?;
        map.serialize_entry("lead", &table.lead)?;
        map.serialize_entry("plain", &table.plain)?;
        map.serialize_entry("period", &table.period)?;
        map.serialize_entry("data_until", &table.data_until.map(|d| d.to_string()))?;
        map.serialize_entry("facts", &Facts(table))?;
        map.serialize_entry("figures", &Figures(&table.figures))?;
        if !table.stages.is_empty() {
            map.serialize_entry("stages", &Stages(&table.stages))?;
        }
        map.serialize_entry("columns", &Columns(&table.columns))?;
        map.serialize_entry("rows", &Rows(&table.columns, &table.rows))?;
        map.serialize_entry("sections", &Sections(&table.sections))?;
        map.serialize_entry("attachments", &Attachments(&table.attachments))?;
        map.serialize_entry("notices", &Askings(&table.askings))?;
        map.serialize_entry("corrections", &Corrections(&table.corrections))?;
        map.serialize_entry("sources", &Sources(table))?;
        map.end()
    }
}

/// Declares a newtype that writes a list, each item by the given entries.
macro_rules! list {
    ($name:ident($of:ty), $item:ident => { $($key:literal: $value:expr),* $(,)? }) => {
        struct $name<'a>(&'a [$of]);
        impl Serialize for $name<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                struct Item<'a>(&'a $of);
                impl Serialize for Item<'_> {
                    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                        let $item = self.0;
                        let mut map = serializer.serialize_map(None)?;
                        $(map.serialize_entry($key, &$value)?;)*
                        map.end()
                    }
                }
                serializer.collect_seq(self.0.iter().map(Item))
            }
        }
    };
}

list!(Figures(Figure), f => { "key": f.key, "sign": f.sign, "label": f.label, "amount": f.amount });
list!(Stages(Stage), s => {
    "key": s.key, "label": s.label, "state": s.state, "date": s.date.map(|d| d.to_string()),
});
list!(Columns(Column), c => { "key": c.key, "label": c.label });
list!(Sections(Section), s => {
    "key": s.key, "title": s.title, "columns": Columns(&s.columns), "rows": Rows(&s.columns, &s.rows),
});
list!(Attachments(Attachment), a => {
    "title": a.title, "label": a.label, "href": a.href, "size_bytes": a.size_bytes,
    "pages": a.pages, "sha256": a.sha256, "small": a.small.as_ref().map(|small| &small.href),
});
list!(Askings(Asking), a => {
    "rule": a.rule, "fact": a.fact, "record": a.record,
    "explained_by": a.answer.as_ref().map(|a| &a.by),
    "explained_on": a.answer.as_ref().and_then(|a| a.date).map(|d| d.to_string()),
    "explanation": a.answer.as_ref().map(|a| &a.text),
});
list!(Corrections(Correction), c => {
    "date": c.date.map(|d| d.to_string()), "what": c.what, "old": c.old, "new": c.new, "why": c.why,
    "clock": c.clock.map(|clock| clock.key),
    "difference": c.difference.map(|moved| moved.to_string()),
});

struct Facts<'a>(&'a Table);

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.facts.iter().map(|fact| (fact.key, &fact.value)))
    }
}

struct Sources<'a>(&'a Table);

impl Serialize for Sources<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.sources.iter().map(|source| (&source.path, &source.sha256)))
    }
}

struct Rows<'a>(&'a [Column], &'a [Row]);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.1.iter().map(|row| Cells(self.0, row)))
    }
}

struct Cells<'a>(&'a [Column], &'a Row);

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let filled = self.0.iter().zip(&self.1.cells).filter(|(_, cell)| **cell != Cell::Empty);
        serializer.collect_map(filled.map(|(column, cell)| (column.key, Plain(cell))))
    }
}

struct Plain<'a>(&'a Cell);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Empty => serializer.serialize_none(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Money(money) | Cell::Moved(money) => serializer.collect_str(money),
            Cell::Date(date) => serializer.collect_str(date),
            Cell::Count(count) => serializer.serialize_u64(*count),
            Cell::Quantity(quantity) => serializer.collect_str(quantity),
            Cell::Link { text, .. } | Cell::Record { id: text, .. } => {
                serializer.serialize_str(text)
            }
            Cell::Rows { columns, rows } => Rows(columns, rows).serialize(serializer),
        }
    }
}
