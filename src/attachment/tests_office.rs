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
    assert!(text.contains("|11|22|\n") && text.contains("甲\n乙"), "{text:?}");

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
        ("word/formulas.xml", "<f>\"0123\"&amp;\"4567\"</f>".to_string().into_bytes()),
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
        "01234567\n",
        "12345678901",
        "350000000000000000",
    ] {
        assert!(text.contains(word), "{word} in {text:?}");
    }
}

/// The texts of a document with this body, in which blanks and tags are as Word leaves them.
fn document(body: &str) -> String {
    let styles =
        "<w:styles><w:style w:styleId='Unseen'><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    words(Form::Docx, &package(&[("word/document.xml", &document), ("word/styles.xml", styles)]))
}

#[test]
fn a_document_is_read_as_it_lies_as_it_is_shown_and_as_it_was() {
    for body in [
        // Runs of several forms.
        "<w:r><w:t>AB</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>CD</w:t></w:r>",
        // Changes: what is deleted between what stays, and what was there before.
        "<w:r><w:t>AB</w:t></w:r><w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:r><w:t>CD</w:t></w:r>",
        "<w:ins><w:r><w:t>AB</w:t></w:r></w:ins><w:del><w:r><w:delText>9</w:delText></w:r></w:del>\
         <w:ins><w:r><w:t>CD</w:t></w:r></w:ins>",
        "<w:r><w:t>AB</w:t></w:r><w:ins><w:r><w:t>9</w:t></w:r></w:ins><w:r><w:t>CD</w:t></w:r>",
        "<w:del><w:r><w:delText>AB</w:delText></w:r></w:del><w:ins><w:r><w:t>9</w:t></w:r></w:ins>\
         <w:del><w:r><w:delText>CD</w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>9</w:t></w:r></w:moveFrom><w:r><w:t>AB</w:t></w:r><w:moveFrom><w:r>\
         <w:t>9</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>CD</w:t></w:r></w:moveTo>",
        // What nobody sees.
        "<w:r><w:t>AB</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r><w:r><w:t>CD</w:t></w:r>",
        "<w:r><w:t>AB</w:t></w:r><w:r><w:rPr><w:rStyle w:val='Unseen'/></w:rPr><w:t>9</w:t></w:r>\
         <w:r><w:t>CD</w:t></w:r>",
        "<w:r><w:t>AB</w:t></w:r><w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr><w:t>9</w:t></w:r>\
         <w:r><w:t>CD</w:t></w:r>",
        "<w:r><w:t>AB</w:t></w:r><w:r><w:rPr><w:sz w:val='2'/></w:rPr><w:t>9</w:t></w:r><w:r><w:t>CD</w:t></w:r>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ABCD</w:t></w:r>",
        // A field's own words, apart from what it shows; cut into runs.
        "<w:r><w:t>AB</w:t></w:r><w:r><w:fldChar/></w:r><w:r><w:instrText>PAGE 9</w:instrText></w:r>\
         <w:r><w:fldChar/></w:r><w:r><w:t>CD</w:t></w:r>",
        "<w:r><w:instrText>HYPERLINK tel:AB</w:instrText></w:r><w:r><w:t>9</w:t></w:r>\
         <w:r><w:instrText>CD</w:instrText></w:r>",
        // Alternatives.
        "<w:r><w:t>AB</w:t></w:r><mc:AlternateContent><mc:Choice><w:t>9</w:t></mc:Choice><mc:Fallback>\
         <w:t>CD</w:t></mc:Fallback></mc:AlternateContent>",
        "<w:r><w:t>AB</w:t></w:r><mc:AlternateContent><mc:Choice><w:t>CD</w:t></mc:Choice><mc:Fallback>\
         <w:t>9</w:t></mc:Fallback></mc:AlternateContent>",
        // Boxes and names said aloud stand elsewhere.
        "<w:r><w:t>AB</w:t></w:r><w:txbxContent><w:p><w:r><w:t>9</w:t></w:r></w:p></w:txbxContent>\
         <w:r><w:t>CD</w:t></w:r>",
        "<w:txbxContent><w:p><w:r><w:t>ABCD</w:t></w:r></w:p></w:txbxContent>",
        "<w:r><w:t>AB</w:t></w:r><w:ruby><w:rt><w:r><w:t>9</w:t></w:r></w:rt><w:rubyBase>\
         <w:r><w:t>CD</w:t></w:r></w:rubyBase></w:ruby>",
        // A letter by its place in a font.
        "<w:r><w:t>AB</w:t><w:sym w:font='Arial' w:char='0043'/><w:t>D</w:t></w:r>",
    ] {
        let text = document(&format!("<w:p>{body}</w:p>"));
        assert!(text.contains("ABCD"), "{body}: {text:?}");
    }
    let text = document("<w:p><w:r><w:sym w:char='F031'/><w:sym w:char='F033'/></w:r></w:p>");
    assert!(text.contains("\u{f031}\u{f033}"), "{text:?}");
    let text = document(
        "<w:p><w:r><w:t>5</w:t><w:tab/><w:t>AB</w:t><w:noBreakHyphen/><w:t>CD</w:t></w:r></w:p>",
    );
    assert!(text.contains("5\nAB-CD\n"), "{text:?}");
}

