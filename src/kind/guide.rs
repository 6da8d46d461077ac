//! 办事指南: what to bring, where to go, when someone is there, how long it takes (domain brief 2.11).

use super::envelope::ENVELOPE;
use super::power::DAYS;
use super::record::{Form, Kind, Record, Setting, days};
use crate::model::shape::{Choice, Field, Shape, Type};
use crate::model::{Said, Words};

pub static KIND: Kind = Kind {
    folder: "guides",
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
        Field::new("materials", "带什么", "what to bring", Type::List(&MATERIAL)),
        Field::new("where", "在哪里办", "where", Type::Text).required(),
        Field::new("when", "哪天有人", "when", Type::Text).required(),
        Field::new("window", "窗口", "counter", Type::Text),
        Field::new("phone", "电话", "phone", Type::Phone),
        Field::new("steps", "怎么办", "steps", Type::Texts),
        Field::new("minutes", "当场几分钟", "minutes at the counter", Type::Text),
        Field::new("limit_days", "几日办好", "done within days", Type::Count),
        Field::new("limit_count", "时限算法", "days counted as", Type::Choice(DAYS)),
        Field::new("fee", "收费", "fee", Type::Text),
        Field::new("ways", "还可以", "other ways", Type::Texts)
            .gloss("代办、上门、邮寄", "by another's hand, at home, by post"),
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

pub static FORMS: &[Choice] = &[
    Choice::new("original", "原件", "original"),
    Choice::new("copy", "复印件", "copy"),
    Choice::new("either", "都行", "either"),
];

fn lead(guide: &Record, _: &Setting) -> Said {
    let working = guide.choice("limit_count").is_some_and(|c| c.key == "working");
    match (guide.text("minutes"), guide.count("limit_days")) {
        ("", None) => Said::new("", ""),
        ("", Some(0)) => Said::new("当场办好。", "done while you wait."),
        ("", Some(count)) => {
            let within = days(count, working);
            Said::new(format!("{}内办好。", within.zh), format!("done within {}.", within.en))
        }
        (minutes, _) => {
            Said::new(format!("当场办，{minutes}。"), format!("at the counter: {minutes}."))
        }
    }
}
