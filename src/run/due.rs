//! What the clerks still have to post: read from the content alone, nothing is rendered.

use std::io;

use rayon::prelude::*;

use super::{Options, language};
use crate::finding::Report;
use crate::kind::Kinds;
use crate::law::{Obligation, Posting, State, obligations};
use crate::model::{Date, Period, Said};
use crate::read::{self, UnitPlan, postings};
use crate::source::disk::Project;

/// One thing to post.
#[derive(Clone, Debug)]
pub struct Due {
    pub entry: String,
    pub item: Said,
    /// The set of books where the unit keeps more than one, else nothing.
    pub book: String,
    pub period: Period,
    pub day: Date,
    /// Days until its day; below zero when it has passed.
    pub left: i64,
    /// The file to write, from the project folder.
    pub file: String,
    /// What drafts it.
    pub command: String,
}

/// What one unit still has to post, by day.
#[derive(Clone, Debug)]
pub struct UnitDue {
    pub id: String,
    pub name: String,
    pub dues: Vec<Due>,
    /// Whether some of its files could not be read, so that what they hold may be told as missing.
    pub unread: bool,
}

/// What is due in the whole portal, by `as_of`.
#[derive(Clone, Debug)]
pub struct Dues {
    pub as_of: Option<Date>,
    pub units: Vec<UnitDue>,
    /// Whether the portal's settings or its law cannot be read as they stand.
    pub unread: bool,
}

/// Reads the units and says what is overdue and what falls due within so many days.
pub fn due(project: &Project, options: &Options, within_days: u16) -> io::Result<Dues> {
    let mut report = Report::default();
    let files = project.files("content", &mut report)?;
    let (portal, settings) = language::portal(project, &mut report)?;
    let as_of = options.day(&portal);
    let kinds = read::kinds(project, &files, &mut report)?;
    let law = read::law(project, (&portal, settings.as_ref()), (&files, &kinds), &mut report)?;
    let plan = read::plan(project, files, (&portal, &kinds, as_of), &mut report)?;
    let span = jiff::Span::new().days(i64::from(within_days));
    let horizon = as_of.map(|day| day.saturating_add(span));
    let one = |unit: &UnitPlan| {
        let mut report = Report::default();
        let records = read::unit(project, unit, (&kinds, as_of), false, &mut report)?;
        let postings = postings::of_records(unit, &records, as_of);
        let matter = postings::matter((&law, &portal), unit, &postings, (as_of, horizon));
        let mut dues: Vec<Due> = obligations(&matter)
            .iter()
            .filter_map(|owed| due_of(unit, (&postings, &kinds), owed, as_of?))
            .filter(|due| Some(due.day) <= horizon)
            .collect();
        dues.sort_by_key(|due| (due.day, due.period));
        let (id, name) = (unit.unit.id.clone(), unit.unit.name.clone());
        Ok(UnitDue { id, name, dues, unread: unit.told.blocks() || report.blocks() })
    };
    let units: io::Result<Vec<UnitDue>> = plan.units.par_iter().map(one).collect();
    Ok(Dues { as_of, units: units?, unread: report.blocks() })
}

fn due_of(
    unit: &UnitPlan,
    filed: (&[Posting], &Kinds),
    owed: &Obligation,
    today: Date,
) -> Option<Due> {
    if !matches!(owed.state, State::Missing(_) | State::NotDue) {
        return None;
    }
    let (period, day) = (owed.period?, owed.due?);
    let many = owed.book.filter(|_| unit.unit.books.len() > 1);
    let (file, command) = to_write(unit, filed, owed, period);
    Some(Due {
        entry: owed.entry.id.clone(),
        item: owed.entry.item.clone(),
        book: many.map(|at| unit.unit.books[at].name.clone()).unwrap_or_default(),
        period,
        day,
        left: i64::from((day - today).get_days()),
        file,
        command,
    })
}

/// The file that would fulfil it, and the command that drafts that file.
fn to_write(
    unit: &UnitPlan,
    (postings, kinds): (&[Posting], &Kinds),
    owed: &Obligation,
    period: Period,
) -> (String, String) {
    let folder = unit.source.path.trim_end_matches("unit.yaml");
    let (id, kind) = (&unit.unit.id, owed.entry.kind.as_str());
    let Some(of) = kinds.by_key(kind) else {
        let set = owed.book.unwrap_or_default();
        let book = &unit.unit.books[set].id;
        let here = |month: &Period| {
            postings.iter().any(|p| p.kind == kind && p.book == *book && p.period == Some(*month))
        };
        let month = owed.months().into_iter().find(|month| !here(month)).unwrap_or(period);
        let (prefix, choice) = match set {
            0 => (String::new(), String::new()),
            _ => (format!("{book}-"), format!(" --set {book}")),
        };
        return (
            format!("{folder}finance/{prefix}{month}.yaml"),
            format!("sunlit new ledger --unit {id} --month {month}{choice}"),
        );
    };
    let file = format!("{folder}{}/{period}-{}{}", of.folder, owed.entry.id, of.form.ending());
    (file, format!("sunlit new {kind} --unit {id} --name {}", owed.entry.id))
}
