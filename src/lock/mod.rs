//! `content/published.lock`: short digests of everything that has been published, so that no later change goes untold.

mod changes;
mod clauses;
mod group;
mod idle;
mod prose;
mod seal;

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

pub use changes::{Change, Changed, Since, changes, says_nothing, tells_return};
pub use group::{Cut, Group, INSIDE, MARK, MARK_EN, Sealed, text};
pub use idle::{Idle, idle};
pub use seal::{Seal, Whole};

use crate::finding::{Finding, Place, Report, rules};
use crate::model::date::parse_date;
use crate::model::shape::Value;
use crate::model::{Currency, Date, Said, shape};
use crate::source::{Source, hex};

/// Its first line; the number is raised when a line changes its meaning.
const HEAD: &str = "# sunlit published.lock 1";
/// Stands before the locks it follows.
const FOLLOWS: &str = "follows ";
const NOTE: &str = "# 由 sunlit accept 写成，记着已公开内容的指纹，请不要手改 · \
                    digests of what was published, written by sunlit accept";

/// Stands for all that a record said which was taken away.
const WITHDRAWN: &str = "withdrawn";

/// How many locks before it a lock names, by this many letters of their hashes.
const FOLLOWED_MAX: usize = 500;
const FOLLOWED_LETTERS: usize = 16;

/// What has been published, unit by unit: a line a record, taken apart only when its unit is asked about.
#[derive(Debug, Default)]
pub struct Lock {
    /// The as-of day of the run that wrote it.
    pub accepted: Option<Date>,
    units: BTreeMap<String, Vec<String>>,
}

/// One record as it was published.
#[derive(Clone, Debug)]
pub struct Locked {
    pub id: String,
    pub removals: usize,
    pub groups: Vec<LockedGroup>,
    /// Whether the whole record was taken away: then nothing is kept of what it said.
    pub withdrawn: bool,
    /// What removals took away: the page says it as long as the record stands.
    pub taken: Vec<Taken>,
}

/// A value or a whole row that a removal took away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Which removal of the record it was.
    pub removal: usize,
    /// The digests of its row and of its field; of a whole row no field.
    pub key: String,
    pub field: String,
}

impl Taken {
    /// As it stands in the lock: `0:rowsFI`.
    fn text(&self) -> String {
        format!("{}:{}{}", self.removal, self.key, self.field)
    }

    fn read(text: &str) -> Option<Taken> {
        let (removal, place) = text.split_once(':')?;
        let (key, field, _) = group::WIDTHS;
        let fits = place.is_ascii() && (place.len() == key || place.len() == key + field);
        let (key, field) = fits.then(|| place.split_at(key))?;
        let removal = removal.parse().ok()?;
        Some(Taken { removal, key: key.to_string(), field: field.to_string() })
    }
}

impl Locked {
    /// Whether a record of this shape can have said all that it said outside its lists.
    pub fn may_be(&self, shape: &'static shape::Shape) -> bool {
        let known = group::own_fields(shape, "");
        let own = self.groups.first().map_or(&[][..], |own| &own.values);
        own.iter().all(|value| known.contains(&value.field))
    }
}

#[derive(Clone, Debug)]
pub struct LockedGroup {
    pub key: String,
    pub values: Vec<LockedValue>,
}

/// A value as it was published: the digests of its field, of the value, and of a text's clauses or a name's mask.
#[derive(Clone, Debug)]
pub struct LockedValue {
    pub field: String,
    pub digest: String,
    pub parts: Vec<String>,
}

