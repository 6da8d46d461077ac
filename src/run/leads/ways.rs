//! What pages the units have that prose leads to or stands in: read once, before the units.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{Held, Lead, Origin, Typed, in_content, resolve};
use crate::kind::envelope::Envelope;
use crate::kind::record::Form;
use crate::model::party::Names;
use crate::read::{self, Inputs, Records};
use crate::run::context::Stop;
use crate::run::{UnitPlan, later};
use crate::source;
use crate::waist::{self, Desk, Medium};

/// The pages that links of prose may name. Empty where no prose leads into the portal.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// By the file in the content, by unit and id in small letters, and by address.
    pages: BTreeMap<String, Way>,
    /// Units whose pages are in `pages`.
    known: BTreeSet<String>,
    /// Units that are not published, because something in their files blocks it.
    blocked: BTreeSet<String>,
    /// Files of the site that turned out not to be there.
    gone: BTreeSet<String>,
    /// The files of the site that prose leads to, with the places on them.
    pub asked: BTreeMap<String, BTreeSet<String>>,
}

/// A page of a record or of a month.
#[derive(Clone, Debug)]
pub struct Way {
    /// From the root, without its ending.
    pub address: String,
    /// Why it is not there, if it is not.
    held: Option<Held>,
    /// Why its rows are not there.
    rows_held: Option<Held>,
}

impl Way {
    pub fn html(&self) -> String {
        format!("{}.html", self.address)
    }

    pub(super) fn lead(&self, typed: Typed) -> Lead {
        let rows = self.rows_held.filter(|_| !typed.fragment.is_empty());
        match self.held.or(rows) {
            Some(held) => Lead::HeldBack(held),
            None => typed.to(self.html()),
        }
    }
}

impl Ways {
    pub fn page(&self, key: &str) -> Option<&Way> {
        self.pages.get(key)
    }

    /// Whether the unit's own pages are known, so that its links can be judged.
    pub fn knows(&self, plan: &UnitPlan) -> bool {
        self.known.contains(&plan.unit.id)
    }

    /// Whether a file of the site would be one of a unit that is not published.
    pub fn is_blocked(&self, path: &str) -> bool {
        self.blocked.contains(path.split('/').next().unwrap_or_default())
    }

    pub fn of_any_unit(&self, id: &str) -> Option<&Way> {
        let is_id = |key: &str| key.split_once('/').is_some_and(|(_, own)| own == id);
        self.pages.iter().find(|(key, _)| is_id(key)).map(|(_, way)| way)
    }

    /// Whether a place of the site turned out not to be there.
    pub fn is_gone(&self, key: &str) -> bool {
        self.gone.contains(key)
    }

    /// These ways where some units turned out to be blocked, and some files not to be there.
    pub fn without(&self, blocked: BTreeSet<String>, gone: BTreeSet<String>) -> Ways {
        let mut ways = self.clone();
        ways.gone.extend(gone);
        for way in ways.pages.values_mut() {
            if blocked.contains(way.address.split('/').next().unwrap_or_default()) {
                way.held = Some(Held::Blocked);
            }
        }
        ways.blocked.extend(blocked);
        ways
    }

    /// The addresses of a unit's pages that are there.
    pub fn addresses(&self, unit: &str) -> impl Iterator<Item = &str> {
        let top = format!("{unit}/");
        let of_unit =
            self.pages.range(top.clone()..).take_while(move |(key, _)| key.starts_with(&top));
        let there = of_unit.filter(|(key, way)| **key == way.address && way.held.is_none());
        there.map(|(key, _)| key.as_str())
    }

    /// All of it as text, for whoever asks whether it has changed.
    pub fn told(&self) -> String {
        format!("{:?}{:?}", self.pages, self.blocked)
    }
}

/// A link of a text of a unit.
struct Written {
    unit: usize,
    file: String,
    folder: &'static str,
    to: String,
}

/// Reads the links of all prose, then the records of the units they stand in or lead to.
pub fn ways(inputs: &Inputs) -> Result<Ways, Stop> {
    let units = 0..inputs.plan.units.len();
    let read: Result<Vec<_>, Stop> =
        units.into_par_iter().map(|unit| written(inputs, unit)).collect();
    let links: Vec<Written> = read?.into_iter().flatten().collect();
    if links.is_empty() {
        return Ok(Ways::default());
    }
    let mut units = BTreeSet::new();
    for link in &links {
        units.insert(link.unit);
        units.extend(led_to(inputs, link));
    }
    let units: Vec<usize> = units.into_iter().collect();
    let pages: Result<Vec<_>, Stop> = units.par_iter().map(|at| of_unit(inputs, *at)).collect();
    let mut ways = Ways::default();
    for (unit, pages) in units.iter().zip(pages?) {
        let id = inputs.plan.units[*unit].unit.id.clone();
        match pages {
            Some(pages) => {
                ways.pages.extend(pages);
                ways.known.insert(id);
            }
            None => drop(ways.blocked.insert(id)),
        }
    }
    let mut asked: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for link in &links {
        let plan = &inputs.plan.units[link.unit];
        let origin = Origin { inputs, ways: &ways, plan, file: &link.file, folder: link.folder };
        if let Lead::To { path, fragment, .. } = resolve(&origin, &link.to) {
            asked.entry(path).or_default().insert(waist::decoded(&fragment));
        }
    }
    ways.asked = asked;
    Ok(ways)
}

