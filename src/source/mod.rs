//! The one door in: reads the project folder, decodes text, and turns it into rows of a declared shape.

pub mod disk;
mod flow;
mod head;
mod heading;
mod kept;
mod lines;
pub mod litter;
mod marks;
mod mend;
mod mended;
mod misread;
mod places;
pub mod plain;
mod quick;
mod quotes;
mod root;
mod slips;
mod walk;

use std::sync::Arc;

use sha2::{Digest, Sha256};

pub use head::{another_head, split_head};
pub use lines::{CsvCells, csv_rows, each_cell, is_table};
pub use misread::{misread, nearest};
pub use places::{Places, Scalars};

use crate::finding::{Finding, Place, Report, rules};
use crate::model::shape::{Row, Shape};
use crate::model::{Currency, Fiscal, Said};
use crate::scan;

/// A file of the project as text.
#[derive(Clone, Debug)]
pub struct Source {
    /// From the project folder, with `/`.
    pub path: Arc<str>,
    /// Decoded, without byte order mark.
    pub text: String,
    /// SHA-256 of the bytes on disk, lower-case hex.
    pub sha256: String,
    /// What its amounts are in.
    pub currency: Currency,
}

impl Source {
    /// Decodes the bytes of a file. CSV may come as GB18030, as spreadsheets save it; everything else is UTF-8, or UTF-16
    /// with its mark.
    pub fn decode(path: &Arc<str>, bytes: &[u8], report: &mut Report) -> Option<Source> {
        let sha256 = hex(&Sha256::digest(bytes));
        let text =
            match crate::model::coding::text(bytes, path.to_ascii_lowercase().ends_with(".csv")) {
                Ok(text) => text,
                Err(doubt) => {
                    let finding = Finding::new(&rules::NOT_UTF8, path, Place::File, doubt.said);
                    report.push(finding.help(doubt.help.zh, doubt.help.en));
                    return None;
                }
            };
        secrets(path, &text, report);
        directions(path, &text, report);
        lost_letters(path, &text, report);
        Some(Source { sha256, ..Source::of(path.clone(), text) })
    }

    /// A text that is no file of the project, or not yet: in yuan where nobody says otherwise.
    pub fn of(path: Arc<str>, text: String) -> Source {
        Source { path, text, sha256: String::new(), currency: Currency::default() }
    }

    /// Stands in for a file that could not be decoded.
    pub fn unreadable(path: &Arc<str>) -> Source {
        Source::of(path.clone(), String::new())
    }

    /// Where a field of this YAML file stands; the file as a whole where it cannot be found.
    pub fn place(&self, shape: &'static Shape, way: &str) -> Place {
        let found = Places::read(&self.text, 0, shape).and_then(|places| places.of(way));
        found.map_or(Place::File, |(start, end)| Place::Bytes(start, end))
    }

    pub fn finding(
        &self,
        rule: &'static crate::finding::Rule,
        place: Place,
        said: Said,
    ) -> Finding {
        Finding::new(rule, &self.path, place, said)
    }
}

