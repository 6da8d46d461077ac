//! A kind of a county's own, drafted from a table: the types of its columns guessed from their cells, and each guess told.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::cells::COLUMNS_MAX;
use crate::model::party::{Organisations, Whose, whose};
use crate::model::shape::{Type, Value, scalar};
use crate::model::{Base, Currency, Lang, Money, Said};
use crate::scan;
use crate::sheet::{self, Cell, Workbook};
use crate::tabular;
use crate::tabular::amount::{self, Scale};
use crate::tabular::day;
use crate::tabular::find::{self, Column, Table, is_label};
use crate::tabular::grid::{self, Grid};
use crate::tabular::headings::{self, Headings, bare};
use crate::tabular::sums::{self, Sum, sum_of};

/// A list has so many options at most, each of them on so many rows at least.
const OPTIONS_MAX: usize = 8;
const ROWS_OF_OPTION: usize = 3;

/// What is drafted.
pub struct Drafted<'a> {
    pub id: &'a str,
    pub name: &'a str,
    /// The table's file, for the words above the draft.
    pub file: &'a str,
    pub lists: &'a Headings,
    pub lang: Lang,
}

/// Whatever has headings.
struct Any;

impl find::Names for Any {
    fn column(&self, heading: &str) -> Option<&'static str> {
        (!heading.is_empty()).then_some("any")
    }

    fn is_table(&self, columns: &[Column]) -> bool {
        let mut names: Vec<String> = columns.iter().map(|column| bare(&column.heading)).collect();
        names.sort();
        names.dedup();
        // A title over several columns says one thing.
        columns.len() > 1 && names.len() == columns.len()
    }

    fn is_row(&self, grid: &Grid, table: &Table, row: usize) -> bool {
        let texts: Vec<(usize, String)> = grid.own_texts(row).collect();
        let is_label = |(_, text): &(usize, String)| is_label(text);
        texts.len() > 1.min(table.columns.len() / 2) && !texts.iter().any(is_label)
    }
}

/// The declaration as YAML. What keeps it from being drafted is said.
pub fn kind(workbook: &Workbook, drafted: &Drafted) -> Result<String, Said> {
    let seen = workbook.sheets.iter().filter(|sheet| !sheet.hidden);
    let grids: Vec<Grid> = seen.map(|sheet| Grid::new(sheet, sheet.name.clone())).collect();
    let tables = grids.iter().flat_map(|grid| {
        let all = find::tables(grid, &Any).into_iter();
        all.map(move |table| (grid, table))
    });
    let widest = tables.max_by_key(|(_, table)| (table.columns.len(), table.body.len()));
    let Some((grid, table)) = widest else {
        return Err(none(&grids));
    };
    if let Some(at) = table.nameless(grid).into_keys().next() {
        let place = grid.place(table.head.end - 1, at);
        return Err(Said::new(
            format!("{place} 这一列没有表头，下面却有内容：写上这一列叫什么，再存一次"),
            format!("{place}: the column has no heading and holds values; name it and save again"),
        ));
    }
    if table.columns.len() > COLUMNS_MAX {
        return Err(Said::new(
            format!("表头超过 {COLUMNS_MAX} 列，没有起草：只留要用的列，再来一次"),
            format!(
                "the headings are more than {COLUMNS_MAX} columns and were not drafted: keep those that are needed"
            ),
        ));
    }
    let is_row = |row: &usize| !grid.is_blank(*row) && !sums::is_sum(grid, *row);
    let says_all = |row: &usize| {
        let mut texts = grid.texts(*row);
        texts.any(|(_, text)| sum_of(&text) == Some(Sum::All))
    };
    let rows = table.body.clone().filter(is_row).collect();
    let totals = table.body.clone().filter(says_all).collect();
    Ok(Draft { grid, table: &table, rows, totals, drafted }.written())
}

