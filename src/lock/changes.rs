//! What differs between a record as published and as it stands now, and which differences its corrections tell of.

use std::collections::BTreeMap;

use super::{Group, INSIDE, Locked, LockedGroup, Seal, Sealed, meant};
use crate::model::shape::{Field, Type};
use crate::model::table::Correction;

/// Words for nothing, as the new value of what was struck out.
const NOTHING: &[&str] = &["", "无", "删去", "删除", "空", "—", "-", "none", "removed", "deleted"];

/// One thing that was published and is no more what it was.
#[derive(Debug)]
pub struct Changed {
    /// Where it is to be looked for now.
    pub way: String,
    /// What stands there now; nothing where the value or its whole row is gone.
    pub now: Option<String>,
    /// The declared field, where one value changed.
    pub field: Option<&'static Field>,
    pub change: Change,
}

impl Changed {
    /// Whether it is an amount, or a row that is gone.
    pub fn moves_money(&self) -> bool {
        match self.field {
            Some(field) => matches!(field.of, Type::Money),
            None => self.way.is_empty(),
        }
    }

    /// Whether it is the bytes of an attachment.
    pub fn is_inside(&self) -> bool {
        self.way.starts_with("attachments.") && self.way.ends_with(INSIDE)
    }

    /// Whether it is the bytes of the attachment whose file's name the other is.
    pub fn is_inside_of(&self, file: &Changed) -> bool {
        let row = self.way.strip_suffix(INSIDE).zip(file.way.strip_suffix("file"));
        row.is_some_and(|(own, other)| own == other)
    }
}

/// What became of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A correction tells it, and its old value is what was published.
    Told,
    /// A correction names the new value, and its old one is not what was published.
    OtherOld,
    /// Only words, or a person's row: what a removal of personal data may take away.
    Words,
    /// No correction tells it.
    Untold,
}

/// The corrections that may tell a difference.
struct Words {
    fresh: Vec<Correction>,
    /// The row of which a correction has told an amount: it tells no other row's.
    spent: BTreeMap<usize, String>,
}

impl Words {
    /// Whether the correction at this place may tell a value of the row.
    fn tell(&mut self, at: usize, of: Type, row: &str) -> bool {
        if row.is_empty() || !matches!(of, Type::Money) {
            return true;
        }
        self.spent.entry(at).or_insert_with(|| row.to_string()) == row
    }
}

/// Everything that was published and differs now; what was only added is no difference.
pub fn changes(locked: &Locked, seal: &Seal, corrections: &[Correction]) -> Vec<Changed> {
    let mut words = Words { fresh: fresh(locked, seal, corrections), spent: BTreeMap::new() };
    let mut free: Vec<&Group> = seal.groups.iter().collect();
    let mut all = Vec::new();
    for was in &locked.groups {
        let like: Vec<usize> = (0..free.len()).filter(|&i| free[i].key == was.key).collect();
        let same = like.iter().find(|&&i| differences(was, free[i]).is_empty());
        match same.or(like.first()) {
            Some(&i) => {
                let now = free.remove(i);
                for (field, digest) in differences(was, now) {
                    all.push(changed(now, was, &field, &digest, &mut words));
                }
            }
            None => match renamed(was, seal, &free, &words.fresh) {
                Some((i, now)) => {
                    free.remove(i);
                    for (field, digest) in differences(was, &now) {
                        all.push(changed(&now, was, &field, &digest, &mut words));
                    }
                }
                None => all.push(vanished(was, seal, &words.fresh)),
            },
        }
    }
    all
}

/// The corrections that were not published yet, wherever in their list they stand.
fn fresh(locked: &Locked, seal: &Seal, corrections: &[Correction]) -> Vec<Correction> {
    let published = |at: usize| {
        let now = seal.groups.iter().find(|group| group.way == format!("corrections.{at}"));
        let like = |was: &&LockedGroup| now.is_some_and(|now| now.key == was.key);
        let mut like = locked.groups.iter().filter(like);
        like.any(|was| now.is_some_and(|now| differences(was, now).is_empty()))
    };
    let fresh = corrections.iter().enumerate().filter(|(at, _)| !published(*at));
    fresh.map(|(_, correction)| correction.clone()).collect()
}

/// The row that a correction says is the same by another word: `记-002` is `记-012` now.
fn renamed(
    was: &LockedGroup,
    seal: &Seal,
    free: &[&Group],
    fresh: &[Correction],
) -> Option<(usize, Group)> {
    let mut both = fresh.iter().flat_map(|c| free.iter().enumerate().map(move |one| (c, one)));
    both.find_map(|(c, (i, row))| Some((i, seal.renamed(&was.key, (&c.old, &c.new), row)?)))
}

