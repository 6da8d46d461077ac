//! Reads the rows of a table: days, amounts and words, what stands for the row above filled in, sums apart.

use std::collections::BTreeMap;

use super::told::{Told, no_day};
use crate::model::shape::Type;
use crate::model::unsaid::Unsaid;
use crate::model::{Currency, Date, Money, Period, Said};
use crate::scan;
use crate::sheet::Value;
use crate::tabular::amount::{self, NoAmount};
use crate::tabular::day::{self, NoDay};
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
    /// Which rows are read: of a table of several units those of one.
    pub ours: &'a dyn Fn(usize) -> bool,
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
    for row in table.body.clone() {
        if !(manner.ours)(row) || grid.is_blank(row) || is_heading(grid, table, row) {
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
    let mut columns: Vec<usize> = Vec::new();
    for amount in entries.iter().flat_map(|entry| &entry.amounts) {
        if !columns.contains(&amount.at) {
            columns.push(amount.at);
        }
    }
    for at in columns {
        let part = |entry: &Entry| {
            let amount = entry.amounts.iter().find(|amount| amount.at == at);
            Part { row: entry.row, sum: entry.sum, number: amount.map(|a| a.money.fen()) }
        };
        let parts: Vec<Part> = entries.iter().map(part).collect();
        let shown = |fen| Money::from_fen(fen).to_string();
        for (at, said) in sums::column(at, &parts, &shown) {
            told.doubt(grid.place(at.row, at.column), said, sums::REMEDY);
        }
    }
}

/// The heading once more, at the head of another page.
fn is_heading(grid: &Grid, table: &Table, row: usize) -> bool {
    let same = |column: &&Column| {
        let text = bare(&grid.text(row, column.at));
        !text.is_empty()
            && (table.head.clone()).any(|head| bare(&grid.text(head, column.at)) == text)
    };
    table.columns.iter().filter(same).count() >= 2.max(table.columns.len() / 2)
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
    for column in &table.columns {
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
        if let Some(hit) = personal(role, &text) {
            a_person(grid, row, column, hit, told);
            continue;
        }
        entry.texts.insert(role, text);
    }
    let first = table.columns.iter().map(|column| grid.text(row, column.at));
    entry.sum = entry.sum.or(first.filter(|text| !text.is_empty()).find_map(|t| sum_of(&t)));
    any.then_some(entry)
}

fn is_number(role: &str) -> bool {
    MONEY.contains(&role) || matches!(role, "balance" | "vat")
}

/// Whether words hold a number of a person. Numbers of papers may look like one and are none.
fn personal(role: &str, text: &str) -> Option<scan::Personal> {
    let typed = matches!(role, "voucher" | "receipt_no" | "party_code" | "reverses");
    if typed { None } else { scan::hits(text.as_bytes()).first().map(|hit| hit.kind) }
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
    for column in &table.columns {
        let Some(role) = column.role.filter(|role| is_number(role)) else { continue };
        let cell = grid.own(entry.row, column.at);
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
        NoAmount::NotANumber => ("不是金额", "is no amount"),
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

fn date(
    grid: &Grid,
    table: &Table,
    row: usize,
    (manner, before): (Manner, Option<Date>),
    told: &mut Told,
) -> Option<Date> {
    let column = table.column("date").or(table.column("day"))?;
    let cell = grid.seen(row, column.at);
    let month = table.column("month").filter(|_| column.role == Some("day"));
    let read = match month {
        Some(month) => of_columns(grid, row, (month.at, column.at), manner.period),
        None => day::read(cell, manner.period, before),
    };
    let ditto = Unsaid::instead_of(Type::Text, &grid.text(row, column.at)) == Some(Unsaid::Ditto);
    let place = grid.place(row, column.at);
    match read {
        Ok(Some(date)) => {
            outside(grid, (row, column.at), date, manner.period, told);
            Some(date)
        }
        _ if ditto && before.is_some() => before,
        Ok(None) if before.is_some() && manner.days_carry == Some(true) => before,
        Ok(None) if before.is_some() && manner.days_carry.is_none() => {
            told.ask("date", "", "", place);
            None
        }
        Ok(None) => {
            let said = Said::new("没有日期", "there is no day");
            told.doubt(place, said, ("在表里补上，再存一次", "fill it in and save again"));
            None
        }
        Err(why) => {
            no_day(&grid.text(row, column.at), place, why, told);
            None
        }
    }
}

/// 月 and 日 in columns of their own; an empty month is the period's.
fn of_columns(
    grid: &Grid,
    row: usize,
    (month, day): (usize, usize),
    period: Option<Period>,
) -> Result<Option<Date>, NoDay> {
    let number = |text: String| text.trim_end_matches(['月', '日', '号']).parse::<i16>().ok();
    let (said, of) = (grid.text(row, month), grid.text(row, day));
    if of.is_empty() {
        return Ok(None);
    }
    let month = if said.is_empty() { None } else { Some(number(said).ok_or(NoDay::NotADay)?) };
    day::completed(period, month, number(of).ok_or(NoDay::NotADay)?).map(Some)
}

fn outside(
    grid: &Grid,
    (row, column): (usize, usize),
    date: Date,
    period: Option<Period>,
    told: &mut Told,
) {
    let Some(period) = period.filter(|period| !period.contains(date)) else { return };
    let said = Said::new(
        format!("日期 {date} 不在 {period}"),
        format!("the day {date} does not lie in {period}"),
    );
    let help = (
        "核对凭证：写错的改日期；是别的月份的，移到那个月的表里",
        "check the voucher: correct the day, or move the row to the table of its month",
    );
    told.doubt(grid.place(row, column), said, help);
}
