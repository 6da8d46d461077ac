//! A table as the rows of a record of any kind: what is no field of theirs is left out aloud, the rest is read as `check` reads it.

use std::sync::Arc;

use super::around::Around;
use super::cleaned::{self, Cleaned};
use super::route::Routed;
use super::{Asked, Input, Known, Told, apart, mapping, unknown_unit};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::ENVELOPE;
use crate::kind::record::{Kind, many};
use crate::model::shape::{Field, Row, Shape, Value};
use crate::model::{Period, Said};
use crate::read;
use crate::source::Source;
use crate::tabular::amount::Scale;
use crate::tabular::find::{self, Table};
use crate::tabular::grid::Grid;
use crate::tabular::headings::Headings;
use crate::tabular::{self, Doubt, Wanted, sums};

/// What a table is read as.
pub struct Reading<'a> {
    pub kind: &'static Kind,
    pub known: &'a Known,
    pub asked: Asked,
    /// Whether the head of records that are rows says a field for all of them.
    pub said: &'a dyn Fn(&str) -> bool,
}

/// What was read.
#[derive(Debug)]
pub struct Listed {
    pub unit: Option<usize>,
    pub period: Option<Period>,
    pub layout: Layout,
    pub rows: Vec<Row>,
    /// The fields that have a column, by their places in the shape of the rows.
    pub fields: Vec<usize>,
    /// What numbers the rows, where a column does.
    pub serials: Vec<String>,
    /// The names of people that no row holds, by the row's own word.
    pub names: Vec<(String, String)>,
    /// Whether a row of the table adds it up, and does so rightly.
    pub summed: bool,
    /// Columns of no field that say one and the same in every row, and what they say.
    pub once: Vec<(String, String)>,
    /// Columns that every row must have, and the headings nobody knows.
    pub lacking: Vec<&'static Field>,
    pub unknown: Vec<(usize, String)>,
    /// Where the heading of the table stands.
    pub place: String,
    /// The cells that say what amounts are counted in, where it is more than one of the currency.
    pub counted: Vec<(String, Scale)>,
    pub told: Told,
}

/// What the rows of a table are to its kind.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// The list of one record that they are; nothing where each row is a record.
    pub list: Option<&'static Field>,
    pub shape: &'static Shape,
}

impl Layout {
    fn records(kind: &'static Kind) -> Layout {
        Layout { list: None, shape: many::rows(kind.shape).shape }
    }

    fn list(kind: &'static Kind) -> Option<Layout> {
        let list = kind.main_list()?;
        Some(Layout { list: Some(list), shape: list.of.rows_of()? })
    }

    /// As the first table says it that people see: more of its columns are of the record itself than of the list alone.
    pub(super) fn of(input: &Input, reading: &Reading, file: &Arc<str>) -> Layout {
        let kind = reading.kind;
        let (records, Some(list)) = (Layout::records(kind), Layout::list(kind)) else {
            return Layout::records(kind);
        };
        let given = |_: usize| false;
        let fits = |at: usize| records.is_column(at);
        let wanted = records.wanted(file, reading, (&given, &fits));
        let Some((_, table)) = first(input, &wanted) else { return list };
        let (own, all) = (ENVELOPE.len(), kind.shape.len());
        let known = table.columns.iter().filter_map(|column| wanted.field(column));
        let (mut of_record, mut of_list) = (0, 0);
        for (at, field) in known.filter(|(at, _)| *at >= own) {
            of_list += usize::from(at >= all);
            of_record += usize::from(at < all && list.shape.position(field.name, 0).is_none());
        }
        if of_record > of_list { records } else { list }
    }

    /// Whether a field may be a column: of records that are rows none that holds fields itself.
    pub(super) fn is_column(&self, at: usize) -> bool {
        self.list.is_some() || !self.shape.field(at).of.holds_fields()
    }

    pub(super) fn wanted<'a>(
        &self,
        file: &'a Arc<str>,
        reading: &'a Reading,
        (given, fits): (&'a dyn Fn(usize) -> bool, &'a dyn Fn(usize) -> bool),
    ) -> Wanted<'a> {
        Wanted {
            file,
            shape: self.shape,
            fiscal: reading.known.fiscal,
            lists: &reading.known.lists,
            period: None,
            sheet: self.list,
            worked: if self.list.is_some() { reading.kind.worked.columns } else { &[] },
            given,
            fits,
        }
    }
}

