//! A unit against the lock of what was published, and what is left of records that were taken away.

use std::collections::{BTreeMap, BTreeSet};

use crate::check;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::Kinds;
use crate::lock::{Locked, Since, Taken};
use crate::model::{Date, Said};
use crate::read::{Records, TakenAway};
use crate::run::UnitPlan;
use crate::run::context::{Run, Stop, UnitDone};
use crate::sink::{self, LIST, Sums, list_of};
use crate::site::forward;
use crate::source::Source;

/// Whether everything published is still there and says what it said, its corrections apart. Returns what removals
/// took away.
pub fn ask(run: &Run, plan: &UnitPlan, records: &Records, report: &mut Report) -> TakenAway {
    kinds_known(&run.inputs.kinds, plan, report);
    moved_there(&run.inputs.kinds, plan, records, report);
    check::gone_to_come(&plan.source, &plan.unit.removed, run.inputs.as_of, report);
    let mut taken = TakenAway::new();
    let Some(lock) = run.inputs.lock.as_ref() else { return taken };
    let since = Since(lock.accepted);
    let unit = &plan.unit;
    let ids = unit.formerly.iter().chain([&unit.id]);
    let named = ids.flat_map(|id| lock.of(id).into_iter().map(move |locked| (id, locked)));
    let locked: BTreeMap<String, Locked> =
        named.map(|(id, locked)| (format!("{id}/{}", locked.id), locked)).collect();
    let was = |source: &Source| {
        let mut seals = records.seals.get(&source.path)?.iter();
        seals.find_map(|seal| Some((seal, locked.get(seal.record())?, since)))
    };
    let mut note = |source: &Source, away: Vec<Taken>| {
        if !away.is_empty() {
            taken.insert(source.path.clone(), away);
        }
    };
    for filed in &records.ledgers {
        let envelope = &filed.ledger.envelope;
        let at = |rule, way: &str, said| check::published::in_month(filed, rule, way, said);
        if let Some(both) = was(&filed.source) {
            note(
                &filed.source,
                check::published::check(&at, (envelope, run.inputs.as_of), both, report),
            );
        }
    }
    for (record, source) in &records.others {
        let at = |rule, way: &str, said| check::published::in_file(source, rule, way, said);
        if let Some(both) = was(source) {
            note(
                source,
                check::published::check(&at, (&record.envelope, run.inputs.as_of), both, report),
            );
        }
    }
    // A file that could not be read is not gone.
    if !report.blocks() {
        let mut here: BTreeSet<&str> = records.envelopes().map(|(e, _)| e.id.as_str()).collect();
        let arrived = unit.moved.iter().filter(|moved| here.contains(moved.to.as_str()));
        let left: Vec<&str> = arrived.map(|moved| moved.from.as_str()).collect();
        here.extend(left);
        let stubs = (&plan.unit.removed[..], &run.inputs.kinds, run.inputs.as_of);
        let locked: Vec<Locked> = locked.into_values().collect();
        check::published::gone(&plan.source, &locked, &here, stubs, report);
    }
    taken
}

/// Whole units that the lock or the site of the last build knows and the content does not.
pub fn units_gone(run: &Run, report: &mut Report) -> Result<(), Stop> {
    let ids = |plan: &'_ UnitPlan| {
        let unit = &plan.unit;
        unit.formerly.iter().chain([&unit.id]).cloned().collect::<Vec<_>>()
    };
    let here: BTreeSet<String> = run.inputs.plan.units.iter().flat_map(ids).collect();
    let locked: BTreeSet<&str> =
        run.inputs.lock.as_ref().iter().flat_map(|lock| lock.units()).collect();
    for id in locked.iter().filter(|id| !here.contains(**id)) {
        check::published::unit_gone(id, report);
    }
    for id in built(run)?.difference(&here).filter(|id| !locked.contains(id.as_str())) {
        check::published::unit_lost(id, report);
    }
    Ok(())
}

/// Records of a unit that the site of the last build has pages of and the content has not; and which it has and no page is
/// made of, for whoever compares another place with this build.
pub fn records_gone(
    run: &Run,
    plan: &UnitPlan,
    done: &UnitDone,
    report: &mut Report,
) -> Result<BTreeMap<String, Option<Date>>, Stop> {
    // Of what cannot be read nobody knows where it would be.
    if done.report.blocks() {
        if run.inputs.options.keep_going
            && done.summary.is_none()
            && !run.inputs.options.lets_units_go
        {
            left_behind(run, plan, report)?;
        }
        return Ok(BTreeMap::new());
    }
    let id = &plan.unit.id;
    let of = |id: &str, bytes: Option<Vec<u8>>| {
        Sums::parse(&String::from_utf8_lossy(&bytes.unwrap_or_default()), id).files
    };
    let now = &done.files.files;
    let mut held_back = BTreeMap::new();
    // What a unit published under another id it owes under this one.
    for former in plan.unit.formerly.iter().chain([id]) {
        let known_as = |from: &str, to: &str, path: &str| {
            path.strip_prefix(from)
                .map_or_else(|| path.to_string(), |inside| format!("{to}{inside}"))
        };
        let is_there = |path: &str| now.contains_key(&known_as(former, id, path));
        let held =
            done.here.iter().filter(|(address, _)| !now.contains_key(&format!("{address}.html")));
        held_back.extend(held.map(|(address, day)| (known_as(id, former, address), *day)));
        if !run.inputs.options.lets_units_go {
            let before = of(former, run.sink.last_good(&list_of(former))?);
            let is_held_back = |address: &str| held_back.contains_key(address);
            for address in sink::lost(before.keys().map(String::as_str), is_there, is_held_back) {
                report.push(check::published::record_lost(&plan.source, address));
            }
            for from in before.keys().filter(|path| path.ends_with(".html") && !is_there(path)) {
                let page = run.sink.last_good(from)?.unwrap_or_default();
                // A record has data beside its page; what stands for one that was taken away has not.
                let is_record = |to: &String| now.contains_key(&to.replace(".html", ".json"));
                if let Some(to) = forward::leads_to(&page).filter(is_record) {
                    report.push(move_lost(&plan.source, from, &to));
                }
            }
        }
    }
    Ok(held_back)
}

