//! Counterparties: who is a natural person, and how a person's name is masked.
//!
//! Section 5 of the domain brief: firms and bodies appear in full, natural persons masked, and
//! whoever may be a person is masked until the clerk has said.

mod around;
mod columns;
mod field;
mod kinds;
mod known_again;
mod latin;
mod listed;
mod names;
mod net;
mod standing;
mod words;

pub use columns::{Whose, is_post, may_say as may_list, whose};
pub use field::parties;
pub use kinds::{Organisations, PartyKind, is_everyday, stated};
pub use known_again::among;
pub use listed::{Listed, names_listed};
pub use names::Names;
pub use net::Seen;

use self::around::bare;
use self::field::{each, each_name};
use self::kinds::is_compound;
use self::names::several;
use crate::model::spelling::{is_unseen, simplified};

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇一二两三四五六七八九十百余多第".contains(c)
}

/// The name as it is published: 张三 → 张*, 张小明 → 张*明, 欧阳明 → 欧阳*.
///
/// A compound surname stays; a name of three or four characters keeps its last as well; a name
/// with `·` or in Latin letters keeps only its first letter. Several names in one field are masked
/// one by one. A bracket at the end stays where it holds a place or an office, otherwise it is
/// starred too. A name with `*` or 某 was masked before and comes back as it is.
pub fn mask(name: &str) -> String {
    each(name, |out, party| out.push_str(&each_name(party, push_masked)))
}

/// A field without the brackets that say what its names are: `罗家村（单位）` is shown as 罗家村.
pub fn named(field: &str) -> String {
    each(field, |out, part| out.push_str(stated(part).map_or(part, |(named, _)| named)))
}

/// A field whose parties are masked one by one, where `masked` says so of a party, and the others written by `shown`.
pub fn mask_some(
    field: &str,
    masked: impl Fn(&str) -> bool,
    shown: impl Fn(&str) -> String,
) -> String {
    each(field, |out, party| {
        out.push_str(&if masked(party) { mask(party) } else { shown(party) });
    })
}

