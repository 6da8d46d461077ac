//! G1: people and days stand where no firm did the work; and, internal, whoever worked did so in one place a day, and no
//! official is among them.

use super::Shelf;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::private::Named;
use crate::kind::record::Record;
use crate::model::Said;
use crate::model::spelling::one_form;
use crate::source::Source;

pub fn check(shelf: &Shelf, source: &Source, labour: &Record, report: &mut Report) {
    counted(source, labour, report);
    named(shelf, source, labour, report);
}

/// A firm is paid for the work; of people it is said how many came for how many days.
fn counted(source: &Source, labour: &Record, report: &mut Report) {
    for (at, job) in labour.list("jobs").enumerate() {
        let fields =
            [("people", job.count("people").is_some()), ("days", job.quantity("days").is_some())];
        for (name, _) in
            fields.iter().filter(|(_, there)| !there && job.text("provider").is_empty())
        {
            let words = job.field(name).words;
            let said =
                Said::new(format!("缺少 `{}`（{name}）", words.zh), format!("`{name}` is missing"));
            let place = Place::Field(format!("jobs.{at}.job"));
            report.push(Finding::new(&rules::MISSING_FIELD, &source.path, place, said).help(
                format!("加上 `{}:`；由单位承接的，写 `承接单位:`", words.zh),
                format!("add `{name}:`, or `provider:` where a firm did it"),
            ));
        }
    }
}

fn named(shelf: &Shelf, source: &Source, labour: &Record, report: &mut Report) {
    let Some((names, file)) = shelf.names.get(&labour.envelope.id) else { return };
    let slips: Vec<&str> = labour.list("jobs").map(|job| job.text("slip")).collect();
    super::unknown_rows(labour, (names, file), &slips, report);
    let job = |named: &Named| slips.iter().position(|slip| *slip == named.row);
    let mut told: Vec<(usize, &str)> = Vec::new();
    // A firm may work in two places a day, and is nobody in office.
    let organisations = &shelf.books.portal.settings.organisations;
    for named in names.iter().filter(|named| organisations.may_be_person(&named.name)) {
        let Some(at) = job(named) else { continue };
        let mut tell = |rule, said, help: (&str, &str)| {
            let place = Place::Field(format!("jobs.{at}.job"));
            let finding = Finding::new(rule, &source.path, place, said);
            report.push(finding.about(named.row.clone()).help(help.0, help.1));
        };
        if let Some(said) = elsewhere(shelf, labour, named) {
            let help = (
                "核对两张派工单；半天一处的，在派工单上写明",
                "compare both slips; where it was half a day each, say so on them",
            );
            tell(&rules::PERSON_ON_TWO_JOBS, said, help);
        }
        let officials = &shelf.unit.officials;
        let official = officials.iter().find(|one| one_form(&one.name) == one_form(&named.name));
        let Some(official) = official.filter(|one| !told.contains(&(at, &*one.name))) else {
            continue;
        };
        told.push((at, &official.name));
        let post = &official.post;
        let said = Said::new(
            format!("派工单 {} 上有人与{post}姓名相符，干部不另领误工钱，待核实", named.row),
            format!("slip {} has a name like that of the {post}; to be verified", named.row),
        );
        let help = (
            "同名不同人的，记下来；确是干部的，退回或说明依据",
            "note where it is another person; else say on what ground it was paid",
        );
        tell(&rules::CADRE_ON_LIST, said, help);
    }
}

/// Another slip of the same person and day. Of two the later one is asked: by the record's id, then by the slip.
fn elsewhere(shelf: &Shelf, labour: &Record, named: &Named) -> Option<Said> {
    let day = named.date?;
    let own = (&labour.envelope.id, &named.row);
    let is_same = |other: &&Named| {
        let one = match other.key.is_empty() || named.key.is_empty() {
            true => one_form(&other.name) == one_form(&named.name),
            false => other.key == named.key,
        };
        one && other.date == Some(day)
    };
    let found = shelf.of_kind("labour").find_map(|(other, _)| {
        let of_other = shelf.names(other).iter().filter(is_same);
        let mut earlier = of_other.filter(|one| (&other.envelope.id, &one.row) < own);
        earlier.next().map(|one| (&other.envelope.id, &one.row))
    });
    let (id, slip) = found?;
    Some(Said::new(
        format!("派工单 {} 上有人 {day} 也在 {id} 的派工单 {slip} 上，待核实", named.row),
        format!("somebody of slip {} is also on slip {slip} of {id} on {day}", named.row),
    ))
}
