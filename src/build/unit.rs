//! One unit from its files to its pages: read, check, render, and leave a summary.

use tera::Context;

use super::plan::UnitPlan;
use super::read::{self, Records};
use super::{Shop, Stop, UnitDone, charts};
use crate::check::{self, Books, Filed};
use crate::data;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::Audience;
use crate::kind::ledger::{CATEGORIES, LEDGER};
use crate::kind::notice::{CLASSES, NOTICE, Notice};
use crate::kind::unit::UNIT;
use crate::model::Said;
use crate::model::table::{Cell, Column, Form, Row, Table, Tone};
use crate::page::view::{Link, Page, RecordView};
use crate::page::{frame, record, theme, unit as unit_page};
use crate::sink::{Door, Sums, list_of};
use crate::source::{self, Source};
use crate::tally::Summary;
use crate::tally::summary::{BookSummary, Entry, Month, SCHEMA};
use crate::waist::{self, Desk};

/// Everything a unit goes through. What it leaves is small; its records are let go at the end.
pub fn unit(shop: &Shop, plan: &UnitPlan) -> Result<UnitDone, Stop> {
    let mut done = UnitDone::default();
    let records = read::unit(shop.project, plan, &mut done.report)?;
    ask(shop, &records, &mut done);
    locate(plan, &records, &mut done.report);
    if !done.report.blocks() {
        let findings = std::mem::take(&mut done.report.findings);
        let mut door = Door::new(shop.sink, &mut done.report);
        done.summary = Some(pages(shop, plan, &records, &findings, &mut door)?);
        done.report.findings.extend(findings);
    }
    if done.report.blocks() {
        shop.sink.forget(&plan.unit.id)?;
        done.summary = if shop.options.keep_going { last_good(shop, plan)? } else { None };
    }
    Ok(done)
}

/// Every rule over every record of the unit.
fn ask(shop: &Shop, records: &Records, done: &mut UnitDone) {
    let report = &mut done.report;
    let books = Books { portal: shop.portal, ledgers: &records.ledgers, relatives: shop.relatives };
    check::ledgers(&books, report);
    for pair in records.ledgers.windows(2) {
        if pair[0].set == pair[1].set && pair[0].period() == pair[1].period() {
            let said = Said::new(
                format!("{} 已在 {} 公开过", pair[1].period(), pair[0].source.path),
                format!("{} is already published in {}", pair[1].period(), pair[0].source.path),
            );
            report.push(pair[1].finding(&rules::DUPLICATE_RECORD, "period", said));
        }
    }
    for (notice, source) in &records.notices {
        check::envelope(source, &notice.envelope, report);
    }
    let ledgers = records.ledgers.iter().map(|f| (&f.ledger.envelope, &f.source));
    let notices = records.notices.iter().map(|(n, source)| (&n.envelope, source));
    for (envelope, source) in ledgers.chain(notices) {
        sound_id(&envelope.id, source, report);
        done.ids.push((envelope.id.clone(), source.path.clone()));
    }
}

/// Ids become addresses, so they are letters, digits, `-` and `_`.
fn sound_id(id: &str, source: &Source, report: &mut Report) {
    let sound =
        id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if sound && id != "index" {
        return;
    }
    let said = Said::new(
        format!("编号 `{id}` 不能用作网址"),
        format!("the id `{id}` cannot be an address"),
    );
    report.push(source.finding(&rules::INVALID_ID, Place::Field("id".to_string()), said).help(
        "只用字母、数字、- 和 _，不超过 64 个",
        "letters, digits, - and _ only, at most 64 of them",
    ));
}

/// Gives findings that name a field its bytes: only files with findings are read for their places.
fn locate(plan: &UnitPlan, records: &Records, report: &mut Report) {
    for finding in &mut report.findings {
        let Place::Field(way) = &finding.place else { continue };
        let path = &finding.file;
        let ledger = records.ledgers.iter().find(|f| f.source.path == *path);
        let notice = records.notices.iter().find(|(_, source)| source.path == *path);
        let found = if let Some(filed) = ledger {
            source::locate(&filed.source.text, 0, &LEDGER, way)
        } else if let Some((_, source)) = notice {
            let head = source::split_head(&source.text);
            head.and_then(|(yaml, offset, _, _)| source::locate(yaml, offset, &NOTICE, way))
        } else if plan.source.path == *path {
            source::locate(&plan.source.text, 0, &UNIT, way)
        } else {
            None
        };
        finding.place = found.map_or(Place::File, |(start, end)| Place::Bytes(start, end));
    }
}