/// Values of the published group that the present one does not have.
fn differences(was: &LockedGroup, now: &Group) -> Vec<(String, String)> {
    let mut present: Vec<(&str, &str)> =
        now.values.iter().map(|v| (v.field.as_str(), v.digest.as_str())).collect();
    let mut missing = Vec::new();
    for (field, digest) in &was.values {
        match present.iter().position(|p| *p == (field.as_str(), digest.as_str())) {
            Some(at) => {
                present.swap_remove(at);
            }
            None => missing.push((field.clone(), digest.clone())),
        }
    }
    missing
}

fn changed(
    now: &Group,
    was: &LockedGroup,
    field: &str,
    digest: &str,
    words: &mut Words,
) -> Changed {
    let known = |value: &&Sealed| was.values.iter().any(|(_, d)| *d == value.digest);
    let mut there = now.values.iter().filter(|value| value.field == field);
    let value = there.clone().find(|value| !known(value)).or_else(|| there.next());
    let value = value.filter(|value| !known(value));
    let declared = now.field(field);
    let of = value.map(|v| v.of).or(declared.map(|f| f.of)).unwrap_or(Type::Text);
    let text = value.map(|value| value.text.clone());
    let told = |correction: &Correction| {
        let named = names(correction, of, text.as_deref());
        let old = olds(correction, of, text.as_deref());
        let fits = old.iter().any(|old| now.digest(field, old) == digest);
        (named, fits)
    };
    let said: Vec<(bool, bool)> = words.fresh.iter().map(told).collect();
    let mut fitting = (0..said.len()).filter(|&at| said[at] == (true, true)).peekable();
    let change = match () {
        () if fitting.peek().is_some() => match fitting.any(|at| words.tell(at, of, &now.way)) {
            true => Change::Told,
            false => Change::Untold,
        },
        () if all_at_once(&words.fresh, text.as_deref(), |old| {
            now.digest(field, old) == digest
        }) =>
        {
            Change::Told
        }
        () if said.iter().any(|(named, _)| *named) => Change::OtherOld,
        () if is_words(of) => Change::Words,
        () => Change::Untold,
    };
    let way = value.map(|v| v.way.clone()).unwrap_or_else(|| now.way.clone());
    Changed { way, now: text, field: declared, change }
}

/// A row that is gone: a correction that names it, by its paper's number or first word, and nothing as the new value,
/// tells it.
fn vanished(was: &LockedGroup, seal: &Seal, fresh: &[Correction]) -> Changed {
    let struck = fresh.iter().filter(|c| NOTHING.contains(&c.new.trim()));
    let named =
        |c: &Correction| [&c.what, &c.old].iter().any(|said| seal.names_row(&was.key, said));
    let of_person = seal.groups.iter().any(|group| group.of_person);
    let change = match (struck.clone().any(named), of_person) {
        (true, _) => Change::Told,
        (false, true) => Change::Words,
        (false, false) => Change::Untold,
    };
    Changed { way: String::new(), now: None, field: None, change }
}

/// Whether the correction's new value is what stands there now.
fn names(correction: &Correction, of: Type, now: Option<&str>) -> bool {
    match now {
        None => NOTHING.contains(&correction.new.trim()),
        Some(now) => {
            let new = meant(of, &correction.new);
            same(of, &new, now) || (is_words(of) && !new.is_empty() && now.contains(&new))
        }
    }
}

/// What the correction says stood there, as the field would hold it.
fn olds(correction: &Correction, of: Type, now: Option<&str>) -> Vec<String> {
    let old = meant(of, &correction.old);
    let mut all = vec![old.clone()];
    match of {
        // Pages show spending with a minus that the file does not have.
        Type::Money => all.push(match old.strip_prefix('-') {
            Some(plain) => plain.to_string(),
            None => format!("-{old}"),
        }),
        _ if is_words(of) => {
            let new = meant(of, &correction.new);
            let part = now.filter(|now| !new.is_empty() && now.contains(&new));
            all.extend(part.map(|now| now.replacen(&new, &old, 1)));
        }
        _ => {}
    }
    all
}

/// Whether several corrections of one text, taken back together, give what was published.
fn all_at_once(fresh: &[Correction], now: Option<&str>, is_old: impl Fn(&str) -> bool) -> bool {
    let Some(now) = now else { return false };
    let mut text = now.to_string();
    for correction in fresh.iter().rev().filter(|c| !c.new.trim().is_empty()) {
        text = text.replacen(correction.new.trim(), correction.old.trim(), 1);
    }
    text != now && is_old(&text)
}

fn same(of: Type, a: &str, b: &str) -> bool {
    let sign = |text: &str| text.trim_start_matches('-').to_string();
    a == b || (matches!(of, Type::Money) && sign(a) == sign(b))
}

/// What people wrote, as against what is counted.
fn is_words(of: Type) -> bool {
    matches!(of, Type::Text | Type::Texts | Type::Person | Type::Party | Type::Phone)
}
