//! A table as templates see it: every amount and day written out, long months cut into numbered parts.

mod facts;

use std::ops::Range;

use super::frame::answer_within;
use super::view::{
    AskingView, AttachmentView, BarView, BreakdownView, ColumnView, CorrectionView, FigureView,
    GroupView, Link, ObjectionView, RecordView, RowView, SectionView, StageView,
};
use crate::finding::rules;
use crate::model::address::file_name;
use crate::model::table::{
    Asking, Attachment, Breakdown, Cell, Column, Correction, Figure, Form, Group, Objection, Row,
    Section, Stage, Table,
};
use crate::model::{Date, Lang};

/// The whole record with all rows.
pub fn view(lang: Lang, table: &Table) -> RecordView {
    part(lang, table, 0..table.rows.len())
}

/// The record with a range of its rows; totals and figures are always those of the whole.
pub fn part(lang: Lang, table: &Table, rows: Range<usize>) -> RecordView {
    let grouped = !table.groups.is_empty();
    let current = rows.start / table.rows_on_a_page();
    let mut view = RecordView {
        kind: table.kind,
        id: table.id.clone(),
        title: table.title.clone(),
        lead: table.lead.clone(),
        plain: table.plain.clone(),
        data_until: table.data_until.map(|d| d.to_string()).unwrap_or_default(),
        facts: table.facts.iter().map(facts::fact).collect(),
        own: facts::own(table),
        procedure: facts::procedure(table),
        figures: table.figures.iter().map(|one| figure(lang, one)).collect(),
        stages: table.stages.iter().map(stage).collect(),
        breakdowns: table.breakdowns.iter().map(|one| breakdown(lang, one)).collect(),
        columns: columns(lang, &table.columns),
        rows: if grouped {
            Vec::new()
        } else {
            self::rows(lang, &table.columns, &table.rows[rows.clone()])
        },
        groups: groups(lang, table, &rows),
        row_count: table.rows.len(),
        withheld: table.withheld,
        sections: table.sections.iter().map(|one| section(lang, one)).collect(),
        prose: table.prose.clone(),
        askings: table.askings.iter().map(|one| asking(lang, one)).collect(),
        attachments: match current {
            0 => table.attachments.iter().map(|file| attachment(lang, file)).collect(),
            _ => Vec::new(),
        },
        corrections: table.corrections.iter().map(|one| correction(lang, one)).collect(),
        objection: objection(lang, &table.objection),
        ..RecordView::default()
    };
    let bars = view.breakdowns.iter_mut().flat_map(|b| &mut b.bars).map(|bar| &mut bar.href);
    let figures = view.figures.iter_mut().map(|figure| &mut figure.href);
    let askings = view.askings.iter_mut().map(|asking| &mut asking.href);
    let rows = view.groups.iter_mut().flat_map(|group| &mut group.rows).chain(&mut view.rows);
    let rows = rows.flat_map(|row| {
        let listed = row.lists.values_mut().flatten().flat_map(|row| row.links.values_mut());
        row.links.values_mut().chain(listed)
    });
    for href in bars.chain(figures).chain(askings).chain(rows) {
        *href = across_parts(table, current, href);
    }
    view
}

/// Leads a link to a line or group on another part to that part. `current` is the part it stands on.
fn across_parts(table: &Table, current: usize, href: &str) -> String {
    let on_a_page = table.rows_on_a_page();
    let Some(anchor) = href.strip_prefix('#').filter(|_| table.rows.len() > on_a_page) else {
        return href.to_string();
    };
    let mut start = 0;
    let group = table.groups.iter().find_map(|group| {
        let first = start;
        start += group.count;
        (group.anchor == anchor).then_some(first)
    });
    let row = group.or_else(|| table.rows.iter().position(|row| row.anchor == anchor));
    match row.map(|row| row / on_a_page) {
        Some(part) if part != current => {
            let address = part_address(table, part);
            format!("{}.html#{anchor}", file_name(&address))
        }
        _ => href.to_string(),
    }
}

/// The row ranges of a table's parts: one where it is short, at least one always.
pub fn parts(table: &Table) -> Vec<Range<usize>> {
    let (len, on_a_page) = (table.rows.len(), table.rows_on_a_page());
    let starts = (0..len.max(1)).step_by(on_a_page);
    starts.map(|start| start..(start + on_a_page).min(len)).collect()
}

