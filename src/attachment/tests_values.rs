//! Counts, positions and settings of office files are values of their own.

use super::tests::{package, words};
use super::{Form, inside};
use crate::scan::{Sign, hits, likely};

/// How many numbers of somebody's a file seems to hold.
fn numbers(form: Form, parts: &[(&str, &str)]) -> usize {
    let found = inside(form, &package(parts)).expect("a sound file");
    found.texts.iter().map(|(_, text)| hits(text.as_bytes()).len() + likely(text).len()).sum()
}

/// Elements of these names, with what they hold.
fn elements(all: &[(&str, &str)]) -> String {
    all.iter().map(|(name, value)| format!("<{name}>{value}</{name}>")).collect()
}

#[test]
fn counts_places_and_settings_make_no_number() {
    let counts = elements(&[
        ("Pages", "1"),
        ("Words", "345"),
        ("Characters", "389"),
        ("Lines", "0"),
        ("Paragraphs", "0"),
        ("TotalTime", "12"),
    ]);
    let properties = format!("<Properties>{counts}</Properties>");
    let place = "<w:p><w:r><w:t>村民电话</w:t></w:r><w:r><w:drawing><wp:anchor><wp:positionH>\
                 <wp:posOffset>1371600</wp:posOffset></wp:positionH><wp:positionV>\
                 <wp:posOffset>9525</wp:posOffset></wp:positionV></wp:anchor></w:drawing></w:r></w:p>";
    let parts = [("word/document.xml", place), ("docProps/app.xml", &properties)];
    assert_eq!(numbers(Form::Docx, &parts), 0);

    let grid = "<w:p><w:t>户主</w:t><w:ind w:left='13800' w:right='0' w:first='000123'/></w:p>";
    assert_eq!(numbers(Form::Docx, &[("word/document.xml", grid)]), 0);

    let corners = ["from", "to"].map(|corner| {
        let at = [("col", "1"), ("colOff", "380000"), ("row", "0"), ("rowOff", "123")]
            .map(|(name, value)| format!("<xdr:{name}>{value}</xdr:{name}>"));
        format!("<xdr:{corner}>{}</xdr:{corner}>", at.concat())
    });
    let drawing =
        format!("<xdr:wsDr><xdr:twoCellAnchor>{}</xdr:twoCellAnchor></xdr:wsDr>", corners.concat());
    let parts = [("xl/workbook.xml", "<workbook/>"), ("xl/drawings/drawing1.xml", &drawing)];
    assert_eq!(numbers(Form::Xlsx, &parts), 0);

    let items = ["13800", "0", "0", "0123"]
        .map(|item| format!("<config:config-item>{item}</config:config-item>"));
    let settings = format!("<office:settings>\n {}\n</office:settings>", items.join("\n "));
    let content = "<office:document-content><text:p>户主</text:p></office:document-content>";
    let parts = [("content.xml", content), ("settings.xml", &settings)];
    assert_eq!(numbers(Form::Ods, &parts), 0);
}

#[test]
fn a_value_in_the_middle_of_a_number_hides_none_of_it() {
    let cut = "<w:p><w:r><w:t>13800</w:t></w:r><w:r><w:drawing><wp:posOffset>5</wp:posOffset>\
               </w:drawing></w:r><w:bookmarkStart w:id='7'/><w:r><w:t>000123</w:t></w:r></w:p>";
    let text = words(Form::Docx, &package(&[("word/document.xml", cut)]));
    assert!(text.contains("13800000123") && text.contains("\n5\n"), "{text:?}");
    let field = "<a><text:p>138<text:variable-set>0000</text:variable-set><text:x>0<text:y>12</text:y>\
                 </text:x>3</text:p></a>";
    assert_eq!(numbers(Form::Ods, &[("content.xml", field)]), 1);
    let named = "<w:p><wp:docPr title='联系电话' descr='138、0000、0123'/></w:p>";
    let found = inside(Form::Docx, &package(&[("word/document.xml", named)])).expect("a document");
    let told: Vec<_> = found.texts.iter().flat_map(|(_, text)| likely(text)).collect();
    assert!(matches!(&told[..], [one] if one.sign == Sign::Word), "{told:?}");
    let whole = "<Properties><vt:lpstr>138&#48;000<!-- -->0123</vt:lpstr></Properties>";
    assert_eq!(numbers(Form::Ods, &[("content.xml", "<a/>"), ("meta.xml", whole)]), 1);
}
