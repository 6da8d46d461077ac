//! Names that the office keeps in `private/`, looked for in what a unit publishes.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::check::Filed;
use crate::finding::{Finding, Place, Report, Rule, rules};
use crate::kind::benefit::is_for_minors;
use crate::kind::envelope::{Audience, Envelope};
use crate::kind::ledger::is_person;
use crate::kind::private::Kept;
use crate::kind::record::Record;
use crate::model::Said;
use crate::model::party::{self, Names};
use crate::model::shape::{Type, Value};
use crate::pipeline::Shop;
use crate::pipeline::plan::UnitPlan;
use crate::pipeline::read::Records;
use crate::source::Source;

/// Asks every text that goes to everyone, after the unit's own persons are masked. A minor's name blocks; any other is
/// told once a record.
pub fn ask(shop: &Shop, plan: &UnitPlan, records: &Records, masked: &Names, report: &mut Report) {
    let Some(kept) = shop.kept else { return };
    let of_minors = records.others.iter().filter(|(record, _)| is_for_minors(record));
    let lists = of_minors.filter_map(|(record, _)| kept.of_rows.get(&record.envelope.id));
    let minors = [&kept.minors].into_iter().chain(lists).collect();
    let in_duty = Names::of(in_duty(plan, records));
    let asked = Asked { shop, kept, minors, in_duty: &in_duty, masked };
    let mut told = Told::default();
    let of_head = |rule, said| plan.source.finding(rule, Place::Field("plain".to_string()), said);
    asked.text(&plan.unit.plain, of_head, &mut told, report);
    for filed in records.ledgers.iter().filter(|f| f.ledger.envelope.audience == Audience::Public) {
        let mut told = Told::default();
        of_envelope(&filed.ledger.envelope, &mut |way, text| {
            let at = |rule, said| filed.finding(rule, way, said);
            asked.text(text, at, &mut told, report);
        });
        of_lines(shop, filed, &mut |place, text| {
            let at = |rule, said| match place {
                Spot::Line(at, field) => filed.at_line(rule, at, field, said),
                Spot::Debt(list, at, field) => {
                    filed.finding(rule, &format!("{list}.{at}.{field}"), said)
                }
            };
            asked.text(text, at, &mut told, report);
        });
    }
    let shown = records.others.iter().filter(|(r, _)| r.envelope.audience == Audience::Public);
    for (record, source) in shown {
        let mut told = Told::default();
        let mut one = |place: Place, text: &str| {
            let at = |rule, said| source.finding(rule, place.clone(), said);
            asked.text(text, at, &mut told, report);
        };
        of_envelope(&record.envelope, &mut |way, text| one(Place::Field(way.to_string()), text));
        of_record(shop, record, source, &mut one);
    }
}

/// Asks the words of a paper that goes with a record.
pub fn of_paper(shop: &Shop, path: &Arc<str>, texts: &[&str], report: &mut Report) {
    let Some(kept) = shop.kept else { return };
    let nobody = Names::default();
    let asked = Asked { shop, kept, minors: vec![&kept.minors], in_duty: &nobody, masked: &nobody };
    let mut told = Told::default();
    for text in texts {
        let at = |rule, said| Finding::new(rule, path, Place::File, said);
        asked.text(text, at, &mut told, report);
    }
}

/// What is looked for.
struct Asked<'a> {
    shop: &'a Shop<'a>,
    kept: &'a Kept,
    minors: Vec<&'a Names>,
    in_duty: &'a Names,
    masked: &'a Names,
}

/// What was told of a record already.
#[derive(Default)]
struct Told {
    name: bool,
    texts: BTreeSet<String>,
}

impl Asked<'_> {
    fn text(
        &self,
        text: &str,
        at: impl Fn(&'static Rule, Said) -> Finding,
        told: &mut Told,
        report: &mut Report,
    ) {
        let text = self.masked.mask(text);
        let mut minor = self.minors.iter().flat_map(|names| self.named(names, &text));
        if minor.any(|distinct| distinct) && told.texts.insert(text.to_string()) {
            let said = Said::new("这里写了未成年人的姓名", "a minor is named here");
            report.push(at(&rules::MINOR_NAMED, said).help(
                "删去姓名，只写户数、人数；同名的成年人写成 张*",
                "leave the name out and write how many; of an adult of that name write 张*",
            ));
            return;
        }
        // A short name of a minor within other words may be a word; it is asked about all the same.
        let short = self.minors.iter().any(|names| !self.named(names, &text).is_empty());
        let other = self.named(&self.kept.others, &text).contains(&true);
        if (short || other) && !std::mem::replace(&mut told.name, true) {
            let said = Said::new(
                "这里写了内部名单（private/）上的姓名",
                "a name of the office's lists (private/) stands here",
            );
            report.push(at(&rules::PRIVATE_NAME, said).help(
                "不该公开的删去，或写成 张*；同名的别人、本人同意的不用管",
                "leave it out or write 张*; nothing to do for a namesake, or with consent",
            ));
        }
    }

    /// Whether each name that stands in the text is surely one; those in office and places apart.
    fn named(&self, names: &Names, text: &str) -> Vec<bool> {
        let organisations = &self.shop.portal.settings.organisations;
        let found = names.found(text).into_iter().filter(|(span, _)| {
            let name = &text[span.clone()];
            !self.in_duty.hold(name) && organisations.may_be_person(name)
        });
        found.map(|(span, _)| party::is_distinct(text, &span)).collect()
    }
}

