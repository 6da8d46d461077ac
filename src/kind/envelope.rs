//! The envelope every disclosure shares (domain brief 2.0): who, when, for whom, on what ground, reviewed by whom.

use std::sync::LazyLock;

use super::removal::{REMOVAL, Removal, removal};
use crate::model::shape::{Choice, DRAFT, Field, Row, Shape, Take, Type, Value};
use crate::model::table::{Answer, Correction};
use crate::model::{Currency, Date, Money, Period, Words};

pub static ENVELOPE: Shape = Shape {
    name: "envelope",
    words: Words::new("公开信息", "envelope"),
    base: None,
    fields: &[
        Field::new("id", "编号", "id", Type::Text).required().gloss(
            "固定不变、不再重用、念得出口的短编号",
            "stable, never reused, short enough to read aloud",
        ),
        Field::new("title", "标题", "title", Type::Text)
            .gloss("大白话的标题", "a title in plain words"),
        Field::new("period", "所属期", "period", Type::Period)
            .required()
            .gloss("说的是哪个月、季、年或哪一天", "the month, quarter, year or day it speaks of"),
        Field::new("published", "公开日期", "published", Type::Date)
            .required()
            .gloss("张贴和上网的日子", "the day it was posted"),
        Field::new("until", "公示截止", "posted until", Type::Date).gloss(
            "至少公示十五天（2025 年修订：村见村民委员会组织法第三十五条，社区见城市居民委员会组织法第三十四条）",
            "at least fifteen days (as amended 2025: of a village Villagers' Committee Law art. 35, of a community Residents' Committee Law art. 34)",
        ),
        Field::new("audience", "公开对象", "audience", Type::Choice(AUDIENCES))
            .gloss("给谁看；不写就是全社会", "for whom; everyone when left out"),
        Field::new("channel", "公开渠道", "channels", Type::Texts)
            .gloss("公开栏、微信群、网站……", "notice board, chat group, site …"),
        Field::new("basis", "公开依据", "basis", Type::Text)
            .gloss("依据的法律或本地目录", "the law or local catalogue"),
        Field::new("items", "公开事项", "items of law", Type::Texts).gloss(
            "履行法律包里的哪几条，写编号，如 village-decisions",
            "which entries of the law it fulfils, by id, such as village-decisions",
        ),
        Field::new("review", "监督委员会审核", "review", Type::Group(&REVIEW))
            .required()
            .waivable()
            .gloss("先审核，后公开", "reviewed first, published after"),
        Field::new("plain", "明白话", "in plain words", Type::Text)
            .required()
            .waivable()
            .gloss("一两句七十岁老人听得懂的话", "one or two sentences a 70-year-old understands"),
        Field::new("attachments", "附件", "attachments", Type::List(&ATTACHMENT))
            .gloss("照片、扫描件和表格", "photographs, scans and tables"),
        Field::new("objection", "异议渠道", "objection", Type::Group(&OBJECTION))
            .gloss("有疑问找谁、到什么时候", "whom to ask, until when"),
        Field::new("corrections", "更正记录", "corrections", Type::List(&CORRECTION))
            .gloss("公开以后改过什么、为什么", "what was changed after publication, and why"),
        Field::new("explain", "说明", "explanations", Type::List(&EXPLAIN))
            .gloss("对提示的说明，与提示并列公开", "answers to notices, shown beside them"),
        Field::new("removed", "撤下", "taken away", Type::List(&REMOVAL)).gloss(
            "公开以后撤下了个人信息：只留位置、日期和原因",
            "personal data taken away after publication: the place, the day and the kind of reason stay",
        ),
        Field::new(DRAFT, "草稿", "draft", Type::Flag).gloss(
            "还没写完的写 是：整份不公开、不进合计，只数有几份；写完删去这一行",
            "yes while it is unfinished: nothing of it is published or added up, and it is only counted; remove the line when it is done",
        ),
    ],
};

/// The envelope of kinds that say they are published without review: what may be waived is not required.
pub static UNREVIEWED: LazyLock<Shape> = LazyLock::new(|| {
    let mut fields = ENVELOPE.fields.to_vec();
    fields.iter_mut().for_each(|field| field.required &= !field.waivable);
    Shape { name: ENVELOPE.name, words: ENVELOPE.words, base: None, fields: fields.leak() }
});

/// Whether a row is marked as unfinished: nothing is made of it then.
pub fn is_draft(shape: &'static Shape, row: &Row) -> bool {
    shape.position(DRAFT, 0).is_some_and(|at| row.values[at] == Value::Flag(true))
}

pub static AUDIENCES: &[Choice] = &[
    Choice::new("public", "全社会", "everyone"),
    Choice::new("village", "本村", "this village")
        .gloss("网上只有合计，明细只在张贴表", "totals on the web, lines on the board sheet only"),
    Choice::new("specific", "特定对象", "named people").gloss("不上网", "not on the web"),
];

