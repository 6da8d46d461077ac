//! What stands around the months: notices, years, the unit's front page.

use tera::Context;

use super::month;
use super::press::{Press, file_name};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::notice::{CLASSES, Notice};
use crate::model::Said;
use crate::model::table::{Cell, Column, Form, Row, Table, Tone};
use crate::page::{frame, record, unit as unit_page};
use crate::pipeline::read::Records;
use crate::pipeline::{Stop, charts};
use crate::sink::Door;
use crate::source::{self, Source};
use crate::tally::Summary;
use crate::tally::summary::Entry;
use crate::waist::{self, Desk};

/// The notices of a unit: each its page, all of them in a list.
pub fn notices(
    press: &Press,
    records: &Records,
    findings: &[Finding],
    summary: &mut Summary,
    door: &mut Door,
) -> Result<(), Stop> {
    let desk = press.desk();
    let mut newest: Vec<&(Notice, Source)> = records.notices.iter().collect();
    newest.sort_by(|(a, _), (b, _)| {
        (b.envelope.published, &b.envelope.id).cmp(&(a.envelope.published, &a.envelope.id))
    });
    let mut rows = Vec::new();
    for (notice, source) in newest {
        let Some(table) = notice_page(press, notice, source, findings, door)? else {
            continue;
        };
        rows.push(notice_row(&desk, notice, &table));
        summary.asked.extend(month::asked(&table, notice.envelope.period));
        summary.entries.push(Entry {
            date: notice.envelope.published.to_string(),
            kind: "notice".to_string(),
            title: table.title,
            note: String::new(),
            href: format!("{}.html", table.address),
        });
    }
    summary.asked.sort_by_key(|asked| asked.period.last_day());
    let mut table = notice_list(&desk, rows);
    table.exempt.clone_from(&press.plan.consented);
    let page = press.frame(&table, Vec::new());
    press.list("pages/list.html", &page, record::view(desk.lang(), &table), &table, door)
}

fn notice_page(
    press: &Press,
    notice: &Notice,
    source: &Source,
    findings: &[Finding],
    door: &mut Door,
) -> Result<Option<Table>, Stop> {
    let (desk, lang) = (press.desk(), press.shop.portal.lang);
    let own = findings.iter().filter(|finding| finding.file == source.path);
    let Some((mut table, refused)) = waist::notice::table(&desk, notice, source, own) else {
        return Ok(None);
    };
    tell_refused(source, &refused, door.report);
    table.exempt.extend(press.plan.consented.iter().cloned());
    let list = record::link(lang.pick("事务公开", "Notices"), "index.html");
    let page = press.frame(&table, vec![list]);
    let view = record::view(lang, &table);
    press.page("pages/notice.html", &table.address, &page, &view, &table, door)?;
    Ok(Some(table))
}

fn tell_refused(
    source: &Source,
    refused: &[(std::ops::Range<usize>, String)],
    report: &mut Report,
) {
    let body_at = source::split_head(&source.text).map_or(0, |(_, _, _, at)| at);
    for (range, address) in refused {
        let said = Said::new(
            format!("链接 `{address}` 不能用，已去掉"),
            format!("the link `{address}` was left out"),
        );
        let place = Place::Bytes(body_at + range.start, body_at + range.end);
        report.push(source.finding(&rules::UNSAFE_LINK, place, said));
    }
}

fn notice_row(desk: &Desk, notice: &Notice, table: &Table) -> Row {
    let name = file_name(&table.address);
    let class =
        CLASSES.iter().find(|c| c.key == notice.class.key).map(|c| c.words.in_lang(desk.lang()));
    Row {
        anchor: name.to_string(),
        tone: Tone::Plain,
        href: format!("{name}.html"),
        cells: vec![
            Cell::text(&table.title),
            Cell::Date(notice.envelope.published),
            Cell::text(class.unwrap_or_default()),
            Cell::text(&notice.envelope.plain),
        ],
    }
}

fn notice_list(desk: &Desk, rows: Vec<Row>) -> Table {
    let lang = desk.lang();
    Table {
        address: format!("{}/notices/index", desk.unit.id),
        kind: "notices",
        title: lang.pick("事务公开", "Notices").to_string(),
        columns: vec![
            Column::new(lang, "title", "标题", "Title", Form::Text),
            Column::new(lang, "date", "公开日期", "Published", Form::Date),
            Column::new(lang, "class", "类别", "Kind", Form::Text),
            Column::new(lang, "plain", "明白话", "In plain words", Form::Text),
        ],
        rows,
        ..Table::default()
    }
}

/// Years and all years of every set of books.
pub fn years(press: &Press, summary: &Summary, door: &mut Door) -> Result<(), Stop> {
    let desk = press.desk();
    let lang = desk.lang();
    let exempt = &press.plan.consented;
    for (set, book) in summary.books.iter().enumerate() {
        for year in waist::year::years(book) {
            let mut table = waist::year::year(&desk, set, book, year);
            table.exempt.clone_from(exempt);
            table.exempt.extend(table.sources.iter().map(|s| s.sha256.clone()));
            let mut view = record::view(lang, &table);
            view.charts = charts::of_year(lang, book, year);
            view.up = record::link(lang.pick("历年收支", "All years"), "index.html");
            let finance = record::link(lang.pick("财务", "Finance"), "index.html");
            let page = press.frame(&table, vec![finance]);
            press.list("pages/year.html", &page, view, &table, door)?;
        }
    }
    let mut table = waist::year::all(&desk, summary);
    table.exempt.clone_from(exempt);
    let page = press.frame(&table, Vec::new());
    press.list("pages/years.html", &page, record::view(lang, &table), &table, door)
}

/// The front page of a unit that keeps books. Towns and the county show their units' figures, so theirs belong to
/// the fold.
pub fn front(press: &Press, summary: &Summary, door: &mut Door) -> Result<(), Stop> {
    let (lang, unit) = (press.shop.portal.lang, &press.plan.unit);
    if !unit.keeps_books() {
        return Ok(());
    }
    let address = format!("{}/index", unit.id);
    let table = Table {
        address: address.clone(),
        title: unit.name.clone(),
        plain: unit.plain.clone(),
        sources: vec![press.plan.source_ref()],
        ..Table::default()
    };
    let mut page = press.frame(&table, Vec::new());
    // The page is the unit: its name stands in the breadcrumbs once.
    page.crumbs.remove(page.crumbs.len() - 2);
    let home = unit_page::home(lang, unit, summary, charts::of_unit(lang, summary), Vec::new());
    let mut context = Context::new();
    context.insert("unit", &frame::unit(lang, unit, &address));
    context.insert("page", &page);
    context.insert("home", &home);
    let html = press.shop.theme.render("pages/unit.html", &context)?;
    let plan = press.plan;
    let exempt = plan.exempt();
    door.put(&format!("{address}.html"), html.as_bytes(), &exempt, &plan.source.path)?;
    Ok(())
}
