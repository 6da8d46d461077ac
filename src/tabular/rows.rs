//! The rows of a table as declared rows: sums compared and dropped, what stands for the row above filled in.

use std::collections::{BTreeMap, BTreeSet};

use super::amount::Scale;
use super::cell::{self, Manner, Wrong};
use super::find::Column;
use super::grid::{self, Grid, shown};
use super::headings::bare;
use super::shaped::{Found, Told, Wanted, table, told};
use super::sums::{self, Part, Sum, sum_of};
use crate::finding::{Report, rules};
use crate::model::party::{parties, stated};
use crate::model::shape::{Field, Row, Type, Value, says_nothing};
use crate::model::unsaid::Unsaid;
use crate::model::{Date, Money, Quantity, Said};
use crate::sheet::{At, Workbook};

/// More mistakes of one table are not told at once: whoever mends these has mended most.
const MISTAKES_MAX: usize = 200;

/// What was read of a file.
#[derive(Debug)]
pub struct Read {
    pub rows: Vec<Row>,
    /// The row of the sheet that each was read from.
    pub at: Vec<usize>,
    /// The column of each field that has one.
    pub columns: BTreeMap<usize, usize>,
    /// The column that numbers the rows.
    pub serial: Option<usize>,
    /// What stands before the name of a cell.
    pub name: String,
    /// The place of the sheet in its workbook.
    pub sheet: usize,
    /// The cells that say what amounts are counted in, where it is more than one of the currency.
    pub counted: Vec<(String, Scale)>,
}

/// Reads the rows that a file holds. `None` where something keeps it from being read, which is told.
pub fn read(workbook: &Workbook, wanted: &Wanted, report: &mut Report) -> Option<Read> {
    let before = report.findings.len();
    let found = table(workbook, wanted, report)?;
    let mut reading = Reading::of(&found, wanted, report);
    let mut out = Vec::new();
    for row in found.table.body.clone() {
        if report_is_full(reading.report, before) {
            break;
        }
        out.extend(reading.row(row).map(|values| (row, values)));
    }
    reading.sums();
    let sound = reading.report.findings.len() == before;
    if sound && out.is_empty() && wanted.sheet.is_none_or(|field| field.required) {
        reading.tell((found.table.head.end - 1, 0), no_rows());
    }
    if report.findings.len() > before {
        return None;
    }
    let sheet = workbook.sheets.iter().position(|sheet| std::ptr::eq(sheet, found.grid.sheet));
    let columns = found.table.columns.iter();
    let columns = columns.filter_map(|column| Some((wanted.field(column)?.0, column.at)));
    let serial = found.table.column("serial").map(|column| column.at);
    let columns = columns.collect();
    let (at, rows) = out.into_iter().map(|(at, values)| (at, Row { values })).unzip();
    let name = found.grid.name.clone();
    let place = |at: &At| found.grid.place(at.row, at.column);
    let counted = found.table.counted.iter().map(|(at, scale)| (place(at), *scale)).collect();
    Some(Read { rows, at, columns, serial, name, sheet: sheet.unwrap_or(0), counted })
}

fn report_is_full(report: &Report, before: usize) -> bool {
    report.findings.len() - before >= MISTAKES_MAX
}

struct Reading<'a, 's> {
    grid: &'a Grid<'s>,
    found: &'a Found<'s>,
    wanted: &'a Wanted<'a>,
    /// The columns that hold fields.
    fields: Vec<(&'a Column, usize, &'static Field)>,
    /// The column that says what the parties of another one are.
    natures: BTreeMap<usize, usize>,
    above: BTreeMap<usize, Value>,
    before: BTreeMap<usize, Date>,
    parts: BTreeMap<usize, Vec<Part>>,
    /// Columns with a number that could not be read.
    unread: BTreeSet<usize>,
    report: &'a mut Report,
}

impl<'a, 's> Reading<'a, 's> {
    fn of(found: &'a Found<'s>, wanted: &'a Wanted<'a>, report: &'a mut Report) -> Self {
        let grid = &found.grid;
        let fields: Vec<_> = found
            .table
            .columns
            .iter()
            .filter_map(|column| wanted.field(column).map(|(at, field)| (column, at, field)))
            .collect();
        let natures = natures(found, &fields);
        let (above, before, parts) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let unread = BTreeSet::new();
        Reading { grid, found, wanted, fields, natures, above, before, parts, unread, report }
    }

    fn tell(&mut self, at: (usize, usize), wrong: Told) {
        self.report.push(self.wanted.at(self.grid, at, wrong));
    }

