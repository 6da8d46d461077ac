//! 涉权事项: what a relative of an official has from public hands, once it is verified; the comparing never leaves the
//! office (domain brief, row 30).

use super::envelope::ENVELOPE;
use super::record::{GROUPS, Kind, Record, Setting};
use super::stage::{self, Stage, Standing};
use crate::model::shape::{Choice, Field, Shape, Type};
use crate::model::{Date, Said, Words};

pub static KIND: Kind = Kind {
    gloss: Words::new(
        "干部的亲属沾了哪些事：先核查，后公示。不写亲属是谁。",
        "What relatives of officials have from public hands: verified first, posted after. No relative is named.",
    ),
    group: Some(&GROUPS[6]),
    columns: &["group", "post", "relation", "matter", "amount", "verdict", "explanation"],
    template: "pages/interest.html",
    lead,
    stages,
    ready: is_verified,
    lands: Some("lands_in"),
    ..Kind::new("interest", Words::new("涉权事项", "Interest statements"), &INTEREST)
};

pub static INTEREST: Shape = Shape {
    name: "interest statement",
    words: Words::new("涉权事项", "interest statement"),
    base: Some(&ENVELOPE),
    fields: &[
        Field::new("post", "干部岗位", "post", Type::Text)
            .required()
            .gloss("写岗位，不写亲属姓名", "the office; no relative's name"),
        Field::new("relation", "关系", "relation", Type::Choice(RELATIONS)).required(),
        Field::new("group", "哪一类", "group", Type::Choice(ITEMS)).required(),
        Field::new("matter", "什么事", "matter", Type::Text).required(),
        Field::new("amount", "金额", "amount", Type::Money),
        Field::new("lands_in", "好处落在哪里", "where it lands", Type::Unit)
            .gloss("在别的村的，写那个单位的编号，两处都公示", "another unit shows it too"),
        Field::new("about", "哪条公开", "which record", Type::Text)
            .gloss("那份合同、工程、补贴公开的编号", "the id of the contract, project or benefit"),
        Field::new("reported", "报告", "reported", Type::Date),
        Field::new("compared", "比对", "compared", Type::Date),
        Field::new("verified", "核查", "verified", Type::Date)
            .gloss("没有核查的不公示", "without it nothing is posted"),
        Field::new("verified_by", "谁核查", "verified by", Type::Text).gloss("写单位", "a body"),
        Field::new("verdict", "结论", "verdict", Type::Choice(VERDICTS)),
        Field::new("explanation", "说明内容", "explanation", Type::Text),
        Field::new("explained", "说明", "explained", Type::Date),
        Field::new("supervised", "如有线索，移送", "passed on, if there is a lead", Type::Date)
            .gloss(
                "有线索、移送出去的日子；没有就不写",
                "the day a lead was passed on; left out where there was none",
            )
            .alias("监督执纪"),
    ],
};

/// Who counts as a relative differs from place to place; these are those that sources name.
pub static RELATIONS: &[Choice] = &[
    Choice::new("spouse", "配偶", "spouse"),
    Choice::new("parent", "父母", "parent"),
    Choice::new("spouses-parent", "配偶的父母", "parent of the spouse"),
    Choice::new("child", "子女及其配偶", "child, or a child's spouse"),
    Choice::new("sibling", "兄弟姐妹及其配偶", "sibling, or a sibling's spouse"),
    Choice::new("spouses-sibling", "配偶的兄弟姐妹及其配偶", "sibling of the spouse"),
    Choice::new("grandparent", "祖父母、外祖父母", "grandparent"),
    Choice::new("grandchild", "孙子女、外孙子女", "grandchild"),
    Choice::new("other", "其他近亲属", "another near relative"),
];

/// The four groups of the register of matters.
pub static ITEMS: &[Choice] = &[
    Choice::new("funds", "惠民资金", "benefit funds"),
    Choice::new("works", "工程项目", "works"),
    Choice::new("assets", "资产资源", "assets and resources"),
    Choice::new("hiring", "用工用人", "hiring"),
];

pub static VERDICTS: &[Choice] = &[
    Choice::new("accords", "经核查，符合政策", "verified, accords with policy"),
    Choice::new("does-not-accord", "经核查，不符合政策", "verified, does not accord with policy"),
];

/// Before there is a verdict, and a day on which it was found, nobody outside sees anything.
pub fn is_verified(statement: &Record) -> bool {
    let day = statement.date("verified").filter(|day| *day <= statement.envelope.published);
    day.is_some() && statement.choice("verdict").is_some()
}

/// The six steps with their days; it is posted when the record is.
pub fn days(statement: &Record) -> Vec<(&'static str, Words, Option<Date>)> {
    let of = |field| statement.date(field);
    vec![
        ("reported", Words::new("报告", "Reported"), of("reported")),
        ("compared", Words::new("比对", "Compared"), of("compared")),
        ("verified", Words::new("核查", "Verified"), of("verified")),
        ("published", Words::new("公示", "Posted"), Some(statement.envelope.published)),
        ("explained", Words::new("说明", "Explained"), of("explained")),
        (
            "supervised",
            Words::new("如有线索，移送", "Passed on, if there is a lead"),
            of("supervised"),
        ),
    ]
}

/// The last step is no outcome that anybody waits for: without a lead there is nothing to pass on.
fn stages(statement: &Record, _: &Setting) -> Vec<Stage> {
    let mut stages = stage::of_days(days(statement));
    for stage in stages.iter_mut().filter(|stage| stage.key == "supervised") {
        if stage.date.is_none() {
            stage.standing = Standing::None;
        }
    }
    stages
}

/// 书记家亲戚是不是又包工程了? (domain brief, section 6, question 14).
fn lead(statement: &Record, setting: &Setting) -> Said {
    let word = |name| statement.choice(name).map_or(Words::new("", ""), |choice| choice.words);
    let said = |name| Said::new(word(name).zh, word(name).en).say(setting.lang);
    let (relation, verdict) = (said("relation"), said("verdict"));
    let post = statement.text("post");
    let amount = statement.money("amount").map(|amount| amount.grouped());
    let zh = amount.as_ref().map(|amount| format!("，{amount} 元")).unwrap_or_default();
    let en = amount.map(|amount| format!(", {amount} yuan")).unwrap_or_default();
    let Said { zh, en } = Said::new(zh, en).say(setting.lang);
    Said::new(
        format!("{post}的{}：{}{zh}。{}。", relation.zh, statement.text("matter"), verdict.zh),
        format!("{post} ({}): {}{en}. {}.", relation.en, statement.text("matter"), verdict.en),
    )
}
