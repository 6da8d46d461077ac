//! Finds the table in a sheet: its heading of one row or two, its rows, and the titles and signatures around it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::amount::{self, Scale};
use super::grid::{self, Grid};
use super::headings::{self, bare};
use super::scales;
use crate::model::Currency;

/// One column of the table.
#[derive(Clone, Debug)]
pub struct Column {
    pub at: usize,
    /// What it is; nothing where no list knows its heading.
    pub role: Option<&'static str>,
    pub heading: String,
    /// The account that its heading names: 收入 over 现金 and 银行.
    pub account: Option<&'static str>,
    pub scale: Scale,
}

/// A table within a sheet.
#[derive(Clone, Debug)]
pub struct Table {
    pub columns: Vec<Column>,
    pub head: Range<usize>,
    pub body: Range<usize>,
    /// Where the rows above its heading begin: behind the table before it.
    pub from: usize,
    /// Where the rows below it end.
    pub to: usize,
    /// How many of its columns are known.
    pub known: usize,
    /// What its amounts are counted in where their columns say nothing else.
    pub scale: Scale,
    /// The cells that say they are counted in more than one of the currency.
    pub counted: Vec<scales::Spoken>,
}

/// The columns that hold money of the lines.
pub const MONEY: &[&str] = &["amount", "in", "out", "debit", "credit", "net"];

/// How many rows of a sheet may stand before its first heading.
const TITLE_ROWS_MAX: usize = 100;

impl Table {
    pub fn column(&self, role: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.role == Some(role))
    }

    pub fn money(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.role.is_some_and(|role| MONEY.contains(&role)))
    }

    /// The columns in which a row may hold or show something.
    pub fn columns_of(&self, grid: &Grid, row: usize) -> &[Column] {
        let end = grid.across(row).end;
        &self.columns[..self.columns.partition_point(|column| column.at < end)]
    }

    /// The columns below no heading that say something, each with the first row that does.
    pub fn nameless(&self, grid: &Grid) -> BTreeMap<usize, usize> {
        let mut said = grid.firsts(self.body.clone(), |cell| !grid::text(cell).is_empty());
        said.retain(|at, _| self.columns.binary_search_by_key(at, |column| column.at).is_err());
        said
    }
}

/// What is known of the tables that are looked for.
pub trait Names {
    /// What a column with this heading is.
    fn column(&self, heading: &str) -> Option<&'static str>;

    /// The account that a word of a heading names.
    fn account(&self, _word: &str) -> Option<&'static str> {
        None
    }

    /// Whether what a column is known as is more than what may stand beside any table.
    fn is_known(&self, column: &Column) -> bool {
        column.role.is_some()
    }

    /// Whether these columns are those of a table.
    fn is_table(&self, columns: &[Column]) -> bool;

    /// Whether a row below a heading belongs to the table; what stands below the last one that does is no part of it.
    fn is_row(&self, grid: &Grid, table: &Table, row: usize) -> bool;
}

/// All tables of a sheet, from the top.
pub fn tables(grid: &Grid, names: &dyn Names) -> Vec<Table> {
    let mut found: Vec<Table> = Vec::new();
    let mut row = 0;
    while row < grid.rows() && (row < TITLE_ROWS_MAX || !found.is_empty()) {
        let Some((columns, depth)) = heading(grid, row, names) else {
            row += 1;
            continue;
        };
        match found.last_mut() {
            // The same heading once more, on the next page: the table goes on.
            Some(last) if same(&last.columns, &columns) => last.to = grid.rows(),
            last => {
                if let Some(last) = last {
                    last.to = row;
                }
                let (head, body) = (row..row + depth, row + depth..grid.rows());
                let from = found.last().map_or(0, |table| table.to);
                let known = columns.iter().filter(|column| names.is_known(column)).count();
                let (to, scale, counted) = (grid.rows(), Scale::One, Vec::new());
                found.push(Table { columns, head, body, from, to, known, scale, counted });
            }
        }
        row += depth;
    }
    for table in &mut found {
        let last = (table.body.start..table.to).rev().find(|row| names.is_row(grid, table, *row));
        table.body.end = last.map_or(table.body.start, |last| last + 1);
    }
    // Of two tables below each other the lower one's titles stand between them.
    for at in 1..found.len() {
        found[at].from = found[at - 1].body.end;
    }
    found
}

/// The heading that begins at this row, and how many rows it has.
fn heading(grid: &Grid, row: usize, names: &dyn Names) -> Option<(Vec<Column>, usize)> {
    if !is_words(grid, row) {
        return None;
    }
    let one = columns(grid, row, 1, names);
    let two = columns(grid, row, 2, names);
    // Cells that are merged down stand in both rows; of two columns with one meaning the lower row alone tells one.
    let known = |columns: &[Column]| {
        let all = columns.iter().filter_map(|c| c.role.map(|role| (role, c.account)));
        all.collect::<BTreeSet<_>>().len()
    };
    let below = row + 1 < grid.rows() && is_words(grid, row + 1);
    // A title above a heading says nothing of its columns.
    let better =
        || known(&two) > known(&one) && known(&two) > known(&columns(grid, row + 1, 1, names));
    let merged = || known(&two) >= known(&one) && is_merged_down(grid, row);
    let (mut columns, depth) = match below && (merged() || better()) {
        true => (two, 2),
        false => (one, 1),
    };
    amount(&mut columns, names);
    names.is_table(&columns).then_some((columns, depth))
}

/// Whether cells of a row are merged with the row below it and no further: one heading of two rows. A title that runs over all
/// columns is none.
fn is_merged_down(grid: &Grid, row: usize) -> bool {
    let last = grid.columns().saturating_sub(1);
    grid.across(row + 1).filter_map(|column| grid.merged(row + 1, column)).any(|area| {
        let wide = area.from.column == 0 && area.to.column >= last;
        area.from.row == row && area.to.row == row + 1 && !wide
    })
}

