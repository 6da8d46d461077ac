//! What the codes of a PDF's font mean, and how wide they are; nothing where it cannot be known for sure.

use lopdf::{Dictionary, Document, Encoding, Object};

use super::map::{self, Map};

/// What a font's map may unpack to.
const MAP_MAX_BYTES: usize = 4 * 1024 * 1024;

/// A font as far as words need it.
pub struct Font<'a> {
    meaning: Meaning<'a>,
    /// Whether two bytes make a code.
    wide: bool,
    widths: Vec<(u32, f64)>,
    other_width: f64,
}

enum Meaning<'a> {
    /// The font's own map, then what its encoding says of codes that are not in it.
    Map(Map, Option<Encoding<'a>>),
    Known(Encoding<'a>),
    /// A Chinese encoding that has a name.
    Chinese(&'static encoding_rs::Encoding),
    Unknown,
}

/// One code of a shown text: what it means, if that is known, and its width for a font of size one.
pub struct Code {
    pub text: Option<String>,
    pub width: f64,
    pub is_blank: bool,
}

impl<'a> Font<'a> {
    pub fn of(document: &'a Document, font: &'a Dictionary) -> Font<'a> {
        let kind = font.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        let wide = kind == b"Type0";
        let map = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream).ok();
        let map = map.and_then(|map| map.decompressed_content_with_limit(MAP_MAX_BYTES).ok());
        let map = map.map(|map| map::read(&map)).filter(|map| !map.is_empty());
        let meaning = match (wide, map) {
            (true, Some(map)) => Meaning::Map(map, None),
            (true, None) => named(font).map_or(Meaning::Unknown, Meaning::Chinese),
            (false, Some(map)) => Meaning::Map(map, simple(document, font, kind)),
            (false, None) => simple(document, font, kind).map_or(Meaning::Unknown, Meaning::Known),
        };
        let (widths, other_width) = match wide {
            true => wide_widths(document, font),
            false => simple_widths(document, font),
        };
        Font { meaning, wide, widths, other_width }
    }

    /// The codes of a shown string.
    pub fn codes(&self, shown: &[u8]) -> Vec<Code> {
        if let Meaning::Chinese(encoding) = self.meaning {
            let (text, _, wrong) = encoding.decode(shown);
            let code = |c: char| {
                let text = (!wrong).then(|| c.to_string());
                Code { text, width: if c.is_ascii() { 0.5 } else { 1.0 }, is_blank: c == ' ' }
            };
            return text.chars().map(code).collect();
        }
        let long = if self.wide { 2 } else { 1 };
        shown.chunks(long).map(|code| self.code(code)).collect()
    }

    fn code(&self, code: &[u8]) -> Code {
        let number = code.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte));
        let text = match &self.meaning {
            Meaning::Map(map, rest) => {
                map.get(&number).cloned().or_else(|| read(rest.as_ref()?, code))
            }
            Meaning::Known(encoding) => read(encoding, code),
            _ => None,
        };
        let is_blank = !self.wide && matches!(number, 9 | 10 | 13 | 32);
        // Many maps leave the blank out.
        let text = text.or_else(|| is_blank.then(|| " ".to_string()));
        let width = self.widths.binary_search_by_key(&number, |(code, _)| *code);
        let width = width.map_or(self.other_width, |at| self.widths[at].1);
        Code { text, width, is_blank: is_blank && number == 32 }
    }
}

/// What one code says; `None` where the encoding does not know it.
fn read(encoding: &Encoding, code: &[u8]) -> Option<String> {
    let text = encoding.bytes_to_string(code).ok()?;
    (!text.is_empty() && !text.contains('\u{fffd}')).then_some(text)
}

/// The encodings by name that Chinese fonts outside the file are used with.
fn named(font: &Dictionary) -> Option<&'static encoding_rs::Encoding> {
    let name = font.get(b"Encoding").and_then(Object::as_name).ok()?;
    match name.strip_suffix(b"-H").or_else(|| name.strip_suffix(b"-V"))? {
        b"UniGB-UCS2" | b"UniGB-UTF16" | b"UniCNS-UTF16" => Some(encoding_rs::UTF_16BE),
        b"GBK-EUC" | b"GBKp-EUC" | b"GBK2K" | b"GB-EUC" => Some(encoding_rs::GBK),
        _ => None,
    }
}

