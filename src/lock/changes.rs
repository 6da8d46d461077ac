//! What differs between a record as published and as it stands now, and which differences its corrections tell of.

use std::collections::{BTreeMap, BTreeSet};

use super::group::is_masked;
use super::{
    Cut, Group, INSIDE, Locked, LockedGroup, LockedValue, Seal, Sealed, Taken, idle, meant, prose,
};
use crate::model::Date;
use crate::model::date::{days_between, parse_date};
use crate::model::party::mask;
use crate::model::shape::{Field, Type};
use crate::model::table::Correction;

/// Words for nothing, as the new value of what was struck out.
const NOTHING: &[&str] = &["", "无", "删去", "删除", "空", "—", "-", "none", "removed", "deleted"];

/// Words for what is not said again, as the old value of what personal data was taken out of.
const WITHHELD: &[&str] = &["已撤下", "已隐去", "略", "withheld", "taken away"];

/// Where rows go on to come, one younger than this many days before the lock was written came in its turn: papers reach
/// the office weeks after the day they name.
const GOES_ON_DAYS: i64 = 31;

/// Lists that sum up a time which is over when they are published: nothing grows there.
const CLOSED: &[&str] = &["lines"];

/// Lists that are about what happened after publication.
pub(super) const AFTERWARDS: &[&str] = &["corrections", "removed", "explain", "attachments"];

/// Whether the old or new value of a correction stands for nothing.
pub(super) fn is_nothing(value: &str) -> bool {
    NOTHING.contains(&value.trim())
}

/// Whether the old or new value of a correction stands for nothing, or for what is not said again.
pub fn says_nothing(value: &str) -> bool {
    NOTHING.contains(&value.trim()) || WITHHELD.contains(&value.trim())
}

/// Whether a correction says that something was taken away and what stands there now.
pub fn tells_return(corrections: &[Correction]) -> bool {
    let mut all = corrections.iter();
    all.any(|one| WITHHELD.contains(&one.old.trim()) && !NOTHING.contains(&one.new.trim()))
}

/// One thing that was published and is no more what it was, or came after.
#[derive(Debug)]
pub struct Changed {
    /// Where it is to be looked for now.
    pub way: String,
    /// What stands there now; nothing where the value or its whole row is gone.
    pub now: Option<String>,
    /// The declared field, where one value changed.
    pub field: Option<&'static Field>,
    pub change: Change,
    /// The digests of its row and field, by which a removal is remembered.
    key: (String, String),
}

impl Changed {
    /// Whether it is an amount, or a row that is gone.
    pub fn moves_money(&self) -> bool {
        match self.field {
            Some(field) => matches!(field.of, Type::Money),
            None => self.way.is_empty() || self.is_added(),
        }
    }

    /// Whether other words stand there now.
    pub fn is_reworded(&self) -> bool {
        self.now.is_some() && self.field.is_none_or(|field| is_words(field.of)) && !self.is_inside()
    }

    /// Whether it is a row that was not there.
    pub fn is_added(&self) -> bool {
        matches!(self.change, Change::Added { .. })
    }

