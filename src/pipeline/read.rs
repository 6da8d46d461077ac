//! From files to typed records, with every personal number found on the way in.

use std::io;
use std::sync::Arc;

use super::UnitPlan;
use crate::check::{self, Filed, Relative};
use crate::finding::{Finding, Grade, Place, Report, rules};
use crate::kind::ledger::{self, LEDGER, LINE, Ledger};
use crate::kind::notice::{NOTICE, Notice};
use crate::kind::portal::{PORTAL, Portal, SCHEMA};
use crate::kind::unit::{UNIT, Unit};
use crate::model::money::half_width;
use crate::model::shape::{Shape, Type};
use crate::model::{Period, Said};
use crate::scan::{self, Personal};
use crate::source::disk::Project;
use crate::source::{self, Source};
use crate::tally::Sums;

/// Everything a unit discloses.
#[derive(Debug, Default)]
pub struct Records {
    /// By set of books, then by month.
    pub ledgers: Vec<Filed>,
    pub notices: Vec<(Notice, Source)>,
    /// Sets of books as ledgers name them, where the unit's head cannot be read.
    named_sets: Vec<String>,
}

impl Records {
    fn set_as_named(&mut self, name: &str) -> usize {
        self.named_sets.iter().position(|known| known == name).unwrap_or_else(|| {
            self.named_sets.push(name.to_string());
            self.named_sets.len() - 1
        })
    }
}

pub fn portal(project: &Project, report: &mut Report) -> io::Result<Option<Portal>> {
    let path: Arc<str> = Arc::from("content/portal.yaml");
    let Some(source) = project.read(&path, report)? else { return Ok(None) };
    scan_yaml(&source, &PORTAL, &[], report);
    let portal = source::record(&source, &PORTAL, report).map(Portal::from);
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
    if let Some(portal) = &portal {
        let channels = portal.channels.iter().enumerate();
        let mut phones: Vec<(String, &str)> =
            channels.map(|(at, c)| (format!("channels.{at}.phone"), c.phone.as_str())).collect();
        phones.push(("publisher.phone".to_string(), &portal.publisher.phone));
        phone_fields(&source, &PORTAL, &phones, &[], report);
    }
    Ok(portal)
}

/// `private/relatives.yaml`, where it is there.
pub fn relatives(project: &Project, report: &mut Report) -> io::Result<Vec<Relative>> {
    let path: Arc<str> = Arc::from("private/relatives.yaml");
    if !project.root().join(&*path).is_file() {
        return Ok(Vec::new());
    }
    let Some(source) = project.read(&path, report)? else { return Ok(Vec::new()) };
    let row = source::record(&source, &check::RELATIVES, report);
    Ok(row.map(check::relatives).unwrap_or_default())
}

/// Reads all files of a unit. A file with mistakes is told and left out; the others go on.
pub fn unit(project: &Project, plan: &UnitPlan, report: &mut Report) -> io::Result<Records> {
    let mut records = Records::default();
    let folder = plan.source.path.trim_end_matches("unit.yaml");
    scan_yaml(&plan.source, &UNIT, &plan.consented, report);
    without_consent(&plan.unit, &plan.source, report);
    let mut used: Vec<Arc<str>> = Vec::new();
    for file in &plan.files {
        scan_name(file, report);
        let inside = file.strip_prefix(folder).unwrap_or(file);
        match inside.split_once('/') {
            Some(("finance", name)) if name.ends_with(".yaml") => {
                ledger_file(project, plan, file, &mut records, &mut used, report)?;
            }
            Some(("notices", name)) if name.ends_with(".md") => {
                notice_file(project, plan, file, &mut records, report)?;
            }
            Some(("finance", name)) if name.ends_with(".csv") => {}
            _ => unexpected(file, report),
        }
    }
    for file in plan.files.iter().filter(|f| f.ends_with(".csv") && f.contains("/finance/")) {
        if !used.contains(file) {
            unexpected(file, report);
        }
    }
    records.ledgers.sort_by_key(|filed| (filed.set, filed.period()));
    Ok(records)
}

fn unexpected(file: &Arc<str>, report: &mut Report) {
    let said = Said::new("这个文件没有用到", "this file was not used");
    report.push(Finding::new(&rules::UNEXPECTED_FILE, file, Place::File, said).help(
        "财务放 finance/…….yaml，事务公开放 notices/…….md",
        "ledgers are finance/….yaml, notices are notices/….md",
    ));
}

