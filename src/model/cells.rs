//! The cells of a CSV text, each with its place: values and places come from one machine, so that they never part.

use std::borrow::Cow;

use csv_core::{ReadFieldResult, Reader};

/// More columns no table of lines has; what has more is no table, and is not read to its end.
pub const COLUMNS_MAX: usize = 200;

/// All rows of a CSV text as what their cells say.
pub fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut cells = Cells::new(csv, 0);
    let rows = std::iter::from_fn(|| cells.record());
    rows.map(|row| row.iter().map(|cell| cell.text.to_string()).collect()).collect()
}

/// One cell: the bytes between its separators, quotes and all, and what it says.
#[derive(Clone, Debug)]
pub struct Cell<'t> {
    pub start: usize,
    pub end: usize,
    pub text: Cow<'t, str>,
}

impl Cell<'_> {
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Without the mark that a spreadsheet puts before what it must not take for a formula.
    pub fn value(&self) -> &str {
        self.text.strip_prefix('\'').unwrap_or(&self.text)
    }

    /// Whether a quote begins the cell and does not end it, or ends it before whole lines of the table were taken in.
    pub fn is_torn(&self, csv: &str, columns: usize) -> bool {
        let raw = csv[self.start..self.end].trim_end();
        let Some(inside) = raw.strip_prefix('"') else { return false };
        let Some(inside) = inside.strip_suffix('"') else { return true };
        let of_table = |line: &str| line.matches(',').count() + 1 >= columns.max(3);
        inside.replace("\"\"", "").contains('"') || inside.lines().skip(1).any(of_table)
    }
}

/// Reads record after record.
pub struct Cells<'t> {
    csv: &'t str,
    machine: Reader,
    at: usize,
    buffer: Vec<u8>,
}

impl<'t> Cells<'t> {
    /// From this byte on, where a record begins.
    pub fn new(csv: &'t str, at: usize) -> Cells<'t> {
        Cells { csv, machine: Reader::new(), at, buffer: vec![0; 1024] }
    }

    /// Goes on as if a record began at this byte.
    pub fn go_on(&mut self, at: usize) {
        self.machine.reset();
        self.at = at;
    }

    /// Where the next record is looked for.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The cells of the next record that says something; of one with more than [`COLUMNS_MAX`] one more than that, and
    /// then the reading is over.
    pub fn record(&mut self) -> Option<Vec<Cell<'t>>> {
        loop {
            let mut cells = Vec::new();
            loop {
                let (cell, last) = self.cell(cells.is_empty())?;
                cells.push(cell);
                if cells.len() > COLUMNS_MAX {
                    self.at = self.csv.len();
                    return Some(cells);
                }
                if last {
                    break;
                }
            }
            if cells.iter().any(|cell| !cell.is_blank()) {
                return Some(cells);
            }
        }
    }

    /// The next cell, and whether it is the last of its record.
    fn cell(&mut self, first: bool) -> Option<(Cell<'t>, bool)> {
        let bytes = self.csv.as_bytes();
        if first {
            // The end of the line before may still stand here: of `\r\n` the machine took the first alone.
            let ends = bytes[self.at..].iter().take_while(|b| matches!(b, b'\r' | b'\n'));
            self.at += ends.count();
        }
        let start = self.at;
        let mut written = 0;
        loop {
            let rest = &bytes[self.at..];
            let (result, read, wrote) = self.machine.read_field(rest, &mut self.buffer[written..]);
            self.at += read;
            written += wrote;
            match result {
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => self.buffer.resize(self.buffer.len() * 2, 0),
                ReadFieldResult::End => return None,
                ReadFieldResult::Field { record_end } => {
                    let end = if rest.is_empty() { self.at } else { self.at - 1 };
                    let text = match bytes.get(start) {
                        Some(b'"') => Cow::Owned(
                            String::from_utf8_lossy(&self.buffer[..written]).into_owned(),
                        ),
                        _ => Cow::Borrowed(&self.csv[start..end]),
                    };
                    return Some((Cell { start, end, text }, record_end));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(csv: &str) -> Vec<Vec<(String, String)>> {
        let mut cells = Cells::new(csv, 0);
        std::iter::from_fn(|| cells.record())
            .map(|record| {
                let both = |cell: &Cell| (csv[cell.start..cell.end].into(), cell.text.to_string());
                record.iter().map(both).collect()
            })
            .collect()
    }

    #[test]
    fn values_and_places_agree_whatever_ends_the_lines() {
        for end in ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n"] {
            let csv = ["日期,摘要", "a,\"b,\n\"\"c\"\"\"", ",,", "6\"水管,,x"].join(end);
            let read = all(&csv);
            let plain: Vec<Vec<&str>> =
                read.iter().map(|r| r.iter().map(|(_, text)| &**text).collect()).collect();
            assert_eq!(
                plain,
                [vec!["日期", "摘要"], vec!["a", "b,\n\"c\""], vec!["6\"水管", "", "x"]]
            );
            assert_eq!(read[1][1].0, "\"b,\n\"\"c\"\"\"");
            assert_eq!(read[2][0].0, "6\"水管");
        }
        assert_eq!(all("a,\n").concat().len(), 2);
        assert_eq!(all("a,").concat().len(), 2);
        assert!(all("\n\r\n ,\n").is_empty());
    }

    #[test]
    fn a_quote_that_is_not_closed_tears_its_cell() {
        let torn = |csv: &str, columns| {
            let mut cells = Cells::new(csv, 0);
            let record = cells.record().unwrap();
            record.iter().position(|cell| cell.is_torn(csv, columns))
        };
        assert_eq!(torn("a,\"6寸水管,1\nb,c,2\n", 3), Some(1), "to the end of the file");
        assert_eq!(torn("a,\"6寸水管,1\nb,\"c\",2\n", 3), Some(1), "to a quote that opens another");
        assert_eq!(torn("a,\"6寸水管,1\nb,c,2\nd,e\",3\n", 3), Some(1), "over whole lines");
        for sound in ["a,\"b\"\"c\",d", "a,\"b\nc\",d", "a,6\"b,d", "a,\"b\" ,d", "\"\",\"\"\"\",d"]
        {
            assert_eq!(torn(sound, 3), None, "{sound}");
        }
    }

    #[test]
    fn no_more_than_so_many_columns_are_looked_at() {
        let csv = format!("{}\na,b\n", "x,".repeat(100_000));
        let mut cells = Cells::new(&csv, 0);
        assert_eq!(cells.record().map(|record| record.len()), Some(COLUMNS_MAX + 1));
        assert!(cells.record().is_none(), "and nothing after them");
    }

    #[test]
    fn the_machine_can_be_set_to_another_place() {
        let csv = "a,\"b\nc,d\n";
        let mut cells = Cells::new(csv, 0);
        assert!(cells.record().unwrap()[1].is_torn(csv, 2));
        cells.go_on(5);
        assert_eq!(cells.record().unwrap()[0].text, "c");
    }
}