/// The links of one unit's prose. What is wrong with a file is told by whoever reads it.
fn written(inputs: &Inputs, unit: usize) -> Result<Vec<Written>, Stop> {
    let plan = &inputs.plan.units[unit];
    let top = plan.source.path.trim_end_matches("unit.yaml");
    let mut all = Vec::new();
    for file in &plan.files {
        let inside = file.strip_prefix(top).and_then(|inside| inside.split_once('/'));
        let kind = inside.and_then(|(folder, name)| inputs.kinds.of_file(folder, name));
        let Some(kind) = kind.filter(|kind| kind.form == Form::Markdown) else { continue };
        let Ok(bytes) = inputs.project.bytes(file) else { continue };
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        let Some((.., body, _)) = source::split_head(text.trim_start_matches('\u{feff}')) else {
            continue;
        };
        let link = |to| Written { unit, file: file.to_string(), folder: kind.folder, to };
        all.extend(waist::links(body).into_iter().map(|one| link(one.to)));
    }
    Ok(all)
}

/// The units a link may lead to.
fn led_to(inputs: &Inputs, link: &Written) -> Vec<usize> {
    let plan = &inputs.plan.units[link.unit];
    let ways = &Ways::default();
    let origin = Origin { inputs, ways, plan, file: &link.file, folder: link.folder };
    let place = Typed::of(&link.to).place;
    let paths = in_content(&origin, &place);
    let steps = || place.split('/').filter(|step| !matches!(*step, "" | "." | ".."));
    let led = |(_, other): &(usize, &UnitPlan)| {
        let folder = other.source.path.trim_end_matches("unit.yaml");
        let ids = other.unit.formerly.iter().chain([&other.unit.id]);
        paths.iter().any(|path| path.starts_with(folder))
            || ids.into_iter().any(|id| steps().next() == Some(id.as_str()))
    };
    let units = inputs.plan.units.iter().enumerate();
    units.filter(led).map(|(at, _)| at).collect()
}

/// The pages of a unit's records, whether they are there or not; nothing where its files block it.
fn of_unit(inputs: &Inputs, at: usize) -> Result<Option<Vec<(String, Way)>>, Stop> {
    let plan = &inputs.plan.units[at];
    let Some(records) = read::glance(inputs.project, plan, &inputs.kinds)? else { return Ok(None) };
    if plan.told.blocks() {
        return Ok(None);
    }
    Ok(Some(pages(inputs, plan, &records)))
}

fn pages(inputs: &Inputs, plan: &UnitPlan, records: &Records) -> Vec<(String, Way)> {
    let nobody = Names::default();
    let desk = Desk::new(inputs, plan, &nobody, records);
    let mut all = Vec::new();
    let mut add = |file: Option<&str>, id: &str, way: Way| {
        all.extend(file.map(|file| (file.to_string(), way.clone())));
        all.push((format!("{}/{}", plan.unit.id, id.to_lowercase()), way.clone()));
        all.push((way.address.clone(), way));
    };
    let coming = |of: &Envelope| later::is_later(of, inputs.as_of).then_some(Held::Coming);
    for filed in &records.ledgers {
        let audience = filed.ledger.envelope.audience;
        let lines = Medium::Web.shows_lines(audience);
        let way = Way {
            address: waist::ledger::address(&desk, filed.set, filed.period()),
            held: coming(&filed.ledger.envelope)
                .or((!waist::on_the_web(filed)).then_some(Held::Audience)),
            rows_held: (!lines).then_some(Held::Audience),
        };
        add(Some(&filed.source.path), &filed.ledger.envelope.id, way);
    }
    for (record, source) in &records.others {
        let lines = Medium::Web.shows_lines(record.envelope.audience);
        let ended = waist::record::takes_persons_down(&desk, record).then_some(Held::Ended);
        let way = Way {
            address: waist::record::address(&desk, record),
            held: coming(&record.envelope)
                .or((!waist::record::is_shown(&desk, record)).then_some(Held::Audience)),
            rows_held: (!lines).then_some(Held::Audience).or(ended),
        };
        add(Some(&source.path), &record.envelope.id, way);
    }
    for gone in &plan.unit.removed {
        let folder = inputs.kinds.by_key(&gone.kind).map_or("", |kind| kind.folder);
        let address = format!("{}/{folder}/{}", plan.unit.id, gone.id.to_lowercase());
        let held = Some(Held::Removed);
        add(None, &gone.id, Way { address, held, rows_held: held });
    }
    all
}
