//! Horizontal bars, one a category or a unit, with the exact amount at the end of each.

use super::canvas::{Anchor, Canvas, Hook, Part, drawn};
use super::frame::nothing;
use super::legend::Legend;
use super::scale::Scale;
use super::text::{fitted, width};
use super::{Chart, FONT, Kind, svg};

/// More rows than this are told by the table beside the drawing.
const ROWS_MAX: usize = 24;
/// Where the first row begins below a legend of one line.
const TOP: i32 = 38;
const BAR: i32 = 18;
/// One bar and the space to the next of the same row.
const BAR_STEP: i32 = 24;
/// Space after a row.
const ROW_GAP: i32 = 10;

/// How the rows are laid out.
struct Layout {
    rows: usize,
    /// Whether labels stand above their bars.
    above: bool,
    left: i32,
    first: i32,
    row_height: i32,
    scale: Scale,
}

impl Layout {
    fn of(chart: &Chart, legend: &Legend) -> Layout {
        let rows = chart.labels.len().min(ROWS_MAX);
        let shown = || (0..rows).flat_map(|row| (0..chart.series.len()).map(move |s| (s, row)));
        let amounts = || shown().filter_map(|(series, row)| chart.at(series, row));
        let widest = chart.labels.iter().take(rows).map(|l| width(l)).max().unwrap_or(0);
        let above = widest > chart.seen.aside_max();
        let left = if above { 1 } else { widest + 10 };
        let value = amounts()
            .map(|amount| width(&chart.lang.form().number(&amount.grouped())))
            .max()
            .unwrap_or(0);
        let heading = if above { FONT + 7 } else { 0 };
        let bars = BAR_STEP * chart.series.len().max(1) as i32;
        let scale = Scale::tight(amounts(), left, chart.seen.width() - value - 14);
        let row_height = heading + bars + ROW_GAP;
        Layout { rows, above, left, first: TOP + legend.more(), row_height, scale }
    }

    /// The upper edge of a bar.
    fn top(&self, row: usize, series: usize) -> i32 {
        let heading = if self.above { FONT + 7 } else { 0 };
        self.first + self.row_height * row as i32 + heading + BAR_STEP * series as i32
    }

    fn bottom(&self) -> i32 {
        self.first + self.row_height * self.rows.max(1) as i32 - ROW_GAP / 2
    }
}

/// Draws horizontal bars from a common zero line; negative amounts reach to its left.
pub fn rows(chart: &Chart) -> String {
    let legend = Legend::of(Kind::Rows, chart);
    let layout = Layout::of(chart, &legend);
    let left_out = chart.labels.len() - layout.rows;
    let height = layout.bottom() + if left_out > 0 { FONT + 12 } else { 2 };
    let size = (chart.seen.width(), height);
    let raw = drawn(size, |canvas| {
        legend.draw(canvas);
        if let Some(words) = nothing(chart).filter(|_| chart.amounts().next().is_none()) {
            let at = (size.0 / 2, layout.bottom() - FONT / 2);
            canvas.text(Part::Absent, at, Anchor::Middle, words);
            return;
        }
        labels(chart, canvas, &layout);
        for series in 0..chart.series.len() {
            bars(chart, canvas, &layout, series);
        }
        zero_line(chart, canvas, &layout);
        for series in 0..chart.series.len() {
            values(chart, canvas, &layout, series);
        }
        if left_out > 0 {
            let at = (0, height - 6);
            canvas.text(Part::Label, at, Anchor::Start, &others(chart, left_out));
        }
    });
    svg::finished(Kind::Rows, chart, size, &raw)
}

fn labels(chart: &Chart, canvas: &Canvas, layout: &Layout) {
    for (row, label) in chart.labels.iter().take(layout.rows).enumerate() {
        if layout.above {
            let at = (0, layout.top(row, 0) - 7);
            canvas.text(Part::Label, at, Anchor::Start, &fitted(label, chart.seen.width()));
        } else {
            let bars = BAR_STEP * (chart.series.len() as i32 - 1) + BAR;
            let at = (layout.left - 10, layout.top(row, 0) + bars / 2 + 6);
            canvas.text(Part::Label, at, Anchor::End, label);
        }
    }
}

fn bars(chart: &Chart, canvas: &Canvas, layout: &Layout, series: usize) {
    let zero = layout.scale.zero();
    for row in 0..layout.rows {
        let Some(amount) = chart.at(series, row).filter(|a| !a.is_zero()) else { continue };
        let top = layout.top(row, series);
        let end = layout.scale.bar_end(amount);
        canvas.rect(Hook::of(Part::Bar, series), (zero, top), (end, top + BAR));
    }
}

/// One line beside the labels, or a short one in each row below them.
fn zero_line(chart: &Chart, canvas: &Canvas, layout: &Layout) {
    let zero = layout.scale.zero();
    if !layout.above {
        return canvas
            .path(Part::Axis, vec![(zero, layout.first - 4), (zero, layout.bottom() - 3)]);
    }
    let bars = BAR_STEP * (chart.series.len() as i32 - 1) + BAR;
    for top in (0..layout.rows).map(|row| layout.top(row, 0)) {
        canvas.path(Part::Axis, vec![(zero, top - 2), (zero, top + bars + 2)]);
    }
}

/// The amounts: right of their bars, or right of the zero line where the bar reaches left.
fn values(chart: &Chart, canvas: &Canvas, layout: &Layout, series: usize) {
    for row in 0..layout.rows {
        let amount = chart.at(series, row);
        let end = amount.map_or(layout.scale.zero(), |a| layout.scale.bar_end(a));
        let at = (end.max(layout.scale.zero()) + 6, layout.top(row, series) + BAR / 2 + 6);
        match amount {
            Some(amount) => {
                let hook = Hook::of(Part::Value, series);
                canvas.text(hook, at, Anchor::Start, &chart.lang.form().number(&amount.grouped()));
            }
            None => {
                canvas.text(Part::Absent, at, Anchor::Start, "–");
            }
        }
    }
}

fn others(chart: &Chart, count: usize) -> String {
    chart.lang.pick(format!("其余 {count} 项见表"), format!("{count} more in the table"))
}
