//! What stands in a PDF outside its streams: the letters of its objects, and what lies before, between and behind them.

use std::ops::Range;

use lopdf::xref::XrefEntry;
use lopdf::{Document, Object};

use super::strings::{name, strings, word_end};
use super::{Read, STREAM_MAX_BYTES, Unread};
use crate::attachment::shapes;

/// Searches every byte that is in none of the streams the table of objects knows. A stream that it does not know is one of
/// before a change.
pub fn search(document: &Document, bytes: &[u8], read: &mut Read) -> Result<(), Unread> {
    let mut places: Vec<(usize, &Object)> = Vec::new();
    for (number, entry) in &document.reference_table.entries {
        let mut found = document.objects.range((*number, 0)..=(*number, u16::MAX));
        if let (XrefEntry::Normal { offset, .. }, Some((_, object))) = (entry, found.next()) {
            places.push((*offset as usize, object));
        }
    }
    places.sort_by_key(|(offset, _)| *offset);
    let mut at = 0;
    for (place, (offset, object)) in places.iter().enumerate() {
        let (offset, next) = (*offset, places.get(place + 1).map_or(bytes.len(), |next| next.0));
        // Two names of one object.
        if offset < at {
            continue;
        }
        gap(bytes.get(at..offset).unwrap_or_default(), read)?;
        let data = match object {
            Object::Stream(stream) => data(bytes, offset, &stream.content),
            _ => None,
        };
        let data = data.unwrap_or(offset..offset);
        let end = find(bytes, b"endobj", data.end).unwrap_or(bytes.len());
        let end = end.min(next.max(data.end)).min(bytes.len());
        read.author |= strings(&bytes[offset..data.start], &mut read.beside);
        read.author |= strings(&bytes[data.end..end], &mut read.beside);
        no_stream(&bytes[data.end..end])?;
        at = end;
    }
    gap(bytes.get(at..).unwrap_or_default(), read)
}

/// Where the bytes of a stream lie whose object begins here.
fn data(bytes: &[u8], offset: usize, content: &[u8]) -> Option<Range<usize>> {
    let mut from = offset;
    while let Some(word) = find(bytes, b"stream", from) {
        from = word + b"stream".len();
        let data = line_end(bytes, from);
        if data.is_some_and(|data| bytes[data..].starts_with(content)) {
            return data.map(|data| data..data + content.len());
        }
    }
    None
}

/// What lies between objects: a table of their places, a trailer, comments, or anything.
fn gap(bytes: &[u8], read: &mut Read) -> Result<(), Unread> {
    let mut rest = bytes;
    while let Some(word) = stream_word(rest) {
        let (head, after) = rest.split_at(word);
        text(head, read);
        let end = find(after, b"endstream", 0).ok_or(Unread::Older)?;
        table(head, &after[..end], read)?;
        rest = &after[end + b"endstream".len()..];
    }
    text(rest, read);
    Ok(())
}

/// The table of places may itself be a stream that stands in no table.
fn table(head: &[u8], stream: &[u8], read: &mut Read) -> Result<(), Unread> {
    let names = head.split(|byte| *byte == b'/').skip(1);
    let is_table = names.clone().any(|part| name(&part[..word_end(part, 0)]) == b"XRef");
    if !is_table {
        return Err(Unread::Older);
    }
    let data = line_end(stream, b"stream".len()).map_or(stream, |from| &stream[from..]);
    let mut content = Vec::new();
    let unpacked = flate2::read::ZlibDecoder::new(data);
    let limit = STREAM_MAX_BYTES as u64;
    // What is not packed is read as it is.
    let _ = std::io::Read::read_to_end(&mut std::io::Read::take(unpacked, limit), &mut content);
    shapes::runs(&content, &mut read.beside);
    shapes::runs(data, &mut read.beside);
    Ok(())
}

/// Adds a gap twice: the strings of it, and as it lies, without the rows of a table of places.
fn text(bytes: &[u8], read: &mut Read) {
    read.author |= strings(bytes, &mut read.beside);
    let (mut in_table, mut after_start) = (false, false);
    for line in String::from_utf8_lossy(bytes).split(['\n', '\r']) {
        let row = line.trim();
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let parts: Vec<&str> = row.split(' ').collect();
        let is_row = match parts.as_slice() {
            [place, times, "n" | "f"] => {
                in_table && place.len() == 10 && times.len() == 5 && digits(place) && digits(times)
            }
            [first, many] => in_table && row.len() < 11 && digits(first) && digits(many),
            [place] => after_start && place.len() < 11 && digits(place),
            _ => false,
        };
        in_table = row == "xref" || in_table && (is_row || row.is_empty());
        after_start = row == "startxref" || after_start && row.is_empty();
        if !is_row {
            unmarked(line, &mut read.beside);
        }
        read.beside.push('\n');
    }
    read.beside.push_str("\n\n\n\n");
}

/// Adds a line without the marks of the file, which are 16 bytes by chance in digits and letters.
fn unmarked(line: &str, out: &mut String) {
    const MARK: usize = 32;
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        let long = after.bytes().take_while(u8::is_ascii_hexdigit).count();
        let is_mark = long >= MARK && after[long..].starts_with('>');
        out.push_str(before);
        out.push('<');
        rest = if is_mark { &after[long..] } else { after };
    }
    out.push_str(rest);
}

fn no_stream(bytes: &[u8]) -> Result<(), Unread> {
    if stream_word(bytes).is_some() { Err(Unread::Older) } else { Ok(()) }
}

/// Where the word stands that begins the bytes of a stream.
fn stream_word(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(word) = find(bytes, b"stream", from) {
        from = word + b"stream".len();
        let begins = word == 0 || !bytes[word - 1].is_ascii_alphanumeric();
        if begins && line_end(bytes, from).is_some() {
            return Some(word);
        }
    }
    None
}

/// Behind blanks and the end of a line.
fn line_end(bytes: &[u8], from: usize) -> Option<usize> {
    let blanks = bytes.get(from..)?.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
    let at = from + blanks;
    match bytes.get(at..)? {
        [b'\r', b'\n', ..] => Some(at + 2),
        [b'\r' | b'\n', ..] => Some(at + 1),
        _ => None,
    }
}

fn find(bytes: &[u8], word: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(word.len()).position(|window| window == word).map(|at| from + at)
}
