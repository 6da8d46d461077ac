//! H1, H2, H4: requests past their day, closed without a word, and come again.

use super::{Shelf, Tell, of_row};
use crate::finding::{Report, rules};
use crate::kind::record::{Entry, Record, Setting};
use crate::kind::request::{State, due, state};
use crate::model::Said;
use crate::model::date::days_between;
use crate::source::Source;

/// Days within which the same request from the same place counts as come again (domain brief, H4).
const AGAIN_DAYS: i64 = 90;

pub fn check(shelf: &Shelf, source: &Source, record: &Record, report: &mut Report) {
    let setting = &shelf.setting;
    let all: Vec<Entry> = record.list("requests").collect();
    let mut numbers = std::collections::BTreeMap::new();
    for (at, request) in all.iter().enumerate() {
        let row = format!("requests.{at}");
        let mut tell = of_row(source, row, request.text("receipt_no"), report);
        overdue(request, setting, &mut tell);
        closed_without(request, &mut tell);
        come_again(&all[..at], request, &mut tell);
        if let Some(first) = numbers.insert(request.text("receipt_no"), at) {
            let said = Said::new(
                format!("受理编号 `{}` 第 {} 件已用过", request.text("receipt_no"), first + 1),
                format!("the receipt number `{}` is used twice", request.text("receipt_no")),
            );
            tell(&rules::DUPLICATE_ID, "receipt_no", said, ("换一个新的编号", "choose a new one"));
        }
    }
}

/// H1: past due, with no word on why.
fn overdue(request: &Entry, setting: &Setting, tell: &mut Tell) {
    let (Some(today), Some(due)) = (setting.as_of, due(request, setting)) else { return };
    if state(request, setting) != State::Overdue {
        return;
    }
    let late = days_between(due, today);
    let said = Said::new(
        format!("截至 {today}，办结期限 {due} 已过 {late} 日，未见延期说明"),
        format!("by {today} it is {late} days past {due}, without a word on why"),
    );
    let help = (
        "写办结日期和结论，或写 `extended_to` 和 `extension`",
        "close it, or say until when and why it takes longer",
    );
    tell(&rules::REQUEST_OVERDUE, "receipt_no", said, help);
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

/// H4: closed, then the same class from the same place again.
fn come_again(before: &[Entry], request: &Entry, tell: &mut Tell) {
    let Some(received) = request.date("received") else { return };
    let same = |other: &&Entry| {
        let of = |name| !request.text(name).is_empty() && other.text(name) == request.text(name);
        let gap = other.date("closed").map(|closed| days_between(closed, received));
        of("place") && of("class") && gap.is_some_and(|days| (0..=AGAIN_DAYS).contains(&days))
    };
    let Some(earlier) = before.iter().rev().find(same) else { return };
    let said = Said::new(
        format!(
            "{} 办结后 {AGAIN_DAYS} 日内，同一片区又有同类诉求：可能反弹，建议回头看",
            earlier.text("receipt_no")
        ),
        format!(
            "the same kind from the same place within {AGAIN_DAYS} days after {} was closed",
            earlier.text("receipt_no")
        ),
    );
    let help = (
        "回头看之后写 `rechecked:` 和 `recheck:`",
        "after looking again, write `rechecked:` and `recheck:`",
    );
    tell(&rules::REQUEST_CAME_AGAIN, "receipt_no", said, help);
}
