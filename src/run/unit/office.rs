//! Names that the office keeps in `private/`, and those that a page masks, looked for in what a unit publishes: in its
//! files, where a finding has a line, and in all that leaves, where no field can be forgotten.

mod above;
mod beside;
mod door;
mod listed;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::words::{Spot, Words};
use crate::finding::{Finding, Place, Report, Rule, rules};
use crate::kind::benefit::is_for_minors;
use crate::kind::envelope::Audience;
use crate::kind::portal::PORTAL;
use crate::kind::private::Kept;
use crate::kind::unit::UNIT;
use crate::model::Said;
use crate::model::party::{Names, Seen};
use crate::read::{Inputs, Records, UnitPlan};
use crate::run::context::{Stop, UnitDone};
use crate::source::Source;

pub use door::{Lists, Net, portal_passed};
pub use listed::of_paper as listed_in_paper;

/// Asks every text that goes to everyone, after the unit's own persons are masked. A minor's name blocks; any other is
/// told once a record.
pub fn ask(
    inputs: &Inputs,
    (plan, records): (&UnitPlan, &Records),
    masked: &Names,
    lists: &Lists,
    report: &mut Report,
) {
    of_others(inputs, plan, &lists.masked, report);
    beside::ask(inputs, (plan, records), masked, report);
    listed::ask(inputs, (plan, records), masked, report);
    of_signers(inputs, records, report);
    let Some(asked) = &lists.asked else { return };
    if asked.may_stand_in([&plan.source]) {
        // No mask is laid on what a unit says of itself but on its plain words.
        let words = words::of_head(&plan.source, &UNIT);
        asked.words(
            words,
            |rule, spot, said| words::in_file(&plan.source, rule, spot, said),
            report,
        );
    }
    for filed in records.ledgers.iter().filter(|f| f.ledger.envelope.audience == Audience::Public) {
        let lines = filed.lines.as_ref().map(|(source, _)| source).into_iter();
        let lines = lines.chain(filed.tables.iter().map(|table| &table.source));
        if asked.may_stand_in([&filed.source].into_iter().chain(lines)) {
            let words = words::of_ledger(filed).masked(masked);
            let at = |rule, spot: &Spot, said| words::in_ledger(filed, rule, spot, said);
            asked.words(words, at, report);
        }
    }
    let shown = records.others.iter().filter(|(r, _)| r.envelope.audience == Audience::Public);
    for (record, source) in shown {
        let tables = record.tables.iter().map(|table| &table.source);
        if !asked.may_stand_in([source].into_iter().chain(tables)) {
            continue;
        }
        let words = words::of_record(record, source).masked(masked);
        let at = |rule, spot: &Spot, said| words::in_file(source, rule, spot, said);
        asked.words(words, at, report);
    }
}

/// Asks the words of a paper that goes with a record.
pub fn of_paper(inputs: &Inputs, path: &Arc<str>, texts: &[&str], report: &mut Report) {
    let Some(kept) = inputs.kept.as_ref() else { return };
    let asked = Asked::of_portal(inputs, kept);
    let at = |rule, _: &Spot, said| Finding::new(rule, path, Place::File, said);
    asked.words(words::of_texts(texts), at, report);
}

/// Asks what the portal says of itself, which stands on every page, and what units say of those below them.
pub fn of_portal(inputs: &Inputs, done: &[UnitDone], report: &mut Report) -> Result<(), Stop> {
    above::ask(inputs, done, report)?;
    let (Some(kept), Some(source)) = (inputs.kept.as_ref(), inputs.settings.as_ref()) else {
        return Ok(());
    };
    let asked = Asked::of_portal(inputs, kept);
    if asked.may_stand_in([source]) {
        let at = |rule, spot: &Spot, said| at_once(source, rule, spot, said);
        asked.words(words::of_head(source, &PORTAL), at, report);
    }
    Ok(())
}

/// Whether the portal or a unit above says in full whom this unit's pages mask.
fn of_others(inputs: &Inputs, plan: &UnitPlan, masked: &Names, report: &mut Report) {
    if masked.is_empty() {
        return;
    }
    let heads = inputs.plan.parents(plan).map(|one| (&one.source, &UNIT));
    for (source, shape) in
        inputs.settings.as_ref().map(|source| (source, &PORTAL)).into_iter().chain(heads)
    {
        if !words::may_name(&[masked], source) {
            continue;
        }
        let words = words::of_head(source, shape);
        for one in masked.seen(&words.text).iter().filter(|one| one.sure) {
            let finding = at_once(source, &rules::MASKED_NAMED, words.spot(one).1, door::masked());
            report.push(door::of_masked(finding));
        }
    }
}

