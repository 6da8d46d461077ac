//! New corrections that tell no change: the record does not say what they say it says now, or never said otherwise.

use std::collections::BTreeSet;

use super::changes::{AFTERWARDS, differences, is_words, names, same};
use super::{Changed, Group, Locked, LockedGroup, Seal, Sealed, meant, says_nothing};
use crate::model::shape::Type;
use crate::model::table::Correction;
use crate::model::{Currency, Said};

/// A correction that was not published yet and tells no change.
#[derive(Debug)]
pub struct Idle {
    /// Its place among the record's corrections.
    pub at: usize,
    /// What the record says at the place it names; nothing where it has no such row.
    pub now: Option<Said>,
}

/// What stands behind the number of a paper where the whole row is meant.
const WHOLE_ROW: &[&str] = &["", "整笔", "一笔", "这笔", "这一笔", "row", "line"];

/// Words shorter than this stand in a text by chance.
const CHARS_MIN: usize = 2;

/// Whether the lock holds the correction at this place, wherever in the list it stood.
pub(super) fn is_published(locked: &Locked, seal: &Seal, at: usize) -> bool {
    let now = seal.groups.iter().find(|group| group.way == format!("corrections.{at}"));
    let like = |was: &&LockedGroup| now.is_some_and(|now| now.key == was.key);
    let mut like = locked.groups.iter().filter(like);
    like.any(|was| now.is_some_and(|now| differences(was, now).is_empty()))
}

/// Corrections with an old and a new value that are new and tell none of the changes, where they name what is sealed.
/// What a record is only counted from, a total of the page, has no seal: of that they may say what they like.
pub fn idle(
    (locked, seal): (&Locked, &Seal),
    corrections: &[Correction],
    all: &[Changed],
) -> Vec<Idle> {
    // One that was published and is written otherwise now is a change itself.
    let is_edited =
        |at: usize| all.iter().any(|c| c.way.starts_with(&format!("corrections.{at}.")));
    let says = |c: &Correction| !says_nothing(&c.old) && !says_nothing(&c.new);
    let fresh: Vec<(usize, &Correction)> = corrections
        .iter()
        .enumerate()
        .filter(|(at, c)| says(c) && !is_published(locked, seal, *at) && !is_edited(*at))
        .collect();
    let mut tells: Vec<bool> = fresh.iter().map(|(_, c)| tells((locked, seal), c, all)).collect();
    // One that another goes on from tells with it: 400 became 350, and 350 became 300.
    while let Some(next) = (0..fresh.len()).find(|&i| !tells[i] && goes_on(&fresh, &tells, i)) {
        tells[next] = true;
    }
    let untold = fresh.iter().zip(tells).filter(|(_, tells)| !tells).map(|(one, _)| one);
    untold
        .filter_map(|(at, c)| Some(Idle { at: *at, now: contradicted(locked, seal, c)? }))
        .collect()
}

/// Whether a correction's new value is the old one of another that tells a change, or the two undo each other.
fn goes_on(fresh: &[(usize, &Correction)], tells: &[bool], at: usize) -> bool {
    let value = |text: &str| meant(Type::Money, text);
    let own = fresh[at].1;
    fresh.iter().enumerate().filter(|(i, _)| *i != at).any(|(i, (_, other))| {
        let upon = value(&other.old) == value(&own.new) || other.old.contains(own.new.trim());
        upon && (tells[i] || value(&other.new) == value(&own.old))
    })
}

/// Whether its new value stands where something changed, in a row it names if it names one, or where nothing was sealed.
fn tells((locked, seal): (&Locked, &Seal), c: &Correction, all: &[Changed]) -> bool {
    let named = named_rows(seal, c);
    let is_there = |way: &str| {
        let row = seal.groups.iter().find(|row| row.paper.is_some() && is_in(way, &row.way));
        named.is_empty() || row.is_none_or(|row| named.iter().any(|named| named.way == row.way))
    };
    let changed = all.iter().filter(|changed| is_there(&changed.way)).any(|changed| {
        let of = changed.field.map_or(Type::Text, |field| field.of);
        changed.now.is_some() && names(c, of, changed.now.as_deref())
    });
    let is_new = |row: &Group, value: &Sealed| {
        let mut like = locked.groups.iter().filter(|was| was.key == row.key);
        !like.any(|was| was.values.iter().any(|old| old.field == value.field))
    };
    let mut values = rows(seal).flat_map(|row| row.values.iter().map(move |value| (row, value)));
    changed
        || values.any(|(row, value)| {
            is_there(&row.way) && names(c, value.of, Some(&value.text)) && is_new(row, value)
        })
}

/// Whether a value's way is inside a row.
fn is_in(way: &str, row: &str) -> bool {
    way.strip_prefix(row).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The record's own values and its rows that are sealed one by one.
fn rows(seal: &Seal) -> impl Iterator<Item = &Group> {
    let is_row = |row: &&Group| row.list.is_none_or(|list| !AFTERWARDS.contains(&list));
    seal.groups.iter().filter(is_row).filter(|row| row.list.is_some() || row.way.is_empty())
}

/// The rows a correction names, by the number of their paper or their first word.
fn named_rows<'a>(seal: &'a Seal, c: &Correction) -> Vec<&'a Group> {
    let is_named = |row: &&Group| match &row.paper {
        Some(paper) => papers(&c.what, paper).any(|other| other == paper),
        None => row.list.is_some() && seal.names_row(&row.key, c.what.trim()),
    };
    rows(seal).filter(is_named).collect()
}

