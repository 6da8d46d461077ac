//! The map from a font's codes to characters (ToUnicode), however the program that wrote it laid it out.

use std::collections::BTreeMap;

use super::strings::{hexadecimal, word_end};

/// What each code means.
pub type Map = BTreeMap<u32, String>;

/// A font has no more characters.
const CODES_MAX: usize = 1 << 17;

/// One thing of a map.
enum Token<'a> {
    Code(Vec<u8>),
    Open,
    Close,
    Word(&'a [u8]),
}

/// Reads the sections `bfchar` and `bfrange`. What is not whole is left out: a code without a meaning refuses its file.
pub fn read(content: &[u8]) -> Map {
    let mut map = Map::new();
    // Of the section that is open: whether it is one of ranges, and what stands in it so far.
    let mut section: Option<(bool, Vec<Token>)> = None;
    let mut at = 0;
    while let Some((token, end)) = token(content, at) {
        at = end;
        match token {
            Token::Word(b"beginbfchar") => section = Some((false, Vec::new())),
            Token::Word(b"beginbfrange") => section = Some((true, Vec::new())),
            Token::Word(b"endbfchar" | b"endbfrange") => match section.take() {
                Some((true, tokens)) => ranges(&tokens, &mut map),
                Some((false, tokens)) => pairs(&tokens, &mut map),
                None => {}
            },
            token => {
                if let Some((_, tokens)) = &mut section {
                    tokens.push(token);
                }
            }
        }
    }
    map
}

fn token(content: &[u8], from: usize) -> Option<(Token<'_>, usize)> {
    let at = from + content.get(from..)?.iter().position(|b| !b.is_ascii_whitespace())?;
    Some(match content[at] {
        b'<' if content.get(at + 1) != Some(&b'<') => {
            let (code, end) = hexadecimal(content, at + 1);
            (Token::Code(code), end)
        }
        b'[' => (Token::Open, at + 1),
        b']' => (Token::Close, at + 1),
        _ => {
            let end = word_end(content, at + 1);
            (Token::Word(&content[at..end]), end)
        }
    })
}

fn pairs(tokens: &[Token], map: &mut Map) {
    for pair in tokens.chunks_exact(2) {
        if let [Token::Code(code), Token::Code(text)] = pair {
            put(map, value(code), text, 0);
        }
    }
}

fn ranges(tokens: &[Token], map: &mut Map) {
    let mut rest = tokens;
    while let [Token::Code(first), Token::Code(last), after @ ..] = rest {
        let (first, last) = (value(first), value(last));
        match after {
            [Token::Code(text), after @ ..] => {
                for (step, code) in (first..=last).take(CODES_MAX).enumerate() {
                    put(map, code, text, step as u32);
                }
                rest = after;
            }
            [Token::Open, after @ ..] => {
                let close = after.iter().position(|token| matches!(token, Token::Close));
                let Some(close) = close else { return };
                for (code, token) in (first..=last).zip(&after[..close]) {
                    if let Token::Code(text) = token {
                        put(map, code, text, 0);
                    }
                }
                rest = &after[close + 1..];
            }
            _ => return,
        }
    }
}

/// Codes of up to four bytes.
fn value(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

/// Notes a code; the last unit of its text grows along a range.
fn put(map: &mut Map, code: u32, text: &[u8], step: u32) {
    let mut units: Vec<u16> = text
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |sum, byte| sum << 8 | u16::from(*byte)))
        .collect();
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(step as u16);
    }
    let text = String::from_utf16_lossy(&units);
    let known = !text.is_empty() && !text.contains(['\0', '\u{fffd}']);
    if known && map.len() < CODES_MAX {
        map.insert(code, text);
    }
}
