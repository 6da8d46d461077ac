//! Everything a file says that may be published, piece by piece with its place: read off the text by its declaration, so
//! that no list of fields can forget one.

use std::borrow::Cow;
use std::sync::Arc;

use crate::finding::{Finding, Place, Rule};
use crate::kind::ledger::{LEDGER, LINE};
use crate::kind::people::People;
use crate::kind::record::{Beside, Form, Record};
use crate::model::Said;
use crate::model::cells::rows as cells;
use crate::model::party::{Names, Seen};
use crate::model::shape::{Shape, Type};
use crate::read::Filed;
use crate::sink::plain;
use crate::source::{self, Scalars, Source, each_cell};
use crate::waist::unmarked;

/// What a file says, a line a piece, and where each piece stands.
#[derive(Default)]
pub struct Words {
    pub text: String,
    pieces: Vec<(usize, Spot)>,
}

/// Where a piece stands: a field by its way, or bytes.
#[derive(Clone, Debug)]
pub enum Spot {
    Field(String),
    Bytes(usize, usize),
    File,
}

impl Words {
    fn add(&mut self, text: &str, spot: Spot) {
        self.pieces.push((self.text.len(), spot));
        self.text.push_str(&unmarked(&plain(text)));
        self.text.push('\n');
    }

    /// The words with those masked that are masked on the way out.
    pub fn masked(self, names: &Names) -> Words {
        if names.is_empty() {
            return self;
        }
        let mut masked = Words::default();
        let ends = self.pieces.iter().skip(1).map(|(start, _)| *start).chain([self.text.len()]);
        for ((start, spot), end) in self.pieces.iter().zip(ends) {
            masked.pieces.push((masked.text.len(), spot.clone()));
            masked.text.push_str(&names.mask(&self.text[*start..end - 1]));
            masked.text.push('\n');
        }
        masked
    }

    /// Where a name stands, and which piece that is.
    pub fn spot(&self, one: &Seen) -> (usize, &Spot) {
        self.spot_at(one.span.start)
    }

    /// Where a byte of the words stands, and in which piece.
    pub fn spot_at(&self, byte: usize) -> (usize, &Spot) {
        let at = self.pieces.partition_point(|(start, _)| *start <= byte) - 1;
        (at, &self.pieces[at].1)
    }

    /// Of a YAML file, and of its own name; `hidden` says which fields do not leave.
    fn of_yaml(source: &Source, shape: &'static Shape, hidden: &dyn Fn(&str) -> bool) -> Words {
        let mut words = Words::default();
        words.add_file(source);
        words.add_yaml(&source.text, shape, hidden);
        words
    }

    fn add_yaml(&mut self, yaml: &str, shape: &'static Shape, hidden: &dyn Fn(&str) -> bool) {
        Scalars::read(yaml, shape).each(&mut |way, _, text| {
            if !hidden(way) {
                self.add(text, Spot::Field(way.to_string()));
            }
        });
    }

    /// The cells of a table, those of columns apart that do not leave.
    fn add_table(&mut self, table: &Beside, leaves: &dyn Fn(&str) -> bool) {
        for (at, row) in cells(&table.source.text).iter().enumerate() {
            let Some(index) = table.row_of(at) else { continue };
            for (name, column) in &table.columns {
                let text = row.get(*column).map_or("", String::as_str);
                if !text.is_empty() && leaves(name) {
                    self.add(text, Spot::Field(table.field(index, name)));
                }
            }
        }
    }

    /// A page names the file it was made from.
    fn add_file(&mut self, source: &Source) {
        for step in source.path.split('/') {
            self.add(step.rsplit_once('.').map_or(step, |(stem, _)| stem), Spot::File);
        }
    }

    /// The prose line by line, without the marks of emphasis that may part a name; a star that is none may mask one.
    fn add_prose(&mut self, record: &Record, source: &Source) {
        let Some(from) = source.text.rfind(record.body.trim_end()) else { return };
        let (mut at, bare) = (from, unmarked(&record.body));
        for (typed, line) in record.body.split_inclusive('\n').zip(bare.split_inclusive('\n')) {
            let line = line.trim_end().replace(['`', '_', '~'], "");
            self.add(&line, Spot::Bytes(at, at + typed.trim_end().len()));
            at += typed.len();
        }
    }
}

/// Of a head: of a unit, of the portal.
pub fn of_head(source: &Source, shape: &'static Shape) -> Words {
    let mut words = Words::default();
    words.add_yaml(&source.text, shape, &|_| false);
    words
}