#[test]
fn a_workbook_is_read_as_its_cells_stand() {
    let strings = "<sst><si><t>AB</t></si><si><r><t>C</t></r><r><rPr><b/></rPr><t>D</t></r></si>\
                   <si><t>EF</t><rPh sb='0' eb='1'><t>9</t></rPh></si></sst>";
    let sheet = "<worksheet><row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c><v>7</v></c></row>\
                 <row><c t='inlineStr'><is><r><t>G</t></r><r><rPr/><t>H</t></r></is></c>\
                 <c t='str'><f>A1</f><v></v></c><c><v>1.38E10</v></c><c><v>0.25E2</v></c></row>\
                 <dataValidation><formula1>\"JK,LM\"</formula1></dataValidation>\
                 <oddHeader>&amp;LNO</oddHeader><evenHeader>P</evenHeader></worksheet>";
    let names = "<workbook><definedNames><definedName name='N'>\"QR\"</definedName></definedNames></workbook>";
    let linked = "<externalLink><v>ST</v></externalLink>";
    let bytes = package(&[
        ("xl/workbook.xml", names),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/externalLinks/externalLink1.xml", linked),
    ]);
    let text = words(Form::Xlsx, &bytes);
    for word in
        ["|AB|CD|7||\n", "|GH||13800000000|25|\n", "JK,LM", "NO\nP\n", "\"QR\"", "ST\n", "EF\n"]
    {
        assert!(text.contains(word), "{word} in {text:?}");
    }
}

#[test]
fn a_workbook_whose_cells_say_another_thing_than_they_keep_is_refused() {
    let sheet = |cell: &str| format!("<worksheet><row>{cell}</row></worksheet>");
    let format = |code: &str| {
        format!("<styleSheet><numFmt numFmtId='164' formatCode='{code}'/></styleSheet>")
    };
    let refused = |name: &str, text: &str| {
        let bytes = package(&[("xl/workbook.xml", "<workbook/>"), (name, text)]);
        inside(Form::Xlsx, &bytes).err().map(|trouble| trouble.rule.code)
    };
    for cell in
        ["<c><f>A1&amp;B1</f></c>", "<c><f>A1</f><v/></c>", "<c><f t='shared' si='0'/><v></v></c>"]
    {
        let told = refused("xl/worksheets/sheet1.xml", &sheet(cell));
        assert_eq!(told, Some("attachment-hidden"), "{cell}");
    }
    for cell in
        ["<c><f>A1</f><v>5</v></c>", "<c t='str'><f>A1</f><v></v></c>", "<c><v>5</v></c>", "<c/>"]
    {
        assert_eq!(refused("xl/worksheets/sheet1.xml", &sheet(cell)), None, "{cell}");
    }
    for code in [
        "&quot;138&quot;00000000",
        "\\1\\3\\8#",
        "&quot;1380000&quot;@",
        "&quot;1&quot;General",
        "0&quot;.5 138&quot;",
    ] {
        assert_eq!(refused("xl/styles.xml", &format(code)), Some("attachment-hidden"), "{code}");
    }
    for code in [
        "0.00_);[Red]\\(0.00\\)",
        "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@",
        "[$-804]yyyy\\-mm\\-dd",
        "# ?/8",
        "0.00E+00",
        "#,##0.00&quot;元&quot;",
        "0.0&quot;m2&quot;",
        "&quot;2026-&quot;000",
        "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * &quot;-&quot;??_ ;_ @_ ",
        "[DBNum2][$-804]General",
        "[&lt;=9999999]###\\-####;\\(###\\)\\ ###\\-####",
        "h:mm AM/PM",
    ] {
        assert_eq!(refused("xl/styles.xml", &format(code)), None, "{code}");
    }
    let list = |text: &str| {
        format!("<w:numbering><w:lvl><w:lvlText w:val='{text}'/></w:lvl></w:numbering>")
    };
    for (text, code) in
        [("138%1", Some("attachment-hidden")), ("第%1条", None), ("%1.%2", None), ("2026-%1", None)]
    {
        let bytes =
            package(&[("word/document.xml", "<w:p/>"), ("word/numbering.xml", &list(text))]);
        let told = inside(Form::Docx, &bytes).err().map(|trouble| trouble.rule.code);
        assert_eq!(told, code, "{text}");
    }
}

