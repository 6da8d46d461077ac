//! What was published changes only with a word on it: old, new and why, in public (issue of corrections; domain 2.0).

use std::collections::BTreeSet;

use super::idle;
use crate::finding::{Finding, Place, Report, Rule, rules};
use crate::kind::Kinds;
use crate::kind::envelope::Envelope;
use crate::kind::removal::Gone;
use crate::lock::{
    Change, Changed, INSIDE, Locked, MARK, MARK_EN, Seal, Since, Taken, changes, tells_return,
};
use crate::model::table::Correction;
use crate::model::{Date, Said};
use crate::read::Filed;
use crate::source::Source;
use crate::source::disk::LOCK;

/// What follows from lines and openings: a correction of an amount or of a whole line tells these too, because the
/// arithmetic of the books holds them already (A1, A3). Openings are told: no line of the month moves them.
const FOLLOWS: &[&str] = &["closing_cash", "closing_bank"];

/// Makes a finding at a value, in whichever file of the record it stands.
pub type At<'a> = dyn Fn(&'static Rule, &str, Said) -> Finding + 'a;

/// One record against its line in the lock. Returns what its removals took away, the earlier ones' too.
pub fn check(
    at: &At,
    (envelope, today): (&Envelope, Option<Date>),
    locked: (&Seal, &Locked, Since),
    report: &mut Report,
) -> Vec<Taken> {
    let mut own = Report::default();
    let taken = against(at, (&envelope.corrections, envelope.removed.len()), locked, &mut own);
    if let Some(today) = today.filter(|_| own.findings.is_empty()) {
        ahead(at, (envelope, today), locked, report);
    }
    if own.findings.is_empty() {
        idle::ask(at, &envelope.corrections, locked, &mut own);
    }
    report.absorb(own);
    taken
}

/// Who reads what is new finds a change on its day. One that is told for a day to come is there already.
fn ahead(
    at: &At,
    (envelope, today): (&Envelope, Date),
    locked: (&Seal, &Locked, Since),
    report: &mut Report,
) {
    let is_ahead = |day: Option<Date>| day.filter(|day| *day > today);
    let come = envelope.corrections.iter().filter(|one| is_ahead(one.date).is_none());
    let come: Vec<Correction> = come.cloned().collect();
    let removed = envelope.removed.iter().filter(|one| is_ahead(one.date).is_none()).count();
    if (come.len(), removed) == (envelope.corrections.len(), envelope.removed.len()) {
        return;
    }
    let mut untold = Report::default();
    against(at, (&come, removed), locked, &mut untold);
    if untold.findings.is_empty() {
        return;
    }
    let corrections = envelope.corrections.iter().map(|one| one.date).enumerate();
    let removals = envelope.removed.iter().map(|one| one.date).enumerate();
    let all = corrections.map(|one| ("corrections", one));
    for (list, (index, day)) in all.chain(removals.map(|one| ("removed", one))) {
        let Some(day) = is_ahead(day) else { continue };
        let said = Said::new(
            format!("改动已经在文件里了，这一条写的却是 {day}，截至 {today} 还没有到"),
            format!(
                "the change is made already, and this entry is dated {day}, which has not come by {today}"
            ),
        );
        let finding = at(&rules::CHANGED_WITHOUT_CORRECTION, &format!("{list}.{index}.date"), said);
        report.push(helped_ahead(finding));
    }
}

fn helped_ahead(finding: Finding) -> Finding {
    finding.help(
        "写改动的那一天，不晚于截至日；portal.yaml 里写死了 as_of 的，删去那一行就按当天算",
        "write the day on which it was changed, none after the as-of day; if portal.yaml fixes as_of, without that line the day is today",
    )
}

