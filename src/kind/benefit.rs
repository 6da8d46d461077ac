//! 惠民补贴: one batch of one programme, to how many and how much; who they are stays in the office (domain brief 2.6).

use super::envelope::ENVELOPE;
use super::formula::Way;
use super::people::{Households, People};
use super::record::{GROUPS, Kind, Record, Setting};
use crate::model::money::Money;
use crate::model::shape::{Choice, Field, Shape, Type};
use crate::model::{Lang, Said, Words};

pub static KIND: Kind = Kind {
    folder: "benefits",
    gloss: Words::new(
        "种地、高龄这些补贴：什么标准、哪天发的、发了几户多少钱。只公布数，不公布是谁。",
        "Payments for farming, old age and the like: the rate, the day, how many and how much. No names.",
    ),
    group: Some(&GROUPS[4]),
    columns: &["programme", "batch"],
    template: "pages/benefit.html",
    lead,
    people: PEOPLE,
    counted,
    sums: SUMS,
    ..Kind::new("benefit", Words::new("惠民补贴", "Benefits"), &BENEFIT)
};

pub static BENEFIT: Shape = Shape {
    name: "benefit",
    words: Words::new("惠民补贴", "benefit"),
    base: Some(&ENVELOPE),
    fields: &[
        PROGRAMME, POLICY, BATCH, PAID_ON, HOUSEHOLDS, PERSONS, QUANTITY, TOTAL, MINORS, WHO, ASK,
        STANDARDS, GUIDE, ROWS, ADDED, STOPPED,
    ],
};

pub const PROGRAMME: Field = Field::new("programme", "补贴项目", "programme", Type::Text)
    .required()
    .gloss("如 耕地地力保护补贴", "such as the farmland subsidy");
pub const POLICY: Field = Field::new("policy", "政策依据", "policy", Type::Text)
    .required()
    .gloss("哪份文件定的", "the document it rests on");
pub const BATCH: Field = Field::new("batch", "批次", "batch", Type::Text).required();
pub const PAID_ON: Field = Field::new("paid_on", "发放日期", "paid on", Type::Date).required();
pub const HOUSEHOLDS: Field =
    Field::new("households", "户数", "households", Type::Households).required();
pub const PERSONS: Field = Field::new("persons", "人数", "persons", Type::Households)
    .gloss("按亩发的可以不写", "may be left out where it is paid by the mu");
pub const QUANTITY: Field =
    Field::new("quantity", "面积或数量", "area or quantity", Type::Quantity(""))
        .required()
        .gloss("亩数；按月发的写人月数", "mu; months of all persons where paid by the month");
pub const TOTAL: Field = Field::new("total", "总额", "total", Type::Money).required();
pub const MINORS: Field = Field::new("minors", "对象是未成年人", "for minors", Type::Flag)
    .gloss("孤儿、事实无人抚养儿童这类：只写总数，不列行", "totals alone, never rows");
pub const WHO: Field = Field::new("who", "谁能领", "who may have it", Type::Text).required();
pub const ASK: Field = Field::new("ask", "没领到找谁", "where to ask when missing", Type::Text)
    .required()
    .gloss("岗位、电话、地点；也写怎么查自己的", "an office, its phone and place");
pub const GUIDE: Field = Field::new("guide", "办事指南", "guide", Type::Record("guide"))
    .gloss("怎么申请", "how to apply");
pub const STANDARDS: Field =
    Field::new("standards", "标准", "standards", Type::List(&STANDARD)).required();
pub const ROWS: Field = Field::new("rows", "各组情况", "by group", Type::List(&ROW)).gloss(
    "一户一行，不写姓名；网上只有各组合计，不满 3 户的组与相邻的合并",
    "a row a household, without names; the web shows sums by group, those under three households joined",
);
pub const ADDED: Field = Field::new("added", "新增", "added", Type::List(&ADDITION));
pub const STOPPED: Field = Field::new("stopped", "停发", "stopped", Type::List(&STOP));

