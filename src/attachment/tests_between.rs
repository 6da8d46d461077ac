//! What a package holds beside the parts that it lists is refused.

use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Form, inside};

/// A document with these parts, each one as it is.
fn written(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(content).expect("bytes");
    }
    writer.finish().expect("a package").into_inner()
}

/// Where a mark stands for the nth time.
fn nth(bytes: &[u8], mark: &[u8], nth: usize) -> usize {
    let mut all = bytes.windows(mark.len()).enumerate().filter(|(_, window)| *window == mark);
    all.nth(nth).expect("a mark").0
}

/// A package whose directory does not name its second part.
fn unnamed() -> Vec<u8> {
    let bytes = written(&[("word/document.xml", b"<w:p/>"), ("word/old.xml", b"<w:p>x</w:p>")]);
    let (entry, end) = (nth(&bytes, b"PK\x01\x02", 1), nth(&bytes, b"PK\x05\x06", 0));
    let mut out = [&bytes[..entry], &bytes[end..]].concat();
    let size = (entry - nth(&bytes, b"PK\x01\x02", 0)) as u32;
    out[entry + 8..entry + 12].copy_from_slice(&[1, 0, 1, 0]);
    out[entry + 12..entry + 16].copy_from_slice(&size.to_le_bytes());
    out
}

/// A package that names one part twice.
fn doubled() -> Vec<u8> {
    let mut bytes = written(&[("word/document.xml", b"<w:p/>"), ("word/documenu.xml", b"<w:p/>")]);
    while let Some(at) = bytes.windows(8).position(|name| name == b"documenu") {
        bytes[at..at + 8].copy_from_slice(b"document");
    }
    bytes
}

#[test]
fn what_a_package_does_not_list_is_refused() {
    let sound =
        written(&[("word/document.xml", b"<w:p/>"), ("word/media/a.png", b"\x89PNG\r\n\x1a\n")]);
    inside(Form::Docx, &sound).expect("a document");
    let picture = [b"\x89PNG\r\n\x1a\n", &sound[..]].concat();
    let behind = written(&[("word/document.xml", b"<w:p/>"), ("word/media/a.png", &picture)]);
    let place = nth(&sound, b"PK\x03\x04", 1);
    let between = [&sound[..place], &[7; 40], &sound[place..]].concat();
    for (what, bytes) in [
        ("a part the directory does not name", unnamed()),
        ("a part put twice", doubled()),
        ("a package before it", [&sound[..], &sound].concat()),
        ("a package behind it", [&sound[..], &sound[..place]].concat()),
        ("a package in a picture", behind),
        ("bytes between its parts", between),
    ] {
        let told = inside(Form::Docx, &bytes).err().map(|trouble| trouble.rule.code);
        assert!(
            matches!(told, Some("attachment-hidden" | "attachment-broken")),
            "{what}: {told:?}"
        );
    }
}
