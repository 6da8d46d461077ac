//! Line breaks as a Chinese text means them: none between two wide characters, one before each item of a typed list.

use pulldown_cmark::Event;

use super::apart::{is_shared, is_wide};
use super::is_inline;
use super::rows::are_rows;

/// The longest line that is one of a list in all but name, and no line of a sentence that an editor broke.
const SHORT_CHARS: usize = 20;

/// The events with their line breaks judged.
pub fn broken(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut out: Vec<Event> = Vec::with_capacity(events.len());
    let (mut begins, mut last) = (0, None);
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::SoftBreak => {
                let (line, next) = (line_of(&events[begins..at]), line_of(&events[at + 1..]));
                let beside = |event: Option<&Event>| matches!(event, Some(Event::HardBreak));
                if beside(out.last()) || beside(events.get(at + 1)) {
                    // A break typed as `<br>` and the end of its line are one.
                } else if is_kept(&line, &next) {
                    out.push(Event::HardBreak);
                } else if !run_on(last, next.chars().next()) {
                    out.push(Event::SoftBreak);
                }
                begins = at + 1;
                continue;
            }
            Event::HardBreak => begins = at + 1,
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                last = text.chars().next_back().or(last);
            }
            event if !is_inline(event) => {
                // Behind a last line there is nothing to break.
                while matches!(out.last(), Some(Event::HardBreak)) {
                    out.pop();
                }
                begins = at + 1;
                last = None;
            }
            _ => {}
        }
        out.push(event.clone());
    }
    out
}

/// The line that these events open.
fn line_of(events: &[Event]) -> String {
    let mut line = String::new();
    for event in events.iter().take_while(|event| is_inline(event)) {
        match event {
            Event::SoftBreak | Event::HardBreak => break,
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => line.push_str(text),
            _ => {}
        }
    }
    line
}

/// Whether two lines stay two: one is an item of a list, both open with a label, as 时间： and 地点：, the second is set in
/// as a new paragraph or is a day alone, or they are a list in all but name. In a text in Latin letters CommonMark has the
/// word.
fn is_kept(line: &str, next: &str) -> bool {
    let chinese = line.contains(is_wide) || next.contains(is_wide);
    let labels = is_labelled(line) && is_labelled(next);
    let cells = [" | ", "\u{3000}"].iter().any(|bar| line.contains(bar) && next.contains(bar))
        || are_rows(line, next);
    let set_in = next.starts_with('\u{3000}');
    let items = is_item(line) || is_item(next);
    chinese && (items || labels || cells || set_in || is_day(next) || is_list(line, next))
}

/// A short line stays one where it ends a sentence, or begins or ends like the next short line, and no comma goes on.
fn is_list(line: &str, next: &str) -> bool {
    const ENDS: &str = "。！？；：;!?:";
    let (line, next) = (line.trim(), next.trim());
    let is_short = |line: &str| line.chars().count() <= SHORT_CHARS;
    let (Some(first), Some(last)) = (line.chars().next(), line.chars().next_back()) else {
        return false;
    };
    if !is_short(line) || "，、,".contains(last) {
        return false;
    }
    let word = |line: &str| line.trim_end_matches(|c| ENDS.contains(c)).chars().next_back();
    let both_figures = first.is_ascii_digit() && next.starts_with(|c: char| c.is_ascii_digit());
    let alike = next.starts_with(first) || both_figures || word(line) == word(next);
    ENDS.contains(last) || is_short(next) && alike
}

/// Whether a line is a day and nothing else, as below a signature.
fn is_day(line: &str) -> bool {
    let line = line.trim();
    let rest = line.trim_end_matches('日');
    let of_day = |c: char| is_numeral(c) || c.is_whitespace() || "年月".contains(c);
    rest.len() < line.len() && rest.contains('月') && rest.chars().all(of_day)
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
    if is_said(line) {
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

/// Items as a speaker counts them: 其一，and 一是.
fn is_said(line: &str) -> bool {
    match line.strip_prefix('其') {
        Some(rest) => {
            rest.strip_prefix(is_numeral).is_some_and(|rest| rest.starts_with(['，', '、', '：']))
        }
        None => {
            let rest = line.strip_prefix(|c| "一二三四五六七八九十".contains(c));
            rest.is_some_and(|rest| rest.starts_with('是'))
        }
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
