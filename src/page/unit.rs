//! A unit's front page: what is left, the five questions with their answers, what is new, who answers for it.

use super::questions::questions;
use super::view::{
    BookView, ChartView, ContactView, CoverageView, EntryView, Link, OfficialView, PlaceView,
    UnitHomeView,
};
use crate::kind::unit::{BoardNames, Contact, Unit};
use crate::model::Lang;
use crate::model::address::{in_unit, root_of};
use crate::tally::Summary;
use crate::tally::summary::{Asked, BookSummary, Entry, Suppressed};
use crate::waist;

/// How many of the newest disclosures a front page lists.
const RECENT_MAX: usize = 8;

/// What the front page says of the money, a line each, for the search; what was done is found by its own pages.
pub fn said(lang: Lang, summary: &Summary) -> Vec<String> {
    let Some(balance) = summary.balance() else { return Vec::new() };
    let left = lang.pick("结余，现在还剩", "What is left");
    let mut lines = vec![format!("{left} {}", lang.amount(balance.total()))];
    let first = summary.books.iter().find(|book| !book.months.is_empty());
    let cards = first.map(|book| questions(lang, summary, book)).unwrap_or_default();
    let cards = cards.into_iter().filter(|card| card.key != "done");
    lines.extend(cards.map(|card| format!("{} {} {}", card.question, card.figure, card.answer)));
    lines
}

pub fn home(
    lang: Lang,
    unit: &Unit,
    summary: &Summary,
    charts: Vec<ChartView>,
    children: Vec<PlaceView>,
) -> UnitHomeView {
    let balance = summary.balance();
    let first = summary.books.iter().find(|book| !book.months.is_empty());
    let last = first.and_then(|book| book.months.last());
    UnitHomeView {
        balance: balance.map(|b| lang.amount(b.total())).unwrap_or_default(),
        cash: balance.map(|b| lang.amount(b.cash)).unwrap_or_default(),
        bank: balance.map(|b| lang.amount(b.bank)).unwrap_or_default(),
        as_of: waist::reach::until(lang, summary),
        balance_href: match last {
            Some(_) if summary.books.len() > 1 => "#books".to_string(),
            Some(month) => format!("{}#accounts", in_unit(&month.href)),
            None => String::new(),
        },
        books: if summary.books.len() > 1 {
            summary.books.iter().filter_map(|b| book(lang, b)).collect()
        } else {
            Vec::new()
        },
        questions: first.map(|book| questions(lang, summary, book)).unwrap_or_default(),
        recent: recent(&summary.entries, in_unit),
        years: first.map(|book| years(lang, book)).unwrap_or_default(),
        officials: unit
            .officials
            .iter()
            .map(|o| OfficialView {
                name: o.name.clone(),
                post: o.post.clone(),
                body: o.body.clone(),
            })
            .collect(),
        contacts: unit.contacts.iter().map(contact).collect(),
        board_names: unit.board_names.as_ref().map(|by| board_names(lang, by)).unwrap_or_default(),
        askings: summary.asked.iter().rev().map(|asked| asking(lang, asked)).collect(),
        suppressed: summary.suppressed.iter().map(|one| suppressed(lang, one)).collect(),
        coverage: CoverageView::default(),
        lists: Vec::new(),
        charts: worth_drawing(charts),
        children,
    }
}

/// What the town decided, in writing; here as there, the web has no names.
fn board_names(lang: Lang, decided: &BoardNames) -> String {
    let BoardNames { document, by, date } = decided;
    let day = waist::day(lang, *date);
    lang.pick(
        format!("{by}{day}书面决定（{document}）：所辖村、社区的张贴表可以写领取人姓名。网上没有姓名。"),
        format!("By a decision of {by}, {day} ({document}), sheets on the boards below may carry names. The web has none."),
    )
}

/// A drawing of a single amount says less than the amount.
pub(super) fn worth_drawing(charts: Vec<ChartView>) -> Vec<ChartView> {
    charts.into_iter().filter(|chart| chart.rows.len() > 1).collect()
}

