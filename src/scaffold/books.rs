//! What a unit's books say already: its head, the month before, and whether a month is there; read for drafts and imports.

use std::sync::Arc;

use super::draft;
use crate::finding::Report;
use crate::kind::envelope::is_draft;
use crate::kind::ledger::{Balance, HOLDING, Holding, LEDGER, Ledger};
use crate::kind::unit::{UNIT, Unit};
use crate::model::shape::{Shape, Value};
use crate::model::{Currency, Period, Stop};
use crate::source::disk::Project;
use crate::source::{self, Source};

/// A unit, its folder with a `/` at its end, and the names of the units above it.
#[derive(Clone, Debug)]
pub struct Books {
    pub folder: String,
    pub unit: Unit,
    pub above: Vec<String>,
    /// The files of its `finance` folder.
    files: Vec<Arc<str>>,
}

/// What the month before left behind.
#[derive(Clone, Debug)]
pub struct Last {
    pub period: Period,
    pub closing: Balance,
    /// Its bank accounts, where it names them.
    pub accounts: Vec<Holding>,
    pub id: String,
    pub reviewer: String,
    pub post: String,
}

/// All units whose heads can be read, in the order of their folders.
pub fn units(project: &Project) -> Result<Vec<Books>, Stop> {
    let files = draft::files(project)?;
    let (mut found, fiscal) = (Vec::<Books>::new(), super::fiscal(project));
    for head in files.iter().filter(|file| file.ends_with("/unit.yaml")) {
        let folder = head.trim_end_matches("unit.yaml").to_string();
        let mut report = Report::default();
        let read = project.read(head, &mut report);
        let source = read.map_err(|error| Stop::Io(project.root().join(&**head), error))?;
        let asked = source::Asked::of(&UNIT).by(fiscal);
        let row = source.and_then(|source| source::record_as(&source, asked, &mut report));
        let Some(unit) = row.map(Unit::from) else { continue };
        let inside = format!("{folder}finance/");
        let own = files.iter().filter(|file| file.starts_with(&inside) && file.ends_with(".yaml"));
        let files = own.cloned().collect();
        found.push(Books { folder, unit, above: Vec::new(), files });
    }
    found.sort_by(|a, b| a.folder.cmp(&b.folder));
    for at in 0..found.len() {
        let above = found.iter().filter(|above| {
            above.folder != found[at].folder && found[at].folder.starts_with(&above.folder)
        });
        found[at].above = above.map(|above| above.unit.name.clone()).collect();
    }
    Ok(found)
}

/// The months of a set of books that lie before another one, of all that can be read.
pub fn before(
    project: &Project,
    files: impl Iterator<Item = Arc<str>>,
    (unit, set): (&Unit, usize),
    month: Period,
) -> Vec<Ledger> {
    // What cannot be read is `check`'s to tell; here it only gives nothing.
    let mut report = Report::default();
    let mut before = Vec::new();
    for file in files {
        let source = project.read(&file, &mut report).ok().flatten();
        let row = source.and_then(|source| source::record(&source, &LEDGER, &mut report));
        let row = row.filter(|row| !is_draft(&LEDGER, row));
        let Some(ledger) = row.map(Ledger::from) else { continue };
        let same = unit.book(&ledger.account_set).is_some_and(|(at, _)| at == set);
        let period = ledger.envelope.period;
        if same && matches!(period, Period::Month(..)) && period < month {
            before.push(ledger);
        }
    }
    before
}

impl Books {
    /// Where a month of a set of books is filed.
    pub fn path(&self, set: usize, month: Period) -> String {
        let stem = match set {
            0 => month.to_string(),
            _ => format!("{}-{month}", self.unit.books[set].id),
        };
        format!("{}finance/{stem}.yaml", self.folder)
    }

    /// Whether a month is there, by the names of its files.
    pub fn has(&self, month: Period) -> bool {
        let month = month.to_string();
        self.files.iter().any(|file| file.contains(&month))
    }

