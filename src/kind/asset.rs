//! 资产: the collective's things by a yearly count: what each cost, what it is worth, who keeps it, how it is used (domain brief 2.3).

use super::envelope::ENVELOPE;
use super::formula::Way;
use super::record::{Entry, GROUPS, Kind, Record, Setting, Worked, WorkedRow};
use crate::model::shape::{Choice, Field, Shape, Type};
use crate::model::{Money, Said, Words};

/// Not in `assets`, where a portal has its own files.
pub static KIND: Kind = Kind {
    folder: "property",
    gloss: Words::new(
        "集体有哪些房子、机器和设施，值多少钱，在用还是闲着。",
        "The collective's buildings, machines and works, what they are worth, and whether they are used.",
    ),
    group: Some(&GROUPS[2]),
    columns: &["counted_by"],
    lead,
    worked: Worked { columns: &[], row: answers_to_code },
    sums: &[in_assets(COST), in_assets(COST + 1), in_assets(COST + 2)],
    ..Kind::new("asset", Words::new("资产", "Assets"), &REGISTER)
};

/// Questions about a thing lead to its row.
fn answers_to_code(asset: &Entry, _: &Setting) -> WorkedRow {
    WorkedRow { anchor: asset.text("code").to_string(), ..WorkedRow::default() }
}

pub static REGISTER: Shape = Shape {
    name: "register",
    words: Words::new("资产台账", "register of assets"),
    base: Some(&ENVELOPE),
    fields: &[
        Field::new("counted_on", "盘点日期", "counted on", Type::Date),
        Field::new("counted_by", "盘点人", "counted by", Type::Text),
        Field::new("assets", "资产", "assets", Type::List(&ASSET)).required(),
    ],
};

pub static ASSET: Shape = Shape {
    name: "asset",
    words: Words::new("资产", "asset"),
    base: None,
    fields: &[
        Field::new("code", "资产编号", "code", Type::Reference).required(),
        Field::new("name", "名称", "name", Type::Text).required(),
        Field::new("class", "类别", "class", Type::Choice(CLASSES)).required(),
        Field::new("acquired", "取得日期", "acquired on", Type::Date),
        Field::new("source", "资金来源", "paid from", Type::Text)
            .gloss("自有、上级补助、捐赠……", "own money, a grant, a gift"),
        Field::new("cost", "资产原值", "cost", Type::Money).required(),
        Field::new("depreciation", "累计折旧", "depreciation so far", Type::Money).required(),
        Field::new("net", "净值", "net value", Type::Money)
            .required()
            .gloss("原值减累计折旧", "cost less depreciation"),
        Field::new("place", "位置", "place", Type::Text),
        Field::new("keeper", "保管人", "keeper", Type::Text).gloss("写岗位或干部", "an office"),
        Field::new("state", "状态", "state", Type::Choice(STATES)).required(),
        Field::new("since", "从哪天起", "since", Type::Date)
            .gloss("这个状态从哪天起", "since when it has been so"),
        Field::new("contracts", "出租合同", "contracts", Type::Record("contract"))
            .gloss("合同公开的编号，如 LT-HT-01", "ids of the contracts' records"),
        Field::new("voucher", "租金凭证", "voucher of rent", Type::Voucher)
            .gloss("没有单独公开合同的，写收租的凭证", "where its contract has no record"),
        Field::new("change", "变动", "change", Type::Text)
            .gloss("增加、处置、报废；处置写决议和评估价", "disposals with decision and price"),
    ],
};

/// Where the numbers that are added up stand in a row.
const COST: usize = 5;

const fn in_assets(field: usize) -> Way {
    Way { list: Some(2), field }
}

pub static CLASSES: &[Choice] = &[
    Choice::new("earning", "经营性", "earning")
        .gloss("能出租、能经营", "may be let or run for money"),
    Choice::new("common", "非经营性", "for common use").gloss("大家用的", "used by all"),
];

pub static STATES: &[Choice] = &[
    Choice::new("used", "在用", "in use"),
    Choice::new("let", "出租", "let"),
    Choice::new("idle", "闲置", "idle"),
    Choice::new("scrapped", "报废", "scrapped"),
];

/// What they are worth in all, and how many of them are used.
fn lead(register: &Record, _: &Setting) -> Said {
    let all: Vec<Entry> = register.list("assets").collect();
    let net: Money = all.iter().filter_map(|asset| asset.money("net")).sum();
    let count =
        |key| all.iter().filter(|a| a.choice("state").is_some_and(|s| s.key == key)).count();
    let (used, rented, idle) = (count("used"), count("let"), count("idle"));
    let (number, net) = (all.len(), net.grouped());
    Said::new(
        format!(
            "共 {number} 项，净值 {net} 元；在用 {used} 项，出租 {rented} 项，闲置 {idle} 项。"
        ),
        format!("{number} in all, worth {net} yuan: {used} in use, {rented} let, {idle} idle."),
    )
}
