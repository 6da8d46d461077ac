//! Internal questions over units: what two of them share is read again, one unit after another, and compared.

use std::collections::BTreeSet;

use super::unit::ask::{books, row_names};
use crate::check::across::{Looked, Shared};
use crate::finding::Report;
use crate::read::{self, Inputs};
use crate::run::context::{Stop, UnitDone};

/// Asks what takes two units to ask. Of each unit there are digests; only what two of them have is held as it is.
pub fn ask(inputs: &Inputs, done: &[UnitDone], report: &mut Report) -> Result<(), Stop> {
    let of_unit = |(at, done): (usize, &'_ UnitDone)| -> Vec<(u64, usize)> {
        done.traces.iter().map(|trace| (*trace, at)).collect()
    };
    let mut all: Vec<(u64, usize)> = done.iter().enumerate().flat_map(of_unit).collect();
    all.sort_unstable();
    let (mut digests, mut units) = (BTreeSet::new(), BTreeSet::new());
    for pair in all.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        digests.insert(pair[0].0);
        units.extend([pair[0].1, pair[1].1]);
    }
    let mut shared = Shared::default();
    for at in units {
        let plan = &inputs.plan.units[at];
        // What is wrong in its files was told when they were read first.
        let mut told = Report::default();
        let records =
            read::unit(inputs.project, plan, (&inputs.kinds, inputs.as_of), false, &mut told)?;
        let names = row_names(inputs, &records, &mut told)?;
        let books = books(inputs, plan, &records, (&[], true));
        let (name, others) = (plan.unit.name.as_str(), records.others.as_slice());
        shared.add(&Looked { at, name, books: &books, others, names: &names }, &digests);
    }
    shared.ask(&inputs.portal, &inputs.office, report);
    Ok(())
}
