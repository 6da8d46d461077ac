//! Names of persons prepared to be found again in free text, where they are masked as well.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::around::{self, bare};
use super::field::{self, parties};
use super::kinds::is_group;
use super::standing::{Standing, standing};
use super::{
    bracket_text, is_han, is_harmless, is_masked, is_middle_dot, letters, mask_one, split_bracket,
    split_others, stated,
};
use crate::model::spelling::{self, Letters, is_unseen, typed};

/// Full names by their first letter, the longest first.
#[derive(Clone, Debug, Default)]
pub struct Names {
    by_first: BTreeMap<char, Vec<Known>>,
    /// Names of places and bodies that hold one of them: 向阳村 stays where 向阳 is masked.
    spared: BTreeSet<String>,
}

/// A name as it is looked for: its letters in the form in which they compare.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Known {
    pub(super) letters: Vec<char>,
    /// Where a word of it begins; of Chinese letters each may.
    pub(super) words: Vec<bool>,
    /// What [`super::mask`] makes of it where it has a middle dot.
    dotted: Option<String>,
}

impl Names {
    /// The names that fields for a person hold: one or several, with brackets, offices and groups around them.
    pub fn of<'a>(fields: impl IntoIterator<Item = &'a str>) -> Names {
        let mut names = Names::default();
        // Who is paid every month is looked at once.
        let fields: BTreeSet<&str> = fields.into_iter().collect();
        for name in fields.into_iter().flat_map(parties).flat_map(field::names) {
            let name = stated(name).map_or(name, |(named, _)| named);
            let (named, bracket) = split_bracket(name.trim());
            names.add(split_others(named.trim_end()).0);
            let inside = parties(bracket_text(bracket)).into_iter();
            inside.filter(|inside| !is_harmless(inside)).for_each(|inside| names.add(inside));
        }
        for known in names.by_first.values_mut() {
            known.sort_by(|a, b| b.letters.len().cmp(&a.letters.len()).then(a.cmp(b)));
            known.dedup();
        }
        names
    }

    /// These names, not looked for within names that are no persons'.
    pub fn sparing<'a>(mut self, others: impl IntoIterator<Item = &'a str>) -> Names {
        for other in others {
            let longer = |name: &Known| name.letters.len() < other.chars().count();
            let mut starts = other.char_indices();
            if starts.any(|(at, first)| {
                let mut known = self.beginning(first).iter().filter(|name| longer(name));
                known.any(|name| ends_at(other, at, name).is_some())
            }) {
                self.spared.insert(other.to_string());
            }
        }
        self
    }

    /// These names without those of people who act in their duty.
    pub fn without<'a>(mut self, in_duty: impl IntoIterator<Item = &'a str>) -> Names {
        for name in in_duty {
            let (letters, _) = parsed(name);
            for known in self.by_first.values_mut() {
                known.retain(|other| other.letters != letters);
            }
        }
        self
    }

    /// These names without those of `others`, unless they are also in `kept`.
    pub fn but(&self, others: &Names, kept: &Names) -> Names {
        let mut names = self.clone();
        for known in names.by_first.values_mut() {
            known.retain(|name| !others.has(&name.letters) || kept.has(&name.letters));
        }
        names
    }

    pub fn is_empty(&self) -> bool {
        self.by_first.values().all(Vec::is_empty)
    }

    /// The letters of each name.
    pub(super) fn all_letters(&self) -> impl Iterator<Item = &[char]> {
        self.by_first.values().flatten().map(|name| name.letters.as_slice())
    }

    /// Whether one of them has two letters, which may be parts of other words.
    pub fn has_short(&self) -> bool {
        self.by_first.values().flatten().any(is_short)
    }

    /// The names that may begin with a letter of a text, the longest first.
    pub(super) fn beginning(&self, letter: char) -> &[Known] {
        let first = spelling::letters(letter).next();
        first.and_then(|first| self.by_first.get(&first)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn begins_in_ascii(&self) -> bool {
        self.by_first.range('\0'..'\u{80}').next().is_some()
    }

    fn add(&mut self, said: &str) {
        let said = said.trim();
        let among = around::names(said).into_iter().map(|one| said[one].to_string());
        for name in [said, bare(said)].into_iter().flat_map(several).chain(among) {
            // Behind a star that hides nothing stands what it shows: 张三*.
            let shown = if is_masked(bare(&name)) { &name } else { before_star(&name) };
            let (letters, words) = parsed(shown);
            let Some(first) = letters.first().copied().filter(|_| is_name(shown)) else { continue };
            let dotted = shown.contains(is_middle_dot).then(|| mask_one(shown));
            self.by_first.entry(first).or_default().push(Known { letters, words, dotted });
        }
    }

    /// Whether the field holds exactly one of these names.
    pub fn hold(&self, field: &str) -> bool {
        let field = stated(field).map_or(field, |(named, _)| named);
        self.has(&parsed(field).0)
    }

    fn has(&self, letters: &[char]) -> bool {
        let known = letters.first().and_then(|first| self.by_first.get(first));
        known.is_some_and(|known| known.iter().any(|other| other.letters == letters))
    }

    /// The text with every occurrence of a name replaced by its mask, the longest first.
    pub fn mask<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut out = String::new();
        let mut copied = 0;
        for (span, masked) in self.found(text) {
            out.push_str(&text[copied..span.start]);
            out.push_str(&masked);
            copied = span.end;
        }
        if copied == 0 {
            return Cow::Borrowed(text);
        }
        out.push_str(&text[copied..]);
        Cow::Owned(out)
    }

    /// Where names stand in a plain text, in its order, each with its mask.
    ///
    /// Blanks, dots, dashes and characters without width between the letters do not hide a Chinese name, nor do traditional
    /// letters or full width. A name in Latin letters counts in any case, and only as whole words; one of two Chinese
    /// letters only at an edge of the words.
    pub fn found(&self, text: &str) -> Vec<(Range<usize>, String)> {
        let places = self.places(text).into_iter().filter(|(_, _, how)| *how == Standing::Name);
        places.map(|(span, name, _)| (span.clone(), masked(name, &text[span]))).collect()
    }

    /// Where the letters of names stand, and how those of two Chinese letters do.
    pub(super) fn places(&self, text: &str) -> Vec<(Range<usize>, &Known, Standing)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let known = self.beginning(first).iter();
            let all = known.filter_map(|name| Some((name, ends_at(text, at, name)?)));
            let mut all = all.map(|(name, end)| (at..end, name, how(text, &(at..end), name)));
            let here = all.find(|(_, _, how)| *how != Standing::Word);
            let spared = self.spared(text, at).unwrap_or(0);
            at = match here {
                Some(one) if one.0.end > spared => {
                    let end = one.0.end;
                    found.push(one);
                    end
                }
                _ => spared.max(at + first.len_utf8()),
            };
        }
        found
    }

    /// Where a name ends that is no person's, if it begins here.
    pub(super) fn spared(&self, text: &str, at: usize) -> Option<usize> {
        let here = self.spared.iter().filter(|other| text[at..].starts_with(other.as_str()));
        here.map(|other| at + other.len()).max()
    }
}

