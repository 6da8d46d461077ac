//! From files to typed records, with every personal number found on the way in.

mod accounts;
mod attachments;
mod beside;
mod dated;
mod filed;
mod guests;
mod inputs;
mod kinds;
mod law;
mod ledger;
mod many;
pub mod meant;
mod misnamed;
mod personal;
mod plan;
pub mod postings;
mod private;
mod record;
mod records;
mod searched;
mod targets;
mod traces;
mod waiver;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

pub use attachments::Attached;
pub use beside::headings;

use crate::finding::{Finding, Place, Report, rules};
use crate::kind::ledger::Line;
use crate::kind::portal::{PORTAL, Portal, SCHEMA};
use crate::kind::unit::UNIT;
use crate::kind::{FINANCE, Kinds};
use crate::lock::Lock;
use crate::model::shape::Row;
use crate::model::{Date, Said};
use crate::source::disk::{LOCK, Project, SETTINGS};
use crate::source::{self, Asked, Source};
use crate::tally::{self, Sums};

/// The portal with its file. What is wrong in it must not hide what is wrong in the units: they are read by the settings
/// that are right.
pub fn portal(
    project: &Project,
    report: &mut Report,
) -> io::Result<(Option<Portal>, Option<Source>)> {
    let path: Arc<str> = Arc::from(SETTINGS);
    let Some(source) = project.read(&path, report)? else { return Ok((None, None)) };
    personal::yaml(&source, (&source.text, 0), &PORTAL, &[], report);
    let row = settings(&source, report);
    if let Some(row) = &row {
        personal::values(&source, (&source.text, 0), &PORTAL, row, &[], report);
    }
    let mut portal = row.map(Portal::from);
    if let Some(schema) = portal.as_ref().map(|p| p.schema).filter(|schema| *schema != SCHEMA) {
        let said = Said::new(
            format!("格式版本写的是 {schema}，本程序只认 {SCHEMA}"),
            format!("the format version is {schema}; this program reads {SCHEMA}"),
        );
        let place = source.place(&PORTAL, "schema");
        report.push(source.finding(&rules::UNKNOWN_SCHEMA, place, said).help(
            "写 `schema: 1`，或换用认得这个版本的 sunlit",
            "write `schema: 1`, or use a sunlit that reads this version",
        ));
    }
    if let Some(portal) = &mut portal {
        targets::check(portal, &source, report);
    }
    Ok((portal, Some(source)))
}

/// The settings as far as they can be read; periods in them by the fiscal year that they name themselves.
fn settings(source: &Source, report: &mut Report) -> Option<Row> {
    let asked = Asked::of(&PORTAL);
    let mut told = Report::default();
    let row = source::record_partly(source, asked, &mut told);
    let fiscal = row.clone().map(Portal::from).map(|portal| portal.settings.fiscal);
    match fiscal.filter(|fiscal| fiscal.crosses()) {
        Some(fiscal) => source::record_partly(source, asked.by(fiscal), report),
        None => {
            report.absorb(told);
            row
        }
    }
}

pub use filed::Filed;
pub use guests::guests;
pub use inputs::{Inputs, Options};
pub use kinds::{is_declaration, kinds};
pub use law::{is_pack, law};
pub use misnamed::{is_like_record, misnamed};
pub use personal::{cells, consented, left_lying, text, unused};
pub use plan::{Plan, RESERVED, TEXTS, UnitPlan, plan};
pub use private::{kept, names, names_of_nothing, office};
pub use records::{Records, TakenAway};
pub use traces::traces;

/// `content/published.lock`, where it is there.
pub fn lock(
    project: &Project,
    files: &[Arc<str>],
    report: &mut Report,
) -> io::Result<Option<Lock>> {
    let Some(path) = files.iter().find(|file| is_lock(file)) else { return Ok(None) };
    let source = project.read(path, report)?;
    Ok(source.map(|source| Lock::read(&source, report)))
}

/// Whether a file is the lock.
pub fn is_lock(file: &str) -> bool {
    file == LOCK
}

/// Reads all files of a unit. A file with mistakes is told and left out; the others go on.
pub fn unit(
    project: &Project,
    plan: &UnitPlan,
    (kinds, as_of): (&Kinds, Option<Date>),
    sealing: bool,
    report: &mut Report,
) -> io::Result<Records> {
    personal::yaml(&plan.source, (&plan.source.text, 0), &UNIT, &plan.consented, report);
    personal::contacts(&plan.unit, as_of, &plan.source, report);
    let (mut records, mut used, rest) = written(project, plan, kinds, sealing, report)?;
    let (mut attached, mut holding) = (BTreeMap::new(), Vec::new());
    for (envelope, source) in records.envelopes().filter(|(e, _)| !e.attachments.is_empty()) {
        let files = attachments::files(project, plan, (envelope, source), &mut used, report)?;
        if let Some(mut seals) = records.seals.get(&source.path).cloned() {
            let confirmed =
                files.iter().filter(|file| envelope.attachments[file.at].is_confirmed());
            for file in confirmed {
                seals.iter_mut().for_each(|seal| seal.holds(file.at, &file.sums));
            }
            holding.push((source.path.clone(), seals));
        }
        attached.insert(source.path.clone(), files);
    }
    records.attached = attached;
    records.seals.extend(holding);
    lines_stay_inside(&records, report);
    let used: BTreeSet<Arc<str>> = used.into_iter().collect();
    let names = misnamed::Names::of(plan, kinds);
    for (file, told) in rest.into_iter().filter(|(file, _)| !used.contains(*file)) {
        unexpected(project, &names, &records, (file, told), report)?;
    }
    records.ledgers.sort_by_key(|filed| (filed.set, filed.period()));
    reversals(&mut records.ledgers);
    Ok(records)
}

