//! What the lines of one ledger add up to: the right-hand side of the balance identity (domain brief 2.1, A1).

use crate::kind::ledger::{Account, Balance, CATEGORIES, Direction, Holding, Ledger, Line, Nature};
use crate::model::Money;

/// In and out of one account, transfers included.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flow {
    pub came_in: Money,
    pub went_out: Money,
}

impl Flow {
    fn add(&mut self, (direction, amount): (Direction, Money)) {
        match direction {
            Direction::In => self.came_in += amount,
            Direction::Out => self.went_out += amount,
        }
    }
}

/// closing = opening + income − expense + moving + held.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    pub income: Money,
    pub expense: Money,
    /// 往来, net: lent and borrowed, advanced and recovered.
    pub moving: Money,
    /// 代收代付, net: held for others.
    pub held: Money,
    pub cash: Flow,
    pub bank: Flow,
    /// Of each bank account that the ledger names, in its order.
    pub accounts: Vec<Flow>,
    /// Amount and number of lines of each category, in the order of the chart of accounts.
    pub by_category: Vec<(Money, usize)>,
}

impl Sums {
    pub fn of(ledger: &Ledger) -> Sums {
        let none = vec![(Money::ZERO, 0); CATEGORIES.len()];
        let accounts = vec![Flow::default(); ledger.accounts.len()];
        let mut sums = Sums { by_category: none, accounts, ..Sums::default() };
        for line in &ledger.lines {
            sums.add(line, &ledger.accounts);
        }
        sums
    }

    fn add(&mut self, line: &Line, accounts: &[Holding]) {
        let (effect, nature) = (line.effect(), line.counts_as);
        match nature {
            Nature::Dealing => self.moving += effect,
            Nature::Held => self.held += effect,
            Nature::Transfer => {}
            Nature::Ordinary | Nature::Reversal => match line.direction {
                Direction::In => self.income += line.amount,
                Direction::Out => self.expense += line.amount,
            },
        }
        if matches!(nature, Nature::Ordinary | Nature::Reversal)
            && let Some(category) = line.category
            && let Some(at) = CATEGORIES.iter().position(|c| c.key == category.key)
        {
            self.by_category[at].0 += line.amount;
            self.by_category[at].1 += 1;
        }
        self.flow(&line.account, accounts, (line.direction, line.amount));
        if nature == Nature::Transfer {
            let back = turned(line.direction);
            self.flow(&line.other, accounts, (back, line.amount));
        }
    }

    fn flow(&mut self, account: &Account, accounts: &[Holding], moved: (Direction, Money)) {
        if let Account::Named(name) = account
            && let Some(at) = accounts.iter().position(|one| one.name == *name)
        {
            self.accounts[at].add(moved);
        }
        match account {
            Account::Cash => self.cash.add(moved),
            Account::Bank | Account::Named(_) => self.bank.add(moved),
        }
    }

    /// The closing balance that follows from the opening one and the lines.
    pub fn closing(&self, opening: Balance) -> Balance {
        Balance {
            cash: opening.cash + self.cash.came_in - self.cash.went_out,
            bank: opening.bank + self.bank.came_in - self.bank.went_out,
        }
    }
}

fn turned(direction: Direction) -> Direction {
    match direction {
        Direction::In => Direction::Out,
        Direction::Out => Direction::In,
    }
}
