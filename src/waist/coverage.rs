//! What was posted and what is missing, as tables: a unit's obligations one by one, and all units with their counts.

use super::words;
use crate::law::{Cadence, Counts, Obligation, State, Why};
use crate::model::address::in_unit;
use crate::model::table::{Cell, Column, Form, Row, Table, Tone};
use crate::model::{Date, Lang};
use crate::tally::Summary;

/// How many periods a row of the portal's page marks: two years of months.
const MARKS_MAX: usize = 24;

/// A unit with what it owes.
pub struct Owing<'a> {
    pub summary: &'a Summary,
    pub obligations: Vec<Obligation<'a>>,
}

/// The state in words a page may show.
pub fn state(lang: Lang, obligation: &Obligation) -> String {
    let words = match obligation.state {
        State::OnTime => lang.pick("按时公开", "on time").to_string(),
        State::Late(n) => lang.pick(format!("迟 {n} 日公开"), format!("{} late", days(n))),
        State::Missing(n) => {
            lang.pick(format!("未见公开，已过 {n} 日"), format!("not here, {} past", days(n)))
        }
        State::NotDue => lang.pick("未到期", "not due yet").to_string(),
        State::Posted => lang.pick("已公开", "posted").to_string(),
        State::Unposted => lang
            .pick(
                "没有哪份公开写明是这一条的；没有规定日期",
                "no record here says it is for this; no day is set",
            )
            .to_string(),
        State::NotApplicable(why) => lang
            .pick(format!("不适用：{}", said(lang, why)), format!("not owed: {}", said(lang, why))),
    };
    if obligation.list.is_some() {
        return lang.pick(
            format!("{words}；有付款清单，不算财务公开"),
            format!("{words}; there is a payments list, which does not stand for the books"),
        );
    }
    match obligation.posting.and_then(|posting| posting.corrected) {
        Some(day) => {
            lang.pick(format!("{words}，{day} 更正过"), format!("{words}, corrected {day}"))
        }
        None => words,
    }
}

fn days(n: i64) -> String {
    if n == 1 { "1 day".to_string() } else { format!("{n} days") }
}

fn said(lang: Lang, why: Why) -> String {
    match why {
        Why::Unconfirmed => {
            lang.pick("条文还没有核对，不设期限", "the text is not confirmed, so it sets no day")
        }
        Why::NoBeginning => lang.pick("没有写建账起始", "nobody says when the books open"),
        Why::NoCollectiveBooks => {
            lang.pick("没有集体经济组织的账", "there are no books of a collective")
        }
        Why::BooksOpenLater(day) => {
            return lang
                .pick(format!("本站的账从 {day} 起"), format!("the books begin here on {day}"));
        }
    }
    .to_string()
}

/// What is owed, with the set of books where a unit keeps more than one.
pub fn item(lang: Lang, summary: &Summary, obligation: &Obligation) -> String {
    let item = obligation.entry.named(lang);
    match book(summary, obligation) {
        "" => item.to_string(),
        book => lang.pick(format!("{item}（{book}）"), format!("{item} ({book})")),
    }
}

fn book<'s>(summary: &'s Summary, obligation: &Obligation) -> &'s str {
    let of_many = obligation.book.filter(|_| summary.books.len() > 1);
    of_many.and_then(|at| summary.books.get(at)).map_or("", |book| &book.name)
}

/// The period, or how the thing is owed where it has none.
pub fn when(lang: Lang, obligation: &Obligation) -> String {
    match obligation.period {
        Some(period) => words::period(lang, period),
        None => obligation.entry.cadence_words.in_lang(lang).to_string(),
    }
}

