//! The balances a table states: the first and the last, and the column of them compared line by line.

use std::collections::BTreeMap;

use super::lines::Line;
use super::rows::{Amount, Entry};
use super::told::Told;
use crate::kind::ledger::{Account, Holding};
use crate::model::{Money, Said};
use crate::tabular::Doubt;
use crate::tabular::grid::Grid;
use crate::tabular::sums::Sum;

/// A balance and the cell that says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub money: Money,
    pub place: String,
}

/// What was there before and after the rows of a table, of one account.
#[derive(Clone, Debug, Default)]
pub struct Ends {
    pub opening: Option<Found>,
    pub closing: Option<Found>,
    /// Where the balances are those of each line's account, each account's own.
    pub each: BTreeMap<Account, (Option<Found>, Option<Found>)>,
    /// What rows of sums say below the headings of single accounts: 上月结转 under 现金 and under 银行.
    pub below: Vec<(Account, Side, Found)>,
}

/// The end of a month that a balance is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Opening,
    Closing,
}

/// Which balance a column of balances may be: of the one account or of all money, or of each line's account.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Whole,
    Each,
}

/// Follows the balances of a table; where they fit no reading, the cells are told. `accounts` are the unit's at the bank.
pub fn ends(
    (grid, accounts): (&Grid, &[Holding]),
    entries: &[Entry],
    lines: &[Line],
    told: &mut Told,
) -> Ends {
    Ends { below: below(grid, accounts, entries), ..followed(grid, entries, lines, told) }
}

/// The balances that stand where the money of one account came in: in the other column they may be meant either way.
fn below(grid: &Grid, accounts: &[Holding], entries: &[Entry]) -> Vec<(Account, Side, Found)> {
    let account = |key: &str| match (key, accounts) {
        ("cash", _) => Some(Account::Cash),
        (_, []) => Some(Account::Bank),
        (_, [only]) => Some(Account::Named(only.name.clone())),
        _ => None,
    };
    let of_entry = |entry: &Entry| {
        let side = match entry.sum {
            Some(Sum::Opening) => Side::Opening,
            Some(Sum::Closing) => Side::Closing,
            _ => return Vec::new(),
        };
        let came_in = entry.amounts.iter().filter(|one| matches!(one.role, "in" | "debit"));
        let found = came_in.filter_map(|one| {
            let place = grid.place(entry.row, one.at);
            Some((account(one.account?)?, side, Found { money: one.money, place }))
        });
        found.collect()
    };
    entries.iter().flat_map(of_entry).collect()
}

fn followed(grid: &Grid, entries: &[Entry], lines: &[Line], told: &mut Told) -> Ends {
    let one = lines.windows(2).all(|two| two[0].account == two[1].account);
    let whole = walk(grid, entries, lines, Reading::Whole);
    if whole.doubts.is_empty() {
        return if one { whole.ends } else { Ends::default() };
    }
    let each = walk(grid, entries, lines, Reading::Each);
    if each.doubts.is_empty() {
        return Ends { each: each.ends.each, ..Ends::default() };
    }
    told.doubts.extend(whole.doubts);
    if one { whole.ends } else { Ends::default() }
}

struct Walk {
    ends: Ends,
    doubts: Vec<Doubt>,
}

