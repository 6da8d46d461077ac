//! 账户: where the body's money lies: bank, kind of account, four digits of its number, balance (domain brief 2.2).

use super::envelope::ENVELOPE;
use super::formula::Way;
use super::record::{Entry, GROUPS, Kind, Record, Setting};
use crate::model::shape::{Choice, Field, Shape, Type};
use crate::model::{Money, Said, Words};

pub static KIND: Kind = Kind {
    folder: "accounts",
    gloss: Words::new(
        "集体的钱存在哪几个账户，各有多少。",
        "In which accounts the collective's money lies.",
    ),
    group: Some(&GROUPS[1]),
    lead,
    sums: &[Way { list: Some(0), field: BALANCE }],
    ..Kind::new("account", Words::new("账户", "Accounts"), &ACCOUNTS)
};

pub static ACCOUNTS: Shape = Shape {
    name: "accounts",
    words: Words::new("账户情况", "accounts"),
    base: Some(&ENVELOPE),
    fields: &[Field::new("accounts", "账户", "accounts", Type::List(&ACCOUNT)).required()],
};

pub static ACCOUNT: Shape = Shape {
    name: "account",
    words: Words::new("账户", "account"),
    base: None,
    fields: &[
        Field::new("bank", "开户行", "bank", Type::Text).required(),
        Field::new("nature", "账户性质", "nature", Type::Choice(NATURES)).required(),
        Field::new("last_four", "尾号", "last four digits", Type::Text)
            .required()
            .gloss("账号的后四位，不写全号", "never the whole number"),
        Field::new("holder", "户名", "holder", Type::Party)
            .required()
            .gloss("写单位全称，不能是个人", "the body in full, not a person"),
        Field::new("balance", "余额", "balance", Type::Money).required(),
        Field::new("reconciled", "对账日期", "reconciled on", Type::Date).required(),
        Field::new("purpose", "专款用途", "purpose", Type::Text)
            .gloss("专用账户里是什么钱", "what money a special account holds"),
    ],
};

/// Where the balance stands in a row.
const BALANCE: usize = 4;

pub static NATURES: &[Choice] = &[
    Choice::new("basic", "基本", "basic"),
    Choice::new("special", "专用", "special"),
    Choice::new("general", "一般", "general"),
];

/// How many accounts, and what lies in them.
fn lead(record: &Record, _: &Setting) -> Said {
    let all: Vec<Entry> = record.list("accounts").collect();
    let balance: Money = all.iter().filter_map(|account| account.money("balance")).sum();
    let (number, balance) = (all.len(), balance.grouped());
    match number {
        1 => Said::new(
            format!("共 1 个账户，余额 {balance} 元。"),
            format!("One account, with {balance} yuan."),
        ),
        _ => Said::new(
            format!("共 {number} 个账户，余额合计 {balance} 元。"),
            format!("{number} accounts, with {balance} yuan in all."),
        ),
    }
}
