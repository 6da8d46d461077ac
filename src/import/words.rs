//! What the words of a row mean: which way, which account, which category; asked where no list says.

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

/// The voucher that a text says it takes back, among those of the table: 冲销记-005. The longest name that fits.
pub fn reversed<'v>(text: &str, vouchers: impl Iterator<Item = &'v str>) -> Option<&'v str> {
    let stands = |voucher: &&str| {
        let behind = |at: usize| text[at + voucher.len()..].chars().next();
        !voucher.is_empty()
            && text.match_indices(*voucher).any(|(at, _)| {
                // 记-00 does not stand in 记-005.
                !behind(at).is_some_and(|c| c.is_ascii_digit())
            })
    };
    vouchers.filter(stands).max_by_key(|voucher| voucher.len())
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
        let vouchers = || ["记-00", "记-005", "记-0055", ""].into_iter();
        assert_eq!(reversed("冲销记-005", vouchers()), Some("记-005"));
        assert_eq!(reversed("冲记-0055多付", vouchers()), Some("记-0055"));
        assert_eq!(reversed("退回多付的灯头款", vouchers()), None);
    }
}
