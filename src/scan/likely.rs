//! Finds what a reader takes for somebody's number although no scanner can be sure: `138、0000、0123`, 壹叁捌, an ID number with a slip.

use super::around::around;
use super::column::{Headings, Text};
use super::crowd::DIGITS_MIN;
use super::row::{Reading, Row, behind_item};
use super::span::{Kind, Span};
use super::thing::next_digit;
use super::{Hit, Personal, almost, column, exempt, identity, words};

/// What makes it likely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A word of contact, identity or a person stands near, or the check character of an ID number is right: as good as
    /// sure.
    Word,
    /// Its form alone.
    Form,
    /// Place and birthday of an ID number, with a wrong check character.
    Slip,
    /// An ID number by the word before it or its heading, with a digit missing, hidden, wrong or too many: the rest tells it.
    Almost,
    /// A number by such a word of which more is hidden, or whose own digits vouch for nothing.
    Masked,
}

impl Sign {
    /// Whether it is as good as sure, so that the text cannot be published.
    pub fn blocks(self) -> bool {
        matches!(self, Sign::Word | Sign::Almost)
    }
}

/// A number that is somebody's, most likely, and where it stands, in bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likely {
    pub kind: Personal,
    pub sign: Sign,
    pub start: usize,
    pub end: usize,
}

/// How far a list is followed over its items: each of them may begin a row that is read to its end.
const REACH: usize = 2000;

/// Every likely number that is in loose form or has a slip in it. What [`super::hits`] finds is not told again.
pub fn likely(text: &str) -> Vec<Likely> {
    of_text(text, &Text::new(text.as_bytes()))
}

/// The same in the value of a field that is called so: its name is the heading.
pub fn likely_in(name: &str, text: &str) -> Vec<Likely> {
    of_text(text, &Text::called(text.as_bytes(), name))
}

fn of_text(text: &str, whole: &Text) -> Vec<Likely> {
    let (mut found, mut row) = (Vec::new(), Row::default());
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        if let Some(end) = ends_word(text, start) {
            at = end;
            continue;
        }
        row.read(text, start, Reading::default());
        at = row.end.max(start + 1);
        let told = found.len();
        numbers(&row, (text, whole), &mut found);
        let items = || row.digits.len() >= DIGITS_MIN && behind_item(text, start).is_some();
        if row.numbered || items() {
            row.read(text, start, Reading { items: Some(at + REACH), letters: false });
            numbers(&row, (text, whole), &mut found);
        }
        row.read(text, start, Reading { items: None, letters: true });
        if row.alike {
            at = row.end.max(at);
            numbers(&row, (text, whole), &mut found);
        }
        keep_apart(&mut found, told);
    }
    let mut almost = almost::numbers(text, whole);
    let apart = |one: &Likely, other: &Likely| one.end <= other.start || other.end <= one.start;
    let blocked = |one: &Likely| found.iter().any(|of| of.sign == Sign::Word && !apart(one, of));
    almost.retain(|one| one.sign.blocks() || !blocked(one));
    found.retain(|other| almost.iter().all(|one| apart(one, other)));
    found.append(&mut almost);
    if found.is_empty() {
        return found;
    }
    found.sort_by_key(|one| one.start);
    let sure = super::hits(text.as_bytes());
    found.retain(|one| {
        let next = sure.partition_point(|hit| hit.end <= one.start);
        sure.get(next).is_none_or(|hit| one.end <= hit.start)
    });
    found
}

/// Where a numeral ends that is the last letter of a word before a number, or of the cell before it: 张三 138.
fn ends_word(text: &str, start: usize) -> Option<usize> {
    let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}');
    let mut after = text[start..].chars();
    let end = after.next().filter(|c| han(*c))?.len_utf8() + start;
    let led = text[..start].chars().next_back().is_some_and(han);
    let rest = after.as_str();
    let number = rest.trim_start_matches(|c: char| c.is_whitespace() || "|,\"".contains(c));
    let parted = number.len() < rest.len() && number.starts_with(|c: char| c.is_ascii_digit());
    (led && parted).then_some(end)
}

/// Of what was found last, from `told` on, drops what overlaps with what was found before.
fn keep_apart(found: &mut Vec<Likely>, told: usize) {
    // Whatever lies further back has ended.
    const BACK: usize = 20;
    for one in found.split_off(told) {
        let apart = |other: &Likely| one.end <= other.start || other.end <= one.start;
        if found[found.len().saturating_sub(BACK)..].iter().all(apart) {
            found.push(one);
        }
    }
}

