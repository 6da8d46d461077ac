//! Questions that take several units to ask: where records lead, ids used twice, how like units compare.

use std::collections::{BTreeMap, BTreeSet};

use crate::check;
use crate::finding::{Finding, Grade, Place, Report, rules};
use crate::model::Said;
use crate::read::Inputs;
use crate::run::context::UnitDone;
use crate::tally::Summary;

/// What takes all units: whether ids are unique, and whether what records lead to is there.
pub fn asked(done: &[UnitDone], above: &BTreeSet<String>, report: &mut Report) {
    one_id_one_record(done, report);
    leads_to_nothing(done, above, report);
}

/// A record that names another one needs its page, wherever in the portal it is.
fn leads_to_nothing(done: &[UnitDone], above: &BTreeSet<String>, report: &mut Report) {
    let known: BTreeSet<&str> =
        done.iter().flat_map(|unit| &unit.pages).map(String::as_str).collect();
    let coming: BTreeSet<&str> =
        done.iter().flat_map(|unit| &unit.coming).map(String::as_str).collect();
    for (unit, (address, finding)) in
        done.iter().flat_map(|unit| unit.leads.iter().map(move |lead| (unit, lead)))
    {
        if !known.contains(address.as_str()) {
            report.push(finding.clone());
        } else if coming.contains(address.as_str())
            && !unit.coming.contains(address)
            && !above.contains(address)
        {
            // Of its own unit and of those above everyone knows; a neighbour's page would be led to and not be there.
            let message = Said::new(
                "这里写的那一份，那个单位还没有公开",
                "the record named here is another unit's and not public yet",
            );
            report.push(Finding { message, ..finding.clone() });
        }
    }
}

/// Questions that take several units to ask. What is only the last good state of a unit is not compared.
pub fn peers(inputs: &Inputs, summaries: &[Option<Summary>], report: &mut Report) {
    let both = summaries.iter().zip(&inputs.plan.units);
    let known = both.filter_map(|(summary, plan)| Some((summary.as_ref()?, &plan.source.path)));
    let fresh: Vec<_> = known.filter(|(summary, _)| !summary.stale).collect();
    check::peers::check(&inputs.portal.settings, &fresh, report);
}

/// Ids are unique in the whole portal, letters' case apart: addresses come from them.
fn one_id_one_record(done: &[UnitDone], report: &mut Report) {
    let mut seen = BTreeMap::new();
    for (id, file) in done.iter().flat_map(|unit| &unit.ids) {
        let Some(first) = seen.insert(id.to_lowercase(), file.clone()) else { continue };
        let said = Said::new(
            format!("编号 `{id}` 已用在 {first}"),
            format!("the id `{id}` is already used in {first}"),
        );
        let mut finding = Finding::new(&rules::DUPLICATE_ID, file, Place::File, said)
            .help("编号不能重用，换一个新的", "an id is never used twice; choose a new one");
        finding.grade = Grade::MustFix;
        report.push(finding);
    }
}