/// The same by these corrections and so many removals.
fn against(
    at: &At,
    (corrections, removals): (&[Correction], usize),
    (seal, locked, since): (&Seal, &Locked, Since),
    report: &mut Report,
) -> Vec<Taken> {
    if locked.withdrawn {
        if !tells_return(corrections) {
            report.push(returned(at, &locked.id));
        }
        return Vec::new();
    }
    let all = changes(locked, seal, corrections, since);
    let is_told = |change| matches!(change, Change::Told | Change::Added { told: true });
    let told = all.iter().any(|changed| is_told(changed.change) && changed.moves_money());
    let removed = removals > locked.removals;
    let mut taken = locked.taken.clone();
    // A record that has another id now says so in its unit's head.
    let moved = seal.id != locked.id;
    for changed in all.iter().filter(|changed| !moved || changed.way != "id") {
        let follows = FOLLOWS.contains(&changed.way.as_str()) || changed.way.starts_with("totals.");
        let renamed = |file: &Changed| changed.is_inside_of(file) && file.change == Change::Told;
        match changed.change {
            Change::Told | Change::Added { told: true } => {}
            Change::Untold | Change::OtherOld if told && follows => {}
            _ if all.iter().any(renamed) => {}
            Change::Cut if removed => taken.push(changed.taken(removals - 1)),
            // What covers a person in a file changes its bytes.
            Change::Untold if removed && changed.is_inside() => {
                taken.push(changed.taken(removals - 1));
            }
            Change::Withheld if removed => {}
            Change::Refilled => report.push(refilled(at, changed)),
            Change::Unmarked if removed => report.push(unmarked(at, changed)),
            Change::Added { .. } => report.push(added(at, changed)),
            Change::OtherOld | Change::Withheld => report.push(other_old(at, changed)),
            Change::Untold if removed && changed.is_reworded() => {
                report.push(reworded(at, changed))
            }
            Change::Cut | Change::Unmarked | Change::Untold => report.push(untold(at, changed)),
        }
    }
    taken
}

/// Taken away and posted anew it might say anything.
fn returned(at: &At, id: &str) -> Finding {
    let said = Said::new(
        format!("`{id}` 整份撤下过，现在又放上了，没有写更正"),
        format!("`{id}` was taken away whole and stands again, without a correction"),
    );
    at(&rules::CHANGED_WITHOUT_CORRECTION, "id", said).help(
        "在 corrections 里加一条：date、what、old 写 已撤下、new（现在公开的是什么）、why",
        "add to corrections: date, what, `old: withheld`, new (what stands there now), why",
    )
}

fn added(at: &At, changed: &Changed) -> Finding {
    let said = Said::new(
        "这一行是公开以后加上的，没有写更正",
        "this row was added after publication, without a correction",
    );
    at(&rules::CHANGED_WITHOUT_CORRECTION, &changed.way, said).help(
        "在 corrections 里加一条：date、what（这一行的凭证号或第一项）、old 写 无、new 写加了什么、why",
        "add to corrections: date, what (the row's voucher or first field), `old: none`, new (what was added), why",
    )
}

/// A removal takes away; what puts other words in their place is a correction.
fn reworded(at: &At, changed: &Changed) -> Finding {
    let words = changed.field.map_or(("这一处", "this"), |f| (f.words.zh, f.words.en));
    let said = Said::new(
        format!("`{}`公开过，现在换成了别的话；撤下只能删去，不能改写", words.0),
        format!(
            "`{}` was published and says something else now; a removal takes away and rewrites nothing",
            words.1
        ),
    );
    at(&rules::CHANGED_WITHOUT_CORRECTION, &changed.way, said).help(
        "删去整项，或删去整句并在那里写 〔已撤下〕；要换一种说法的，在 corrections 里再加一条：what、old 写 已撤下、new（现在的话）、why",
        "leave the value out, or whole clauses with 〔withheld〕 in their place; to say it otherwise, add to corrections: what, `old: withheld`, new (as it \
         stands), why",
    )
}

/// A removal and a value filled in anew would together put one name in another's place.
fn refilled(at: &At, changed: &Changed) -> Finding {
    let words = changed.field.map_or(("这一处", "this"), |f| (f.words.zh, f.words.en));
    let said = Said::new(
        format!("`{}`撤下过，现在又写上了，没有写更正", words.0),
        format!("`{}` was taken away and stands again, without a correction", words.1),
    );
    at(&rules::CHANGED_WITHOUT_CORRECTION, &changed.way, said).help(
        "在 corrections 里加一条：date、what、old 写 已撤下、new（现在的值）、why",
        "add to corrections: date, what, `old: withheld`, new (as it stands), why",
    )
}

/// What is left reads as if nothing had stood there: `不` may be what is missing.
fn unmarked(at: &At, changed: &Changed) -> Finding {
    let words = changed.field.map_or(("这一处", "this"), |f| (f.words.zh, f.words.en));
    let said = Said::new(
        format!("`{}`公开过，现在少了几句，删去的地方没有留记号", words.0),
        format!(
            "`{}` was published and lost some clauses, and no mark stands where they were",
            words.1
        ),
    );
    at(&rules::CHANGED_WITHOUT_CORRECTION, &changed.way, said).help(
        format!("在删去的地方写 {MARK}，读的人才知道这里少了话"),
        format!("write {MARK_EN} in each place, so that whoever reads it knows that something stood there"),
    )
}