pub static REVIEW: Shape = Shape {
    name: "review",
    words: Words::new("监督委员会审核", "review"),
    base: None,
    fields: &[
        Field::new("by", "审核人", "by", Type::Text).required(),
        Field::new("post", "职务", "post", Type::Text),
        Field::new("date", "日期", "date", Type::Date).required(),
        Field::new("opinion", "意见", "opinion", Type::Text),
    ],
};

pub static ATTACHMENT: Shape = Shape {
    name: "attachment",
    words: Words::new("附件", "attachment"),
    base: None,
    fields: &[
        Field::new("file", "文件", "file", Type::Text).required().gloss(
            "文件名；放在这条公开旁边，或单位的 files 文件夹里",
            "the file's name; it lies beside the record or in the unit's `files` folder",
        ),
        Field::new("title", "标题", "title", Type::Text).required().gloss(
            "里面是什么，也念给看不见图的人听",
            "what it shows, also for those who cannot see it",
        ),
        Field::new("pages", "页数", "pages", Type::Count),
        Field::new("redacted", "已遮挡", "redacted", Type::Flag).required().gloss(
            "人脸、公章、签名、证件、银行卡、车牌、门牌都看过，该遮的已遮",
            "looked through for faces, seals, signatures, cards, plates; what must be is covered",
        ),
        Field::new("redacted_by", "遮挡确认人", "confirmed by", Type::Text).gloss(
            "谁看过；不写就不公开这个附件",
            "who looked; without it the file is not published",
        ),
    ],
};

pub static OBJECTION: Shape = Shape {
    name: "objection",
    words: Words::new("异议渠道", "objection"),
    base: None,
    fields: &[
        Field::new("to", "向谁提出", "to", Type::Text),
        Field::new("phone", "电话", "phone", Type::Phone),
        Field::new("place", "地点", "place", Type::Text),
        Field::new("until", "截止", "until", Type::Date),
    ],
};

pub static CORRECTION: Shape = Shape {
    name: "correction",
    words: Words::new("更正记录", "correction"),
    base: None,
    fields: &[
        Field::new("date", "日期", "date", Type::Date).required(),
        Field::new("what", "更正内容", "what", Type::Text).required(),
        Field::new("old", "原值", "old", Type::Text).required(),
        Field::new("new", "新值", "new", Type::Text).required(),
        Field::new("why", "原因", "why", Type::Text).required(),
        Field::new("clock", "公示期", "posting clock", Type::Choice(CLOCKS)).gloss(
            "更正以后公示期怎么算；不写就是接着算",
            "how the time of posting counts after it; it runs on when left out",
        ),
    ],
};

pub static CLOCKS: &[Choice] = &[
    Choice::new("runs-on", "接着算", "runs on").gloss("公示截止不变", "the last day stays"),
    Choice::new("restarts", "重新起算", "starts again")
        .gloss("从更正那天起再公示满天数", "all its days again, from the day of the correction"),
];

pub static EXPLAIN: Shape = Shape {
    name: "explain",
    words: Words::new("说明", "explanation"),
    base: None,
    fields: &[
        Field::new("rule", "规则", "rule", Type::Text)
            .required()
            .gloss("提示后面方括号里的代号", "the code in brackets after the notice"),
        Field::new("record", "凭证", "record", Type::Text)
            .gloss("说的是哪张凭证、哪个账户", "which voucher or account it is about"),
        Field::new("by", "说明人", "by", Type::Text).required(),
        Field::new("date", "日期", "date", Type::Date).required(),
        Field::new("text", "说明", "text", Type::Text).required(),
    ],
};

/// Who may see a record, and so where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Public,
    /// 本村: totals on the web, lines on the board sheet.
    Village,
    /// 特定对象: nothing on the web.
    Specific,
}

impl Audience {
    /// Which of [`AUDIENCES`] a choice is.
    pub fn of(choice: &Choice) -> Audience {
        match choice.key {
            "village" => Audience::Village,
            "specific" => Audience::Specific,
            _ => Audience::Public,
        }
    }

    pub fn words(self) -> Words {
        AUDIENCES[self as usize].words
    }

    pub fn key(self) -> &'static str {
        AUDIENCES[self as usize].key
    }
}

#[derive(Clone, Debug, Default)]
pub struct Review {
    pub by: String,
    pub post: String,
    pub date: Option<Date>,
    pub opinion: String,
}

/// A file that goes with the record.
#[derive(Clone, Debug)]
pub struct Attachment {
    pub file: String,
    pub title: String,
    pub pages: Option<u64>,
    pub redacted: bool,
    pub redacted_by: String,
}

impl Attachment {
    /// Whether somebody has put a name to having looked: only then is the file published.
    pub fn is_confirmed(&self) -> bool {
        self.redacted && !self.redacted_by.is_empty()
    }
}

#[derive(Clone, Debug, Default)]
pub struct ObjectionWay {
    pub to: String,
    pub phone: String,
    pub place: String,
    pub until: Option<Date>,
}

/// The unit's own word on a notice.
#[derive(Clone, Debug)]
pub struct Explain {
    pub rule: String,
    pub record: String,
    pub answer: Answer,
}