fn how(text: &str, span: &Range<usize>, name: &Known) -> Standing {
    if is_short(name) { standing(text, span) } else { Standing::Name }
}

fn is_short(name: &Known) -> bool {
    let short = name.letters.len() == 2 && name.letters.iter().all(|c| is_han(*c));
    short && name.dotted.is_none()
}

/// The mask of a name as a text writes it.
fn masked(name: &Known, written: &str) -> String {
    let seen: String = written.chars().filter(|c| !is_unseen(*c)).flat_map(typed).collect();
    match &name.dotted {
        Some(mask) => mask.clone(),
        None if seen.contains(is_han) => {
            mask_one(&seen.chars().filter(|c| !parts(*c)).collect::<String>())
        }
        None => mask_one(&seen),
    }
}

/// The letters of a name in the form in which they compare, each with whether a word begins there.
fn parsed(name: &str) -> (Vec<char>, Vec<bool>) {
    let (mut letters, mut words, mut begins) = (Vec::new(), Vec::new(), true);
    for c in name.trim().chars().filter(|c| !is_unseen(*c)) {
        if parts(c) {
            begins = true;
            continue;
        }
        for letter in spelling::letters(c) {
            letters.push(letter);
            words.push(begins || is_han(letter));
            begins = false;
        }
    }
    (letters, words)
}

