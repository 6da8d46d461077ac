//! A year and all years of one set of books: every figure leads to the months it sums.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::equation::{self, came_and_went, term};
use super::ledger::address;
use super::{Desk, objection, reach, words};
use crate::kind::envelope::ObjectionWay;
use crate::kind::ledger::{CATEGORIES, is_income};
use crate::model::address::file_name;
use crate::model::shape::Choice;
use crate::model::table::{Cell, Column, Figure, Form, Row, Section, SourceRef, Table, Tone};
use crate::model::{Base, Lang, Money, Period};
use crate::tally::Summary;
use crate::tally::summary::{BookSummary, Month};

/// Cells of a row of figures.
const OPENING: usize = 1;
const CLOSING: usize = 5;

/// The years a set of books has months of, in order.
pub fn years(book: &BookSummary) -> Vec<i16> {
    let mut years: Vec<i16> = book.months.iter().map(|m| m.period.year()).collect();
    years.dedup();
    years
}

pub fn of_year(book: &BookSummary, year: i16) -> Vec<&Month> {
    book.months.iter().filter(|m| m.period.year() == year).collect()
}

/// The table of a year: one row a month.
pub fn year(desk: &Desk, set: usize, book: &BookSummary, year: i16) -> Table {
    let lang = desk.lang();
    let months = of_year(book, year);
    let row = |month: &&Month| {
        figures_row(
            words::month(lang, month.period),
            file_name(&month.href).to_string(),
            std::slice::from_ref(month),
        )
    };
    let when = words::period(lang, Period::Year(year));
    Table {
        address: address(desk, set, Period::Year(year)),
        kind: "year",
        title: lang.say(match (lang.base(), desk.book_name(set).as_str()) {
            (Base::Zh, "") => format!("{when}收支"),
            (Base::En, "") => format!("Income and spending in {when}"),
            (Base::Zh, book) => format!("{when}收支（{book}）"),
            (Base::En, book) => format!("Income and spending in {when} ({book})"),
        }),
        lead: lead(lang, &when, &months),
        period: Some(Period::Year(year)),
        data_until: months.last().map(|m| m.period.last_day()),
        // Over a gap an equation would not hold, or would tell what the missing month held.
        figures: if unbroken(&months) { terms(lang, &months) } else { Vec::new() },
        columns: columns(lang, lang.pick("月份", "Month")),
        rows: months.iter().map(row).collect(),
        sections: categories(lang, &months),
        // A year has no deadline of its own: whom to ask stands there all the same.
        objection: objection(desk, &ObjectionWay::default(), None),
        sources: months.iter().flat_map(|m| m.sources.iter().map(source)).collect(),
        ..Table::default()
    }
}

/// The table of all years: one row a year of each set of books, which is named where there are two.
pub fn all(desk: &Desk, summary: &Summary) -> Table {
    let lang = desk.lang();
    let several = summary.books.len() > 1;
    let mut rows = Vec::new();
    for (set, book) in summary.books.iter().enumerate() {
        for &y in years(book).iter().rev() {
            let href = format!("{}.html", file_name(&address(desk, set, Period::Year(y))));
            let months = of_year(book, y);
            let mut row = figures_row(words::period(lang, Period::Year(y)), href, &months);
            if !unbroken(&months) {
                // Over a gap what it opened with and what came and went do not make what it closed with.
                (row.cells[OPENING], row.cells[CLOSING]) = (Cell::Empty, Cell::Empty);
            }
            row.cells.push(Cell::text(reach::said(lang, &months)));
            if several {
                row.cells.insert(1, Cell::text(&book.name));
            }
            rows.push(row);
        }
    }
    let mut columns = columns(lang, lang.pick("年份", "Year"));
    let gloss = lang.pick(
        "这几个数合的是哪几个月；缺了月份，期初加减连不到期末，就不写",
        "the months these sums hold; over a gap the opening does not lead to the closing, so neither stands",
    );
    let months = Column::new(lang, "months", "合了几个月", "Months in it", Form::Text);
    columns.push(Column { gloss: gloss.to_string(), ..months });
    if several {
        columns.insert(1, Column::new(lang, "book", "账套", "Books", Form::Text));
    }
    Table {
        address: format!("{}/finance/index", desk.plan.unit.id),
        kind: "years",
        title: lang.pick("财务：历年收支", "Finance: all years").to_string(),
        lead: compared_all(lang, summary),
        data_until: summary.data_until().map(|p| p.last_day()),
        columns,
        rows,
        ..Table::default()
    }
}

/// How the last year compares with the year before, book by book, month for month.
fn compared_all(lang: Lang, summary: &Summary) -> String {
    let several = summary.books.len() > 1;
    let one = |book: &BookSummary| {
        let said = compared(lang, book)?;
        Some(if several { format!("{} {said}", book.name) } else { said })
    };
    let all: Vec<String> = summary.books.iter().filter_map(one).collect();
    all.join(lang.pick("", " "))
}

