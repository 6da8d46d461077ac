//! 上级拨付、专项资金: what came for one purpose, what it was spent on, what is left (domain brief 2.5, row 24).

use super::envelope::ENVELOPE;
use super::record::{GROUPS, Kind, Record, Setting};
use crate::kind::equation::Term;
use crate::model::shape::{Field, Shape, Type};
use crate::model::{Money, Said, Words};

pub static KIND: Kind = Kind {
    folder: "grants",
    gloss: Words::new(
        "上面给的钱：给了多少、干什么用、还剩多少。",
        "Money from above: how much, what for, and what is left of it.",
    ),
    group: Some(&GROUPS[1]),
    columns: &["purpose", "issuer"],
    template: "pages/notice.html",
    lead,
    equation,
    ..Kind::new("grant", Words::new("上级拨付和专项资金", "Grants"), &GRANT)
};

pub static GRANT: Shape = Shape {
    name: "grant",
    words: Words::new("上级拨付", "grant"),
    base: Some(&ENVELOPE),
    fields: &[
        Field::new("document_no", "文号", "document number", Type::Reference).required(),
        Field::new("issuer", "下达单位", "issuer", Type::Text).required(),
        Field::new("purpose", "用途", "purpose", Type::Text).required(),
        Field::new("amount", "下达金额", "amount granted", Type::Money).required(),
        Field::new("received", "到账", "received", Type::List(&RECEIVED)).grows(),
        Field::new("used", "使用", "used", Type::List(&USED)).grows(),
        Field::new("returned", "退回", "returned", Type::Money),
        Field::new("balance", "结余", "balance", Type::Money)
            .required()
            .gloss("到账 − 使用 − 退回", "received − used − returned"),
        Field::new("deadline", "使用期限", "to be used by", Type::Date),
        Field::new("projects", "用在哪个工程", "projects", Type::Record("project")),
    ],
};

pub static RECEIVED: Shape = Shape {
    name: "received",
    words: Words::new("到账", "received"),
    base: None,
    fields: &[
        Field::new("date", "日期", "date", Type::Date).past().required(),
        Field::new("amount", "金额", "amount", Type::Money).required(),
        Field::new("voucher", "凭证", "voucher", Type::Voucher),
    ],
};

pub static USED: Shape = Shape {
    name: "used",
    words: Words::new("使用", "used"),
    base: None,
    fields: &[
        Field::new("date", "日期", "date", Type::Date).past().required(),
        Field::new("what", "用在哪里", "what for", Type::Text).required(),
        Field::new("amount", "金额", "amount", Type::Money).required(),
        Field::new("voucher", "凭证", "voucher", Type::Voucher)
            .gloss("可以只是那张凭证的一部分", "may be a part of that voucher"),
    ],
};

/// What a grant's money comes to.
#[derive(Clone, Copy, Debug)]
pub struct Flow {
    pub received: Money,
    pub used: Money,
    pub returned: Money,
}

impl Flow {
    pub fn of(grant: &Record) -> Flow {
        let sum = |list| grant.list(list).filter_map(|row| row.money("amount")).sum();
        Flow {
            received: sum("received"),
            used: sum("used"),
            returned: grant.money("returned").unwrap_or(Money::ZERO),
        }
    }

    pub fn left(self) -> Money {
        self.received - self.used - self.returned
    }
}

/// Received − used − returned = left.
fn equation(grant: &Record, _: &Setting) -> Vec<Term> {
    let flow = Flow::of(grant);
    vec![
        Term::new("received", "", "到账", "Received", flow.received),
        Term::new("used", "−", "已用", "Used", flow.used),
        Term::new("returned", "−", "退回", "Returned", flow.returned),
        Term::new("left", "=", "结余", "Left", flow.left()),
    ]
}

fn lead(grant: &Record, _: &Setting) -> Said {
    let flow = Flow::of(grant);
    let granted = grant.money("amount").unwrap_or(Money::ZERO).grouped();
    let (received, used, left) =
        (flow.received.grouped(), flow.used.grouped(), flow.left().grouped());
    Said::new(
        format!("下达 {granted} 元，到账 {received} 元，用了 {used} 元，还剩 {left} 元。"),
        format!("{granted} yuan granted, {received} received, {used} used, {left} left."),
    )
}
