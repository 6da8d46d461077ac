//! What `calamine` does not tell of an `.xls`: which sheets, rows and columns are hidden, and how a cell is drawn, by the records of its stream.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::fill::{Beside, TEXT_MAX_BYTES, too_many, too_much_text};
use super::format::{Drawing, Format};
use super::{At, Refusal, shared};

/// Cells that one sheet of this format can have.
const CELLS_MAX: usize = 65_536 * 256;

/// What is to be known of one sheet beside its values.
#[derive(Default)]
pub struct Marks {
    /// A sheet with cells, and no chart.
    pub is_table: bool,
    pub hidden: bool,
    pub beside: Beside,
    /// By the number of its drawing.
    cells: BTreeMap<At, usize>,
    drawings: Rc<Vec<Drawing>>,
}

impl Marks {
    pub fn drawing(&self, at: At) -> Option<&Drawing> {
        self.drawings.get(*self.cells.get(&at)?)
    }
}

/// One record: its kind and its bytes.
struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

impl Record<'_> {
    fn word(&self, at: usize) -> usize {
        let bytes = self.data.get(at..at + 2);
        bytes.map_or(0, |bytes| usize::from(u16::from_le_bytes([bytes[0], bytes[1]])))
    }

    fn long(&self, at: usize) -> usize {
        self.word(at) | self.word(at + 2) << 16
    }

    fn byte(&self, at: usize) -> u8 {
        self.data.get(at).copied().unwrap_or_default()
    }
}

/// The records from a place on, to the end of their part; those of charts within it left out. Where more than what is left
/// is gone through, they end, and nothing is left.
fn records<'a>(
    stream: &'a [u8],
    mut at: usize,
    left: &mut usize,
) -> impl Iterator<Item = Record<'a>> {
    const BEGIN: u16 = 0x0809;
    const END: u16 = 0x000A;
    let mut depth = 0_usize;
    std::iter::from_fn(move || {
        loop {
            let head = stream.get(at..at.checked_add(4)?)?;
            let kind = u16::from_le_bytes([head[0], head[1]]);
            let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
            let data = stream.get(at + 4..at + 4 + length)?;
            at += 4 + length;
            *left = left.saturating_sub(4 + length);
            if *left == 0 {
                return None;
            }
            match kind {
                BEGIN => depth += 1,
                END if depth <= 1 => return None,
                END => depth -= 1,
                _ => {}
            }
            if depth <= 1 && kind != BEGIN {
                return Some(Record { kind, data });
            }
        }
    })
}

/// What the part for the whole workbook says.
#[derive(Default)]
struct Globals {
    sheets: Vec<(usize, bool, bool)>,
    fonts: Vec<usize>,
    formats: BTreeMap<usize, Rc<Format>>,
    /// Font and format.
    drawings: Vec<(usize, usize)>,
    palette: Vec<[u8; 3]>,
}

/// What is left of what the sheets of one file may come to: their records, which no two have in common, and what
/// `calamine` makes room for before it reads them.
struct Left {
    bytes: usize,
    cells: usize,
    letters: usize,
    /// Letters of each text that cells name by its number.
    shared: Vec<usize>,
}

impl Left {
    /// A text that a cell names.
    fn shows(&mut self, text: usize) -> Result<(), Refusal> {
        let letters = self.shared.get(text).copied().unwrap_or_default();
        self.letters = self.letters.checked_sub(letters).ok_or_else(too_much_text)?;
        Ok(())
    }

    /// A sheet that reaches from one corner to another.
    fn reaches(&mut self, from: At, to: At) -> Result<(), Refusal> {
        let side = |from: usize, to: usize| (to + 1).saturating_sub(from);
        let cells = side(from.row, to.row) * side(from.column, to.column);
        self.cells = self.cells.checked_sub(cells).ok_or_else(too_many)?;
        Ok(())
    }
}

/// The marks of every sheet, in the order of their tabs.
pub fn marks(stream: &[u8]) -> Result<Vec<Marks>, Refusal> {
    let mut globals = Globals::default();
    let (mut list, mut last) = (Vec::new(), 0);
    for record in records(stream, 0, &mut (stream.len() + 1)) {
        // What goes on with a record belongs to it.
        last = if record.kind == 0x003C { last } else { record.kind };
        match record.kind {
            0x002F => return Err(Refusal::Locked),
            0x0085 => {
                let (hidden, table) = (record.byte(4) & 3 != 0, record.byte(5) == 0);
                globals.sheets.push((record.long(0), hidden, table));
            }
            0x0031 => globals.fonts.push(record.word(4)),
            0x041E => {
                let format = Format::of(&format_text(&record))?;
                globals.formats.insert(record.word(0), Rc::new(format));
            }
            0x00FC => list = vec![record.data.get(8..).unwrap_or_default()],
            0x003C if last == 0x00FC => list.push(record.data),
            0x00E0 => globals.drawings.push((record.word(0), record.word(2))),
            0x0092 => {
                let colours = record.data.get(2..).unwrap_or_default().chunks_exact(4);
                globals.palette = colours.map(|rgb| [rgb[0], rgb[1], rgb[2]]).collect();
            }
            _ => {}
        }
    }
    let drawings = Rc::new(globals.drawn()?);
    let mut left = Left {
        bytes: stream.len(),
        cells: CELLS_MAX,
        letters: TEXT_MAX_BYTES,
        shared: shared::letters(&list),
    };
    let sheet = |(at, hidden, is_table): &(usize, bool, bool)| {
        let mut marks = Marks { hidden: *hidden, is_table: *is_table, ..Marks::default() };
        marks.drawings = drawings.clone();
        marks.look(stream, *at, &mut left)?;
        Ok(marks)
    };
    globals.sheets.iter().map(sheet).collect()
}

