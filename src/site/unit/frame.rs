//! What all pages of a unit share: their frame, their parts, and the data beside them.

use std::sync::Arc;

use tera::Context;

use crate::model::Lang;
use crate::model::address::file_name;
use crate::model::table::Table;
use crate::page::view::{Link, Page, RecordView};
use crate::page::{frame, record};
use crate::read::{Inputs, UnitPlan};
use crate::site::output::{self, Content, Output};
use crate::waist::Desk;

/// The frame of a page of this unit, with the units above it and itself in the breadcrumbs.
pub fn frame_of(desk: &Desk, table: &Table, lists: Vec<Link>) -> Page {
    frame_in(desk.inputs, desk.plan, table, lists)
}

/// The pages of a table, one a part, and its data.
pub fn pages(desk: &Desk, template: &str, page: &Page, table: &Arc<Table>) -> Vec<Output> {
    let lang = desk.inputs.portal.lang;
    let parts = 0..record::parts(table).len();
    let views = parts.map(|part| part_view(lang, table, part)).collect();
    laid(desk, template, page, views, table)
}

/// One page of a whole table, with links to its data, and the data.
pub fn list(
    desk: &Desk,
    template: &str,
    page: &Page,
    mut view: RecordView,
    table: &Arc<Table>,
) -> Vec<Output> {
    view.downloads.splice(0..0, downloads(desk.inputs.portal.lang, table));
    laid(desk, template, page, vec![view], table)
}

/// The pages of a table and its data, of views that hold more than the table says.
pub fn laid(
    desk: &Desk,
    template: &str,
    page: &Page,
    views: Vec<RecordView>,
    table: &Arc<Table>,
) -> Vec<Output> {
    let mut all = data(desk, table);
    for (part, view) in views.iter().enumerate() {
        let address = record::part_address(table, part);
        all.push(page_output(desk, template, &address, page, view, table));
    }
    all
}

/// One page of a table.
pub fn page_output(
    desk: &Desk,
    template: &str,
    address: &str,
    page: &Page,
    view: &RecordView,
    table: &Table,
) -> Output {
    let mut context = Context::new();
    context.insert("unit", &frame::unit(desk.inputs.portal.lang, &desk.plan.unit, address));
    context.insert("page", page);
    context.insert("record", view);
    let page = output::page(template, address, context, origin(desk, table));
    page.exempting(table.exempt.as_slice())
}

/// A table as data beside its page.
fn data(desk: &Desk, table: &Arc<Table>) -> Vec<Output> {
    let origin = origin(desk, table);
    let mut all = output::data_of(table, &origin);
    if !table.attachments.is_empty() {
        let path = format!("{}-files.csv", table.address);
        all.push(Output::new(path, Content::Attachments(table.clone()), origin));
    }
    let exempt: Arc<[String]> = table.exempt.as_slice().into();
    all.into_iter().map(|one| one.exempting(exempt.clone())).collect()
}

/// The file a table came from, for messages about its output.
fn origin(desk: &Desk, table: &Table) -> Arc<str> {
    let first = table.sources.first();
    first.map_or_else(|| desk.plan.source.path.clone(), |source| source.path.as_str().into())
}

/// The same of a unit whose records are not here.
pub fn frame_in(inputs: &Inputs, plan: &UnitPlan, table: &Table, lists: Vec<Link>) -> Page {
    let above = inputs.plan.above(plan);
    let mut above: Vec<(&str, &str)> =
        above.iter().map(|u| (u.id.as_str(), u.name.as_str())).collect();
    above.push((&plan.unit.id, &plan.unit.name));
    let mut page = frame::unit_page(table, &above, lists);
    // Out of its page — in a tab, in a chat — a title must say whose it is.
    page.title = frame::with_unit(&plan.unit.name, &table.title);
    page
}

/// One numbered part of a long table, with links to the others and to its data files.
pub fn part_view(lang: Lang, table: &Table, part: usize) -> RecordView {
    let parts = record::parts(table);
    let mut view = record::part(lang, table, parts[part].clone());
    view.downloads = downloads(lang, table);
    let link = |at: usize| {
        let label = lang.pick(format!("第 {} 部分", at + 1), format!("part {}", at + 1));
        let address = record::part_address(table, at);
        let href = format!("{}.html", file_name(&address));
        record::link(label, if at == part { String::new() } else { href })
    };
    view.parts = (0..parts.len()).filter(|_| parts.len() > 1).map(link).collect();
    view
}

/// Links to the data files beside a page.
pub fn downloads(lang: Lang, table: &Table) -> Vec<Link> {
    let name = file_name(&table.address);
    let mut links = vec![
        record::link("CSV", format!("{name}.csv")),
        record::link("JSON", format!("{name}.json")),
    ];
    if !table.attachments.is_empty() {
        let label = lang.pick("附件清单 CSV", "CSV of the attachments");
        links.push(record::link(label, format!("{name}-files.csv")));
    }
    links
}
