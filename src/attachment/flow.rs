//! The ways a part of an office file reads: as it lies there, as a reader sees it, and as it was before the changes it keeps.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::grid::Grid;
use super::tables::Tables;
use super::xml::Element;

/// Elements that hold words, each of which ends with its element.
const LINES: &[&str] = &[
    "p",
    "h",
    "li",
    "div",
    "text",
    "v",
    "f",
    "formula",
    "formula1",
    "formula2",
    "definedName",
    "oddHeader",
    "oddFooter",
    "evenHeader",
    "evenFooter",
    "firstHeader",
    "firstFooter",
    "creator",
    "initial-creator",
    "lastModifiedBy",
    "author",
    "date",
    "title",
    "subject",
    "description",
    "desc",
    "keywords",
    "keyword",
    "category",
    "Company",
    "Manager",
    "lpwstr",
    "user-defined",
];

/// Elements whose words may go on in the next of them: a number is often cut into several.
const RUNS: &[&str] = &["t", "delText", "instrText", "delInstrText", "body"];

/// Elements that hold no words and part those around them.
const BREAKS: &[&str] = &[
    "si",
    "is",
    "c",
    "row",
    "tr",
    "tc",
    "table-cell",
    "tab",
    "ptab",
    "br",
    "cr",
    "s",
    "line-break",
    "pPr",
    "Relationship",
];

/// What holds settings in the middle of words: where a shape stands, how large it is.
const SET: &[&str] = &["r", "drawing", "frame"];

/// No number reaches over it.
pub const GAP: &str = "\n\n\n\n";

/// What changes keep although it is gone, and what they have added.
const DELETED: &[&str] = &["del", "moveFrom"];
const ADDED: &[&str] = &["ins", "moveTo"];

/// What stands in the middle of other words and is set elsewhere: boxes, notes, how a name is said.
const ASIDE: &[&str] =
    &["txbxContent", "rPh", "rt", "ruby-text", "annotation", "note", "tracked-changes"];

/// What a field is made by; its runs belong together wherever others stand between.
const FIELD: &[&str] = &["instrText", "delInstrText"];

/// What the cells of one file may come to where each is laid out with the text it names and in every place it stands for:
/// as much as its parts may unpack to.
const LAID_MAX_BYTES: usize = 64 * 1024 * 1024;

/// Elements within one another; a program makes a few dozen.
const DEPTH_MAX: usize = 500;

/// Places in a text, in their order.
pub type Laid = Vec<Range<usize>>;

/// Adds words to a text, and notes where they stand, as one with those right before.
fn put(out: &mut String, text: &str, laid: Option<&mut Laid>) {
    let start = out.len();
    out.push_str(text);
    let Some(laid) = laid else { return };
    match laid.last_mut().filter(|last| last.end == start) {
        Some(last) => last.end = out.len(),
        None => laid.push(start..out.len()),
    }
}

/// What other parts say about this one.
#[derive(Default)]
pub struct Known {
    /// What the cells of the parts before came to.
    pub laid_bytes: usize,
    /// The texts that cells name by their place in a list.
    pub shared: Vec<String>,
    /// Those of them that a cell shows.
    pub used: BTreeSet<usize>,
    /// What the sheets are called, by the file each stands in.
    pub sheets: BTreeMap<String, String>,
    /// Styles whose words are not shown.
    pub unseen_styles: BTreeSet<String>,
    /// Whether formulas are counted when the file is opened, so that the values kept are not those that are seen.
    pub counts_anew: bool,
}

/// The words of a part while it is read.
pub struct Flow<'a> {
    known: &'a Known,
    open: Vec<String>,
    lies: String,
    before: String,
    /// As it is shown: the body, and what is set aside and still open.
    shown: Vec<String>,
    /// Where in each of these stands what a cell of a table shows.
    laid: [Laid; 3],
    aside: String,
    fields: String,
    /// What elements hold that hold no words: counts of pages, positions, settings.
    values: String,
    /// Whether the run, or its paragraph, is one that nobody sees.
    unseen: (bool, bool),
    cell: Cell,
    /// Whether a formula stands here whose value was not kept.
    pub uncounted: bool,
    /// The items of a list of texts.
    pub items: Vec<String>,
    /// The cells, where the part is a worksheet.
    pub grid: Option<Grid>,
    pub tables: Tables,
    /// What is left of [`LAID_MAX_BYTES`].
    pub left_bytes: usize,
    /// Whether it is more than is laid out and searched.
    is_too_much: bool,
    /// The texts of the list that its cells name.
    pub used: BTreeSet<usize>,
}

