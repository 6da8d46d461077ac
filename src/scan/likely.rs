//! Finds what a reader takes for somebody's number although no scanner can be sure: `138、0000、0123`, 壹叁捌, an ID number with a slip.

use super::around::around;
use super::crowd::DIGITS_MIN;
use super::thing::{Thing, next_digit, thing};
use super::{Personal, check, lead, words};

/// What makes it likely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A word of contact, identity or a person stands near: as good as sure.
    Word,
    /// Its form alone.
    Form,
    /// Place and birthday of an ID number, with a wrong check character.
    Slip,
}

/// A number that is somebody's, most likely, and where it stands, in bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likely {
    pub kind: Personal,
    pub sign: Sign,
    pub start: usize,
    pub end: usize,
}

/// What may stand between the parts of one number: so many blanks, marks and ends of lines, and no more bytes.
const PARTS_MAX: usize = 6;
const BREAKS_MAX: usize = 2;
const GAP_MAX_BYTES: usize = 60;

/// How far a list is followed over its items: each of them may begin a row that is read to its end.
const REACH: usize = 2000;

/// Every likely number that is in loose form or has a slip in it. What [`super::hits`] finds is not told again.
pub fn likely(text: &str) -> Vec<Likely> {
    let mut found = Vec::new();
    let mut row = Row::default();
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        row.read(text, start, None);
        at = row.end.max(start + 1);
        let told = found.len();
        row.numbers(text, &mut found);
        let items = || row.digits.len() >= DIGITS_MIN && behind_item(text, start).is_some();
        if row.numbered || items() {
            row.read(text, start, Some(at + REACH));
            row.numbers(text, &mut found);
        }
        keep_apart(&mut found, told);
    }
    if found.is_empty() {
        return found;
    }
    let sure = super::hits(text.as_bytes());
    found.retain(|one| {
        let next = sure.partition_point(|hit| hit.end <= one.start);
        sure.get(next).is_none_or(|hit| one.end <= hit.start)
    });
    found
}

/// Of what was found last, from `told` on, drops what overlaps with what was found before.
fn keep_apart(found: &mut Vec<Likely>, told: usize) {
    // Whatever lies further back has ended.
    const BACK: usize = 20;
    for one in found.split_off(told) {
        let apart = |other: &Likely| one.end <= other.start || other.end <= one.start;
        if found[found.len().saturating_sub(BACK)..].iter().all(apart) {
            found.push(one);
        }
    }
}

/// Digits together.
struct Group {
    first: usize,
    count: usize,
    start: usize,
    end: usize,
    /// Whether one blank or dash at most stands before it.
    tight: bool,
}

/// Groups of digits with anything between that a reader skips.
#[derive(Default)]
struct Row {
    digits: Vec<u8>,
    groups: Vec<Group>,
    /// Where an X ends right behind the last digit.
    cross: Option<usize>,
    end: usize,
    /// Whether numbers of a list's items stand in it.
    numbered: bool,
}

impl Row {
    /// Reads the row that begins with this digit, forgetting the one before. With `items` the numbers of a list's items are
    /// passed over, up to that byte.
    fn read(&mut self, text: &str, start: usize, items: Option<usize>) {
        self.digits.clear();
        self.groups.clear();
        self.cross = None;
        self.end = start;
        self.numbered = false;
        let mut at = items.and_then(|_| behind_item(text, start)).unwrap_or(start);
        let end = items.unwrap_or(text.len()).min(text.len());
        let mut gap = Gap::default();
        let mut count = u32::from(at > start);
        while at < end {
            if let Some(long) = self.lead(text, at, &gap, items.is_some(), &mut count) {
                if !gap.takes(long, false, false) {
                    break;
                }
                at += long;
                continue;
            }
            match thing(text, at) {
                Some(Thing::Digit(value, long)) => {
                    self.push(value, at, at + long, &gap);
                    gap = Gap::default();
                    at += long;
                }
                Some(Thing::Gap { long, blank, breaks }) if gap.takes(long, blank, breaks) => {
                    at += long;
                }
                Some(Thing::Cross(long)) => {
                    self.cross = (gap.bytes == 0).then_some(at + long);
                    break;
                }
                _ => break,
            }
        }
    }

