//! Board sheets: the same records as the site's on paper, in a run that keeps nothing of the site.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, PoisonError};

use super::{Options, Outcome, leads, press, run_work};
use crate::finding::{Finding, Report};
use crate::kind::private::Named;
use crate::kind::record::Record;
use crate::read;
use crate::run::context::{Edition, Run, Stop};
use crate::sink::{Door, DrySink, Sink, Sums, list_of};
use crate::site::board::{self, Sheets, Wanted};
use crate::source::Source;
use crate::source::disk::Project;
use crate::waist::{self, Desk, Medium};

/// The sheets of the units, as they are made.
struct Board<'a> {
    sink: &'a dyn Sink,
    wanted: &'a Wanted,
    made: Mutex<BTreeMap<String, Made>>,
}

/// What a unit's sheets left: how many they are, and their files.
struct Made {
    count: usize,
    files: Sums,
}

/// Reads, checks and renders as a build does, so that it refuses what a build refuses, and puts sheets into the sink.
/// How many sheets each unit has, in the units' order.
pub fn board(
    project: &Project,
    options: &Options,
    wanted: &Wanted,
    sink: &dyn Sink,
) -> Result<(Outcome, Vec<(String, usize)>), Stop> {
    let board = Board { sink, wanted, made: Mutex::default() };
    let outcome = run_work(project, options, (&DrySink, None), Some(&board))?;
    let made = board.made.into_inner().unwrap_or_else(PoisonError::into_inner);
    let count = |id: &String| Some((id.clone(), made.get(id)?.count));
    let sheets = outcome.units.iter().filter_map(count).collect();
    Ok((outcome, sheets))
}

impl Edition for Board<'_> {
    fn unit(
        &self,
        run: &Run,
        web: &Desk,
        findings: &[Finding],
        report: &mut Report,
    ) -> Result<(), Stop> {
        let in_fields = waist::masked(Medium::Board, &run.inputs.portal, web.plan, web.records);
        let leads =
            |one: &Record, source: &Source| leads::hrefs(run, web.plan, (one, source), (&[], &[]));
        let names = |id: &str, report: &mut Report| -> io::Result<Option<Vec<Named>>> {
            Ok(read::names(run.inputs.project, id, report)?.map(|(names, _)| names))
        };
        let (theme, in_fields, leads, names) = (run.theme, &in_fields, &leads, &names);
        let sheets = Sheets { web: *web, theme, in_fields, findings, leads, names };
        let (outputs, count) = sheets.outputs(self.wanted, report)?;
        if count > 0 {
            let id = &web.plan.unit.id;
            let mut door = Door::new(self.sink, report);
            press::put(run, outputs, &mut door)?;
            door.close(id)?;
            let made = Made { count, files: door.sums };
            let mut all = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            all.insert(id.clone(), made);
        }
        Ok(())
    }

    fn portal(&self, run: &Run, report: &mut Report) -> Result<(), Stop> {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let units = run.inputs.plan.units.iter().map(|plan| &plan.unit.id);
        let sheets: Vec<(&String, &Made)> = units.filter_map(|id| made.get_key_value(id)).collect();
        let mut door = Door::new(self.sink, report);
        let counts: Vec<(&str, usize)> =
            sheets.iter().map(|(id, made)| (id.as_str(), made.count)).collect();
        press::put(run, board::index((run.inputs, run.theme), &counts), &mut door)?;
        for (id, made) in sheets {
            door.sums.add(&list_of(id), made.files.text(id).as_bytes());
        }
        door.close("")?;
        Ok(())
    }
}