#[derive(Clone, Debug)]
pub struct Envelope {
    pub id: String,
    pub title: String,
    pub period: Period,
    pub published: Date,
    pub until: Option<Date>,
    pub audience: Audience,
    pub channel: Vec<String>,
    pub basis: String,
    /// Ids of the entries of the law it says it fulfils.
    pub items: Vec<String>,
    pub review: Review,
    pub plain: String,
    pub attachments: Vec<Attachment>,
    pub objection: ObjectionWay,
    pub corrections: Vec<Correction>,
    pub explain: Vec<Explain>,
    pub removed: Vec<Removal>,
}

impl Envelope {
    /// Takes the envelope's fields, which stand first in every kind. `audience` counts where the record names none.
    pub fn from(take: &mut Take, audience: Audience) -> Envelope {
        let envelope = Envelope {
            id: take.text("id"),
            title: take.text("title"),
            period: take.period("period").expect("a required field"),
            published: take.date("published").expect("a required field"),
            until: take.date("until"),
            audience: take.choice("audience").map_or(audience, Audience::of),
            channel: take.texts("channel"),
            basis: take.text("basis"),
            items: take.texts("items"),
            review: take.group("review").map(review).unwrap_or_default(),
            plain: take.text("plain"),
            attachments: take.list("attachments").into_iter().map(attachment).collect(),
            objection: take.group("objection").map(objection).unwrap_or_default(),
            corrections: take.list("corrections").into_iter().map(correction).collect(),
            explain: take.list("explain").into_iter().map(explain).collect(),
            removed: take.list("removed").into_iter().map(removal).collect(),
        };
        // What is a draft never comes this far.
        take.flag("draft");
        envelope
    }
}

impl Envelope {
    /// The day of publication, where it has not come. Without a day of today nobody can say so.
    pub fn to_come(&self, today: Option<Date>) -> Option<Date> {
        Some(self.published).filter(|day| today.is_some_and(|today| *day > today))
    }

    /// Whether it was published before the supervision committee reviewed it.
    pub fn reviewed_after(&self) -> bool {
        self.review.date.is_some_and(|day| day > self.published)
    }

    /// From when its posting counts: from its publication, or from the last correction that starts the clock again.
    pub fn posted_from(&self, today: Option<Date>) -> Date {
        let restarts = self.corrections.iter().filter(|correction| correction.restarts());
        let last = last(restarts.filter_map(|correction| correction.date), today);
        last.map_or(self.published, |day| day.max(self.published))
    }

    /// The day of its last correction.
    pub fn corrected(&self, today: Option<Date>) -> Option<Date> {
        last(self.corrections.iter().filter_map(|correction| correction.date), today)
    }

    /// The day on which a part of it was last taken away.
    pub fn cut(&self, today: Option<Date>) -> Option<Date> {
        last(self.removed.iter().filter_map(|removal| removal.date), today)
    }
}

/// The last day that has come: what is dated later has not happened.
fn last(days: impl Iterator<Item = Date>, today: Option<Date>) -> Option<Date> {
    days.filter(|day| today.is_none_or(|today| *day <= today)).max()
}

fn review(row: Row) -> Review {
    let mut take = row.take(&REVIEW);
    Review {
        by: take.text("by"),
        post: take.text("post"),
        date: take.date("date"),
        opinion: take.text("opinion"),
    }
}

fn attachment(row: Row) -> Attachment {
    let mut take = row.take(&ATTACHMENT);
    Attachment {
        file: take.text("file"),
        title: take.text("title"),
        pages: take.count("pages"),
        redacted: take.flag("redacted"),
        redacted_by: take.text("redacted_by"),
    }
}

fn objection(row: Row) -> ObjectionWay {
    let mut take = row.take(&OBJECTION);
    ObjectionWay {
        to: take.text("to"),
        phone: take.text("phone"),
        place: take.text("place"),
        until: take.date("until"),
    }
}

fn correction(row: Row) -> Correction {
    let mut take = row.take(&CORRECTION);
    let (date, what) = (take.date("date"), take.text("what"));
    let (old, new, why) = (take.text("old"), take.text("new"), take.text("why"));
    let clock = Some(take.choice("clock").unwrap_or(&CLOCKS[0]));
    let difference = moved(&old, &new);
    Correction { date, what, old, new, why, clock, difference }
}

/// By how much an amount moved, where either is written as an amount: with fen, or with a sign of money.
fn moved(old: &str, new: &str) -> Option<Money> {
    let moved = Currency::read_any(new)?.checked_add(-Currency::read_any(old)?)?;
    let signed = |text: &str| text.contains(['.', '．']) || Money::parse(text).is_none();
    let is_money = signed(old) || signed(new);
    (is_money && !moved.is_zero()).then_some(moved)
}

fn explain(row: Row) -> Explain {
    let mut take = row.take(&EXPLAIN);
    let (rule, record, by) = (take.text("rule"), take.text("record"), take.text("by"));
    let (date, text) = (take.date("date"), take.text("text"));
    Explain { rule, record, answer: Answer { by, date, text } }
}
