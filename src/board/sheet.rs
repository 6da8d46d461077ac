//! A table as a sheet of paper.

use tera::Context;

use super::qr;
use super::table::tables;
use super::view::{ScanView, SheetView, TotalView};
use crate::model::Lang;
use crate::model::table::{Figure, Table};
use crate::page::view::UnitView;
use crate::page::{Theme, record};

/// What a sheet says that its table does not.
#[derive(Clone, Copy, Debug)]
pub struct Hung<'a> {
    pub lang: Lang,
    pub unit: &'a UnitView,
    /// What the sheet is called.
    pub name: &'a str,
    /// What kind of disclosure it is.
    pub kind: &'a str,
    pub period: &'a str,
    /// How many files go with the record.
    pub attachments: usize,
    /// Whether it may hang in its village only.
    pub only_here: bool,
    /// The address of its page, where it has one.
    pub address: Option<&'a str>,
}

/// What the sheet of one table is made from: its template, and what that receives.
pub fn sheet(theme: &Theme, hung: &Hung, table: &Table) -> (&'static str, Context) {
    let template = if table.kind == "ledger" { "board/ledger.html" } else { "board/record.html" };
    let view = SheetView {
        name: hung.name.to_string(),
        kind: hung.kind.to_string(),
        period: hung.period.to_string(),
        totals: table.figures.iter().map(|figure| total(hung.lang, figure)).collect(),
        tables: tables(hung.lang, table),
        attachments: hung.attachments,
        only_here: hung.only_here,
        scan: scan(hung.address),
        style: String::new(),
    };
    let mut context = Context::new();
    context.insert("unit", hung.unit);
    context.insert("record", &record::view(hung.lang, table));
    (template, styled(theme, view, context))
}

/// Gives any paper of the board the style that it carries in itself: it opens anywhere, in one piece.
pub fn styled(theme: &Theme, mut view: SheetView, mut context: Context) -> Context {
    view.style = theme.board_style().to_string();
    context.insert("sheet", &view);
    context
}

pub fn scan(address: Option<&str>) -> ScanView {
    address.map_or_else(ScanView::default, |address| ScanView {
        address: address.to_string(),
        qr: qr(address),
    })
}

fn total(lang: Lang, figure: &Figure) -> TotalView {
    let signed = figure.sign == "±";
    let amount = if signed { lang.signed(figure.amount) } else { lang.amount(figure.amount) };
    let capitals = if lang.in_yuan() { figure.amount.capitals() } else { String::new() };
    TotalView {
        sign: figure.sign,
        label: figure.label.clone(),
        amount,
        capitals: lang.pick(capitals, String::new()),
    }
}
