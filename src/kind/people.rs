//! Lists whose rows are people: what may be told of them are sums of cells of three households at least (domain brief F6).

use std::collections::BTreeSet;

use super::formula::whole;
use super::record::{Entry, Record};
use crate::model::shape::{Choice, Field, Type, Value};
use crate::model::spelling::one_form;
use crate::model::{Money, Quantity};

/// Households or persons below which a cell is not told: who is meant could be recognised.
pub const LEAST: u64 = 3;

/// A list of a kind whose rows are households or persons, or count them. None of its rows leaves for the web, whoever the
/// record is for.
#[derive(Clone, Copy, Debug)]
pub struct People {
    pub list: &'static str,
    /// The field whose words name a cell.
    pub by: &'static str,
    pub households: Households,
    /// Fields that are added up in each cell.
    pub sums: &'static [&'static str],
}

/// How many households a row is.
#[derive(Clone, Copy, Debug)]
pub enum Households {
    /// One; rows with the same word in this field are the same one.
    Rows(&'static str),
    /// As many as this field says.
    Said(&'static str),
}

/// What may be told of some of the rows.
#[derive(Clone, Debug, Default)]
pub struct Cell<'a> {
    /// What its rows are called, in the order of the list; empty where nothing is said.
    pub names: Vec<Name<'a>>,
    pub households: u64,
    /// One a field of [`People::sums`].
    pub sums: Vec<Value>,
}

/// The word that names a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name<'a> {
    None,
    Text(&'a str),
    Choice(&'static Choice),
}

impl<'a> Name<'a> {
    /// The word as the file has it, or may have it.
    pub fn key(&self) -> &'a str {
        match self {
            Name::None => "",
            Name::Text(text) => text,
            Name::Choice(choice) => choice.key,
        }
    }
}

impl People {
    /// The declared fields behind the cells' sums.
    pub fn summed(&self, record: &Record) -> Vec<&'static Field> {
        let found = record.fields().find(|(field, _)| field.name == self.list);
        let shape = found.and_then(|(field, _)| field.of.rows_of()).expect("a declared list");
        let field = |name: &&str| shape.field(shape.position(name, 0).expect("a declared field"));
        self.sums.iter().map(field).collect()
    }

    /// How many households some rows are together.
    pub fn count<'a>(&self, rows: impl Iterator<Item = Entry<'a>>) -> u64 {
        match self.households {
            Households::Said(field) => {
                rows.filter_map(|row| row.count(field)).fold(0, u64::saturating_add)
            }
            Households::Rows(field) => {
                let (mut alone, mut named) = (0, BTreeSet::new());
                for row in rows {
                    match row.text(field) {
                        "" => alone += 1,
                        word => drop(named.insert(one_form(word))),
                    }
                }
                alone + named.len() as u64
            }
        }
    }

    /// The rows in cells, each with enough households: one that has too few is joined with the next, the last with the one
    /// before. What is left of the whole when a cell is taken away is again such cells. `None` where all rows together are
    /// too few.
    pub fn cells<'a>(&self, rows: impl Iterator<Item = Entry<'a>>) -> Option<Vec<Cell<'a>>> {
        let mut of_name: Vec<(Name, Vec<Entry>)> = Vec::new();
        for row in rows {
            let name = name(&row, self.by);
            match of_name.iter_mut().find(|(known, _)| *known == name) {
                Some((_, rows)) => rows.push(row),
                None => of_name.push((name, vec![row])),
            }
        }
        let mut joined: Vec<(Vec<Name>, Vec<Entry>)> = Vec::new();
        for (name, rows) in of_name {
            match joined.last_mut().filter(|(_, rows)| !self.is_enough(rows)) {
                Some((names, before)) => {
                    names.push(name);
                    before.extend(rows);
                }
                None => joined.push((vec![name], rows)),
            }
        }
        if joined.len() > 1 && joined.last().is_some_and(|(_, rows)| !self.is_enough(rows)) {
            let (names, rows) = joined.pop().expect("more than one");
            let last = joined.last_mut().expect("more than one");
            last.0.extend(names);
            last.1.extend(rows);
        }
        let cells = joined.into_iter().map(|(names, rows)| {
            self.is_enough(&rows).then(|| Cell {
                names,
                households: self.count(rows.iter().copied()),
                sums: self.sums.iter().map(|field| sum(&rows, field)).collect(),
            })
        });
        cells.collect()
    }

    fn is_enough(&self, rows: &[Entry]) -> bool {
        self.count(rows.iter().copied()) >= LEAST
    }
}

fn name<'a>(row: &Entry<'a>, field: &str) -> Name<'a> {
    match (row.choice(field), row.text(field)) {
        (Some(choice), _) => Name::Choice(choice),
        (None, "") => Name::None,
        (None, text) => Name::Text(text),
    }
}

/// What a field of some rows comes to; nothing where it is too much to be told.
fn sum(rows: &[Entry], field: &str) -> Value {
    let Some(of) = rows.first().map(|row| row.field(field).of) else { return Value::Absent };
    let all = rows.iter().filter_map(|row| whole(row.value(field)));
    let sum = all.into_iter().try_fold(0_i128, i128::checked_add);
    match (of, sum.and_then(|sum| i64::try_from(sum).ok())) {
        (Type::Money, Some(fen)) => Value::Money(Money::from_fen(fen)),
        (Type::Quantity(_), Some(parts)) => Value::Quantity(Quantity::from_parts(parts)),
        (_, Some(count)) => u64::try_from(count).map_or(Value::Absent, Value::Count),
        _ => Value::Absent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kinds;

    /// Drawings, worked-out columns and sums of rows look at rows one by one.
    #[test]
    fn a_kind_of_people_has_nothing_that_looks_at_their_rows() {
        for kind in Kinds::shipped().iter().filter(|kind| !kind.people.is_empty()) {
            assert!(kind.chart.is_none() && kind.worked.columns.is_empty(), "{}", kind.key);
            assert!(kind.sums.iter().all(|way| way.list.is_none()), "{}", kind.key);
            for people in kind.people {
                let list = kind.shape.fields.iter().find(|field| field.name == people.list);
                let rows = list.and_then(|list| list.of.rows_of()).expect("a list of rows");
                let households = match people.households {
                    Households::Rows(field) | Households::Said(field) => field,
                };
                for name in people.sums.iter().chain([&people.by, &households]) {
                    assert!(rows.position(name, 0).is_some(), "{}: {name}", kind.key);
                }
            }
        }
    }
}
