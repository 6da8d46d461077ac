//! Records of a declared kind: each its page, all of them in a list, what they leave in the summary.

use std::sync::Arc;

use super::frame::{frame_of, laid, list as listed_page, part_view};
use super::month;
use super::search;
use crate::finding::{Finding, Place, Report};
use crate::kind::record::{Guest, Kind, Part, Record};
use crate::kind::request::{self, Tally};
use crate::model::Date;
use crate::model::address::file_name;
use crate::model::table::{Cell, Column, Form, Row, Table, Tone};
use crate::page::record;
use crate::read::Records;
use crate::site::charts;
use crate::site::output::Output;
use crate::source::{self, Source};
use crate::tally::Summary;
use crate::tally::summary::Entry;
use crate::waist::{self, Desk, Leads, Remark};

/// The records of one kind, the newest first.
pub fn newest<'r>(records: &'r Records, kind: &'static Kind) -> Vec<&'r (Record, Source)> {
    let of_kind = records.others.iter().filter(|(record, _)| std::ptr::eq(record.kind, kind));
    let mut all: Vec<_> = of_kind.collect();
    all.sort_by(|(a, _), (b, _)| {
        (b.envelope.published, &b.envelope.id).cmp(&(a.envelope.published, &a.envelope.id))
    });
    all
}

/// The list of one kind, as it grows.
pub struct List<'a> {
    desk: &'a Desk<'a>,
    kind: &'static Kind,
    rows: Vec<Row>,
    names_persons: bool,
}

