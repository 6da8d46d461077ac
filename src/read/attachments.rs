//! The files a record names: where they may lie, what they may be, and what stands in them.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::personal;
use super::plan::UnitPlan;
use crate::attachment::{self, COUNT_MAX, Form, Inside, Trouble};
use crate::finding::{Finding, Grade, Place, Report, Rule, rules};
use crate::kind::envelope::{Audience, Envelope};
use crate::model::Said;
use crate::scan::{self, Sign};
use crate::source::disk::{Project, SIZE_MAX_BYTES};
use crate::source::{self, Source, hex};

/// A file that goes with a record, found sound; its bytes are let go until it is published.
#[derive(Debug)]
pub struct Attached {
    /// Which of the envelope's attachments.
    pub at: usize,
    pub path: Arc<str>,
    pub form: Form,
    /// SHA-256 of the bytes on disk.
    pub sha256: String,
    /// The hashes it may be sealed with, the one that locks get first.
    pub sums: Vec<String>,
    /// Its words, where those whom units below mask are looked for in them: kept from the one reading.
    pub words: Option<String>,
}

/// Reads and searches the files of one record. `used` learns their paths.
pub fn files(
    project: &Project,
    plan: &UnitPlan,
    (envelope, source): (&Envelope, &Source),
    used: &mut Vec<Arc<str>>,
    report: &mut Report,
) -> io::Result<Vec<Attached>> {
    let mut all = Vec::new();
    for (at, one) in envelope.attachments.iter().enumerate() {
        let mut tell = |rule: &'static Rule, said: Said, help: Said| {
            let place = Place::Field(format!("attachments.{at}.file"));
            let finding = source.finding(rule, place, said);
            report.push(finding.help(help.zh, help.en));
        };
        if at >= COUNT_MAX {
            let said = Said::new(
                format!("一条公开最多 {COUNT_MAX} 个附件"),
                format!("a record has at most {COUNT_MAX} attachments"),
            );
            let help =
                Said::new("合成一个 PDF，或分几条公开", "join them in a PDF, or publish several");
            tell(&rules::ATTACHMENT_REFUSED, said, help);
            break;
        }
        let Some(path) = path(plan, source, &one.file, &mut tell) else { continue };
        used.push(path.clone());
        let size = project.size(&path)?;
        if size > SIZE_MAX_BYTES {
            let said = Said::new(
                format!("文件有 {size} 字节，超过 {SIZE_MAX_BYTES} 字节"),
                format!("the file has {size} bytes, more than {SIZE_MAX_BYTES}"),
            );
            let help = Said::new("缩小，或拆成几个文件", "make it smaller, or several files");
            tell(&rules::FILE_TOO_LARGE, said, help);
            continue;
        }
        let bytes = project.bytes(&path)?;
        let looked =
            Form::of(&path, &bytes).and_then(|form| Ok((form, attachment::inside(form, &bytes)?)));
        match looked {
            Ok((form, inside)) => {
                search(&path, form, &inside, &plan.consented, report);
                let sha256 = hex(&Sha256::digest(&bytes));
                let sums = sums(form, &bytes, &sha256);
                let shown = envelope.audience == Audience::Public && one.is_confirmed();
                let words = (plan.is_above && shown).then(|| words(&inside));
                all.push(Attached { at, path, form, sha256, sums, words });
            }
            Err(Trouble { rule, said, help }) => tell(rule, said, help),
        }
    }
    Ok(all)
}

/// All that it says, of figures and marks in a row the first alone: no name has more between its letters.
fn words(inside: &Inside) -> String {
    let letter = |c: char| c.is_alphabetic();
    let mut out = String::new();
    for c in inside.texts.iter().flat_map(|(_, text)| text.chars().chain(['\n'])) {
        if letter(c) || out.ends_with(letter) {
            out.push(c);
        }
    }
    out
}

/// Of a text one hash for each way its lines may end: version control changes that.
fn sums(form: Form, bytes: &[u8], own: &str) -> Vec<String> {
    if !matches!(form, Form::Csv | Form::Txt) {
        return vec![own.to_string()];
    }
    let lines = bytes.split(|byte| *byte == b'\n');
    let lines: Vec<&[u8]> = lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line)).collect();
    let sum = |end: &[u8]| hex(&Sha256::digest(lines.join(end)));
    vec![sum(b"\n"), own.to_string(), sum(b"\r\n")]
}

