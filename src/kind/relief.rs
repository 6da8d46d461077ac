//! 低保、特困、临时救助: how many are helped and how it was decided; never who, and never why (domain brief 2.7).

use super::benefit::{
    ADDED, ASK, BATCH, GUIDE, HOUSEHOLDS, MINORS, PAID_ON, PEOPLE, PERSONS, POLICY, PROGRAMME,
    QUANTITY, ROWS, STANDARDS, STOPPED, SUMS, TOTAL, WHO, counted, lead,
};
use super::envelope::ENVELOPE;
use super::record::{GROUPS, Kind, Record, Setting};
use super::stage::{self, Stage};
use crate::model::shape::{Field, Shape, Type};
use crate::model::{Date, Words};

pub static KIND: Kind = Kind {
    folder: "relief",
    gloss: Words::new(
        "低保、特困、临时救助：几户几人、多少钱、怎么定下来的。不公布是谁，也不说为什么。",
        "Relief: how many, how much and how it was decided. Neither who, nor why.",
    ),
    group: Some(&GROUPS[4]),
    columns: &["programme", "batch"],
    template: "pages/benefit.html",
    lead,
    people: PEOPLE,
    counted,
    sums: SUMS,
    stages,
    ..Kind::new("relief", Words::new("低保和救助", "Relief"), &RELIEF)
};

pub static RELIEF: Shape = Shape {
    name: "relief",
    words: Words::new("低保和救助", "relief"),
    base: Some(&ENVELOPE),
    fields: &[
        PROGRAMME,
        POLICY,
        BATCH,
        PAID_ON,
        HOUSEHOLDS,
        PERSONS.required(),
        QUANTITY,
        TOTAL,
        MINORS,
        WHO,
        ASK,
        Field::new("applied", "申请", "applied", Type::Date)
            .gloss("这一批新批的：最早哪天申请", "of those new in this batch: the first day"),
        Field::new("visited", "入户", "visited", Type::Date),
        Field::new("reviewed", "审核", "reviewed", Type::Date),
        Field::new("posted", "公示", "posted", Type::Date)
            .gloss("在本村公开栏贴名单的日子", "the day the list hung on the village's board"),
        Field::new("confirmed", "确认", "confirmed", Type::Date),
        STANDARDS,
        GUIDE,
        ROWS,
        ADDED,
        STOPPED,
    ],
};

/// The days of the life line, in their order.
pub fn days(relief: &Record) -> Vec<(&'static str, Words, Option<Date>)> {
    let of = |field| relief.date(field);
    vec![
        ("applied", Words::new("申请", "Applied"), of("applied")),
        ("visited", Words::new("入户", "Visited"), of("visited")),
        ("reviewed", Words::new("审核", "Reviewed"), of("reviewed")),
        ("posted", Words::new("公示", "Posted"), of("posted")),
        ("confirmed", Words::new("确认", "Confirmed"), of("confirmed")),
    ]
}

/// No line where nobody is new in the batch.
fn stages(relief: &Record, _: &Setting) -> Vec<Stage> {
    let days = days(relief);
    match days.iter().any(|(.., day)| day.is_some()) {
        true => stage::of_days(days),
        false => Vec::new(),
    }
}
