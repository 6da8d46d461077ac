//! Takes one sheet apart: its table, whose it is, of which month and account; what is hidden or a person's is told.

use std::collections::BTreeMap;

use super::accounts;
use super::around::{self, Around};
use super::mapping::Mapping;
use super::names::Names;
use super::route::{self, Routed};
use super::told::Told;
use super::{Asked, Input, Known};
use crate::kind::ledger::{Account, Holding, LINE};
use crate::model::{Currency, Period, Said};
use crate::sheet::Value;
use crate::tabular::find::{self, Column, MONEY, Table};
use crate::tabular::grid::{Grid, shown};
use crate::tabular::headings::{bare, called};
use crate::tabular::scales;
use crate::tabular::{self, amount};

/// The one table of a sheet that is read: the one with the most known headings.
pub fn table(grid: &Grid, names: Names, told: &mut Told) -> Option<Table> {
    let mut tables = find::tables(grid, &names);
    let best = (0..tables.len()).rev().max_by_key(|at| tables[*at].known)?;
    let mut table = tables.remove(best);
    for other in tables {
        let said = Said::new(
            "这里另有一张表，没有用到",
            "there is another table here, which was not used",
        );
        told.note(grid.place(other.head.start, 0), said);
    }
    let around = Around::of(grid, &table);
    units(grid, &mut table, told);
    other_currencies(grid, &table, (&around, names.lists.currency), told);
    one_of_each(grid, &mut table, told);
    columns_told(grid, &table, told);
    Some(table)
}

/// No sheet of a file holds a table: the row that looked most like a heading is told, and what it lacks.
pub fn no_table(input: &Input, name: &dyn Fn(&str) -> String, known: &Known, told: &mut Told) {
    let none = Mapping::default();
    let names = Names { unit: &none, county: &known.county, lists: &known.lists };
    let seen = input.workbook.sheets.iter().filter(|sheet| !sheet.hidden);
    let near = seen.filter_map(|sheet| {
        let grid = Grid::new(sheet, name(&sheet.name));
        let (row, columns) = find::nearest(&grid, &names)?;
        Some((grid.place(row, 0), columns))
    });
    let of_lists =
        |columns: &[Column]| columns.iter().filter(|column| column.role.is_some()).count();
    let near = near.max_by_key(|(_, columns)| (of_lists(columns), columns.len()));
    let (place, more) =
        near.map_or((input.shown.clone(), Said::new("", "")), |(place, columns)| {
            let known: Vec<&Column> = columns.iter().filter(|c| c.role.is_some()).collect();
            (place, tabular::nearly(&known, &columns))
        });
    let said = Said::new(
        format!(
            "没有找到表{}。要有一行表头，写着日期、摘要、金额（或收入、支出，借方、贷方）",
            more.zh
        ),
        format!(
            "no table was found{}. There must be a heading with date, description and amount (or in and out)",
            more.en
        ),
    );
    let help = (
        "看看表头怎么写的；本地的叫法可以写进 imports/headings.yaml",
        "look at the headings; a local name can be added to imports/headings.yaml",
    );
    told.doubt(place, said, help);
}

/// What the amounts are counted in; two cells that say otherwise are told.
fn units(grid: &Grid, table: &mut Table, told: &mut Told) {
    let others = ["balance", "vat"];
    let is_money = |column: &Column| {
        column.role.is_some_and(|role| MONEY.contains(&role) || others.contains(&role))
    };
    for clash in scales::settle(grid, table, &is_money) {
        let (said, help) = scales::clash(grid, clash);
        let (at, _) = clash.1;
        told.doubt(grid.place(at.row, at.column), said, help);
    }
}

