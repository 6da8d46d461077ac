//! What is let through although it looks like a personal number.

use super::around::around as said_around;
use super::check::{is_credit_code, mobile_prefix};
use super::column::{Headings, Text};
use super::digits::{Element, element};
use super::{Hit, Personal, check, column, identity, words};

/// A firm's credit code around the hit, the decimals of a fraction such as `0.62…`, which pass for a
/// card one time in ten, or the number of a paper or a thing that is called so right before it. An ID
/// number with a right check character is one whatever it is called.
///
/// A code of digits alone may be an ID number as well, so it needs to be named as exempt.
pub(super) fn by_form(text: &Text, hit: &Hit) -> bool {
    let bytes = text.bytes;
    let (start, end) = around(bytes, hit, |b| b.is_ascii_alphanumeric());
    let code = std::str::from_utf8(&bytes[start..end]).is_ok_and(|token| {
        let letters = token.trim_end_matches(['X', 'x']).bytes().any(|b| b.is_ascii_alphabetic());
        letters && is_credit_code(token)
    });
    let fraction = hit.kind == Personal::BankCard && is_fraction(&bytes[..hit.start]);
    code || fraction || by_word(text, hit)
}

/// Whether a word or a heading says that it is another number.
pub(super) fn by_word(text: &Text, hit: &Hit) -> bool {
    is_figure(text.bytes, hit)
        || is_another(text, hit)
        || hit.kind != Personal::IdNumber
            && (is_called_so(text.bytes, hit) || is_in_address(text.bytes, hit.start, hit.end))
}

/// Whether a place lies in the path or the query of an address on the web, as the number of a page does. What an address is
/// called with by telephone is none, nor is one that says itself whose number it holds.
pub(super) fn is_in_address(bytes: &[u8], start: usize, end: usize) -> bool {
    const LONGEST: usize = 2000;
    // What parts cells, items and values of data parts an address from what stands behind it.
    let of_address = |b: &&u8| b.is_ascii_graphic() && !b"\"'<>()[]{}|\\^`,;*".contains(*b);
    let near = &bytes[start.saturating_sub(LONGEST)..start];
    let long = near.iter().rev().take_while(of_address).count();
    let behind = bytes[end..].iter().take(LONGEST).take_while(of_address).count();
    let address = String::from_utf8_lossy(&near[near.len() - long..]).to_ascii_lowercase();
    let rest = String::from_utf8_lossy(&bytes[end..end + behind]).to_ascii_lowercase();
    let schemes = ["https://", "http://"];
    let found = schemes.iter().find_map(|scheme| Some(address.rfind(scheme)? + scheme.len()));
    let Some((host, way)) = found.and_then(|at| address[at..].split_once(['/', '?'])) else {
        return false;
    };
    let dials = ["wa.me", "whatsapp.com", "t.me"].iter().any(|dialled| host.ends_with(dialled));
    let said = format!("{way} {rest}");
    !dials && !rest.starts_with('@') && !identity::name_a_person_in_address(&said)
}

/// The word that a hit stands in, as the outputs say it.
pub(super) fn word<'t>(text: &'t str, hit: &Hit) -> &'t str {
    let (start, end) = around(text.as_bytes(), hit, in_word);
    &text[start..end]
}

/// Whether what has the form of a mobile is an amount or a place on the map.
pub(super) fn is_figure(bytes: &[u8], hit: &Hit) -> bool {
    hit.kind == Personal::Mobile && (is_coordinate(bytes, hit) || is_sum(bytes, hit))
}

/// Whether it is another number by what stands above it or by how it begins: a paper's in a column that is headed so;
/// figures of several cells, unless a heading of theirs names such a number or one begins with a zero; and digits that begin
/// like no card, unless a word of cards is their heading or stands near.
pub(super) fn is_another(text: &Text, hit: &Hit) -> bool {
    hit.kind != Personal::IdNumber
        && is_another_below(text, hit, column::headings(text, hit.start, hit.end))
}

/// The same, where the headings are known.
pub(super) fn is_another_below(text: &Text, hit: &Hit, above: Option<Headings>) -> bool {
    let bytes = text.bytes;
    if hit.kind == Personal::IdNumber {
        return false;
    }
    let written = &bytes[hit.start..hit.end];
    let no_card = || {
        hit.kind == Personal::BankCard
            && plain_digits(written).is_some_and(|digits| !check::begins_like_card(&digits))
    };
    let Some(above) = above else {
        return no_card() && !is_near_card(bytes, hit);
    };
    let named = above.words.iter().any(|word| words::heads_a_number(hit.kind, word));
    let paper = || above.words.iter().any(|word| words::name_a_paper(word));
    match above.several {
        true => !named && !has_padded(written),
        false => {
            !named && (is_whole(bytes, hit) && paper() || no_card() || is_decimals(bytes, hit))
        }
    }
}

/// All decimals of a figure that fills its cell: 26847.14285714286.
fn is_decimals(bytes: &[u8], hit: &Hit) -> bool {
    let blank = |b: &&u8| !matches!(**b, b' ' | b'-');
    let ends = |byte: Option<&u8>| byte.is_none_or(|b| b"|,\"\n\r\t<>".contains(b));
    let Some(before) = bytes[..hit.start].strip_suffix(b".") else { return false };
    let whole = before.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    whole > 0
        && is_whole(bytes, hit)
        && ends(before[..before.len() - whole].iter().rev().find(blank))
        && ends(bytes[hit.end..].iter().find(blank))
}

