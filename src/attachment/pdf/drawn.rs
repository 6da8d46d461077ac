//! The words that the pages of a PDF draw, each letter known for sure; nothing where one is not.

use std::collections::BTreeSet;
use std::rc::Rc;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, Stream};

use super::font::{Font, number};
use super::lines::{Glyph, Page};
use super::packed::unpacked;
use super::{STREAM_MAX_BYTES, Unread};

/// What all pages may draw, and how deep drawings may lie in each other.
const OPERATIONS_MAX: usize = 2_000_000;
const GLYPHS_MAX: usize = 2_000_000;
const DEPTH_MAX: usize = 12;

/// A page without words may have a frame; letters drawn as shapes take more lines.
const STROKES_MAX: usize = 20;

/// What the pages draw.
pub struct Drawn {
    pub text: String,
    /// The streams it was drawn by.
    pub streams: BTreeSet<*const Stream>,
}

/// The text of all pages.
pub fn pages(document: &Document) -> Result<Drawn, Unread> {
    let mut reader = Reader::of(document);
    let mut text = String::new();
    for id in document.page_iter() {
        let page = document.get_dictionary(id).map_err(|_| Unread::Damaged)?;
        let resources = inherited(document, page, b"Resources");
        let content = reader.page_content(id)?;
        let mut drawn = Page::default();
        reader.draw(&content, resources, State::default(), &mut drawn, 0)?;
        // A picture of words, or words drawn as shapes.
        if drawn.is_wordless() && (drawn.has_picture || drawn.strokes > STROKES_MAX) {
            return Err(Unread::Picture);
        }
        drawn.text(&mut text);
    }
    let streams = reader.streams;
    if is_garbage(&text) { Err(Unread::Letters) } else { Ok(Drawn { text, streams }) }
}

/// Letters without meaning: a font's private ones, controls, places where no letter is.
fn is_garbage(text: &str) -> bool {
    let (mut all, mut odd) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        all += 1;
        let private =
            matches!(c, '\u{e000}'..='\u{efff}' | '\u{f100}'..='\u{f8ff}' | '\u{f0000}'..);
        odd += usize::from(private || c.is_control() || c == '\u{fffd}');
    }
    odd > 2 && odd * 20 > all
}

/// A value of a page or of what it lies in.
fn inherited<'a>(
    document: &'a Document,
    page: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Dictionary> {
    let mut node = page;
    for _ in 0..64 {
        if let Ok(found) = node.get_deref(key, document) {
            return found.as_dict().ok();
        }
        node = node.get_deref(b"Parent", document).and_then(Object::as_dict).ok()?;
    }
    None
}

type Matrix = [f64; 6];
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First the one, then the other.
fn times(one: Matrix, other: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = one;
    let [g, h, i, j, k, l] = other;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}

/// What a content stream sets before it draws.
#[derive(Clone)]
struct State<'a> {
    page: Matrix,
    font: Option<Rc<Font<'a>>>,
    size: f64,
    letter_gap: f64,
    word_gap: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl Default for State<'_> {
    fn default() -> Self {
        let (size, letter_gap, word_gap, leading, rise) = (1.0, 0.0, 0.0, 0.0, 0.0);
        let (page, font, stretch) = (IDENTITY, None, 1.0);
        State { page, font, size, letter_gap, word_gap, stretch, leading, rise }
    }
}

struct Reader<'a> {
    document: &'a Document,
    fonts: Vec<(&'a Dictionary, Rc<Font<'a>>)>,
    streams: BTreeSet<*const Stream>,
    operations: usize,
    glyphs: usize,
}

/// Where the next letter stands, and where its line began.
struct Pen {
    now: Matrix,
    line: Matrix,
    /// Whether it was moved since the last letter, other than by the letter's own advance.
    moved: bool,
}

