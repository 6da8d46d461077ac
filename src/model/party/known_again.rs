//! Names known again by digests, so that a unit need not be kept to know whom it masks.

use std::collections::{BTreeSet, HashSet};

use super::is_han;
use super::names::Names;
use crate::model::spelling::{self, is_unseen};

/// A longer name is not known again: so many Chinese letters, or words.
const PARTS_MAX: usize = 8;

impl Names {
    /// A digest of each name.
    pub fn digests(&self) -> Vec<u64> {
        let digest = |letters: &[char]| letters.iter().fold(START, |sum, c| next(sum, *c));
        self.all_letters().map(digest).collect()
    }
}

/// The names in a text whose digests are given, each once, whatever marks stand between their letters. They are to be
/// looked for again: marks that part words are not told from others here.
pub fn among(text: &str, digests: &HashSet<u64>) -> BTreeSet<String> {
    let parts = parts(text);
    let mut found = BTreeSet::new();
    for from in 0..parts.len() {
        let mut sum = START;
        for (count, part) in parts[from..].iter().take(PARTS_MAX).enumerate() {
            sum = part.chars().fold(sum, next);
            if digests.contains(&sum) {
                let latin = |part: &&String| !part.contains(is_han);
                let all = &parts[from..=from + count];
                let between = if all.iter().any(|part| latin(&part)) { " " } else { "" };
                found.insert(all.join(between));
            }
        }
    }
    found
}

/// The words of a text in the form in which letters compare; each Chinese letter is one.
fn parts(text: &str) -> Vec<String> {
    let (mut parts, mut open): (Vec<String>, bool) = (Vec::new(), false);
    for c in text.chars().filter(|c| !is_unseen(*c)) {
        for letter in spelling::letters(c) {
            let (word, han) = (letter.is_alphanumeric(), is_han(letter));
            match parts.last_mut() {
                Some(last) if open && word && !han => last.push(letter),
                _ if word || han => parts.push(letter.to_string()),
                _ => {}
            }
            open = word && !han;
        }
    }
    parts
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, a letter a step.
fn next(sum: u64, letter: char) -> u64 {
    (sum ^ u64::from(letter)).wrapping_mul(0x0000_0100_0000_01b3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_again_whatever_stands_between_their_letters() {
        let names = Names::of(["诸葛明远", "Li Lei", "图尔荪·买买提"]);
        let digests: HashSet<u64> = names.digests().into_iter().collect();
        for (text, found) in [
            ("付诸葛明远 300 元", &["诸葛明远"][..]),
            ("付諸葛·明 遠 300 元，LI-LEI 领", &["li lei", "诸葛明远"]),
            ("图尔荪买买提", &["图尔荪买买提"]),
            ("诸葛明和远处，Lei Li", &[]),
        ] {
            assert!(among(text, &digests).iter().eq(found), "{text}: {:?}", among(text, &digests));
        }
    }
}
