//! Finds personal numbers, and secrets, in bytes: the one scanner at both doors, sources in and pages out.
//!
//! Rules I1 and section 5 of the domain brief: a portal never publishes an ID number, a person's
//! phone or a bank card, and a build stops where one is suspected.
//!
//! Digits are read in any script, as escapes and as numerals too. What `attachment` takes out of a
//! PDF or an office file comes here as text. What is sure blocks at both doors; what is only `likely`
//! blocks on the way in if a word of contact, identity or a person stands near, and is asked about
//! otherwise. Not seen, and left to the eyes of a reviewer:
//!
//! - a number with words between its parts, or in an order of its own;
//! - in groups of its own, what is also a figure: where no word near calls it a number, or where other
//!   figures stand among its parts; a mobile among other digits that are no number, and anything in
//!   more than 41 digits without a separator;
//! - escapes within escapes; what a picture shows.

mod across;
mod almost;
mod around;
mod check;
mod column;
mod crowd;
mod digits;
mod exempt;
mod identity;
mod joined;
mod judge;
mod lead;
mod likely;
mod paper;
mod row;
mod run;
mod secret;
mod span;
#[cfg(test)]
mod tests;
mod thing;
mod words;
mod written;

use std::borrow::Cow;

use crate::model::Words;

use column::Text;
use crowd::Crowds;
use run::Run;

pub use check::{is_credit_code, is_id_number};
pub use exempt::{by_value, is_amount};
pub use identity::names_of_field;
pub use likely::{Likely, Sign, likely, likely_in};
pub use secret::{Names, Secret, secrets, starred};
pub use words::heads_a_number;

/// A number that belongs to one person and is never published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Personal {
    /// 公民身份号码 of 18 characters, with a right check character (GB 11643-1999).
    IdNumber,
    /// The ID number of 15 digits in use until 1999; it has no check digit.
    OldIdNumber,
    /// A mobile: 1, then 3 to 9, eleven digits, with or without the country code.
    Mobile,
    /// 16 to 19 digits that pass the Luhn sum (ISO/IEC 7812).
    BankCard,
}

impl Personal {
    /// The name for messages.
    pub fn words(self) -> Words {
        match self {
            Personal::IdNumber => Words::new("身份证号", "ID number"),
            Personal::OldIdNumber => Words::new("15 位旧身份证号", "old 15-digit ID number"),
            Personal::Mobile => Words::new("手机号", "mobile number"),
            Personal::BankCard => Words::new("银行卡号", "bank card number"),
        }
    }
}

/// A suspected personal number and where it stands, in bytes of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it looks like.
    pub kind: Personal,
    /// The offset of its first byte.
    pub start: usize,
    /// The offset after its last byte.
    pub end: usize,
}

/// Every suspected personal number, in the order of the input.
///
/// The input is UTF-8; bytes that are not are boundaries. A hit may cover less than the whole
/// number where several readings fit, so an excerpt goes through [`redact`], not through offsets.
pub fn hits(bytes: &[u8]) -> Vec<Hit> {
    hits_except(bytes, &[])
}

/// The hits of [`hits`] without those whose whole word is (a word of) one of the exempt values.
///
/// A word is a run of ASCII letters, digits and `-`. Exempt is what typed fields hold: checksums,
/// vouchers, contracts, credit codes and duty phones published with consent.
pub fn hits_except(bytes: &[u8], exempt: &[String]) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    let text = Text::new(bytes);
    let mut first = 0;
    each_run(bytes, |run, again| {
        let before = found.len();
        if !again {
            first = before;
        }
        judge::numbers(run, &mut found);
        if found.len() == before {
            return false;
        }
        let mut fresh = found.split_off(before);
        let apart = |hit: &Hit, other: &Hit| hit.end <= other.start || other.end <= hit.start;
        fresh.retain(|hit| {
            found[first..].iter().all(|other| apart(hit, other))
                && !exempt::by_form(&text, hit)
                && !exempt::by_value(bytes, hit, exempt)
        });
        found.append(&mut fresh);
        true
    });
    found
}