/// A plain name, of a file beside the record or in the unit's `files/`.
fn path(
    plan: &UnitPlan,
    source: &Source,
    name: &str,
    tell: &mut impl FnMut(&'static Rule, Said, Said),
) -> Option<Arc<str>> {
    if !super::searched::is_plain(name) {
        let said = Said::new(
            format!("`{name}` 不是单单一个文件名"),
            format!("`{name}` is not the name of a file alone"),
        );
        let help = Said::new(
            "只写文件名，文件放在这条公开旁边或单位的 files 文件夹里",
            "write the name alone; the file lies beside the record or in the unit's `files`",
        );
        tell(&rules::UNSAFE_PATH, said, help);
        return None;
    }
    let beside = source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let unit = plan.source.path.trim_end_matches("/unit.yaml");
    let places = [format!("{beside}/{name}"), format!("{unit}/files/{name}")];
    let found = places.iter().find_map(|place| plan.files.iter().find(|file| ***file == **place));
    if found.is_none() {
        let is_folder = |place: &String| {
            plan.files.iter().any(|f| f.strip_prefix(&**place).is_some_and(|r| r.starts_with('/')))
        };
        let said = match places.iter().any(is_folder) {
            true => Said::new(
                format!("`{name}` 是一个文件夹，不是文件"),
                format!("`{name}` is a folder and no file"),
            ),
            false => Said::new(format!("找不到 `{name}`"), format!("`{name}` is not there")),
        };
        let help = Said::new(
            "放在这条公开旁边，或单位的 files 文件夹里",
            "put it beside the record or into the unit's `files`",
        );
        tell(&rules::MISSING_FILE, said, help);
    }
    found.cloned()
}

/// What stands in the file: personal numbers block, the rest is told.
fn search(path: &Arc<str>, form: Form, inside: &Inside, consented: &[String], report: &mut Report) {
    // A text may be read in several ways, and a number that stands in all of them is told once.
    let mut told = BTreeSet::new();
    for (nth, (_, text)) in inside.texts.iter().enumerate() {
        let as_it_lies = nth == 0 && !form.is_packed();
        // No secret is a number written out.
        let secrets =
            (nth == 0 || form.is_packed()).then(|| scan::secrets(text, scan::Names::OfKeys));
        for (kind, span) in secrets.into_iter().flatten() {
            let at = match as_it_lies {
                true => Place::Bytes(span.start, span.end),
                false => Place::File,
            };
            report.push(source::secret(path, at, kind));
        }
        for hit in scan::hits_except(text.as_bytes(), consented) {
            if inside.is_in_table(nth, hit.start, hit.end) {
                continue;
            }
            let again = !told.insert(&text[hit.start..hit.end]);
            if again && !as_it_lies {
                continue;
            }
            let (place, words) = (inside.place(nth, hit.start), hit.kind.words());
            let (at, said) = match as_it_lies {
                true => (Place::Bytes(hit.start, hit.end), personal::suspected(hit.kind)),
                false => (
                    Place::File,
                    Said::new(
                        format!("附件的{}里有疑似{}", place.zh, words.zh),
                        format!("a possible {} stands in {}", words.en, place.en),
                    ),
                ),
            };
            report.push(Finding::new(&rules::PERSONAL_NUMBER, path, at, said).help(
                "在原件里删去这个号码再导出；涂黑不算删去，下面的字还在",
                "remove it in the original and export again; a black box leaves the text below it",
            ));
        }
    }
    likely(path, form, inside, report);
    let told = inside.metadata.iter().map(|said| (&rules::ATTACHMENT_METADATA, said));
    for (rule, said) in
        told.chain(inside.hidden.iter().map(|said| (&rules::ATTACHMENT_HIDDEN, said)))
    {
        let mut finding = Finding::new(rule, path, Place::File, said.clone()).help(
            "原样公开没有问题就不用管；否则在原来的程序里去掉，或用“打印为 PDF”重存",
            "fine if it may be public as it is; else remove it, or print the file to a PDF",
        );
        // What is hidden and was searched is the clerk's to decide; what could not be searched was refused above.
        finding.grade = Grade::Notice;
        report.push(finding);
    }
}

/// What is somebody's number, most likely: where a word says so, it blocks.
fn likely(path: &Arc<str>, form: Form, inside: &Inside, report: &mut Report) {
    let mut told = BTreeSet::new();
    for (nth, (_, text)) in inside.texts.iter().enumerate() {
        let as_it_lies = nth == 0 && !form.is_packed();
        let judged = |one: &scan::Likely| inside.is_in_table(nth, one.start, one.end);
        for one in scan::likely(text).into_iter().filter(|one| !judged(one)) {
            let digits: String =
                text[one.start..one.end].chars().filter(|c| c.is_alphanumeric()).collect();
            // What is asked about in one reading blocks where another says more.
            let again =
                told.contains(&(true, digits.clone())) || !told.insert((one.sign.blocks(), digits));
            if again && !as_it_lies {
                continue;
            }
            let (place, words) = (inside.place(nth, one.start), one.kind.words());
            let (rule, said) = match one.sign {
                Sign::Slip => (
                    &rules::NUMBER_WITH_SLIP,
                    Said::new(
                        format!("附件的{}里有个号码像写错一位的身份证号", place.zh),
                        format!("a number in {} is like an ID number with a slip", place.en),
                    ),
                ),
                Sign::Form => (
                    &rules::NUMBER_IN_PARTS,
                    Said::new(
                        format!("附件的{}里有几个数连起来像{}", place.zh, words.zh),
                        format!("figures in {} together look like a {}", place.en, words.en),
                    ),
                ),
                Sign::Almost => (&rules::PERSONAL_NUMBER, within(&place, personal::almost())),
                Sign::Masked => {
                    (&rules::NUMBER_ALMOST_WHOLE, within(&place, personal::masked(one.kind)))
                }
                Sign::Word => (
                    &rules::PERSONAL_NUMBER,
                    Said::new(
                        format!("附件的{}里有疑似{}", place.zh, words.zh),
                        format!("a possible {} stands in {}", words.en, place.en),
                    ),
                ),
            };
            let at = match as_it_lies {
                true => Place::Bytes(one.start, one.end),
                false => Place::File,
            };
            let (zh, en) = match one.sign.blocks() {
                true => {
                    ("在原件里删去这个号码再导出", "remove it in the original and export again")
                }
                false => (
                    "是个人号码就在原件里删去再导出；不是就不用管",
                    "remove it in the original and export again if it is a person's; else leave it",
                ),
            };
            report.push(Finding::new(rule, path, at, said).help(zh, en));
        }
    }
}

/// What is said of a number, with the place in the file.
fn within(place: &Said, said: Said) -> Said {
    Said::new(format!("附件的{}：{}", place.zh, said.zh), format!("in {}: {}", place.en, said.en))
}