/// All pages and data files of a unit; what they leave is its summary.
fn pages(
    shop: &Shop,
    plan: &UnitPlan,
    records: &Records,
    findings: &[Finding],
    door: &mut Door,
) -> Result<Summary, Stop> {
    let desk = Desk { portal: shop.portal, unit: &plan.unit };
    let mut summary = empty_summary(shop, plan);
    for (at, filed) in records.ledgers.iter().enumerate() {
        let around = Around {
            before: at.checked_sub(1).map(|b| &records.ledgers[b]).filter(|b| b.set == filed.set),
            after: records.ledgers.get(at + 1).filter(|a| a.set == filed.set),
        };
        if let Some(month) = month(shop, plan, filed, &around, findings, door)? {
            let title = waist::ledger::month_title(&desk, filed);
            summary.entries.push(entry(
                &filed.ledger.envelope.published.to_string(),
                "ledger",
                title,
                &month,
            ));
            summary.books[filed.set].months.push(month);
        }
    }
    notices(shop, plan, records, &mut summary, door)?;
    count_askings(records, findings, &mut summary);
    years(shop, plan, &summary, door)?;
    front(shop, plan, &summary, door)?;
    let mut text = serde_json::to_vec(&summary).expect("a summary is plain data");
    text.push(b'\n');
    door.put(&format!("{}/summary.json", plan.unit.id), &text, &plan.consented, &plan.source.path)?;
    door.close(&plan.unit.id)?;
    Ok(summary)
}

fn empty_summary(shop: &Shop, plan: &UnitPlan) -> Summary {
    let unit = &plan.unit;
    let book = |b: &crate::kind::unit::Book| BookSummary {
        id: b.id.clone(),
        name: b.name.clone(),
        body: b.body.clone(),
        months: Vec::new(),
    };
    Summary {
        schema: SCHEMA,
        id: unit.id.clone(),
        name: unit.name.clone(),
        level: unit.level.key.to_string(),
        parent: plan.parent.map(|at| shop.plan.units[at].unit.id.clone()).unwrap_or_default(),
        search: unit.search.clone(),
        books: unit.books.iter().map(book).collect(),
        ..Summary::default()
    }
}

fn entry(date: &str, kind: &str, title: String, month: &Month) -> Entry {
    Entry {
        date: date.to_string(),
        kind: kind.to_string(),
        title,
        note: String::new(),
        href: month.href.clone(),
    }
}

/// The months before and after, for turning pages.
struct Around<'a> {
    before: Option<&'a Filed>,
    after: Option<&'a Filed>,
}

/// The way of one ledger line, from the typed record to every form in which it is public.
///
/// The line was read by `read::ledger_file` (typed, money in fen) and questioned by `check::ledgers`. Here it enters
/// the waist, where audience and masking are decided once; the table goes out as CSV, JSON and numbered pages, and
/// its sums into the summary that towns and county are folded from.
fn month(
    shop: &Shop,
    plan: &UnitPlan,
    filed: &Filed,
    around: &Around,
    findings: &[Finding],
    door: &mut Door,
) -> Result<Option<Month>, Stop> {
    let desk = Desk { portal: shop.portal, unit: &plan.unit };
    let own: Vec<Finding> = findings.iter().filter(|f| belongs(f, filed)).cloned().collect();
    let Some(mut table) = waist::ledger::table(&desk, filed, &own) else { return Ok(None) };
    table.exempt.extend(plan.consented.iter().cloned());
    data_files(&table, &filed.source.path, door)?;
    let parts = record::parts(&table);
    for (part, rows) in parts.iter().enumerate() {
        let mut view = record::part(desk.lang(), &table, rows.clone());
        turn_pages(&desk, filed, around, &mut view);
        view.downloads = downloads(&table);
        view.parts = part_links(&desk, &table, parts.len(), part);
        let address = record::part_address(&table, part);
        let page = month_page(shop, plan, filed, &table);
        put_page(shop, plan, "pages/month.html", &address, page, &view, &table.exempt, door)?;
    }
    Ok(Some(sums_of(&table, filed)))
}

