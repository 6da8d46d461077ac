//! What columns and lines share: grid, months below, and room for words on the drawing.

use super::canvas::{Anchor, Canvas, Frame, Hook, Part, Point, drawn};
use super::legend::Legend;
use super::scale::Scale;
use super::text::{thinned, width};
use super::{Chart, FONT, Kind, svg};
use crate::model::Money;

/// Height kept free below the legend and above the highest bar, for two lines of words.
const HEADROOM: i32 = 46;
/// Height of the plot itself.
const PLOT: i32 = 180;
/// Height of the months below.
const MONTHS: i32 = 32;

/// The plot: a row of slots of equal width over an axis of money.
pub struct Plot {
    pub scale: Scale,
    pub left: i32,
    pub right: i32,
    /// Where the legend ends.
    legend: i32,
    bottom: i32,
    slots: usize,
}

impl Plot {
    /// The middle of a slot.
    pub fn middle(&self, slot: usize) -> i32 {
        let (slot, slots) = (slot as i32, self.slots.max(1) as i32);
        self.left + (self.right - self.left) * (2 * slot + 1) / (2 * slots)
    }

    pub fn slot_width(&self) -> i32 {
        (self.right - self.left) / self.slots.max(1) as i32
    }
}

/// A chart over time: the frame, and within it what `paint` draws between grid and zero line.
pub fn over_time(kind: Kind, chart: &Chart, paint: impl FnOnce(&Canvas, &Plot)) -> String {
    let legend = Legend::of(kind, chart);
    let top = legend.bottom() + HEADROOM;
    let bottom = top + PLOT;
    let scale = Scale::over(chart.amounts(), bottom, top);
    let ticks = scale.ticks(chart.is_chinese()).into_iter();
    let ticks: Vec<_> = ticks.map(|(y, word)| (y, chart.lang.form().number(&word))).collect();
    let left = ticks.iter().map(|(_, word)| width(word)).max().unwrap_or(0) + 8;
    let (right, slots) = (chart.seen.width() - 2, chart.labels.len());
    let plot = Plot { scale, left, right, legend: legend.bottom(), bottom, slots };
    let size = (chart.seen.width(), bottom + MONTHS);
    let raw = drawn(size, |canvas| {
        legend.draw(canvas);
        for (y, _) in &ticks {
            canvas.path(Part::Grid, vec![(left, *y), (plot.right, *y)]);
        }
        for (y, word) in &ticks {
            canvas.text(Part::Label, (left - 8, y + 6), Anchor::End, word);
        }
        months(chart, canvas, &plot);
        let zero = plot.scale.zero();
        if let Some(words) = nothing(chart) {
            let at = ((left + plot.right) / 2, (top + bottom) / 2);
            canvas.text(Part::Absent, at, Anchor::Middle, words);
        }
        paint(canvas, &plot);
        canvas.path(Part::Axis, vec![(left, zero), (plot.right, zero)]);
    });
    svg::finished(kind, chart, size, &raw)
}

/// What stands in a drawing without a figure, or with none but zeros.
pub fn nothing(chart: &Chart) -> Option<&'static str> {
    if chart.amounts().next().is_none() {
        return Some(chart.lang.pick("没有数字", "no figures"));
    }
    let zeros = chart.amounts().all(Money::is_zero);
    zeros.then(|| chart.lang.pick("都是 0", "all 0"))
}

/// The labels below, thinned, and a dash on the zero line where nothing at all is known.
fn months(chart: &Chart, canvas: &Canvas, plot: &Plot) {
    let shown = thinned(&chart.labels, plot.right - plot.left);
    for (i, label) in shown.into_iter().enumerate() {
        if let Some(label) = label {
            canvas.text(Part::Label, (plot.middle(i), plot.bottom + 24), Anchor::Middle, &label);
        }
    }
    let unknown = |i: &usize| (0..chart.series.len()).all(|s| chart.at(s, *i).is_none());
    if chart.amounts().next().is_some() && plot.slot_width() > 12 {
        for i in (0..chart.labels.len()).filter(unknown) {
            let at = (plot.middle(i), plot.scale.zero() - 6);
            canvas.text(Part::Absent, at, Anchor::Middle, "–");
        }
    }
}

/// Words on the plot, which keep clear of the drawing, of the axis and of each other.
pub struct Words {
    /// Where the plot begins at the left, and where words may stand.
    left: i32,
    top: i32,
    bottom: i32,
    /// What is drawn, in boxes.
    obstacles: Vec<Frame>,
    /// What is written, with some space to its sides.
    written: Vec<Frame>,
}

impl Words {
    pub fn on(plot: &Plot, obstacles: Vec<Frame>) -> Words {
        Words {
            left: plot.left,
            top: plot.legend + 4,
            bottom: plot.bottom,
            obstacles,
            written: Vec::new(),
        }
    }

    /// Writes the words at the first place that is free. Failing that, above everything in the way
    /// with a line down to `target`; failing that too, not at all.
    pub fn write(
        &mut self,
        canvas: &Canvas,
        hook: Hook,
        text: &str,
        places: &[(Point, Anchor)],
        target: Option<Point>,
    ) {
        let direct = places.iter().find_map(|place| self.free(canvas, *place, text));
        let leading = target.filter(|_| direct.is_none());
        let above = |target: Point| {
            let mut rise = (self.top - 4..target.1 - FONT).rev().step_by(3);
            rise.find_map(|y| self.free(canvas, ((target.0, y), Anchor::Middle), text))
        };
        let Some((at, anchor)) = direct.or_else(|| leading.and_then(above)) else { return };
        if let Some((x, y)) = leading {
            let way = Frame { left: x, right: x + 1, top: at.1 + 5, bottom: y };
            if !self.written.iter().any(|words| words.meets(&way)) {
                canvas.path(Hook { part: Part::Leader, ..hook }, vec![(x, at.1 + 5), (x, y)]);
            }
        }
        let place = canvas.text(hook, at, anchor, text);
        self.written.push(Frame { left: place.left - 10, right: place.right + 10, ..place });
    }

    /// The place, moved off the axis, if nothing is there yet.
    fn free(
        &self,
        canvas: &Canvas,
        (at, anchor): (Point, Anchor),
        text: &str,
    ) -> Option<(Point, Anchor)> {
        let at = (at.0 + 0.max(self.left - canvas.text_box(at, anchor, text).left), at.1);
        let frame = canvas.text_box(at, anchor, text);
        let inside = frame.top > self.top && frame.bottom <= self.bottom;
        let mut others = self.obstacles.iter().chain(&self.written);
        (inside && !others.any(|other| other.meets(&frame))).then_some((at, anchor))
    }
}
