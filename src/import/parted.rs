//! A file that holds the records of several units parted into one workbook each: by its sheets, or by a column that names them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::listed::{Layout, Reading};
use super::route::Routed;
use super::told::Told;
use super::{Input, groups, unknown_unit};
use crate::finding::{Report, rules};
use crate::sheet::{Cell, Sheet, Workbook};
use crate::tabular::find::{self, Table};
use crate::tabular::grid::Grid;
use crate::tabular::headings::bare;
use crate::tabular::{self, Wanted};

/// What becomes a record of its own; its unit, where a column names it.
pub struct Part<'a> {
    of: &'a Input,
    pub unit: Option<usize>,
    holds: Holds<'a>,
}

/// What of a file a part holds.
enum Holds<'a> {
    All,
    /// A sheet, and the hidden ones where they are told with it.
    Sheet(&'a Sheet, Vec<&'a Sheet>),
    /// Some rows of the table of a sheet.
    Rows {
        sheet: &'a Sheet,
        head: usize,
        body: Range<usize>,
        /// The column that names the unit, which says nothing more here.
        column: usize,
        rows: BTreeSet<usize>,
    },
}

impl<'a> Part<'a> {
    /// The part as a file of its own, made when it is asked for: all parts of a county at once would be each as large as all.
    pub fn input(&self) -> Cow<'a, Input> {
        let sheets = match &self.holds {
            Holds::All => return Cow::Borrowed(self.of),
            Holds::Sheet(sheet, hidden) => {
                [*sheet].into_iter().chain(hidden.iter().copied()).cloned().collect()
            }
            Holds::Rows { sheet, head, body, column, rows } => {
                let others = |at: &usize| body.contains(at) && !rows.contains(at);
                let kept = |(at, cells): (usize, &Vec<Cell>)| {
                    let mut cells = if others(&at) { Vec::new() } else { cells.clone() };
                    let named = cells.get_mut(*column).filter(|_| at >= *head);
                    named.into_iter().for_each(|cell| *cell = Cell::default());
                    cells
                };
                let rows = sheet.rows.iter().enumerate().map(kept).collect();
                let (name, merged) = (sheet.name.clone(), sheet.merged.clone());
                let (hidden_rows, hidden_columns) =
                    (sheet.hidden_rows.clone(), sheet.hidden_columns.clone());
                let hidden = sheet.hidden;
                vec![Sheet { name, rows, merged, hidden_rows, hidden_columns, hidden }]
            }
        };
        let (name, shown) = (self.of.name.clone(), self.of.shown.clone());
        Cow::Owned(Input { name, shown, workbook: Workbook { sheets } })
    }
}

/// The parts of a file; a file of one record is its only part. What no unit is told of stays out and is told.
pub fn parts<'a>(input: &'a Input, reading: &Reading, told: &mut Told) -> Vec<Part<'a>> {
    let file: Arc<str> = Arc::from(input.shown.as_str());
    let layout = Layout::of(input, reading, &file);
    let (given, fits) = (|_: usize| false, |at: usize| layout.is_column(at));
    let wanted = layout.wanted(&file, reading, (&given, &fits));
    let seen = input.workbook.sheets.iter().filter(|sheet| !sheet.hidden);
    let tables = seen.filter_map(|sheet| {
        let grid = Grid::new(sheet, sheet.name.clone());
        let table = find::tables(&grid, &wanted).into_iter().next()?;
        Some((grid, table))
    });
    let tables: Vec<(Grid<'a>, Table)> = tables.collect();
    let called = |sheet: &Sheet| {
        let name = bare(&sheet.name);
        layout.list.is_some_and(|field| field.answers_to(&name) || bare(field.words.zh) == name)
    };
    let whole = || vec![Part { of: input, unit: None, holds: Holds::All }];
    match tables.as_slice() {
        [(grid, table)] => {
            by_column(input, (grid, table, &wanted), reading, told).unwrap_or_else(whole)
        }
        [] => whole(),
        several if several.iter().any(|(grid, _)| called(grid.sheet)) => whole(),
        several => by_sheet(input, several),
    }
}

/// A part for each sheet with a table; what is hidden is told with the first.
fn by_sheet<'a>(input: &'a Input, tables: &[(Grid<'a>, Table)]) -> Vec<Part<'a>> {
    let of = |(at, (grid, _)): (usize, &(Grid<'a>, Table))| {
        let rest = input.workbook.sheets.iter().filter(|sheet| sheet.hidden && at == 0);
        Part { of: input, unit: None, holds: Holds::Sheet(grid.sheet, rest.collect()) }
    };
    tables.iter().enumerate().map(of).collect()
}

/// A part for each unit that a column names, with its rows alone. `None` where no column does.
fn by_column<'a>(
    input: &'a Input,
    (grid, table, wanted): (&Grid<'a>, &Table, &Wanted),
    reading: &Reading,
    told: &mut Told,
) -> Option<Vec<Part<'a>>> {
    if reading.asked.unit.is_some() {
        return None;
    }
    let names_units = |heading: &str| reading.known.lists.column(heading) == Some("unit");
    let mut columns = table.columns.iter().filter(|column| wanted.field(column).is_none());
    let column = columns.find(|column| names_units(&column.heading))?.at;
    let groups = groups(grid, table, column, reading.known);
    if !groups.iter().any(|(routed, _)| matches!(routed, Routed::To(_))) {
        return None;
    }
    sums(input, wanted, told);
    let part = |(routed, rows): (Routed, Vec<usize>)| {
        let Routed::To(unit) = routed else {
            unknown_unit(grid, (rows[0], column), &routed, reading.known, told);
            return None;
        };
        let (head, body, rows) = (table.head.start, table.body.clone(), rows.into_iter().collect());
        let holds = Holds::Rows { sheet: grid.sheet, head, body, column, rows };
        Some(Part { of: input, unit: Some(unit), holds })
    };
    Some(groups.into_iter().filter_map(part).collect())
}

/// Tells of rows that add up the whole table, which no part of it can compare.
fn sums(input: &Input, wanted: &Wanted, told: &mut Told) {
    let mut report = Report::default();
    tabular::read(&input.workbook, wanted, &mut report);
    let differs = report.findings.into_iter().filter(|f| f.rule.code == rules::TOTAL_DIFFERS.code);
    super::listed::tell(&input.shown, differs.collect(), told, false);
}
