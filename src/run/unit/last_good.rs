//! A blocked unit under `--keep-going`: its last good pages, with a plain mark on each, as far as they may still be shown.

mod doubts;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::doubts::Doubts;
use super::{office, summary};
use crate::attachment::{self, Form};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::{Audience, Envelope};
use crate::model::Said;
use crate::model::date::parse_date;
use crate::model::party::{Names, parties};
use crate::page::theme;
use crate::read::{Attached, Records, UnitPlan};
use crate::run::Last;
use crate::run::context::{Run, Stop};
use crate::scan;
use crate::sink::{LIST, Sums, list_of, sum_of};
use crate::source::Source;
use crate::tally::{Summary, summary::SCHEMA};
use crate::waist::{self, Desk};

/// The summary and pages a blocked unit had when it was last good, with a plain mark on every page.
///
/// They go through the door again: a duty phone whose owner has withdrawn is a mobile now. And nothing stays that the
/// unit has meanwhile kept for fewer people, withdrawn or removed, nor a name that is a person's by now, or may be one by a
/// file that was not read to its end. Where any of it is so, none of the old pages is kept.
pub fn last_good(
    run: &Run,
    plan: &UnitPlan,
    (records, masked): (&Records, &Names),
    report: &mut Report,
) -> Result<Option<(Summary, Sums)>, Stop> {
    let id = &plan.unit.id;
    let Some(list) = run.sink.last_good(&list_of(id))? else { return Ok(None) };
    let listed = Sums::parse(&String::from_utf8_lossy(&list), id);
    if let Some(path) = altered(run, id, (&list, &listed))? {
        report.push(altered_not_kept(&plan.source.path, &path));
        return Ok(None);
    }
    if let Some(file) = narrowed(run, plan, records, &listed)? {
        report.push(not_kept(&file));
        return Ok(None);
    }
    let bytes = run.sink.last_good(&format!("{id}/summary.json"))?.unwrap_or_default();
    if lists_a_guest_who_left(run, plan, &bytes) {
        report.push(not_kept(&plan.source.path));
        return Ok(None);
    }
    // Pages written by another version stay, even where their summary can no longer be read.
    let known = serde_json::from_slice::<Summary>(&bytes).ok().filter(|s| s.schema == SCHEMA);
    let summary = known.unwrap_or_else(|| summary::empty_summary(run, plan));
    let papers = [summary::papers(records), summary.papers.clone()].concat();
    let mut own = Report::default();
    let doubts = Doubts::of(run, plan, records)?;
    let persons = Persons::of(&doubts, plan, (records, masked));
    let mut door = run.door(&mut own);
    for path in listed.files.keys() {
        let Some(old) = run.sink.last_good(path)? else { continue };
        if path.starts_with(&format!("{id}/files/")) {
            if tells_numbers(path, &old, &plan.consented) {
                run.sink.forget(id)?;
                return Ok(None);
            }
            door.put_file(path, &old, &plan.source.path)?;
            continue;
        }
        if persons.are_named(run, path, &old) {
            run.sink.forget(id)?;
            report.push(names_not_kept(&plan.source.path));
            return Ok(None);
        }
        let marked = mark(path, old);
        let mut exempt = plan.consented.clone();
        exempt.extend(papers.iter().cloned().chain(hashes(&marked)));
        door.put(path, &marked, &exempt, &plan.source.path)?;
    }
    let files = door.sums;
    let leaks = own.blocks();
    report.absorb(own);
    if leaks {
        run.sink.forget(id)?;
        return Ok(None);
    }
    Ok(Some((Summary { stale: true, ..summary }, files)))
}