/// What is known of the cell that is open.
#[derive(Default)]
struct Cell {
    shared: bool,
    text: bool,
    formula: bool,
    value: bool,
}

impl<'a> Flow<'a> {
    pub fn new(known: &'a Known) -> Flow<'a> {
        Flow {
            known,
            open: Vec::new(),
            lies: String::new(),
            before: String::new(),
            shown: vec![String::new()],
            laid: Default::default(),
            aside: String::new(),
            fields: String::new(),
            values: String::new(),
            unseen: (false, false),
            cell: Cell::default(),
            uncounted: false,
            items: Vec::new(),
            grid: None,
            tables: Tables::default(),
            left_bytes: LAID_MAX_BYTES.saturating_sub(known.laid_bytes),
            is_too_much: false,
            used: BTreeSet::new(),
        }
    }

    /// The elements that are open, the innermost last.
    pub fn open(&self) -> &[String] {
        &self.open
    }

    /// Whether it is more than is searched: nobody would see that the rest was not.
    pub fn is_too_much(&self) -> bool {
        self.is_too_much || self.left_bytes == 0 || self.tables.are_too_many()
    }

    pub fn start(&mut self, element: &Element) {
        self.is_too_much |= self.open.len() > DEPTH_MAX;
        self.part_values();
        self.tables.start(element);
        match element.name.as_str() {
            "p" => self.unseen = (false, false),
            "r" => self.unseen.0 = false,
            "si" => self.items.push(String::new()),
            "worksheet" => self.grid = Some(Grid::default()),
            "row" => self.grid.iter_mut().for_each(|grid| grid.row(element)),
            "c" => {
                self.grid.iter_mut().for_each(|grid| grid.cell(element));
                let of = element.value("t");
                let (shared, text) = (of == Some("s"), of == Some("str"));
                self.cell = Cell { shared, text, ..Cell::default() };
            }
            "f" => self.cell.formula = true,
            "sym" => self.letter(element),
            "fldChar" => self.fields.push('\n'),
            "noBreakHyphen" => self.word("-"),
            name if ASIDE.contains(&name) => self.shown.push(String::new()),
            _ => self.see(element),
        }
        self.open.push(element.name.clone());
    }

    pub fn end(&mut self) -> Option<()> {
        self.part_values();
        let name = self.open.pop()?;
        self.tables.end(&name, &mut self.left_bytes);
        if name == "c" {
            self.grid.iter_mut().for_each(Grid::end_cell);
            let cell = std::mem::take(&mut self.cell);
            let counted = (cell.value || cell.text) && !self.known.counts_anew;
            self.uncounted |= cell.formula && !counted;
        }
        if ASIDE.contains(&name.as_str())
            && let Some(words) = self.shown.pop()
        {
            self.aside.push_str(&words);
            self.aside.push('\n');
        }
        // The end of a cell and of the paragraph in it part two words once: a number may go on in the next cell.
        if [LINES, BREAKS].iter().any(|ends| ends.contains(&name.as_str())) {
            let shown = self.shown.last_mut().into_iter();
            for out in shown.chain([&mut self.lies, &mut self.before]) {
                if !out.ends_with('\n') {
                    out.push('\n');
                }
            }
            self.tables.words(" ");
        }
        Some(())
    }

    /// Words, or a value that is searched by itself: side by side, values would make numbers that nobody wrote.
    pub fn text(&mut self, text: &str) {
        if self.in_words() {
            self.word(text);
        } else if !text.trim().is_empty() {
            self.values.push_str(text);
        }
    }

    /// Whether the text that comes is words: an unknown element within words belongs to them.
    fn in_words(&self) -> bool {
        let holds = |name: &str| LINES.contains(&name) || RUNS.contains(&name);
        let mut open = self.open.iter().rev().map(String::as_str);
        open.find(|name| holds(name) || SET.contains(name)).is_some_and(holds)
    }

    fn part_values(&mut self) {
        if !self.values.is_empty() && !self.values.ends_with(GAP) {
            self.values.push_str(GAP);
        }
    }

    fn word(&mut self, text: &str) {
        let within = |names: &[&str]| self.open.iter().any(|name| names.contains(&name.as_str()));
        let value = self.open.last().is_some_and(|name| name == "v");
        self.cell.value |= value && !text.trim().is_empty();
        let known = self.known;
        let place = text.parse().ok().filter(|_| value && self.cell.shared);
        let shared = place.and_then(|at: usize| known.shared.get(at));
        self.used.extend(place.filter(|_| shared.is_some()));
        if let Some(shared) = shared {
            self.left_bytes = self.left_bytes.saturating_sub(shared.len());
            if self.left_bytes == 0 {
                return;
            }
        }
        let text = shared.map_or(text, String::as_str);
        let formula = within(&["f"]);
        if self.shown.len() == 1
            && !formula
            && let Some(cell) = self.grid.as_mut().and_then(Grid::words)
        {
            cell.push_str(text);
            return;
        }
        if within(FIELD) {
            self.fields.push_str(text);
            self.lies.push_str(text);
            return;
        }
        let unseen = self.unseen.0 || self.unseen.1 || within(DELETED) || within(&["Fallback"]);
        let late = within(ADDED) || within(&["Choice"]);
        if self.shown.len() == 1
            && let Some(item) = self.items.last_mut()
        {
            item.push_str(text);
            return;
        }
        let inside = self.shown.len() == 1;
        let laid = inside && !unseen && self.tables.are_in_cell();
        let [of_lies, of_shown, of_before] = &mut self.laid;
        put(&mut self.lies, text, laid.then_some(of_lies));
        if !late {
            put(&mut self.before, text, laid.then_some(of_before));
        }
        if let Some(shown) = self.shown.last_mut().filter(|_| !unseen) {
            put(shown, text, laid.then_some(of_shown));
            if inside {
                self.tables.words(text);
            }
        }
    }

    /// What cells have come to, those of the parts before too.
    pub fn laid_bytes(&self) -> usize {
        LAID_MAX_BYTES - self.left_bytes
    }

    /// Everything that can be read, each way once, and where in it stands what a cell of a table shows.
    pub fn finish(mut self) -> Option<(String, Laid)> {
        if !self.open.is_empty() {
            return None;
        }
        let shown = self.shown.pop().unwrap_or_default();
        let mut out = self.lies;
        let [mut laid, of_shown, of_before] = self.laid;
        for (way, of_way) in [(shown, of_shown), (self.before, of_before)] {
            if way.trim_end() != out.trim_end() && !out.contains(&way) {
                out.push_str(GAP);
                let at = out.len();
                laid.extend(of_way.into_iter().map(|one| one.start + at..one.end + at));
                out.push_str(&way);
            }
        }
        for apart in [self.aside, self.fields, self.values] {
            out.push_str(GAP);
            out.push_str(&apart);
        }
        Some((out, laid))
    }

    /// A letter named by its place in a font.
    fn letter(&mut self, element: &Element) {
        let code = element.value("char").and_then(|code| u32::from_str_radix(code, 16).ok());
        if let Some(letter) = code.and_then(char::from_u32) {
            self.word(letter.encode_utf8(&mut [0; 4]));
        }
    }

    /// Notes whether the words that follow are seen.
    fn see(&mut self, element: &Element) {
        let value = element.value("val");
        let hidden = || value.is_some_and(|style| self.known.unseen_styles.contains(style));
        match element.name.as_str() {
            "vanish" | "specVanish" => self.unseen.0 = !matches!(value, Some("0" | "false")),
            // White on white, or as small as a dot.
            "color" if value.is_some_and(|rgb| rgb.eq_ignore_ascii_case("FFFFFF")) => {
                self.unseen.0 = true;
            }
            "sz" if value.and_then(|half| half.parse().ok()).is_some_and(|half: u32| half <= 4) => {
                self.unseen.0 = true;
            }
            "rStyle" if hidden() => self.unseen.0 = true,
            "pStyle" if hidden() => self.unseen.1 = true,
            _ => {}
        }
    }
}