    /// As the lock remembers what this removal of the record took away.
    pub fn taken(&self, removal: usize) -> Taken {
        let (key, field) = self.key.clone();
        Taken { removal, key, field }
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
    /// Only words that are gone, some of their clauses, or a person's row: what a removal may take away.
    Cut,
    /// Some clauses of a text are gone, and nothing at their place says so.
    Unmarked,
    /// Other words, and a correction that does not say the old ones again: a removal must say why.
    Withheld,
    /// No correction tells it.
    Untold,
    /// Something stands again where a removal had taken a value away, and no correction tells it.
    Refilled,
    /// A row that was not there, told by a correction or not.
    Added { told: bool },
}

/// When the lock was written; a row's own day is laid beside it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Since(pub Option<Date>);

impl Since {
    /// Whether a row with this day cannot have been left out, up to so many days before the lock was written.
    fn goes_on(self, day: Date, days: i64) -> bool {
        self.0.is_some_and(|accepted| days_between(day, accepted) <= days)
    }
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

/// Everything that was published and differs now, and rows that belong to a time which was over. A field that was
/// empty and is filled is no difference.
pub fn changes(
    locked: &Locked,
    seal: &Seal,
    corrections: &[Correction],
    since: Since,
) -> Vec<Changed> {
    let mut words = Words { fresh: fresh(locked, seal, corrections), spent: BTreeMap::new() };
    let mut free: Vec<&Group> = seal.groups.iter().collect();
    let mut all = Vec::new();
    for was in &locked.groups {
        let like: Vec<usize> = (0..free.len()).filter(|&i| free[i].key == was.key).collect();
        let same = like.iter().find(|&&i| differences(was, free[i]).is_empty());
        match same.or(like.first()) {
            Some(&i) => {
                let now = free.remove(i);
                for value in differences(was, now) {
                    all.push(changed(now, was, value, &mut words));
                }
                all.extend(refilled(locked, was, now, &words.fresh));
            }
            None => match renamed(was, seal, &free, &words.fresh) {
                Some((i, now)) => {
                    free.remove(i);
                    for value in differences(was, &now) {
                        all.push(changed(&now, was, value, &mut words));
                    }
                }
                None => all.push(vanished(was, seal, &words.fresh)),
            },
        }
    }
    let afterwards = free.into_iter().filter(|row| is_afterthought(row, locked, seal, since));
    all.extend(afterwards.map(|row| added(row, seal, &words.fresh)));
    all
}

/// Whether a row that the lock does not know must be told: it was there to be published, and was not. What happened since
/// was not; and a list that was empty is filled as any field is, unless with money.
fn is_afterthought(row: &Group, locked: &Locked, seal: &Seal, since: Since) -> bool {
    let Some(list) = row.list.filter(|list| !AFTERWARDS.contains(list)) else { return false };
    if CLOSED.contains(&list) {
        return true;
    }
    let day = row.values.iter().find(|value| matches!(value.of, Type::Date));
    match day.and_then(|day| parse_date(&day.text)) {
        Some(day) if row.grows => return !since.goes_on(day, GOES_ON_DAYS),
        None if row.grows => return false,
        Some(day) if since.goes_on(day, -1) => return false,
        _ => {}
    }
    row.values.iter().any(|value| matches!(value.of, Type::Money))
        || seal.groups.iter().any(|other| {
            other.list == Some(list) && locked.groups.iter().any(|was| was.key == other.key)
        })
}

/// A row that was not there: a correction that names it, with nothing as the old value, tells it.
fn added(row: &Group, seal: &Seal, fresh: &[Correction]) -> Changed {
    let mut new = fresh.iter().filter(|c| NOTHING.contains(&c.old.trim()));
    let named =
        |c: &Correction| [&c.what, &c.new].iter().any(|said| seal.names_row(&row.key, said));
    // A row that is known by nothing cannot be named: there any such correction tells it.
    let nameless = seal.names_row(&row.key, "");
    let told = new.any(|c| nameless || named(c));
    Changed {
        way: row.way.clone(),
        now: None,
        field: None,
        change: Change::Added { told },
        key: (row.key.clone(), String::new()),
    }
}

/// The corrections that were not published yet, wherever in their list they stand.
fn fresh(locked: &Locked, seal: &Seal, corrections: &[Correction]) -> Vec<Correction> {
    let fresh =
        corrections.iter().enumerate().filter(|(at, _)| !idle::is_published(locked, seal, *at));
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
pub(super) fn differences<'w>(was: &'w LockedGroup, now: &Group) -> Vec<&'w LockedValue> {
    let mut present: Vec<&Sealed> = now.values.iter().collect();
    let mut missing = Vec::new();
    for value in &was.values {
        let same = |p: &&Sealed| p.field == value.field && now.has(p, &value.digest);
        match present.iter().position(same) {
            Some(at) => {
                present.swap_remove(at);
            }
            None => missing.push(value),
        }
    }
    missing
}

fn changed(now: &Group, was: &LockedGroup, gone: &LockedValue, words: &mut Words) -> Changed {
    let LockedValue { field, digest, parts } = gone;
    let known = |value: &&Sealed| was.values.iter().any(|other| now.has(value, &other.digest));
    let mut there = now.values.iter().filter(|value| value.field == *field);
    let value = there.clone().find(|value| !known(value)).or_else(|| there.next());
    let value = value.filter(|value| !known(value));
    let declared = now.field(field);
    let of = value.map(|v| v.of).or(declared.map(|f| f.of)).unwrap_or(Type::Text);
    let text = value.map(|value| value.text.clone());
    // Of a name the one part is its mask.
    let clauses = if parts.len() == 1 { &[] } else { &parts[..] };
    let told = |correction: &Correction| {
        let named = names(correction, of, text.as_deref());
        let old = olds(correction, of, text.as_deref());
        let like = |old: &String| is_words(of) && now.was_read(old, parts);
        let fits = old.iter().any(|old| now.is(field, old, digest) || like(old));
        let mut whole =
            text.iter().filter(|_| is_words(of)).flat_map(|now| prose::before(correction, now));
        match whole.any(|old| now.is(field, &old, digest)) {
            true => (true, true),
            false => (named, fits),
        }
    };
    let said: Vec<(bool, bool)> = words.fresh.iter().map(told).collect();
    let mut fitting = (0..said.len()).filter(|&at| said[at] == (true, true)).peekable();
    let change = match () {
        () if fitting.peek().is_some() => match fitting.any(|at| words.tell(at, of, &now.way)) {
            true => Change::Told,
            false => Change::Untold,
        },
        () if all_at_once(&words.fresh, text.as_deref(), |old| now.is(field, old, digest)) => {
            Change::Told
        }
        () if is_words(of) && withheld(&words.fresh, &said) => Change::Withheld,
        () if said.iter().any(|(named, _)| *named) => Change::OtherOld,
        () if is_words(of) => match text.as_deref().map(|text| now.cut(text, clauses)) {
            None | Some(Some(Cut::Marked)) => Change::Cut,
            Some(Some(Cut::Unmarked)) => Change::Unmarked,
            Some(None) => Change::Untold,
        },
        () => Change::Untold,
    };
    let way = value.map(|v| v.way.clone()).unwrap_or_else(|| now.way.clone());
    Changed { way, now: text, field: declared, change, key: (was.key.clone(), field.clone()) }
}

/// Values where a removal left none: a correction names them, with words for what was taken away as the old value.
fn refilled(locked: &Locked, was: &LockedGroup, now: &Group, fresh: &[Correction]) -> Vec<Changed> {
    let is_empty = |field: &str| was.values.iter().all(|value| value.field != field);
    let taken = locked.taken.iter().filter(|taken| taken.key == was.key && is_empty(&taken.field));
    let fields: BTreeSet<&str> = taken.map(|taken| taken.field.as_str()).collect();
    let again = now.values.iter().filter(|value| fields.contains(value.field.as_str()));
    let one = |value: &Sealed| {
        let named = |c: &Correction| {
            WITHHELD.contains(&c.old.trim()) && names(c, value.of, Some(&value.text))
        };
        Changed {
            way: value.way.clone(),
            now: Some(value.text.clone()),
            field: now.field(&value.field),
            change: if fresh.iter().any(named) { Change::Told } else { Change::Refilled },
            key: (was.key.clone(), value.field.clone()),
        }
    };
    again.map(one).collect()
}

/// Whether a correction names the new words and leaves the old ones unsaid.
fn withheld(fresh: &[Correction], said: &[(bool, bool)]) -> bool {
    let mut all = fresh.iter().zip(said);
    all.any(|(correction, (named, _))| *named && WITHHELD.contains(&correction.old.trim()))
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
        (false, true) => Change::Cut,
        (false, false) => Change::Untold,
    };
    let key = (was.key.clone(), String::new());
    Changed { way: String::new(), now: None, field: None, change, key }
}

/// Whether the correction's new value is what stands there now.
pub(super) fn names(correction: &Correction, of: Type, now: Option<&str>) -> bool {
    match now {
        None => NOTHING.contains(&correction.new.trim()),
        Some(now) => {
            let new = meant(of, &correction.new);
            let masked = is_words(of) && is_masked(&new) && mask(&new) == mask(now);
            same(of, &new, now) || masked || is_words(of) && !new.is_empty() && now.contains(&new)
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

pub(super) fn same(of: Type, a: &str, b: &str) -> bool {
    let sign = |text: &str| text.trim_start_matches('-').to_string();
    a == b || (matches!(of, Type::Money) && sign(a) == sign(b))
}

/// What people wrote, as against what is counted.
pub(super) fn is_words(of: Type) -> bool {
    matches!(of, Type::Text | Type::Texts | Type::Person | Type::Party | Type::Phone)
}
