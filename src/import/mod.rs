//! Understands an office's own tables: sheets in, a plan out; nothing here reads or writes a disk.

mod accounts;
mod apart;
mod around;
mod balance;
mod cleaned;
mod dates;
mod journal;
pub mod laid;
mod lines;
pub mod listed;
pub mod mapping;
mod month;
mod names;
pub mod parted;
mod route;
mod rows;
pub mod running;
pub mod settle;
mod shown;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_large;
#[cfg(test)]
mod tests_offices;
mod told;
mod totals;
mod words;
pub mod written;

use std::collections::BTreeMap;

use crate::kind::ledger::{Account, Holding};
use crate::model::{Fiscal, Period, Said};
use crate::sheet::Workbook;
use crate::tabular::find::Table;
use crate::tabular::grid::Grid;
use crate::tabular::headings::Headings;
use crate::tabular::sums;

use around::Around;
use lines::Making;
use mapping::Mapping;
use names::Names;
use route::Routed;
use rows::{Entry, Manner};
use words::Meanings;

pub use around::Signer;
pub use balance::Found;
pub use lines::{Line, way};
use month::Book;
pub use month::Month;
pub use route::Called;
pub use shown::{Shown, asked, counted, lines as lines_shown, list, many, one, word};
pub use told::{Question, Told};

/// A file that was handed in.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its name, without its folder and ending.
    pub name: String,
    /// What it is called in messages where it has but one sheet.
    pub shown: String,
    pub workbook: Workbook,
}

/// What the person who hands in says of all tables.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    pub unit: Option<usize>,
    pub period: Option<Period>,
    /// `cash` or `bank`.
    pub account: Option<&'static str>,
}

/// What is known of the portal.
#[derive(Debug)]
pub struct Known {
    pub units: Vec<Called>,
    /// Of each unit, what it was asked before.
    pub mappings: Vec<Mapping>,
    pub county: Mapping,
    pub lists: Headings,
    /// Of each unit, the bank accounts that its last month names.
    pub accounts: Vec<Vec<Holding>>,
    /// When the portal's fiscal years begin.
    pub fiscal: Fiscal,
}

/// What was understood.
#[derive(Debug, Default)]
pub struct Plan {
    /// By unit and period.
    pub months: Vec<Month>,
    /// Units of which a table was not understood so far that its month is known, and what is told of it.
    pub lost: Vec<(usize, Told)>,
    /// What belongs to no unit.
    pub told: Told,
}

/// Understands all tables of all files.
pub fn plan(inputs: &[Input], known: &Known, asked: Asked) -> Plan {
    let mut plan = Plan::default();
    for input in inputs {
        let one = input.workbook.sheets.len() == 1;
        // Where one file is handed in its sheets are enough of a name.
        let name = |sheet: &str| match (inputs.len(), one) {
            (1, _) => sheet.to_string(),
            (_, true) => input.shown.clone(),
            _ => format!("{} {sheet}", input.shown),
        };
        let mut any = false;
        for sheet in &input.workbook.sheets {
            let grid = Grid::new(sheet, name(&sheet.name));
            if sheet.hidden {
                if !sheet.rows.is_empty() {
                    let said = Said::new(
                        "这张工作表藏着，没有用到",
                        "this sheet is hidden and was not used",
                    );
                    plan.told.note(grid.name.clone(), said);
                }
                continue;
            }
            any |= of_sheet(&grid, &input.name, known, asked, &mut plan);
        }
        if !any {
            apart::no_table(input, &name, known, &mut plan.told);
        }
    }
    plan.months.iter_mut().for_each(Month::settle);
    plan.months.sort_by_key(|month| (month.unit, month.period));
    plan
}