fn untold(at: &At, changed: &Changed) -> Finding {
    let field = changed.field.map(|field| field.words);
    let said = match (field, &changed.now) {
        (Some(words), Some(_)) => Said::new(
            format!("`{}`公开过，现在与公开时不同，没有写更正", words.zh),
            format!("`{}` was published and differs now, without a correction", words.en),
        ),
        (Some(words), None) => Said::new(
            format!("`{}`公开过，现在没有了，没有写更正", words.zh),
            format!("`{}` was published and is gone now, without a correction", words.en),
        ),
        (None, Some(_)) if changed.is_inside() => Said::new(
            "这个附件公开过，现在里面的内容不同，没有写更正",
            "this attachment was published and holds something else now, without a correction",
        ),
        (None, Some(_)) => Said::new(
            "这里公开过，现在与公开时不同，没有写更正",
            "this was published and differs now, without a correction",
        ),
        (None, None) => Said::new(
            "有一行公开过，现在没有了，没有写更正",
            "a row that was published is gone now, without a correction",
        ),
    };
    let finding = at(&rules::CHANGED_WITHOUT_CORRECTION, &changed.way, said);
    match (&changed.now, changed.field) {
        (None, None) => finding.help(
            "在 corrections 里加一条：what 写这一行的凭证号（或第一项），old 写原来的内容，new 写 删去，why 写原因；\
             撤下个人信息的，在 removed 里写日期和原因",
            "add to corrections: `what` names the row by its voucher or first field, `old` what it said, `new: removed`, \
             `why`; where personal data was taken away, add date and cause to `removed`",
        ),
        _ if changed.is_inside() => finding.help(
            "换回原来的文件；确要换的，新文件另起文件名，在 corrections 里写 old（原文件名）、new（新文件名）、why；\
             遮去个人信息的，在 removed 里写日期和原因",
            "put the file back, or give the new one a name of its own and add to corrections: old and new name, why; where \
             personal data was covered, add date and cause to `removed`",
        ),
        _ => finding.help(
            "改错了就改回去；确要更正的，在 corrections 里加一条：date、what、old（公开时的值）、new（现在的值）、why；\
             撤下个人信息的，在 removed 里写日期和原因",
            "undo it, or add to corrections: date, what, old (as published), new (as it stands), why; where personal data \
             was taken away, add date and cause to `removed`",
        ),
    }
}

fn other_old(at: &At, changed: &Changed) -> Finding {
    let words = changed.field.map_or(("这一处", "this"), |f| (f.words.zh, f.words.en));
    let said = Said::new(
        format!("`{}`的更正记录里，原值与公开过的不一致", words.0),
        format!(
            "the correction of `{}` names an old value that is not what was published",
            words.1
        ),
    );
    at(&rules::CORRECTION_DIFFERS, &changed.way, said).help(
        "从版本库或公示栏上查出公开时的值，写进 old；个人姓名写全名或网上的样子（李*萌），公开时都遮住",
        "look up what was published, in version control or on the board, and write it as `old`; of a person the whole name or as the web shows it (李*萌), masked either way",
    )
}

/// A finding at a value of a record that is one file.
pub fn in_file(source: &Source, rule: &'static Rule, way: &str, said: Said) -> Finding {
    let place = match way {
        "" | "body" => Place::File,
        way => Place::Field(way.replace(INSIDE, "file")),
    };
    source.finding(rule, place, said)
}

/// A finding at a value of a month, whose lines may stand in a file apart.
pub fn in_month(filed: &Filed, rule: &'static Rule, way: &str, said: Said) -> Finding {
    let line = way.strip_prefix("lines.").and_then(|rest| rest.split_once('.'));
    match line.and_then(|(index, field)| Some((index.parse().ok()?, field))) {
        Some((index, field)) => filed.at_line(rule, index, field, said),
        None => in_file(&filed.source, rule, way, said),
    }
}

