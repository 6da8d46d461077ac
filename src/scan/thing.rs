//! What one character is to a row of digits: a digit, the X of an ID number, or what a reader skips.

use super::digits::{self, Element};

/// The next place where a digit stands.
pub(super) fn next_digit(text: &str, from: usize) -> Option<usize> {
    let is_one = |c: char, at: usize| match c {
        '0'..='9' => true,
        ..'\u{80}' => false,
        // Nearly all that is written: a look at the character is enough.
        '\u{3400}'..='\u{9fff}' => is_numeral(c),
        '\u{3001}'..='\u{3006}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff1f}' => false,
        _ => digit(&text[from + at..]).is_some(),
    };
    let mut all = text[from..].char_indices();
    all.find(|(at, c)| is_one(*c, *at)).map(|(at, _)| from + at)
}

/// Of the Chinese characters these alone are digits.
fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '零'
            | '幺'
            | '壹'
            | '贰'
            | '貳'
            | '叁'
            | '參'
            | '肆'
            | '伍'
            | '陆'
            | '陸'
            | '柒'
            | '捌'
            | '玖'
    )
}

/// A digit of any script, a numeral, or a capital.
fn digit(text: &str) -> Option<(u8, usize)> {
    let capital = match text.chars().next()? {
        '零' => 0,
        '壹' => 1,
        '贰' | '貳' => 2,
        '叁' | '參' => 3,
        '肆' => 4,
        '伍' => 5,
        '陆' | '陸' => 6,
        '柒' => 7,
        '捌' => 8,
        '玖' => 9,
        _ => {
            return match digits::element(text.as_bytes()) {
                Some((Element::Digit(value) | Element::Ornament(value), long)) => {
                    Some((value, long))
                }
                _ => None,
            };
        }
    };
    Some((capital, '零'.len_utf8()))
}

/// One thing of a row and its length.
pub(super) enum Thing {
    Digit(u8, usize),
    Cross(usize),
    Gap(Gap),
}

/// What a reader skips.
#[derive(Clone, Copy)]
pub(super) struct Gap {
    pub long: usize,
    pub sort: Sort,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Blank,
    Tab,
    Break,
    /// Strokes between the parts of one number, and what nobody sees.
    Dash,
    Mark(char),
}

/// What stands at this place; nothing where a row ends.
pub(super) fn thing(text: &str, at: usize) -> Option<Thing> {
    let gap = |long, sort| Some(Thing::Gap(Gap { long, sort }));
    match text.as_bytes()[at] {
        digit @ b'0'..=b'9' => Some(Thing::Digit(digit - b'0', 1)),
        b' ' => gap(1, Sort::Blank),
        b'\t' => gap(1, Sort::Tab),
        b'\n' => gap(1, Sort::Break),
        b'-' | b'_' => gap(1, Sort::Dash),
        b'x' | b'X' => Some(Thing::Cross(1)),
        b'<' => gap(tag(&text[at..]).unwrap_or(1), Sort::Mark('<')),
        b']' => gap(1 + address(&text[at + 1..]).unwrap_or(0), Sort::Mark(']')),
        b'%' | b'&' | b'\\' | b'\r' | 0x80.. => unusual(&text[at..]),
        byte if byte.is_ascii_punctuation() => gap(1, Sort::Mark(char::from(byte))),
        _ => None,
    }
}

/// A tag, as short as those that part cells and lines.
fn tag(text: &str) -> Option<usize> {
    let begins = |c: char| c.is_ascii_alphabetic() || c == '/' || c == '!';
    let end = text.bytes().take(40).position(|b| b == b'>')?;
    text[1..].starts_with(begins).then_some(end + 1)
}

/// The address of a link behind its words, which no reader sees.
fn address(text: &str) -> Option<usize> {
    const LONGEST: usize = 200;
    let inside = text.strip_prefix('(')?;
    let end = inside.bytes().take(LONGEST).position(|b| b == b')' || b == b'\n')?;
    (inside.as_bytes()[end] == b')').then_some(end + 2)
}

