//! The search for personal numbers on the way in: texts as written, values as meant, file names, files of no use.

use std::cell::LazyCell;
use std::io;
use std::sync::Arc;

use crate::finding::{Finding, Place, Report, rules};
use crate::kind::ledger::LINE;
use crate::kind::unit::Unit;
use crate::model::money::half_width;
use crate::model::shape::{Row, Shape, Type, Value};
use crate::model::{Date, Said};
use crate::scan::{self, Hit, Personal};
use crate::source::disk::Project;
use crate::source::{self, CsvCells, Places, Scalars, Source};

/// More numbers of one file are not told at once; whoever removes these finds the rest at the next look.
const TOLD_MAX: usize = 200;

/// Duty phones whose owners have agreed to their publication by this day, as written and as digits alone. A value that
/// holds anything beside one mobile is no duty phone.
pub fn consented(unit: &Unit, as_of: Option<Date>) -> Vec<String> {
    let by_now = |day: Date| as_of.is_none_or(|today| day <= today);
    let agreed =
        unit.contacts.iter().filter(|c| c.consent.is_some_and(by_now) && is_mobile(&c.phone));
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
    bare.len() == 11 && bare.starts_with('1') && bare.as_bytes()[1] >= b'3'
}

/// A mobile among the contacts needs the day its owner consented, and that day must have come.
pub fn contacts(unit: &Unit, as_of: Option<Date>, source: &Source, report: &mut Report) {
    for (index, contact) in unit.contacts.iter().enumerate().filter(|(_, c)| is_mobile(&c.phone)) {
        let name = &contact.name;
        let said = match (contact.consent, as_of) {
            (None, _) => Said::new(
                format!("“{name}”的电话是手机号，没有写本人同意的日期"),
                format!("the phone of `{name}` is a mobile without its owner's consent"),
            ),
            (Some(day), Some(today)) if day > today => Said::new(
                format!("“{name}”同意公开手机号的日期 {day} 在截至日 {today} 之后"),
                format!(
                    "the owner of `{name}` consents on {day}, after {today}, the day of this build"
                ),
            ),
            _ => continue,
        };
        let place = Place::Field(format!("contacts.{index}.phone"));
        report.push(source.finding(&rules::PHONE_WITHOUT_CONSENT, place, said).help(
            "换成办公电话，或征得同意后写 `consent:` 日期",
            "use the office's phone, or add `consent:` with the day it was given",
        ));
    }
}

/// Searches a YAML text as it was written, comments and all; `offset` is the byte of the file it begins at.
pub fn yaml(
    source: &Source,
    (yaml, offset): (&str, usize),
    shape: &'static Shape,
    consented: &[String],
    report: &mut Report,
) {
    let scalars = LazyCell::new(|| Scalars::read(yaml, shape));
    written(source, yaml, offset, consented, |at| scalars.at(at), report);
}

/// Searches a CSV file; the heading says which column holds numbers of papers.
pub fn csv(source: &Source, consented: &[String], report: &mut Report) {
    let cells = LazyCell::new(|| CsvCells::read(&source.text, &LINE));
    written(source, &source.text, 0, consented, |at| cells.at(at), report);
}

/// Searches words that belong to no field.
pub fn text(source: &Source, text: &str, offset: usize, consented: &[String], report: &mut Report) {
    written(source, text, offset, consented, |_| None, report);
}

fn written(
    source: &Source,
    text: &str,
    offset: usize,
    consented: &[String],
    cell_at: impl Fn(usize) -> Option<(Type, String)>,
    report: &mut Report,
) {
    let hits = scan::hits_except(text.as_bytes(), consented).into_iter();
    let passes =
        |hit: &Hit| cell_at(hit.start).is_some_and(|(of, text)| passes(of, &text, hit.kind));
    for hit in hits.filter(|hit| !passes(hit)).take(TOLD_MAX) {
        report.push(told(source, Place::Bytes(offset + hit.start, offset + hit.end), hit.kind));
    }
}

