//! What pictures and fonts within a file say in letters.

use std::io::Write;

use super::shapes::said;
use super::tests::{deflated, jpeg};
use super::{Form, inside};

const NUMBER: &[u8] = b"12345678901";

/// A PNG without pixels, with these pieces.
fn png(pieces: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in pieces {
        bytes.extend((data.len() as u32).to_be_bytes());
        bytes.extend([name, data, &b"sum."[..]].concat());
    }
    bytes
}

/// A bitmap of one row.
fn bitmap(pixels: &[u8]) -> Vec<u8> {
    let mut bytes = b"BM".to_vec();
    let width = pixels.len() as u32 / 3;
    for field in [0, 0, 54, 40, width, 1, 24 << 16 | 1, 0, 0, 0, 0, 0, 0] {
        bytes.extend(u32::to_le_bytes(field));
    }
    [bytes, pixels.to_vec()].concat()
}

fn is_said(bytes: &[u8]) -> bool {
    said(bytes).expect("notes").contains("12345678901")
}

#[test]
fn notes_of_pictures_are_read() {
    let packed = deflated(NUMBER);
    let wide: Vec<u8> = b"a".iter().chain(NUMBER).flat_map(|byte| [*byte, 0]).collect();
    for (what, bytes) in [
        ("a text", png(&[(b"tEXt", &[b"Comment\0", NUMBER].concat())])),
        ("a packed text", png(&[(b"zTXt", &[b"Comment\0\0", &packed[..]].concat())])),
        ("a long text", png(&[(b"iTXt", &[b"a\0\0\0\0\0", NUMBER].concat())])),
        ("a packed long text", png(&[(b"iTXt", &[b"a\0\x01\0en\0b\0", &packed[..]].concat())])),
        ("a profile", png(&[(b"iCCP", &[b"a\0\0", &packed[..]].concat())])),
        ("behind a PNG", [png(&[(b"IEND", b"")]), NUMBER.to_vec()].concat()),
        ("behind a JPEG", [jpeg(8, 8, 1), NUMBER.to_vec()].concat()),
        ("Exif in UTF-16", [jpeg(8, 8, 1), wide].concat()),
        ("a comment", b"GIF89a\x21\xFE\x0512345\x06678901\0".to_vec()),
        ("no bitmap", [b"BM name,", NUMBER].concat()),
        ("a bitmap of letters", bitmap(&[NUMBER, b"\n"].concat())),
        ("no font", NUMBER.to_vec()),
    ] {
        assert!(is_said(&bytes), "{what}");
    }
    for broken in [&b"Comment\0\0not packed"[..], b"Comment"] {
        assert!(said(&png(&[(b"zTXt", broken)])).is_none());
    }
    // Pixels that are not packed may be any bytes, and of a dark picture all are those of letters.
    assert!(!is_said(&bitmap(&[NUMBER, b":"].concat().repeat(500))));
    assert!(!is_said(&bitmap(&[b"\0\0\0\0", NUMBER, b"\0"].concat())));
}

#[test]
fn strips_of_a_tiff_are_pixels() {
    let mut bytes = b"II*\0\x08\0\0\0\x02\0".to_vec();
    for (tag, value) in [(273_u16, 40_u32), (279, 12)] {
        bytes.extend(tag.to_le_bytes());
        bytes.extend([4, 0, 1, 0, 0, 0]);
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend([0; 6]);
    let strip = [b"\0", NUMBER].concat();
    assert!(!is_said(&[bytes.clone(), strip.clone()].concat()));
    assert!(is_said(&[bytes, strip, NUMBER.to_vec()].concat()));
}

#[test]
fn office_files_tell_what_their_pictures_say() {
    for (form, main, name) in [
        (Form::Docx, "word/document.xml", "word/media/a.png"),
        (Form::Docx, "word/document.xml", "word/fonts/a.odttf"),
        (Form::Docx, "word/document.xml", "docProps/thumbnail.jpeg"),
        (Form::Xlsx, "xl/workbook.xml", "xl/media/a.png"),
        (Form::Ods, "content.xml", "Pictures/a.png"),
    ] {
        let picture = png(&[(b"tEXt", &[b"Comment\0", NUMBER].concat())]);
        let picture = if name.ends_with("jpeg") {
            [jpeg(8, 8, 1), NUMBER.to_vec()].concat()
        } else {
            picture
        };
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, content) in [(main, &b"<a/>"[..]), (name, &picture)] {
            let options = zip::write::SimpleFileOptions::default();
            writer.start_file(name, options).expect("a part");
            writer.write_all(content).expect("bytes");
        }
        let bytes = writer.finish().expect("a package").into_inner();
        let found = inside(form, &bytes).expect(name);
        let text: String = found.texts.into_iter().map(|(_, text)| text).collect();
        assert!(text.contains("12345678901"), "{name}");
    }
}
