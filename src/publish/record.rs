//! `publication.json`: what was published, when and by whom; it lies on the host, and the next publication goes by it.

use std::collections::BTreeMap;
use std::io;

use serde::{Deserialize, Serialize};

use super::hash;
use super::plan::Plan;
use crate::finding::Report;
use crate::lock;
use crate::model::date::parse_date;
use crate::model::{Date, Stop};
use crate::sink::address::is_inside;
use crate::source::disk::{LOCK, Project};

/// Its name on the host.
pub const RECORD: &str = "publication.json";

/// Lies on a host of several steps while a publication is on its way there: a project that did not begin it then
/// believes nothing.
pub const BEGUN: &str = "publication.begun";

/// The form this program writes and reads.
const VERSION: u32 = 1;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    pub schema_version: u32,
    pub tool: Tool,
    pub published_at: String,
    /// Who published, where they wish to be named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub published_by: String,
    pub as_of: Option<String>,
    /// Stands for everything the portal was made from.
    pub inputs_sha256: String,
    pub counts: Counts,
    /// The lock of what was published, as this publication leaves it in the project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<LockStamp>,
    /// The record this one took the place of.
    pub follows_sha256: Option<String>,
    pub files: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    pub name: String,
    pub version: String,
}

impl Tool {
    /// This program.
    pub fn this() -> Tool {
        Tool { name: "sunlit".into(), version: env!("CARGO_PKG_VERSION").into() }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub units: usize,
    pub months: usize,
    pub lines: usize,
    pub files: usize,
    pub size_bytes: u64,
}

/// A lock by its hash, and how many records it knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockStamp {
    pub sha256: String,
    pub records: usize,
}

impl LockStamp {
    pub fn of(text: &str) -> LockStamp {
        let sha256 = hash(lock::with_plain_ends(text).as_bytes());
        LockStamp { sha256, records: lock::records(text) }
    }
}

/// What a project says of itself to a target that others publish to as well.
#[derive(Clone, Debug)]
pub struct Known<'a> {
    /// As in [`Publication::inputs_sha256`].
    pub inputs_sha256: String,
    /// The text of its lock.
    pub lock: Option<String>,
    /// The records of this build, as a lock holds them.
    pub sealed: &'a BTreeMap<String, Vec<String>>,
}

impl Known<'_> {
    /// Whether a publication is this project's own: made from the same content, or the one that wrote its lock.
    pub fn made(&self, record: &Publication) -> bool {
        let same_lock = self.stamp().is_some() && self.stamp() == record.lock;
        same_lock || record.inputs_sha256 == self.inputs_sha256
    }

    /// Whether its lock follows the one that a publication left.
    pub fn follows(&self, record: &Publication) -> bool {
        record.lock.is_some() && self.has_its_lock(record).is_ok()
    }

    /// Its lock, as a record names it.
    pub fn stamp(&self) -> Option<LockStamp> {
        self.lock.as_deref().map(LockStamp::of)
    }

    /// The lock that this build leaves where it is accepted.
    pub fn next(&self, as_of: Option<Date>) -> LockStamp {
        LockStamp::of(&lock::next(self.lock.as_deref(), as_of, self.sealed))
    }

    /// Refuses to go on where the lock that a target's publication left is gone, or the present one does not follow it.
    /// A publication that was cut short before its lock was written left the one that this build leaves, too.
    pub fn has_its_lock(&self, record: &Publication) -> Result<(), Stop> {
        let Some(was) = &record.lock else { return Ok(()) };
        let own = self.lock.as_deref().map(lock::lineage).unwrap_or_default();
        let as_of = record.as_of.as_deref().and_then(parse_date);
        if own.iter().any(|sum| was.sha256.starts_with(sum)) || self.next(as_of) == *was {
            return Ok(());
        }
        let (all, is) = (was.records, self.stamp().map_or(0, |lock| lock.records));
        Err(Stop::refused(
            format!(
                "那里上次发布时，{LOCK} 记着 {all} 份公开；现在的记着 {is} 份，不是接着那一份写的：少了行、改过，或重新写过。从版本库取回那一份；确实要这样的，用 --force"
            ),
            format!(
                "when it was last published there, {LOCK} knew {all} records; the present one knows {is} and does not follow it: it lost lines, was changed, or was written anew. Take it back from version control; where it is meant, use --force"
            ),
        ))
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub path: String,
    pub sha256: String,
    pub size_bytes: u64,
}

/// What only the command line knows of a publication.
#[derive(Clone, Debug)]
pub struct Stamp {
    pub at: jiff::Timestamp,
    pub by: String,
    pub as_of: Option<Date>,
    pub inputs_sha256: String,
    pub lock: Option<LockStamp>,
    pub units: usize,
    pub months: usize,
    pub lines: usize,
}

