//! A copy of a workbook without what an import leaves out: columns of no field and of persons' numbers, sums of other months.

use std::collections::BTreeSet;

use super::Told;
use crate::model::Said;
use crate::model::party::whose;
use crate::model::shape::Type;
use crate::sheet::{Cell, Value, Workbook};
use crate::tabular::Wanted;
use crate::tabular::find::{Column, Table};
use crate::tabular::grid::{Grid, shown};
use crate::tabular::headings::{Headings, bare};
use crate::tabular::sums::{Sum, sum_of};

/// The copy, and what of the original it leaves to others.
#[derive(Debug)]
pub struct Cleaned {
    pub workbook: Workbook,
    /// The column of the names of those whose rows they are.
    pub names: Option<usize>,
    /// Whether a row adds up the others.
    pub summed: bool,
}

/// What the columns of this one table are called besides: the number of a row where the kind wants its word, and of two
/// columns for one field the one that is left out.
pub fn called(grid: &Grid, table: &Table, wanted: &Wanted, told: &mut Told) -> Headings {
    let mut lists = wanted.lists.clone();
    let field = |column: &Column| wanted.field(column).map(|(_, field)| field);
    let has_word = table.columns.iter().any(|c| field(c).is_some_and(|field| field.name == "row"));
    if wanted.shape.position("row", 0).is_some() && !has_word {
        let serial = table.columns.iter().find(|column| column.role == Some("serial"));
        serial.into_iter().for_each(|column| lists.call(&column.heading, "row"));
    }
    let mut kept: Vec<&Column> = Vec::new();
    for column in &table.columns {
        let Some(own) = field(column).filter(|field| !matches!(field.of, Type::Money)) else {
            continue;
        };
        let same = |other: &&mut &Column| other.role == column.role;
        let Some(first) = kept.iter_mut().find(same) else {
            kept.push(column);
            continue;
        };
        let is_own =
            [own.name, own.words.zh, own.words.en].map(bare).contains(&bare(&column.heading));
        let left = if is_own { std::mem::replace(first, column) } else { column };
        lists.call(&left.heading, "ignored");
        left_out(grid, table, left, told);
    }
    lists
}

fn left_out(grid: &Grid, table: &Table, column: &Column, told: &mut Told) {
    let heading = shown(&column.heading);
    let said = Said::new(
        format!("`{heading}` 一列没有用到"),
        format!("the column `{heading}` was not used"),
    );
    told.note(grid.place(table.head.end - 1, column.at), said);
}

/// The copy of a workbook whose table is read. Headings stay: what stands below no field is taken away.
pub fn of(
    workbook: &Workbook,
    sheet: usize,
    (table, wanted, people): (&Table, &Wanted, bool),
    told: &mut Told,
) -> Cleaned {
    let grid = Grid::new(&workbook.sheets[sheet], named(workbook, sheet, wanted));
    let mut cleaned = Cleaned { workbook: workbook.clone(), names: None, summed: false };
    let mut blank: BTreeSet<usize> = BTreeSet::new();
    for at in grid.firsts(table.body.clone(), |cell| cell.value != Value::Blank).into_keys() {
        let column = table.columns.binary_search_by_key(&at, |column| column.at).ok();
        let column = column.map(|at| &table.columns[at]);
        if column.is_some_and(|column| is_kept(column, wanted)) {
            continue;
        }
        blank.insert(at);
        let is_name = |column: &&Column| whose(&column.heading).is_some();
        match column {
            Some(column) if column.role == Some("personal") => numbers(&grid, table, column, told),
            Some(column) if people && is_name(&column) => {
                let kept = wanted.shape.position("row", 0).is_some();
                cleaned.names = cleaned.names.or(kept.then_some(at));
                people_told(&grid, table, column, kept, told);
            }
            Some(column) if column.role == Some("ignored") => {}
            Some(column) => left_out(&grid, table, column, told),
            None => told.note(
                grid.place(table.head.end - 1, at),
                Said::new("这一列没有表头，没有用到", "the column has no heading and was not used"),
            ),
        }
    }
    let rows = &mut cleaned.workbook.sheets[sheet].rows;
    for row in table.body.clone() {
        let sums: Vec<Sum> = grid.texts(row).filter_map(|(_, text)| sum_of(&text)).collect();
        cleaned.summed |= sums.contains(&Sum::All);
        let all = sums.contains(&Sum::Year);
        if all {
            unchecked(&grid, row, told);
        }
        let Some(cells) = rows.get_mut(row) else { continue };
        let taken = cells.iter_mut().enumerate().filter(|(at, _)| all || blank.contains(at));
        taken.for_each(|(_, cell)| *cell = Cell::default());
    }
    cleaned
}

/// What stands before the names of a sheet's cells, as the reader calls them.
fn named(workbook: &Workbook, sheet: usize, wanted: &Wanted) -> String {
    let at = crate::sheet::At { row: 0, column: 0 };
    match wanted.called(&workbook.sheets[sheet], at).rsplit_once('!') {
        Some((name, _)) => name.to_string(),
        None => wanted.file.to_string(),
    }
}

/// Whether the reader is to see what stands in a column.
fn is_kept(column: &Column, wanted: &Wanted) -> bool {
    wanted.field(column).is_some() || matches!(column.role, Some("serial" | "party_type"))
}

fn numbers(grid: &Grid, table: &Table, column: &Column, told: &mut Told) {
    let heading = shown(&column.heading);
    let said = Said::new(
        format!("`{heading}` 一列是个人号码，没有读"),
        format!("the column `{heading}` holds numbers of persons and was left out"),
    );
    told.note(grid.place(table.head.end - 1, column.at), said);
}

fn people_told(grid: &Grid, table: &Table, column: &Column, kept: bool, told: &mut Told) {
    let heading = shown(&column.heading);
    let said = match kept {
        true => Said::new(
            format!("`{heading}` 一列是姓名：这一类不公开，只写进 private"),
            format!("the column `{heading}` names people: this kind keeps them in private/ alone"),
        ),
        false => Said::new(
            format!("`{heading}` 一列是姓名：这一类不写姓名，没有读"),
            format!("the column `{heading}` names people: this kind has no names, it was left out"),
        ),
    };
    told.note(grid.place(table.head.end - 1, column.at), said);
}

/// A sum of other months beside this table has nothing here to be compared with.
fn unchecked(grid: &Grid, row: usize, told: &mut Told) {
    let words = shown(&grid.texts(row).next().map_or(String::new(), |(_, text)| text));
    let said = Said::new(
        format!("`{words}` 这一行是几期的累计，没有核对"),
        format!("the row `{words}` adds up several periods and was not checked"),
    );
    told.note(grid.place(row, 0), said);
}