/// Adds the numbers of a row from left to right.
fn numbers(row: &Row, (text, whole): (&str, &Text), found: &mut Vec<Likely>) {
    if row.digits.len() < DIGITS_MIN {
        return;
    }
    let (mut from, mut done) = (0, 0);
    while from < row.groups.len() {
        let first = row.groups[from].first;
        let short = |to: &usize| row.groups[*to].first + row.groups[*to].count - first <= 19;
        let mut ends = (from..row.groups.len()).take_while(short);
        let one = ends.find_map(|to| Some((one(text, whole, &Span { row, from, to, done })?, to)));
        found.extend(one.map(|(one, _)| one));
        from = one.map_or(from, |(_, to)| to) + 1;
        if one.is_some() {
            done = from;
        }
    }
}

/// What these groups are together.
fn one(text: &str, whole: &Text, span: &Span) -> Option<Likely> {
    let (kind, sort) = span.kind()?;
    let (start, end) = (span.start(), span.end());
    let hit = Hit { kind, start, end };
    if exempt::is_figure(text.as_bytes(), &hit) {
        return None;
    }
    let (before, after) = around(text, start, end);
    let (before, after) = (&*words::joined(before), &*words::joined(after));
    // The word for a person is none for what stands in several cells or lines.
    let written = &text[start..end];
    let over_cells =
        written.contains(['\n', '\t', '|', ',']) && !exempt::has_padded(written.as_bytes());
    let above = column::headings(whole, start, end);
    let headed = above.as_ref().is_some_and(heads_a_person)
        && !(after.trim_start().starts_with('元') || after.trim_start().starts_with("万元"));
    let sign = match sort {
        // It is one whatever it is called and counted as. A paper's own day is a late one.
        Kind::Valid if headed || span.is_old() || words::name_a_number(kind, before, after) => {
            Sign::Word
        }
        Kind::Valid if words::name_a_paper(before) => return None,
        Kind::Valid => Sign::Form,
        // What stands in one cell below such a heading is one however it is grouped.
        Kind::Usual | Kind::Wrapped | Kind::Loose | Kind::Piece if headed => Sign::Word,
        _ => match exempt::is_another_below(whole, &hit, above) {
            true if kind == Personal::Mobile && span.is_alone() => Sign::Form,
            true => return None,
            // A page's number is asked about, but where somebody's is announced.
            false if exempt::is_in_address(text.as_bytes(), start, end) => {
                match identity::name_a_person_in_address(before) {
                    true => Sign::Word,
                    false => Some(Sign::Form).filter(|_| kind == Personal::Mobile)?,
                }
            }
            false => said(span, kind, sort, (before, after), over_cells)?,
        },
    };
    Some(Likely { kind, sign, start, end })
}

/// Whether a cell stands below the name of a person's numbers, of whichever sort: 支付宝账号 are mobiles too.
fn heads_a_person(above: &Headings) -> bool {
    let heads = |word: &String| words::heads_a_number(Personal::IdNumber, word);
    !above.several && above.words.iter().any(heads)
}

/// What words and form say of a number that no check character vouches for; nothing where it may be figures.
fn said(
    span: &Span,
    kind: Personal,
    sort: Kind,
    (before, after): (&str, &str),
    over_cells: bool,
) -> Option<Sign> {
    let of_paper = words::name_a_paper(before);
    // A meter's number may look like a mobile, and is asked about; a card's or an ID's is said to be none.
    let meter = of_paper && kind == Personal::Mobile;
    if of_paper && !meter || words::are_figures(before, after) {
        return None;
    }
    let named = !meter && words::name_a_number(kind, before, after);
    if sort == Kind::Piece {
        return (named && words::call_it_so(before)).then_some(Sign::Word);
    }
    if matches!(sort, Kind::Loose | Kind::Wrapped) {
        let named = named && (!span.is_like_figures() || words::call_it_so(before));
        let asked = sort == Kind::Wrapped && kind == Personal::Mobile && span.is_alone();
        return match named {
            true => Some(Sign::Word),
            false => asked.then_some(Sign::Form),
        };
    }
    let near = named || !over_cells && !meter && words::is_personal(before, after);
    let sign = match (sort == Kind::Slip, near) {
        (true, _) => Sign::Slip,
        (false, true) => Sign::Word,
        (false, false) => Sign::Form,
    };
    // In a row of figures some neighbours always join to something. A slip in what stands apart is one all the same.
    let counts = match sign {
        _ if span.row.alike => named,
        Sign::Word | Sign::Almost | Sign::Masked => true,
        Sign::Slip => span.is_loose_around() && (near || span.is_old()),
        Sign::Form => span.is_alone() || meter && span.from == span.to,
    };
    counts.then_some(sign)
}