/// The address of a part: the first is the record's own.
pub fn part_address(table: &Table, part: usize) -> String {
    if part == 0 { table.address.clone() } else { format!("{}-part{}", table.address, part + 1) }
}

fn groups(lang: Lang, table: &Table, range: &Range<usize>) -> Vec<GroupView> {
    let mut start = 0;
    let mut views = Vec::new();
    for group in &table.groups {
        let all = start..start + group.count;
        start = all.end;
        let shown = all.start.max(range.start)..all.end.min(range.end);
        if !shown.is_empty() {
            views.push(group_view(lang, table, group, shown.clone(), shown.start > all.start));
        }
    }
    views
}

fn group_view(
    lang: Lang,
    table: &Table,
    group: &Group,
    shown: Range<usize>,
    continued: bool,
) -> GroupView {
    GroupView {
        anchor: group.anchor.clone(),
        label: group.label.clone(),
        gloss: group.gloss.clone(),
        tone: group.tone.key(),
        total: lang.signed(group.total),
        count: group.count,
        continued,
        rows: rows(lang, &table.columns, &table.rows[shown]),
    }
}

fn figure(lang: Lang, figure: &Figure) -> FigureView {
    let signed = figure.sign == "±";
    FigureView {
        key: figure.key,
        sign: figure.sign,
        label: figure.label.clone(),
        gloss: figure.gloss.clone(),
        amount: if signed { lang.signed(figure.amount) } else { lang.amount(figure.amount) },
        value: figure.amount.to_string(),
        tone: figure.tone.key(),
        href: figure.href.clone(),
    }
}

fn stage(stage: &Stage) -> StageView {
    StageView {
        key: stage.key,
        label: stage.label.clone(),
        state: stage.state,
        said: stage.said.clone(),
        date: iso(stage.date),
    }
}

fn breakdown(lang: Lang, breakdown: &Breakdown) -> BreakdownView {
    let longest = breakdown.bars.iter().map(|bar| bar.amount.fen()).max().unwrap_or(0);
    let width = |fen: i64| match longest {
        0.. if fen <= 0 || longest == 0 => 0,
        _ => (i128::from(fen) * 1000 / i128::from(longest)) as i64,
    };
    BreakdownView {
        key: breakdown.key,
        title: breakdown.title.clone(),
        headline: breakdown.headline.clone(),
        tone: breakdown.tone.key(),
        total: lang.amount(breakdown.total),
        bars: breakdown
            .bars
            .iter()
            .map(|bar| BarView {
                label: bar.label.clone(),
                gloss: bar.gloss.clone(),
                amount: lang.amount(bar.amount),
                count: bar.count,
                width: width(bar.amount.fen()),
                href: bar.href.clone(),
            })
            .collect(),
    }
}

/// Amounts stand under what they are in, unless the heading says it.
pub fn columns(lang: Lang, columns: &[Column]) -> Vec<ColumnView> {
    let label = |column: &Column| match column.form {
        Form::Money | Form::SignedMoney if !column.label.contains(lang.pick("元", "yuan")) => {
            lang.pick(format!("{}（元）", column.label), format!("{} (yuan)", column.label))
        }
        _ => column.label.clone(),
    };
    let form = |form| match form {
        Form::Text => "text",
        Form::Money | Form::SignedMoney => "money",
        Form::Date => "date",
        Form::Count => "count",
    };
    columns
        .iter()
        .map(|c| ColumnView {
            key: c.key,
            label: label(c),
            gloss: c.gloss.clone(),
            form: form(c.form),
        })
        .collect()
}

pub fn rows(lang: Lang, columns: &[Column], all: &[Row]) -> Vec<RowView> {
    all.iter()
        .map(|row| RowView {
            anchor: row.anchor.clone(),
            tone: row.tone.key(),
            href: row.href.clone(),
            cells: columns
                .iter()
                .zip(&row.cells)
                .map(|(c, cell)| (c.key, written(lang, c.form, cell)))
                .collect(),
            links: columns.iter().zip(&row.cells).filter_map(link_of).collect(),
            lists: columns
                .iter()
                .zip(&row.cells)
                .filter_map(|shown| list_of(lang, shown))
                .collect(),
        })
        .collect()
}

fn link_of((column, cell): (&Column, &Cell)) -> Option<(&'static str, String)> {
    match cell {
        Cell::Link { href, .. } | Cell::Record { href, .. } => Some((column.key, href.clone())),
        _ => None,
    }
}