    /// The values of a row; nothing where it is blank, a heading once more, or a sum.
    fn row(&mut self, row: usize) -> Option<Vec<Value>> {
        let said = |(column, ..): &&(&Column, usize, &Field)| {
            !grid::text(self.grid.own(row, column.at)).is_empty()
        };
        if !self.fields.iter().any(|one| said(&one)) || self.is_heading(row) {
            return None;
        }
        if self.grid.sheet.hidden_rows.contains(&row) {
            return None;
        }
        match self.sum(row) {
            Some(Sum::Year) => {
                self.tell((row, 0), year_to_date());
                return None;
            }
            Some(sum) => {
                self.add(row, Some(sum));
                return None;
            }
            None => {}
        }
        let mut values = vec![Value::Absent; self.wanted.shape.len()];
        let mut mistaken = vec![false; values.len()];
        for (column, at, field) in self.fields.clone() {
            match self.value(row, column, field) {
                Ok(value) => {
                    if let Value::Date(day) = value {
                        self.before.insert(column.at, day);
                    }
                    match value {
                        // Nothing stands there to be repeated.
                        Value::Absent => self.above.remove(&column.at),
                        _ => self.above.insert(column.at, value.clone()),
                    };
                    values[at] = value;
                }
                Err(wrong) => {
                    mistaken[at] = true;
                    let told = self.misread(row, column, wrong);
                    self.tell((row, column.at), told);
                }
            }
        }
        self.natures(row, &mut values);
        self.lacking(row, &values, &mistaken);
        self.add(row, None);
        Some(values)
    }

    /// The heading once more, at the head of another page.
    fn is_heading(&self, row: usize) -> bool {
        let head = self.found.table.head.clone();
        let same = |(column, ..): &&(&Column, usize, &Field)| {
            let text = bare(&self.grid.text(row, column.at));
            !text.is_empty() && head.clone().any(|h| bare(&self.grid.text(h, column.at)) == text)
        };
        self.fields.iter().filter(|one| same(one)).count() >= 2.max(self.fields.len() / 2)
    }

    /// What a row is that adds up the others: it has a word for sums, and neither a day nor a choice that a row must have.
    fn sum(&self, row: usize) -> Option<Sum> {
        let known = |sum: &Sum| matches!(sum, Sum::Part | Sum::All | Sum::Page | Sum::Year);
        let columns = self.found.table.columns_of(self.grid, row).iter();
        let sum = columns.filter_map(|column| sum_of(&self.grid.text(row, column.at))).find(known);
        let is_row = self.fields.iter().any(|(column, _, field)| {
            let telling = matches!(field.of, Type::Date | Type::Choice(_)) && field.required;
            let read = || self.value(row, column, field);
            telling && read().is_ok_and(|value| value != Value::Absent)
        });
        sum.filter(|_| !is_row)
    }

    fn value(&self, row: usize, column: &Column, field: &'static Field) -> Result<Value, Wrong> {
        let (own, seen) = (self.grid.own(row, column.at), self.grid.seen(row, column.at));
        let text = self.grid.text(row, column.at);
        if Unsaid::instead_of(Type::Text, &text) == Some(Unsaid::Ditto) {
            let words = Unsaid::Ditto.words();
            let remedy = Unsaid::Ditto.remedy();
            return self.above.get(&column.at).cloned().ok_or_else(|| Wrong {
                rule: &rules::DITTO_MARK,
                said: Said::new(words.zh, words.en),
                help: Said::new(remedy.zh, remedy.en),
            });
        }
        let (scale, period) = (column.scale, self.wanted.period);
        let before = self.before.get(&column.at).copied();
        let Wanted { lists, fiscal, .. } = *self.wanted;
        cell::value(own, seen, &text, Manner { field, scale, period, fiscal, before, lists })
    }

    fn misread(&self, row: usize, column: &Column, wrong: Wrong) -> Told {
        let found = shown(&self.grid.text(row, column.at));
        let name = shown(&column.heading);
        let Said { zh, en } = wrong.said;
        let said = Said::new(format!("{name} `{found}` {zh}"), format!("{name} `{found}` {en}"));
        Told { rule: wrong.rule, said, help: wrong.help }
    }

    /// Fields that every row must have, and whose cell is empty here.
    fn lacking(&mut self, row: usize, values: &[Value], mistaken: &[bool]) {
        let values: Vec<Option<Value>> = values.iter().cloned().map(Some).collect();
        for at in self.wanted.shape.lacking(&values, false) {
            let field = self.wanted.shape.field(at);
            let column = self.fields.iter().find(|(_, of, _)| *of == at).map(|(c, ..)| c.at);
            // Of a column that is not there it was told at the heading.
            let Some(column) = column.filter(|_| !mistaken[at] && !(self.wanted.given)(at)) else {
                continue;
            };
            let area = self.grid.merged(row, column).filter(|area| area.from.row < row);
            let more = area.map_or(Said::new("", ""), |area| {
                let area = format!("{}:{}", area.from, area.to);
                let zh = format!("：{area} 合并了几行，分不清是哪一行的");
                Said::new(zh, format!(": {area} is merged over several rows"))
            });
            let wrong = told(
                &rules::MISSING_FIELD,
                (
                    format!("这一行缺少 `{}`{}", field.words.zh, more.zh),
                    format!("this row lacks `{}`{}", field.name, more.en),
                ),
                (
                    "填上这一格；这一行不要的，整行删去",
                    "fill it in; delete the row if it does not belong",
                ),
            );
            self.tell((row, column), wrong);
        }
    }

