//! 资源合同: what of the collective's is let to whom, at which price, until when, and whether the rent came (domain brief 2.4).

use std::collections::BTreeMap;

use super::envelope::ENVELOPE;
use super::equation::Term;
use super::record::{Entry, GROUPS, Kind, Record, Setting, Worked, WorkedRow};
use crate::model::party::named;
use crate::model::shape::{Choice, Field, Shape, Type, Value};
use crate::model::{Date, Money, Quantity, Said, Words};

pub static KIND: Kind = Kind {
    folder: "contracts",
    gloss: Words::new(
        "集体的塘、地、山、房租给了谁、多少钱、到哪年、钱收上来没有。",
        "Who has the collective's ponds, land and houses, at which price, until when, and whether the rent came.",
    ),
    group: Some(&GROUPS[2]),
    columns: &["form", "lessee", "rent", "end"],
    template: "pages/contract.html",
    lead,
    worked: Worked { columns: &[Field::new("owed", "欠缴", "owed", Type::Money)], row: worked },
    equation,
    ..Kind::new("contract", Words::new("资源合同", "Contracts"), &CONTRACT)
};

const MU: Words = Words::new("亩", "mu");
const SQUARE_METRES: Words = Words::new("平方米", "square metres");

pub static CONTRACT: Shape = Shape {
    name: "contract",
    words: Words::new("资源合同", "contract"),
    base: Some(&ENVELOPE),
    fields: &[
        Field::new("contract_no", "合同编号", "contract number", Type::Reference)
            .gloss("没有书面合同的不写", "left out where nothing is in writing"),
        Field::new("form", "性质", "form", Type::Choice(FORMS)).required(),
        Field::new("class", "标的类别", "class of object", Type::Choice(CLASSES)).required(),
        Field::new("other_class", "其他类别", "other class", Type::Text)
            .gloss("类别写“其他”的，写明是什么", "what it is, where the class is `other`"),
        Field::new("object", "标的", "object", Type::Text)
            .required()
            .gloss("村里人怎么叫就怎么写，如 村东头鱼塘", "as people call it"),
        Field::new("place", "坐落", "place", Type::Text).required(),
        Field::new("bounds", "四至", "bounds", Type::Text),
        Field::measured("area", "合同面积", "area", MU),
        Field::measured("measured_area", "实测面积", "measured area", MU),
        Field::measured("floor_area", "建筑面积", "floor area", SQUARE_METRES)
            .gloss("房屋写建筑面积，不写亩", "of houses, instead of the area in mu"),
        Field::new("measured_by", "谁测的", "measured by", Type::Text),
        Field::new("lessee", "承租（承包）方", "lessee", Type::Party)
            .required()
            .gloss("个人在网上隐去名字", "persons are masked on the web"),
        Field::new("member", "本集体成员", "member of the collective", Type::Flag),
        Field::new("start", "开始", "start", Type::Date).required(),
        Field::new("end", "到期", "end", Type::Date).required(),
        Field::new("price", "单价", "unit price", Type::Money)
            .gloss("一亩一年多少钱；房屋一平方米一年多少钱", "a year, for a mu or a square metre"),
        Field::new("rent", "年租金", "yearly rent", Type::Money),
        Field::new("escalator", "递增条款", "how the rent rises", Type::Text),
        Field::new("decision", "议事会议", "decided by", Type::Choice(MEETINGS))
            .required()
            .gloss("没有议过的如实写", "`none` where nobody met"),
        Field::new("resolution", "决议", "resolution", Type::Text),
        Field::new("decided", "会议日期", "decided on", Type::Date).past(),
        Field::new("expected", "应到", "entitled to come", Type::Count),
        Field::new("present", "实到", "present", Type::Count),
        Field::new("agreed", "同意", "agreed", Type::Count),
        Field::new("bidding", "竞价方式", "way of bidding", Type::Choice(BIDDING))
            .required()
            .gloss("没有竞价的如实写", "`none` where nobody else could bid"),
        Field::new("floor_price", "底价", "lowest price asked", Type::Money)
            .gloss("一年的底价", "for a year"),
        Field::new("bidders", "报名家数", "bidders", Type::Count),
        Field::new("written", "书面合同", "in writing", Type::Flag).required(),
        Field::new("platform", "进入交易平台", "on the platform", Type::Flag).required(),
        Field::new("deposit", "押金", "deposit", Type::Money),
        Field::new("default", "违约处理", "on default", Type::Text),
        Field::new("periods", "应收和已收", "due and paid", Type::List(&PERIOD)).required().grows(),
        Field::new("renewed", "续签为", "renewed as", Type::Record("contract")),
        Field::new("returned", "收回日期", "returned on", Type::Date).past(),
    ],
};

