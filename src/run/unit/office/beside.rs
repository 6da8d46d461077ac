//! Names in parties beside words that nobody knows: what stands elsewhere in the unit like one of them is no accident.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{self, Spot, Words};
use crate::finding::{Finding, Report, Rule, rules};
use crate::kind::envelope::Audience;
use crate::kind::ledger::persons_in;
use crate::model::Said;
use crate::model::party::{Names, Organisations, doubtful};
use crate::model::shape::{Type, Value};
use crate::model::spelling::one_form;
use crate::read::{Inputs, Records, UnitPlan};
use crate::waist;

/// Asks the texts of a unit, masked as they will be, for what may be names in its parties; one question a party.
pub fn ask(
    inputs: &Inputs,
    (plan, records): (&UnitPlan, &Records),
    masked: &Names,
    report: &mut Report,
) {
    let parties = parties(&inputs.portal.settings.organisations, records);
    if parties.is_empty() && !masked.has_short() {
        return;
    }
    let in_duty: BTreeSet<&str> = super::in_duty(plan, records).collect();
    let names = Names::of(parties.keys().map(String::as_str)).without(in_duty.iter().copied());
    let short = masked.clone().without(in_duty);
    let mut asked = Asked { parties, names, masked, short, told: BTreeSet::new() };
    let shown = records.ledgers.iter().filter(|f| f.ledger.envelope.audience == Audience::Public);
    for filed in shown {
        let at = |rule, spot: &Spot, said| words::in_ledger(filed, rule, spot, said);
        asked.words(|| words::of_ledger(filed), &at, report);
    }
    let shown = records.others.iter().filter(|(r, _)| r.envelope.audience == Audience::Public);
    for (record, source) in shown {
        let at = |rule, spot: &Spot, said| words::in_file(source, rule, spot, said);
        asked.words(|| words::of_record(record, source), &at, report);
    }
}

/// What may be a name in a party, with the party.
fn parties<'a>(organisations: &Organisations, records: &'a Records) -> BTreeMap<String, &'a str> {
    let mut all = BTreeMap::new();
    let mut add = |party: &'a str, declared: bool| {
        all.extend(doubtful(party, declared).into_iter().map(|name| (one_form(name), party)));
    };
    let mut seen = BTreeSet::new();
    let of_ledgers = records.ledgers.iter().flat_map(waist::ledger::distinct);
    let once = of_ledgers.filter(|(party, of)| seen.insert((*party, of.map(|of| of.key))));
    for (party, stated) in once {
        let persons = persons_in(organisations, party, stated);
        persons.into_iter().for_each(|one| add(one, stated.is_some()));
    }
    for (at, value) in records.others.iter().flat_map(|(record, _)| record.values()) {
        let Value::Text(text) = value else { continue };
        match at.field.of {
            Type::Person => add(text, true),
            Type::Party => {
                organisations.persons_in(text).into_iter().for_each(|one| add(one, false))
            }
            _ => {}
        }
    }
    all
}

struct Asked<'a> {
    /// Those that were not asked about yet.
    parties: BTreeMap<String, &'a str>,
    names: Names,
    masked: &'a Names,
    /// Those whose names of two letters may stand within other words.
    short: Names,
    told: BTreeSet<String>,
}

impl Asked<'_> {
    fn words(
        &mut self,
        words: impl Fn() -> Words,
        at: &dyn Fn(&'static Rule, &Spot, Said) -> Finding,
        report: &mut Report,
    ) {
        if self.parties.is_empty() && !self.short.has_short() {
            return;
        }
        let words = words().masked(self.masked);
        self.within(&words, at, report);
        for one in self.names.seen(&words.text) {
            let Some(party) = self.parties.get(&one.name).copied() else { continue };
            let name = &one.name;
            self.parties.retain(|_, other| *other != party);
            let said = Said::new(
                format!("这里写着 `{name}`，对方 `{party}` 里也有这几个字，分不出是不是姓名"),
                format!(
                    "`{name}` stands here and in the party `{party}`, and may be a person's name"
                ),
            );
            report.push(at(&rules::NAME_IN_PARTY, words.spot(&one).1, said).help(
                "对方只写姓名，其余的话写进摘要，公开时这里也自动遮住；是单位的写 party_type",
                "write the name alone as the party and the rest in the text, then it is masked here too; of a firm or a body write `party_type`",
            ));
        }
    }

    /// Asks of a short name that stands within other words, where nothing is masked.
    fn within(
        &mut self,
        words: &Words,
        at: &dyn Fn(&'static Rule, &Spot, Said) -> Finding,
        report: &mut Report,
    ) {
        for one in self.short.doubted(&words.text) {
            if !self.told.insert(one.name.clone()) {
                continue;
            }
            let name = &one.name;
            let said = Said::new(
                format!("`{name}` 连在别的字里，分不出是不是姓名，这里没有遮"),
                format!(
                    "`{name}` stands within other words and may be a name; it is not masked here"
                ),
            );
            report.push(at(&rules::MASKED_NAMED, words.spot(&one).1, said).help(
                "是姓名的，前后加标点，或写成 张*；是别的词不用改，也可写进 settings.organisations",
                "where it is a name, set a mark beside it or write 张*; other words may stay, or go into settings.organisations",
            ));
        }
    }
}
