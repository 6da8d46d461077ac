//! What publishing will do, the same for every kind of target: files that are new or changed, and ours that go.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::finished::Finished;
use super::hash;
use super::host::{Host, Kind};
use super::record::{BEGUN, Entry, RECORD};
use super::there::There;
use super::twins::{self, Twin};
use super::way::Way;
use crate::model::Stop;
use crate::sink::address::folded;
use crate::sink::{LIST, SITE_MARK, lost, order};

/// What is wrong with the file at the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It is not there.
    New,
    /// It has other bytes.
    Changed,
}

/// A file to be written.
#[derive(Clone, Debug)]
pub struct Item {
    pub path: String,
    pub state: State,
    pub size_bytes: u64,
    /// Its hash by the site's list: what is sent is checked against it.
    pub sum: String,
}

impl Item {
    /// Whether it is put after the deletions: an older list of hashes is a copy's only memory of what is ours, and the mark
    /// says that the lists are.
    pub fn is_last(&self) -> bool {
        let list = self.state == State::Changed && name(&self.path) == LIST;
        list || self.path == SITE_MARK
    }

    /// Whether it does not matter which of the two is put first: neither is a list that leads to the other.
    pub fn is_of_one_step(&self, other: &Item) -> bool {
        let step = |item| {
            let (last, state, class, front, depth, _) = turn(item);
            (last, state, class, front, front.then_some(depth))
        };
        step(self) == step(other)
    }
}

#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// In the order of writing.
    pub items: Vec<Item>,
    pub unchanged: usize,
    /// Files of ours that the site does not have any more.
    pub deletions: Vec<String>,
    /// Units that go with all that is theirs.
    pub units_gone: Vec<String>,
    /// Records of other units that go, and that nobody held back.
    pub records_gone: Vec<String>,
    /// Files of ours that the site does not have any more, and that somebody has changed: they are left.
    pub left: Vec<String>,
    /// Files that somebody else changed or took away since they were published: they are put right.
    pub altered: Vec<String>,
    /// Files of others at addresses of the site.
    pub of_others: Vec<String>,
    /// What others have put where a folder of the site goes, and folders where its files go.
    pub in_the_way: BTreeSet<String>,
    /// How many files of ours were there before.
    pub listed_before: usize,
    /// Everything that will be there, in order of paths.
    pub files: Vec<Entry>,
}

/// What a target has beside the site.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// Files such as `CNAME`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Whether text files have packed ones beside them.
    pub twins: bool,
}

impl Own {
    /// What stands beside this site, each with its hash and size.
    pub fn beside(&self, site: &dyn Finished, files: &Files) -> Result<Vec<Twin>, Stop> {
        let own = self.files.iter().map(|(path, bytes)| Twin {
            path: path.clone(),
            sum: hash(bytes),
            size_bytes: bytes.len() as u64,
        });
        let mut beside: Vec<Twin> = own.collect();
        if self.twins {
            let texts: Vec<&String> = files.keys().filter(|path| twins::is_text(path)).collect();
            let twins = |path: &&String| site.twins(path).map_err(Stop::at(Path::new(*path)));
            let all: Vec<Vec<Twin>> = texts.par_iter().map(twins).collect::<Result<_, _>>()?;
            beside.extend(all.into_iter().flatten());
        }
        Ok(beside)
    }

    /// Refuses a site with a page where something lies beside it: letters' case apart, as everywhere.
    fn one_address(&self, files: &Files, beside: &[Twin]) -> Result<(), Stop> {
        let names = self.files.keys().map(String::as_str).chain([RECORD, BEGUN]);
        let names: Vec<(&str, String)> = names.map(|name| (name, folded(name))).collect();
        let twin = beside.iter().find(|twin| files.contains_key(&twin.path));
        let both = twin.map(|twin| (twin.path.as_str(), twin.path.as_str())).or_else(|| {
            files.keys().find_map(|path| {
                let first = path.split('/').next().unwrap_or_default();
                let at = folded(first);
                names.iter().find(|(_, name)| *name == at).map(|(name, _)| (*name, path.as_str()))
            })
        });
        let Some((name, path)) = both else { return Ok(()) };
        Err(Stop::refused(
            format!(
                "网站里的 {path} 和发布时要放的 {name} 是同一个地址：改那个单位的编号或那个文件的名字"
            ),
            format!(
                "{path} of the site and {name}, which a publication lays beside it, have one address: give the unit or the file another name"
            ),
        ))
    }
}

