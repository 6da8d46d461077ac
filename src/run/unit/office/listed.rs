//! Private persons whom a unit's texts and papers list by name: below headings such as 户主, behind `低保户：`.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::words::{self, Spot, Words};
use crate::attachment::Inside;
use crate::finding::{Finding, Place, Report, Rule, rules};
use crate::kind::envelope::Audience;
use crate::model::Said;
use crate::model::party::{Listed, Names, Whose, may_list, names_listed};
use crate::read::{Inputs, Records, UnitPlan};
use crate::source::Source;
use crate::waist::unmarked;

/// Asks the texts of a unit, masked as they will be: of those kept back each piece, of others the first of a file.
pub fn ask(
    inputs: &Inputs,
    (plan, records): (&UnitPlan, &Records),
    masked: &Names,
    report: &mut Report,
) {
    let asked = Asked { inputs, plan, records };
    // A file is read apart only where names are listed as it lies: few are.
    let lists =
        |source: &Source| may_list(&source.text) && !asked.names(&bare(&source.text)).is_empty();
    let shown = records.ledgers.iter().filter(|f| f.ledger.envelope.audience == Audience::Public);
    for filed in shown {
        let lines = filed.lines.as_ref().map(|(source, _)| source).into_iter();
        let tables = filed.tables.iter().map(|table| &table.source);
        if [&filed.source].into_iter().chain(lines).chain(tables).any(lists) {
            let at = |rule, spot: &Spot, said| words::in_ledger(filed, rule, spot, said);
            asked.words(words::of_ledger(filed).masked(masked), &at, report);
        }
    }
    let shown = records.others.iter().filter(|(r, _)| r.envelope.audience == Audience::Public);
    for (record, source) in shown {
        let tables = record.tables.iter().map(|table| &table.source);
        if [source].into_iter().chain(tables).any(lists) {
            let at = |rule, spot: &Spot, said| words::in_file(source, rule, spot, said);
            asked.words(words::of_record(record, source).masked(masked), &at, report);
        }
    }
}

/// Asks a paper that goes with a record; each rule tells of it once.
pub fn of_paper(
    inputs: &Inputs,
    (plan, records): (&UnitPlan, &Records),
    (path, inside): (&Arc<str>, &Inside),
    report: &mut Report,
) {
    let asked = Asked { inputs, plan, records };
    let mut told: Vec<&Rule> = Vec::new();
    for (nth, (_, text)) in inside.texts.iter().enumerate() {
        for one in asked.names(text) {
            let rule = rule(&one);
            if told.iter().any(|known| std::ptr::eq(*known, rule)) {
                continue;
            }
            told.push(rule);
            let place = inside.place(nth, one.span.start);
            let said = said(rule);
            let said = Said::new(
                format!("附件的{}：{}", place.zh, said.zh),
                format!("{}: {}", place.en, said.en),
            );
            report.push(helped(Finding::new(rule, path, Place::File, said)));
        }
    }
}

/// A file's text without what stands around its words: marks of emphasis, quotation marks, the brackets of YAML.
fn bare(text: &str) -> String {
    let kept = |c: char| match c {
        '`' | '"' | '\'' => None,
        '{' | '}' | '[' | ']' => Some('\n'),
        c => Some(c),
    };
    // Line by line: a long table is no paragraph of words.
    let lines = text.split_inclusive('\n').map(|line| unmarked(line.trim_start()));
    lines.flat_map(|line| line.chars().filter_map(kept).collect::<Vec<char>>()).collect()
}

struct Asked<'a> {
    inputs: &'a Inputs<'a>,
    plan: &'a UnitPlan,
    records: &'a Records,
}

impl Asked<'_> {
    /// The names that a text lists; people in office are named on purpose, but not as somebody who is kept back.
    fn names(&self, text: &str) -> Vec<Listed> {
        let mut names = names_listed(text, &self.inputs.portal.settings.organisations);
        if !names.is_empty() {
            let in_duty = Names::of(super::in_duty(self.plan, self.records));
            let meant = |one: &Listed| {
                one.whose == Whose::KeptBack || !in_duty.hold(&text[one.span.clone()])
            };
            names.retain(meant);
        }
        names
    }

    fn words(
        &self,
        words: Words,
        at: &dyn Fn(&'static Rule, &Spot, Said) -> Finding,
        report: &mut Report,
    ) {
        let (mut pieces, mut asked) = (BTreeSet::new(), false);
        for one in self.names(&words.text) {
            let rule = rule(&one);
            let (piece, spot) = words.spot_at(one.span.start);
            let first = match std::ptr::eq(rule, &rules::KEPT_BACK_NAMED) {
                true => pieces.insert(piece),
                false => !std::mem::replace(&mut asked, true),
            };
            if first {
                report.push(helped(at(rule, spot, said(rule))));
            }
        }
    }
}

/// In running words it may be something else than a name, so that is asked.
fn rule(one: &Listed) -> &'static Rule {
    match one.announced && one.whose == Whose::KeptBack {
        true => &rules::KEPT_BACK_NAMED,
        false => &rules::PERSON_LISTED,
    }
}

fn said(rule: &Rule) -> Said {
    match std::ptr::eq(rule, &rules::KEPT_BACK_NAMED) {
        true => Said::new(
            "这里写出了低保、残疾、患病的人、未成年人或投诉人的姓名",
            "somebody poor, sick, disabled, under age or who complained is named here",
        ),
        false => Said::new(
            "这里列出了个人的姓名，会照原样公开",
            "private persons are listed here by name, which is published as it stands",
        ),
    }
}

fn helped(finding: Finding) -> Finding {
    match std::ptr::eq(finding.rule, &rules::KEPT_BACK_NAMED) {
        true => finding.help(
            "删去姓名，只写户数、人数；不是姓名的换一种写法",
            "leave the names out and write how many; write what is no name another way",
        ),
        false => finding.help(
            "写成 张*，或只写户数；是干部的写上职务，或写进 officials；本人同意公开的不用管",
            "write 张* or how many; name the post of people in office, or write them under officials; where the persons agreed, leave it",
        ),
    }
}
