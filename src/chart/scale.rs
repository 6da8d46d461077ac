//! From fen to places on the drawing, and to short words for an axis: all in integers.

use crate::model::Money;

/// At most this many steps, so at most one line more.
const STEPS_MAX: i128 = 4;

/// An axis that always holds zero and ends at whole steps.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    lowest_fen: i128,
    highest_fen: i128,
    step_fen: i128,
    /// Where the lowest and the highest value stand, in units of the viewBox.
    from: i32,
    to: i32,
}

impl Scale {
    /// The axis over these amounts, laid from one place on the drawing to another.
    pub fn over(amounts: impl Iterator<Item = Money>, from: i32, to: i32) -> Scale {
        let (mut low, mut high) = (0, 0);
        for amount in amounts {
            low = low.min(i128::from(amount.fen()));
            high = high.max(i128::from(amount.fen()));
        }
        if low == high {
            // Nothing but zeros: one line, at zero.
            return Scale { lowest_fen: 0, highest_fen: 1, step_fen: 2, from, to };
        }
        let step_fen = step(low, high);
        let lowest_fen = -up(-low, step_fen) * step_fen;
        let highest_fen = up(high, step_fen) * step_fen;
        Scale { lowest_fen, highest_fen, step_fen, from, to }
    }

    /// The same axis without its rounding to steps, for bars that carry their own amounts.
    pub fn tight(amounts: impl Iterator<Item = Money>, from: i32, to: i32) -> Scale {
        let mut scale = Scale { lowest_fen: 0, highest_fen: 0, step_fen: 1, from, to };
        for amount in amounts {
            scale.lowest_fen = scale.lowest_fen.min(i128::from(amount.fen()));
            scale.highest_fen = scale.highest_fen.max(i128::from(amount.fen()));
        }
        if scale.lowest_fen == scale.highest_fen {
            scale.highest_fen = 1;
        }
        scale
    }

    /// The place of an amount, to the nearest whole unit of the viewBox.
    pub fn place(&self, amount: Money) -> i32 {
        self.place_fen(i128::from(amount.fen()))
    }

    pub fn zero(&self) -> i32 {
        self.place_fen(0)
    }

    /// The end of a bar: the place of its amount, but never so near zero that a bar vanishes.
    pub fn bar_end(&self, amount: Money) -> i32 {
        let (zero, place) = (self.zero(), self.place(amount));
        let upward = (self.to - self.from).signum();
        match amount.fen().signum() {
            sign if place == zero => zero + upward * sign as i32,
            _ => place,
        }
    }

    /// The lines of the grid: their places and their words, from low to high.
    pub fn ticks(&self, chinese: bool) -> Vec<(i32, String)> {
        let most = self.highest_fen.max(-self.lowest_fen);
        let (unit_fen, word) = magnitude(most, chinese);
        let steps = self.lowest_fen / self.step_fen..=self.highest_fen / self.step_fen;
        let tick = |i| {
            let fen = i * self.step_fen;
            let word = if fen == 0 { "" } else { word };
            (self.place_fen(fen), decimal(fen, unit_fen, 2) + word)
        };
        steps.map(tick).collect()
    }

    fn place_fen(&self, fen: i128) -> i32 {
        let length = i128::from(self.to - self.from);
        let span = self.highest_fen - self.lowest_fen;
        let along = rounded((fen - self.lowest_fen) * length, span);
        self.from + i32::try_from(along).expect("a place on the drawing")
    }
}

/// The smallest of 1, 2, 5, 10, 20 … fen that covers both sides of zero in few steps.
fn step(low: i128, high: i128) -> i128 {
    let mut power = 1;
    loop {
        for step in [power, 2 * power, 5 * power] {
            if up(high, step) + up(-low, step) <= STEPS_MAX {
                return step;
            }
        }
        power *= 10;
    }
}

fn up(value: i128, step: i128) -> i128 {
    (value + step - 1) / step
}

/// The nearest whole quotient; halves go up. The divisor is above zero.
fn rounded(value: i128, by: i128) -> i128 {
    (2 * value + by).div_euclid(2 * by)
}