fn listed(words: &'static str) -> impl Iterator<Item = &'static str> {
    words.split_whitespace()
}

/// Masks one name with what surrounds it: blanks, a bracket, 等5人.
fn push_masked(out: &mut String, part: &str) {
    let core = part.trim();
    let lead = part.len() - part.trim_start().len();
    out.push_str(&part[..lead]);
    let (named, bracket) = match stated(core) {
        Some((named, _)) => (named, ""),
        None => split_bracket(core),
    };
    let (named, others) = split_others(named.trim_end());
    if is_masked(bare(named)) {
        out.push_str(named);
    } else {
        push_names(out, named);
    }
    out.push_str(others);
    let inside = bracket_text(bracket);
    if is_harmless(inside) {
        out.push_str(bracket);
    } else {
        out.push_str(&bracket.replace(inside, &"*".repeat(letters(inside).len())));
    }
    out.push_str(&part[lead + core.len()..]);
}

/// Masks a name; of one among known words the words before it go, and those behind it stay: 女工王大力, 王大力的母亲.
fn push_names(out: &mut String, named: &str) {
    let names = around::names(named);
    let Some(first) = names.first() else { return out.push_str(&mask_one(named)) };
    let mut copied = first.start;
    for name in names {
        out.push_str(&named[copied..name.start]);
        copied = name.end;
        let name = &named[name];
        out.push_str(&if is_masked(name) { name.to_string() } else { mask_one(name) });
    }
    out.push_str(&named[copied..]);
}

/// What in the parties of a field may be a name that cannot be told from the words beside it; `declared` where the field
/// is said to hold persons.
pub fn doubtful(field: &str, declared: bool) -> Vec<&str> {
    let all = parties(field).into_iter().flat_map(field::names);
    let named = all.map(|one| split_others(split_bracket(one.trim()).0.trim_end()).0);
    named.flat_map(|one| around::doubtful(one, declared)).collect()
}

/// The names of three letters and more among the known words of a text.
pub fn named_among(text: &str) -> Vec<&str> {
    let names = around::names(text).into_iter().map(|one| &text[one]);
    let paid = bare(text);
    // 付张大力砍树: what follows a word of paying, unless it is a word of every day.
    let start = |count| letters(paid).iter().take(count).map(|one| one.len()).sum::<usize>();
    let first = (paid.len() < text.len()).then(|| &paid[..start(3)]);
    let first = first.filter(|_| !is_everyday(&paid[..start(2)]));
    let all = names.chain(first);
    all.filter(|name| letters(name).len() > 2 && is_piece(name)).collect()
}

/// Whether a text is written like one name and is no word of every day.
pub fn is_piece(text: &str) -> bool {
    around::is_piece(text)
}

/// Whether a name was masked before: the whole form that [`mask`] gives some name (张*, 张*明, 欧阳**, J*** S****), or
/// 左某. A star behind more letters hides nothing.
fn is_masked(name: &str) -> bool {
    let all = letters(name);
    let Some((first, rest)) = all.split_first() else { return true };
    if !first.starts_with(char::is_alphanumeric) {
        return false;
    }
    let starred = |letter: &&&str| matches!(**letter, "*" | "＊");
    if !is_han_name(name) {
        let stays = |letter: &&str| letter.starts_with(char::is_alphanumeric);
        return rest.iter().filter(starred).count() > 0 && !rest.iter().any(stays);
    }
    let compound = is_compound(&simplified(name));
    let rest = if compound { &rest[1..] } else { rest };
    let stars = rest.iter().take_while(starred).count();
    match &rest[stars..] {
        [] => stars > 0,
        ["某"] | ["某", "某"] => stars == 0,
        ["某", _] => stars == 0 && !compound,
        [last] => (1..=2).contains(&stars) && !compound && last.starts_with(is_han),
        _ => false,
    }
}

/// Whether a field holds a name with a star that hides nothing: `张三*`.
pub fn is_half_masked(field: &str) -> bool {
    parties(field).into_iter().any(|part| {
        let (named, _) = split_bracket(part.trim());
        let named = split_others(named.trim_end()).0;
        named.contains(['*', '＊']) && !is_masked(bare(named))
    })
}

fn mask_one(name: &str) -> String {
    if is_han_name(name) {
        return mask_han(&solid(name));
    }
    let mut shown = false;
    let mut out = String::with_capacity(name.len());
    for letter in letters(name) {
        if !letter.starts_with(char::is_alphanumeric) {
            out.push_str(letter);
        } else if shown {
            out.push('*');
        } else {
            out.push_str(letter);
            shown = true;
        }
    }
    out
}

fn is_han_name(name: &str) -> bool {
    name.chars().any(is_han) && !name.contains(is_middle_dot)
}

/// A Chinese name without the blanks that typists set to align a column: 张　三.
fn solid(name: &str) -> String {
    let blank = |c: char| is_han_name(name) && c.is_whitespace();
    name.chars().filter(|c| !blank(*c)).collect()
}

fn mask_han(name: &str) -> String {
    let letters = letters(name);
    let compound = is_compound(&simplified(name));
    let head = if compound && letters.len() > 2 { 2 } else { 1 };
    let tail = usize::from(head == 1 && matches!(letters.len(), 3 | 4));
    // A lone surname gets a star as well, so that it does not look like a whole name.
    let stars = letters.len().saturating_sub(head + tail).max(1);
    letters[..head.min(letters.len())].concat()
        + &"*".repeat(stars)
        + &letters[letters.len() - tail..].concat()
}

fn is_middle_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '・' | '‧' | '．')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// The letters as a reader counts them: what nobody reads and accents belong to the character before.
fn letters(text: &str) -> Vec<&str> {
    let starts = text.char_indices().filter(|(at, c)| *at == 0 || !is_unseen(*c));
    let mut starts: Vec<usize> = starts.map(|(at, _)| at).collect();
    starts.push(text.len());
    starts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

/// The name and the bracket at its end, brackets included; the bracket may be empty.
fn split_bracket(name: &str) -> (&str, &str) {
    let open = name.ends_with(['）', ')']).then(|| name.find(['（', '('])).flatten();
    name.split_at(open.filter(|at| *at > 0).unwrap_or(name.len()))
}

fn bracket_text(bracket: &str) -> &str {
    bracket.trim_matches(['（', '(', '）', ')'])
}

/// A bracket that says where or in what office, and so names nobody.
fn is_harmless(inside: &str) -> bool {
    const OFFICES: &str = "代 代领 代办 户主 会计 出纳 组长 书记 主任 队长 个体 个人独资 普通合伙 \
        有限合伙 特殊普通合伙";
    inside.is_empty()
        || listed(OFFICES).any(|o| o == inside)
        || inside.strip_suffix('组').is_some_and(|n| !n.is_empty() && n.chars().all(is_numeral))
        || listed("村民委员会 居民委员会")
            .any(|o| inside.ends_with(o) && inside.chars().count() <= 9)
}

/// The name and 等5人, 等二户 or 等 after it.
fn split_others(name: &str) -> (&str, &str) {
    let count = name.trim_end_matches(['人', '户', '名', '家']);
    let bare = count.trim_end_matches(is_numeral);
    match bare.strip_suffix('等') {
        Some(named) if letters(named.trim()).len() > 1 => name.split_at(named.len()),
        _ => (name, ""),
    }
}

#[cfg(test)]
mod tests;
