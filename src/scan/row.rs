//! Reads digits with anything between that a reader skips, over the items of lists too.

use super::check;
use super::lead;
use super::thing::{Gap, Sort, Thing, look_alike, look_alikes, thing};
use crate::model::money::half_width;

/// What may stand between the parts of one number: so many blanks, marks and ends of lines, and no more bytes.
const PARTS_MAX: usize = 6;
const BREAKS_MAX: usize = 2;
const GAP_MAX_BYTES: usize = 60;

/// Digits together.
pub(super) struct Group {
    pub first: usize,
    pub count: usize,
    pub start: usize,
    pub end: usize,
    pub joint: Joint,
}

/// What stands before a group.
#[derive(Clone, Copy, Default)]
pub(super) struct Joint {
    /// Whether it is one blank or dash at most.
    pub tight: bool,
    /// The first mark in it, in its half-width form.
    pub mark: Option<char>,
    pub breaks: usize,
    pub blanks: usize,
    /// The first mark as it is written.
    pub written: Option<char>,
    /// Whether what parts cells stands in it.
    pub border: bool,
    /// How far it parts what stands on both sides: the more, the higher.
    pub rank: u8,
}

/// A joint of this rank or a higher one ends a line.
pub(super) const RANK_OF_BREAK: u8 = 3;

/// Groups of digits with anything between that a reader skips.
#[derive(Default)]
pub(super) struct Row {
    pub digits: Vec<u8>,
    pub groups: Vec<Group>,
    /// Where an X ends right behind the last digit.
    pub cross: Option<usize>,
    pub end: usize,
    /// Whether numbers of a list's items stand in it.
    pub numbered: bool,
    /// Whether letters were read as the digits they are drawn like.
    pub alike: bool,
    /// Whether words stand before the first group in its line, and right behind the last.
    pub led: bool,
    pub worded: bool,
}

/// How a row is read.
#[derive(Clone, Copy, Default)]
pub(super) struct Reading {
    /// The numbers of a list's items are passed over, up to this byte.
    pub items: Option<usize>,
    /// Letters count as the digits they are drawn like.
    pub letters: bool,
}

impl Row {
    /// Reads the row that begins with this digit, forgetting the one before.
    pub fn read(&mut self, text: &str, start: usize, how: Reading) {
        self.digits.clear();
        self.groups.clear();
        (self.cross, self.end, self.numbered, self.alike) = (None, start, false, false);
        let start = if how.letters { back(text, start) } else { start };
        let before = text[..start].trim_end_matches([' ', '\t']);
        self.led = !(before.is_empty() || before.ends_with('\n'));
        let begin = how.items.and_then(|_| behind_item(text, start)).unwrap_or(start);
        let end = how.items.unwrap_or(text.len()).min(text.len());
        let (at, gap) = self.follow(text, (begin, end), how, u32::from(begin > start));
        let next = text[at..].chars().next();
        self.worded = gap.is_blank() && next.is_some_and(char::is_alphanumeric);
    }

    /// Goes on to the end of the row, and says where that is and what stands before it.
    fn follow(
        &mut self,
        text: &str,
        (mut at, end): (usize, usize),
        how: Reading,
        mut count: u32,
    ) -> (usize, Between) {
        let mut gap = Between::default();
        while at < end {
            if let Some(long) = self.lead(text, at, &gap, how.items.is_some(), &mut count) {
                if !gap.takes(Gap { long, sort: Sort::Mark('.') }) {
                    break;
                }
                at += long;
                continue;
            }
            if how.letters
                && let Some((value, long)) = look_alike(text, at)
                && (gap.bytes == 0 || self.digits.is_empty())
            {
                self.alike = true;
                self.push(value, at, at + long, &gap);
                at += long;
                continue;
            }
            if how.letters
                && gap.bytes > 0
                && gap.breaks == 0
                && let Some(group) = look_alikes(&text[at..])
            {
                self.alike = true;
                for (value, long) in group {
                    self.push(value, at, at + long, &std::mem::take(&mut gap));
                    at += long;
                }
                continue;
            }
            match thing(text, at) {
                Some(Thing::Digit(value, long)) => {
                    self.push(value, at, at + long, &gap);
                    gap = Between::default();
                    at += long;
                }
                Some(Thing::Gap(one)) if gap.takes(one) => at += one.long,
                Some(Thing::Cross(long)) => {
                    self.cross = (gap.bytes == 0).then_some(at + long);
                    break;
                }
                _ => break,
            }
        }
        (at, gap)
    }

