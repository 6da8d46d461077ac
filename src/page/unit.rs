//! A unit's front page: what is left, the five questions with their answers, what is new, who answers for it.

use super::frame::root_of;
use super::view::{
    BookView, ChartView, ContactView, EntryView, Link, OfficialView, PlaceView, QuestionView,
    UnitHomeView,
};
use crate::kind::unit::{Contact, Unit};
use crate::model::Lang;
use crate::tally::Summary;
use crate::tally::summary::{Asked, BookSummary, Entry, Month};
use crate::waist;

/// How many of the newest disclosures a front page lists.
const RECENT_MAX: usize = 8;

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
    let as_of = summary.data_until().map(|p| p.last_day());
    UnitHomeView {
        balance: balance.map(|b| b.total().grouped()).unwrap_or_default(),
        cash: balance.map(|b| b.cash.grouped()).unwrap_or_default(),
        bank: balance.map(|b| b.bank.grouped()).unwrap_or_default(),
        as_of: as_of.map(|day| waist::day(lang, day)).unwrap_or_default(),
        balance_href: match last {
            Some(_) if summary.books.len() > 1 => "#books".to_string(),
            Some(month) => format!("{}#accounts", inside(&month.href)),
            None => String::new(),
        },
        books: if summary.books.len() > 1 {
            summary.books.iter().filter_map(|b| book(lang, b)).collect()
        } else {
            Vec::new()
        },
        questions: last.map(|month| questions(lang, summary, month)).unwrap_or_default(),
        recent: recent(&summary.entries, inside),
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
        askings: summary.asked.iter().rev().map(|asked| asking(lang, asked)).collect(),
        charts,
        children,
    }
}

/// From the unit's own folder: its pages' addresses begin with its id.
fn inside(href: &str) -> String {
    href.split_once('/').map_or(href, |(_, rest)| rest).to_string()
}

fn book(lang: Lang, book: &BookSummary) -> Option<BookView> {
    let last = book.months.last()?;
    Some(BookView {
        name: book.name.clone(),
        body: book.body.clone(),
        balance: last.closing.total().grouped(),
        as_of: waist::day(lang, last.period.last_day()),
        href: inside(&last.href),
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
pub fn recent(entries: &[Entry], href: impl Fn(&str) -> String) -> Vec<EntryView> {
    let mut newest: Vec<&Entry> = entries.iter().collect();
    newest.sort_by(|a, b| (&b.date, &b.href).cmp(&(&a.date, &a.href)));
    let view = |e: &&Entry| EntryView {
        date: e.date.clone(),
        title: e.title.clone(),
        note: e.note.clone(),
        href: href(&e.href),
    };
    newest.iter().take(RECENT_MAX).map(view).collect()
}

fn asking(lang: Lang, asked: &Asked) -> EntryView {
    EntryView {
        date: asked.period.to_string(),
        title: asked.fact.clone(),
        note: if asked.answered {
            lang.pick("村里已说明", "explained").to_string()
        } else {
            lang.pick("待说明", "not explained yet").to_string()
        },
        href: inside(&asked.href),
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

/// The five questions residents ask (domain brief, opening; Hunan's platform uses them as its spine).
fn questions(lang: Lang, summary: &Summary, month: &Month) -> Vec<QuestionView> {
    let href = inside(&month.href);
    let when = waist::month(lang, month.period);
    let most = |income: bool| {
        let side = month.by_category.iter().filter(|sum| sum.income == income);
        match (lang, side.max_by_key(|sum| sum.amount)) {
            (_, None) => lang.pick("当月没有", "none this month").to_string(),
            (Lang::Zh, Some(most)) => format!("{when}最多的是{}", most.label),
            (Lang::En, Some(most)) => format!("{when}: mostly {}", most.label),
        }
    };
    let notices = summary.entries.iter().filter(|e| e.kind == "notice").count();
    let latest = summary.entries.iter().filter(|e| e.kind == "notice").max_by_key(|e| &e.date);
    let question = |key, zh: &str, en: &str, answer: String, figure: String, href: String| {
        QuestionView { key, question: lang.pick(zh, en).to_string(), answer, figure, href }
    };
    let lines = lang.pick(format!("{when}逐笔公开"), format!("every line of {when}"));
    let waiting = match (lang, summary.unanswered()) {
        (Lang::Zh, 0) => "都已说明".to_string(),
        (Lang::En, 0) => "all explained".to_string(),
        (Lang::Zh, n) => format!("{n} 项还没有说明"),
        (Lang::En, n) => format!("{n} not explained yet"),
    };
    let asked =
        lang.pick(format!("{} 项", summary.asked.len()), format!("{}", summary.asked.len()));
    vec![
        question(
            "from",
            "钱从哪里来",
            "Where from?",
            most(true),
            month.income.signed(),
            format!("{href}#in"),
        ),
        question(
            "to",
            "花到哪里去",
            "Where to?",
            most(false),
            (-month.expense).signed(),
            format!("{href}#out"),
        ),
        question(
            "done",
            "干了什么事",
            "What was done?",
            latest.map(|e| e.title.clone()).unwrap_or_default(),
            lang.pick(format!("{notices} 份公开"), format!("{notices} notices")),
            "notices/index.html".to_string(),
        ),
        question(
            "result",
            "效果怎么样",
            "To what effect?",
            lines,
            lang.pick(format!("{} 笔", month.lines), format!("{} lines", month.lines)),
            format!("{href}#lines"),
        ),
        question(
            "wrong",
            "有没有问题",
            "Anything wrong?",
            waiting,
            asked,
            if summary.asked.is_empty() { format!("{href}#lines") } else { "#asked".to_string() },
        ),
    ]
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
    let until = summary.and_then(Summary::data_until);
    let unanswered = summary.map_or(0, Summary::unanswered);
    let note = match (unit.keeps_books(), &balance, unanswered) {
        (true, None, _) => lang.pick("尚未公开", "not published yet").to_string(),
        (_, _, 0) => String::new(),
        (_, _, n) => lang.pick(format!("{n} 项待说明"), format!("{n} waiting for a word")),
    };
    PlaceView {
        name: unit.name.clone(),
        level: unit.level.words.in_lang(lang).to_string(),
        search: unit.search.clone(),
        href: format!("{}{}/index.html", root_of(address), unit.id),
        balance: balance.map(|b| b.total().grouped()).unwrap_or_default(),
        as_of: until.map(|p| waist::day(lang, p.last_day())).unwrap_or_default(),
        note,
        stale: summary.is_some_and(|s| s.stale),
        children,
    }
}
