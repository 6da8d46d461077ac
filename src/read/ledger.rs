//! A month of a ledger from its files: the YAML head, and the lines in it or in a CSV file beside it.

use std::io;
use std::sync::Arc;

use super::beside::Beside;
use super::filed::Filed;
use super::plan::UnitPlan;
use super::records::Records;
use super::searched::searched_in;
use super::waiver::Waiver;
use super::{accounts, dated, personal};
use crate::finding::{Grade, Report, rules};
use crate::kind::envelope::{Audience, is_draft};
use crate::kind::ledger::{self, LEDGER, LINE, Ledger};
use crate::lock::Whole;
use crate::model::shape::Row;
use crate::model::{Period, Said};
use crate::source::disk::Project;
use crate::source::{self, Asked, Source};
use crate::tally::Sums;

/// Reads a month: its head, and its lines from wherever they stand.
pub fn file(
    project: &Project,
    plan: &UnitPlan,
    file: &Arc<str>,
    records: &mut Records,
    used: &mut Vec<Arc<str>>,
    report: &mut Report,
) -> io::Result<()> {
    let Some(source) = project.read(file, report)? else { return Ok(()) };
    let asked = Asked { tables: true, ..Asked::of(&LEDGER).by(plan.fiscal) };
    let asked = (asked, Waiver::Older(&plan.unit));
    let row = searched_in(&source, (&source.text, 0), asked, &plan.consented, report);
    let Some(mut row) = row else { return Ok(()) };
    if is_draft(&LEDGER, &row) {
        records.drafts.push(source);
        return Ok(());
    }
    let head = source.text.as_str();
    let beside = Beside { project, plan, source: &source, head, offset: 0, worked: &[] };
    // Sums over half the lines would only raise false questions.
    let Some(tables) = beside.fill(&LEDGER, &mut row, used, report)? else { return Ok(()) };
    let said = records.sealing.then(|| row.clone());
    let mut ledger = Ledger::from(row);
    let set = match plan.stand_in {
        true => Some(records.set_as_named(&ledger.account_set)),
        false => set_and_month(plan, &source, &ledger, report),
    };
    dated::ledger(&source, &ledger, report);
    let lines = match ledger.lines_file.is_empty() {
        true => None,
        false => {
            match lines_file(project, plan, &source, (&mut ledger, said.is_some()), used, report)? {
                None => return Ok(()),
                some => some,
            }
        }
    };
    if let Some(row) = said {
        let apart = lines.as_ref().map_or(&[][..], |lines| &lines.rows);
        let whole = Whole {
            shape: &LEDGER,
            people: &[],
            audience: Audience::Public,
            row: &row,
            lines: apart,
            body: "",
        };
        records.seal(plan, &source, whole);
    }
    let lines = lines.map(|lines| (lines.source, lines.starts));
    let Some(set) = set else { return Ok(()) };
    let mut filed = Filed { ledger, source, lines, tables, set, sums: Sums::default() };
    if accounts::settle(&mut filed, report) {
        filed.sums = Sums::of(&filed.ledger);
        records.ledgers.push(filed);
    }
    Ok(())
}

/// A CSV file of lines: where each line begins, and what it says where that is to be sealed.
struct LinesFile {
    source: Source,
    starts: Vec<usize>,
    rows: Vec<Row>,
}

/// The CSV file beside the head; only a plain name beside it will do.
fn lines_file(
    project: &Project,
    plan: &UnitPlan,
    head: &Source,
    (ledger, sealing): (&mut Ledger, bool),
    used: &mut Vec<Arc<str>>,
    report: &mut Report,
) -> io::Result<Option<LinesFile>> {
    let name = ledger.lines_file.clone();
    let place = || head.place(&LEDGER, "lines_file");
    if !super::searched::is_plain(&name) {
        let said = Said::new(
            format!("`{name}` 不是同一文件夹里的文件名"),
            format!("`{name}` is no file of this folder"),
        );
        report.push(
            head.finding(&rules::UNSAFE_PATH, place(), said)
                .help("只写文件名，如 2026-03.csv", "write the name alone, such as 2026-03.csv"),
        );
        return Ok(None);
    }
    let folder = head.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path: Arc<str> = Arc::from(format!("{folder}/{name}"));
    if !plan.files.contains(&path) {
        let said = Said::new(format!("找不到 `{name}`"), format!("`{name}` is not there"));
        report.push(head.finding(&rules::MISSING_FILE, place(), said));
        return Ok(None);
    }
    used.push(path.clone());
    if !ledger.lines.is_empty() {
        let said = Said::new(
            "明细既写在这里，又写在明细文件里",
            "the lines stand both here and in a lines file",
        );
        let place = head.place(&LEDGER, "lines");
        report.push(head.finding(&rules::DUPLICATE_FIELD, place, said).help(
            "只留一处：删去 `lines` 或 `lines_file`",
            "keep one: remove `lines` or `lines_file`",
        ));
        return Ok(None);
    }
    let Some(source) = project.read(&path, report)? else { return Ok(None) };
    personal::csv(&source, &plan.consented, report);
    let before = report.count(Grade::MustFix);
    let read = source::csv_rows(&source, &LINE, report);
    if report.count(Grade::MustFix) > before {
        return Ok(None);
    }
    let rows = if sealing { read.rows.clone() } else { Vec::new() };
    ledger.lines.extend(read.rows.into_iter().map(ledger::line));
    Ok(Some(LinesFile { source, starts: read.starts, rows }))
}

fn set_and_month(
    plan: &UnitPlan,
    source: &Source,
    ledger: &Ledger,
    report: &mut Report,
) -> Option<usize> {
    if !matches!(ledger.envelope.period, Period::Month(..)) {
        let said = Said::new(
            format!("财务公开按月，所属期写的是 {}", ledger.envelope.period),
            format!("a ledger is of one month; the period is {}", ledger.envelope.period),
        );
        report.push(source.finding(&rules::NOT_A_MONTH, source.place(&LEDGER, "period"), said));
        return None;
    }
    let found = plan.unit.book(&ledger.account_set);
    if found.is_none() {
        let known: Vec<&str> = plan.unit.books.iter().map(|b| b.id.as_str()).collect();
        let said = Said::new(
            format!("没有账套 `{}`", ledger.account_set),
            format!("there is no account set `{}`", ledger.account_set),
        );
        let place = source.place(&LEDGER, "account_set");
        report.push(source.finding(&rules::UNKNOWN_ACCOUNT_SET, place, said).help(
            format!("unit.yaml 里有：{}", known.join("、")),
            format!("unit.yaml has: {}", known.join(", ")),
        ));
    }
    found.map(|(set, _)| set)
}
