//! A text without the marks of emphasis around its words, as a reader of the page sees it; a star that masks a letter stays.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser, Tag};

use super::OPTIONS;
use super::apart::Apart;

/// The text as typed, without the marks that make words bold, slanted, struck out or code. Its lines stay as they are.
pub fn unmarked(typed: &str) -> Cow<'_, str> {
    if !typed.contains(['*', '_', '~', '`']) {
        return Cow::Borrowed(typed);
    }
    let apart = Apart::of(typed);
    let mut marks = Vec::new();
    for (event, range) in Parser::new_ext(&apart.text, OPTIONS).into_offset_iter() {
        let range = apart.typed(&range);
        let whole = typed.get(range.clone()).unwrap_or_default();
        let run = |mark: char| whole.len() - whole.trim_start_matches(mark).len();
        let long = match event {
            Event::Start(Tag::Emphasis) => 1,
            Event::Start(Tag::Strong) => 2,
            Event::Start(Tag::Strikethrough) => run('~'),
            Event::Code(_) => run('`'),
            _ => continue,
        };
        if whole.len() > 2 * long {
            marks.extend([range.start..range.start + long, range.end - long..range.end]);
        }
    }
    marks.sort_by_key(|mark| mark.start);
    let (mut out, mut copied) = (String::with_capacity(typed.len()), 0);
    for mark in marks {
        out.push_str(typed.get(copied..mark.start).unwrap_or_default());
        copied = mark.end.max(copied);
    }
    out.push_str(&typed[copied..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::unmarked;

    #[test]
    fn marks_around_words_go_and_stars_that_mask_stay() {
        for (typed, bare) in [
            ("| **张建国** | `x` |", "| 张建国 | x |"),
            ("**低保户**：张建国、李秀英", "低保户：张建国、李秀英"),
            ("**低保户：**张建国", "低保户：张建国"),
            ("*孤儿*张小明", "孤儿张小明"),
            ("__张建国__、~~李秀英~~", "张建国、李秀英"),
            ("***张建国***", "张建国"),
            ("- 张**建国**\n- ``李`秀英``\n", "- 张建国\n- 李`秀英\n"),
            ("张*国、李*英", "张*国、李*英"),
            ("**张*国**、李*英", "张*国、李*英"),
            ("张** 李**", "张** 李**"),
            ("欧阳**、张\\*国", "欧阳**、张\\*国"),
            ("2 * 3 * 4", "2 * 3 * 4"),
        ] {
            assert_eq!(unmarked(typed), bare, "{typed}");
        }
    }
}