fn belongs(finding: &Finding, filed: &Filed) -> bool {
    let lines = filed.lines.as_ref().map(|(source, _)| &source.path);
    finding.file == filed.source.path || Some(&finding.file) == lines
}

fn sums_of(table: &Table, filed: &Filed) -> Month {
    let (ledger, sums) = (&filed.ledger, &filed.sums);
    let by_category = CATEGORIES.iter().zip(&sums.by_category);
    Month {
        period: filed.period(),
        href: format!("{}.html", table.address),
        opening: ledger.opening.total(),
        closing: ledger.closing,
        income: sums.income,
        expense: sums.expense,
        moving: sums.moving,
        held: sums.held,
        lines: ledger.lines.len(),
        by_category: by_category
            .filter(|(_, (_, count))| *count > 0)
            .map(|(category, (amount, count))| (category.key.to_string(), *amount, *count))
            .collect(),
        askings: table.askings.len(),
    }
}

fn data_files(table: &Table, origin: &str, door: &mut Door) -> Result<(), Stop> {
    door.put(&format!("{}.csv", table.address), &data::csv(table), &table.exempt, origin)?;
    door.put(&format!("{}.json", table.address), &data::json(table), &table.exempt, origin)?;
    Ok(())
}

fn downloads(table: &Table) -> Vec<Link> {
    let name = table.address.rsplit('/').next().unwrap_or_default();
    vec![record::link("CSV", format!("{name}.csv")), record::link("JSON", format!("{name}.json"))]
}

fn part_links(desk: &Desk, table: &Table, count: usize, current: usize) -> Vec<Link> {
    if count < 2 {
        return Vec::new();
    }
    let link = |part: usize| {
        let label = desk.lang().pick(format!("第 {} 部分", part + 1), format!("part {}", part + 1));
        let address = record::part_address(table, part);
        let name = address.rsplit('/').next().unwrap_or_default();
        record::link(label, if part == current { String::new() } else { format!("{name}.html") })
    };
    (0..count).map(link).collect()
}

fn turn_pages(desk: &Desk, filed: &Filed, around: &Around, view: &mut RecordView) {
    let to = |other: &Filed| {
        let address = waist::ledger::address(desk, other.set, other.period());
        let name = address.rsplit('/').next().unwrap_or_default().to_string();
        record::link(waist::period(desk.lang(), other.period()), format!("{name}.html"))
    };
    view.previous = around.before.map(to).unwrap_or_default();
    view.next = around.after.map(to).unwrap_or_default();
    view.up = year_link(desk, filed);
}

fn year_link(desk: &Desk, filed: &Filed) -> Link {
    let year = crate::model::Period::Year(filed.period().year());
    let address = waist::ledger::address(desk, filed.set, year);
    let name = address.rsplit('/').next().unwrap_or_default().to_string();
    record::link(waist::period(desk.lang(), year), format!("{name}.html"))
}

fn month_page(shop: &Shop, plan: &UnitPlan, filed: &Filed, table: &Table) -> Page {
    let desk = Desk { portal: shop.portal, unit: &plan.unit };
    let finance = record::link(desk.lang().pick("财务", "Finance"), "index.html");
    let mut page = unit_frame(shop, plan, table, vec![finance, year_link(&desk, filed)]);
    let when = waist::period(desk.lang(), filed.period());
    page.title = desk.lang().pick(
        format!("{}{when}财务公开", plan.unit.name),
        format!("{}: ledger of {when}", plan.unit.name),
    );
    if let Some(last) = page.crumbs.last_mut() {
        last.label = when;
    }
    page
}

/// The frame of a page of this unit, with the units above it and itself in the breadcrumbs.
fn unit_frame(shop: &Shop, plan: &UnitPlan, table: &Table, lists: Vec<Link>) -> Page {
    let mut above: Vec<(&str, &str)> =
        shop.plan.above(plan).iter().map(|u| (u.id.as_str(), u.name.as_str())).collect();
    above.push((&plan.unit.id, &plan.unit.name));
    frame::unit_page(table, &above, lists)
}