    /// Lays what a column says of the parties of another to their names.
    fn natures(&mut self, row: usize, values: &mut [Value]) {
        for (at, column) in self.natures.clone() {
            let word = self.grid.text(row, column);
            let Value::Text(name) = &values[at] else { continue };
            if says_nothing(&word) {
                continue;
            }
            let name = name.clone();
            let listed = self.wanted.lists.word("party_type", &word);
            let mark = match listed {
                Some("person") => "个人",
                Some("firm") => "企业",
                Some("body") => "单位",
                _ => {
                    let word = shown(&word);
                    let said = (
                        format!("`{word}` 说不清是个人、企业还是单位"),
                        format!("`{word}` says neither person nor firm nor body"),
                    );
                    let help = ("写 个人、企业 或 单位", "write person, firm or body");
                    self.tell((row, column), told(&rules::UNKNOWN_CHOICE, said, help));
                    continue;
                }
            };
            let marked = |party: &&str| match stated(party) {
                Some(_) => party.to_string(),
                None => format!("{party}（{mark}）"),
            };
            let all: Vec<String> = parties(&name).iter().map(marked).collect();
            values[at] = Value::Text(all.join("、"));
        }
    }

    /// Adds the numbers of a row to their columns; of a sum only to be compared.
    fn add(&mut self, row: usize, sum: Option<Sum>) {
        for (column, _, field) in self.fields.clone() {
            let number = match self.value(row, column, field) {
                Ok(Value::Money(money)) => Some(money.fen()),
                Ok(Value::Count(count)) => i64::try_from(count).ok(),
                Ok(Value::Quantity(quantity)) => Some(quantity.parts()),
                // Sums over what could be read would only raise a false doubt.
                Err(_) if sum.is_none() => {
                    self.unread.insert(column.at);
                    None
                }
                _ => None,
            };
            if number.is_some() || sum.is_some() {
                self.parts.entry(column.at).or_default().push(Part { row, sum, number });
            }
        }
    }

    /// Compares the rows that add up with the others, column by column.
    fn sums(&mut self) {
        for (column, _, field) in self.fields.clone() {
            let written: fn(i64) -> String = match field.of {
                Type::Money => |fen| Money::from_fen(fen).to_string(),
                Type::Quantity(_) => |parts| Quantity::from_parts(parts).to_string(),
                Type::Count | Type::Households => |count| count.to_string(),
                _ => continue,
            };
            if self.unread.contains(&column.at) {
                continue;
            }
            let parts = self.parts.remove(&column.at).unwrap_or_default();
            for (at, said) in sums::column(column.at, &parts, &written) {
                let help = Said::new(sums::REMEDY.0, sums::REMEDY.1);
                self.tell((at.row, at.column), Told { rule: &rules::TOTAL_DIFFERS, said, help });
            }
        }
    }
}

fn no_rows() -> Told {
    told(
        &rules::TABLE_UNCLEAR,
        ("表头下面一行也没有".into(), "no row stands below the headings".into()),
        ("填上，再存一次", "fill it in and save again"),
    )
}

fn year_to_date() -> Told {
    told(
        &rules::TABLE_UNCLEAR,
        (
            "这一行是累计，不是这张表的一行".into(),
            "this row adds up more than the table and is none of its rows".into(),
        ),
        ("从文件里删去这一行，再存一次", "delete the row from the file and save again"),
    )
}

/// Which column says what the parties of a field are: named for it, or right of it, or the only one beside the only field.
fn natures(found: &Found, fields: &[(&Column, usize, &Field)]) -> BTreeMap<usize, usize> {
    let is_nature = |column: &&Column| column.role == Some("party_type");
    let own = |column: &Column| fields.iter().any(|(one, ..)| one.at == column.at);
    let natures = found.table.columns.iter().filter(is_nature).filter(|column| !own(column));
    let parties: Vec<_> =
        fields.iter().filter(|(_, _, field)| matches!(field.of, Type::Party)).collect();
    natures
        .filter_map(|nature| {
            let word = bare(&nature.heading);
            let named = |(column, _, field): &&&(&Column, usize, &Field)| {
                let names = [bare(&column.heading), bare(field.words.zh), bare(field.words.en)];
                names.iter().any(|name| word.starts_with(name.as_str()))
            };
            let left = || parties.iter().rev().find(|(column, ..)| column.at < nature.at);
            let field = parties.iter().find(named).or_else(left).or(parties.first())?;
            Some((field.1, nature.at))
        })
        .collect()
}