impl<'a> Reader<'a> {
    fn of(document: &'a Document) -> Reader<'a> {
        let (fonts, streams) = (Vec::new(), BTreeSet::new());
        Reader { document, fonts, streams, operations: 0, glyphs: 0 }
    }

    fn page_content(&mut self, id: lopdf::ObjectId) -> Result<Vec<u8>, Unread> {
        let mut content = Vec::new();
        for part in self.document.get_page_contents(id) {
            let stream = self.document.get_object(part).and_then(Object::as_stream);
            let stream = stream.map_err(|_| Unread::Damaged)?;
            self.streams.insert(stream);
            content.extend(unpacked(stream, STREAM_MAX_BYTES)?);
            content.push(b'\n');
            if content.len() > STREAM_MAX_BYTES {
                return Err(Unread::TooMuch);
            }
        }
        Ok(content)
    }

    fn draw(
        &mut self,
        content: &[u8],
        resources: Option<&'a Dictionary>,
        mut state: State<'a>,
        page: &mut Page,
        depth: usize,
    ) -> Result<(), Unread> {
        let mut kept = Vec::new();
        let mut pen = Pen::new();
        for operation in Content::decode_iter(content) {
            let operation = operation.map_err(|_| Unread::Damaged)?;
            self.operations += 1;
            if self.operations > OPERATIONS_MAX || kept.len() > 1000 {
                return Err(Unread::TooMuch);
            }
            let given = operation.operands.as_slice();
            match (operation.operator.as_str(), given) {
                ("q", _) => kept.push(state.clone()),
                ("Q", _) => state = kept.pop().unwrap_or(state),
                ("cm", _) => state.page = times(self.matrix(given), state.page),
                ("Tf", [Object::Name(name), size]) => {
                    state.font = self.font(resources, name);
                    state.size = self.number(size);
                }
                ("gs", [Object::Name(name)]) => self.graphics(resources, name, &mut state),
                ("Do", [Object::Name(name)]) => {
                    let drawing = entry(self.document, resources, b"XObject", name);
                    self.drawing(drawing, resources, &state, page, depth)?;
                }
                ("BI" | "sh", _) => page.has_picture = true,
                ("l" | "c" | "v" | "y", _) => page.strokes += 1,
                (operator, _) => self.text(operator, given, &mut state, &mut pen, page)?,
            }
        }
        Ok(())
    }

    /// What is said of letters and where they stand.
    fn text(
        &mut self,
        operator: &str,
        given: &[Object],
        state: &mut State<'a>,
        pen: &mut Pen,
        page: &mut Page,
    ) -> Result<(), Unread> {
        let first = given.first().map_or(0.0, |value| self.number(value));
        let second = given.get(1).map_or(0.0, |value| self.number(value));
        match (operator, given) {
            ("BT", _) => *pen = Pen::new(),
            ("Tm", _) => pen.set(self.matrix(given)),
            ("Td", _) => pen.step(first, second),
            ("TD", _) => {
                state.leading = -second;
                pen.step(first, second);
            }
            ("T*", _) => pen.step(0.0, -state.leading),
            ("TL", _) => state.leading = first,
            ("Tc", _) => state.letter_gap = first,
            ("Tw", _) => state.word_gap = first,
            ("Tz", _) => state.stretch = first / 100.0,
            ("Ts", _) => state.rise = first,
            ("Tj", [Object::String(shown, _)]) => self.show(shown, state, pen, page)?,
            ("'", [Object::String(shown, _)]) => {
                pen.step(0.0, -state.leading);
                self.show(shown, state, pen, page)?;
            }
            ("\"", [_, _, Object::String(shown, _)]) => {
                (state.word_gap, state.letter_gap) = (first, second);
                pen.step(0.0, -state.leading);
                self.show(shown, state, pen, page)?;
            }
            ("TJ", [Object::Array(pieces)]) => {
                for piece in pieces {
                    match piece {
                        Object::String(shown, _) => self.show(shown, state, pen, page)?,
                        other => {
                            let back = self.number(other) / 1000.0 * state.size * state.stretch;
                            pen.now = times([1.0, 0.0, 0.0, 1.0, -back, 0.0], pen.now);
                            pen.moved = true;
                        }
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn show(
        &mut self,
        shown: &[u8],
        state: &State<'a>,
        pen: &mut Pen,
        page: &mut Page,
    ) -> Result<(), Unread> {
        let font = state.font.clone().ok_or(Unread::Letters)?;
        if shown.len() > GLYPHS_MAX {
            return Err(Unread::TooMuch);
        }
        for code in font.codes(shown) {
            self.glyphs += 1;
            if self.glyphs > GLYPHS_MAX {
                return Err(Unread::TooMuch);
            }
            let text = code.text.ok_or(Unread::Letters)?;
            let gap = state.letter_gap + if code.is_blank { state.word_gap } else { 0.0 };
            let place = [state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise];
            let place = times(place, times(pen.now, state.page));
            let placed = std::mem::take(&mut pen.moved);
            page.glyphs.push(Glyph::new(place, code.width, text, placed));
            let step = (code.width * state.size + gap) * state.stretch;
            pen.now = times([1.0, 0.0, 0.0, 1.0, step, 0.0], pen.now);
        }
        Ok(())
    }

    /// A drawing within the drawing, with fonts of its own; anything else is a picture.
    fn drawing(
        &mut self,
        drawing: Option<&'a Object>,
        resources: Option<&'a Dictionary>,
        state: &State<'a>,
        page: &mut Page,
        depth: usize,
    ) -> Result<(), Unread> {
        let Some(Object::Stream(stream)) = drawing else { return Ok(()) };
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        if kind != b"Form" {
            page.has_picture = true;
            return Ok(());
        }
        if depth >= DEPTH_MAX {
            return Err(Unread::TooMuch);
        }
        let own = stream.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        let placed = stream.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array);
        let placed = placed.map_or(IDENTITY, |matrix| self.matrix(matrix));
        let mut state = state.clone();
        state.page = times(placed, state.page);
        self.streams.insert(stream);
        self.draw(&unpacked(stream, STREAM_MAX_BYTES)?, own.or(resources), state, page, depth + 1)
    }

    fn graphics(&mut self, resources: Option<&'a Dictionary>, name: &[u8], state: &mut State<'a>) {
        let all = entry(self.document, resources, b"ExtGState", name);
        let Some(Ok(set)) = all.map(Object::as_dict) else { return };
        if let Ok(Object::Array(font)) = set.get_deref(b"Font", self.document)
            && let [font, size] = font.as_slice()
            && let Ok((_, Object::Dictionary(font))) = self.document.dereference(font)
        {
            state.font = Some(self.known(font));
            state.size = self.number(size);
        }
    }

    fn font(&mut self, resources: Option<&'a Dictionary>, name: &[u8]) -> Option<Rc<Font<'a>>> {
        let font = entry(self.document, resources, b"Font", name)?.as_dict().ok()?;
        Some(self.known(font))
    }

    fn known(&mut self, font: &'a Dictionary) -> Rc<Font<'a>> {
        if let Some((_, known)) = self.fonts.iter().find(|(one, _)| std::ptr::eq(*one, font)) {
            return known.clone();
        }
        let made = Rc::new(Font::of(self.document, font));
        self.fonts.push((font, made.clone()));
        made
    }

    fn number(&self, object: &Object) -> f64 {
        number(self.document, object)
    }

    fn matrix(&self, given: &[Object]) -> Matrix {
        let mut matrix = IDENTITY;
        for (place, value) in matrix.iter_mut().zip(given) {
            *place = self.number(value);
        }
        matrix
    }
}

impl Pen {
    fn new() -> Pen {
        Pen { now: IDENTITY, line: IDENTITY, moved: true }
    }

    fn set(&mut self, matrix: Matrix) {
        *self = Pen { now: matrix, line: matrix, moved: true };
    }

    fn step(&mut self, x: f64, y: f64) {
        self.set(times([1.0, 0.0, 0.0, 1.0, x, y], self.line));
    }
}

/// What the resources call by this name.
fn entry<'a>(
    document: &'a Document,
    resources: Option<&'a Dictionary>,
    kind: &[u8],
    name: &[u8],
) -> Option<&'a Object> {
    let all = resources?.get_deref(kind, document).ok()?.as_dict().ok()?;
    all.get_deref(name, document).ok()
}
