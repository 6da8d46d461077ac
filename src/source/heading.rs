//! The heading of a CSV text: which of the first lines it is, and which field each column holds.

use crate::model::Words;
use crate::model::cells::{Cell, Cells};
use crate::model::date::said_date;
use crate::model::shape::Shape;

/// How many lines may stand above a heading and are still told as such.
const LOOKED_AT: usize = 10;

/// The line that names the columns, or the first line where none does.
pub struct Heading<'t> {
    pub cells: Vec<Cell<'t>>,
    /// The field of each column.
    pub fields: Vec<Option<usize>>,
    /// What stands above it: a title.
    pub above: Vec<Vec<Cell<'t>>>,
    /// Whether it names enough fields to be one.
    pub is_sure: bool,
}

impl<'t> Heading<'t> {
    /// Reads on to the heading and past it. `None` where nothing is written.
    pub fn find(cells: &mut Cells<'t>, shape: &'static Shape) -> Option<Heading<'t>> {
        let mut above = Vec::new();
        let mut after_first = 0;
        while above.len() < LOOKED_AT {
            let Some(record) = cells.record() else { break };
            let fields = fields(&record, shape);
            if names_columns(&record, &fields) {
                return Some(Heading { cells: record, fields, above, is_sure: true });
            }
            above.push(record);
            if above.len() == 1 {
                after_first = cells.at();
            }
        }
        let first = above.into_iter().next()?;
        cells.go_on(after_first);
        let fields = fields(&first, shape);
        Some(Heading { cells: first, fields, above: Vec::new(), is_sure: false })
    }

    /// What parts the columns of a line that no comma parts.
    pub fn separator(&self, csv: &str, shape: &'static Shape) -> Option<Words> {
        const SEPARATORS: &[(char, Words)] = &[
            (';', Words::new("分号 `;`", "semicolons `;`")),
            ('\t', Words::new("制表符（Tab）", "tabs")),
            ('；', Words::new("中文分号 `；`", "wide semicolons `；`")),
            ('，', Words::new("中文逗号 `，`", "wide commas `，`")),
            ('、', Words::new("顿号 `、`", "`、`")),
            ('|', Words::new("竖线 `|`", "bars `|`")),
            (
                ',',
                Words::new(
                    "引号里的逗号：整行在一对引号里",
                    "commas within quotes around the whole line",
                ),
            ),
        ];
        let (first, last) = (self.cells.first()?, self.cells.last()?);
        let line = csv[first.start..last.end].trim_matches('"');
        // So a spreadsheet writes down what it parts columns by.
        let stated = line.strip_prefix("sep=").and_then(|rest| rest.chars().next());
        let named = |separator: char| {
            let names = line.split(separator).take(crate::model::cells::COLUMNS_MAX);
            names.filter(|n| shape.position(n.trim().trim_matches('"'), 0).is_some()).count()
        };
        SEPARATORS
            .iter()
            .find(|(one, _)| stated == Some(*one) || named(*one) > 1)
            .map(|(_, words)| *words)
    }

    /// Whether it is a line of the table: a heading holds no day.
    pub fn holds_a_day(&self) -> bool {
        self.cells.iter().any(|cell| said_date(cell.value()).is_some())
    }
}

fn fields(record: &[Cell], shape: &'static Shape) -> Vec<Option<usize>> {
    record.iter().enumerate().map(|(at, cell)| shape.position(cell.text.trim(), at)).collect()
}

fn names_columns(record: &[Cell], fields: &[Option<usize>]) -> bool {
    let named = fields.iter().flatten().count();
    let written = record.iter().filter(|cell| !cell.is_blank()).count();
    named > 1 || (named > 0 && named * 2 >= written)
}