impl Publication {
    /// The record of what a plan leaves at its target.
    pub fn of(stamp: &Stamp, plan: &Plan, follows: Option<String>) -> Publication {
        let Stamp { units, months, lines, .. } = *stamp;
        let size_bytes = plan.files.iter().map(|file| file.size_bytes).sum();
        Publication {
            schema_version: VERSION,
            tool: Tool::this(),
            published_at: stamp.at.to_string(),
            published_by: stamp.by.clone(),
            as_of: stamp.as_of.map(|day| day.to_string()),
            inputs_sha256: stamp.inputs_sha256.clone(),
            lock: stamp.lock.clone(),
            counts: Counts { units, months, lines, files: plan.files.len(), size_bytes },
            follows_sha256: follows,
            files: plan.files.clone(),
        }
    }

    /// As it is written: a line a file, so that two records can be compared by eye.
    pub fn text(&self) -> String {
        let text = serde_json::to_string(self).expect("a record is plain data");
        // Inside a text a quotation mark has a backslash before it, so this stands between two files alone.
        text.replace("{\"path\":", "\n{\"path\":") + "\n"
    }

    /// Whether this is what a plan leaves, and nothing is to be done.
    pub fn tells(&self, plan: &Plan) -> bool {
        plan.is_empty() && self.files == plan.files
    }

    /// Reads a record from a host. Whoever can write there could have written it: a path that leads out is refused.
    pub fn read(bytes: &[u8]) -> Result<Publication, Stop> {
        let broken = || {
            Stop::refused(
                format!("那边的 {RECORD} 读不懂；确实是这个地方，用 --force 重新全部发布"),
                format!(
                    "the {RECORD} there cannot be read; if it is the right place, --force publishes all anew"
                ),
            )
        };
        let mut read: Publication = serde_json::from_slice(bytes).map_err(|_| broken())?;
        if read.schema_version != VERSION || !read.files.iter().all(|file| is_inside(&file.path)) {
            return Err(broken());
        }
        let day = read.as_of.as_mut();
        for text in [&mut read.published_at, &mut read.published_by].into_iter().chain(day) {
            text.retain(|c| !c.is_control());
        }
        Ok(read)
    }

    /// Whose it is and of when, for people.
    pub fn told(&self) -> String {
        let by = if self.published_by.is_empty() { "?" } else { &self.published_by };
        let as_of = self.as_of.as_deref().unwrap_or("?");
        format!("{by}, {}, as_of {as_of}", self.published_at)
    }
}

/// What stands for everything a portal is made from: content and theme by path and hash. The lock of what was published is
/// left out, since each publication writes it anew.
pub fn inputs(project: &Project, theme: &[(String, Vec<u8>)]) -> io::Result<String> {
    let mut lines = String::new();
    for path in project.files("content", &mut Report::default())? {
        if *path != *LOCK {
            lines.push_str(&format!("{}  {path}\n", hash(&project.bytes(&path)?)));
        }
    }
    for (path, bytes) in theme {
        lines.push_str(&format!("{}  themes/{path}\n", hash(bytes)));
    }
    Ok(hash(lines.as_bytes()))
}

/// What a sheet of paper names a build by: sixteen letters that stand for everything the portal was made from, and for
/// every file made. `list` is the hash of the site's own list of hashes.
pub fn digest(inputs: &str, list: &str) -> String {
    let mut whole = hash(format!("{inputs}\n{list}\n").as_bytes());
    whole.truncate(16);
    whole
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn record(path: &str) -> Publication {
        let entry = Entry { path: path.into(), sha256: "0".repeat(64), size_bytes: 3 };
        let plan = Plan { files: vec![entry.clone(), entry], ..Plan::default() };
        let stamp = Stamp {
            at: jiff::Timestamp::UNIX_EPOCH,
            by: "李\"一".into(),
            as_of: None,
            inputs_sha256: hash(b""),
            lock: None,
            units: 1,
            months: 2,
            lines: 3,
        };
        Publication::of(&stamp, &plan, None)
    }

    #[test]
    fn what_is_written_is_read_back() {
        let record = record("a/index.html");
        let text = record.text();
        assert_eq!(Publication::read(text.as_bytes()).unwrap(), record);
        assert_eq!(text.lines().count(), 3);
        assert!(text.contains("\"published_at\":\"1970-01-01T00:00:00Z\""), "{text}");
    }

    #[test]
    fn a_record_that_leads_out_is_refused() {
        for path in ["../a", "/etc/passwd", "a//b", "C:\\a", "a/./b", ".git/config", ""] {
            assert!(Publication::read(record(path).text().as_bytes()).is_err(), "{path}");
        }
        assert!(Publication::read(b"{}").is_err());
    }
}
