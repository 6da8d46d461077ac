//! All slips of a YAML text in one look, line by line where a reader stops at the first, and the text with them mended.

use std::collections::BTreeSet;
use std::ops::Range;

use super::flow;
use super::marks::{self, Mistake};
use super::quotes;
use super::slips::{self, Slip};
use crate::model::Currency;
use crate::model::shape::{Field, Shape, Type, scalar};

/// Shapes within shapes that are looked into for the names of fields.
const DEPTH_MAX: usize = 6;

/// More slips of one text are not looked for.
const MENDS_MAX: usize = 5_000;

/// A slip, and what would stand in these bytes without it.
pub struct Mend {
    pub slip: Slip,
    pub at: Range<usize>,
    pub with: String,
}

/// Every slip that is sure by the names of the fields, in the order of the text.
pub fn mends(yaml: &str, shape: &'static Shape, currency: Currency) -> Vec<Mend> {
    let mut shapes = Vec::new();
    gather(shape, 0, &mut shapes);
    let (mends, levels) = (Vec::new(), Vec::new());
    let words =
        yaml.match_indices('&').filter_map(|(at, _)| yaml[at + 1..].split_whitespace().next());
    let anchors = words.collect();
    let mut scan = Scan {
        yaml,
        currency,
        shapes,
        mends,
        anchors,
        levels,
        last: None,
        lists: false,
        block: None,
        past: 0,
    };
    let mut at = 0;
    for line in yaml.split_inclusive('\n') {
        if at >= scan.past && scan.mends.len() < MENDS_MAX {
            scan.line(at, line.trim_end());
        }
        at += line.len();
    }
    let mut mends = scan.mends;
    mends.sort_by_key(|mend| (mend.at.start, mend.at.end));
    let mut past = 0;
    mends.retain(|mend| {
        let apart = mend.at.start >= past;
        past = past.max(mend.at.end);
        apart
    });
    mends
}

fn gather(shape: &'static Shape, depth: usize, shapes: &mut Vec<&'static Shape>) {
    shapes.push(shape);
    for field in shape.fields().filter(|_| depth < DEPTH_MAX) {
        if let Type::Group(inner) | Type::List(inner) = field.of {
            gather(inner, depth + 1, shapes);
        }
    }
}

/// A line taken apart: blanks, the dash of an item with what follows it, and the rest.
struct Line<'a> {
    at: usize,
    blank: &'a str,
    /// The blanks behind the dash.
    gap: Option<&'a str>,
    body: &'a str,
}

impl<'a> Line<'a> {
    fn of(at: usize, text: &'a str) -> Line<'a> {
        let bare = text.trim_start();
        let blank = &text[..text.len() - bare.len()];
        let item = bare.strip_prefix('-').filter(|rest| !rest.starts_with('-'));
        match item {
            Some(rest) => {
                let body = rest.trim_start();
                Line { at, blank, gap: Some(&rest[..rest.len() - body.len()]), body }
            }
            None => Line { at, blank, gap: None, body: bare },
        }
    }

    /// The byte its body begins at.
    fn body_at(&self) -> usize {
        self.at + self.blank.len() + self.gap.map_or(0, |gap| gap.len() + 1)
    }

    /// Its name with what stands before and behind the colon.
    fn name(&self) -> Option<(&'a str, char, &'a str)> {
        let at = self.body.find([':', '：'])?;
        let colon = self.body[at..].chars().next()?;
        let name = &self.body[..at];
        let is_name = !name.is_empty() && !name.contains([' ', '"', '\'', '[', '{', '#', '，']);
        is_name.then_some((name, colon, &self.body[at + colon.len_utf8()..]))
    }
}

struct Scan<'a> {
    yaml: &'a str,
    currency: Currency,
    shapes: Vec<&'static Shape>,
    mends: Vec<Mend>,
    /// What stands behind each `&` of the text.
    anchors: BTreeSet<&'a str>,
    /// The columns in which groups that are open begin, and whether a dash stands there.
    levels: Vec<(usize, bool)>,
    /// The column of the field above, and whether its value stands on its line.
    last: Option<(usize, bool)>,
    /// Whether the field above holds a list.
    lists: bool,
    /// The column of a field whose text stands in the lines below it.
    block: Option<usize>,
    /// Before this byte all belongs to a value that runs over its line.
    past: usize,
}

