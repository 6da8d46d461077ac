//! Says what a character is to a number: a digit in any script, a separator, or nothing at all.

use super::written;
use crate::model::spelling::is_unseen;

/// What stands at one place of a text, as far as numbers are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Digit(u8),
    /// A digit that also stands beside numbers: a footnote's mark, a numeral in a sentence.
    Ornament(u8),
    /// X, the check character 10 of an ID number.
    Cross,
    Space,
    Dash,
    Mark(Mark),
    Break,
    /// A character nobody sees.
    Nothing,
}

/// Punctuation that sometimes stands inside a number, and more often between figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Dot,
    Comma,
    Colon,
    Plus,
    Slash,
    MiddleDot,
    Bracket,
}

use Element::{Break, Cross, Dash, Digit, Nothing, Ornament, Space};

/// The element at the beginning of the bytes and its length; `None` where a number cannot go on.
pub(super) fn element(bytes: &[u8]) -> Option<(Element, usize)> {
    let found = match *bytes.first()? {
        digit @ b'0'..=b'9' => return Some((Digit(digit - b'0'), 1)),
        b'&' | b'%' | b'\\' | b'\r' | 0x80.. => {
            let (character, long) = written::character(bytes)?;
            return meaning(character).map(|what| (what, long));
        }
        ascii => meaning_of_ascii(ascii)?,
    };
    Some((found, 1))
}

fn meaning(character: char) -> Option<Element> {
    let found = match character {
        '\0'..='\x7f' => return meaning_of_ascii(u8::try_from(character).ok()?),
        // Nearly all that stands on a page: only a few numerals are of interest.
        '\u{3400}'..='\u{9fff}' => Ornament(numeral(character)?),
        // Fonts of symbols keep their letters in a private plane, digits too.
        '\u{f020}'..='\u{f07e}' => return meaning_of_ascii((u32::from(character) - 0xf000) as u8),
        // Circled ones in the most common of them, black ones too.
        '\u{f080}'..='\u{f089}' => Ornament((u32::from(character) - 0xf080) as u8),
        '\u{f08b}'..='\u{f094}' => Ornament((u32::from(character) - 0xf08b) as u8),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' => Space,
        '\u{202f}' | '\u{205f}' | '\u{3000}' => Space,
        '‐'..='―' | '−' | '﹣' | '－' | '＿' => Dash,
        'Ｘ' | 'ｘ' | '×' | 'Х' | 'х' | 'Χ' | 'χ' | 'Ⅹ' | 'ⅹ' => Cross,
        '\u{85}' | '\u{2028}' | '\u{2029}' => Break,
        _ if is_unseen(character) => Nothing,
        _ => return mark(character).map(Element::Mark).or_else(|| digit(character)),
    };
    Some(found)
}

fn meaning_of_ascii(byte: u8) -> Option<Element> {
    let found = match byte {
        digit @ b'0'..=b'9' => Digit(digit - b'0'),
        b' ' | b'\t' => Space,
        b'-' | b'_' => Dash,
        b'X' | b'x' => Cross,
        b'\n' | b'\r' => Break,
        b'.' => Element::Mark(Mark::Dot),
        b',' => Element::Mark(Mark::Comma),
        b':' => Element::Mark(Mark::Colon),
        b'+' => Element::Mark(Mark::Plus),
        b'/' => Element::Mark(Mark::Slash),
        b'(' | b')' => Element::Mark(Mark::Bracket),
        _ => return None,
    };
    Some(found)
}

fn mark(character: char) -> Option<Mark> {
    let found = match character {
        '．' | '﹒' | '｡' => Mark::Dot,
        '，' | '﹐' => Mark::Comma,
        '：' | '﹕' => Mark::Colon,
        '＋' => Mark::Plus,
        '／' | '⁄' | '∕' => Mark::Slash,
        '·' | '・' | '•' | '‧' | '∙' | '⋅' | '･' => Mark::MiddleDot,
        '（' | '）' => Mark::Bracket,
        _ => return None,
    };
    Some(found)
}

/// Where the decimal digits of a script begin; each has ten in a row.
const ZEROS: [u32; 39] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6,
    0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50,
    0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x104A0, 0x11066, 0x1FBF0,
];

/// Where nine ornaments for one to nine begin: in circles, in brackets, with a full stop.
const ONES: [u32; 8] = [0x2460, 0x2474, 0x2488, 0x24F5, 0x2776, 0x2780, 0x278A, 0x3021];

fn digit(character: char) -> Option<Element> {
    let place = |first: u32, count: u32| {
        let place = u32::from(character).checked_sub(first).filter(|place| *place < count)?;
        u8::try_from(place).ok()
    };
    let plain = || ZEROS.iter().find_map(|zero| place(*zero, 10));
    // Five alphabets of digits for formulas, one after the other.
    let formula = || place(0x1D7CE, 50).map(|digit| digit % 10);
    let listed = || ONES.iter().find_map(|one| place(*one, 9)).map(|digit| digit + 1);
    let raised = || place(0x2070, 10).or_else(|| place(0x2080, 10));
    match plain().or_else(formula) {
        Some(value) => Some(Digit(value)),
        None => numeral(character).or_else(listed).or_else(raised).map(Ornament),
    }
}

fn numeral(character: char) -> Option<u8> {
    let value = match character {
        '〇' | '零' | '⓪' | '⓿' => 0,
        '一' | '幺' | '¹' => 1,
        '二' | '²' => 2,
        '三' | '³' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    Some(value)
}
