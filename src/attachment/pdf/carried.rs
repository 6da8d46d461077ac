//! What the objects of a PDF may do or carry, by their names as a program reads them: files, scripts and forms are refused.

use lopdf::{Dictionary, Document, Object};

use super::strings::decoded;
use super::{Read, Unread};
use crate::attachment::xml;

/// What a link or the opening of the file may do: lead somewhere.
const ACTIONS: &[&[u8]] =
    &[b"GoTo", b"GoToR", b"URI", b"Named", b"Thread", b"Hide", b"SetOCGState", b"Trans"];

/// Notes and links that carry nothing but words and marks.
const NOTES: &[&[u8]] = &[
    b"Link",
    b"Text",
    b"FreeText",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Stamp",
    b"Caret",
    b"Ink",
    b"Popup",
    b"Watermark",
    b"PrinterMark",
    b"TrapNet",
    b"Redact",
];

/// Looks through every object, whether anything leads to it or not.
pub fn look(document: &Document, read: &mut Read) -> Result<(), Unread> {
    dictionary(document, &document.trailer, read)?;
    document.objects.values().try_for_each(|one| object(document, one, read))
}

fn object(document: &Document, one: &Object, read: &mut Read) -> Result<(), Unread> {
    match one {
        Object::Array(all) => all.iter().try_for_each(|one| object(document, one, read)),
        Object::Dictionary(own) => dictionary(document, own, read),
        Object::Stream(stream) => dictionary(document, &stream.dict, read),
        _ => Ok(()),
    }
}

fn dictionary(document: &Document, own: &Dictionary, read: &mut Read) -> Result<(), Unread> {
    for (key, value) in own.iter() {
        let given = document.dereference(value).map_or(value, |(_, given)| given);
        match key.as_slice() {
            b"Encrypt" => return Err(Unread::Protected),
            b"EF" | b"RF" | b"EmbeddedFiles" => return Err(Unread::Files),
            b"JS" | b"JavaScript" => return Err(Unread::Scripts),
            b"AP" | b"XFA" => return Err(Unread::Forms),
            b"OCProperties" => read.layers = true,
            b"RC" | b"RV" => rich(given, read)?,
            b"A" | b"PA" | b"OpenAction" | b"Next" => acts(document, given)?,
            b"AA" => {
                let all = given.as_dict().into_iter().flat_map(Dictionary::iter);
                all.into_iter().try_for_each(|(_, action)| acts(document, action))?;
            }
            b"Annots" => {
                let all = given.as_array().into_iter().flatten();
                all.into_iter().try_for_each(|note| noted(document, note))?;
            }
            b"Type" | b"Subtype" | b"S" => named(given.as_name().unwrap_or_default())?,
            _ => {}
        }
        object(document, value, read)?;
    }
    Ok(())
}

/// What says by its own name what it is, wherever it stands.
fn named(name: &[u8]) -> Result<(), Unread> {
    match name {
        b"EmbeddedFile" | b"FileAttachment" => Err(Unread::Files),
        b"JavaScript" | b"Launch" | b"RichMedia" | b"Movie" | b"Rendition" => Err(Unread::Scripts),
        b"Widget" => Err(Unread::Forms),
        _ => Ok(()),
    }
}

fn acts(document: &Document, given: &Object) -> Result<(), Unread> {
    let given = document.dereference(given).map_or(given, |(_, given)| given);
    match given {
        Object::Array(all) => {
            all.iter().filter(|one| !is_list(document, one)).try_for_each(|one| acts(document, one))
        }
        Object::Dictionary(action) => {
            match action.get_deref(b"S", document).and_then(Object::as_name) {
                Ok(name) if !ACTIONS.contains(&name) => Err(Unread::Scripts),
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// A list within a list is none of actions, and may hold itself.
fn is_list(document: &Document, one: &Object) -> bool {
    matches!(document.dereference(one), Ok((_, Object::Array(_))))
}

fn noted(document: &Document, note: &Object) -> Result<(), Unread> {
    let Ok((_, Object::Dictionary(note))) = document.dereference(note) else { return Ok(()) };
    let kind = note.get_deref(b"Subtype", document).and_then(Object::as_name).unwrap_or_default();
    named(kind)?;
    if NOTES.contains(&kind) { Ok(()) } else { Err(Unread::Forms) }
}

/// The words of a note that has them twice, once with their form: a tag may stand in the middle of a number.
fn rich(given: &Object, read: &mut Read) -> Result<(), Unread> {
    let text = match given {
        Object::String(bytes, _) => decoded(bytes),
        // A stream is searched like every other, and its words may be in pieces.
        Object::Stream(_) => return Err(Unread::Forms),
        _ => return Ok(()),
    };
    // Whatever its elements are called, they hold words.
    let words = xml::read(&format!("<body>{text}</body>")).ok_or(Unread::Forms)?;
    read.beside.push_str(&words.text);
    read.beside.push('\n');
    Ok(())
}
