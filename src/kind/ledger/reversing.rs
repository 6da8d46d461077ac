//! How a line stands to reversals: what a reversal takes back, and what is left of a line that was taken back.

use super::{Line, Nature};
use crate::model::Money;
use crate::model::shape::Choice;

/// A line by its ledger's place among the unit's and its own place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub ledger: usize,
    pub line: usize,
}

/// Known once all months of a unit are read; until then nothing is taken back.
#[derive(Clone, Debug, Default)]
pub struct Reversing {
    /// Of a reversal, the line it takes back.
    pub of: Option<Spot>,
    /// Of a reversal, another line of the voucher that it may as well take back, where nothing says which is meant.
    pub or: Option<Spot>,
    /// Of any other line, its reversals, in the order of their months.
    pub by: Vec<Spot>,
    /// What those come to: below zero where they take back.
    pub sum: Money,
}

impl Line {
    pub fn is_reversal(&self) -> bool {
        self.nature == Nature::Reversal
    }

    /// What is left of its amount by all months that were read.
    pub fn left(&self) -> Money {
        self.amount + self.reversing.sum
    }
}

impl Nature {
    /// What a line counts as by itself. Of a reversal nobody can look up, a dealing it names tells.
    pub fn alone(self, dealing: Option<&Choice>) -> Nature {
        match self {
            Nature::Reversal if dealing.is_some() => Nature::Dealing,
            Nature::Reversal => Nature::Ordinary,
            nature => nature,
        }
    }
}