/// Reads the one table of a file.
pub fn listed(input: &Input, reading: &Reading) -> Listed {
    let file: Arc<str> = Arc::from(input.shown.as_str());
    let layout = Layout::of(input, reading, &file);
    let mut listed = Listed::new(layout);
    let Layout { list: one, shape } = layout;
    let given = |at: usize| one.is_none() && (reading.said)(shape.field(at).name);
    let fits = |at: usize| layout.is_column(at);
    let wanted = layout.wanted(&file, reading, (&given, &fits));
    let lists = reading.headings(&wanted, &mut listed.told);
    let wanted = Wanted { lists: &lists, ..wanted };
    let Some((sheet, table)) = first(input, &wanted) else {
        let mut report = Report::default();
        tabular::read(&input.workbook, &wanted, &mut report);
        tell(&input.shown, report.findings, &mut listed.told, false);
        return listed;
    };
    let grid = Grid::new(&input.workbook.sheets[sheet], input.name.clone());
    reading.route(&grid, &table, &input.name, &mut listed);
    let lists = cleaned::called(&grid, &table, &wanted, &mut listed.told);
    let wanted = Wanted { lists: &lists, period: listed.period, ..wanted };
    let table = find::tables(&grid, &wanted).into_iter().next().unwrap_or(table);
    listed.lacking = tabular::lacking(&table, &wanted);
    let people = reading.kind.people.iter().any(|people| Some(people.list) == one.map(|f| f.name));
    let cleaned = cleaned::of(&input.workbook, sheet, (&table, &wanted, people), &mut listed.told);
    let unknown = || table.columns.iter().filter(|column| column.role.is_none());
    listed.unknown = unknown().map(|column| (column.at, column.heading.clone())).collect();
    // A text has one sheet, which is called like its file.
    listed.place = match grid.sheet.name == input.name {
        true => input.shown.clone(),
        false => format!("{} {}", input.shown, grid.sheet.name),
    };
    let rows = table.body.clone().filter(|row| !sums::is_sum(&grid, *row));
    let rows: Vec<usize> = rows.collect();
    let once = unknown().filter_map(|column| {
        let mut said = rows.iter().map(|row| grid.text(*row, column.at));
        let first = said.next().filter(|first| !first.is_empty())?;
        said.all(|other| other == first).then(|| (column.heading.clone(), first))
    });
    listed.once = once.collect();
    listed.read((input, &grid), &cleaned, &wanted);
    listed
}

impl Reading<'_> {
    /// The lists of headings, what this kind's were told to mean before them.
    fn headings(&self, wanted: &Wanted, told: &mut Told) -> Headings {
        let mut lists = self.known.lists.clone();
        let of_unit = self.asked.unit.map(|unit| {
            let path = mapping::of_unit(&self.known.units[unit].id);
            (path, &self.known.mappings[unit])
        });
        let county = (mapping::COUNTY.to_string(), &self.known.county);
        let words = self.kind.shape.words;
        let names = [self.kind.key, words.zh, words.en];
        let mappings = [Some(county), of_unit].into_iter().flatten();
        let told_of = mappings.flat_map(|(path, mapping)| {
            mapping.of_kind(names).map(move |(heading, means)| (path.clone(), heading, means))
        });
        for (path, heading, means) in told_of {
            match (wanted.shape.position(means, 0), means) {
                (Some(at), _) => lists.call(heading, wanted.shape.field(at).name),
                (None, "ignored" | "不用") => lists.call(heading, "ignored"),
                (None, _) => {
                    let said = Said::new(
                        format!("`{heading}` 当作 `{means}`：没有这样的栏"),
                        format!("`{heading}` means `{means}`: there is no such column"),
                    );
                    let help = (
                        format!("在 {path} 里改这一条，或删去"),
                        format!("mend the entry in {path}, or delete it"),
                    );
                    told.doubt(path, said, (&help.0, &help.1));
                }
            }
        }
        lists
    }

    /// Whose the table is, and of when.
    fn route(&self, grid: &Grid, table: &Table, file: &str, listed: &mut Listed) {
        let around = Around::of(grid, table);
        let (known, asked) = (self.known, self.asked);
        match apart::unit(grid, (&around, file), known, asked) {
            Routed::To(unit) => listed.unit = Some(unit),
            routed => {
                let at = (table.head.start, 0);
                unknown_unit(grid, at, &routed, known, &mut listed.told);
            }
        }
        let before = listed.told.doubts.len();
        let told = &mut listed.told;
        let rows: Vec<usize> = table.body.clone().collect();
        listed.period = match asked.period {
            // Of a quarter or a year a title may name the last month.
            Some(period) if !matches!(period, Period::Month(..)) => Some(period),
            _ => apart::period(grid, (table, &rows), (&around, file), asked, told),
        };
        if listed.period.is_none() && told.doubts.len() == before {
            let said = Said::new("看不出是哪一期", "which period it is of cannot be told");
            let help = (
                "用 --period 说是哪个月、季或年，如 2026-03、2026-Q1、2026",
                "say which with --period, such as 2026-03, 2026-Q1 or 2026",
            );
            told.doubt(grid.place(table.head.start, 0), said, help);
        }
    }
}

