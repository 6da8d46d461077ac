//! Reads the rows of a table: days, amounts and words, what stands for the row above filled in, sums apart.

use std::collections::BTreeMap;

use super::dates::date;
use super::told::Told;
use crate::model::shape::Type;
use crate::model::unsaid::Unsaid;
use crate::model::{Currency, Date, Money, Period, Said};
use crate::scan;
use crate::sheet::Value;
use crate::tabular::amount::{self, NoAmount};
use crate::tabular::find::{Column, MONEY, Table};
use crate::tabular::grid::{Grid, shown};
use crate::tabular::headings::{bare, called};
use crate::tabular::sums::{self, Part, Sum, sum_of};

/// One row as it was said.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    pub row: usize,
    pub date: Option<Date>,
    pub texts: BTreeMap<&'static str, String>,
    pub amounts: Vec<Amount>,
    /// Whether an amount could not be read, which is told.
    pub unread: bool,
    pub balance: Option<(usize, Money)>,
    /// What the row is where it is no line.
    pub sum: Option<Sum>,
}

/// An amount of a row, and its column.
#[derive(Clone, Debug)]
pub struct Amount {
    pub role: &'static str,
    pub account: Option<&'static str>,
    pub at: usize,
    pub money: Money,
}

impl Entry {
    pub fn text(&self, role: &str) -> &str {
        self.texts.get(role).map_or("", String::as_str)
    }

    pub fn of(&self, role: &str) -> Option<Money> {
        self.amounts.iter().find(|amount| amount.role == role).map(|amount| amount.money)
    }
}

/// How the rows of a table are read.
#[derive(Clone, Copy)]
pub struct Manner<'a> {
    /// Which rows are read, in their order: of a table of several units those of one.
    pub ours: &'a [usize],
    pub period: Option<Period>,
    /// Whether an empty day is that of the row above; nothing where nobody was asked.
    pub days_carry: Option<bool>,
    pub currency: Currency,
}

/// All rows of a table that say something, in their order.
pub fn read(grid: &Grid, table: &Table, manner: Manner, told: &mut Told) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut above: BTreeMap<usize, String> = BTreeMap::new();
    let mut before = None;
    for &row in manner.ours {
        if grid.is_blank(row) || is_heading(grid, table, row) {
            continue;
        }
        if grid.sheet.hidden_rows.contains(&row) {
            hidden_row(grid, row, told);
            continue;
        }
        let Some(mut entry) = words(grid, table, row, &mut above, told) else { continue };
        amounts(grid, (table, manner.currency), &mut entry, told);
        if entry.sum.is_none() {
            if is_section(&entry, table) {
                section(grid, row, &entry, told);
                continue;
            }
            entry.date = date(grid, table, row, (manner, before), told);
            before = entry.date.or(before);
        }
        entries.push(entry);
    }
    entries
}

/// Compares every row that adds up with the lines above it, column by column.
pub fn check(grid: &Grid, entries: &[Entry], told: &mut Told) {
    for (at, parts) in by_column(entries) {
        let shown = |fen| Money::from_fen(fen).to_string();
        for (at, said) in sums::column(at, &parts, &shown) {
            told.doubt(grid.place(at.row, at.column), said, sums::REMEDY);
        }
    }
}

/// The rows of each column that say a number there. A part of the sheet that ends without one ends in every column, which
/// is noted where the column next says something: noted in all at once it would be columns times rows.
fn by_column(entries: &[Entry]) -> BTreeMap<usize, Vec<Part>> {
    let mut columns: BTreeMap<usize, (usize, Vec<Part>)> = BTreeMap::new();
    let mut ended = None;
    for (index, entry) in entries.iter().enumerate() {
        for amount in &entry.amounts {
            let (seen, parts) = columns.entry(amount.at).or_default();
            if let Some((_, row)) = ended.filter(|(at, _)| *at >= *seen) {
                parts.push(Part { row, sum: Some(Sum::Part), number: None });
            }
            let number = Some(amount.money.fen());
            parts.push(Part { row: entry.row, sum: entry.sum, number });
            *seen = index + 1;
        }
        if entry.sum == Some(Sum::Part) {
            ended = Some((index, entry.row));
        }
    }
    columns.into_iter().map(|(at, (_, parts))| (at, parts)).collect()
}

/// The heading once more, at the head of another page.
fn is_heading(grid: &Grid, table: &Table, row: usize) -> bool {
    let same = |column: &&Column| {
        let text = bare(&grid.text(row, column.at));
        !text.is_empty()
            && (table.head.clone()).any(|head| bare(&grid.text(head, column.at)) == text)
    };
    let columns = table.columns_of(grid, row);
    columns.iter().filter(same).count() >= 2.max(table.columns.len() / 2)
}

fn hidden_row(grid: &Grid, row: usize, told: &mut Told) {
    let said = Said::new("这一行藏着，里面有字", "this row is hidden and holds something");
    told.doubt(
        grid.place(row, 0),
        said,
        (
            "取消隐藏，看清楚要不要：不要的删去这一行，再存一次",
            "show it and decide: delete the row if it does not belong, and save again",
        ),
    );
}

