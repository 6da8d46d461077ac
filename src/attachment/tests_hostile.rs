//! Damaged and hostile files end in a word about them, never in a panic.

use super::tests::{deflated, halves, jpeg, package, pdf};
use super::{Form, inside, made};

/// Small files of every form that is opened.
fn sound() -> Vec<(Form, Vec<u8>)> {
    let rgb = halves(40, 24);
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 40, 24);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().and_then(|mut w| w.write_image_data(&rgb)).expect("a PNG");
    let mut webp = Vec::new();
    let encoder = image_webp::WebPEncoder::new(&mut webp);
    encoder.encode(&rgb, 40, 24, image_webp::ColorType::Rgb8).expect("a WebP");
    let mut gif = Vec::new();
    let mut encoder = gif::Encoder::new(&mut gif, 40, 24, &[1, 2, 3, 4, 5, 6]).expect("a GIF");
    let frame =
        gif::Frame { width: 40, height: 24, buffer: vec![1; 960].into(), ..Default::default() };
    encoder.write_frame(&frame).expect("a frame");
    drop(encoder);
    let drawn = deflated(b"BT [(one)-20<74776F>] TJ (th\\162ee) Tj ET");
    let document =
        "<w:p a='<'><w:t>1&#50;</w:t><!-- x --><![CDATA[y]]><dc:creator>z</dc:creator></w:p>";
    vec![
        (Form::Jpeg, jpeg(40, 24, 6)),
        (Form::Png, png),
        (Form::Webp, webp),
        (Form::Gif, gif),
        (Form::Pdf, pdf("<</Author (a\\)b)>>", "/Filter /FlateDecode", &drawn)),
        (Form::Docx, package(&[("word/document.xml", document)])),
    ]
}

#[test]
fn damage_anywhere_is_borne() {
    let mut seed = 7_u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    for (form, bytes) in sound() {
        for _ in 0..400 {
            let mut damaged = bytes.clone();
            for _ in 0..=next(4) {
                let at = next(damaged.len());
                damaged[at] = next(256) as u8;
            }
            if next(4) == 0 {
                damaged.truncate(next(bytes.len()));
            }
            // What comes of it is open; that something comes is not.
            let read = inside(form, &damaged).is_ok();
            let drawn = form.is_picture() && made(form, &damaged).is_ok();
            std::hint::black_box((read, drawn));
        }
    }
}

#[test]
fn tags_and_strings_without_end_are_borne() {
    for text in
        ["<", "<a", "<a b='", "<!--", "<![CDATA[", "&", "&#x110000;", "&#", "<dc:creator>", "</"]
    {
        let bytes = package(&[("word/document.xml", text)]);
        // Refused or read: what is not whole is not read by halves.
        std::hint::black_box(inside(Form::Docx, &bytes).is_ok());
    }
    for text in ["(", "<", "(\\", "(\\7", "/", "[", "stream", "<<stream\n", "(\\\n", "\\", "<4"] {
        let bytes = format!("%PDF-1.4 %%EOF {text}");
        let trouble = inside(Form::Pdf, bytes.as_bytes()).expect_err("no page");
        assert_eq!(trouble.rule.code, "attachment-hidden", "{text}");
    }
}

/// The code of the refusal.
fn refused(form: Form, parts: &[(&str, &str)]) -> &'static str {
    inside(form, &package(parts)).err().map_or("", |trouble| trouble.rule.code)
}

#[test]
fn what_cells_show_is_counted_in_each_of_them() {
    let texts = |long: usize| format!("<sst><si><t>{}</t></si></sst>", "a ".repeat(long / 2));
    let cells = "<c t='s'><v>0</v></c>".repeat(100);
    let sheet = format!("<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>");
    let book = |texts: &str| {
        let (one, other) = ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml");
        let parts = [("xl/workbook.xml", "<workbook/>"), (one, &sheet), (other, &sheet)];
        refused(Form::Xlsx, &[&parts[..], &[("xl/sharedStrings.xml", texts)]].concat())
    };
    assert_eq!(book(&texts(10_000)), "");
    // Neither sheet alone would be too much.
    assert_eq!(book(&texts(400_000)), "attachment-hidden");
    let table = |long: usize| {
        let cell = format!(
            "<table:table-cell table:number-columns-repeated='20'><text:p>{}</text:p></table:table-cell>",
            "a ".repeat(long / 2)
        );
        format!(
            "<o><table:table><table:table-row table:number-rows-repeated='20'>{cell}\
             </table:table-row></table:table></o>"
        )
    };
    assert_eq!(refused(Form::Ods, &[("content.xml", &table(10_000))]), "");
    assert_eq!(refused(Form::Ods, &[("content.xml", &table(400_000))]), "attachment-hidden");
}

#[test]
fn elements_within_one_another_end() {
    let deep = |many: usize| {
        let text = format!("<w:p>{}{}</w:p>", "<a>b".repeat(many), "</a>".repeat(many));
        refused(Form::Docx, &[("word/document.xml", &text)])
    };
    assert_eq!((deep(100), deep(1_000)), ("", "attachment-hidden"));
}