    /// What leads an item here, where a line begins; or its number in the row, where others stand before in the line.
    fn lead(
        &mut self,
        text: &str,
        at: usize,
        gap: &Between,
        items: bool,
        count: &mut u32,
    ) -> Option<usize> {
        if text[..at].ends_with('\n') && gap.bytes > 0 {
            let lead = lead::of_line(&text[at..]);
            self.numbered |= lead.numbered > lead.bare;
            *count += 1;
            let long = if items { lead.numbered } else { lead.bare };
            return Some(long).filter(|long| *long > 0);
        }
        let first = text[at..].chars().next()?;
        if gap.bytes == 0 && lead::circled(first).is_none() {
            return None;
        }
        let (_, long) = lead::number(&text[at..]).filter(|(value, _)| *value == *count + 1)?;
        self.numbered = true;
        if !items {
            return None;
        }
        *count += 1;
        Some(long)
    }

    fn push(&mut self, value: u8, start: usize, end: usize, gap: &Between) {
        if self.groups.is_empty() || gap.bytes > 0 {
            let (first, joint) = (self.digits.len(), gap.joint());
            self.groups.push(Group { first, count: 0, start, end, joint });
        }
        self.digits.push(value);
        self.end = end;
        if let Some(group) = self.groups.last_mut() {
            group.count += 1;
            group.end = end;
        }
    }

    /// The digits of neighbouring groups, both ends included.
    pub fn of(&self, from: usize, to: usize) -> &[u8] {
        let last = &self.groups[to];
        &self.digits[self.groups[from].first..last.first + last.count]
    }

    /// Whether the group is the country code of China.
    pub fn is_country(&self, at: usize) -> bool {
        check::is_country(self.of(at, at))
    }
}

/// Where a row begins behind the number of its first item.
pub(super) fn behind_item(text: &str, start: usize) -> Option<usize> {
    // What leads an item is short; lines may be long.
    let near = (start.saturating_sub(40)..=start).find(|at| text.is_char_boundary(*at))?;
    let line = text[near..start].rfind('\n').map_or(near, |at| near + at + 1);
    let led = line + lead::of_line(&text[line..]).bare;
    let leads = || Some(led + lead::number(text.get(led..)?)?.1);
    let first = || Some(start + lead::number(&text[start..]).filter(|(at, _)| *at == 1)?.1);
    leads().filter(|end| led <= start && *end > start).or_else(first)
}

/// Where the letters begin that end right before this digit and are drawn like digits.
fn back(text: &str, mut start: usize) -> usize {
    while let Some(before) = text[..start].chars().next_back()
        && look_alike(text, start - before.len_utf8()).is_some()
    {
        start -= before.len_utf8();
    }
    start
}

/// What was skipped since the last digit.
#[derive(Default)]
struct Between {
    bytes: usize,
    parts: usize,
    blanks: usize,
    breaks: usize,
    mark: Option<char>,
    border: bool,
    last: Option<Sort>,
}

impl Between {
    /// Adds what stands between; `false` where so much parts two numbers. Blanks in a row are one.
    fn takes(&mut self, gap: Gap) -> bool {
        // Of the address of a link a reader sees nothing.
        let long = if gap.sort == Sort::Mark(']') { 1 } else { gap.long };
        self.bytes += long;
        let is_blank = |sort: Option<Sort>| matches!(sort, Some(Sort::Blank | Sort::Tab));
        self.parts += usize::from(!(is_blank(Some(gap.sort)) && is_blank(self.last)));
        self.border |= matches!(gap.sort, Sort::Tab | Sort::Mark('|' | '"'));
        match gap.sort {
            Sort::Blank | Sort::Tab => self.blanks += 1,
            Sort::Break => self.breaks += 1,
            Sort::Dash => {}
            Sort::Mark(mark) => self.mark = self.mark.or(Some(mark)),
        }
        self.last = Some(gap.sort);
        self.parts <= PARTS_MAX && self.breaks <= BREAKS_MAX && self.bytes <= GAP_MAX_BYTES
    }

    fn is_blank(&self) -> bool {
        self.breaks == 0 && self.blanks == self.bytes
    }

    fn joint(&self) -> Joint {
        // More blanks part columns.
        const BLANKS_MAX: usize = 2;
        let rank = match (self.breaks, self.mark) {
            (0, None) if self.blanks <= BLANKS_MAX => 0,
            (0, Some(_)) if self.blanks <= BLANKS_MAX => 1,
            (0, _) => 2,
            (1, _) => RANK_OF_BREAK,
            _ => RANK_OF_BREAK + 1,
        };
        let tight = self.bytes <= 3 && self.parts <= 1 && self.breaks == 0;
        let (written, mark) = (self.mark, self.mark.map(half_width));
        let (breaks, blanks, border) = (self.breaks, self.blanks, self.border);
        Joint { tight, mark, breaks, blanks, written, border, rank }
    }
}