/// The first sheet that people see and that holds such a table, with the table.
fn first(input: &Input, wanted: &Wanted) -> Option<(usize, Table)> {
    let seen = input.workbook.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden);
    let mut found = seen.filter_map(|(at, sheet)| {
        let grid = Grid::new(sheet, String::new());
        Some((at, find::tables(&grid, wanted).into_iter().next()?))
    });
    found.next()
}

impl Listed {
    fn new(layout: Layout) -> Listed {
        Listed {
            unit: None,
            period: None,
            layout,
            rows: Vec::new(),
            fields: Vec::new(),
            serials: Vec::new(),
            names: Vec::new(),
            summed: false,
            once: Vec::new(),
            lacking: Vec::new(),
            unknown: Vec::new(),
            place: String::new(),
            counted: Vec::new(),
            told: Told::default(),
        }
    }

    fn read(&mut self, (input, grid): (&Input, &Grid), cleaned: &Cleaned, wanted: &Wanted) {
        let currency = wanted.lists.currency;
        let source = Source { currency, ..Source::of(wanted.file.clone(), String::new()) };
        let mut report = Report::default();
        read::cells((&source, &cleaned.workbook), wanted, &[], &mut report);
        // What is somebody's number most likely stops an import like one that is so for certain.
        let numbers = std::mem::take(&mut report.findings);
        for finding in numbers {
            let asks = finding.rule.code == rules::NUMBER_LIKE_MOBILE.code;
            tell(&input.shown, vec![finding], &mut self.told, !asks);
        }
        let read = tabular::read(&cleaned.workbook, wanted, &mut report);
        self.counted = read.iter().flat_map(|read| read.counted.clone()).collect();
        tell(&input.shown, report.findings, &mut self.told, false);
        let Some(read) = read else { return };
        self.fields = read.columns.keys().copied().collect();
        if let Some(column) = read.serial {
            self.serials = read.at.iter().map(|row| grid.text(*row, column)).collect();
        }
        let own = wanted.shape.position("row", 0);
        if let (Some(column), Some(own)) = (cleaned.names, own) {
            let word = |row: &Row| match &row.values[own] {
                Value::Text(word) => word.clone(),
                _ => String::new(),
            };
            let named = read.rows.iter().zip(&read.at);
            self.names = named.map(|(row, at)| (word(row), grid.text(*at, column))).collect();
            self.names.retain(|(row, name)| !row.is_empty() && !name.is_empty());
        }
        self.summed = cleaned.summed;
        self.rows = read.rows;
    }
}

/// What the reader found, as an import says it; `stops`: even where it would only be asked about.
pub(super) fn tell(shown: &str, findings: Vec<Finding>, told: &mut Told, stops: bool) {
    for finding in findings {
        let place = match &finding.place {
            Place::Cell(_, _, name) if name.contains('!') => name.clone(),
            Place::Cell(_, _, name) => format!("{shown}!{name}"),
            _ => shown.to_string(),
        };
        let blocks = stops || finding.blocks();
        let help = finding.help.unwrap_or_else(|| Said::new("", ""));
        let doubt = Doubt { place, said: finding.message, help };
        if blocks { told.doubts.push(doubt) } else { told.notes.push(doubt) }
    }
}
