//! Charts of years, units and records, and how all are made: each with its headline, its words and its table.

mod portal;

use crate::chart::{self, Chart, Counts, Kind, Seen, Series, Shares};
use crate::model::table::{Cell, Column, Drawing, Form, Row, Tone};
use crate::model::{Base, Lang, Money, Period};
use crate::page::record;
use crate::page::view::ChartView;
use crate::tally::Summary;
use crate::tally::summary::{BookSummary, Month};
use crate::waist;

pub use portal::{of_analysis, of_portal};

/// How many months a balance chart of a unit looks back.
const MONTHS_BACK: usize = 12;

/// Income and spending by month, what is left, and where a year's money went.
pub fn of_year(lang: Lang, book: &BookSummary, year: i16) -> Vec<ChartView> {
    let months = waist::year::of_year(book, year);
    if months.is_empty() {
        return Vec::new();
    }
    let mut spent = categories(lang, &months);
    spent.headline += &reach(lang, &months);
    vec![flows(lang, "flows", &months), balance(lang, "balance", &months), spent]
}

/// What is left, month by month, over all books.
pub fn of_unit(lang: Lang, summary: &Summary) -> Vec<ChartView> {
    let Some(book) = summary.books.iter().find(|book| !book.months.is_empty()) else {
        return Vec::new();
    };
    let from = book.months.len().saturating_sub(MONTHS_BACK);
    let months: Vec<&Month> = book.months[from..].iter().collect();
    let mut charts = vec![balance(lang, "balance", &months), flows(lang, "flows", &months)];
    let when = span(lang, months.iter().map(|month| month.period));
    for chart in &mut charts {
        let whose = if summary.books.len() > 1 { book.name.as_str() } else { "" };
        let said = format!("{whose} {when}{}{}", lang.pick("：", ": "), chart.headline);
        chart.headline = said.trim_start().to_string();
    }
    charts
}

/// From when to when: `2025年1月至12月`, `2024年12月至2025年11月`.
fn span(lang: Lang, periods: impl Iterator<Item = Period>) -> String {
    let all: Vec<Period> = periods.collect();
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return String::new() };
    let (from, to) = (waist::period(lang, *first), waist::period(lang, *last));
    if first == last {
        return from;
    }
    // A Chinese month does not say its year again.
    let again = if first.year() == last.year() { waist::month(lang, *last) } else { to.clone() };
    lang.pick(format!("{from}至{again}"), format!("{from} to {to}"))
}

/// What a record of a declared kind draws.
pub fn of_drawing(lang: Lang, drawing: &Drawing) -> ChartView {
    let (label, points) = (drawing.label.as_str(), &drawing.points);
    let most = points.first().map(|(name, _)| name.as_str()).unwrap_or_default();
    let title =
        lang.pick(format!("{label}最多的是{most}"), format!("{label}: the largest is {most}"));
    let labels = points.iter().map(|(name, _)| name.clone()).collect();
    if drawing.money {
        let points = points.iter().map(|(_, fen)| Some(Money::from_fen(*fen))).collect();
        return made(
            lang,
            Kind::Rows,
            "drawing",
            &title,
            labels,
            vec![Series { key: "balance", label, points }],
        );
    }
    let counts = points.iter().map(|(_, count)| u64::try_from(*count).unwrap_or(0)).collect();
    let parts = vec![Counts { key: "balance", label, counts }];
    counted(lang, &Shares { id: "drawing", title: &title, labels, parts, unit: "" })
}

fn flows(lang: Lang, id: &str, months: &[&Month]) -> ChartView {
    let (income, expense) = (total(months, |m| m.income), total(months, |m| m.expense));
    let title = lang.say(match lang.base() {
        Base::Zh => format!("收入 {} 元，支出 {} 元", lang.amount(income), lang.amount(expense)),
        Base::En => {
            format!("{} yuan came in, {} went out", lang.amount(income), lang.amount(expense))
        }
    }) + &reach(lang, months);
    let series = vec![
        Series {
            key: "income",
            label: lang.pick("收入", "Income"),
            points: points(months, |m| m.income),
        },
        Series {
            key: "expense",
            label: lang.pick("支出", "Spending"),
            points: points(months, |m| m.expense),
        },
    ];
    made(lang, Kind::Columns, id, &title, labels(lang, months), series)
}

fn balance(lang: Lang, id: &str, months: &[&Month]) -> ChartView {
    let last = months.last().map(|m| m.closing.total()).unwrap_or_default();
    let title = lang.say(match lang.base() {
        Base::Zh => format!("月末结余，最近是 {} 元", lang.amount(last)),
        Base::En => {
            format!("Left at the end of each month, most recently {} yuan", lang.amount(last))
        }
    });
    let left = lang.pick("月末结余", "Left");
    let series =
        vec![Series { key: "balance", label: left, points: points(months, |m| m.closing.total()) }];
    made(lang, Kind::Line, id, &title, labels(lang, months), series)
}

