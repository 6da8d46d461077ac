//! The arithmetic of the numbers: which digit strings are an ID number, a card or a credit code.

use std::ops::RangeInclusive;

use super::digits::{Element, element};

/// Province codes of GB/T 2260, the first two digits of every ID number; since 2023 foreigners who may stay have such
/// numbers too, with a 9 before the province.
fn place(digits: &[u8]) -> bool {
    province(digits) || digits[0] == 9 && province(&digits[1..])
}

/// Province codes of GB/T 2260.
fn province(digits: &[u8]) -> bool {
    let code = digits[0] * 10 + digits[1];
    matches!(code, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
}

/// A day of the calendar, so that figures which merely have 18 digits are not accused.
pub(super) fn day(year: u16, month: u8, day: u8) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=last).contains(&day)
}

/// Reads decimal digits, most significant first.
pub(super) fn number(digits: &[u8]) -> u16 {
    digits.iter().fold(0, |sum, d| sum * 10 + u16::from(*d))
}

/// GB 11643-1999: 17 digits and a check character (10 stands for X) after ISO 7064 MOD 11-2.
pub(super) fn id_number(digits: &[u8]) -> bool {
    id_number_of(digits, 1900..=2100)
}

/// An ID number where numbers of papers may stand too. Those that hold a day hold the day they
/// were given, which is later than the portals; one in eleven would pass for an ID number.
pub(super) fn id_number_of_old(digits: &[u8]) -> bool {
    id_number_of(digits, 1900..=2019)
}

/// Place and birthday of an ID number, whatever its check character.
pub(super) fn id_number_but_for_a_slip(digits: &[u8]) -> bool {
    has_birthday(digits, 1900..=2029)
}

fn id_number_of(digits: &[u8], years: RangeInclusive<u16>) -> bool {
    has_birthday(digits, years)
        && digits.iter().fold(0u32, |sum, d| (sum * 2 + u32::from(*d)) % 11) == 1
}

fn has_birthday(digits: &[u8], years: RangeInclusive<u16>) -> bool {
    let shaped = digits.len() == 18 && digits[..17].iter().all(|d| *d < 10) && place(digits);
    if !shaped {
        return false;
    }
    let year = number(&digits[6..10]);
    years.contains(&year) && day(year, number(&digits[10..12]) as u8, number(&digits[12..14]) as u8)
}

/// The form before 1999: 15 digits, a birthday with a two-digit year, no check digit.
pub(super) fn old_id_number(digits: &[u8]) -> bool {
    // 1900 was no leap year, but 29 February is let pass as a birthday: 00 may mean 2000.
    digits.len() == 15
        && province(digits)
        && day(
            2000 + number(&digits[6..8]),
            number(&digits[8..10]) as u8,
            number(&digits[10..12]) as u8,
        )
}

const MOBILE_DIGITS: usize = 11;

/// The numbering plan for mobiles: 1, then 3 to 9, eleven digits in all.
pub(super) fn mobile(digits: &[u8]) -> bool {
    digits.len() == MOBILE_DIGITS && digits[0] == 1 && digits[1] >= 3
}

/// How many of the digits stand before a mobile; `None` where the rest is none.
///
/// People write a zero or two for calls to another city, and the code of the country with zeros around it: `086`, `00860`.
/// More zeros alone fill up the number of a paper.
pub(super) fn mobile_prefix(digits: &[u8]) -> Option<usize> {
    let (prefix, rest) = digits.split_at(digits.len().checked_sub(MOBILE_DIGITS)?);
    let coded = without_zeros(prefix).strip_prefix(&[8, 6]);
    let stands = match coded {
        Some(behind) => without_zeros(behind).is_empty(),
        None => prefix.len() <= 2 && without_zeros(prefix).is_empty(),
    };
    let other = || prefix.len() == 1 && invoice_code(digits);
    (stands && mobile(rest) && !other()).then_some(prefix.len())
}

fn without_zeros(digits: &[u8]) -> &[u8] {
    &digits[digits.iter().take_while(|digit| **digit == 0).count()..]
}

/// The code of an invoice has twelve digits: 0, a province and two zeros, the year. Only those of
/// three provinces can be taken for a mobile.
fn invoice_code(digits: &[u8]) -> bool {
    digits[3..5] == [0, 0] && (12..=35).contains(&number(&digits[5..7]))
}

pub(super) fn is_country(digits: &[u8]) -> bool {
    without_zeros(digits) == [8, 6]
}

/// ISO/IEC 7812: 16 to 19 digits whose Luhn sum ends in 0. No issuer starts with 0.
pub(super) fn bank_card(digits: &[u8]) -> bool {
    if !(16..=19).contains(&digits.len()) || digits[0] == 0 {
        return false;
    }
    let luhn: u32 = digits.iter().rev().enumerate().map(|(i, d)| doubled(i, *d)).sum();
    luhn.is_multiple_of(10) && digits.iter().any(|d| *d != digits[0])
}

/// Whether a card may begin so: UnionPay's with 62, the others and the older ones with 4, 5, 6, 9 and, of 16 digits, 35. A
/// longer number that begins with the code of a county is a plot's or a paper's, 62 apart.
pub(super) fn begins_like_card(digits: &[u8]) -> bool {
    let first = number(&digits[..2]);
    match first {
        62 => true,
        35 | 40..=69 => digits.len() == 16 || first != 35 && !county(digits),
        94..=99 => true,
        _ => false,
    }
}

/// The form of a county's code in GB/T 2260.
fn county(digits: &[u8]) -> bool {
    let city = number(&digits[2..4]);
    let county = number(&digits[4..6]);
    province(digits) && matches!(city, 1..=43 | 51..=54 | 90) && !matches!(county, 70..=80)
}

fn doubled(place: usize, digit: u8) -> u32 {
    match (place % 2, digit) {
        (0, d) => u32::from(d),
        (_, d) if d > 4 => u32::from(d) * 2 - 9,
        (_, d) => u32::from(d) * 2,
    }
}

/// Whether the text is one ID number of 18 characters, written without separators.
///
/// Full-width digits and a small `x` count; the check character must be right (GB 11643-1999).
pub fn is_id_number(text: &str) -> bool {
    let mut digits = Vec::with_capacity(18);
    let mut rest = text.trim().as_bytes();
    while !rest.is_empty() && digits.len() <= 18 {
        match element(rest) {
            Some((Element::Digit(d) | Element::Ornament(d), long)) => {
                digits.push(d);
                rest = &rest[long..];
            }
            Some((Element::Cross, long)) => {
                digits.push(10);
                rest = &rest[long..];
            }
            _ => return false,
        }
    }
    id_number(&digits)
}

/// Whether the text is a unified social credit code: 18 characters, check character modulo 31.
///
/// GB 32100-2015. Small letters count as capitals; the letters I, O, S, V and Z do not occur.
pub fn is_credit_code(text: &str) -> bool {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let text = text.trim().as_bytes();
    if text.len() != 18 || !text[2..8].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let mut sum = 0;
    let mut weight = 1;
    for (place, byte) in text.iter().enumerate() {
        let Some(value) = ALPHABET.iter().position(|a| *a == byte.to_ascii_uppercase()) else {
            return false;
        };
        sum += value * if place == 17 { 1 } else { weight };
        weight = weight * 3 % 31;
    }
    sum % 31 == 0
}