    /// The month right before another one in the same set of books.
    pub fn last(&self, project: &Project, set: usize, month: Period) -> Option<Last> {
        // Months are mostly named by themselves; then one file is read, not all.
        let named =
            |file: &&Arc<str>| previous(month).is_some_and(|last| file.contains(&last.to_string()));
        let mut files: Vec<Arc<str>> = self.files.iter().filter(named).cloned().collect();
        if files.is_empty() {
            files = self.files.clone();
        }
        let ledgers = before(project, files.iter().cloned(), (&self.unit, set), month);
        let last = ledgers.into_iter().max_by_key(|ledger| ledger.envelope.period);
        let right = last.filter(|last| last.envelope.period.next_month() == Some(month));
        right.map(known).or_else(|| self.unfinished(project, set, month))
    }

    /// The months of a set of books before another one, of all that can be read.
    pub fn before(&self, project: &Project, set: usize, month: Period) -> Vec<Ledger> {
        before(project, self.files.iter().cloned(), (&self.unit, set), month)
    }

    /// The bank accounts that the newest month names, of whichever set of books names any.
    pub fn accounts(&self, project: &Project) -> Vec<Holding> {
        let month = |file: &Arc<str>| {
            let stem = file.trim_end_matches(".yaml");
            stem.get(stem.len().checked_sub("2026-03".len())?..).map(str::to_string)
        };
        let newest = self.files.iter().filter_map(month).max();
        let files = self.files.iter().filter(|file| month(file) == newest);
        let read = |file| project.read(file, &mut Report::default()).ok().flatten();
        let all = files.filter_map(read).map(|source| accounts(&source));
        all.into_iter().find(|accounts| !accounts.is_empty()).unwrap_or_default()
    }

    /// A month that nobody has finished has its balances all the same.
    fn unfinished(&self, project: &Project, set: usize, month: Period) -> Option<Last> {
        let last = previous(month)?;
        let path = Arc::from(self.path(set, last));
        if !self.files.contains(&path) {
            return None;
        }
        let source = project.read(&path, &mut Report::default()).ok().flatten()?;
        let accounts = accounts(&source);
        let text = source.text;
        let field = |names: [&str; 2]| {
            text.lines().find_map(|line| {
                let (key, value) = line.split_once(": ")?;
                names.contains(&key).then(|| value.split(" #").next().unwrap_or("").trim())
            })
        };
        let money = |names| field(names).and_then(Currency::read_any);
        let several = (!accounts.is_empty()).then(|| accounts.iter().map(|one| one.closing).sum());
        let closing = Balance {
            cash: money(["期末现金", "closing_cash"])?,
            bank: several.or_else(|| money(["期末银行", "closing_bank"]))?,
        };
        let id = field(["编号", "id"]).unwrap_or_default().to_string();
        let (reviewer, post) = (String::new(), String::new());
        Some(Last { period: last, closing, accounts, id, reviewer, post })
    }
}

/// The bank accounts of a month, finished or not; none where a balance is open.
fn accounts(source: &Source) -> Vec<Holding> {
    let row = source::record_partly(source, source::Asked::of(&LEDGER), &mut Report::default());
    let at = |shape: &'static Shape, name| shape.position(name, 0).expect("a declared field");
    let closing = at(&HOLDING, "closing");
    let Some(row) = row else { return Vec::new() };
    match &row.values[at(&LEDGER, "accounts")] {
        Value::List(rows) if rows.iter().all(|r| r.values[closing] != Value::Absent) => {
            Ledger::from(row).accounts
        }
        _ => Vec::new(),
    }
}

fn known(ledger: Ledger) -> Last {
    let envelope = ledger.envelope;
    Last {
        period: envelope.period,
        closing: ledger.closing,
        accounts: ledger.accounts,
        id: envelope.id,
        reviewer: envelope.review.by,
        post: envelope.review.post,
    }
}

/// The month right before this one.
fn previous(month: Period) -> Option<Period> {
    match month {
        Period::Month(year, 1) => Some(Period::Month(year - 1, 12)),
        Period::Month(year, month) => Some(Period::Month(year, month - 1)),
        _ => None,
    }
}
