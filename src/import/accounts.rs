//! Which account a row moves: cash, the bank, or one of the bank accounts that the unit's last month names.

use std::collections::BTreeMap;

use super::lines::Making;
use super::rows::{Amount, Entry};
use super::told::Told;
use super::words::Spot;
use crate::kind::ledger::{Account, Holding};
use crate::model::Said;
use crate::tabular::headings::bare;

/// The one bank account that a word names, by its name or its last four digits.
pub fn named(accounts: &[Holding], word: &str) -> Option<Account> {
    let text = bare(word);
    let digits = |word: &str| word.chars().rev().take_while(char::is_ascii_digit).count();
    let called = |one: &&Holding| {
        let by_digits = !one.last_four.is_empty()
            && text.ends_with(&one.last_four)
            && digits(&text) == one.last_four.len();
        by_digits || one.is_called(word.trim()) || text.contains(&bare(&one.name))
    };
    // A longer name holds a shorter one.
    let found = accounts.iter().filter(called);
    found.max_by_key(|one| one.name.len()).map(|one| Account::Named(one.name.clone()))
}

/// The account that a word for the bank means; where there are several it must say which.
fn bank(making: Making, word: &str, place: String, told: &mut Told) -> Option<Account> {
    match (named(making.accounts, word), making.accounts) {
        (Some(account), _) => Some(account),
        (None, []) => Some(Account::Bank),
        (None, [only]) => Some(Account::Named(only.name.clone())),
        (None, several) => {
            let names: Vec<&str> = several.iter().map(|one| &*one.name).collect();
            let said = Said::new(
                format!("看不出是哪个银行账户；有：{}", names.join("、")),
                format!("which bank account it is cannot be told; there are {}", names.join(", ")),
            );
            let help = (
                "账户一列写名称或尾号；一户一张表的，写进表名或标题",
                "write its name or last four digits into a column `account`, or into the sheet's name or title",
            );
            told.doubt(place, said, help);
            None
        }
    }
}

/// The account that a row moves.
pub fn account(making: Making, entry: &Entry, amount: &Amount, told: &mut Told) -> Option<Account> {
    if let Some(account) = named(making.accounts, entry.text("account")) {
        return Some(account);
    }
    let column = making.table.column("account").map(|column| column.at);
    let spot = Spot { grid: making.grid, row: entry.row, at: column.unwrap_or(amount.at) };
    let key = match (amount.account, making.account) {
        (Some(key), _) => key,
        (None, Some(account)) if column.is_none() && *account != Account::Bank => {
            return Some(account.clone());
        }
        (None, Some(_)) if column.is_none() => "bank",
        _ => making.meanings.choice("account", entry.text("account"), "", spot, told)?,
    };
    match key {
        "cash" => Some(Account::Cash),
        _ => bank(making, "", spot.place(), told),
    }
}

/// Where the money of a transfer moves beside its own account, where there are several it may be.
pub fn other(
    making: Making,
    entry: &Entry,
    (account, place): (&Account, &str),
    fields: &mut BTreeMap<&'static str, String>,
    told: &mut Told,
) {
    if making.accounts.is_empty() || fields.get("nature").is_none_or(|n| n != "transfer") {
        return;
    }
    let words = [entry.text("to_account"), entry.text("category"), entry.text("party")];
    let found = words.iter().find_map(|word| named(making.accounts, word));
    let cash = || {
        making.meanings.lists.word("account", words[0]) == Some("cash")
            || making.meanings.lists.word("account", words[1]) == Some("cash")
    };
    let other = match (found, account) {
        (Some(other), _) if other != *account => Some(other),
        (_, Account::Cash) => bank(making, "", place.to_string(), told),
        _ if cash() => Some(Account::Cash),
        (_, own) => {
            // Without a word money in the bank goes to hand or comes from it, as where the bank is one.
            Some(own.opposite())
        }
    };
    fields.extend(other.map(|other| ("to_account", other.key().to_string())));
}
