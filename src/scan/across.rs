//! Finds numbers written with punctuation or a line's end inside, as `138.0000.0123`.
//!
//! The same marks stand between figures of every sort: in amounts, dates, addresses, drawings and
//! columns. So only the groupings people know a number by count, and only where it stands alone.

use super::check;
use super::digits::Mark;
use super::run::{Group, Joint, Run};
use super::{Hit, Personal};

const MOBILES: [&[usize]; 3] = [&[3, 4, 4], &[3, 8], &[7, 4]];
const IDS: [&[usize]; 1] = [&[6, 8, 4]];
const OLD_IDS: [&[usize]; 1] = [&[6, 6, 3]];
const CARDS: [&[usize]; 4] = [&[4, 4, 4, 4, 3], &[4, 4, 4, 4, 2], &[4, 4, 4, 4, 1], &[4, 4, 4, 4]];

/// Adds the numbers with a weak joint inside that overlap none found since `already`.
pub(super) fn numbers(run: &Run, already: usize, found: &mut Vec<Hit>) {
    for from in 0..run.groups.len() {
        let Some(hit) = id_number(run, from).or_else(|| shaped_number(run, from)) else {
            continue;
        };
        let apart = |other: &Hit| hit.end <= other.start || other.end <= hit.start;
        if hit.kind == Personal::IdNumber {
            // What was found in a part of it is none: `340123.19900101106X` ends like a mobile.
            let earlier = found.split_off(already);
            found.extend(earlier.into_iter().filter(apart));
            found.push(hit);
        } else if found[already..].iter().all(apart) {
            found.push(hit);
        }
    }
}

/// Whether these groups look like a number with punctuation, whatever its digits: what a slip of
/// the pen leaves must not be repeated either.
pub(super) fn shapes(run: &Run) -> impl Iterator<Item = (usize, usize)> {
    let lists = MOBILES.iter().chain(&OLD_IDS).chain(&CARDS).chain(&IDS);
    (0..run.groups.len()).flat_map(move |from| {
        let spans = lists.clone().filter_map(move |counts| Across::shaped(run, from, counts));
        spans.filter(Across::is_apart).map(|span| (span.first().start, span.last().end))
    })
}

/// The check digit is strong evidence: any marks will do between the parts of an ID number.
fn id_number(run: &Run, from: usize) -> Option<Hit> {
    let mut count = 0;
    for to in from..run.groups.len() {
        count += run.groups[to].count;
        let last = to + 1 == run.groups.len();
        let span = Across { run, from, to };
        let crossed = run.cross.filter(|_| last && count == 17);
        if (count == 18 || crossed.is_some()) && span.is_weak() {
            let mut digits = span.digits().to_vec();
            digits.extend(crossed.map(|_| 10));
            // A line's end is no mark, but stands between more figures than any.
            let lines = !span.is_broken() || span.is_one_broken_line();
            let end = crossed.unwrap_or(span.last().end);
            let hit = Hit { kind: Personal::IdNumber, start: span.first().start, end };
            return (lines && check::id_number_of_old(&digits)).then_some(hit);
        }
        if !matches!(count, 6 | 10 | 12 | 14 | 17) {
            return None;
        }
    }
    None
}

fn shaped_number(run: &Run, from: usize) -> Option<Hit> {
    type Test<'a> = fn(&Across<'a>) -> bool;
    let kinds: [(&[&[usize]], Test, Personal); 3] = [
        (&MOBILES, Across::is_mobile, Personal::Mobile),
        (&OLD_IDS, Across::is_old_id, Personal::OldIdNumber),
        (&CARDS, Across::is_bank_card, Personal::BankCard),
    ];
    kinds.into_iter().find_map(|(shapes, is_one, kind)| {
        let mut spans = shapes.iter().filter_map(|counts| Across::shaped(run, from, counts));
        let span = spans.find(is_one)?;
        Some(Hit { kind, start: span.first().start, end: span.last().end })
    })
}

/// Neighbouring groups with a weak joint among them, both ends included.
struct Across<'a> {
    run: &'a Run,
    from: usize,
    to: usize,
}

