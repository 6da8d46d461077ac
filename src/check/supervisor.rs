//! I2, internal: who reviews neither approves what is reviewed nor is a declared near relative of who does.

use super::Books;
use crate::finding::{Report, rules};
use crate::kind::private::Relative;
use crate::model::Said;
use crate::model::spelling::one_form;
use crate::read::Filed;

pub fn check(books: &Books, filed: &Filed, report: &mut Report) {
    if !books.internal {
        return;
    }
    let reviewer = one_form(&filed.ledger.envelope.review.by);
    for (index, line) in filed.ledger.lines.iter().enumerate() {
        let approver = one_form(&line.approver);
        if !approver.is_empty() && approver == reviewer {
            let said = Said::new(
                format!("{} 的审批人也是本期审核人，请核对", line.voucher),
                format!("the approver of {} also reviewed the month", line.voucher),
            );
            report.push(filed.at_line(&rules::SUPERVISOR_APPROVES, index, "approver", said));
        }
        let related = |pair: &Relative| {
            let (a, b) = (one_form(&pair.official), one_form(&pair.relative));
            (a == reviewer && b == approver) || (a == approver && b == reviewer)
        };
        if books.office.relatives.iter().any(related) {
            let said = Said::new(
                format!("{} 的审批人与本期审核人申报为近亲属，待核实", line.voucher),
                format!("the approver of {} and the reviewer are declared relatives", line.voucher),
            );
            report.push(filed.at_line(&rules::SUPERVISOR_RELATED, index, "approver", said));
        }
    }
}