impl<'a> List<'a> {
    pub fn new(desk: &'a Desk<'a>, kind: &'static Kind) -> List<'a> {
        List { desk, kind, rows: Vec::new(), names_persons: false }
    }

    /// Adds a record with its table, to the list and to what the unit leaves.
    pub fn add(&mut self, one: &Record, table: &Table, summary: &mut Summary) {
        let desk = self.desk;
        self.names_persons |= table.names_persons;
        self.rows.push(row(desk, one, table));
        summary.documents.extend(search::of_record(desk, self.kind, table));
        if std::ptr::eq(self.kind, &request::KIND) {
            summary.requests.add(&Tally::of(one, &desk.setting()));
        }
        summary.asked.extend(month::asked(table, one.envelope.period));
        summary.entries.push(entry(desk, one, table));
    }

    /// The list's page and data. A unit without a record of a kind has no list either, the notices apart: every unit
    /// answers for those.
    pub fn outputs(mut self, summary: &mut Summary) -> Vec<Output> {
        let (desk, kind) = (self.desk, self.kind);
        for guest in desk.inputs.guests(&desk.plan.unit.id) {
            let of_kind = std::ptr::eq(guest.record.kind, kind);
            if of_kind && waist::record::is_shown(desk, &guest.record) {
                let (row, entry) = guest_row(desk, guest);
                self.rows.push(row);
                summary.entries.push(entry);
            }
        }
        if self.rows.is_empty() && kind.key != "notice" {
            return Vec::new();
        }
        let mut table = list(desk, kind, self.rows);
        table.names_persons = self.names_persons;
        table.exempt.clone_from(&desk.plan.consented);
        summary.documents.extend(search::of_list(desk, kind, &table));
        let page = frame_of(desk, &table, Vec::new());
        let view = record::view(desk.lang(), &table);
        listed_page(desk, "pages/list.html", &page, view, &Arc::new(table))
    }
}

/// The table of a record with its pages and data; nothing where the web may not show it.
pub fn record(
    desk: &Desk,
    one: &Record,
    source: &Source,
    (findings, leads): (&[Finding], &Leads),
    report: &mut Report,
) -> Option<(Arc<Table>, Vec<Output>)> {
    let lang = desk.lang();
    if !waist::record::is_shown(desk, one) {
        return None;
    }
    let files = desk.published(source);
    let own = findings.iter().filter(|finding| finding.file == source.path);
    let (mut table, remarks) = waist::record::table(desk, one, source, own, files, leads)?;
    tell(source, remarks, report);
    table.exempt.extend(desk.plan.consented.iter().cloned());
    let table = Arc::new(table);
    let list = record::link(one.kind.words.in_lang(lang), "index.html");
    let mut page = frame_of(desk, &table, vec![list.clone()]);
    page.section = one.kind.part.key();
    let view = |part| {
        let mut view = part_view(lang, &table, part);
        view.up.clone_from(&list);
        view.charts = table.drawing.iter().map(|one| charts::of_drawing(lang, one)).collect();
        view
    };
    let views = (0..record::parts(&table).len()).map(view).collect();
    let outputs = laid(desk, one.kind.template, &page, views, &table);
    Some((table, outputs))
}

fn entry(desk: &Desk, one: &Record, table: &Table) -> Entry {
    let lang = desk.inputs.portal.lang;
    let dated = one.kind.part == Part::Requests;
    let class = one.class().filter(|_| desk.medium.shows_lines(one.envelope.audience));
    let envelope = &one.envelope;
    let on = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    Entry {
        date: envelope.published.to_string(),
        kind: one.kind.key.to_string(),
        id: envelope.id.clone(),
        class: class.map(|c| c.words.in_lang(lang).to_string()).unwrap_or_default(),
        class_key: class.map(|c| c.key.to_string()).unwrap_or_default(),
        home: String::new(),
        book: String::new(),
        items: desk.inputs.law.known(one.items()),
        corrected: on(envelope.corrected(desk.inputs.as_of)),
        cut: on(envelope.cut(desk.inputs.as_of)),
        period: Some(envelope.period),
        title: table.title.clone(),
        note: if dated { String::new() } else { table.lead.clone() },
        cells: waist::record::list_cells(desk, one).into_iter().map(said).collect(),
        href: format!("{}.html", table.address),
    }
}

/// A record of another unit in the list of this one: when and of whom, all that its own list says of it, and the way to
/// its page. Its words mask whom either unit masks.
fn guest_row(desk: &Desk, guest: &Guest) -> (Row, Entry) {
    let kind = guest.record.kind;
    let envelope = &guest.record.envelope;
    let (lang, home) = (desk.lang(), &guest.home);
    let name = desk.inputs.units.get(home).unwrap_or(home);
    let (when, what) = (waist::period(lang, envelope.period), kind.words.in_lang(lang));
    let title = lang.pick(format!("{name} {when}{what}"), format!("{name}, {when}: {what}"));
    let clean = |text: &str| desk.names.mask(&guest.names.mask(text)).into_owned();
    let masked = |cell| match cell {
        Cell::Text(text) => Cell::Text(clean(&text)),
        other => other,
    };
    let own: Vec<Cell> =
        waist::record::list_cells(desk, &guest.record).into_iter().map(masked).collect();
    let mut cells = vec![Cell::text(&title), Cell::Date(envelope.published)];
    cells.extend(own.iter().cloned());
    cells.push(Cell::text(clean(&envelope.plain)));
    let (folder, id) = (kind.folder, envelope.id.to_lowercase());
    let href = format!("../../{home}/{folder}/{id}.html");
    let entry = Entry {
        date: envelope.published.to_string(),
        kind: kind.key.to_string(),
        id: envelope.id.clone(),
        home: home.clone(),
        period: Some(envelope.period),
        title,
        cells: own.into_iter().map(said).collect(),
        href: guest.listed_in(&desk.plan.unit.id),
        ..Entry::default()
    };
    (Row { anchor: id, tone: Tone::Plain, href, cells }, entry)
}

fn said(cell: Cell) -> String {
    match cell {
        Cell::Text(text) => text,
        _ => String::new(),
    }
}

/// What of a record's words did not come out as typed.
fn tell(source: &Source, remarks: Vec<Remark>, report: &mut Report) {
    let body_at = source::split_head(&source.text).map_or(0, |(_, _, _, at)| at);
    for Remark { range, rule, said, help } in remarks {
        let place = Place::Bytes(body_at + range.start, body_at + range.end);
        let mut finding = source.finding(rule, place, said);
        finding.help = help;
        report.push(finding);
    }
}

fn row(desk: &Desk, one: &Record, table: &Table) -> Row {
    let name = file_name(&table.address);
    let mut cells = vec![Cell::text(&table.title), Cell::Date(one.envelope.published)];
    cells.extend(waist::record::list_cells(desk, one));
    cells.push(Cell::text(&table.plain));
    Row { anchor: name.to_string(), tone: Tone::Plain, href: format!("{name}.html"), cells }
}

fn list(desk: &Desk, kind: &'static Kind, rows: Vec<Row>) -> Table {
    let lang = desk.lang();
    let mut columns = vec![
        Column::new(lang, "title", "标题", "Title", Form::Text),
        Column::new(lang, "date", "公开日期", "Published", Form::Date),
    ];
    columns.extend(kind.columns.iter().map(|name| {
        let field = kind.shape.field(kind.shape.position(name, 0).expect("a declared field"));
        Column::of(lang, field, waist::record::form(field))
    }));
    columns.push(Column::new(lang, "plain", "明白话", "In plain words", Form::Text));
    Table {
        address: format!("{}/{}/index", desk.plan.unit.id, kind.folder),
        kind: kind.folder,
        title: kind.words.in_lang(lang).to_string(),
        lead: kind.gloss.in_lang(lang).to_string(),
        columns,
        rows,
        ..Table::default()
    }
}