/// Whether the sheet holds a table.
fn of_sheet(grid: &Grid, file: &str, known: &Known, asked: Asked, plan: &mut Plan) -> bool {
    let none = Mapping::default();
    let names = |unit: Option<usize>| Names {
        unit: unit.map_or(&none, |unit| &known.mappings[unit]),
        county: &known.county,
        lists: &known.lists,
    };
    let mut told = Told::default();
    let Some(table) = apart::table(grid, names(asked.unit), &mut told) else { return false };
    let around = Around::of(grid, &table);
    let routed = apart::unit(grid, (&around, file), known, asked);
    if let (None, Some(column)) = (asked.unit, table.column("unit")) {
        let groups = groups(grid, &table, column.at, known);
        if groups.iter().any(|(routed, _)| matches!(routed, Routed::To(_))) {
            by_column(grid, (&table, &around, file), groups, (known, asked), (told, plan));
            return true;
        }
    }
    let Routed::To(unit) = routed else {
        unknown_unit(grid, (table.head.start, 0), &routed, known, &mut told);
        plan.told.absorb(told);
        return true;
    };
    // The unit may know columns that the county does not.
    let mut told = Told::default();
    let table = apart::table(grid, names(Some(unit)), &mut told).unwrap_or(table);
    let reading = Reading { grid, table: &table, around: &around, file, known, asked };
    let rows: Vec<usize> = table.body.clone().collect();
    let month = reading.month(unit, (&rows, true), &mut told);
    plan.add(unit, month, told);
    true
}

/// Rows by the unit that their column names.
fn groups(grid: &Grid, table: &Table, at: usize, known: &Known) -> Vec<(Routed, Vec<usize>)> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for row in table.body.clone() {
        if !grid.is_blank(row) && !sums::is_sum(grid, row) {
            groups.entry(grid.text(row, at)).or_default().push(row);
        }
    }
    let mut by_unit: Vec<(Routed, Vec<usize>)> = Vec::new();
    let mut at: BTreeMap<Routed, usize> = BTreeMap::new();
    for (text, rows) in groups {
        let routed = route::unit(&text, &known.units);
        let own = *at.entry(routed.clone()).or_insert(by_unit.len());
        match by_unit.get_mut(own).filter(|_| routed != Routed::Nowhere) {
            Some((_, all)) => all.extend(rows),
            None => by_unit.push((routed, rows)),
        }
    }
    by_unit
}

fn by_column(
    grid: &Grid,
    (table, around, file): (&Table, &Around, &str),
    groups: Vec<(Routed, Vec<usize>)>,
    (known, asked): (&Known, Asked),
    (told, plan): (Told, &mut Plan),
) {
    plan.told.notes.extend(told.notes);
    plan.told.doubts.extend(told.doubts);
    let currency = known.lists.currency;
    let all: Vec<usize> = table.body.clone().collect();
    let said = all.iter().filter(|row| !grid.is_blank(**row)).count();
    let manner = Manner { currency, ours: &all, period: None, days_carry: Some(true) };
    // Whatever else is wrong with a row is told to its own unit.
    let entries = rows::read(grid, table, manner, &mut Told::default());
    rows::check(grid, &entries, &mut plan.told);
    running::none(grid, &entries, &mut plan.told);
    for (routed, mut rows) in groups {
        rows.sort_unstable();
        let mut told = Told::default();
        let Routed::To(unit) = routed else {
            let at = table.column("unit").map_or(0, |column| column.at);
            unknown_unit(grid, (rows[0], at), &routed, known, &mut told);
            plan.told.absorb(told);
            continue;
        };
        let reading = Reading { grid, table, around, file, known, asked };
        let month = reading.month(unit, (&rows, rows.len() == said), &mut told);
        plan.add(unit, month, told);
    }
}

/// A table and what it takes to read it.
struct Reading<'a, 's> {
    grid: &'a Grid<'s>,
    table: &'a Table,
    around: &'a Around,
    file: &'a str,
    known: &'a Known,
    asked: Asked,
}

impl Reading<'_, '_> {
    /// The account that the command, the sheet or its title names.
    fn account(&self, unit: usize) -> Option<Account> {
        let accounts = self.known.accounts[unit].as_slice();
        let named = || apart::account(self.around, (&self.grid.sheet.name, self.file), accounts);
        let asked = self.asked.account.map(|key| Account::said(key.to_string()));
        asked.or_else(named).map(|account| match accounts {
            [only] if account == Account::Bank => Account::Named(only.name.clone()),
            _ => account,
        })
    }