/// Searches a record's values as they were read: a number may have been written with escapes or over two lines.
pub fn values(
    source: &Source,
    (yaml, offset): (&str, usize),
    shape: &'static Shape,
    row: &Row,
    consented: &[String],
    report: &mut Report,
) {
    let mut found = Vec::new();
    let mut look = |way: String, of: Type, text: &str| {
        if let Type::Phone = of {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            if is_mobile(text) && !consented.contains(&digits) {
                found.push((way, Personal::Mobile, text.to_string()));
            }
            return;
        }
        let hits = scan::hits_except(text.as_bytes(), consented);
        if let Some(hit) = hits.iter().find(|hit: &&Hit| !passes(of, text, hit.kind)) {
            found.push((way, hit.kind, text.to_string()));
        }
    };
    each_text(shape, row, "", &mut look);
    if found.is_empty() {
        return;
    }
    let places = Places::read(yaml, offset, shape);
    for (way, kind, text) in found.into_iter().take(TOLD_MAX) {
        let whole = places.as_ref().and_then(|places| places.whole(&way));
        // What stands there letter by letter was told as it was written, a phone field's own mobiles apart.
        let raw = whole.and_then(|(start, end)| source.text.get(start..end)).unwrap_or_default();
        let told_already = report.findings.iter().any(|f| match (&f.place, whole) {
            (Place::Bytes(start, end), Some((from, to))) => {
                f.rule.code == rules::PERSONAL_NUMBER.code
                    && f.file == source.path
                    && *start >= from
                    && *end <= to
                    && raw.contains(&text)
            }
            _ => false,
        });
        if !told_already {
            let place = places.as_ref().and_then(|places| places.of(&way));
            let place = place.map_or(Place::File, |(start, end)| Place::Bytes(start, end));
            report.push(told(source, place, kind));
        }
    }
}

/// Every text of a row with the way to it, such as `lines.3.text`.
fn each_text(
    shape: &'static Shape,
    row: &Row,
    above: &str,
    look: &mut impl FnMut(String, Type, &str),
) {
    for (field, value) in shape.fields().zip(&row.values) {
        let way = || format!("{above}{}", field.name);
        match (value, field.of) {
            (Value::Text(text), of) => look(way(), of, text),
            (Value::Texts(texts), of) => {
                for (at, text) in texts.iter().enumerate() {
                    look(format!("{}.{at}", way()), of, text);
                }
            }
            (Value::Group(row), Type::Group(inner)) => {
                each_text(inner, row, &format!("{}.", way()), look);
            }
            (Value::List(rows), Type::List(inner)) => {
                for (at, row) in rows.iter().enumerate() {
                    each_text(inner, row, &format!("{}.{at}.", way()), look);
                }
            }
            _ => {}
        }
    }
}

/// Whether what looks like a personal number is another one by the field it stands in. A complete, valid ID number is
/// one wherever it stands.
fn passes(of: Type, text: &str, kind: Personal) -> bool {
    match of {
        Type::Reference => kind != Personal::IdNumber && is_number_of_paper(text),
        Type::CreditCode => scan::is_credit_code(text),
        _ => false,
    }
}

/// A number of a paper is letters, digits and the few words such numbers are made with; a sentence about someone is not.
fn is_number_of_paper(text: &str) -> bool {
    const WORDS: &str = "记收付转银现字第号凭证票据合同编发收据款入账专普电子税务局至及等";
    const MARKS: &str = "-/#.№_()（）〔〕[]:、,，－— ";
    let of_paper =
        |c: char| half_width(c).is_ascii_alphanumeric() || WORDS.contains(c) || MARKS.contains(c);
    text.chars().count() <= 64 && text.chars().all(of_paper)
}

/// What is said at the place of a hit.
pub fn suspected(kind: Personal) -> Said {
    let words = kind.words();
    Said::new(format!("这里有疑似{}", words.zh), format!("a possible {} stands here", words.en))
}

fn told(source: &Source, place: Place, kind: Personal) -> Finding {
    source.finding(&rules::PERSONAL_NUMBER, place, suspected(kind)).help(
        "删去这个号码；它不能进入公开资料，连源文件也不能留",
        "remove it: it must not be published, nor stay in the source file",
    )
}

pub fn name(file: &Arc<str>, report: &mut Report) {
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

/// What systems and editors left lying is not asked about; that it cannot be read is nobody's matter either.
pub fn left_lying(project: &Project, file: &Arc<str>, report: &mut Report) -> io::Result<()> {
    match project.bytes(file) {
        Ok(_) => unused(project, file, report),
        Err(_) => Ok(()),
    }
}

/// A file nothing reads may still lie in a public repository.
pub fn unused(project: &Project, file: &Arc<str>, report: &mut Report) -> io::Result<()> {
    name(file, report);
    let Some(bytes) = project.bytes_or_tell(file, report) else { return Ok(()) };
    // Among the bytes of pictures and archives digits stand by chance.
    let Ok(text) = std::str::from_utf8(&bytes) else { return Ok(()) };
    source::secrets(file, text, report);
    for hit in scan::hits(text.as_bytes()) {
        let (place, said) = (Place::Bytes(hit.start, hit.end), suspected(hit.kind));
        report.push(Finding::new(&rules::PERSONAL_NUMBER, file, place, said).help(
            "删去这个号码，或把文件移出 content",
            "remove it, or move the file out of content",
        ));
    }
    Ok(())
}
