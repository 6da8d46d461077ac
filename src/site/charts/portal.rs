//! Charts of all units together: what they took and spent, what each holds, what is posted and what was asked.

use std::collections::BTreeSet;

use super::{MONTHS_BACK, categories, counted, made, span};
use crate::chart::{Counts, Kind, Series, Shares};
use crate::kind::request::{State, Tally};
use crate::law;
use crate::model::{Date, Lang, Money, Period};
use crate::page::view::ChartView;
use crate::tally::Summary;
use crate::tally::summary::Month;
use crate::waist;

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
    let absent = absent(lang, summaries, periods);
    let title = lang.pick(
        format!("各村收入和支出合计，{when}"),
        format!("Income and spending of all units, {when}"),
    ) + &of_units(lang, summaries)
        + &absent;
    let holding: Vec<(&Summary, Period)> =
        summaries.iter().filter_map(|s| Some((*s, s.settled_until()?))).collect();
    let left = vec![Series {
        key: "balance",
        label: lang.pick("结余", "Left"),
        points: holding.iter().map(|(s, _)| s.balance().map(|b| b.total())).collect(),
    }];
    let names = left_until(lang, &holding);
    let per_unit = lang.pick("各村（社区）现在还有多少钱", "What each unit has left");
    vec![
        made(lang, Kind::Columns, "county-flows", &title, labels, series),
        made(lang, Kind::Rows, "county-balance", per_unit, names, left),
    ]
}

/// Of how many units a sum is.
fn of_units(lang: Lang, summaries: &[&Summary]) -> String {
    let count = summaries.iter().filter(|summary| summary.months().next().is_some()).count();
    lang.pick(format!("（{count} 个单位）"), format!(" ({})", lang.counted(count, "unit", "units")))
}

/// The units that hold something, each with the month up to which that is known where it is not that of the last.
fn left_until(lang: Lang, holding: &[(&Summary, Period)]) -> Vec<String> {
    let last = holding.iter().map(|(_, until)| *until).max();
    let named = |&(summary, until): &(&Summary, Period)| match Some(until) == last {
        true => summary.name.clone(),
        false => {
            let until = waist::period(lang, until);
            lang.pick(
                format!("{}（到 {until}）", summary.name),
                format!("{} (up to {until})", summary.name),
            )
        }
    };
    holding.iter().map(named).collect()
}

/// Who has not published the last month that the sums hold, and how many of the months before lack somebody's.
fn absent(lang: Lang, summaries: &[&Summary], periods: &[Period]) -> String {
    let keeping: Vec<&&Summary> =
        summaries.iter().filter(|summary| summary.months().next().is_some()).collect();
    let lacks = |summary: &Summary, period: Period| {
        let from = summary.months().map(|month| month.period).min();
        from.is_some_and(|from| from <= period) && !summary.months().any(|m| m.period == period)
    };
    let Some((last, before)) = periods.split_last() else { return String::new() };
    let missing: Vec<&str> = keeping
        .iter()
        .filter(|summary| lacks(summary, *last))
        .map(|summary| summary.name.as_str())
        .collect();
    let last = match missing.len() {
        0 => String::new(),
        1..=3 => lang.pick(
            format!("（最后一个月还没有{}）", missing.join("、")),
            format!(" (the last month still without {})", missing.join(", ")),
        ),
        n => lang.pick(
            format!("（最后一个月还差 {n} 个单位）"),
            format!(" (the last month still without {n} units)"),
        ),
    };
    let short = before.iter().filter(|period| keeping.iter().any(|one| lacks(one, **period)));
    let short = match short.count() {
        0 => String::new(),
        n => lang.pick(
            format!("（前面有 {n} 个月不是各单位都有）"),
            format!(" (of the months before, {n} without some unit)"),
        ),
    };
    last + &short
}

/// All units' spending of the last months by category, and what is counted: postings and requests.
pub fn of_analysis(
    lang: Lang,
    summaries: &[&Summary],
    postings: &[(String, law::Counts)],
    as_of: Option<Date>,
) -> Vec<ChartView> {
    let by = as_of.map(|day| waist::day(lang, day));
    let by = by
        .map_or(String::new(), |day| lang.pick(format!("截至 {day}，"), format!("As of {day}: ")));
    let mut charts = Vec::new();
    let months: Vec<&Month> = summaries.iter().flat_map(|s| s.months()).collect();
    let from = months.iter().map(|m| m.period).max().map(|last| last.year());
    let months: Vec<&Month> =
        months.into_iter().filter(|m| Some(m.period.year()) == from).collect();
    if let Some(year) = from {
        let mut chart = categories(lang, &months);
        let of_year: BTreeSet<Period> = months.iter().map(|month| month.period).collect();
        let of_year: Vec<Period> = of_year.into_iter().collect();
        let base = of_units(lang, summaries) + &absent(lang, summaries, &of_year);
        let year = waist::period(lang, Period::Year(year));
        chart.headline = format!("{year}{}{}{base}", lang.pick("，", ": "), chart.headline);
        charts.push(chart);
        charts.push(spending(lang, summaries, from));
    }
    let counted = [coverage(lang, postings), requests(lang, summaries)];
    charts.extend(counted.into_iter().flatten().map(|mut chart| {
        chart.headline = format!("{by}{}", chart.headline);
        chart
    }));
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
    let of_year: BTreeSet<Period> = summaries
        .iter()
        .flat_map(|s| s.months())
        .map(|m| m.period)
        .filter(|period| Some(period.year()) == year)
        .collect();
    let of_year: Vec<Period> = of_year.into_iter().collect();
    let absent = absent(lang, summaries, &of_year);
    let title = lang
        .pick(format!("{when}各村（社区）各花了多少"), format!("What each unit spent in {when}"))
        + &absent;
    let points = keeping.iter().map(|summary| Some(of(summary))).collect();
    let series = vec![Series { key: "expense", label: lang.pick("支出", "Spending"), points }];
    // Sums of different numbers of months stand beside each other only with their numbers.
    let count = |summary: &Summary| {
        let months = summary.months().filter(|m| Some(m.period.year()) == year);
        months.map(|m| m.period).collect::<BTreeSet<_>>().len()
    };
    let most = keeping.iter().map(|summary| count(summary)).max();
    let named = |summary: &&&Summary| match count(summary) {
        n if Some(n) == most => summary.name.clone(),
        n => lang.pick(
            format!("{}（{n} 个月）", summary.name),
            format!("{} ({})", summary.name, lang.counted(n, "month", "months")),
        ),
    };
    let names = keeping.iter().map(named).collect();
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
