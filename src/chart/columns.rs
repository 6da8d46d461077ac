//! Vertical bars, grouped by month: what came in beside what went out.

use super::canvas::{Anchor, Canvas, Frame, Hook, Part};
use super::frame::{Plot, Words, over_time};
use super::text::fitted;
use super::{Chart, FONT, Kind};
use crate::model::Money;

/// No bar is wider, however few there are, in units of the viewBox.
const BAR_WIDTH_MAX: i32 = 44;

/// Draws grouped vertical bars; the tallest of each series carries its name and amount.
pub fn columns(chart: &Chart) -> String {
    over_time(Kind::Columns, chart, |canvas, plot| {
        let bars = bars(chart, plot);
        for (series, bars) in bars.iter().enumerate() {
            for (_, bar) in bars {
                let hook = Hook::of(Part::Bar, series);
                canvas.rect(hook, (bar.left, bar.top), (bar.right, bar.bottom));
            }
        }
        name_peaks(chart, canvas, plot, &bars);
    })
}

/// The bars of each series with the labels they belong to; a zero has none.
fn bars(chart: &Chart, plot: &Plot) -> Vec<Vec<(usize, Frame)>> {
    let count = chart.series.len().max(1) as i32;
    let slot = plot.slot_width();
    let between = if slot > 16 { 2 } else { 0 };
    let usable = slot - (slot / 4).max(1) - between * (count - 1);
    let wide = (usable / count).clamp(1, BAR_WIDTH_MAX);
    let group = wide * count + between * (count - 1);
    let zero = plot.scale.zero();
    let bar = |series: usize, label: usize| {
        let amount = chart.at(series, label).filter(|a| !a.is_zero())?;
        let end = plot.scale.bar_end(amount);
        let left = plot.middle(label) - group / 2 + (wide + between) * series as i32;
        let (top, bottom) = (zero.min(end), zero.max(end));
        Some((label, Frame { left, right: left + wide, top, bottom }))
    };
    let of = |series| (0..chart.labels.len()).filter_map(|label| bar(series, label)).collect();
    (0..chart.series.len()).map(of).collect()
}

/// Writes name and amount at the farthest bar of each series; the shortest of them first, for it
/// has the least room.
fn name_peaks(chart: &Chart, canvas: &Canvas, plot: &Plot, bars: &[Vec<(usize, Frame)>]) {
    let mut words = Words::on(plot, bars.iter().flatten().map(|(_, bar)| *bar).collect());
    let mut peaks: Vec<(usize, Money, Frame)> = Vec::new();
    for (series, own) in bars.iter().enumerate() {
        let amounts = own.iter().filter_map(|(label, b)| Some((chart.at(series, *label)?, *b)));
        let farthest = amounts.max_by_key(|(amount, _)| amount.fen().unsigned_abs());
        peaks.extend(farthest.map(|(amount, bar)| (series, amount, bar)));
    }
    peaks.sort_by_key(|(series, amount, _)| (amount.fen().unsigned_abs(), *series));
    for (series, amount, bar) in peaks {
        let name = fitted(chart.series[series].label, 8 * FONT);
        let text = format!("{name} {}", chart.short(amount));
        let middle = (bar.left + bar.right) / 2;
        let under = amount.is_negative().then_some(bar.bottom + FONT + 2);
        let y = under.unwrap_or(bar.top - 7);
        let places = [
            ((middle, y), Anchor::Middle),
            ((bar.right, y), Anchor::End),
            ((bar.left, y), Anchor::Start),
        ];
        let target = (middle, bar.top - 2);
        words.write(canvas, Hook::of(Part::Value, series), &text, &places, Some(target));
    }
}
