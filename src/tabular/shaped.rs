//! The table of declared rows: which sheet holds it, which column is which field, and what keeps it from being read.

use super::amount::{self, Scale};
use super::columns;
use super::find::{self, Column, Table, is_label};
use super::grid::{self, Grid, shown};
use super::headings::{Headings, bare};
use super::names::Names;
use crate::finding::{Finding, Place, Report, Rule, rules};
use crate::model::shape::{Field, Shape, Type};
use crate::model::{Currency, Fiscal, Period, Said};
use crate::sheet::{At, Sheet, Workbook};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is read of a file.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// The file, from the project folder.
    pub file: &'a Arc<str>,
    pub shape: &'static Shape,
    pub lists: &'a Headings,
    /// What days that say less are completed from.
    pub period: Option<Period>,
    /// When the portal's fiscal years begin.
    pub fiscal: Fiscal,
    /// What a sheet is called that holds these rows, where several hold a table.
    pub sheet: Option<&'a Field>,
    /// Columns that the portal works out behind the declared ones, and writes into its own tables.
    pub worked: &'static [Field],
    /// Whether the head says a field for every row, which need not say it then.
    pub given: &'a dyn Fn(usize) -> bool,
    /// Whether a field may be a column at all.
    pub fits: &'a dyn Fn(usize) -> bool,
}

/// What a column may be besides a field of a row, by the lists of headings.
const BESIDE: &[&str] = &["serial", "ignored", "personal", "party_type"];

/// What the books call one thing and lists of payments another.
const LIKE: &[(&str, &str)] = &[("party", "payee"), ("text", "purpose"), ("voucher", "reference")];

/// A table that was found, within its sheet.
pub struct Found<'a> {
    pub grid: Grid<'a>,
    pub table: Table,
}

impl Wanted<'_> {
    /// A finding at a cell.
    pub fn at(&self, grid: &Grid, (row, column): (usize, usize), told: Told) -> Finding {
        let place = Place::Cell(row, column, grid.place(row, column));
        let finding = Finding::new(told.rule, self.file, place, told.said);
        finding.help(told.help.zh, told.help.en)
    }

    /// What stands before the names of a sheet's cells: a text has one sheet, which nobody sees by a name.
    fn name(&self, sheet: &Sheet) -> String {
        if is_text(self.file) { String::new() } else { sheet.name.clone() }
    }

    /// What people call a cell of a sheet.
    pub fn called(&self, sheet: &Sheet, at: At) -> String {
        grid::called(&self.name(sheet), at)
    }

    fn whole(&self, told: Told) -> Finding {
        let finding = Finding::new(told.rule, self.file, Place::File, told.said);
        finding.help(told.help.zh, told.help.en)
    }

    /// The field that a column holds.
    pub fn field(&self, column: &Column) -> Option<(usize, &'static Field)> {
        let role = column.role.filter(|role| !is_beside(self, role))?;
        let at = self.shape.position(role, 0)?;
        Some((at, self.shape.field(at)))
    }

    /// Whether a heading is that of a party's field and `性质`: what those are whom it names.
    fn is_nature(&self, heading: &str) -> bool {
        let word = bare(heading);
        let ends = ["性质", "类型", "type", "_type"];
        let mut names = ends.iter().filter_map(|end| word.strip_suffix(end));
        names.any(|name| {
            let field = self.named(name).and_then(|name| self.shape.position(name, 0));
            field.is_some_and(|at| matches!(self.shape.field(at).of, Type::Party))
        })
    }

    fn named(&self, heading: &str) -> Option<&'static str> {
        let at = Names::of(self.shape).field(heading, self.fits)?;
        Some(self.shape.field(at).name)
    }
}

/// Whether a role is none of the shape's fields, but of what may stand beside them.
fn is_beside(wanted: &Wanted, role: &str) -> bool {
    BESIDE.contains(&role) && wanted.named(role).is_none()
}

/// What is told of a cell.
pub struct Told {
    pub rule: &'static Rule,
    pub said: Said,
    pub help: Said,
}

pub fn told(rule: &'static Rule, (zh, en): (String, String), help: (&str, &str)) -> Told {
    Told { rule, said: Said::new(zh, en), help: Said::new(help.0, help.1) }
}

