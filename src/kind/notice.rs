//! 村务、党务、居务公开: words with an envelope, Markdown with a YAML head.

use super::envelope::{ENVELOPE, Envelope};
use crate::model::Words;
use crate::model::shape::{Choice, Field, Row, Shape, Type};

pub static NOTICE: Shape = Shape {
    name: "notice",
    words: Words::new("事务公开", "notice"),
    base: Some(&ENVELOPE),
    fields: &[Field::new("class", "类别", "class", Type::Choice(CLASSES)).required()],
};

pub static CLASSES: &[Choice] = &[
    Choice::new("village", "村务", "village affairs"),
    Choice::new("party", "党务", "party affairs"),
    Choice::new("community", "居务", "community affairs"),
    Choice::new("government", "政务", "government affairs"),
];

#[derive(Clone, Debug)]
pub struct Notice {
    pub envelope: Envelope,
    pub class: &'static Choice,
    /// Markdown as written.
    pub body: String,
}

impl Notice {
    pub fn from(row: Row, body: &str) -> Notice {
        let mut take = row.take(&NOTICE);
        let envelope = Envelope::from(&mut take);
        let class = take.choice("class").expect("a required field");
        Notice { envelope, class, body: body.to_string() }
    }
}
