//! 平台数字: counts and rates of a platform or a special action, each rate beside what it is made of (checks H3).

use super::envelope::ENVELOPE;
use super::record::{Form, Kind, Part};
use crate::model::Words;
use crate::model::shape::{Field, Shape, Type};

pub static KIND: Kind = Kind {
    form: Form::Markdown,
    part: Part::Analysis,
    columns: &["place", "source"],
    ..Kind::new("figures", Words::new("平台数字", "Figures"), &FIGURES)
};

pub static FIGURES: Shape = Shape {
    name: "figures",
    words: Words::new("平台数字", "figures"),
    base: Some(&ENVELOPE),
    fields: &[
        Field::new("place", "地方", "place", Type::Text).required(),
        Field::new("source", "出处", "source", Type::Text).required(),
        Field::new("figures", "数字", "figures", Type::List(&FIGURE)).required(),
    ],
};

pub static FIGURE: Shape = Shape {
    name: "figure",
    words: Words::new("数字", "figure"),
    base: None,
    fields: &[
        Field::new("item", "项目", "item", Type::Text).required(),
        Field::new("count", "数", "count", Type::Count)
            .required()
            .gloss("有率的，这里是分子", "the numerator where there is a rate"),
        Field::new("of", "总数", "out of", Type::Count).gloss("分母", "the denominator"),
        Field::new("rate", "率", "rate", Type::Text)
            .gloss("百分数，如 98.77；有率必有分子、分母和截至日", "in percent, such as 98.77"),
        Field::new("as_of", "截至", "as of", Type::Date),
        Field::new("note", "说明", "note", Type::Text),
    ],
};
