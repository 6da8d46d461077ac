//! From bytes to text: UTF-8; UTF-16 where its mark says so; in CSV GB18030, where it is that for certain.

use encoding_rs::{DecoderResult, GB18030};

use super::cells::Cells;
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
    let (text, malformed) = gb18030(body);
    match malformed.or_else(|| doubtful(body)) {
        None => Ok(text),
        // Nothing before it says what it is a letter of, or letters of UTF-8 do.
        Some(at) if malformed.is_some() && (at == broken || begins_as_utf8(&body[..broken])) => {
            Err(not_utf8(body, broken, true))
        }
        // Few bytes are no letters of it: a file of GB18030 that was cut or damaged.
        Some(at) if malformed.is_some() && doubtful(&body[..at]).is_none() => {
            Err(damaged_gb18030(&text))
        }
        Some(at) => Err(Doubt {
            said: Said::new(
                format!(
                    "{}说不准是什么编码：不是 UTF-8，按 GB18030 读出来又不像中文",
                    cell(&gb18030(&body[..at]).0).0
                ),
                format!(
                    "{} is in no coding that can be told for certain: no UTF-8, and no Chinese as GB18030",
                    cell(&gb18030(&body[..at]).0).1
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
        true => cell(&String::from_utf8_lossy(&body[..at])),
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

/// The text up to the first byte that is no letter of GB18030, and where that one stands.
fn gb18030(body: &[u8]) -> (String, Option<usize>) {
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(body.len());
    let mut text = String::with_capacity(room.unwrap_or_default());
    let (result, read) = decoder.decode_to_string_without_replacement(body, &mut text, true);
    match result {
        DecoderResult::InputEmpty => (text, None),
        // What is read includes the bytes that are no letter, and those looked at behind them.
        DecoderResult::Malformed(broken, beyond) => {
            (text, read.checked_sub(usize::from(broken + beyond)))
        }
        DecoderResult::OutputFull => unreachable!("there is room for all of it"),
    }
}

fn damaged_gb18030(before: &str) -> Doubt {
    let (zh, en) = cell(before);
    Doubt {
        said: Said::new(
            format!("{zh}里有坏掉的字节：文件是 GB18030 编码，这里读不成字"),
            format!("{en} holds a broken byte: the file is GB18030, and this is no letter of it"),
        ),
        help: Said::new(
            "照原件把这一格重新打一遍；从原来的程序另存为“CSV UTF-8（逗号分隔）”",
            "type this cell anew from the paper; save the file as `CSV UTF-8 (comma delimited)` in its program",
        ),
    }
}

/// Row and cell where a CSV text breaks off, counted as whoever reads it counts: a comma or an end of line between quotes
/// parts nothing.
fn cell(before: &str) -> (String, String) {
    // The place is what follows: something must stand there to be a cell.
    let whole = format!("{before}?");
    let mut cells = Cells::new(&whole, 0);
    let last = std::iter::from_fn(|| cells.record()).last().unwrap_or_default();
    let start = last.first().map_or(0, |cell| cell.start);
    let line_end = if whole.contains('\n') { '\n' } else { '\r' };
    let (row, cell) = (whole[..start].matches(line_end).count() + 1, last.len());
    (format!("第 {row} 行第 {cell} 格"), format!("row {row}, cell {cell}"))
}

/// Whether a text begins with letters of three bytes: two letters of GB18030 look like one of them now and then.
fn begins_as_utf8(before: &[u8]) -> bool {
    let text = std::str::from_utf8(before).unwrap_or_default();
    text.chars().filter(|letter| *letter > '\u{7ff}').nth(3).is_some()
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
        // ASCII, and the euro sign of Windows, stand alone.
        if body[at] <= 0x80 {
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
    fn a_broken_byte_in_gb18030_is_told_where_it_is() {
        let csv = "date,text,party\r\n2026-03-05,\"水泵，\r\n两台,新\",永盛机电\r\n2026-03-06,路灯,王喆\r\n";
        let whole = GB18030.encode(csv).0.into_owned();
        let lamp = GB18030.encode("路灯").0.into_owned();
        let at = whole.windows(lamp.len()).position(|four| four == lamp).unwrap();
        let broken = |bytes: &[u8]| [&whole[..at], bytes, &whole[at + 2..]].concat();
        for bytes in [&b"\xFF"[..], b"\xB7", b"\x81\x30\x20"] {
            assert!(
                said(&broken(bytes)).starts_with("第 4 行第 2 格里有坏掉的字节"),
                "{bytes:?}: {}",
                said(&broken(bytes))
            );
        }
        // Cut in the middle of the last letter of the last cell.
        let end = whole.len() - 3;
        assert!(said(&whole[..end]).starts_with("第 4 行第 3 格里有坏掉的字节"));
        let cut = [b"\"a,b\nc\",d\n1,2,".as_slice(), &lamp[..3]].concat();
        assert!(said(&cut).starts_with("第 3 行第 3 格"), "{}", said(&cut));
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
        let gb = text(&GB18030.encode("摘要: 购").0, false);
        assert_eq!(gb.err().map(|d| d.said.zh).as_deref(), Some("第 1 行起不是 UTF-8 文字"));
    }
}
