//! Reads digits as people disguise them: full-width, spaced, dashed, with invisible characters.

/// What stands at one place of a text, as far as numbers are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Digit(u8),
    /// X, the check character 10 of an ID number.
    Cross,
    Space,
    Dash,
    /// A character nobody sees.
    Nothing,
}

use Element::{Cross, Dash, Digit, Nothing, Space};

/// The element at the beginning of the bytes and its length; `None` where a number cannot go on.
pub(super) fn element(bytes: &[u8]) -> Option<(Element, usize)> {
    let found = match *bytes {
        [d @ b'0'..=b'9', ..] => (Digit(d - b'0'), 1),
        [b'X' | b'x', ..] => (Cross, 1),
        [b' ' | b'\t', ..] => (Space, 1),
        [b'-' | b'_', ..] => (Dash, 1),
        [b'%', b'2', b'0', ..] => (Space, 3),
        [b'&', ..] => return entity(bytes),
        [0xC2, 0xA0, ..] => (Space, 2),
        [0xC2, 0xAD, ..] => (Nothing, 2),
        [0xE2, 0x80, third, ..] => (general_punctuation(third)?, 3),
        [0xE2, 0x81, 0x9F, ..] | [0xE3, 0x80, 0x80, ..] => (Space, 3),
        [0xE2, 0x81, 0xA0, ..] | [0xEF, 0xBB, 0xBF, ..] => (Nothing, 3),
        [0xE2, 0x88, 0x92, ..] | [0xEF, 0xBC, 0x8D | 0xBF, ..] => (Dash, 3),
        [0xEF, 0xBC, d @ 0x90..=0x99, ..] => (Digit(d - 0x90), 3),
        [0xEF, 0xBC, 0xB8, ..] | [0xEF, 0xBD, 0x98, ..] => (Cross, 3),
        _ => return None,
    };
    Some(found)
}

/// U+2000 to U+203F: the spaces of print, the dashes, and the marks without width.
fn general_punctuation(third: u8) -> Option<Element> {
    match third {
        0x80..=0x8A | 0xAF => Some(Space),
        0x8B..=0x8F => Some(Nothing),
        0x90..=0x95 => Some(Dash),
        _ => None,
    }
}

/// The ways HTML writes a space, a dash or nothing. Digits written as references are not read.
fn entity(bytes: &[u8]) -> Option<(Element, usize)> {
    const NAMES: [(&str, Element); 16] = [
        ("&nbsp;", Space),
        ("&#160;", Space),
        ("&#xa0;", Space),
        ("&#32;", Space),
        ("&ensp;", Space),
        ("&emsp;", Space),
        ("&thinsp;", Space),
        ("&#12288;", Space),
        ("&#x3000;", Space),
        ("&#45;", Dash),
        ("&ndash;", Dash),
        ("&mdash;", Dash),
        ("&shy;", Nothing),
        ("&zwj;", Nothing),
        ("&zwnj;", Nothing),
        ("&#8203;", Nothing),
    ];
    let same = |name: &str| {
        bytes.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
    };
    NAMES.iter().find(|(name, _)| same(name)).map(|(name, what)| (*what, name.len()))
}

/// What joins a group of digits to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// The first group has nothing before it.
    Edge,
    Space,
    Dash,
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
    pub groups: Vec<Group>,
    /// Where an X ends that stands right after the last group, or one separator further.
    pub cross: Option<usize>,
    /// Byte offset after the last digit or X.
    pub end: usize,
}

impl Run {
    /// Reads the run that begins with the digit at `start`, forgetting the one before.
    pub fn read(&mut self, bytes: &[u8], start: usize) {
        // More than two spaces or dashes are a column or a rule, not a way to write one number.
        const SEPARATORS_MAX: usize = 2;
        self.digits.clear();
        self.groups.clear();
        self.cross = None;
        self.end = start;
        let (mut at, mut spaces, mut dashes) = (start, 0, 0);
        while let Some((what, long)) = element(&bytes[at..]) {
            match what {
                Digit(digit) => {
                    if spaces + dashes > 0 || self.groups.is_empty() {
                        self.open_group(at, dashes > 0);
                    }
                    (spaces, dashes) = (0, 0);
                    self.push(digit, at + long);
                }
                Cross => {
                    self.cross = Some(at + long);
                    self.end = at + long;
                    return;
                }
                Space => spaces += 1,
                Dash => dashes += 1,
                Nothing => {}
            }
            if spaces > SEPARATORS_MAX || dashes > SEPARATORS_MAX {
                return;
            }
            at += long;
        }
    }

