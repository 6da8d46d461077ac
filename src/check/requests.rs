//! H1, H2, H4: requests past their day, closed without a word, come again, and the days and parts they are made of.

use super::{Shelf, Tell, Told, of_row};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::record::{Entry, Record, Setting};
use crate::kind::request::{State, due, state};
use crate::model::date::days_between;
use crate::model::spelling::one_form;
use crate::model::{Date, Said, Words};
use crate::source::Source;

/// Days within which the same request from the same place counts as come again (domain brief, H4).
const AGAIN_DAYS: i64 = 90;

pub fn check(shelf: &Shelf, source: &Source, record: &Record, report: &mut Report) {
    let setting = &shelf.setting;
    let all = shelf.rows("request", "requests");
    for (own, told) in all.iter().enumerate().filter(|(_, told)| told.is_in(record, source)) {
        let (request, row) = (&told.row, format!("requests.{}", told.at));
        report.findings.extend(overdue(source, &row, request, setting));
        let mut tell = of_row(source, row, request.text("receipt_no"), report);
        closed_without(request, &mut tell);
        come_again(&all, own, &mut tell);
        parts(request, &mut tell);
        days(request, &mut tell);
        levels(request, &mut tell);
        numbered(&all[..own], told, &mut tell);
    }
}

/// The number people look for leads to one request, whichever record it stands in.
fn numbered(before: &[Told], own: &Told, tell: &mut Tell) {
    let number = own.row.text("receipt_no");
    let same = |other: &&Told| one_form(other.row.text("receipt_no")) == one_form(number);
    let Some(first) = before.iter().find(same) else { return };
    let (at, id) = (first.at + 1, &first.record.envelope.id);
    let said = match first.is_in(own.record, own.source) {
        true => Said::new(
            format!("受理编号 `{number}` 第 {at} 件已用过"),
            format!("the receipt number `{number}` is used twice"),
        ),
        false => Said::new(
            format!("受理编号 `{number}` 在 {id} 第 {at} 件已用过"),
            format!("the receipt number `{number}` is used in {id} too"),
        ),
    };
    let help = (
        "换一个新的编号；是同一件的，只列一次，后来的进展写进原来那一条",
        "choose a new one; one request stands once: what came later is added where it stands",
    );
    tell(&rules::DUPLICATE_ID, "receipt_no", said, help);
}

/// H1: past due, with no word on why.
fn overdue(source: &Source, row: &str, request: &Entry, setting: &Setting) -> Option<Finding> {
    let (today, due) = (setting.as_of?, due(request, setting)?);
    if state(request, setting) != State::Overdue {
        return None;
    }
    let late = days_between(due, today);
    let said = Said::new(
        format!("截至 {today}，办结期限 {due} 已过 {late} 日，未见延期说明"),
        format!("by {today} it is {late} days past {due}, without a word on why"),
    );
    let page = Said::new(
        format!("办结期限 {due} 已过，未见延期说明"),
        format!("its day, {due}, has passed without a word on why"),
    );
    let place = Place::Field(format!("{row}.receipt_no"));
    let finding = source.finding(&rules::REQUEST_OVERDUE, place, said).on_a_page(page);
    Some(finding.about(request.text("receipt_no")).help(
        "写办结日期和结论，或写 `extended_to` 和 `extension`",
        "close it, or say until when and why it takes longer",
    ))
}

/// H2: closed before it was accepted, closed without a result, rated without being asked.
fn closed_without(request: &Entry, tell: &mut Tell) {
    if let Some(closed) = request.date("closed") {
        let silent = request.choice("result").is_none() || request.text("handling").is_empty();
        if silent {
            let said = Said::new(
                "写了办结日期，没有写结论或办理措施",
                "closed without its result or what was done",
            );
            let help = ("写 `result:` 和 `handling:`", "write `result:` and `handling:`");
            tell(&rules::CLOSED_WITHOUT_RESULT, "closed", said, help);
        }
        if request.date("accepted").is_none_or(|day| day > closed) {
            let said = Said::new(
                format!("办结日期 {closed} 早于受理日期，或没有写受理日期"),
                format!("closed on {closed}, before it was accepted"),
            );
            tell(
                &rules::CLOSED_BEFORE_ACCEPTED,
                "closed",
                said,
                ("核对两个日期", "compare the two days"),
            );
        }
    }
    let rated = request.choice("rating").is_some_and(|rating| rating.key != "none");
    if rated && (request.date("revisited").is_none() || request.text("revisit").is_empty()) {
        let said = Said::new(
            "写了满意度，没有写怎么回访、哪天回访",
            "rated, without how and when people were asked",
        );
        let help = (
            "写 `revisit:` 和 `revisited:`，或去掉满意度",
            "write `revisit:` and `revisited:`, or leave the rating out",
        );
        tell(&rules::RATING_WITHOUT_REVISIT, "rating", said, help);
    }
}

