//! The whole comparison: unit by unit what was published last beside what this build makes, and what is owed.

use std::collections::{BTreeMap, BTreeSet};

use super::site::Site;
use super::unit::{Sides, unit};
use super::{Baseline, FileCounts, Inner, Overdue, Persons, Review, SCHEMA_VERSION, Since};
use crate::model::{Date, Lang, Stop};
use crate::publish::Tool;
use crate::run::{Dues, Head};

/// What a build made, and what only its caller knows of it.
pub struct Made<'a> {
    pub site: Site<'a>,
    pub lang: Lang,
    pub portal: String,
    pub target: String,
    pub prepared_by: String,
    pub as_of: Option<Date>,
    pub digest: String,
    pub command: String,
    pub heads: Vec<Head>,
    pub dues: Dues,
    /// Where they are asked for.
    pub internal: Option<Vec<Inner>>,
}

/// Compares a build with what was published last.
pub fn review(made: &Made, old: &mut Baseline) -> Result<Review, Stop> {
    let sums = made.site.sums()?;
    let mut review = blank(made, old, &sums);
    let known: BTreeSet<&str> = made.heads.iter().map(|head| head.id.as_str()).collect();
    let unit_of = |path: &String| path.strip_suffix("/summary.json").map(str::to_string);
    let before: Vec<String> = old.sums().keys().filter_map(unit_of).collect();
    let gone =
        before.iter().filter(|id| !known.contains(id.as_str())).map(|id| (id.as_str(), None));
    let here = made.heads.iter().map(|head| (head.id.as_str(), Some(head)));
    for (id, head) in here.chain(gone) {
        let mut sides = Sides { made, sums: &sums, old: &mut *old };
        unit(&mut sides, id, head, &mut review)?;
    }
    if let Some(since) = &mut review.since {
        since.unlike = old.unlike.iter().cloned().collect();
    }
    Ok(review)
}

/// What can be said before any unit is looked at.
fn blank(made: &Made, old: &Baseline, sums: &BTreeMap<String, String>) -> Review {
    let count = |of: fn(&Head) -> usize| made.heads.iter().map(of).sum();
    Review {
        schema_version: SCHEMA_VERSION,
        tool: Tool::this(),
        portal: made.portal.clone(),
        target: made.target.clone(),
        prepared_by: made.prepared_by.clone(),
        as_of: made.as_of.map(|day| day.to_string()),
        digest: made.digest.clone(),
        command: made.command.clone(),
        since: (!old.is_empty()).then(|| since(old)),
        files: files(old.sums(), sums),
        totals: Vec::new(),
        persons: Persons {
            records_withheld: count(|head| head.records_withheld),
            rows_withheld: count(|head| head.rows_withheld),
            ..Persons::default()
        },
        records: Vec::new(),
        overdue: overdue(made),
        notices: Vec::new(),
        suppressed: Vec::new(),
        internal: made.internal.clone(),
    }
}

fn since(old: &Baseline) -> Since {
    let record = old.record.as_ref();
    Since {
        published_at: record.map(|one| one.published_at.clone()).unwrap_or_default(),
        published_by: record.map(|one| one.published_by.clone()).unwrap_or_default(),
        as_of: record.and_then(|one| one.as_of.clone()),
        figures_known: old.is_legible(),
        unlike: Vec::new(),
    }
}

fn files(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> FileCounts {
    let mut counts = FileCounts::default();
    for (path, sum) in new {
        match old.get(path) {
            None => counts.new += 1,
            Some(was) if was == sum => counts.unchanged += 1,
            Some(_) => counts.changed += 1,
        }
    }
    counts.deleted = old.keys().filter(|path| !new.contains_key(*path)).count();
    counts
}

/// What is owed and its day has passed, the longest first.
fn overdue(made: &Made) -> Vec<Overdue> {
    let mut all: Vec<Overdue> = Vec::new();
    for unit in &made.dues.units {
        all.extend(unit.dues.iter().filter(|due| due.left < 0).map(|due| Overdue {
            unit_id: unit.id.clone(),
            unit: unit.name.clone(),
            item: due.item.in_lang(made.lang).to_string(),
            book: due.book.clone(),
            period: due.period.to_string(),
            due: due.day.to_string(),
            days: -due.left,
        }));
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.days));
    all
}
