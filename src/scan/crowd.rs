//! The pass every byte goes through: where enough digits may stand together to be a number.
//!
//! It errs towards yes and leaves reading to [`super::run::Run`]. Digits of one byte are searched for
//! eight bytes at a time. The others take two bytes or more, so that a number of nothing else is at
//! least 22 bytes long and glances at that distance will see it.

use super::digits::{Element, element};

/// The digits of the shortest number looked for, a mobile.
pub(super) const DIGITS_MIN: usize = 11;

/// The places of a text where reading a number may be worth the while, from left to right.
pub(super) struct Crowds<'a> {
    bytes: &'a [u8],
    /// The next digit of an unusual form that a glance has seen.
    unusual: usize,
}

impl<'a> Crowds<'a> {
    pub fn new(bytes: &'a [u8]) -> Crowds<'a> {
        Crowds { bytes, unusual: next_unusual(bytes, 0) }
    }

    /// The next digit at or after `at` from which a number may begin.
    pub fn next(&mut self, mut at: usize) -> Option<usize> {
        loop {
            if self.unusual < at {
                self.unusual = next_unusual(self.bytes, at);
            }
            let digit = next_digit(self.bytes, at).min(self.unusual);
            if digit == self.bytes.len() {
                return None;
            }
            let start = match may_follow(self.bytes, at, digit) {
                true => first_of_crowd(self.bytes, at, digit),
                false => digit,
            };
            if let Some(stop) = last_stop(self.bytes, start) {
                at = stop.max(digit) + 1;
                continue;
            }
            let mut crowd = Crowd::default();
            at = start;
            while let Some(long) = crowd.grows(&self.bytes[at..]) {
                if crowd.is_enough() {
                    return Some(start);
                }
                at += long;
            }
            at = at.max(digit + 1);
        }
    }
}

/// Ends every number, wherever it stands.
const STOP: u8 = 1;
/// Begins what is written with more letters, which end no number.
const LOOK: u8 = 2;

const CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [STOP; 256];
    let mut byte = 0x80;
    while byte < 0x100 {
        table[byte] = if SECONDS[byte] == 0 && byte >= 0xC0 { STOP } else { 0 };
        byte += 1;
    }
    let open = b"0123456789 \t\r\n-_.,:+/()";
    let mut at = 0;
    while at < open.len() {
        table[open[at] as usize] = 0;
        at += 1;
    }
    table[b'&' as usize] = LOOK;
    table[b'%' as usize] = LOOK;
    table[b'\\' as usize] = LOOK;
    table
}

/// For the first byte of a character the second ones with which it may be an element, a bit each:
/// two bytes tell most characters of a Chinese page apart.
const SECONDS: [u64; 256] = seconds();

const fn seconds() -> [u64; 256] {
    let mut table = [0; 256];
    let leads = b"\xC2\xC3\xCC\xCD\xCE\xCF\xD0\xD1\xD8\xD9\xDB\xDF\xE0\xE1\xE2\xE3\xEA\xEF\xF0\xF3";
    let mut at = 0;
    while at < leads.len() {
        table[leads[at] as usize] = u64::MAX;
        at += 1;
    }
    // 一七三, 九, 二五; 八六, 四, 幺; 零.
    table[0xE4] = 1 << 0x38 | 1 << 0x39 | 1 << 0x3A;
    table[0xE5] = 1 << 0x05 | 1 << 0x1B | 1 << 0x39;
    table[0xE9] = 1 << 0x1B;
    table
}

/// Whether this character of several bytes may be an element.
#[inline]
fn may_go_on(bytes: &[u8]) -> bool {
    let second = bytes.get(1).copied().unwrap_or_default();
    SECONDS[usize::from(bytes[0])] >> (second & 0x3F) & 1 == 1
}

/// Whether this character may be a digit, or a separator that seldom stands in a sentence.
#[inline]
fn may_be_digit(bytes: &[u8]) -> bool {
    may_go_on(bytes)
        && !matches!(
            *bytes,
            [0xEF, 0xBC, 0x80..=0x8C | 0x9A..=0x9F, ..]
                | [0xE3, 0x80, 0x81..=0x82 | 0x88..=0x91, ..]
                | [0xE2, 0x80, 0x94 | 0x98..=0x9F, ..]
        )
}

