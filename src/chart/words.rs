//! What a chart shows, in words: for those who do not see it, and for the caption beneath it.

use super::{Chart, Kind, Series};
use crate::model::{Base, Lang, Money};

/// The chart in words, with exact amounts: its kind, then for each series the total (of what is
/// earned or spent, not of what is held), the highest and the lowest, and over time the change
/// from the first to the last.
pub fn describe(kind: Kind, chart: &Chart, lang: Lang) -> String {
    let count = chart.labels.len();
    let mut out = lang.say(match (kind, lang.base()) {
        (Kind::Columns, Base::Zh) => format!("柱状图，{count} 期。"),
        (Kind::Columns, Base::En) => {
            format!("Column chart, {}.", lang.counted(count, "period", "periods"))
        }
        (Kind::Line, Base::Zh) => format!("折线图，{count} 期。"),
        (Kind::Line, Base::En) => {
            format!("Line chart, {}.", lang.counted(count, "period", "periods"))
        }
        (Kind::Rows, Base::Zh) => format!("条形图，{count} 项。"),
        (Kind::Rows, Base::En) => format!("Bar chart, {}.", lang.counted(count, "item", "items")),
    });
    for series in &chart.series {
        out += lang.pick("", " ");
        out += &sentence(kind, chart, series, lang);
    }
    out
}

fn sentence(kind: Kind, chart: &Chart, series: &Series, lang: Lang) -> String {
    let points = chart.labels.iter().map(String::as_str).zip(&series.points);
    let known: Vec<Known> = points.filter_map(|(label, p)| Some((label, (*p)?))).collect();
    let mut said = Vec::new();
    if let (Kind::Columns | Kind::Rows, Some(total)) = (kind, total(&known)) {
        let total = sum(total, chart);
        said.push(lang.pick(format!("合计 {total}"), format!("total {total}")));
    }
    said.extend(extremes(chart, &known, lang));
    if kind != Kind::Rows {
        said.extend(change(chart, &known, lang));
    }
    let missing = chart.labels.len() - known.len();
    if missing > 0 && !known.is_empty() {
        said.push(lang.pick(format!("{missing} 处没有数字"), format!("{missing} not known")));
    }
    let label = series.label;
    lang.say(match (lang.base(), said.is_empty()) {
        (Base::Zh, true) => format!("{label}：没有数字。"),
        (Base::Zh, false) => format!("{label}：{}。", said.join("；")),
        (Base::En, true) => format!("{label}: no figures."),
        (Base::En, false) => format!("{label}: {}.", said.join("; ")),
    })
}

/// A label and its amount.
type Known<'a> = (&'a str, Money);

/// `None` for nothing, for a single amount (which is its own total), and past what money can hold.
fn total(known: &[Known]) -> Option<Money> {
    let fits = |sum: Money, (_, amount): &Known| sum.checked_add(*amount);
    (known.len() > 1).then(|| known.iter().try_fold(Money::ZERO, fits)).flatten()
}

fn sum(amount: Money, chart: &Chart) -> String {
    format!("{} {}", chart.lang.form().number(&amount.grouped()), chart.unit)
}

/// The highest and the lowest, each by its first label; once if they are the same.
fn extremes(chart: &Chart, known: &[Known], lang: Lang) -> Option<String> {
    let (high_label, high) = known.iter().rev().max_by_key(|(_, amount)| *amount)?;
    let (low_label, low) = known.iter().min_by_key(|(_, amount)| *amount)?;
    let (highest, lowest) = (sum(*high, chart), sum(*low, chart));
    Some(match (known.len(), high == low) {
        (1, _) => format!("{high_label} {highest}"),
        (_, true) => lang.pick(format!("都是 {highest}"), format!("all {highest}")),
        _ => lang.pick(
            format!("最高 {high_label} {highest}；最低 {low_label} {lowest}"),
            format!("highest {high_label} {highest}; lowest {low_label} {lowest}"),
        ),
    })
}

fn change(chart: &Chart, known: &[Known], lang: Lang) -> Option<String> {
    let [(from_label, from), .., (to_label, to)] = known else { return None };
    if known.iter().all(|(_, amount)| amount == from) {
        return None;
    }
    let change = Money::from_fen(to.fen().checked_sub(from.fen())?);
    let (from, to) = (sum(*from, chart), sum(*to, chart));
    let way = match change.fen().signum() {
        0 => lang.pick("没有变化", "no change").to_string(),
        1 => lang.pick("增加 ", "up ").to_string() + &sum(change, chart),
        _ => lang.pick("减少 ", "down ").to_string() + &sum(change.abs(), chart),
    };
    Some(lang.pick(
        format!("从 {from_label} {from} 到 {to_label} {to}，{way}"),
        format!("from {from_label} {from} to {to_label} {to}, {way}"),
    ))
}