/// No row is a heading: the one that looked most like it is told.
fn none(grids: &[Grid]) -> Said {
    let near = grids.iter().find_map(|grid| {
        let (row, columns) = find::nearest(grid, &Any)?;
        Some((grid.place(row, 0), tabular::nearly(&[], &columns)))
    });
    let (zh, en) = near.map_or((String::new(), String::new()), |(place, said)| {
        (
            format!("（{place}{}，有的两列同名，或有数字）", said.zh),
            format!(" ({place}{}; two columns have one name, or one is a number)", said.en),
        )
    });
    Said::new(
        format!("没有找到表{zh}：要有一行表头，每列一个名称"),
        format!("no table was found{en}: there must be a row of headings, a name for each column"),
    )
}

struct Draft<'a, 's> {
    grid: &'a Grid<'s>,
    table: &'a Table,
    /// Those that say something, sums apart.
    rows: Vec<usize>,
    /// Those that say they add all of them up.
    totals: Vec<usize>,
    drafted: &'a Drafted<'a>,
}

/// What a column is taken for: its type with what goes with it, and why.
struct Guess {
    of: &'static str,
    more: String,
    why: Said,
}

fn guess(of: &'static str, zh: &str, en: &str) -> Guess {
    Guess { of, more: String::new(), why: Said::new(zh, en) }
}

impl Draft<'_, '_> {
    fn written(&self) -> String {
        let Drafted { id, name, file, lang, .. } = self.drafted;
        let said = |zh: String, en: String| lang.pick(zh, en);
        let mut out = format!(
            "# {}\n# {}\n",
            said(
                format!("照 {file} 的表头起草：每一列的类型是猜的，上一行写着为什么，改好再用。"),
                format!("drafted from the headings of {file}: each type is a guess, and the line above says why."),
            ),
            said(
                "代号（name）只用小写字母、数字和 _；能用的类型见 sunlit 的 docs/formats/kinds.md。".into(),
                "names are small letters, digits and _; the types are listed in docs/formats/kinds.md.".into(),
            ),
        );
        out.push_str(&format!("id: {id}\nname: {}\nname_en: {id}\n", quoted(name)));
        out.push_str("fields:\n  - name: rows\n    words: 明细\n    words_en: rows\n");
        out.push_str("    type: list\n    required: true\n    fields:\n");
        let mut sums = Vec::new();
        for (at, column) in self.table.columns.iter().enumerate() {
            let heading = scan::redact(&column.heading).into_owned();
            let role = self.drafted.lists.column(&column.heading);
            let left = match role {
                Some("personal") => {
                    Some(("个人号码，不公开，没有写进来", "numbers of persons, left out"))
                }
                Some("serial") => Some(("序号，不用写", "a number of the row, left out")),
                _ => None,
            };
            if let Some((zh, en)) = left {
                out.push_str(&format!("      # {heading}: {}\n", lang.pick(zh, en)));
                continue;
            }
            let guess = self.guess(column, role);
            let key = self.key(at, role);
            let required = if self.is_full(column) { ", required: true" } else { "" };
            // What stands in brackets at the end is what is counted; elsewhere it is a part of the name.
            let ends = heading.ends_with([')', '）']);
            let bare = heading.split(['(', '（']).next().filter(|bare| ends && !bare.is_empty());
            let words = quoted(bare.unwrap_or(&heading).trim());
            // An English portal calls a column by its English words.
            let words = match lang.base() {
                Base::Zh => format!("words: {words}"),
                Base::En => format!("words: {words}, words_en: {words}"),
            };
            let Guess { of, more, why } = guess;
            out.push_str(&format!(
                "      # {}\n      - {{name: {key}, {words}, type: {of}{more}{required}}}\n",
                why.in_lang(*lang)
            ));
            sums.extend((of == "money" && self.is_summed(column)).then(|| format!("rows.{key}")));
        }
        if !sums.is_empty() {
            out.push_str(&format!("sums: [{}]\n", sums.join(", ")));
        }
        out
    }

    /// The cells of a column that say something, those of sums apart.
    fn cells(&self, column: &Column) -> impl Iterator<Item = &Cell> {
        let at = column.at;
        let cells = self.rows.iter().map(move |row| self.grid.seen(*row, at));
        cells.filter(|cell| !grid::text(cell).is_empty())
    }