/// The first file that is not as the unit's list says, the list itself by the one above it: nobody vouches for what was
/// changed since.
fn altered(run: &Run, id: &str, (list, listed): (&[u8], &Sums)) -> Result<Option<String>, Stop> {
    let root = run.sink.last_good(LIST)?.unwrap_or_default();
    let root = Sums::parse(&String::from_utf8_lossy(&root), "");
    if root.files.get(&list_of(id)).is_some_and(|sum| *sum != sum_of(list)) {
        return Ok(Some(list_of(id)));
    }
    for (path, sum) in &listed.files {
        if run.sink.last_good(path)?.is_some_and(|old| sum_of(&old) != *sum) {
            return Ok(Some(path.clone()));
        }
    }
    Ok(None)
}

/// Who must not stand in full on old pages.
struct Persons<'a> {
    /// Of people who also sign only where they are paid or pay; the others anywhere.
    lists: [(Names, &'a Names); 2],
    doubts: &'a Doubts,
}

impl<'a> Persons<'a> {
    fn of(doubts: &'a Doubts, plan: &UnitPlan, (records, masked): (&Records, &'a Names)) -> Self {
        let anywhere = |names: &Names| {
            let signers = doubts.in_duty.iter().map(String::as_str);
            names.clone().without(office::in_duty(plan, records)).without(signers)
        };
        let lists = [masked, &doubts.persons].map(|names| (anywhere(names), names));
        Persons { lists, doubts }
    }

    /// Whether an old file says one of them, or somebody whom no file of today vouches for.
    fn are_named(&self, run: &Run, path: &str, old: &[u8]) -> bool {
        let text = String::from_utf8_lossy(old);
        if self.lists.iter().any(|(anywhere, _)| !anywhere.found(&text).is_empty()) {
            return true;
        }
        if !path.ends_with(".json") {
            return false;
        }
        let page: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let mut paid = doubts::paid(run, &page).into_iter().flat_map(parties);
        let held = |one: &str| self.lists.iter().any(|(_, names)| names.hold(one));
        paid.any(held) || self.doubts.leave_open(run, &page)
    }
}

/// The file of a record that is for fewer people now than the page the last build left says, or that was taken away.
fn narrowed(
    run: &Run,
    plan: &UnitPlan,
    records: &Records,
    listed: &Sums,
) -> Result<Option<Arc<str>>, Stop> {
    if let Some(file) = unconfirmed(run, plan, records, listed) {
        return Ok(Some(file));
    }
    let now = today(run, plan, records);
    for address in listed.files.keys().filter_map(|path| path.strip_suffix(".json")) {
        let Some(old) = run.sink.last_good(&format!("{address}.json"))? else { continue };
        let old: serde_json::Value = serde_json::from_slice(&old).unwrap_or_default();
        let (audience, file) = match now.get(address) {
            Some(now) if now.tells_less_than(&old) => return Ok(Some(now.file.clone())),
            Some(now) => (now.audience, now.file.clone()),
            None => match of_sources(run, plan, records, &old)? {
                Some(found) => found,
                None => continue,
            },
        };
        let tells_lines = old["rows"].as_array().is_none_or(|rows| !rows.is_empty());
        let told = audience == Audience::Specific || tells_lines || old["kind"] != "ledger";
        if audience != Audience::Public && told {
            return Ok(Some(file));
        }
    }
    Ok(None)
}

/// A record that could be read, as it stands now.
struct Now {
    audience: Audience,
    removals: usize,
    /// Whether its posting has ended and it named persons.
    ended: bool,
    file: Arc<str>,
}

impl Now {
    /// Whether the old page still says what was taken away since, or names persons past their day.
    fn tells_less_than(&self, old: &serde_json::Value) -> bool {
        let corrections = old["corrections"].as_array().map_or(&[][..], Vec::as_slice);
        let removals = corrections.iter().filter(|one| one["old"] == "" && one["new"] == "");
        self.removals > removals.count() || self.ended && old["facts"]["ended"].is_null()
    }
}

