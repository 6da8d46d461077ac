//! Finds what each reversal takes back, over all months of a set of books, and what is left of every line.

use std::collections::BTreeMap;

use super::meant::meant;
use crate::kind::ledger::{Account, Ledger, Line, Nature, Spot};
use crate::model::party::{mask, parties};
use crate::model::spelling::one_form;
use crate::model::{Money, Period};

/// Lays every reversal of a unit's ledgers, by set of books and month, to the line it takes back. What a reversal leaves
/// unsaid it has from there, so that a category and a counterparty lose what they gained.
pub fn settle(mut books: Vec<(usize, &mut Ledger)>) {
    let place =
        |(at, (set, ledger)): (usize, &(usize, &mut Ledger))| ((*set, ledger.envelope.period), at);
    // Of two ledgers of one month, which is told elsewhere, the first counts.
    let months: BTreeMap<(usize, Period), usize> =
        books.iter().enumerate().rev().map(place).collect();
    for ledger in 0..books.len() {
        for line in 0..books[ledger].1.lines.len() {
            if books[ledger].1.lines[line].is_reversal() {
                lay(&mut books, &months, Spot { ledger, line });
            }
        }
    }
}

/// Leaves out the ledgers that do not stay: what stays knows of no line of theirs, and knows its own by their new places.
pub fn renumber(ledgers: &mut [&mut Ledger], stays: &[bool]) {
    let mut next = 0;
    let places: Vec<Option<usize>> = stays
        .iter()
        .map(|stays| {
            let place = stays.then_some(next);
            next += usize::from(*stays);
            place
        })
        .collect();
    let amount = |spot: &Spot| ledgers[spot.ledger].lines[spot.line].amount;
    let sums: Vec<Vec<Money>> = ledgers
        .iter()
        .map(|ledger| {
            let stay = |line: &Line| {
                let by = line.reversing.by.iter().filter(|spot| stays[spot.ledger]);
                by.map(amount).sum()
            };
            ledger.lines.iter().map(stay).collect()
        })
        .collect();
    let moved = |spot: Spot| places[spot.ledger].map(|ledger| Spot { ledger, line: spot.line });
    for (ledger, sums) in ledgers.iter_mut().zip(sums) {
        for (line, sum) in ledger.lines.iter_mut().zip(sums) {
            let of = &mut line.reversing;
            (of.of, of.or) = (of.of.and_then(moved), of.or.and_then(moved));
            of.sum = sum;
            of.by = std::mem::take(&mut of.by).into_iter().filter_map(moved).collect();
        }
    }
}

fn lay(books: &mut [(usize, &mut Ledger)], months: &BTreeMap<(usize, Period), usize>, own: Spot) {
    let (set, ledger) = &books[own.ledger];
    let reversal = &ledger.lines[own.line];
    let (period, voucher) = named(ledger.envelope.period, reversal);
    let Some(&at) = months.get(&(*set, period)) else { return };
    let Some((line, or)) = original(&books[at].1.lines, voucher, reversal) else { return };
    let amount = reversal.amount;
    let original = &mut books[at].1.lines[line];
    original.reversing.by.push(own);
    original.reversing.sum += amount;
    let said = original.clone();
    let reversal = &mut books[own.ledger].1.lines[own.line];
    reversal.reversing.of = Some(Spot { ledger: at, line });
    reversal.reversing.or = or.map(|line| Spot { ledger: at, line });
    reversal.counts_as = said.nature;
    if reversal.to_account.is_none() && said.other != Account::Bank {
        reversal.other = said.other;
        reversal.to_account = said.to_account;
    }
    reversal.category = reversal.category.or(said.category);
    reversal.dealing = reversal.dealing.or(said.dealing);
    if reversal.party.trim().is_empty() {
        reversal.party = said.party;
        reversal.party_type = said.party_type;
        reversal.party_code = said.party_code;
    }
}

/// The line of a voucher that a reversal means, and another one that it may mean as well. Of several that fit it is the one
/// whose words it says; else the one it takes back whole, else the first that has so much left, else the first.
fn original(lines: &[Line], voucher: &str, reversal: &Line) -> Option<(usize, Option<usize>)> {
    if voucher.is_empty() {
        return None;
    }
    let of_voucher = |at: &usize| !lines[*at].is_reversal() && lines[*at].voucher == voucher;
    let all: Vec<usize> = (0..lines.len()).filter(of_voucher).collect();
    let fit: Vec<usize> = all.iter().copied().filter(|at| fits(&lines[*at], reversal)).collect();
    let left = |at: &usize| lines[*at].left() + reversal.amount;
    let fit = meant(lines, fit, reversal);
    let enough = || fit.iter().copied().filter(|at| left(at) >= Money::ZERO);
    let whole = enough().find(|at| left(at).is_zero());
    match whole.or(enough().next()) {
        // An amount alone does not say which is meant: half of the one may be the whole of the other.
        Some(one) => Some((one, enough().find(|at| !counts_alike(&lines[one], &lines[*at])))),
        None => fit.first().or(all.first()).map(|one| (*one, None)),
    }
}

/// Whether two lines of a voucher are the same to a reversal and to whoever reads what is left of them.
fn counts_alike(one: &Line, other: &Line) -> bool {
    let key =
        |line: &Line| (line.nature, line.category.or(line.dealing).map(|of| of.key), line.amount);
    let same = |of: fn(&Line) -> &str| one_form(of(one)) == one_form(of(other));
    key(one) == key(other) && same(|line| &line.party) && same(|line| &line.text)
}

/// Whether a reversal is on the same side of the same account as a line, in its category and of its counterparty.
pub fn fits(original: &Line, reversal: &Line) -> bool {
    original.direction == reversal.direction
        && original.account.may_be(&reversal.account)
        && is_of_category(original, reversal)
        && is_of_party(original, reversal)
}

/// Whether a reversal says no other category, or no other dealing, than a line.
pub fn is_of_category(original: &Line, reversal: &Line) -> bool {
    let (own, other) = match original.nature {
        Nature::Ordinary => (original.category, reversal.category),
        Nature::Dealing => (original.dealing, reversal.dealing),
        _ => return true,
    };
    own.zip(other).is_none_or(|(own, other)| own.key == other.key)
}

/// Whether a reversal names no other counterparty than a line: by credit code where both have one, else by name, in full
/// or masked as files have it.
pub fn is_of_party(original: &Line, reversal: &Line) -> bool {
    let (code, other_code) = (one_form(&original.party_code), one_form(&reversal.party_code));
    if !code.is_empty() && !other_code.is_empty() {
        return code == other_code;
    }
    let (name, other) = (one_form(&original.party), one_form(&reversal.party));
    let (names, others) = (parties(&name), parties(&other));
    let masked = |name: &str, other: &str| one_form(&mask(name)) == other;
    let same = |one: &str, two: &str| one == two || masked(one, two) || masked(two, one);
    let unsaid = names.is_empty() || others.is_empty();
    unsaid || names.len() == others.len() && names.iter().zip(others).all(|(a, b)| same(a, b))
}

/// The month and voucher a reversal names; its own month where it names none.
pub fn named(period: Period, reversal: &Line) -> (Period, &str) {
    let apart = reversal.reverses.split_once(|c: char| c.is_whitespace() || c == '/');
    let with_month =
        apart.and_then(|(month, voucher)| Some((Period::parse(month)?, voucher.trim())));
    with_month.unwrap_or((period, reversal.reverses.trim()))
}
