//! What the lines of one ledger add up to: the right-hand side of the balance identity (domain brief 2.1, A1).

use crate::kind::ledger::{Account, Balance, CATEGORIES, Direction, Ledger, Line, Nature};
use crate::model::Money;

/// In and out of one account, transfers included.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flow {
    pub came_in: Money,
    pub went_out: Money,
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
    /// Amount and number of lines of each category, in the order of the chart of accounts.
    pub by_category: Vec<(Money, usize)>,
}

impl Sums {
    pub fn of(ledger: &Ledger) -> Sums {
        let none = vec![(Money::ZERO, 0); CATEGORIES.len()];
        let mut sums = Sums { by_category: none, ..Sums::default() };
        for line in &ledger.lines {
            sums.add(line);
        }
        sums
    }

    fn add(&mut self, line: &Line) {
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
        self.flow(line.account, line.direction, line.amount);
        if nature == Nature::Transfer {
            let (other, back) = (opposite(line.account), turned(line.direction));
            self.flow(other, back, line.amount);
        }
    }

    fn flow(&mut self, account: Account, direction: Direction, amount: Money) {
        let flow = match account {
            Account::Cash => &mut self.cash,
            Account::Bank => &mut self.bank,
        };
        match direction {
            Direction::In => flow.came_in += amount,
            Direction::Out => flow.went_out += amount,
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

fn opposite(account: Account) -> Account {
    match account {
        Account::Cash => Account::Bank,
        Account::Bank => Account::Cash,
    }
}

fn turned(direction: Direction) -> Direction {
    match direction {
        Direction::In => Direction::Out,
        Direction::Out => Direction::In,
    }
}