/// A unit's obligations, the newest period first, what has no period last.
pub fn unit(lang: Lang, owing: &Owing, as_of: Option<Date>) -> Table {
    let summary = owing.summary;
    let mut sorted: Vec<&Obligation> = owing.obligations.iter().collect();
    sorted.sort_by_key(|one| std::cmp::Reverse(one.period.map(|period| period.last_day())));
    let row = |one: &&Obligation| Row {
        anchor: String::new(),
        tone: Tone::Plain,
        href: one.posting.map_or(String::new(), |posting| in_unit(posting.href).to_string()),
        cells: vec![
            Cell::text(when(lang, one)),
            Cell::text(item(lang, summary, one)),
            Cell::text(state(lang, one)),
            one.due.map_or(Cell::Empty, Cell::Date),
            one.posting.map_or(Cell::Empty, |posting| Cell::Date(posting.on)),
            Cell::text(one.basis.map(|basis| basis.named(lang)).unwrap_or_default()),
        ],
    };
    let rows = sorted.iter().map(row).collect();
    Table {
        address: format!("{}/coverage", summary.id),
        kind: "coverage",
        title: lang.pick("该公开的公开了没有", "What is posted, what is missing").to_string(),
        lead: lead(lang, Counts::of(&owing.obligations), as_of),
        columns: vec![
            Column::new(lang, "period", "所属期", "Period", Form::Text),
            Column::new(lang, "item", "事项", "Item", Form::Text),
            Column::new(lang, "state", "情况", "State", Form::Text),
            Column::new(lang, "due", "最迟", "Due", Form::Date),
            Column::new(lang, "published", "公开日期", "Published", Form::Date),
            Column::new(lang, "basis", "依据", "Basis", Form::Text),
        ],
        rows,
        ..Table::default()
    }
}

/// Always both numbers and the day; without a day nothing is judged.
pub fn lead(lang: Lang, counts: Counts, as_of: Option<Date>) -> String {
    let (owed, on_time, late, missing) =
        (counts.owed(), counts.on_time, counts.late, counts.missing);
    match as_of {
        None => lang
            .pick("没有截至日，不判断迟早。", "There is no as-of day, so nothing is judged late.")
            .to_string(),
        Some(day) if owed == 0 => lang.pick(
            format!("截至 {day}，还没有到期的定期事项。"),
            format!("As of {day} nothing that comes in periods is due."),
        ),
        Some(day) => lang.pick(
            format!("截至 {day}：按时 {on_time} / 应公开 {owed}，迟 {late}，未见 {missing}。"),
            format!(
                "As of {day}, {on_time} of {owed} due were posted on time, {late} late; {missing} not here."
            ),
        ),
    }
}

/// All units, a row a unit and item that comes in periods, in the portal's own order.
pub fn portal(lang: Lang, units: &[Owing], as_of: Option<Date>) -> Table {
    let all = units.iter().flat_map(|unit| &unit.obligations);
    Table {
        address: "coverage".to_string(),
        kind: "coverage",
        title: lang.pick("该公开的公开了没有", "What is posted, what is missing").to_string(),
        lead: lead(lang, Counts::of(all), as_of),
        columns: vec![
            Column::new(lang, "unit", "单位", "Unit", Form::Text),
            Column::new(lang, "item", "事项", "Item", Form::Text),
            Column::new(lang, "periods", "逐期", "By period", Form::Text),
            Column::new(lang, "on_time", "按时 / 应公开", "On time / owed", Form::Text),
            Column::new(lang, "late", "迟公开", "Late", Form::Text),
            Column::new(lang, "missing", "未见公开", "Not here", Form::Text),
            Column::new(lang, "next", "下一个期限", "Next due", Form::Date),
        ],
        rows: units.iter().flat_map(|unit| counted(lang, unit)).collect(),
        ..Table::default()
    }
}