/// What has the form of a card or a mobile and is a paper's by the heading of its column or by the word before it, or a page's
/// by the address it stands in. Where the
/// text stands without its table, or in a line of its own, as in the data of the search, nothing says so.
pub fn papers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    each_run(text.as_bytes(), |run, _| {
        let before = found.len();
        judge::numbers(run, &mut found);
        found.len() > before
    });
    let whole = Text::new(text.as_bytes());
    found.retain(|hit| exempt::by_word(&whole, hit));
    found.iter().map(|hit| exempt::word(text, hit).to_string()).collect()
}

/// Reads every run that may hold a number, from left to right, and asks whether it does.
///
/// Ornaments may belong to a number or only stand beside it, so a run with some is read again
/// without them: the second argument says so.
fn each_run(bytes: &[u8], mut is_number: impl FnMut(&Run, bool) -> bool) {
    let mut run = Run::default();
    let mut crowds = Crowds::new(bytes);
    let mut at = 0;
    while let Some(start) = crowds.next(at) {
        run.read(bytes, start, true);
        let end = run.end;
        let mut any = is_number(&run, false);
        let mut rest = if run.ornate { start } else { end };
        while let Some((what, long)) = digits::element(&bytes[rest..end]) {
            rest += long;
            if matches!(what, digits::Element::Digit(_)) {
                run.read(bytes, rest - long, false);
                any |= is_number(&run, true);
                rest = run.end;
            }
        }
        at = match escape_digits(bytes, start) {
            // `%89` before a number in an encoded file name hides it: read again without.
            long @ 1.. if !any => start + long,
            _ => end,
        };
    }
}

/// How many bytes at the beginning of these digits may be the end of a percent escape.
fn escape_digits(bytes: &[u8], start: usize) -> usize {
    match bytes[..start] {
        [.., b'%'] if bytes.get(start + 1).is_some_and(u8::is_ascii_digit) => 2,
        [.., b'%', letter] if letter.is_ascii_hexdigit() => 1,
        _ => 0,
    }
}

/// The text with a `*` for every character that writes a digit of eleven or more, so that no
/// message or excerpt repeats a personal number, not even one with a slip in it. Days in ISO form
/// stay readable, and so do figures with punctuation between.
///
/// Once is enough: with a number hidden, what stands beside it may read as one, and is hidden too.
pub fn redact(text: &str) -> Cow<'_, str> {
    let Cow::Owned(mut clean) = redact_once(text) else { return Cow::Borrowed(text) };
    while let Cow::Owned(cleaner) = redact_once(&clean) {
        if cleaner == clean {
            break;
        }
        clean = cleaner;
    }
    Cow::Owned(clean)
}

fn redact_once(text: &str) -> Cow<'_, str> {
    let mut hidden: Vec<(usize, usize)> = Vec::new();
    let mut hits = Vec::new();
    each_run(text.as_bytes(), |run, _| {
        let before = hits.len();
        judge::numbers(run, &mut hits);
        hidden.extend(judge::crowded(run).chain(across::shapes(run)));
        hits.len() > before
    });
    hidden.extend(hits.iter().map(|hit| (hit.start, hit.end)));
    let likely = likely(text);
    if hidden.is_empty() && likely.is_empty() {
        return Cow::Borrowed(text);
    }
    // One range may read as an escape what another reads as digits: each is starred for itself.
    let mut starred = vec![false; text.len()];
    for one in likely {
        // Capitals and letters that stand for digits too.
        let of_number = |at: &usize| text[*at..].starts_with(char::is_alphanumeric);
        let starts = (one.start..one.end).filter(|at| text.is_char_boundary(*at));
        starts.filter(of_number).for_each(|at| starred[at] = true);
    }
    for (start, end) in hidden {
        star(&text.as_bytes()[start..end], &mut starred[start..end]);
    }
    let shown = |(at, c): (usize, char)| if starred[at] { '*' } else { c };
    Cow::Owned(text.char_indices().map(shown).collect())
}

/// Marks the characters that write digits.
fn star(mut run: &[u8], mut starred: &mut [bool]) {
    use digits::Element::{Cross, Digit, Ornament};
    while let Some((what, long)) = digits::element(run) {
        if matches!(what, Digit(_) | Ornament(_) | Cross) {
            starred[..long].fill(true);
        }
        run = &run[long..];
        starred = &mut starred[long..];
    }
}
