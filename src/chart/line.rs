//! A line over the months: how much there was at the end of each, with gaps where nobody knows.

use super::canvas::{Anchor, Canvas, Frame, Hook, Part, Point};
use super::frame::{Plot, Words, over_time};
use super::text::fitted;
use super::{Chart, FONT, Kind};
use crate::model::Money;

/// Draws each series as a line with markers; the latest amount stands there exactly.
pub fn line(chart: &Chart) -> String {
    over_time(Kind::Line, chart, |canvas, plot| {
        let runs: Vec<Vec<Vec<Point>>> =
            (0..chart.series.len()).map(|series| runs(chart, plot, series)).collect();
        if let [only] = runs.as_slice() {
            only.iter().filter(|run| run.len() > 1).for_each(|run| shade(canvas, plot, run));
        }
        for (series, runs) in runs.iter().enumerate() {
            for run in runs.iter().filter(|run| run.len() > 1) {
                canvas.path(Hook::of(Part::Line, series), run.clone());
            }
            for at in runs.iter().flatten() {
                mark(canvas, plot, series, *at);
            }
        }
        let obstacles = runs.iter().flatten().flat_map(|run| boxes(run)).collect();
        let mut words = Words::on(plot, obstacles);
        for series in 0..chart.series.len() {
            name_points(chart, canvas, plot, series, &mut words);
        }
    })
}

/// The points of a series, parted at its gaps.
fn runs(chart: &Chart, plot: &Plot, series: usize) -> Vec<Vec<Point>> {
    let mut runs = vec![Vec::new()];
    for label in 0..chart.labels.len() {
        match chart.at(series, label) {
            Some(amount) => {
                let run = runs.last_mut().expect("a run");
                run.push((plot.middle(label), plot.scale.place(amount)));
            }
            None => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// The area between a run and the zero line.
fn shade(canvas: &Canvas, plot: &Plot, run: &[Point]) {
    let zero = plot.scale.zero();
    let mut around = run.to_vec();
    around.push((run[run.len() - 1].0, zero));
    around.push((run[0].0, zero));
    canvas.area(Hook::of(Part::Area, 0), around);
}

/// A marker: round for the first series, square for the others.
fn mark(canvas: &Canvas, plot: &Plot, series: usize, at: Point) {
    let radius = if plot.slot_width() > 14 { 4 } else { 2 };
    let hook = Hook::of(Part::Dot, series);
    match series {
        0 => canvas.circle(hook, at, radius),
        _ => canvas.rect(hook, (at.0 - radius, at.1 - radius), (at.0 + radius, at.1 + radius)),
    }
}

/// Writes the latest amount exactly and, for a single line, the highest and the lowest in short.
fn name_points(chart: &Chart, canvas: &Canvas, plot: &Plot, series: usize, words: &mut Words) {
    let known: Vec<(usize, Money)> = (0..chart.labels.len())
        .filter_map(|label| Some((label, chart.at(series, label)?)))
        .collect();
    let highest = known.iter().rev().max_by_key(|(_, amount)| *amount);
    let lowest = known.iter().min_by_key(|(_, amount)| *amount);
    let (Some(last), Some(highest), Some(lowest)) = (known.last(), highest, lowest) else {
        return;
    };
    let hook = Hook::of(Part::Value, series);
    let mut write = |(label, amount): (usize, Money), text: &str, sides: &[bool], lead: bool| {
        let (x, y) = (plot.middle(label), plot.scale.place(amount));
        let place =
            |above: &bool| ((x, if *above { y - 10 } else { y + FONT + 6 }), Anchor::Middle);
        let places: Vec<(Point, Anchor)> = sides.iter().map(place).collect();
        words.write(canvas, hook, text, &places, lead.then_some((x, y - 5)));
    };
    if chart.series.len() > 1 {
        let name = fitted(chart.series[series].label, 6 * FONT);
        let text = format!("{name} {}", chart.short(last.1));
        return write(*last, &text, &[true, false], true);
    }
    let falls = known.len() > 1 && last.0 == lowest.0;
    write(*last, &chart.lang.form().number(&last.1.grouped()), &[!falls, falls], true);
    for (point, above) in [(highest, true), (lowest, false)] {
        if point.0 != last.0 && point.1 != last.1 {
            write(*point, &chart.short(point.1), &[above], false);
        }
    }
}

/// The markers and the line between them as small boxes, for words to keep clear of.
fn boxes(run: &[Point]) -> Vec<Frame> {
    const PIECES: i32 = 8;
    let around =
        |(x, y): Point, by| Frame { left: x - by, right: x + by, top: y - by, bottom: y + by };
    let between = |pair: &[Point]| {
        let (a, b) = (pair[0], pair[1]);
        let piece = move |i| (a.0 + (b.0 - a.0) * i / PIECES, a.1 + (b.1 - a.1) * i / PIECES);
        (1..PIECES).map(move |i| around(piece(i), 2))
    };
    let markers = run.iter().map(|at| around(*at, 4));
    markers.chain(run.windows(2).flat_map(between)).collect()
}
