//! E1–E4: what a project was paid, changed and settled at, against its contract.

use super::Shelf;
use super::joins::{self, By, Paid};
use crate::finding::{Finding, Place, Report, Rule, rules};
use crate::kind::portal::Settings;
use crate::kind::project::{Sums, settles};
use crate::kind::record::Record;
use crate::model::{Money, Said};
use crate::source::Source;

/// Takes a question: its rule, its field, what is said, and how to settle it.
type Tell<'a> = dyn FnMut(&'static Rule, String, Said, (&'static str, &'static str)) + 'a;

pub fn check(shelf: &Shelf, source: &Source, project: &Record, report: &mut Report) {
    joins::amounts(shelf, source, project, Paid::new("payments", "amount", By::Whole), report);
    let mut tell = |rule, field, said, help: (&'static str, &'static str)| {
        let finding = Finding::new(rule, &source.path, Place::Field(field), said);
        report.push(finding.help(help.0, help.1));
    };
    let settings = &shelf.books.portal.settings;
    let sums = Sums::of(project);
    retention(project, &mut tell);
    audit(settings, project, sums, &mut tell);
    if project.money("contract_price").is_none() {
        return;
    }
    over_contract(sums, &mut tell);
    changes(settings, sums, &mut tell);
    before_acceptance(settings, project, sums, &mut tell);
}

/// Whether `part` is more than so many percent of `whole`.
fn over(part: Money, whole: Money, percent: u64) -> bool {
    i128::from(part.fen()) * 100 > i128::from(whole.fen()) * i128::from(percent)
}

/// E1: all payments together over the contract with its changes.
fn over_contract(sums: Sums, tell: &mut Tell) {
    let over = sums.paid - sums.agreed();
    if over <= Money::ZERO {
        return;
    }
    let said = Said::new(
        format!(
            "累计付款超过合同及变更 {over} 元（已付 {}，合同及变更 {}），需说明",
            sums.paid,
            sums.agreed()
        ),
        format!(
            "paid {} against {} of contract and changes, {over} more; please explain",
            sums.paid,
            sums.agreed()
        ),
    );
    let help = (
        "核对付款；有变更的，写进 `changes:`",
        "compare the payments; add what was changed to `changes:`",
    );
    tell(&rules::PAID_OVER_CONTRACT, "contract_price".to_string(), said, help);
}

/// E2: changes, up or down on the whole, over their share of the contract.
fn changes(settings: &Settings, sums: Sums, tell: &mut Tell) {
    let share = settings.change_share;
    if !over(sums.changes.abs(), sums.contract, share) {
        return;
    }
    let said = Said::new(
        format!("变更合计 {} 元，超过合同价 {} 元的 {share}%，需说明", sums.changes, sums.contract),
        format!(
            "changes come to {}, over {share} % of {}; please explain",
            sums.changes, sums.contract
        ),
    );
    let help = (
        "说明为什么变更、谁批准、走了什么程序",
        "explain why, who approved and by which procedure",
    );
    tell(&rules::CHANGES_OVER_SHARE, "changes".to_string(), said, help);
}

/// E3: paid before acceptance over what the contract allows, else over the share of the place.
fn before_acceptance(settings: &Settings, project: &Record, sums: Sums, tell: &mut Tell) {
    let share = project.count("progress_percent").unwrap_or(settings.progress_share);
    let accepted = project.date("accepted");
    let mut paid = Money::ZERO;
    let mut passed = None;
    for (at, row) in project.list("payments").enumerate() {
        let day = row.date("date");
        let early = accepted.is_none_or(|accepted| day.is_some_and(|day| day < accepted));
        if early {
            paid += row.money("amount").unwrap_or(Money::ZERO);
            if over(paid, sums.agreed(), share) {
                passed = passed.or(Some(at));
            }
        }
    }
    let Some(at) = passed else { return };
    let said = Said::new(
        format!("验收前累计付款 {paid} 元，超过合同及变更 {} 元的 {share}%，需说明", sums.agreed()),
        format!(
            "{paid} was paid before acceptance, over {share} % of {}; please explain",
            sums.agreed()
        ),
    );
    let help = (
        "合同另有约定的，写 `progress_percent:`；已验收的，写 `accepted:`",
        "write `progress_percent:` where the contract says otherwise, `accepted:` where it was accepted",
    );
    tell(&rules::PAID_BEFORE_ACCEPTANCE, format!("payments.{at}.amount"), said, help);
}

/// E4: settled over the contract with its changes, or above the local limit without an audit.
fn audit(settings: &Settings, project: &Record, sums: Sums, tell: &mut Tell) {
    let agreed = sums.agreed();
    if let Some(audited) = project.money("audited") {
        let over = audited - agreed;
        if over > Money::ZERO && project.money("contract_price").is_some() {
            let said = Said::new(
                format!("审定 {audited} 元，超过合同及变更 {agreed} 元，多 {over} 元，需说明"),
                format!("settled at {audited} against {agreed}, {over} more; please explain"),
            );
            let help = (
                "有变更的，写进 `changes:`；没有的，说明差在哪里",
                "add what was changed, or explain the difference",
            );
            tell(&rules::SETTLEMENT_OVER_CONTRACT, "audited".to_string(), said, help);
        }
        return;
    }
    let Some(limit) = settings.audit_limit.filter(|limit| agreed > *limit) else { return };
    let Some(at) = project.list("payments").position(|payment| settles(&payment)) else { return };
    let said = Said::new(
        format!(
            "合同及变更 {agreed} 元，超过审计限额 {limit} 元，已付结算款，未见审定金额，需说明"
        ),
        format!("settled at {agreed}, above {limit}, without an audited sum; please explain"),
    );
    let help = (
        "写 `audited:`、`auditor:` 和 `audited_on:`",
        "write `audited:`, `auditor:` and `audited_on:`",
    );
    tell(&rules::SETTLEMENT_WITHOUT_AUDIT, format!("payments.{at}.stage"), said, help);
}

/// E4: retention money paid before its term.
fn retention(project: &Record, tell: &mut Tell) {
    let Some(until) = project.date("retention_until") else { return };
    for (at, row) in project.list("payments").enumerate() {
        let retained = row.choice("stage").is_some_and(|stage| stage.key == "retention");
        let Some(day) = row.date("date").filter(|day| retained && *day < until) else { continue };
        let said = Said::new(
            format!("质保金 {day} 已付，质保期满 {until}，需说明"),
            format!("retention was paid on {day}, its term ends on {until}; please explain"),
        );
        let help = (
            "核对两个日期；提前付的，说明原因",
            "compare the days, or explain why it was paid early",
        );
        tell(&rules::RETENTION_PAID_EARLY, format!("payments.{at}.date"), said, help);
    }
}
