//! The files of a record on their way out: pictures made anew, or kept from the last build; others copied.

use std::borrow::Cow;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::office;
use crate::attachment::{self, Form, Picture, Trouble};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::Envelope;
use crate::model::Said;
use crate::read::{Attached, Records, UnitPlan};
use crate::run::context::{Run, Stop};
use crate::run::press;
use crate::sink::{Door, Sink, Sums, list_of};
use crate::site::{Content, Output};
use crate::source::{Source, hex};
use crate::waist::{self, Desk, Published, PublishedFiles};

/// What the last build listed of a unit, so that an unchanged picture is not made twice.
pub fn listed(run: &Run, plan: &UnitPlan, records: &Records) -> Result<Sums, Stop> {
    if records.attached.is_empty() {
        return Ok(Sums::default());
    }
    let list = run.sink.last_good(&list_of(&plan.unit.id))?.unwrap_or_default();
    Ok(Sums::parse(&String::from_utf8_lossy(&list), &plan.unit.id))
}

/// Puts out the files somebody has looked through, of the records whose rows the web shows.
pub fn put(
    (run, desk): (&Run, &Desk),
    listed: &Sums,
    door: &mut Door,
) -> Result<PublishedFiles, Stop> {
    let (desk, records) = (desk, desk.records);
    let shown = |envelope: &Envelope| desk.medium.shows_lines(envelope.audience);
    let months = records.ledgers.iter().map(|filed| (&filed.ledger.envelope, &filed.source));
    let others = records.others.iter().filter(|(one, _)| waist::record::is_shown(desk, one));
    let others = others.map(|(record, source)| (&record.envelope, source));
    let mut all = PublishedFiles::new();
    for (envelope, source) in months.chain(others).filter(|(envelope, _)| shown(envelope)) {
        let files = records.attached(source);
        if !files.is_empty() {
            let (published, outputs) =
                made_of((run, desk), listed, (envelope, source), door.report)?;
            press::put(run, outputs, door)?;
            all.insert(source.path.clone(), published);
        }
    }
    Ok(all)
}

/// The files of one record. What cannot be opened is told.
fn made_of(
    (run, desk): (&Run, &Desk),
    listed: &Sums,
    (envelope, source): (&Envelope, &Source),
    report: &mut Report,
) -> Result<(Vec<Published>, Vec<Output>), Stop> {
    let (desk, files) = (desk, desk.records.attached(source));
    let (mut all, mut outputs) = (Vec::new(), Vec::new());
    let mut put = |path: &str, bytes: Vec<u8>| {
        let content = Content::Attachment(bytes);
        outputs.push(Output::new(path, content, source.path.clone()));
    };
    for file in files.iter().filter(|file| envelope.attachments[file.at].is_confirmed()) {
        let word = attachment::address_word(file.form, &file.sha256);
        let address = waist::file_address(desk, envelope, &word);
        let path = format!("{address}.{}", file.form.ending());
        let small_path = format!("{address}-small.jpg");
        let (bytes, small) = if file.form.is_picture() {
            let kept = kept(run.sink, listed, &[&small_path, &path])?;
            let made = match kept {
                Some(made) => made,
                None => match made(run, file)? {
                    Ok(made) => made,
                    Err(trouble) => {
                        report.push(told(&source.path, file, trouble));
                        continue;
                    }
                },
            };
            let [small, large] = made;
            put(&small_path, small.bytes);
            (large.bytes, Some((small_path, small.width, small.height)))
        } else {
            let bytes = run.inputs.project.bytes(&file.path)?;
            if let Ok(inside) = attachment::inside(file.form, &bytes) {
                let texts: Vec<&str> = inside.texts.iter().map(|(_, text)| text.as_ref()).collect();
                if texts.iter().any(|text| matches!(desk.names.mask(text), Cow::Owned(_))) {
                    report.push(full_name(&file.path));
                }
                office::of_paper(run.inputs, &file.path, &texts, report);
                let of = (desk.plan, desk.records);
                office::listed_in_paper(run.inputs, of, (&file.path, &inside), report);
            }
            (bytes, None)
        };
        all.push(Published {
            at: file.at,
            form: file.form,
            path: path.clone(),
            size_bytes: bytes.len(),
            sha256: hex(&Sha256::digest(&bytes)),
            small,
        });
        put(&path, bytes);
    }
    Ok((all, outputs))
}

/// A notice and no more: a name of two characters may be a word of the paper.
pub fn full_name(path: &Arc<str>) -> Finding {
    let said = Said::new(
        "附件里有账上个人的全名，页面上是遮住的",
        "it holds the full name of a person in the ledgers, whom the pages mask",
    );
    Finding::new(&rules::ATTACHMENT_NAMES_PERSON, path, Place::File, said).help(
        "在原件里遮成 张* 再导出；不是人名就不用管",
        "mask it in the original and export again; nothing to do if it is no name",
    )
}

/// Pictures that cannot be opened, where something else keeps the unit from being published: one run tells all.
pub fn look(run: &Run, records: &Records, report: &mut Report) -> Result<(), Stop> {
    for (source, files) in &records.attached {
        for file in files.iter().filter(|file| file.form.is_picture()) {
            if let Err(trouble) = made(run, file)? {
                report.push(told(source, file, trouble));
            }
        }
    }
    Ok(())
}

fn made(run: &Run, file: &Attached) -> Result<Result<[Picture; 2], Trouble>, Stop> {
    Ok(attachment::made(file.form, &run.inputs.project.bytes(&file.path)?))
}

fn told(source: &Arc<str>, file: &Attached, trouble: Trouble) -> Finding {
    let place = Place::Field(format!("attachments.{}.file", file.at));
    Finding::new(trouble.rule, source, place, trouble.said).help(trouble.help.zh, trouble.help.en)
}

/// The pictures as the last build left them, if it listed them and they are still what it listed. The address follows
/// the source and the encoder, so pictures at this address are those that would be made.
fn kept(sink: &dyn Sink, listed: &Sums, paths: &[&str; 2]) -> Result<Option<[Picture; 2]>, Stop> {
    let one = |path: &str| -> Result<Option<Picture>, Stop> {
        let Some(sum) = listed.files.get(path) else { return Ok(None) };
        let Some(bytes) = sink.last_good(path)? else { return Ok(None) };
        if hex(&Sha256::digest(&bytes)) != *sum {
            return Ok(None);
        }
        let sides = attachment::dimensions(Form::Jpeg, &bytes);
        Ok(sides.map(|(width, height)| Picture { width, height, bytes }))
    };
    let (small, large) = (one(paths[0])?, one(paths[1])?);
    Ok(small.zip(large).map(|(small, large)| [small, large]))
}