/// The numbers of papers in a text that are written as this one is: the same letters and then digits.
fn papers<'t>(text: &'t str, like: &str) -> impl Iterator<Item = &'t str> {
    let head = like.trim_end_matches(|c: char| c.is_ascii_digit()).to_string();
    let is_numbered = head.len() < like.len();
    let starts: Vec<usize> = text.match_indices(&head).map(|(at, _)| at).collect();
    let one = move |at: usize| {
        let rest = &text[at + head.len()..];
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_paper = !head.is_empty() && is_numbered == (behind.len() < rest.len());
        is_paper.then(|| &text[at..text.len() - behind.len()])
    };
    starts.into_iter().filter_map(one)
}

/// What the record says where a correction that tells no change names a sealed place surely; nothing inside where it names
/// a paper that neither the record nor the lock has.
fn contradicted(locked: &Locked, seal: &Seal, c: &Correction) -> Option<Option<Said>> {
    let named = named_rows(seal, c);
    let (mut bare, mut unknown) = (c.what.trim().to_string(), false);
    let own: BTreeSet<&str> = rows(seal).filter_map(|row| row.paper.as_deref()).collect();
    let said: BTreeSet<&str> = own.iter().flat_map(|paper| papers(&c.what, paper)).collect();
    for other in said {
        let is_here = own.contains(other);
        if !is_here && locked.groups.iter().any(|was| seal.names_row(&was.key, other)) {
            return None;
        }
        // Without a letter it may as well be a day.
        unknown |= !is_here && other.contains(char::is_alphabetic);
        bare = bare.replace(other, " ");
    }
    if named.is_empty() {
        return if unknown { Some(None) } else { by_label(seal, c, &bare).map(Some) };
    }
    let mut values = named.iter().flat_map(|row| row.values.iter().map(move |v| (*row, v)));
    let labels = |(row, value): &(&Group, &Sealed)| {
        label(row, value).is_some_and(|words| words.iter().any(|word| bare.contains(word)))
    };
    let found = values.clone().find(labels).or_else(|| {
        let bare = bare.trim_matches(|c: char| c.is_whitespace() || c == '的');
        let is_money = |value: &Sealed| {
            let is_number = |text: &str| Currency::read_any(text.trim()).is_some();
            matches!(value.of, Type::Money) && is_number(&c.old) && is_number(&c.new)
        };
        let is_whole = WHOLE_ROW.contains(&bare);
        values.find(|(_, value)| is_whole && (is_money(value) || stands(c, value)))
    });
    found.map(|(row, value)| Some(shown(row, value)))
}

/// Of a correction that names no row: a value of the record's own by its label, or one of a row that is the old or the new.
fn by_label(seal: &Seal, c: &Correction, bare: &str) -> Option<Said> {
    let apart = |c: char| c.is_whitespace() || "的、，,：:".contains(c);
    let is_label = |word: &&str| bare.trim() == *word || bare.split(apart).any(|one| one == *word);
    let mut values = rows(seal).flat_map(|row| row.values.iter().map(move |value| (row, value)));
    let found = values.find(|(row, value)| {
        let is_named = label(row, value).is_some_and(|words| words.iter().any(&is_label));
        // When its posting starts again, its days are counted anew, whatever the record says of them.
        let own = row.way.is_empty() && !c.restarts();
        is_named && (own || row.list.is_some() && stands(c, value))
    });
    found.map(|(row, value)| shown(row, value))
}

/// What a value is called in the file and on the page.
fn label(row: &Group, value: &Sealed) -> Option<[&'static str; 3]> {
    match row.field(&value.field) {
        Some(field) => Some([field.words.zh, field.words.en, field.name]),
        None => (value.way == "body").then_some(["正文", "text", "body"]),
    }
}

/// Whether a value is the old or the new one of a correction, or has it in its words.
fn stands(c: &Correction, value: &Sealed) -> bool {
    [&c.old, &c.new].into_iter().any(|said| {
        let said = meant(value.of, said);
        let in_words = is_words(value.of) && said.chars().count() >= CHARS_MIN;
        same(value.of, &said, &value.text) || in_words && value.text.contains(&said)
    })
}

fn shown(row: &Group, value: &Sealed) -> Said {
    let choice = match value.of {
        Type::Choice(all) => all.iter().find(|choice| choice.key == value.text),
        _ => None,
    };
    let words = row.field(&value.field).map_or(("正文", "text"), |f| (f.words.zh, f.words.en));
    let (zh, en) = choice.map_or((&*value.text, &*value.text), |c| (c.words.zh, c.words.en));
    Said::new(format!("`{}`是 `{zh}`", words.0), format!("{} `{en}`", words.1))
}
