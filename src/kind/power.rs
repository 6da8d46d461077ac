//! 小微权力清单: who may do what, by which steps, under whose eyes (domain brief 2.8).

use super::envelope::ENVELOPE;
use super::record::{Kind, Part, Record, Setting, days};
use crate::model::shape::{Choice, Field, Shape, Type};
use crate::model::{Said, Words};

pub static KIND: Kind = Kind {
    folder: "powers",
    part: Part::Powers,
    columns: &["list", "class", "holder"],
    template: "pages/power.html",
    lead,
    ..Kind::new("power", Words::new("小微权力清单", "Powers"), &POWER)
};

pub static POWER: Shape = Shape {
    name: "power",
    words: Words::new("小微权力", "power"),
    base: Some(&ENVELOPE),
    fields: &[
        Field::new("list", "清单", "list", Type::Choice(LISTS))
            .required()
            .gloss("权力清单；负面清单和不出具的证明是它的姊妹", "powers, or one of its siblings"),
        Field::new("number", "序号", "number", Type::Count),
        Field::new("class", "类别", "class", Type::Choice(CLASSES)).required(),
        Field::new("holder", "责任主体", "holder", Type::Text)
            .required()
            .gloss("岗位，不只是人名", "an office, not only a person"),
        Field::new("steps", "办理步骤", "steps", Type::List(&STEP))
            .gloss("按先后写；没有写的步骤不算数", "in their order"),
        Field::new("materials", "所需材料", "materials", Type::Texts),
        Field::new("limit_days", "办结时限", "limit in days", Type::Count),
        Field::new("limit_count", "时限算法", "days counted as", Type::Choice(DAYS)),
        Field::new("fee", "收费", "fee", Type::Text).gloss("不收就写“不收费”", "`none` where free"),
        Field::new("risks", "廉政风险点", "risks", Type::Texts),
        Field::new("controls", "防控措施", "controls", Type::Texts),
        Field::new("supervision", "监督方式", "supervision", Type::Text),
        Field::new("complain_phone", "投诉电话", "phone for complaints", Type::Phone),
        Field::new("version", "版本", "version", Type::Text),
        Field::new("effective", "生效日", "in force since", Type::Date),
        Field::new("approved_by", "审定机关", "approved by", Type::Text),
    ],
};

pub static LISTS: &[Choice] = &[
    Choice::new("powers", "权力清单", "powers")
        .gloss("不在清单上的，不是村里的权力", "what is not on the list is no power"),
    Choice::new("negative", "负面清单", "not allowed").gloss("不许做的", "what must not be done"),
    Choice::new("proofs", "不出具的证明", "proofs not needed")
        .gloss("村里不用开、别人也不该要的证明", "papers nobody may ask the village for"),
];

pub static CLASSES: &[Choice] = &[
    Choice::new("decision", "重大决策", "major decisions"),
    Choice::new("daily", "日常管理", "daily management"),
    Choice::new("service", "便民服务", "services"),
    Choice::new("assist", "协助政府", "help to government"),
    Choice::new("proof", "出具证明", "proofs"),
];

pub static DAYS: &[Choice] = &[
    Choice::new("natural", "自然日", "calendar days"),
    Choice::new("working", "工作日", "working days"),
];

pub static STEP: Shape = Shape {
    name: "step",
    words: Words::new("步骤", "step"),
    base: None,
    fields: &[
        Field::new("actor", "谁办", "who", Type::Text).required(),
        Field::new("action", "做什么", "does what", Type::Text).required(),
        Field::new("paper", "留下什么", "leaves which paper", Type::Text),
        Field::new("days", "几日内", "within days", Type::Count),
        Field::new("posted", "张榜公布", "posted", Type::Flag),
    ],
};

fn lead(power: &Record, setting: &Setting) -> Said {
    let steps = power.list("steps").count();
    let working = power.choice("limit_count").is_some_and(|c| c.key == "working");
    let within = power.count("limit_days").map(|count| days(count, working).say(setting.lang));
    let fee = ended(power.text("fee"), "。");
    match (steps, within) {
        (0, _) => Said::new("", ""),
        (n, None) => Said::new(format!("共 {n} 步。{fee}"), format!("{n} steps.")),
        (n, Some(within)) => Said::new(
            format!("共 {n} 步，{}内办结。{fee}", within.zh),
            format!("{n} steps, done within {}.", within.en),
        ),
    }
}

fn ended(text: &str, end: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{text}{end}") }
}