/// A first look at as many bytes as a number has at least: the last that ends every number.
fn last_stop(bytes: &[u8], start: usize) -> Option<usize> {
    let window: &[u8; DIGITS_MIN] = bytes[start..].first_chunk()?;
    let (mut stops, mut looks) = (0_u32, 0);
    // All of them, without a branch: nobody can guess where a figure ends.
    for (place, byte) in window.iter().enumerate() {
        let class = CLASSES[usize::from(*byte)];
        stops |= u32::from(class & STOP) << place;
        looks |= class & LOOK;
    }
    (stops != 0 && looks == 0).then(|| start + stops.ilog2() as usize)
}

/// A first look at what precedes a digit: whether digits of an unusual form may end there.
#[inline]
fn may_follow(bytes: &[u8], floor: usize, digit: usize) -> bool {
    let mut before = &bytes[floor..digit];
    if let [rest @ .., b' ' | b'-' | b'.' | b',' | b'/'] = before {
        before = rest;
    }
    match before.last() {
        Some(0x80..) => {
            let last = floor + before.len() - 1;
            may_be_digit(&bytes[lead_of(bytes, floor, last)..])
        }
        Some(last) => in_escape(*last),
        None => false,
    }
}

/// What stands before a digit inside an escape, as in `&#x31;`, `%31` and `\\uff11`, or ends one.
fn in_escape(byte: u8) -> bool {
    matches!(byte, b'%' | b'#' | b';' | b'u' | b'U' | b'x' | b'X' | b'f' | b'F')
}

/// What is known of the digits of a crowd.
#[derive(Default)]
struct Crowd {
    digits: usize,
    /// Digits since the last punctuation or line's end.
    row: usize,
    /// Digits since the last separator, and before it.
    group: usize,
    before: usize,
    /// Whether punctuation or a line's end separates them.
    weak: bool,
    /// Two groups with that between which may be parts of one number: 3-4 and more, or 6-3.
    parts: bool,
    /// A group long enough to begin an ID number.
    long: bool,
}

impl Crowd {
    /// Takes what the bytes begin with and says how long it is; `None` if it ends the crowd.
    fn grows(&mut self, bytes: &[u8]) -> Option<usize> {
        match *bytes.first()? {
            b'0'..=b'9' => self.digit(),
            b' ' | b'\t' | b'-' | b'_' => self.separator(),
            b'(' | b')' | b'\r' | b'\n' => self.weak_separator(),
            b'.' | b',' | b':' | b'+' | b'/' if self.weak && self.group == 0 => return None,
            b'.' | b',' | b':' | b'+' | b'/' => self.weak_separator(),
            b'&' | b'%' | b'\\' => return self.grows_unusually(bytes),
            0x80.. if may_go_on(bytes) => return self.grows_unusually(bytes),
            _ => return None,
        }
        Some(1)
    }

    fn grows_unusually(&mut self, bytes: &[u8]) -> Option<usize> {
        let (what, long) = element(bytes)?;
        match what {
            Element::Digit(_) | Element::Ornament(_) => self.digit(),
            Element::Space | Element::Dash => self.separator(),
            Element::Mark(_) | Element::Break => self.weak_separator(),
            Element::Nothing => {}
            Element::Cross => return None,
        }
        Some(long)
    }

    fn digit(&mut self) {
        self.digits += 1;
        self.row += 1;
        self.group += 1;
        self.long |= self.group == 6;
        let parts = self.before >= 3 && self.group == 4 || self.before >= 6 && self.group == 3;
        self.parts |= self.weak && parts;
    }

    fn separator(&mut self) {
        if self.group > 0 {
            self.before = self.group;
            self.group = 0;
            self.weak = false;
        }
    }

    fn weak_separator(&mut self) {
        self.separator();
        self.weak = true;
        self.row = 0;
    }

    fn is_enough(&self) -> bool {
        self.row >= DIGITS_MIN
            || self.digits >= DIGITS_MIN && (self.parts || self.long && self.digits >= 17)
    }
}

