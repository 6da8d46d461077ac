//! Declarations: what they make, and what is told of those that cannot be.

use std::sync::Arc;

use super::{DECLARATION, kind};
use crate::finding::Report;
use crate::kind::formula::differences;
use crate::kind::record::{Kind, Record, Setting};
use crate::model::{Calendar, Lang};
use crate::source::{self, Source};

fn source(name: &str, text: &str) -> Source {
    let path = Arc::from(format!("content/kinds/{name}.yaml"));
    Source::of(path, text.to_string())
}

fn declared(text: &str) -> Result<&'static Kind, Vec<String>> {
    let source = source("test", text);
    let mut report = Report::default();
    let row = source::record(&source, &DECLARATION, &mut report).expect("a readable declaration");
    let others: Vec<&Kind> = crate::kind::BUILT_IN.to_vec();
    let made = kind(&source, row, &others, &mut report);
    made.ok_or_else(|| report.findings.iter().map(|f| f.message.en.clone()).collect())
}

const ROWS: &str = "
id: test
name: 试验
fields:
  - {name: total, words: 总额, type: money}
  - name: rows
    words: 明细
    type: list
    required: true
    fields:
      - {name: area, words: 面积, type: area}
      - {name: price, words: 单价, type: money}
      - {name: amount, words: 金额, type: money}
formulas:
  - {formula: rows.amount = rows.area * rows.price}
  - {formula: total = sum(rows.amount)}
";

fn record(kind: &'static Kind, own: &str) -> Record {
    let head = "id: A\nperiod: 2025\npublished: 2026-01-01\nreview: {by: 甲, date: 2026-01-01}\nplain: 话\n";
    let source = source("record", &format!("{head}{own}"));
    let mut report = Report::default();
    let row = source::record(&source, kind.shape, &mut report);
    Record::from(kind, row.unwrap_or_else(|| panic!("{:?}", report.findings)), "")
}

fn told(kind: &'static Kind, own: &str) -> Vec<String> {
    let record = record(kind, own);
    differences(&record).iter().map(|d| format!("{} {}", d.place, d.said().zh)).collect()
}

#[test]
fn a_row_is_rounded_half_up_to_the_fen_before_rows_are_added() {
    let kind = declared(ROWS).expect("a kind");
    // 1.5 mu at 0.33 is 0.495, so 0.50; 0.5 mu at 0.49 is 0.245, so 0.25: added 0.75, not 0.74.
    let rows = "rows:\n  - {area: 1.5, price: 0.33, amount: 0.50}\n  - {area: 0.5, price: 0.49, amount: 0.25}\n";
    assert!(told(kind, &format!("total: 0.75\n{rows}")).is_empty());
    assert_eq!(
        told(kind, &format!("total: 0.74\n{rows}")),
        ["total 总额按“各行金额合计”应为 0.75，写的是 0.74，相差 0.01"]
    );
    let off = rows.replace("amount: 0.25", "amount: 0.24");
    assert_eq!(
        told(kind, &format!("total: 0.74\n{off}")),
        ["rows.1.amount 金额按“面积 × 单价”应为 0.25，写的是 0.24，相差 0.01"]
    );
}

#[test]
fn what_is_absent_adds_nothing_and_is_not_multiplied() {
    let kind = declared(ROWS).expect("a kind");
    assert!(told(kind, "rows:\n  - {area: 2, amount: 9.00}\n").is_empty());
    assert!(told(kind, "total: 9.00\nrows:\n  - {amount: 9.00}\n  - {area: 1}\n").is_empty());
}

#[test]
fn a_declaration_that_cannot_be_is_told_with_every_reason() {
    let text = "
id: other
name: 试验
cadence: month
columns: [nothing]
fields:
  - {name: Amount, words: 金额, type: money}
  - {name: title, words: 名头, type: text}
  - {name: how_much, words: 多少, type: quantity}
  - {name: which, words: 哪个, type: choice}
  - {name: about, words: 关于, type: record, of: nobody}
formulas:
  - {formula: amount = nothing * 2}
";
    let told = declared(text).expect_err("mistakes");
    for part in [
        "the id `other`",
        "`Amount`",
        "a field `title` already",
        "a quantity without its measure",
        "a choice without options",
        "no kind `nobody`",
        "`nothing` is no field",
        "needs its basis",
        "`amount` is not a field here",
    ] {
        assert!(told.iter().any(|said| said.contains(part)), "{part}: {told:#?}");
    }
}

#[test]
fn a_sum_of_rows_is_said_to_be_one_and_a_total_by_its_name() {
    let said = |sums: &str| {
        let kind = declared(&format!("{ROWS}sums: [{sums}]\n")).expect("a kind");
        let record = record(kind, "total: 3.00\nrows:\n  - {amount: 1.00}\n  - {amount: 2.00}\n");
        let calendar = Calendar::default();
        let setting = Setting {
            lang: Lang::Zh,
            as_of: None,
            calendar: &calendar,
            answer_days: 10,
            working_days: false,
            masks_parties: true,
            organisations: &Default::default(),
        };
        (kind.lead)(&record, &setting).zh
    };
    assert_eq!(said("rows.amount"), "金额合计 3.00 元。");
    assert_eq!(said("total, rows.amount"), "总额 3.00 元，金额合计 3.00 元。");
}

#[test]
fn only_amounts_and_counts_are_drawn() {
    let chart = |value: &str| {
        let rows = ROWS.replace(
            "      - {name: area,",
            "      - {name: what, words: 什么, type: text}\n      - {name: area,",
        );
        declared(&format!("{rows}chart: {{value: rows.{value}, by: rows.what}}\n"))
    };
    assert!(chart("amount").is_ok());
    assert_eq!(chart("area").expect_err("a mistake"), ["only amounts and counts are drawn"]);
}

#[test]
fn every_shipped_declaration_is_sound() {
    for kind in super::shipped() {
        assert!(!kind.words.en.is_empty() && !kind.words.zh.is_empty(), "{}", kind.key);
    }
}