/// A unit that has another id now and is blocked has its last good pages under the old one, where nothing keeps them.
fn left_behind(run: &Run, plan: &UnitPlan, report: &mut Report) -> Result<(), Stop> {
    for former in &plan.unit.formerly {
        let list = run.sink.last_good(&list_of(former))?.unwrap_or_default();
        let before = Sums::parse(&String::from_utf8_lossy(&list), former).files;
        let records = sink::lost(before.keys().map(String::as_str), |_| false, |_| false);
        if records.is_empty() {
            continue;
        }
        let (id, count) = (&plan.unit.id, records.len());
        let said = Said::new(
            format!(
                "`{id}` 有必改的，上次的 {count} 份公开还在原来的编号 `{former}` 下面，会整个拿走"
            ),
            format!(
                "`{id}` has something to mend, and its {count} record(s) of the last build are under its former id `{former}`: they would all go"
            ),
        );
        report.push(plan.source.finding(&rules::PUBLISHED_RECORD_GONE, Place::File, said).help(
            "先改好本单位的必改项，或先用原来的编号；确实要拿走的，用 --yes",
            "mend what blocks the unit first, or keep the old id until then; where they are meant to go, use --yes",
        ));
    }
    Ok(())
}

/// Who follows an old link would find nothing, though the record is there.
fn move_lost(head: &Source, from: &str, to: &str) -> Finding {
    let said = Said::new(
        format!("{from} 上次还转到 {to}，unit.yaml 的 moved 里现在没有写它"),
        format!(
            "{from} led on to {to} in the last build, and `moved` in unit.yaml names it no more"
        ),
    );
    head.finding(&rules::PUBLISHED_RECORD_GONE, Place::File, said).help(
        "把 moved 里的那一条写回去，旧的链接才到得了；确实不要了，用 --yes",
        "put its entry under `moved` back, so that old links arrive; where it is meant to go, use --yes",
    )
}

/// The units of the last build: those whose folders its list names. None where they may go.
fn built(run: &Run) -> Result<BTreeSet<String>, Stop> {
    if run.inputs.options.lets_units_go {
        return Ok(BTreeSet::new());
    }
    let list = run.sink.last_good(LIST)?.unwrap_or_default();
    let sums = Sums::parse(&String::from_utf8_lossy(&list), "");
    let folders = sums.files.keys().filter_map(|path| path.strip_suffix(LIST)?.strip_suffix('/'));
    Ok(folders.filter(|folder| !folder.contains('/')).map(str::to_string).collect())
}

/// A stub needs the kind's folder for its address. A month's money is never taken away whole: its lines must add up.
fn kinds_known(kinds: &Kinds, plan: &UnitPlan, report: &mut Report) {
    for (at, gone) in plan.unit.removed.iter().enumerate() {
        if kinds.by_key(&gone.kind).is_some() {
            continue;
        }
        let said =
            Said::new(format!("没有类别 `{}`", gone.kind), format!("no kind `{}`", gone.kind));
        let place = Place::Field(format!("removed.{at}.kind"));
        report.push(plan.source.finding(&rules::UNKNOWN_CHOICE, place, said).help(
            "写类别的代号，如 notice；财务公开不能整份撤下，只能改掉其中的个人信息",
            "write the kind's key, such as notice; a ledger cannot be taken away whole, only the personal data in it",
        ));
    }
}

/// A record that moved is where it moved to, no longer where it was, and of a kind that has a folder.
fn moved_there(kinds: &Kinds, plan: &UnitPlan, records: &Records, report: &mut Report) {
    let here: BTreeSet<&str> = records.envelopes().map(|(e, _)| e.id.as_str()).collect();
    let source = &plan.source;
    for (at, moved) in plan.unit.moved.iter().enumerate() {
        let place = |field: &str| Place::Field(format!("moved.{at}.{field}"));
        if kinds.by_key(&moved.kind).is_none() {
            let said = Said::new(
                format!("没有类别 `{}`", moved.kind),
                format!("no kind `{}`", moved.kind),
            );
            report.push(source.finding(&rules::UNKNOWN_CHOICE, place("kind"), said).help(
                "写类别的代号，如 notice；财务公开的网址看月份，不看编号",
                "write the kind's key, such as notice; a ledger's address is its month, not its id",
            ));
        }
        // What cannot be read is not gone.
        if !here.contains(moved.to.as_str()) && !report.blocks() {
            let said = Said::new(
                format!("没有编号为 `{}` 的公开", moved.to),
                format!("there is no record `{}`", moved.to),
            );
            report.push(source.finding(&rules::UNKNOWN_RECORD, place("to"), said).help(
                "写它现在的编号；已撤下的，写进 removed",
                "write the id it has now; what was taken away belongs under `removed`",
            ));
        }
        if here.iter().any(|id| id.eq_ignore_ascii_case(&moved.from)) {
            let said = Said::new(
                format!("`{}` 写着已改编号，文件却还在", moved.from),
                format!("`{}` is said to have moved, and its file is still there", moved.from),
            );
            report.push(source.finding(&rules::REMOVED_AND_THERE, place("from"), said).help(
                "改掉文件里的编号，或删去这一条",
                "change the id in its file, or drop this entry",
            ));
        }
    }
}
