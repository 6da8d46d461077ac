//! A PDF: its properties, its XMP, every string of its objects, and the words its pages draw; refused where these cannot be had.

mod apart;
mod drawn;
mod font;
mod letters;
mod lines;
mod map;
mod strings;
#[cfg(test)]
mod tests;

use std::io::Read;

use flate2::read::ZlibDecoder;

pub use apart::{answer, read_apart};
use strings::strings;

use super::{Form, Inside, Trouble, exif_inside, holds_exif, xml};
use crate::model::Said;

/// What all streams of one file may unpack to.
const UNPACKED_MAX_BYTES: usize = 64 * 1024 * 1024;

/// Why the words of a PDF cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    Damaged,
    Protected,
    Older,
    Forms,
    TooMuch,
    Picture,
    Letters,
    Packed,
    Files,
}

impl Unread {
    const ALL: [Unread; 9] = [
        Unread::Damaged,
        Unread::Protected,
        Unread::Older,
        Unread::Forms,
        Unread::TooMuch,
        Unread::Picture,
        Unread::Letters,
        Unread::Packed,
        Unread::Files,
    ];

    fn said(self) -> Said {
        let (zh, en) = match self {
            Unread::Damaged => {
                ("有的地方坏了，读不出里面的字", "damaged: its words cannot be read")
            }
            Unread::Protected => {
                ("有密码保护，查不了里面的字", "protected: its words cannot be searched")
            }
            Unread::Older => {
                ("里面还留着改动以前的内容", "what it held before a change is still inside")
            }
            Unread::Forms => (
                "有表单或批注，查不了里面的字",
                "it has form fields or notes that cannot be searched",
            ),
            Unread::TooMuch => ("展开后太大，查不完", "it unpacks to more than can be searched"),
            Unread::Picture => {
                ("有一页只是图片，没有可查的字", "a page is a picture alone: no words to search")
            }
            Unread::Letters => (
                "有的字只有字形，没有说是什么字",
                "some letters are shapes alone that no map explains",
            ),
            Unread::Packed => {
                ("有一部分解不开，查不了", "a part of it cannot be unpacked and searched")
            }
            Unread::Files => ("里面嵌有别的文件", "other files are inside it"),
        };
        Said::new(format!("这个 PDF {zh}"), format!("this PDF is not published; {en}"))
    }

    /// What the clerk can do about it.
    fn help(self) -> Said {
        match self {
            Unread::Picture => Said::new(
                "扫描件请一页一页存成 jpg 图片，遮挡后作为图片附上",
                "save each scanned page as a jpg, cover what must be covered, and attach the pictures",
            ),
            _ => Said::new(
                "用原来的程序打开，不加密码、不带批注，用“打印为 PDF”重存；还不行就存成 jpg 图片",
                "open it where it was made and print it to a PDF, without password or notes; else save it as jpg",
            ),
        }
    }
}

impl From<Unread> for Trouble {
    fn from(unread: Unread) -> Trouble {
        Trouble::hidden(unread.said(), unread.help())
    }
}

/// Reads the file from front to back, by its streams and what stands between them, and then its pages. What an older
/// version of the file still holds is read as well, where it is written in letters.
pub fn inside(bytes: &[u8]) -> Result<Inside, Trouble> {
    if !contains(bytes, b"%%EOF") {
        return Err(Trouble::broken(Form::Pdf));
    }
    let mut found = objects(bytes)?;
    let drawn = letters::plain(&apart::words(bytes)?).into_owned();
    found.texts.push((Said::new("页面文字", "the text of its pages"), drawn));
    Ok(found)
}

/// What stands in the objects, and how much they unpack to.
fn objects(bytes: &[u8]) -> Result<Inside, Trouble> {
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
        if let Some(packed) = holds_words(dictionary)? {
            let content = unpacked(&bytes[data..end], packed, &mut budget)?;
            if contains(dictionary, b"/Metadata") {
                let text = xml::decoded(&content).ok_or(Unread::Packed)?;
                let read = xml::read(&text).ok_or(Unread::Packed)?;
                author |= read.says("creator") || read.says("li");
                found.texts.push((Said::new("XMP", "XMP"), read.text));
            } else {
                if contains(dictionary, b"/ObjStm") {
                    refuse(&content)?;
                }
                // Tiles that cover a page with words of their own.
                if contains(dictionary, b"/PatternType") && contains(&content, b"BT") {
                    return Err(Unread::Letters.into());
                }
                author |= strings(&content, &mut pages);
            }
        }
        at = (end + b"endstream".len()).min(bytes.len());
    }
    refuse(&bytes[at..])?;
    author |= strings(&bytes[at..], &mut between);
    found
        .texts
        .push((Said::new("文件属性", "its properties"), letters::plain(&between).into_owned()));
    found.texts.push((Said::new("页面文字", "the text of its pages"), pages));
    if author {
        found.metadata.push(Said::new("文件属性里写着作者", "its properties name its author"));
    }
    if holds_exif(bytes) {
        found.metadata.push(exif_inside());
    }
    if has_name(bytes, b"/OCProperties") {
        found.hidden.push(Said::new("有可以隐藏的图层", "it has layers that may be hidden"));
    }
    Ok(found)
}

/// What cannot be searched, or does something when opened.
fn refuse(part: &[u8]) -> Result<(), Trouble> {
    if has_name(part, b"/Encrypt") {
        return Err(Unread::Protected.into());
    }
    if has_name(part, b"/EmbeddedFile") || has_name(part, b"/EmbeddedFiles") {
        return Err(Unread::Files.into());
    }
    if has_name(part, b"/JavaScript") || has_name(part, b"/Launch") {
        return Err(Trouble::refused(
            Said::new("PDF 里有脚本", "scripts are inside the PDF"),
            Said::new("用“打印为 PDF”重存一份", "save it anew by printing it to a PDF"),
        ));
    }
    Ok(())
}

/// Whether a stream with this dictionary holds words, and is packed. Pictures, fonts and tables of places hold none; what
/// is packed in another way is left to the library if pages are made of it, and refused otherwise.
fn holds_words(dictionary: &[u8]) -> Result<Option<bool>, Unread> {
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
    let kept = contains(dictionary, b"/ObjStm") || contains(dictionary, b"/Metadata");
    if !kept && SHAPES.iter().any(|name| contains(dictionary, name)) {
        return Ok(None);
    }
    if OTHER_PACKING.iter().any(|name| contains(dictionary, name)) {
        return if kept { Err(Unread::Packed) } else { Ok(None) };
    }
    Ok(Some(contains(dictionary, b"/FlateDecode") || contains(dictionary, b"/Fl ")))
}

/// The dictionary of the object that ends here.
fn dictionary(head: &[u8]) -> &[u8] {
    let from = head.windows(4).rposition(|word| word == b" obj").unwrap_or(0);
    &head[from..]
}

/// What the stream unpacks to; what comes before a mistake is searched.
fn unpacked(data: &[u8], packed: bool, budget: &mut usize) -> Result<Vec<u8>, Unread> {
    if !packed {
        return Ok(data.to_vec());
    }
    let mut content = Vec::new();
    let read = ZlibDecoder::new(data).take(*budget as u64 + 1).read_to_end(&mut content);
    *budget = budget.checked_sub(content.len()).ok_or(Unread::TooMuch)?;
    // A stream without anything was not what it said.
    if read.is_ok() || !content.is_empty() { Ok(content) } else { Err(Unread::Packed) }
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