fn walk(grid: &Grid, entries: &[Entry], lines: &[Line], reading: Reading) -> Walk {
    let one = lines.windows(2).all(|two| two[0].account == two[1].account);
    let mut walk = Walk { ends: Ends::default(), doubts: Vec::new() };
    let mut by_account: BTreeMap<Account, Option<Money>> = BTreeMap::new();
    let key = |line: &Line| match reading {
        Reading::Each => line.account.clone(),
        Reading::Whole => Account::Bank,
    };
    let mut last = None;
    let mut by_row: BTreeMap<usize, Vec<&Line>> = BTreeMap::new();
    lines.iter().for_each(|line| by_row.entry(line.row).or_default().push(line));
    for entry in entries {
        let stated = balance(entry);
        let mut moved = by_row.remove(&entry.row).unwrap_or_default().into_iter().peekable();
        if entry.sum.is_some() || moved.peek().is_none() {
            let now = by_account.entry(Account::Bank).or_default();
            sum(grid, entry, stated, now, &mut walk);
            continue;
        }
        let key = moved.peek().map_or(Account::Bank, |line| key(line));
        // Between two accounts of one balance nothing moves.
        let still = |line: &&Line| !one && reading == Reading::Whole && line.is_transfer();
        let effect = moved.filter(|line| !still(line)).map(Line::effect).sum::<Money>();
        let now = by_account.entry(key.clone()).or_default();
        let before = now.take();
        let due = before.and_then(|before| before.checked_add(effect));
        if let Some((at, stated)) = stated {
            match due {
                Some(due) if due != stated => {
                    walk.doubts.push(differs(grid, (entry.row, at), stated, due));
                }
                None if walk.ends.opening.is_none() => {
                    let money = stated.checked_add(-effect).unwrap_or_default();
                    let place = grid.place(entry.row, at);
                    walk.ends.opening = Some(Found { money, place });
                }
                _ => {}
            }
            let found = |money| Some(Found { money, place: grid.place(entry.row, at) });
            let own = walk
                .ends
                .each
                .entry(key)
                .or_insert_with(|| (stated.checked_add(-effect).and_then(found), None));
            own.1 = found(stated);
            last = found(stated);
        }
        *now = stated.map(|(_, stated)| stated).or(due);
    }
    walk.ends.closing = walk.ends.closing.take().or(last);
    walk
}

/// What a row of sums says of the balance.
fn sum(
    grid: &Grid,
    entry: &Entry,
    stated: Option<(usize, Money)>,
    now: &mut Option<Money>,
    walk: &mut Walk,
) {
    let amount = || {
        let whole = |amount: &&Amount| amount.account.is_none() && !amount.money.is_zero();
        let plus = entry.amounts.iter().find(whole)?;
        Some((plus.at, plus.money))
    };
    let balance = match entry.sum {
        Some(Sum::Opening | Sum::Closing) => stated.or_else(amount),
        _ => stated,
    };
    let Some((at, money)) = balance else { return };
    let found = Found { money, place: grid.place(entry.row, at) };
    match entry.sum {
        Some(Sum::Opening) => {
            walk.ends.opening = Some(found);
            *now = Some(money);
        }
        // An amount carried over the page is a sum of amounts and no balance.
        Some(Sum::Page) if stated.is_none() => {}
        _ => {
            if let Some(due) = now.filter(|due| *due != money) {
                walk.doubts.push(differs(grid, (entry.row, at), money, due));
            }
            if now.is_some() || entry.sum == Some(Sum::Closing) {
                walk.ends.closing = Some(found);
            }
        }
    }
}

/// The balance of a row, below zero where it stands on the other side.
fn balance(entry: &Entry) -> Option<(usize, Money)> {
    // Beside two columns of amounts a direction is the balance's own.
    let of_line = entry.amounts.iter().any(|amount| amount.role == "amount");
    let side = match entry.text("side") {
        "" if !of_line => entry.text("direction"),
        side => side,
    };
    let (at, money) = entry.balance?;
    Some((at, if side == "贷" { -money } else { money }))
}

fn differs(grid: &Grid, (row, at): (usize, usize), stated: Money, due: Money) -> Doubt {
    let apart = stated.checked_add(-due).unwrap_or_default().abs();
    let said = Said::new(
        format!("余额写的是 {stated}，照上一行的余额和这一行的收支应是 {due}，差 {apart}"),
        format!(
            "the balance is {stated}; by the row above and this one it is {due}: {apart} apart"
        ),
    );
    let help = (
        "核对这一行和上一行：金额、收支方向或余额抄错了",
        "check this row and the one above: an amount, its direction or a balance is wrong",
    );
    grid.doubt(row, at, said, help)
}
