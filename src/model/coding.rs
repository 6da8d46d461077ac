//! From bytes to text: UTF-8; UTF-16 where its mark says so; in CSV GB18030, where it is that for certain.

use crate::model::Said;

/// Why bytes are no text that can be read for certain, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    pub said: Said,
    pub help: Said,
}

/// A coding that a person names, where the bytes alone do not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    Utf8,
    Gb18030,
    Big5,
    Utf16,
}

/// The text of a file without its mark. What is not certain is refused: letters guessed wrong would be published.
pub fn text(bytes: &[u8], is_csv: bool) -> Result<String, Doubt> {
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Err(other("UTF-32"));
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        let (text, _, broken) = encoding_rs::UTF_16LE.decode(bytes);
        return if broken { Err(other("UTF-16")) } else { Ok(text.into_owned()) };
    }
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    // Each blank, digit and line end is a letter and a zero.
    if memchr::memchr_iter(0, body).count() * 8 > body.len() {
        return Err(other("UTF-16"));
    }
    let broken = match std::str::from_utf8(body) {
        Ok(text) => return Ok(text.to_string()),
        Err(broken) => broken.valid_up_to(),
    };
    if !is_csv {
        return Err(not_utf8(body, broken, false));
    }
    if is_damaged_utf8(body) {
        return Err(not_utf8(body, broken, true));
    }
    let (text, malformed) = encoding_rs::GB18030.decode_without_bom_handling(body);
    if malformed {
        return Err(not_utf8(body, broken, true));
    }
    match doubtful(body) {
        None => Ok(text.into_owned()),
        Some(at) => Err(Doubt {
            said: Said::new(
                format!(
                    "{}说不准是什么编码：不是 UTF-8，按 GB18030 读出来又不像中文",
                    cell(body, at).0
                ),
                format!(
                    "{} is in no coding that can be told for certain: no UTF-8, and no Chinese as GB18030",
                    cell(body, at).1
                ),
            ),
            help: Said::new(
                "在原来的程序里另存为 UTF-8（繁体系统的文件多半是 Big5）",
                "save it as UTF-8 in the program it comes from (of a Taiwan or Hong Kong system, it is Big5)",
            ),
        }),
    }
}

/// Whether a table is in UTF-16 beyond doubt, though nothing at its beginning says so: its line ends are those of UTF-16,
/// and no byte of it fails to be.
pub fn sure_utf16(bytes: &[u8]) -> bool {
    let pairs = || bytes.chunks(2);
    let ends =
        |end: [u8; 2]| pairs().any(|pair| pair == end) && !pairs().any(|pair| pair == [0, 0]);
    (ends([b'\n', 0]) || ends([0, b'\n'])) && told(bytes, Coding::Utf16).is_ok()
}

/// The text in the coding that a person named; refused where its bytes do not fit it.
pub fn told(bytes: &[u8], coding: Coding) -> Result<String, Doubt> {
    use encoding_rs::{BIG5, GB18030, UTF_8, UTF_16BE, UTF_16LE};
    // Of two bytes a letter of a table is mostly a sign of ASCII, whose upper byte is nothing.
    let upper_first = bytes.starts_with(b"\xFE\xFF") || {
        let zeros = |first| bytes.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
        !bytes.starts_with(b"\xFF\xFE") && zeros(0) > zeros(1)
    };
    let (encoding, name) = match coding {
        Coding::Utf8 => (UTF_8, "UTF-8"),
        Coding::Gb18030 => (GB18030, "GB18030"),
        Coding::Big5 => (BIG5, "Big5"),
        Coding::Utf16 if upper_first => (UTF_16BE, "UTF-16"),
        Coding::Utf16 => (UTF_16LE, "UTF-16"),
    };
    let (text, wrong) = encoding.decode_with_bom_removal(bytes);
    match wrong {
        false => Ok(text.into_owned()),
        true => Err(Doubt {
            said: Said::new(
                format!("按 {name} 读不通：有不合这种编码的字节"),
                format!("it cannot be read as {name}: some bytes do not fit that coding"),
            ),
            help: Said::new(
                "换一种编码试试，或在原来的程序里另存为 UTF-8",
                "try another coding, or save it as UTF-8 in the program it comes from",
            ),
        }),
    }
}

fn other(coding: &str) -> Doubt {
    Doubt {
        said: Said::new(
            format!("文件是 {coding} 编码，不是 UTF-8"),
            format!("the file is {coding} and not UTF-8"),
        ),
        help: Said::new(
            "在原来的程序里另存为 UTF-8；表格存成“CSV UTF-8（逗号分隔）”",
            "save it as UTF-8 in its program; a sheet as `CSV UTF-8 (comma delimited)`",
        ),
    }
}

