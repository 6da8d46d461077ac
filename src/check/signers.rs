//! C1 and the first half of C2: papers and signatures of a line, and who signs twice.

use super::{Books, Filed};
use crate::finding::{Report, rules};
use crate::kind::ledger::Line;
use crate::model::Said;
use crate::model::spelling::one_form;

pub fn check(_: &Books, filed: &Filed, report: &mut Report) {
    for (index, line) in filed.ledger.lines.iter().enumerate() {
        missing_signers(filed, index, line, report);
        if line.voucher.is_empty() {
            let said = Said::new(
                format!("“{}”缺凭证号", line.text),
                format!("`{}` has no voucher number", line.text),
            );
            report.push(
                filed
                    .at_line(&rules::MISSING_VOUCHER, index, "text", said)
                    .about(line.text.clone()),
            );
        }
        let no_paper =
            line.receipt.is_none_or(|r| r.key == "none") && line.no_receipt_reason.is_empty();
        if no_paper {
            let said = Said::new(
                format!("{} 缺票据，也未写无票原因", name(line)),
                format!("{} has no receipt and no reason", name(line)),
            );
            report.push(filed.at_line(&rules::MISSING_RECEIPT, index, "receipt", said));
        }
        same_signer(filed, index, line, report);
    }
}

fn missing_signers(filed: &Filed, index: usize, line: &Line, report: &mut Report) {
    let signers = [
        (&line.handler, "经手人", "handler"),
        (&line.witness, "证明人", "witness"),
        (&line.approver, "审批人", "approver"),
    ];
    let missing: Vec<_> = signers.iter().filter(|(who, _, _)| who.trim().is_empty()).collect();
    let Some(first) = missing.first() else { return };
    let zh: Vec<_> = missing.iter().map(|(_, zh, _)| *zh).collect();
    let en: Vec<_> = missing.iter().map(|(_, _, en)| *en).collect();
    let said = Said::new(
        format!("{} 缺{}", name(line), zh.join("、")),
        format!("{} lacks its {}", name(line), en.join(", ")),
    );
    report.push(filed.at_line(&rules::MISSING_SIGNER, index, first.2, said));
}

fn same_signer(filed: &Filed, index: usize, line: &Line, report: &mut Report) {
    let handler = one_form(&line.handler);
    if handler.is_empty() {
        return;
    }
    for (other, zh, en) in
        [(&line.witness, "证明人", "witness"), (&line.approver, "审批人", "approver")]
    {
        if one_form(other) == handler {
            let said = Said::new(
                format!("{} 经手人与{zh}为同一人", name(line)),
                format!("{} has one person as handler and {en}", name(line)),
            );
            report.push(filed.at_line(&rules::SAME_SIGNER, index, en, said));
        }
    }
}

/// What a message calls a line: its voucher, else what it says.
pub fn name(line: &Line) -> &str {
    if line.voucher.is_empty() { &line.text } else { &line.voucher }
}