/// Sums of those lists that the web may show.
pub static PEOPLE: &[People] = &[
    People {
        list: "rows",
        by: "group",
        households: Households::Rows("household"),
        sums: &["quantity", "amount"],
    },
    People { list: "added", by: "reason", households: Households::Said("count"), sums: &[] },
    People { list: "stopped", by: "reason", households: Households::Said("count"), sums: &[] },
];

/// Households, persons, quantity, total: where they stand among the fields.
pub static SUMS: &[Way] = &[own(4), own(5), own(6), own(7)];

const fn own(field: usize) -> Way {
    Way { list: None, field }
}

pub static STANDARD: Shape = Shape {
    name: "standard",
    words: Words::new("标准", "standard"),
    base: None,
    fields: &[
        Field::new("amount", "标准金额", "amount", Type::Money).required(),
        Field::new("per", "单位", "for", Type::Choice(MEASURES)).required(),
        Field::new("class", "档次", "class", Type::Text)
            .gloss("不止一档的才写，如 80 至 89 周岁", "where there are several"),
        Field::new("up_to", "补差", "up to", Type::Flag).gloss(
            "按差额发：每户不超过标准，不要求等于",
            "what is paid tops an income up: not more than this",
        ),
    ],
};

pub static MEASURES: &[Choice] = &[
    Choice::new("mu-year", "元/亩·年", "yuan a mu and year"),
    Choice::new("person-month", "元/人·月", "yuan a person and month"),
    Choice::new("person-year", "元/人·年", "yuan a person and year"),
    Choice::new("person-once", "元/人·次", "yuan a person, once"),
    Choice::new("household-month", "元/户·月", "yuan a household and month"),
    Choice::new("household-year", "元/户·年", "yuan a household and year"),
    Choice::new("household-once", "元/户·次", "yuan a household, once"),
];

/// What its quantities are counted in: what its standards are paid for, where that is one thing.
pub fn counted(record: &Record) -> Words {
    let mut per = record.list("standards").filter_map(|standard| standard.choice("per"));
    let first = per.next();
    let one = first.filter(|first| per.all(|other| other.key == first.key));
    match one.map(|one| one.key) {
        Some("mu-year") => Words::new("亩", "mu"),
        Some("person-month") => Words::new("人·月", "person-months"),
        Some("person-year") => Words::new("人·年", "person-years"),
        Some("person-once") => Words::new("人次", "times a person"),
        Some("household-month") => Words::new("户·月", "household-months"),
        Some("household-year") => Words::new("户·年", "household-years"),
        Some("household-once") => Words::new("户次", "times a household"),
        _ => Words::new("", ""),
    }
}

/// Whether it is paid for land alone: then nobody counts persons.
pub fn is_by_land(record: &Record) -> bool {
    let mut per = record.list("standards").filter_map(|row| row.choice("per")).peekable();
    per.peek().is_some() && per.all(|per| std::ptr::eq(per, &MEASURES[0]))
}

/// Who it is stands in `private/rows/`, by the row's own word.
pub static ROW: Shape = Shape {
    name: "benefit row",
    words: Words::new("一户", "household"),
    base: None,
    fields: &[
        Field::new("row", "行号", "row", Type::Text).required().gloss(
            "本表里不重复；姓名在 private/rows 里按它对",
            "once in the table; joins the name",
        ),
        Field::new("group", "组别", "group", Type::Text),
        Field::new("class", "档次", "class", Type::Text),
        Field::new("household", "户号", "household", Type::Text).gloss(
            "同一户有几行的，各行写同一个号",
            "the same word where several rows are one household",
        ),
        Field::new("persons", "人数", "persons", Type::Count),
        Field::new("quantity", "数量", "quantity", Type::Quantity("")).required(),
        Field::new("amount", "金额", "amount", Type::Money).required(),
    ],
};

pub static ADDITION: Shape = Shape {
    name: "addition",
    words: Words::new("新增", "addition"),
    base: None,
    fields: &[
        Field::new("reason", "原因", "reason", Type::Choice(ADDITIONS)).required(),
        Field::new("count", "户数", "households", Type::Count).required(),
    ],
};