/// Of several columns that are the same the one with the field's own name is read; of amounts none is chosen.
fn one_of_each(grid: &Grid, table: &mut Table, told: &mut Told) {
    let many = ["ignored", "personal", "serial"];
    let mut kept: BTreeMap<(&'static str, Option<&'static str>), usize> = BTreeMap::new();
    let taxed = table.column("vat").is_some();
    for at in 0..table.columns.len() {
        let Some(role) = table.columns[at].role.filter(|role| !many.contains(role)) else {
            continue;
        };
        let key = (role, table.columns[at].account);
        let Some(&first) = kept.get(&key) else {
            kept.insert(key, at);
            continue;
        };
        let own = |column: &Column| {
            let heading = bare(&column.heading);
            let gross = taxed && (heading.contains("total") || heading.contains("gross"));
            let field = LINE.fields().find(|field| field.name == role);
            gross || field.is_some_and(|field| bare(field.words.zh) == heading)
        };
        let second = own(&table.columns[at]) && !own(&table.columns[first]);
        let is_number = MONEY.contains(&role) || role == "balance";
        if is_number && !(taxed && role == "amount") {
            twice(grid, table, (first, at), told);
            continue;
        }
        let (keep, drop) = if second { (at, first) } else { (first, at) };
        kept.insert(key, keep);
        table.columns[drop].role = None;
    }
}

/// Tells of headings, and of words above them, that say another currency than the portal keeps.
fn other_currencies(
    grid: &Grid,
    table: &Table,
    (around, currency): (&Around, Currency),
    told: &mut Told,
) {
    let heads = table
        .money()
        .map(|column| (grid.place(table.head.end - 1, column.at), column.heading.as_str()));
    let said = around.counted().map(|(at, text)| (grid.place(at.row, at.column), text));
    for (place, words) in heads.chain(said) {
        let Some(other) = amount::other_currency(words, currency) else { continue };
        told.other_currency(place, &shown(words), currency.instead_of(other));
    }
}

fn twice(grid: &Grid, table: &Table, (first, second): (usize, usize), told: &mut Told) {
    let column = |at: usize| &table.columns[at];
    let name = called(column(second).role.unwrap_or_default());
    let other = grid.place(table.head.start, column(first).at);
    let said = Said::new(
        format!("{}有两列，另一列在 {other}", name.zh),
        format!("there are two columns of {}, the other at {other}", name.en),
    );
    let help = (
        "一张表里只留一列，左右并排的两张表分开放",
        "keep one of them; part two tables that stand side by side",
    );
    told.doubt(grid.place(table.head.start, column(second).at), said, help);
}

/// Tells of columns that are left out: hidden, a person's, or of no known name.
fn columns_told(grid: &Grid, table: &Table, told: &mut Told) {
    let filled = grid.firsts(table.body.clone(), |cell| cell.value != Value::Blank);
    for column in &table.columns {
        let place = grid.place(table.head.end - 1, column.at);
        let any = filled.contains_key(&column.at);
        let heading = shown(&column.heading);
        let hidden = grid.sheet.hidden_columns.contains(&column.at);
        match column.role {
            Some("personal") => told.note(
                place,
                Said::new(
                    format!("`{heading}` 一列是个人号码，没有读"),
                    format!("the column `{heading}` holds numbers of persons and was left out"),
                ),
            ),
            Some(role) if hidden && any && !matches!(role, "ignored" | "serial") => told.doubt(
                place,
                Said::new(
                    format!("`{heading}` 一列藏着，里面有字"),
                    format!("the column `{heading}` is hidden and holds something"),
                ),
                (
                    "取消隐藏，看清楚要不要：不要的删去这一列，再存一次",
                    "show it and decide: delete the column if it does not belong, and save again",
                ),
            ),
            None if any => told.note(
                place,
                Said::new(
                    format!("`{heading}` 一列没有用到"),
                    format!("the column `{heading}` was not used"),
                ),
            ),
            _ => {}
        }
    }
    no_heading(grid, table, told);
}

/// Values below no heading belong to nothing.
fn no_heading(grid: &Grid, table: &Table, told: &mut Told) {
    for (at, row) in table.nameless(grid) {
        let said =
            Said::new("这一列没有表头，没有用到", "the column has no heading and was not used");
        told.note(grid.place(row, at), said);
    }
}

