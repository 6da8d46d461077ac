//! 办事指南: what to bring, where to go, when someone is there, how long it takes (domain brief 2.11).

use super::envelope::ENVELOPE;
use super::power::DAYS;
use super::record::{Form, Kind, Record, Setting, days};
use crate::model::shape::{Choice, Field, Shape, Type};
use crate::model::{Said, Words};

pub static KIND: Kind = Kind {
    folder: "guides",
    gloss: Words::new(
        "办一件事带什么、找谁、几天办好。",
        "What to bring, whom to ask and how many days it takes.",
    ),
    form: Form::Markdown,
    columns: &["where", "when"],
    template: "pages/guide.html",
    lead,
    ..Kind::new("guide", Words::new("办事指南", "Guides"), &GUIDE)
};

pub static GUIDE: Shape = Shape {
    name: "guide",
    words: Words::new("办事指南", "guide"),
    base: Some(&ENVELOPE),
    fields: &[
        Field::new("who", "谁能办", "who may apply", Type::Text).required(),
        Field::new("amounts", "领多少", "how much", Type::List(&AMOUNT))
            .gloss("领钱的事才写", "of what is paid out"),
        Field::new("materials", "带什么", "what to bring", Type::List(&MATERIAL)),
        Field::new("where", "在哪里办", "where", Type::Text).required(),
        Field::new("when", "哪天有人", "when", Type::Text).required(),
        Field::new("window", "窗口", "counter", Type::Text),
        Field::new("ask", "找谁", "whom to ask for", Type::Text)
            .gloss("写岗位，如 便民窗口值班员", "a post, such as the clerk on duty"),
        Field::new("phone", "电话", "phone", Type::Phone)
            .gloss("办公电话，不写手机", "an office's, no mobile"),
        Field::new("steps", "怎么办", "steps", Type::Texts),
        Field::new("minutes", "当场几分钟", "minutes at the counter", Type::Text),
        Field::new("limit_days", "几日办好", "done within days", Type::Count),
        Field::new("limit_count", "时限算法", "days counted as", Type::Choice(DAYS)),
        Field::new("fee", "收费", "fee", Type::Text),
        Field::new("track", "怎么查进度", "how to follow it", Type::Text)
            .gloss("走到哪一步了，问谁、报什么", "whom to ask how far it is, and by which number"),
        Field::new("ways", "不用自己跑", "without coming", Type::List(&WAY))
            .gloss("代办、上门、邮寄，行不行都写", "by proxy, at home, by post: yes or no"),
        Field::new("changed", "最近变动", "last changed", Type::Date)
            .gloss("办法哪天变的，不是这一页哪天写的", "the day the rules changed, not this page"),
        Field::new("change", "变了什么", "what changed", Type::Text),
        Field::new("source", "出处", "source", Type::Text),
    ],
};

pub static MATERIAL: Shape = Shape {
    name: "material",
    words: Words::new("材料", "paper"),
    base: None,
    fields: &[
        Field::new("name", "名称", "name", Type::Text).required(),
        Field::new("form", "原件还是复印件", "original or copy", Type::Choice(FORMS)),
        Field::new("copies", "几份", "how many", Type::Count),
    ],
};

/// What somebody gets.
pub static AMOUNT: Shape = Shape {
    name: "amount",
    words: Words::new("标准", "amount"),
    base: None,
    fields: &[
        Field::new("for", "哪些人", "for whom", Type::Text).required(),
        Field::new("amount", "金额", "amount", Type::Money).required(),
        Field::new("per", "多久一次", "how often", Type::Choice(TIMES)).required(),
    ],
};

/// A way for those who cannot come, whether it is there or not.
pub static WAY: Shape = Shape {
    name: "way",
    words: Words::new("办法", "way"),
    base: None,
    fields: &[
        Field::new("way", "办法", "way", Type::Choice(WAYS)).required(),
        Field::new("offered", "行不行", "offered", Type::Flag).required(),
        Field::new("how", "怎么个办法", "how", Type::Text),
    ],
};

pub static TIMES: &[Choice] = &[
    Choice::new("month", "每月", "a month"),
    Choice::new("year", "每年", "a year"),
    Choice::new("once", "一次", "once"),
];

pub static WAYS: &[Choice] = &[
    Choice::new("proxy", "代办", "by another's hand"),
    Choice::new("home", "上门", "at home"),
    Choice::new("post", "邮寄", "by post"),
];

pub static FORMS: &[Choice] = &[
    Choice::new("original", "原件", "original"),
    Choice::new("copy", "复印件", "copy"),
    Choice::new("either", "都行", "either"),
];

fn lead(guide: &Record, setting: &Setting) -> Said {
    let working = guide.choice("limit_count").is_some_and(|c| c.key == "working");
    match (guide.text("minutes"), guide.count("limit_days")) {
        ("", None) => Said::new("", ""),
        ("", Some(0)) => Said::new("当场办好。", "done while you wait."),
        ("", Some(count)) => {
            let within = days(count, working).say(setting.lang);
            Said::new(format!("{}内办好。", within.zh), format!("done within {}.", within.en))
        }
        (minutes, _) => {
            Said::new(format!("当场办，{minutes}。"), format!("at the counter: {minutes}."))
        }
    }
}
