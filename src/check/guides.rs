//! Guides that still tell how things were done before the rules changed (domain brief 2.11).

use super::Shelf;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::record::Record;
use crate::model::Said;
use crate::source::Source;

/// Published again too late after a change, or, by the day of the build, not yet.
pub fn check(shelf: &Shelf, source: &Source, guide: &Record, report: &mut Report) {
    let days = shelf.books.portal.settings.guide_days;
    let Some(changed) = guide.date("changed") else { return };
    let published = guide.envelope.published;
    let (said_on, again) = match shelf.setting.as_of {
        _ if published >= changed => (published, true),
        Some(today) => (today, false),
        None => return,
    };
    let due = shelf.setting.calendar.after(changed, days, true);
    if due.is_none_or(|due| said_on <= due) {
        return;
    }
    let (zh, en) = match again {
        true => (format!("{published} 才更新"), format!("this was published on {published}")),
        false => (
            format!("截至 {said_on}，这一页还是 {published} 的"),
            format!("by {said_on} this is still of {published}"),
        ),
    };
    let said = Said::new(
        format!("办法 {changed} 变动，应在 {days} 个工作日内更新，{zh}，需说明"),
        format!("the rules changed on {changed}, to be told within {days} working days; {en}"),
    );
    let place = Place::Field("changed".to_string());
    report.push(Finding::new(&rules::GUIDE_UPDATED_LATE, &source.path, place, said).help(
        "照新办法改好，写上新的公开日期；日期写错的，改正",
        "bring it up to date with a new day of publishing, or mend the day",
    ));
}
