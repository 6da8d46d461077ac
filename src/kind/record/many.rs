//! A head whose records stand in a table, one a row: the same fields as a record's, none of them required of the head.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::kind::envelope::{ATTACHMENT, CORRECTION, EXPLAIN};
use crate::kind::removal::REMOVAL;
use crate::model::Words;
use crate::model::shape::{Field, Row, Shape, Type, Value};

/// The key that names the table, in either language.
pub const RECORDS: [&str; 2] = ["records", "每行一条"];

/// Lists of the envelope that no cell holds; a head may say them of one record.
pub static SINGLE: Shape = Shape {
    name: "single",
    words: Words::new("单独写", "of one record"),
    base: None,
    fields: &[
        Field::new("id", "编号", "id", Type::Text)
            .required()
            .gloss("那一行的编号", "the id of the row's record"),
        Field::new("attachments", "附件", "attachments", Type::List(&ATTACHMENT)),
        Field::new("corrections", "更正记录", "corrections", Type::List(&CORRECTION)),
        Field::new("explain", "说明", "explanations", Type::List(&EXPLAIN)),
        Field::new("removed", "撤下", "taken away", Type::List(&REMOVAL)),
    ],
};

/// Lists that are of one record and never of all.
pub const OF_ONE: [&str; 3] = ["corrections", "explain", "removed"];

/// What the rows of such a table may say.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    /// The fields of a record, and behind them those of the list's rows that no field of the record is called like.
    pub shape: &'static Shape,
    /// How many of them are the record's.
    pub own: usize,
    /// The list without which there is no record, and what its rows are: a row of the table holds one of them.
    pub list: Option<(usize, &'static Shape)>,
}

static HEADS: Mutex<BTreeMap<usize, &'static Shape>> = Mutex::new(BTreeMap::new());
static ROWS: Mutex<BTreeMap<usize, Rows>> = Mutex::new(BTreeMap::new());

/// What the rows of a table of these records may say.
pub fn rows(shape: &'static Shape) -> Rows {
    let mut known = ROWS.lock().unwrap_or_else(PoisonError::into_inner);
    *known.entry(std::ptr::from_ref(shape) as usize).or_insert_with(|| Rows::of(shape))
}

impl Rows {
    fn of(shape: &'static Shape) -> Rows {
        let mut due = shape.fields().enumerate().filter(|(_, field)| field.required);
        let list = due.find_map(|(at, field)| Some((at, field.of.rows_of()?)));
        let own = shape.len();
        let Some((at, inner)) = list else { return Rows { shape, own, list } };
        let of_list = |of: usize| of == at;
        let record = shape.fields().enumerate();
        let record = record
            .map(|(of, field)| Field { required: field.required && !of_list(of), ..field.clone() });
        let added = inner.fields().filter(|field| shape.position(field.name, 0).is_none()).cloned();
        let fields: Vec<Field> = record.chain(added).collect();
        let (name, words) = (shape.name, shape.words);
        let shape = Box::leak(Box::new(Shape { name, words, base: None, fields: fields.leak() }));
        Rows { shape, own, list }
    }

    /// The row of the list that a row of the table holds, and for each of its fields where the table's row has it.
    pub fn inner(&self, row: &Row) -> Option<Row> {
        let value = |field: &Field| {
            let at = self.shape.position(field.name, 0).filter(|at| *at >= self.own);
            at.map_or(Value::Absent, |at| row.values[at].clone())
        };
        let values: Vec<Value> = self.list?.1.fields().map(value).collect();
        values.iter().any(|value| *value != Value::Absent).then_some(Row { values })
    }
}

/// Whether a YAML text is such a head. A kind may have a field of that name, and then has no such heads.
pub fn is_head(yaml: &str, shape: &'static Shape) -> bool {
    let names = |line: &str| {
        let key = line.split([':', '：']).next().unwrap_or_default();
        line.len() > key.len() && RECORDS.contains(&key.trim_end().trim_matches(['"', '\'']))
    };
    let own = RECORDS.iter().any(|name| shape.position(name, 0).is_some());
    !own && yaml.lines().any(names)
}

/// The shape of such a head: the fields of a record in their order, then the table's name and what is said of single ones.
pub fn head(shape: &'static Shape) -> &'static Shape {
    let mut heads = HEADS.lock().unwrap_or_else(PoisonError::into_inner);
    // Shapes live as long as the program, so each has one address and one head.
    heads.entry(std::ptr::from_ref(shape) as usize).or_insert_with(|| {
        let own = shape.fields().map(|field| Field { required: false, ..field.clone() });
        let records = Field::new(RECORDS[0], RECORDS[1], "records", Type::Text).required();
        let single = Field::new("single", "单独写", "of one record", Type::List(&SINGLE));
        let fields: Vec<Field> = own.chain([records, single]).collect();
        let (name, words) = (shape.name, shape.words);
        Box::leak(Box::new(Shape { name, words, base: None, fields: fields.leak() }))
    })
}