fn counted(lang: Lang, unit: &Owing) -> Vec<Row> {
    let mut groups: Vec<Vec<&Obligation>> = Vec::new();
    let periodic = |one: &&Obligation| one.entry.cadence != Cadence::Unset && one.period.is_some();
    for one in unit.obligations.iter().filter(periodic) {
        let same = |group: &&mut Vec<&Obligation>| {
            group[0].entry.id == one.entry.id && group[0].book == one.book
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    let row = |cells| Row {
        anchor: String::new(),
        tone: Tone::Plain,
        href: format!("{}/coverage.html", unit.summary.id),
        cells,
    };
    if groups.is_empty() {
        let none = lang.pick("没有按期公开的规定", "nothing is owed by the period");
        let mut cells = vec![Cell::text(&unit.summary.name), Cell::text(none)];
        cells.resize(7, Cell::Empty);
        return vec![row(cells)];
    }
    groups.iter().map(|group| row(group_cells(lang, unit, group))).collect()
}

fn group_cells(lang: Lang, unit: &Owing, group: &[&Obligation]) -> Vec<Cell> {
    let counts = Counts::of(group.iter().copied());
    let periods = |keep: fn(State) -> bool| {
        let kept = group.iter().filter(|one| keep(one.state)).filter_map(|one| one.period);
        let named: Vec<String> = kept.map(|period| words::period(lang, period)).collect();
        Cell::text(named.join(lang.pick("、", ", ")))
    };
    let next = group.iter().filter(|one| one.state == State::NotDue).filter_map(|one| one.due);
    let share = match counts.owed() {
        0 => String::new(),
        owed => format!("{} / {owed}", counts.on_time),
    };
    vec![
        Cell::text(&unit.summary.name),
        Cell::text(item(lang, unit.summary, group[0])),
        strip(lang, group),
        Cell::text(share),
        periods(|state| matches!(state, State::Late(_))),
        periods(|state| matches!(state, State::Missing(_))),
        next.min().map_or(Cell::Empty, Cell::Date),
    ]
}

/// The latest periods that had their day, one small mark each.
fn strip(lang: Lang, group: &[&Obligation]) -> Cell {
    let mut past: Vec<&&Obligation> =
        group.iter().filter(|one| !matches!(one.state, State::NotDue)).collect();
    past.sort_by_key(|one| one.period.map(|period| period.last_day()));
    let latest = &past[past.len().saturating_sub(MARKS_MAX)..];
    let row = |one: &&&Obligation| Row {
        anchor: String::new(),
        tone: Tone::Plain,
        href: String::new(),
        cells: vec![Cell::text(when(lang, one)), Cell::text(one.state.key())],
    };
    Cell::Rows {
        columns: vec![
            Column::new(lang, "period", "所属期", "Period", Form::Text),
            Column::new(lang, "state", "情况", "State", Form::Text),
        ],
        rows: latest.iter().map(row).collect(),
    }
}

/// The whole matrix, unit × item × period, for programs.
pub fn matrix(lang: Lang, units: &[Owing], as_of: Option<Date>) -> Table {
    let text = |key, zh: &str, en: &str| Column::new(lang, key, zh, en, Form::Text);
    let row = |unit: &Owing, one: &Obligation| Row {
        anchor: String::new(),
        tone: Tone::Plain,
        href: String::new(),
        cells: vec![
            Cell::text(&unit.summary.id),
            Cell::text(&unit.summary.name),
            Cell::text(&one.entry.id),
            Cell::text(one.entry.named(lang)),
            Cell::text(book(unit.summary, one)),
            Cell::text(one.period.map(|period| period.to_string()).unwrap_or_default()),
            Cell::text(one.state.key()),
            Cell::text(state(lang, one)),
            one.due.map_or(Cell::Empty, Cell::Date),
            one.posting.map_or(Cell::Empty, |posting| Cell::Date(posting.on)),
            Cell::text(one.posting.map_or("", |posting| posting.href)),
            Cell::text(one.basis.map(|basis| basis.named(lang)).unwrap_or_default()),
            as_of.map_or(Cell::Empty, Cell::Date),
        ],
    };
    let rows = units.iter().flat_map(|unit| unit.obligations.iter().map(move |one| (unit, one)));
    Table {
        columns: vec![
            text("unit", "编号", "Id"),
            text("name", "单位", "Unit"),
            text("entry", "条目", "Entry"),
            text("item", "事项", "Item"),
            text("book", "账套", "Books"),
            text("period", "所属期", "Period"),
            text("state", "状态", "State"),
            text("words", "情况", "In words"),
            Column::new(lang, "due", "最迟", "Due", Form::Date),
            Column::new(lang, "published", "公开日期", "Published", Form::Date),
            text("record", "公开", "Record"),
            text("basis", "依据", "Basis"),
            Column::new(lang, "as_of", "截至", "As of", Form::Date),
        ],
        rows: rows.map(|(unit, one)| row(unit, one)).collect(),
        data_until: as_of,
        ..portal(lang, units, as_of)
    }
}
