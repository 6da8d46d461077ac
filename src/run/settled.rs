//! Where units with mistakes stay away, what leads to them becomes words alone.

use std::collections::BTreeSet;

use super::leads::{is_to_another, unit_of};
use crate::run::context::{Edition, Run, Stop, UnitDone};
use crate::run::unit;

/// Makes units again whose prose leads to what turned out not to be there: to a unit that is blocked, or to a page of
/// another unit that was never made, which blocks the unit itself. Asked only where a build goes on without the blocked.
pub fn settled(
    run: &Run,
    done: &mut [UnitDone],
    edition: Option<&dyn Edition>,
) -> Result<(), Stop> {
    if !run.inputs.options.keep_going {
        return Ok(());
    }
    let mut ways = run.ways.clone();
    loop {
        let both = || run.inputs.plan.units.iter().zip(done.iter());
        let blocked = both().filter(|(_, done)| done.report.blocks());
        let blocked: BTreeSet<String> = blocked.map(|(plan, _)| plan.unit.id.clone()).collect();
        let mut gone = BTreeSet::new();
        let mut again = Vec::new();
        for (at, (plan, done)) in both().enumerate().filter(|(_, (_, done))| !done.report.blocks())
        {
            let others = done.links.iter().filter(|(key, _)| is_to_another(run, plan, key));
            for (key, _) in others {
                let lost = blocked.contains(unit_of(key));
                if lost || !run.found.has(key) {
                    again.push(at);
                }
                if !lost && !run.found.has(key) {
                    gone.insert(key.clone());
                }
            }
        }
        again.dedup();
        if again.is_empty() {
            return Ok(());
        }
        ways = ways.without(blocked, gone);
        for at in again {
            let run = Run { ways: &ways, ..*run };
            done[at] = unit::unit(&run, &run.inputs.plan.units[at], edition)?;
        }
    }
}
