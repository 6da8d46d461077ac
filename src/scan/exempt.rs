//! What is let through although it looks like a personal number.

use super::check::{is_credit_code, mobile_prefix};
use super::digits::{Element, element};
use super::{Hit, Personal, words};

/// A firm's credit code around the hit, the decimals of a fraction such as `0.62…`, which pass for a
/// card one time in ten, or the number of a paper or a thing that is called so right before it. An ID
/// number with a right check character is one whatever it is called.
///
/// A code of digits alone may be an ID number as well, so it needs to be named as exempt.
pub(super) fn by_form(bytes: &[u8], hit: &Hit) -> bool {
    let (start, end) = around(bytes, hit, |b| b.is_ascii_alphanumeric());
    let code = std::str::from_utf8(&bytes[start..end]).is_ok_and(|token| {
        let letters = token.trim_end_matches(['X', 'x']).bytes().any(|b| b.is_ascii_alphabetic());
        letters && is_credit_code(token)
    });
    let fraction = hit.kind == Personal::BankCard && is_fraction(&bytes[..hit.start]);
    code || fraction || hit.kind != Personal::IdNumber && is_called_so(bytes, hit)
}

/// Written in one piece, behind a word such as 表号 or 流水号.
fn is_called_so(bytes: &[u8], hit: &Hit) -> bool {
    const BEFORE: usize = 120;
    let whole = around(bytes, hit, in_word) == (hit.start, hit.end);
    let piece = bytes[hit.start..hit.end].iter().all(u8::is_ascii_digit);
    let before = &bytes[hit.start.saturating_sub(BEFORE)..hit.start];
    whole && piece && words::name_a_paper(&String::from_utf8_lossy(before))
}

/// Whether a hit is an amount as our data writes it, a value or a cell of its own with two decimals. What comes in is held
/// to its fields: only what goes out is asked.
pub fn is_amount(bytes: &[u8], hit: &Hit) -> bool {
    let ends = |byte: Option<&u8>| matches!(byte, None | Some(b'"' | b',' | b'\r' | b'\n'));
    let before = &bytes[..hit.start];
    let before = before.strip_suffix(b"-").unwrap_or(before);
    let whole = bytes[hit.start..hit.end].iter().all(u8::is_ascii_digit);
    match bytes[hit.end..] {
        [b'.', a, b, ref after @ ..] if a.is_ascii_digit() && b.is_ascii_digit() => {
            whole && ends(before.last()) && ends(after.first())
        }
        _ => false,
    }
}

fn is_fraction(before: &[u8]) -> bool {
    before.strip_suffix(b"0.").is_some_and(|rest| !rest.last().is_some_and(u8::is_ascii_digit))
}

/// Whether the word around the hit is a word of one of the values, or the hit is the same number
/// as a value that is a number throughout (a duty phone shown with and without dashes).
pub(super) fn by_value(bytes: &[u8], hit: &Hit, values: &[String]) -> bool {
    let (start, end) = around(bytes, hit, in_word);
    let word = &bytes[start..end];
    // An ID number is one wherever it stands: only what is known to be something else frees it.
    // Among other digits it may be there by chance (see `joined`), so there the whole word counts.
    let by_chance = bytes[start..hit.start].last().is_some_and(u8::is_ascii_digit)
        || bytes[hit.end..end].first().is_some_and(u8::is_ascii_digit);
    let strict = hit.kind == Personal::IdNumber && !by_chance;
    let may = |value: &&String| !strict || is_hash(value) || is_credit_code(value);
    if values.iter().filter(may).any(|value| holds_word(value.as_bytes(), word)) {
        return true;
    }
    // A longer word may be a different thing: only the bare number is compared by its digits.
    let bare = start == hit.start && end == hit.end;
    let same = |ours: Vec<u8>| {
        let mut values = values.iter().filter(may);
        values.any(|value| plain_digits(value.as_bytes()).as_ref() == Some(&ours))
    };
    bare && plain_digits(word).is_some_and(same)
}

/// SHA-256 in hexadecimal.
fn is_hash(value: &str) -> bool {
    value.len() == 64 && value.bytes().all(|b| b.is_ascii_hexdigit())
}

fn in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

/// The hit, widened to both sides over bytes of this sort; dashes at the ends belong to the text.
fn around(bytes: &[u8], hit: &Hit, sort: impl Fn(u8) -> bool) -> (usize, usize) {
    let before = bytes[..hit.start].iter().rev().take_while(|b| sort(**b)).count();
    let after = bytes[hit.end..].iter().take_while(|b| sort(**b)).count();
    let (mut start, mut end) = (hit.start - before, hit.end + after);
    while start < hit.start && bytes[start] == b'-' {
        start += 1;
    }
    while end > hit.end && bytes[end - 1] == b'-' {
        end -= 1;
    }
    (start, end)
}

fn holds_word(value: &[u8], word: &[u8]) -> bool {
    value.windows(word.len()).enumerate().any(|(at, window)| {
        let edge = |byte: Option<&u8>| !byte.is_some_and(|b| in_word(*b));
        window.eq_ignore_ascii_case(word)
            && edge(at.checked_sub(1).and_then(|i| value.get(i)))
            && edge(value.get(at + word.len()))
    })
}

/// The digits of a text that holds nothing but digits and separators, without what
/// stands before a mobile. X counts as the digit 10.
fn plain_digits(text: &[u8]) -> Option<Vec<u8>> {
    let mut rest = text;
    let mut digits = Vec::new();
    while !rest.is_empty() {
        let (what, long) = element(rest)?;
        match what {
            Element::Digit(digit) | Element::Ornament(digit) => digits.push(digit),
            Element::Cross => digits.push(10),
            _ => {}
        }
        rest = &rest[long..];
    }
    Some(digits[mobile_prefix(&digits).unwrap_or(0)..].to_vec())
}
