//! What a stream of a PDF unpacks to, and what lies behind its packed bytes.

use std::io::{Read, copy, sink};

use flate2::read::ZlibDecoder;
use lopdf::{Object, Stream};

use super::Unread;

/// What the stream unpacks to. The library gives back nothing, and no word about it, where bytes do not unpack.
pub fn unpacked(stream: &Stream, max_bytes: usize) -> Result<Vec<u8>, Unread> {
    let content = stream.decompressed_content_with_limit(max_bytes);
    let content = content.map_err(|_| Unread::Packed)?;
    let lost = content.is_empty() && !stream.content.trim_ascii().is_empty();
    let is_empty = || ZlibDecoder::new(&stream.content[..]).read(&mut [0]).is_ok();
    if lost && !is_empty() { Err(Unread::Packed) } else { Ok(content) }
}

/// The bytes behind the end of what is packed, which no program unpacks. It comes to so many bytes unpacked, or to a few
/// more before its rows are laid out.
pub fn behind(stream: &Stream, unpacked_bytes: usize) -> &[u8] {
    if names(&stream.dict, b"Filter").first() != Some(&&b"FlateDecode"[..]) {
        return &[];
    }
    let mut packed = ZlibDecoder::new(&stream.content[..]);
    let max_bytes = unpacked_bytes as u64 * 2 + 64;
    let whole = copy(&mut packed.by_ref().take(max_bytes), &mut sink());
    let end = if whole.is_ok() { packed.total_in() as usize } else { 0 };
    stream.content.get(end..).unwrap_or_default()
}

/// One name or a list of names.
pub fn names<'a>(dictionary: &'a lopdf::Dictionary, key: &[u8]) -> Vec<&'a [u8]> {
    match dictionary.get(key) {
        Ok(Object::Array(all)) => all.iter().filter_map(|name| name.as_name().ok()).collect(),
        Ok(name) => name.as_name().into_iter().collect(),
        Err(_) => Vec::new(),
    }
}