/// The words of a row, by column; nothing where there are none of the table.
fn words(
    grid: &Grid,
    table: &Table,
    row: usize,
    above: &mut BTreeMap<usize, String>,
    told: &mut Told,
) -> Option<Entry> {
    let mut entry = Entry { row, ..Entry::default() };
    let mut any = false;
    let columns = table.columns_of(grid, row);
    for column in columns {
        let role = column.role.unwrap_or("ignored");
        if is_number(role) || role == "date" {
            any |= grid.own(row, column.at).value != Value::Blank;
            continue;
        }
        let text = grid.text(row, column.at);
        if text.is_empty() {
            continue;
        }
        any = true;
        entry.sum = entry.sum.or(sum_of(&text));
        if matches!(role, "ignored" | "personal" | "serial") {
            continue;
        }
        let text = match Unsaid::instead_of(Type::Text, &text) {
            Some(Unsaid::Ditto) => above.get(&column.at).cloned().unwrap_or_default(),
            Some(unsaid) => {
                lost(grid, row, column, unsaid, told);
                continue;
            }
            None if matches!(grid.seen(row, column.at).value, Value::Lost(_)) => {
                lost(grid, row, column, Unsaid::Digits, told);
                continue;
            }
            None => text,
        };
        above.insert(column.at, text.clone());
        if let Some(hit) = personal(column, &text) {
            a_person(grid, row, column, hit, told);
            // Without the number the words are there.
            entry.texts.insert(role, scan::redact(&text).into_owned());
            continue;
        }
        entry.texts.insert(role, text);
    }
    let first = columns.iter().map(|column| grid.text(row, column.at));
    entry.sum = entry.sum.or(first.filter(|text| !text.is_empty()).find_map(|t| sum_of(&t)));
    any.then_some(entry)
}

fn is_number(role: &str) -> bool {
    MONEY.contains(&role) || matches!(role, "balance" | "vat")
}

/// Whether words hold a number of a person, one with a slip in it, or what is likely one. Numbers of papers may look like one
/// and are none.
fn personal(column: &Column, text: &str) -> Option<scan::Personal> {
    let papers = ["voucher", "receipt_no", "party_code", "reverses"];
    if column.role.is_some_and(|role| papers.contains(&role)) {
        return None;
    }
    let sure = scan::hits(text.as_bytes()).first().map(|hit| hit.kind);
    let likely = || scan::likely_in(&column.heading, text).first().map(|one| one.kind);
    sure.or_else(likely)
}

fn a_person(grid: &Grid, row: usize, column: &Column, kind: scan::Personal, told: &mut Told) {
    let words = kind.words();
    let said = Said::new(
        format!("这一格里像有{}，不能进公开的资料", words.zh),
        format!("this cell seems to hold a person's {}, which is never published", words.en),
    );
    let help = ("在表里删去号码，再存一次", "take the number out of the sheet and save again");
    told.doubt(grid.place(row, column.at), said, help);
}

fn lost(grid: &Grid, row: usize, column: &Column, unsaid: Unsaid, told: &mut Told) {
    let (words, remedy) = (unsaid.words(), unsaid.remedy());
    let found = shown(&grid.text(row, column.at));
    let name = called(column.role.unwrap_or_default());
    let said = Said::new(
        format!("{} `{found}` {}", name.zh, words.zh),
        format!("{} `{found}` {}", name.en, words.en),
    );
    told.doubt(grid.place(row, column.at), said, (remedy.zh, remedy.en));
}

fn amounts(grid: &Grid, (table, currency): (&Table, Currency), entry: &mut Entry, told: &mut Told) {
    for column in table.columns_of(grid, entry.row) {
        let Some(role) = column.role.filter(|role| is_number(role)) else { continue };
        let cell = grid.own(entry.row, column.at);
        if cell.value != Value::Blank && lies_over_two(grid, table, (entry.row, column.at)) {
            merged(grid, (entry.row, column.at), told);
            entry.unread = true;
            continue;
        }
        let money = match amount::read(cell, column.scale, currency) {
            Ok(money) => money,
            // A sum that the program did not keep says nothing, and nothing is lost.
            Err(NoAmount::Broken) if entry.sum.is_some() => None,
            // A label within a row of sums: 大写金额.
            Err(NoAmount::NotANumber) if entry.sum.is_some() => None,
            Err(why) => {
                no_amount((grid, entry.row), column, (why, currency), told);
                entry.unread = true;
                None
            }
        };
        let Some(money) = money else { continue };
        match role {
            "balance" => entry.balance = Some((column.at, money)),
            _ => {
                let (account, at) = (column.account, column.at);
                entry.amounts.push(Amount { role, account, at, money });
            }
        }
    }
    if entry.sum.is_none() && entry.amounts.is_empty() && !entry.unread {
        entry.unread = merged_down(grid, table, entry.row, told);
    }
}

