//! 投诉诉求: the open ledger of what people asked for and how it ended, without anyone's name (domain brief 2.10).

mod standing;
mod tally;
mod trail;

pub use standing::{State, due, state};
pub use tally::Tally;

use super::envelope::ENVELOPE;
use super::record::{Entry, Kind, Part, Setting, Worked, WorkedRow};
use crate::model::Words;
use crate::model::shape::{Choice, Field, Shape, Type, Value};

pub static KIND: Kind = Kind {
    folder: "requests",
    gloss: Words::new(
        "大家反映了什么、哪天前办、办成没有；只有编号，没有姓名。",
        "What people raised, by when it is due and how it ended; numbers alone, no names.",
    ),
    part: Part::Requests,
    template: "pages/requests-of.html",
    cards: true,
    lead: tally::lead,
    worked: Worked { columns: &[Field::new("state", "状态", "state", Type::Text)], row: worked },
    ..Kind::new("request", Words::new("投诉诉求", "Requests"), &REQUESTS)
};

/// The day it is due where none was written, how long each level held it, how it stands, and the number people look for.
fn worked(request: &Entry, setting: &Setting) -> WorkedRow {
    let due = due(request, setting).map_or(Value::Absent, Value::Date);
    let trail = Value::List(trail::rows(request, setting));
    WorkedRow {
        instead: vec![("due", Type::Date, due), ("escalations", Type::List(&trail::STEP), trail)],
        behind: vec![Value::Words(state(request, setting).words())],
        anchor: request.text("receipt_no").to_string(),
    }
}

pub static REQUESTS: Shape = Shape {
    name: "requests",
    words: Words::new("投诉诉求台账", "requests"),
    base: Some(&ENVELOPE),
    fields: &[Field::new("requests", "诉求", "requests", Type::List(&REQUEST)).required().grows()],
};

pub static REQUEST: Shape = Shape {
    name: "request",
    words: Words::new("诉求", "request"),
    base: None,
    fields: &[
        Field::new("receipt_no", "受理编号", "receipt number", Type::Reference)
            .required()
            .gloss("带随机字符，猜不出来", "with random letters, so that it cannot be guessed"),
        Field::new("subject", "反映什么", "what about", Type::Text)
            .required()
            .gloss("不写是谁、不写门牌", "no names, no house numbers"),
        Field::new("class", "类别", "class", Type::Text),
        Field::new("place", "片区", "place", Type::Text)
            .gloss("最细到村民小组", "the group at the finest"),
        Field::new("channel", "渠道", "channel", Type::Text),
        Field::new("received", "收到", "received", Type::Date).past().required(),
        Field::new("received_by", "收件单位", "received by", Type::Text)
            .gloss("网格、接待日、村委会，不写反映的人", "an office or a grid, never who asked"),
        Field::new("accepted", "受理", "accepted", Type::Date).past(),
        Field::new("accepted_by", "分流单位", "sorted by", Type::Text)
            .gloss("谁看了、分给哪里办", "who looked at it and handed it out"),
        Field::new("assigned_to", "交办单位", "assigned to", Type::Text)
            .gloss("四清单里的责任", "the part 责任 of the four"),
        Field::new("assigned_on", "交办日期", "assigned on", Type::Date).past(),
        Field::new("due", "办结期限", "due", Type::Date)
            .gloss("不写就按受理日加答复天数", "accepted plus the days of the portal, if left out"),
        Field::new("extended_to", "延期到", "extended to", Type::Date),
        Field::new("extension", "延期说明", "why extended", Type::Text),
        Field::new("escalations", "三级吹哨", "escalations", Type::List(&ESCALATION))
            .gloss("一级一行，从最先接到的写起", "a row a level, the first that took it first"),
        Field::new("watched", "督办日期", "watched on", Type::Date).past(),
        Field::new("watched_by", "督办单位", "watched by", Type::Text),
        Field::new("handling", "办理措施", "what was done", Type::Text)
            .gloss("四清单里的措施", "the part 措施 of the four"),
        Field::new("closed", "办结日期", "closed", Type::Date).past(),
        Field::new("result", "结论", "result", Type::Choice(RESULTS)),
        Field::new("effect", "成效", "effect", Type::Text)
            .gloss("办完以后怎么样了，如 灯亮了", "what came of it, such as: the lamp is lit"),
        Field::new("revisit", "回访方式", "followed up by", Type::Text),
        Field::new("revisited", "回访日期", "followed up on", Type::Date).past(),
        Field::new("revisited_by", "回访单位", "office that followed up", Type::Text),
        Field::new("rating", "满意度", "rating", Type::Choice(RATINGS)),
        Field::new("rechecked", "回头看日期", "rechecked on", Type::Date).past(),
        Field::new("recheck", "回头看结论", "recheck", Type::Text),
        Field::new("came_back", "是否反弹", "came back", Type::Flag),
    ],
};

/// 民吹居、居吹街、街吹区: a level that took the request, and what it did with it.
pub static ESCALATION: Shape = Shape {
    name: "escalation",
    words: Words::new("吹哨", "escalation"),
    base: None,
    fields: &trail::WRITTEN,
};

/// Levels that a request climbs, the lowest first.
pub static LEVELS: &[Choice] = &[
    Choice::new("group", "组", "group"),
    Choice::new("village", "村（居）", "village or community"),
    Choice::new("town", "镇（街）", "town or street"),
    Choice::new("county", "县（区）", "county or district"),
];

pub static OUTCOMES: &[Choice] = &[
    Choice::new("settled", "就地办成", "settled there"),
    Choice::new("handed-on", "往上吹哨", "handed on"),
];

pub static RESULTS: &[Choice] = &[
    Choice::new("solved", "解决", "solved"),
    Choice::new("partly", "部分解决", "solved in part"),
    Choice::new("explained", "解释说明", "explained"),
    Choice::new("elsewhere", "不属职责", "not in charge"),
];

pub static RATINGS: &[Choice] = &[
    Choice::new("very", "非常满意", "very satisfied"),
    Choice::new("satisfied", "满意", "satisfied"),
    Choice::new("fairly", "基本满意", "fairly satisfied"),
    Choice::new("not", "不满意", "not satisfied"),
    Choice::new("none", "未评价", "not rated"),
];
