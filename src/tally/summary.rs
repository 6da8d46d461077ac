//! What survives a unit when it is let go: figures by month, links, what waits for a word. Public by construction:
//! it is also written as `summary.json`, and a blocked unit's last one is read back from there.

use serde::{Deserialize, Serialize};

use crate::kind::ledger::Balance;
use crate::kind::request::Tally;
use crate::model::{Document, Money, Period};

/// The format's version, raised when a field changes its meaning.
pub const SCHEMA: u32 = 2;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Summary {
    pub schema: u32,
    pub id: String,
    pub name: String,
    /// The level's key: `village`.
    pub level: String,
    /// The unit above, empty at the top.
    pub parent: String,
    pub search: String,
    pub books: Vec<BookSummary>,
    pub entries: Vec<Entry>,
    /// What was posted and has no page: kind, period and day alone, because the law asks about them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<Entry>,
    /// Records that were taken away whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<Entry>,
    /// What people asked for and how it ended.
    pub requests: Tally,
    /// What its pages ask, the latest last.
    pub asked: Vec<Asked>,
    /// What its pages do not ask for a while, by whose word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suppressed: Vec<Suppressed>,
    /// The unit's plain words as the web may say them. Only the fold needs them.
    #[serde(skip)]
    pub plain: String,
    /// Numbers of papers that look like a person's: pages of this unit may say them, kept ones too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<String>,
    /// What a search of the whole portal finds of its pages. Only the fold needs them.
    #[serde(skip)]
    pub documents: Vec<Document>,
    /// Whether these are the last good figures of a unit whose newer files are blocked.
    #[serde(skip)]
    pub stale: bool,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct BookSummary {
    pub id: String,
    pub name: String,
    pub body: String,
    /// In order of time.
    pub months: Vec<Month>,
}

/// One published month of one set of books.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Month {
    pub period: Period,
    pub href: String,
    pub opening: Money,
    pub closing: Balance,
    /// What lies in each bank account, where the month names several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<AccountSum>,
    pub income: Money,
    pub expense: Money,
    pub moving: Money,
    pub held: Money,
    pub lines: usize,
    /// In the order of the chart of accounts, where any.
    pub by_category: Vec<CategorySum>,
    /// The files it was read from with their SHA-256, as the month's page names them.
    pub sources: Vec<(String, String)>,
    /// What the unit's own search finds of its lines. They are let go with the unit's pages.
    #[serde(skip)]
    pub documents: Vec<Document>,
}

impl Month {
    /// The page of its year: it stands beside the month's own, under the same name without the month.
    pub fn year_href(&self) -> String {
        let (year, _) = self.href.rsplit_once('-').unwrap_or((&self.href, ""));
        format!("{year}.html")
    }
}

/// What lies in one bank account when a month ends.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AccountSum {
    /// As the web may name it.
    pub name: String,
    pub closing: Money,
}

/// What a month's lines of one category come to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CategorySum {
    pub key: String,
    /// In the portal's language.
    pub label: String,
    pub income: bool,
    pub amount: Money,
    pub lines: usize,
    /// By counterparty, as the web may name it. Only the unit's own pages need it: it is let go with them.
    #[serde(skip)]
    pub parties: Vec<PartySum>,
}

/// What a counterparty was paid, or paid, in one category of one month.
#[derive(Clone, Debug)]
pub struct PartySum {
    pub name: String,
    pub amount: Money,
    pub lines: usize,
}

/// A question on one of the unit's pages (提示), answered or not.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    pub period: Period,
    pub fact: String,
    pub href: String,
    pub answered: bool,
}

/// A notice the unit does not ask until a day, and how often it would have been asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Suppressed {
    pub rule: String,
    pub reason: String,
    pub by: String,
    /// ISO day of its end.
    pub until: String,
    pub count: usize,
}

/// Something published, for lists of what is new.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Entry {
    /// ISO day of publication.
    pub date: String,
    pub kind: String,
    /// The record's own id.
    pub id: String,
    /// The unit whose record it is, where that is another one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub home: String,
    /// What lists sort it under, in the portal's language; may be empty.
    pub class: String,
    /// The class as a machine word, the same in both languages.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub class_key: String,
    /// The set of books of a ledger.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub book: String,
    /// Entries of the law it says it fulfils.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// ISO day of its last correction, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub corrected: String,
    /// ISO day on which a part of it was last taken away, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cut: String,
    pub period: Option<Period>,
    pub title: String,
    /// One sentence from the data, where it does not depend on the day of the build.
    pub note: String,
    /// What lists of its kind show beside the title, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<String>,
    pub href: String,
}

impl Summary {
    /// How many questions still wait for the unit's word.
    pub fn unanswered(&self) -> usize {
        self.asked.iter().filter(|asked| !asked.answered).count()
    }

    /// How many questions are suppressed.
    pub fn suppressions(&self) -> usize {
        self.suppressed.iter().map(|one| one.count).sum()
    }

    /// What all sets of books hold at the end of their last published month.
    pub fn balance(&self) -> Option<Balance> {
        let last: Vec<_> = self.books.iter().filter_map(|b| b.months.last()).collect();
        let sum = |part: fn(&Balance) -> Money| last.iter().map(|m| part(&m.closing)).sum();
        (!last.is_empty()).then(|| Balance { cash: sum(|b| b.cash), bank: sum(|b| b.bank) })
    }

    /// The period up to which all its books are published: what they hold together is known until then.
    pub fn settled_until(&self) -> Option<Period> {
        self.books.iter().filter_map(|b| b.months.last()).map(|m| m.period).min()
    }

    /// The last period any of its books has published.
    pub fn data_until(&self) -> Option<Period> {
        self.books.iter().filter_map(|b| b.months.last()).map(|m| m.period).max()
    }

    pub fn months(&self) -> impl Iterator<Item = &Month> {
        self.books.iter().flat_map(|book| book.months.iter())
    }
}