/// Whether a cell is merged over another column of numbers: it stands in both, and is meant in one.
fn lies_over_two(grid: &Grid, table: &Table, (row, at): (usize, usize)) -> bool {
    let Some(end) = grid.merged_to(row, at) else { return false };
    let behind = &table.columns[table.columns.partition_point(|column| column.at <= at)..];
    let mut within = behind.iter().take_while(|column| column.at <= end);
    within.any(|column| column.role.is_some_and(is_number))
}

/// Tells of an amount that is merged down over a row which has no other: whose it is cannot be told.
fn merged_down(grid: &Grid, table: &Table, row: usize, told: &mut Told) -> bool {
    let down = |at: usize| {
        let area = grid.merged(row, at).filter(|area| area.from.row < row)?;
        let blank = grid.own(area.from.row, area.from.column).value == Value::Blank;
        (!blank).then_some((at, area))
    };
    let is_money = |column: &&Column| column.role.is_some_and(|role| MONEY.contains(&role));
    let mut money = table.columns_of(grid, row).iter().filter(is_money);
    let found = money.find_map(|column| down(column.at));
    let Some((at, area)) = found else { return false };
    let (found, area) = (shown(&grid.text(row, at)), format!("{}:{}", area.from, area.to));
    let said = Said::new(
        format!("{area} 合并了几行，`{found}` 分不清是哪一行的"),
        format!("{area} is merged over several rows: which of them `{found}` is of cannot be told"),
    );
    let help = (
        "取消合并，一行写一笔金额；几张凭证一笔钱的，合成一行",
        "end the merge and give each row its amount; make one row of several vouchers of one payment",
    );
    told.doubt(grid.place(row, at), said, help);
    true
}

fn merged(grid: &Grid, (row, at): (usize, usize), told: &mut Told) {
    let found = shown(&grid.text(row, at));
    let said = Said::new(
        format!("`{found}` 这一格合并了几列金额，分不清是哪一列的"),
        format!(
            "`{found}` is merged over several columns of amounts: which it is of cannot be told"
        ),
    );
    let help = (
        "取消合并，把数写在它那一列，再存一次",
        "end the merge, put the number into its column and save again",
    );
    told.doubt(grid.place(row, at), said, help);
}

fn no_amount(
    (grid, row): (&Grid, usize),
    column: &Column,
    (why, currency): (NoAmount, Currency),
    told: &mut Told,
) {
    let found = shown(&grid.text(row, column.at));
    let name = called(column.role.unwrap_or_default());
    let (zh, en) = match why {
        NoAmount::TooFine => ("换算后超过两位小数", "has more than two decimals, its unit applied"),
        NoAmount::LostDigits => (
            "是表格软件改成的科学计数，后面几位已经丢了",
            "is what a spreadsheet made of a number: its last digits are lost",
        ),
        NoAmount::Broken => ("没有算出来", "was not worked out"),
        NoAmount::DrawnOtherwise => (
            "看见的和存的不是一个数（格子的数字格式）",
            "is drawn as another number than the cell holds, by its format",
        ),
        NoAmount::OtherCurrency(other) => {
            return told.other_currency(
                grid.place(row, column.at),
                &found,
                currency.instead_of(other),
            );
        }
        NoAmount::NotANumber => match amount::letter(&found) {
            Some(letter) => {
                let (said, help) = amount::is_a_letter(letter);
                let said = Said::new(
                    format!("{} `{found}` {}", name.zh, said.zh),
                    format!("{} `{found}` {}", name.en, said.en),
                );
                return told.doubt(grid.place(row, column.at), said, (&help.zh, &help.en));
            }
            None => ("不是金额", "is no amount"),
        },
    };
    let help = match why {
        NoAmount::Broken => (
            "在表格软件里打开，算出来，再存一次",
            "open it in the spreadsheet program, let it calculate, and save again",
        ),
        NoAmount::DrawnOtherwise => (
            "把这一格的格式改成常规，看清楚是多少，再存一次",
            "set the cell's format to general, see what it is, and save again",
        ),
        _ => ("写成 1860.00 这样的数，再存一次", "write a number such as 1860.00 and save again"),
    };
    let said =
        Said::new(format!("{} `{found}` {zh}", name.zh), format!("{} `{found}` {en}", name.en));
    told.doubt(grid.place(row, column.at), said, help);
}

/// A row that divides: words in one cell, and nothing that a line has.
fn is_section(entry: &Entry, table: &Table) -> bool {
    let dated = table.column("date").is_some() || table.column("day").is_some();
    entry.amounts.is_empty()
        && entry.balance.is_none()
        && entry.texts.len() <= 1
        && dated
        && entry.texts.keys().all(|role| matches!(*role, "text" | "note" | "category" | "serial"))
}

fn section(grid: &Grid, row: usize, entry: &Entry, told: &mut Told) {
    let words = entry.texts.values().next().map_or(String::new(), |text| shown(text));
    if words.is_empty() {
        return;
    }
    let said = Said::new(
        format!("`{words}` 这一行没有金额，没有用到"),
        format!("the row `{words}` has no amount and was not used"),
    );
    told.note(grid.place(row, 0), said);
}