impl<'a> Scan<'a> {
    fn line(&mut self, at: usize, text: &'a str) {
        let line = Line::of(at, text);
        if line.body.is_empty() && line.gap.is_none() || line.body.starts_with('#') {
            return;
        }
        let odd = line.blank.contains(|c| c != ' ');
        let mut column = columns(line.blank);
        if self.block.is_some_and(|block| column > block) {
            return;
        }
        self.block = None;
        let fields = line.name().map_or(Vec::new(), |(name, ..)| self.known(name));
        let named = line.name().filter(|(_, colon, rest)| {
            !fields.is_empty() || *colon == ':' && (rest.is_empty() || rest.starts_with(' '))
        });
        // What stands deeper than a field with its value goes on with that value.
        let goes_on = self.last.is_some_and(|(above, full)| full && column > above);
        if goes_on && !(odd && (named.is_some() || line.gap.is_some())) {
            return;
        }
        if odd && (named.is_some() || line.gap.is_some()) {
            column = self.indent(&line, column);
        }
        self.open(column, &line);
        if line.gap.is_some_and(|gap| gap != " ".repeat(gap.len()) || gap.is_empty()) {
            self.gap(&line, named.is_some());
        }
        if line.body.starts_with('{') {
            self.braces(line.body_at(), line.body);
        }
        let Some((name, colon, rest)) = named else { return };
        let inner = column + line.gap.map_or(0, |gap| 1 + columns(gap).max(1));
        let value = self.colon(&line, (name, colon, rest), !fields.is_empty());
        self.last = Some((inner, !value.is_empty() && !value.starts_with('#')));
        let is_list = |field: &&Field| field.of.is_texts() || field.of.rows_of().is_some();
        self.lists = fields.iter().any(is_list);
        let value_at = line.body_at() + line.body.len() - value.len();
        self.value((inner, name), (value_at, value), &fields);
    }

    /// What stands within braces on one line.
    fn braces(&mut self, at: usize, text: &str) {
        let mends = flow::mends(at, text, &|name| self.known(name));
        self.mends.extend(mends);
    }

