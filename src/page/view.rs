//! What templates receive: plain data with every amount and date already written out for a reader.
//!
//! Each struct here is one shape in the contract with the theme (`docs/reference/theme.md`).

mod answer;
mod change;
mod fact;
mod gathered;
mod home;
mod method;
mod search;
mod stage;

use serde::Serialize;
use std::collections::BTreeMap;

pub use answer::{AnswerGroupView, AnswerView};
pub use change::{ChangesView, EntryView};
pub use fact::{FactGroupView, FactView};
pub use gathered::{GatheredGroupView, GatheredPartView, GatheredView, RegistersView};
pub use home::{BookView, CoverageView, KindLinkView, OfficialView, UnitHomeView};
pub use method::{MethodView, ParagraphView};
pub use search::SearchView;
pub use stage::StageView;

/// A link with its words.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Link {
    pub label: String,
    /// Relative to the page; empty where there is nothing to link to.
    pub href: String,
}

/// What differs from page to page in the frame; everything constant is in the global context (`portal`, `menu`).
#[derive(Clone, Debug, Default, Serialize)]
pub struct Page {
    pub title: String,
    pub description: String,
    /// The way to the portal's root: empty, `../`; on 404 an absolute address.
    pub root: String,
    /// Which of the six parts is current: `information`, `powers`, `cases`, `requests`, `report`, `analysis`, or empty.
    pub section: &'static str,
    pub crumbs: Vec<Link>,
    pub noindex: bool,
    /// The feed of what is new here, relative to the page; empty where there is none.
    pub feed: String,
    /// Whether the page belongs to a unit, whose last good pages may be marked by `--keep-going`.
    pub unit_page: bool,
    pub sources: Vec<SourceView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    pub path: String,
    pub sha256: String,
}

