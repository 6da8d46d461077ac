//! The totals a month's sheet states, which are compared with its lines and with the months before.

use super::CATEGORIES;
use crate::model::shape::{Choice, Field, Row, Shape, Type};
use crate::model::{Money, Words};

pub static TOTALS: Shape = Shape {
    name: "totals",
    words: Words::new("表列合计", "stated totals"),
    base: None,
    fields: &[
        Field::new("income", "收入", "income", Type::Money),
        Field::new("expense", "支出", "spending", Type::Money),
        Field::new("quarter_income", "本季收入", "income of the quarter", Type::Money)
            .gloss("本季累计到本月", "the quarter up to this month"),
        Field::new("quarter_expense", "本季支出", "spending of the quarter", Type::Money)
            .gloss("本季累计到本月", "the quarter up to this month"),
        Field::new("year_income", "本年收入", "income of the year", Type::Money)
            .gloss("本年累计到本月", "the year up to this month"),
        Field::new("year_expense", "本年支出", "spending of the year", Type::Money)
            .gloss("本年累计到本月", "the year up to this month"),
        Field::new("categories", "分科目", "by category", Type::List(&CATEGORY_TOTAL)),
    ],
};

pub static CATEGORY_TOTAL: Shape = Shape {
    name: "category-total",
    words: Words::new("科目合计", "total of a category"),
    base: None,
    fields: &[
        Field::new("category", "科目", "category", Type::Choice(CATEGORIES)).required(),
        Field::new("amount", "金额", "amount", Type::Money).required(),
    ],
};

/// What the sheet states in total; nothing where it states nothing.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    pub income: Option<Money>,
    pub expense: Option<Money>,
    pub quarter_income: Option<Money>,
    pub quarter_expense: Option<Money>,
    pub year_income: Option<Money>,
    pub year_expense: Option<Money>,
    pub categories: Vec<(&'static Choice, Money)>,
}

impl Totals {
    pub fn from(row: Row) -> Totals {
        let mut take = row.take(&TOTALS);
        Totals {
            income: take.money("income"),
            expense: take.money("expense"),
            quarter_income: take.money("quarter_income"),
            quarter_expense: take.money("quarter_expense"),
            year_income: take.money("year_income"),
            year_expense: take.money("year_expense"),
            categories: take.list("categories").into_iter().map(category).collect(),
        }
    }
}

fn category(row: Row) -> (&'static Choice, Money) {
    let mut take = row.take(&CATEGORY_TOTAL);
    let category = take.choice("category").expect("a required field");
    (category, take.money("amount").unwrap_or_default())
}