/// The records that could be read, by their addresses.
fn today(run: &Run, plan: &UnitPlan, records: &Records) -> BTreeMap<String, Now> {
    let nobody = Names::default();
    let desk = Desk::new(run.inputs, plan, &nobody, records);
    let now = |envelope: &Envelope, audience, ended, source: &Source| {
        let (removals, file) = (envelope.removed.len(), source.path.clone());
        Now { audience, removals, ended, file }
    };
    let months = records.ledgers.iter().map(|filed| {
        let (address, envelope) =
            (waist::ledger::address(&desk, filed.set, filed.period()), &filed.ledger.envelope);
        (address, now(envelope, envelope.audience, false, &filed.source))
    });
    let others = records.others.iter().map(|(record, source)| {
        let (address, envelope) = (waist::record::address(&desk, record), &record.envelope);
        let shown = waist::record::is_shown(&desk, record);
        // What was withdrawn is for nobody. What shows its sums alone is not for everyone.
        let audience = if shown { envelope.audience } else { Audience::Specific };
        let ended = waist::record::takes_persons_down(&desk, record);
        (address, now(envelope, audience, ended, source))
    });
    months.chain(others).collect()
}

/// Whether the old pages list a record of another unit that is not listed here any more.
fn lists_a_guest_who_left(run: &Run, plan: &UnitPlan, summary: &[u8]) -> bool {
    let (nobody, nothing) = (Names::default(), Records::default());
    let desk = Desk::new(run.inputs, plan, &nobody, &nothing);
    let shown = run
        .inputs
        .guests(&plan.unit.id)
        .iter()
        .filter(|g| waist::record::is_shown(&desk, &g.record));
    let here: Vec<String> = shown.map(|guest| guest.listed_in(&plan.unit.id)).collect();
    let old: serde_json::Value = serde_json::from_slice(summary).unwrap_or_default();
    let entries = old["entries"].as_array().map_or(&[][..], Vec::as_slice);
    let listed = entries.iter().filter_map(|entry| entry["href"].as_str());
    listed.filter(|href| href.contains("/index.html#")).any(|href| !here.iter().any(|h| h == href))
}

