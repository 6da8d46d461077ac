//! Finds numbers of persons that are nearly whole: a digit is missing, hidden, wrong or too many, and a word says whose they are.

use std::cell::OnceCell;
use std::ops::RangeInclusive;

use super::around::around;
use super::column::{self, Text};
use super::digits::{Element, element};
use super::likely::{Likely, Sign};
use super::thing::next_digit;
use super::{Personal, check, identity, words};

/// A spreadsheet keeps so many digits at most and fills a longer number up with zeros: `3.30726E+17` is one of which six are
/// left. No ID number and hardly a card ends with four.
const KEPT_MAX: usize = 14;
const ZEROS_LOST: usize = 4;

/// What hides a digit, an X apart.
const HIDING: [char; 14] = ['*', '＊', '●', '○', '◯', '□', '■', '△', '▲', '※', '•', '＃', '#', '╳'];

/// More are not told at once; whoever removes these finds the rest at the next look.
const FOUND_MAX: usize = 200;

/// More figures beside each other are no cells below headings.
const CELLS_MAX: usize = 12;

/// How long an ID number is with one digit missing or too many, or with the two that say how somebody is disabled; the form
/// before 1999 is shorter.
const LENGTHS_OF_ID: RangeInclusive<usize> = 14..=20;

/// Fewer digits tell nobody; four are mostly the last ones.
const KNOWN_MIN: usize = 4;

/// With so many digits few ID numbers are left: the birthday is whole, or four digits are to be guessed.
const TELLING: usize = 14;

/// An ID number parted at each of its parts.
const GROUPS_MAX: usize = 6;

/// One character that a number is written with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Digit(u8),
    Cross,
    Hidden,
    /// What parts such numbers: a blank, a dash.
    Joint,
    Nothing,
}

/// Digits and what hides others, as one number.
#[derive(Debug)]
struct Piece {
    /// In bytes of the text.
    start: usize,
    end: usize,
    /// Nothing for each that is hidden. X counts as 10 at the end, where it checks.
    digits: Vec<Option<u8>>,
    /// Whether a spreadsheet lost its last digits.
    rounded: bool,
}

