//! The second half of C2: voucher numbers are unique and without gaps in their numbering period.

use std::collections::BTreeMap;

use super::Books;
use crate::finding::{Report, rules};
use crate::kind::ledger::Line;
use crate::model::{Period, Said};
use crate::read::Filed;

/// How many missing numbers a message names before it counts the rest.
const NAMED_MAX: usize = 5;

/// Numbers of vouchers that are counted have fewer digits.
const COUNTED_MAX: usize = 9;

pub fn check(books: &Books, filed: &Filed, report: &mut Report) {
    let earlier = earlier_numbers(books, filed);
    let mut seen: BTreeMap<(String, u64), ()> = BTreeMap::new();
    let mut by_prefix: BTreeMap<String, Vec<(u64, usize)>> = BTreeMap::new();
    for (index, line) in filed.ledger.lines.iter().enumerate() {
        let Some((prefix, number, width)) = split(&line.voucher) else { continue };
        let key = (prefix.to_string(), number);
        let before = earlier.contains_key(&key);
        let again = seen.insert(key, ()).is_some();
        if again && !before && is_entry(&filed.ledger.lines, index) {
            continue;
        }
        if before || again {
            let said = Said::new(
                format!("{} 号重复使用", line.voucher),
                format!("{} is used more than once", line.voucher),
            );
            let finding = filed.at_line(&rules::VOUCHER_REPEATED, index, "voucher", said);
            report.push(finding.help(
                "翻纸质凭证核对：抄错的改成它自己的号；真用了同一个号的，在 explain 里写明原因",
                "check the paper voucher: correct the number, or say under explain why it was used again",
            ));
            continue;
        }
        // Nobody counts so far: it is a number of another sort, and its gaps would be made of such numbers.
        if width < COUNTED_MAX {
            by_prefix.entry(prefix.to_string()).or_default().push((number, width));
        }
    }
    for (prefix, mut numbers) in by_prefix {
        numbers.sort_unstable();
        let before = earlier.keys().filter(|(p, _)| *p == prefix).map(|(_, n)| *n).max();
        let from =
            before.map_or_else(|| first_expected(books, filed, numbers[0].0), |last| last + 1);
        gaps(filed, &prefix, &numbers, from, report);
    }
}

/// Whether a line is one more entry of a voucher that stands before it: of the same day, and saying something else. What is
/// booked on another day, or said again word for word, was numbered by mistake.
fn is_entry(lines: &[Line], index: usize) -> bool {
    let line = &lines[index];
    let mut of_voucher = lines[..index].iter().filter(|other| other.voucher == line.voucher);
    let said = |line: &Line| {
        let way = (line.direction, line.nature, line.amount, line.category, line.dealing);
        (way, line.text.clone(), line.party.clone(), line.account.clone())
    };
    of_voucher.all(|other| other.date == line.date && said(other) != said(line))
}

/// Numbers of the same set used in earlier months of the year, where numbers run through the year.
fn earlier_numbers(books: &Books, filed: &Filed) -> BTreeMap<(String, u64), ()> {
    if !books.portal.settings.vouchers_by_year {
        return BTreeMap::new();
    }
    let (year, period) = (filed.period().year(), filed.period());
    let same = |other: &&Filed| {
        other.set == filed.set && other.period().year() == year && other.period() < period
    };
    let ledgers = books.ledgers.iter().filter(same);
    ledgers
        .flat_map(|other| other.ledger.lines.iter())
        .filter_map(|line| split(&line.voucher))
        .map(|(prefix, number, _)| ((prefix.to_string(), number), ()))
        .collect()
}

/// A year's books may join the portal in midsummer: then the first number seen is where counting begins.
fn first_expected(books: &Books, filed: &Filed, first_seen: u64) -> u64 {
    let joined_late =
        books.portal.settings.vouchers_by_year && !matches!(filed.period(), Period::Month(_, 1));
    if joined_late { first_seen } else { 1 }
}

fn gaps(filed: &Filed, prefix: &str, numbers: &[(u64, usize)], from: u64, report: &mut Report) {
    let (mut next, mut missing, mut named) = (from, 0u64, Vec::new());
    for &(number, width) in numbers {
        while next < number && named.len() < NAMED_MAX {
            named.push(format!("{prefix}{next:0width$}"));
            missing += 1;
            next += 1;
        }
        missing += number.saturating_sub(next);
        next = number + 1;
    }
    if named.is_empty() {
        return;
    }
    let more = missing > named.len() as u64;
    let (zh_more, en_more) = if more { (" 等", " and more") } else { ("", "") };
    let list = named.join("、");
    let said = Said::new(
        format!("缺 {list}{zh_more} 号（共 {missing} 个）"),
        format!("{}{en_more} missing ({missing} in all)", named.join(", ")),
    );
    report.push(filed.finding(&rules::VOUCHER_GAP, "lines", said).about(named[0].clone()));
}

/// `记-003` is `记-`, 3 and a width of 3. `None` where no number ends the voucher.
fn split(voucher: &str) -> Option<(&str, u64, usize)> {
    let digits = voucher.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (prefix, number) = voucher.split_at(voucher.len() - digits);
    Some((prefix, number.parse().ok()?, digits))
}
