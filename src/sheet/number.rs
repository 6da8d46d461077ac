//! From a spreadsheet's binary number to decimal text: the one place where a float is met.

use super::Value;
use crate::model::Date;

/// How many digits a spreadsheet keeps.
const DIGITS: i32 = 15;

/// Places behind which the rest of a binary sum is dust, where it begins with a 0 or a 9.
const PLACES: i32 = 6;

/// The number as its 15 significant digits say it; one of more digits than that before the point has lost some.
pub fn value(number: f64) -> Value {
    if !number.is_finite() {
        return Value::Error("#NUM!".to_string());
    }
    // The shortest way to exactly 15 digits, correctly rounded: `1.86221000000000e3`.
    let written = format!("{:.14e}", number.abs());
    let (digits, power) = written.split_once('e').expect("an exponent is written");
    let digits: Vec<u8> = digits.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
    let power: i32 = power.parse().expect("an exponent is a number");
    let text = swept(plain(&digits, power));
    let text = if number < 0.0 && text != "0" { format!("-{text}") } else { text };
    if power >= DIGITS { Value::Lost(text) } else { Value::Number(text) }
}

/// The float that a spreadsheet keeps for a decimal text; nothing where that would not be the same number.
pub fn kept(text: &str) -> Option<f64> {
    let float: f64 = text.parse().ok()?;
    let same = |a: &str, b: &str| a.trim_end_matches('0').trim_end_matches('.') == b;
    match value(float) {
        Value::Number(back) if back == text || text.contains('.') && same(text, &back) => {
            Some(float)
        }
        _ => None,
    }
}

/// A day of a calendar that begins on the last of 1899 or on the first of 1904; a time without a day is a text.
pub fn moment(serial: f64, moment: (u16, u8, u8, u8, u8)) -> Value {
    let (year, month, day, hour, minute) = moment;
    if (0.0..1.0).contains(&serial) {
        return Value::Text(format!("{hour}:{minute:02}"));
    }
    let date =
        || Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok();
    // What lies outside the calendar is drawn as a row of `#`; so is the 29th of February 1900, which never was.
    match date() {
        Some(date) if (1.0..2_958_466.0).contains(&serial) => Value::Day(date),
        _ => value(serial),
    }
}

/// Digits with a point after the first `power + 1` of them, without zeros that say nothing.
fn plain(digits: &[u8], power: i32) -> String {
    let digit = |at: i32| {
        let known = usize::try_from(at).ok().and_then(|at| digits.get(at));
        char::from(b'0' + known.copied().unwrap_or(0))
    };
    let whole: String = (0..=power.max(0)).map(|at| digit(at + power.min(0))).collect();
    let behind = (DIGITS - 1 - power).max(0);
    let part: String = (1..=behind).map(|at| digit(power + at)).collect();
    joined(&whole, &part)
}

/// Takes the dust away: sums of binary numbers leave 345.659999999998 where 345.66 was meant, and 2.27E-13 for nothing.
/// What is nearer than a ten-millionth to a number of six places is that number.
fn swept(text: String) -> String {
    let Some((whole, part)) = text.split_once('.') else { return text };
    if part.len() <= PLACES as usize {
        return text;
    }
    let (kept, dust) = part.split_at(PLACES as usize);
    match dust.as_bytes()[0] {
        b'0' => joined(whole, kept),
        b'9' => {
            let scale = 10_i128.pow(PLACES as u32);
            let all: i128 = format!("{whole}{kept}").parse().expect("digits alone");
            let up = all + 1;
            joined(&(up / scale).to_string(), &format!("{:06}", up % scale))
        }
        _ => text,
    }
}

fn joined(whole: &str, part: &str) -> String {
    match part.trim_end_matches('0') {
        "" => whole.to_string(),
        part => format!("{whole}.{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: f64) -> String {
        match value(number) {
            Value::Number(text) => text,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_number_is_its_fifteen_digits() {
        assert_eq!(number(1862.2099999999998), "1862.21");
        assert_eq!(number(12500.500000000002), "12500.5");
        assert_eq!(number(0.1 + 0.2), "0.3");
        assert_eq!(number(-0.35), "-0.35");
        assert_eq!(number(-0.0), "0");
        assert_eq!(number(0.07), "0.07");
        assert_eq!(number(20260305.0), "20260305");
        assert_eq!(number(999999999999.99), "999999999999.99");
        assert_eq!(number(123456789012345.0), "123456789012345");
        assert_eq!(number(12500.505), "12500.505");
        assert_eq!(number(1.0 / 3.0), "0.333333333333333");
        assert_eq!(number(0.0001234), "0.0001234");
    }

    #[test]
    fn the_dust_of_sums_is_swept() {
        assert_eq!(number(12345.67 - 12000.01), "345.66");
        assert_eq!(number(1234567.89 - 1234567.80), "0.09");
        assert_eq!(number(1862.21 - 1862.20 - 0.01), "0");
        assert_eq!(number(0.99999999), "1");
        assert_eq!(number(-0.99999999), "-1");
        // What has another digit there was meant.
        assert_eq!(number(0.12345678), "0.12345678");
    }

    #[test]
    fn a_number_of_more_digits_has_lost_some() {
        assert_eq!(value(2.43010612345678e19), Value::Lost("24301061234567800000".into()));
        assert_eq!(value(6222021234567890123.0), Value::Lost("6222021234567890000".into()));
        assert_eq!(value(-1e15), Value::Lost("-1000000000000000".into()));
        assert_eq!(value(f64::NAN), Value::Error("#NUM!".into()));
        assert_eq!(value(f64::MIN_POSITIVE), Value::Number("0".into()));
    }
}
