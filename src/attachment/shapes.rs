//! What pictures and fonts say in letters: their notes, and every run of letters among their bytes; pixels that are not packed are none.

use std::io::Read;
use std::ops::Range;

use flate2::read::ZlibDecoder;

/// Notes are a few lines, or a profile of colours.
const NOTE_MAX_BYTES: u64 = 4 * 1024 * 1024;

/// Fewer letters than this say nothing, and stand by chance among any bytes.
const RUN_MIN: usize = 4;

/// No number reaches over it.
const GAP: &str = "\n\n\n\n";

/// The letters in a picture's or a font's bytes; nothing where a note of its cannot be unpacked. A file that only calls
/// itself one has no pixels to be left out, and is read whole.
pub fn said(bytes: &[u8]) -> Option<String> {
    let mut out = String::new();
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        packed_notes(bytes, &mut out)?;
    }
    if bytes.starts_with(b"GIF8") {
        comments(bytes, &mut out);
    }
    let mut pixels = match bytes {
        [b'B', b'M', ..] => bitmap(bytes).into_iter().collect(),
        [b'I', b'I', b'*', 0, ..] => strips(bytes, u32::from_le_bytes).unwrap_or_default(),
        [b'M', b'M', 0, b'*', ..] => strips(bytes, u32::from_be_bytes).unwrap_or_default(),
        _ => Vec::new(),
    };
    pixels.retain(|range| bytes.get(range.clone()).is_some_and(|pixels| !are_letters(pixels)));
    pixels.sort_by_key(|range| range.start);
    let mut at = 0;
    for range in pixels {
        runs(bytes.get(at..range.start).unwrap_or_default(), &mut out);
        at = at.max(range.end);
    }
    runs(&bytes[at..], &mut out);
    Some(out)
}

/// Whether bytes are letters from first to last, whatever they are called.
pub fn is_text(bytes: &[u8]) -> bool {
    let seen = |c: char| !c.is_control() || c.is_whitespace();
    std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(seen))
}

/// Whether what is as long as pixels is a text. A dark picture may lie within the codes of letters, but has no line's end
/// among them and nothing of two bytes.
pub fn are_letters(pixels: &[u8]) -> bool {
    const LINE_MAX: usize = 4096;
    let is_line = pixels.len() < LINE_MAX;
    is_text(pixels) && (is_line || pixels.iter().any(|b| *b == b'\n' || !b.is_ascii()))
}

/// Adds the runs of letters, of one byte or more each (UTF-8) and of two (UTF-16).
pub fn runs(bytes: &[u8], out: &mut String) {
    for chunk in bytes.utf8_chunks() {
        let words = chunk.valid().split(|c: char| c.is_control() && !c.is_whitespace());
        for word in words.filter(|word| word.len() >= RUN_MIN) {
            out.push_str(word);
            out.push_str(GAP);
        }
    }
    for order in [u16::from_le_bytes, u16::from_be_bytes] {
        for from in [0, 1] {
            let pairs = bytes.get(from..).unwrap_or_default().chunks_exact(2);
            wide(pairs.map(|pair| order([pair[0], pair[1]])), out);
        }
    }
}

/// Chinese characters stand by chance among any pairs of bytes, plain letters side by side do not.
fn wide(units: impl Iterator<Item = u16>, out: &mut String) {
    let (mut run, mut plain, mut longest) = (String::new(), 0, 0);
    for unit in units.chain([0]) {
        let c = char::from_u32(u32::from(unit)).unwrap_or('\0');
        let is_plain = matches!(c, ' '..='~' | '０'..='９');
        if is_plain || matches!(c, '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}') {
            run.push(c);
            plain = if is_plain { plain + 1 } else { 0 };
            longest = longest.max(plain);
            continue;
        }
        if longest >= RUN_MIN {
            out.push_str(&run);
            out.push_str(GAP);
        }
        run.clear();
        (plain, longest) = (0, 0);
    }
}

