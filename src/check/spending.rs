//! B5, C3, C7 and the second half of C5: spending under `other`, without a decision, without a receipt, to one payee.

use std::collections::BTreeMap;

use super::payments::{Payment, dealt};
use super::{Books, Filed, Reports, signers::name};
use crate::finding::{Report, rules};
use crate::kind::ledger::{CATEGORIES, Nature};
use crate::model::{Money, Period, Said};

/// The category whose name says nothing.
const OTHER: &str = "other-expense";

/// Whether a part is more than so many hundredths of the whole, by cross-multiplication.
fn is_over(part: Money, percent: u64, whole: Money) -> bool {
    i128::from(part.fen()) * 100 > i128::from(percent) * i128::from(whole.fen())
}

/// B5: how much of a month's spending goes under 其他支出.
pub fn other_share(books: &Books, filed: &Filed, report: &mut Report) {
    let percent = books.portal.settings.other_share;
    let at = CATEGORIES.iter().position(|c| c.key == OTHER).expect("a known category");
    let (other, all) = (filed.sums.by_category[at].0, filed.sums.expense);
    if other <= Money::ZERO || !is_over(other, percent, all) {
        return;
    }
    let said = Said::new(
        format!("其他支出 {other} 元，占支出 {all} 元的比例超过 {percent}%，请把其他支出写明用途"),
        format!(
            "other spending is {other} yuan, over {percent}% of {all}; please say what it was for"
        ),
    );
    report.push(filed.finding(&rules::OTHER_SHARE_HIGH, "lines", said).about("其他支出"));
}

/// B5: one line of 其他支出 above the place's limit.
pub fn other_line(books: &Books, payments: &[Payment], reports: &mut Reports) {
    let limit = books.portal.settings.other_line;
    let other = |p: &&Payment| {
        p.line.nature == Nature::Ordinary && p.line.category.is_some_and(|c| c.key == OTHER)
    };
    for payment in payments.iter().filter(other).filter(|p| p.amount > limit) {
        let (name, amount) = (name(payment.line), payment.amount);
        let said = Said::new(
            format!("{name} 其他支出 {amount} 元，超过 {limit} 元，请把其他支出写明用途"),
            format!(
                "{name}: other spending of {amount} yuan, over {limit}; please say what it was for"
            ),
        );
        let finding = payment.finding(&rules::OTHER_LINE_LARGE, "category", said);
        reports.push(payment, finding.help(
            "能归入经营支出、管理费用或公益支出的，改科目；不能的，写明用途",
            "use operating costs, administration or public welfare where one fits; else say what for",
        ));
    }
}

/// C3: a payment of a tier that needs a meeting's decision names none.
pub fn decision(books: &Books, payments: &[Payment], reports: &mut Reports) {
    let tiers = &books.portal.settings.approval_tiers;
    for payment in payments.iter().filter(|p| !p.decided) {
        let (line, amount) = (payment.line, payment.amount);
        if line.nature == Nature::Dealing && line.dealing.is_none_or(|d| d.key == "repaid") {
            continue;
        }
        // Above the last bound nobody else may approve: what holds for the last tier holds there.
        let fits = tiers.iter().find(|tier| tier.up_to.is_none_or(|bound| amount <= bound));
        let Some(tier) = fits.or(tiers.last()).filter(|tier| tier.decision) else { continue };
        let (name, who) = (name(line), &tier.approver);
        let said = Said::new(
            format!("{name} {amount} 元达到须经{who}议定的标准，未见会议记录编号，请补充"),
            format!(
                "{name}: {amount} yuan needs a decision of `{who}`; no record of one is named, please add it"
            ),
        );
        reports.push(
            payment,
            payment.finding(&rules::DECISION_MISSING, "amount", said).help(
                "在 `议事依据` 写会议日期、名称或记录编号",
                "name the meeting, its day or the number of its record in `decision`",
            ),
        );
    }
}

/// C5, internal: a whole number of thousands paid without any receipt.
pub fn round_sums(books: &Books, payments: &[Payment], reports: &mut Reports) {
    if !books.internal {
        return;
    }
    let from = books.portal.settings.round_sum;
    let round = |p: &&Payment| p.amount >= from && p.amount.fen() % 100_000 == 0;
    for payment in payments.iter().filter(round) {
        let (line, amount) = (payment.line, payment.amount);
        if line.receipt.is_some_and(|receipt| receipt.key != "none") {
            continue;
        }
        let said = Said::new(
            format!("{} 整千金额 {amount} 元，没有票据，待核实", name(line)),
            format!(
                "{}: {amount} yuan, whole thousands, without receipt; to be verified",
                name(line)
            ),
        );
        reports.push(payment, payment.finding(&rules::ROUND_SUM_WITHOUT_RECEIPT, "amount", said));
    }
}

/// C7, internal: one payee's share of a year's spending, asked when the year's last month is there.
pub fn payee_share(books: &Books, payments: &[Payment], reports: &mut Reports) {
    if !books.internal {
        return;
    }
    let percent = books.portal.settings.payee_share;
    let mut spent = BTreeMap::<(usize, i16), Money>::new();
    for filed in books.ledgers {
        *spent.entry((filed.set, filed.period().year())).or_default() += filed.sums.expense;
    }
    let bought = payments.iter().filter(|p| p.one_payee && p.is_purchase());
    let key = |p: &Payment| (p.filed.set, p.filed.period().year(), p.payee.clone());
    for ((set, year, _), group) in dealt(bought, key) {
        let december = |f: &Filed| f.set == set && f.period() == Period::Month(year, 12);
        let Some(at) = books.ledgers.iter().position(december) else { continue };
        let sum: Money = group.iter().map(|p| p.amount).sum();
        let all = spent.get(&(set, year)).copied().unwrap_or_default();
        if !is_over(sum, percent, all) {
            continue;
        }
        let (payee, n) = (group[0].line.party.trim(), group.len());
        let said = Said::new(
            format!(
                "{year} 年付给“{payee}”{n} 笔共 {sum} 元，超过全年支出 {all} 元的 {percent}%，待核实"
            ),
            format!(
                "in {year} {n} payments of {sum} yuan in all went to `{payee}`, over {percent}% of the {all} spent; to be verified"
            ),
        );
        let finding = books.ledgers[at].finding(&rules::PAYEE_SHARE_HIGH, "period", said);
        reports.of(at).push(finding.about(payee));
    }
}