impl find::Names for Wanted<'_> {
    fn column(&self, heading: &str) -> Option<&'static str> {
        let known = self.named(heading).or_else(|| {
            let role = self.lists.column(heading)?;
            let like = || {
                let (_, name) = LIKE.iter().find(|(books, _)| *books == role)?;
                self.shape.position(name, 0)
            };
            let field = self.shape.position(role, 0).or_else(like).filter(|at| (self.fits)(*at));
            field.map(|at| self.shape.field(at).name).or(BESIDE.contains(&role).then_some(role))
        });
        let word = bare(heading);
        let is = |field: &&Field| [bare(field.words.zh), bare(field.words.en)].contains(&word);
        let worked = || self.worked.iter().find(is).map(|_| "ignored");
        known.or_else(|| self.is_nature(heading).then_some("party_type")).or_else(worked)
    }

    fn is_known(&self, column: &Column) -> bool {
        self.field(column).is_some()
    }

    fn is_table(&self, columns: &[Column]) -> bool {
        let own = columns.iter().filter(|column| self.field(column).is_some()).count();
        own > 1 || (own == 1 && columns.len() <= 2)
    }

    fn is_row(&self, grid: &Grid, table: &Table, row: usize) -> bool {
        let texts: Vec<(usize, String)> = grid.own_texts(row).collect();
        let signed = texts.iter().any(|(_, text)| is_label(text));
        let said = |column: &Column| {
            let text = grid::text(grid.own(row, column.at));
            (!text.is_empty() && self.is_known(column)).then_some(text)
        };
        let own: Vec<String> = table.columns_of(grid, row).iter().filter_map(said).collect();
        let filled = own.len();
        // A row that begins with a signature holds data only where one of its numbers is there.
        let begins = texts.first().is_some_and(|(_, text)| is_label(text));
        let is_number = |text: &String| {
            amount::parse(text, Scale::One, Currency::YUAN).is_ok_and(|amount| amount.is_some())
        };
        let counted = || own.iter().any(is_number);
        match signed {
            true => filled > 1 && filled * 2 >= table.known && (!begins || counted()),
            false => filled > 0 && !is_note(grid, row, &texts),
        }
    }
}

/// Whether one text runs over the columns of a table, as a note below it does.
fn is_note(grid: &Grid, row: usize, texts: &[(usize, String)]) -> bool {
    let wide = |at: usize| grid.merged_to(row, at).is_some_and(|end| at + 1 < end);
    texts.len() == 1 && grid.across(row).any(wide)
}

/// The one table of a workbook that holds the rows. `None` where none can be read, which is told.
pub fn table<'a>(
    workbook: &'a Workbook,
    wanted: &Wanted,
    report: &mut Report,
) -> Option<Found<'a>> {
    let before = report.findings.len();
    let mut found = Vec::new();
    for sheet in &workbook.sheets {
        let grid = Grid::new(sheet, wanted.name(sheet));
        if sheet.hidden {
            let blank = sheet.rows.iter().flatten().all(|cell| grid::text(cell).is_empty());
            report.findings.extend((!blank).then(|| wanted.whole(hidden_sheet(&sheet.name))));
            continue;
        }
        let mut tables = find::tables(&grid, wanted);
        if let (Some(second), false) = (tables.get(1), tables.is_empty()) {
            let told = told(
                &rules::TABLE_UNCLEAR,
                ("这里另有一张表".into(), "another table stands here".into()),
                ("一张工作表里只放一张表", "keep one table in a sheet"),
            );
            report.push(wanted.at(&grid, (second.head.start, 0), told));
        }
        if !tables.is_empty() {
            found.push(Found { grid, table: tables.remove(0) });
        }
    }
    let called = |found: &Found| {
        let name = bare(&found.grid.sheet.name);
        let field = wanted.sheet;
        field.is_some_and(|f| [f.name, f.words.zh, f.words.en].iter().any(|w| bare(w) == name))
    };
    let at = found.iter().position(called);
    if at.is_none() && found.len() > 1 {
        report.push(wanted.whole(several(&found)));
    }
    if found.is_empty() {
        report.push(none(workbook, wanted));
    }
    if report.findings.len() > before {
        return None;
    }
    let mut found = found.swap_remove(at.unwrap_or(0));
    columns::settle(&mut found, wanted, report);
    Some(found)
}

/// Of each sheet the columns of its first table that are fields; nothing is the field of a column of numbers of persons.
pub fn fields(
    workbook: &Workbook,
    wanted: &Wanted,
) -> Vec<BTreeMap<usize, Option<&'static Field>>> {
    let of_sheet = |sheet: &Sheet| {
        let grid = Grid::new(sheet, String::new());
        let Some(table) = find::tables(&grid, wanted).into_iter().next() else {
            return BTreeMap::new();
        };
        let of = |column: &Column| match (wanted.field(column), column.role) {
            (Some((_, field)), _) => Some((column.at, Some(field))),
            (None, Some("personal")) => Some((column.at, None)),
            _ => None,
        };
        table.columns.iter().filter_map(of).collect()
    };
    workbook.sheets.iter().map(of_sheet).collect()
}

