//! The names by which the columns of an account are known, and what makes a table of them.

use super::mapping::Mapping;
use crate::tabular::amount::{self, Scale};
use crate::tabular::find::{self, Column, MONEY, Table, is_label};
use crate::tabular::grid::{Grid, text};
use crate::tabular::headings::Headings;

/// The names by which columns are known: the unit's, the county's, the lists'.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    pub unit: &'a Mapping,
    pub county: &'a Mapping,
    pub lists: &'a Headings,
}

impl find::Names for Names<'_> {
    fn column(&self, heading: &str) -> Option<&'static str> {
        let told = || self.unit.column(heading).or_else(|| self.county.column(heading));
        told().or_else(|| self.lists.column(heading))
    }

    fn account(&self, word: &str) -> Option<&'static str> {
        self.lists.word("account", word)
    }

    fn is_table(&self, columns: &[Column]) -> bool {
        let has = |roles: &[&str]| {
            columns.iter().any(|column| column.role.is_some_and(|role| roles.contains(&role)))
        };
        let what = has(&["date", "day", "text", "voucher", "party", "category"]);
        let known = columns.iter().filter(|column| column.role.is_some()).count();
        let enough = known >= 3 || (known == 2 && columns.len() <= 4);
        has(MONEY) && what && enough
    }

    /// What stands below the table has no amounts, and is a signature or a note.
    fn is_row(&self, grid: &Grid, table: &Table, row: usize) -> bool {
        let texts: Vec<(usize, String)> = grid.own_texts(row).collect();
        let signed = texts.iter().any(|(_, text)| is_label(text));
        let is_amount = |text: &str| {
            matches!(amount::parse(text, Scale::One, self.lists.currency), Ok(Some(_)))
        };
        let is_money = |column: &Column| column.role.is_some_and(|role| MONEY.contains(&role));
        let own = table.columns_of(grid, row).iter().filter(|column| is_money(column));
        let texts_of = own.map(|column| text(grid.own(row, column.at)));
        let mut texts_of = texts_of.filter(|text| !text.is_empty());
        let money = texts_of.any(|text| !signed || is_amount(&text));
        money || (!signed && texts.len() > 1)
    }
}
