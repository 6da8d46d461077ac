//! Tiny files as people attach them, made at run time: a photograph, a drawing, a PDF, office packages.

use std::io::{Cursor, Write};

/// An ID number of an invented place and day, with its check character.
pub fn id_number() -> String {
    let body = format!("{}{}{}{}", "11", "0101", "19490101", "001");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.bytes().zip(weights).map(|(d, w)| u32::from(d - b'0') * w).sum();
    format!("{body}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

pub fn mobile() -> String {
    format!("13{}", "8".repeat(4) + &"0".repeat(5))
}

/// A camera's notes: turned by a quarter, a maker, and a place on earth.
pub fn exif() -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x03\0".to_vec();
    exif.extend(b"\x0f\x01\x02\0\x06\0\0\0\x32\0\0\0"); // Make, six letters at 50
    exif.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"); // Orientation 6
    exif.extend(b"\x25\x88\x04\0\x01\0\0\0\x38\0\0\0"); // GPS at 56
    exif.extend(b"\0\0\0\0MAKER\0");
    exif.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0");
    exif
}

pub fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder.add_app_segment(1, exif()).expect("a segment");
    let pixels: Vec<u8> =
        (0..usize::from(width) * usize::from(height) * 3).map(|at| (at / 700) as u8).collect();
    encoder.encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).expect("a JPEG");
    bytes
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.add_text_chunk("Author".to_string(), "somebody".to_string()).expect("a chunk");
    let samples = vec![77; (width * height) as usize];
    encoder.write_header().and_then(|mut w| w.write_image_data(&samples)).expect("a PNG");
    bytes
}

pub fn pdf(properties: &str) -> Vec<u8> {
    format!(
        "%PDF-1.4\n1 0 obj\n<<{properties}>>\nendobj\ntrailer\n<</Info 1 0 R>>\nstartxref\n9\n%%EOF\n"
    )
    .into_bytes()
}

pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("bytes");
    }
    writer.finish().expect("a package").into_inner()
}

pub fn notice(id: &str, more: &str) -> String {
    format!(
        "---\nid: {id}\nclass: village\nperiod: 2026-03\npublished: 2026-06-30\n\
         review: {{by: 曾宪章, date: 2026-06-28}}\nplain: 明白话。\n{more}---\n甲\n"
    )
}

pub fn confirmed(file: &str, title: &str) -> String {
    format!("attachments: [{{file: {file}, title: {title}, redacted: yes, redacted_by: 曾宪章}}]\n")
}
