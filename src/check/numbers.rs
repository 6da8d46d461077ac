//! F1, F6, G1: numbers that keep the formulas of their kind, stand in one record alone, and cells of too few people.

use super::Shelf;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::Audience;
use crate::kind::formula;
use crate::kind::people::LEAST;
use crate::kind::record::Record;
use crate::model::Said;
use crate::model::digits::swapped;
use crate::model::shape::{Type, Value};
use crate::model::spelling::one_form;
use crate::source::Source;

/// Numbers that belong to one record of a unit: the kind, the field, and the field within whose choices it counts.
static ONCE: &[(&str, &str, &str)] =
    &[("contract", "contract_no", ""), ("power", "number", "list")];

/// A number that an earlier record of the unit bears.
pub fn once(shelf: &Shelf, source: &Source, record: &Record, report: &mut Report) {
    for (_, field, within) in ONCE.iter().filter(|(kind, ..)| *kind == record.kind.key) {
        let value = |one: &Record, name: &str| {
            let found = one.fields().find(|(known, _)| known.name == name);
            found.map_or(String::new(), |(_, value)| match value {
                Value::Text(text) => one_form(text),
                Value::Count(count) => count.to_string(),
                Value::Choice(choice) => choice.key.to_string(),
                _ => String::new(),
            })
        };
        let order = |one: &Record, of: &Source| (one.envelope.published, of.path.clone());
        let own = (value(record, field), value(record, within));
        let before = |(other, of): &&(Record, Source)| {
            let earlier = order(other, of) < order(record, source);
            let renewed = other.fields().any(|(known, value)| match value {
                Value::Texts(ids) => known.name == "renewed" && ids.contains(&record.envelope.id),
                _ => false,
            });
            let public = other.envelope.audience == Audience::Public
                || other.envelope.audience == record.envelope.audience;
            let same = (value(other, field), value(other, within)) == own;
            earlier && !renewed && public && same
        };
        let found = shelf.others.iter().filter(|(other, _)| other.kind.key == record.kind.key);
        let Some((first, _)) = found.filter(|_| !own.0.is_empty()).find(before) else { continue };
        let at = record.kind.shape.fields.iter().find(|known| known.name == *field);
        let words = at.expect("a declared field").words;
        let id = &first.envelope.id;
        let said = Said::new(
            format!("{}与 {id} 的相同，请核对", words.zh),
            format!("the {} is that of {id} too; please compare", words.en),
        );
        let place = Place::Field(field.to_string());
        report.push(Finding::new(&rules::NUMBER_REPEATED, &source.path, place, said).help(
            "抄错的改正；同一件事列了两次的，删去一条",
            "mend it where it was copied wrong; where one thing stands twice, take one out",
        ));
    }
}

pub fn check(_: &Shelf, source: &Source, record: &Record, report: &mut Report) {
    for difference in formula::differences(record) {
        let rule = match difference.formula.must_hold {
            true => &rules::FORMULA_DIFFERS,
            false => &rules::FORMULA_QUESTIONED,
        };
        let place = Place::Field(difference.place.clone());
        let finding = Finding::new(rule, &source.path, place, difference.said());
        report.push(match swapped(&difference.stated, &difference.reckoned) {
            Some((first, second)) => finding.help(
                format!("像是 {first} 和 {second} 两位数字颠倒了；对照原件改正写错的那个数"),
                format!(
                    "{first} and {second} are swapped, perhaps; put right whichever number is wrong"
                ),
            ),
            None => finding.help("改正写错的那个数", "put right whichever number is wrong"),
        });
    }
    // What is for named people alone has no page and no sheet.
    if record.envelope.audience == Audience::Specific {
        return;
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
