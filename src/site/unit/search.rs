//! What a search finds of a unit: its pages for the portal's search, the lines of its ledgers for its own.

use tera::Context;

use super::frame::frame_of;
use crate::kind::record::Kind;
use crate::model::Document;
use crate::model::table::{Cell, Table};
use crate::page::view::SearchView;
use crate::page::{frame, record};
use crate::search;
use crate::site::output::{self, Output};
use crate::tally::Summary;
use crate::waist::Desk;

/// Places in the order of what is found: units, then lists, then records in the order of their kinds.
pub const UNITS: usize = 0;
pub const LISTS: usize = 1;
const RECORDS: usize = 2;

/// The columns of a line that are searched, what it was for first. Who signed it is not: an index is no register of
/// what a person did.
static LINE: &[&str] =
    &["text", "voucher", "party", "amount", "date", "category", "receipt", "decision", "note"];

/// The pages of a record, if it names no persons.
pub fn of_record(desk: &Desk, kind: &'static Kind, table: &Table) -> Vec<Document> {
    if table.names_persons {
        return Vec::new();
    }
    let same = |other: &'static Kind| std::ptr::eq(other, kind);
    let place = desk.inputs.kinds.iter().position(same).unwrap_or_default();
    let parts = record::parts(table).into_iter().enumerate();
    let one = |(part, rows)| Document {
        href: format!("{}.html", record::part_address(table, part)),
        order: RECORDS + place,
        ..named(desk, kind, table, search::of_table(desk.lang(), table, rows))
    };
    parts.map(one).collect()
}

/// The list of a kind by what it is called; its rows are found as pages of their own.
pub fn of_list(desk: &Desk, kind: &'static Kind, table: &Table) -> Option<Document> {
    let document = Document {
        href: format!("{}.html", table.address),
        title: table.title.clone(),
        lines: vec![table.lead.clone()],
        order: LISTS,
        exempt: table.exempt.clone(),
        ..Document::default()
    };
    (!table.names_persons).then(|| named(desk, kind, table, document))
}

fn named(desk: &Desk, kind: &Kind, table: &Table, document: Document) -> Document {
    Document {
        title: frame::with_unit(&desk.plan.unit.name, &table.title),
        about: kind.words.in_lang(desk.lang()).to_string(),
        ..document
    }
}

/// The lines of a month, as its page shows them.
pub fn of_month(desk: &Desk, table: &Table) -> Vec<Document> {
    let folder = format!("{}/", desk.plan.unit.id);
    let column = |key: &str| table.columns.iter().position(|column| column.key == key);
    let (date, amount) = (column("date"), column("amount"));
    let one = |(at, row): (usize, &crate::model::table::Row)| {
        let address = record::part_address(table, at / table.rows_on_a_page());
        let address = address.strip_prefix(&folder).unwrap_or(&address);
        let mut document = search::of_row(table, row, LINE);
        document.href = format!("{address}.html#{}", row.anchor);
        if let Some(Cell::Date(day)) = date.map(|at| &row.cells[at]) {
            document.date = Some(*day);
        }
        if let Some(Cell::Money(money) | Cell::Moved(money)) = amount.map(|at| &row.cells[at]) {
            document.about = money.signed();
        }
        document
    };
    table.rows.iter().enumerate().map(one).collect()
}

/// The search of a unit's lines: its page and its index.
pub fn of_lines(desk: &Desk, summary: &mut Summary) -> Vec<Output> {
    let (plan, inputs) = (desk.plan, desk.inputs);
    if summary.months().next().is_none() {
        return Vec::new();
    }
    let months = summary.books.iter_mut().flat_map(|book| &mut book.months);
    let mut documents: Vec<Document> =
        months.flat_map(|month| std::mem::take(&mut month.documents)).collect();
    documents.sort_by(|a, b| (b.date, &a.href).cmp(&(a.date, &b.href)));
    let files = search::files(&documents.iter().collect::<Vec<_>>());
    let mut all = output::index_of(&plan.unit.id, files, &plan.source.path);
    let title = inputs.portal.lang.pick("查一笔账", "Find a line");
    let table = Table {
        address: format!("{}/search", plan.unit.id),
        title: title.to_string(),
        sources: vec![plan.source_ref()],
        ..Table::default()
    };
    let mut context = Context::new();
    context.insert("page", &frame_of(desk, &table, Vec::new()));
    context.insert("search", &SearchView { unit: plan.unit.name.clone(), ways: Vec::new() });
    let origin = plan.source.path.clone();
    let page = output::page("pages/search.html", &table.address, context, origin);
    all.push(page.exempting(plan.exempt()));
    all
}
