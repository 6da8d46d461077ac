//! What is read of attachments before they go out, and what is refused because it cannot be.

use std::io::Write;

use crate::attachments::{public, sides, with};
use crate::papers::{id_number, jpeg, laid, mobile, package, pdf, printed, scanned, unmapped};
use crate::portal::VILLAGE;

/// Files with an ID number or a mobile inside, and where it is told.
fn numbered(id: &str, mobile: &str) -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let mut all = vec![
        ("a.pdf", pdf(&format!("/Author ({id})")), "a.pdf:"),
        ("b.pdf", printed(&format!("电话{mobile}。")), "b.pdf:"),
        ("c.pdf", printed(&format!("⾝份证{id}")), "c.pdf:"),
        ("a.csv", format!("户主,电话\n甲,{mobile}\n").into(), "a.csv:2:3:"),
        ("a.txt", format!("{id}\n").into(), "a.txt:1:1:"),
    ];
    all.extend(in_letters(id, mobile));
    all.extend(in_workbooks(id, mobile));
    all
}

/// Word's files: plain, in UTF-16, across tracked changes, in letters of a symbol font.
fn in_letters(id: &str, mobile: &str) -> [(&'static str, Vec<u8>, &'static str); 4] {
    let wide: Vec<u8> =
        format!("\u{feff}<?xml version='1.0' encoding='UTF-16'?><w:p>{mobile}</w:p>")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file("word/document.xml", options).expect("a part");
    writer.write_all(&wide).expect("bytes");
    let wide = writer.finish().expect("a package").into_inner();
    let (head, rest) = mobile.split_at(5);
    let changed = format!(
        "<w:p><w:ins><w:r><w:t>{head}</w:t></w:r></w:ins><w:del><w:r><w:delText>99</w:delText></w:r>\
         </w:del><w:ins><w:r><w:rPr><w:b/></w:rPr><w:t>{rest}</w:t></w:r></w:ins></w:p>"
    );
    let symbols: String =
        mobile.bytes().map(|b| format!("<w:sym w:font='Symbol' w:char='F0{b:02X}'/>")).collect();
    let document = |text: &str| package(&[("word/document.xml", text)]);
    [
        ("a.docx", document(&format!("<w:p>{id}</w:p>")), "a.docx:"),
        ("b.docx", wide, "b.docx:"),
        ("c.docx", document(&changed), "c.docx:"),
        ("d.docx", document(&format!("<w:p><w:r>{symbols}</w:r></w:p>")), "d.docx:"),
    ]
}

/// Workbooks: in strings whole and in pieces, as a figure, an exponent, a list to choose from, a format, over cells.
fn in_workbooks(id: &str, mobile: &str) -> [(&'static str, Vec<u8>, &'static str); 7] {
    let strings =
        format!("<sst><si><t>户主</t></si><si><t>{}</t><t>{}</t></si></sst>", &id[..9], &id[9..]);
    let cell = format!("<worksheet><c r=\"A1\"><v>{mobile}</v></c></worksheet>");
    let shown =
        format!("<worksheet><c><v>{}.{}E+10</v></c></worksheet>", &mobile[..1], &mobile[1..]);
    let listed = format!("<worksheet><formula1>\"甲,{mobile}\"</formula1></worksheet>");
    let format = format!("<styleSheet><numFmt formatCode=\"0&quot;{mobile}&quot;\"/></styleSheet>");
    let (head, rest) = mobile.split_at(5);
    let rich = format!(
        "<sst><si><r><t>{head}</t></r><r><rPr><b/></rPr><t>{rest}</t></r><rPh><t>9</t></rPh></si></sst>"
    );
    let (a, b, c) = (&mobile[..3], &mobile[3..7], &mobile[7..]);
    let row = format!(
        "<row><c t='s'><v>0</v></c><c><v>{a}</v></c><c><v>{b}</v></c><c t='str'><v>{c}</v></c></row>"
    );
    let (book, sheet) = (("xl/workbook.xml", "<w/>"), "xl/worksheets/s.xml");
    let texts = "xl/sharedStrings.xml";
    let phone = (texts, "<sst><si><t>电话</t></si></sst>");
    [
        ("a.xlsx", package(&[book, (texts, &strings)]), "a.xlsx:"),
        ("b.xlsx", package(&[book, (sheet, &cell)]), "b.xlsx:"),
        ("c.xlsx", package(&[book, (sheet, &shown)]), "c.xlsx:"),
        ("d.xlsx", package(&[book, (sheet, &listed)]), "d.xlsx:"),
        ("e.xlsx", package(&[book, ("xl/styles.xml", &format)]), "e.xlsx:"),
        ("f.xlsx", package(&[book, (texts, &rich)]), "f.xlsx:"),
        ("g.xlsx", package(&[book, (sheet, &row), phone]), "g.xlsx:"),
    ]
}

