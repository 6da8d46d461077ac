//! Words that came to a text or went from it whole, where a correction says that there was nothing, or is nothing now.

use super::changes::is_nothing;
use crate::model::table::Correction;

/// What the correction says stood there before, where it says that words came or that words went.
pub fn before(correction: &Correction, now: &str) -> Vec<String> {
    let (old, new) = (correction.old.trim(), correction.new.trim());
    match (is_nothing(old), is_nothing(new)) {
        (true, false) => without(now, new),
        (false, true) => with(now, old),
        _ => Vec::new(),
    }
}

/// Between paragraphs, lines and sentences.
const JOINTS: &[&str] = &["\n\n", "\n", " ", ""];

/// A text without these words, and without what joins them to what stands before or behind.
fn without(now: &str, words: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (at, _) in now.match_indices(words) {
        let (before, after) = (&now[..at], &now[at + words.len()..]);
        for joint in JOINTS {
            all.extend(before.strip_suffix(joint).map(|before| format!("{before}{after}")));
            all.extend(after.strip_prefix(joint).map(|after| format!("{before}{after}")));
        }
    }
    all
}

/// A text with these words in front, behind, or where a paragraph, a line or a sentence ends.
fn with(now: &str, words: &str) -> Vec<String> {
    let mut all = Vec::new();
    for joint in JOINTS {
        all.extend([format!("{words}{joint}{now}"), format!("{now}{joint}{words}")]);
        let joined = |at: usize| {
            let (before, after) = now.split_at(at);
            format!("{before}{joint}{words}{after}")
        };
        all.extend(ends(now).map(joined));
    }
    all
}

fn ends(text: &str) -> impl Iterator<Item = usize> {
    let mut before = None;
    text.char_indices().filter_map(move |(at, c)| {
        let last = before.replace(c);
        let line = c == '\n' && last != Some('\n');
        let sentence = last.is_some_and(|c| "。！？；.!?;".contains(c));
        (line || sentence).then_some(at)
    })
}
