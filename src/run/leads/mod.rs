//! Where the links of prose lead: to a page of any unit, as people write it; to one that is held back; or nowhere.

mod told;
mod ways;

use std::collections::BTreeSet;

pub use self::told::{
    hrefs, is_to_another, of_record, others_are_there, own_are_there, root_is_there, unit_of,
};
pub use self::ways::{Ways, ways};

use crate::read::Inputs;
use crate::read::UnitPlan;
use crate::waist::decoded;

/// Where a link leads.
pub enum Lead {
    /// To a file of the site: its path from the root, what follows a `?`, and the place on it.
    To {
        path: String,
        query: String,
        fragment: String,
    },
    HeldBack(Held),
    /// To a file of the content that is no page.
    File(String),
    Nowhere,
}

/// Why a page that was meant is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    Audience,
    /// Its day of publication has not come.
    Coming,
    Ended,
    Removed,
    Blocked,
}

/// The text in which a link stands: its file, the folder of its page, and the pages it may lead to.
pub struct Origin<'a> {
    pub inputs: &'a Inputs<'a>,
    pub ways: &'a Ways,
    pub plan: &'a UnitPlan,
    pub file: &'a str,
    pub folder: &'a str,
}

/// A link taken apart.
struct Typed {
    place: String,
    query: String,
    fragment: String,
}

impl Typed {
    fn of(to: &str) -> Typed {
        let (before, fragment) = to.split_once('#').unwrap_or((to, ""));
        let (place, query) = before.split_once('?').unwrap_or((before, ""));
        let place = decoded(place.trim()).replace('\\', "/");
        Typed { place, query: query.to_string(), fragment: fragment.trim().to_string() }
    }

    fn to(self, path: String) -> Lead {
        Lead::To { path, query: self.query, fragment: self.fragment }
    }
}

/// Reads a link as it may be meant: as a file of the content, an id, or a page of the site; from where it stands, or
/// from the top.
pub fn resolve(origin: &Origin, to: &str) -> Lead {
    let typed = Typed::of(to);
    if typed.place.is_empty() {
        return match origin.ways.page(origin.file) {
            Some(_) if to.is_empty() => Lead::Nowhere,
            Some(way) => {
                Lead::To { path: way.html(), query: typed.query, fragment: typed.fragment }
            }
            None => Lead::Nowhere,
        };
    }
    let in_content = in_content(origin, &typed.place);
    for path in &in_content {
        if let Some(lead) = of_file(origin, path, &typed) {
            return lead;
        }
    }
    let on_the_site = on_the_site(origin, &typed.place);
    let known = on_the_site.iter().find_map(|path| origin.ways.page(page_of(path)));
    if let Some(way) = known.or_else(|| of_id(origin, &typed.place)) {
        return way.lead(typed);
    }
    let file =
        in_content.into_iter().find_map(|path| Some((unit_of_file(origin.inputs, &path)?, path)));
    match (on_the_site.into_iter().find(|path| may_be(origin.inputs, path)), file) {
        (_, Some((unit, _))) if origin.ways.is_blocked(unit) => Lead::HeldBack(Held::Blocked),
        (_, Some((_, file))) => Lead::File(file),
        (Some(path), None) => match origin.ways.is_blocked(&path) {
            true => Lead::HeldBack(Held::Blocked),
            false => typed.to(path),
        },
        (None, None) => Lead::Nowhere,
    }
}

/// Whether a file of the site could be there: at the top, of a unit by an id it has or had, or in a folder of our own.
fn may_be(inputs: &Inputs, path: &str) -> bool {
    let Some((first, _)) = path.split_once('/') else { return true };
    let former = || inputs.plan.units.iter().flat_map(|plan| &plan.unit.formerly);
    inputs.units.contains_key(first)
        || crate::read::RESERVED.contains(&first)
        || former().any(|former| former == first)
}

