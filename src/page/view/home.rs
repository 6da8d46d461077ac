//! What a unit's front page shows.

use serde::Serialize;

use super::{ChartView, ContactView, EntryView, Link, PlaceView, QuestionView};

/// The way to a unit's list of one kind, with what the kind is in plain words.
#[derive(Clone, Debug, Serialize)]
pub struct KindLinkView {
    pub label: String,
    pub href: String,
    pub gloss: String,
}

/// `home` on a unit's front page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct UnitHomeView {
    /// Empty where no ledger has been published.
    pub balance: String,
    pub cash: String,
    pub bank: String,
    pub as_of: String,
    pub balance_href: String,
    /// One entry a set of books, when there are two.
    pub books: Vec<BookView>,
    pub questions: Vec<QuestionView>,
    pub recent: Vec<EntryView>,
    pub years: Vec<Link>,
    pub officials: Vec<OfficialView>,
    pub contacts: Vec<ContactView>,
    /// Of a town: its decision that board sheets carry names; empty elsewhere.
    pub board_names: String,
    pub askings: Vec<EntryView>,
    /// Notices not asked for a while, with reason, name and day.
    pub suppressed: Vec<EntryView>,
    pub coverage: CoverageView,
    /// Its lists of records and what else is its own: powers, guides, requests.
    pub lists: Vec<KindLinkView>,
    pub charts: Vec<ChartView>,
    pub children: Vec<PlaceView>,
}

/// What of a unit's periods is here and what is missing, in short.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CoverageView {
    /// Empty where nothing is owed, as by towns.
    pub lead: String,
    pub missing: Vec<EntryView>,
    /// The page that tells all.
    pub href: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct BookView {
    pub name: String,
    pub body: String,
    pub balance: String,
    pub as_of: String,
    pub href: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct OfficialView {
    pub name: String,
    pub post: String,
    pub body: String,
}
