//! Pictures upright, small and bare; words of PDF and office files found where they stand.

use std::io::Write;

use super::exif::turn;
use super::pixels::Pixels;
use super::{Form, address_word, inside, made};

/// Red left, blue right.
pub fn halves(width: usize, height: usize) -> Vec<u8> {
    let pixel = |at: usize| if at % width < width / 2 { [250, 10, 10] } else { [10, 10, 250] };
    (0..width * height).flat_map(pixel).collect()
}

/// A TIFF block that says only which way up.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif
}

pub fn jpeg(width: u16, height: u16, orientation: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder.add_app_segment(1, exif(orientation)).expect("a segment");
    let rgb = halves(width.into(), height.into());
    encoder.encode(&rgb, width, height, jpeg_encoder::ColorType::Rgb).expect("a JPEG");
    bytes
}

/// The colours of a picture's corners: `r` for red, `b` for blue; left top, right top, left bottom, right bottom.
fn corners(jpeg: &[u8]) -> String {
    let mut decoder = jpeg_decoder::Decoder::new(jpeg);
    let pixels = decoder.decode().expect("a JPEG");
    let info = decoder.info().expect("sides");
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    let at = |x: usize, y: usize| (y * width + x) * 3;
    let places = [at(2, 2), at(width - 3, 2), at(2, height - 3), at(width - 3, height - 3)];
    places.iter().map(|at| if pixels[*at] > pixels[at + 2] { 'r' } else { 'b' }).collect()
}

#[test]
fn every_orientation_is_turned_upright() {
    // What is stored as red left, blue right; the tag says where its first row and column belong.
    let upright = [
        (1, "rbrb", (64, 32)),
        (2, "brbr", (64, 32)),
        (3, "brbr", (64, 32)),
        (4, "rbrb", (64, 32)),
        (5, "rrbb", (32, 64)),
        (6, "rrbb", (32, 64)),
        (7, "bbrr", (32, 64)),
        (8, "bbrr", (32, 64)),
        (9, "rbrb", (64, 32)),
    ];
    for (tag, seen, sides) in upright {
        let [small, large] = made(Form::Jpeg, &jpeg(64, 32, tag)).expect("a picture");
        assert_eq!((small.width, small.height), sides, "orientation {tag}");
        assert_eq!(corners(&small.bytes), seen, "orientation {tag}");
        assert_eq!(corners(&large.bytes), seen, "orientation {tag}");
    }
}

#[test]
fn rows_are_turned_over_as_the_tag_says() {
    // Two rows apart tell 3 from 2 and 4 from 1.
    let pixels = |rgb: [u8; 12]| Pixels { width: 2, height: 2, rgb: rgb.to_vec() };
    let [a, b, c, d] = [[1; 3], [2; 3], [3; 3], [4; 3]];
    let join = |all: [[u8; 3]; 4]| -> [u8; 12] { all.concat().try_into().expect("twelve") };
    let turned = |tag| pixels(join([a, b, c, d])).turned(turn(&exif(tag))).rgb;
    for (tag, all) in [
        (1, [a, b, c, d]),
        (2, [b, a, d, c]),
        (3, [d, c, b, a]),
        (4, [c, d, a, b]),
        (5, [a, c, b, d]),
        (6, [c, a, d, b]),
        (7, [d, b, c, a]),
        (8, [b, d, a, c]),
    ] {
        assert_eq!(turned(tag), join(all), "orientation {tag}");
    }
}

#[test]
fn broken_notes_of_a_camera_are_passed_over() {
    for length in 0..exif(6).len() {
        turn(&exif(6)[..length]);
    }
    let mut far = exif(6);
    far[10..14].fill(0xFF);
    assert_eq!(turn(&far), super::exif::Turn::NONE);
}

#[test]
fn shrinking_keeps_the_mean_and_never_enlarges() {
    let two = Pixels { width: 2, height: 1, rgb: vec![0, 0, 0, 100, 200, 50] };
    assert_eq!(two.within(1).rgb, [50, 100, 25]);
    assert_eq!(two.within(2).rgb, two.rgb);
    let three = Pixels { width: 3, height: 3, rgb: vec![90; 27] };
    let small = three.within(2);
    assert_eq!((small.width, small.height, small.rgb), (2, 2, vec![90; 12]));
    let line = Pixels { width: 4000, height: 2, rgb: vec![7; 24000] };
    assert_eq!((line.within(480).width, line.within(480).height), (480, 1));
}

