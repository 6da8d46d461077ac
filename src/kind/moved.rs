//! What was published under another address and stands there no more: the old address leads to the new one.

use crate::model::Words;
use crate::model::shape::{Field, Row, Shape, Type};

/// A record that has another id now.
pub static MOVED: Shape = Shape {
    name: "moved",
    words: Words::new("改过编号的公开", "moved record"),
    base: None,
    fields: &[
        Field::new("kind", "类别", "kind", Type::Text)
            .required()
            .gloss("类别的代号，如 notice", "the kind's key, such as notice"),
        Field::new("from", "原编号", "from", Type::Text).required(),
        Field::new("to", "现编号", "to", Type::Text).required(),
    ],
};

/// An id the unit had before.
pub static FORMER: Shape = Shape {
    name: "former unit",
    words: Words::new("原单位", "former unit"),
    base: None,
    fields: &[Field::new("id", "编号", "id", Type::Text).required()],
};

#[derive(Clone, Debug)]
pub struct Moved {
    pub kind: String,
    pub from: String,
    pub to: String,
}

pub fn moved(row: Row) -> Moved {
    let mut take = row.take(&MOVED);
    Moved { kind: take.text("kind"), from: take.text("from"), to: take.text("to") }
}

pub fn former(row: Row) -> String {
    row.take(&FORMER).text("id")
}