impl Lock {
    /// Reads a lock. A line that cannot be read is told and blocks: without it a change could go untold.
    pub fn read(source: &Source, report: &mut Report) -> Lock {
        let mut lock = Lock::default();
        let mut unit = String::new();
        let mut at = 0;
        if source.text.trim().is_empty() {
            broken(&source.path, Place::File, report);
        }
        for (number, line) in source.text.split_inclusive('\n').enumerate() {
            let place = Place::Bytes(at, at + line.trim_end().len());
            at += line.len();
            let line = line.trim_end();
            if number == 0 && line != HEAD {
                broken(&source.path, place, report);
                return lock;
            }
            if let Some(named) = line.strip_prefix("unit ") {
                unit = named.to_string();
            } else if let Some(day) = line.strip_prefix("accepted ") {
                lock.accepted = parse_date(day);
            } else if is_record(line) {
                match locked(line) {
                    Some(_) => lock.units.entry(unit.clone()).or_default().push(line.to_string()),
                    None => broken(&source.path, place, report),
                }
            }
        }
        // Every lock that was written knows its day: cut behind its head, it would vouch for nothing, and nobody would know.
        let (head, rest) = source.text.split_once('\n').unwrap_or((&source.text, ""));
        if head.trim_end() == HEAD && !rest.lines().any(|line| !line.starts_with('#')) {
            broken(&source.path, Place::Bytes(0, HEAD.len()), report);
        }
        lock
    }

    /// The records of a unit as they were published.
    pub fn of(&self, unit: &str) -> Vec<Locked> {
        let lines = self.units.get(unit).map_or(&[][..], Vec::as_slice);
        lines.iter().filter_map(|line| locked(line)).collect()
    }

    pub fn units(&self) -> impl Iterator<Item = &str> {
        self.units.keys().map(String::as_str)
    }

    /// The line of one record, as it stands.
    pub fn line(&self, unit: &str, id: &str) -> Option<String> {
        let mut lines = self.units.get(unit)?.iter();
        lines.find(|line| line.split(' ').next() == Some(id)).cloned()
    }

    /// How the next lock differs from this one: how many records are new, changed and gone.
    pub fn against(&self, next: &BTreeMap<String, Vec<String>>) -> (usize, usize, usize) {
        let (was, is) = (by_id(&self.units), by_id(next));
        let new = is.keys().filter(|key| !was.contains_key(*key)).count();
        let away = is.iter().filter(|(_, line)| is_withdrawn(line));
        let away = away.filter(|(key, line)| was.get(*key).is_some_and(|was| was != *line)).count();
        let gone = was.keys().filter(|key| !is.contains_key(*key)).count() + away;
        let changed = is.iter().filter(|(key, l)| was.get(*key).is_some_and(|w| w != *l)).count();
        (new, changed - away, gone)
    }
}

/// Lines by unit and id.
fn by_id(units: &BTreeMap<String, Vec<String>>) -> BTreeMap<(&str, &str), &str> {
    let all = units.iter().flat_map(|(unit, lines)| lines.iter().map(move |line| (unit, line)));
    all.map(|(unit, line)| {
        let id = line.split(' ').next().unwrap_or_default();
        ((unit.as_str(), id), line.as_str())
    })
    .collect()
}

/// How many records a lock's text knows.
pub fn records(text: &str) -> usize {
    text.lines().filter(|line| is_record(line) && !is_withdrawn(line)).count()
}

/// Whether a line of a lock is a record's: no note, no day and no unit.
fn is_record(line: &str) -> bool {
    let heads = ["#", FOLLOWS, "accepted ", "unit "];
    !line.is_empty() && !heads.iter().any(|head| line.starts_with(head))
}

/// The line of a record that was taken away whole: its id stays, and that it was there.
pub fn withdrawn(id: &str) -> String {
    format!("{id} 0 {WITHDRAWN}")
}

fn is_withdrawn(line: &str) -> bool {
    line.split(' ').nth(2) == Some(WITHDRAWN)
}

/// The lock that follows upon another. It names those before it: one that was shortened, changed by hand or written anew
/// follows none that a target knows. Where nothing changed it stays, byte for byte.
pub fn next(
    before: Option<&str>,
    accepted: Option<Date>,
    units: &BTreeMap<String, Vec<String>>,
) -> String {
    let text = write(accepted, units);
    let Some(before) = before else { return text };
    let is_followed = |line: &str| line.starts_with(FOLLOWS);
    let plain = with_plain_ends(before);
    let kept: String = plain.split_inclusive('\n').filter(|line| !is_followed(line)).collect();
    if kept == text {
        return before.to_string();
    }
    let mut followed = lineage(before);
    followed.truncate(FOLLOWED_MAX);
    let (head, rest) = text.split_at(text.find(NOTE).map_or(0, |at| at + NOTE.len() + 1));
    format!("{head}{FOLLOWS}{}\n{rest}", followed.join(" "))
}

