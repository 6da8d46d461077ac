//! All public lines of a unit's year in one file, for those who reckon for themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::Period;
use crate::model::table::{Cell, Column, Form, Row, Table};
use crate::read::Filed;
use crate::site::output::{Content, Output};
use crate::waist::Desk;

/// The lines of one month as its page has them, masked, with the month and the set of books before each.
pub struct Lines {
    period: Period,
    table: Table,
}

impl Lines {
    /// Takes the rows out of a month's table, which is done with. What the web may not show is not in it.
    pub fn of(desk: &Desk, filed: &Filed, table: Table) -> Lines {
        let (desk, period) = (desk, filed.period());
        let book = desk.book_name(filed.set);
        let before = |mut row: Row| {
            let named = [Cell::text(period.to_string()), Cell::text(&book)];
            row.cells.splice(0..0, named);
            row
        };
        let lang = desk.lang();
        let mut columns = vec![
            Column::new(lang, "period", "所属期", "Period", Form::Text),
            Column::new(lang, "book", "账套", "Books", Form::Text),
        ];
        columns.extend(table.columns);
        let rows = table.rows.into_iter().map(before).collect();
        Lines { period, table: Table { columns, rows, exempt: table.exempt, ..Table::default() } }
    }
}

/// One CSV a year, of all sets of books; and which years have one.
pub fn outputs(desk: &Desk, all: Vec<Lines>) -> (Vec<Output>, BTreeSet<i16>) {
    let mut years: BTreeMap<i16, Table> = BTreeMap::new();
    for Lines { period, table } in all.into_iter().filter(|lines| !lines.table.rows.is_empty()) {
        let year = years.entry(period.year()).or_default();
        let places = places(&mut year.columns, &table.columns);
        year.rows.extend(table.rows.into_iter().map(|row| moved(row, &places)));
        year.exempt.extend(table.exempt);
    }
    for year in years.values_mut() {
        let all = year.columns.len();
        year.rows.iter_mut().for_each(|row| row.cells.resize(all, Cell::Empty));
    }
    let with_lines = years.keys().copied().collect();
    let output = |(year, mut table): (i16, Table)| {
        let path = format!("{}/finance/{}", desk.plan.unit.id, file(year));
        let exempt = std::mem::take(&mut table.exempt);
        let origin = desk.plan.source.path.clone();
        Output::new(path, Content::Csv(Arc::new(table)), origin).exempting(exempt)
    };
    (years.into_iter().map(output).collect(), with_lines)
}

/// Where the columns of a month stand among those of its year. Those that only some months have stand at the end.
fn places(year: &mut Vec<Column>, month: &[Column]) -> Vec<usize> {
    let place = |column: &Column| {
        let there = year.iter().position(|other| other.key == column.key);
        there.unwrap_or_else(|| {
            year.push(column.clone());
            year.len() - 1
        })
    };
    month.iter().map(place).collect()
}

/// A row with its cells at the places of their columns.
fn moved(row: Row, places: &[usize]) -> Row {
    let width = places.iter().max().map_or(0, |last| last + 1);
    let mut cells = vec![Cell::Empty; width];
    for (cell, &at) in row.cells.into_iter().zip(places) {
        cells[at] = cell;
    }
    Row { cells, ..row }
}

/// What the file of a year is called, beside the year's page.
pub fn file(year: i16) -> String {
    format!("lines-{year}.csv")
}