#[test]
fn a_number_inside_a_paper_blocks_and_is_not_repeated() {
    let (id, mobile) = (id_number(), mobile());
    for (name, bytes, place) in numbered(&id, &mobile) {
        let portal = with(name, &bytes);
        let ran = portal.build().expect(1);
        let place = format!("{VILLAGE}/notices/{place}");
        let told =
            ran.err.lines().any(|l| l.starts_with(&place) && l.contains("[personal-number]"));
        assert!(told, "{name}: {}", ran.err.replace(&id, "<id>").replace(&mobile, "<mobile>"));
        assert!(!ran.both().contains(&id) && !ran.both().contains(&mobile), "{name} is repeated");
        assert!(portal.site().is_empty(), "nothing is public");
    }
}

#[test]
fn a_number_that_only_the_layout_joins_is_a_notice_without_a_word_near() {
    let number = mobile();
    let (head, rest) = number.split_at(7);
    let column = |above: &str| {
        let font = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>";
        let drawn = format!(
            "BT /F1 12 Tf 50 700 Td ({above}) Tj 0 -14 Td ({head}) Tj 0 -14 Td ({rest}) Tj 0 -14 Td (end) Tj ET"
        );
        laid("", font, drawn.as_bytes(), &[])
    };
    for (name, bytes, code, exit) in [
        ("a.pdf", column("list"), "number-in-parts", 0),
        ("a.pdf", column("phone"), "personal-number", 1),
        ("a.txt", format!("甲\n{head}\n{rest}\n").into(), "number-in-parts", 0),
        ("a.txt", format!("电话\n{head}\n{rest}\n").into(), "personal-number", 1),
    ] {
        let ran = with(name, &bytes).build().expect(exit);
        let lines = ran.err.lines().filter(|line| line.contains(&format!("[{code}]"))).count();
        assert_eq!(lines, 1, "{name}: {}", ran.err);
        assert!(!ran.both().contains(&number));
    }
}

#[test]
fn what_a_file_tells_of_its_maker_or_hides_is_a_notice() {
    let core = "<cp:coreProperties><dc:creator>某人</dc:creator></cp:coreProperties>";
    let sheet = "<worksheet><cols><col hidden=\"1\"/></cols></worksheet>";
    for (name, bytes, code) in [
        ("a.pdf", pdf("/Author (someone)"), "attachment-metadata"),
        (
            "a.docx",
            package(&[("word/document.xml", "<w:p/>"), ("docProps/core.xml", core)]),
            "attachment-metadata",
        ),
        (
            "a.xlsx",
            package(&[("xl/workbook.xml", "<w/>"), ("xl/worksheets/sheet1.xml", sheet)]),
            "attachment-hidden",
        ),
    ] {
        let portal = with(name, &bytes);
        let ran = portal.build().expect(0);
        let lines = ran.err.lines().filter(|line| line.contains(code)).count();
        assert_eq!(lines, 1, "{name}: {}", ran.err);
        assert!(!ran.both().contains("某人") && !ran.both().contains("someone"));
        assert_eq!(public(&portal).len(), 1);
    }
}

