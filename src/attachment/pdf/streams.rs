//! What stands in the streams of a PDF, each read as what it is: drawn, a picture, a map, properties, or anything else.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::packed::{behind, names, unpacked};
use super::strings::{plain_words, strings};
use super::{Read, STREAM_MAX_BYTES, Unread};
use crate::attachment::{holds_exif, shapes, xml};

/// What all streams of one file may unpack to, pixels apart; the pixels of one picture, and of all.
const UNPACKED_MAX_BYTES: usize = 64 * 1024 * 1024;
const PIXELS_MAX_BYTES: usize = 256 * 1024 * 1024;
const ALL_PIXELS_MAX_BYTES: usize = 1024 * 1024 * 1024;

/// How pictures are packed that keep this form outside the file too.
const PICTURES: &[&[u8]] = &[b"DCTDecode", b"JPXDecode", b"CCITTFaxDecode", b"JBIG2Decode"];

/// What draws without letters.
const OPERATORS: &[&str] = &[
    "b", "B", "b*", "B*", "BDC", "BI", "BMC", "c", "cm", "cs", "CS", "d", "d0", "d1", "Do", "DP",
    "EMC", "f", "F", "f*", "g", "G", "gs", "h", "i", "j", "J", "k", "K", "l", "m", "M", "MP", "n",
    "q", "Q", "re", "rg", "RG", "ri", "s", "S", "sc", "SC", "scn", "SCN", "sh", "v", "w", "W",
    "W*", "y", "BX", "EX", "BT", "ET",
];

/// What a stream is for, by what leads to it.
#[derive(Clone, Copy, PartialEq)]
enum Use {
    Map,
    Properties,
}

/// Searches every stream, whether anything leads to it or not.
pub fn search(
    document: &Document,
    drawn: &BTreeSet<*const Stream>,
    read: &mut Read,
) -> Result<(), Unread> {
    let mut uses = BTreeMap::new();
    document.objects.values().for_each(|object| note(object, &mut uses));
    let (mut left, mut pixels_left) = (UNPACKED_MAX_BYTES, ALL_PIXELS_MAX_BYTES);
    for (id, object) in &document.objects {
        let Object::Stream(stream) = object else { continue };
        // What it says lies in another file.
        if stream.dict.has(b"F") {
            return Err(Unread::Packed);
        }
        if is(document, stream, b"Subtype", b"Image") {
            let size = picture(document, stream, read)?;
            pixels_left = pixels_left.checked_sub(size).ok_or(Unread::TooMuch)?;
            shapes::runs(behind(stream, size), &mut read.beside);
            continue;
        }
        let content = unpacked(stream, STREAM_MAX_BYTES)?;
        left = left.checked_sub(content.len()).ok_or(Unread::TooMuch)?;
        shapes::runs(behind(stream, content.len()), &mut read.beside);
        let own = uses.get(id).copied();
        if own == Some(Use::Properties) || is(document, stream, b"Type", b"Metadata") {
            properties(&content, read)?;
        } else if own == Some(Use::Map) || is(document, stream, b"Type", b"CMap") {
            plain_words(&content, &mut read.beside);
        } else if drawn.contains(&std::ptr::from_ref(stream)) {
            strings(&content, &mut read.pages);
        } else {
            other(document, stream, &content, read)?;
        }
    }
    Ok(())
}

/// What is neither drawn nor a picture: a font, a profile, a table, or what a program keeps for itself.
fn other(
    document: &Document,
    stream: &Stream,
    content: &[u8],
    read: &mut Read,
) -> Result<(), Unread> {
    // Letters that no page shows cannot be read: they are codes of a font that nobody names.
    if shows_letters(content) {
        return Err(Unread::Older);
    }
    let objects = is(document, stream, b"Type", b"ObjStm");
    let counts = stream.dict.has(b"FunctionType") && content.trim_ascii().starts_with(b"{");
    // Of a font as a program, what is packed follows its last word.
    let font = content.starts_with(b"%!").then(|| content.windows(5).position(|w| w == b"eexec"));
    // A program's numbers are measures, and no figures that a reader joins.
    let program = match font.flatten() {
        Some(end) => end,
        None if objects || counts || is_drawing(content) => content.len(),
        None => 0,
    };
    let rest = &content[program..];
    read.author |= strings(&content[..program], &mut read.beside);
    if shapes::is_text(rest) {
        read.author |= strings(rest, &mut read.beside);
    }
    read.camera |= holds_exif(rest);
    shapes::runs(rest, &mut read.beside);
    Ok(())
}

/// Whether bytes are a drawing from first to last, as the letters of some fonts are.
fn is_drawing(content: &[u8]) -> bool {
    let mut any = false;
    let all = Content::decode_iter(content).all(|one| {
        any = true;
        one.is_ok_and(|one| OPERATORS.contains(&one.operator.as_str()))
    });
    any && all
}

