//! 议事会: what was raised, who answered, how it was decided, and what became of it (domain brief 2.11, rows 11–18).

use super::envelope::ENVELOPE;
use super::record::{Entry, GROUPS, Kind, Record, Setting};
use crate::model::shape::{Choice, Field, Shape, Type};
use crate::model::{Said, Words};

pub static KIND: Kind = Kind {
    folder: "meetings",
    gloss: Words::new(
        "大家提了什么、谁答的、怎么定的、办了没有。",
        "What was raised, who answered, what was decided and whether it was done.",
    ),
    group: Some(&GROUPS[0]),
    columns: &["meeting", "topic"],
    template: "pages/meeting.html",
    lead,
    ..Kind::new("meeting", Words::new("议事会", "Meetings"), &MEETING)
};

pub static MEETING: Shape = Shape {
    name: "meeting",
    words: Words::new("议事会", "meeting"),
    base: Some(&ENVELOPE),
    fields: &[
        Field::new("meeting", "会议", "meeting", Type::Choice(MEETINGS)).required(),
        Field::new("topic", "议题", "topic", Type::Text).required(),
        Field::new("raised_by", "谁提的", "raised by", Type::Text)
            .required()
            .gloss("写身份，不写个人姓名", "an office or a role, no one's name"),
        Field::new("date", "日期", "date", Type::Date).required(),
        Field::new("place", "地点", "place", Type::Text),
        Field::new("counted", "应到按", "counted by", Type::Choice(COUNTED)),
        Field::new("expected", "应到", "expected", Type::Count),
        Field::new("present", "实到", "present", Type::Count),
        Field::new("invited", "请来的单位", "invited", Type::Texts),
        Field::new("worries", "大家担心什么", "worries", Type::List(&WORRY)),
        Field::new("agree", "同意", "for", Type::Count),
        Field::new("against", "反对", "against", Type::Count),
        Field::new("abstain", "弃权", "abstained", Type::Count),
        Field::new("decision", "定了什么", "decision", Type::Text),
        Field::new("owner", "谁来办", "owner", Type::Text),
        Field::new("due", "办完期限", "due", Type::Date),
        Field::new("result", "办得怎样", "result", Type::Text),
        Field::new("result_date", "办完日期", "done on", Type::Date).past(),
    ],
};

pub static MEETINGS: &[Choice] = &[
    Choice::new("party", "党员大会", "party members' meeting"),
    Choice::new("villagers", "村民会议", "villagers' meeting"),
    Choice::new("representatives", "村民代表会议", "villagers' representatives"),
    Choice::new("residents", "居民会议", "residents' meeting"),
    Choice::new("resident-representatives", "居民代表会议", "residents' representatives"),
    Choice::new("members", "成员大会", "members' assembly"),
    Choice::new("member-representatives", "成员代表大会", "assembly of members' representatives"),
    Choice::new("committees", "两委会", "the two committees"),
    Choice::new("council", "议事会", "council"),
];

pub static COUNTED: &[Choice] =
    &[Choice::new("people", "人", "people"), Choice::new("households", "户", "households")];

pub static WORRY: Shape = Shape {
    name: "worry",
    words: Words::new("一个担心", "worry"),
    base: None,
    fields: &[
        Field::new("worry", "担心什么", "worry", Type::Text).required(),
        Field::new("answered_by", "谁答的", "answered by", Type::Text),
        Field::new("answer", "怎么答的", "answer", Type::Text),
    ],
};

/// Who was there and how they voted, of a meeting or of one step of a project.
#[derive(Clone, Copy, Debug)]
pub struct Vote {
    pub meeting: Option<&'static Choice>,
    /// Whether those expected are households.
    pub households: bool,
    pub expected: Option<u64>,
    pub present: Option<u64>,
    pub agree: Option<u64>,
}

impl Vote {
    pub fn of(meeting: &Record) -> Vote {
        let count = |name: &str| meeting.count(name);
        Vote::made(meeting.choice("meeting"), meeting.choice("counted"), count)
    }

    pub fn at(step: &Entry) -> Vote {
        Vote::made(step.choice("meeting"), step.choice("counted"), |name| step.count(name))
    }

    fn made(
        meeting: Option<&'static Choice>,
        counted: Option<&'static Choice>,
        count: impl Fn(&str) -> Option<u64>,
    ) -> Vote {
        Vote {
            meeting,
            households: counted.is_some_and(|c| c.key == "households"),
            expected: count("expected"),
            present: count("present"),
            agree: count("agree"),
        }
    }
}

/// Whether what the last meeting decided was done.
fn lead(meeting: &Record, setting: &Setting) -> Said {
    let date = meeting.date("date").map(|day| day.to_string()).unwrap_or_default();
    if meeting.text("decision").is_empty() {
        return Said::new(
            format!("{date} 议过，还没有定下来。"),
            format!("It was discussed on {date} and nothing is decided yet."),
        );
    }
    let result = meeting.text("result");
    if let (Some(day), false) = (meeting.date("result_date"), result.is_empty()) {
        return Said::new(
            format!("{date} 定的事，{day} 办完了。"),
            format!("What was decided on {date} was done on {day}."),
        );
    }
    let due = meeting.date("due");
    match (due, setting.as_of) {
        (Some(due), Some(today)) if due < today => Said::new(
            format!("{date} 定的事，说好 {due} 前办完；截至 {today} 还没有写办得怎样。"),
            format!(
                "What was decided on {date} was due by {due}; as of {today} no result is told."
            ),
        ),
        (Some(due), _) => Said::new(
            format!("{date} 定的事正在办，说好 {due} 前办完。"),
            format!("What was decided on {date} is under way, due by {due}."),
        ),
        (None, _) => Said::new(
            format!("{date} 定的事，还没有写办得怎样。"),
            format!("Of what was decided on {date} no result is told yet."),
        ),
    }
}
