//! Quantities: areas, tonnes, hours. Ten-thousandths in a checked integer, as money is fen; no float.

use std::fmt;

use super::money::half_width;

/// How much of something, in ten-thousandths of its unit (12.5 mu is 125,000).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

/// Decimals a quantity may have: a ten-thousandth of a mu is two thirds of a square foot.
pub const DECIMALS: u32 = 4;

const ONE: i64 = 10_i64.pow(DECIMALS);

/// The largest quantity a file may state: a billion.
const LIMIT: i64 = 1_000_000_000 * ONE;

impl Quantity {
    pub const ZERO: Quantity = Quantity(0);

    pub const fn from_parts(ten_thousandths: i64) -> Quantity {
        Quantity(ten_thousandths)
    }

    /// In ten-thousandths of the unit.
    pub const fn parts(self) -> i64 {
        self.0
    }

    pub const fn checked_add(self, other: Quantity) -> Option<Quantity> {
        match self.0.checked_add(other.0) {
            Some(parts) => Some(Quantity(parts)),
            None => None,
        }
    }

    /// Reads `12.5`, `1,200`, `１２．５`, and `12.5亩` where `unit` is 亩. `None` for anything else, in particular for
    /// more than four decimals and for another unit: 分 and 公顷 are not turned into 亩 behind anybody's back.
    pub fn parse(text: &str, unit: &str) -> Option<Quantity> {
        let plain: String = text.trim().chars().map(half_width).collect();
        let body = match unit {
            "" => &plain,
            unit => plain.strip_suffix(unit).unwrap_or(&plain).trim_end(),
        };
        let (whole, part) = body.split_once('.').unwrap_or((body, ""));
        let separated = whole.contains(',');
        let groups = whole.split(',').skip(1).all(|group| group.len() == 3);
        let digits: String = whole.chars().filter(|c| *c != ',').collect();
        let sound = !digits.is_empty()
            && digits.len() <= 12
            && part.len() <= DECIMALS as usize
            && digits.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit())
            && !body.ends_with('.')
            && (!separated || groups && !whole.starts_with(','));
        let parts = format!("{digits}{part:0<width$}", width = DECIMALS as usize);
        let parts: i64 = if sound { parts.parse().ok()? } else { return None };
        (parts <= LIMIT).then_some(Quantity(parts))
    }
}

/// The form of pages and data files: `12.5`, no zeros behind.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) =
            (self.0.unsigned_abs() / ONE as u64, self.0.unsigned_abs() % ONE as u64);
        let part = format!("{part:04}");
        match part.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            part => write!(f, "{sign}{whole}.{part}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        Quantity::parse(text, "亩").map(|quantity| quantity.to_string())
    }

    #[test]
    fn quantities_are_read_as_people_write_them() {
        let sound = [
            ("12.5", "12.5"),
            ("12.50 亩", "12.5"),
            ("１２．５", "12.5"),
            ("1,200", "1200"),
            ("0.0001", "0.0001"),
        ];
        for (text, meant) in sound {
            assert_eq!(read(text).as_deref(), Some(meant), "{text}");
        }
    }

    #[test]
    fn what_is_not_plainly_a_quantity_of_this_unit_is_refused() {
        for text in
            ["", "亩", "12.", ".5", "-3", "1.00001", "12公顷", "1,20", ",120", "1e3", "2000000000"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
