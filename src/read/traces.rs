//! What is left of files that are gone: litter beside which the file it is of does not stand, and units in hidden folders.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use super::{Plan, meant};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::{FINANCE, Kinds};
use crate::model::{Said, Words};
use crate::source::disk::Project;
use crate::source::litter::{self, Litter};

/// Tells of them. Where the last build had the record, its loss is an error of its own.
pub fn traces(
    project: &Project,
    (files, left): (&[Arc<str>], &[Arc<str>]),
    (plan, kinds): (&Plan, &Kinds),
    report: &mut Report,
) -> io::Result<()> {
    let there: BTreeSet<&str> = files.iter().map(|file| &**file).collect();
    let look = Look { there: &there, plan, kinds };
    for file in left {
        let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
        let Some((of, what)) = litter::trace(name) else { continue };
        // `second.tmp` says nothing of its ending, and its text says that it is a record.
        let nameless = || {
            let bytes = project.bytes(file).ok()?;
            std::str::from_utf8(&bytes).ok().filter(|text| super::is_like_record(text))?;
            look.missing(&format!("{folder}/{of}.yaml"))
        };
        if let Some(right) = look.missing(&format!("{folder}/{of}")).or_else(nameless) {
            report.push(left_of(file, &right, what));
        }
    }
    for file in project.hidden("content")? {
        look.hidden(&file, report);
    }
    Ok(())
}

struct Look<'a> {
    there: &'a BTreeSet<&'a str>,
    plan: &'a Plan,
    kinds: &'a Kinds,
}

impl Look<'_> {
    /// The name of the record that a path is, or nearly is, where it is not there.
    fn missing(&self, path: &str) -> Option<String> {
        let heads =
            self.plan.units.iter().map(|unit| unit.source.path.trim_end_matches("unit.yaml"));
        let unit = heads.filter(|unit| path.starts_with(*unit)).max_by_key(|unit| unit.len());
        let inside = unit.and_then(|unit| {
            meant::in_unit(&path[unit.len()..], self.kinds).map(|right| format!("{unit}{right}"))
        });
        // A unit stands where no unit is above it, and below every one.
        let is_unit = || path.starts_with("content/units/") && path.ends_with("/unit.yaml");
        let right = inside.or_else(|| is_unit().then(|| path.to_string()))?;
        // Lines and the month they belong to are one record.
        let stem = right.rsplit_once('.').map_or(&*right, |(stem, _)| stem);
        let stands = [".yaml", ".csv", ".md"]
            .iter()
            .any(|ending| self.there.contains(&*format!("{stem}{ending}")));
        (!stands && !self.there.contains(path)).then_some(right)
    }

    /// A unit's head, or a month, in a folder that is passed over: what would stand where the folder were not hidden.
    fn hidden(&self, file: &Arc<str>, report: &mut Report) {
        let parts: Vec<&str> = file.split('/').collect();
        let Some(at) = parts.iter().position(|part| Litter::is_folder(part)) else { return };
        let (folder, of_system) = (parts[at], Litter::is_of_system(parts[at]));
        let shown = folder.trim_start_matches(['.', '_', '@']);
        let mut open = parts.clone();
        open[at] = shown;
        if of_system || shown.is_empty() {
            open.remove(at);
        }
        let name = parts.last().copied().unwrap_or_default();
        let (of, _) = litter::trace(name).unwrap_or_else(|| (name.to_string(), Words::new("", "")));
        let last = open.len() - 1;
        open[last] = &of;
        // A trash can keeps a village under the name of its folder alone, wherever it stands.
        let own = format!("/{}", open[last.saturating_sub(1)..].join("/"));
        let stands = self.there.iter().any(|file| file.ends_with(&own));
        if of_system && of == "unit.yaml" && stands {
            return;
        }
        let Some(right) = self.missing(&open.join("/")) else { return };
        if right.ends_with("/unit.yaml") && !of_system {
            let path = Arc::from(parts[..=at].join("/"));
            report.push(hidden_unit(&path, right.trim_end_matches("/unit.yaml")));
        } else if right.ends_with("/unit.yaml") || right.contains(&format!("/{FINANCE}/")) {
            let what = Words::new(
                "只在一个不看的文件夹里有",
                "lies in a folder alone that is not looked into",
            );
            report.push(left_of(file, &right, what));
        }
    }
}

fn left_of(file: &Arc<str>, right: &str, what: Words) -> Finding {
    let said = Said::new(
        format!("{right} 不在，{}：这一份没有公开", what.zh),
        format!("{right} is not there and {}: it is not published", what.en),
    );
    Finding::new(&rules::RECORD_LEFT_BEHIND, file, Place::File, said).help(
        "找回原文件，放到那里；不要了的，删去这一份",
        "bring the file back to that place; what is not wanted, remove with this trace of it",
    )
}

fn hidden_unit(folder: &Arc<str>, right: &str) -> Finding {
    let said = Said::new(
        format!("这个文件夹里有单位，名字却像隐藏的，没有看里面，应是 {right}"),
        format!(
            "this folder holds a unit and has a hidden one's name; it was not looked into and should be {right}"
        ),
    );
    Finding::new(&rules::MISNAMED_FILE, folder, Place::File, said).help(
        "改回原名；不公开的，移出 content",
        "give it that name; what is not published belongs out of content",
    )
}
