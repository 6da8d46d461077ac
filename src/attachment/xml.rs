//! The words of an XML text as far as office files need them: tags gone, runs of one word joined again.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::flow::{Flow, GAP, Known};
use super::grid::Places;
use super::tables::Table;

/// What a part says.
#[derive(Debug, Default)]
pub struct Words {
    /// Everything a person may have written: text, comments, attributes.
    pub text: String,
    /// The elements with text anywhere inside.
    speaking: BTreeSet<String>,
    /// Whether a formula stands here whose value was not kept.
    pub uncounted: bool,
    /// The items of a list of texts, one by one.
    pub shared: Vec<String>,
    /// Where the cells of a worksheet begin, with which the text begins.
    pub places: Places,
    /// Its other tables.
    pub tables: Vec<Table>,
    /// The items of the list of texts that its cells name.
    pub used: BTreeSet<usize>,
    /// What cells came to, those of the parts before too.
    pub laid_bytes: usize,
    /// Where in the text stands again what a cell of a table says.
    pub laid: Vec<Range<usize>>,
}

impl Words {
    /// Whether any element of this local name has text in it.
    pub fn says(&self, name: &str) -> bool {
        self.speaking.contains(name)
    }
}

/// An element as it opens.
pub struct Element {
    /// Its name without prefix.
    pub name: String,
    /// Key and value, and where the value stands among those of the part.
    attributes: Vec<(String, String, usize)>,
}

impl Element {
    pub fn value(&self, key: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, ..)| own == key).map(|(_, value, _)| value.as_str())
    }

    /// A value, and where it stands among those of the part.
    pub fn placed(&self, key: &str) -> Option<(&str, Range<usize>)> {
        let (_, value, at) = self.attributes.iter().find(|(own, ..)| own == key)?;
        Some((value, *at..at + value.len()))
    }
}

/// The text of a part by its own mark or declaration: UTF-8, UTF-16, or an encoding with a name. `None` where bytes do not
/// fit it.
pub fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
    let label = || {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
        let (_, rest) = head.split("?>").next()?.split_once("encoding")?;
        let label = rest.trim_start().trim_start_matches('=').trim_start();
        let label = label.trim_start_matches(['"', '\'']).split(['"', '\'']).next()?;
        Some(label.to_ascii_lowercase())
    };
    let encoding = match bytes {
        [b'<', 0, ..] => UTF_16LE,
        [0, b'<', ..] => UTF_16BE,
        [b'<', b'?', ..] => match label() {
            // UTF-7 and others are ASCII to whoever does not know them. What begins in single bytes is not wide.
            Some(label) => match Encoding::for_label(label.as_bytes())? {
                wide if wide == UTF_16LE || wide == UTF_16BE => UTF_8,
                other => other,
            },
            None => UTF_8,
        },
        _ => UTF_8,
    };
    // A mark at the beginning is stronger than what is declared.
    let (text, _, wrong) = encoding.decode(bytes);
    (!wrong).then_some(text)
}

/// The words of a text, or nothing where it is not whole or says a thing by a name of its own.
pub fn read(xml: &str) -> Option<Words> {
    visited(xml, &Known::default(), |_| ())
}

/// The same, with every element shown on the way.
pub fn visited(xml: &str, known: &Known, mut look: impl FnMut(&Element)) -> Option<Words> {
    let mut reader = Reader::from_str(xml);
    let (mut flow, mut attributes) = (Flow::new(known), String::new());
    let mut speaking = BTreeSet::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                let element = element(&reader, &tag, &mut attributes)?;
                look(&element);
                flow.start(&element);
            }
            Event::Empty(tag) => {
                let element = element(&reader, &tag, &mut attributes)?;
                look(&element);
                flow.start(&element);
                flow.end()?;
            }
            Event::End(_) => flow.end()?,
            Event::Text(text) => push(&text.decode().ok()?, &mut flow, &mut speaking),
            Event::CData(text) => push(&text.decode().ok()?, &mut flow, &mut speaking),
            Event::GeneralRef(name) => push(&meant(&name)?.to_string(), &mut flow, &mut speaking),
            Event::Comment(text) => {
                attributes.push_str(&text.decode().ok()?);
                attributes.push_str(GAP);
            }
            Event::PI(_) | Event::Decl(_) => {}
            // What it declares between brackets may give words to names that stand anywhere.
            Event::DocType(declared) if declared.contains(&b'[') => return None,
            Event::DocType(_) => {}
            Event::Eof => break,
        }
        if flow.is_too_much() {
            return None;
        }
    }
    let (uncounted, shared) = (flow.uncounted, std::mem::take(&mut flow.items));
    let (grid, used) = (flow.grid.take(), std::mem::take(&mut flow.used));
    let (tables, same) =
        (std::mem::take(&mut flow.tables.done), std::mem::take(&mut flow.tables.same));
    let (table, places) = grid.map(|grid| grid.written(&mut flow.left_bytes)).unwrap_or_default();
    let laid_bytes = flow.laid_bytes();
    let gap = if table.is_empty() { "" } else { GAP };
    let (flowing, laid) = flow.finish()?;
    let text = table + gap;
    let begin = text.len();
    let text = text + &flowing + GAP;
    let behind = |at: usize| move |one: Range<usize>| one.start + at..one.end + at;
    let laid = laid.into_iter().map(behind(begin));
    let laid = laid.chain(same.into_iter().map(behind(text.len()))).collect();
    let text = text + &attributes;
    Some(Words { text, speaking, uncounted, shared, places, tables, used, laid_bytes, laid })
}

fn element(reader: &Reader<&[u8]>, tag: &BytesStart, values: &mut String) -> Option<Element> {
    let name = String::from_utf8_lossy(tag.local_name().as_ref()).into_owned();
    let mut attributes = Vec::new();
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.ok()?;
        let full = attribute.key.as_ref();
        let value = attribute
            .decoded_and_normalized_value(XmlVersion::Implicit1_0, reader.decoder())
            .ok()?
            .into_owned();
        let at = values.len();
        if !full.starts_with(b"xmlns") {
            // Side by side, widths and places would make numbers that nobody wrote.
            values.push_str(&value);
            values.push_str(GAP);
        }
        let key = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
        attributes.push((key, value, at));
    }
    Some(Element { name, attributes })
}

fn push(text: &str, flow: &mut Flow, speaking: &mut BTreeSet<String>) {
    flow.text(text);
    if !text.trim().is_empty() {
        for name in flow.open().iter().rev().take(4) {
            if !speaking.contains(name) {
                speaking.insert(name.clone());
            }
        }
    }
}

/// The character a reference stands for.
fn meant(name: &BytesRef) -> Option<char> {
    if let Some(character) = name.resolve_char_ref().ok()? {
        return Some(character);
    }
    match name.decode().ok()?.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