#[test]
fn values_that_are_counted_on_opening_are_refused() {
    let anew = "<workbook><calcPr calcId='124519' fullCalcOnLoad='1'/></workbook>";
    for (cell, code) in [
        ("<c><f>A1</f><v>0</v></c>", Some("attachment-hidden")),
        ("<c t='str'><f>A1</f><v></v></c>", Some("attachment-hidden")),
        ("<c><v>5</v></c>", None),
    ] {
        let sheet = format!("<worksheet><row>{cell}</row></worksheet>");
        let parts = [("xl/workbook.xml", anew), ("xl/worksheets/sheet1.xml", &sheet)];
        let told = inside(Form::Xlsx, &package(&parts)).err().map(|trouble| trouble.rule.code);
        assert_eq!(told, code, "{cell}");
    }
}

#[test]
fn an_encoding_that_is_not_known_is_refused() {
    for (label, code) in [
        ("UTF-7", Some("attachment-hidden")),
        ("x-none", Some("attachment-hidden")),
        ("UTF-8", None),
        ("UTF-16", None),
        ("GBK", None),
    ] {
        let document = format!("<?xml version='1.0' encoding='{label}'?><w:p><w:t>AB</w:t></w:p>");
        let bytes = package(&[("word/document.xml", &document)]);
        let told = inside(Form::Docx, &bytes).err().map(|trouble| trouble.rule.code);
        assert_eq!(told, code, "{label}");
        assert!(told.is_some() || words(Form::Docx, &bytes).contains("AB"), "{label}");
    }
    let packed = inside(Form::Txt, b"tel +ADEAMwA4-").expect_err("digits in letters");
    assert_eq!(packed.rule.code, "attachment-hidden");
}

#[test]
fn a_sheet_in_ods_is_read_without_what_stands_aside() {
    let content = "<office:document-content><text:tracked-changes><text:deletion><text:p>XY</text:p>\
                   </text:deletion></text:tracked-changes><text:p>A<office:annotation><dc:creator>9\
                   </dc:creator><text:p>9</text:p></office:annotation>B<text:s/>C<text:line-break/>D</text:p>\
                   <text:hidden-text/></office:document-content>";
    let bytes = package(&[("content.xml", content)]);
    let text = words(Form::Ods, &bytes);
    assert!(text.contains("AB\nC\nD") && text.contains("XY"), "{text:?}");
    assert_eq!(inside(Form::Ods, &bytes).expect("a sheet").hidden.len(), 3);
}

#[test]
fn numbers_of_a_text_are_read_as_a_spreadsheet_opens_them() {
    for (text, opened) in [
        ("电话,1.3800000123E+10\n", "电话,13800000123\n"),
        ("\"1.3800000123e10\";a\r\n", "\"13800000123\";a\r\n"),
    ] {
        let found = inside(Form::Csv, text.as_bytes()).expect("a table");
        let texts: Vec<&str> = found.texts.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, [text, opened]);
    }
    assert_eq!(inside(Form::Csv, "1E村,E5,2.5\n".as_bytes()).expect("a table").texts.len(), 1);
}
