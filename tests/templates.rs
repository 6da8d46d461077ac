//! Templates: a workbook under a kind's own labels, which is read back as what was filled in and nothing else.

use std::fs;

use sunlit::kind::{Filing, Kinds};
use sunlit::model::Lang;
use sunlit::model::shape::{Field, Type};
use sunlit::sheet::{Cell, Sheet, Value, Workbook};

use crate::portal::{Portal, Ran};

fn made(portal: &Portal, more: &[&str]) -> (Ran, Vec<u8>) {
    let out = portal.path("a.xlsx");
    let _ = fs::remove_file(&out);
    let mut arguments = vec!["template"];
    arguments.extend(more);
    arguments.extend(["-o", out.to_str().expect("a path")]);
    let ran = portal.run(&arguments).expect(0);
    (ran, fs::read(&out).expect("it was written"))
}

fn sheets(bytes: &[u8]) -> Vec<Sheet> {
    Workbook::read("a.xlsx", bytes, None).expect("it can be read").sheets
}

fn texts(row: &[Cell]) -> Vec<String> {
    let text = |cell: &Cell| match &cell.value {
        Value::Text(text) | Value::Number(text) => Some(text.clone()),
        Value::Day(day) => Some(day.to_string()),
        _ => None,
    };
    row.iter().filter_map(text).collect()
}

#[test]
fn headings_are_the_labels_of_the_fields_and_the_example_is_no_data() {
    let portal = Portal::new();
    for lang in [Lang::Zh, Lang::En] {
        for filing in Filing::all(&Kinds::shipped()) {
            let (_, bytes) = made(&portal, &[filing.key, "--lang", lang.pick("zh", "en")]);
            let lines = |field: &Field| field.of.rows_of().filter(|_| field.name == "lines");
            let shape = match filing.key {
                "ledger" => filing.shape.fields().find_map(lines).expect("lines"),
                _ => filing.shape,
            };
            let own = shape.fields().filter(|f| !matches!(f.of, Type::Group(_) | Type::List(_)));
            let mut labels = vec![lang.pick("序号", "No")];
            labels.extend(own.map(|field| field.words.in_lang(lang)));
            let sheet = &sheets(&bytes)[0];
            let last = sheet.rows.iter().rev().find(|row| !row.is_empty()).expect("headings");
            assert_eq!(texts(last), labels, "{}: behind the headings stands no data", filing.key);
            assert!(sheet.hidden_rows.is_empty() && sheet.hidden_columns.is_empty());
        }
    }
}

#[test]
fn a_months_template_knows_the_unit_and_its_last_balances() {
    let portal = Portal::new();
    portal.put_ledger("2026-02", "period: 2026-02\nclosing_cash: 1.00\nclosing_bank: 2.00\n");
    let closing = "period: 2026-03\nclosing_cash: 120.50\nclosing_bank: 23619.05\n";
    portal.put_ledger("2026-03", closing);
    let (ran, bytes) = made(&portal, &["财务公开", "--unit", "shangcun"]);
    assert!(ran.out.ends_with("a.xlsx\n"), "{}", ran.out);
    let (_, again) = made(&portal, &["财务公开", "--unit", "shangcun"]);
    assert!(bytes == again, "the same bytes twice");
    let sheet = &sheets(&bytes)[0];
    let above: Vec<String> = sheet.rows.iter().flat_map(|row| texts(row)).collect();
    for (label, amount) in [("期初现金", "120.5"), ("期初银行", "23619.05")] {
        let at = above.iter().position(|text| text == label).expect("the label stands above");
        assert_eq!(above[at + 1], amount, "{label}");
    }
    assert_eq!(above[0], "上村 2026年4月 财务公开");
    let (_, march) = made(&portal, &["ledger", "--unit", "shangcun", "--period", "2027-03"]);
    assert!(texts(&sheets(&march)[0].rows[0])[0].contains("2027年3月"));
}

/// `财务公开-填过.xlsx` and its `.ods` are a template that was filled in and saved by LibreOffice; see `make.py` there.
#[test]
fn what_libreoffice_saved_is_read_back_as_it_was_filled_in() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/office");
    for name in ["财务公开-填过.xlsx", "财务公开-填过.ods"] {
        let bytes = fs::read(format!("{folder}/{name}")).expect("the fixture is there");
        let sheet = &sheets(&bytes)[0];
        let filled: Vec<Vec<String>> =
            sheet.rows.iter().map(|row| texts(row)).filter(|row| !row.is_empty()).collect();
        let lines = &filled[filled.len() - 2..];
        assert_eq!(
            lines[0],
            [
                "1",
                "2026-03-02",
                "记-001",
                "付2月路灯电费",
                "支",
                "公益支出",
                "银行",
                "1234.5",
                "云溪供电所",
                "林秀兰",
                "发票",
                "024318801"
            ],
            "{name}"
        );
        assert_eq!(lines[1][..4], ["2", "2026-03-05", "记-002", "西塘鱼塘租金"], "{name}");
        assert!(filled[filled.len() - 3].contains(&"冲销凭证".to_string()), "{name}");
    }
}

#[test]
fn a_filled_in_workbook_is_never_overwritten_and_what_cannot_be_is_told() {
    let portal = Portal::new();
    let _ = made(&portal, &["ledger"]);
    let out = portal.path("a.xlsx");
    let out = out.to_str().expect("a path");
    let ran = portal.run(&["template", "ledger", "-o", out, "--lang", "zh"]).expect(2);
    assert!(ran.err.contains("已有这个文件，没有改动"), "{}", ran.err);
    let ran = portal.run(&["template", "ledger", "-o", out, "--lang", "en"]).expect(2);
    assert!(ran.err.contains("is there already and was not touched"), "{}", ran.err);
    let ran = portal.run(&["template", "poem", "--lang", "en"]).expect(2);
    assert!(ran.err.contains("there is no kind `poem`"), "{}", ran.err);
    let ran = portal.run(&["template", "ledger", "--period", "三月", "--lang", "zh"]).expect(2);
    assert!(ran.err.contains("--period 三月：不是所属期"), "{}", ran.err);
    let ran = portal.run(&["template", "ledger", "--unit", "nowhere", "--lang", "en"]).expect(2);
    assert!(ran.err.contains("there is no unit `nowhere`"), "{}", ran.err);
}