/// A short form of an amount for a drawing, rounded: `5.2万`, `9,800`, `52.3k`.
pub fn short(amount: Money, chinese: bool) -> String {
    let fen = i128::from(amount.fen());
    let (unit_fen, word) = magnitude(fen.abs(), chinese);
    let places = if !word.is_empty() {
        1
    } else if fen.abs() < 10_000 {
        2
    } else {
        0
    };
    decimal(fen, unit_fen, places) + word
}

/// How many fen one of the named unit has, and its name.
fn magnitude(most_fen: i128, chinese: bool) -> (i128, &'static str) {
    const YUAN: i128 = 100;
    let named: [(i128, &str); 3] = if chinese {
        [(100_000_000 * YUAN, "亿"), (10_000 * YUAN, "万"), (0, "")]
    } else {
        [(1_000_000 * YUAN, "M"), (10_000 * YUAN, "k"), (0, "")]
    };
    match named.into_iter().find(|(from, _)| most_fen >= *from) {
        Some((_, "k")) => (1_000 * YUAN, "k"),
        Some((unit, word)) if !word.is_empty() => (unit, word),
        _ => (YUAN, ""),
    }
}

/// The amount in units, grouped, with up to so many decimals and no zeros behind them.
fn decimal(fen: i128, unit_fen: i128, places: u32) -> String {
    let tens = 10_i128.pow(places);
    let parts = rounded(fen.abs() * tens, unit_fen);
    let sign = if fen < 0 && parts > 0 { "−" } else { "" };
    let whole = i64::try_from(parts / tens).expect("units of an amount");
    let grouped = Money::from_fen(whole * 100).grouped();
    let whole = grouped.trim_end_matches(".00");
    let part = format!("{:0width$}", parts % tens, width = places as usize);
    match part.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        part => format!("{sign}{whole}.{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(yuan: i64) -> Money {
        Money::from_fen(yuan * 100)
    }

    fn words(amounts: &[Money], chinese: bool) -> String {
        let ticks = Scale::over(amounts.iter().copied(), 200, 0).ticks(chinese);
        ticks.into_iter().map(|(_, word)| word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn steps_are_round_few_and_hold_zero() {
        assert_eq!(words(&[yuan(123_456)], true), "0 5万 10万 15万");
        assert_eq!(words(&[yuan(123_456)], false), "0 50k 100k 150k");
        assert_eq!(words(&[yuan(18_450)], true), "0 0.5万 1万 1.5万 2万");
        assert_eq!(words(&[yuan(900), yuan(800)], true), "0 500 1,000");
        assert_eq!(words(&[yuan(-3_000), yuan(8_000)], true), "−0.5万 0 0.5万 1万");
        assert_eq!(words(&[Money::from_fen(3)], true), "0 0.01 0.02 0.03");
        assert_eq!(words(&[Money::ZERO], true), "0");
        assert_eq!(words(&[], true), "0");
    }

    #[test]
    fn places_are_exact_at_the_ends_and_bars_never_vanish() {
        let scale = Scale::over([yuan(100_000), Money::from_fen(1)].into_iter(), 200, 0);
        assert_eq!((scale.zero(), scale.place(yuan(100_000))), (200, 0));
        assert_eq!(scale.bar_end(Money::from_fen(1)), 199);
        assert_eq!(scale.bar_end(Money::from_fen(-1)), 201);
        assert_eq!(scale.bar_end(Money::ZERO), 200);
        let most = Money::from_fen(i64::MAX);
        assert!(Scale::over([most, -most].into_iter(), 200, 0).place(most) >= 0);
    }

    #[test]
    fn amounts_are_shortened_by_rounding() {
        assert_eq!(short(Money::from_fen(5_249_999), true), "5.2万");
        assert_eq!(short(Money::from_fen(-5_250_000), true), "−5.3万");
        assert_eq!(short(yuan(230_000_000), true), "2.3亿");
        assert_eq!(short(Money::from_fen(980_049), true), "9,800");
        assert_eq!(short(Money::from_fen(1_250), true), "12.5");
        assert_eq!(short(yuan(52_340), false), "52.3k");
        assert_eq!(short(yuan(1_250_000), false), "1.3M");
    }
}