pub fn of_ledger(filed: &Filed) -> Words {
    let mut words = Words::of_yaml(&filed.source, &LEDGER, &|_| false);
    if let Some((source, _)) = &filed.lines {
        words.add_file(source);
        each_cell(&source.text, &mut |text, start, end| words.add(text, Spot::Bytes(start, end)));
    }
    for table in &filed.tables {
        words.add_file(&table.source);
        words.add_table(table, &|_| true);
    }
    words
}

/// Of a record. Of rows of people nothing reaches the web but the words that name cells.
pub fn of_record(record: &Record, source: &Source) -> Words {
    let hidden = |way: &str| {
        record.kind.people.iter().any(|people: &People| {
            let row = way.strip_prefix(people.list).and_then(|rest| rest.strip_prefix('.'));
            row.is_some_and(|row| row.split('.').next_back() != Some(people.by))
        })
    };
    let mut words = of_file(record, source, &hidden);
    for table in &record.tables {
        if table.is_record() || !table.alone {
            words.add_file(&table.source);
        }
        let cells = |name: &str| !hidden(&table.field(0, name));
        words.add_table(table, &cells);
    }
    words
}

fn of_file(record: &Record, source: &Source, hidden: &dyn Fn(&str) -> bool) -> Words {
    match record.kind.form {
        Form::Yaml => Words::of_yaml(source, record.kind.shape, hidden),
        Form::Markdown => {
            let mut words = Words::default();
            words.add_file(source);
            if let Some((head, ..)) = source::split_head(&source.text) {
                words.add_yaml(head, record.kind.shape, hidden);
            }
            words.add_prose(record, source);
            words
        }
    }
}

/// Whether a text may hold a name: what is written there, or an escape. Most hold none, and are not read apart.
pub fn may_name(lists: &[&Names], source: &Source) -> bool {
    let escapes = ["\\u", "\\x", "\\U", "&#", "%"];
    let texts = [&*source.path, &source.text];
    texts.iter().any(|text| lists.iter().any(|names| !names.seen(text).is_empty()))
        || escapes.iter().any(|escape| source.text.contains(escape))
}

/// Where a name stands in a file as it is written: in no comment, and in no field whose persons are masked.
pub fn written(
    names: &Names,
    name: &str,
    source: &Source,
    shape: Option<&'static Shape>,
) -> Option<Place> {
    let mut seen = names.seen(&source.text).into_iter().filter(|one| one.name == name).peekable();
    seen.peek()?;
    let scalars = shape.map(|shape| Scalars::read(&source.text, shape));
    let told = |one: &Seen| {
        let Some(scalars) = &scalars else { return true };
        let scalar = scalars.at(one.span.start);
        scalar.is_some_and(|(of, _)| !matches!(of, Type::Party | Type::Person))
    };
    let one = seen.find(told)?;
    Some(Place::Bytes(one.span.start, one.span.end))
}

/// A finding in a ledger, in whichever of its two files the words stand, and about the line's voucher.
pub fn in_ledger(filed: &Filed, rule: &'static Rule, spot: &Spot, said: Said) -> Finding {
    match (spot, &filed.lines) {
        (Spot::Field(way), _) => {
            let mut steps = way.split('.');
            let line = steps.next().filter(|step| *step == "lines").and_then(|_| steps.next());
            let line = line.and_then(|line| line.parse().ok());
            match (line.filter(|at| *at < filed.ledger.lines.len()), steps.next()) {
                (Some(at), Some(field)) => filed.at_line(rule, at, field, said),
                _ => filed.finding(rule, way, said),
            }
        }
        (Spot::Bytes(start, _), Some((_, starts))) => {
            match starts.partition_point(|begin| begin <= start).checked_sub(1) {
                Some(at) => filed.at_line(rule, at, LINE.name, said),
                None => in_file(&filed.lines.as_ref().expect("lines").0, rule, spot, said),
            }
        }
        _ => in_file(&filed.source, rule, spot, said),
    }
}

pub fn in_file(source: &Source, rule: &'static Rule, spot: &Spot, said: Said) -> Finding {
    let place = match spot {
        Spot::Field(way) => Place::Field(way.clone()),
        Spot::Bytes(start, end) => Place::Bytes(*start, *end),
        Spot::File => Place::File,
    };
    source.finding(rule, place, said)
}

/// Words that stand in no file of ours: of a paper.
pub fn of_texts(texts: &[&str]) -> Words {
    let mut words = Words::default();
    texts.iter().for_each(|text| words.add(text, Spot::File));
    words
}

/// A path without the names in it.
pub fn address<'a>(path: &'a str, names: &Names) -> Cow<'a, str> {
    match plain(path) {
        Cow::Borrowed(path) => names.mask(path),
        Cow::Owned(read) => Cow::Owned(names.mask(&read).into_owned()),
    }
}

/// A file that a finding is about.
pub fn file(path: &str) -> Arc<str> {
    Arc::from(path)
}
