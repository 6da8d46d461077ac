//! C6: two payments that look like one, paid twice.

use std::collections::BTreeMap;

use super::payments::{Payment, dealt};
use super::{Books, Reports};
use crate::finding::rules;
use crate::model::Said;
use crate::model::date::days_between;
use crate::model::spelling::one_form;

/// Same payee and amount, few days apart, alike in what for. A masked name counts as the name it is: with the same
/// amount and the same words it is worth a look at the voucher.
pub fn check(books: &Books, payments: &[Payment], reports: &mut Reports) {
    let settings = &books.portal.settings;
    let window = i64::try_from(settings.duplicate_days).unwrap_or(i64::MAX);
    let named = payments.iter().filter(|p| !p.payee.is_empty());
    let key = |p: &Payment| (p.filed.set, p.payee.clone(), p.amount);
    for group in dealt(named, key).values() {
        for (at, later) in group.iter().enumerate() {
            let near = |earlier: &&&Payment| {
                days_between(earlier.line.date, later.line.date) <= window
                    && alike(&earlier.line.text, &later.line.text, settings.duplicate_likeness)
            };
            let Some(earlier) = group[..at].iter().rev().find(near) else { continue };
            tell(earlier, later, reports);
        }
    }
}

fn tell(earlier: &Payment, later: &Payment, reports: &mut Reports) {
    let (first, second, amount) = (earlier.name(), later.name(), later.amount);
    let days = days_between(earlier.line.date, later.line.date);
    let said = Said::new(
        format!(
            "{first} 与 {second} 收款方相同、金额同为 {amount} 元、摘要相近，相隔 {days} 天，两笔疑似重复，请核对凭证"
        ),
        format!(
            "{first} and {second} have one payee, {amount} yuan each, like texts, {days} days apart: entered twice, perhaps; please compare the vouchers"
        ),
    );
    // Asked under a payment that is not for everyone, where there is one: that keeps it off the web.
    let asked = if earlier.is_public() { later } else { earlier };
    reports.push(
        asked,
        asked.finding(&rules::DUPLICATE_PAYMENT, "amount", said).help(
            "确是两笔的，说明各是哪一次；重复的，用冲销更正",
            "if there are two, say what each was for; if one was entered twice, reverse it",
        ),
    );
}

/// Whether two texts are alike: the same numbers in the same order (so May and June, or lot 1 and lot 2, are not),
/// and of all pairs of neighbouring letters at least so many in a hundred in both (Dice's measure, in integers).
fn alike(a: &str, b: &str, percent: u64) -> bool {
    let letters = |text: &str| -> Vec<char> {
        one_form(text).chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let (a, b) = (letters(a), letters(b));
    if numbers(&a) != numbers(&b) {
        return false;
    }
    let (pairs_a, pairs_b) = (pairs(&a), pairs(&b));
    let count = |pairs: &BTreeMap<(char, char), u128>| pairs.values().sum::<u128>();
    let all = count(&pairs_a) + count(&pairs_b);
    if all == 0 {
        return a == b;
    }
    let shared = |(pair, n): (&(char, char), &u128)| pairs_b.get(pair).map_or(0, |m| *m.min(n));
    let both: u128 = pairs_a.iter().map(shared).sum();
    2 * both * 100 >= u128::from(percent) * all
}

fn pairs(letters: &[char]) -> BTreeMap<(char, char), u128> {
    let mut pairs = BTreeMap::new();
    for pair in letters.windows(2) {
        *pairs.entry((pair[0], pair[1])).or_default() += 1;
    }
    pairs
}

/// The numbers of a text, in digits or in Chinese, without leading zeros.
fn numbers(letters: &[char]) -> Vec<String> {
    let numeral = |c: &char| c.is_ascii_digit() || "〇零一二两三四五六七八九十百千万".contains(*c);
    let runs = letters.split(|c| !numeral(c)).filter(|run| !run.is_empty());
    runs.map(|run| run.iter().collect::<String>().trim_start_matches('0').to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn texts_are_alike_by_their_numbers_and_pairs() {
        assert!(alike("3 月办公用纸 2 箱", "3月 办公用纸2箱。", 80));
        assert!(alike("０３月办公用纸", "3月办公用纸", 90));
        assert!(!alike("3 月保洁费", "4 月保洁费", 80), "another month");
        assert!(!alike("三月保洁费", "四月保洁费", 80), "another month, in words");
        assert!(!alike("办公用纸", "路灯灯头", 80));
        // abcdef and abcdxy share 3 of 5 and 5 pairs: 60 in a hundred.
        assert!(alike("abcdef", "abcdxy", 60) && !alike("abcdef", "abcdxy", 61));
        assert!(alike("纸", "纸", 80) && !alike("纸", "笔", 80));
    }
}
