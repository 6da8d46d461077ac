//! From rows to lines of a ledger, where each row says itself which way money went: one amount, two columns, or a day book.

use std::collections::BTreeMap;

use super::accounts::{account, named, other};
use super::rows::{Amount, Entry};
use super::told::Told;
use super::words::{Counts, Meanings, Spot, Vouchers, missing};
use crate::kind::ledger::{Account, Direction, Holding};
use crate::model::{Date, Money, Said};
use crate::tabular::find::{Column, Table};
use crate::tabular::grid::Grid;
use crate::tabular::headings::bare;

/// A line of a ledger as the table says it, each choice by its key.
#[derive(Clone, Debug)]
pub struct Line {
    /// The cell of its amount, for messages.
    pub place: String,
    pub row: usize,
    pub date: Date,
    pub direction: Direction,
    pub account: Account,
    pub amount: Money,
    /// The text that was asked about, where nobody knows what the line is by it; else empty.
    pub asked: String,
    /// Every other field that says something, by its name.
    pub fields: BTreeMap<&'static str, String>,
}

impl Line {
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// What it adds to its account.
    pub fn effect(&self) -> Money {
        match self.direction {
            Direction::In => self.amount,
            Direction::Out => -self.amount,
        }
    }

    pub fn is_transfer(&self) -> bool {
        self.field("nature") == "transfer"
    }

    /// Of a transfer, the account that moves beside its own.
    pub fn other(&self) -> Account {
        match self.field("to_account") {
            "" => self.account.opposite(),
            word => Account::said(word.to_string()),
        }
    }
}

/// What lines are made with.
#[derive(Clone, Copy, Debug)]
pub struct Making<'a, 's> {
    pub grid: &'a Grid<'s>,
    pub table: &'a Table,
    pub meanings: Meanings<'a>,
    /// The account of all lines, where the command, the sheet or its title names one.
    pub account: Option<&'a Account>,
    /// The bank accounts that the unit's last month names.
    pub accounts: &'a [Holding],
}

/// Fields that are taken as they are said.
const AS_SAID: &[&str] = &[
    "voucher",
    "party",
    "party_code",
    "handler",
    "witness",
    "approver",
    "decision",
    "receipt_no",
    "no_receipt_reason",
    "reverses",
];

/// The lines of all rows that are none of a sum.
pub fn lines(making: Making, entries: &[Entry], told: &mut Told) -> Vec<Line> {
    let rows = entries.iter().filter(|entry| entry.sum.is_none());
    let vouchers = Vouchers::of(rows.clone().map(|entry| entry.text("voucher")));
    let mut lines = Vec::new();
    for entry in rows {
        let Some((amount, direction)) = one_amount(making, entry, told) else { continue };
        lines.extend(line(making, entry, amount, direction, &vouchers, told));
    }
    lines
}

/// The one amount of a row and which way it went.
fn one_amount(making: Making, entry: &Entry, told: &mut Told) -> Option<(Amount, Direction)> {
    let (grid, table) = (making.grid, making.table);
    let said: Vec<&Amount> = entry
        .amounts
        .iter()
        .filter(|amount| amount.role != "vat" && amount.role != "net")
        .collect();
    let nonzero: Vec<&&Amount> = said.iter().filter(|amount| !amount.money.is_zero()).collect();
    let column = table.money().next().map_or(0, |column| column.at);
    let amount = match nonzero.as_slice() {
        [one] => (**one).clone(),
        [] if entry.unread => return None,
        [] => return net(making, entry, column, told),
        [first, ..] => {
            let said = Said::new(
                "一行里有两个金额，分不清是收还是支",
                "two amounts stand in one row: in or out cannot be told",
            );
            let help = ("一行写一笔，分成两行", "write one payment a row; make it two rows");
            told.doubt(grid.place(entry.row, first.at), said, help);
            return None;
        }
    };
    let direction = direction(making, entry, &amount, told)?;
    Some((amount, direction))
}

/// A row without a gross amount has its net one, with the tax where that stands apart.
fn net(
    making: Making,
    entry: &Entry,
    column: usize,
    told: &mut Told,
) -> Option<(Amount, Direction)> {
    let net = entry.amounts.iter().find(|amount| amount.role == "net").cloned();
    let tax = entry.of("vat").unwrap_or_default();
    match net.filter(|net| !net.money.is_zero()) {
        Some(net) if making.table.column("amount").is_none() => {
            let money = net.money.checked_add(tax)?;
            let amount = Amount { money, role: "amount", ..net };
            let direction = direction(making, entry, &amount, told)?;
            Some((amount, direction))
        }
        _ => {
            missing(("金额", "amount"), making.grid.place(entry.row, column), told);
            None
        }
    }
}

fn direction(making: Making, entry: &Entry, amount: &Amount, told: &mut Told) -> Option<Direction> {
    let key = match amount.role {
        // Money in the till or the bank is on the left when it comes in.
        "in" | "debit" => "in",
        "out" | "credit" => "out",
        _ => {
            let column = making.table.column("direction");
            if column.is_none() && pays(making) {
                return Some(Direction::Out);
            }
            let at = column.map_or(amount.at, |column| column.at);
            let spot = Spot { grid: making.grid, row: entry.row, at };
            making.meanings.choice("direction", entry.text("direction"), "", spot, told)?
        }
    };
    Some(if key == "in" { Direction::In } else { Direction::Out })
}

