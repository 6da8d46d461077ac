//! The press: what all pages of a unit share — its frame, its rendering, its data files.

use tera::Context;

use crate::data;
use crate::model::Lang;
use crate::model::address::file_name;
use crate::model::party::Names;
use crate::model::table::Table;
use crate::page::view::{Link, Page, RecordView};
use crate::page::{frame, record};
use crate::pipeline::plan::UnitPlan;
use crate::pipeline::read::Records;
use crate::pipeline::{Shop, Stop};
use crate::sink::{Door, Sums};
use crate::waist::{Desk, Medium};

/// Makes the pages of one unit.
#[derive(Clone, Copy)]
pub struct Press<'a> {
    pub shop: &'a Shop<'a>,
    pub plan: &'a UnitPlan,
    /// Persons of the unit's records who are not in office.
    pub names: &'a Names,
    pub records: &'a Records,
    /// What the last build listed of this unit.
    pub listed: &'a Sums,
    /// Where what it makes will be read.
    pub medium: Medium,
}

impl<'a> Press<'a> {
    pub fn desk(&self) -> Desk<'a> {
        Desk { medium: self.medium, ..self.shop.desk(self.plan, self.names, self.records) }
    }

    /// The frame of a page of this unit, with the units above it and itself in the breadcrumbs.
    pub fn frame(&self, table: &Table, lists: Vec<Link>) -> Page {
        framed(self.shop, self.plan, table, lists)
    }

    /// Renders a table's page and puts it out at an address (the table's own, or that of one of its parts).
    pub fn page(
        &self,
        template: &str,
        address: &str,
        page: &Page,
        view: &RecordView,
        table: &Table,
        door: &mut Door,
    ) -> Result<(), Stop> {
        let mut context = Context::new();
        context.insert("unit", &frame::unit(self.shop.portal.lang, &self.plan.unit, address));
        context.insert("page", page);
        context.insert("record", view);
        let html = self.shop.theme.render(template, &context)?;
        door.put(&format!("{address}.html"), html.as_bytes(), &table.exempt, self.origin(table))?;
        Ok(())
    }

    /// A page with its data files, for tables that are one page long.
    pub fn list(
        &self,
        template: &str,
        page: &Page,
        mut view: RecordView,
        table: &Table,
        door: &mut Door,
    ) -> Result<(), Stop> {
        self.data_files(table, door)?;
        view.downloads.splice(0..0, downloads(self.shop.portal.lang, table));
        self.page(template, &table.address, page, &view, table, door)
    }

    /// The CSV and JSON beside a page.
    pub fn data_files(&self, table: &Table, door: &mut Door) -> Result<(), Stop> {
        let (address, origin) = (&table.address, self.origin(table));
        door.put(&format!("{address}.csv"), &data::csv(table), &table.exempt, origin)?;
        door.put(&format!("{address}.json"), &data::json(table), &table.exempt, origin)?;
        if !table.attachments.is_empty() {
            let list = data::files_csv(self.shop.portal.lang, table);
            door.put(&format!("{address}-files.csv"), &list, &table.exempt, origin)?;
        }
        Ok(())
    }

    /// The file a table came from, for messages about its output.
    fn origin<'t>(&'t self, table: &'t Table) -> &'t str {
        table.sources.first().map_or(&*self.plan.source.path, |source| &source.path)
    }
}

/// The frame of a page of a unit, also where no press stands: in the fold.
pub fn framed(shop: &Shop, plan: &UnitPlan, table: &Table, lists: Vec<Link>) -> Page {
    let above = shop.plan.above(plan);
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