fn ledger_file(
    project: &Project,
    plan: &UnitPlan,
    file: &Arc<str>,
    records: &mut Records,
    used: &mut Vec<Arc<str>>,
    report: &mut Report,
) -> io::Result<()> {
    let Some(source) = project.read(file, report)? else { return Ok(()) };
    scan_yaml(&source, &LEDGER, &plan.consented, report);
    let Some(row) = source::record(&source, &LEDGER, report) else { return Ok(()) };
    let mut ledger = Ledger::from(row);
    let phone = [("objection.phone".to_string(), ledger.envelope.objection.phone.as_str())];
    phone_fields(&source, &LEDGER, &phone, &plan.consented, report);
    let set = match plan.stand_in {
        true => Some(records.set_as_named(&ledger.account_set)),
        false => set_and_month(plan, &source, &ledger, report),
    };
    let lines = match ledger.lines_file.is_empty() {
        true => None,
        false => match lines_file(project, plan, &source, &mut ledger, used, report)? {
            // Sums over half the lines would only raise false questions.
            None => return Ok(()),
            some => some,
        },
    };
    let Some(set) = set else { return Ok(()) };
    let sums = Sums::of(&ledger);
    records.ledgers.push(Filed { ledger, source, lines, set, sums });
    Ok(())
}

