//! Finds personal numbers inside longer strings of digits, where two of them were run together.

use super::check;
use super::run::Run;
use super::{Hit, Personal};

/// Longer strings are not numbers people wrote.
const DIGITS_MAX: usize = 41;

/// The numbers within this group, if it is longer than an ID number.
pub(super) fn numbers(run: &Run, at: usize) -> Vec<Hit> {
    let group = &run.groups[at];
    let crossed = run.cross.filter(|_| at + 1 == run.groups.len());
    if !(19..=DIGITS_MAX).contains(&(group.count + usize::from(crossed.is_some()))) {
        return Vec::new();
    }
    let mut symbols = run.digits[group.first..group.first + group.count].to_vec();
    symbols.extend(crossed.map(|_| 10));
    let mut pieces = Vec::new();
    if !tiled(&symbols, 0, &mut pieces) {
        pieces = id_numbers(&symbols);
    }
    let end = |place: usize| match crossed {
        Some(end) if place == symbols.len() => end,
        _ => run.ends[group.first + place - 1],
    };
    let start = |place: usize| run.digit_start(group, group.first + place);
    let hit =
        |piece: &Piece| Hit { kind: piece.kind, start: start(piece.start), end: end(piece.end) };
    pieces.iter().map(hit).collect()
}

/// A personal number among digits.
#[derive(Clone, Copy)]
struct Piece {
    kind: Personal,
    start: usize,
    end: usize,
}

/// Whether the digits from `start` are two or more personal numbers and nothing else. A mobile
/// proves little (seven strings in a hundred are one), so the neighbour has to be one as well.
fn tiled(digits: &[u8], start: usize, pieces: &mut Vec<Piece>) -> bool {
    if start == digits.len() {
        return pieces.len() > 1;
    }
    for long in [18, 11, 12, 13, 14, 15, 16, 17, 19] {
        let Some(piece) = digits.get(start..start + long) else {
            continue;
        };
        let Some(kind) = kind_of_tile(piece) else {
            continue;
        };
        pieces.push(Piece { kind, start, end: start + long });
        if tiled(digits, start + long, pieces) {
            return true;
        }
        pieces.pop();
    }
    false
}

fn kind_of_tile(digits: &[u8]) -> Option<Personal> {
    let plain = digits.iter().all(|digit| *digit < 10);
    if check::id_number(digits) {
        return Some(Personal::IdNumber);
    }
    if plain && check::mobile_prefix(digits).is_some() {
        return Some(Personal::Mobile);
    }
    // One string in ten passes Luhn: only the cards of UnionPay.
    (plain && digits.starts_with(&[6, 2]) && check::bank_card(digits)).then_some(Personal::BankCard)
}

/// ID numbers among other digits, from left to right.
fn id_numbers(digits: &[u8]) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(window) = digits.get(start..start + 18) {
        if check::id_number_of_old(window) {
            found.push(Piece { kind: Personal::IdNumber, start, end: start + 18 });
            start += 17;
        }
        start += 1;
    }
    found
}
