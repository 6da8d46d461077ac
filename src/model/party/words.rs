//! The lists of words by which organisations and persons are told apart: plain files, one list under each heading.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Lists by their headings.
pub struct Lists(BTreeMap<&'static str, BTreeSet<&'static str>>);

pub static HAN: LazyLock<Lists> = LazyLock::new(|| Lists::of(include_str!("words/han.txt")));
pub static LATIN: LazyLock<Lists> = LazyLock::new(|| Lists::of(include_str!("words/latin.txt")));
pub static PERSONS: LazyLock<Lists> =
    LazyLock::new(|| Lists::of(include_str!("words/persons.txt")));
pub static COLUMNS: LazyLock<Lists> =
    LazyLock::new(|| Lists::of(include_str!("words/columns.txt")));

impl Lists {
    fn of(text: &'static str) -> Lists {
        let (mut lists, mut heading) = (BTreeMap::<_, BTreeSet<_>>::new(), "");
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(name) => heading = name,
                None => lists.entry(heading).or_default().extend(line.split_whitespace()),
            }
        }
        Lists(lists)
    }

    /// The words under a heading.
    pub fn of_heading(&self, heading: &str) -> &BTreeSet<&'static str> {
        self.0.get(heading).expect("a heading of the file")
    }

    /// Whether a word stands under a heading.
    pub fn has(&self, heading: &str, word: &str) -> bool {
        self.of_heading(heading).contains(word)
    }

    /// The words under a heading with which a text ends.
    pub fn endings_of<'a>(
        &'a self,
        heading: &str,
        text: &'a str,
    ) -> impl Iterator<Item = &'static str> + 'a {
        // Endings are short: whether the list holds one is asked of each end of the text.
        let list = self.of_heading(heading);
        text.char_indices().rev().take(8).filter_map(move |(at, _)| list.get(&text[at..]).copied())
    }
}
