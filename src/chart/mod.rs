//! Charts: figures drawn as small inline SVG that the theme colours and anyone can read in words.
//!
//! Plotters draws; every coordinate handed to it is computed here, in integers. Each chart is a
//! pure function of its [`Chart`]: same figures, same bytes, on every machine.
//!
//! *Invariant:* no colour, font or style leaves this module. A drawing carries only
//! `currentColor` and the hooks `data-part` and `data-series`.

mod canvas;
mod columns;
mod frame;
mod legend;
mod line;
mod rows;
mod scale;
mod shares;
mod svg;
#[cfg(test)]
mod tests;
mod text;
mod words;

use crate::model::{Base, Lang, Money};

pub use shares::{Counts, Shares, shares};
pub use words::describe;

/// Where a drawing is looked at. Letters in it grow and shrink with it, so that one drawing cannot
/// be read on both: the same figures are drawn twice, and the theme shows one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A figure of 30 to 34 rem shows its letters at the size of the page.
    OnDesk,
    /// A phone of 360 px in large type leaves 277 px for a figure: letters are 18 px tall there,
    /// which the norms for elders ask of text (domain brief, part 4).
    OnPhone,
}

impl Seen {
    /// Width of the drawing, in units of its viewBox.
    fn width(self) -> i32 {
        match self {
            Seen::OnDesk => 480,
            Seen::OnPhone => 256,
        }
    }

    /// Labels up to this width stand beside their bars; wider ones above.
    fn aside_max(self) -> i32 {
        match self {
            Seen::OnDesk => 8 * FONT,
            Seen::OnPhone => 4 * FONT,
        }
    }
}

/// Height of the letters, in units of the viewBox.
pub(crate) const FONT: i32 = 17;

/// The drawings of money; [`shares`] draws counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Grouped vertical bars over time.
    Columns,
    /// A line over time, with gaps where nothing is known.
    Line,
    /// Horizontal bars by category or by unit.
    Rows,
}

impl Kind {
    fn key(self) -> &'static str {
        match self {
            Kind::Columns => "columns",
            Kind::Line => "line",
            Kind::Rows => "rows",
        }
    }
}

/// One row of figures over the labels of a [`Chart`].
#[derive(Clone, Debug)]
pub struct Series<'a> {
    /// The hook for the theme: `income`, `expense`, `balance`.
    pub key: &'static str,
    /// The name a reader sees.
    pub label: &'a str,
    /// One amount a label; `None` where nothing is known, which is not zero.
    pub points: Vec<Option<Money>>,
}

/// What a drawing needs: words, labels and figures.
#[derive(Clone, Debug)]
pub struct Chart<'a> {
    /// Names the chart among all others on its page.
    pub id: &'a str,
    /// The headline, in words.
    pub title: &'a str,
    /// What the drawing shows, for those who do not see it; see [`describe`].
    pub description: &'a str,
    /// The months, categories or units.
    pub labels: Vec<String>,
    pub series: Vec<Series<'a>>,
    /// The unit of account: `元` counts by 万 and 亿, anything in Latin letters by k and M.
    pub unit: &'a str,
    pub lang: Lang,
    pub seen: Seen,
}

/// The drawing of a chart.
pub fn drawn(kind: Kind, chart: &Chart) -> String {
    match kind {
        Kind::Columns => columns::columns(chart),
        Kind::Line => line::line(chart),
        Kind::Rows => rows::rows(chart),
    }
}

impl Chart<'_> {
    /// The amount of a series at a label; `None` also beyond the end of a short series.
    fn at(&self, series: usize, label: usize) -> Option<Money> {
        self.series[series].points.get(label).copied().flatten()
    }

    /// Every known amount under a label.
    fn amounts(&self) -> impl Iterator<Item = Money> + '_ {
        let count = self.labels.len();
        self.series.iter().flat_map(move |s| s.points.iter().take(count).copied().flatten())
    }

    /// A short form of an amount, in the portal's form of numbers.
    fn short(&self, amount: Money) -> String {
        self.lang.form().number(&scale::short(amount, self.is_chinese()))
    }

    fn is_chinese(&self) -> bool {
        self.lang.base() == Base::Zh
    }
}
