//! Line breaks as a Chinese text means them: none between two wide characters, one before each item of a typed list.

use pulldown_cmark::Event;

use super::apart::{is_shared, is_wide};
use super::is_inline;

/// What is read of a line to tell what it is.
const HEAD_CHARS: usize = 16;

/// The events with their line breaks judged.
pub fn broken(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut out: Vec<Event> = Vec::with_capacity(events.len());
    let (mut head, mut last) = (String::new(), None);
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::SoftBreak => {
                let next = head_of(&events[at + 1..]);
                let beside = |event: Option<&Event>| matches!(event, Some(Event::HardBreak));
                if beside(out.last()) || beside(events.get(at + 1)) {
                    // A break typed as `<br>` and the end of its line are one.
                } else if is_kept(&head, &next) {
                    out.push(Event::HardBreak);
                } else if !run_on(last, next.chars().next()) {
                    out.push(Event::SoftBreak);
                }
                head.clear();
                continue;
            }
            Event::HardBreak => head.clear(),
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                let room = HEAD_CHARS.saturating_sub(head.chars().count());
                head.extend(text.chars().take(room));
                last = text.chars().next_back().or(last);
            }
            event if !is_inline(event) => {
                // Behind a last line there is nothing to break.
                while matches!(out.last(), Some(Event::HardBreak)) {
                    out.pop();
                }
                head.clear();
                last = None;
            }
            _ => {}
        }
        out.push(event.clone());
    }
    out
}

/// How the line that these events open begins.
fn head_of(events: &[Event]) -> String {
    let mut head = String::new();
    for event in events.iter().take_while(|event| is_inline(event)) {
        match event {
            Event::SoftBreak | Event::HardBreak => break,
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                head.extend(text.chars().take(HEAD_CHARS));
            }
            _ => {}
        }
        if head.len() >= HEAD_CHARS {
            break;
        }
    }
    head
}

/// Whether two lines stay two: one is an item of a list, both open with a label, as 时间： and 地点：, or the second is set in
/// as a new paragraph. In a text in Latin letters CommonMark has the word.
fn is_kept(line: &str, next: &str) -> bool {
    let chinese = line.contains(is_wide) || next.contains(is_wide);
    let labels = is_labelled(line) && is_labelled(next);
    let cells = line.contains(" | ") && next.contains(" | ");
    let set_in = next.starts_with('\u{3000}');
    chinese && (is_item(line) || is_item(next) || labels || cells || set_in)
}

/// Whether Chinese runs on over the end of the line: nothing stands between two wide characters.
fn run_on(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    let chinese = |c| is_wide(c) || is_shared(c);
    chinese(before) && chinese(after) && (is_wide(before) || is_wide(after))
}

/// Whether a line begins as people number lists: `1、`, `（一）`, `①`, `2）`, `•`; or as a row of a table.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let Some(first) = line.chars().next() else { return false };
    if is_sign(first) || ["+ ", "[ ]", "[x]", "[X]"].iter().any(|open| line.starts_with(open)) {
        return true;
    }
    if let Some(rest) = line.strip_prefix(is_ordinal) {
        // `A. 修路`, but no abbreviation and no word.
        let mark = rest.strip_prefix(['、', '．', '.', '）', ')']);
        return mark.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    }
    let (inside, bracket) = match line.strip_prefix(['（', '(', '〔', '[', '【']) {
        Some(inside) => (inside, true),
        None => (line.strip_prefix('第').unwrap_or(line), false),
    };
    let rest = inside.trim_start_matches(is_numeral);
    let digits = inside[..inside.len() - rest.len()].chars().count();
    let mut rest = rest.chars();
    match rest.next() {
        _ if !(1..=3).contains(&digits) => false,
        Some('）' | ')' | '〕' | ']' | '】') => true,
        Some('、' | '．') => !bracket,
        Some('，' | '：' | ':') => line.starts_with('第'),
        // 第一条 and what stands behind it, but not 第一条规定 in a sentence.
        Some('条' | '章' | '节' | '项' | '款' | '步' | '批') => {
            line.starts_with('第') && rest.next().is_none_or(|c| !c.is_alphanumeric())
        }
        Some('.') => !bracket && !rest.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９') || "一二三四五六七八九十百零〇".contains(c)
}

/// What people number by letters: A, B, and 甲, 乙.
fn is_ordinal(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'Ａ'..='Ｚ') || "甲乙丙丁戊己庚辛壬癸".contains(c)
}

/// Circled and bracketed numbers, the dots and marks people set before a line, and the bar of a table.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '\u{2460}'..='\u{249B}'
            | '\u{24EA}'..='\u{24FF}'
            | '\u{2776}'..='\u{2793}'
            | '\u{3220}'..='\u{3229}'
            | '\u{3280}'..='\u{3289}'
    ) || "•●○◆◇■□▪★☆※·－→➢➤√☐☑✓✔|".contains(c)
}

/// Whether a line opens with a few Chinese characters and a colon.
fn is_labelled(line: &str) -> bool {
    let Some((label, _)) = line.split_once(['：', ':']) else { return false };
    let mut letters = label.chars().filter(|c| !c.is_whitespace());
    let count = letters.clone().count();
    (1..=8).contains(&count) && letters.all(|c| is_wide(c) && c.is_alphabetic())
}