/// Whether zeros fill digits up, which no figure is written with.
pub(super) fn has_padded(written: &[u8]) -> bool {
    let groups = written.split(|b| !b.is_ascii_digit());
    groups.into_iter().any(|group| group.len() > 1 && group.starts_with(b"0"))
}

fn is_near_card(bytes: &[u8], hit: &Hit) -> bool {
    const FAR: usize = 600;
    let from = hit.start.saturating_sub(FAR);
    let before = String::from_utf8_lossy(&bytes[from..hit.start]);
    let after = String::from_utf8_lossy(&bytes[hit.end..bytes.len().min(hit.end + FAR)]);
    let text = format!("{before}{after}");
    let (before, after) = said_around(&text, before.len(), before.len());
    words::name_a_card(&words::joined(before)) || words::name_a_card(&words::joined(after))
}

/// The decimals of a longitude or a latitude, by the word before it or the degree behind.
fn is_coordinate(bytes: &[u8], hit: &Hit) -> bool {
    const DEGREES: std::ops::RangeInclusive<usize> = 1..=3;
    const BEFORE: usize = 120;
    let Some(before) = bytes[..hit.start].strip_suffix(b".") else { return false };
    let long = before.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let near = &before[before.len().saturating_sub(BEFORE)..before.len() - long];
    let near = String::from_utf8_lossy(near);
    let after = String::from_utf8_lossy(&bytes[hit.end..bytes.len().min(hit.end + 8)]);
    DEGREES.contains(&long)
        && is_whole(bytes, hit)
        && (words::name_a_coordinate(&near) || after.trim_start().starts_with(['度', '°']))
}

/// An amount of money with its unit right behind it or its sign right before, or with cents behind a word such as 余额, unless a word there calls it a mobile.
fn is_sum(bytes: &[u8], hit: &Hit) -> bool {
    const BEFORE: usize = 60;
    let before = &bytes[hit.start.saturating_sub(BEFORE)..hit.start];
    let before = String::from_utf8_lossy(before);
    let tail = String::from_utf8_lossy(&bytes[hit.end..bytes.len().min(hit.end + 16)]);
    let decimals =
        tail.strip_prefix('.').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let after = decimals.unwrap_or(&tail).trim_start();
    let unit = after.strip_prefix('元').is_some_and(|rest| !rest.starts_with(['月', '旦', '宵']));
    let sign = before.ends_with(['¥', '￥']) || before.trim_end().ends_with("人民币");
    let cents = decimals.is_some_and(|rest| tail.len() == rest.len() + 3);
    let named = cents && words::name_a_sum(&before);
    is_whole(bytes, hit) && (unit || sign || named) && !words::call_it_so(&before)
}

/// Written in one piece, and nothing but that in its word.
fn is_whole(bytes: &[u8], hit: &Hit) -> bool {
    around(bytes, hit, in_word) == (hit.start, hit.end)
        && bytes[hit.start..hit.end].iter().all(u8::is_ascii_digit)
}

/// Written in one piece, behind a word such as 表号 or 流水号.
fn is_called_so(bytes: &[u8], hit: &Hit) -> bool {
    const BEFORE: usize = 120;
    let before = &bytes[hit.start.saturating_sub(BEFORE)..hit.start];
    let (start, end) = around(bytes, hit, in_word);
    // SN and No. may stand at the number without a blank.
    let led = &bytes[start..hit.start];
    let names = [&b""[..], b"sn", b"n", b"no"].iter().any(|name| led.eq_ignore_ascii_case(name));
    let before = String::from_utf8_lossy(before);
    let serial =
        words::behind_serial(&before).is_some_and(|bare| before.len() - bare.len() == led.len());
    let digits = bytes[hit.start..hit.end].iter().all(u8::is_ascii_digit);
    let whole = digits && end == hit.end;
    (names || serial) && whole && words::name_a_paper(&before)
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
pub fn by_value(bytes: &[u8], hit: &Hit, values: &[String]) -> bool {
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
    // The letter of an escape, as in `\n62…`, is no letter of the word.
    let escaped = start.checked_sub(1).is_some_and(|at| bytes[at] == b'\\');
    if escaped && start < hit.start && matches!(bytes[start], b'n' | b'r' | b't') {
        start += 1;
    }
    while start < hit.start && bytes[start] == b'-' {
        start += 1;
    }
    while end > hit.end && bytes[end - 1] == b'-' {
        end -= 1;
    }
    (start, end)
}

/// Whether the word stands in the value. In an address a dash stands for every mark, and dashes around a word are none of it.
fn holds_word(value: &[u8], word: &[u8]) -> bool {
    let same = |ours: &u8, theirs: &u8| {
        ours.eq_ignore_ascii_case(theirs) || *theirs == b'-' && !ours.is_ascii_alphanumeric()
    };
    let edge = |mut beyond: std::slice::Iter<u8>, back: bool| {
        let next = |beyond: &mut std::slice::Iter<u8>| {
            if back { beyond.next_back().copied() } else { beyond.next().copied() }
        };
        let mut far = next(&mut beyond);
        while far == Some(b'-') {
            far = next(&mut beyond);
        }
        !far.is_some_and(|b| b.is_ascii_alphanumeric())
    };
    value.windows(word.len()).enumerate().any(|(at, window)| {
        window.iter().zip(word).all(|(ours, theirs)| same(ours, theirs))
            && edge(value[..at].iter(), true)
            && edge(value[at + word.len()..].iter(), false)
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
