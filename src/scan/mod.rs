//! Finds personal numbers in bytes: the one scanner at both doors, sources in and pages out.
//!
//! Rules I1 and section 5 of the domain brief: a portal never publishes an ID number, a person's
//! phone or a bank card, and a build stops where one is suspected.
//!
//! Not seen, and left to the eyes of a reviewer: a number cut by a tag or by Markdown marks
//! (`138<b>1234</b>5678`), by a line break, by more than two spaces or dashes; digits written as
//! words, as references (`&#49;`) or as escapes (`\u0031`); anything in pictures and archives. What
//! `attachment` takes out of a PDF or an office file comes here as text.

mod check;
mod digits;
mod exempt;
mod judge;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::model::Words;

pub use check::{is_credit_code, is_id_number};

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
    let mut found = Vec::new();
    let mut run = digits::Run::default();
    let mut at = 0;
    while let Some(start) = digits::next_crowd(bytes, at) {
        run.read(bytes, start);
        let before = found.len();
        judge::numbers(&run, &mut found);
        at = match escape_digits(bytes, start) {
            // `%89` before a number in an encoded file name hides it: read again without.
            long @ 1.. if found.len() == before => start + long,
            _ => run.end,
        };
        let mut place = 0;
        found.retain(|hit| {
            place += 1;
            place <= before || !exempt::by_form(bytes, hit) && !exempt::by_value(bytes, hit, exempt)
        });
    }
    found
}

/// How many bytes at the beginning of these digits may be the end of a percent escape.
fn escape_digits(bytes: &[u8], start: usize) -> usize {
    match bytes[..start] {
        [.., b'%'] if bytes.get(start + 1).is_some_and(u8::is_ascii_digit) => 2,
        [.., b'%', letter] if letter.is_ascii_hexdigit() => 1,
        _ => 0,
    }
}

/// The text with a `*` for every digit of a run of eleven or more, so that no message or excerpt
/// repeats a personal number, not even one with a slip in it. Days in ISO form stay readable.
pub fn redact(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut run = digits::Run::default();
    let mut out = String::new();
    let (mut at, mut copied) = (0, 0);
    while let Some(start) = digits::next_crowd(bytes, at) {
        run.read(bytes, start);
        at = run.end;
        if run.digits.len() < digits::DIGITS_MIN || judge::only_dates(&run) {
            continue;
        }
        out.push_str(&text[copied..start]);
        push_starred(&mut out, &text[start..run.end]);
        copied = run.end;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

fn push_starred(out: &mut String, mut run: &str) {
    while let Some((what, long)) = digits::element(run.as_bytes()) {
        match what {
            digits::Element::Digit(_) | digits::Element::Cross => out.push('*'),
            _ => out.push_str(&run[..long]),
        }
        run = &run[long..];
    }
}
