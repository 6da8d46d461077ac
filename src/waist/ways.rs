//! Where the words of a record may lead: vouchers to their lines, units to their pages.

use std::collections::BTreeMap;

use super::{Desk, anchor, ledger, on_the_web, shows_lines};
use crate::check::Filed;
use crate::kind::unit::Unit;
use crate::model::shape;

/// Addresses from the portal's root, of one unit's vouchers and of all units.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    vouchers: BTreeMap<String, String>,
    units: BTreeMap<String, String>,
}

/// Lines a page of a month shows; a line further on is led to by its month alone.
const LINES_ON_A_PAGE: usize = 60;

impl Ways {
    /// Units by their ids, each with its name.
    pub fn of_units<'u>(units: impl Iterator<Item = &'u Unit>) -> Ways {
        let units = units.map(|unit| (unit.id.clone(), unit.name.clone())).collect();
        Ways { units, vouchers: BTreeMap::new() }
    }

    /// The same with the vouchers of a unit's books: those whose lines are on the web.
    pub fn with_vouchers(&self, desk: &Desk, ledgers: &[Filed]) -> Ways {
        let mut ways = self.clone();
        let shown =
            |filed: &&Filed| on_the_web(filed) && shows_lines(filed.ledger.envelope.audience);
        for filed in ledgers.iter().filter(shown) {
            let address = ledger::address(desk, filed.set, filed.period());
            let long = filed.ledger.lines.len() > LINES_ON_A_PAGE;
            for line in filed.ledger.lines.iter().filter(|line| !line.voucher.is_empty()) {
                let fragment = match long {
                    true => String::new(),
                    false => format!("#{}", anchor(&desk.names.mask(&line.voucher))),
                };
                let href = format!("{address}.html{fragment}");
                let key =
                    key(&desk.unit.books[filed.set].id, &filed.period().to_string(), &line.voucher);
                ways.vouchers.insert(key, href);
            }
        }
        ways
    }

    /// Where a voucher's line is, from the portal's root.
    pub fn voucher(&self, unit: &Unit, text: &str) -> Option<&str> {
        let (set, month, number) = shape::voucher(text)?;
        let (_, book) = unit.book(set)?;
        self.vouchers.get(&key(&book.id, &month.to_string(), number)).map(String::as_str)
    }

    /// What a unit is called.
    pub fn unit(&self, id: &str) -> Option<&str> {
        self.units.get(id).map(String::as_str)
    }
}

fn key(book: &str, month: &str, number: &str) -> String {
    format!("{book}/{month}/{number}")
}
