//! What was published and taken away again for a person's sake: the place, a day and the kind of cause stay.

use crate::model::shape::{Choice, Field, Row, Shape, Type};
use crate::model::{Date, Words};

/// Personal data taken out of a record that stays.
pub static REMOVAL: Shape = Shape {
    name: "removal",
    words: Words::new("撤下", "removal"),
    base: None,
    fields: &[
        Field::new("date", "日期", "date", Type::Date).required(),
        Field::new("cause", "原因", "cause", Type::Choice(CAUSES)).required(),
    ],
};

/// A whole record taken away: its page says so and nothing more.
pub static GONE: Shape = Shape {
    name: "gone",
    words: Words::new("撤下的公开", "taken away"),
    base: None,
    fields: &[
        Field::new("kind", "类别", "kind", Type::Text).required().gloss(
            "类别的代号，如 notice；财务公开写 ledger",
            "the kind's key, such as notice; ledger",
        ),
        Field::new("id", "编号", "id", Type::Text).required(),
        Field::new("date", "日期", "date", Type::Date).required(),
        Field::new("cause", "原因", "cause", Type::Choice(CAUSES)).required(),
    ],
};

pub static CAUSES: &[Choice] = &[
    Choice::new("personal", "个人信息", "personal data"),
    Choice::new("minor", "未成年人信息", "data of a minor"),
    Choice::new("request", "本人要求", "the person asked for it"),
    Choice::new("term", "公示期满", "its posting has ended"),
    Choice::new("mistake", "不应公开", "should not have been published"),
];

#[derive(Clone, Copy, Debug)]
pub struct Removal {
    pub date: Option<Date>,
    pub cause: &'static Choice,
}

#[derive(Clone, Debug)]
pub struct Gone {
    pub kind: String,
    pub id: String,
    pub removal: Removal,
}

pub fn removal(row: Row) -> Removal {
    let mut take = row.take(&REMOVAL);
    Removal { date: take.date("date"), cause: take.choice("cause").expect("a required field") }
}

pub fn gone(row: Row) -> Gone {
    let mut take = row.take(&GONE);
    let (kind, id, date) = (take.text("kind"), take.text("id"), take.date("date"));
    let cause = take.choice("cause").expect("a required field");
    Gone { kind, id, removal: Removal { date, cause } }
}
