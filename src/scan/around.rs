//! What stands around a number, in which a word may say what it is.

/// How far a word may stand before a number and behind it, in bytes.
const BEFORE: usize = 120;
const AFTER: usize = 36;

/// What stands around a number, as far as its words reach; an empty line ends what is said before, unless it announces
/// what comes.
pub fn around(text: &str, start: usize, end: usize) -> (&str, &str) {
    let from = (start.saturating_sub(BEFORE)..=start).find(|at| text.is_char_boundary(*at));
    let before = &text[from.unwrap_or(start)..start];
    let to = (end..=(end + AFTER).min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let after = &text[end..to.unwrap_or(end)];
    (reach(before), after.split('\n').next().unwrap_or_default())
}

/// Of what stands before a number its own paragraph, with the heading or the line with a colon that announces it.
fn reach(before: &str) -> &str {
    let Some(at) = before.rfind("\n\n") else { return before };
    let above = before[..at].trim_end();
    let line = above.rfind('\n').map_or(0, |at| at + 1);
    let announces = above.ends_with([':', '：']) || above[line..].trim_start().starts_with('#');
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
        ] {
            let at = text.find('1').expect("a number");
            assert_eq!(around(text, at, at + 1).0, reaches, "{text}");
        }
    }
}
