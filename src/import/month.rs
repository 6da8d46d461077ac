//! One month of one unit, gathered from all tables that speak of it.

use std::collections::{BTreeMap, BTreeSet};

use super::around::{Signer, Stated};
use super::balance::{Ends, Found, Side};
use super::lines::{self, Line};
use super::rows::Entry;
use super::running::Running;
use super::told::Told;
use crate::kind::ledger::{Account, Direction};
use crate::model::{Date, Money, Period, Said};
use crate::tabular::amount::Scale;
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
    /// The tables it was taken from, as books.
    pub(super) books: Vec<Book>,
    /// The cells that say what amounts are counted in, where it is more than one of the currency.
    pub counted: Vec<(String, Scale)>,
}

/// A table of a month: where it stands, and of which account and direction its lines are.
#[derive(Clone, Debug)]
pub(super) struct Book {
    pub place: String,
    /// What the sheet, its title or the command names.
    pub account: Option<Account>,
    pub moves: BTreeSet<(Account, &'static str)>,
    /// Which ways its columns go.
    pub ways: BTreeSet<&'static str>,
}

impl Book {
    pub fn of(place: String, account: Option<&Account>, entries: &[Entry], lines: &[Line]) -> Book {
        let amounts = entries.iter().filter(|entry| entry.sum.is_none()).flat_map(|e| &e.amounts);
        let way = |role: &str| match role {
            "in" | "debit" => "in",
            "out" | "credit" => "out",
            _ => "",
        };
        let ways = amounts.map(|amount| way(amount.role)).collect();
        let moves = lines.iter().map(|line| (line.account.clone(), lines::way(line.direction)));
        Book { place, account: account.cloned(), moves: moves.collect(), ways }
    }

    /// Whether two tables tell of the same money: of one account, and of one direction at least.
    fn is_same(&self, other: &Book) -> bool {
        let both = |book: &Book| book.ways.is_empty() || book.ways.contains("");
        let one_way = both(self) || both(other) || !self.ways.is_disjoint(&other.ways);
        let named = self.account.is_some() && other.account.is_some();
        match named {
            true => self.account == other.account && one_way,
            false if self.moves.is_empty() || other.moves.is_empty() => one_way,
            false => !self.moves.is_disjoint(&other.moves),
        }
    }
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
            books: Vec::new(),
            counted: Vec::new(),
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

    pub(super) fn absorb(&mut self, mut other: Month) {
        let twice = other.books.iter().find_map(|book| {
            let first = self.books.iter().find(|known| known.is_same(book))?;
            Some((first.place.clone(), book.place.clone()))
        });
        if let Some((first, second)) = twice {
            // Whatever is counted from the lines of both says nothing.
            (self.opening, self.closing) = (Sides::default(), Sides::default());
            (other.opening, other.closing) = (Sides::default(), Sides::default());
            self.unread = true;
            same_book(self.period, first, second, &mut self.told);
        }
        self.lines.extend(other.lines);
        self.books.extend(other.books);
        self.counted.extend(other.counted);
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

/// Two tables that tell of the same money would count it twice: a copy, or a month in two parts.
fn same_book(period: Period, first: String, second: String, told: &mut Told) {
    let said = Said::new(
        format!("这张表和 {first} 的表都是 {period} 的同一本账，合在一起就算了两遍"),
        format!(
            "this table and the one at {first} are the same book of {period}: both would count twice"
        ),
    );
    let help = (
        "副本、旧表删去那一张工作表；一个月分成两张的，合成一张；现金、银行各一本的，工作表的名字写上",
        "delete the sheet that is a copy; make one table of two parts of a month; name sheets of cash and bank so",
    );
    told.doubt(second, said, help);
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
