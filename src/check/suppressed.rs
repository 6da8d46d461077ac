//! Suppressions: notices a unit does not ask until a day, with a name and a reason, and counted where all can see.

use std::sync::Arc;

use crate::finding::{Finding, Grade, Place, Report, rules};
use crate::kind::suppression::Suppression;
use crate::model::date::days_between;
use crate::model::{Date, Said};
use crate::source::Source;

/// The section that rules about personal data come from.
const PRIVACY: &str = "5";

/// No suppression lasts longer; then someone decides anew.
const DAYS_MAX: i64 = 366;

/// Takes the notices out that are suppressed, and answers how many each suppression took. `ids` are the unit's records
/// with their files.
pub fn weigh(
    head: &Source,
    all: &[Suppression],
    as_of: Option<Date>,
    ids: &[(String, Arc<str>)],
    report: &mut Report,
) -> Vec<usize> {
    let counts = all.iter().enumerate().map(|(at, one)| {
        if !may(head, at, one, as_of, report) {
            return 0;
        }
        let before = report.findings.len();
        report.findings.retain(|finding| !takes(one, finding, ids));
        let taken = before - report.findings.len();
        if taken == 0 {
            let said = Said::new(
                format!("免问 `{}`，而现在没有这个提示", one.rule),
                format!("`{}` is suppressed, and nothing raises it", one.rule),
            );
            let place = Place::Field(format!("suppress.{at}.rule"));
            let finding = head.finding(&rules::SUPPRESSES_NOTHING, place, said);
            report.push(finding.help("删去这一条", "remove this entry"));
        }
        taken
    });
    counts.collect()
}

fn takes(one: &Suppression, finding: &Finding, ids: &[(String, Arc<str>)]) -> bool {
    let named = one.record.trim();
    let of_record = || ids.iter().any(|(id, file)| id == named && *file == finding.file);
    finding.rule.code == one.rule.trim()
        && finding.grade == Grade::Notice
        && (named.is_empty() || finding.record == named || of_record())
}

/// Whether it may suppress anything: a known notice, none about personal data, not past its day, and not for ever.
fn may(
    head: &Source,
    at: usize,
    one: &Suppression,
    as_of: Option<Date>,
    report: &mut Report,
) -> bool {
    let place = |field: &str| Place::Field(format!("suppress.{at}.{field}"));
    let code = one.rule.trim();
    let refused = match rules::by_code(code).map(|rule| (rule.grade, rule.basis)) {
        Some((Grade::Notice, PRIVACY)) => Some(Said::new(
            format!("`{code}` 关系个人信息，不能免问"),
            format!("`{code}` is about personal data and cannot be suppressed"),
        )),
        Some((Grade::Notice, _)) => None,
        Some(_) => Some(Said::new(
            format!("`{code}` 不是提示，不能免问"),
            format!("`{code}` is no notice and cannot be suppressed"),
        )),
        None => Some(Said::new(format!("没有规则 `{code}`"), format!("there is no rule `{code}`"))),
    };
    if let Some(said) = refused {
        report.push(head.finding(&rules::SUPPRESSION_REFUSED, place("rule"), said).help(
            "写提示后面方括号里的代号；必改的要改，内部的不公开",
            "write the code in brackets after the notice; what must be mended cannot wait",
        ));
        return false;
    }
    let Some(today) = as_of else { return true };
    let left = days_between(today, one.until);
    if left > DAYS_MAX {
        let said = Said::new(
            format!("免问到 {}，超过一年", one.until),
            format!("suppressed until {}, more than a year", one.until),
        );
        report.push(
            head.finding(&rules::SUPPRESSION_REFUSED, place("until"), said)
                .help("最长一年，到期再议", "a year at most; then decide anew"),
        );
        return false;
    }
    if left < 0 {
        let said = Said::new(
            format!("免问 `{code}` 已于 {} 到期，重新提问", one.until),
            format!("the suppression of `{code}` ended on {}; it is asked again", one.until),
        );
        report.push(
            head.finding(&rules::SUPPRESSION_EXPIRED, place("until"), said)
                .help("删去这一条，或重新决定", "remove it, or decide anew"),
        );
        return false;
    }
    true
}
