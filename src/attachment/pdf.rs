//! A PDF: its properties, its XMP, and the strings its pages draw, as far as they are written in letters.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::{Form, Inside, Trouble, exif_inside, holds_exif, xml};
use crate::model::Said;

/// What all streams of one file may unpack to.
const UNPACKED_MAX_BYTES: usize = 64 * 1024 * 1024;

/// Reads the file from front to back, by its streams and what stands between them. Nothing is followed: what an older
/// version of the file still holds is read as well.
pub fn inside(bytes: &[u8]) -> Result<Inside, Trouble> {
    if !contains(bytes, b"%%EOF") {
        return Err(Trouble::broken(Form::Pdf));
    }
    let mut found = Inside::default();
    let mut budget = UNPACKED_MAX_BYTES;
    let (mut between, mut pages) = (String::new(), String::new());
    let mut author = false;
    let mut at = 0;
    while let Some(start) = find(bytes, b"stream", at) {
        let head = &bytes[at..start];
        refuse(head)?;
        author |= strings(head, &mut between);
        let data = skip_line_end(bytes, start + b"stream".len());
        let end = find(bytes, b"endstream", data).unwrap_or(bytes.len());
        let dictionary = dictionary(head);
        match Stream::of(dictionary) {
            Stream::Shapes => {}
            Stream::Unread => found.hidden.push(unread()),
            Stream::Words { packed } => {
                let content = unpacked(&bytes[data..end], packed, &mut budget)?;
                match content {
                    None => found.hidden.push(unread()),
                    Some(content) if contains(dictionary, b"/Metadata") => {
                        let text = String::from_utf8_lossy(&content);
                        author |= xml::says(&text, "creator") || xml::says(&text, "li");
                        found.texts.push((Said::new("XMP", "XMP"), xml::text(&text)));
                    }
                    Some(content) => {
                        if contains(dictionary, b"/ObjStm") {
                            refuse(&content)?;
                        }
                        author |= strings(&content, &mut pages);
                    }
                }
            }
        }
        at = (end + b"endstream".len()).min(bytes.len());
    }
    refuse(&bytes[at..])?;
    author |= strings(&bytes[at..], &mut between);
    found.texts.push((Said::new("文件属性", "its properties"), between));
    found.texts.push((Said::new("页面文字", "the text of its pages"), pages));
    if author {
        found.metadata.push(Said::new("文件属性里写着作者", "its properties name its author"));
    }
    if holds_exif(bytes) {
        found.metadata.push(exif_inside());
    }
    found.hidden.dedup();
    Ok(found)
}

