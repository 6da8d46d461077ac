//! 投诉诉求: the open ledger of what people asked for and how it ended, without anyone's name (domain brief 2.10).

use super::envelope::ENVELOPE;
use super::record::{Entry, Kind, Part, Record, Setting, Worked, WorkedRow};
use crate::model::shape::{Choice, Field, Shape, Type, Value};
use crate::model::{Date, Said, Words};

pub static KIND: Kind = Kind {
    folder: "requests",
    part: Part::Requests,
    template: "pages/requests-of.html",
    lead,
    worked: Worked { columns: &[Field::new("state", "状态", "state", Type::Text)], row: worked },
    ..Kind::new("request", Words::new("投诉诉求", "Requests"), &REQUESTS)
};

/// The day it is due where none was written, how it stands, and the number people look for.
fn worked(request: &Entry, setting: &Setting) -> WorkedRow {
    let due = due(request, setting).map_or(Value::Absent, Value::Date);
    WorkedRow {
        instead: vec![("due", due)],
        behind: vec![Value::Words(state(request, setting).words())],
        anchor: request.text("receipt_no").to_string(),
    }
}

pub static REQUESTS: Shape = Shape {
    name: "requests",
    words: Words::new("投诉诉求台账", "requests"),
    base: Some(&ENVELOPE),
    fields: &[Field::new("requests", "诉求", "requests", Type::List(&REQUEST)).required()],
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
        Field::new("received", "收到", "received", Type::Date).required(),
        Field::new("accepted", "受理", "accepted", Type::Date),
        Field::new("assigned_to", "交办单位", "assigned to", Type::Text),
        Field::new("assigned_on", "交办日期", "assigned on", Type::Date),
        Field::new("due", "办结期限", "due", Type::Date)
            .gloss("不写就按受理日加答复天数", "accepted plus the days of the portal, if left out"),
        Field::new("extended_to", "延期到", "extended to", Type::Date),
        Field::new("extension", "延期说明", "why extended", Type::Text),
        Field::new("handling", "办理措施", "what was done", Type::Text),
        Field::new("closed", "办结日期", "closed", Type::Date),
        Field::new("result", "结论", "result", Type::Choice(RESULTS)),
        Field::new("revisit", "回访方式", "asked again by", Type::Text),
        Field::new("revisited", "回访日期", "asked again on", Type::Date),
        Field::new("rating", "满意度", "rating", Type::Choice(RATINGS)),
        Field::new("rechecked", "回头看日期", "rechecked on", Type::Date),
        Field::new("recheck", "回头看结论", "recheck", Type::Text),
    ],
};

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

/// The day a request is due: as written, else so many days after it was accepted.
pub fn due(request: &Entry, setting: &Setting) -> Option<Date> {
    request.date("due").or_else(|| {
        let accepted = request.date("accepted")?;
        setting.calendar.after(accepted, setting.answer_days, setting.working_days)
    })
}

/// How a request stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Closed,
    Open,
    /// Past its day, with a word on why.
    Extended,
    /// Past its day, without one.
    Overdue,
    /// Received and not accepted yet.
    Received,
}

impl State {
    pub const ALL: [State; 5] =
        [State::Closed, State::Open, State::Extended, State::Overdue, State::Received];

    pub fn words(self) -> Words {
        match self {
            State::Closed => Words::new("已办结", "closed"),
            State::Open => Words::new("办理中", "open"),
            State::Extended => Words::new("延期办理", "extended"),
            State::Overdue => Words::new("已过期限", "past its day"),
            State::Received => Words::new("待受理", "not accepted yet"),
        }
    }
}

/// How a request stands by the day of the build; without a day, nothing is late.
pub fn state(request: &Entry, setting: &Setting) -> State {
    let past = |day: Option<Date>| match (day, setting.as_of) {
        (Some(day), Some(today)) => day < today,
        _ => false,
    };
    if request.date("closed").is_some() {
        State::Closed
    } else if request.date("accepted").is_none() {
        State::Received
    } else if !past(due(request, setting)) {
        State::Open
    } else if request.date("extended_to").is_some_and(|day| !past(Some(day)))
        && !request.text("extension").is_empty()
    {
        State::Extended
    } else {
        State::Overdue
    }
}

/// Counts from which every rate is made: numerators and denominators, never a rate alone (H3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tally {
    pub received: u64,
    pub accepted: u64,
    pub closed: u64,
    /// Closed on or before the day they were due.
    pub in_time: u64,
    pub extended: u64,
    pub overdue: u64,
    /// Closed ones that were rated at all.
    pub rated: u64,
    /// Rated fairly satisfied or better.
    pub satisfied: u64,
}

impl Tally {
    pub fn of(record: &Record, setting: &Setting) -> Tally {
        let mut tally = Tally::default();
        for request in record.list("requests") {
            let state = state(&request, setting);
            let closed = request.date("closed");
            let rating = request.choice("rating").filter(|r| r.key != "none");
            let in_time = closed.zip(due(&request, setting)).is_some_and(|(c, due)| c <= due);
            tally.received += 1;
            tally.accepted += u64::from(request.date("accepted").is_some());
            tally.closed += u64::from(closed.is_some());
            tally.in_time += u64::from(in_time);
            tally.extended += u64::from(state == State::Extended);
            tally.overdue += u64::from(state == State::Overdue);
            tally.rated += u64::from(rating.is_some());
            tally.satisfied += u64::from(rating.is_some_and(|r| r.key != "not"));
        }
        tally
    }

    /// How many stand so.
    pub fn in_state(&self, state: State) -> u64 {
        let waiting = self.received.saturating_sub(self.accepted);
        match state {
            State::Closed => self.closed,
            State::Open => self.accepted.saturating_sub(self.closed + self.extended + self.overdue),
            State::Extended => self.extended,
            State::Overdue => self.overdue,
            State::Received => waiting,
        }
    }

    pub fn add(&mut self, other: &Tally) {
        self.received += other.received;
        self.accepted += other.accepted;
        self.closed += other.closed;
        self.in_time += other.in_time;
        self.extended += other.extended;
        self.overdue += other.overdue;
        self.rated += other.rated;
        self.satisfied += other.satisfied;
    }
}

fn lead(record: &Record, setting: &Setting) -> Said {
    let tally = Tally::of(record, setting);
    let by = setting.as_of.map(|day| day.to_string()).unwrap_or_default();
    let (zh_by, en_by) = match by.as_str() {
        "" => (String::new(), String::new()),
        by => (format!("截至 {by}，"), format!("by {by}: ")),
    };
    Said::new(
        format!(
            "{zh_by}收到 {} 件，受理 {} 件，办结 {} 件，过期未办结 {} 件。",
            tally.received, tally.accepted, tally.closed, tally.overdue
        ),
        format!(
            "{en_by}{} received, {} accepted, {} closed, {} past their day.",
            tally.received, tally.accepted, tally.closed, tally.overdue
        ),
    )
}
