//! The legend: which texture is whose, and what is counted; in as many lines as a narrow drawing needs.

use super::canvas::{Anchor, Canvas, Hook, Part};
use super::text::{fitted, width};
use super::{Chart, FONT, Kind};

/// Where the letters of the first line stand.
const FIRST: i32 = 19;
/// From one line to the next.
const STEP: i32 = FONT + 8;
/// Between two names on a line.
const GAP: i32 = 16;

/// The names and the unit, each at its place.
pub struct Legend {
    kind: Kind,
    /// Name, left end and baseline of each series.
    names: Vec<(String, i32, i32)>,
    unit: String,
    right: i32,
    bottom: i32,
}

impl Legend {
    pub fn of(kind: Kind, chart: &Chart) -> Legend {
        let right = chart.seen.width();
        let unit = fitted(chart.unit, right / 4);
        let unit = chart.lang.pick(format!("单位：{unit}"), format!("in {unit}"));
        let unit = if chart.unit.is_empty() { String::new() } else { unit };
        let (mut left, mut line) = (0, FIRST);
        let mut names = Vec::new();
        for series in &chart.series {
            let name = fitted(series.label, right - swatch(kind) - 6);
            let wide = swatch(kind) + 6 + width(&name);
            if left > 0 && left + wide > right {
                (left, line) = (0, line + STEP);
            }
            names.push((name, left, line));
            left += wide + GAP;
        }
        let beside = left == 0 || unit.is_empty() || left + width(&unit) <= right;
        let bottom = if beside { line } else { line + STEP };
        Legend { kind, names, unit, right, bottom }
    }

    /// Where the letters of the last line stand.
    pub fn bottom(&self) -> i32 {
        self.bottom
    }

    /// How far this legend pushes down what a legend of one line would stand above.
    pub fn more(&self) -> i32 {
        self.bottom - FIRST
    }

    pub fn draw(&self, canvas: &Canvas) {
        if !self.unit.is_empty() {
            canvas.text(Part::Label, (self.right, self.bottom), Anchor::End, &self.unit);
        }
        for (i, (name, left, line)) in self.names.iter().enumerate() {
            let hook = Hook::of(Part::Swatch, i);
            let middle = line - FONT / 3 - 1;
            match self.kind {
                Kind::Line => canvas.path(hook, vec![(*left, middle), (left + 24, middle)]),
                _ => canvas.rect(hook, (left + 1, middle - 7), (left + 15, middle + 7)),
            }
            let at = (left + swatch(self.kind) + 6, *line);
            canvas.text(Hook::of(Part::Legend, i), at, Anchor::Start, name);
        }
    }
}

/// Width of the texture before a name.
fn swatch(kind: Kind) -> i32 {
    match kind {
        Kind::Line => 24,
        _ => 16,
    }
}
