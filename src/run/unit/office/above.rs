//! Whom a unit's pages mask and a unit above names in full: a village's payee in the town's notice, or in a paper with it.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;

use super::words::{self, Words};
use super::{door, in_duty};
use crate::finding::{Finding, Report, rules};
use crate::kind::envelope::Audience;
use crate::model::party::{Names, PartyKind, among};
use crate::read::{self, Inputs, UnitPlan};
use crate::run::context::{Stop, UnitDone};
use crate::run::unit::attachments;
use crate::run::unit::places::locate;
use crate::waist::{self, Medium};

/// Asks every unit that stands above others for those who are masked there. Units leave digests of their names; only of a
/// unit whose files hold one of them the records are read again.
pub fn ask(inputs: &Inputs, done: &[UnitDone], report: &mut Report) -> Result<(), Stop> {
    let units = &inputs.plan.units;
    let mut below: BTreeMap<usize, HashSet<u64>> = BTreeMap::new();
    for (plan, unit) in units.iter().zip(done) {
        let above = std::iter::successors(plan.parent, |at| units[*at].parent);
        above.for_each(|at| below.entry(at).or_default().extend(&unit.masked));
    }
    let one =
        |(at, masked): (&usize, &HashSet<u64>)| of_unit(inputs, &units[*at], &done[*at], masked);
    let told: Result<Vec<Vec<Finding>>, Stop> = below.par_iter().map(one).collect();
    report.findings.extend(told?.into_iter().flatten());
    Ok(())
}

fn of_unit(
    inputs: &Inputs,
    plan: &UnitPlan,
    done: &UnitDone,
    below: &HashSet<u64>,
) -> Result<Vec<Finding>, Stop> {
    let mut found: Vec<String> = Vec::new();
    let texts = [".yaml", ".md", ".csv"];
    let said = plan.files.iter().filter(|file| texts.iter().any(|end| file.ends_with(end)));
    for file in said.filter(|_| !below.is_empty()) {
        found.extend(among(&String::from_utf8_lossy(&inputs.project.bytes(file)?), below));
    }
    found.extend(done.papers.iter().flat_map(|(_, words)| among(words, below)));
    let organisations = &inputs.portal.settings.organisations;
    // Nobody is asked about what may be a body: 农业农村局 is masked where it was paid, and no person.
    found.retain(|name| organisations.kind_of(name) == PartyKind::Person);
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let Some(records) = read::glance(inputs.project, plan, &inputs.kinds)? else {
        return Ok(Vec::new());
    };
    let own = waist::masked(Medium::Web, &inputs.portal, plan, &records);
    let names = Names::of(found.iter().map(String::as_str)).sparing(organisations.names());
    let names = names.without(in_duty(plan, &records));
    let of_papers = done.papers.iter().filter(|(_, words)| {
        // Of whom its own pages mask it was told when the paper went out.
        names.seen(words).iter().any(|one| one.sure && !own.hold(&one.name))
    });
    let mut findings: Vec<Finding> =
        of_papers.map(|(path, _)| attachments::full_name(path)).collect();
    let mut tell = |words: Words, at: &dyn Fn(&words::Spot) -> Finding| {
        let words = words.masked(&own);
        let seen = names.seen(&words.text).into_iter().filter(|one| one.sure);
        findings.extend(seen.map(|one| door::of_masked(at(words.spot(&one).1))));
    };
    for filed in records.ledgers.iter().filter(|f| f.ledger.envelope.audience == Audience::Public) {
        tell(words::of_ledger(filed), &|spot| {
            words::in_ledger(filed, &rules::MASKED_NAMED, spot, door::masked())
        });
    }
    let shown = records.others.iter().filter(|(r, _)| r.envelope.audience == Audience::Public);
    for (record, source) in shown {
        tell(words::of_record(record, source), &|spot| {
            words::in_file(source, &rules::MASKED_NAMED, spot, door::masked())
        });
    }
    locate(plan, &records, findings.iter_mut());
    Ok(findings)
}