    /// Whether a row of the table adds a column up, and comes to what its lines do. A total that nobody writes is none: income
    /// and spending of a budget add up to nothing.
    fn is_summed(&self, column: &Column) -> bool {
        let currency = self.drafted.lists.currency;
        let read = |row: &usize| {
            let amount = amount::read(self.grid.own(*row, column.at), column.scale, currency);
            amount.ok().flatten()
        };
        let mut amounts = self.rows.iter().filter_map(read);
        // What is too much for an amount is no sum.
        let all = amounts.try_fold(Money::ZERO, Money::checked_add);
        let mut stated = self.totals.iter().filter_map(read);
        all.is_some() && stated.next() == all && stated.next().is_none()
    }

    fn is_full(&self, column: &Column) -> bool {
        let rows = self.rows.len();
        rows > 0 && self.cells(column).count() == rows && !self.is_merged(column)
    }

    /// Whether cells are merged down: a number stands in the first of them alone.
    fn is_merged(&self, column: &Column) -> bool {
        let within = |row: usize| self.table.body.contains(&row);
        let areas = self.grid.sheet.merged.iter();
        let mut down = areas.filter(|area| area.from.row < area.to.row && within(area.to.row));
        down.any(|area| (area.from.column..=area.to.column).contains(&column.at))
    }

    /// What is known of the column by the lists of headings, else its place: never two alike.
    fn key(&self, at: usize, role: Option<&'static str>) -> String {
        let taken = |role: &str| {
            let all = self.table.columns.iter();
            all.filter(|column| self.drafted.lists.column(&column.heading) == Some(role)).count()
                > 1
        };
        match role.filter(|role| !matches!(*role, "ignored") && !taken(role)) {
            Some(role) => role.to_string(),
            None => format!("column_{}", at + 1),
        }
    }

    fn guess(&self, column: &Column, role: Option<&'static str>) -> Guess {
        let texts: Vec<String> = self.cells(column).map(grid::text).collect();
        let all = |is: &dyn Fn(&Cell) -> bool| !texts.is_empty() && self.cells(column).all(is);
        let heading = column.heading.as_str();
        let says = |words: &[&str]| words.iter().any(|word| heading.contains(word));
        if all(&|cell| matches!(cell.value, sheet::Value::Day(_)) || is_day(cell)) {
            return guess("date", "都是日期", "every cell is a day");
        }
        let currency = self.drafted.lists.currency;
        if all(&is_truth) {
            return guess("flag", "都是 是、否", "every cell says yes or no");
        }
        if all(&|cell| {
            amount::read(cell, Scale::One, currency).is_ok_and(|amount| amount.is_some())
        }) {
            return number(heading, &texts);
        }
        if matches!(role, Some("voucher" | "receipt_no")) || says(&["编号", "票号", "文号", "证号"])
        {
            return guess("paper", "表头说是号码", "the heading says it is a number");
        }
        if role == Some("party") || says(&["公司", "企业", "供应商", "施工方", "承包", "单位"])
        {
            return guess(
                "firm",
                "表头说是往来的单位或个人：个人的名字在网上遮住",
                "the heading says whom it was with: persons are masked on the web",
            );
        }
        let signs = matches!(role, Some("handler" | "witness" | "approver"));
        let roles = ["负责人", "经手", "联系人", "姓名", "name"];
        let person = |zh, en| guess("person", zh, en);
        match whose(heading) {
            Some(Whose::KeptBack) => person(
                "这些人的姓名遮住了也不要公开：最好删去这一栏，只写户数、人数",
                "these people are not named even with a mask: better take the field out and count them",
            ),
            Some(_) => person(
                "表头说是个人：网上遮住名字",
                "the heading says it is a person, who is masked on the web",
            ),
            None if signs || says(&roles) => person(
                "表头说是个人：网上遮住名字",
                "the heading says it is a person, who is masked on the web",
            ),
            None if are_names(&texts) => person(
                "每格都像姓名：网上遮住；不是姓名的改成 text",
                "every cell is like a name, and masked on the web; else make it text",
            ),
            None => chosen(&texts)
                .unwrap_or_else(|| guess("text", "不像别的，当作文字", "nothing else fits: words")),
        }
    }
}

