//! How `.ods` draws its cells: colours and number formats, said as the formats of other spreadsheets say them.

use std::collections::BTreeMap;
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Refusal;
use super::format::{Drawing, Format as Code, LETTERS_MAX};
use super::package::{Package, attribute, count, local, meant};

#[derive(Default)]
pub struct Styles {
    cells: BTreeMap<String, Cell>,
    formats: BTreeMap<String, Format>,
    /// Of tables: whether no tab leads to them.
    hidden: BTreeMap<String, bool>,
}

#[derive(Default)]
struct Cell {
    parent: Option<String>,
    format: Option<String>,
    red: Option<bool>,
}

#[derive(Default)]
struct Format {
    code: String,
    /// Other formats, by the condition under which they stand for this one.
    others: Vec<(String, String)>,
}

/// What is open while a part is read.
enum Open {
    Nothing,
    Cell(String, Cell),
    Table(String),
    Format(String, Format),
}

impl Styles {
    /// Adds the styles of a part.
    pub fn add(&mut self, package: &Package, text: &str) -> Result<(), Refusal> {
        let mut reader = Reader::from_str(text);
        let (mut open, mut words) = (Open::Nothing, None);
        loop {
            let event = reader.read_event().map_err(|_| package.broken())?;
            match event {
                Event::Start(tag) => {
                    // Behind the styles stand the tables.
                    if local(&tag) == "spreadsheet" {
                        return Ok(());
                    }
                    self.begin(&tag, &mut open, &mut words, false);
                }
                Event::Empty(tag) => self.begin(&tag, &mut open, &mut words, true),
                Event::Text(text) => {
                    if let Some(words) = &mut words {
                        *words += &text.decode().map_err(|_| package.broken())?;
                    }
                }
                Event::GeneralRef(name) => {
                    if let Some(words) = &mut words {
                        words.extend(meant(&name));
                    }
                }
                Event::End(tag) => {
                    let name = String::from_utf8_lossy(tag.local_name().as_ref()).into_owned();
                    self.end(&name, &mut open, &mut words);
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    pub fn is_hidden(&self, table: &str) -> bool {
        self.hidden.get(table).copied().unwrap_or(false)
    }

    /// A cell's drawing, with what it has from the styles above it.
    pub fn drawing(&self, name: &str) -> Result<Drawing, Refusal> {
        let (mut red, mut format, mut next) = (None, None, Some(name));
        // A style that is above itself ends, too.
        for _ in 0..20 {
            let Some(cell) = next.and_then(|name| self.cells.get(name)) else { break };
            red = red.or(cell.red);
            format = format.or(cell.format.as_deref());
            next = cell.parent.as_deref();
        }
        let code = format.map_or(String::new(), |name| self.code(name));
        let format = Code::of(if code.is_empty() { "General" } else { &code })?;
        Ok(Drawing { red: red.unwrap_or(false), format: Rc::new(format) })
    }

    /// The code of a format; no further than it takes to see that it is too long.
    fn code(&self, name: &str) -> String {
        let Some(format) = self.formats.get(name) else { return String::new() };
        let mut sections: Vec<String> = Vec::new();
        for (condition, other) in format.others.iter().take(LETTERS_MAX) {
            let code = self.formats.get(other).map_or("", |other| &other.code);
            sections.push(format!("[{}]{code}", condition.trim_start_matches("value()")));
        }
        sections.push(format.code.clone());
        sections.join(";")
    }

    fn begin(
        &mut self,
        tag: &BytesStart,
        open: &mut Open,
        words: &mut Option<String>,
        empty: bool,
    ) {
        let value = |name: &str| attribute(tag, name);
        let name = value("name").unwrap_or_default();
        match (local(tag).as_str(), &mut *open) {
            ("style", _) => {
                let family = value("family").unwrap_or_default();
                let (parent, format) = (value("parent-style-name"), value("data-style-name"));
                let cell = Cell { parent, format, red: None };
                match (family.as_str(), empty) {
                    ("table-cell", true) => _ = self.cells.insert(name, cell),
                    ("table-cell", false) => *open = Open::Cell(name, cell),
                    ("table", false) => *open = Open::Table(name),
                    _ => {}
                }
            }
            ("default-style", _) if value("family").as_deref() == Some("table-cell") => {}
            ("number-style" | "currency-style" | "percentage-style" | "text-style", _)
                if !empty =>
            {
                *open = Open::Format(name, Format::default());
            }
            ("table-properties", Open::Table(name)) => {
                let shown = value("display").is_none_or(|shown| shown != "false");
                self.hidden.insert(name.clone(), !shown);
            }
            ("text-properties", Open::Cell(_, cell)) => {
                cell.red = value("color").map(|colour| is_red(&colour)).or(cell.red);
            }
            (element, Open::Format(_, format)) => piece(element, tag, format, words, empty),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, open: &mut Open, words: &mut Option<String>) {
        if let (Open::Format(_, format), Some(text)) = (&mut *open, words.take()) {
            match name {
                "embedded-text" => {
                    let last = format.code.pop();
                    format.code.push_str(&quoted(&text));
                    format.code.extend(last);
                }
                _ => format.code.push_str(&quoted(&text)),
            }
        }
        match (name, std::mem::replace(open, Open::Nothing)) {
            ("style", Open::Cell(name, cell)) => _ = self.cells.insert(name, cell),
            ("style", Open::Table(_)) => {}
            (
                "number-style" | "currency-style" | "percentage-style" | "text-style",
                Open::Format(name, format),
            ) => _ = self.formats.insert(name, format),
            (_, still) => *open = still,
        }
    }
}

/// One element of a number format.
fn piece(
    element: &str,
    tag: &BytesStart,
    format: &mut Format,
    words: &mut Option<String>,
    empty: bool,
) {
    let value = |name: &str| attribute(tag, name);
    // It is refused for its length: what comes in front of it would move all of it each time.
    if format.code.len() > 4 * LETTERS_MAX {
        return;
    }
    match element {
        "number" => {
            let whole = count(tag, "min-integer-digits").unwrap_or(1).clamp(1, 40);
            let places = count(tag, "decimal-places").unwrap_or(0).min(40);
            format.code.push_str(&"0".repeat(whole));
            if places > 0 {
                format.code.push_str(&format!(".{}", "0".repeat(places)));
            }
            if value("display-factor").is_some_and(|factor| factor != "1") {
                format.code.push(',');
            }
        }
        "scientific-number" | "fraction" => format.code.push_str("General"),
        "text-content" => format.code.push('@'),
        "text" | "currency-symbol" | "embedded-text" if !empty => *words = Some(String::new()),
        "text-properties" if value("color").is_some_and(|colour| is_red(&colour)) => {
            format.code.insert_str(0, "[Red]");
        }
        "map" => {
            let condition = value("condition").unwrap_or_default();
            format.others.push((condition, value("apply-style-name").unwrap_or_default()));
        }
        _ => {}
    }
}

/// Words of a format; a percent sign is what it is elsewhere.
fn quoted(text: &str) -> String {
    match text.trim() {
        "%" => "%".to_string(),
        _ => format!("\"{}\"", text.replace('"', "")),
    }
}

/// `#ff0000`.
fn is_red(colour: &str) -> bool {
    let part = |at| u8::from_str_radix(colour.get(at..at + 2)?, 16).ok();
    match (part(1), part(3), part(5)) {
        (Some(red), Some(green), Some(blue)) => super::is_red(red, green, blue),
        _ => false,
    }
}
