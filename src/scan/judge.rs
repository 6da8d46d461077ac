//! Decides which groups of a run make one number, without accusing dates, tables and drawings.
//!
//! Digits that stand together are judged by their digits alone. Groups with separators between
//! them are one number only in a grouping people use for it; rarer groupings count where nothing
//! else adjoins, since in a row of figures some neighbours always join to something.

use super::check;
use super::digits::Mark;
use super::run::{Group, Joint, Run};
use super::{Hit, Personal, across, joined};

/// The longest number looked for, a bank card.
const DIGITS_MAX: usize = 19;

/// Adds every personal number of the run, from left to right.
pub(super) fn numbers(run: &Run, found: &mut Vec<Hit>) {
    let already = found.len();
    for row in run.rows() {
        let mut from = row.0;
        while from < row.1 {
            from = number_from(run, row, from, found);
        }
    }
    if run.groups.iter().any(|group| group.joint.is_weak()) {
        across::numbers(run, already, found);
    }
    found[already..].sort_by_key(|hit| hit.start);
}

/// Adds the number beginning with this group, or those inside it, and says which group is next.
/// It is the group itself, or else the longest that its neighbours make with it, but an ID number
/// comes before a longer card.
fn number_from(run: &Run, row: (usize, usize), from: usize, found: &mut Vec<Hit>) -> usize {
    let within = joined::numbers(run, from);
    if !within.is_empty() {
        found.extend(within);
        return from + 1;
    }
    let mut count = 0;
    let mut best = None;
    for to in from..row.1 {
        count += run.groups[to].count;
        if count > DIGITS_MAX {
            break;
        }
        if count < super::crowd::DIGITS_MIN {
            continue;
        }
        let span = Span { run, row, from, to };
        if let Some((kind, end)) = span.kind() {
            best = Some((Hit { kind, start: run.groups[from].start, end }, to + 1));
            if to == from || kind == Personal::IdNumber {
                break;
            }
        }
    }
    let Some((hit, next)) = best else {
        return from + 1;
    };
    let hides = |from: usize| {
        (from..next).any(|to| Span { run, row, from, to }.id_number(hit.end).is_some())
    };
    if hit.kind == Personal::BankCard && (from + 1..next).any(hides) {
        return from + 1;
    }
    found.push(hit);
    next
}

/// Some neighbouring groups, both ends included.
struct Span<'a> {
    run: &'a Run,
    /// The groups that are seen as neighbours, the end excluded.
    row: (usize, usize),
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
            15 if self.old_id_number() => Personal::OldIdNumber,
            11..=DIGITS_MAX if self.mobile() => Personal::Mobile,
            16..=19 if self.bank_card() => Personal::BankCard,
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
        let Some(prefix) = check::mobile_prefix(self.digits()) else {
            return false;
        };
        if self.single() {
            return true;
        }
        if prefix > 0 {
            return self.prefixed_mobile(prefix);
        }
        if self.holds_date() {
            return false;
        }
        let usual = self.counts(&[3, 4, 4]) || self.counts(&[3, 8]) || self.counts(&[7, 4]);
        // Four coordinates of a drawing also make groups of three: at most three groups count.
        let odd = self.groups().len() <= 3 && self.at_least(3, 2)
            || self.counts(&[1, 10])
            || self.counts(&[1, 2, 4, 4])
            || self.counts(&[2, 2, 2, 2, 2, 1]);
        // Numerals in a sentence stand beside figures in any grouping.
        let rare = odd && !self.run.ornate || self.ones();
        usual && !self.cuts_joined() && !self.cuts_decimal() || rare && self.alone()
    }

    /// What stands before the mobile is part of its first group, as in `86138 0000 0123`. A group
    /// of its own is judged without, so nothing is lost by being strict.
    fn prefixed_mobile(&self, prefix: usize) -> bool {
        let usual = self.counts(&[prefix + 3, 4, 4])
            || prefix > 1 && (self.counts(&[prefix + 3, 8]) || self.counts(&[prefix + 7, 4]));
        // `0138 0139 0140` are three vouchers.
        let padded = self.groups().iter().all(|g| self.run.digits[g.first] == 0);
        usual && !padded && self.alone() && !self.holds_date()
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
        let usual = digits.starts_with(&[6, 2])
            && (fours || six)
            && !self.cuts_joined()
            && !self.cuts_decimal();
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
        let after = self.after();
        self.inside(Joint::Space)
            && self.run.groups[self.from].joint == Joint::Dash
            && after.is_some_and(|g| g.joint == Joint::Dash)
    }

    /// Takes a part of a decimal, as `160 1340 1766` out of `1139.160 1340 1766.424`. A short number
    /// before a full stop is that of a list.
    fn cuts_decimal(&self) -> bool {
        let groups = &self.run.groups;
        let dot = |at: usize| groups.get(at).is_some_and(|g| g.joint == Joint::Mark(Mark::Dot));
        dot(self.to + 1) || dot(self.from) && groups[self.from - 1].count > 2
    }

    /// No other figure adjoins: a dashed word among spaced ones stands alone too, and so does
    /// what follows a country code or stands beside a date.
    fn alone(&self) -> bool {
        let word = !self.inside(Joint::Space) && !self.single();
        let apart = |joint: Joint| word && joint == Joint::Space;
        let before = self.from == self.row.0
            || apart(self.run.groups[self.from].joint)
            || self.from == self.row.0 + 1 && self.run.is_country(self.row.0)
            || self.from >= self.row.0 + 3 && self.date(self.from - 3);
        let after = self.after().is_none_or(|g| apart(g.joint)) || self.date(self.to + 1);
        before && after && !self.cuts_decimal()
    }

    fn after(&self) -> Option<&Group> {
        self.run.groups[..self.row.1].get(self.to + 1)
    }

    /// A day such as `2026-03-05` begins with this group and is not part of a longer word.
    fn date(&self, at: usize) -> bool {
        let groups = &self.run.groups[..self.row.1];
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

    /// Nothing but days: `2026-03-01 2026-03-05`.
    fn is_days(&self) -> bool {
        self.groups().len().is_multiple_of(3)
            && (self.from..=self.to).step_by(3).all(|at| self.date(at))
    }

    fn holds_date(&self) -> bool {
        (self.from.saturating_sub(2).max(self.row.0)..=self.to).any(|at| self.date(at))
    }
}

/// The rows with digits enough for a number, unless they are nothing but days.
pub(super) fn crowded(run: &Run) -> impl Iterator<Item = (usize, usize)> {
    run.rows().filter_map(|row| {
        let whole = Span { run, row, from: row.0, to: row.1 - 1 };
        let crossed = run.cross.filter(|_| row.1 == run.groups.len());
        let crowded = whole.digits().len() >= super::crowd::DIGITS_MIN;
        let end = crossed.unwrap_or(run.groups[whole.to].end);
        (crowded && (crossed.is_some() || !whole.is_days())).then(|| (run.groups[row.0].start, end))
    })
}
