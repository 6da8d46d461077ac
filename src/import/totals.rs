//! What the columns of a record's rows come to, and which of them say a rate and come to nothing.

use std::collections::BTreeSet;

use super::listed::Listed;
use crate::kind::formula::{Sum, Way};
use crate::kind::record::Kind;
use crate::model::shape::{Type, Value};
use crate::model::{Money, Quantity};

impl Listed {
    /// What a column of the rows comes to; nothing where it holds no numbers, or too much.
    pub fn sum(&self, field: usize) -> Option<String> {
        let mut all = (0_i64, None);
        for row in &self.rows {
            let (number, written): (i64, fn(i64) -> String) = match &row.values[field] {
                Value::Money(money) => (money.fen(), |fen| Money::from_fen(fen).to_string()),
                Value::Quantity(quantity) => {
                    (quantity.parts(), |parts| Quantity::from_parts(parts).to_string())
                }
                Value::Count(count) => (i64::try_from(*count).ok()?, |count| count.to_string()),
                Value::Absent => continue,
                _ => return None,
            };
            all = (all.0.checked_add(number)?, Some(written));
        }
        all.1.map(|written| written(all.0))
    }

    /// The fields that say what one of something is paid: the amounts that a formula of their list multiplies. They do not add up.
    pub(super) fn rates(&self, kind: &Kind) -> BTreeSet<usize> {
        let Some(list) = self.layout.list else { return BTreeSet::new() };
        let is_own = |way: &Way| way.list.is_some_and(|at| kind.shape.fields[at].name == list.name);
        let mut factors = Vec::new();
        kind.formulas.iter().for_each(|formula| times(&formula.of, false, &mut factors));
        let own = factors.into_iter().filter(is_own).map(|way| way.field);
        own.filter(|at| matches!(self.layout.shape.field(*at).of, Type::Money)).collect()
    }
}

/// The fields that a formula multiplies.
fn times(of: &Sum, within: bool, factors: &mut Vec<Way>) {
    match of {
        Sum::Of(way) => factors.extend(within.then_some(*way)),
        Sum::Times(one, other) => [one, other].iter().for_each(|sum| times(sum, true, factors)),
        Sum::Add(one, other) | Sum::Less(one, other) | Sum::Over(one, other) => {
            [one, other].iter().for_each(|sum| times(sum, within, factors));
        }
        Sum::Number(_) | Sum::Total(..) | Sum::Rows(..) => {}
    }
}
