//! What the templates of the board receive beside a record: totals in capitals, the way to the site, lists of sheets.

use serde::Serialize;

use crate::page::view::{ColumnView, Link, RowView};

/// `sheet` on every sheet of paper.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SheetView {
    /// What the sheet is called out of its folder.
    pub name: String,
    /// What kind of disclosure it is.
    pub kind: String,
    /// Empty where it speaks of no period.
    pub period: String,
    pub totals: Vec<TotalView>,
    /// The record's own rows and its smaller tables; a ledger's lines stand in its groups.
    pub tables: Vec<TableView>,
    /// How many files go with the record that the sheet does not show.
    pub attachments: usize,
    /// Whether it may hang in its village only.
    pub only_here: bool,
    pub scan: ScanView,
    /// The style sheet, which every sheet carries in itself.
    pub style: String,
}

/// A sum in figures and in capitals; in English without capitals.
#[derive(Clone, Debug, Serialize)]
pub struct TotalView {
    pub sign: &'static str,
    pub label: String,
    pub amount: String,
    pub capitals: String,
}

/// A table as paper has room for it.
#[derive(Clone, Debug, Serialize)]
pub struct TableView {
    pub key: &'static str,
    pub title: String,
    pub note: String,
    pub columns: Vec<ColumnView>,
    pub rows: Vec<RowView>,
    /// Whether it is too wide, and each row is a block of its own.
    pub stacked: bool,
}

/// The way from paper to the site; both empty where the page or the site has no address.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ScanView {
    pub address: String,
    /// Safe SVG.
    pub qr: String,
}

/// `folder` on the lists of sheets.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FolderView {
    /// The unit's name; empty above all units.
    pub unit: String,
    pub sheets: Vec<LinkView>,
    /// Cards and posters.
    pub others: Vec<Link>,
}

/// A sheet, or a unit's list of them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LinkView {
    pub label: String,
    pub href: String,
    /// `A4`, `A3`, or how many sheets there are.
    pub note: String,
    /// What is to be spoken and sent, where there is something.
    pub words: Vec<Link>,
}
