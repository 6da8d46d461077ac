//! Judges neighbouring groups of a row by their digits and by how they are parted.

use super::row::{Group, RANK_OF_BREAK, Row};
use super::{Personal, check};

/// Some neighbouring groups, both ends included.
pub(super) struct Span<'a> {
    pub row: &'a Row,
    pub from: usize,
    pub to: usize,
    /// The group behind the number that was found last.
    pub done: usize,
}

/// What makes a number of the groups.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A grouping people know such a number by.
    Usual,
    /// An ID number with a right check character.
    Valid,
    /// An ID number with a slip.
    Slip,
    /// A long number in a narrow cell: lines as long as fit, and the rest.
    Wrapped,
    /// Any grouping that stands apart from other figures.
    Loose,
    /// Any grouping in one cell, as in `13,800,000,123`: an amount as well, but for what its heading says.
    Piece,
}

impl Span<'_> {
    /// What the digits are, and what makes a number of them.
    pub fn kind(&self) -> Option<(Personal, Kind)> {
        let digits = self.digits();
        match digits.len() {
            11 if check::mobile(digits) => {
                let sort = if self.is_mobile() { Kind::Usual } else { self.any()? };
                Some((Personal::Mobile, sort))
            }
            15 if check::old_id_number(digits) => Some((Personal::OldIdNumber, self.any()?)),
            17 | 18 if let Some(sort) = self.id_number() => Some((Personal::IdNumber, sort)),
            16..=19 if check::bank_card(digits) => {
                let sort = match digits.starts_with(&[6, 2]) && self.is_card() {
                    true => Kind::Usual,
                    false => self.any().filter(|_| matches!(digits[0], 3..=6 | 9))?,
                };
                Some((Personal::BankCard, sort))
            }
            _ => None,
        }
    }

    /// Born before papers that hold their own day were numbered by it.
    pub fn is_old(&self) -> bool {
        check::number(&self.digits()[6..10]) < 2020
    }

    /// Whether no other figure stands in the row.
    pub fn is_alone(&self) -> bool {
        self.from == 0 && self.to + 1 == self.row.groups.len()
    }

    /// Whether no other figure stands close by.
    pub fn is_loose_around(&self) -> bool {
        let tight = |at: usize| self.row.groups.get(at).is_some_and(|group| group.joint.tight);
        (self.from == 0 || !tight(self.from)) && !tight(self.to + 1)
    }

    /// Whether the marks between are those of decimals, amounts and times too.
    pub fn is_like_figures(&self) -> bool {
        self.joints().any(|group| matches!(group.joint.mark, Some('.' | ',' | ':')))
    }

    fn is_mobile(&self) -> bool {
        let counts: Vec<usize> = self.groups().iter().map(|group| group.count).collect();
        matches!(counts[..], [3, 4, 4] | [3, 8] | [7, 4] | [4, 4, 3] | [3, 3, 5] | [11])
            || self.is_ones()
    }

    fn id_number(&self) -> Option<Kind> {
        let mut digits = self.digits().to_vec();
        if digits.len() == 17 {
            self.crossed()?;
            digits.push(10);
        }
        let first = self.groups()[0].first;
        let along = self.joints().all(|g| matches!(g.first - first, 6 | 10 | 12 | 14 | 17));
        let fours = self.groups()[..self.groups().len() - 1].iter().all(|group| group.count >= 4);
        if check::id_number(&digits) {
            let sorted = along || fours || self.is_ones() || self.any().is_some();
            return sorted.then_some(Kind::Valid);
        }
        let tight = self.joints().all(|group| group.joint.tight);
        (tight && along && check::id_number_but_for_a_slip(&digits)).then_some(Kind::Slip)
    }

    /// Cards in fours, or their first six and the rest.
    fn is_card(&self) -> bool {
        let groups = self.groups();
        let fours = groups[..groups.len() - 1].iter().all(|group| group.count == 4);
        let six = groups.len() == 2 && groups[0].count == 6;
        fours || six || self.is_ones()
    }

    fn is_ones(&self) -> bool {
        self.groups().iter().all(|group| group.count == 1)
    }

    fn any(&self) -> Option<Kind> {
        self.loose().or_else(|| self.is_piece().then_some(Kind::Piece))
    }

    /// Whether no border of cells and no end of a line parts the groups, and what stands around them is none of theirs.
    fn is_piece(&self) -> bool {
        let inside = || self.joints().map(|group| group.joint);
        let blanks = inside().map(|joint| joint.blanks).max().unwrap_or(0);
        let ends = |at: usize| {
            let Some(Group { joint, .. }) = self.row.groups.get(at) else { return true };
            let other = inside().all(|one| one.written != joint.written);
            joint.border || joint.breaks > 0 || joint.blanks > blanks || other
        };
        !self.begins_with_day()
            && inside().all(|joint| joint.breaks == 0 && !joint.border)
            && (self.from == 0 || ends(self.from))
            && ends(self.to + 1)
    }

    /// Whether any other grouping makes one number: between its parts stands the same, and less than around them.
    fn loose(&self) -> Option<Kind> {
        if self.is_wrapped() {
            return Some(Kind::Wrapped);
        }
        let marks = || self.joints().filter_map(|group| group.joint.mark);
        let same = marks().all(|mark| Some(mark) == marks().next());
        (same && !self.begins_with_day() && self.is_apart()).then_some(Kind::Loose)
    }

    /// Amounts under each other look the same where they are short and none begins with a zero.
    fn is_wrapped(&self) -> bool {
        const LONG: usize = 5;
        let groups = self.groups();
        let Some((last, full)) = groups.split_last().filter(|(_, full)| !full.is_empty()) else {
            return false;
        };
        let long = full[0].count;
        let zero = |g: &Group| g.count > 1 && self.row.digits[g.first] == 0;
        let lines = self.joints().all(|g| g.joint.breaks == 1 && g.joint.mark.is_none());
        let fits = full.iter().all(|g| g.count == long) && last.count <= long;
        lines && fits && (long >= LONG || groups.iter().any(zero))
    }

    /// `1998-03-05` and what stands behind.
    fn begins_with_day(&self) -> bool {
        let counts: Vec<usize> = self.groups().iter().take(3).map(|group| group.count).collect();
        matches!(counts[..], [4, 1..=2, 1..=2]) && self.digits().starts_with(&[1, 9])
    }

    fn is_apart(&self) -> bool {
        let groups = &self.row.groups;
        let rank = self.joints().map(|group| group.joint.rank).max().unwrap_or(0);
        let lines = |at: usize| rank >= RANK_OF_BREAK && groups[at].joint.rank >= RANK_OF_BREAK;
        let before = self.from == 0
            || self.from == self.done
            || groups[self.from].joint.rank > rank
            || self.from == 1 && self.row.is_country(0)
            || lines(self.from) && self.ends_mixed_line(self.from - 1);
        let next = self.to + 1;
        let after = next == groups.len()
            || groups[next].joint.rank > rank
            || lines(next) && self.begins_mixed_line(next)
            || next + 1 == groups.len() && self.row.worded
            || self.is_followed_by_another();
        before && after
    }

    /// Whether other figures or words stand before this group in its line.
    fn ends_mixed_line(&self, at: usize) -> bool {
        match at {
            0 => self.row.led,
            _ => self.row.groups[at].joint.rank < RANK_OF_BREAK,
        }
    }

    /// Whether other figures or words stand behind this group in its line.
    fn begins_mixed_line(&self, at: usize) -> bool {
        match self.row.groups.get(at + 1) {
            Some(next) => next.joint.rank < RANK_OF_BREAK,
            None => self.row.worded,
        }
    }

    /// Whether the groups behind make a number too.
    fn is_followed_by_another(&self) -> bool {
        let (from, groups) = (self.to + 1, &self.row.groups);
        // In a row of a million figures nobody looks to its end from each.
        let short = |to: &usize| groups[*to].first + groups[*to].count - groups[from].first <= 18;
        (from..groups.len()).take_while(short).any(|to| {
            let digits = self.row.of(from, to);
            check::mobile(digits) || digits.len() == 18 && check::id_number(digits)
        })
    }

    fn crossed(&self) -> Option<usize> {
        self.row.cross.filter(|_| self.to + 1 == self.row.groups.len())
    }

    pub fn start(&self) -> usize {
        self.row.groups[self.from].start
    }

    pub fn end(&self) -> usize {
        let crossed = self.crossed().filter(|_| self.digits().len() == 17);
        crossed.unwrap_or(self.row.groups[self.to].end)
    }

    /// The groups with a joint inside before them.
    fn joints(&self) -> impl Iterator<Item = &Group> {
        self.groups()[1..].iter()
    }

    fn groups(&self) -> &[Group] {
        &self.row.groups[self.from..=self.to]
    }

    fn digits(&self) -> &[u8] {
        self.row.of(self.from, self.to)
    }
}
