//! Formulas that a record's own numbers must keep: `rows.amount = rows.quantity * rows.price`, exact, rounded once.

mod causes;
mod fraction;
mod parse;
mod words;

use super::record::Record;
use crate::model::quantity::DECIMALS;
use crate::model::shape::{Field, Row, Shape, Type, Value};
use crate::model::spelling::one_form;
use crate::model::{Money, Quantity, Said, Words};
use fraction::Fraction;

pub use parse::{label, number, parse};

/// An equation between fields of one record.
#[derive(Debug)]
pub struct Formula {
    pub target: Way,
    pub of: Sum,
    pub round: Round,
    /// Whether a difference blocks publication, or is asked about.
    pub must_hold: bool,
    /// As it is told to people: `数量 × 单价`.
    pub words: Words,
}

/// How a result with more decimals than the target holds is brought to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// 四舍五入: half a fen counts as one (domain brief F1).
    HalfUp,
    Down,
}

/// A field of the record, or of the rows of one of its lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// Index of the list among the kind's own fields.
    pub list: Option<usize>,
    /// Index of the field in its own shape.
    pub field: usize,
}

/// What a row of a list must say to be counted: `way = 收`.
#[derive(Clone, Copy, Debug)]
pub struct Test {
    /// Index of the field in the rows of the list.
    pub field: usize,
    /// The key of a choice, or a text.
    pub is: &'static str,
}

impl Test {
    fn passes(self, row: &Row) -> bool {
        match &row.values[self.field] {
            Value::Choice(choice) => choice.key == self.is,
            Value::Text(text) => one_form(text) == one_form(self.is),
            _ => false,
        }
    }
}

/// What is reckoned.
#[derive(Debug)]
pub enum Sum {
    Number(i64),
    Of(Way),
    /// All rows of a list, or those that pass a test; what is absent in a row counts nothing.
    Total(Way, Option<Test>),
    /// How many rows a list has, or how many pass a test.
    Rows(usize, Option<Test>),
    Add(Box<Sum>, Box<Sum>),
    Less(Box<Sum>, Box<Sum>),
    Times(Box<Sum>, Box<Sum>),
    Over(Box<Sum>, Box<Sum>),
}

/// A place where a formula does not hold.
#[derive(Debug)]
pub struct Difference {
    pub formula: &'static Formula,
    /// As findings name a field: `total`, `rows.3.amount`.
    pub place: String,
    pub field: &'static Field,
    pub stated: String,
    pub reckoned: String,
    pub apart: String,
    /// The row, where the target stands in a list, and what it comes to in its smallest parts.
    at: Option<usize>,
    whole: i128,
}

impl Difference {
    pub fn said(&self) -> Said {
        let (words, formula) = (self.field.words, self.formula.words);
        let (stated, reckoned, apart) = (&self.stated, &self.reckoned, &self.apart);
        Said::new(
            format!("{}按“{}”应为 {reckoned}，写的是 {stated}，相差 {apart}", words.zh, formula.zh),
            format!(
                "`{}` should be {reckoned} by {}; {stated} is stated, {apart} apart",
                self.field.name, formula.en
            ),
        )
    }
}

/// Where the record's numbers do not keep its kind's formulas. What only follows from another mistake is not told.
pub fn differences(record: &Record) -> Vec<Difference> {
    causes::of(record, every(record))
}

fn every(record: &Record) -> Vec<Difference> {
    let mut found = Vec::new();
    for formula in record.kind.formulas {
        let Some(list) = formula.target.list else {
            found.extend(difference(record, formula, None));
            continue;
        };
        for at in 0..rows(record, list).len() {
            found.extend(difference(record, formula, Some(at)));
        }
    }
    found
}

/// `at` is the row, where the formula is about the rows of a list.
fn difference(record: &Record, formula: &'static Formula, at: Option<usize>) -> Option<Difference> {
    let (field, stated) = look(record, formula.target, at)?;
    let scale = scale(field.of);
    let stated = whole(stated)?;
    let reckoned = reckon(record, &formula.of, at)?.rounded(scale, formula.round)?;
    let apart = stated.abs_diff(reckoned);
    let shown = |number: i128| shown(field.of, number);
    let place = match (formula.target.list, at) {
        (Some(list), Some(at)) => {
            format!("{}.{at}.{}", record.kind.shape.fields[list].name, field.name)
        }
        _ => field.name.to_string(),
    };
    (apart != 0).then(|| Difference {
        formula,
        place,
        field,
        stated: shown(stated),
        reckoned: shown(reckoned),
        apart: shown(i128::try_from(apart).unwrap_or(i128::MAX)),
        at,
        whole: reckoned,
    })
}

fn rows(record: &Record, list: usize) -> &[Row] {
    match record.fields().nth(list) {
        Some((_, Value::List(rows))) => rows,
        _ => &[],
    }
}

fn look(record: &Record, way: Way, at: Option<usize>) -> Option<(&'static Field, &Value)> {
    match way.list {
        None => record.fields().nth(way.field),
        Some(list) => {
            let shape = record.kind.shape.fields[list].of.rows_of()?;
            let row = rows(record, list).get(at?)?;
            Some((shape.field(way.field), &row.values[way.field]))
        }
    }
}

