//! F5, internal until a statement says what came of it: who was paid or chosen is a declared relative of an official.

use super::Shelf;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::private::{Named, Relative};
use crate::kind::record::Record;
use crate::model::Said;
use crate::model::spelling::one_form;
use crate::source::Source;

/// Somebody a record names, with the field that does.
struct Met<'a> {
    field: String,
    name: &'a str,
    /// Empty where only a name is known.
    key: &'a str,
}

pub fn check(shelf: &Shelf, source: &Source, record: &Record, report: &mut Report) {
    if !shelf.books.internal || shelf.is_settled(record) {
        return;
    }
    for met in met(shelf, record) {
        let found = shelf.books.office.relatives.iter().find(|declared| is_one(declared, &met));
        let Some(Relative { official, relation, .. }) = found else { continue };
        let said = Said::new(
            format!("与{official}申报的亲属（{relation}）相符，核查前不公开，待核实"),
            format!(
                "a relative ({relation}) that {official} declared; not public before it is verified"
            ),
        );
        let finding =
            Finding::new(&rules::RELATIVE_NAMED, &source.path, Place::Field(met.field), said);
        report.push(finding.help(
            "比对、核查后写涉权事项公开（interest/），写明结论；同名不同人的，在 private 里写内部编号区分",
            "verify it and post a statement (interest/) with the verdict; where it is another person, add keys in private/",
        ));
    }
}

/// A statement says which office and what relation; the relative stays unnamed.
pub fn named_in(shelf: &Shelf, source: &Source, statement: &Record, report: &mut Report) {
    let envelope = &statement.envelope;
    let head = [("title", envelope.title.as_str()), ("plain", &envelope.plain)];
    let own = ["post", "matter", "explanation"].map(|field| (field, statement.text(field)));
    for (field, text) in head.into_iter().chain(own) {
        let text = one_form(text);
        let named = |declared: &&Relative| text.contains(&one_form(&declared.relative));
        let Some(declared) = shelf.books.office.relatives.iter().find(named) else { continue };
        let said = Said::new(
            format!("写出了{}申报的亲属姓名", declared.official),
            format!("it names a relative that {} declared", declared.official),
        );
        let place = Place::Field(field.to_string());
        let finding = Finding::new(&rules::RELATIVE_NAMED, &source.path, place, said);
        report.push(finding.help("只写关系，删去姓名", "keep the relation and take the name out"));
    }
}

/// By the office's own word where both have one, else by name.
fn is_one(declared: &Relative, met: &Met) -> bool {
    if !declared.key.is_empty() && !met.key.is_empty() {
        return declared.key == met.key;
    }
    !met.name.is_empty() && one_form(&declared.relative) == one_form(met.name)
}

fn met<'a>(shelf: &Shelf<'a>, record: &'a Record) -> Vec<Met<'a>> {
    let own =
        |name: &'static str| Met { field: name.to_string(), name: record.text(name), key: "" };
    match record.kind.key {
        "contract" => vec![own("lessee")],
        "project" => {
            let won = record.list("bidders").enumerate().filter(|(_, bidder)| bidder.flag("won"));
            let won = won.map(|(at, bidder)| Met {
                field: format!("bidders.{at}.firm"),
                name: bidder.text("firm"),
                key: "",
            });
            let mut all: Vec<Met> = won.collect();
            if !all.iter().any(|met| one_form(met.name) == one_form(record.text("contractor"))) {
                all.push(own("contractor"));
            }
            all
        }
        "labour" => named(shelf, record, ("jobs", "slip", "job")),
        _ => named(shelf, record, ("rows", "row", "row")),
    }
}

/// The people of a list's rows: the list, the field that joins, the field a question points at.
fn named<'a>(
    shelf: &Shelf<'a>,
    record: &Record,
    (list, joins, field): (&str, &str, &str),
) -> Vec<Met<'a>> {
    let words: Vec<&str> = record.list(list).map(|row| row.text(joins)).collect();
    let met = |named: &'a Named| {
        let at = words.iter().position(|word| *word == named.row)?;
        Some(Met { field: format!("{list}.{at}.{field}"), name: &named.name, key: &named.key })
    };
    shelf.names(record).iter().filter_map(met).collect()
}
