//! Counts that fall into parts, one divided bar a row: what is on time, late or missing, how many stand how.

use super::canvas::{Anchor, Canvas, Hook, Part, drawn};
use super::legend::Legend;
use super::text::{fitted, width};
use super::{Chart, FONT, Kind, Seen, Series, svg};
use crate::model::{Base, Lang};

/// More rows than this are told by the table beside the drawing.
const ROWS_MAX: usize = 24;
/// Where the first bar begins below a legend of one line.
const TOP: i32 = 38;
const BAR: i32 = 18;
const ROW: i32 = 32;
/// Height of a label that stands above its bar.
const HEADING: i32 = FONT + 7;
/// A part that is there is never thinner.
const PART_MIN: i32 = 3;

/// One part of every row's count.
#[derive(Clone, Debug)]
pub struct Counts<'a> {
    /// The hook for the theme.
    pub key: &'static str,
    pub label: &'a str,
    /// One count a row.
    pub counts: Vec<u64>,
}

/// What a drawing of counts needs.
#[derive(Clone, Debug)]
pub struct Shares<'a> {
    /// Names the chart among all others on its page.
    pub id: &'a str,
    pub title: &'a str,
    pub labels: Vec<String>,
    pub parts: Vec<Counts<'a>>,
    /// What is counted: `项`, `件`.
    pub unit: &'a str,
}

impl Shares<'_> {
    fn rows(&self) -> usize {
        self.labels.len().min(ROWS_MAX)
    }

    fn total(&self, row: usize) -> u64 {
        self.parts.iter().map(|part| part.counts[row]).sum()
    }

    /// The counts of a row in the order of the legend: `11 / 1 / 0`.
    fn said(&self, row: usize) -> String {
        let counts: Vec<String> = self.parts.iter().map(|p| p.counts[row].to_string()).collect();
        counts.join(" / ")
    }
}

/// How the rows are laid out.
struct Layout {
    /// Whether labels stand above their bars.
    above: bool,
    left: i32,
    /// What the longest bar may take.
    room: i32,
    first: i32,
}

impl Layout {
    fn of(shares: &Shares, seen: Seen, legend: &Legend) -> Layout {
        let labels = shares.labels.iter().take(shares.rows());
        let widest = labels.map(|label| width(label)).max().unwrap_or(0);
        let above = widest > seen.aside_max();
        let left = if above { 1 } else { widest + 10 };
        let said = (0..shares.rows()).map(|row| width(&shares.said(row))).max().unwrap_or(0);
        Layout { above, left, room: seen.width() - left - said - 14, first: TOP + legend.more() }
    }

    fn heading(&self) -> i32 {
        if self.above { HEADING } else { 0 }
    }

    /// The upper edge of a bar; of the one after the last, where the drawing ends.
    fn top(&self, row: usize) -> i32 {
        self.first + (ROW + self.heading()) * row as i32 + self.heading()
    }
}

/// Draws the divided bars from a common line, all to one scale.
pub fn shares(shares: &Shares, lang: Lang, seen: Seen) -> String {
    let description = describe(shares, lang);
    let series = |part: &Counts<'_>| Series { key: part.key, label: "", points: Vec::new() };
    let mut chart = Chart {
        id: shares.id,
        title: shares.title,
        description: &description,
        labels: Vec::new(),
        series: shares.parts.iter().map(series).collect(),
        unit: shares.unit,
        lang,
        seen,
    };
    for (series, part) in chart.series.iter_mut().zip(&shares.parts) {
        series.label = part.label;
    }
    let legend = Legend::of(Kind::Rows, &chart);
    let layout = Layout::of(shares, seen, &legend);
    let left_out = shares.labels.len() - shares.rows();
    let bottom = layout.top(shares.rows()) - layout.heading();
    let size = (seen.width(), bottom + if left_out > 0 { FONT + 6 } else { 0 });
    let raw = drawn(size, |canvas| {
        legend.draw(canvas);
        labels(shares, canvas, &layout);
        bars(shares, canvas, &layout);
        if left_out > 0 {
            let words = lang
                .pick(format!("其余 {left_out} 行见表"), format!("{left_out} more in the table"));
            canvas.text(Part::Label, (0, size.1 - 6), Anchor::Start, &words);
        }
    });
    svg::finished(Kind::Rows, &chart, size, &raw)
}

fn labels(shares: &Shares, canvas: &Canvas, layout: &Layout) {
    for (row, label) in shares.labels.iter().take(shares.rows()).enumerate() {
        let (at, anchor) = match layout.above {
            true => ((0, layout.top(row) - 7), Anchor::Start),
            false => ((layout.left - 10, layout.top(row) + BAR / 2 + 6), Anchor::End),
        };
        canvas.text(Part::Label, at, anchor, &fitted(label, layout.left + layout.room));
    }
}

fn bars(shares: &Shares, canvas: &Canvas, layout: &Layout) {
    let rows = 0..shares.rows();
    let most = rows.clone().map(|row| shares.total(row)).max().unwrap_or(0).max(1);
    let mut ends = vec![layout.left; shares.rows()];
    for (series, part) in shares.parts.iter().enumerate() {
        for row in rows.clone().filter(|row| part.counts[*row] > 0) {
            let long = i128::from(layout.room) * i128::from(part.counts[row]) / i128::from(most);
            let end = ends[row] + PART_MIN.max(long as i32);
            let top = layout.top(row);
            canvas.rect(Hook::of(Part::Bar, series), (ends[row], top), (end, top + BAR));
            ends[row] = end;
        }
    }
    let (left, bottom) = (layout.left, layout.top(shares.rows()) - layout.heading());
    canvas.path(Part::Axis, vec![(left, layout.first - 4), (left, bottom - 8)]);
    for row in rows {
        let at = (ends[row] + 6, layout.top(row) + BAR / 2 + 6);
        canvas.text(Part::Value, at, Anchor::Start, &shares.said(row));
    }
}

/// Every row that is drawn, in words.
fn describe(shares: &Shares, lang: Lang) -> String {
    let count = shares.labels.len();
    let mut out = lang.pick(format!("条形图，{count} 行。"), format!("Bar chart, {count} rows."));
    for row in 0..shares.rows() {
        let label = &shares.labels[row];
        let part = |part: &Counts<'_>| format!("{} {}", part.label, part.counts[row]);
        let parts: Vec<String> = shares.parts.iter().map(part).collect();
        out += &lang.say(match lang.base() {
            Base::Zh => format!("{label}：{}。", parts.join("，")),
            Base::En => format!(" {label}: {}.", parts.join(", ")),
        });
    }
    out
}