#[test]
fn both_sizes_of_every_form_come_out() {
    let rgb = halves(2000, 1000);
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 2000, 1000);
    encoder.set_color(png::ColorType::Rgb);
    encoder.add_text_chunk("Author".into(), "somebody".into()).expect("a chunk");
    encoder.write_header().and_then(|mut w| w.write_image_data(&rgb)).expect("a PNG");
    let mut webp = Vec::new();
    let encoder = image_webp::WebPEncoder::new(&mut webp);
    encoder.encode(&rgb, 2000, 1000, image_webp::ColorType::Rgb8).expect("a WebP");
    let mut gif = Vec::new();
    let palette = [250, 10, 10, 10, 10, 250];
    let mut encoder = gif::Encoder::new(&mut gif, 2000, 1000, &palette).expect("a GIF");
    let indexed: Vec<u8> = (0..2_000_000).map(|at| u8::from(at % 2000 >= 1000)).collect();
    let frame =
        gif::Frame { width: 2000, height: 1000, buffer: indexed.into(), ..gif::Frame::default() };
    encoder.write_frame(&frame).expect("a frame");
    drop(encoder);
    let forms =
        [(Form::Jpeg, jpeg(2000, 1000, 1)), (Form::Png, png), (Form::Webp, webp), (Form::Gif, gif)];
    for (form, bytes) in forms {
        let [small, large] = made(form, &bytes).unwrap_or_else(|t| panic!("{form:?} {t:?}"));
        assert_eq!((small.width, small.height), (480, 240), "{form:?}");
        assert_eq!((large.width, large.height), (1600, 800), "{form:?}");
        assert_eq!(corners(&large.bytes), "rbrb", "{form:?}");
        let again = made(form, &bytes).expect("again");
        assert_eq!(again[1].bytes, large.bytes, "the same bytes twice");
        for word in [&b"Exif"[..], b"somebody", b"GPS"] {
            assert!(!large.bytes.windows(word.len()).any(|w| w == word), "{form:?}");
        }
        for cut in [bytes.len() / 2, 12] {
            assert!(made(form, &bytes[..cut]).is_err(), "{form:?} cut at {cut}");
        }
    }
}

#[test]
fn scans_of_every_order_are_read() {
    for (progressive, optimized) in [(false, false), (false, true), (true, false), (true, true)] {
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 80);
        encoder.set_progressive(progressive);
        encoder.set_optimized_huffman_tables(optimized);
        let rgb = halves(3000, 300);
        encoder.encode(&rgb, 3000, 300, jpeg_encoder::ColorType::Rgb).expect("a JPEG");
        let [small, large] = made(Form::Jpeg, &bytes).expect("a picture");
        assert_eq!((corners(&small.bytes), corners(&large.bytes)), ("rbrb".into(), "rbrb".into()));
        assert_eq!((large.width, large.height), (1600, 160));
    }
}

#[test]
fn what_shines_through_is_white_and_grey_is_grey() {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 8, 8);
    encoder.set_color(png::ColorType::GrayscaleAlpha);
    let samples = [0_u8, 0].repeat(64);
    encoder.write_header().and_then(|mut w| w.write_image_data(&samples)).expect("a PNG");
    let [small, _] = made(Form::Png, &png).expect("a picture");
    let mut decoder = jpeg_decoder::Decoder::new(&small.bytes[..]);
    assert!(decoder.decode().expect("a JPEG").iter().all(|value| *value > 250));
    let mut grey = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut grey, 90);
    encoder.encode(&[128; 256], 16, 16, jpeg_encoder::ColorType::Luma).expect("a JPEG");
    let [small, _] = made(Form::Jpeg, &grey).expect("a grey picture");
    assert_eq!((small.width, small.height), (16, 16));
}

#[test]
fn a_bomb_is_told_by_its_promise() {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 60_000, 60_000);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().expect("a head");
    let trouble = made(Form::Png, &png).expect_err("too many pixels");
    assert_eq!(trouble.rule.code, "picture-too-large");
}

/// All texts of a file in one.
pub fn words(form: Form, bytes: &[u8]) -> String {
    let inside = inside(form, bytes).expect("a sound file");
    inside.texts.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n")
}

/// A PDF of these objects, numbered from 1; the first is the catalog.
pub fn laid(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", at + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    let end =
        format!("trailer\n<</Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{table}\n%%EOF\n");
    bytes.extend(end.bytes());
    bytes
}

pub fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{dictionary} /Length {}>>\nstream\n", content.len()).into_bytes();
    out.extend(content);
    out.extend(b"\nendstream");
    out
}

/// A PDF with one page, which draws with these fonts; what stands between follows as objects of their own.
pub fn drawing(fonts: &str, content: &[u8], packed: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let page = format!(
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R \
         /Resources <</Font <<{fonts}>>>>>>"
    );
    let mut objects = vec![
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>".to_vec(),
        page.into_bytes(),
        stream(packed, content),
    ];
    objects.extend_from_slice(more);
    laid(&objects, "/Info 5 0 R")
}

pub const HELVETICA: &str = "/F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>";

/// A PDF with one page of a word, with this object and this stream beside it.
pub fn pdf(between: &str, dictionary: &str, content: &[u8]) -> Vec<u8> {
    let drawn = b"BT /F1 12 Tf 50 700 Td (word) Tj ET";
    let between = if between.is_empty() { "<<>>" } else { between };
    let more = [between.as_bytes().to_vec(), stream(dictionary, content)];
    drawing(HELVETICA, drawn, "", &more)
}

pub fn deflated(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text).expect("bytes");
    encoder.finish().expect("bytes")
}

