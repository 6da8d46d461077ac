//! E7: enough people were there and in favour, each body by its own rule; what was decided was followed up.

use super::Shelf;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::meeting::Vote;
use crate::kind::record::Record;
use crate::model::Said;
use crate::source::Source;

pub fn check(shelf: &Shelf, source: &Source, meeting: &Record, report: &mut Report) {
    for (field, said) in short(&Vote::of(meeting)) {
        report.push(quorum(source, field.to_string(), said));
    }
    let late = match (meeting.date("due"), shelf.setting.as_of) {
        (Some(due), Some(today)) if due < today => (due, today),
        _ => return,
    };
    if !meeting.text("result").is_empty() || meeting.text("decision").is_empty() {
        return;
    }
    let (due, today) = late;
    let said = Said::new(
        format!("定了的事应在 {due} 前办完，截至 {today} 未见结果，需说明"),
        format!("what was decided was due by {due}; as of {today} no result is told"),
    );
    let place = Place::Field("due".to_string());
    report.push(Finding::new(&rules::DECISION_NOT_FOLLOWED, &source.path, place, said).help(
        "写 `result:` 和 `result_date:`；还没有办完的，说明原因",
        "write `result:` and `result_date:`, or explain why it takes longer",
    ));
}

/// A vote that fell short, at the field that says so.
pub fn quorum(source: &Source, field: String, said: Said) -> Finding {
    Finding::new(&rules::QUORUM_SHORT, &source.path, Place::Field(field), said).help(
        "核对应到、实到和票数；按当地规定另有比例的，请说明",
        "compare the counts; where the place has another rule, explain",
    )
}

/// What part of a body it takes.
#[derive(Clone, Copy)]
enum Share {
    /// More than half.
    Half,
    /// Two thirds; exactly two thirds is enough.
    TwoThirds,
}

impl Share {
    fn holds(self, part: u64, whole: u64) -> bool {
        let (part, whole) = (i128::from(part), i128::from(whole));
        match self {
            Share::Half => part * 2 > whole,
            Share::TwoThirds => part * 3 >= whole * 2,
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Share::Half => ("过半", "more than half"),
            Share::TwoThirds => ("三分之二", "two thirds"),
        }
    }
}

/// Where a vote falls short of what its body needs: the field and what is to be said.
pub fn short(vote: &Vote) -> Vec<(&'static str, Said)> {
    let (Some(expected), Some(present)) = (vote.expected, vote.present) else { return Vec::new() };
    let (there, of_all) = match vote.meeting.map(|meeting| meeting.key) {
        Some("villagers") if !vote.households => (Share::Half, false),
        Some("villagers" | "representatives" | "party") => (Share::TwoThirds, false),
        Some("members" | "member-representatives") => (Share::TwoThirds, true),
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    if !there.holds(present, expected) {
        let (zh, en) = there.words();
        found.push((
            "present",
            Said::new(
                format!("实到 {present}/应到 {expected}，未达规定比例（{zh}）"),
                format!("{present} of {expected} were there, short of {en}"),
            ),
        ));
    }
    let Some(agree) = vote.agree else { return found };
    let (share, whole, zh_whole, en_whole) = match of_all {
        true => (Share::TwoThirds, expected, "应到", "all"),
        false => (Share::Half, present, "实到", "those present"),
    };
    if !share.holds(agree, whole) {
        let (zh, en) = share.words();
        found.push((
            "agree",
            Said::new(
                format!("同意 {agree}/{zh_whole} {whole}，未达规定比例（{zh}）"),
                format!("{agree} of {whole} agreed, short of {en} of {en_whole}"),
            ),
        ));
    }
    found
}
