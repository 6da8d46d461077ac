//! Charts of years, units and the county: each with its headline, its words and its table.

use crate::chart::{self, Chart, Counts, Kind, Seen, Series, Shares};
use crate::kind::request::{State, Tally};
use crate::law;
use crate::model::table::{Cell, Column, Drawing, Form, Row, Tone};
use crate::model::{Base, Lang, Money, Period};
use crate::page::record;
use crate::page::view::ChartView;
use crate::tally::Summary;
use crate::tally::summary::{BookSummary, Month};
use crate::waist;

/// How many months a balance chart of a unit looks back.
const MONTHS_BACK: usize = 12;

/// Income and spending by month, what is left, and where a year's money went.
pub fn of_year(lang: Lang, book: &BookSummary, year: i16) -> Vec<ChartView> {
    let months = waist::year::of_year(book, year);
    if months.is_empty() {
        return Vec::new();
    }
    vec![
        flows(lang, "flows", &months),
        balance(lang, "balance", &months),
        categories(lang, &months),
    ]
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

/// The county: income and spending of all units by month, and what each holds.
pub fn of_portal(lang: Lang, summaries: &[&Summary]) -> Vec<ChartView> {
    let mut periods: Vec<Period> =
        summaries.iter().flat_map(|s| s.months()).map(|m| m.period).collect();
    periods.sort_unstable();
    periods.dedup();
    let periods = &periods[periods.len().saturating_sub(MONTHS_BACK)..];
    if periods.is_empty() {
        return Vec::new();
    }
    let sum = |period: Period, part: fn(&Month) -> Money| {
        let months = summaries.iter().flat_map(|s| s.months()).filter(|m| m.period == period);
        Some(months.map(part).sum())
    };
    let labels = periods.iter().map(|p| waist::month(lang, *p)).collect();
    let words = (lang.pick("收入", "Income"), lang.pick("支出", "Spending"));
    let series = vec![
        Series {
            key: "income",
            label: words.0,
            points: periods.iter().map(|p| sum(*p, |m| m.income)).collect(),
        },
        Series {
            key: "expense",
            label: words.1,
            points: periods.iter().map(|p| sum(*p, |m| m.expense)).collect(),
        },
    ];
    let when = span(lang, periods.iter().copied());
    let absent = absent(lang, summaries, periods.last().copied());
    let title = lang.pick(
        format!("各村收入和支出合计，{when}"),
        format!("Income and spending of all units, {when}"),
    ) + &absent;
    let holding: Vec<(&str, Option<Money>)> = summaries
        .iter()
        .filter(|s| s.data_until().is_some())
        .map(|s| (s.name.as_str(), s.balance().map(|b| b.total())))
        .collect();
    let left = vec![Series {
        key: "balance",
        label: lang.pick("结余", "Left"),
        points: holding.iter().map(|(_, amount)| *amount).collect(),
    }];
    let names = holding.iter().map(|(name, _)| name.to_string()).collect();
    let per_unit = lang.pick("各村（社区）现在还有多少钱", "What each unit has left");
    vec![
        made(lang, Kind::Columns, "county-flows", &title, labels, series),
        made(lang, Kind::Rows, "county-balance", per_unit, names, left),
    ]
}

/// Who has not published the last month that the sums hold.
fn absent(lang: Lang, summaries: &[&Summary], last: Option<Period>) -> String {
    let keeping = summaries.iter().filter(|summary| summary.months().next().is_some());
    let missing: Vec<&str> = keeping
        .filter(|summary| summary.data_until() < last)
        .map(|summary| summary.name.as_str())
        .collect();
    match missing.len() {
        0 => String::new(),
        1..=3 => lang.pick(
            format!("（最后一个月还没有{}）", missing.join("、")),
            format!(" (the last month still without {})", missing.join(", ")),
        ),
        n => lang.pick(
            format!("（最后一个月还差 {n} 个单位）"),
            format!(" (the last month still without {n} units)"),
        ),
    }
}

fn flows(lang: Lang, id: &str, months: &[&Month]) -> ChartView {
    let (income, expense) = (total(months, |m| m.income), total(months, |m| m.expense));
    let title = lang.say(match lang.base() {
        Base::Zh => format!("收入 {} 元，支出 {} 元", lang.amount(income), lang.amount(expense)),
        Base::En => {
            format!("{} yuan came in, {} went out", lang.amount(income), lang.amount(expense))
        }
    });
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
    months.iter().map(|m| waist::month(lang, m.period)).collect()
}

fn points(months: &[&Month], part: fn(&Month) -> Money) -> Vec<Option<Money>> {
    months.iter().map(|m| Some(part(m))).collect()
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

/// All units' spending of the last months by category, and what is counted: postings and requests.
pub fn of_analysis(
    lang: Lang,
    summaries: &[&Summary],
    postings: &[(String, law::Counts)],
) -> Vec<ChartView> {
    let mut charts = Vec::new();
    let months: Vec<&Month> = summaries.iter().flat_map(|s| s.months()).collect();
    let from = months.iter().map(|m| m.period).max().map(|last| last.year());
    let months: Vec<&Month> =
        months.into_iter().filter(|m| Some(m.period.year()) == from).collect();
    if let Some(year) = from {
        let mut chart = categories(lang, &months);
        let year = waist::period(lang, Period::Year(year));
        chart.headline = format!("{year}{}{}", lang.pick("，", ": "), chart.headline);
        charts.push(chart);
        charts.push(spending(lang, summaries, from));
    }
    charts.extend(coverage(lang, postings));
    charts.extend(requests(lang, summaries));
    charts
}

/// What each unit spent in a year, in the portal's own order: side by side, and nobody ranked.
fn spending(lang: Lang, summaries: &[&Summary], year: Option<i16>) -> ChartView {
    let keeping: Vec<&&Summary> =
        summaries.iter().filter(|summary| summary.months().next().is_some()).collect();
    let of = |summary: &Summary| -> Money {
        summary.months().filter(|m| Some(m.period.year()) == year).map(|m| m.expense).sum()
    };
    let when = year.map(|year| waist::period(lang, Period::Year(year))).unwrap_or_default();
    let last = summaries.iter().flat_map(|s| s.months()).map(|m| m.period).max();
    let absent = absent(lang, summaries, last);
    let title = lang
        .pick(format!("{when}各村（社区）各花了多少"), format!("What each unit spent in {when}"))
        + &absent;
    let points = keeping.iter().map(|summary| Some(of(summary))).collect();
    let series = vec![Series { key: "expense", label: lang.pick("支出", "Spending"), points }];
    let names = keeping.iter().map(|summary| summary.name.clone()).collect();
    made(lang, Kind::Rows, "unit-spending", &title, names, series)
}

/// What was due of each unit, in the portal's own order: on time, late, missing.
fn coverage(lang: Lang, postings: &[(String, law::Counts)]) -> Option<ChartView> {
    let owing: Vec<_> = postings.iter().filter(|(_, counts)| counts.owed() > 0).collect();
    let sum = |part: fn(&law::Counts) -> u64| owing.iter().map(|(_, c)| part(c)).sum::<u64>();
    let owed = sum(|c| c.owed());
    let (on_time, late, missing) = (sum(|c| c.on_time), sum(|c| c.late), sum(|c| c.missing));
    let title = lang.pick(
        format!("到期应公开 {owed} 项：按时 {on_time}，迟 {late}，未见 {missing}"),
        format!("{owed} postings were due: {on_time} on time, {late} late, {missing} not here"),
    );
    let part = |key, zh, en, part: fn(&law::Counts) -> u64| Counts {
        key,
        label: lang.pick(zh, en),
        counts: owing.iter().map(|(_, counts)| part(counts)).collect(),
    };
    let shares = Shares {
        id: "coverage",
        title: &title,
        labels: owing.iter().map(|(name, _)| name.clone()).collect(),
        parts: vec![
            part("income", "按时", "On time", |c| c.on_time),
            part("balance", "迟公开", "Late", |c| c.late),
            part("expense", "未见公开", "Not here", |c| c.missing),
        ],
        unit: lang.pick("项", "postings"),
    };
    (owed > 0).then(|| counted(lang, &shares))
}

/// How all requests stand, by the states a ledger of requests names.
fn requests(lang: Lang, summaries: &[&Summary]) -> Option<ChartView> {
    let mut all = Tally::default();
    summaries.iter().for_each(|s| all.add(&s.requests));
    let title = lang.pick(
        format!("收到诉求 {} 件，办结 {} 件", all.received, all.closed),
        format!("{} requests received, {} closed", all.received, all.closed),
    );
    let shares = Shares {
        id: "requests",
        title: &title,
        labels: State::ALL.iter().map(|s| s.words().in_lang(lang).to_string()).collect(),
        parts: vec![Counts {
            key: "balance",
            label: lang.pick("诉求", "Requests"),
            counts: State::ALL.iter().map(|state| all.in_state(*state)).collect(),
        }],
        unit: lang.pick("件", "requests"),
    };
    (all.received > 0).then(|| counted(lang, &shares))
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
