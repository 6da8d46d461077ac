//! One month of one unit, gathered from all tables that speak of it.

use super::Till;
use super::around::{Signer, Stated};
use super::balance::{Ends, Found};
use super::lines::Line;
use super::told::Told;
use crate::kind::ledger::Direction;
use crate::model::{Money, Period, Said};
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
    pub told: Told,
    /// The sheets it was taken from.
    pub from: Vec<String>,
}

/// A balance of each account, where it is said.
#[derive(Clone, Debug, Default)]
pub struct Sides {
    pub cash: Option<Found>,
    pub bank: Option<Found>,
}

impl Sides {
    pub fn of(&mut self, account: Till) -> &mut Option<Found> {
        match account {
            Till::Cash => &mut self.cash,
            Till::Bank => &mut self.bank,
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
            told: Told::default(),
            from: Vec::new(),
        }
    }

    /// Takes the lines of a table and the balances at its ends, which are of one account or of none.
    pub(super) fn take(&mut self, lines: Vec<Line>, ends: Ends, account: Option<Till>) {
        let account = account.or(lines.first().map(|line| line.account));
        if let Some(account) = account {
            merge(self.opening.of(account), ends.opening, &mut self.told);
            merge(self.closing.of(account), ends.closing, &mut self.told);
        }
        self.lines.extend(lines);
    }

    /// Takes a balance that words around the table state.
    pub(super) fn stated(&mut self, grid: &Grid, stated: Stated, account: Option<Till>) {
        let named = match stated.account {
            Some("cash") => Some(Till::Cash),
            Some(_) => Some(Till::Bank),
            None => account,
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
        merge(side.of(account), found, &mut self.told);
    }

    pub(super) fn absorb(&mut self, other: Month) {
        self.lines.extend(other.lines);
        let mut told = other.told;
        merge(&mut self.opening.cash, other.opening.cash, &mut told);
        merge(&mut self.opening.bank, other.opening.bank, &mut told);
        merge(&mut self.closing.cash, other.closing.cash, &mut told);
        merge(&mut self.closing.bank, other.closing.bank, &mut told);
        self.told.absorb(told);
        self.signers.extend(other.signers);
        self.from.extend(other.from);
    }

    /// Brings the lines of all tables into one order, a transfer that stands in both day books once.
    pub(super) fn settle(&mut self) {
        let mut dropped = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            let comes_in = line.is_transfer() && line.direction == Direction::In;
            let twin = |other: &Line| {
                other.is_transfer()
                    && other.direction == Direction::Out
                    && other.account != line.account
                    && other.amount == line.amount
                    && other.date == line.date
                    && other.field("voucher") == line.field("voucher")
            };
            let sheet = |line: &Line| line.place.split('!').next().map(str::to_string);
            let elsewhere = |other: &&Line| sheet(other) != sheet(line) && twin(other);
            if comes_in && self.lines.iter().any(|other| elsewhere(&other)) {
                dropped.push(at);
            }
        }
        let mut at = 0;
        self.lines.retain(|_| {
            at += 1;
            !dropped.contains(&(at - 1))
        });
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
    pub fn moved(&self, account: Till) -> Money {
        let effect = |line: &Line| match (line.account == account, line.is_transfer()) {
            (true, _) => line.effect(),
            (false, true) => -line.effect(),
            (false, false) => Money::ZERO,
        };
        self.lines.iter().map(effect).sum()
    }
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