/// What is due on a day and what came of it. What came in parts has a row a part, the others with nothing due.
pub static PERIOD: Shape = Shape {
    name: "rent",
    words: Words::new("租金", "rent"),
    base: None,
    fields: &[
        Field::new("due_on", "应缴日", "due on", Type::Date).required(),
        Field::new("due", "应收", "due", Type::Money).required(),
        Field::new("paid", "已收", "paid", Type::Money),
        Field::new("paid_on", "收到", "paid on", Type::Date).past(),
        Field::new("voucher", "凭证", "voucher", Type::Voucher),
        Field::new("note", "备注", "note", Type::Text),
    ],
};

/// Each form has a longest term of its own: a lease twenty years, contracted waste land more (domain brief, section 3).
pub static FORMS: &[Choice] = &[
    Choice::new("lease", "租赁", "lease"),
    Choice::new("contracting", "承包", "contracting").gloss("发包", "as 发包"),
    Choice::new("transfer", "流转", "transfer"),
    Choice::new("share", "入股", "put in as a share"),
    Choice::new("joint", "合作", "run together"),
];

pub static CLASSES: &[Choice] = &[
    Choice::new("pond", "鱼塘", "pond"),
    Choice::new("field", "耕地", "farmland"),
    Choice::new("orchard", "果园", "orchard"),
    Choice::new("forest", "林地", "forest"),
    Choice::new("waste", "四荒地", "waste land"),
    Choice::new("factory", "厂房", "factory building"),
    Choice::new("shop", "门面", "shop front"),
    Choice::new("other", "其他", "other"),
];

pub static MEETINGS: &[Choice] = &[
    Choice::new("villagers", "村民会议", "villagers' meeting"),
    Choice::new("representatives", "村民代表会议", "villagers' representatives"),
    Choice::new("members", "成员大会", "members' meeting"),
    Choice::new("member-representatives", "成员代表大会", "members' representatives"),
    Choice::new("council", "理事会或村委会", "council or committee"),
    Choice::new("none", "没有议过", "none"),
];

pub static BIDDING: &[Choice] = &[
    Choice::new("auction", "当众竞价", "open bidding"),
    Choice::new("tender", "招标", "tender"),
    Choice::new("platform", "平台交易", "on the platform"),
    Choice::new("none", "没有竞价", "no bidding"),
];

/// What of the rent was due by a day and what came of it. A payment that was due later counts later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rent {
    pub due: Money,
    pub paid: Money,
    /// The first day whose rent is short, and by how much.
    pub short: Option<(Date, Money)>,
}

impl Rent {
    pub fn of(contract: &Record, by: Date) -> Rent {
        let mut days: BTreeMap<Date, (Money, Money)> = BTreeMap::new();
        for period in contract.list("periods") {
            let Some(day) = period.date("due_on").filter(|day| *day <= by) else { continue };
            let (due, paid) = days.entry(day).or_default();
            *due += period.money("due").unwrap_or_default();
            *paid += paid_by(&period, by);
        }
        let mut rent = Rent::default();
        for (day, (due, paid)) in days {
            rent.due += due;
            rent.paid += paid;
            if rent.short.is_none() && due > paid {
                rent.short = Some((day, due - paid));
            }
        }
        rent
    }

    /// Below zero where more came than was due.
    pub fn owed(self) -> Money {
        self.due - self.paid
    }
}

/// What came by a day; a payment without a day came.
fn paid_by(period: &Entry, by: Date) -> Money {
    let came = period.date("paid_on").is_none_or(|day| day <= by);
    period.money("paid").filter(|_| came).unwrap_or_default()
}

/// How large the object is, and in which measure: two that are measured differently cannot be compared.
pub fn size(contract: &Record) -> Option<(Words, Quantity)> {
    let of = |name, measure| contract.quantity(name).map(|quantity| (measure, quantity));
    let found = of("area", MU).or_else(|| of("floor_area", SQUARE_METRES));
    found.filter(|(_, quantity)| quantity.parts() > 0)
}

/// A year's rent in ten-thousandths of a fen: as written, else price by size.
pub fn yearly(contract: &Record) -> Option<i128> {
    let rent = contract.money("rent").map(|rent| i128::from(rent.fen()) * 10_000);
    rent.or_else(|| {
        let (price, (_, size)) = (contract.money("price")?, size(contract)?);
        Some(i128::from(price.fen()) * i128::from(size.parts()))
    })
}

/// The last day it binds: it was given back, or its term ended.
pub fn last_day(contract: &Record) -> Option<Date> {
    let end = contract.date("end")?;
    Some(contract.date("returned").map_or(end, |returned| returned.min(end)))
}

/// What is owed of a row, once it is due.
fn worked(period: &Entry, setting: &Setting) -> WorkedRow {
    let due = setting.as_of.filter(|today| period.date("due_on").is_some_and(|day| day <= *today));
    let owed = due.map_or(Value::Absent, |today| {
        let due = period.money("due").unwrap_or_default();
        Value::Money(due - paid_by(period, today))
    });
    let anchor = period.date("due_on").map(|day| day.to_string()).unwrap_or_default();
    WorkedRow { behind: vec![owed], anchor, ..WorkedRow::default() }
}