/// Files of a site by their paths, each with its hash.
type Files = BTreeMap<String, String>;

impl Plan {
    /// Compares a site with what is there. What the host must be asked for is read. Records that are held back may go.
    pub fn of(
        site: &dyn Finished,
        (own, held_back): (&Own, &BTreeSet<String>),
        there: &There,
        host: &mut dyn Host,
    ) -> Result<Plan, Stop> {
        let mut plan = Plan { listed_before: there.count(), ..Plan::default() };
        let mut now = site.files().map_err(Stop::at(Path::new(LIST)))?;
        let beside = own.beside(site, &now)?;
        own.one_address(&now, &beside)?;
        let sizes = beside.iter().map(|twin| (twin.path.clone(), twin.size_bytes));
        let sizes: BTreeMap<String, u64> = sizes.collect();
        now.extend(beside.into_iter().map(|twin| (twin.path, twin.sum)));
        let mut way = Way::default();
        for (path, sum) in &now {
            let size_bytes = match sizes.get(path) {
                Some(size_bytes) => *size_bytes,
                // A site that lacks what its own list names is no finished one.
                None => site.size_bytes(path).map_err(Stop::at(Path::new(path)))?,
            };
            let (path, sum) = (path.clone(), sum.clone());
            let (state, altered) = there.state(&path, &sum, host)?;
            if altered {
                plan.altered.push(path.clone());
            }
            let blocked = match state {
                Some(State::New) => way.blocked(&path, host)?,
                _ => None,
            };
            // A link with the file's own name is replaced by one word, as a file is: nothing lies in it.
            let at_all = blocked.is_some() || state == Some(State::Changed);
            match blocked.filter(|(at, kind)| *at != path || *kind == Kind::Folder) {
                Some((at, _)) => drop(plan.in_the_way.insert(at)),
                None if at_all && !there.may_be_ours(&path) => plan.of_others.push(path.clone()),
                None => {}
            }
            match state {
                Some(state) => plan.items.push(Item {
                    path: path.clone(),
                    state,
                    size_bytes,
                    sum: sum.clone(),
                }),
                None => plan.unchanged += 1,
            }
            plan.files.push(Entry { path, sha256: sum, size_bytes });
        }
        for path in plan.gone(&there.paths().collect::<Vec<_>>(), &now, held_back) {
            match there.holds(path, host)? {
                Some(true) => plan.deletions.push(path.to_string()),
                Some(false) => plan.left.push(path.to_string()),
                None => {}
            }
        }
        Ok(plan.in_order())
    }

    /// Looks whether the record of a publication can be put beside the site, too.
    pub fn has_room_for_its_record(&mut self, host: &mut dyn Host) -> Result<(), Stop> {
        for name in [RECORD, BEGUN] {
            let blocked = Way::default().blocked(name, host)?;
            self.in_the_way
                .extend(blocked.filter(|(_, kind)| *kind == Kind::Folder).map(|(at, _)| at));
        }
        Ok(())
    }

    /// What an archive with these names would lose if this site took its place.
    pub fn of_archive(
        site: &dyn Finished,
        held_back: &BTreeSet<String>,
        before: &[&str],
    ) -> Result<Plan, Stop> {
        let mut plan = Plan { listed_before: before.len(), ..Plan::default() };
        let now = site.files().map_err(Stop::at(Path::new(LIST)))?;
        let gone = plan.gone(before, &now, held_back);
        plan.deletions = gone.into_iter().map(str::to_string).collect();
        Ok(plan)
    }

    /// Of what was there what is there no more. Letters' case is left aside: on a USB stick `A.html` and `a.html` are one
    /// file. Whole units and records among it are noted down.
    fn gone<'t>(
        &mut self,
        before: &[&'t str],
        now: &Files,
        held_back: &BTreeSet<String>,
    ) -> Vec<&'t str> {
        let kept: BTreeSet<String> = now.keys().map(|path| path.to_lowercase()).collect();
        let is_there = |path: &str| kept.contains(&path.to_lowercase());
        let units = units_gone(before.iter().copied(), now);
        let of_gone = |path: &str| units.iter().any(|unit| is_of(path, unit));
        let is_held_back = |address: &str| held_back.contains(address);
        let lost = lost(before.iter().copied(), is_there, is_held_back).into_iter();
        self.records_gone = lost.filter(|path| !of_gone(path)).map(str::to_string).collect();
        self.units_gone = units;
        before.iter().copied().filter(|path| !is_there(path)).collect()
    }

    pub fn count(&self, state: State) -> usize {
        self.items.iter().filter(|item| item.state == state).count()
    }

    pub fn size_bytes(&self) -> u64 {
        self.items.iter().map(|item| item.size_bytes).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.deletions.is_empty()
    }

    /// Puts the items into the order of writing, in which no page ever leads to what is not there.
    pub fn in_order(mut self) -> Plan {
        self.items.sort_by(|a, b| turn(a).cmp(&turn(b)));
        self.deletions.sort_by(|a, b| leave(a).cmp(&leave(b)));
        self
    }
}

