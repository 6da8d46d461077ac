//! 债权债务: who owes the body, and whom it owes, as a month states them.

use super::{PARTIES, party};
use crate::model::shape::{Choice, Field, Row, Shape, Type};
use crate::model::{Date, Money, Words};

pub static DEBT: Shape = Shape {
    name: "debt",
    words: Words::new("债权债务", "debt"),
    base: None,
    fields: &[
        Field::new("party", "对方", "counterparty", Type::Text).required(),
        Field::new("party_type", "对方性质", "kind of counterparty", Type::Choice(PARTIES)),
        Field::new("origin", "形成原因", "origin", Type::Text).required(),
        Field::new("amount", "金额", "amount", Type::Money).required(),
        Field::new("since", "形成日期", "since", Type::Date),
        Field::new("plan", "处理计划", "plan", Type::Text),
    ],
};

/// Someone owes, or is owed.
#[derive(Clone, Debug)]
pub struct Debt {
    pub party: String,
    pub party_type: Option<&'static Choice>,
    pub origin: String,
    pub amount: Money,
    pub since: Option<Date>,
    pub plan: String,
}

pub(super) fn debt(row: Row) -> Debt {
    let mut take = row.take(&DEBT);
    let (party, party_type) = party::said(take.text("party"), take.choice("party_type"));
    Debt {
        party,
        party_type,
        origin: take.text("origin"),
        amount: take.money("amount").unwrap_or_default(),
        since: take.date("since"),
        plan: take.text("plan"),
    }
}
