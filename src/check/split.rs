//! C4 and the first half of C5: purchases that stay under the limit one by one.

use super::payments::{Payment, dealt};
use super::{Books, Reports};
use crate::finding::rules;
use crate::model::date::days_between;
use crate::model::{Money, Said};

/// How many vouchers a message names before it counts the rest.
const NAMED_MAX: usize = 5;

/// C4: one payee, one category, within the window each under the limit and together at or over it.
pub fn in_parts(books: &Books, payments: &[Payment], reports: &mut Reports) {
    let settings = &books.portal.settings;
    let limit = settings.purchase_limit;
    let window = i64::try_from(settings.purchase_window_days).unwrap_or(i64::MAX);
    let under = |p: &&Payment| p.one_payee && p.is_purchase() && p.amount < limit;
    let key = |p: &Payment| (p.filed.set, p.payee.clone(), p.line.category.map(|c| c.key));
    for group in dealt(payments.iter().filter(under), key).values() {
        for parts in windows(group, limit, window) {
            tell_parts(parts, limit, window, reports);
        }
    }
}

/// Runs of payments within the window that come to the limit. Each payment stands in one of them at most, so that a
/// long row of purchases is told once and not at every step.
fn windows<'g, 'p, 'a>(
    group: &'g [&'p Payment<'a>],
    limit: Money,
    window: i64,
) -> Vec<&'g [&'p Payment<'a>]> {
    let day = |at: usize| group[at].line.date;
    let (mut found, mut start, mut end, mut sum) = (Vec::new(), 0, 0, Money::ZERO);
    while end < group.len() {
        sum += group[end].amount;
        while days_between(day(start), day(end)) > window {
            sum += -group[start].amount;
            start += 1;
        }
        end += 1;
        if end - start >= 2 && sum >= limit {
            while end < group.len() && days_between(day(start), day(end)) <= window {
                end += 1;
            }
            found.push(&group[start..end]);
            (start, sum) = (end, Money::ZERO);
        }
    }
    found
}

fn tell_parts(parts: &[&Payment], limit: Money, window: i64, reports: &mut Reports) {
    let last = parts[parts.len() - 1];
    let (n, payee) = (parts.len(), last.line.party.trim());
    let sum: Money = parts.iter().map(|p| p.amount).sum();
    let (zh, en) = named(parts);
    let said = Said::new(
        format!(
            "{window} 天内向同一收款方“{payee}”分 {n} 笔共支付 {sum} 元（{zh}），单笔均低于 {limit} 元，请说明是否为同一采购"
        ),
        format!(
            "{n} payments within {window} days to `{payee}` come to {sum} yuan ({en}), each under {limit}; please say whether they are one purchase"
        ),
    );
    // One payment that is not for everyone keeps the whole question off the web: it is asked under that one.
    let asked = parts.iter().rev().find(|p| !p.is_public()).unwrap_or(&last);
    reports.push(asked, asked.finding(&rules::SPLIT_PURCHASE, "amount", said).help(
        "是同一采购的，附会议记录或采购手续；不是的，说明各买什么、为何分开",
        "if they are one purchase name its decision or procedure; if not, say what each was for",
    ));
}

fn named(parts: &[&Payment]) -> (String, String) {
    let names: Vec<String> = parts.iter().take(NAMED_MAX).map(|p| p.name()).collect();
    let more = parts.len() > NAMED_MAX;
    let (zh, en) = if more { (" 等", " and more") } else { ("", "") };
    (format!("{}{zh}", names.join("、")), format!("{}{en}", names.join(", ")))
}

/// C5, internal: several payments a year to one payee that come close to the limit.
pub fn just_under(books: &Books, payments: &[Payment], reports: &mut Reports) {
    if !books.internal {
        return;
    }
    let settings = &books.portal.settings;
    let (limit, share) = (settings.purchase_limit, settings.just_under_share);
    let close = |p: &&Payment| {
        let amount = p.amount;
        let near = i128::from(amount.fen()) * 100 >= i128::from(limit.fen()) * i128::from(share);
        p.one_payee && p.is_purchase() && near && amount < limit
    };
    let key = |p: &Payment| (p.filed.set, p.payee.clone(), p.line.date.year());
    for ((_, _, year), group) in dealt(payments.iter().filter(close), key) {
        let (n, last) = (group.len(), group[group.len() - 1]);
        if n < 2 || (n as u64) < settings.just_under_count {
            continue;
        }
        let payee = last.line.party.trim();
        let (zh, en) = named(&group);
        let said = Said::new(
            format!(
                "{year} 年付给“{payee}”{n} 笔在限额 {limit} 元的 {share}% 与限额之间（{zh}），待核实"
            ),
            format!(
                "in {year} {n} payments to `{payee}` lie between {share}% of the limit of {limit} yuan and the limit ({en}); to be verified"
            ),
        );
        reports.push(last, last.finding(&rules::JUST_UNDER_LIMIT, "amount", said));
    }
}