/// `portal` in every template.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PortalView {
    pub name: String,
    pub place: String,
    pub lang: &'static str,
    pub sample: bool,
    pub publisher: PublisherView,
    pub icp: String,
    pub police: String,
    pub licence: String,
    pub answer_days: String,
    /// Reporting channels with a short number, which reaches its office from anywhere.
    pub hotlines: Vec<ChannelView>,
    pub version: &'static str,
    pub stylesheet: String,
    pub script: String,
    /// What must run before the first word is painted.
    pub first_script: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct PublisherView {
    pub name: String,
    pub phone: String,
    pub address: String,
    pub hours: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct FigureView {
    pub key: &'static str,
    /// Empty, `+`, `−`, `±` or `=`.
    pub sign: &'static str,
    pub label: String,
    pub gloss: String,
    pub amount: String,
    /// The same as data: `1200.50`.
    pub value: String,
    pub tone: &'static str,
    pub href: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct BreakdownView {
    pub key: &'static str,
    pub title: String,
    pub headline: String,
    pub tone: &'static str,
    pub total: String,
    pub bars: Vec<BarView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct BarView {
    pub label: String,
    pub gloss: String,
    pub amount: String,
    pub count: usize,
    /// Width in tenths of a percent of the longest bar, 0 to 1000: the width of an SVG rectangle.
    pub width: i64,
    pub href: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct ColumnView {
    pub key: &'static str,
    pub label: String,
    pub gloss: String,
    /// `text`, `money`, `date`, `count`.
    pub form: &'static str,
}

/// A row as a template sees it: `row.cells.amount`, `row.lists.escalations`, `row.anchor`, `row.tone`, `row.href`.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    pub anchor: String,
    pub tone: &'static str,
    pub href: String,
    pub cells: BTreeMap<&'static str, String>,
    /// Where single cells lead, by column.
    pub links: BTreeMap<&'static str, String>,
    /// Rows within the row, by column.
    pub lists: BTreeMap<&'static str, Vec<RowView>>,
}

/// Lines that belong together, under their name and sum.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    pub anchor: String,
    pub label: String,
    pub gloss: String,
    pub tone: &'static str,
    pub total: String,
    pub count: usize,
    /// Whether it began on the part before.
    pub continued: bool,
    pub rows: Vec<RowView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    pub key: &'static str,
    pub title: String,
    pub note: String,
    pub columns: Vec<ColumnView>,
    pub rows: Vec<RowView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct AskingView {
    pub rule: &'static str,
    /// What the rule is called.
    pub named: String,
    pub fact: String,
    pub record: String,
    pub href: String,
    pub answered: bool,
    pub by: String,
    pub date: String,
    pub text: String,
}

/// A file that goes with the record. A picture has its smaller form with width and height; of other files these are
/// empty and 0.
#[derive(Clone, Debug, Serialize)]
pub struct AttachmentView {
    pub title: String,
    pub label: String,
    pub href: String,
    /// `1.2 MB`.
    pub size: String,
    /// Empty where not stated.
    pub pages: String,
    pub sha256: String,
    pub small: String,
    pub width: usize,
    pub height: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    /// By how much an amount moved, with its sign; may be empty.
    pub difference: String,
    pub date: String,
    pub what: String,
    pub old: String,
    pub new: String,
    pub why: String,
    /// Whether the time of posting runs on or starts again, in a sentence; empty where something was taken away.
    pub clock: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct ObjectionView {
    pub until: String,
    pub to: String,
    pub phone: String,
    pub place: String,
    /// `10 日` or `10 个工作日`, in the portal's language.
    pub answer_within: String,
}

/// `record` on month, year and notice pages.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RecordView {
    pub kind: &'static str,
    pub id: String,
    pub title: String,
    pub lead: String,
    pub plain: String,
    pub data_until: String,
    /// All facts, for a page that picks some by their keys.
    pub facts: Vec<FactView>,
    /// Those of the record itself, in groups.
    pub own: Vec<FactGroupView>,
    /// Those of the envelope.
    pub procedure: Vec<FactView>,
    pub figures: Vec<FigureView>,
    pub stages: Vec<StageView>,
    pub breakdowns: Vec<BreakdownView>,
    pub columns: Vec<ColumnView>,
    /// Rows of plain lists; a month's lines stand in `groups`.
    pub rows: Vec<RowView>,
    pub groups: Vec<GroupView>,
    /// How many rows the whole record has, over all parts.
    pub row_count: usize,
    /// Whether the lines are shown on the notice board only.
    pub withheld: bool,
    pub sections: Vec<SectionView>,
    /// Safe HTML.
    pub prose: String,
    pub charts: Vec<ChartView>,
    pub askings: Vec<AskingView>,
    /// Files that go with the record; of a long month on its first part.
    pub attachments: Vec<AttachmentView>,
    pub corrections: Vec<CorrectionView>,
    pub objection: ObjectionView,
    pub downloads: Vec<Link>,
    /// Numbered parts of a long month; empty when there is only one. The current one has no href.
    pub parts: Vec<Link>,
    pub previous: Link,
    pub next: Link,
    /// The list the record belongs to: the year of a month, all years of a year.
    pub up: Link,
}

/// A chart: its headline, its drawing, which says itself in words, and the same numbers as a table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChartView {
    pub key: String,
    pub headline: String,
    /// Safe SVG, drawn for a desk; and the same, drawn for a phone.
    pub svg: String,
    pub phone: String,
    pub columns: Vec<ColumnView>,
    pub rows: Vec<RowView>,
}

/// `unit` on every page of a unit.
#[derive(Clone, Debug, Default, Serialize)]
pub struct UnitView {
    pub id: String,
    pub name: String,
    pub level: String,
    pub href: String,
    pub size: String,
    /// Whom to ask, in the unit's own order.
    pub contacts: Vec<ContactView>,
}

/// One of the five questions with its answer already on the card.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionView {
    pub key: &'static str,
    pub question: String,
    pub answer: String,
    pub figure: String,
    pub href: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct ContactView {
    pub name: String,
    pub role: String,
    pub phone: String,
    pub address: String,
    pub hours: String,
}

/// A unit in a list.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceView {
    pub name: String,
    pub level: String,
    /// What else people may type to find it: other names, pinyin, initials.
    pub search: String,
    pub href: String,
    pub balance: String,
    pub as_of: String,
    /// `2 项待说明`, or what stands in the way (`尚未公开`); may be empty.
    pub note: String,
    /// Whether its pages are the last good ones, kept by `--keep-going`.
    pub stale: bool,
    pub keeps_books: bool,
    pub children: Vec<PlaceView>,
}

/// `home` on the portal's front page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PortalHomeView {
    pub balance: String,
    pub units: usize,
    pub months: usize,
    pub lines: usize,
    pub data_until: String,
    /// Whose books the sum holds and until when, in one or two sentences.
    pub coverage: String,
    pub places: Vec<PlaceView>,
    pub recent: Vec<EntryView>,
    pub charts: Vec<ChartView>,
    pub contacts: Vec<ContactView>,
}

/// `channels` on the page 举报控告: offline first.
#[derive(Clone, Debug, Serialize)]
pub struct ChannelView {
    pub name: String,
    pub takes: String,
    pub phone: String,
    pub post: String,
    pub address: String,
    pub hours: String,
}