/// The notes of a PNG that are packed: texts, and the name and profile of its colours.
fn packed_notes(bytes: &[u8], out: &mut String) -> Option<()> {
    let mut rest = bytes.get(8..)?;
    while let Some((head, after)) = rest.split_at_checked(8) {
        let length = u32::from_be_bytes(head[..4].try_into().ok()?) as usize;
        let data = &after[..length.min(after.len())];
        let behind = |zeros: usize| {
            let mut pieces = data.splitn(zeros + 1, |byte| *byte == 0);
            pieces.nth(zeros)
        };
        let packed = match &head[4..] {
            b"zTXt" | b"iCCP" => behind(1)?.get(1..),
            // The word, whether the text is packed and how, then two more words.
            b"iTXt" => match behind(1)? {
                [0, ..] => None,
                [_, _, rest @ ..] => rest.splitn(3, |byte| *byte == 0).nth(2),
                _ => return None,
            },
            _ => None,
        };
        if let Some(packed) = packed {
            let mut note = Vec::new();
            let unpacked = ZlibDecoder::new(packed).take(NOTE_MAX_BYTES + 1).read_to_end(&mut note);
            if unpacked.is_err() || note.len() as u64 > NOTE_MAX_BYTES {
                return None;
            }
            runs(&note, out);
        }
        rest = after.get(length.checked_add(4)?..).unwrap_or_default();
    }
    Some(())
}

/// The comments of a GIF, which lie there in pieces with the length of each before it.
fn comments(bytes: &[u8], out: &mut String) {
    for (at, _) in bytes.windows(2).enumerate().filter(|(_, pair)| *pair == b"\x21\xFE") {
        let (mut rest, mut comment) = (&bytes[at + 2..], Vec::new());
        while let [length, after @ ..] = rest
            && *length > 0
        {
            let (piece, after) = after.split_at((*length as usize).min(after.len()));
            comment.extend_from_slice(piece);
            rest = after;
        }
        runs(&comment, out);
    }
}

/// Where the pixels of a bitmap lie.
fn bitmap(bytes: &[u8]) -> Option<Range<usize>> {
    let long = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
    let (from, width, height) = (long(10)? as usize, long(18)?, long(22)? as i32);
    let (bits, packing, packed) = (long(26)? >> 16, long(30)?, long(34)?);
    let row = (width as usize).checked_mul(bits as usize)?.div_ceil(32) * 4;
    let size = match packing {
        0 | 3 | 6 => row.checked_mul(height.unsigned_abs() as usize)?,
        _ => packed as usize,
    };
    Some(from..from.checked_add(size)?)
}

/// Where the pixels of a TIFF lie, of all its pages.
fn strips(bytes: &[u8], order: fn([u8; 4]) -> u32) -> Option<Vec<Range<usize>>> {
    let long = |at: usize| bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(order);
    let short = |at: usize| {
        let pair = bytes.get(at..at.checked_add(2)?)?;
        // The order of four bytes tells that of two.
        let big = order([0, 0, 0, 1]) == 1;
        Some(order(if big { [0, 0, pair[0], pair[1]] } else { [pair[0], pair[1], 0, 0] }))
    };
    let mut found = Vec::new();
    let mut page = long(4)? as usize;
    for _ in 0..64 {
        let (mut starts, mut sizes) = (Vec::new(), Vec::new());
        let entries = short(page)? as usize;
        for entry in (0..entries).map(|at| page + 2 + at * 12) {
            let (tag, kind, count) = (short(entry)?, short(entry + 2)?, long(entry + 4)? as usize);
            let list = match tag {
                273 | 324 => &mut starts,
                279 | 325 => &mut sizes,
                _ => continue,
            };
            let wide = if kind == 3 { 2 } else { 4 };
            let from = if count * wide <= 4 { entry + 8 } else { long(entry + 8)? as usize };
            for at in (0..count.min(bytes.len())).map(|at| from + at * wide) {
                list.push(if wide == 2 { short(at)? } else { long(at)? } as usize);
            }
        }
        let range = |(start, size): (&usize, &usize)| *start..start.saturating_add(*size);
        found.extend(starts.iter().zip(&sizes).map(range));
        page = long(page + 2 + entries * 12)? as usize;
        if page == 0 {
            break;
        }
    }
    Some(found)
}