#[test]
fn a_pdf_tells_its_properties_and_what_it_draws_in_letters() {
    let drawn =
        deflated(b"BT /F1 12 Tf [(one)-20(two)] TJ 0 -14 Td (th\\162ee\\)) Tj <666f7572> Tj ET");
    let title = b"<</Title (first) /Author (\\376\\377\\116\\000)>>".to_vec();
    let bytes = drawing(HELVETICA, &drawn, "/Filter /FlateDecode", &[title]);
    let text = words(Form::Pdf, &bytes);
    for word in ["first", "onetwo\n", "three)four"] {
        assert!(text.contains(word), "{word} in {text:?}");
    }
    let found = inside(Form::Pdf, &bytes).expect("a PDF");
    assert_eq!((found.metadata.len(), found.hidden.len()), (1, 0));
    let objects = deflated(b"7 0 <</Keywords <FEFF4E004E8C>>>");
    let packed = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode";
    let text = words(Form::Pdf, &pdf("", packed, &objects));
    assert!(text.contains("一二"), "{text:?}");
    let xmp = b"<x:xmpmeta><dc:creator><rdf:Seq><rdf:li>A &amp; B</rdf:li></rdf:Seq></dc:creator></x:xmpmeta>";
    let found = inside(Form::Pdf, &pdf("", "/Type /Metadata", xmp)).expect("a PDF");
    assert_eq!(found.metadata.len(), 1);
    assert!(found.texts.iter().any(|(_, text)| text.contains("A & B")));
}

#[test]
fn a_pdf_that_hides_or_acts_is_refused() {
    let packed = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode";
    for (between, code) in [
        ("<</Encrypt 3 0 R>>", "attachment-hidden"),
        ("<</S /JavaScript /JS (x)>>", "attachment-refused"),
        ("<</Type /EmbeddedFile>>", "attachment-hidden"),
        ("<</Type /Annot /Subtype /FreeText /AP <</N 6 0 R>>>>", "attachment-hidden"),
        ("<</Subtype /Widget /FT /Tx /V (x)>>", "attachment-hidden"),
    ] {
        let trouble = inside(Form::Pdf, &pdf(between, "", b"")).expect_err(between);
        assert_eq!(trouble.rule.code, code, "{between}");
    }
    let scripts = deflated(b"7 0 <</S /JavaScript>>");
    let trouble = inside(Form::Pdf, &pdf("", packed, &scripts)).expect_err("a script");
    assert_eq!(trouble.rule.code, "attachment-refused");
    assert_eq!(inside(Form::Pdf, b"%PDF-1.7 cut").expect_err("cut").rule.code, "attachment-broken");
    let bomb = deflated(&vec![b' '; 65 * 1024 * 1024]);
    for (dictionary, content) in [
        ("/Filter /FlateDecode", &bomb[..]),
        ("/Type /ObjStm /Filter /LZWDecode", b"x"),
        ("/Filter /FlateDecode", b"not packed at all"),
        ("/Type /Metadata", b"<x:xmpmeta><li>cut"),
    ] {
        let trouble = inside(Form::Pdf, &pdf("", dictionary, content)).expect_err(dictionary);
        assert_eq!(trouble.rule.code, "attachment-hidden", "{dictionary}");
    }
}

pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("bytes");
    }
    writer.finish().expect("a package").into_inner()
}

#[test]
fn a_name_and_its_content_agree() {
    let picture = jpeg(8, 8, 1);
    // Phones and chats give a picture any picture's ending.
    for name in ["a.JPEG", "a.png", "a.webp", "a.gif"] {
        assert_eq!(Form::of(name, &picture).expect("a picture"), Form::Jpeg);
    }
    for (name, bytes) in [
        ("a.png", &b"%PDF-1.7"[..]),
        ("a.pdf", &picture[..]),
        ("a.exe", b"MZ"),
        ("a.html", b"<p>"),
        ("a.svg", b"<svg/>"),
        ("a.zip", b"PK\x03\x04"),
        ("a", b"x"),
        ("a.pdf", b"<html>"),
        ("a.txt", b"a\0b"),
    ] {
        assert_eq!(Form::of(name, bytes).expect_err(name).rule.code, "attachment-refused");
    }
}

#[test]
fn what_cannot_be_attached_is_told_what_to_save_it_as() {
    for (name, help) in [
        ("a.doc", "docx"),
        ("a.WPS", "docx"),
        ("a.xls", "xlsx"),
        ("a.et", "xlsx"),
        ("a.ofd", "pdf"),
        ("a.pptx", "pdf"),
        ("a.heic", "jpg"),
    ] {
        let trouble = Form::of(name, b"x").expect_err(name);
        assert!(trouble.help.zh.contains(help) && trouble.help.en.contains(help), "{name}");
    }
}

#[test]
fn addresses_are_letters_alone_and_follow_the_content() {
    let word = address_word(Form::Pdf, "0");
    assert!(word.len() == 16 && word.bytes().all(|b| (b'a'..=b'p').contains(&b)), "{word}");
    assert_ne!(word, address_word(Form::Pdf, "1"));
    assert_ne!(word, address_word(Form::Jpeg, "0"), "pictures follow the encoder too");
}
