//! 典型案例: nobody is a warning before the official notice (domain brief 2.9).

use super::Shelf;
use crate::finding::{Place, Report, rules};
use crate::kind::record::Record;
use crate::model::Said;
use crate::source::Source;

pub fn check(_: &Shelf, source: &Source, case: &Record, report: &mut Report) {
    if case.choice("type").is_none_or(|of| of.key != "warning") {
        return;
    }
    let published = case.envelope.published;
    let (place, said) = match case.date("noticed") {
        None => (
            "type",
            Said::new("反面案例没有写通报日期", "a warning without the day of its official notice"),
        ),
        Some(day) if day > published => (
            "noticed",
            Said::new(
                format!("公开日期 {published} 早于通报日期 {day}"),
                format!("published on {published}, before its official notice of {day}"),
            ),
        ),
        Some(_) => return,
    };
    let place = Place::Field(place.to_string());
    report.push(source.finding(&rules::CASE_BEFORE_NOTICE, place, said).help(
        "正式通报之后才能作为案例公开；还在调查的人不是案例",
        "publish it after the official notice; a person under inquiry is not a case",
    ));
}