    /// The lines of a unit's rows, with what the table says of its month; `whole` where no row is another's.
    fn month(&self, unit: usize, of: (&[usize], bool), told: &mut Told) -> Option<Month> {
        let (ours, whole) = of;
        let (grid, table) = (self.grid, self.table);
        if !apart::has_what_it_needs(grid, table, told) {
            return None;
        }
        let around = (self.around, self.file);
        let period = apart::period(grid, (table, ours), around, self.asked, told)?;
        let (unit_mapping, county) = (&self.known.mappings[unit], &self.known.county);
        let meanings = Meanings { unit: unit_mapping, county, lists: &self.known.lists };
        let carry = meanings.told("date", "", "").map(|key| key == "above");
        let currency = self.known.lists.currency;
        let manner = Manner { currency, ours, period: Some(period), days_carry: carry };
        let before = told.doubts.len();
        let entries: Vec<Entry> = rows::read(grid, table, manner, told);
        // Where a row could not be read its sums and balances would only raise false doubts.
        let mut sound = told.doubts.len() == before;
        let accounts = self.known.accounts[unit].as_slice();
        let account = self.account(unit);
        let making = Making { grid, table, meanings, account: account.as_ref(), accounts };
        if whole && sound {
            rows::check(grid, &entries, told);
        }
        let before = told.doubts.len();
        let is_journal = journal::is_journal(making, &entries);
        let lines = match is_journal {
            true => journal::lines(making, &entries, told),
            false => lines::lines(making, &entries, told),
        };
        sound &= told.doubts.len() == before && told.questions.is_empty();
        let mut of_balances = Told::default();
        let ends = balance::ends((grid, accounts), &entries, &lines, &mut of_balances);
        if sound {
            told.absorb(of_balances);
        }
        let mut month = Month::new(unit, period);
        month.unread = !sound;
        month.from.push(grid.name.clone());
        let place = grid.place(table.head.start, 0);
        month.books.push(Book::of(place, account.as_ref(), &entries, &lines));
        let spoken = table.counted.iter();
        month.counted = spoken.map(|(at, s)| (grid.place(at.row, at.column), *s)).collect();
        month.signers = self.around.signers();
        month.take(lines, ends, account.as_ref());
        match is_journal || !whole {
            true => running::none(grid, &entries, &mut month.told),
            false => {
                let of = (period, account.as_ref());
                month.running = running::of(grid, &entries, of, &mut month.told);
            }
        }
        if whole {
            for stated in self.around.balances(table.scale, &self.known.lists) {
                month.stated(grid, stated, account.as_ref());
            }
        }
        Some(month)
    }
}

impl Plan {
    /// Whether something of a unit is not understood, in this month or in another table.
    pub fn waits(&self, unit: usize) -> bool {
        let months = self.months.iter().filter(|month| month.unit == unit);
        let lost = self.lost.iter().any(|(lost, _)| *lost == unit);
        lost || months.into_iter().any(|month| month.told.waits())
    }

    /// Every question of the tables in which nothing is to be mended, each once: who is asked before that answers for a
    /// table that will be another.
    pub fn questions(&self) -> Vec<Question> {
        let mut all = Told::default();
        let lost = self.lost.iter().map(|(_, told)| told);
        let tables = self.months.iter().map(|month| &month.told).chain(lost);
        for told in tables.filter(|told| told.doubts.is_empty()) {
            told.questions.iter().cloned().for_each(|question| all.question(question));
        }
        all.questions
    }

    /// Adds what a table says to the month of its unit.
    fn add(&mut self, unit: usize, month: Option<Month>, told: Told) {
        let Some(mut month) = month else {
            self.lost.push((unit, told));
            return;
        };
        month.told.absorb(told);
        let same = |known: &&mut Month| known.unit == unit && known.period == month.period;
        match self.months.iter_mut().find(same) {
            Some(known) => known.absorb(month),
            None => self.months.push(month),
        }
    }
}

fn unknown_unit(
    grid: &Grid,
    (row, at): (usize, usize),
    routed: &Routed,
    known: &Known,
    told: &mut Told,
) {
    let ids = |all: &[usize]| {
        all.iter().map(|at| known.units[*at].id.as_str()).collect::<Vec<_>>().join("、")
    };
    let said = match routed {
        Routed::Several(all) => Said::new(
            format!("分不清是哪个单位：{}", ids(all)),
            format!("which unit it is of cannot be told: {}", ids(all)),
        ),
        _ => Said::new("看不出是哪个单位", "which unit it is of cannot be told"),
    };
    let help = (
        "用 --unit 说是哪个；或在表名、标题、文件名里写单位的名称或编号",
        "say which with --unit, or put its name or id into the sheet's name, the title or the file's name",
    );
    told.doubt(grid.place(row, at), said, help);
}