impl<'a> Across<'a> {
    fn shaped(run: &'a Run, from: usize, counts: &[usize]) -> Option<Across<'a>> {
        let groups = run.groups.get(from..from + counts.len())?;
        let span = Across { run, from, to: from + counts.len() - 1 };
        let same = groups.iter().map(|g| g.count).eq(counts.iter().copied());
        (same && span.is_weak()).then_some(span)
    }

    fn is_mobile(&self) -> bool {
        if !check::mobile(self.digits()) || !self.is_apart() {
            return false;
        }
        // Two figures with a mark between are a decimal, a share or a pair.
        self.groups().len() == 3 || self.is_soft()
    }

    fn is_old_id(&self) -> bool {
        let sort = self.is_soft() || matches!(self.mark(), Some(Mark::Dot | Mark::Slash));
        sort && self.is_apart() && check::old_id_number(self.digits())
    }

    /// One sum in ten passes Luhn, so four figures in a list need to be five and UnionPay's.
    fn is_bank_card(&self) -> bool {
        let digits = self.digits();
        let sort = self.is_soft() || self.mark() == Some(Mark::Dot);
        let issuer = match (digits.starts_with(&[6, 2]), sort) {
            (true, _) => sort || self.groups().len() == 5,
            (false, _) => sort && matches!(digits[0], 3..=6 | 9),
        };
        issuer && !self.is_broken() && self.is_apart() && check::bank_card(digits)
    }

    /// Nothing adjoins, and the joints are those of one number.
    fn is_apart(&self) -> bool {
        if self.is_broken() {
            return self.is_one_broken_line() && self.groups().len() > 2;
        }
        let before = match self.first().joint {
            Joint::Mark(mark) => mark == Mark::Bracket || self.follows_country(),
            Joint::Dash => self.follows_country(),
            _ => true,
        };
        let after = self.run.groups.get(self.to + 1).map(|g| g.joint);
        let after = !matches!(after, Some(Joint::Dash))
            && !matches!(after, Some(Joint::Mark(mark)) if mark != Mark::Bracket);
        before && after && (self.is_soft() || self.mark().is_some_and(|m| self.is_no_figure(m)))
    }

    /// What stands around tells columns, lists, addresses and sums from a number.
    fn is_no_figure(&self, mark: Mark) -> bool {
        let before = if self.from == 0 { self.run.before } else { 0 };
        let last = self.to + 1 == self.run.groups.len();
        let after = if last { self.run.after } else { [0; 3] };
        match mark {
            Mark::Comma => {
                let column = after[0] == b',' && !after[1].is_ascii_whitespace();
                !matches!(before, b',' | b'[' | b'(') && !matches!(after[0], b']' | b')') && !column
            }
            Mark::Slash => before != b'/' && after[0] != b'/',
            Mark::Plus => {
                after[0] != b'=' && after != *"＝".as_bytes() && after != *"元".as_bytes()
            }
            _ => true,
        }
    }

    fn follows_country(&self) -> bool {
        self.from == 1 && self.run.is_country(0)
    }

    /// One line's end inside, spaces and dashes otherwise, and no other figure around.
    fn is_one_broken_line(&self) -> bool {
        let joints = || self.groups()[1..].iter().map(|g| g.joint);
        let alone = self.from == 0 || self.follows_country();
        joints().filter(|joint| *joint == Joint::Break).count() == 1
            && joints().all(|joint| !matches!(joint, Joint::Mark(_)))
            && alone
            && self.to + 1 == self.run.groups.len()
    }

    /// Brackets and middle dots, which stand in no figure, among spaces and dashes.
    fn is_soft(&self) -> bool {
        self.groups()[1..].iter().all(|g| match g.joint {
            Joint::Mark(mark) => matches!(mark, Mark::Bracket | Mark::MiddleDot),
            joint => matches!(joint, Joint::Space | Joint::Dash),
        })
    }

    /// The mark all the joints are.
    fn mark(&self) -> Option<Mark> {
        let Joint::Mark(mark) = self.groups().get(1)?.joint else {
            return None;
        };
        self.groups()[1..].iter().all(|g| g.joint == Joint::Mark(mark)).then_some(mark)
    }

    fn is_weak(&self) -> bool {
        self.groups().iter().skip(1).any(|g| g.joint.is_weak())
    }

    fn is_broken(&self) -> bool {
        self.groups().iter().skip(1).any(|g| g.joint == Joint::Break)
    }

    fn groups(&self) -> &[Group] {
        &self.run.groups[self.from..=self.to]
    }

    fn first(&self) -> &Group {
        &self.run.groups[self.from]
    }

    fn last(&self) -> &Group {
        &self.run.groups[self.to]
    }

    fn digits(&self) -> &[u8] {
        &self.run.digits[self.first().first..self.last().first + self.last().count]
    }
}
