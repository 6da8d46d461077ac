//! A PDF read to its last byte: its objects, the words its pages draw, its streams, and what stands between all these.

use std::collections::BTreeSet;

use lopdf::xref::XrefEntry;
use lopdf::{Document, LoadOptions, Object};

use super::{Read, STREAM_MAX_BYTES, Unread, between, carried, drawn, streams};

/// Everything that can be read, or why it cannot.
pub fn read(bytes: &[u8]) -> Result<Read, Unread> {
    let limit = Some(STREAM_MAX_BYTES);
    let options = LoadOptions { max_decompressed_size: limit, ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|_| Unread::Damaged)?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(Unread::Protected);
    }
    if document.revision_count() > 1 {
        return Err(Unread::Older);
    }
    let mut read = Read::default();
    carried::look(&document, &mut read)?;
    let drawn = drawn::pages(&document)?;
    every_page_is_reached(&document)?;
    streams::search(&document, &drawn.streams, &mut read)?;
    between::search(&document, bytes, &mut read)?;
    every_object_is_read(&document)?;
    read.pages.insert_str(0, &drawn.text);
    Ok(read)
}

/// A page that was taken out is still in the file with all it says.
fn every_page_is_reached(document: &Document) -> Result<(), Unread> {
    let reached: BTreeSet<_> = document.page_iter().collect();
    let is_page = |object: &Object| {
        let kind = object.as_dict().and_then(|own| own.get_deref(b"Type", document));
        kind.and_then(Object::as_name).is_ok_and(|kind| kind == b"Page")
    };
    let mut others = document.objects.iter().filter(|(id, _)| !reached.contains(*id));
    if others.any(|(_, object)| is_page(object)) { Err(Unread::Older) } else { Ok(()) }
}

/// The library passes over what it cannot read; another program may not.
fn every_object_is_read(document: &Document) -> Result<(), Unread> {
    let is_read = |(number, entry): (&u32, &XrefEntry)| match entry {
        XrefEntry::Normal { offset: 0, .. } | XrefEntry::Free | XrefEntry::UnusableFree => true,
        _ => document.objects.range((*number, 0)..=(*number, u16::MAX)).next().is_some(),
    };
    if document.reference_table.entries.iter().all(is_read) { Ok(()) } else { Err(Unread::Damaged) }
}
