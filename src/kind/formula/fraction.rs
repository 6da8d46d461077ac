//! Exact fractions of whole numbers, rounded once.

use super::Round;

/// An exact fraction; its lower part is above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    upper: i128,
    lower: i128,
}

impl Fraction {
    pub fn of(number: i128, decimals: u32) -> Fraction {
        Fraction { upper: number, lower: 10_i128.pow(decimals) }
    }

    pub fn add(self, other: Fraction) -> Option<Fraction> {
        let upper = self.upper.checked_mul(other.lower)?;
        let upper = upper.checked_add(other.upper.checked_mul(self.lower)?)?;
        Some(Fraction { upper, lower: self.lower.checked_mul(other.lower)? }.shortened())
    }

    pub fn negative(self) -> Fraction {
        Fraction { upper: -self.upper, ..self }
    }

    pub fn times(self, other: Fraction) -> Option<Fraction> {
        let upper = self.upper.checked_mul(other.upper)?;
        Some(Fraction { upper, lower: self.lower.checked_mul(other.lower)? }.shortened())
    }

    pub fn turned(self) -> Option<Fraction> {
        let sign = self.upper.signum();
        (sign != 0).then(|| Fraction { upper: self.lower * sign, lower: self.upper.abs() })
    }

    pub fn shortened(self) -> Fraction {
        let (mut a, mut b) = (self.upper.abs(), self.lower);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Fraction { upper: self.upper / a, lower: self.lower / a }
    }

    /// In whole parts of a scale; half a part is rounded away from zero, as 四舍五入 does.
    pub fn rounded(self, decimals: u32, round: Round) -> Option<i128> {
        let scaled = self.upper.checked_mul(10_i128.pow(decimals))?;
        let (whole, rest) = (scaled / self.lower, scaled % self.lower);
        let up = round == Round::HalfUp && rest.abs().checked_mul(2)? >= self.lower;
        Some(if up { whole + rest.signum() } else { whole })
    }
}