/// The same of what is written with more than one byte.
fn unusual(text: &str) -> Option<Thing> {
    let first = text.chars().next()?;
    if matches!(first, '\u{3400}'..='\u{9fff}') && !is_numeral(first) {
        return None;
    }
    if let Some((value, long)) = digit(text) {
        return Some(Thing::Digit(value, long));
    }
    let gap = |long, sort| Some(Thing::Gap(Gap { long, sort }));
    match digits::element(text.as_bytes()) {
        Some((Element::Cross, long)) => Some(Thing::Cross(long)),
        Some((Element::Space, long)) => gap(long, Sort::Blank),
        Some((Element::Break, long)) => gap(long, Sort::Break),
        Some((Element::Dash | Element::Nothing, long)) => gap(long, Sort::Dash),
        Some((_, long)) => gap(long, Sort::Mark(first)),
        None if first.is_whitespace() => gap(first.len_utf8(), Sort::Blank),
        None => is_skipped(first)
            .then_some(Thing::Gap(Gap { long: first.len_utf8(), sort: Sort::Mark(first) })),
    }
}

/// Punctuation and ornaments of every sort, but no sign that makes figures of digits: money, degrees, measures.
fn is_skipped(c: char) -> bool {
    let money = matches!(c, '¢'..='¥' | '\u{20a0}'..='\u{20cf}' | '￠'..='￡' | '￥' | '￦');
    let measures = money || matches!(c, '\u{2100}'..='\u{214f}' | '\u{3300}'..='\u{33ff}');
    !c.is_alphanumeric() && !measures
}

/// A letter or a ring that is drawn like the digit beside it, as in `138OOOO0123`, or a word it is said
/// with (洞, 两): what it stands for. Letters before or behind make a word of it.
pub(super) fn look_alike(text: &str, at: usize) -> Option<(u8, usize)> {
    // No number is longer.
    const NEAR: usize = 20;
    let first = text[at..].chars().next()?;
    if let Some(value) = said_like(first) {
        let other = |c: &char| said_like(*c).is_none();
        let before = text[..at].chars().rev().take(NEAR).find(other);
        let after = text[at..].chars().take(NEAR).find(other);
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || is_numeral(c));
        return (digit(before) || digit(after)).then_some((value, first.len_utf8()));
    }
    let value = drawn_like(first)?;
    let before = text[..at].chars().rev().take(NEAR).find(|c| drawn_like(*c).is_none());
    let after = text[at..].chars().take(NEAR).find(|c| drawn_like(*c).is_none());
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && c.is_ascii());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let beside = digit(before) || digit(after);
    (beside && !letter(before) && !letter(after)).then_some((value, first.len_utf8()))
}

/// A group of digits and of what is drawn or said like them, with one letter at least, as in `138 OOOO 0123`: what it stands for, with
/// how long each is written.
pub(super) fn look_alikes(text: &str) -> Option<Vec<(u8, usize)>> {
    let other = |c: char| drawn_like(c).or_else(|| said_like(c));
    let value = |c: char| other(c).or_else(|| Some(digit(c.encode_utf8(&mut [0; 4]))?.0));
    let group: Vec<(u8, usize)> =
        text.chars().map_while(|c| Some((value(c)?, c.len_utf8()))).collect();
    let (letters, rest) = text.split_at(group.iter().map(|(_, long)| long).sum());
    let word = rest.starts_with(|c: char| c.is_ascii_alphabetic());
    (letters.contains(|c| other(c).is_some()) && !word).then_some(group)
}

/// Digits as they are said aloud where they are easily misheard.
fn said_like(c: char) -> Option<u8> {
    match c {
        '洞' => Some(0),
        '么' => Some(1),
        '两' | '兩' => Some(2),
        '拐' => Some(7),
        '勾' => Some(9),
        _ => None,
    }
}

fn drawn_like(c: char) -> Option<u8> {
    match c {
        'O' | 'o' | 'Ｏ' | 'ｏ' | 'О' | 'о' | 'Ο' | 'ο' | '○' | '◯' | 'Ø' => Some(0),
        'l' | 'I' | 'ｌ' | 'Ｉ' | 'І' | 'ı' => Some(1),
        _ => None,
    }
}
