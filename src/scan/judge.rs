//! Decides which groups of a run make one number, without accusing dates, tables and drawings.
//!
//! Digits that stand together are judged by their digits alone. Groups with separators between
//! them are one number only in a grouping people use for it; rarer groupings count where nothing
//! else adjoins, since in a row of figures some neighbours always join to something.

use super::check;
use super::digits::{Group, Joint, Run};
use super::{Hit, Personal};

/// The longest number looked for, a bank card.
const DIGITS_MAX: usize = 19;

/// Adds every personal number of the run.
pub(super) fn numbers(run: &Run, found: &mut Vec<Hit>) {
    let mut from = 0;
    while from < run.groups.len() {
        match number_from(run, from) {
            Some((hit, next)) => {
                found.push(hit);
                from = next;
            }
            None => from += 1,
        }
    }
}

/// The number beginning with this group, and the group after it: the group itself, or else the
/// longest that its neighbours make with it.
fn number_from(run: &Run, from: usize) -> Option<(Hit, usize)> {
    let mut count = 0;
    let mut best = None;
    for to in from..run.groups.len() {
        count += run.groups[to].count;
        if count > DIGITS_MAX {
            break;
        }
        if count < super::digits::DIGITS_MIN {
            continue;
        }
        let span = Span { run, from, to };
        if let Some((kind, end)) = span.kind() {
            best = Some((Hit { kind, start: run.groups[from].start, end }, to + 1));
            if to == from {
                break;
            }
        }
    }
    best
}

/// Some neighbouring groups, both ends included.
struct Span<'a> {
    run: &'a Run,
    from: usize,
    to: usize,
}