pub static ADDITIONS: &[Choice] = &[
    Choice::new("applied", "新申请", "applied"),
    Choice::new("age", "到龄", "came of age"),
    Choice::new("moved-in", "迁入", "moved in"),
    Choice::new("other", "其他", "other"),
];

pub static STOP: Shape = Shape {
    name: "stop",
    words: Words::new("停发", "stop"),
    base: None,
    fields: &[
        Field::new("reason", "原因", "reason", Type::Choice(STOPS)).required(),
        Field::new("count", "户数", "households", Type::Count).required(),
    ],
};

/// Kinds of reasons, never anybody's own story.
pub static STOPS: &[Choice] = &[
    Choice::new("death", "去世", "died"),
    Choice::new("moved", "迁出", "moved away"),
    Choice::new("income", "收入超过标准", "income above the standard"),
    Choice::new("land", "耕地减少", "less land"),
    Choice::new("own-wish", "主动退出", "gave it up"),
    Choice::new("other", "其他", "other"),
];

/// Words in a programme's name or a title that say its people are minors, whatever the flag says.
static OF_MINORS: &[&str] = &[
    "孤儿",
    "儿童",
    "未成年",
    "少年",
    "学生",
    "幼儿",
    "托幼",
    "义务教育",
    "orphan",
    "child",
    "pupil",
];

/// Whether a batch is for minors; records of other kinds are not.
pub fn is_for_minors(record: &Record) -> bool {
    if !["benefit", "relief"].contains(&record.kind.key) {
        return false;
    }
    let named = [record.text("programme"), &record.envelope.title].map(str::to_lowercase);
    let says = |word: &&str| named.iter().any(|name| name.contains(*word));
    record.flag("minors") || OF_MINORS.iter().any(says)
}

/// 我家的地补发了没? 一亩多少? (domain brief, section 6, question 8).
pub fn lead(record: &Record, setting: &Setting) -> Said {
    let day = record.date("paid_on").map(|day| day.to_string()).unwrap_or_default();
    let households = record.count("households").unwrap_or_default();
    let counted = |n: u64, one, many| setting.lang.counted(n as usize, one, many);
    let persons = match record.count("persons") {
        Some(n) => Said::new(format!("、{n} 人"), format!(", {}", counted(n, "person", "people"))),
        None => Said::new("", ""),
    };
    let total = record.money("total").unwrap_or_default().grouped();
    let standard = standards(record, setting.lang).say(setting.lang);
    Said::new(
        format!("{day} 发放：{households} 户{}，共 {total} 元；标准{}。", persons.zh, standard.zh),
        format!(
            "Paid on {day}: {}{}, {total} yuan in all; {}.",
            counted(households, "household", "households"),
            persons.en,
            standard.en
        ),
    )
}

/// One rate as it is; of several the lowest and the highest.
fn standards(record: &Record, lang: Lang) -> Said {
    let per = |row: &super::record::Entry| row.choice("per").map(|choice| choice.words);
    let mut all: Vec<(Money, Words)> = record
        .list("standards")
        .filter_map(|row| Some((row.money("amount")?, per(&row)?)))
        .collect();
    all.sort_by_key(|(amount, _)| *amount);
    match all[..] {
        [] => Said::new("见下", "rates below"),
        [(amount, per)] => one(lang.amount(amount), per, lang),
        [(low, per), .., (high, other)] if per.zh == other.zh => {
            let (low, high) = (lang.amount(low), lang.amount(high));
            let both = one(high, per, lang);
            Said::new(format!(" {low} 至{}", both.zh), format!("{low} to {}", both.en))
        }
        _ => Said::new("见下", "rates below"),
    }
}

fn one(amount: String, per: Words, lang: Lang) -> Said {
    Said::new(format!(" {amount} {}", lang.say(per.zh)), format!("{amount} {}", lang.say(per.en)))
}