/// The last year against the same months of the year before; nothing where one of those is not here.
fn compared(lang: Lang, book: &BookSummary) -> Option<String> {
    let last = book.months.last()?.period;
    let months = of_year(book, last.year());
    let before: Option<Vec<&Month>> = months
        .iter()
        .map(|month| {
            let same = |other: &&Month| match (other.period, month.period) {
                (Period::Month(y, m), Period::Month(now, this)) => y + 1 == now && m == this,
                _ => false,
            };
            book.months.iter().find(same)
        })
        .collect();
    let before = before?;
    let sum = |months: &[&Month], part: fn(&Month) -> Money| -> Money {
        months.iter().map(|m| part(m)).sum()
    };
    let change = |part: fn(&Month) -> Money| -> Money { sum(&months, part) - sum(&before, part) };
    let said = |more: Money| {
        let sum = if more.is_negative() { -more } else { more }.grouped();
        match more.is_negative() {
            false => lang.pick(format!("多 {sum} 元"), format!("{sum} yuan more")),
            true => lang.pick(format!("少 {sum} 元"), format!("{sum} yuan less")),
        }
    };
    let (income, expense) = (said(change(|m| m.income)), said(change(|m| m.expense)));
    let until = words::period(lang, last);
    if !unbroken(&months) {
        let reach = reach::said(lang, &months);
        return Some(lang.pick(
            format!("到{until}为止，这一年公开了的月份（{reach}）比上年同样的月份：收入{income}，支出{expense}。"),
            format!("Up to {until}, the months published ({reach}) against the same months of the year before: {income} came in, {expense} went out."),
        ));
    }
    Some(lang.pick(
        format!("到{until}为止，这一年比上年同期：收入{income}，支出{expense}。"),
        format!("Up to {until}, against the same months of the year before: {income} came in, {expense} went out."),
    ))
}

/// What a year came to by category, spending first and the largest first; its rows are the months, each of which leads
/// to its lines.
fn categories(lang: Lang, months: &[&Month]) -> Vec<Section> {
    let mut found: Vec<(bool, Reverse<Money>, Section)> = CATEGORIES
        .iter()
        .filter_map(|category| {
            let rows: Vec<Row> = months.iter().filter_map(|m| spent(lang, m, category)).collect();
            let all =
                || months.iter().flat_map(|m| &m.by_category).filter(|s| s.key == category.key);
            let sum: Money = all().map(|s| s.amount).sum();
            let lines: usize = all().map(|s| s.lines).sum();
            let (name, gloss) = (category.words.in_lang(lang), category.gloss.in_lang(lang));
            let title = lang.say(match lang.base() {
                Base::Zh => format!("{name} {} 元，{lines} 笔", lang.amount(sum)),
                Base::En => format!("{name}: {} yuan, lines: {lines}", lang.amount(sum)),
            });
            let gloss = [gloss.to_string(), who(lang, months, category)];
            let gloss: Vec<String> = gloss.into_iter().filter(|part| !part.is_empty()).collect();
            let section = Section {
                key: category.key,
                title,
                note: gloss.join(lang.pick("。", ". ")),
                columns: vec![
                    Column::new(lang, "month", "月份", "Month", Form::Text),
                    Column::new(lang, "amount", "金额", "Amount", Form::Money),
                    Column::new(lang, "lines", "笔数", "Lines", Form::Count),
                ],
                rows,
            };
            (!section.rows.is_empty()).then(|| (is_income(category), Reverse(sum), section))
        })
        .collect();
    found.sort_by_key(|(income, sum, _)| (*income, *sum));
    found.into_iter().map(|(_, _, section)| section).collect()
}

/// Who was paid, or who paid, in a category over the year: the largest first, persons masked, nobody left out.
fn who(lang: Lang, months: &[&Month], category: &Choice) -> String {
    let mut sums: BTreeMap<&str, (Money, usize)> = BTreeMap::new();
    let all = months.iter().flat_map(|m| &m.by_category).filter(|s| s.key == category.key);
    for party in all.flat_map(|sum| &sum.parties) {
        let entry = sums.entry(party.name.as_str()).or_default();
        entry.0 += party.amount;
        entry.1 += party.lines;
    }
    let mut sums: Vec<(&str, (Money, usize))> = sums.into_iter().collect();
    sums.sort_by_key(|(name, (amount, _))| (Reverse(*amount), *name));
    let said = sums.iter().map(|(name, (amount, lines))| {
        lang.say(match lang.base() {
            Base::Zh => format!("{name} {} 元（{lines} 笔）", lang.amount(*amount)),
            Base::En => format!("{name} {} (lines: {lines})", lang.amount(*amount)),
        })
    });
    let said: Vec<String> = said.collect();
    match (said.is_empty(), is_income(category)) {
        (true, _) => String::new(),
        (_, true) => {
            format!("{}{}", lang.pick("谁交的：", "From: "), said.join(lang.pick("，", ", ")))
        }
        (_, false) => {
            format!("{}{}", lang.pick("付给：", "To: "), said.join(lang.pick("，", ", ")))
        }
    }
}

