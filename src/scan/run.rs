//! Reads digits that may make one number, as people disguise them: grouped, escaped, ornamented.

use super::check;
use super::digits::{Element, Mark, element};

/// What joins a group of digits to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// The first group has nothing before it.
    Edge,
    Space,
    Dash,
    Mark(Mark),
    /// One end of a line, and what indents the next.
    Break,
}

impl Joint {
    /// Joins figures as well as numbers, so that only few groupings across it count.
    pub fn is_weak(self) -> bool {
        matches!(self, Joint::Mark(_) | Joint::Break)
    }
}

/// Digits standing together without a separator.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    pub joint: Joint,
    /// Where its digits begin in [`Run::digits`].
    pub first: usize,
    pub count: usize,
    /// Byte offsets in the text.
    pub start: usize,
    pub end: usize,
}

/// Groups of digits with nothing but separators between them.
#[derive(Default)]
pub(super) struct Run {
    pub digits: Vec<u8>,
    /// The byte offset after each digit.
    pub ends: Vec<usize>,
    pub groups: Vec<Group>,
    /// Where an X ends that stands right after the last group, or one separator further.
    pub cross: Option<usize>,
    /// Byte offset after the last digit or X.
    pub end: usize,
    /// The byte before the run (0 at the beginning of the text) and the three after it.
    pub before: u8,
    pub after: [u8; 3],
    /// Whether ornaments were read as digits.
    pub ornate: bool,
}

/// The separators since the last digit.
#[derive(Default)]
struct Gap {
    spaces: usize,
    dashes: usize,
    breaks: usize,
    mark: Option<Mark>,
}

impl Gap {
    /// Adds a separator; `false` where so much does not stand inside one number.
    fn takes(&mut self, what: Element) -> bool {
        // More spaces or dashes are a column or a rule, unless they indent a line.
        const SEPARATORS_MAX: usize = 2;
        const INDENT_MAX: usize = 40;
        match what {
            Element::Space => self.spaces += 1,
            Element::Dash => self.dashes += 1,
            Element::Break => self.breaks += 1,
            Element::Mark(mark) => match self.mark.replace(mark) {
                None => {}
                // `) (` is one separator to the eye; other marks in a row are punctuation.
                Some(Mark::Bracket) if mark == Mark::Bracket => {}
                Some(_) => return false,
            },
            _ => {}
        }
        let spaces_max = if self.breaks == 1 { INDENT_MAX } else { SEPARATORS_MAX };
        let broken = self.breaks > 0 && (self.dashes > 0 || self.mark.is_some());
        self.spaces <= spaces_max && self.dashes <= SEPARATORS_MAX && self.breaks < 2 && !broken
    }

    /// What the separators make together; `None` where they end the run.
    fn joint(&self) -> Option<Joint> {
        match self.mark {
            None if self.breaks > 0 => Some(Joint::Break),
            None if self.dashes > 0 => Some(Joint::Dash),
            None => Some(Joint::Space),
            Some(Mark::Bracket) => Some(Joint::Mark(Mark::Bracket)),
            Some(_) if self.dashes > 0 => None,
            // A comma, a full stop or a colon with a space is that of a sentence.
            Some(Mark::Dot | Mark::Comma | Mark::Colon) if self.spaces > 0 => None,
            Some(mark) => Some(Joint::Mark(mark)),
        }
    }

    fn is_empty(&self) -> bool {
        self.spaces + self.dashes + self.breaks == 0 && self.mark.is_none()
    }
}

impl Run {
    /// Reads the run that begins with the digit at `start`, forgetting the one before.
    pub fn read(&mut self, bytes: &[u8], start: usize, ornaments: bool) {
        self.digits.clear();
        self.ends.clear();
        self.groups.clear();
        self.cross = None;
        self.ornate = false;
        self.end = start;
        self.follow(bytes, start, ornaments);
        self.before = start.checked_sub(1).map_or(0, |before| bytes[before]);
        self.after = [0, 1, 2].map(|i| bytes.get(self.end + i).copied().unwrap_or(0));
    }

    fn follow(&mut self, bytes: &[u8], mut at: usize, ornaments: bool) {
        let mut gap = Gap::default();
        while let Some((what, long)) = element(&bytes[at..]) {
            let start = at;
            at += long;
            self.ornate |= ornaments && matches!(what, Element::Ornament(_));
            match what {
                Element::Digit(digit) => {
                    if !self.push(digit, start, at, &mut gap) {
                        return;
                    }
                }
                Element::Ornament(digit) => {
                    if !ornaments || !self.push(digit, start, at, &mut gap) {
                        return;
                    }
                }
                Element::Cross => {
                    self.cross = Some(at);
                    self.end = at;
                    return;
                }
                Element::Nothing => {}
                separator => {
                    if !gap.takes(separator) {
                        return;
                    }
                }
            }
        }
    }

    /// Adds a digit after what separates it from the one before; `false` where that ends the run.
    fn push(&mut self, digit: u8, start: usize, end: usize, gap: &mut Gap) -> bool {
        if self.groups.is_empty() || !gap.is_empty() {
            let joint = match self.groups.is_empty() {
                true => Some(Joint::Edge),
                false => gap.joint(),
            };
            let Some(joint) = joint else { return false };
            let first = self.digits.len();
            self.groups.push(Group { joint, first, count: 0, start, end });
            *gap = Gap::default();
        }
        self.digits.push(digit);
        self.ends.push(end);
        if let Some(group) = self.groups.last_mut() {
            group.count += 1;
            group.end = end;
        }
        self.end = end;
        true
    }

    /// The groups in rows without a weak joint inside, each with its place in [`Run::groups`].
    pub fn rows(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let rest = self.groups.get(from + 1..)?;
            let long = rest.iter().position(|g| g.joint.is_weak()).unwrap_or(rest.len());
            let row = (from, from + 1 + long);
            from = row.1;
            Some(row)
        })
    }

    /// Whether the group is the country code of China.
    pub fn is_country(&self, group: usize) -> bool {
        let group = &self.groups[group];
        check::is_country(&self.digits[group.first..group.first + group.count])
    }

    /// Where the digit begins: after the one before it in its group.
    pub fn digit_start(&self, group: &Group, place: usize) -> usize {
        if place == group.first { group.start } else { self.ends[place - 1] }
    }
}