/// The paths in the project that an address may name.
pub fn in_content(origin: &Origin, place: &str) -> Vec<String> {
    let beside = origin.file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let from_the_top = place.trim_start_matches('/');
    let mut paths = Vec::new();
    if !place.starts_with('/') {
        paths.extend(joined(beside, place));
    }
    paths.extend(
        ["", "content", "content/units"].iter().filter_map(|top| joined(top, from_the_top)),
    );
    paths
}

/// A folder and the steps from there; nothing where they lead out.
fn joined(folder: &str, steps: &str) -> Option<String> {
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in steps.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()?),
            step => path.push(step),
        }
    }
    Some(path.join("/"))
}

fn unit_of_file<'s>(inputs: &'s Inputs, path: &str) -> Option<&'s str> {
    let holds = |plan: &&UnitPlan| plan.files.iter().any(|file| **file == *path);
    inputs.plan.units.iter().find(holds).map(|plan| plan.unit.id.as_str())
}

/// The page that a file of the content became; the front page of a unit by its folder or its head.
fn of_file(origin: &Origin, path: &str, typed: &Typed) -> Option<Lead> {
    let typed =
        |path| Typed { place: path, query: typed.query.clone(), fragment: typed.fragment.clone() };
    if let Some(way) = origin.ways.page(path).filter(|_| path.starts_with("content/")) {
        return Some(way.lead(typed(String::new())));
    }
    let head = |plan: &&UnitPlan| {
        let head = &*plan.source.path;
        path == head || head.strip_suffix("/unit.yaml") == Some(path)
    };
    let unit = origin.inputs.plan.units.iter().find(head)?;
    Some(front(origin, &unit.unit.id, typed(String::new())))
}

fn front(origin: &Origin, unit: &str, typed: Typed) -> Lead {
    let path = format!("{unit}/index.html");
    match origin.ways.is_blocked(&path) {
        true => Lead::HeldBack(Held::Blocked),
        false => typed.to(path),
    }
}

/// The record that an id names: of this unit, of another as `unit/id`, or of any that is known.
fn of_id<'o>(origin: &'o Origin, place: &str) -> Option<&'o ways::Way> {
    let id = place.trim_matches('/').to_lowercase();
    let own = format!("{}/{id}", origin.plan.unit.id);
    let ways = origin.ways;
    ways.page(&own).or_else(|| ways.page(&id)).or_else(|| ways.of_any_unit(&id))
}

/// The files of the site that an address may name, the likeliest first.
fn on_the_site(origin: &Origin, place: &str) -> Vec<String> {
    let from_here = format!("{}/{}", origin.plan.unit.id, origin.folder);
    let from_the_top = joined("", place.trim_start_matches('/'));
    let from_here = joined(&from_here, place).filter(|_| !place.starts_with('/'));
    let units: BTreeSet<&str> = origin.inputs.units.keys().map(String::as_str).collect();
    let first = |path: &String| units.contains(path.split('/').next().unwrap_or_default());
    // `liutang/finance/2026-03.html` is written from the top, with or without a slash.
    let named = place.starts_with('/') || from_the_top.as_ref().is_some_and(first);
    let both = if named { [from_the_top, from_here] } else { [from_here, None] };
    both.into_iter().flatten().map(|path| whole(origin.inputs, path, place)).collect()
}

/// An address with the ending it may go without.
fn whole(inputs: &Inputs, path: String, place: &str) -> String {
    let last = path.rsplit('/').next().unwrap_or_default();
    let folder = last == "finance"
        || inputs.units.contains_key(&path)
        || path.matches('/').count() == 1 && inputs.kinds.iter().any(|kind| kind.folder == last);
    match last {
        "" => "index.html".to_string(),
        _ if folder || place.ends_with('/') || place.ends_with("..") => {
            format!("{path}/index.html")
        }
        last if last.contains('.') => path,
        _ => format!("{path}.html"),
    }
}

/// The address of a page, as [`Ways`] know it.
fn page_of(path: &str) -> &str {
    path.strip_suffix(".html").unwrap_or(path)
}
