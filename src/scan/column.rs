//! Finds the headings above a place in a table, which say what stands below them.

use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Range;

use super::{Personal, identity, words};

/// In how many bytes of a table its headings are looked for, from its first line on; of a page, how far above a place.
const HEAD: usize = 64 * 1024;

/// No row of a text is longer, in bytes: each of a thousand numbers in one line looks over all of it.
const ROW: usize = 8 * 1024;

/// A text, with where the lines without an empty one between begin, as far as they were read.
pub(super) struct Text<'a> {
    pub bytes: &'a [u8],
    block: Cell<usize>,
    read: Cell<usize>,
    /// What all of it is called, where it is the value of one field.
    called: Option<&'a str>,
    /// Whether a table of a page stands in it: that is looked for once.
    tables: OnceCell<bool>,
    /// What stands at the top of columns of the table that begins here.
    top: RefCell<(usize, Tops)>,
}

/// Columns of lines with so many cells.
type Columns = (Border, usize, Range<usize>);

/// What stands at the top of some.
type Tops = Vec<(Columns, Vec<String>)>;

impl<'a> Text<'a> {
    pub fn new(bytes: &'a [u8]) -> Text<'a> {
        Text {
            bytes,
            block: Cell::new(0),
            read: Cell::new(0),
            called: None,
            tables: OnceCell::new(),
            top: RefCell::default(),
        }
    }

    pub fn called(bytes: &'a [u8], name: &'a str) -> Text<'a> {
        Text { called: Some(name), ..Text::new(bytes) }
    }

    /// Whether the name of the whole names a number of a person.
    pub fn names_a_person(&self) -> bool {
        self.called.is_some_and(identity::name_a_person)
    }

    /// The words at the top of these columns, above the line that begins here.
    fn top(&self, begin: usize, of: Columns) -> Vec<String> {
        let head = self.above(begin);
        if head.len() < HEAD {
            return top(head, &of);
        }
        // Far below its headings a long table has the same for every row.
        let (block, known) = &mut *self.top.borrow_mut();
        if *block != self.block.get() {
            (*block, *known) = (self.block.get(), Vec::new());
        }
        if let Some((_, words)) = known.iter().find(|(other, _)| *other == of) {
            return words.clone();
        }
        let words = top(head, &of);
        known.push((of, words.clone()));
        words
    }

    fn has_tables(&self) -> bool {
        *self.tables.get_or_init(|| self.bytes.windows(6).any(|one| one == b"<table"))
    }

    /// The lines of the same table above the one that begins here, from the first on.
    fn above(&self, begin: usize) -> &'a [u8] {
        if begin < self.block.get() {
            self.block.set(0);
            self.read.set(0);
        }
        while self.read.get() < begin {
            let at = self.read.get();
            let long = self.bytes[at..begin].iter().position(|b| *b == b'\n');
            let end = long.map_or(begin, |long| at + long + 1);
            if self.bytes[at..end].trim_ascii().is_empty() {
                self.block.set(end);
            }
            self.read.set(end);
        }
        let head = &self.bytes[self.block.get()..begin];
        &head[..head.len().min(HEAD)]
    }
}

/// Headings may take so many lines.
const LINES_MAX: usize = 3;

/// What parts the cells of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Border {
    Bar,
    Tab,
    Comma,
    Blank,
}

/// What stands above the cells that a number lies in.
pub(super) struct Headings {
    pub words: Vec<String>,
    /// Whether the number goes over the border of a cell.
    pub several: bool,
}

/// The headings of the cells from `start` to `end`; nothing where no table is seen.
pub(super) fn headings(text: &Text, start: usize, end: usize) -> Option<Headings> {
    if let Some(name) = text.called {
        return Some(Headings { words: vec![name.to_string()], several: false });
    }
    let from = start.saturating_sub(HEAD);
    let borders = [Border::Bar, Border::Tab, Border::Comma, Border::Blank];
    let find = |border| of_lines(text, (start, end), border);
    let of_page = || of_page(&text.bytes[from..], start - from);
    let of_page = if text.has_tables() { of_page() } else { None };
    of_page.or_else(|| borders.into_iter().find_map(find))
}

fn of_lines(text: &Text, (start, end): (usize, usize), border: Border) -> Option<Headings> {
    let bytes = text.bytes;
    let near = start.saturating_sub(ROW);
    let begin = match bytes[near..start].iter().rposition(|b| *b == b'\n') {
        Some(at) => near + at + 1,
        None if near == 0 => 0,
        None => return None,
    };
    let far = bytes.len().min(start + ROW);
    let long = bytes[start..far].iter().position(|b| *b == b'\n');
    let stop = match long {
        Some(long) => start + long,
        None if far == bytes.len() => far,
        None => return None,
    };
    // What begins a text, or stands below an empty line, has no heading.
    if text.above(begin).is_empty() {
        return None;
    }
    let row = cells(&bytes[begin..stop], border);
    let of = |at: usize| row.iter().position(|cell| (cell.start..=cell.end).contains(&at));
    let first = of(start - begin).filter(|_| row.len() > 1)?;
    let last = if end > stop { None } else { Some(of(end - begin)?) };
    // A number over the rows may lie in any column.
    let columns = last.map_or(0..row.len(), |last| first..last + 1);
    let top = text.top(begin, (border, row.len(), columns));
    let several = last != Some(first);
    // Two words beside each other are no table yet, unless the one above calls such a number.
    let is_table = border != Border::Blank || row.len() > 2;
    let calls = |word: &String| words::heads_a_number(Personal::IdNumber, word);
    let found = if is_table { !top.is_empty() } else { top.iter().any(calls) };
    found.then_some(Headings { words: top, several })
}