/// Every such number of the text behind a word that names it, or below one in a table.
pub(super) fn numbers(text: &str, whole: &Text) -> Vec<Likely> {
    let (mut found, mut at) = (Vec::new(), 0);
    // Most texts say no such word at all.
    let named = OnceCell::new();
    while let Some(next) = next_digit(text, at) {
        let start = back(text, next, at);
        let pieces = pieces(text, start);
        at = pieces.last().map_or(next, |piece| piece.end).max(next + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
        // A row of figures stands in no table.
        let in_table = pieces.len() <= CELLS_MAX;
        let named =
            || *named.get_or_init(|| whole.names_a_person() || identity::name_a_person(text));
        let read = pieces.into_iter().filter(|piece| piece.known() >= KNOWN_MIN);
        let read = read.map(|piece| bare(text, piece)).filter(Piece::may_be_one);
        let told = read.filter(|_| named()).filter_map(|piece| told(text, whole, piece, in_table));
        found.extend(told);
        if found.len() >= FOUND_MAX {
            break;
        }
    }
    found
}

/// Where what hides the first digits begins.
fn back(text: &str, digit: usize, floor: usize) -> usize {
    let hides = |c: &(usize, char)| HIDING.contains(&c.1) || matches!(c.1, 'x' | 'X' | '\\');
    let marks = text[floor..digit].char_indices().rev().take_while(hides);
    let start = marks.last().map_or(digit, |(at, _)| floor + at);
    // A word that ends with an x hides nothing, nor do stars that end what is emphasised before.
    let word = text[..start].ends_with(|c: char| c.is_ascii_alphanumeric());
    let marks = &text[start..digit];
    let emphasis = || matches!(marks, "*" | "**" | "***") && in_line(text, start, digit, marks);
    if word || emphasis() { digit } else { start }
}

/// Whether the marks stand in the line beside this place.
fn in_line(text: &str, start: usize, end: usize, marks: &str) -> bool {
    // A line without an end would be looked over from each number in it.
    const NEAR: usize = 2000;
    let begin = text.ceil_char_boundary(start.saturating_sub(NEAR));
    let far = text.floor_char_boundary(end + NEAR);
    let line = text[begin..start].rfind('\n').map_or(begin, |at| begin + at + 1);
    let stop = text[end..far].find('\n').map_or(far, |at| end + at);
    text[line..start].contains(marks) || text[end..stop].contains(marks)
}

/// The pieces from here on as far as nothing else stands between: several where they are no one number together.
fn pieces(text: &str, start: usize) -> Vec<Piece> {
    let mut groups = vec![Piece { start, end: start, digits: Vec::new(), rounded: false }];
    let (mut at, mut parted) = (start, false);
    while let Some((sort, long)) = sort(&text[at..]) {
        match sort {
            Sort::Joint if parted => break,
            Sort::Joint => parted = true,
            Sort::Nothing => {}
            _ => {
                if std::mem::take(&mut parted) {
                    groups.push(Piece { start: at, end: at, digits: Vec::new(), rounded: false });
                }
                let group = groups.last_mut().expect("one at least");
                group.digits.push(match sort {
                    Sort::Digit(value) => Some(value),
                    Sort::Cross => Some(10),
                    _ => None,
                });
                group.end = at + long;
            }
        }
        at += long;
    }
    let mut pieces = Vec::new();
    let mut rest = &groups[..];
    while !rest.is_empty() {
        let count = (1..=rest.len().min(GROUPS_MAX))
            .rev()
            .find(|count| is_shaped(&rest[..*count]))
            .unwrap_or(1);
        pieces.push(one(&rest[..count]));
        rest = &rest[count..];
    }
    pieces
}

/// Whether the groups are parted as an ID number or a card is.
fn is_shaped(groups: &[Piece]) -> bool {
    let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    let whole: usize = lengths.iter().sum();
    let Some((_, ahead)) = lengths.split_last().filter(|(_, ahead)| !ahead.is_empty()) else {
        return true;
    };
    let mut sum = 0;
    let along = ahead.iter().all(|long| {
        sum += long;
        matches!(sum, 6 | 10 | 12 | 14 | 17)
    });
    let fours = ahead.iter().all(|long| *long == 4);
    let mobile = matches!(lengths[..], [3, 4, 4] | [3, 8] | [7, 4]);
    mobile || whole <= *LENGTHS_OF_ID.end() && whole >= TELLING && (along || fours)
}

/// The groups as one piece; an X hides a digit, but for one at the end of an ID number, which checks it.
fn one(groups: &[Piece]) -> Piece {
    let mut digits: Vec<Option<u8>> =
        groups.iter().flat_map(|group| group.digits.iter().copied()).collect();
    let checks =
        matches!(digits.len(), 17..=19) && digits[digits.len() - 2].is_some_and(|d| d < 10);
    let inner = digits.len() - usize::from(checks);
    let crosses = digits[..inner].iter_mut().filter(|digit| **digit == Some(10));
    crosses.for_each(|digit| *digit = None);
    let zeros = digits.iter().rev().take_while(|digit| **digit == Some(0)).count();
    let rounded = digits.len() > KEPT_MAX && zeros >= ZEROS_LOST;
    if rounded {
        let kept = digits.len() - zeros;
        digits[kept..].fill(None);
    }
    Piece { start: groups[0].start, end: groups[groups.len() - 1].end, digits, rounded }
}

fn sort(text: &str) -> Option<(Sort, usize)> {
    let first = text.chars().next()?;
    if HIDING.contains(&first) {
        return Some((Sort::Hidden, first.len_utf8()));
    }
    // Markdown escapes stars.
    if let Some(next) = text.strip_prefix('\\').and_then(|rest| rest.chars().next())
        && HIDING.contains(&next)
    {
        return Some((Sort::Hidden, 1 + next.len_utf8()));
    }
    let (what, long) = element(text.as_bytes())?;
    let sort = match what {
        Element::Digit(value) => Sort::Digit(value),
        Element::Cross => Sort::Cross,
        Element::Nothing => Sort::Nothing,
        Element::Dash => Sort::Joint,
        Element::Space if first != '\t' => Sort::Joint,
        _ => return None,
    };
    Some((sort, long))
}

/// The piece without the stars of Markdown around it: those that stand elsewhere in its line too.
fn bare(text: &str, mut piece: Piece) -> Piece {
    const STARS_MAX: usize = 3;
    let written = &text[piece.start..piece.end];
    let ahead = written.len() - written.trim_start_matches('*').len();
    let behind = written.len() - written.trim_end_matches('*').len();
    let stars = |count: usize, more: &str| {
        let elsewhere =
            |marks: &str| more.contains(marks) || in_line(text, piece.start, piece.end, marks);
        (1..=STARS_MAX).contains(&count) && elsewhere(&"***"[..count])
    };
    let (opens, closes) =
        (stars(ahead, &written[ahead..]), stars(behind, &written[..written.len() - behind]));
    let inside = piece.digits.len();
    if closes {
        piece.digits.truncate(inside - behind);
        piece.end -= behind;
    }
    if opens {
        piece.digits.drain(..ahead);
        piece.start += ahead;
    }
    piece
}

/// What is said of a piece; nothing where it is none of a person's.
fn told(text: &str, whole: &Text, piece: Piece, in_table: bool) -> Option<Likely> {
    if piece.is_part(text) {
        return None;
    }
    let (start, end) = (piece.start, piece.end);
    // No telephone is that long.
    let long = piece.digits.len() >= TELLING;
    let (before, after) = around(text, start, end);
    let (before, after) = (&*words::joined(before), &*words::joined(after));
    if words::name_a_paper(before) || words::are_figures(before, after) {
        return None;
    }
    let below = || {
        let above = in_table.then(|| column::headings(whole, start, end)).flatten()?;
        let words = Some(above.words).filter(|_| !above.several)?;
        words.iter().find_map(|word| identity::names_below(word, long))
    };
    let kind = identity::names_before(before, long)
        .or_else(|| identity::names_behind(after))
        .or_else(below)?;
    Some(Likely { kind, sign: piece.sign(kind)?, start, end })
}

impl Piece {
    fn known(&self) -> usize {
        self.digits.iter().flatten().count()
    }

    fn may_be_one(&self) -> bool {
        let all = [Personal::IdNumber, Personal::BankCard, Personal::Mobile];
        all.iter().any(|kind| self.sign(*kind).is_some())
    }

    /// What it would be if a word called it so.
    fn sign(&self, kind: Personal) -> Option<Sign> {
        let (long, known) = (self.digits.len(), self.known());
        let hidden = long - known;
        match kind {
            Personal::IdNumber | Personal::OldIdNumber => {
                let masked = hidden > 0 && (10..=20).contains(&long);
                match LENGTHS_OF_ID.contains(&long) && known >= TELLING {
                    true => Some(Sign::Almost),
                    false => masked.then_some(Sign::Masked),
                }
            }
            Personal::BankCard => {
                let plain: Vec<u8> = self.digits.iter().map(|d| d.unwrap_or(0)).collect();
                let is_one = (15..=19).contains(&long)
                    && (hidden <= 2 || self.rounded)
                    && self.digits[..2].iter().all(Option::is_some)
                    && check::begins_like_card(&plain);
                is_one.then_some(Sign::Masked)
            }
            Personal::Mobile => {
                let first = |at: usize| self.digits.get(at).copied().flatten();
                let begins = first(0) == Some(1) && first(1).is_none_or(|second| second >= 3);
                let is_one = match hidden {
                    0 => long == 10 || long == 12,
                    _ => hidden <= 2 && long == 11,
                };
                (begins && is_one).then_some(Sign::Masked)
            }
        }
    }

    /// Whether it is a part of something else: of a word, of a decimal.
    fn is_part(&self, text: &str) -> bool {
        let (before, after) = (&text[..self.start], &text[self.end..]);
        let word = |c: char| c.is_ascii_alphanumeric();
        let digit = |c: char| c.is_ascii_digit();
        // The certificate of somebody disabled that was given anew: …43B1.
        let anew = after.strip_prefix('B').and_then(|rest| rest.strip_prefix(digit));
        let after = anew.unwrap_or(after);
        before.ends_with(word)
            || after.starts_with(word)
            || before.strip_suffix('.').is_some_and(|rest| rest.ends_with(digit))
            || after.strip_prefix('.').is_some_and(|rest| rest.starts_with(digit))
    }
}