fn shows_letters(content: &[u8]) -> bool {
    let read = Content::decode_iter(content).map_while(Result::ok);
    let mut shown = read.filter(|one| matches!(one.operator.as_str(), "Tj" | "TJ" | "'" | "\""));
    shown.any(|one| one.operands.iter().any(|o| matches!(o, Object::String(..) | Object::Array(_))))
}

fn properties(content: &[u8], read: &mut Read) -> Result<(), Unread> {
    let text = xml::decoded(content).ok_or(Unread::Packed)?;
    let words = xml::read(&text).ok_or(Unread::Packed)?;
    read.author |= words.says("creator") || words.says("li");
    read.properties.push_str(&words.text);
    read.properties.push('\n');
    Ok(())
}

/// Of a picture everything is searched but its pixels; how much it unpacks to.
fn picture(document: &Document, stream: &Stream, read: &mut Read) -> Result<usize, Unread> {
    let filters = names(&stream.dict, b"Filter");
    let packed = filters.iter().position(|name| PICTURES.contains(name));
    let Some(packed) = packed else {
        let (size, rows) = pixels(document, &stream.dict).unwrap_or_default();
        let max = size.saturating_add(rows).saturating_add(STREAM_MAX_BYTES);
        if max > PIXELS_MAX_BYTES {
            return Err(Unread::TooMuch);
        }
        let content = unpacked(stream, max)?;
        let more = content.get(size..).filter(|_| !shapes::are_letters(&content));
        shapes::runs(more.unwrap_or(&content), &mut read.beside);
        return Ok(content.len());
    };
    if packed + 1 < filters.len() {
        return Err(Unread::Packed);
    }
    let file = match packed {
        0 => Cow::Borrowed(&stream.content),
        _ => {
            let mut outer = stream.clone();
            let before = filters[..packed].iter().map(|name| Object::Name(name.to_vec()));
            outer.dict.set("Filter", before.collect::<Vec<_>>());
            Cow::Owned(unpacked(&outer, STREAM_MAX_BYTES)?)
        }
    };
    read.camera |= holds_exif(&file);
    read.beside.push_str(&shapes::said(&file).ok_or(Unread::Packed)?);
    Ok(file.len())
}

/// How many bytes the pixels of a picture take, and how many rows they lie in; nothing where it does not say.
fn pixels(document: &Document, own: &Dictionary) -> Option<(usize, usize)> {
    let whole = |key: &[u8]| {
        let value = own.get_deref(key, document).and_then(Object::as_i64).ok()?;
        usize::try_from(value).ok()
    };
    let (width, rows) = (whole(b"Width")?, whole(b"Height")?);
    let mask = own.get_deref(b"ImageMask", document).and_then(Object::as_bool);
    let bits = match mask.unwrap_or_default() {
        true => 1,
        false => whole(b"BitsPerComponent")? * colours(document, own.get(b"ColorSpace").ok()?)?,
    };
    let size = width.checked_mul(bits)?.div_ceil(8).checked_mul(rows)?;
    Some((size, rows))
}

/// How many numbers make a colour.
fn colours(document: &Document, space: &Object) -> Option<usize> {
    let space = document.dereference(space).ok()?.1;
    let list = space.as_array().map_or(std::slice::from_ref(space), Vec::as_slice);
    let given = |at: usize| Some(document.dereference(list.get(at)?).ok()?.1);
    match given(0)?.as_name().ok()? {
        b"DeviceGray" | b"CalGray" | b"Indexed" | b"Separation" => Some(1),
        b"DeviceRGB" | b"CalRGB" | b"Lab" => Some(3),
        b"DeviceCMYK" => Some(4),
        b"DeviceN" => Some(given(1)?.as_array().ok()?.len()),
        b"ICCBased" => {
            let profile = given(1)?.as_stream().ok()?;
            profile.dict.get_deref(b"N", document).and_then(Object::as_i64).ok()?.try_into().ok()
        }
        _ => None,
    }
}

/// Notes what streams are for.
fn note(object: &Object, uses: &mut BTreeMap<ObjectId, Use>) {
    let own = match object {
        Object::Array(all) => return all.iter().for_each(|one| note(one, uses)),
        Object::Dictionary(own) => own,
        Object::Stream(stream) => &stream.dict,
        _ => return,
    };
    for (key, value) in own.iter() {
        let what = match key.as_slice() {
            b"ToUnicode" | b"Encoding" | b"UseCMap" => Some(Use::Map),
            b"Metadata" => Some(Use::Properties),
            _ => None,
        };
        match (what, value) {
            (Some(what), Object::Reference(id)) => drop(uses.insert(*id, what)),
            _ => note(value, uses),
        }
    }
}

fn is(document: &Document, stream: &Stream, key: &[u8], name: &[u8]) -> bool {
    let own = stream.dict.get_deref(key, document).and_then(Object::as_name);
    own.is_ok_and(|own| own == name)
}