/// Published records of a unit that are in the content no more, and of which its head does not say so.
pub fn gone(
    head: &Source,
    locked: &[Locked],
    here: &BTreeSet<&str>,
    (stubs, kinds, today): (&[Gone], &Kinds, Option<Date>),
    report: &mut Report,
) {
    for record in locked.iter().filter(|record| !here.contains(record.id.as_str())) {
        if let Some(at) = stubs.iter().position(|gone| gone.id == record.id) {
            let kind = kinds.by_key(&stubs[at].kind);
            if kind.is_some_and(|kind| !record.may_be(kind.shape)) {
                report.push(of_another_kind(head, at, &stubs[at]));
            }
            let day = stubs[at].removal.date.filter(|day| today.is_some_and(|today| *day > today));
            if let (Some(day), Some(today), false) = (day, today, record.withdrawn) {
                let said = Said::new(
                    format!(
                        "`{}` 已经撤下了，这一条写的却是 {day}，截至 {today} 还没有到",
                        record.id
                    ),
                    format!(
                        "`{}` is taken away already, and this entry is dated {day}, which has not come by {today}",
                        record.id
                    ),
                );
                let place = Place::Field(format!("removed.{at}.date"));
                report.push(helped_ahead(head.finding(
                    &rules::CHANGED_WITHOUT_CORRECTION,
                    place,
                    said,
                )));
            }
            continue;
        }
        let said = Said::new(
            format!("`{}` 公开过，现在没有了", record.id),
            format!("`{}` was published and is gone", record.id),
        );
        report.push(head.finding(&rules::PUBLISHED_RECORD_GONE, Place::File, said).help(
            "把文件放回去，写着草稿的删去那一行；因个人信息必须撤下的，在 unit.yaml 的 removed 里写 kind、id、date、cause",
            "put the file back, or take `draft` out of it; where it had to go for a person's sake, add kind, id, date and cause to `removed` in \
             unit.yaml",
        ));
    }
    // Addresses know no capitals.
    let there = |id: &str| here.iter().any(|other| other.eq_ignore_ascii_case(id));
    for (at, gone) in stubs.iter().enumerate().filter(|(_, gone)| there(&gone.id)) {
        let said = Said::new(
            format!("`{}` 写着已撤下，文件却还在", gone.id),
            format!("`{}` is said to be taken away, and its file is still there", gone.id),
        );
        let place = Place::Field(format!("removed.{at}.id"));
        report.push(
            head.finding(&rules::REMOVED_AND_THERE, place, said)
                .help("删去文件，或删去这一条", "delete the file, or this entry"),
        );
    }
}

/// A unit with all that it published. Villages are joined and renamed: that is for a person to say, where all can see it.
pub fn unit_gone(id: &str, report: &mut Report) {
    let said = Said::new(
        format!("单位 `{id}` 的公开都不见了"),
        format!("the unit `{id}` is gone with all it published"),
    );
    let finding = Finding::new(&rules::PUBLISHED_RECORD_GONE, &LOCK.into(), Place::File, said);
    report.push(finding.help(
        "把单位的文件夹放回去；改了编号的，在新单位的 unit.yaml 里写 formerly；撤并的，写一条公告说明，再从 published.lock 里删去 `unit` 那一行和下面的各行",
        "put its folder back; where it was renamed, name the old id under `formerly` in the new unit.yaml; where units were joined, post a notice and take its `unit` line out of published.lock with the lines below it",
    ));
}

/// A unit that the last build had. A folder that was moved, or a head that was lost, must not take a village off the site.
pub fn unit_lost(id: &str, report: &mut Report) {
    let said = Said::new(
        format!("上次生成的门户里有单位 `{id}`，资料里现在没有它"),
        format!("the last build had the unit `{id}`, and the content has it no more"),
    );
    let finding = Finding::new(&rules::PUBLISHED_RECORD_GONE, &"content".into(), Place::File, said);
    report.push(finding.help(
        "把单位的文件夹和它的 unit.yaml 放回去；改了编号的，在新单位的 unit.yaml 里写 formerly；确实撤并的，用 --yes",
        "put its folder and its unit.yaml back; where it was renamed, name the old id under `formerly` in the new unit.yaml; where it is meant to go, use --yes",
    ));
}

/// A record that the last build had a page of. Where a file was moved, renamed or not brought along, nobody meant it to go.
pub fn record_lost(head: &Source, address: &str) -> Finding {
    let said = Said::new(
        format!("上次生成的门户里有 {address}，资料里现在没有它"),
        format!("the last build had {address}, and the content has it no more"),
    );
    head.finding(&rules::PUBLISHED_RECORD_GONE, Place::File, said).help(
        "把文件放回去，名字和位置照旧，写着草稿的删去那一行；改了编号的，写进 unit.yaml 的 moved；必须撤下的，写进 removed；确实不要了，用 --yes",
        "put its file back under its name and in its place; where its id is another now, name it under `moved` in unit.yaml; where it had to go, under `removed`; where it is meant to go, use --yes",
    )
}

/// A stub of another kind would leave the address empty; and a month, which is never taken away, would go by it.
fn of_another_kind(head: &Source, at: usize, gone: &Gone) -> Finding {
    let said = Said::new(
        format!("`{}` 公开时不是 `{}` 这一类", gone.id, gone.kind),
        format!("`{}` was published as another kind than `{}`", gone.id, gone.kind),
    );
    let place = Place::Field(format!("removed.{at}.kind"));
    head.finding(&rules::PUBLISHED_RECORD_GONE, place, said).help(
        "写公开时的类别；财务公开不能整份撤下，请放回去",
        "write the kind it was published as; a ledger cannot be taken away whole, put it back",
    )
}
