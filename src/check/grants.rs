//! Grants: received − used − returned is what is left, and nothing is left after the deadline (domain brief 2.5, E1).

use super::Shelf;
use super::joins::{self, By, Paid};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::grant::Flow;
use crate::kind::record::Record;
use crate::model::{Money, Said};
use crate::source::Source;

pub fn check(shelf: &Shelf, source: &Source, grant: &Record, report: &mut Report) {
    joins::amounts(shelf, source, grant, Paid::new("received", "amount", By::Whole), report);
    joins::amounts(shelf, source, grant, Paid::new("used", "amount", By::Part), report);
    let Some(stated) = grant.money("balance") else { return };
    let left = Flow::of(grant).left();
    let place = || Place::Field("balance".to_string());
    if stated != left {
        let said = Said::new(
            format!(
                "结余按“到账 − 使用 − 退回”应为 {left}，写的是 {stated}，相差 {}",
                (stated - left).abs()
            ),
            format!(
                "`balance` should be {left} by received − used − returned; {stated} is stated, {} apart",
                (stated - left).abs()
            ),
        );
        report.push(
            Finding::new(&rules::FORMULA_DIFFERS, &source.path, place(), said)
                .help("核对到账、使用、退回各行", "compare the rows received, used and returned"),
        );
    }
    let late = match (grant.date("deadline"), shelf.setting.as_of) {
        (Some(day), Some(today)) if day < today && left > Money::ZERO => (day, today),
        _ => return,
    };
    let (day, today) = late;
    let said = Said::new(
        format!("使用期限 {day} 已过，截至 {today} 还有 {left} 元结余，需说明"),
        format!("{left} was left on {today}, after {day}, the day it was to be used by"),
    );
    report.push(Finding::new(&rules::GRANT_PAST_DEADLINE, &source.path, place(), said).help(
        "写退回的金额，或说明为什么还没有用、是否批准延期",
        "write what was returned, or explain why it is not used yet and whether more time was given",
    ));
}