    /// What leads an item here, where a line begins; or its number in the row, where others stand before in the line.
    fn lead(
        &mut self,
        text: &str,
        at: usize,
        gap: &Gap,
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

    fn push(&mut self, value: u8, start: usize, end: usize, gap: &Gap) {
        if self.groups.is_empty() || gap.bytes > 0 {
            let first = self.digits.len();
            self.groups.push(Group { first, count: 0, start, end, tight: gap.is_tight() });
        }
        self.digits.push(value);
        self.end = end;
        if let Some(group) = self.groups.last_mut() {
            group.count += 1;
            group.end = end;
        }
    }

    /// Adds the numbers from left to right.
    fn numbers(&self, text: &str, found: &mut Vec<Likely>) {
        if self.digits.len() < DIGITS_MIN {
            return;
        }
        let mut from = 0;
        while from < self.groups.len() {
            let first = self.groups[from].first;
            let short = |to: &usize| self.groups[*to].first + self.groups[*to].count - first <= 19;
            let mut ends = (from..self.groups.len()).take_while(short);
            let one = ends.find_map(|to| Some((self.one(text, from, to)?, to)));
            found.extend(one.map(|(one, _)| one));
            from = one.map_or(from, |(_, to)| to) + 1;
        }
    }

    /// What these groups are together, both ends included.
    fn one(&self, text: &str, from: usize, to: usize) -> Option<Likely> {
        let span = Span { row: self, from, to };
        let (kind, slip) = span.kind()?;
        let (start, end) = (self.groups[from].start, span.end());
        let (before, after) = around(text, start, end);
        let of_paper = words::name_a_paper(before);
        // A meter's number may look like a mobile, and is asked about; a card's or an ID's is said to be none.
        let meter = of_paper && kind == Personal::Mobile;
        if of_paper && !meter || words::are_figures(before, after) {
            return None;
        }
        let near = !meter && words::is_personal(before, after);
        let sign = match (slip, near) {
            (true, _) => Sign::Slip,
            (false, true) => Sign::Word,
            (false, false) => Sign::Form,
        };
        // In a row of figures some neighbours always join to something. A slip in what stands apart is one all the same.
        let tight = |at: usize| self.groups.get(at).is_some_and(|group| group.tight);
        let apart = (from == 0 || !tight(from)) && !tight(to + 1);
        let alone = from == 0 && to + 1 == self.groups.len();
        let counts = match sign {
            Sign::Word => true,
            Sign::Slip => apart && (near || span.is_old()),
            Sign::Form => alone || meter && from == to,
        };
        counts.then_some(Likely { kind, sign, start, end })
    }
}

/// Where a row begins behind the number of its first item.
fn behind_item(text: &str, start: usize) -> Option<usize> {
    // What leads an item is short; lines may be long.
    let near = (start.saturating_sub(40)..=start).find(|at| text.is_char_boundary(*at))?;
    let line = text[near..start].rfind('\n').map_or(near, |at| near + at + 1);
    let led = line + lead::of_line(&text[line..]).bare;
    let leads = || Some(led + lead::number(text.get(led..)?)?.1);
    let first = || Some(start + lead::number(&text[start..]).filter(|(at, _)| *at == 1)?.1);
    leads().filter(|end| led <= start && *end > start).or_else(first)
}

#[derive(Default)]
struct Gap {
    bytes: usize,
    parts: usize,
    breaks: usize,
    blank: bool,
}

impl Gap {
    /// Adds what stands between; `false` where so much parts two numbers. Blanks in a row are one.
    fn takes(&mut self, long: usize, blank: bool, breaks: bool) -> bool {
        self.bytes += long;
        self.parts += usize::from(!(blank && self.blank));
        self.breaks += usize::from(breaks);
        self.blank = blank;
        self.parts <= PARTS_MAX && self.breaks <= BREAKS_MAX && self.bytes <= GAP_MAX_BYTES
    }

    fn is_tight(&self) -> bool {
        self.bytes <= 3 && self.parts <= 1 && self.breaks == 0
    }
}

/// Some neighbouring groups, both ends included.
struct Span<'a> {
    row: &'a Row,
    from: usize,
    to: usize,
}

impl Span<'_> {
    /// What the digits are, and whether that is so but for a slip.
    fn kind(&self) -> Option<(Personal, bool)> {
        let digits = self.digits();
        match digits.len() {
            11 if check::mobile(digits) && self.is_mobile() => Some((Personal::Mobile, false)),
            17 | 18 if let Some(slip) = self.id_number() => Some((Personal::IdNumber, slip)),
            16..=19 if self.is_card() => Some((Personal::BankCard, false)),
            _ => None,
        }
    }

    /// Born before papers that hold their own day were numbered by it.
    fn is_old(&self) -> bool {
        check::number(&self.digits()[6..10]) < 2020
    }

    fn is_mobile(&self) -> bool {
        let counts: Vec<usize> = self.groups().iter().map(|group| group.count).collect();
        matches!(counts[..], [3, 4, 4] | [3, 8] | [7, 4] | [4, 4, 3] | [3, 3, 5] | [11])
            || self.is_ones()
    }

    /// Whether an ID number has a slip in it; nothing where it is none.
    fn id_number(&self) -> Option<bool> {
        let mut digits = self.digits().to_vec();
        if digits.len() == 17 {
            self.crossed()?;
            digits.push(10);
        }
        let first = self.groups()[0].first;
        let along =
            self.groups()[1..].iter().all(|g| matches!(g.first - first, 6 | 10 | 12 | 14 | 17));
        let fours = self.groups()[..self.groups().len() - 1].iter().all(|group| group.count >= 4);
        if !(along || fours || self.is_ones()) {
            return None;
        }
        if check::id_number(&digits) {
            return Some(false);
        }
        let tight = self.groups()[1..].iter().all(|group| group.tight);
        (tight && along && check::id_number_but_for_a_slip(&digits)).then_some(true)
    }

    /// Cards of UnionPay in fours, or their first six and the rest.
    fn is_card(&self) -> bool {
        let digits = self.digits();
        let groups = self.groups();
        let fours = groups[..groups.len() - 1].iter().all(|group| group.count == 4);
        let six = groups.len() == 2 && groups[0].count == 6;
        digits.starts_with(&[6, 2]) && (fours || six || self.is_ones()) && check::bank_card(digits)
    }

    fn is_ones(&self) -> bool {
        self.groups().iter().all(|group| group.count == 1)
    }

    fn crossed(&self) -> Option<usize> {
        self.row.cross.filter(|_| self.to + 1 == self.row.groups.len())
    }

    fn end(&self) -> usize {
        let crossed = self.crossed().filter(|_| self.digits().len() == 17);
        crossed.unwrap_or(self.row.groups[self.to].end)
    }

    fn groups(&self) -> &[Group] {
        &self.row.groups[self.from..=self.to]
    }

    fn digits(&self) -> &[u8] {
        let last = &self.row.groups[self.to];
        &self.row.digits[self.row.groups[self.from].first..last.first + last.count]
    }
}
