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
    Gap { long: usize, blank: bool, breaks: bool },
}

/// What stands at this place; nothing where a row ends.
pub(super) fn thing(text: &str, at: usize) -> Option<Thing> {
    let gap = |long, blank, breaks| Some(Thing::Gap { long, blank, breaks });
    match text.as_bytes()[at] {
        digit @ b'0'..=b'9' => Some(Thing::Digit(digit - b'0', 1)),
        b' ' | b'\t' => gap(1, true, false),
        b'\n' => gap(1, false, true),
        b'x' | b'X' => Some(Thing::Cross(1)),
        // A tag, as short as those that part cells and lines.
        b'<' => {
            let tag = text.as_bytes()[at..].iter().take(40).position(|b| *b == b'>');
            gap(tag.map_or(1, |end| end + 1), false, false)
        }
        b'%' | b'&' | b'\\' | b'\r' | 0x80.. => unusual(&text[at..]),
        byte if byte.is_ascii_punctuation() => gap(1, false, false),
        _ => None,
    }
}

/// The same of what is written with more than one byte.
fn unusual(text: &str) -> Option<Thing> {
    const MARKS: &str = "、，。；：～｜【】（）《》〈〉“”‘’—–·…！？";
    let first = text.chars().next()?;
    if matches!(first, '\u{3400}'..='\u{9fff}') && !is_numeral(first) {
        return None;
    }
    if let Some((value, long)) = digit(text) {
        return Some(Thing::Digit(value, long));
    }
    let gap = |long, blank, breaks| Thing::Gap { long, blank, breaks };
    match digits::element(text.as_bytes()) {
        Some((Element::Cross, long)) => Some(Thing::Cross(long)),
        Some((what, long)) => Some(gap(long, what == Element::Space, what == Element::Break)),
        None => {
            let skipped = first.is_ascii() || first.is_whitespace() || MARKS.contains(first);
            skipped.then(|| gap(first.len_utf8(), first.is_whitespace(), false))
        }
    }
}