fn list_of(lang: Lang, (column, cell): (&Column, &Cell)) -> Option<(&'static str, Vec<RowView>)> {
    match cell {
        Cell::Rows { columns, rows } => Some((column.key, self::rows(lang, columns, rows))),
        _ => None,
    }
}

fn written(lang: Lang, form: Form, cell: &Cell) -> String {
    match (form, cell) {
        (_, Cell::Moved(money)) => lang.amount(money.abs()),
        (Form::SignedMoney, Cell::Money(money)) => lang.signed(*money),
        (_, Cell::Money(money)) => lang.amount(*money),
        (_, Cell::Record { title, .. }) => title.clone(),
        _ => cell.to_string(),
    }
}

fn section(lang: Lang, section: &Section) -> SectionView {
    SectionView {
        key: section.key,
        title: section.title.clone(),
        note: section.note.clone(),
        columns: columns(lang, &section.columns),
        rows: rows(lang, &section.columns, &section.rows),
    }
}

fn iso(date: Option<Date>) -> String {
    date.map(|d| d.to_string()).unwrap_or_default()
}

fn asking(lang: Lang, asking: &Asking) -> AskingView {
    let answer = asking.answer.as_ref();
    let rule = rules::ALL.iter().find(|rule| rule.code == asking.rule);
    AskingView {
        rule: asking.rule,
        named: rule.map_or(asking.rule, |rule| rule.title.in_lang(lang)).to_string(),
        fact: asking.fact.clone(),
        record: asking.record.clone(),
        href: asking.href.clone(),
        answered: answer.is_some(),
        by: answer.map(|a| a.by.clone()).unwrap_or_default(),
        date: iso(answer.and_then(|a| a.date)),
        text: answer.map(|a| a.text.clone()).unwrap_or_default(),
    }
}

fn attachment(lang: Lang, file: &Attachment) -> AttachmentView {
    let pages = |n: u64| lang.pick(format!("{n} 页"), lang.counted(n as usize, "page", "pages"));
    let (small, width, height) = match &file.small {
        Some(small) => (small.href.clone(), small.width, small.height),
        None => Default::default(),
    };
    AttachmentView {
        title: file.title.clone(),
        label: file.label.clone(),
        href: file.href.clone(),
        size: size(file.size_bytes),
        pages: file.pages.map(pages).unwrap_or_default(),
        sha256: file.sha256.clone(),
        small,
        width,
        height,
    }
}

/// `812 B`, `34 KB`, `1.2 MB`: rounded up, so that nobody on a weak signal is told less than it takes.
fn size(bytes: usize) -> String {
    const KILOBYTE: usize = 1024;
    const TENTH: usize = KILOBYTE * KILOBYTE / 10;
    match bytes {
        0..KILOBYTE => format!("{bytes} B"),
        _ if bytes.div_ceil(TENTH) < 10 => format!("{} KB", bytes.div_ceil(KILOBYTE)),
        _ => format!("{}.{} MB", bytes.div_ceil(TENTH) / 10, bytes.div_ceil(TENTH) % 10),
    }
}

fn correction(lang: Lang, correction: &Correction) -> CorrectionView {
    CorrectionView {
        date: iso(correction.date),
        what: correction.what.clone(),
        old: correction.old.clone(),
        new: correction.new.clone(),
        why: correction.why.clone(),
        clock: clock(lang, correction),
        difference: correction.difference.map(|moved| lang.signed(moved)).unwrap_or_default(),
    }
}

fn clock(lang: Lang, correction: &Correction) -> String {
    let day = iso(correction.date);
    match correction.clock {
        None => String::new(),
        Some(_) if correction.restarts() => lang.pick(
            format!("公示期从 {day} 重新起算。"),
            format!("The time of posting starts again on {day}."),
        ),
        Some(_) => lang
            .pick(
                "公示期接着算，不重新起算。",
                "The time of posting runs on; it does not start again.",
            )
            .to_string(),
    }
}

fn objection(lang: Lang, objection: &Objection) -> ObjectionView {
    ObjectionView {
        until: iso(objection.until),
        to: objection.to.clone(),
        phone: objection.phone.clone(),
        place: objection.place.clone(),
        answer_within: answer_within(lang, objection.answer_days, objection.working_days),
    }
}

/// A link with its words.
pub fn link(label: impl Into<String>, href: impl Into<String>) -> Link {
    Link { label: label.into(), href: href.into() }
}