/// Whether a character turns the text after it round, unseen: an amount can be made to read as another.
fn turns_round(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a text holds such a character; all of them are three bytes long, and every file out passes here.
pub fn is_turned(bytes: &[u8]) -> bool {
    let marks =
        |at: usize| matches!(bytes[at..], [_, 0x80, 0xaa..=0xae, ..] | [_, 0x81, 0xa6..=0xa9, ..]);
    memchr::memchr_iter(0xe2, bytes).any(marks) && std::str::from_utf8(bytes).is_ok()
}

/// Tells of the first such character of each line.
fn directions(path: &Arc<str>, text: &str, report: &mut Report) {
    if !is_turned(text.as_bytes()) {
        return;
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some((inside, c)) = line.char_indices().find(|(_, c)| turns_round(*c)) {
            let start = at + inside;
            let code = u32::from(c);
            let said = Said::new(
                format!("这里有看不见的换向字符 U+{code:04X}"),
                format!("a hidden mark U+{code:04X} stands here and turns the text round"),
            );
            let place = Place::Bytes(start, start + c.len_utf8());
            report.push(Finding::new(&rules::HIDDEN_DIRECTION, path, place, said).help(
                "删去它：把这几个字重新打一遍；它会让后面的字和数倒着显示",
                "remove it by typing these words anew; it makes the words and numbers after it read backwards",
            ));
        }
        at += line.len();
    }
}

/// Tells of every password and key in a file: who writes the content is not the only one who reads it.
pub fn secrets(path: &Arc<str>, text: &str, report: &mut Report) {
    // Digests, which we wrote ourselves; by chance one may open as a key does.
    if **path == *disk::LOCK {
        return;
    }
    let names = if **path == *disk::SETTINGS { scan::Names::Any } else { scan::Names::OfKeys };
    for (kind, span) in scan::secrets(text, names) {
        report.push(secret(path, Place::Bytes(span.start, span.end), kind));
    }
}

/// What is said at the place of one.
pub fn secret(path: &Arc<str>, place: Place, kind: scan::Secret) -> Finding {
    let words = kind.words();
    let (zh, en) = (words.zh, words.en);
    let said = Said::new(format!("这里有疑似{zh}"), format!("a possible {en} stands here"));
    Finding::new(&rules::SECRET_IN_CONTENT, path, place, said).help(
        "删去它，并到发给它的地方换一个新的；资料里不写密码",
        "remove it, and have its issuer replace it; no password belongs into the content",
    )
}

/// Tells of what a cell of a table holds that no file of the content may: a password, a mark that turns the text round.
pub fn of_cell(path: &Arc<str>, place: &Place, text: &str, report: &mut Report) {
    for (kind, _) in scan::secrets(text, scan::Names::OfKeys) {
        report.push(secret(path, place.clone(), kind));
    }
    let mut own = Report::default();
    directions(path, text, &mut own);
    lost_letters(path, text, &mut own);
    for mut finding in own.findings {
        finding.place = place.clone();
        report.push(finding);
    }
}

/// Tells of the first letter that another program could not keep.
fn lost_letters(path: &Arc<str>, text: &str, report: &mut Report) {
    let Some(at) = text.find('\u{fffd}') else { return };
    let said = Said::new(
        "这里有个字在转存时丢了，只剩 `\u{fffd}`",
        "a letter was lost here when the file was saved: `\u{fffd}`",
    );
    let place = Place::Bytes(at, at + '\u{fffd}'.len_utf8());
    report.push(Finding::new(&rules::NOT_UTF8, path, place, said).help(
        "照原件把字补上；从原来的程序另存为 UTF-8，就不会丢",
        "write it from the paper; saved as UTF-8 by its own program, the file keeps it",
    ));
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        out.push(DIGITS[(byte >> 4) as usize] as char);
        out.push(DIGITS[(byte & 15) as usize] as char);
    }
    out
}

/// Reads a YAML text of a declared shape.
///
/// The quick reader answers yes or no; on no the file is read again with marks, which reports every mistake with its
/// place. Both walk the same declaration, and a property test holds that they agree.
pub fn record(source: &Source, shape: &'static Shape, report: &mut Report) -> Option<Row> {
    record_as(source, Asked::of(shape), report)
}

/// As [`record`], with what is otherwise than in every file.
pub fn record_as(source: &Source, asked: Asked, report: &mut Report) -> Option<Row> {
    record_in(source, (&source.text, 0), asked, report)
}

/// As [`record`]; where something is mistaken, what is right beside it: required fields may be absent then. `None` where the
/// text is no YAML.
pub fn record_partly(source: &Source, asked: Asked, report: &mut Report) -> Option<Row> {
    match quick::record(&source.text, asked, source.currency) {
        Some(row) => Some(row),
        None => walk::partly(source, (&source.text, 0), asked, report).map(|(row, _)| row),
    }
}

/// What is read, and what may be otherwise than in every file.
#[derive(Clone, Copy)]
pub struct Asked {
    pub shape: &'static Shape,
    /// Whether the fields that may be waived are.
    pub waiving: bool,
    /// Whether the name of a table beside the file may stand for the rows of a list.
    pub tables: bool,
    /// When the portal's fiscal years begin.
    pub fiscal: Fiscal,
}

impl Asked {
    /// A shape as it is declared.
    pub fn of(shape: &'static Shape) -> Asked {
        Asked { shape, waiving: false, tables: false, fiscal: Fiscal::default() }
    }

    /// The same in a portal whose fiscal years begin so.
    pub fn by(self, fiscal: Fiscal) -> Asked {
        Asked { fiscal, ..self }
    }
}

/// As [`record`], for a YAML text that is a part of the file, with the byte it begins at.
pub fn record_in(
    source: &Source,
    part: (&str, usize),
    asked: Asked,
    report: &mut Report,
) -> Option<Row> {
    match quick::record(part.0, asked, source.currency) {
        Some(row) => Some(row),
        None => walk::record(source, part, asked, report),
    }
}

/// Tells of every text cut short by a comment in a YAML file that holds nothing but texts.
pub fn texts_cut_short(source: &Source, report: &mut Report) {
    walk::texts_cut_short(source, report);
}

/// Both readers' answers, for the property test that holds them equal; with what the marked one tells.
pub fn both_readers(source: &Source, shape: &'static Shape) -> (Option<Row>, Option<Row>, Report) {
    let mut report = Report::default();
    let walked = walk::record(source, (&source.text, 0), Asked::of(shape), &mut report);
    let quick = quick::record(&source.text, Asked::of(shape), source.currency);
    (quick, walked.filter(|_| !report.blocks()), report)
}