/// A heading that ends as those of amounts do is one where no column is it by its name: 补贴金额. Of several what was paid.
fn amount(columns: &mut [Column], names: &dyn Names) {
    let Some(role) = names.column("金额") else { return };
    let is_one = |known: &str| known == role || MONEY.contains(&known);
    if columns.iter().any(|column| column.role.is_some_and(is_one)) {
        return;
    }
    let like = columns.iter_mut().filter(|c| c.role.is_none() && headings::is_amount(&c.heading));
    let mut like: Vec<&mut Column> = like.collect();
    let paid = like.iter().position(|column| column.heading.contains('实'));
    let at = paid.or((like.len() == 1).then_some(0));
    if let Some(column) = at.map(|at| &mut like[at]) {
        column.role = Some(role);
    }
}

/// The row that looks most like the heading of a table that was not found, and its columns.
pub fn nearest(grid: &Grid, names: &dyn Names) -> Option<(usize, Vec<Column>)> {
    let rows = (0..grid.rows().min(TITLE_ROWS_MAX)).filter(|row| is_words(grid, *row));
    let read = rows.map(|row| (row, columns(grid, row, 1, names)));
    let rank = |columns: &[Column]| {
        let known = columns.iter().filter(|column| column.role.is_some()).count();
        let words: BTreeSet<&str> = columns.iter().map(|column| &*column.heading).collect();
        (known, words.len())
    };
    let read = read.filter(|(_, columns)| rank(columns).1 > 1);
    read.max_by_key(|(row, columns)| (rank(columns), std::cmp::Reverse(*row)))
}

/// Whether a row holds words alone, as a heading does.
fn is_words(grid: &Grid, row: usize) -> bool {
    let mut any = false;
    for (_, text) in grid.texts(row) {
        let amount = amount::parse(&text, Scale::One, Currency::YUAN);
        // A mark for nothing is no name of a column, nor is an amount in any currency, nor a day.
        let number = !matches!(amount, Err(amount::NoAmount::NotANumber));
        if (number || is_day(&text)) && !headings::is_year(&text) {
            return false;
        }
        any = true;
    }
    any
}

/// Whether a text is written as a day or a month of this century is: 2026-03-05, 2026年3月.
fn is_day(text: &str) -> bool {
    let of_days = |c: char| c.is_ascii_digit() || "-/.年月日号: T".contains(c);
    text.starts_with("20") && text.chars().all(of_days) && !text.ends_with('年')
}

fn columns(grid: &Grid, row: usize, depth: usize, names: &dyn Names) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut above = String::new();
    let below = if depth == 2 { grid.across(row + 1).end } else { 0 };
    for at in 0..grid.across(row).end.max(below) {
        let top = grid.text(row, at);
        if !top.is_empty() {
            above = top.clone();
        }
        let sub = if depth == 2 { grid.text(row + 1, at) } else { String::new() };
        if top.is_empty() && sub.is_empty() {
            continue;
        }
        let (role, account) = match (sub.is_empty(), sub == top) {
            (true, _) | (_, true) => (names.column(&top), None),
            _ => of_two(&above, &sub, names),
        };
        let heading = match sub.is_empty() || sub == above {
            true => {
                if top.is_empty() {
                    continue;
                } else {
                    top
                }
            }
            false => format!("{above} {sub}"),
        };
        let scale = scales::own(&heading).unwrap_or_default();
        columns.push(Column { at, role, heading, account, scale });
    }
    columns
}

/// What a column is whose heading has two rows.
fn of_two(top: &str, sub: &str, names: &dyn Names) -> (Option<&'static str>, Option<&'static str>) {
    let (over, under) = (names.column(top), names.column(sub));
    let account = |word: &str| names.account(word);
    if matches!(bare(sub).as_str(), "合计" | "小计" | "计" | "total") {
        return (Some("ignored"), None);
    }
    let money =
        |role: Option<&str>| role.is_some_and(|role| MONEY.contains(&role) || role == "balance");
    if money(over) && account(sub).is_some() {
        return (over, account(sub));
    }
    if money(under) && account(top).is_some() {
        return (under, account(top));
    }
    (names.column(&format!("{top}{sub}")).or(under).or(over), None)
}

fn same(one: &[Column], other: &[Column]) -> bool {
    let names = |columns: &[Column]| -> Vec<(usize, String)> {
        columns.iter().map(|column| (column.at, bare(&column.heading))).collect()
    };
    names(one) == names(other)
}

/// Words that begin what stands below a table.
const BELOW: &[&str] = &[
    "制表",
    "制单",
    "记账",
    "报送",
    "以上",
    "审核",
    "复核",
    "负责人",
    "监委",
    "监督",
    "村主任",
    "村书记",
    "书记",
    "主任",
    "会计",
    "出纳",
    "经办",
    "经手",
    "证明",
    "验收",
    "审批",
    "批准",
    "造表",
    "统计",
    "发放",
    "领款",
    "填表",
    "填报",
    "单位负责人",
    "报账员",
    "民主理财",
    "理财",
    "盖章",
    "注",
    "备注",
    "说明",
    "公开日期",
    "公示",
    "编制",
    "财务主管",
    "prepared by",
    "checked by",
    "approved by",
    "signed",
    "clerk",
    "chairman",
    "reviewed by",
    "note",
];

/// Whether a text begins as signatures and notes below a table do: a word of those, and a colon.
pub fn is_label(text: &str) -> bool {
    let small = text.to_lowercase();
    small.contains(['：', ':']) && BELOW.iter().any(|word| small.starts_with(word))
}