fn book(lang: Lang, book: &BookSummary) -> Option<BookView> {
    let last = book.months.last()?;
    Some(BookView {
        name: book.name.clone(),
        body: book.body.clone(),
        balance: lang.amount(last.closing.total()),
        as_of: waist::day(lang, last.period.last_day()),
        href: in_unit(&last.href).to_string(),
    })
}

fn years(lang: Lang, book: &BookSummary) -> Vec<Link> {
    let mut years = waist::year::years(book);
    years.reverse();
    years
        .into_iter()
        .map(|y| Link {
            label: waist::period(lang, crate::model::Period::Year(y)),
            href: format!("finance/{y}.html"),
        })
        .collect()
}

/// Newest first, at most eight.
pub fn recent(entries: &[Entry], href: fn(&str) -> &str) -> Vec<EntryView> {
    let mut newest: Vec<&Entry> = entries.iter().collect();
    newest.sort_by(|a, b| (&b.date, &b.href).cmp(&(&a.date, &a.href)));
    newest.iter().take(RECENT_MAX).map(|e| dated(e, href(&e.href))).collect()
}

/// An entry as a dated line, on a page from which `href` leads to it.
pub fn dated(entry: &Entry, href: &str) -> EntryView {
    EntryView {
        date: entry.date.clone(),
        title: entry.title.clone(),
        note: entry.note.clone(),
        href: href.to_string(),
        ..EntryView::default()
    }
}

fn asking(lang: Lang, asked: &Asked) -> EntryView {
    EntryView {
        when: waist::period(lang, asked.period),
        // What has been explained is not asked again.
        title: match asked.answered {
            true => asked.fact.trim_end_matches("，需说明").to_string(),
            false => asked.fact.clone(),
        },
        note: if asked.answered {
            lang.pick("已说明", "explained").to_string()
        } else {
            lang.pick("待说明", "not explained yet").to_string()
        },
        href: in_unit(&asked.href).to_string(),
        ..EntryView::default()
    }
}

fn suppressed(lang: Lang, one: &Suppressed) -> EntryView {
    let Suppressed { rule, reason, by, until, count } = one;
    EntryView {
        date: until.clone(),
        title: lang.pick(format!("{rule}：{count} 处"), format!("{rule}: {count}")),
        note: lang.pick(
            format!("{reason}（{by} 定，到 {until} 为止）"),
            format!("{reason} (decided by {by}, until {until})"),
        ),
        ..EntryView::default()
    }
}

pub fn contact(contact: &Contact) -> ContactView {
    ContactView {
        name: contact.name.clone(),
        role: contact.role.clone(),
        phone: contact.phone.clone(),
        address: contact.address.clone(),
        hours: contact.hours.clone(),
    }
}

/// A unit in a list on the page at `address`.
pub fn place(
    lang: Lang,
    unit: &Unit,
    summary: Option<&Summary>,
    address: &str,
    children: Vec<PlaceView>,
) -> PlaceView {
    let balance = summary.and_then(Summary::balance);
    let unanswered = summary.map_or(0, Summary::unanswered);
    let note = match (unit.keeps_books(), &balance, unanswered) {
        (true, None, _) => lang.pick("尚未公开", "not published yet").to_string(),
        (_, _, 0) => String::new(),
        (_, _, n) => lang.pick(format!("{n} 项待说明"), format!("{n} to be explained")),
    };
    PlaceView {
        name: unit.name.clone(),
        level: unit.level.words.in_lang(lang).to_string(),
        search: unit.search.clone(),
        href: format!("{}{}/index.html", root_of(address), unit.id),
        balance: balance.map(|b| lang.amount(b.total())).unwrap_or_default(),
        as_of: summary.map(|summary| waist::reach::until(lang, summary)).unwrap_or_default(),
        note,
        stale: summary.is_some_and(|s| s.stale),
        keeps_books: unit.keeps_books(),
        children,
    }
}