/// Decimals a number of this type is held with.
fn scale(of: Type) -> u32 {
    match of {
        Type::Money => 2,
        Type::Quantity(_) => DECIMALS,
        _ => 0,
    }
}

/// The value in its smallest parts: fen, ten-thousandths, ones.
pub fn whole(value: &Value) -> Option<i128> {
    match value {
        Value::Money(money) => Some(money.fen().into()),
        Value::Quantity(quantity) => Some(quantity.parts().into()),
        Value::Count(count) => Some((*count).into()),
        _ => None,
    }
}

fn shown(of: Type, number: i128) -> String {
    let short = i64::try_from(number);
    match (of, short) {
        (Type::Money, Ok(fen)) => Money::from_fen(fen).to_string(),
        (Type::Quantity(_), Ok(parts)) => Quantity::from_parts(parts).to_string(),
        _ => number.to_string(),
    }
}

/// `None` where a field that is multiplied is absent, or where no number is so large. What is absent adds nothing,
/// unless nothing at all is there.
fn reckon(record: &Record, sum: &Sum, at: Option<usize>) -> Option<Fraction> {
    let both = |a: &Sum, b: &Sum| (reckon(record, a, at), reckon(record, b, at));
    match sum {
        Sum::Number(number) => Some(Fraction::of((*number).into(), 0)),
        Sum::Of(way) => {
            let (field, value) = look(record, *way, at)?;
            whole(value).map(|number| Fraction::of(number, scale(field.of)))
        }
        Sum::Total(way, test) => {
            let list = way.list?;
            let shape = record.kind.shape.fields[list].of.rows_of()?;
            let passes = |row: &&Row| test.is_none_or(|test| test.passes(row));
            let counted = rows(record, list).iter().filter(passes);
            let numbers = counted.filter_map(|row| whole(&row.values[way.field]));
            let total = numbers.into_iter().try_fold(0_i128, i128::checked_add)?;
            Some(Fraction::of(total, scale(shape.field(way.field).of)))
        }
        Sum::Rows(list, test) => {
            let passes = |row: &&Row| test.is_none_or(|test| test.passes(row));
            let count = i128::try_from(rows(record, *list).iter().filter(passes).count()).ok()?;
            Some(Fraction::of(count, 0))
        }
        Sum::Add(a, b) => match both(a, b) {
            (Some(a), Some(b)) => a.add(b),
            (one, other) => one.or(other),
        },
        Sum::Less(a, b) => match both(a, b) {
            (Some(a), Some(b)) => a.add(b.negative()),
            (Some(a), None) => Some(a),
            (None, b) => b.map(Fraction::negative),
        },
        Sum::Times(a, b) => {
            let (a, b) = (reckon(record, a, at)?, reckon(record, b, at)?);
            a.times(b)
        }
        Sum::Over(a, b) => {
            let (a, b) = (reckon(record, a, at)?, reckon(record, b, at)?);
            a.times(b.turned()?)
        }
    }
}

/// What a drawing of a record shows: each word once with the sum of its numbers, the largest first.
pub fn drawn(
    record: &Record,
    value: Way,
    by: Way,
    word: impl Fn(&Value) -> String,
) -> Vec<(String, i64)> {
    let mut sums: Vec<(String, i64)> = Vec::new();
    let Some(list) = value.list else { return sums };
    for row in rows(record, list) {
        let number = whole(&row.values[value.field]).and_then(|number| i64::try_from(number).ok());
        let (Some(number), label) = (number, word(&row.values[by.field])) else { continue };
        match sums.iter_mut().find(|(known, _)| *known == label) {
            Some((_, sum)) => *sum = sum.saturating_add(number),
            None => sums.push((label, number)),
        }
    }
    sums.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
    sums
}

/// What a field comes to, of all rows where it stands in rows; `None` where nothing is stated.
pub fn total(record: &Record, way: Way) -> Option<(&'static Field, String)> {
    let (field, number) = summed(record, way)?;
    let shown = match (field.of, i64::try_from(number)) {
        (Type::Money, Ok(fen)) => Money::from_fen(fen).grouped(),
        (of, _) => shown(of, number),
    };
    Some((field, shown))
}

/// What a field of money comes to, as [`total`] says it; `None` of any other field.
pub fn amount(record: &Record, way: Way) -> Option<Money> {
    let (field, number) = summed(record, way)?;
    let fen = i64::try_from(number).ok().filter(|_| matches!(field.of, Type::Money));
    fen.map(Money::from_fen)
}

fn summed(record: &Record, way: Way) -> Option<(&'static Field, i128)> {
    let number = match way.list {
        None => look(record, way, None).and_then(|(_, value)| whole(value))?,
        Some(list) => {
            let all = rows(record, list).iter().filter_map(|row| whole(&row.values[way.field]));
            all.into_iter().try_fold(0_i128, i128::checked_add)?
        }
    };
    Some((field_of(record.kind.shape, way), number))
}

pub fn field_of(shape: &'static Shape, way: Way) -> &'static Field {
    match way.list.and_then(|list| shape.fields[list].of.rows_of()) {
        Some(rows) => &rows.fields[way.field],
        None => &shape.fields[way.field],
    }
}