/// Every must-fix of a file, each at the field that names it.
#[test]
fn files_that_may_not_go_out_block_at_their_field() {
    let mut head = Vec::new();
    let mut encoder = png::Encoder::new(&mut head, 50_000, 50_000);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().expect("a head");
    let picture = jpeg(64, 64);
    for (name, bytes, code) in [
        ("a.jpg", &picture[..picture.len() / 2], "attachment-broken"),
        ("a.png", &head, "picture-too-large"),
        ("b.png", b"GIF", "attachment-refused"),
        ("a.exe", b"MZ", "attachment-refused"),
        ("a.html", b"<p>", "attachment-refused"),
        ("a.svg", b"<svg/>", "attachment-refused"),
        ("a.zip", b"PK\x03\x04", "attachment-refused"),
        ("a.pdf", b"%PDF-1.4 cut", "attachment-broken"),
        ("b.pdf", &unmapped("甲"), "attachment-hidden"),
        ("c.pdf", &scanned(), "attachment-hidden"),
        ("d.pdf", &pdf("/Encrypt 5 0 R"), "attachment-hidden"),
        ("e.pdf", b"%PDF-1.4 nothing %%EOF", "attachment-hidden"),
        (
            "a.docx",
            &package(&[("word/document.xml", "<w:p/>"), ("word/afchunk.mht", "x")]),
            "attachment-hidden",
        ),
        ("a.ofd", b"PK\x03\x04", "attachment-refused"),
        ("a.txt", &vec![b'a'; 17 * 1024 * 1024], "file-too-large"),
    ] {
        let portal = with(name, bytes);
        let ran = portal.check().expect(1);
        let place = format!("{VILLAGE}/notices/n.md:8:22:");
        let told = ran.err.lines().any(|l| l.starts_with(&place) && l.contains(code));
        assert!(told, "{name} {code}: {}", ran.err);
        portal.edit(&format!("{VILLAGE}/notices/n.md"), "class: village", "class: nothing");
        assert!(portal.check().expect(1).err.contains("unknown-choice"));
    }
}

/// A chat program names every picture `.png`.
#[test]
fn a_picture_with_another_pictures_ending_is_one() {
    // The camera was held on its side.
    let portal = with("a.png", &jpeg(64, 32));
    portal.build().expect(0);
    let files = public(&portal);
    assert_eq!(files.values().map(|bytes| sides(bytes)).collect::<Vec<_>>(), [(32, 64), (32, 64)]);
}

#[test]
fn a_printed_page_without_numbers_goes_out() {
    let bytes = printed("⼭村公示：一户，1200.00 元");
    let portal = with("a.pdf", &bytes);
    portal.build().expect(0);
    assert_eq!(public(&portal).values().collect::<Vec<_>>(), [&bytes]);
}

#[test]
fn papers_are_copied_byte_for_byte() {
    let files: [(&str, Vec<u8>); 5] = [
        ("a.pdf", pdf("/Title (x)")),
        ("a.docx", package(&[("word/document.xml", "<w:p>甲</w:p>")])),
        ("a.xlsx", package(&[("xl/workbook.xml", "<workbook/>")])),
        ("a.csv", "日期,事\n1,2\n".into()),
        ("a.txt", "甲".into()),
    ];
    for (name, bytes) in files {
        let portal = with(name, &bytes);
        let ran = portal.build().expect(0);
        assert!(!ran.both().contains("attachment-"), "{}", ran.both());
        let files = public(&portal);
        assert_eq!(files.values().collect::<Vec<_>>(), [&bytes], "{name}");
        let (path, ending) = (files.keys().next().expect("a file"), &name[2..]);
        assert!(path.starts_with("n-1-") && path.ends_with(ending), "{path}");
        let page = portal.page("shangcun/notices/n-1.html");
        assert!(page.contains(&format!("../files/{path}")), "{page}");
    }
}