/// What became of the files an old page was made from: taken away, or unreadable with a word on who may see them.
fn of_sources(
    run: &Run,
    plan: &UnitPlan,
    records: &Records,
    old: &serde_json::Value,
) -> Result<Option<(Audience, Arc<str>)>, Stop> {
    let Some(sources) = old["sources"].as_object() else { return Ok(None) };
    // A masked path tells no file.
    let sources: Vec<&String> = sources.keys().filter(|path| !path.contains('*')).collect();
    let here = |path: &&String| {
        **path == *plan.source.path || plan.files.iter().any(|file| **file == ***path)
    };
    let until = old["facts"]["until"].as_str().and_then(parse_date);
    let over = until.filter(|until| run.inputs.as_of.is_some_and(|today| *until < today));
    let names_maybe = match over.filter(|_| old["facts"]["ended"].is_null()) {
        Some(until) => !Last::read(|path| run.sink.last_good(path))?.is_past(until),
        None => false,
    };
    if let Some(first) = sources.first().filter(|_| !sources.iter().any(here)) {
        if is_taken_away(run, plan, old) || names_maybe {
            return Ok(Some((Audience::Specific, Arc::from(first.as_str()))));
        }
        // It may be one that cannot be read, under another name.
        return of_unread(run, doubts::unread(plan, records).iter());
    }
    let read = records.files();
    for path in sources.into_iter().filter(here) {
        if read.iter().any(|known| ***known == **path) {
            continue;
        }
        let file: Arc<str> = Arc::from(path.as_str());
        if names_maybe && old["kind"] != "ledger" {
            return Ok(Some((Audience::Specific, file)));
        }
        if let Some(found) = of_unread(run, [&file])? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The first of these files that has a word on who may see it.
fn of_unread<'f>(
    run: &Run,
    files: impl IntoIterator<Item = &'f Arc<str>>,
) -> Result<Option<(Audience, Arc<str>)>, Stop> {
    for file in files {
        let text = run.inputs.project.bytes(file)?;
        if let Some(audience) = written_audience(&String::from_utf8_lossy(&text)) {
            return Ok(Some((audience, file.clone())));
        }
    }
    Ok(None)
}

/// Whether somebody said that the record of an old page goes: in the unit's head, or in general where no lock knows it.
/// Else it is lost, and whoever lost a file of a month or a notice must not lose the pages of the whole unit with it.
fn is_taken_away(run: &Run, plan: &UnitPlan, old: &serde_json::Value) -> bool {
    let (unit, id) = (&plan.unit, old["id"].as_str().unwrap_or_default());
    // A page without an id, a year's, is made of others.
    if id.is_empty() {
        return false;
    }
    // Months are never taken away whole.
    if old["kind"] != "ledger" {
        let removed = unit.removed.iter().map(|gone| &gone.id);
        let mut told = removed.chain(unit.moved.iter().map(|moved| &moved.from));
        // A head that is not read to its end may say so all the same.
        let in_text = || plan.told.blocks() && plan.source.text.contains(id);
        if plan.stand_in || told.any(|told| told.eq_ignore_ascii_case(id)) || in_text() {
            return true;
        }
    }
    let mut ids = unit.formerly.iter().chain([&unit.id]);
    let is_locked =
        |of: &String| run.inputs.lock.as_ref().is_some_and(|lock| lock.line(of, id).is_some());
    run.inputs.options.lets_units_go && !ids.any(is_locked)
}

/// Whether a file that was published holds what may not be, as the scanner knows it today.
fn tells_numbers(path: &str, bytes: &[u8], consented: &[String]) -> bool {
    let inside = Form::of(path, bytes).and_then(|form| attachment::inside(form, bytes));
    inside.map_or(true, |inside| {
        let mut texts = inside.texts.iter();
        texts.any(|(_, text)| !scan::hits_except(text.as_bytes(), consented).is_empty())
    })
}

/// The record whose published file is no longer confirmed.
fn unconfirmed(run: &Run, plan: &UnitPlan, records: &Records, listed: &Sums) -> Option<Arc<str>> {
    let nobody = Names::default();
    let desk = &Desk::new(run.inputs, plan, &nobody, records);
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

/// The word on who may see a record in a file that cannot be read as one.
fn written_audience(text: &str) -> Option<Audience> {
    if ["withdrawn:", "撤下日期:", "removed:", "撤下:"].iter().any(|key| text.contains(key)) {
        return Some(Audience::Specific);
    }
    let said = ["audience", "公开对象"].into_iter().flat_map(|key| text.split(key).skip(1));
    let mut said = said.map(|rest| rest.trim_start_matches([' ', ':', '"', '\'']));
    said.find_map(|word| {
        let is = |words: [&str; 2]| words.iter().any(|w| word.starts_with(w));
        let village = is(["village", "本村"]).then_some(Audience::Village);
        if is(["specific", "特定对象"]) { Some(Audience::Specific) } else { village }
    })
}

pub fn not_kept(file: &Arc<str>) -> Finding {
    told(
        file,
        Said::new(
            "能公开的比上次少了：本单位上次的页面没有保留",
            "less may be shown than before: the unit's last good pages are not kept",
        ),
    )
}

fn names_not_kept(file: &Arc<str>) -> Finding {
    told(
        file,
        Said::new(
            "上次写了全名的，现在是个人，或者文件没有读完、看不出还是不是单位：本单位上次的页面没有保留",
            "a name they say in full is a person's now, or may be, as a file was not read to its end: the unit's last \
             good pages are not kept",
        ),
    )
}

fn altered_not_kept(file: &Arc<str>, path: &str) -> Finding {
    told(
        file,
        Said::new(
            format!("上次生成的 {path} 后来被人改过：本单位上次的页面没有保留"),
            format!(
                "{path} of the last build was changed since: the unit's last good pages are not kept"
            ),
        ),
    )
}

fn told(file: &Arc<str>, said: Said) -> Finding {
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
