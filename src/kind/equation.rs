//! Amounts of one record that add up: what a resident checks with a finger on the page, 应收 − 已收 = 欠缴.

use super::record::{Record, Setting};
use crate::model::{Money, Words};

/// One term; the last one, signed `=`, is what the others make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The machine word.
    pub key: &'static str,
    /// Nothing before the first term, then `+`, `−` or `=`.
    pub sign: &'static str,
    pub words: Words,
    pub amount: Money,
}

impl Term {
    pub const fn new(
        key: &'static str,
        sign: &'static str,
        zh: &'static str,
        en: &'static str,
        amount: Money,
    ) -> Term {
        Term { key, sign, words: Words::new(zh, en), amount }
    }
}

/// For kinds without one.
pub fn none(_: &Record, _: &Setting) -> Vec<Term> {
    Vec::new()
}
