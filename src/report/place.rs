//! Lines, columns and the excerpt: bytes become places only when they are printed.

use std::ops::Range;

use super::clean::clean;
use crate::scan;

/// How many columns of a line are shown, and how many of them before the span.
const SHOWN_MAX: usize = 100;
const BEFORE_MAX: usize = 40;
/// Stands for what was cut off a line.
const CUT: &str = "...";

/// A place for people: both counted from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub line: usize,
    pub column: usize,
}

/// From one point to before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub start: Point,
    pub end: Point,
}

/// One line, clean and cut to a window, and the bytes of it to underline.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub line: String,
    pub span: Range<usize>,
}

/// The text of one file and where its lines begin.
pub(super) struct Lines {
    text: String,
    starts: Vec<usize>,
}

impl Lines {
    pub(super) fn new(text: String) -> Lines {
        // Old systems end a line with `\r` alone.
        let ends = text.match_indices(['\n', '\r']);
        let ends = ends.filter(|(at, end)| *end == "\n" || !text[at + 1..].starts_with('\n'));
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        // A private key is more than one line: its secrets are starred while the text is whole.
        Lines { text: scan::starred(&text), starts }
    }

    /// Where these bytes are; places that the text does not have move to the nearest it has.
    pub(super) fn spot(&self, span: &Range<usize>) -> Spot {
        Spot { start: self.point(span.start), end: self.point(span.end.max(span.start)) }
    }

    fn point(&self, at: usize) -> Point {
        let at = self.text.floor_char_boundary(at);
        let line = self.starts.partition_point(|&start| start <= at);
        let before = &self.text[self.starts[line - 1]..at];
        // A byte order mark takes no column.
        let before = before.strip_prefix('\u{feff}').unwrap_or(before);
        Point { line, column: before.chars().count() + 1 }
    }

    /// The first line of the spot.
    pub(super) fn excerpt(&self, spot: &Spot) -> Excerpt {
        let from = self.starts[spot.start.line - 1];
        let to = self.starts.get(spot.start.line).map_or(self.text.len(), |&next| next - 1);
        let line = &self.text[from..to];
        let line = line.strip_suffix('\r').unwrap_or(line);
        let line = line.strip_prefix('\u{feff}').unwrap_or(line);
        // Cleaned as a whole, before the cut, which could part a number.
        let shown: Vec<char> = clean(line.trim_end()).chars().collect();
        let start = (spot.start.column - 1).min(shown.len());
        let end = match spot.end.line == spot.start.line {
            true => (spot.end.column - 1).clamp(start, shown.len()),
            false => shown.len(),
        };
        cut(&shown, start..end)
    }
}

/// The characters around the span; everything where it fits.
fn cut(line: &[char], span: Range<usize>) -> Excerpt {
    let fits = line.iter().map(|&c| width(c)).sum::<usize>() <= SHOWN_MAX;
    let (from, to) = if fits { (0, line.len()) } else { window(line, span.start) };
    let mut excerpt = Excerpt { line: String::new(), span: 0..0 };
    if from > 0 {
        excerpt.line.push_str(CUT);
    }
    let text = |range: Range<usize>| line[range].iter().collect::<String>();
    excerpt.line.push_str(&text(from..span.start));
    let start = excerpt.line.len();
    excerpt.line.push_str(&text(span.start..span.end.min(to)));
    excerpt.span = start..excerpt.line.len();
    excerpt.line.push_str(&text(span.end.min(to)..to));
    if to < line.len() {
        excerpt.line.push_str(CUT);
    }
    excerpt
}

/// Which characters of a long line are shown, so that the span's start is among them.
fn window(line: &[char], start: usize) -> (usize, usize) {
    let mut room = BEFORE_MAX;
    let mut from = start;
    while from > 0 && width(line[from - 1]) <= room {
        from -= 1;
        room -= width(line[from]);
    }
    let mut room = SHOWN_MAX - (BEFORE_MAX - room);
    let mut to = start;
    while to < line.len() && width(line[to]) <= room {
        room -= width(line[to]);
        to += 1;
    }
    (from, to)
}

/// Columns of a terminal, roughly: from the Hangul on, wide letters prevail.
fn width(c: char) -> usize {
    if c < '\u{1100}' { 1 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(text: &str, span: Range<usize>) -> [usize; 4] {
        let Spot { start, end } = Lines::new(text.to_string()).spot(&span);
        [start.line, start.column, end.line, end.column]
    }

    #[test]
    fn counts_lines_and_characters_from_one() {
        let text = "\u{feff}摘要: 收\r\n金额: x\n";
        let at = text.find('x').unwrap();
        assert_eq!(spot(text, at..at + 1), [2, 5, 2, 6]);
        assert_eq!(spot(text, 3..6), [1, 1, 1, 2]);
        assert_eq!(spot(text, text.len()..text.len()), [3, 1, 3, 1]);
        assert_eq!(spot(text, 4..999), [1, 1, 3, 1]);
        assert_eq!(spot("", 0..0), [1, 1, 1, 1]);
        assert_eq!(spot("a\rb\r\nc", 5..6), [3, 1, 3, 2]);
    }

    #[test]
    fn cuts_a_long_line_around_the_span() {
        let text = format!("{}错误{}", "甲".repeat(300), "乙".repeat(300));
        let lines = Lines::new(text);
        let excerpt = lines.excerpt(&lines.spot(&(900..906)));
        assert_eq!(&excerpt.line[excerpt.span.clone()], "错误");
        let (before, after) = ("甲".repeat(20), "乙".repeat(28));
        assert_eq!(excerpt.line, format!("...{before}错误{after}..."));
    }

    #[test]
    fn shows_the_first_line_of_many() {
        let lines = Lines::new("a: 甲  \r\nb: 乙\n".to_string());
        let excerpt = lines.excerpt(&lines.spot(&(3..15)));
        assert_eq!(excerpt, Excerpt { line: "a: 甲".to_string(), span: 3..6 });
    }
}