/// What cannot be searched, or does something when opened.
fn refuse(part: &[u8]) -> Result<(), Trouble> {
    if has_name(part, b"/Encrypt") {
        return Err(Trouble::refused(
            Said::new(
                "PDF 有密码保护，查不了里面的内容",
                "the PDF is protected and cannot be searched",
            ),
            Said::new("另存一份不加保护的", "save it without protection"),
        ));
    }
    let acts: [&[u8]; 4] = [b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/EmbeddedFiles"];
    if acts.iter().any(|name| has_name(part, name)) {
        return Err(Trouble::refused(
            Said::new("PDF 里有脚本或嵌入的其他文件", "scripts or other files are inside the PDF"),
            Said::new("用“打印为 PDF”重存一份", "save it anew by printing it to a PDF"),
        ));
    }
    Ok(())
}

fn unread() -> Said {
    Said::new("有一部分内容查不了", "a part of it cannot be searched")
}

/// What a stream holds, by the dictionary before it.
enum Stream {
    /// Pictures, fonts, tables of places: no words.
    Shapes,
    Words {
        packed: bool,
    },
    Unread,
}

impl Stream {
    fn of(dictionary: &[u8]) -> Stream {
        const SHAPES: &[&[u8]] = &[
            b"/Image",
            b"/XRef",
            b"/Length1",
            b"/Type1C",
            b"/CIDFontType0C",
            b"/OpenType",
            b"/N 3",
            b"/FunctionType",
            b"/ShadingType",
            b"/CMapName",
        ];
        const OTHER_PACKING: &[&[u8]] =
            &[b"/LZWDecode", b"/ASCII85Decode", b"/ASCIIHexDecode", b"/RunLengthDecode", b"/Crypt"];
        let object_stream = contains(dictionary, b"/ObjStm");
        if !object_stream && SHAPES.iter().any(|name| contains(dictionary, name)) {
            return Stream::Shapes;
        }
        if OTHER_PACKING.iter().any(|name| contains(dictionary, name)) {
            return Stream::Unread;
        }
        let packed = contains(dictionary, b"/FlateDecode") || contains(dictionary, b"/Fl ");
        Stream::Words { packed }
    }
}

/// The dictionary of the object that ends here.
fn dictionary(head: &[u8]) -> &[u8] {
    let from = head.windows(4).rposition(|word| word == b" obj").unwrap_or(0);
    &head[from..]
}

/// `None` where the stream does not unpack.
fn unpacked(data: &[u8], packed: bool, budget: &mut usize) -> Result<Option<Vec<u8>>, Trouble> {
    if !packed {
        return Ok(Some(data.to_vec()));
    }
    let mut content = Vec::new();
    let read = ZlibDecoder::new(data).take(*budget as u64 + 1).read_to_end(&mut content);
    *budget = budget.checked_sub(content.len()).ok_or_else(|| {
        Trouble::refused(
            Said::new("PDF 的内容展开后太大", "the PDF unpacks to too much"),
            Said::new("用“打印为 PDF”重存一份", "save it anew by printing it to a PDF"),
        )
    })?;
    // What came before the mistake is searched; a stream without anything was not what it said.
    Ok((read.is_ok() || !content.is_empty()).then_some(content))
}

/// Adds every string, pieces of one drawn word joined. Whether one of them is an author's name.
fn strings(part: &[u8], out: &mut String) -> bool {
    let (mut at, mut author, mut after_author) = (0, false, false);
    while at < part.len() {
        match part[at] {
            b'(' => {
                let (string, end) = literal(part, at + 1);
                author |= after_author && !string.is_empty();
                push(&string, out);
                (at, after_author) = (end, false);
            }
            b'<' if part.get(at + 1) != Some(&b'<') => {
                let (string, end) = hexadecimal(part, at + 1);
                author |= after_author && !string.is_empty();
                push(&string, out);
                (at, after_author) = (end, false);
            }
            b'/' => {
                out.push('\n');
                let end = word_end(part, at + 1);
                after_author = &part[at..end] == b"/Author";
                at = end;
            }
            byte if byte.is_ascii_alphabetic() || byte == b'\'' || byte == b'"' => {
                let end = word_end(part, at + 1);
                if matches!(&part[at..end], b"Td" | b"TD" | b"Tm" | b"T*" | b"ET" | b"'" | b"\"") {
                    out.push('\n');
                }
                at = end;
            }
            b'<' | b'>' => at += if part.get(at + 1) == Some(&part[at]) { 2 } else { 1 },
            _ => at += 1,
        }
    }
    out.push('\n');
    author
}

fn word_end(part: &[u8], from: usize) -> usize {
    let ends = |b: &u8| b.is_ascii_whitespace() || b"()<>[]{}/%".contains(b);
    part[from..].iter().position(ends).map_or(part.len(), |long| from + long)
}

/// A string between round brackets, and where it ends.
fn literal(part: &[u8], from: usize) -> (Vec<u8>, usize) {
    let (mut out, mut depth, mut at) = (Vec::new(), 1, from);
    while let Some(&byte) = part.get(at) {
        at += 1;
        match byte {
            b'\\' => {
                let octal = part[at..].iter().take(3).take_while(|b| matches!(b, b'0'..=b'7'));
                let octal: Vec<u8> = octal.copied().collect();
                if octal.is_empty() {
                    out.extend(part.get(at).filter(|b| !matches!(b, b'\n' | b'\r')));
                    at += 1;
                } else {
                    let code = octal.iter().fold(0_u32, |sum, b| sum * 8 + u32::from(b - b'0'));
                    out.push((code & 0xFF) as u8);
                    at += octal.len();
                }
                continue;
            }
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        out.push(byte);
    }
    (out, at.min(part.len()))
}

fn hexadecimal(part: &[u8], from: usize) -> (Vec<u8>, usize) {
    let end = part[from..].iter().position(|b| *b == b'>').map_or(part.len(), |long| from + long);
    let digits = part[from..end].iter().filter_map(|b| char::from(*b).to_digit(16));
    let digits: Vec<u8> = digits.map(|digit| digit as u8).collect();
    let bytes = digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0));
    (bytes.collect(), (end + 1).min(part.len()))
}

/// Adds a string: UTF-16 where it says so, else bytes. Zero bytes go: fonts by code points write them before each digit.
fn push(string: &[u8], out: &mut String) {
    let wide = |rest: &[u8], big: bool| {
        let units = rest.chunks_exact(2).map(|pair| match big {
            true => u16::from_be_bytes([pair[0], pair[1]]),
            false => u16::from_le_bytes([pair[0], pair[1]]),
        });
        String::from_utf16_lossy(&units.collect::<Vec<_>>())
    };
    match string {
        [0xFE, 0xFF, rest @ ..] => out.push_str(&wide(rest, true)),
        [0xFF, 0xFE, rest @ ..] => out.push_str(&wide(rest, false)),
        _ => match std::str::from_utf8(string) {
            Ok(text) => out.extend(text.chars().filter(|c| *c != '\0')),
            Err(_) => out.extend(string.iter().filter(|b| **b != 0).map(|b| char::from(*b))),
        },
    }
}

fn skip_line_end(bytes: &[u8], at: usize) -> usize {
    let cr = usize::from(bytes.get(at) == Some(&b'\r'));
    at + cr + usize::from(bytes.get(at + cr) == Some(&b'\n'))
}

fn find(bytes: &[u8], word: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(word.len()).position(|window| window == word).map(|at| from + at)
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    find(bytes, word, 0).is_some()
}

/// Whether the whole name stands here, not only its beginning.
fn has_name(bytes: &[u8], name: &[u8]) -> bool {
    let mut from = 0;
    while let Some(at) = find(bytes, name, from) {
        from = at + name.len();
        if bytes.get(from).is_none_or(|b| !b.is_ascii_alphanumeric()) {
            return true;
        }
    }
    false
}