    /// The fields of this name, wherever one is declared.
    fn known(&self, name: &str) -> Vec<&'static Field> {
        let of = |shape: &&'static Shape| shape.position(name, 0).map(|at| shape.field(at));
        self.shapes.iter().filter_map(of).collect()
    }

    fn open(&mut self, column: usize, line: &Line) {
        self.levels.retain(|(level, _)| *level < column);
        self.levels.push((column, line.gap.is_some()));
        if let Some(gap) = line.gap {
            self.levels.push((column + 1 + columns(gap).max(1), false));
        }
    }

    /// Tabs and wide blanks before a line: the column in which it was meant to begin.
    fn indent(&mut self, line: &Line, column: usize) -> usize {
        let item = line.gap.is_some();
        let opens = self.last.filter(|(_, full)| !full).map(|(above, _)| above);
        let fits = |(level, dash): &(usize, bool)| *level == column && *dash == item;
        let deeper = opens.filter(|above| column > *above || item && column == *above);
        let meant = match self.levels.iter().any(fits) || deeper.is_some() {
            true => column,
            false => {
                let own = self.levels.iter().filter(|(_, dash)| *dash == item);
                let levels = own.map(|(level, _)| *level).chain(opens.map(|above| above + 2));
                levels.min_by_key(|level| level.abs_diff(column)).unwrap_or(column)
            }
        };
        let at = line.at..line.at + line.blank.len();
        let inside = line.blank.find(|c| c != ' ').unwrap_or(0);
        let slip = match line.blank.contains('\t') {
            true => slips::tab_indents(line.at + line.blank.find('\t').unwrap_or(0)),
            false => slips::wide_blank(line.at + inside),
        };
        self.mends.push(Mend { slip, at, with: " ".repeat(meant) });
        meant
    }

    /// What stands between a dash and its item is one blank, or more of them.
    fn gap(&mut self, line: &Line, named: bool) {
        let start = line.at + line.blank.len() + 1;
        let Some(gap) = line.gap.filter(|_| named || self.lists) else { return };
        if line.body.is_empty() {
            return;
        }
        let slip = match gap.chars().find(|c| *c != ' ') {
            Some('\t') => slips::tab_indents(start),
            Some(_) => slips::wide_blank(start),
            None => slips::tight_dash(start - 1),
        };
        self.mends.push(Mend { slip, at: start..start + gap.len(), with: " ".to_string() });
    }

    /// The colon behind a name, and the value behind it.
    fn colon(
        &mut self,
        line: &Line,
        (name, colon, rest): (&str, char, &'a str),
        known: bool,
    ) -> &'a str {
        let value = rest.trim_start();
        let gap = &rest[..rest.len() - value.len()];
        let start = line.body_at() + name.len();
        let sound = colon == ':' && (value.is_empty() || gap.starts_with([' ', '\t']));
        if known && !sound {
            let slip = match colon {
                ':' => slips::tight(start, name),
                _ => slips::wide(start),
            };
            let at = start..start + colon.len_utf8() + gap.len();
            let with = if value.is_empty() { ":" } else { ": " };
            self.mends.push(Mend { slip, at, with: with.to_string() });
        }
        value
    }

    fn value(
        &mut self,
        (column, name): (usize, &str),
        (at, value): (usize, &'a str),
        fields: &[&'static Field],
    ) {
        let is_single = |of: Type| !of.is_texts() && !of.holds_fields();
        let single = fields.iter().any(|field| is_single(field.of));
        if value.starts_with('{') && !single {
            self.braces(at, value);
        }
        let is_block = |text: &str| text.trim_end_matches(['+', '-']).len() == 1;
        match value.chars().next() {
            None | Some('#') => {}
            Some('|' | '>') if is_block(value.split(" #").next().unwrap_or("").trim_end()) => {
                self.block = Some(column);
            }
            Some(quote @ ('"' | '\'')) => self.quoted((at, value), quote),
            Some(open @ ('[' | '{')) if self.opened((column, single), (at, value), open) => {}
            Some(first) if !value.contains(" #") && (single || fields.is_empty()) => {
                self.single((name, first), (at, value), fields);
            }
            Some(_) => {}
        }
    }

    /// A value that YAML takes for something else, or that Chinese quotes stand around.
    fn single(
        &mut self,
        (name, first): (&str, char),
        (at, value): (usize, &str),
        fields: &[&'static Field],
    ) {
        let mend = |slip: Slip, with: String| Mend { slip, at: at..at + value.len(), with };
        let inner = value.strip_prefix(['“', '”']).and_then(|rest| rest.strip_suffix(['”', '“']));
        if let Some(inner) = inner {
            let fits = |text: &str| {
                fields.iter().all(|field| scalar(field.of, text, self.currency).is_ok())
            };
            if !fits(value) && fits(inner) {
                self.mends.push(mend(slips::chinese_quotes(at), inner.to_string()));
            }
            return;
        }
        let colon = value.find(": ").or_else(|| value.ends_with(':').then(|| value.len() - 1));
        if colon.is_none() && !"[{*@`%".contains(first) || self.is_alias(value) {
            return;
        }
        let with = format!("'{}'", value.replace('\'', "''"));
        let read = |value: &str| marks::tree(&format!("a: {value}\n"));
        if matches!(read(value), Err(Mistake::Syntax(_))) && read(&with).is_ok() {
            let slip = match colon.filter(|_| first != '[' && first != '{') {
                Some(colon) => slips::second_colon(at + colon, name),
                None => slips::sign_first(at, first, name),
            };
            self.mends.push(mend(slip, with));
        }
    }

    /// Whether a value stands for another that this text holds.
    fn is_alias(&self, value: &str) -> bool {
        value.strip_prefix('*').is_some_and(|name| self.anchors.contains(name))
    }

    fn quoted(&mut self, (at, value): (usize, &str), quote: char) {
        let sign = quote.to_string();
        let close = quotes::close(&self.yaml[at + 1..], &sign).map(|close| at + 1 + close);
        let line_end = at + value.len();
        if let Some(close) = close.filter(|close| *close < line_end) {
            let behind = self.yaml[close + 1..line_end].trim_start();
            if quote == '"' && !behind.is_empty() && !value.contains(" #") {
                let with = format!("'{}'", value.replace('\'', "''"));
                self.mends.push(Mend { slip: slips::open_quote(at), at: at..line_end, with });
            }
            return;
        }
        let whole = &self.yaml[at..close.unwrap_or(self.yaml.len())];
        let takes_in = quotes::names_within(whole).any(|name| !self.known(name).is_empty());
        if close.is_some() && !takes_in {
            self.past = close.unwrap_or(0);
            return;
        }
        if value.contains(" #") {
            return;
        }
        let count = |c: char| value.matches(c).count();
        let last = value.chars().last().filter(|last| "“”‘’".contains(*last));
        let unpaired = last.filter(|_| count('“') != count('”') || count('‘') != count('’'));
        let from = line_end - unpaired.map_or(0, char::len_utf8);
        let slip = match unpaired {
            Some(_) => slips::chinese_quote(from, quote),
            None => slips::open_quote(at),
        };
        self.mends.push(Mend { slip, at: from..line_end, with: sign });
    }

    /// Whether a bracket runs over its line: it is left open, or closed further down.
    fn opened(
        &mut self,
        (column, single): (usize, bool),
        (at, value): (usize, &str),
        open: char,
    ) -> bool {
        let end = if open == '[' { ']' } else { '}' };
        let text = value.split(" #").next().unwrap_or_default().trim_end();
        let depth =
            |text: &str| text.matches(open).count() as i64 - text.matches(end).count() as i64;
        if depth(text) <= 0 {
            return false;
        }
        let below = &self.yaml[at + value.len()..];
        let next = below.lines().skip(1).find(|line| !line.trim().is_empty());
        let ends = next.is_none_or(|next| {
            let line = Line::of(0, next);
            let known = line.name().is_some_and(|(name, ..)| !self.known(name).is_empty());
            (known || line.gap.is_some()) && columns(line.blank) <= column
        });
        if ends && single {
            return false;
        }
        if ends {
            let at_end = at + text.len();
            let slip = slips::bracket_open(at, open, end);
            self.mends.push(Mend { slip, at: at_end..at_end, with: end.to_string() });
            return true;
        }
        let closed = self.yaml[at..].match_indices(end).map(|(close, _)| at + close + 1);
        let closed = closed.take(64).find(|close| depth(&self.yaml[at..*close]) <= 0);
        self.past = closed.unwrap_or(self.yaml.len());
        true
    }
}

/// How far a line is indented: a wide blank is as wide as two, a tab goes to the next fourth column.
fn columns(blank: &str) -> usize {
    blank.chars().fold(0, |column, c| match c {
        '\t' => column / 4 * 4 + 4,
        '\u{3000}' => column + 2,
        _ => column + 1,
    })
}