/// The meaning of a font of single bytes, if its names are all known ones.
fn simple<'a>(document: &'a Document, font: &'a Dictionary, kind: &[u8]) -> Option<Encoding<'a>> {
    let descriptor = font.get_deref(b"FontDescriptor", document).and_then(Object::as_dict).ok();
    let embedded =
        descriptor.is_some_and(|d| d.iter().any(|(key, _)| key.starts_with(b"FontFile")));
    let flags = descriptor.and_then(|d| d.get(b"Flags").and_then(Object::as_i64).ok());
    let symbols = flags.is_some_and(|flags| flags & 4 != 0);
    let name = font.get(b"BaseFont").and_then(Object::as_name).unwrap_or_default();
    let drawn = kind == b"Type3" || name.ends_with(b"Symbol") || name.ends_with(b"Dingbats");
    if drawn || symbols && embedded {
        return None;
    }
    let named = font.get_deref(b"Encoding", document).ok();
    let found = font.get_font_encoding_with_limit(document, MAP_MAX_BYTES).ok()?;
    match (named, &found) {
        // Its own order of letters is inside the font.
        (None, _) if embedded => None,
        (
            Some(Object::Dictionary(own)),
            Encoding::Differences(_) | Encoding::OneByteEncoding(_),
        ) => {
            let differs = own.has(b"Differences");
            (matches!(found, Encoding::Differences(_)) == differs).then_some(found)
        }
        (_, Encoding::OneByteEncoding(_)) => Some(found),
        _ => None,
    }
}

fn simple_widths(document: &Document, font: &Dictionary) -> (Vec<(u32, f64)>, f64) {
    let first = font.get(b"FirstChar").and_then(Object::as_i64).unwrap_or(0).clamp(0, 255) as u32;
    // Drawn glyphs (Type3) have a measure of their own.
    let measure = font.get_deref(b"FontMatrix", document).and_then(Object::as_array);
    let measure = measure.ok().and_then(|matrix| matrix.first());
    let measure = measure.map_or(0.001, |part| number(document, part).abs());
    let widths = font.get_deref(b"Widths", document).and_then(Object::as_array);
    let widths = widths.map(|all| all.iter().take(256).map(|width| number(document, width)));
    let listed = widths.map(|all| (first..).zip(all.map(|w| w * measure)).collect());
    (listed.unwrap_or_default(), 0.5)
}

fn wide_widths(document: &Document, font: &Dictionary) -> (Vec<(u32, f64)>, f64) {
    let below = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
    let below = below.and_then(|all| document.dereference(all.first()?).ok());
    let Some(below) = below.and_then(|(_, object)| object.as_dict().ok()) else {
        return (Vec::new(), 1.0);
    };
    let other = below.get_deref(b"DW", document).map_or(1.0, |w| number(document, w) / 1000.0);
    let Ok(list) = below.get_deref(b"W", document).and_then(Object::as_array) else {
        return (Vec::new(), other);
    };
    let mut widths = Vec::new();
    let mut rest = list.as_slice();
    while let [first, second, after @ ..] = rest {
        let first = number(document, first).clamp(0.0, 65_535.0) as u32;
        match document.dereference(second).map(|(_, object)| object) {
            Ok(Object::Array(each)) => {
                let each = each.iter().map(|width| number(document, width) / 1000.0);
                widths.extend((first..=65_535).zip(each));
                rest = after;
            }
            _ => {
                let last = number(document, second).clamp(0.0, 65_535.0) as u32;
                let Some((width, after)) = after.split_first() else { break };
                let width = number(document, width) / 1000.0;
                widths.extend((first..=last).map(|code| (code, width)));
                rest = after;
            }
        }
        // Ranges over ranges are a bomb, no font.
        if widths.len() > 1 << 17 {
            break;
        }
    }
    widths.sort_by_key(|(code, _)| *code);
    (widths, other)
}

/// A number of any form; 0 for what is none.
pub fn number(document: &Document, object: &Object) -> f64 {
    let object = document.dereference(object).map_or(object, |(_, object)| object);
    object.as_float().map_or(0.0, f64::from)
}