/// The CSV file beside the head; only a plain name beside it will do.
fn lines_file(
    project: &Project,
    plan: &UnitPlan,
    head: &Source,
    ledger: &mut Ledger,
    used: &mut Vec<Arc<str>>,
    report: &mut Report,
) -> io::Result<Option<(Source, Vec<usize>)>> {
    let name = ledger.lines_file.clone();
    let place = || head.place(&LEDGER, "lines_file");
    if name.contains(['/', '\\', ':']) || name.starts_with('.') {
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
    scan_csv(&source, &plan.consented, report);
    let before = report.count(Grade::MustFix);
    let read = source::csv_rows(&source, &LINE, report);
    if report.count(Grade::MustFix) > before {
        return Ok(None);
    }
    ledger.lines.extend(read.rows.into_iter().map(ledger::line));
    Ok(Some((source, read.starts)))
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

fn notice_file(
    project: &Project,
    plan: &UnitPlan,
    file: &Arc<str>,
    records: &mut Records,
    report: &mut Report,
) -> io::Result<()> {
    let Some(source) = project.read(file, report)? else { return Ok(()) };
    let Some((head, offset, body, body_at)) = source::split_head(&source.text) else {
        let said = Said::new(
            "文件开头没有用 `---` 包起来的文件头",
            "no head between two lines of `---` opens the file",
        );
        report.push(source.finding(&rules::MISSING_HEAD, Place::Bytes(0, 0), said));
        scan_text(&source, &source.text, 0, &plan.consented, report);
        return Ok(());
    };
    scan_part(
        &source,
        head,
        offset,
        &plan.consented,
        |at| source::type_at(head, &NOTICE, at),
        report,
    );
    scan_text(&source, body, body_at, &plan.consented, report);
    let row = source::record_in(&source, head, offset, &NOTICE, report);
    if let Some(row) = row {
        records.notices.push((Notice::from(row, body), source));
    }
    Ok(())
}

/// Duty phones whose owners agreed to their publication, as written and as digits alone. A value that holds anything
/// beside one mobile is no duty phone.
pub fn consented(unit: &Unit) -> Vec<String> {
    let agreed = unit.contacts.iter().filter(|c| c.consent.is_some() && is_mobile(&c.phone));
    agreed
        .flat_map(|c| {
            let digits = c.phone.chars().filter(char::is_ascii_digit).collect();
            [c.phone.trim().to_string(), digits]
        })
        .collect()
}

/// Whether a phone field holds a mobile, however its digits are parted: `138.1234.5678`, `(138)12345678`, `013812345678`.
fn is_mobile(phone: &str) -> bool {
    let digits: String = phone.chars().map(half_width).filter(char::is_ascii_digit).collect();
    let bare = digits.trim_start_matches('0');
    let bare = bare.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(bare);
    bare.len() == 11
        && bare.starts_with('1')
        && !bare.starts_with(['0', '2'])
        && bare.as_bytes()[1] >= b'3'
}

/// A mobile in a phone field that is no consented duty phone. The search for numbers knows fewer ways to part digits
/// than people do, and a phone field holds nothing else.
fn phone_fields(
    source: &Source,
    shape: &'static Shape,
    phones: &[(String, &str)],
    consented: &[String],
    report: &mut Report,
) {
    for (way, phone) in phones.iter().filter(|(_, phone)| is_mobile(phone)) {
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        if consented.contains(&digits) {
            continue;
        }
        let said = Said::new(
            "这里是手机号，不是已同意公开的值班电话",
            "a mobile, and no consented duty phone",
        );
        report.push(
            source
                .finding(&rules::PERSONAL_NUMBER, source.place(shape, way), said)
                .help("换成办公电话", "use the office's phone"),
        );
    }
}

/// A mobile among the contacts needs the day its owner consented.
fn without_consent(unit: &Unit, source: &Source, report: &mut Report) {
    let all = unit.contacts.iter().enumerate();
    for (index, contact) in all.filter(|(_, c)| c.consent.is_none() && is_mobile(&c.phone)) {
        let said = Said::new(
            format!("“{}”的电话是手机号，没有写本人同意的日期", contact.name),
            format!("the phone of `{}` is a mobile without its owner's consent", contact.name),
        );
        let place = Place::Field(format!("contacts.{index}.phone"));
        report.push(source.finding(&rules::PHONE_WITHOUT_CONSENT, place, said).help(
            "换成办公电话，或征得同意后写 `consent:` 日期",
            "use the office's phone, or add `consent:` with the day it was given",
        ));
    }
}

/// Searches a YAML file; numbers of papers pass by the type of the field they stand in.
pub fn scan_yaml(
    source: &Source,
    shape: &'static Shape,
    consented: &[String],
    report: &mut Report,
) {
    let of = |at| source::type_at(&source.text, shape, at);
    scan_part(source, &source.text, 0, consented, of, report);
}

fn scan_csv(source: &Source, consented: &[String], report: &mut Report) {
    let of = |at| source::csv_type_at(&source.text, &LINE, at);
    scan_part(source, &source.text, 0, consented, of, report);
}

fn scan_text(
    source: &Source,
    text: &str,
    offset: usize,
    consented: &[String],
    report: &mut Report,
) {
    scan_part(source, text, offset, consented, |_| None, report);
}

fn scan_part(
    source: &Source,
    text: &str,
    offset: usize,
    consented: &[String],
    type_at: impl Fn(usize) -> Option<Type>,
    report: &mut Report,
) {
    for hit in scan::hits_except(text.as_bytes(), consented) {
        let number = &text[hit.start..hit.end];
        let of = type_at(hit.start);
        // A paper's number may look like a card or a phone; a complete, valid ID number is one wherever it stands.
        let paper = of.is_some_and(Type::is_number_of_paper) && hit.kind != Personal::IdNumber;
        let firm = matches!(of, Some(Type::CreditCode)) && scan::is_credit_code(number);
        if !paper && !firm {
            tell(source, offset + hit.start, offset + hit.end, hit.kind, report);
        }
    }
}

fn tell(source: &Source, start: usize, end: usize, kind: Personal, report: &mut Report) {
    let words = kind.words();
    let said = Said::new(
        format!("这里有疑似{}", words.zh),
        format!("a possible {} stands here", words.en),
    );
    report.push(source.finding(&rules::PERSONAL_NUMBER, Place::Bytes(start, end), said).help(
        "删去这个号码；它不能进入公开资料，连源文件也不能留",
        "remove it: it must not be published, nor stay in the source file",
    ));
}

fn scan_name(file: &Arc<str>, report: &mut Report) {
    if let Some(hit) = scan::hits(file.as_bytes()).first() {
        let words = hit.kind.words();
        let shown: Arc<str> = Arc::from(scan::redact(file).into_owned());
        let said = Said::new(
            format!("文件名里有疑似{}", words.zh),
            format!("the file's name holds a possible {}", words.en),
        );
        report.push(
            Finding::new(&rules::PERSONAL_NUMBER, &shown, Place::File, said)
                .help("改文件名", "rename the file"),
        );
    }
}