/// H4: closed, then the same class from the same place again, in this record or another of the unit.
fn come_again(all: &[Told], own: usize, tell: &mut Tell) {
    let (record, request) = (all[own].record, &all[own].row);
    let Some(received) = request.date("received") else { return };
    let same = |(at, other): &(usize, &Told)| {
        let form = |row: &Entry, name| one_form(row.text(name));
        let of = |name| {
            let own = form(request, name);
            !own.is_empty() && form(&other.row, name) == own
        };
        let gap = other.row.date("closed").map(|closed| days_between(closed, received));
        let came_first = (other.row.date("received"), *at) < (Some(received), own);
        came_first
            && of("place")
            && of("class")
            && gap.is_some_and(|days| (0..=AGAIN_DAYS).contains(&days))
            && other.may_be_named_in(record)
    };
    let closed = |(at, other): &(usize, &Told)| (other.row.date("closed"), *at);
    let Some((_, earlier)) = all.iter().enumerate().filter(same).max_by_key(closed) else { return };
    let (number, id) = (earlier.row.text("receipt_no"), &earlier.record.envelope.id);
    let (zh, en) = match id == &record.envelope.id {
        true => (number.to_string(), number.to_string()),
        false => (format!("{id} 的 {number}"), format!("{number} of {id}")),
    };
    let said = Said::new(
        format!("{zh} 办结后 {AGAIN_DAYS} 日内，同一片区又有同类诉求：可能反弹，建议回头看"),
        format!("the same kind from the same place within {AGAIN_DAYS} days after {en} was closed"),
    );
    let help = (
        "回头看之后写 `rechecked:` 和 `recheck:`",
        "after looking again, write `rechecked:` and `recheck:`",
    );
    tell(&rules::REQUEST_CAME_AGAIN, "receipt_no", said, help);
}

/// 四清单: once closed, a request has its problem, measures, responsibility and effect. The first cannot be left out, the
/// second is asked by H2; of what is another's duty nobody here had either of the others.
fn parts(request: &Entry, tell: &mut Tell) {
    let elsewhere = request.choice("result").is_some_and(|result| result.key == "elsewhere");
    if request.date("closed").is_none() || elsewhere {
        return;
    }
    let parts = [
        ("assigned_to", Words::new("责任", "responsibility")),
        ("effect", Words::new("成效", "effect")),
    ];
    let empty: Vec<_> = parts.iter().filter(|(name, _)| request.text(name).is_empty()).collect();
    if empty.is_empty() {
        return;
    }
    let zh: Vec<&str> = empty.iter().map(|(_, words)| words.zh).collect();
    let en: Vec<&str> = empty.iter().map(|(_, words)| words.en).collect();
    let said = Said::new(
        format!("已办结，四清单还缺{}，需说明", zh.join("、")),
        format!("closed, and of its four parts these are missing: {}", en.join(", ")),
    );
    let help = (
        "责任写 `assigned_to:`，成效写 `effect:`",
        "write `assigned_to:` for the responsibility, `effect:` for what came of it",
    );
    tell(&rules::FOUR_LISTS_INCOMPLETE, "receipt_no", said, help);
}

/// Nothing was done with a request before it was received.
fn days(request: &Entry, tell: &mut Tell) {
    let Some(received) = request.date("received") else { return };
    for (name, words) in [
        ("accepted", Words::new("受理", "accepted")),
        ("assigned_on", Words::new("交办", "assigned")),
        ("watched", Words::new("督办", "watched")),
        ("revisited", Words::new("回访", "asked again")),
        ("rechecked", Words::new("回头看", "rechecked")),
    ] {
        if let Some(day) = request.date(name).filter(|day| *day < received) {
            before(name, (words, day), (Words::new("收到", "received"), received), tell);
        }
    }
}

/// 三级吹哨: a level takes the request when it is there to be taken, and lets go of it after that.
fn levels(request: &Entry, tell: &mut Tell) {
    let taken = Words::new("上一级接到", "taken by the level before");
    let mut last = request.date("received").map(|day| (Words::new("收到", "received"), day));
    for (at, step) in request.list("escalations").enumerate() {
        let Some(on) = step.date("on") else { continue };
        if let Some(last) = last.filter(|(_, day)| on < *day) {
            let words = Words::new("接到", "taken");
            before(&format!("escalations.{at}.on"), (words, on), last, tell);
        }
        if let Some(day) = step.date("answered").filter(|day| *day < on) {
            let words = Words::new("办成或转出", "answered");
            let since = (Words::new("接到", "taken"), on);
            before(&format!("escalations.{at}.answered"), (words, day), since, tell);
        }
        last = Some((taken, on));
    }
}

fn before(field: &str, (what, day): (Words, Date), (since, first): (Words, Date), tell: &mut Tell) {
    let said = Said::new(
        format!("{}日期 {day} 早于{}日期 {first}", what.zh, since.zh),
        format!("{} on {day}, before it was {} on {first}", what.en, since.en),
    );
    tell(&rules::HANDLED_BEFORE_RECEIVED, field, said, ("核对两个日期", "compare the two days"));
}
