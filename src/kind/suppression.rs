//! A notice that a unit does not ask for a while: which, why, who decided it, until when. Counted in public.

use crate::model::shape::{Field, Row, Shape, Type};
use crate::model::{Date, Words};

pub static SUPPRESSION: Shape = Shape {
    name: "suppression",
    words: Words::new("免问", "suppression"),
    base: None,
    fields: &[
        Field::new("rule", "规则", "rule", Type::Text)
            .required()
            .gloss("提示后面方括号里的代号；必改的不能免", "the code in brackets after a notice"),
        Field::new("record", "凭证", "record", Type::Text).gloss(
            "只免这份公开（写编号）或这张凭证；不写就是全部",
            "this record, by its id, or this voucher alone; all of them when left out",
        ),
        Field::new("reason", "原因", "reason", Type::Text)
            .required()
            .gloss("与次数一起公开", "shown in public with how often it applies"),
        Field::new("by", "决定人", "decided by", Type::Text).required(),
        Field::new("until", "到期", "until", Type::Date)
            .required()
            .gloss("最长一年，到期再议", "a year at most; then it is decided anew"),
    ],
};

#[derive(Clone, Debug)]
pub struct Suppression {
    pub rule: String,
    pub record: String,
    pub reason: String,
    pub by: String,
    pub until: Date,
}

pub fn suppression(row: Row) -> Suppression {
    let mut take = row.take(&SUPPRESSION);
    Suppression {
        rule: take.text("rule"),
        record: take.text("record"),
        reason: take.text("reason"),
        by: take.text("by"),
        until: take.date("until").expect("a required field"),
    }
}