#[expect(
    clippy::too_many_arguments,
    reason = "the last step of every page, called with what the page is made of"
)]
fn put_page(
    shop: &Shop,
    plan: &UnitPlan,
    template: &str,
    address: &str,
    page: Page,
    record: &RecordView,
    exempt: &[String],
    door: &mut Door,
) -> Result<(), Stop> {
    let mut context = Context::new();
    context.insert("unit", &frame::unit(shop.portal.lang, &plan.unit, address));
    context.insert("page", &page);
    context.insert("record", record);
    let html = shop.theme.render(template, &context)?;
    door.put(&format!("{address}.html"), html.as_bytes(), exempt, &plan.source.path)?;
    Ok(())
}

/// The notices of a unit: each its page, all of them in a list.
fn notices(
    shop: &Shop,
    plan: &UnitPlan,
    records: &Records,
    summary: &mut Summary,
    door: &mut Door,
) -> Result<(), Stop> {
    let desk = Desk { portal: shop.portal, unit: &plan.unit };
    let lang = desk.lang();
    let mut newest: Vec<&(Notice, Source)> = records.notices.iter().collect();
    newest.sort_by(|(a, _), (b, _)| {
        (b.envelope.published, &b.envelope.id).cmp(&(a.envelope.published, &a.envelope.id))
    });
    let mut rows = Vec::new();
    for (notice, source) in newest {
        let Some((mut table, refused)) = waist::notice::table(&desk, notice, source) else {
            continue;
        };
        tell_refused(source, &refused, door.report);
        table.exempt.extend(plan.consented.iter().cloned());
        let list = record::link(lang.pick("事务公开", "Notices"), "index.html");
        let page = unit_frame(shop, plan, &table, vec![list]);
        let view = record::view(lang, &table);
        put_page(
            shop,
            plan,
            "pages/notice.html",
            &table.address,
            page,
            &view,
            &table.exempt,
            door,
        )?;
        rows.push(notice_row(&desk, notice, &table));
        summary.entries.push(Entry {
            date: notice.envelope.published.to_string(),
            kind: "notice".to_string(),
            title: table.title.clone(),
            note: String::new(),
            href: format!("{}.html", table.address),
        });
    }
    let table = notice_list(&desk, rows);
    data_files(&table, &plan.source.path, door)?;
    let mut view = record::view(lang, &table);
    view.downloads = downloads(&table);
    let page = unit_frame(shop, plan, &table, Vec::new());
    put_page(shop, plan, "pages/list.html", &table.address, page, &view, &plan.consented, door)
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
    let name = table.address.rsplit('/').next().unwrap_or_default();
    let class =
        CLASSES.iter().find(|c| c.key == notice.class.key).map(|c| c.words.in_lang(desk.lang()));
    Row {
        anchor: name.to_string(),
        tone: Tone::Plain,
        href: format!("{name}.html"),
        cells: vec![
            Cell::Date(notice.envelope.published),
            Cell::text(class.unwrap_or_default()),
            Cell::text(&table.title),
            Cell::text(&notice.envelope.plain),
        ],
    }
}

fn notice_list(desk: &Desk, rows: Vec<Row>) -> Table {
    let lang = desk.lang();
    let column = |key, zh: &str, en: &str, form| Column {
        key,
        label: lang.pick(zh, en).to_string(),
        gloss: String::new(),
        form,
    };
    Table {
        address: format!("{}/notices/index", desk.unit.id),
        kind: "notices",
        title: lang.pick("事务公开", "Notices").to_string(),
        columns: vec![
            column("date", "公开日期", "Published", Form::Date),
            column("class", "类别", "Kind", Form::Text),
            column("title", "标题", "Title", Form::Text),
            column("plain", "明白话", "In plain words", Form::Text),
        ],
        rows,
        ..Table::default()
    }
}

