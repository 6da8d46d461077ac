//! Money: whole fen in a checked integer. No float ever touches an amount.

mod words;

use std::fmt;
use std::iter::Sum;

/// An amount in fen (1 yuan = 100 fen), positive or negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

/// The largest amount a file may state: a hundred billion yuan. Sums of 900,000 such lines still fit in `i64`;
/// what would not is stopped by checked arithmetic, so no total can wrap around silently.
pub const LIMIT_FEN: i64 = 10_000_000_000_000;

impl Money {
    pub const ZERO: Money = Money(0);

    pub const fn from_fen(fen: i64) -> Money {
        Money(fen)
    }

    pub const fn fen(self) -> i64 {
        self.0
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    pub const fn abs(self) -> Money {
        Money(self.0.abs())
    }

    /// The sum, or `None` where it would not fit.
    pub const fn checked_add(self, other: Money) -> Option<Money> {
        match self.0.checked_add(other.0) {
            Some(fen) => Some(Money(fen)),
            None => None,
        }
    }

    /// Reads a number as people write it: `1200`, `1,200.50`, `-3.5`, `１２００.００`. `None` for anything else, in
    /// particular for more than two decimals, for 万, and for exponents; signs of money are [`super::Currency`]'s to read.
    pub fn parse(text: &str) -> Option<Money> {
        let plain: String = text.trim().chars().map(half_width).collect();
        let (negative, body) = match plain.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, plain.strip_prefix('+').unwrap_or(&plain)),
        };
        let body = body.trim_start();
        let (whole, part) = body.split_once('.').unwrap_or((body, ""));
        if part.len() > 2 || (part.is_empty() && body.ends_with('.')) {
            return None;
        }
        let yuan = whole_yuan(whole)?;
        let fen = match part.len() {
            0 => 0,
            1 => digits(part)? * 10,
            _ => digits(part)?,
        };
        let total = yuan.checked_mul(100)?.checked_add(fen)?;
        (total <= LIMIT_FEN).then_some(Money(if negative { -total } else { total }))
    }
}

/// Digits with or without separators; separators must stand before each group of three.
fn whole_yuan(text: &str) -> Option<i64> {
    if !text.contains(',') {
        return digits(text);
    }
    let mut groups = text.split(',');
    let first = groups.next()?;
    if first.is_empty() || first.len() > 3 {
        return None;
    }
    let mut joined = first.to_string();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        joined.push_str(group);
    }
    digits(&joined)
}

fn digits(text: &str) -> Option<i64> {
    if text.is_empty() || text.len() > 15 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// Full-width digits and signs as typed by Chinese input methods, made half-width.
pub fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '．' => '.',
        '，' => ',',
        '－' | '−' | '–' => '-',
        '＋' => '+',
        '￥' => '¥',
        '\u{3000}' | '\u{a0}' => ' ',
        other => other,
    }
}

/// The form of data files and forms: `-1200.50`, no separators.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

impl Money {
    /// The form of pages: `−1,200.50` with a true minus sign and separators.
    pub fn grouped(self) -> String {
        let yuan = (self.0.unsigned_abs() / 100).to_string();
        let mut out = String::with_capacity(yuan.len() * 4 / 3 + 6);
        if self.0 < 0 {
            out.push('−');
        }
        for (i, digit) in yuan.chars().enumerate() {
            if i > 0 && (yuan.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        let fen = self.0.unsigned_abs() % 100;
        out.push('.');
        out.push(char::from(b'0' + (fen / 10) as u8));
        out.push(char::from(b'0' + (fen % 10) as u8));
        out
    }

    /// As [`Money::grouped`], with `+` before what is above zero.
    pub fn signed(self) -> String {
        if self.0 > 0 { format!("+{}", self.grouped()) } else { self.grouped() }
    }
}

impl std::ops::Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(-self.0)
    }
}

/// Adds amounts already held to [`LIMIT_FEN`] by the reader; an overflow here is a bug, never a wrap.
impl std::ops::Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        self.checked_add(other).expect("a sum of amounts fits")
    }
}

impl std::ops::AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        *self = *self + other;
    }
}

impl std::ops::Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        self + -other
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(iter: I) -> Money {
        iter.fold(Money::ZERO, |a, b| a + b)
    }
}

/// In data, money is a decimal string: a JSON number would pass through a float in most readers.
impl serde::Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Money, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Money::parse(&text).ok_or_else(|| serde::de::Error::custom("not an amount of money"))
    }
}

#[cfg(test)]
mod tests {
    use super::Money;

    #[test]
    fn reads_what_people_write() {
        let cases = [
            ("1200", Some(120_000)),
            ("1200.5", Some(120_050)),
            ("1,200.50", Some(120_050)),
            ("１，２００．５０", Some(120_050)),
            ("-3.05", Some(-305)),
            ("12元", None),
            ("1.200.00", None),
            ("12,00.00", None),
            ("1.234", None),
            ("1e3", None),
            ("1.2万", None),
            ("", None),
            ("12.", None),
            ("99999999999999.00", None),
        ];
        for (text, fen) in cases {
            assert_eq!(Money::parse(text).map(Money::fen), fen, "{text}");
        }
    }

    #[test]
    fn writes_back_the_same_amount() {
        for fen in [0, 1, -1, 99, -100, 123_456_789] {
            let money = Money::from_fen(fen);
            assert_eq!(Money::parse(&money.to_string()), Some(money));
            assert_eq!(Money::parse(&money.grouped()), Some(money));
        }
    }
}