/// Whether a workbook holds such a table for certain: with every column that no row can do without.
pub fn holds(workbook: &Workbook, wanted: &Wanted) -> bool {
    workbook.sheets.iter().filter(|sheet| !sheet.hidden).any(|sheet| {
        let grid = Grid::new(sheet, String::new());
        let tables = find::tables(&grid, wanted);
        let whole = |table: &Table| {
            let there = |name| table.columns.iter().any(|column| column.role == Some(name));
            let needed = |field: &Field| field.required && field.unless.is_empty();
            wanted.shape.fields().filter(|field| needed(field)).all(|field| there(field.name))
        };
        tables.iter().any(whole)
    })
}

fn is_text(file: &str) -> bool {
    let small = file.to_ascii_lowercase();
    [".csv", ".tsv", ".txt", ".tab"].iter().any(|ending| small.ends_with(ending))
}

fn hidden_sheet(name: &str) -> Told {
    let name = shown(name);
    told(
        &rules::TABLE_HIDES,
        (
            format!("工作表 `{name}` 藏着，里面有字"),
            format!("the sheet `{name}` is hidden and holds something"),
        ),
        (
            "取消隐藏，看清楚要不要：不要的删去这张工作表，再存一次",
            "show it and decide: delete the sheet if it does not belong, and save again",
        ),
    )
}

fn several(found: &[Found]) -> Told {
    let names: Vec<&str> = found.iter().map(|one| one.grid.sheet.name.as_str()).collect();
    told(
        &rules::TABLE_UNCLEAR,
        (
            format!("有几张工作表都像这张表：{}", names.join("、")),
            format!("several sheets may hold this table: {}", names.join(", ")),
        ),
        (
            "只留一张；或把工作表的名字改成这一项的名称",
            "keep one, or call the sheet by the name of the list",
        ),
    )
}

/// No table was found: the row that looked most like a heading is told, and what it lacks.
fn none(workbook: &Workbook, wanted: &Wanted) -> Finding {
    let fits = |(at, _): &(usize, &'static Field)| (wanted.fits)(*at);
    let fields = || wanted.shape.fields().enumerate().filter(fits).map(|(_, field)| field);
    let zh: Vec<&str> = fields().map(|field| field.words.zh).take(8).collect();
    let en: Vec<&str> = fields().map(|field| field.words.en).take(8).collect();
    let help = (
        format!("要有一行表头，写着：{}", zh.join("、")),
        format!("there must be a row of headings: {}", en.join(", ")),
    );
    let help = (help.0.as_str(), help.1.as_str());
    let no_table = |more: Said| {
        let said = (format!("没有找到表{}", more.zh), format!("no table was found{}", more.en));
        told(&rules::TABLE_UNCLEAR, said, help)
    };
    let seen = workbook.sheets.iter().filter(|sheet| !sheet.hidden);
    let near = seen.filter_map(|sheet| {
        let grid = Grid::new(sheet, wanted.name(sheet));
        let (row, columns) = find::nearest(&grid, wanted)?;
        Some((grid, row, columns))
    });
    let own = |columns: &[Column]| columns.iter().filter(|c| wanted.field(c).is_some()).count();
    match near.max_by_key(|(.., columns)| (own(columns), columns.len())) {
        None => wanted.whole(no_table(Said::new("", ""))),
        Some((grid, row, columns)) => {
            let known: Vec<&Column> =
                columns.iter().filter(|column| wanted.field(column).is_some()).collect();
            wanted.at(&grid, (row, 0), no_table(nearly(&known, &columns)))
        }
    }
}

/// What is said of the row that is most like a heading, by the headings of it that are known.
pub fn nearly(known: &[&Column], all: &[Column]) -> Said {
    let list = |zh: &str, columns: &[&Column]| -> String {
        columns.iter().take(8).map(|column| shown(&column.heading)).collect::<Vec<_>>().join(zh)
    };
    let is_other = |column: &&Column| known.binary_search_by_key(&column.at, |one| one.at).is_err();
    let others: Vec<&Column> = all.iter().filter(is_other).collect();
    let (mut zh, mut en) =
        ("：这一行最像表头".to_string(), ": this row is most like a heading".to_string());
    if !known.is_empty() {
        zh.push_str(&format!("，认得 {}", list("、", known)));
        en.push_str(&format!(", of which {} are known", list(", ", known)));
    }
    if !others.is_empty() {
        zh.push_str(&format!("；不认识 {}", list("、", &others)));
        en.push_str(&format!("; not known: {}", list(", ", &others)));
    }
    Said::new(zh, en)
}
