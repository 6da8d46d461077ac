//! What the words of a row mean: which way, which account, which category; asked where no list says.

use std::collections::BTreeSet;
use std::ops::Bound;

use super::mapping::{Mapping, NOTHING};
use super::told::Told;
use crate::kind::ledger::{CATEGORIES, DEALINGS, is_income};
use crate::model::Said;
use crate::tabular::grid::Grid;
use crate::tabular::headings::{Headings, bare, choices};

/// Where meanings are looked up: what the unit was asked, what the county was, the lists.
#[derive(Clone, Copy, Debug)]
pub struct Meanings<'a> {
    pub unit: &'a Mapping,
    pub county: &'a Mapping,
    pub lists: &'a Headings,
}

/// A word in its cell.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'g, 's> {
    pub grid: &'g Grid<'s>,
    pub row: usize,
    pub at: usize,
}

impl Spot<'_, '_> {
    pub fn place(self) -> String {
        self.grid.place(self.row, self.at)
    }
}

impl Meanings<'_> {
    /// What was told, by the unit before the county.
    pub fn told(&self, column: &str, written: &str, direction: &str) -> Option<&'static str> {
        let of = |mapping: &Mapping| mapping.word(column, written, direction);
        of(self.unit).or_else(|| of(self.county))
    }

    /// What a line without a category is by its text, told by the unit before the county, else by what stands for no word;
    /// where nobody knows it is asked.
    pub fn of_text(
        &self,
        text: &str,
        direction: &'static str,
        spot: Spot,
        told: &mut Told,
    ) -> Option<&'static str> {
        let of = |mapping: &Mapping| mapping.text(text, direction);
        let known = of(self.unit).or_else(|| of(self.county));
        let known = known.or_else(|| self.told("category", "", direction));
        if known.is_none() {
            told.ask("text", text, direction, spot.place());
        }
        known.filter(|key| *key != NOTHING)
    }

    /// What a word of a choice means; where nobody knows it is asked, and what was told to mean nothing is nothing.
    pub fn choice(
        &self,
        column: &'static str,
        written: &str,
        direction: &'static str,
        spot: Spot,
        told: &mut Told,
    ) -> Option<&'static str> {
        let known = self.told(column, written, direction);
        let known = known.or_else(|| self.by_lists(column, written, direction));
        if known.is_none() {
            told.ask(column, written, direction, spot.place());
        }
        known.filter(|key| *key != NOTHING)
    }

    /// What the lists say. A synonym of income does not speak of money that went out, nor the other way round; the word
    /// of the chart itself does.
    fn by_lists(&self, column: &'static str, written: &str, way: &str) -> Option<&'static str> {
        let own = choices(column)
            .into_iter()
            .find(|choice| [choice.key, choice.words.zh].map(bare).contains(&bare(written)));
        if let Some(own) = own {
            return Some(own.key);
        }
        let key = self.lists.word(column, written)?;
        let category = CATEGORIES.iter().find(|category| category.key == key);
        let fits = category.is_none_or(|category| match way {
            "in" => is_income(category),
            "out" => !is_income(category),
            _ => true,
        });
        fits.then_some(key)
    }
}

/// How a line counts, by the word of its category's column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    Category(&'static str),
    /// `transfer` or `held`.
    Nature(&'static str),
    Dealing(&'static str),
}

impl Counts {
    pub fn of(key: &'static str) -> Counts {
        if CATEGORIES.iter().any(|category| category.key == key) {
            Counts::Category(key)
        } else if DEALINGS.iter().any(|dealing| dealing.key == key) {
            Counts::Dealing(key)
        } else {
            Counts::Nature(key)
        }
    }
}

/// The vouchers of a table, to be found again in texts.
pub struct Vouchers<'v>(BTreeSet<&'v str>);

/// A longer name of a voucher is looked for in no text.
const VOUCHER_MAX_BYTES: usize = 64;

impl<'v> Vouchers<'v> {
    pub fn of(vouchers: impl Iterator<Item = &'v str>) -> Vouchers<'v> {
        let named = |voucher: &&str| !voucher.is_empty() && voucher.len() <= VOUCHER_MAX_BYTES;
        Vouchers(vouchers.filter(named).collect())
    }

    /// The voucher that a text says it takes back, other than its own: 冲销记-005. The longest name that fits.
    pub fn reversed(&self, text: &str, own: &str) -> Option<&'v str> {
        let starts = text.char_indices().map(|(at, _)| &text[at..]);
        let found = starts.filter_map(|rest| self.at(rest, own));
        found.max_by_key(|voucher| voucher.len())
    }

    /// The longest that stands at the beginning of a text: of all names before it in their order the last may, and else
    /// one that is a part of what they have in common.
    fn at(&self, text: &str, own: &str) -> Option<&'v str> {
        let mut rest = &text[..text.floor_char_boundary(VOUCHER_MAX_BYTES)];
        loop {
            let before = (Bound::Unbounded, Bound::Included(rest));
            let last = *self.0.range::<str, _>(before).next_back()?;
            let behind = text.strip_prefix(last);
            // 记-00 does not stand in 记-005.
            if last != own && behind.is_some_and(|b| !b.starts_with(|c: char| c.is_ascii_digit())) {
                return Some(last);
            }
            let common = rest.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
            let shorter = common.min(rest.len().checked_sub(1)?).min(last.len() - 1);
            rest = &rest[..rest.floor_char_boundary(shorter)];
        }
    }
}

/// A field that a row must have and has not.
pub fn missing(name: (&str, &str), place: String, told: &mut Told) {
    let said = Said::new(format!("没有{}", name.0), format!("there is no {}", name.1));
    told.doubt(place, said, ("在表里补上，再存一次", "fill it in and save again"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reversal_names_what_it_takes_back() {
        let all = ["记-00", "记-005", "记-0055", "记-0055-1", "记-01", "付-9", ""];
        let vouchers = Vouchers::of(all.into_iter());
        assert_eq!(vouchers.reversed("冲销记-005", "付-9"), Some("记-005"));
        assert_eq!(vouchers.reversed("冲记-0055多付", "付-9"), Some("记-0055"));
        assert_eq!(vouchers.reversed("冲记-0055-2", "付-9"), Some("记-0055"));
        assert_eq!(vouchers.reversed("冲记-00多付", "付-9"), Some("记-00"));
        assert_eq!(vouchers.reversed("付-9 冲记-005", "记-005"), Some("付-9"));
        assert_eq!(vouchers.reversed("退回多付的灯头款", "付-9"), None);
    }
}
