//! C1 and the first half of C2: papers and signatures of a line, and who signs twice.

use super::Books;
use crate::finding::{Report, Rule, rules};
use crate::kind::ledger::Line;
use crate::model::Said;
use crate::model::spelling::one_form;
use crate::read::Filed;

/// From so many lines on, books that never say a thing are told once and not line by line.
const LINES_MANY: usize = 3;

pub fn check(_: &Books, filed: &Filed, report: &mut Report) {
    let lines = &filed.ledger.lines;
    let never = |rule, lacks: &dyn Fn(&Line) -> bool| {
        let many = lines.len() >= LINES_MANY && lines.iter().all(lacks);
        many && !answered_by_line(filed, rule)
    };
    let unsigned = never(&rules::MISSING_SIGNER, &|line| {
        SIGNERS.iter().all(|who| (who.of)(line).trim().is_empty())
    });
    let unpapered = never(&rules::MISSING_RECEIPT, &has_no_paper);
    if unsigned {
        let (zh, en) = (SIGNERS.map(|who| who.zh).join("、"), SIGNERS.map(|who| who.en).join(", "));
        tell_all(filed, &rules::MISSING_SIGNER, (&zh, &format!("a {en}")), report);
    }
    if unpapered {
        let words = ("票据，也未写无票原因", "a receipt or a reason for none");
        tell_all(filed, &rules::MISSING_RECEIPT, words, report);
    }
    for (index, line) in lines.iter().enumerate() {
        if !unsigned {
            missing_signers(filed, index, line, report);
        }
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
        if has_no_paper(line) && !unpapered {
            let said = Said::new(
                format!("{} 缺票据，也未写无票原因", name(line)),
                format!("{} has no receipt and no reason", name(line)),
            );
            report.push(filed.at_line(&rules::MISSING_RECEIPT, index, "receipt", said));
        }
        same_signer(filed, index, line, report);
    }
}

/// Somebody who signs a line.
struct Signer {
    of: fn(&Line) -> &str,
    zh: &'static str,
    /// The name of the field too.
    en: &'static str,
}

const SIGNERS: [Signer; 3] = [
    Signer { of: |line| &line.handler, zh: "经手人", en: "handler" },
    Signer { of: |line| &line.witness, zh: "证明人", en: "witness" },
    Signer { of: |line| &line.approver, zh: "审批人", en: "approver" },
];

fn has_no_paper(line: &Line) -> bool {
    line.receipt.is_none_or(|r| r.key == "none") && line.no_receipt_reason.is_empty()
}

/// Whether the unit gave its word on this for single lines.
fn answered_by_line(filed: &Filed, rule: &Rule) -> bool {
    let explained = filed.ledger.envelope.explain.iter();
    let mut of_rule = explained.filter(|explain| explain.rule.trim() == rule.code);
    of_rule.any(|explain| !explain.record.trim().is_empty())
}

fn tell_all(filed: &Filed, rule: &'static Rule, (zh, en): (&str, &str), report: &mut Report) {
    let count = filed.ledger.lines.len();
    let said = Said::new(
        format!("这一期 {count} 笔都缺{zh}"),
        format!("none of the {count} lines of this period has {en}"),
    );
    report.push(filed.finding(rule, "lines", said));
}

fn missing_signers(filed: &Filed, index: usize, line: &Line, report: &mut Report) {
    let missing: Vec<_> = SIGNERS.iter().filter(|who| (who.of)(line).trim().is_empty()).collect();
    let Some(first) = missing.first() else { return };
    let zh: Vec<_> = missing.iter().map(|who| who.zh).collect();
    let en: Vec<_> = missing.iter().map(|who| who.en).collect();
    let said = Said::new(
        format!("{} 缺{}", name(line), zh.join("、")),
        format!("{} lacks its {}", name(line), en.join(", ")),
    );
    report.push(filed.at_line(&rules::MISSING_SIGNER, index, first.en, said));
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