/// Whether all of several different words are written like names of persons, one or several in a cell.
fn are_names(texts: &[String]) -> bool {
    let organisations = Organisations::default();
    let distinct: BTreeSet<&String> = texts.iter().filter(|text| !is_open(text)).collect();
    distinct.len() > 1 && distinct.iter().all(|text| organisations.names_persons(text))
}

/// Whether a cell says that there is nothing to say.
fn is_open(text: &str) -> bool {
    matches!(text, "无" | "暂无" | "没有" | "空" | "/" | "-" | "—" | "——")
}

fn is_day(cell: &Cell) -> bool {
    let text = grid::text(cell);
    // A bare number may be anything; eight digits that make a day are one.
    let marked = text.contains(['-', '/', '.', '年', '月']) || text.len() == 8;
    marked && matches!(day::read(cell, Some(crate::model::Period::Year(2026)), None), Ok(Some(_)))
}

fn is_truth(cell: &Cell) -> bool {
    let text = grid::text(cell).to_lowercase();
    matches!(text.as_str(), "√" | "×" | "✓" | "✗")
        || matches!(scalar(Type::Flag, &text, Currency::default()), Ok(Value::Flag(_)))
}

/// A number by its heading and by how it is written.
fn number(heading: &str, texts: &[String]) -> Guess {
    let says = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    let inside = heading.rsplit(['(', '（']).next().filter(|inside| *inside != heading);
    let inside = inside.map(|inside| inside.trim_matches(['(', ')', '（', '）', ' ']));
    let whole = texts.iter().all(|text| !text.contains('.'));
    let money = [
        "金额", "元", "款", "费", "价", "原值", "净值", "折旧", "租金", "余额", "收入", "支出",
        "工资", "补贴", "amount", "£", "$",
    ];
    if Scale::of(inside.unwrap_or_default()).is_some()
        || says(&money)
        || headings::is_amount(heading)
    {
        return guess("money", "表头说是钱", "the heading says it is money");
    }
    if inside == Some("亩") || says(&["面积"]) && inside.is_none() {
        return guess("area", "表头说是面积，按亩", "the heading says it is an area, in mu");
    }
    if says(&["户数", "人数", "户", "人次"]) && whole {
        return guess(
            "households",
            "户数或人数：少于三的格子不公开；不要紧的改成 count",
            "households or persons: a cell under three is not published; else make it count",
        );
    }
    match inside.filter(|inside| !inside.is_empty()) {
        Some(measure) => Guess {
            more: format!(", measure: {}", quoted(measure)),
            ..guess("quantity", "括号里是计量单位", "the brackets hold what is counted")
        },
        None if whole && !is_large(texts) => {
            guess("count", "都是整数", "every cell is a whole number")
        }
        None if whole => guess(
            "money",
            "数目大，当作钱；是个数的改成 count",
            "the numbers are large: money, or else count",
        ),
        None => guess(
            "money",
            "有小数，当作钱；不是钱的改成 quantity，写上 measure",
            "it has decimals: money, or else quantity with its measure",
        ),
    }
}

/// Whether whole numbers are rather sums of money than counts: four digits or more, and not years.
fn is_large(texts: &[String]) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    // Below zero nothing is counted.
    let below = texts.iter().any(|text| text.starts_with(['-', '(', '−']));
    let is_year =
        |text: &String| text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    below || texts.iter().any(|text| digits(text) >= 4) && !texts.iter().all(is_year)
}

/// Words of which there are few, each on several rows.
fn chosen(texts: &[String]) -> Option<Guess> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    let few = (2..=OPTIONS_MAX).contains(&counts.len());
    if !few || counts.values().any(|count| *count < ROWS_OF_OPTION) {
        return None;
    }
    let option = |(at, text): (usize, &&str)| {
        format!("{{key: option-{}, words: {}}}", at + 1, quoted(&scan::redact(text)))
    };
    let options: Vec<String> = counts.keys().enumerate().map(option).collect();
    Some(Guess {
        more: format!(", options: [{}]", options.join(", ")),
        ..guess("choice", "只有这几种写法", "there are but these words")
    })
}

/// A text as YAML reads it back.
fn quoted(text: &str) -> String {
    super::scalar(text)
}
