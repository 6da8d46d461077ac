//! A blocked unit under `--keep-going`: its last good pages, with a plain mark on each, as far as they may still be shown.

use std::sync::Arc;

use crate::attachment::{self, Form};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::Audience;
use crate::model::Said;
use crate::page::theme;
use crate::pipeline::plan::UnitPlan;
use crate::pipeline::read::{Attached, Records};
use crate::pipeline::{Shop, Stop};
use crate::scan;
use crate::sink::{Door, Sums, list_of};
use crate::tally::Summary;
use crate::tally::summary::SCHEMA;
use crate::waist;

/// The summary and pages a blocked unit had when it was last good, with a plain mark on every page.
///
/// They go through the door again: a duty phone whose owner has withdrawn is a mobile now. And nothing stays that the
/// unit has meanwhile kept for fewer people. Where either is so, none of the old pages is kept.
pub fn last_good(
    shop: &Shop,
    plan: &UnitPlan,
    records: &Records,
    report: &mut Report,
) -> Result<Option<Summary>, Stop> {
    let id = &plan.unit.id;
    let Some(list) = shop.sink.last_good(&list_of(id))? else { return Ok(None) };
    let listed = Sums::parse(&String::from_utf8_lossy(&list), id);
    if let Some(file) = narrowed(shop, plan, records, &listed)? {
        report.push(not_kept(&file));
        return Ok(None);
    }
    let bytes = shop.sink.last_good(&format!("{id}/summary.json"))?.unwrap_or_default();
    // Pages written by another version stay, even where their summary can no longer be read.
    let known = serde_json::from_slice::<Summary>(&bytes).ok().filter(|s| s.schema == SCHEMA);
    let mut summary = known.unwrap_or_else(|| super::empty_summary(shop, plan));
    let mut own = Report::default();
    let mut door = Door::new(shop.sink, &mut own);
    for path in listed.files.keys() {
        let Some(old) = shop.sink.last_good(path)? else { continue };
        if path.starts_with(&format!("{id}/files/")) {
            // Of what may be said today: the scanner may have learned since.
            if tells_numbers(path, &old, &plan.consented) {
                shop.sink.forget(id)?;
                return Ok(None);
            }
            door.put_file(path, &old, &plan.source.path)?;
            continue;
        }
        let marked = mark(path, old);
        let mut exempt = plan.consented.clone();
        exempt.extend(hashes(&marked));
        door.put(path, &marked, &exempt, &plan.source.path)?;
    }
    door.close(id)?;
    let leaks = own.blocks();
    report.absorb(own);
    if leaks {
        shop.sink.forget(id)?;
        return Ok(None);
    }
    summary.stale = true;
    Ok(Some(summary))
}

/// The file of a record that is for fewer people now than the page the last build left says.
fn narrowed(
    shop: &Shop,
    plan: &UnitPlan,
    records: &Records,
    listed: &Sums,
) -> Result<Option<Arc<str>>, Stop> {
    let names = crate::model::party::Names::default();
    let desk =
        waist::Desk { portal: shop.portal, unit: &plan.unit, names: &names, as_of: shop.as_of };
    if let Some(file) = unconfirmed(&desk, records, listed) {
        return Ok(Some(file));
    }
    let months = records.ledgers.iter().map(|filed| {
        let address = waist::ledger::address(&desk, filed.set, filed.period());
        (address, filed.ledger.envelope.audience, &filed.source.path)
    });
    let others = records.others.iter().map(|(record, source)| {
        let address = waist::record::address(&desk, record);
        (address, record.envelope.audience, &source.path)
    });
    for (address, audience, file) in months.chain(others) {
        if audience == Audience::Public {
            continue;
        }
        let Some(old) = shop.sink.last_good(&format!("{address}.json"))? else { continue };
        let old: serde_json::Value = serde_json::from_slice(&old).unwrap_or_default();
        let tells_lines = old["rows"].as_array().is_none_or(|rows| !rows.is_empty());
        if audience == Audience::Specific || tells_lines || old["kind"] != "ledger" {
            return Ok(Some(file.clone()));
        }
    }
    Ok(None)
}

/// Whether a file that was published holds what may not be.
fn tells_numbers(path: &str, bytes: &[u8], consented: &[String]) -> bool {
    let inside = Form::of(path, bytes).and_then(|form| attachment::inside(form, bytes));
    inside.map_or(true, |inside| {
        let mut texts = inside.texts.iter();
        texts.any(|(_, text)| !scan::hits_except(text.as_bytes(), consented).is_empty())
    })
}

/// The record whose published file is no longer confirmed.
fn unconfirmed(desk: &waist::Desk, records: &Records, listed: &Sums) -> Option<Arc<str>> {
    records.envelopes().find_map(|(envelope, source)| {
        let withdrawn = |file: &&Attached| {
            let word = attachment::address_word(file.form, &file.sha256);
            let address = waist::file_address(desk, envelope, &word);
            !envelope.attachments[file.at].is_confirmed()
                && listed.files.contains_key(&format!("{address}.{}", file.form.ending()))
        };
        records.attached(source).iter().find(withdrawn).map(|_| source.path.clone())
    })
}

fn not_kept(file: &Arc<str>) -> Finding {
    let said = Said::new(
        "公开对象比上次窄了：本单位上次的页面没有保留",
        "for fewer people than before: the unit's last good pages are not kept",
    );
    Finding::new(&rules::LAST_GOOD_NOT_KEPT, file, Place::File, said)
        .help("改好本单位的必改项，再生成一次", "mend what blocks the unit and build again")
}

/// The checksums a page names: words of 64 hexadecimal digits, in which digits stand by chance.
fn hashes(bytes: &[u8]) -> Vec<String> {
    let words = bytes.split(|b| !b.is_ascii_alphanumeric());
    let hashes = words.filter(|word| word.len() == 64 && word.iter().all(u8::is_ascii_hexdigit));
    hashes.map(|word| String::from_utf8_lossy(word).into_owned()).collect()
}

fn mark(path: &str, old: Vec<u8>) -> Vec<u8> {
    if !path.ends_with(".html") {
        return old;
    }
    match String::from_utf8(old) {
        Ok(text) => text.replacen(theme::LAST_GOOD_HIDDEN, theme::LAST_GOOD_SHOWN, 1).into_bytes(),
        Err(error) => error.into_bytes(),
    }
}