/// A month's part of a category.
fn spent(lang: Lang, month: &Month, category: &Choice) -> Option<Row> {
    let sum = month.by_category.iter().find(|sum| sum.key == category.key)?;
    Some(Row {
        anchor: String::new(),
        tone: if sum.income { Tone::Income } else { Tone::Expense },
        // Where the lines are withheld or stand on another part of the page, the bars are still there.
        href: format!("{}#{}", file_name(&month.href), if sum.income { "in" } else { "out" }),
        cells: vec![
            Cell::text(words::month(lang, month.period)),
            Cell::Money(sum.amount),
            Cell::Count(sum.lines as u64),
        ],
    })
}

fn source((path, sha256): &(String, String)) -> SourceRef {
    SourceRef { path: path.clone(), sha256: sha256.clone() }
}

fn sum(months: &[&Month], part: fn(&Month) -> Money) -> Money {
    months.iter().map(|m| part(m)).sum()
}

fn figures_row(label: String, href: String, months: &[&Month]) -> Row {
    let last = months.last().map(|m| m.closing.total()).unwrap_or_default();
    Row {
        anchor: String::new(),
        tone: Tone::Plain,
        href,
        cells: vec![
            Cell::text(label),
            Cell::Money(months.first().map(|m| m.opening).unwrap_or_default()),
            Cell::Money(sum(months, |m| m.income)),
            Cell::Money(sum(months, |m| m.expense)),
            Cell::Money(sum(months, |m| m.moving + m.held)),
            Cell::Money(last),
            Cell::Count(months.iter().map(|m| m.lines as u64).sum()),
        ],
    }
}

fn columns(lang: Lang, first: &str) -> Vec<Column> {
    vec![
        Column { key: "period", label: first.to_string(), gloss: String::new(), form: Form::Text },
        Column::new(lang, "opening", "期初", "Opening", Form::Money),
        Column::new(lang, "income", "收入", "Income", Form::Money),
        Column::new(lang, "expense", "支出", "Spending", Form::Money),
        Column {
            gloss: moving_gloss(lang).to_string(),
            ..Column::new(lang, "moving", "往来、代收代付", "Dealings, held", Form::SignedMoney)
        },
        Column::new(lang, "closing", "期末", "Closing", Form::Money),
        Column::new(lang, "lines", "笔数", "Lines", Form::Count),
    ]
}

fn moving_gloss(lang: Lang) -> &'static str {
    lang.pick(
        "借还的、替别人收付的，不算收支",
        "lent, returned or held for others: neither earned nor spent",
    )
}

fn lead(lang: Lang, when: &str, months: &[&Month]) -> String {
    let moved = came_and_went(lang, sum(months, |m| m.income), sum(months, |m| m.expense));
    let lines: usize = months.iter().map(|m| m.lines).sum();
    let n = months.len();
    let gap = match unbroken(months) {
        true => String::new(),
        false => {
            let missing = reach::missing(months);
            let named: Vec<String> =
                missing.iter().map(|period| words::month(lang, *period)).collect();
            let named = named.join(lang.pick("、", ", "));
            lang.pick(
                format!("{named}没有公开在网上，全年不能连着算。"),
                format!(" Not on the web: {named}. The year does not add up without it."),
            )
        }
    };
    lang.say(match lang.base() {
        Base::Zh => format!("{when}已公开 {n} 个月、{lines} 笔：{moved}。{gap}"),
        Base::En => format!("Published of {when}: months {n}, lines {lines}. {moved}.{gap}"),
    })
}

/// Whether each month follows the one before.
fn unbroken(months: &[&Month]) -> bool {
    months.windows(2).all(|pair| pair[0].period.next_month() == Some(pair[1].period))
}

fn terms(lang: Lang, months: &[&Month]) -> Vec<Figure> {
    let opening = months.first().map(|m| m.opening).unwrap_or_default();
    let closing = months.last().map(|m| m.closing.total()).unwrap_or_default();
    let (income, expense) = (sum(months, |m| m.income), sum(months, |m| m.expense));
    let moved = sum(months, |m| m.moving + m.held);
    let words = ("往来、代收代付", "Dealings, held");
    let mut moving = term(lang, "moving", "±", words, moved, Tone::Moving, "#lines");
    moving.gloss = moving_gloss(lang).to_string();
    let mut figures = vec![
        term(lang, "opening", "", ("期初结余", "Opening"), opening, Tone::Plain, "#lines"),
        equation::income(lang, income, "#lines"),
        equation::expense(lang, expense, "#lines"),
        moving,
    ];
    figures.extend(equation::accepted(lang, opening + income - expense + moved, closing, "#lines"));
    figures.push(term(
        lang,
        "closing",
        "=",
        ("期末结余", "Closing"),
        closing,
        Tone::Result,
        "#lines",
    ));
    figures
}
