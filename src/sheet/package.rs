//! A packed workbook: its parts, unpacked within bounds and decoded.

use std::io::{Cursor, Read};

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart};
use zip::ZipArchive;

use super::Refusal;

/// What all parts of one file may unpack to, and how many there may be: a county's year, not a bomb.
const UNPACKED_MAX_BYTES: u64 = 256 * 1024 * 1024;
const PARTS_MAX: usize = 5000;

pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    form: &'static str,
}

impl<'a> Package<'a> {
    /// Opens it and unpacks every part once: what a list of parts says of their sizes may be untrue.
    pub fn open(form: &'static str, bytes: &'a [u8]) -> Result<Package<'a>, Refusal> {
        let broken = |_| Refusal::Broken(form);
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if archive.len() > PARTS_MAX {
            return Err(Refusal::UnpacksToTooMuch);
        }
        let mut left = UNPACKED_MAX_BYTES;
        for at in 0..archive.len() {
            let part = archive.by_index(at).map_err(broken)?;
            // One byte more than is left tells that there was more.
            let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
            let read = read.map_err(|_| Refusal::Broken(form))?;
            left = left.checked_sub(read).ok_or(Refusal::UnpacksToTooMuch)?;
        }
        Ok(Package { archive, form })
    }

    /// What its parts are called.
    pub fn names(&self) -> Vec<String> {
        self.archive.file_names().flatten().map(|name| name.into_owned()).collect()
    }

    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The text of a part: UTF-8, or UTF-16 with its mark. `None` where there is no such part.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        if !self.has(name) {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let part = self.archive.by_name(name);
        let read = part.map(|part| part.take(UNPACKED_MAX_BYTES).read_to_end(&mut bytes));
        if !matches!(read, Ok(Ok(_))) {
            return Err(self.broken());
        }
        let (text, _, wrong) = encoding_rs::UTF_8.decode(&bytes);
        if wrong { Err(self.broken()) } else { Ok(Some(text.into_owned())) }
    }

    pub fn broken(&self) -> Refusal {
        Refusal::Broken(self.form)
    }
}

/// The name of an element without its prefix: programs choose prefixes as they like.
pub fn local(tag: &BytesStart) -> String {
    String::from_utf8_lossy(tag.local_name().as_ref()).into_owned()
}

/// An attribute by its local name; what cannot be decoded is as good as absent.
pub fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let is_named = |key: quick_xml::name::QName| key.local_name().as_ref() == name.as_bytes();
    let own = tag.attributes().with_checks(false).flatten().find(|own| is_named(own.key))?;
    let decoder = tag.decoder();
    let value = own.decoded_and_normalized_value(XmlVersion::Implicit1_0, decoder);
    value.ok().map(|value| value.into_owned())
}

/// A number in an attribute.
pub fn count(tag: &BytesStart, name: &str) -> Option<usize> {
    attribute(tag, name)?.trim().parse().ok()
}

/// The character a reference stands for.
pub fn meant(name: &BytesRef) -> Option<char> {
    if let Some(character) = name.resolve_char_ref().ok()? {
        return Some(character);
    }
    let word = name.decode().ok()?;
    let known = quick_xml::escape::resolve_predefined_entity(&word)?;
    known.chars().next()
}
