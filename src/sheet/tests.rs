//! Tests of reading: one workbook of all that must be told, as four programs keep it, and texts as offices save them.

use std::path::Path;

use super::*;
use crate::model::date::parse_date;

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/office");
    std::fs::read(folder.join(name)).expect("the fixture is there")
}

fn read(name: &str) -> Workbook {
    Workbook::read(name, &fixture(name), None).expect("it can be read")
}

fn place(name: &str) -> (usize, usize) {
    let (letter, row) = name.split_at(1);
    (row.parse::<usize>().expect("a row") - 1, usize::from(letter.as_bytes()[0] - b'A'))
}

fn cell(sheet: &Sheet, name: &str) -> Cell {
    let (row, column) = place(name);
    sheet.rows.get(row).and_then(|row| row.get(column)).cloned().unwrap_or_default()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_string())
}

fn number(text: &str) -> Value {
    Value::Number(text.to_string())
}

fn day(text: &str) -> Value {
    Value::Day(parse_date(text).expect("a day"))
}

const KEPT: [&str; 4] = ["样样.xlsx", "样样-存过.xlsx", "样样.ods", "样样.xls"];

#[test]
fn a_cell_is_called_as_spreadsheets_call_it() {
    let name = |row, column| At { row, column }.to_string();
    assert_eq!(name(11, 3), "D12");
    assert_eq!(name(0, 25), "Z1");
    assert_eq!(name(0, 26), "AA1");
    assert_eq!(name(0, 701), "ZZ1");
    assert_eq!(name(0, 702), "AAA1");
}

#[test]
fn values_are_the_same_in_every_format() {
    for name in KEPT {
        let book = read(name);
        let sheet = &book.sheets[0];
        assert_eq!(sheet.name, "收支", "{name}");
        for (at, value) in [
            ("A1", text("溪山村2026年3月收支")),
            ("A3", day("2026-03-05")),
            ("B3", number("1")),
            ("C3", text("路灯换灯头6只")),
            ("D3", number("1862.21")),
            ("A4", Value::Blank),
            ("A5", day("2026-03-28")),
            ("B5", text("003")),
            ("D5", number("-168")),
            ("A6", number("46083")),
            ("B6", Value::Lost("24301061234567800000".into())),
            ("D6", number("123456")),
            ("F6", number("0.125")),
            ("F7", number("88")),
            ("A8", text("9:05")),
            ("C8", text("一行\n两行 & <尖> ")),
        ] {
            assert_eq!(cell(sheet, at).value, value, "{at} of {name}");
        }
    }
}

#[test]
fn formulas_have_the_value_that_was_counted_or_none() {
    let fresh = read("样样.xlsx");
    assert_eq!(cell(&fresh.sheets[0], "F3").value, Value::Uncounted);
    assert_eq!(cell(&fresh.sheets[0], "A7").value, Value::Truth(true));
    for name in &KEPT[1..] {
        let sheet = &read(name).sheets[0];
        assert_eq!(cell(sheet, "F3").value, number("1562.21"), "{name}");
        assert_eq!(cell(sheet, "F4").value, Value::Error("#DIV/0!".into()), "{name}");
    }
}

#[test]
fn what_is_hidden_or_merged_is_told() {
    for name in KEPT {
        let book = read(name);
        let sheets: Vec<(&str, bool)> =
            book.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
        assert_eq!(sheets, [("收支", false), ("底稿", true)], "{name}");
        let sheet = &book.sheets[0];
        assert_eq!(sheet.hidden_rows, BTreeSet::from([4]), "{name}");
        assert_eq!(sheet.hidden_columns, BTreeSet::from([4]), "{name}");
        let merged: Vec<String> =
            sheet.merged.iter().map(|area| format!("{}:{}", area.from, area.to)).collect();
        assert_eq!(merged, ["A1:F1", "A3:A4"], "{name}");
    }
}

#[test]
fn red_and_what_looks_like_another_number_is_told() {
    for name in KEPT {
        let sheet = &read(name).sheets[0];
        let red = |at| cell(sheet, at).red;
        assert_eq!((red("D3"), red("D4"), red("D5")), (false, true, true), "{name}");
        let seen = |at| cell(sheet, at).seen;
        assert_eq!(seen("B3"), Some(Seen::Text("记-001".into())), "{name}");
        assert_eq!(seen("D6"), Some(Seen::Scaled), "{name}");
        assert_eq!(seen("E6"), Some(Seen::Scaled), "{name}");
        assert_eq!(seen("F6"), Some(Seen::Percent), "{name}");
        assert_eq!(seen("D7"), Some(Seen::Text("12.50万元".into())), "{name}");
        assert_eq!(seen("F7"), Some(Seen::Nothing), "{name}");
        assert_eq!((seen("D3"), seen("D4"), seen("D5"), seen("B6")), (None, None, None, None));
    }
}