    fn open_group(&mut self, start: usize, dash: bool) {
        let joint = match (self.groups.is_empty(), dash) {
            (true, _) => Joint::Edge,
            (false, true) => Joint::Dash,
            (false, false) => Joint::Space,
        };
        let first = self.digits.len();
        self.groups.push(Group { joint, first, count: 0, start, end: start });
    }

    fn push(&mut self, digit: u8, end: usize) {
        self.digits.push(digit);
        if let Some(group) = self.groups.last_mut() {
            group.count += 1;
            group.end = end;
        }
        self.end = end;
    }
}

/// What the first pass thinks of a byte.
const STOP: u8 = 0;
const COUNTS: u8 = 1;
const MAYBE: u8 = 2;
const LOOK: u8 = 3;

const CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [STOP; 256];
    let mut byte = 0x80;
    while byte < 0xC0 {
        table[byte] = MAYBE;
        byte += 1;
    }
    let mut digit = b'0';
    while digit <= b'9' {
        table[digit as usize] = COUNTS;
        digit += 1;
    }
    table[0xEF] = COUNTS;
    table[0xC2] = MAYBE;
    table[0xE2] = MAYBE;
    table[0xE3] = MAYBE;
    table[b' ' as usize] = MAYBE;
    table[b'\t' as usize] = MAYBE;
    table[b'-' as usize] = MAYBE;
    table[b'_' as usize] = MAYBE;
    table[b'&' as usize] = LOOK;
    table[b'%' as usize] = LOOK;
    table
}

/// The digits of the shortest number looked for, a mobile.
pub(super) const DIGITS_MIN: usize = 11;

/// The next digit at or after `at` from which enough digits may stand together to be a number.
///
/// This is the pass every byte goes through, so it errs towards yes and leaves reading to [`Run`].
pub(super) fn next_crowd(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let start = next_digit(bytes, at)?;
        let mut count = 0;
        at = start;
        while at < bytes.len() && count < DIGITS_MIN {
            match CLASSES[bytes[at] as usize] {
                STOP => break,
                COUNTS => count += 1,
                MAYBE => {}
                _ if element(&bytes[at..]).is_none() => break,
                _ => return Some(start),
            }
            at += 1;
        }
        if count >= DIGITS_MIN {
            return Some(start);
        }
    }
}

/// Finds the next ASCII or full-width digit, eight bytes at a step.
fn next_digit(bytes: &[u8], mut at: usize) -> Option<usize> {
    while let Some(eight) = bytes.get(at..at + 8) {
        let word = u64::from_le_bytes(eight.try_into().ok()?);
        let marks = digit_marks(word);
        if marks == 0 {
            at += 8;
            continue;
        }
        at += marks.trailing_zeros() as usize / 8;
        match element(&bytes[at..]) {
            Some((Digit(_), _)) => return Some(at),
            _ => at += 1,
        }
    }
    (at..bytes.len()).find(|i| matches!(element(&bytes[*i..]), Some((Digit(_), _))))
}

/// The high bit of every byte that is an ASCII digit or the lead byte of a full-width one.
fn digit_marks(word: u64) -> u64 {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const LOW: u64 = !HIGH;
    let digit = word ^ 0x3030_3030_3030_3030;
    let not_digit = ((digit & LOW) + 0x7676_7676_7676_7676) | digit;
    let wide = word ^ 0xEFEF_EFEF_EFEF_EFEF;
    let not_wide = ((wide & LOW) + LOW) | wide;
    !(not_digit & not_wide) & HIGH
}
