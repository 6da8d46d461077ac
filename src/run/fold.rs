//! The fold: summaries become the pages of towns and county, and the portal's own.

use rayon::prelude::*;

use super::press;
use crate::finding::Report;
use crate::run::context::{Run, Stop};
use crate::sink::{Sums, list_of};
use crate::site::{forward, portal as site};
use crate::source::disk::SETTINGS;
use crate::tally::Summary;

/// Writes everything that is made of more than one unit.
pub fn portal(
    run: &Run,
    summaries: &[Option<Summary>],
    mut files: Vec<Sums>,
    report: &mut Report,
) -> Result<(), Stop> {
    let mut door = run.door(report);
    for plan in &run.inputs.plan.units {
        for folder in plan.unit.formerly.iter().chain([&plan.unit.id]) {
            door.close_off(folder, &plan.source.path);
        }
    }
    // What a publication lays beside the site has its address too.
    if run.inputs.portal.targets.iter().any(|target| target.cname.is_some()) {
        door.reserve("CNAME", SETTINGS);
    }
    of_units(run, summaries, &mut files, door.report)?;
    press::put(run, site::own(run.inputs, run.theme, summaries), &mut door)?;
    for ((plan, summary), files) in run.inputs.plan.units.iter().zip(summaries).zip(files) {
        let Some(summary) = summary else { continue };
        let id = &summary.id;
        for former in &plan.unit.formerly {
            let mut old = run.door(door.report);
            press::put(run, forward::unit(run.inputs, id, former, &files), &mut old)?;
            let list = old.close(former)?;
            door.sums.add(&list_of(former), &list);
        }
        door.sums.add(&list_of(id), files.text(id).as_bytes());
    }
    door.close("")?;
    Ok(())
}

/// What stands in the folder of a unit and needs others joins its files: the front pages of towns and county, the answers
/// of villages. Then each unit's list is closed.
fn of_units(
    run: &Run,
    summaries: &[Option<Summary>],
    files: &mut [Sums],
    report: &mut Report,
) -> Result<(), Stop> {
    let one = |(at, files): (usize, &mut Sums)| {
        let (plan, mut told) = (&run.inputs.plan.units[at], Report::default());
        let Some(summary) = &summaries[at] else { return Ok(told) };
        let origin = plan.source.path.clone();
        let mut door = run.door(&mut told).among(std::mem::take(files), &origin);
        if !summary.stale {
            press::put(run, [site::of_unit(run.inputs, at, summary, summaries)], &mut door)?;
        }
        door.close(&plan.unit.id)?;
        *files = door.sums;
        Ok(told)
    };
    let all: Result<Vec<Report>, Stop> = files.par_iter_mut().enumerate().map(one).collect();
    all?.into_iter().for_each(|told| report.absorb(told));
    Ok(())
}
