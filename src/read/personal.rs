//! The search for personal numbers on the way in: texts as written, values as meant, file names, files of no use.

mod cells;
mod field;
mod said;

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

pub use self::cells::cells;
use self::field::{PHONE, Pass, called, is_amount, is_asked, passes};
pub use self::said::{almost, masked, suspected};
use self::said::{in_number_field, likely, told};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::ledger::LINE;
use crate::kind::unit::Unit;
use crate::model::money::half_width;
use crate::model::shape::{Field, Row, Shape, Type, Value};
use crate::model::{Date, Said};
use crate::scan::{self, Likely, Personal, Sign};
use crate::source::disk::Project;
use crate::source::{self, CsvCells, Places, Scalars, Source, each_cell};

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
    let behind = bare.strip_prefix("86").map(|rest| rest.trim_start_matches('0'));
    let bare = behind.filter(|rest| rest.len() == 11).unwrap_or(bare);
    bare.len() == 11 && bare.starts_with('1') && bare.as_bytes()[1] >= b'3'
}

/// A mobile among the contacts needs the day its owner consented, and that day must have come. One that is written
/// otherwise than as a number to be dialled is must-fix.
pub fn contacts(unit: &Unit, as_of: Option<Date>, source: &Source, report: &mut Report) {
    for (index, contact) in unit.contacts.iter().enumerate().filter(|(_, c)| !is_mobile(&c.phone)) {
        let place = Place::Field(format!("contacts.{index}.phone"));
        let what = What::of(Type::Phone, None, &contact.phone, &[]);
        report.findings.extend(what.map(|what| what.told(source, place)));
    }
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
    let cell = |at| scalars.at(at);
    let mut asked = Vec::new();
    let ask = |place, kind, of| {
        // What is read as a text is asked about when its value is.
        if is_amount(of) {
            asked.push(in_number_field(source, place, kind));
        }
    };
    written(source, (yaml, offset), consented, cell, ask, report);
    report.findings.extend(asked);
    // Values are searched when they are read; the names of fields are no words about them.
    for (at, comment) in comments(yaml) {
        for one in scan::likely(comment).iter().filter(|one| cell(at + one.start).is_none()) {
            let from = offset + at;
            report.push(likely(source, Place::Bytes(from + one.start, from + one.end), one));
        }
    }
}

/// What stands behind `#` in a YAML text, and where.
fn comments(yaml: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    yaml.split_inclusive('\n').filter_map(move |line| {
        let from = at;
        at += line.len();
        let mark = line.find('#')?;
        Some((from + mark, &line[mark..]))
    })
}

/// Searches a CSV file; the heading says which column holds numbers of papers.
pub fn csv(source: &Source, consented: &[String], report: &mut Report) {
    let text = &source.text;
    let cells = LazyCell::new(|| CsvCells::read(text, &LINE));
    let cell = |at| cells.at(at);
    let mut asked = Vec::new();
    let ask = |place, kind, _| asked.push(in_number_field(source, place, kind));
    written(source, (text, 0), consented, cell, ask, report);
    report.findings.extend(asked);
    // What stands in another cell is no word about a number, nor a part of it.
    let mut told_count = 0;
    each_cell(text, &mut |value, start, end| {
        if told_count >= TOLD_MAX || scan::likely(value).is_empty() {
            return;
        }
        let Some((of, words)) = cell(start) else { return };
        let written = text[start..end].find(&words).map(|at| start + at);
        for one in scan::likely(&words).iter().filter(|one| is_asked(of, &words, one)) {
            let (from, to) = written.map_or((start, end), |at| (at + one.start, at + one.end));
            report.push(likely(source, Place::Bytes(from, to), one));
            told_count += 1;
        }
    });
}

/// Searches words that belong to no field.
pub fn text(source: &Source, text: &str, offset: usize, consented: &[String], report: &mut Report) {
    written(source, (text, offset), consented, |_| None, |_, _, _| (), report);
    for one in scan::likely(text) {
        report.push(likely(source, Place::Bytes(offset + one.start, offset + one.end), &one));
    }
}