/// What may stand between the letters of a name without hiding it.
pub(super) fn parts(c: char) -> bool {
    const MARKS: &str = "-‐‑‒–—―_.'’~|";
    c.is_whitespace() || is_middle_dot(c) || typed(c).all(|c| MARKS.contains(c))
}

/// What stands before the first star of a name.
fn before_star(name: &str) -> &str {
    name.split(['*', '＊']).next().unwrap_or(name)
}

/// A name of one character would hit ordinary words; a masked one hides already; 村民 names nobody.
fn is_name(name: &str) -> bool {
    letters(name).len() > 1 && !is_masked(bare(name)) && !is_group(name) && !around::is_word(name)
}

/// Two names joined by a word or a blank are two names; 张和平 is one.
pub(super) fn several(said: &str) -> Vec<String> {
    let mut names = vec![said.to_string()];
    if !said.contains(is_han) {
        return names;
    }
    let name_like =
        |part: &&str| part.contains(is_middle_dot) || (2..=4).contains(&letters(part).len());
    let cuts: [&dyn Fn(char) -> bool; 2] =
        [&|c| c.is_whitespace(), &|c| "和与及跟同-—+＋&＆|｜".contains(c)];
    for cut in cuts {
        let parts: Vec<&str> = said.split(cut).map(str::trim).collect();
        if parts.len() > 1 && parts.iter().all(name_like) {
            names.extend(parts.iter().map(|part| part.to_string()));
        }
    }
    names
}

/// Where this occurrence of the name ends, if it begins here.
fn ends_at(text: &str, at: usize, name: &Known) -> Option<usize> {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    let end = Hand::at(text, at).follow(name, |rest, place| gap(rest, name.words[place]))?;
    // What chooses the form of the last letter belongs to it.
    let end = end + unseen(&text[end..]);
    let joined_before =
        latin(name.letters.first().copied()) && latin(text[..at].chars().next_back());
    let joined_after = latin(name.letters.last().copied()) && latin(text[end..].chars().next());
    (!joined_before && !joined_after).then_some(end)
}

/// A place in a text from which a name is read letter by letter, each in the form in which letters compare.
pub(super) struct Hand<'t> {
    text: &'t str,
    at: usize,
    /// What is left of the character before: `ﬁ` is two letters.
    left: Letters,
}

impl<'t> Hand<'t> {
    pub(super) fn at(text: &'t str, at: usize) -> Hand<'t> {
        Hand { text, at, left: Letters::default() }
    }

    /// Where the name ends, if it stands here; `gap` says how many bytes of what follows part two letters, the second by
    /// its place.
    pub(super) fn follow(
        mut self,
        name: &Known,
        mut gap: impl FnMut(&'t str, usize) -> usize,
    ) -> Option<usize> {
        for (place, letter) in name.letters.iter().enumerate() {
            if self.left.is_empty() {
                if place > 0 {
                    self.at += gap(&self.text[self.at..], place);
                }
                let next = self.text[self.at..].chars().next()?;
                self.at += next.len_utf8();
                self.left = spelling::letters(next);
            }
            if self.left.next()? != *letter {
                return None;
            }
        }
        self.left.is_empty().then_some(self.at)
    }
}

/// How many bytes between two letters of a name hide nothing: up to three marks, and whatever nobody sees. Within a word
/// of Latin letters no blank stands.
fn gap(text: &str, word_begins: bool) -> usize {
    let mut seen = 0;
    let marks = text.chars().take_while(|c| {
        let fits = is_unseen(*c) || parts(*c) && (word_begins || !c.is_whitespace());
        seen += usize::from(!is_unseen(*c));
        fits && seen <= 3
    });
    marks.map(char::len_utf8).sum()
}

fn unseen(text: &str) -> usize {
    text.chars().take_while(|c| is_unseen(*c)).map(char::len_utf8).sum()
}
