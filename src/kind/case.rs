//! 典型案例: good examples and warnings, as officially told and named (domain brief 2.9).

use super::envelope::ENVELOPE;
use super::record::{Form, Kind, Part};
use crate::model::Words;
use crate::model::shape::{Choice, Field, Shape, Type};

pub static KIND: Kind = Kind {
    folder: "cases",
    form: Form::Markdown,
    part: Part::Cases,
    columns: &["type", "place", "outcome"],
    template: "pages/case.html",
    ..Kind::new("case", Words::new("典型案例", "Cases"), &CASE)
};

pub static CASE: Shape = Shape {
    name: "case",
    words: Words::new("典型案例", "case"),
    base: Some(&ENVELOPE),
    fields: &[
        Field::new("type", "类型", "type", Type::Choice(TYPES)).required(),
        Field::new("issuer", "发布机关", "issued by", Type::Text).required(),
        Field::new("source", "出处", "source", Type::Text)
            .required()
            .gloss("登在哪里、什么时候", "where it was published, and when"),
        Field::new("original_title", "原标题", "original title", Type::Text),
        Field::new("noticed", "通报日期", "day of the notice", Type::Date).gloss(
            "反面案例必须在正式通报之后才能公开",
            "a warning is published only after its official notice",
        ),
        Field::new("place", "地点", "place", Type::Text),
        Field::new("fact", "事实", "what happened", Type::Text).required(),
        Field::new("named", "通报中的称呼", "named as", Type::Text)
            .gloss("与通报一字不差，如“左某”", "letter by letter as in the notice"),
        Field::new("rule", "违反的规定", "rule broken", Type::Text),
        Field::new("outcome", "结果", "outcome", Type::Text).required(),
        Field::new("recovered", "追缴金额", "recovered", Type::Money),
        Field::new("lesson", "启示", "lesson", Type::Text),
        Field::new("about", "相关权力", "about", Type::Record("power"))
            .gloss("权力清单里的编号，如 qingxi/QL-01", "ids of powers, such as qingxi/QL-01"),
        Field::new("withdrawn", "撤下日期", "withdrawn on", Type::Date)
            .gloss("到这一天不再公开", "no longer published from this day on"),
    ],
};

pub static TYPES: &[Choice] = &[
    Choice::new("good", "正面典型", "a good example"),
    Choice::new("warning", "反面通报", "a warning"),
];