fn written(
    source: &Source,
    (text, offset): (&str, usize),
    consented: &[String],
    cell_at: impl Fn(usize) -> Option<(Type, String)>,
    mut ask: impl FnMut(Place, Personal, Type),
    report: &mut Report,
) {
    let (mut asked, mut told_count) = (BTreeSet::new(), 0);
    for hit in scan::hits_except(text.as_bytes(), consented) {
        if told_count >= TOLD_MAX {
            break;
        }
        let place = Place::Bytes(offset + hit.start, offset + hit.end);
        let cell = cell_at(hit.start);
        let pass = cell.as_ref().map_or(Pass::No, |(of, text)| passes(*of, text, hit.kind));
        match (pass, cell) {
            (Pass::No, _) => {
                told_count += 1;
                report.push(told(source, place, hit.kind));
            }
            // One value is asked about once, however often it stands there.
            (Pass::Asked, Some((of, text))) if asked.insert(text.clone()) => {
                ask(place, hit.kind, of);
            }
            _ => {}
        }
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
    let mut look = |way: String, field: &Field, text: &str| {
        let what = What::of_field(field, text, consented);
        found.extend(what.map(|what| (way, what, text.to_string())));
    };
    each_text(shape, row, "", &mut look);
    if found.is_empty() {
        return;
    }
    let places = Places::read(yaml, offset, shape);
    let mut asked = BTreeSet::new();
    for (way, what, text) in found.into_iter().take(TOLD_MAX) {
        let whole = places.as_ref().and_then(|places| places.whole(&way));
        let place = places.as_ref().and_then(|places| places.of(&way));
        let place = place.map_or(Place::File, |(start, end)| Place::Bytes(start, end));
        let finding = what.told(source, place);
        // What stands there letter by letter was told as it was written, a phone field's own mobiles apart.
        let raw = whole.and_then(|(start, end)| source.text.get(start..end)).unwrap_or_default();
        let told_already = report.findings.iter().any(|f| match (&f.place, whole) {
            (Place::Bytes(start, end), Some((from, to))) => {
                f.rule.code == finding.rule.code
                    && f.file == source.path
                    && *start >= from
                    && *end <= to
                    && raw.contains(&text)
            }
            _ => false,
        });
        let once = !matches!(what, What::Asked(_)) || asked.insert(text.clone());
        if !told_already && once {
            report.push(finding);
        }
    }
}

/// What a value holds.
enum What {
    Sure(Personal),
    Asked(Personal),
    Likely(Likely),
}

impl What {
    /// What a value of this field holds. Where its own words name an ID number or a card, no type makes another number of it.
    fn of_field(field: &Field, text: &str, consented: &[String]) -> Option<What> {
        let called = called(field, text);
        let of = if called.is_some() { Type::Text } else { field.of };
        What::of(of, called, text, consented)
    }

    /// What the words of a field hold; nothing where they hold no number of a person.
    fn of(of: Type, name: Option<&str>, text: &str, consented: &[String]) -> Option<What> {
        if let Type::Phone = of {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            if is_mobile(text) {
                return (!consented.contains(&digits)).then_some(What::Sure(Personal::Mobile));
            }
            // Two numbers of offices beside each other pass for a card one time in ten.
            let likely = scan::likely_in(PHONE, text).into_iter();
            let mut named = likely.filter(|one| one.kind != Personal::BankCard);
            return named
                .find(|one| one.sign.blocks() || one.sign == Sign::Masked)
                .map(What::Likely);
        }
        let hits = scan::hits_except(text.as_bytes(), consented);
        let mut hits = hits.iter().map(|hit| (hit.kind, passes(of, text, hit.kind)));
        match hits.find(|(_, pass)| *pass != Pass::Yes) {
            Some((kind, Pass::No)) => Some(What::Sure(kind)),
            Some((kind, _)) => Some(What::Asked(kind)),
            None => {
                let likely = match name {
                    Some(name) => scan::likely_in(name, text),
                    None => scan::likely(text),
                };
                likely.into_iter().find(|one| is_asked(of, text, one)).map(What::Likely)
            }
        }
    }

    fn told(&self, source: &Source, place: Place) -> Finding {
        match self {
            What::Sure(kind) => told(source, place, *kind),
            What::Asked(kind) => in_number_field(source, place, *kind),
            What::Likely(one) => likely(source, place, one),
        }
    }
}

/// Every text of a row with the way to it, such as `lines.3.text`.
fn each_text(
    shape: &'static Shape,
    row: &Row,
    above: &str,
    look: &mut impl FnMut(String, &Field, &str),
) {
    for (field, value) in shape.fields().zip(&row.values) {
        let way = || format!("{above}{}", field.name);
        match (value, field.of) {
            (Value::Text(text), _) => look(way(), field, text),
            // A count is searched as it was written; the words of its field may call it more.
            (Value::Count(count), _) => look_called(&count.to_string(), field, way, look),
            (Value::Texts(texts), _) => {
                for (at, text) in texts.iter().enumerate() {
                    look(format!("{}.{at}", way()), field, text);
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

fn look_called(
    text: &str,
    field: &Field,
    way: impl Fn() -> String,
    look: &mut impl FnMut(String, &Field, &str),
) {
    if called(field, text).is_some() {
        look(way(), field, text);
    }
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
    let sure = scan::hits(text.as_bytes()).into_iter().map(|hit| (hit.kind, hit.start, hit.end));
    let likely = scan::likely(text).into_iter().filter(|one| one.sign.blocks());
    for (kind, start, end) in sure.chain(likely.map(|one| (one.kind, one.start, one.end))) {
        let (place, said) = (Place::Bytes(start, end), suspected(kind));
        report.push(Finding::new(&rules::PERSONAL_NUMBER, file, place, said).help(
            "删去这个号码，或把文件移出 content",
            "remove it, or move the file out of content",
        ));
    }
    Ok(())
}
