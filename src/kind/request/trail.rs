//! 三级吹哨: the levels a request climbed, and how many days each of them held it.

use super::{LEVELS, OUTCOMES};
use crate::kind::record::{Entry, Setting};
use crate::model::Words;
use crate::model::date::days_between;
use crate::model::shape::{Field, Row, Shape, Type, Value};

/// What is written of a level.
pub static WRITTEN: [Field; 5] = [LEVEL, TO, ON, ANSWERED, OUTCOME];

const LEVEL: Field = Field::new("level", "级别", "level", Type::Choice(LEVELS)).required();
const TO: Field = Field::new("to", "吹给谁", "to whom", Type::Text)
    .required()
    .gloss("单位或岗位，不写人名", "an office, no names");
const ON: Field = Field::new("on", "接到日期", "taken on", Type::Date).past().required();
const ANSWERED: Field = Field::new("answered", "办成或转出", "answered on", Type::Date).past();
const OUTCOME: Field = Field::new("outcome", "怎么样了", "outcome", Type::Choice(OUTCOMES));

/// What is shown of a level: as written, and the days it held the request.
pub static STEP: Shape = Shape {
    name: "step",
    words: Words::new("吹哨", "escalation"),
    base: None,
    fields: &[
        LEVEL,
        TO,
        ON,
        ANSWERED,
        OUTCOME,
        Field::new("held_days", "停留天数", "days held", Type::Count),
    ],
};

/// The levels with their days. Where nobody wrote when a level let go, it did when the next one took the request, or when
/// it was closed. One that still holds it has no such day, and no count: a page is read long after it was made.
pub fn rows(request: &Entry, setting: &Setting) -> Vec<Row> {
    let steps: Vec<Entry> = request.list("escalations").collect();
    let row = |(at, step): (usize, &Entry)| {
        let next = steps.get(at + 1).and_then(|next| next.date("on"));
        let end = step.date("answered").or(next).or(request.date("closed"));
        let end = end.filter(|day| setting.as_of.is_none_or(|today| *day <= today));
        let held = step.date("on").zip(end);
        let held = held.and_then(|(on, end)| u64::try_from(days_between(on, end)).ok());
        let held = held.map_or(Value::Absent, Value::Count);
        let written = |name| step.value(name).clone();
        Row {
            values: vec![
                written("level"),
                written("to"),
                written("on"),
                end.map_or(Value::Absent, Value::Date),
                written("outcome"),
                held,
            ],
        }
    };
    steps.iter().enumerate().map(row).collect()
}
