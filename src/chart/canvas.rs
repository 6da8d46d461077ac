//! The sheet that plotters draws on: what each mark is goes along as its colour.

use plotters::coord::Shift;
use plotters::element::{Drawable, PointCollection};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::FONT;
use super::text::width;

/// What a mark is: the theme's hook `data-part`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Grid,
    Axis,
    Label,
    Legend,
    Swatch,
    Area,
    Bar,
    Line,
    Dot,
    Leader,
    Value,
    Absent,
}

impl Part {
    const ALL: [(Part, &'static str); 12] = [
        (Part::Grid, "grid"),
        (Part::Axis, "axis"),
        (Part::Label, "label"),
        (Part::Legend, "legend"),
        (Part::Swatch, "swatch"),
        (Part::Area, "area"),
        (Part::Bar, "bar"),
        (Part::Line, "line"),
        (Part::Dot, "dot"),
        (Part::Leader, "leader"),
        (Part::Value, "value"),
        (Part::Absent, "absent"),
    ];

    pub fn key(self) -> &'static str {
        Part::ALL[self as usize].1
    }
}

/// What a mark is and which series it belongs to.
///
/// Plotters knows only colours, so a hook travels through it as one: red is the part, green the
/// series. `svg` reads it back; the colour itself never reaches a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hook {
    pub part: Part,
    pub series: Option<usize>,
}

impl Hook {
    pub fn of(part: Part, series: usize) -> Hook {
        Hook { part, series: Some(series) }
    }

    fn colour(self) -> RGBColor {
        let series = self.series.map_or(0, |s| s % 255 + 1);
        RGBColor(self.part as u8, series as u8, 0)
    }

    /// The hook that travelled as `#RRGGBB`.
    pub fn from_colour(text: &str) -> Option<Hook> {
        let red = usize::from_str_radix(text.get(1..3)?, 16).ok()?;
        let green = usize::from_str_radix(text.get(3..5)?, 16).ok()?;
        Some(Hook { part: Part::ALL.get(red)?.0, series: green.checked_sub(1) })
    }
}

impl From<Part> for Hook {
    fn from(part: Part) -> Hook {
        Hook { part, series: None }
    }
}

/// Where a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A place in units of the viewBox: rightwards and downwards.
pub type Point = (i32, i32);

/// Marks go onto the sheet in the order in which they are drawn.
pub struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    width: i32,
}

/// What plotters writes for a drawing of this width and height.
pub fn drawn((width, height): (i32, i32), paint: impl FnOnce(&Canvas)) -> String {
    let mut svg = String::new();
    let backend = SVGBackend::with_string(&mut svg, (width as u32, height as u32));
    let canvas = Canvas { area: backend.into_drawing_area(), width };
    paint(&canvas);
    canvas.area.present().expect("writing into memory");
    drop(canvas);
    svg
}

impl<'a> Canvas<'a> {
    /// A rectangle between two opposite corners.
    pub fn rect(&self, hook: impl Into<Hook>, a: Point, b: Point) {
        let corners = [(a.0.min(b.0), a.1.min(b.1)), (a.0.max(b.0), a.1.max(b.1))];
        self.draw(Rectangle::new(corners, hook.into().colour().filled()));
    }

    /// A line through the points.
    pub fn path(&self, hook: impl Into<Hook>, points: Vec<Point>) {
        self.draw(PathElement::new(points, hook.into().colour()));
    }

    /// The area within the points.
    pub fn area(&self, hook: impl Into<Hook>, points: Vec<Point>) {
        self.draw(Polygon::new(points, hook.into().colour()));
    }

    pub fn circle(&self, hook: impl Into<Hook>, at: Point, radius: i32) {
        self.draw(Circle::new(at, radius, hook.into().colour().filled()));
    }

    /// A text on its baseline, moved sideways where it would leave the sheet. Returns its box.
    pub fn text(&self, hook: impl Into<Hook>, at: Point, anchor: Anchor, text: &str) -> Frame {
        let place = self.text_box(at, anchor, text);
        let side = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let x = match anchor {
            Anchor::Start => place.left,
            Anchor::Middle => (place.left + place.right) / 2,
            Anchor::End => place.right,
        };
        let colour = hook.into().colour();
        let font = TextStyle::from(("", FONT).into_font()).color(&colour);
        let style = font.pos(Pos::new(side, VPos::Bottom));
        self.draw(Text::new(text.to_string(), (x, at.1), style));
        place
    }

    /// The box a text fills on its baseline, moved sideways where it would leave the sheet.
    pub fn text_box(&self, at: Point, anchor: Anchor, text: &str) -> Frame {
        let wide = width(text);
        let left = match anchor {
            Anchor::Start => at.0,
            Anchor::Middle => at.0 - wide / 2,
            Anchor::End => at.0 - wide,
        };
        let left = left.min(self.width - wide).max(0);
        Frame { left, right: left + wide, top: at.1 - FONT + 2, bottom: at.1 + 4 }
    }

    fn draw<E>(&self, element: E)
    where
        for<'b> &'b E: PointCollection<'b, Point>,
        E: Drawable<SVGBackend<'a>>,
    {
        self.area.draw(&element).expect("drawing into memory");
    }
}

/// A box on the sheet, in units of the viewBox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    pub left: i32,
    pub right: i32,
    pub top: i32,
    pub bottom: i32,
}

impl Frame {
    pub fn meets(&self, other: &Frame) -> bool {
        let aside = self.right <= other.left || other.right <= self.left;
        let above = self.bottom <= other.top || other.bottom <= self.top;
        !aside && !above
    }
}