/// 应收 − 已收 = 欠缴, of what was due by the day of the build.
fn equation(contract: &Record, setting: &Setting) -> Vec<Term> {
    let rent = setting.as_of.map(|today| Rent::of(contract, today)).unwrap_or_default();
    if rent.due.is_zero() && rent.paid.is_zero() {
        return Vec::new();
    }
    let (zh, en) = if rent.owed().is_negative() { ("多收", "over") } else { ("欠缴", "Owed") };
    vec![
        Term::new("due", "", "应收", "Due", rent.due),
        Term::new("paid", "−", "已收", "Paid", rent.paid),
        Term::new("owed", "=", zh, en, rent.owed()),
    ]
}

/// 村东头鱼塘包给谁了? 多少钱一亩? 到哪年? 租金收上来没? (domain brief, section 6, question 5).
fn lead(contract: &Record, setting: &Setting) -> Said {
    let object = contract.text("object");
    let size = size(contract);
    let (zh_size, en_size) = size.map_or_else(Default::default, |(measure, size)| {
        (format!(" {size} {}", measure.zh), format!(" ({size} {})", measure.en))
    });
    let lessee = match contract.text("lessee") {
        name if setting.masks_parties => setting.organisations.shown(name),
        name => named(name),
    };
    let (zh_to, en_to) = match contract.choice("form").map_or("", |form| form.key) {
        "lease" => ("租给", "let to"),
        "contracting" => ("包给", "contracted to"),
        "share" => ("入股", "put as a share into"),
        "joint" => ("合作方是", "run together with"),
        _ => ("流转给", "transferred to"),
    };
    let member = contract.flag("member");
    let (zh_who, en_who) = if member { ("（本集体成员）", " (a member)") } else { ("", "") };
    let parts = [price(contract, size), until(contract, setting), rent_said(contract, setting)];
    let [price, until, rent] = parts.map(|part| part.say(setting.lang));
    let (zh_to, zh_who) = (setting.lang.say(zh_to), setting.lang.say(zh_who));
    let (en_to, en_who) = (setting.lang.say(en_to), setting.lang.say(en_who));
    Said::new(
        format!("{object}{zh_size}，{zh_to}{lessee}{zh_who}，{}{}{}", price.zh, until.zh, rent.zh),
        format!(
            "{object}{en_size} is {en_to} {lessee}{en_who}, {}{}{}",
            price.en, until.en, rent.en
        ),
    )
}

fn price(contract: &Record, size: Option<(Words, Quantity)>) -> Said {
    match (contract.money("price"), contract.money("rent"), size) {
        (Some(price), _, Some((measure, _))) => {
            let price = price.grouped();
            let one = if measure.zh == "亩" { "mu" } else { "square metre" };
            Said::new(
                format!("每{}一年 {price} 元，", measure.zh),
                format!("{price} yuan a {one} a year, "),
            )
        }
        (_, Some(rent), _) => {
            let rent = rent.grouped();
            Said::new(format!("一年 {rent} 元，"), format!("{rent} yuan a year, "))
        }
        _ => Said::new("", ""),
    }
}

fn until(contract: &Record, setting: &Setting) -> Said {
    let end = contract.date("end").map(|end| end.to_string()).unwrap_or_default();
    if let Some(day) = contract.date("returned") {
        return Said::new(format!("已于 {day} 收回。"), format!("given back on {day}."));
    }
    let past = setting.as_of.is_some_and(|today| contract.date("end").is_some_and(|d| d < today));
    match (past, contract.texts("renewed").is_empty()) {
        (false, _) => Said::new(format!("到 {end} 为止。"), format!("until {end}.")),
        (true, false) => {
            Said::new(format!("已于 {end} 到期，续签了。"), format!("ended on {end}, renewed."))
        }
        (true, true) => Said::new(format!("已于 {end} 到期。"), format!("ended on {end}.")),
    }
}

fn rent_said(contract: &Record, setting: &Setting) -> Said {
    let Some(today) = setting.as_of else { return Said::new("", "") };
    let rent = Rent::of(contract, today);
    if rent.due.is_zero() && rent.paid.is_zero() {
        return Said::new(
            format!("截至 {today}，还没有到期的租金。"),
            format!(" By {today} no rent was due."),
        );
    }
    let (due, paid, owed) = (rent.due.grouped(), rent.paid.grouped(), rent.owed());
    let (zh, en) = match owed {
        owed if owed.is_zero() => ("不欠".to_string(), "nothing is owed".to_string()),
        owed if owed.is_negative() => {
            (format!("多收 {} 元", (-owed).grouped()), format!("{} over", (-owed).grouped()))
        }
        owed => (format!("欠 {} 元", owed.grouped()), format!("{} is owed", owed.grouped())),
    };
    let Said { zh, en } = Said::new(zh, en).say(setting.lang);
    Said::new(
        format!("截至 {today}，到期应收 {due} 元，已收 {paid} 元，{zh}。"),
        format!(" By {today}, {due} yuan was due, {paid} was paid, {en}."),
    )
}
