//! What a search finds: a page, or a place on one, with the words that stand there.

use super::date::Date;

/// One page that a reader may look for by its words. Everything in it has passed the waist.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// From the page of the search, with its fragment.
    pub href: String,
    pub title: String,
    /// What it is and whose, to be shown beside the title; it is not searched.
    pub about: String,
    pub date: Option<Date>,
    /// Its words, one line a value: nothing is found across two of them.
    pub lines: Vec<String>,
    /// Words it is found by and that are not shown: the name in Latin letters.
    pub unseen: Vec<String>,
    /// Where it stands among others that say the same: the smaller, the earlier.
    pub order: usize,
    /// The file it was made from, where that is one.
    pub source: String,
    /// Values from typed number fields, as a table has them.
    pub exempt: Vec<String>,
}
