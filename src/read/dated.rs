//! Files named for a period: the name and the period that the file states are one, or one of them is wrong.

use super::meant;
use super::plan::UnitPlan;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::Envelope;
use crate::kind::ledger::Ledger;
use crate::model::{Period, Said};
use crate::source::Source;

/// A ledger is its month's, by its own name and by that of its lines.
pub fn ledger(source: &Source, ledger: &Ledger, report: &mut Report) {
    let period = ledger.envelope.period;
    if !matches!(period, Period::Month(..)) {
        return;
    }
    for (name, field) in [(&*source.path, "period"), (&*ledger.lines_file, "lines_file")] {
        let stem = stem(name);
        let month = meant::month(meant::uncopied(stem));
        let month = month.as_deref().and_then(|month| month.get(month.len().checked_sub(7)?..));
        let named = month.or(stem.get(..7)).and_then(Period::parse);
        let named = named.filter(|named| matches!(named, Period::Month(..)) && *named != period);
        report.findings.extend(named.map(|named| differs(source, field, (name, named), period)));
    }
}

/// A record of any other kind may also be named for the time it was published in.
pub fn record((plan, source): (&UnitPlan, &Source), envelope: &Envelope, report: &mut Report) {
    let Some(named) = Period::read(stem(&source.path), plan.fiscal) else { return };
    let period = envelope.period;
    let meets = named.contains(period.last_day()) || period.contains(named.last_day());
    if !meets && !named.contains(envelope.published) {
        report.push(differs(source, "period", (&source.path, named), period));
    }
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

fn differs(source: &Source, field: &str, (path, named): (&str, Period), period: Period) -> Finding {
    let name = path.rsplit('/').next().unwrap_or(path);
    let said = Said::new(
        format!("文件名 `{name}` 说的是 {named}，所属期写的是 {period}"),
        format!("the name `{name}` says {named}, and the period is {period}"),
    );
    source.finding(&rules::MISNAMED_FILE, Place::Field(field.to_string()), said).help(
        "看原件是哪一期的：改文件名，或改 `所属期`（period）",
        "see by the paper which it is: rename the file, or mend `period`",
    )
}
