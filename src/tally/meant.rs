//! Which of several lines of a voucher the words of a reversal name.

use std::collections::{BTreeMap, BTreeSet};

use crate::kind::ledger::Line;
use crate::model::Money;
use crate::model::spelling::one_form;

/// Those of these lines that a reversal's text names: by words that no line of another text has, and of lines of one text by
/// an amount, `300.00 元那一笔`. All of them where it names none.
pub fn meant(lines: &[Line], fit: Vec<usize>, reversal: &Line) -> Vec<usize> {
    let texts: BTreeSet<String> = fit.iter().map(|at| one_form(&lines[*at].text)).collect();
    if texts.len() < 2 && fit.iter().all(|at| lines[*at].amount == lines[fit[0]].amount) {
        return fit;
    }
    let said = one_form(&reversal.text);
    let fit = match named(&fit.iter().map(|at| &*lines[*at].text).collect(), &reversal.text) {
        Some(text) => keep(fit, |at| one_form(&lines[at].text) == text),
        None if texts.len() > 1 => return fit,
        None => fit,
    };
    let amounts: BTreeSet<Money> = fit.iter().map(|at| lines[*at].amount).collect();
    match only(amounts.iter().copied().filter(|amount| says_amount(&said, *amount))) {
        Some(amount) => keep(fit, |at| lines[at].amount == amount),
        None => fit,
    }
}

fn keep(all: Vec<usize>, is_so: impl Fn(usize) -> bool) -> Vec<usize> {
    all.into_iter().filter(|at| is_so(*at)).collect()
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}

/// The one of several texts that a reversal's text names, as it compares.
fn named(texts: &BTreeSet<&str>, reversal: &str) -> Option<String> {
    let (said, whole) = (pieces(reversal), one_form(reversal));
    // By the form that compares, so that one text written in two ways is one.
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for text in texts {
        all.entry(one_form(text)).or_default().extend(pieces(text));
    }
    let has_own = |(text, own): &(&String, &BTreeSet<String>)| {
        let others = || all.iter().filter(|(other, _)| other != text);
        own.intersection(&said).any(|piece| others().all(|(_, others)| !others.contains(piece)))
    };
    // `水泥` has no words that `修渠水泥` has not; where the longer one is not said, it is the one.
    let is_said = |text: &str| !text.is_empty() && whole.contains(text);
    let is_longest = |(text, _): &(&String, &BTreeSet<String>)| {
        let longer = |other: &String| other != *text && other.contains(&**text) && is_said(other);
        is_said(text) && !all.keys().any(longer)
    };
    let one = only(all.iter().filter(has_own)).or_else(|| only(all.iter().filter(is_longest)));
    one.map(|(text, _)| text.clone())
}

/// The words of a text: of Chinese every two characters side by side, of letters every word of two and more. Numbers say
/// how much and not of what.
fn pieces(text: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for word in text.split(|c: char| !c.is_alphabetic()).map(one_form) {
        let chars: Vec<char> = word.chars().collect();
        for run in chars.chunk_by(|a, b| a.is_ascii() == b.is_ascii()).filter(|run| run.len() > 1) {
            match run[0].is_ascii() {
                true => all.extend([run.iter().collect::<String>()]),
                false => all.extend(run.windows(2).map(|pair| pair.iter().collect::<String>())),
            }
        }
    }
    all
}

/// Whether a text names the line of this amount: a bare amount may be what the reversal takes back.
fn says_amount(text: &str, amount: Money) -> bool {
    let (text, amount) = (text.replace(',', ""), amount.to_string());
    let whole = amount.strip_suffix(".00").unwrap_or(&amount);
    [&*amount, whole].into_iter().any(|amount| {
        text.match_indices(amount).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + amount.len()..]);
            let is_digit = |c: char| c.is_ascii_digit() || c == '.';
            let after_unit = after.trim_start_matches(['元', '的']);
            let is_whole = !before.ends_with(is_digit) && !after.starts_with(is_digit);
            is_whole && (before.ends_with("ofthe") || after_unit.starts_with('那'))
        })
    })
}
