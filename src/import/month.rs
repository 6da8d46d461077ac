//! One month of one unit, gathered from all tables that speak of it.

use std::collections::{BTreeMap, BTreeSet};

use super::around::{Signer, Stated};
use super::balance::{Ends, Found, Side};
use super::lines::Line;
use super::running::Running;
use super::told::Told;
use crate::kind::ledger::{Account, Direction};
use crate::model::{Date, Money, Period, Said};
use crate::tabular::grid::Grid;

/// What the tables say of one month.
#[derive(Clone, Debug)]
pub struct Month {
    /// The unit's place among the known ones.
    pub unit: usize,
    pub period: Period,
    pub lines: Vec<Line>,
    pub opening: Sides,
    pub closing: Sides,
    pub signers: Vec<Signer>,
    /// Whether some line waits for an answer or could not be read: what is counted from lines is not known yet.
    pub unread: bool,
    /// Sums of the year so far.
    pub running: Vec<Running>,
    pub told: Told,
    /// The sheets it was taken from.
    pub from: Vec<String>,
}

/// A balance of each account, where it is said.
#[derive(Clone, Debug, Default)]
pub struct Sides(BTreeMap<Account, Option<Found>>);

impl Sides {
    pub fn of(&self, account: &Account) -> Option<&Found> {
        self.0.get(account)?.as_ref()
    }

    fn take(&mut self, account: &Account, found: Option<Found>, told: &mut Told) {
        merge(self.0.entry(account.clone()).or_default(), found, told);
    }

    fn absorb(&mut self, other: Sides, told: &mut Told) {
        for (account, found) in other.0 {
            self.take(&account, found, told);
        }
    }
}

impl Month {
    pub fn new(unit: usize, period: Period) -> Month {
        Month {
            unit,
            period,
            lines: Vec::new(),
            opening: Sides::default(),
            closing: Sides::default(),
            signers: Vec::new(),
            unread: false,
            running: Vec::new(),
            told: Told::default(),
            from: Vec::new(),
        }
    }

    /// Takes the lines of a table and the balances at its ends, which are of one account or of none.
    pub(super) fn take(&mut self, lines: Vec<Line>, ends: Ends, account: Option<&Account>) {
        let told = &mut self.told;
        if let Some(account) = account.or(lines.first().map(|line| &line.account)) {
            self.opening.take(account, ends.opening, told);
            self.closing.take(account, ends.closing, told);
        }
        // A column of each account's balance is worth noting where there are accounts to be told apart.
        let named = |account: &Account| matches!(account, Account::Named(_));
        for (account, (opening, closing)) in ends.each.into_iter().filter(|(a, _)| named(a)) {
            self.opening.take(&account, opening, told);
            self.closing.take(&account, closing, told);
        }
        for (account, side, found) in ends.below {
            let of = if side == Side::Opening { &mut self.opening } else { &mut self.closing };
            of.take(&account, Some(found), told);
        }
        self.lines.extend(lines);
    }

    /// Takes a balance that words around the table state.
    pub(super) fn stated(&mut self, grid: &Grid, stated: Stated, account: Option<&Account>) {
        let named = match stated.account {
            Some("cash") => Some(Account::Cash),
            // A sheet of one bank account calls it the bank.
            Some(_) => {
                account.filter(|own| **own != Account::Cash).cloned().or(Some(Account::Bank))
            }
            None => account.cloned(),
        };
        let place = grid.place(stated.at.row, stated.at.column);
        let Some(account) = named else {
            let said = Said::new(
                format!("`{}` 没有写是现金还是银行，没有用到", stated.amount),
                format!("`{}` does not say of cash or bank, and was not used", stated.amount),
            );
            self.told.note(place, said);
            return;
        };
        let found = Some(Found { money: stated.amount, place });
        let side = if stated.opening { &mut self.opening } else { &mut self.closing };
        side.take(&account, found, &mut self.told);
    }

    pub(super) fn absorb(&mut self, other: Month) {
        self.lines.extend(other.lines);
        let mut told = other.told;
        self.opening.absorb(other.opening, &mut told);
        self.closing.absorb(other.closing, &mut told);
        self.told.absorb(told);
        self.unread |= other.unread;
        self.signers.extend(other.signers);
        self.running.extend(other.running);
        self.from.extend(other.from);
    }

    /// Brings the lines of all tables into one order, a transfer that stands in both day books once.
    pub(super) fn settle(&mut self) {
        let mut gone: BTreeMap<Moved, BTreeSet<String>> = BTreeMap::new();
        for line in self.lines.iter().filter(|line| line.is_transfer()) {
            if line.direction == Direction::Out {
                let own = moved(line, (line.account.clone(), line.other()));
                gone.entry(own).or_default().insert(sheet(line));
            }
        }
        let is_twin = |line: &Line| {
            let own = moved(line, (line.other(), line.account.clone()));
            let sheet = sheet(line);
            gone.get(&own).is_some_and(|sheets| sheets.iter().any(|other| *other != sheet))
        };
        let comes_in = |line: &Line| line.is_transfer() && line.direction == Direction::In;
        self.lines.retain(|line| !comes_in(line) || !is_twin(line));
        self.lines.iter_mut().for_each(leaves);
        if self.from.len() > 1 {
            self.lines
                .sort_by(|a, b| (a.date, a.field("voucher")).cmp(&(b.date, b.field("voucher"))));
        }
        self.signers.dedup();
    }

    /// What came into an account, and what went out; of both where none is named, transfers apart.
    pub fn sums(&self) -> (Money, Money) {
        let of = |direction| {
            let lines = self.lines.iter().filter(move |line| !line.is_transfer());
            lines.filter(move |line| line.direction == direction).map(|line| line.amount).sum()
        };
        (of(Direction::In), of(Direction::Out))
    }

    /// By how much an account grows.
    pub fn moved(&self, account: &Account) -> Money {
        let effect = |line: &Line| match line.is_transfer() && line.other() == *account {
            _ if line.account == *account => line.effect(),
            true => -line.effect(),
            false => Money::ZERO,
        };
        self.lines.iter().map(effect).sum()
    }
}

/// What two day books say alike of one transfer: the accounts it left and came to, amount, day and voucher.
type Moved = (Account, Account, Money, Date, String);

fn moved(line: &Line, (from, to): (Account, Account)) -> Moved {
    (from, to, line.amount, line.date, line.field("voucher").to_string())
}

/// The sheet that a line stands in.
fn sheet(line: &Line) -> String {
    line.place.split('!').next().unwrap_or_default().to_string()
}

/// A transfer that names its other account is written where the money leaves.
fn leaves(line: &mut Line) {
    if line.field("to_account").is_empty() || line.direction == Direction::Out {
        return;
    }
    let leaves = line.other();
    let arrives = std::mem::replace(&mut line.account, leaves);
    line.direction = Direction::Out;
    line.fields.insert("to_account", arrives.key().to_string());
}

/// Two tables that state one balance must agree.
fn merge(known: &mut Option<Found>, found: Option<Found>, told: &mut Told) {
    let Some(found) = found else { return };
    let Some(first) = known else {
        *known = Some(found);
        return;
    };
    if first.money != found.money {
        let said = Said::new(
            format!("这里写的是 {}，{} 写的是 {}", found.money, first.place, first.money),
            format!("{} stands here, and {} at {}", found.money, first.money, first.place),
        );
        told.doubt(
            found.place,
            said,
            ("核对账，两处改成一样", "check the books and make them agree"),
        );
    }
}
