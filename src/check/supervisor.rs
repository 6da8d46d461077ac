//! I2, internal: who reviews neither approves what is reviewed nor is a declared near relative of who does.

use super::{Books, Filed};
use crate::finding::{Report, rules};
use crate::model::plain::plain;
use crate::model::shape::{Field, Row, Shape, Type};
use crate::model::{Said, Words};

/// `private/relatives.yaml`: what officials declared. Read only for `check --internal`, written nowhere.
pub static RELATIVES: Shape = Shape {
    name: "relatives",
    words: Words::new("亲属申报", "declared relatives"),
    base: None,
    fields: &[Field::new("relatives", "亲属", "relatives", Type::List(&RELATIVE)).required()],
};

pub static RELATIVE: Shape = Shape {
    name: "relative",
    words: Words::new("亲属", "relative"),
    base: None,
    fields: &[
        Field::new("official", "干部", "official", Type::Text).required(),
        Field::new("relative", "亲属姓名", "relative", Type::Text).required(),
        Field::new("relation", "关系", "relation", Type::Text).required(),
    ],
};

/// One declared pair.
#[derive(Clone, Debug)]
pub struct Relative {
    pub official: String,
    pub relative: String,
}

pub fn relatives(row: Row) -> Vec<Relative> {
    let pairs = row.take(&RELATIVES).list("relatives").into_iter();
    pairs
        .map(|pair| {
            let mut take = pair.take(&RELATIVE);
            Relative { official: take.text("official"), relative: take.text("relative") }
        })
        .collect()
}

pub fn check(books: &Books, filed: &Filed, report: &mut Report) {
    if !books.internal {
        return;
    }
    let reviewer = plain(&filed.ledger.envelope.review.by);
    for (index, line) in filed.ledger.lines.iter().enumerate() {
        let approver = plain(&line.approver);
        if !approver.is_empty() && approver == reviewer {
            let said = Said::new(
                format!("{} 的审批人也是本期审核人，请核对", line.voucher),
                format!("the approver of {} also reviewed the month", line.voucher),
            );
            report.push(filed.at_line(&rules::SUPERVISOR_APPROVES, index, "approver", said));
        }
        let related = |pair: &Relative| {
            let (a, b) = (plain(&pair.official), plain(&pair.relative));
            (a == reviewer && b == approver) || (a == approver && b == reviewer)
        };
        if books.relatives.iter().any(related) {
            let said = Said::new(
                format!("{} 的审批人与本期审核人申报为近亲属，待核实", line.voucher),
                format!("the approver of {} and the reviewer are declared relatives", line.voucher),
            );
            report.push(filed.at_line(&rules::SUPERVISOR_RELATED, index, "approver", said));
        }
    }
}