/// What stands in these columns in the first lines that say words there, of lines with so many cells.
fn top(head: &[u8], (border, count, columns): &Columns) -> Vec<String> {
    let mut above: Vec<Vec<String>> = Vec::new();
    for line in head.split(|b| *b == b'\n') {
        let all = cells(line, *border);
        if all.len() != *count {
            continue;
        }
        let mut found = all[columns.clone()].iter().map(|cell| word(&line[cell.clone()]));
        above.extend(found.by_ref().collect::<Option<Vec<String>>>());
        if above.len() == LINES_MAX {
            break;
        }
    }
    above.concat()
}

/// The cells of a line.
fn cells(line: &[u8], border: Border) -> Vec<Range<usize>> {
    let blank = |b: u8| matches!(b, b' ' | b'\t' | b'\r');
    let (mut found, mut from, mut quoted) = (Vec::new(), 0, false);
    for (at, byte) in line.iter().chain([&b'\n']).enumerate() {
        quoted ^= border == Border::Comma && *byte == b'"';
        let ends = match border {
            _ if at == line.len() => true,
            Border::Bar => *byte == b'|',
            Border::Tab => *byte == b'\t',
            Border::Comma => *byte == b',' && !quoted,
            Border::Blank => blank(*byte),
        };
        if ends {
            found.push(from..at);
            from = at + 1;
        }
    }
    match border {
        Border::Blank => found.retain(|cell| !cell.is_empty()),
        Border::Bar => {
            // What stands outside the first bar and the last is no cell.
            let empty = |cell: &Range<usize>| line[cell.clone()].trim_ascii().is_empty();
            let last = found.len() > 1 && found.last().is_some_and(empty);
            found.truncate(found.len() - usize::from(last));
            let first = found.len() > 1 && found.first().is_some_and(empty);
            found.drain(..usize::from(first));
        }
        Border::Tab | Border::Comma => {}
    }
    found
}

/// A cell of words, and not of figures.
fn word(cell: &[u8]) -> Option<String> {
    // 2026年 is a heading.
    const DIGITS_MAX: usize = 4;
    let text = String::from_utf8_lossy(cell);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let words = text.chars().any(char::is_alphabetic) && digits <= DIGITS_MAX;
    words.then(|| text.trim_matches(|c: char| c.is_whitespace() || "\"*".contains(c)).to_string())
}

/// The heading of a cell of a page.
fn of_page(bytes: &[u8], start: usize) -> Option<Headings> {
    let last = |mark: &[u8]| bytes[..start].windows(mark.len()).rposition(|one| one == mark);
    let row = last(b"<tr")?;
    let table = last(b"<table")?;
    let ends = last(b"</t").unwrap_or(0);
    let column = opened(&bytes[row..start]).count().checked_sub(1)?;
    let cell = row + opened(&bytes[row..start]).last()?;
    let first = table + bytes[table..start].windows(3).position(|one| one == b"<tr")?;
    if cell < ends || first >= row {
        return None;
    }
    let heading = &bytes[first + opened(&bytes[first..row]).nth(column)?..row];
    let end = heading.windows(4).position(|one| matches!(one, b"</th" | b"</td" | b"</tr"))?;
    let text = String::from_utf8_lossy(&heading[..end]).into_owned();
    let bare: String =
        text.split('<').filter_map(|part| part.split_once('>')).map(|p| p.1).collect();
    Some(Headings { words: vec![word(bare.as_bytes())?], several: false })
}

/// Where cells of a page begin.
fn opened(row: &[u8]) -> impl Iterator<Item = usize> {
    let opens = |one: &[u8]| matches!(one, [b'<', b't', b'd' | b'h', b'>' | b' ']);
    row.windows(4).enumerate().filter(move |(_, one)| opens(one)).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_found_in_every_sort_of_table() {
        for text in [
            "|户主|宗地代码|面积|\n|---|---|---|\n|王*|123|3.2|",
            "户主,宗地代码,面积\n王*,123,3.2\n",
            "2026 年表,,\n户主,\"宗地代码\",面积\n\"王,二\",7,3\n李*,123,3.2\n",
            "户主\t宗地代码\t面积\n王*\t123\t3.2",
            "户主 宗地代码   面积\n王* 123   3.2",
            "<table><tr><th>户主</th><th><b>宗地代码</b></th></tr><tr><td>a</td><td>123</td></tr>",
        ] {
            let at = text.find("123").expect("a number");
            let found = headings(&Text::new(text.as_bytes()), at, at + 3).expect("a table");
            assert_eq!(
                (found.words, found.several),
                (vec!["宗地代码".to_string()], false),
                "{text}"
            );
        }
        for text in ["宗地代码\n123", "宗地代码,甲\n\n123,4", "a,b\nc,d,123", "1,2\n123,4"]
        {
            let at = text.find("123").expect("a number");
            assert!(headings(&Text::new(text.as_bytes()), at, at + 3).is_none(), "{text}");
        }
    }
}
