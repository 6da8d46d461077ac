//! Sums of the year so far (本年累计): compared with the months before, or told as not compared.

use std::collections::BTreeMap;

use super::month::Month;
use super::rows::{Amount, Entry};
use super::told::Told;
use crate::kind::ledger::{Account, Direction, Ledger, Line, Nature};
use crate::model::{Money, Period, Said};
use crate::tabular::grid::{Grid, shown};
use crate::tabular::sums::Sum;

/// What a table says of the months before it: its sum of several months less that of its own lines.
#[derive(Clone, Debug)]
pub struct Running {
    pub place: String,
    /// The words of its row.
    words: String,
    /// The first month it adds up.
    since: u8,
    /// Of one account, where the table is.
    account: Option<Account>,
    direction: Direction,
    stated: Money,
    own: Money,
}

/// The sums of several months that a table of one month states. Those of which nobody can say what they add up are told.
pub fn of(
    grid: &Grid,
    entries: &[Entry],
    (period, account): (Period, Option<&Account>),
    told: &mut Told,
) -> Vec<Running> {
    let mut all = Vec::new();
    let lines = own(entries);
    for entry in entries.iter().filter(|entry| entry.sum == Some(Sum::Year)) {
        let words = words(grid, entry);
        for amount in &entry.amounts {
            let direction = match amount.role {
                "in" | "debit" => Direction::In,
                "out" | "credit" => Direction::Out,
                _ => {
                    unchecked(grid, entry, amount, told);
                    continue;
                }
            };
            // Of a column without a line nothing is added up, and of one with too much nothing can be said.
            let Some(own) = lines.get(&amount.at).copied().unwrap_or(Some(Money::ZERO)) else {
                continue;
            };
            let since = match period {
                Period::Month(_, month) if words.contains('季') => (month - 1) / 3 * 3 + 1,
                _ => 1,
            };
            let account = match amount.account {
                Some("cash") => Some(Account::Cash),
                Some(_) => Some(Account::Bank),
                None => account.cloned(),
            };
            let (place, stated) = (grid.place(entry.row, amount.at), amount.money);
            let words = words.clone();
            all.push(Running { place, words, since, account, direction, stated, own });
        }
    }
    all
}

/// Tells of sums that are of no unit alone, or of both sides of a journal.
pub fn none(grid: &Grid, entries: &[Entry], told: &mut Told) {
    for entry in entries.iter().filter(|entry| entry.sum == Some(Sum::Year)) {
        if let Some(amount) = entry.amounts.first() {
            unchecked(grid, entry, amount, told);
        }
    }
}

/// What the lines of each column come to; nothing where that is too much.
fn own(entries: &[Entry]) -> BTreeMap<usize, Option<Money>> {
    let mut sums = BTreeMap::new();
    let lines = entries.iter().filter(|entry| entry.sum.is_none());
    for amount in lines.flat_map(|entry| &entry.amounts) {
        let sum = sums.entry(amount.at).or_insert(Some(Money::ZERO));
        *sum = sum.and_then(|sum| sum.checked_add(amount.money));
    }
    sums
}

fn words(grid: &Grid, entry: &Entry) -> String {
    shown(&grid.texts(entry.row).next().map_or(String::new(), |(_, text)| text))
}

fn unchecked(grid: &Grid, entry: &Entry, amount: &Amount, told: &mut Told) {
    let words = words(grid, entry);
    let said = Said::new(
        format!("`{words}` 没有核对：看不出加的是哪些收支"),
        format!("`{words}` was not checked: what it adds up cannot be told"),
    );
    told.note(grid.place(entry.row, amount.at), said);
}

/// What months come to from one of them on, of an account and a way, without and with what moves between accounts: each
/// is added up once, however many rows state it.
type Known = BTreeMap<(u8, Option<Account>, bool), [Option<Money>; 2]>;

/// Compares the sums of a month with the months before, as far as they are there.
pub fn check(month: &mut Month, before: &[Ledger]) {
    let Period::Month(year, number) = month.period else { return };
    let mut known = Known::default();
    for one in std::mem::take(&mut month.running) {
        let wanted = (one.since..number).map(|number| Period::Month(year, number));
        let of = |period: Period| before.iter().find(|ledger| ledger.envelope.period == period);
        let found: Result<Vec<&Ledger>, Period> =
            wanted.map(|period| of(period).ok_or(period)).collect();
        match found {
            Err(missing) => {
                let words = &one.words;
                let said = Said::new(
                    format!("`{words}` 没有核对：{missing} 的账不在这里，或没有填完"),
                    format!(
                        "`{words}` was not checked: the books of {missing} are not here, or unfinished"
                    ),
                );
                month.told.note(one.place, said);
            }
            Ok(months) => one.compare(&months, &mut known, &mut month.told),
        }
    }
}

impl Running {
    fn compare(self, months: &[&Ledger], known: &mut Known, told: &mut Told) {
        // Where no account is meant some count what moves between accounts, and some do not.
        let key = (self.since, self.account.clone(), self.direction == Direction::In);
        let of_both = || [false, true].map(|moves| self.before(months, moves));
        let sums = *known.entry(key).or_insert_with(of_both);
        let due = sums.map(|before| before.and_then(|before| before.checked_add(self.own)));
        if due.contains(&Some(self.stated)) {
            return;
        }
        let counted = due[usize::from(self.account.is_some())].unwrap_or_default();
        let apart = self.stated.checked_add(-counted).unwrap_or_default().abs();
        let (words, stated) = (&self.words, self.stated);
        let said = Said::new(
            format!("`{words}` {stated}，前几个月的账加上这张表是 {counted}，差 {apart}"),
            format!(
                "`{words}` is {stated}; the months before and this table come to {counted}: {apart} apart"
            ),
        );
        let help = (
            "核对账：这个月漏了一笔或抄错一个数；前几个月改过的，表上的累计也要改",
            "check the books: a line too few or a wrong figure; where a month before was corrected, mend the sum too",
        );
        told.doubt(self.place, said, help);
    }

    /// What the months before come to; `moves`: with what moves between accounts.
    fn before(&self, months: &[&Ledger], moves: bool) -> Option<Money> {
        let mut sum = Money::ZERO;
        for ledger in months {
            for line in &ledger.lines {
                if self.counts(ledger, line, moves) {
                    sum = sum.checked_add(line.amount)?;
                }
            }
        }
        Some(sum)
    }

    fn counts(&self, ledger: &Ledger, line: &Line, moves: bool) -> bool {
        let transfer = line.nature == Nature::Transfer;
        let same = line.direction == self.direction;
        let Some(account) = &self.account else { return same && (moves || !transfer) };
        let is = |of: &Account| named(ledger, of) == named(ledger, account);
        match is(&line.account) {
            true => same,
            // What leaves one account arrives in the other.
            false => transfer && !same && is(&line.other),
        }
    }
}

/// An account by the name that its month gives it.
fn named<'a>(ledger: &'a Ledger, account: &'a Account) -> &'a str {
    let Account::Named(word) = account else { return account.key() };
    let found = ledger.accounts.iter().find(|one| one.is_called(word));
    found.map_or(word, |one| &one.name)
}
