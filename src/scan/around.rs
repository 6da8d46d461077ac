//! What stands around a number, in which a word may say what it is.

use super::words;

/// How far a word may stand before a number and behind it, in bytes that are no blanks; and in bytes of any sort.
const BEFORE: usize = 120;
const BEFORE_AND_BLANKS: usize = 480;
const AFTER: usize = 36;

/// The longest line that announces a number by its name alone.
const TITLE_MAX_CHARS: usize = 10;

/// What stands around a number, as far as its words reach; an empty line ends what is said before, unless it announces
/// what comes.
pub fn around(text: &str, start: usize, end: usize) -> (&str, &str) {
    let mut room = BEFORE;
    let mut back = text[..start].char_indices().rev();
    let from = back.find_map(|(at, c)| {
        let long = if c.is_whitespace() { 0 } else { c.len_utf8() };
        let far = room < long || start - at > BEFORE_AND_BLANKS;
        room = room.saturating_sub(long);
        far.then_some(at + c.len_utf8())
    });
    let before = &text[from.unwrap_or(0)..start];
    let to = (end..=(end + AFTER).min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let after = &text[end..to.unwrap_or(end)];
    (reach(before), after.split('\n').next().unwrap_or_default())
}

/// Of what stands before a number its own paragraph, with the heading, the line with a colon or the word alone that
/// announces it.
fn reach(before: &str) -> &str {
    let Some(at) = before.rfind("\n\n") else { return before };
    let above = before[..at].trim_end();
    let line = above.rfind('\n').map_or(0, |at| at + 1);
    let line_above = above[line..].trim_start();
    let announces = above.ends_with([':', '：'])
        || line_above.starts_with('#')
        || line_above.chars().count() <= TITLE_MAX_CHARS && words::call_it_so(above);
    if announces { &before[line..] } else { &before[at + 2..] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_and_a_colon_reach_over_an_empty_line_and_a_sentence_does_not() {
        for (text, reaches) in [
            ("联系电话：\n\n- 1", "联系电话：\n\n- "),
            ("## 电话\n\n1", "## 电话\n\n"),
            ("打过电话。\n\n1", ""),
            ("甲：\n\n乙\n\n1", ""),
            ("手机号\n\n1", "手机号\n\n"),
        ] {
            let at = text.find('1').expect("a number");
            assert_eq!(around(text, at, at + 1).0, reaches, "{text}");
        }
    }
}
