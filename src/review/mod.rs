//! What an approver reads before a publication: what it brings, moves and takes away, compared with what was published last.
//!
//! Both sides are read from public files, the figures too: what is compared is what people were given and what they will be.

mod baseline;
mod compare;
mod document;
mod money;
mod parts;
mod persons;
mod sheet;
mod site;
mod tiles;
mod unit;
mod view;

use serde::Serialize;

use crate::model::Money;
use crate::publish::Tool;

pub use baseline::{Baseline, Reader};
pub use compare::{Made, review};
pub use sheet::print;
pub use site::Site;

/// The format's version, raised when a field changes its meaning.
const SCHEMA_VERSION: u32 = 1;

/// Everything the sheet says, and the JSON beside it.
#[derive(Clone, Debug, Serialize)]
pub struct Review {
    pub schema_version: u32,
    pub tool: Tool,
    pub portal: String,
    pub target: String,
    pub prepared_by: String,
    pub as_of: Option<String>,
    /// The build this sheet belongs to.
    pub digest: String,
    /// What publishes that build and no other.
    pub command: String,
    /// `None` where nothing was published before.
    pub since: Option<Since>,
    pub files: FileCounts,
    /// Months whose sums are new, others or gone.
    pub totals: Vec<Moved>,
    pub persons: Persons,
    pub records: Vec<Touched>,
    pub overdue: Vec<Overdue>,
    pub notices: Vec<Noticed>,
    pub suppressed: Vec<Suppression>,
    /// Internal findings; left out unless they are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub internal: Option<Vec<Inner>>,
}

/// The publication it is compared with.
#[derive(Clone, Debug, Serialize)]
pub struct Since {
    pub published_at: String,
    pub published_by: String,
    pub as_of: Option<String>,
    /// Whether it is known what stood in its files, or only which there were.
    pub figures_known: bool,
    /// Files that are there and are not what was published.
    pub unlike: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct FileCounts {
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub deleted: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    New,
    Changed,
    Gone,
}

/// Of which unit and page something is told.
#[derive(Clone, Debug, Serialize)]
pub struct Where {
    pub unit_id: String,
    pub unit: String,
    pub title: String,
    pub href: String,
}

/// A month whose sums are not what they were.
#[derive(Clone, Debug, Serialize)]
pub struct Moved {
    pub at: Where,
    pub book: String,
    pub period: String,
    pub state: State,
    pub income: Amount,
    pub expense: Amount,
    pub closing: Amount,
}

/// A sum as it was published and as it will be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Amount {
    pub old: Option<Money>,
    pub new: Option<Money>,
    /// Where both are known.
    pub difference: Option<Money>,
}

/// What is said of persons that was not said before.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Persons {
    pub faces: Vec<NewFace>,
    /// People who sign in the books in full and did not before.
    pub signers: Vec<Named>,
    /// Masked names in rows that did not hold them.
    pub masked: Vec<Named>,
    pub records_withheld: usize,
    pub rows_withheld: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct NewFace {
    pub unit_id: String,
    pub unit: String,
    pub name: String,
    pub post: String,
    pub phone: String,
    /// A person's own telephone: the day of its owner's consent.
    pub consent: Option<String>,
    /// Whether the name is new there; else the telephone alone is.
    pub name_is_new: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Named {
    pub at: Where,
    /// What the column is called.
    pub field: String,
    pub names: Vec<String>,
}

/// A record that appears, changes or vanishes.
#[derive(Clone, Debug, Serialize)]
pub struct Touched {
    pub at: Where,
    pub kind: String,
    pub id: String,
    pub state: State,
    /// What of it changed, by the names of its JSON.
    pub parts: Vec<&'static str>,
    pub figures: Vec<Figure>,
    pub rows_gone: usize,
    pub rows_new: usize,
    pub corrections: Vec<document::Correction>,
    /// Whether lines of the books that were published are now others, and no correction says so.
    pub untold: bool,
    /// Whether nobody edited its files: the day has moved on, or the program has changed.
    pub unedited: bool,
    /// Of one that was taken away: why, where the unit says so.
    pub cause: Option<String>,
}

/// A figure of a record of another kind than a month.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    pub label: String,
    pub amount: Amount,
}

#[derive(Clone, Debug, Serialize)]
pub struct Overdue {
    pub unit_id: String,
    pub unit: String,
    pub item: String,
    pub book: String,
    pub period: String,
    pub due: String,
    pub days: i64,
}

/// A question on a page, and the unit's word on it.
#[derive(Clone, Debug, Serialize)]
pub struct Noticed {
    pub at: Where,
    pub fact: String,
    pub new: bool,
    pub answered: bool,
    pub explained_by: String,
    pub explanation: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Suppression {
    pub unit_id: String,
    pub unit: String,
    pub rule: String,
    pub reason: String,
    pub by: String,
    pub until: String,
    pub count: usize,
    pub new: bool,
}

/// A finding for the office alone.
#[derive(Clone, Debug, Serialize)]
pub struct Inner {
    pub rule: String,
    pub message: String,
    pub file: String,
}

impl Amount {
    pub fn of(old: Option<Money>, new: Option<Money>) -> Amount {
        let difference = old.zip(new).and_then(|(old, new)| new.checked_add(-old));
        Amount { old, new, difference }
    }

    pub fn is_other(&self) -> bool {
        self.old != self.new
    }
}

impl Review {
    pub fn touched(&self, state: State) -> impl Iterator<Item = &Touched> {
        self.records.iter().filter(move |record| record.state == state)
    }

    /// Records that somebody changed or took away.
    pub fn edited(&self) -> impl Iterator<Item = &Touched> {
        self.records.iter().filter(|record| record.state != State::New && !record.unedited)
    }

    /// One document, ending in a line feed.
    pub fn json(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec(self).expect("a review is plain data");
        text.push(b'\n');
        text
    }
}
