//! What is read of office files, and what is refused.

use std::io::Write;

use super::tests::{package, words};
use super::{Form, inside};

#[test]
fn office_files_tell_words_makers_and_what_is_hidden() {
    let document = "<w:document><w:p><w:r><w:t>12</w:t></w:r><w:r><w:t>34&#53;</w:t></w:r></w:p>\
                    <w:p><w:t>6</w:t></w:p><w:p><w:del w:author=\"x\"/></w:p></w:document>";
    let core =
        "<cp:coreProperties><dc:creator>某人</dc:creator><cp:lastModifiedBy/></cp:coreProperties>";
    let bytes = package(&[("word/document.xml", document), ("docProps/core.xml", core)]);
    let found = inside(Form::Docx, &bytes).expect("a document");
    assert!(words(Form::Docx, &bytes).contains("12345\n6"));
    assert_eq!((found.metadata.len(), found.hidden.len()), (1, 1), "{found:?}");

    let workbook = "<workbook><sheets><sheet name=\"a\" state=\"hidden\"/></sheets></workbook>";
    let sheet = "<worksheet><cols><col min=\"1\" hidden=\"1\"/></cols>\
                 <c r=\"A1\"><v>11</v></c><c r=\"B1\"><v>22</v></c></worksheet>";
    let strings = "<sst><si><t>甲</t></si><si><t>乙</t></si></sst>";
    let parts = [
        ("xl/workbook.xml", workbook),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
    ];
    let bytes = package(&parts);
    let found = inside(Form::Xlsx, &bytes).expect("a workbook");
    assert_eq!((found.metadata.len(), found.hidden.len()), (0, 2), "{found:?}");
    let text = words(Form::Xlsx, &bytes);
    assert!(text.contains("11\n") && text.contains("甲\n乙") && !text.contains("1122"), "{text:?}");

    let content = "<office:document-content><text:p>1<text:span>2</text:span></text:p>\
                   <table:table-column table:visibility=\"collapse\"/></office:document-content>";
    let bytes = package(&[("content.xml", content)]);
    assert!(words(Form::Ods, &bytes).contains("12\n"));
    assert_eq!(inside(Form::Ods, &bytes).expect("a sheet").hidden.len(), 1);
}

#[test]
fn office_files_that_run_or_unpack_without_end_are_refused() {
    let macros = package(&[("xl/workbook.xml", "<workbook/>"), ("xl/vbaProject.bin", "x")]);
    assert_eq!(inside(Form::Xlsx, &macros).expect_err("macros").rule.code, "attachment-refused");
    let other = package(&[("xl/workbook.xml", "<workbook/>")]);
    assert_eq!(inside(Form::Docx, &other).expect_err("a workbook").rule.code, "attachment-refused");
    let zeros = "0".repeat(65 * 1024 * 1024);
    let bomb = package(&[("word/document.xml", "<w:p/>"), ("word/a.xml", &zeros)]);
    assert_eq!(inside(Form::Docx, &bomb).expect_err("a bomb").rule.code, "attachment-refused");
    let doctype = "<!DOCTYPE x [<!ENTITY a '1'>]><w:p>&a;</w:p>";
    for (name, text) in [
        ("word/afchunk.rtf", "{\\rtf1}"),
        ("word/a.xml", "<w:p>cut"),
        ("word/a.xml", doctype),
        ("word/a.xml", "<w:p>&a;</w:p>"),
        ("word/media/a.png", "<w:p>no picture</w:p>"),
        ("word/media/a.emf", "x"),
    ] {
        let bytes = package(&[("word/document.xml", "<w:p/>"), (name, text)]);
        let trouble = inside(Form::Docx, &bytes).expect_err(name);
        assert_eq!(trouble.rule.code, "attachment-hidden", "{name}: {text}");
    }
    let cut = &other[..other.len() / 2];
    assert_eq!(inside(Form::Xlsx, cut).expect_err("cut").rule.code, "attachment-broken");
}

#[test]
fn office_files_say_what_stands_in_unusual_places() {
    let digits = "0123456789A";
    let wide = |text: &str| -> Vec<u8> {
        let units = format!("\u{feff}<?xml version='1.0' encoding='UTF-16'?>{text}");
        units.encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in [
        ("word/document.xml", wide(&format!("<w:p><w:t>{digits}</w:t></w:p>"))),
        ("customXml/item1.xml", format!("<a b='x{digits}'/>").into_bytes()),
        (
            "word/header1.xml",
            format!("<w:hdr><w:t>h{}</w:t><w:t>{}</w:t></w:hdr>", &digits[..4], &digits[4..])
                .into_bytes(),
        ),
        ("word/styles.xml", "<numFmt formatCode='0\"12\"34\\5'/>".to_string().into_bytes()),
        (
            "word/numbers.xml",
            "<c><v>1.2345678901E+10</v></c><c><v>3.5E+17</v></c>".to_string().into_bytes(),
        ),
    ] {
        writer.start_file(name, options).expect("a part");
        writer.write_all(&content).expect("bytes");
    }
    writer.set_comment("k0123456789A").expect("a comment");
    let bytes = writer.finish().expect("a package").into_inner();
    let text = words(Form::Docx, &bytes);
    for word in [
        digits,
        "x0123456789A",
        "h0123456789A",
        "k0123456789A",
        "012345",
        "12345678901",
        "350000000000000000",
    ] {
        assert!(text.contains(word), "{word} in {text:?}");
    }
}