/// Columns without which a table says no lines; what is missing is told.
pub fn has_what_it_needs(grid: &Grid, table: &Table, told: &mut Told) -> bool {
    let before = told.doubts.len();
    let has = |roles: &[&str]| roles.iter().any(|role| table.column(role).is_some());
    let unknown: Vec<String> = table
        .columns
        .iter()
        .filter(|column| column.role.is_none())
        .map(|column| shown(&column.heading))
        .collect();
    for (roles, name) in [(&["date", "day"][..], "date"), (&["text", "note"][..], "text")] {
        if has(roles) {
            continue;
        }
        let name = called(name);
        let (zh, en) = match unknown.is_empty() {
            true => (String::new(), String::new()),
            false => (
                format!("；不认识的表头有 {}", unknown.join("、")),
                format!("; headings that are not known: {}", unknown.join(", ")),
            ),
        };
        let said = Said::new(
            format!("没有 {} 这一列{zh}", name.zh),
            format!("there is no column of {}{en}", name.en),
        );
        let help = (
            "改表头；或在 imports/headings.yaml 里写上本地的叫法",
            "rename the heading, or add the local name to imports/headings.yaml",
        );
        told.doubt(grid.place(table.head.start, 0), said, help);
    }
    told.doubts.len() == before
}

/// The month a table is of: as asked, by the words around it, by the name of the sheet or file, by its days.
pub fn period(
    grid: &Grid,
    (table, ours): (&Table, &[usize]),
    (around, file): (&Around, &str),
    asked: Asked,
    told: &mut Told,
) -> Option<Period> {
    let titles = || around.titles().chain([grid.sheet.name.as_str(), file]);
    let titled = titles().find_map(around::month).or_else(|| {
        let year = titles().find_map(around::year)?;
        let month = titles().find_map(around::bare_month)?;
        Some(Period::Month(year, month))
    });
    let place = grid.place(table.head.start, 0);
    if let (Some(asked), Some(titled)) = (asked.period, titled.filter(|t| Some(*t) != asked.period))
    {
        let said = Said::new(
            format!("表上写的是 {titled}，要的是 {asked}"),
            format!("the table says {titled}, and {asked} was asked for"),
        );
        told.doubt(
            place,
            said,
            ("拿对表，或改 --period", "take the right table, or change --period"),
        );
        return None;
    }
    if let Some(period) = asked.period.or(titled) {
        return Some(period);
    }
    let column = table.column("date")?;
    let cells = ours.iter().map(|row| grid.seen(*row, column.at));
    let months = crate::tabular::day::months(cells);
    if let [one] = months.as_slice() {
        return Some(*one);
    }
    let said = match months.is_empty() {
        true => Said::new("看不出是哪个月", "which month it is of cannot be told"),
        false => Said::new(
            format!("有几个月：{}", list(&months)),
            format!("it holds several months: {}", list(&months)),
        ),
    };
    told.doubt(
        place,
        said,
        (
            "用 --period 2026-03 说是哪个月；几个月的分成几张表",
            "say which with --period 2026-03; part a table of several months",
        ),
    );
    None
}

fn list(months: &[Period]) -> String {
    let shown: Vec<String> = months.iter().take(4).map(Period::to_string).collect();
    shown.join("、") + if months.len() > 4 { "……" } else { "" }
}

/// The account that the name of a sheet or a title says all lines are of.
pub fn account(around: &Around, (sheet, file): (&str, &str), held: &[Holding]) -> Option<Account> {
    let says = |text: &str| {
        if let Some(named) = accounts::named(held, text) {
            return Some(named);
        }
        let small = text.to_lowercase();
        let cash = small.contains("现金") || small.contains("petty cash");
        let bank = ["银行", "存款", "对账单", "bank"].iter().any(|word| small.contains(word));
        match (cash, bank) {
            (true, false) => Some(Account::Cash),
            (false, true) => Some(Account::Bank),
            _ => None,
        }
    };
    // A label may name a bank for its balance.
    let titles = around.titles().filter(|text| !text.contains(['：', ':']));
    [sheet].into_iter().chain(titles).chain([file]).find_map(says)
}

/// The unit a table is of as a whole.
pub fn unit(grid: &Grid, (around, file): (&Around, &str), known: &Known, asked: Asked) -> Routed {
    let titles = around.titles().filter(|text| text.chars().count() < 60);
    let texts = [grid.sheet.name.as_str()].into_iter().chain(titles).chain([file]);
    let mut found: Vec<Routed> = texts.map(|text| route::unit(text, &known.units)).collect();
    found.retain(|routed| *routed != Routed::Nowhere);
    if let Some(unit) = asked.unit {
        return Routed::To(unit);
    }
    let sure = found.iter().find(|routed| matches!(routed, Routed::To(_)));
    sure.or(found.first()).cloned().unwrap_or(Routed::Nowhere)
}
