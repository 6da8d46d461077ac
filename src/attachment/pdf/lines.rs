//! Lays the letters of a page in lines, as an eye sees them: what stands close together is one word, however it was set.

/// A letter, seen along its own line.
#[derive(Clone)]
pub struct Glyph {
    /// The direction of its line, in hundredths.
    way: (i32, i32),
    /// Where it begins and ends along the line, and how high the line lies.
    start: f64,
    end: f64,
    height: f64,
    size: f64,
    text: String,
    /// Whether it was set by a place of its own, and not by the advance of the letter before.
    placed: bool,
}

/// What one page draws.
#[derive(Default)]
pub struct Page {
    pub glyphs: Vec<Glyph>,
    pub has_picture: bool,
    /// Lines and curves of shapes.
    pub strokes: usize,
}

/// Between letters of one word, between words, and between boxes with a digit each, as parts of the size.
const WORD: f64 = 0.25;
const BLANK: f64 = 1.0;
const BOXES: f64 = 3.0;

/// What was set by a place of its own and this far off may stand in another cell: a figure at the right edge of its cell
/// beside a text at the left edge of the next. Less is the rounding of a program that places its letters one by one.
const CELL: f64 = 0.05;

/// How far a raised letter stands from a lowered one, as a part of the size; the next line is further.
const RAISED: f64 = 1.0;

impl Glyph {
    /// A letter in a square of size one that is placed by this matrix.
    pub fn new(place: [f64; 6], width: f64, text: String, placed: bool) -> Glyph {
        let [a, b, _, _, x, y] = place;
        let size = a.hypot(b);
        let (along, across) = if size > 0.0 { (a / size, b / size) } else { (1.0, 0.0) };
        let hundredths = |part: f64| (part * 100.0).round() as i32;
        let start = x * along + y * across;
        Glyph {
            way: (hundredths(along), hundredths(across)),
            start,
            end: start + width * size,
            height: y * along - x * across,
            size: size.max(f64::MIN_POSITIVE),
            text,
            placed,
        }
    }

    fn is_beside(&self, other: &Glyph) -> bool {
        self.way == other.way && (self.height - other.height).abs() <= 0.3 * self.size
    }

    /// Raised or lowered beside this one, as a power is, and set right after it.
    fn leads_to(&self, next: &Glyph) -> bool {
        let size = self.size.max(next.size);
        let apart = (self.height - next.height).abs() <= RAISED * size;
        self.way == next.way && apart && (next.start - self.end).abs() <= WORD * size
    }

    /// The same letter a little to the side, as some programs draw bold.
    fn repeats(&self, other: &Glyph) -> bool {
        self.text == other.text && (self.start - other.start).abs() <= 0.2 * self.size
    }

    /// How far the other begins after this one, as a part of the size.
    fn gap(&self, next: &Glyph) -> f64 {
        (next.start - self.end) / self.size
    }
}

impl Page {
    pub fn is_wordless(&self) -> bool {
        self.glyphs.iter().all(|glyph| glyph.text.trim().is_empty())
    }

    /// Adds the text twice: as it lies on the page, and in the order in which it was drawn, for what lies over something
    /// else. Where small gaps may be borders of cells, it is added once more with these.
    pub fn text(mut self, out: &mut String) {
        let drawn = self.glyphs.clone();
        self.glyphs.sort_by(|a, b| {
            a.way.cmp(&b.way).then(b.height.total_cmp(&a.height)).then(a.start.total_cmp(&b.start))
        });
        let mut lines = Vec::new();
        let mut rest = self.glyphs.as_mut_slice();
        while let Some(first) = rest.first().cloned() {
            let long = rest.iter().take_while(|glyph| glyph.is_beside(&first)).count();
            // A line without any size is beside nothing, not even itself.
            let (line, after) = rest.split_at_mut(long.max(1));
            line.sort_by(|a, b| a.start.total_cmp(&b.start));
            lines.push(Line::of(line));
            rest = after;
        }
        lines.iter().for_each(|line| line.write(false, out));
        if lines.iter().any(Line::has_cells) {
            lines.iter().for_each(|line| line.write(true, out));
        }
        let turns = |a: &Glyph, b: &Glyph| a.is_beside(b) && b.start >= a.start || a.leads_to(b);
        for line in drawn.chunk_by(turns) {
            Line::of(line).write(false, out);
        }
    }
}

/// The letters of a line that are seen: a blank that is set is a gap like any other.
struct Line<'g>(Vec<&'g Glyph>);

impl<'g> Line<'g> {
    fn of(line: &'g [Glyph]) -> Line<'g> {
        let mut shown: Vec<&Glyph> = Vec::with_capacity(line.len());
        for glyph in line.iter().filter(|glyph| !glyph.text.trim().is_empty()) {
            if !shown.last().is_some_and(|last| glyph.repeats(last)) {
                shown.push(glyph);
            }
        }
        Line(shown)
    }

    /// How far the next letter stands behind this one.
    fn gap(&self, at: usize) -> f64 {
        match (self.0.get(at), self.0.get(at + 1)) {
            (Some(one), Some(next)) => one.gap(next),
            _ => f64::INFINITY,
        }
    }

    /// Whether the gap behind a letter is too small for a word and may yet be the border of a cell. Between letters that all
    /// have places of their own it is none: so a line is spread.
    fn may_part(&self, at: usize) -> bool {
        let apart = |at: usize| {
            let placed = self.0.get(at + 1).is_none_or(|next| next.placed);
            self.gap(at) > if placed { CELL } else { WORD }
        };
        let alone = |at: usize| apart(at) && (at == 0 || apart(at - 1));
        self.gap(at) <= WORD && apart(at) && !(alone(at) && alone(at + 1))
    }

    fn has_cells(&self) -> bool {
        (0..self.0.len()).any(|at| self.may_part(at))
    }

    /// Adds a line with its gaps; `cells`: those that may be borders of cells too.
    fn write(&self, cells: bool, out: &mut String) {
        let alone = |at: usize| self.gap(at) > WORD && (at == 0 || self.gap(at - 1) > WORD);
        for (at, glyph) in self.0.iter().enumerate() {
            out.push_str(&glyph.text);
            let column = if alone(at) && alone(at + 1) { BOXES } else { BLANK };
            out.push_str(match self.gap(at) {
                _ if cells && self.may_part(at) => "    ",
                gap if gap <= WORD => "",
                gap if gap <= column => " ",
                // Further apart stands another column.
                _ => "    ",
            });
        }
        out.push('\n');
    }
}
