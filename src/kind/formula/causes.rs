//! Which of a record's differences is the mistake, where others only follow from it down a chain of formulas.

use super::{Difference, Sum, Way, every};
use crate::kind::record::Record;
use crate::model::shape::{Type, Value};
use crate::model::{Money, Quantity};

/// More differences than these are no chain, and are told as they are.
const TRIED_MAX: usize = 40;

/// The differences less those that are gone once another one is put right.
pub fn of(record: &Record, all: Vec<Difference>) -> Vec<Difference> {
    if all.len() < 2 || all.len() > TRIED_MAX {
        return all;
    }
    let (mut mended, mut left) = (record.clone(), places(&all));
    let mut told = Vec::new();
    for cause in all.iter().filter(|one| feeds(record, one.formula.target)) {
        if !left.contains(&cause.place) {
            continue;
        }
        let mut tried = mended.clone();
        let Some(value) = value(cause) else { continue };
        let list = cause.formula.target.list.zip(cause.at);
        tried.set(list, cause.formula.target.field, value);
        let after = places(&every(&tried));
        // Its own is gone in any case; one more is one that followed from it.
        if after.len() + 1 < left.len() && after.iter().all(|place| left.contains(place)) {
            told.push(cause.place.clone());
            (mended, left) = (tried, after);
        }
    }
    all.into_iter().filter(|one| told.contains(&one.place) || left.contains(&one.place)).collect()
}

fn places(all: &[Difference]) -> Vec<String> {
    all.iter().map(|one| one.place.clone()).collect()
}

/// Whether another formula of the kind reckons with the number.
fn feeds(record: &Record, number: Way) -> bool {
    record.kind.formulas.iter().any(|formula| formula.target != number && uses(&formula.of, number))
}

fn uses(sum: &Sum, number: Way) -> bool {
    match sum {
        Sum::Number(_) | Sum::Rows(..) => false,
        Sum::Of(way) | Sum::Total(way, _) => *way == number,
        Sum::Add(a, b) | Sum::Less(a, b) | Sum::Times(a, b) | Sum::Over(a, b) => {
            uses(a, number) || uses(b, number)
        }
    }
}

/// What the number should be, as a value of its field.
fn value(of: &Difference) -> Option<Value> {
    let short = i64::try_from(of.whole).ok()?;
    match of.field.of {
        Type::Money => Some(Value::Money(Money::from_fen(short))),
        Type::Quantity(_) => Some(Value::Quantity(Quantity::from_parts(short))),
        Type::Count | Type::Households => Some(Value::Count(u64::try_from(short).ok()?)),
        _ => None,
    }
}