fn is_of(path: &str, unit: &str) -> bool {
    path.strip_prefix(unit).is_some_and(|inside| inside.starts_with('/'))
}

/// Units that had a list, whatever became of it there, and of whose folder nothing stays: forwarding pages would.
fn units_gone<'t>(before: impl Iterator<Item = &'t str>, now: &Files) -> Vec<String> {
    let lists = before.filter_map(|path| path.strip_suffix(LIST)?.strip_suffix('/'));
    let stays = |folder: &str| {
        let inside = format!("{folder}/");
        let next = now.range(inside.clone()..).next();
        next.is_some_and(|(path, _)| path.starts_with(&inside))
    };
    lists.filter(|folder| !stays(folder)).map(str::to_string).collect()
}

/// Of what goes, lists go before what they list, and lists of hashes last.
fn leave(path: &str) -> (u8, bool, usize, &str) {
    let of = twins::beside(path).unwrap_or(path);
    (order(of), !is_front(of), of.matches('/').count(), path)
}

fn is_front(path: &str) -> bool {
    name(path) == "index.html"
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// What is new goes first: no page leads to it yet. Then what changed, when all it leads to is there. Within each, assets,
/// units, the portal's own pages, and lists behind what they list: front pages last, the outermost after all others.
/// Changed lists of hashes come at the very end, so that what is cut short is taken up again from the older ones.
fn turn(item: &Item) -> (bool, State, u8, bool, Reverse<usize>, &str) {
    let path = item.path.as_str();
    // A twin has its file's turn: both are what one address shows.
    let of = twins::beside(path).unwrap_or(path);
    let class = match order(of) {
        // A new list of hashes has no older one to stand back for, and pages lead to it.
        3 if item.state == State::New => 1,
        4 if item.state == State::New => 2,
        class => class,
    };
    let depth = Reverse(of.matches('/').count());
    let state = if path == SITE_MARK { State::Changed } else { item.state };
    (item.is_last(), state, class, is_front(of), depth, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(state: State, paths: &[&str]) -> Plan {
        let item =
            |path: &&str| Item { path: path.to_string(), state, size_bytes: 1, sum: String::new() };
        Plan { items: paths.iter().map(item).collect(), ..Plan::default() }
    }

    #[test]
    fn lists_stand_behind_what_they_list_and_new_files_before_changed_ones() {
        let changed = ["SHA256SUMS", "index.html", "a/SHA256SUMS", "a/index.html", "assets/a.css"];
        let mut both = plan(State::Changed, &changed);
        both.items.extend(
            plan(
                State::New,
                &["a/index.csv", "a/b/index.html", "a/b/x.html", "c/SHA256SUMS", "about.html"],
            )
            .items,
        );
        both.deletions = ["b/SHA256SUMS", "b/summary.json", "b.html"].map(str::to_string).to_vec();
        let both = both.in_order();
        let order: Vec<&str> = both.items.iter().map(|item| item.path.as_str()).collect();
        let new = ["a/b/x.html", "a/index.csv", "c/SHA256SUMS", "a/b/index.html", "about.html"];
        let then = ["assets/a.css", "a/index.html", "index.html", "a/SHA256SUMS", "SHA256SUMS"];
        assert_eq!(order, [new, then].concat());
        // What may be on its way together.
        let steps: Vec<usize> = both.items.chunk_by(Item::is_of_one_step).map(<[_]>::len).collect();
        assert_eq!(steps, [3, 1, 1, 1, 1, 1, 1, 1]);
        // By their names alone a list would be gone before the page beside it.
        assert_eq!(both.deletions, ["b/summary.json", "b.html", "b/SHA256SUMS"]);
    }
}
