//! Counts that fall into parts, one divided bar a row: what is on time, late or missing, how many stand how.

use super::canvas::{Anchor, Canvas, Hook, Part, drawn};
use super::frame::legend;
use super::text::{fitted, width};
use super::{Chart, FONT, Kind, Series, WIDTH, svg};
use crate::model::{Base, Lang};

/// More rows than this are told by the table beside the drawing.
const ROWS_MAX: usize = 24;
/// Labels are cut beyond this width.
const LABEL_MAX: i32 = 9 * FONT;
/// The first bar begins below the legend.
const TOP: i32 = 38;
const BAR: i32 = 18;
const ROW: i32 = 32;
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

/// Draws the divided bars from a common line, all to one scale.
pub fn shares(shares: &Shares, lang: Lang) -> String {
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
    };
    for (series, part) in chart.series.iter_mut().zip(&shares.parts) {
        series.label = part.label;
    }
    let left_out = shares.labels.len() - shares.rows();
    let bottom = TOP + ROW * shares.rows() as i32;
    let height = bottom + if left_out > 0 { FONT + 6 } else { 0 };
    let raw = drawn(height, |canvas| {
        legend(Kind::Rows, &chart, canvas);
        bars(shares, canvas);
        if left_out > 0 {
            let words = lang
                .pick(format!("其余 {left_out} 行见表"), format!("{left_out} more in the table"));
            canvas.text(Part::Label, (0, height - 6), Anchor::Start, &words);
        }
    });
    svg::finished(Kind::Rows, &chart, height, &raw)
}

fn bars(shares: &Shares, canvas: &Canvas) {
    let rows = 0..shares.rows();
    let labels = shares.labels.iter().map(|label| fitted(label, LABEL_MAX));
    let labels: Vec<String> = labels.take(shares.rows()).collect();
    let left = labels.iter().map(|label| width(label)).max().unwrap_or(0) + 10;
    let said = rows.clone().map(|row| width(&shares.said(row))).max().unwrap_or(0);
    let room = i128::from(WIDTH - left - said - 14);
    let most = rows.clone().map(|row| shares.total(row)).max().unwrap_or(0).max(1);
    let top = |row: usize| TOP + ROW * row as i32;
    for (row, label) in labels.iter().enumerate() {
        canvas.text(Part::Label, (left - 10, top(row) + BAR / 2 + 6), Anchor::End, label);
    }
    let mut ends = vec![left; shares.rows()];
    for (series, part) in shares.parts.iter().enumerate() {
        for row in rows.clone().filter(|row| part.counts[*row] > 0) {
            let long = room * i128::from(part.counts[row]) / i128::from(most);
            let end = ends[row] + PART_MIN.max(long as i32);
            canvas.rect(Hook::of(Part::Bar, series), (ends[row], top(row)), (end, top(row) + BAR));
            ends[row] = end;
        }
    }
    canvas.path(Part::Axis, vec![(left, TOP - 4), (left, top(shares.rows()) - 8)]);
    for row in rows {
        let at = (ends[row] + 6, top(row) + BAR / 2 + 6);
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