/// Whether a table of one amount is a list of payments: by the heading of whom they went to, or of the amount.
fn pays(making: Making) -> bool {
    let names = [
        "收款",
        "领款",
        "payee",
        "supplier",
        "paidto",
        "vendor",
        "beneficiary",
        "付款金额",
        "支付金额",
        "amountpaid",
        "payment",
    ];
    let columns = [making.table.column("party"), making.table.money().next()];
    let heading = |column: &Column| {
        let heading = bare(&column.heading);
        names.iter().any(|name| heading.contains(name)) && !heading.contains("收付款")
    };
    columns.into_iter().flatten().any(heading)
}

pub fn way(direction: Direction) -> &'static str {
    match direction {
        Direction::In => "in",
        Direction::Out => "out",
    }
}

/// The line of a row with its amount; nothing where something is missing, which is told.
pub fn line(
    making: Making,
    entry: &Entry,
    amount: Amount,
    direction: Direction,
    vouchers: &Vouchers,
    told: &mut Told,
) -> Option<Line> {
    let grid = making.grid;
    let place = grid.place(entry.row, amount.at);
    let account = account(making, entry, &amount, told);
    let mut fields = BTreeMap::new();
    for name in AS_SAID {
        if !entry.text(name).is_empty() {
            fields.insert(*name, entry.text(name).to_string());
        }
    }
    choices(making, entry, direction, &mut fields, told);
    let asked = category(making, entry, (direction, &amount), &mut fields, told);
    if let Some(account) = &account {
        other(making, entry, (account, &place), &mut fields, told);
    }
    let text = with_note(entry.text("text"), entry.text("note"));
    if text.is_empty() {
        let at = making.table.column("text").map_or(amount.at, |column| column.at);
        missing(("摘要", "what it was for"), grid.place(entry.row, at), told);
    }
    if amount.money.is_negative() {
        takes_back(&text, &place, &mut fields, vouchers, told);
    }
    fields.insert("text", text);
    Some(Line {
        place,
        row: entry.row,
        date: entry.date?,
        direction,
        account: account?,
        amount: amount.money,
        asked,
        fields,
    })
}

/// The choices that stand in columns of their own.
fn choices(
    making: Making,
    entry: &Entry,
    direction: Direction,
    fields: &mut BTreeMap<&'static str, String>,
    told: &mut Told,
) {
    for name in ["nature", "dealing", "party_type", "receipt"] {
        let word = entry.text(name);
        let Some(column) = making.table.column(name).filter(|_| !word.is_empty()) else { continue };
        let spot = Spot { grid: making.grid, row: entry.row, at: column.at };
        let key = making.meanings.choice(name, word, way(direction), spot, told);
        if let Some(key) = key.filter(|key| *key != "ordinary") {
            fields.insert(name, key.to_string());
        }
    }
}

/// The category, or what its column says of the nature; the text that was asked about, if any. A reversal is asked for none:
/// it has the original's.
fn category(
    making: Making,
    entry: &Entry,
    (direction, amount): (Direction, &Amount),
    fields: &mut BTreeMap<&'static str, String>,
    told: &mut Told,
) -> String {
    let word = entry.text("category");
    let settled = fields.get("nature").is_some_and(|nature| nature != "reversal");
    if (settled && word.is_empty()) || (amount.money.is_negative() && word.is_empty()) {
        return String::new();
    }
    let column = making.table.column("category");
    let at = column.map_or(amount.at, |column| column.at);
    let spot = Spot { grid: making.grid, row: entry.row, at };
    // The other side of a day book's line may be the other account.
    let listed = || making.meanings.lists.word("account", word).is_some();
    let other = !word.is_empty() && (named(making.accounts, word).is_some() || listed());
    let known = making.meanings.told("category", word, way(direction));
    let text = entry.text("text");
    let by_text = word.is_empty() && !text.is_empty();
    let key = match other && known.is_none() {
        true => Some("transfer"),
        false if by_text => making.meanings.of_text(text, way(direction), spot, told),
        false => making.meanings.choice("category", word, way(direction), spot, told),
    };
    match key.map(Counts::of) {
        Some(Counts::Category(key)) if !settled => {
            fields.insert("category", key.to_string());
        }
        Some(Counts::Nature(key)) => {
            fields.entry("nature").or_insert(key.to_string());
        }
        Some(Counts::Dealing(key)) => {
            fields.entry("nature").or_insert("dealing".to_string());
            fields.entry("dealing").or_insert(key.to_string());
        }
        _ => {}
    }
    if by_text && key.is_none() { text.to_string() } else { String::new() }
}

/// Only a reversal is below zero, and it names what it takes back.
fn takes_back(
    text: &str,
    place: &str,
    fields: &mut BTreeMap<&'static str, String>,
    vouchers: &Vouchers,
    told: &mut Told,
) {
    fields.insert("nature", "reversal".to_string());
    if fields.contains_key("reverses") {
        return;
    }
    let own = fields.get("voucher").cloned().unwrap_or_default();
    if let Some(voucher) = vouchers.reversed(text, &own) {
        fields.insert("reverses", voucher.to_string());
        return;
    }
    let said = Said::new(
        "负数是冲销，看不出冲的是哪张凭证",
        "an amount below zero takes a line back; which one is not said",
    );
    let help = (
        "在摘要里写上原来的凭证号，如 冲销记-005；或加一列冲销凭证，往月的写作 2026-02 记-005",
        "name the voucher in the text, such as 冲销记-005, or in a column `reverses`; of an earlier month as 2026-02 记-005",
    );
    told.doubt(place.to_string(), said, help);
}

/// A note goes with the text: a ledger has one column of words.
fn with_note(text: &str, note: &str) -> String {
    match (text, note) {
        (text, "") => text.to_string(),
        ("", note) => note.to_string(),
        (text, note) if text.contains(note) => text.to_string(),
        (text, note) => format!("{text}（{note}）"),
    }
}
