//! 涉权事项: compared, verified, then posted; what is not verified is shown nowhere (domain brief, row 30 and section 4).

use super::{Shelf, stages};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::Audience;
use crate::kind::interest;
use crate::kind::record::Record;
use crate::model::Said;
use crate::source::Source;

pub fn check(_: &Shelf, source: &Source, statement: &Record, report: &mut Report) {
    let mut days = interest::days(statement);
    days.retain(|(key, ..)| *key != "published");
    stages::in_order(source, &days, report);
    let (published, to) = (statement.envelope.published, statement.envelope.audience);
    let (Some(verified), Some(_)) = (statement.date("verified"), statement.choice("verdict"))
    else {
        let said = Said::new(
            "还没有核查日期和结论，哪里都不公示",
            "without the day and the verdict of its verification it is shown nowhere",
        );
        let place = Place::Field("published".to_string());
        let finding = Finding::new(&rules::INTEREST_UNVERIFIED, &source.path, place, said);
        report.push(finding.help(
            "核查完了写 `verified:` 和 `verdict:`；没有核查完的，先不放进 content",
            "write `verified:` and `verdict:` once it is done; until then keep it out of content",
        ));
        return;
    };
    if published >= verified || to == Audience::Specific {
        return;
    }
    let said = Said::new(
        format!("公开日期 {published} 早于核查 {verified}；先核查，后公示"),
        format!("published on {published}, before it was verified on {verified}"),
    );
    let place = Place::Field("published".to_string());
    let finding = Finding::new(&rules::INTEREST_BEFORE_VERIFIED, &source.path, place, said);
    report.push(finding.help(
        "核对两个日期；核查之前贴出去的，先撤下",
        "compare the days; what was posted before it was verified is to be taken down",
    ));
}
