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

/// A page with a word, and these properties.
pub fn pdf(properties: &str) -> Vec<u8> {
    let font = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>";
    laid(properties, font, b"BT /F1 12 Tf 50 700 Td (word) Tj ET", &[])
}

/// A page printed by a browser: two bytes for each letter, each set for itself, and a map from them to characters.
pub fn printed(text: &str) -> Vec<u8> {
    let map: String = (text.chars().enumerate())
        .map(|(at, c)| {
            format!("1 beginbfchar\n<{:04X}> <{:04X}>\nendbfchar\n", at + 3, u32::from(c))
        })
        .collect();
    let map = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /A def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{map}endcmap\nend\nend"
    );
    mapped(text, "/ToUnicode 6 0 R", &map)
}

/// The same without the map: shapes that nothing explains.
pub fn unmapped(text: &str) -> Vec<u8> {
    mapped(text, "", "")
}

fn mapped(text: &str, to_unicode: &str, map: &str) -> Vec<u8> {
    let font = format!(
        "<</Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H {to_unicode} /DescendantFonts \
         [<</Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 1000>>]>>"
    );
    let drawn: String = (0..text.chars().count())
        .map(|at| format!("BT /F1 10 Tf {} 700 Td <{:04X}> Tj ET\n", 20 + at * 10, at + 3))
        .collect();
    laid("", &font, drawn.as_bytes(), map.as_bytes())
}

/// A page that shows a picture alone, as scanners make it.
pub fn scanned() -> Vec<u8> {
    let font = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>";
    laid("", font, b"q 500 0 0 700 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q", &[])
}

/// One page with one font. Object 5 has the properties, object 6 is a stream.
pub fn laid(properties: &str, font: &str, drawn: &[u8], more: &[u8]) -> Vec<u8> {
    let stream = |content: &[u8]| {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(content).expect("bytes");
        let packed = packer.finish().expect("bytes");
        let head = format!("<</Filter /FlateDecode /Length {}>>\nstream\n", packed.len());
        [head.as_bytes(), &packed, b"\nendstream"].concat()
    };
    let page = format!(
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <</Font <</F1 {font}>>>>>>"
    );
    let objects = [
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>".to_vec(),
        page.into_bytes(),
        stream(drawn),
        format!("<<{properties}>>").into_bytes(),
        stream(more),
    ];
    let (mut bytes, mut table) = (b"%PDF-1.4\n".to_vec(), "0000000000 65535 f \n".to_string());
    for (at, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", bytes.len());
        bytes.extend(format!("{} 0 obj\n", at + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let end = format!(
        "xref\n0 7\n{table}trailer\n<</Size 7 /Root 1 0 R /Info 5 0 R>>\nstartxref\n{}\n%%EOF\n",
        bytes.len()
    );
    bytes.extend(end.bytes());
    bytes
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
