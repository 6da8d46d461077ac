//! A subsidy programme with its cap, and what cannot be drawn beside it.

use crate::model::shape::{Field, Row, Shape, Type};
use crate::model::{Money, Words};

pub static PROGRAMME: Shape = Shape {
    name: "programme",
    words: Words::new("补贴项目", "programme"),
    base: None,
    fields: &[
        Field::new("programme", "补贴项目", "programme", Type::Text).required(),
        Field::new("cap", "封顶", "cap", Type::Money)
            .gloss("一人（户）一年最多多少", "the most a person or household has a year"),
        Field::new("exclusive_with", "不能同领", "excludes", Type::Texts)
            .gloss("哪些项目不能同时领", "programmes nobody has at the same time"),
    ],
};

/// What the place says of a programme.
#[derive(Clone, Debug)]
pub struct Programme {
    pub programme: String,
    pub cap: Option<Money>,
    pub exclusive_with: Vec<String>,
}

pub fn programme(row: Row) -> Programme {
    let mut take = row.take(&PROGRAMME);
    Programme {
        programme: take.text("programme"),
        cap: take.money("cap"),
        exclusive_with: take.texts("exclusive_with"),
    }
}
