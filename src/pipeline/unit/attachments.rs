//! The files of a record on their way out: pictures made anew, or kept from the last build; others copied.

use std::borrow::Cow;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::{office, press::Press};
use crate::attachment::{self, Form, Picture, Trouble};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::Envelope;
use crate::model::Said;
use crate::pipeline::plan::UnitPlan;
use crate::pipeline::read::{Attached, Records};
use crate::pipeline::{Shop, Stop};
use crate::sink::{Door, Sink, Sums, list_of};
use crate::source::{Source, hex};
use crate::waist::Published;

/// What the last build listed of a unit, so that an unchanged picture is not made twice.
pub fn listed(shop: &Shop, plan: &UnitPlan, records: &Records) -> Result<Sums, Stop> {
    if records.attached.is_empty() {
        return Ok(Sums::default());
    }
    let list = shop.sink.last_good(&list_of(&plan.unit.id))?.unwrap_or_default();
    Ok(Sums::parse(&String::from_utf8_lossy(&list), &plan.unit.id))
}

/// Puts out the files somebody has looked through. What cannot be opened is told.
pub fn put(
    press: &Press,
    (envelope, source): (&Envelope, &Source),
    files: &[Attached],
    door: &mut Door,
) -> Result<Vec<Published>, Stop> {
    let desk = press.desk();
    let mut all = Vec::new();
    for file in files.iter().filter(|file| envelope.attachments[file.at].is_confirmed()) {
        let word = attachment::address_word(file.form, &file.sha256);
        let address = crate::waist::file_address(&desk, envelope, &word);
        let path = format!("{address}.{}", file.form.ending());
        let small_path = format!("{address}-small.jpg");
        let (bytes, small) = if file.form.is_picture() {
            let kept = kept(press.shop.sink, press.listed, &[&small_path, &path])?;
            let made = match kept {
                Some(made) => made,
                None => match made(press.shop, file)? {
                    Ok(made) => made,
                    Err(trouble) => {
                        door.report.push(told(&source.path, file, trouble));
                        continue;
                    }
                },
            };
            let [small, large] = made;
            door.put_file(&small_path, &small.bytes, &source.path)?;
            (large.bytes, Some((small_path, small.width, small.height)))
        } else {
            let bytes = press.shop.project.bytes(&file.path)?;
            if let Ok(inside) = attachment::inside(file.form, &bytes) {
                let texts: Vec<&str> = inside.texts.iter().map(|(_, text)| text.as_ref()).collect();
                if texts.iter().any(|text| matches!(press.names.mask(text), Cow::Owned(_))) {
                    door.report.push(full_name(&file.path));
                }
                office::of_paper(press.shop, &file.path, &texts, door.report);
                let of = (press.plan, press.records);
                office::listed_in_paper(press.shop, of, (&file.path, &inside), door.report);
            }
            (bytes, None)
        };
        door.put_file(&path, &bytes, &source.path)?;
        all.push(Published {
            at: file.at,
            form: file.form,
            path,
            size_bytes: bytes.len(),
            sha256: hex(&Sha256::digest(&bytes)),
            small,
        });
    }
    Ok(all)
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
pub fn look(shop: &Shop, records: &Records, report: &mut Report) -> Result<(), Stop> {
    for (source, files) in &records.attached {
        for file in files.iter().filter(|file| file.form.is_picture()) {
            if let Err(trouble) = made(shop, file)? {
                report.push(told(source, file, trouble));
            }
        }
    }
    Ok(())
}

fn made(shop: &Shop, file: &Attached) -> Result<Result<[Picture; 2], Trouble>, Stop> {
    Ok(attachment::made(file.form, &shop.project.bytes(&file.path)?))
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