/// People who act in their duty: their names are told on purpose.
pub fn in_duty<'a>(plan: &'a UnitPlan, records: &'a Records) -> impl Iterator<Item = &'a str> {
    let officials = plan.unit.officials.iter().map(|one| &one.name);
    let contacts = plan.unit.contacts.iter().map(|one| &one.name);
    let lines = records.ledgers.iter().flat_map(|filed| &filed.ledger.lines);
    let signers = lines.flat_map(|line| [&line.handler, &line.witness, &line.approver]);
    let reviewers = records.envelopes().map(|(envelope, _)| &envelope.review.by);
    officials.chain(contacts).chain(signers).chain(reviewers).map(String::as_str)
}

/// The words of an envelope that anybody reads.
fn of_envelope(envelope: &Envelope, tell: &mut dyn FnMut(&str, &str)) {
    tell("title", &envelope.title);
    tell("plain", &envelope.plain);
    tell("basis", &envelope.basis);
    tell("review.opinion", &envelope.review.opinion);
    for (at, one) in envelope.attachments.iter().enumerate() {
        tell(&format!("attachments.{at}.title"), &one.title);
    }
    for (at, one) in envelope.corrections.iter().enumerate() {
        let texts = [("what", &one.what), ("old", &one.old), ("new", &one.new), ("why", &one.why)];
        for (field, text) in texts {
            tell(&format!("corrections.{at}.{field}"), text);
        }
    }
    for (at, one) in envelope.explain.iter().enumerate() {
        tell(&format!("explain.{at}.text"), &one.answer.text);
    }
}

/// Where a ledger says something.
#[derive(Clone, Copy)]
enum Spot {
    Line(usize, &'static str),
    Debt(&'static str, usize, &'static str),
}

fn of_lines(shop: &Shop, filed: &Filed, tell: &mut dyn FnMut(Spot, &str)) {
    let organisations = &shop.portal.settings.organisations;
    for (at, line) in filed.ledger.lines.iter().enumerate() {
        let words = [("text", &line.text), ("decision", &line.decision)];
        for (field, text) in
            words.into_iter().chain([("no_receipt_reason", &line.no_receipt_reason)])
        {
            tell(Spot::Line(at, field), text);
        }
        if !is_person(organisations, &line.party, line.party_type) {
            tell(Spot::Line(at, "party"), &line.party);
        }
    }
    let lists = [("receivables", &filed.ledger.receivables), ("payables", &filed.ledger.payables)];
    for (list, debts) in lists {
        for (at, debt) in debts.iter().enumerate() {
            tell(Spot::Debt(list, at, "origin"), &debt.origin);
            tell(Spot::Debt(list, at, "plan"), &debt.plan);
            if !is_person(organisations, &debt.party, debt.party_type) {
                tell(Spot::Debt(list, at, "party"), &debt.party);
            }
        }
    }
}

/// The fields and the prose of a record. Rows of people never reach the web, and a person's own field is masked.
fn of_record(shop: &Shop, record: &Record, source: &Source, tell: &mut dyn FnMut(Place, &str)) {
    let organisations = &shop.portal.settings.organisations;
    let people: Vec<&str> = record.kind.people.iter().map(|people| people.list).collect();
    for (at, value) in record.values() {
        let way = at.way();
        let hidden = people.iter().any(|list| way.starts_with(&format!("{list}.")));
        match (at.field.of, value) {
            _ if hidden => {}
            (Type::Person, _) => {}
            (Type::Party, Value::Text(text)) if organisations.may_be_person(text) => {}
            (_, Value::Text(text)) => tell(Place::Field(way), text),
            (_, Value::Texts(texts)) => tell(Place::Field(way), &texts.join("\n")),
            _ => {}
        }
    }
    prose(record, source, tell);
}

/// The prose line by line, without the marks of emphasis that may part a name.
fn prose(record: &Record, source: &Source, tell: &mut dyn FnMut(Place, &str)) {
    let Some(from) = source.text.rfind(record.body.trim_end()) else { return };
    let mut at = from;
    for line in record.body.split_inclusive('\n') {
        let plain: String = line.chars().filter(|c| !matches!(c, '*' | '`' | '_' | '~')).collect();
        tell(Place::Bytes(at, at + line.trim_end().len()), &plain);
        at += line.len();
    }
}