/// How many questions stand on the unit's pages, and how many wait for its word.
fn count_askings(records: &Records, findings: &[Finding], summary: &mut Summary) {
    for filed in records.ledgers.iter().filter(|f| f.ledger.envelope.audience != Audience::Specific)
    {
        let own = findings.iter().filter(|f| belongs(f, filed) && waist::is_public(f));
        for finding in own {
            summary.askings += 1;
            summary.unanswered += usize::from(check::answer(filed, finding).is_none());
        }
    }
}

/// Years and all years of every set of books.
fn years(shop: &Shop, plan: &UnitPlan, summary: &Summary, door: &mut Door) -> Result<(), Stop> {
    let desk = Desk { portal: shop.portal, unit: &plan.unit };
    let lang = desk.lang();
    let finance = || record::link(lang.pick("财务", "Finance"), "index.html");
    for (set, book) in summary.books.iter().enumerate() {
        for year in waist::year::years(book) {
            let table = waist::year::year(&desk, set, book, year);
            data_files(&table, &plan.source.path, door)?;
            let mut view = record::view(lang, &table);
            view.downloads = downloads(&table);
            view.charts = charts::of_year(lang, book, year);
            view.up = record::link(lang.pick("历年收支", "All years"), "index.html");
            let page = unit_frame(shop, plan, &table, vec![finance()]);
            put_page(
                shop,
                plan,
                "pages/year.html",
                &table.address,
                page,
                &view,
                &plan.consented,
                door,
            )?;
        }
    }
    let table = waist::year::all(&desk, summary);
    data_files(&table, &plan.source.path, door)?;
    let mut view = record::view(lang, &table);
    view.downloads = downloads(&table);
    let page = unit_frame(shop, plan, &table, Vec::new());
    put_page(shop, plan, "pages/years.html", &table.address, page, &view, &plan.consented, door)
}

fn front(shop: &Shop, plan: &UnitPlan, summary: &Summary, door: &mut Door) -> Result<(), Stop> {
    let (lang, unit) = (shop.portal.lang, &plan.unit);
    if !unit.keeps_books() {
        // Towns and the county show their units' figures, so their front pages belong to the fold.
        return Ok(());
    }
    let address = format!("{}/index", unit.id);
    let table = Table {
        address: address.clone(),
        title: unit.name.clone(),
        plain: unit.plain.clone(),
        ..Table::default()
    };
    let mut page = unit_frame(shop, plan, &table, Vec::new());
    page.crumbs.remove(page.crumbs.len() - 2);
    let home = unit_page::home(lang, unit, summary, charts::of_unit(lang, summary), Vec::new());
    let mut context = Context::new();
    context.insert("unit", &frame::unit(lang, unit, &address));
    context.insert("page", &page);
    context.insert("home", &home);
    let html = shop.theme.render("pages/unit.html", &context)?;
    door.put(&format!("{address}.html"), html.as_bytes(), &plan.consented, &plan.source.path)?;
    Ok(())
}

/// The summary and pages a blocked unit had when it was last good, with a plain mark on every page.
fn last_good(shop: &Shop, plan: &UnitPlan) -> Result<Option<Summary>, Stop> {
    let id = &plan.unit.id;
    let Some(bytes) = shop.sink.last_good(&format!("{id}/summary.json"))? else { return Ok(None) };
    let Ok(mut summary) = serde_json::from_slice::<Summary>(&bytes) else { return Ok(None) };
    let Some(list) = shop.sink.last_good(&list_of(id))? else { return Ok(None) };
    let listed = Sums::parse(&String::from_utf8_lossy(&list), id);
    let mut sums = Sums::default();
    for path in listed.files.keys() {
        let Some(old) = shop.sink.last_good(path)? else { continue };
        let marked = mark(path, old);
        sums.add(path, &marked);
        shop.sink.put(path, &marked)?;
    }
    shop.sink.put(&list_of(id), sums.text(id).as_bytes())?;
    summary.stale = true;
    Ok(Some(summary))
}

fn mark(path: &str, old: Vec<u8>) -> Vec<u8> {
    if !path.ends_with(".html") {
        return old;
    }
    match String::from_utf8(old) {
        Ok(text) => text.replacen(theme::LAST_GOOD_HIDDEN, theme::LAST_GOOD_SHOWN, 1).into_bytes(),
        Err(error) => error.into_bytes(),
    }
}