/// A minor who signs may be a namesake, or one in another's place: that is asked.
fn of_signers(inputs: &Inputs, records: &Records, report: &mut Report) {
    let Some(kept) = inputs.kept.as_ref() else { return };
    let mut told = BTreeSet::new();
    for filed in &records.ledgers {
        for (at, line) in filed.ledger.lines.iter().enumerate() {
            let signers = [
                ("handler", &line.handler),
                ("witness", &line.witness),
                ("approver", &line.approver),
            ];
            for (field, name) in signers.into_iter().filter(|(_, name)| kept.minors.hold(name)) {
                if told.insert(name) {
                    let said = Said::new(
                        "签名的人与内部名单（private/）上的未成年人同名",
                        "who signs bears the name of a minor of the office's lists (private/)",
                    );
                    report.push(filed.at_line(&rules::PRIVATE_NAME, at, field, said).help(
                        "是同名的干部就不用改；写错了人就改过来",
                        "leave it where it is an official of that name; otherwise write who signed",
                    ));
                }
            }
        }
    }
}

/// A finding in a file whose places nobody looks up later.
fn at_once(source: &Source, rule: &'static Rule, spot: &Spot, said: Said) -> Finding {
    let mut finding = words::in_file(source, rule, spot, said);
    if let Place::Field(way) = &finding.place {
        let shape = if *source.path == *crate::source::disk::SETTINGS { &PORTAL } else { &UNIT };
        finding.place = source.place(shape, way);
    }
    finding
}

/// What is looked for.
struct Asked<'a> {
    inputs: &'a Inputs<'a>,
    /// The others' first, then the minors'.
    lists: Vec<&'a Names>,
    in_duty: Names,
}

impl<'a> Asked<'a> {
    fn of(inputs: &'a Inputs<'a>, plan: &UnitPlan, records: &Records, kept: &'a Kept) -> Asked<'a> {
        let of_minors = records.others.iter().filter(|(record, _)| is_for_minors(record));
        let lists = of_minors.filter_map(|(record, _)| kept.of_rows.get(&record.envelope.id));
        let lists = [&kept.others, &kept.minors].into_iter().chain(lists).collect();
        Asked { inputs, lists, in_duty: Names::of(in_duty(plan, records)) }
    }

    fn of_portal(inputs: &'a Inputs<'a>, kept: &'a Kept) -> Asked<'a> {
        Asked { inputs, lists: vec![&kept.others, &kept.minors], in_duty: Names::default() }
    }

    /// Whether a file has to be read apart.
    fn may_stand_in<'s>(&self, sources: impl IntoIterator<Item = &'s Source>) -> bool {
        sources.into_iter().any(|source| words::may_name(&self.lists, source))
    }

    /// Tells of the names in a file: of minors one a piece, of others the first.
    fn words(
        &self,
        words: Words,
        at: impl Fn(&'static Rule, &Spot, Said) -> Finding,
        report: &mut Report,
    ) {
        let mut told = BTreeSet::new();
        let mut other: Option<Seen> = None;
        for (list, names) in self.lists.iter().enumerate() {
            for one in names.seen(&words.text).into_iter().filter(|one| self.is_meant(&one.name)) {
                let (piece, spot) = words.spot(&one);
                // A short name of a minor within other words may be a word; it is asked about all the same.
                if list > 0 && one.sure {
                    if told.insert(piece) {
                        let said = Said::new("这里写了未成年人的姓名", "a minor is named here");
                        report.push(door::of_minor(at(&rules::MINOR_NAMED, spot, said)));
                    }
                } else if (list > 0 || one.sure)
                    && other.as_ref().is_none_or(|first| one.span.start < first.span.start)
                {
                    other = Some(one);
                }
            }
        }
        let Some(one) = other else { return };
        let (piece, spot) = words.spot(&one);
        if !told.contains(&piece) {
            let said = Said::new(
                "这里写了内部名单（private/）上的姓名",
                "a name of the office's lists (private/) stands here",
            );
            report.push(door::of_private(at(&rules::PRIVATE_NAME, spot, said)));
        }
    }

    /// Those in office are named on purpose, and a place is no person.
    fn is_meant(&self, name: &str) -> bool {
        !self.in_duty.hold(name) && self.inputs.portal.settings.organisations.may_be_person(name)
    }
}

/// Names of minors that are also those of people in office, whom the portal's own pages may name.
pub fn namesakes(inputs: &Inputs, plan: &UnitPlan, records: &Records) -> Vec<String> {
    let Some(kept) = inputs.kept.as_ref() else { return Vec::new() };
    let same = in_duty(plan, records).filter(|name| kept.minors.hold(name));
    same.map(str::to_string).collect()
}

/// People who act in their duty: their names are told on purpose.
pub fn in_duty<'a>(plan: &'a UnitPlan, records: &'a Records) -> impl Iterator<Item = &'a str> {
    let officials = plan.unit.officials.iter().map(|one| &one.name);
    let contacts = plan.unit.contacts.iter().map(|one| &one.name);
    let suppressing = plan.unit.suppress.iter().map(|one| &one.by);
    let lines = records.ledgers.iter().flat_map(|filed| &filed.ledger.lines);
    let signers = lines.flat_map(|line| [&line.handler, &line.witness, &line.approver]);
    let reviewers = records.envelopes().map(|(envelope, _)| &envelope.review.by);
    let explaining = records.envelopes().flat_map(|(envelope, _)| &envelope.explain);
    let explaining = explaining.map(|one| &one.answer.by);
    let heads = officials.chain(contacts).chain(suppressing);
    heads.chain(signers).chain(reviewers).chain(explaining).map(String::as_str)
}