/// Spending of the year by category, largest first.
fn categories(lang: Lang, months: &[&Month]) -> ChartView {
    let mut sums: Vec<(&str, Money)> = Vec::new();
    for spent in months.iter().flat_map(|m| &m.by_category).filter(|sum| !sum.income) {
        match sums.iter_mut().find(|(label, _)| *label == spent.label) {
            Some((_, sum)) => *sum += spent.amount,
            None => sums.push((&spent.label, spent.amount)),
        }
    }
    sums.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
    let title = lang.say(match (lang.base(), sums.first()) {
        (Base::Zh, Some((name, sum))) => {
            format!("花得最多的是{name}，{} 元", lang.amount(*sum))
        }
        (Base::En, Some((name, sum))) => format!("Most went to {name}: {} yuan", lang.amount(*sum)),
        (_, None) => lang.pick("没有支出", "Nothing was spent").to_string(),
    });
    let labels = sums.iter().map(|(name, _)| name.to_string()).collect();
    let spent = lang.pick("支出", "Spending");
    let series = vec![Series {
        key: "expense",
        label: spent,
        points: sums.iter().map(|(_, sum)| Some(*sum)).collect(),
    }];
    made(lang, Kind::Rows, "categories", &title, labels, series)
}

fn labels(lang: Lang, months: &[&Month]) -> Vec<String> {
    let all = waist::reach::spanned(months).into_iter();
    all.map(|(period, _)| waist::month(lang, period)).collect()
}

/// A month that is not here keeps its place, and has no amount.
fn points(months: &[&Month], part: fn(&Month) -> Money) -> Vec<Option<Money>> {
    waist::reach::spanned(months).into_iter().map(|(_, month)| month.map(part)).collect()
}

/// Over how many months a sum goes, where some between them are not here.
fn reach(lang: Lang, months: &[&Month]) -> String {
    if waist::reach::missing(months).is_empty() {
        return String::new();
    }
    let said = waist::reach::said(lang, months);
    lang.pick(format!("（{said}）"), format!(" ({said})"))
}

fn total(months: &[&Month], part: fn(&Month) -> Money) -> Money {
    months.iter().map(|m| part(m)).sum()
}

/// Draws a chart and lays its words and its table beside it.
fn made(
    lang: Lang,
    kind: Kind,
    id: &str,
    title: &str,
    labels: Vec<String>,
    series: Vec<Series>,
) -> ChartView {
    let (unit, seen) = (lang.pick("元", "yuan"), Seen::OnDesk);
    let mut chart = Chart { id, title, description: "", labels, series, unit, lang, seen };
    let description = chart::describe(kind, &chart, lang);
    chart.description = &description;
    let drawn = |seen| chart::drawn(kind, &Chart { seen, ..chart.clone() });
    let drawings = [Seen::OnDesk, Seen::OnPhone].map(drawn);
    let part = |one: &Series| {
        let cells = one.points.iter().map(|at| at.map_or(Cell::Empty, Cell::Money)).collect();
        (Column::new(lang, one.key, one.label, one.label, Form::Money), cells)
    };
    let parts = chart.series.iter().map(part).collect();
    laid(lang, (id, title), drawings, &chart.labels, parts)
}

/// Draws counts and lays their table beside them.
fn counted(lang: Lang, shares: &Shares) -> ChartView {
    let part = |part: &Counts| {
        let cells = part.counts.iter().copied().map(Cell::Count).collect();
        (Column::new(lang, part.key, part.label, part.label, Form::Count), cells)
    };
    let parts = shares.parts.iter().map(part).collect();
    let drawings = [Seen::OnDesk, Seen::OnPhone].map(|seen| chart::shares(shares, lang, seen));
    laid(lang, (shares.id, shares.title), drawings, &shares.labels, parts)
}

/// A drawn chart with the same numbers as a table: a row a label, a column a part.
fn laid(
    lang: Lang,
    (key, headline): (&str, &str),
    [svg, phone]: [String; 2],
    labels: &[String],
    parts: Vec<(Column, Vec<Cell>)>,
) -> ChartView {
    let (mut columns, mut rows) =
        (vec![Column::new(lang, "label", "", "", Form::Text)], Vec::new());
    for label in labels {
        let cells = vec![Cell::text(label)];
        rows.push(Row { anchor: String::new(), tone: Tone::Plain, href: String::new(), cells });
    }
    for (column, cells) in parts {
        columns.push(column);
        rows.iter_mut().zip(cells).for_each(|(row, cell)| row.cells.push(cell));
    }
    ChartView {
        key: key.to_string(),
        headline: headline.to_string(),
        columns: record::columns(lang, &columns),
        rows: record::rows(lang, &columns, &rows),
        svg,
        phone,
    }
}