#[test]
fn days_of_a_calendar_from_1904_are_the_same_days() {
    for name in ["1904.xlsx", "1904.xls"] {
        assert_eq!(cell(&read(name).sheets[0], "A1").value, day("2026-03-05"), "{name}");
    }
}

/// The rows of a text, its cells written one behind the other.
fn rows(bytes: &[u8], coding: Option<Coding>) -> Vec<String> {
    let book = Workbook::read("数据/三月.csv", bytes, coding).expect("it can be read");
    assert_eq!(book.sheets[0].name, "三月");
    let said = |cell: &Cell| match &cell.value {
        Value::Text(text) => text.clone(),
        _ => String::new(),
    };
    book.sheets[0]
        .rows
        .iter()
        .map(|row| row.iter().map(said).collect::<Vec<_>>().join("|"))
        .collect()
}

#[test]
fn texts_are_read_in_the_codings_and_with_the_separators_of_offices() {
    let plain = "日期,摘要,金额\n2026-03-05,\"购水泵, 两台\",\"1,860.00\"\n";
    let same = ["日期|摘要|金额", "2026-03-05|购水泵, 两台|1,860.00"];
    let wide = |mark: &str, big: bool| -> Vec<u8> {
        let text = format!("{mark}{plain}");
        let units = text.encode_utf16();
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    };
    let gb = encoding_rs::GB18030.encode(plain).0.into_owned();
    let marked = ["\u{feff}", plain].concat().into_bytes();
    let tabs = plain
        .replace(',', "\t")
        .replace("\"购水泵\t 两台\"\t\"1\t860.00\"", "购水泵, 两台\t1,860.00");
    let semicolons = "日期;摘要;金额\r\n2026-03-05;购水泵, 两台;1,860.00\r\n";
    let said = format!("sep=;\n{semicolons}");
    for bytes in [
        plain.into(),
        marked,
        gb,
        tabs.into(),
        semicolons.into(),
        said.into(),
        wide("\u{feff}", false),
        wide("\u{feff}", true),
        wide("", false),
        wide("", true),
    ] {
        assert_eq!(rows(&bytes, None), same);
    }
    let big5 =
        encoding_rs::BIG5.encode("日期,摘要,金額\n2026-03-05,購買水泵,1.00\n").0.into_owned();
    assert_eq!(rows(&big5, Some(Coding::Big5)), ["日期|摘要|金額", "2026-03-05|購買水泵|1.00"]);
    assert!(matches!(Workbook::read("a.csv", &big5, None), Err(Refusal::Coding(_))));
    assert!(matches!(Workbook::read("a.csv", &big5, Some(Coding::Utf8)), Err(Refusal::Coding(_))));
}

#[test]
fn a_row_of_a_text_keeps_its_number() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["标题", "", "a,b", "", "", "\"一\n二\",c", ""].join(end);
        assert_eq!(rows(text.as_bytes(), None), ["标题", "", "a|b", "", "", "一\n二|c"], "{end:?}");
    }
    assert_eq!(rows("一\n二\n".as_bytes(), None), ["一", "二"]);
}

fn refusal(bytes: &[u8]) -> (String, String) {
    let refused = Workbook::read("账.xls", bytes, None).expect_err("it is refused");
    (refused.said().zh, refused.help().zh)
}

#[test]
fn what_is_no_workbook_is_told_by_what_it_holds() {
    let mut locked = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).expect("a file");
    locked.create_stream("/EncryptedPackage").expect("a stream");
    let locked = locked.into_inner().into_inner();
    for (bytes, said) in [
        (&b"<html><table><tr><td>1</td></tr></table></html>"[..], "里面是网页"),
        (b"\xEF\xBB\xBF<!DOCTYPE HTML><html>", "里面是网页"),
        (b"MIME-Version: 1.0\r\n", "里面是网页"),
        (b"<?xml version=\"1.0\"?><Workbook/>", "里面是XML 文件"),
        (b"%PDF-1.7", "里面是PDF"),
        (b"\x09\x08\x08\0\0\x05\x10\0", "里面是很早的 .xls"),
        (b"", "文件是空的"),
        (b"\n\n", "文件是空的"),
        (b"a,b\x01\x02,\x03", "里面不是文字"),
        (&locked, "文件加了密码"),
        ("日期,摘要\n1,\"没有合上\n2,二\n".as_bytes(), "第 2 行第 2 格的引号没有合上"),
        // Two that are left open close each other, and a row between them would be lost.
        ("日期,摘要\n1,\"三寸\n2,\"二\n".as_bytes(), "第 2 行第 2 格的引号没有合上"),
        ("日期,摘要\n1,\"阳光\"工程\n".as_bytes(), "第 2 行第 2 格的引号没有合上"),
    ] {
        let (found, help) = refusal(bytes);
        assert!(found.starts_with(said), "{found} is not {said}");
        assert!(!help.is_empty());
    }
    let new = fixture("样样.xlsx");
    assert!(Workbook::read("账.xls", &new, None).is_ok(), "an .xlsx under another ending");
}
