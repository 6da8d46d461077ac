//! Lines of a Chinese text that CommonMark takes for a quotation, a list, a heading or a definition, and people do not.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::apart::is_wide;
use super::gaps::holds_words;

/// What is laid in front of a place, so that the line stays what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lay {
    /// A letter that nobody sees.
    Mark,
    /// An end of a line: what follows begins on its own.
    End,
}

/// The places of a text in front of which something is laid, from front to back.
pub fn lines(text: &str) -> Vec<(usize, Lay)> {
    let mut all = Vec::new();
    if !text.contains(is_wide) {
        return all;
    }
    let (mut before, mut fence, mut at) = ("", None, 0);
    let labels = OnceCell::new();
    let labels = || labels.get_or_init(|| labels_of(text));
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) => all.extend(one(&labels, before, line).map(|(on, lay)| (at + on, lay))),
            _ => {}
        }
        before = line;
        at += line.len();
    }
    all
}

/// What one line needs, and where.
fn one<'l>(labels: &dyn Fn() -> &'l Labels, before: &str, line: &str) -> Option<(usize, Lay)> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    if indent > 3 {
        return None;
    }
    let bare = &line[indent..];
    if let Some(lay) = under(before, bare) {
        return Some((indent, lay));
    }
    if is_definition(labels, bare) {
        return Some((indent, Lay::Mark));
    }
    let item = bare.strip_prefix(['-', '*', '+']).filter(|rest| rest.starts_with(' '));
    let inside = item.map_or(bare, str::trim_start);
    let on = line.len() - inside.len();
    if is_comparison(inside) && !before.trim_start().starts_with('>') {
        return Some((on, Lay::Mark));
    }
    // A sign before an amount, and a year: 2026. 3. 5.
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let signed = bare.strip_prefix("+ ").is_some_and(|rest| rest.starts_with(is_digit));
    if signed || digits > 2 && bare[digits..].starts_with(['.', ')']) {
        return Some((indent + digits, Lay::Mark));
    }
    None
}

/// Dashes or equals signs alone under a line of Chinese: people rule it off, and make no heading of it.
fn under(before: &str, bare: &str) -> Option<Lay> {
    let alone = bare.trim_end();
    let first = alone.chars().next().filter(|c| matches!(c, '-' | '='))?;
    let heads = before.contains(is_wide) && alone.chars().all(|c| c == first);
    let long = alone.len() > 2 && first == '-';
    heads.then_some(if long { Lay::End } else { Lay::Mark })
}

/// `>50 元`, `>=3`, `>=５`.
fn is_comparison(bare: &str) -> bool {
    let Some(rest) = bare.strip_prefix('>') else { return false };
    rest.starts_with(is_digit) || rest.starts_with(['=', '＝'])
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

/// `[附件]: 说明` is a definition, of which nothing is shown, where something in the text leads to it; otherwise it is a line.
fn is_definition<'l>(labels: &dyn Fn() -> &'l Labels, bare: &str) -> bool {
    let Some((label, rest)) = bare.strip_prefix('[').and_then(|rest| rest.split_once("]:")) else {
        return false;
    };
    let one = !label.is_empty() && !label.contains(['[', ']']) && !rest.trim().is_empty();
    one && labels().get(&label.to_lowercase()) == Some(&1)
}

/// What stands in brackets anywhere in a text, in small letters, and how often.
type Labels = BTreeMap<String, usize>;

fn labels_of(text: &str) -> Labels {
    let (mut labels, mut open) = (Labels::new(), None);
    for (at, bracket) in text.match_indices(['[', ']']) {
        match (bracket, open.take()) {
            ("[", _) => open = Some(at + 1),
            (_, Some(from)) => *labels.entry(text[from..at].to_lowercase()).or_default() += 1,
            _ => {}
        }
    }
    labels
}

/// The pairs of `__` in a Chinese paragraph that are bold, whatever stands beside them. Gaps to be filled in by hand are none.
pub fn underlined(paragraph: &str) -> Vec<Range<usize>> {
    if !paragraph.contains("__") || paragraph.contains(['*', '`', '\\', '~', '<']) {
        return Vec::new();
    }
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(found) = paragraph[at..].find('_') {
        let start = at + found;
        let long = paragraph[start..].bytes().take_while(|b| *b == b'_').count();
        runs.push(start..start + long);
        at = start + long;
    }
    if runs.len() % 2 == 1 || runs.iter().any(|run| run.len() != 2) {
        return Vec::new();
    }
    let all = runs.chunks_exact(2).all(|pair| is_bold(paragraph, &pair[0], &pair[1]));
    if all { runs } else { Vec::new() }
}

fn is_bold(text: &str, open: &Range<usize>, close: &Range<usize>) -> bool {
    let inside = &text[open.end..close.start];
    let before = text[..open.start].chars().next_back();
    let after = text[close.end..].chars().next();
    let letter = |c: char| c.is_alphanumeric();
    let whole = inside.contains(is_wide) && inside.trim() == inside && !inside.contains("://");
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    // Gaps stand behind their labels: 姓名__电话__.
    let gaps = before.is_some_and(letter) && !after.is_some_and(letter);
    whole && !gaps && !latin(before) && !latin(after) && holds_words(text, open, close)
}