impl Globals {
    fn drawn(&mut self) -> Result<Vec<Drawing>, Refusal> {
        for (_, format) in &self.drawings {
            if !self.formats.contains_key(format) {
                self.formats.insert(*format, Rc::new(Format::of(builtin(*format))?));
            }
        }
        let drawn = |(font, format): &(usize, usize)| {
            // No font has the number 4.
            let font = self.fonts.get(if *font > 4 { font - 1 } else { *font });
            Drawing {
                red: font.is_some_and(|colour| self.is_red(*colour)),
                format: self.formats[format].clone(),
            }
        };
        Ok(self.drawings.iter().map(drawn).collect())
    }

    fn is_red(&self, colour: usize) -> bool {
        match colour.checked_sub(8).and_then(|own| self.palette.get(own)) {
            Some([red, green, blue]) => super::is_red(*red, *green, *blue),
            None => matches!(colour, 2 | 10),
        }
    }
}

/// The formats that are known by number alone and look like another number, or red.
fn builtin(format: usize) -> &'static str {
    match format {
        9 | 10 => "0%",
        38 | 40 => "#,##0;[Red]-#,##0",
        _ => "General",
    }
}

/// The text of a format; of the years before 1997 in the office's own coding, whose words are left unread.
fn format_text(record: &Record) -> String {
    let length = record.word(2);
    let letters = record.data.get(5..).unwrap_or_default();
    if record.byte(4) & 1 == 0 {
        return letters.iter().take(length).map(|b| *b as char).collect();
    }
    let pairs = letters.chunks_exact(2).take(length);
    let units: Vec<u16> = pairs.map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
    String::from_utf16_lossy(&units)
}

impl Marks {
    fn look(&mut self, stream: &[u8], at: usize, left: &mut Left) -> Result<(), Refusal> {
        let mut rows_hidden = false;
        let mut said = BTreeSet::new();
        let mut bytes = left.bytes;
        for record in records(stream, at, &mut bytes) {
            match record.kind {
                // How far the cells reach, for which room is made before any is read.
                0x0200 => {
                    let rows = record.long(4).saturating_sub(record.long(0));
                    let columns = record.word(10).saturating_sub(record.word(8));
                    if rows.saturating_mul(columns.min(256)) > CELLS_MAX {
                        return Err(Refusal::Broken(".xls"));
                    }
                }
                0x0225 => rows_hidden = record.word(0) & 2 != 0,
                0x0208 => {
                    said.insert(record.word(0));
                    if record.word(12) & 0x20 != 0 || record.word(6) & 0x7FFF == 0 {
                        self.beside.hidden_rows.add(record.word(0), record.word(0));
                    }
                }
                0x007D if record.word(8) & 1 != 0 || record.word(4) == 0 => {
                    self.beside.hidden_columns.add(record.word(0), record.word(2));
                }
                0x0203 | 0x027E | 0x00FD | 0x0204 | 0x0006 | 0x0205 | 0x00D6 => {
                    if record.kind == 0x00FD {
                        left.shows(record.long(6))?;
                    }
                    let cell = At { row: record.word(0), column: record.word(2) };
                    self.cells.insert(cell, record.word(4));
                }
                0x00BD => {
                    let many = record.data.len().saturating_sub(6) / 6;
                    for number in 0..many {
                        let column = record.word(2) + number;
                        let cell = At { row: record.word(0), column };
                        self.cells.insert(cell, record.word(4 + number * 6));
                    }
                }
                _ => {}
            }
        }
        left.bytes = bytes;
        if bytes == 0 {
            return Err(Refusal::Broken(".xls"));
        }
        let last = self.cells.last_key_value().map_or(At::default(), |(at, _)| *at);
        if rows_hidden {
            let unsaid = (0..=last.row).filter(|row| !said.contains(row));
            unsaid.for_each(|row| self.beside.hidden_rows.add(row, row));
        }
        let Some((first, _)) = self.cells.first_key_value() else { return Ok(()) };
        let columns = self.cells.keys().map(|at| at.column);
        let (from, to) = (columns.clone().min(), columns.max());
        let corner = |row, column: Option<usize>| At { row, column: column.unwrap_or_default() };
        left.reaches(corner(first.row, from), corner(last.row, to))
    }
}
