//! F1, F6, G1: numbers that keep the formulas of their kind, and cells of too few people.

use super::Shelf;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::formula;
use crate::kind::people::LEAST;
use crate::kind::record::Record;
use crate::model::Said;
use crate::model::shape::{Type, Value};
use crate::source::Source;

pub fn check(_: &Shelf, source: &Source, record: &Record, report: &mut Report) {
    for difference in formula::differences(record) {
        let rule = match difference.formula.must_hold {
            true => &rules::FORMULA_DIFFERS,
            false => &rules::FORMULA_QUESTIONED,
        };
        let place = Place::Field(difference.place.clone());
        report.push(
            Finding::new(rule, &source.path, place, difference.said())
                .help("改正写错的那个数", "put right whichever number is wrong"),
        );
    }
    for (at, value) in record.values() {
        let (Type::Households, Value::Count(count @ 1..LEAST)) = (at.field.of, value) else {
            continue;
        };
        let words = at.field.words;
        let said = Said::new(
            format!("“{}”只有 {count}，少于 {LEAST}，可能认出是谁", words.zh),
            format!("`{}` is {count}, fewer than {LEAST}: people could be recognised", words.en),
        );
        report.push(
            Finding::new(&rules::CELL_TOO_SMALL, &source.path, Place::Field(at.way()), said).help(
                "和相近的一格合并，如把几个组、几批合成一格；只有一两户的，由上一级合起来公开",
                "merge it with a cell beside it, several groups or batches into one; or let the unit above tell it with others",
            ),
        );
    }
}