/// Lays reversals to what they take back, wherever among the months it is, and adds up anew what they stand in.
fn reversals(ledgers: &mut [Filed]) {
    tally::reversals::settle(ledgers.iter_mut().map(|f| (f.set, &mut f.ledger)).collect());
    for filed in ledgers {
        if filed.ledger.lines.iter().any(Line::is_reversal) {
            filed.sums = Sums::of(&filed.ledger);
        }
    }
}

/// Records, the files used beside them, and the rest, each with whether its name was told.
type Written<'p> = (Records, Vec<Arc<str>>, Vec<(&'p Arc<str>, bool)>);

/// Records as they are written, without the files that go with them.
fn written<'p>(
    project: &Project,
    plan: &'p UnitPlan,
    kinds: &Kinds,
    sealing: bool,
    report: &mut Report,
) -> io::Result<Written<'p>> {
    let mut records = Records { sealing, ..Records::default() };
    let (mut used, mut rest) = (Vec::new(), Vec::new());
    let names = misnamed::Names::of(plan, kinds);
    for file in &plan.files {
        personal::name(file, report);
        // Lines are called what their ledger calls them.
        let (right, told) = match meant::is_csv(file) {
            true => (None, false),
            false => names.judge(file, report),
        };
        let (read, before) = (records.count() + records.drafts.len(), rest.len());
        match right.as_deref().and_then(|right| right.split_once('/')) {
            Some((FINANCE, name)) if name.ends_with(".yaml") => {
                ledger::file(project, plan, file, &mut records, &mut used, report)?;
            }
            Some((folder, name)) => match kinds.of_file(folder, name) {
                Some(kind) => {
                    record::file(project, plan, kind, file, (&mut records, &mut used), report)?;
                }
                None => rest.push((file, told)),
            },
            None => rest.push((file, told)),
        }
        let now = records.count() + records.drafts.len();
        records.unread += usize::from(now == read && rest.len() == before);
    }
    Ok((records, used, rest))
}

/// A unit's records for a look at them, by whoever tells nothing of what is wrong; none where something blocks.
pub fn glance(project: &Project, plan: &UnitPlan, kinds: &Kinds) -> io::Result<Option<Records>> {
    let mut own = Report::default();
    let (records, ..) = written(project, plan, kinds, false, &mut own)?;
    let mistaken = records.envelopes().any(|(envelope, _)| envelope.reviewed_after());
    let blocked = own.blocks() || mistaken;
    Ok((!blocked).then_some(records))
}

/// A file of lines holds the full names that pages mask: attached as it is, it would tell them.
fn lines_stay_inside(records: &Records, report: &mut Report) {
    let of_ledgers = records.ledgers.iter().filter_map(|f| Some(&f.lines.as_ref()?.0.path));
    let tables = records.others.iter().flat_map(|(record, _)| &record.tables);
    let tables = tables.chain(records.ledgers.iter().flat_map(|filed| &filed.tables));
    let lines: Vec<&Arc<str>> = of_ledgers.chain(tables.map(|table| &table.source.path)).collect();
    for (source, file) in
        records.attached.iter().flat_map(|(s, all)| all.iter().map(move |f| (s, f)))
    {
        if lines.contains(&&file.path) {
            let said = Said::new(
                "这是放明细的文件，里面有全名，不能当附件公开",
                "this file holds the rows of a record with full names; it cannot be attached",
            );
            let place = Place::Field(format!("attachments.{}.file", file.at));
            report.push(Finding::new(&rules::ATTACHMENT_REFUSED, source, place, said).help(
                "页面上已经有遮好名字的 CSV",
                "the page already offers a CSV with the names masked",
            ));
        }
    }
}

fn unexpected(
    project: &Project,
    names: &misnamed::Names,
    records: &Records,
    (file, told): (&Arc<str>, bool),
    report: &mut Report,
) -> io::Result<()> {
    personal::unused(project, file, report)?;
    // What a draft names will be used.
    let name = file.rsplit('/').next().unwrap_or(file);
    if records.drafts.iter().any(|draft| draft.text.contains(name)) {
        return Ok(());
    }
    if told || (meant::is_csv(file) && names.judge(file, report).1) {
        return Ok(());
    }
    let bytes = project.bytes(file).unwrap_or_default();
    let text = std::str::from_utf8(&bytes).ok();
    let headed = text.is_some_and(|text| source::split_head(text).is_some());
    let lost = (file.ends_with(".md") && headed).then(|| misnamed(file, None));
    let lost = names.nearly(file, text).or(lost);
    let lost = lost.or_else(|| names.lines_of_nothing(records, file));
    if let Some(finding) = lost.or_else(|| names.table_of_nothing(file, &bytes)) {
        report.push(finding);
        return Ok(());
    }
    let said = Said::new("这个文件没有用到", "this file was not used");
    report.push(Finding::new(&rules::UNEXPECTED_FILE, file, Place::File, said).help(
        "财务放 finance/…….yaml，事务公开放 notices/…….md，附件要在公开里写上文件名",
        "ledgers are finance/….yaml, notices notices/….md; a record names its attachments",
    ));
    Ok(())
}