/// A lock as it was written, whatever ends of lines version control gave it.
pub fn with_plain_ends(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// A lock and those it follows, the newest first, by the first letters of their hashes.
pub fn lineage(text: &str) -> Vec<String> {
    let own = hex(&Sha256::digest(with_plain_ends(text).as_bytes()));
    let before = text.lines().find_map(|line| line.strip_prefix(FOLLOWS));
    let all = std::iter::once(&*own).chain(before.into_iter().flat_map(str::split_whitespace));
    let all = all.filter(|sum| sum.len() >= FOLLOWED_LETTERS && sum.is_ascii());
    all.map(|sum| sum[..FOLLOWED_LETTERS].to_string()).collect()
}

/// The whole text of a lock, units and records in the order of their ids.
pub fn write(accepted: Option<Date>, units: &BTreeMap<String, Vec<String>>) -> String {
    let mut text = format!("{HEAD}\n{NOTE}\n");
    if let Some(day) = accepted {
        text.push_str(&format!("accepted {day}\n"));
    }
    for (unit, lines) in units.iter().filter(|(_, lines)| !lines.is_empty()) {
        text.push_str(&format!("unit {unit}\n"));
        let mut lines = lines.clone();
        lines.sort();
        for line in lines {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

fn broken(path: &Arc<str>, place: Place, report: &mut Report) {
    let said = Said::new("这一行读不懂", "this line cannot be read");
    report.push(Finding::new(&rules::LOCK_BROKEN, path, place, said).help(
        "从版本库取回这个文件，或在核对无误后重新运行 sunlit accept",
        "take the file back from version control, or check everything and run sunlit accept again",
    ));
}

fn locked(line: &str) -> Option<Locked> {
    let mut words = line.split(' ');
    let id = words.next()?.to_string();
    let removals = words.next()?.parse().ok()?;
    let said = words.next()?;
    let withdrawn = said == WITHDRAWN;
    let groups = match withdrawn {
        true => Vec::new(),
        false => said.split('|').map(group).collect::<Option<Vec<_>>>()?,
    };
    let taken = words.next().map_or(Some(Vec::new()), |word| {
        word.split('|').map(Taken::read).collect::<Option<Vec<_>>>()
    })?;
    words.next().is_none().then_some(Locked { id, removals, groups, withdrawn, taken })
}

fn group(text: &str) -> Option<LockedGroup> {
    let (key, field, value) = group::WIDTHS;
    if !text.is_ascii() || text.len() < key || !(text.len() - key).is_multiple_of(field + value) {
        return None;
    }
    let (own, rest) = text.split_at(key);
    let mut values: Vec<LockedValue> = Vec::new();
    for pair in rest.as_bytes().chunks(field + value) {
        let pair = std::str::from_utf8(pair).expect("letters of ASCII");
        let (name, digest) = (pair[..field].to_string(), pair[field..].to_string());
        match name == group::PART {
            true => values.last_mut()?.parts.push(digest),
            false => values.push(LockedValue { field: name, digest, parts: Vec::new() }),
        }
    }
    Some(LockedGroup { key: own.to_string(), values })
}

/// What a clerk wrote as an old or new value, read as the field's own type: `5,200.00 元` is the money 5200.00.
pub fn meant(of: shape::Type, written: &str) -> String {
    let plain = written.trim();
    // `3.5 亩`, `120 户`: what is counted may stand behind the number.
    let bare = plain.trim_end_matches(|c: char| !c.is_numeric());
    let yuan = Currency::default();
    let read = match of {
        // What the portal keeps is known to who read the record; here it is compared with itself.
        shape::Type::Money => Currency::read_any(plain).map(Value::Money).ok_or(()),
        _ => shape::scalar(of, plain, yuan).map_err(|_| ()),
    };
    let read = read.or_else(|()| shape::scalar(of, bare, yuan));
    match read {
        Ok(value) => text(of, &value).unwrap_or_default(),
        Err(_) => plain.to_string(),
    }
}
