//! The search of a table's cells, each by itself: what stands in another cell is no word about a number.

use std::collections::BTreeSet;

use super::{TOLD_MAX, What};
use crate::finding::{Place, Report};
use crate::model::shape::Type;
use crate::sheet::{At, Workbook};
use crate::source::{self, Source};
use crate::tabular::{Wanted, columns};

/// Searches every cell of a workbook, on sheets of no use too; the headings say which column holds numbers of papers.
pub fn cells(
    (source, workbook): (&Source, &Workbook),
    wanted: &Wanted,
    consented: &[String],
    report: &mut Report,
) {
    let (mut asked, mut told) = (BTreeSet::new(), 0);
    for (sheet, columns) in workbook.sheets.iter().zip(columns(workbook, wanted)) {
        for (row, cells) in sheet.rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let text = cell.said();
                let text = text.trim();
                let at = At { row, column };
                let place = || Place::Cell(row, column, wanted.called(sheet, at));
                if text.is_empty() || told >= TOLD_MAX {
                    continue;
                }
                source::of_cell(&source.path, &place(), text, report);
                let what = match columns.get(&column) {
                    // A column of such numbers is told as a whole.
                    Some(None) => continue,
                    Some(Some(field)) => What::of_field(field, text, consented),
                    None => What::of(Type::Text, None, text, consented),
                };
                let Some(what) = what else { continue };
                if !matches!(what, What::Asked(_)) || asked.insert(text.to_string()) {
                    report.push(what.told(source, place()));
                    told += 1;
                }
            }
        }
    }
}
