//! Whatever bytes come, reading ends with a workbook or a refusal: cut files, flipped bits, and what unpacks to too much.

use std::io::{Cursor, Write};
use std::path::Path;

use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use super::*;

const KEPT: [&str; 4] = ["样样.xlsx", "样样.ods", "样样.xls", "1904.xls"];

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/office");
    std::fs::read(folder.join(name)).expect("the fixture is there")
}

/// The same package with each part stored as it is and changed by `change`, so that a flipped bit reaches the XML.
fn repacked(bytes: &[u8], mut change: impl FnMut(&str, &mut Vec<u8>)) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut part = old.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut content).expect("it unpacks");
        change(&name, &mut content);
        let options = SimpleFileOptions::default();
        new.start_file(name, options).expect("a part begins");
        new.write_all(&content).expect("it is written");
    }
    new.finish().expect("a package").into_inner()
}

fn told(bytes: &[u8]) -> String {
    match Workbook::read("a", bytes, None) {
        Ok(_) => String::new(),
        Err(refused) => refused.said().zh + &refused.help().zh,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn damaged_bytes_end_with_an_answer(
        which in 0..4_usize,
        cut in 0.0..1.0_f64,
        flips in prop::collection::vec((0.0..1.0_f64, 0..8_u8), 0..6),
    ) {
        let mut bytes = fixture(KEPT[which]);
        let place = |part: f64, all: usize| ((part * all as f64) as usize).min(all - 1);
        for (at, bit) in flips {
            let at = place(at, bytes.len());
            bytes[at] ^= 1 << bit;
        }
        if cut < 0.5 {
            bytes.truncate(place(cut * 2.0, bytes.len()));
        }
        let first = told(&bytes);
        prop_assert_eq!(first, told(&bytes));
    }

    #[test]
    fn damaged_parts_end_with_an_answer(
        which in 0..2_usize,
        flips in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 1..8),
    ) {
        let bytes = repacked(&fixture(KEPT[which]), |name, content| {
            const READ: [&str; 5] = ["content", "sheet", "styles", "workbook", "sharedStrings"];
            let is_read = READ.iter().any(|own| name.contains(own));
            for (at, byte) in flips.iter().filter(|_| is_read) {
                let at = (at * content.len() as f64) as usize;
                content[at] = *byte;
            }
        });
        let first = told(&bytes);
        prop_assert_eq!(first, told(&bytes));
    }
}

fn with_sheet(change: impl Fn(String) -> String) -> Vec<u8> {
    repacked(&fixture("样样.xlsx"), |name, content| {
        if name.ends_with("sheet1.xml") {
            let text = String::from_utf8(std::mem::take(content)).expect("UTF-8");
            *content = change(text).into_bytes();
        }
    })
}

#[test]
fn what_says_more_than_it_has_is_refused() {
    let strings = repacked(&fixture("样样-存过.xlsx"), |name, content| {
        if name.ends_with("sharedStrings.xml") {
            let text = String::from_utf8(std::mem::take(content)).expect("UTF-8");
            let (head, rest) = text.split_once("uniqueCount=\"").expect("it is counted");
            let (_, rest) = rest.split_once('"').expect("a quotation mark");
            *content = format!("{head}uniqueCount=\"99999999999\"{rest}").into_bytes();
        }
    });
    assert!(told(&strings).starts_with(".xlsx 文件坏了"), "{}", told(&strings));
    let far = with_sheet(|text| text.replace("r=\"A2\"", "r=\"XFD1048576\""));
    assert_eq!(told(&far), "", "one cell far away is no harm");
    let many: String = (1..=200)
        .map(|row| format!("<row r=\"{row}\"><c r=\"XFD{row}\"><v>1</v></c></row>"))
        .collect();
    let wide = with_sheet(|text| {
        let (head, rest) = text.split_once("<sheetData>").expect("rows");
        let (_, rest) = rest.split_once("</sheetData>").expect("rows");
        format!("{head}<sheetData>{many}</sheetData>{rest}")
    });
    assert!(told(&wide).starts_with("表太大"), "{}", told(&wide));
    let repeated = repacked(&fixture("样样.ods"), |name, content| {
        if name == "content.xml" {
            let text = String::from_utf8(std::mem::take(content)).expect("UTF-8");
            let often = "<table:table-row table:number-rows-repeated=\"1000000\">\
                         <table:table-cell office:value-type=\"float\" office:value=\"1\" \
                         table:number-columns-repeated=\"16000\"/></table:table-row></table:table>";
            *content = text.replacen("</table:table>", often, 1).into_bytes();
        }
    });
    assert!(told(&repeated).starts_with("表太大"), "{}", told(&repeated));
}

#[test]
fn a_bomb_ends_with_a_message() {
    let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file("xl/workbook.xml", SimpleFileOptions::default()).expect("a part begins");
    let nothing = vec![0; 1 << 20];
    for _ in 0..300 {
        bomb.write_all(&nothing).expect("it is written");
    }
    let bomb = bomb.finish().expect("a package").into_inner();
    assert!(bomb.len() < 1 << 20);
    assert!(told(&bomb).starts_with("压缩的内容展开后太大"), "{}", told(&bomb));
}
