//! Whether a Chinese name of two letters stands for somebody, or is parts of other words: 付高峰租金, 用电高峰时段.

use std::ops::Range;

use super::is_han;
use super::words::PERSONS;
use crate::model::spelling::simplified;

/// How a name of two letters stands among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// At an edge of the words: beside a mark, a title, a word of giving or of whose.
    Name,
    /// In running letters that are not known.
    Doubtful,
    /// A letter of it and its neighbour are a word of every day: 资金 明细 holds no 金明.
    Word,
}

/// How a name stands that has the letters of a span.
pub(super) fn standing(text: &str, span: &Range<usize>) -> Standing {
    let (before, after) = (run_before(&text[..span.start]), run_after(&text[span.end..]));
    let (before, after) = (simplified(before), simplified(after));
    let name = simplified(&text[span.clone()]);
    let begins = ["behind", "between", "whose", "closes"];
    let closes = after.is_empty()
        || begins
            .iter()
            .any(|list| PERSONS.of_heading(list).iter().any(|word| after.starts_with(word)));
    let ends = ["before", "who", "opens"];
    let opens = before.is_empty()
        || ends.iter().any(|list| PERSONS.endings_of(list, &before).next().is_some());
    // What parts the letters hides a name only where it stands apart from all others.
    if name.chars().any(|c| !is_han(c)) && name.chars().filter(|c| is_han(*c)).count() == 2 {
        return if opens && closes { Standing::Name } else { Standing::Word };
    }
    let word = |left: Option<char>, right: Option<char>| match (left, right) {
        (Some(left), Some(right)) => PERSONS.has("ordinary", &String::from_iter([left, right])),
        _ => false,
    };
    let (first, last) = (name.chars().next(), name.chars().next_back());
    if opens && closes {
        Standing::Name
    } else if word(before.chars().next_back(), first) || word(last, after.chars().next()) {
        Standing::Word
    } else if opens || closes {
        Standing::Name
    } else {
        Standing::Doubtful
    }
}

/// The Chinese letters right before.
pub(super) fn run_before(text: &str) -> &str {
    &text[text.trim_end_matches(is_han).len()..]
}

/// The Chinese letters right behind.
pub(super) fn run_after(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches(is_han).len()]
}