/// Goes back from a digit to the first of those that belong to it and the search has not seen.
fn first_of_crowd(bytes: &[u8], floor: usize, digit: usize) -> usize {
    let mut first = digit;
    while let Some(before) = digit_before(bytes, floor, first) {
        first = before;
    }
    first
}

/// The digit that ends right before the place, or goes over it, or is a few separators away.
fn digit_before(bytes: &[u8], floor: usize, place: usize) -> Option<usize> {
    let mut end = place;
    for _ in 0..4 {
        let (at, what) = element_before(bytes, floor, end, place)?;
        if matches!(what, Element::Digit(_) | Element::Ornament(_)) {
            return Some(at);
        }
        end = at;
    }
    None
}

/// The element that ends here, or goes over the place.
fn element_before(
    bytes: &[u8],
    floor: usize,
    end: usize,
    place: usize,
) -> Option<(usize, Element)> {
    let is_one = |at: usize| match element(&bytes[at..]) {
        Some((what, long)) if at + long == end || at + long > place => Some((at, what)),
        _ => None,
    };
    match *bytes[floor..end].last()? {
        0x80.. => {
            let lead = lead_of(bytes, floor, end - 1);
            may_be_digit(&bytes[lead..]).then(|| is_one(lead))?
        }
        b' ' | b'-' | b'.' | b',' | b'/' => is_one(end - 1),
        last if in_escape(last) || last.is_ascii_hexdigit() => {
            let opens = |at: &usize| matches!(bytes[*at], b'&' | b'%' | b'\\');
            (floor.max(end.saturating_sub(11))..end).rev().filter(opens).find_map(is_one)
        }
        _ => None,
    }
}

/// The next digit of one byte, searched for eight bytes at a step.
fn next_digit(bytes: &[u8], mut at: usize) -> usize {
    let (eights, _) = bytes[at..].as_chunks::<8>();
    for eight in eights {
        let marks = digit_marks(u64::from_le_bytes(*eight));
        if marks != 0 {
            return at + marks.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    (at..bytes.len()).find(|at| bytes[*at].is_ascii_digit()).unwrap_or(bytes.len())
}

const HIGH: u64 = 0x8080_8080_8080_8080;

/// The high bit of every byte that is a digit.
fn digit_marks(word: u64) -> u64 {
    let digit = word ^ 0x3030_3030_3030_3030;
    !(((digit & !HIGH) + 0x7676_7676_7676_7676) | digit) & HIGH
}

/// Glances at every 22nd byte, or the next in case it is a separator, for a digit of several bytes.
fn next_unusual(bytes: &[u8], from: usize) -> usize {
    const STEP: usize = 2 * DIGITS_MIN;
    let mut at = from;
    while at + 1 < bytes.len() {
        if bytes[at] | bytes[at + 1] >= 0x80 {
            let lead = lead_of(bytes, from, at + usize::from(bytes[at] < 0x80));
            if may_be_digit(&bytes[lead..])
                && let Some(digit) = unusual_digit(bytes, lead)
            {
                return digit;
            }
        }
        at += STEP;
    }
    bytes.len()
}

/// The first byte of the character this byte belongs to.
#[inline]
fn lead_of(bytes: &[u8], floor: usize, at: usize) -> usize {
    let later = |back: usize| usize::from(bytes[at - back] & 0xC0 == 0x80);
    if at < floor + 3 {
        return (floor..at).rev().take(3).find(|at| bytes[*at] >= 0xC0).unwrap_or(at);
    }
    // Without a branch: nobody can guess where in a character a glance falls.
    let (first, second, third) = (later(0), later(1), later(2));
    at - first - (first & second) - (first & second & third)
}

/// The digit at this place, or after a few separators.
fn unusual_digit(bytes: &[u8], mut at: usize) -> Option<usize> {
    for _ in 0..4 {
        let (what, long) = element(&bytes[at..])?;
        if matches!(what, Element::Digit(_) | Element::Ornament(_)) {
            return Some(at);
        }
        at += long;
    }
    None
}
