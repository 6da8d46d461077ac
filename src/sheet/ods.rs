//! `.ods`, read from its XML: `calamine` leaves out of this format what is hidden, merged, an error or red.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::fill::{Beside, LETTERS_MAX, Room, trimmed};
use super::format::Drawing;
use super::ods_style::Styles;
use super::package::{Package, attribute, count, local, meant};
use super::{Area, At, Cell, Refusal, Sheet, Value, Workbook, number};

pub fn read(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let mut package = Package::open(".ods", bytes)?;
    let list = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if list.contains("encryption-data") {
        return Err(Refusal::Locked);
    }
    let mut styles = Styles::default();
    if let Some(text) = package.text("styles.xml")? {
        styles.add(&package, &text)?;
    }
    let text = package.text("content.xml")?.ok_or_else(|| package.broken())?;
    styles.add(&package, &text)?;
    let mut tables = Tables { styles, ..Tables::default() };
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event().map_err(|_| package.broken())? {
            Event::Start(tag) => tables.begin(&tag, false)?,
            Event::Empty(tag) => tables.begin(&tag, true)?,
            Event::Text(text) => {
                tables.say(&text.decode().map_err(|_| package.broken())?);
            }
            Event::GeneralRef(name) => {
                tables.say(meant(&name).map_or(String::new(), String::from).as_str());
            }
            Event::End(tag) => {
                let name = String::from_utf8_lossy(tag.local_name().as_ref()).into_owned();
                tables.end(&name)?;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    // Who reads on behind a cut would take half a table for all of it.
    if !tables.ended {
        return Err(package.broken());
    }
    Ok(Workbook { sheets: tables.sheets })
}

/// What has been read, and what is open.
#[derive(Default)]
struct Tables {
    styles: Styles,
    drawings: BTreeMap<String, Drawing>,
    room: Room,
    sheets: Vec<Sheet>,
    sheet: Option<Sheet>,
    beside: Beside,
    at: At,
    /// How often the open row stands.
    times: usize,
    row_style: Option<String>,
    /// Styles of columns, with the last column each is for.
    column_styles: Vec<(usize, String)>,
    cell: Option<Reading>,
    /// How many notes or shapes are open, whose words are not the cell's.
    aside: usize,
    in_paragraph: bool,
    /// Groups of rows or columns that are open, and whether each is folded away.
    folded: Vec<bool>,
    ended: bool,
}

/// A cell that is open.
#[derive(Default)]
struct Reading {
    kind: String,
    value: String,
    is_error: bool,
    formula: bool,
    covered: bool,
    style: Option<String>,
    times: usize,
    span: (usize, usize),
    text: Option<String>,
}

impl Tables {
    fn begin(&mut self, tag: &BytesStart, empty: bool) -> Result<(), Refusal> {
        let name = local(tag);
        match name.as_str() {
            "annotation" | "shapes" | "frame" | "custom-shape" if !empty => self.aside += 1,
            _ if self.aside > 0 => {}
            "table" if self.sheet.is_none() => {
                let style = attribute(tag, "style-name").unwrap_or_default();
                self.sheet = Some(Sheet {
                    name: attribute(tag, "name").unwrap_or_default(),
                    hidden: self.styles.is_hidden(&style),
                    ..Sheet::default()
                });
                self.at = At::default();
                self.column_styles.clear();
            }
            "table-row-group" | "table-column-group" if !empty => {
                let shown = attribute(tag, "display").is_none_or(|shown| shown != "false");
                self.folded.push(!shown);
            }
            "table-column" => self.column(tag),
            "table-row" => {
                self.room.name()?;
                self.times = count(tag, "number-rows-repeated").unwrap_or(1).max(1);
                self.row_style = attribute(tag, "default-cell-style-name");
                self.at.column = 0;
                let hidden = is_hidden(tag) || self.folded.contains(&true);
                let end = self.at.row.saturating_add(self.times);
                if hidden {
                    self.beside.hidden_rows.add(self.at.row, end - 1);
                }
                if empty {
                    self.at.row = end;
                }
            }
            "table-cell" | "covered-table-cell" => {
                self.room.name()?;
                self.cell = Some(Reading::of(tag, name == "covered-table-cell"));
                if empty {
                    self.close_cell()?;
                }
            }
            "p" => {
                if let Some(cell) = &mut self.cell {
                    // Each paragraph is a line.
                    cell.text = Some(cell.text.take().map_or(String::new(), |text| text + "\n"));
                    self.in_paragraph = !empty;
                }
            }
            "s" => self.say(&" ".repeat(count(tag, "c").unwrap_or(1).min(1000))),
            "tab" => self.say("\t"),
            "line-break" => self.say("\n"),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "annotation" | "shapes" | "frame" | "custom-shape" => {
                self.aside = self.aside.saturating_sub(1);
            }
            "spreadsheet" => self.ended = true,
            _ if self.aside > 0 => {}
            "table" => {
                let beside = std::mem::take(&mut self.beside);
                if let Some(sheet) = self.sheet.take() {
                    self.sheets.push(trimmed(sheet, beside, &mut self.room)?);
                }
            }
            "table-row" => self.at.row = self.at.row.saturating_add(self.times),
            "table-cell" | "covered-table-cell" => self.close_cell()?,
            "table-row-group" | "table-column-group" => _ = self.folded.pop(),
            "p" => self.in_paragraph = false,
            _ => {}
        }
        Ok(())
    }

    fn say(&mut self, words: &str) {
        if let (Some(cell), 0, true) = (&mut self.cell, self.aside, self.in_paragraph) {
            let text = cell.text.get_or_insert_default();
            // A text that is too long is refused; blanks, which a file counts, would make it longer without end.
            if text.len() <= 4 * LETTERS_MAX {
                text.push_str(words);
            }
        }
    }

    fn column(&mut self, tag: &BytesStart) {
        let times = count(tag, "number-columns-repeated").unwrap_or(1).max(1);
        let from = self.at.column;
        self.at.column = from.saturating_add(times);
        let hidden = is_hidden(tag) || self.folded.contains(&true);
        if hidden {
            self.beside.hidden_columns.add(from, self.at.column - 1);
        }
        let style = attribute(tag, "default-cell-style-name").unwrap_or_default();
        self.column_styles.push((self.at.column, style));
    }

    fn close_cell(&mut self) -> Result<(), Refusal> {
        let (Some(read), Some(sheet)) = (self.cell.take(), self.sheet.as_mut()) else {
            return Ok(());
        };
        let At { row, column } = self.at;
        self.at.column = column.saturating_add(read.times);
        if read.span != (1, 1) {
            let end = |from: usize, more: usize| from.saturating_add(more - 1);
            let to = At { row: end(row, read.span.0), column: end(column, read.span.1) };
            self.beside.merged.push(Area { from: At { row, column }, to });
        }
        let mut cell = Cell { value: read.value(), ..Cell::default() };
        if cell.value == Value::Blank || read.covered {
            return Ok(());
        }
        let by_column = self.column_styles.partition_point(|(end, _)| *end <= column);
        let by_column = self.column_styles.get(by_column).map(|(_, style)| style);
        let style = read.style.as_ref().or(self.row_style.as_ref()).or(by_column);
        let style = style.map_or("", String::as_str);
        if !self.drawings.contains_key(style) {
            self.drawings.insert(style.to_string(), self.styles.drawing(style)?);
        }
        self.drawings[style].draw(&mut cell);
        for row in row..row.saturating_add(self.times) {
            for column in column..column.saturating_add(read.times) {
                self.room.put(sheet, At { row, column }, cell.clone())?;
            }
        }
        Ok(())
    }
}

/// Hidden by hand or by a filter.
fn is_hidden(tag: &BytesStart) -> bool {
    attribute(tag, "visibility").is_some_and(|seen| seen != "visible")
}

impl Reading {
    fn of(tag: &BytesStart, covered: bool) -> Reading {
        // Two attributes end in `value-type`: the format's own, and one that LibreOffice adds for errors.
        let is_error = tag.attributes().with_checks(false).flatten().any(|own| {
            own.key.local_name().as_ref() == b"value-type" && own.value.as_ref() == b"error"
        });
        let kind = attribute(tag, "value-type").unwrap_or_default();
        let value = ["value", "date-value", "boolean-value", "string-value"];
        let spans = |name| count(tag, name).unwrap_or(1).clamp(1, 1_048_576);
        Reading {
            kind,
            value: value.iter().find_map(|name| attribute(tag, name)).unwrap_or_default(),
            is_error,
            formula: attribute(tag, "formula").is_some(),
            covered,
            style: attribute(tag, "style-name"),
            times: count(tag, "number-columns-repeated").unwrap_or(1).max(1),
            span: (spans("number-rows-spanned"), spans("number-columns-spanned")),
            text: None,
        }
    }

    fn value(&self) -> Value {
        let text = self.text.as_deref().unwrap_or_default();
        let spoken = || super::text_value(if text.is_empty() { &self.value } else { text });
        let like_error =
            text.starts_with('#') && text.ends_with(['!', '?', 'A']) || text.starts_with("Err:");
        if self.is_error || self.formula && like_error {
            return Value::Error(text.to_string());
        }
        match self.kind.as_str() {
            "float" | "currency" | "percentage" => match self.value.parse::<f64>() {
                Ok(value) => number::value(value),
                Err(_) => spoken(),
            },
            // A time alone is written as a day of 1899.
            "date" if self.value.starts_with("1899-12-30T") => spoken(),
            "date" => super::iso_day(&self.value),
            "boolean" => Value::Truth(self.value == "true"),
            "" if self.formula && text.is_empty() => Value::Uncounted,
            _ => spoken(),
        }
    }
}
