//! A file that holds the records of several units parted into one workbook each: by its sheets, or by a column that names them.

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
pub struct Part {
    pub input: Input,
    pub unit: Option<usize>,
}

/// The parts of a file; a file of one record is its only part. What no unit is told of stays out and is told.
pub fn parts(input: &Input, reading: &Reading, told: &mut Told) -> Vec<Part> {
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
    let tables: Vec<(Grid, Table)> = tables.collect();
    let called = |sheet: &Sheet| {
        let name = bare(&sheet.name);
        layout.list.is_some_and(|field| field.answers_to(&name) || bare(field.words.zh) == name)
    };
    let one = |input: &Input| vec![Part { input: input.clone(), unit: None }];
    match tables.as_slice() {
        [(grid, table)] => {
            by_column(input, (grid, table, &wanted), reading, told).unwrap_or_else(|| one(input))
        }
        [] => one(input),
        several if several.iter().any(|(grid, _)| called(grid.sheet)) => one(input),
        several => by_sheet(input, several),
    }
}

/// A workbook for each sheet with a table; what is hidden is told with the first.
fn by_sheet(input: &Input, tables: &[(Grid, Table)]) -> Vec<Part> {
    let hidden = || input.workbook.sheets.iter().filter(|sheet| sheet.hidden).cloned();
    let of = |(at, (grid, _)): (usize, &(Grid, Table))| {
        let rest = hidden().filter(|_| at == 0);
        let sheets = [grid.sheet.clone()].into_iter().chain(rest).collect();
        Part { input: Input { workbook: Workbook { sheets }, ..input.clone() }, unit: None }
    };
    tables.iter().enumerate().map(of).collect()
}

/// A workbook for each unit that a column names, with its rows alone. `None` where no column does.
fn by_column(
    input: &Input,
    (grid, table, wanted): (&Grid, &Table, &Wanted),
    reading: &Reading,
    told: &mut Told,
) -> Option<Vec<Part>> {
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
        let mut sheet = grid.sheet.clone();
        for (at, cells) in sheet.rows.iter_mut().enumerate() {
            let others = table.body.contains(&at) && !rows.contains(&at);
            let taken = |of: usize| others || (of == column && at >= table.head.start);
            let taken = cells.iter_mut().enumerate().filter(|(of, _)| taken(*of));
            taken.for_each(|(_, cell)| *cell = Cell::default());
        }
        let workbook = Workbook { sheets: vec![sheet] };
        Some(Part { input: Input { workbook, ..input.clone() }, unit: Some(unit) })
    };
    Some(groups.into_iter().filter_map(part).collect())
}

/// Tells of rows that add up the whole table, which no part of it can compare.
fn sums(input: &Input, wanted: &Wanted, told: &mut Told) {
    let mut report = Report::default();
    tabular::read(&input.workbook, wanted, &mut report);
    let differs = report.findings.into_iter().filter(|f| f.rule.code == rules::TOTAL_DIFFERS.code);
    super::listed::tell(&input.shown, differs.collect(), told);
}
