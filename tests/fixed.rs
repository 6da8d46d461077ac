//! `check --fix`: slips whose repair is sure are shown, and mended on a word; nothing else is touched.

use std::fs;

use crate::portal::{LINE, Portal, VILLAGE, tree};

const MONTH: &str = "content/units/shangcun/finance/2026-03.yaml";

/// Slips of every kind in a month that is right without them.
fn slips() -> String {
    let dash = "\n  -date: 2026-03-05\n\tvoucher: 记-001\n\ttext：“6寸”水管\n    direction:out\n";
    format!(
        "id：m-1\nperiod: 2026-03\npublished:2026-04-12\nreview:\n　　by：曾宪章\n　　date: 2026-04-10\n\
         plain: \"买了水管。\ntitle: [补] 三月\nopening_cash: “0.00”\nopening_bank: 0.00\n\
         closing_cash: 0.00\nclosing_bank: -100.00\nlines:{dash}    category: administration\n    \
         amount: 100.00\n    party: @永盛\n    handler: 李一\n    witness: 王二\n    approver: 赵三\n    \
         receipt: \"invoice”\n"
    )
}

fn mended() -> String {
    let dash =
        "\n  - date: 2026-03-05\n    voucher: 记-001\n    text: “6寸”水管\n    direction: out\n";
    format!(
        "id: m-1\nperiod: 2026-03\npublished: 2026-04-12\nreview:\n    by: 曾宪章\n    date: 2026-04-10\n\
         plain: \"买了水管。\"\ntitle: '[补] 三月'\nopening_cash: 0.00\nopening_bank: 0.00\n\
         closing_cash: 0.00\nclosing_bank: -100.00\nlines:{dash}    category: administration\n    \
         amount: 100.00\n    party: '@永盛'\n    handler: 李一\n    witness: 王二\n    approver: 赵三\n    \
         receipt: \"invoice\"\n"
    )
}

fn fix(portal: &Portal, more: &[&str]) -> crate::portal::Ran {
    portal.run(&[&["check", "--lang", "zh", "--fix"], more].concat())
}

fn text(portal: &Portal) -> String {
    fs::read_to_string(portal.path(MONTH)).expect("the month")
}

#[test]
fn slips_are_shown_and_mended_on_a_word() {
    let portal = Portal::new();
    portal.put(MONTH, slips());
    let shown = fix(&portal, &[]).expect(1);
    assert!(shown.out.contains(&format!("{MONTH}\n    1 - id：m-1\n      + id: m-1\n")));
    assert!(shown.out.contains("   15 - ␉voucher: 记-001\n      +     voucher: 记-001\n"));
    assert!(shown.err.contains("没有改文件；加 --yes 就照上面的改"), "{}", shown.err);
    assert_eq!(text(&portal), slips(), "nothing was said, and nothing is written");
    fix(&portal, &["--no-input"]).expect(1);
    fix(&portal, &["--select", "missing-field", "--yes"]).expect(0);
    assert_eq!(text(&portal), slips(), "nothing of what was asked for has a repair");
    let done = fix(&portal, &["--yes"]).expect(0);
    assert!(done.err.contains("改好 1 个文件"), "{}", done.err);
    assert_eq!(text(&portal), mended());
    let again = fix(&portal, &["--yes"]).expect(0);
    assert!(again.err.contains("没有能自动改的"), "{}", again.err);
    assert_eq!(text(&portal), mended());
}

/// The rows of a month as an import writes them, each within braces.
#[test]
fn slips_within_braces_are_mended_too() {
    let portal = Portal::new();
    let month = |rows: &str| {
        format!(
            "编号: m-1\n所属期: 2026-03\n公开日期: 2026-04-12\n监督委员会审核:\n  审核人: 曾宪章\n  日期: 2026-04-10\n\
             明白话: 买了水管。\n期初现金: 0.00\n期初银行: 0.00\n期末现金: 0.00\n期末银行: -100.00\n明细:\n{rows}"
        )
    };
    let right = "  - {日期: 2026-03-05, 凭证号: 记-001, 摘要: 买水管，金额：另算, 收支: 支, 科目: 管理费用, 账户: 银行, \
                 金额: 100.00, 对方: 永盛, 经手人: 李一, 证明人: 王二, 审批人: 赵三, 票据: 发票}\n";
    let wrong = right
        .replace("日期: 2026-03-05, 凭证号: ", "日期：2026-03-05，凭证号:")
        .replace("另算, 收支", "另算，收支")
        .replace("金额: 100.00, 对方", "金额： 100.00 ， 对方");
    portal.put(MONTH, month(&wrong));
    let done = fix(&portal, &["--yes"]).expect(0);
    assert!(done.out.contains("- {日期：2026-03-05，凭证号:记-001"), "{}", done.out);
    let mended = text(&portal);
    assert_eq!(
        mended,
        month(&right.replace("100.00, 对方", "100.00 , 对方")),
        "words keep their commas"
    );
}

/// Ends of lines and a mark at the beginning stay as they are.
#[test]
fn what_is_no_slip_keeps_its_bytes() {
    let portal = Portal::new();
    let as_windows = |text: String| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    portal.put(MONTH, as_windows(slips()));
    fix(&portal, &["--yes"]).expect(0);
    assert_eq!(text(&portal), as_windows(mended()));
}

/// A tab that may mean one group or another, and a file with a mistake that nobody can mend for its writer.
#[test]
fn what_is_not_sure_is_left_to_its_writer() {
    let portal = Portal::new();
    for unsure in [
        format!("period: 2026-03\nreview:\n  by: 曾宪章\n\tvoucher: 1\nlines:\n  - {LINE}}}\n"),
        "period：2026-03\nreview:\n    by: 曾宪章\n  date: 2026-04-10\n".to_string(),
    ] {
        portal.put(MONTH, &unsure);
        let ran = fix(&portal, &["--yes"]).expect(1);
        assert!(ran.err.contains("没有能自动改的"), "{}", ran.err);
        assert_eq!(text(&portal), unsure);
    }
}

#[test]
fn a_number_is_not_shown_and_a_file_elsewhere_is_left_alone() {
    let portal = Portal::new();
    portal.put(MONTH, slips().replace("6寸", "13812345678"));
    let shown = fix(&portal, &[]).expect(1);
    assert!(!shown.both().contains("13812345678"), "{}", shown.both());
    portal.put(&format!("{VILLAGE}/finance/2026-04.yaml"), slips());
    let before = text(&portal);
    fix(&portal, &["--yes", &format!("{VILLAGE}/finance/2026-04.yaml")]);
    assert_eq!(text(&portal), before);
}

/// Right values are no slips, whatever else is wrong with the file they stand in.
#[test]
fn no_slip_is_found_in_what_is_right() {
    let portal = Portal::sample();
    for (path, bytes) in tree(&portal.path("content/units")) {
        if path.ends_with(".yaml") && !path.contains("/private/") {
            let text = String::from_utf8(bytes).expect("a text");
            portal.put(&format!("content/units/{path}"), format!("{text}\nnowhere: 1\n"));
        }
    }
    let ran = portal.run(&["check", "--format", "short", "--max", "0", "--select", "invalid-yaml"]);
    assert!(!ran.err.contains("invalid-yaml"), "{}", ran.err);
    let told = portal.run(&["check", "--format", "short", "--max", "0"]).expect(1);
    assert!(told.err.contains("[unknown-field]"), "{}", told.err);
}