impl Span<'_> {
    fn kind(&self) -> Option<(Personal, usize)> {
        let end = self.run.groups[self.to].end;
        let kind = match self.digits().len() {
            17 | 18 if let Some(end) = self.id_number(end) => {
                return Some((Personal::IdNumber, end));
            }
            16..=19 if self.bank_card() => Personal::BankCard,
            15 if self.old_id_number() => Personal::OldIdNumber,
            11 | 13 | 15 if self.mobile() => Personal::Mobile,
            _ => return None,
        };
        Some((kind, end))
    }

    /// Where the ID number ends. The check digit is strong evidence, so groupings are free:
    /// along the parts of the number, or in fours and more, or anything that stands alone.
    fn id_number(&self, end: usize) -> Option<usize> {
        let crossed = self.run.cross.filter(|_| self.to + 1 == self.run.groups.len());
        let end = match (self.digits().len(), crossed) {
            (18, _) if check::id_number(self.digits()) => end,
            (17, Some(end)) => {
                let mut digits = [10; 18];
                digits[..17].copy_from_slice(self.digits());
                check::id_number(&digits).then_some(end)?
            }
            _ => return None,
        };
        let first = self.groups()[0].first;
        let along =
            self.groups()[1..].iter().all(|g| matches!(g.first - first, 6 | 10 | 12 | 14 | 17));
        (along || self.at_least(4, 2) || self.alone() && (self.at_least(2, 1) || self.ones()))
            .then_some(end)
    }

    fn old_id_number(&self) -> bool {
        check::old_id_number(self.digits())
            && (self.single() || self.counts(&[6, 6, 3]) || self.alone() && self.ones())
    }

    fn mobile(&self) -> bool {
        if self.single() {
            return check::mobile(without_country(self.digits()));
        }
        if !check::mobile(self.digits()) || self.holds_date() {
            return false;
        }
        let usual = self.counts(&[3, 4, 4]) || self.counts(&[3, 8]) || self.counts(&[7, 4]);
        // Four coordinates of a drawing also make groups of three: at most three groups count.
        let odd = self.groups().len() <= 3 && self.at_least(3, 2)
            || self.counts(&[1, 10])
            || self.counts(&[1, 2, 4, 4])
            || self.counts(&[2, 2, 2, 2, 2, 1])
            || self.ones();
        usual && !self.cuts_joined() || odd && self.alone()
    }

    fn bank_card(&self) -> bool {
        let digits = self.digits();
        if self.single() {
            return check::bank_card(digits);
        }
        // One sum in ten passes Luhn, so separated figures need more: UnionPay's 62 among other
        // groups, and alone at least the first digit of a bank (years begin with 1 and 2).
        let groups = self.groups();
        let fours = groups.len() <= 5 && groups.iter().take(4).all(|g| g.count == 4);
        let six = groups.len() == 2 && groups[0].count == 6;
        let usual = digits.starts_with(&[6, 2]) && (fours || six) && !self.cuts_joined();
        let bank = matches!(digits[0], 3..=6 | 9);
        let odd = || bank && self.alone() && (self.at_least(3, 1) || self.ones());
        (usual || odd()) && check::bank_card(digits) && !self.holds_date()
    }

    fn groups(&self) -> &[Group] {
        &self.run.groups[self.from..=self.to]
    }

    fn digits(&self) -> &[u8] {
        let last = &self.run.groups[self.to];
        &self.run.digits[self.run.groups[self.from].first..last.first + last.count]
    }

    fn single(&self) -> bool {
        self.from == self.to
    }

    fn counts(&self, counts: &[usize]) -> bool {
        self.groups().iter().map(|g| g.count).eq(counts.iter().copied())
    }

    /// Every group has so many digits; the last may have fewer.
    fn at_least(&self, each: usize, last: usize) -> bool {
        let ahead = &self.run.groups[self.from..self.to];
        ahead.iter().all(|g| g.count >= each) && self.run.groups[self.to].count >= last
    }

    /// Written digit by digit.
    fn ones(&self) -> bool {
        self.groups().iter().all(|g| g.count == 1)
    }

    fn inside(&self, joint: Joint) -> bool {
        self.groups()[1..].iter().any(|g| g.joint == joint)
    }

    /// Takes the end of one dashed word and the beginning of the next, as `7654321 0500` out of
    /// `0500-7654321 0500-7654322`.
    fn cuts_joined(&self) -> bool {
        let after = self.run.groups.get(self.to + 1);
        self.inside(Joint::Space)
            && self.run.groups[self.from].joint == Joint::Dash
            && after.is_some_and(|g| g.joint == Joint::Dash)
    }

    /// No other figure adjoins: a dashed word among spaced ones stands alone too, and so does
    /// what follows a country code or stands beside a date.
    fn alone(&self) -> bool {
        let word = !self.inside(Joint::Space) && !self.single();
        let apart = |joint: Joint| word && joint == Joint::Space;
        let groups = &self.run.groups;
        let before = self.from == 0
            || apart(groups[self.from].joint)
            || self.country(self.from - 1)
            || self.from >= 3 && self.date(self.from - 3);
        let after =
            groups.get(self.to + 1).is_none_or(|g| apart(g.joint)) || self.date(self.to + 1);
        before && after
    }

    fn country(&self, at: usize) -> bool {
        let group = &self.run.groups[at];
        at == 0 && is_country(&self.run.digits[group.first..group.first + group.count])
    }

    /// A day such as `2026-03-05` begins with this group and is not part of a longer word.
    fn date(&self, at: usize) -> bool {
        let groups = &self.run.groups;
        let Some([year, month, day]) = groups.get(at..at + 3) else {
            return false;
        };
        let shaped = (year.count, month.count, day.count) == (4, 2, 2)
            && year.joint != Joint::Dash
            && month.joint == Joint::Dash
            && day.joint == Joint::Dash
            && groups.get(at + 3).is_none_or(|g| g.joint != Joint::Dash);
        let value = |g: &Group| check::number(&self.run.digits[g.first..g.first + g.count]);
        shaped
            && (1900..=2100).contains(&value(year))
            && check::day(value(year), value(month) as u8, value(day) as u8)
    }

    fn holds_date(&self) -> bool {
        (self.from.saturating_sub(2)..=self.to).any(|at| self.date(at))
    }
}

/// Whether the run is nothing but days: `2026-03-01 2026-03-05`.
pub(super) fn only_dates(run: &Run) -> bool {
    let whole = Span { run, from: 0, to: run.groups.len() - 1 };
    run.cross.is_none()
        && run.groups.len().is_multiple_of(3)
        && (0..run.groups.len()).step_by(3).all(|at| whole.date(at))
}

fn is_country(digits: &[u8]) -> bool {
    matches!(digits, [8, 6] | [0, 0, 8, 6])
}

/// The digits after the country code of China, where they begin with it.
pub(super) fn without_country(digits: &[u8]) -> &[u8] {
    match digits.len() {
        13 if is_country(&digits[..2]) => &digits[2..],
        15 if is_country(&digits[..4]) => &digits[4..],
        _ => digits,
    }
}