fn not_utf8(body: &[u8], at: usize, is_csv: bool) -> Doubt {
    let line = body[..at].iter().filter(|&&b| b == b'\n').count() + 1;
    let (zh, en) = match is_csv {
        true => cell(body, at),
        false => (format!("第 {line} 行"), format!("line {line}")),
    };
    Doubt {
        said: Said::new(
            format!("{zh}起不是 UTF-8 文字"),
            format!("the text is not UTF-8 from {en} on"),
        ),
        help: Said::new("在编辑器里另存为 UTF-8 编码", "save the file as UTF-8 in your editor"),
    }
}

/// Row and cell of a byte of a CSV file whose text nobody knows.
fn cell(body: &[u8], at: usize) -> (String, String) {
    let row = body[..at].iter().filter(|&&b| b == b'\n').count() + 1;
    let line = body[..at].iter().rposition(|&b| b == b'\n').map_or(0, |end| end + 1);
    let cell = body[line..at].iter().filter(|&&b| b == b',').count() + 1;
    (format!("第 {row} 行第 {cell} 格"), format!("row {row}, cell {cell}"))
}

/// Whether nearly all letters are UTF-8 and a few bytes are not: a file put together of two, or cut within a letter.
fn is_damaged_utf8(body: &[u8]) -> bool {
    let (mut sound, mut broken) = (0, 0);
    for chunk in body.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| *c > '\u{7ff}').count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > broken * 4
}

/// The first place where GB18030 gives no letter that Chinese is written with, if that is more than a fifth of the
/// letters. Big5 reads as GB18030 without a mistake, and as other letters.
fn doubtful(body: &[u8]) -> Option<usize> {
    let (mut at, mut letters, mut strange, mut first) = (0, 0, 0, None);
    while at < body.len() {
        if body[at] < 0x80 {
            at += 1;
            continue;
        }
        let next = body.get(at + 1).copied().unwrap_or_default();
        letters += 1;
        // Punctuation and wide letters, and the characters of GB 2312.
        let known = matches!(body[at], 0xA1..=0xA3 | 0xB0..=0xF7) && next >= 0xA1;
        if !known {
            strange += 1;
            first = first.or(Some(at));
        }
        at += if (0x30..=0x39).contains(&next) { 4 } else { 2 };
    }
    first.filter(|_| strange * 5 > letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: &str = "date,text,party\n2026-03-05,购买水泵,永盛机电服务部\n2026-03-06,路灯,王喆\n";

    fn said(bytes: &[u8]) -> String {
        text(bytes, true).err().map_or(String::new(), |doubt| doubt.said.zh)
    }

    fn utf16(text: &str, mark: bool, big: bool) -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn what_is_certain_is_read() {
        let marked = [b"\xEF\xBB\xBF", CSV.as_bytes()].concat();
        let gb = encoding_rs::GB18030.encode(CSV).0.into_owned();
        for bytes in [CSV.into(), marked, gb, utf16(CSV, true, false), utf16(CSV, true, true)] {
            assert_eq!(text(&bytes, true).ok().as_deref(), Some(CSV));
        }
        let yaml = utf16("摘要: 购", true, false);
        assert_eq!(text(&yaml, false).ok().as_deref(), Some("摘要: 购"));
    }

    #[test]
    fn what_is_not_certain_is_told_with_row_and_cell() {
        let big5 =
            encoding_rs::BIG5.encode("date,text\n2026-03-05,購買水泵修理路燈\n").0.into_owned();
        assert!(said(&big5).starts_with("第 2 行第 2 格说不准"), "{}", said(&big5));
        let traditional = encoding_rs::BIG5.encode("日期,摘要,金額\n2026-03-05,租金,1.00\n").0;
        assert!(said(&traditional).starts_with("第 1 行第 "), "{}", said(&traditional));
        assert_eq!(said(&utf16(CSV, false, false)), "文件是 UTF-16 编码，不是 UTF-8");
        assert_eq!(said(&utf16(CSV, false, true)), "文件是 UTF-16 编码，不是 UTF-8");
        let gb = encoding_rs::GB18030.encode("2026-03-07,电费,供电所\n").0;
        let joined = [CSV.as_bytes(), &gb].concat();
        assert_eq!(said(&joined), "第 4 行第 2 格起不是 UTF-8 文字");
        let cut = &CSV.as_bytes()[..CSV.len() - 2];
        assert_eq!(said(cut), "第 3 行第 3 格起不是 UTF-8 文字");
        let gb = text(&encoding_rs::GB18030.encode("摘要: 购").0, false);
        assert_eq!(gb.err().map(|d| d.said.zh).as_deref(), Some("第 1 行起不是 UTF-8 文字"));
    }
}
