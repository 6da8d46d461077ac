//! Titles of the records that other units lead to: guides and powers of towns and county, read once, before the units.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::later;
use crate::kind::Kinds;
use crate::model::shape::{Shape, Type};
use crate::read::{self, Inputs, UnitPlan};
use crate::run::context::Stop;
use crate::waist::{self, Desk, Medium};

/// By the records' addresses, of the units that stand above others. They are masked as on their own pages. Of a
/// unit with mistakes nothing is taken; they are told where they belong. With them the addresses of records that are
/// not public yet.
pub fn titles(inputs: &Inputs) -> Result<(BTreeMap<String, String>, BTreeSet<String>), Stop> {
    let led_to = led_to(&inputs.kinds);
    let above: BTreeSet<usize> = inputs.plan.units.iter().filter_map(|unit| unit.parent).collect();
    let above = above.into_iter().map(|at| &inputs.plan.units[at]).collect::<Vec<_>>();
    let of_one = |plan: &&UnitPlan| one(inputs, plan, &led_to);
    let all: Result<Vec<_>, Stop> = above.par_iter().map(of_one).collect();
    let (mut titles, mut coming) = (BTreeMap::new(), BTreeSet::new());
    for (titled, later) in all? {
        titles.extend(titled);
        coming.extend(later);
    }
    Ok((titles, coming))
}

/// Titles by address, and addresses that have no page yet.
type Titled = (Vec<(String, String)>, BTreeSet<String>);

fn one(inputs: &Inputs, plan: &UnitPlan, led_to: &BTreeSet<&'static str>) -> Result<Titled, Stop> {
    let folder = plan.source.path.trim_end_matches("unit.yaml");
    let of_such = |file: &str| {
        let inside = file.strip_prefix(folder).and_then(|inside| inside.split_once('/'));
        let kind = inside.and_then(|(folder, name)| inputs.kinds.of_file(folder, name));
        kind.is_some_and(|kind| led_to.contains(kind.key))
    };
    if !plan.files.iter().any(|file| of_such(file)) {
        return Ok(Titled::default());
    }
    let Some(mut records) = read::glance(inputs.project, plan, &inputs.kinds)? else {
        return Ok(Titled::default());
    };
    later::hold_back(inputs, plan, &mut records);
    let names = waist::masked(Medium::Web, &inputs.portal, plan, &records);
    let desk = Desk::new(inputs, plan, &names, &records);
    let such = records.others.iter().filter(|(record, _)| led_to.contains(record.kind.key));
    let titled = such.filter_map(|(record, _)| {
        Some((waist::record::address(&desk, record), waist::record::page_title(&desk, record)?))
    });
    let titled = titled.collect();
    Ok((titled, records.coming))
}

/// The kinds that records name, by their keys.
fn led_to(kinds: &Kinds) -> BTreeSet<&'static str> {
    fn of(shape: &'static Shape, all: &mut BTreeSet<&'static str>) {
        for field in shape.fields() {
            match field.of {
                Type::Record(kind) => drop(all.insert(kind)),
                Type::List(shape) | Type::Group(shape) => of(shape, all),
                _ => {}
            }
        }
    }
    let mut all = BTreeSet::new();
    kinds.iter().for_each(|kind| of(kind.shape, &mut all));
    all
}
