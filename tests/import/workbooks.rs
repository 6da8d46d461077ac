//! Workbooks that LibreOffice wrote (`tests/workbooks/make.py` says how) go from the file to the books.

use std::fs;
use std::path::Path;

use super::{MARCH, fill_in, import, lines, portal};
use crate::portal::Portal;

/// What a bookkeeper answers once about the texts of a day book without categories.
const TOLD: &str = "词:
  - {栏: 摘要, 写的是: 鱼塘2026年租金, 收支: 收, 当作: 经营收入}
  - {栏: 摘要, 写的是: 补助, 收支: 收, 当作: 补助收入}
  - {栏: 摘要, 写的是: 路灯, 收支: 支, 当作: 公益支出}
  - {栏: 摘要, 写的是: 办公用纸, 收支: 支, 当作: 管理费用}
";

fn workbook(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workbooks").join(name))
        .expect("a workbook of the tests")
}

/// The lines of March after the import of one workbook into a village.
fn imported(portal: &Portal, name: &str) -> Vec<String> {
    import(portal, name, workbook(name), &["--unit", "shangcun"]).expect(0);
    lines(portal)
}

#[test]
fn a_bank_day_book_asks_once_what_its_texts_mean_and_is_checked_to_the_fen() {
    let name = "上村2026年3月银行存款日记账.xlsx";
    let portal = portal();
    let ran = import(&portal, name, workbook(name), &[]).expect(1);
    assert!(
        ran.err.contains("摘要 `付2月路灯电费`（支） 算什么？（银行日记账!F7）"),
        "{}",
        ran.err
    );
    portal.put("imports/units/shangcun.yaml", TOLD);
    let lines = imported(&portal, name);
    assert_eq!(lines.len(), 5);
    assert!(lines[2].contains("科目: 公益支出, 账户: 银行, 金额: 1234.50"), "{}", lines[2]);
    assert!(lines[4].contains("科目: 管理费用") && lines[4].contains("对方: 清河文具店"));
    let text = fs::read_to_string(portal.path(MARCH)).expect("the month");
    assert!(text.contains("期初银行: 10000.00") && text.contains("期末银行: 23298.00"), "{text}");
    fill_in(&portal, MARCH);
    portal.run(&["check", "--lang", "zh"]);
}

#[test]
fn accounts_may_stand_over_income_and_spending_in_merged_cells() {
    let portal = portal();
    let lines = imported(&portal, "上村2026年3月收支公开表.ods");
    let of = |at: usize, what: &str| assert!(lines[at].contains(what), "{}", lines[at]);
    assert_eq!(lines.len(), 5);
    of(1, "日期: 2026-03-05");
    of(1, "收支: 收, 科目: 补助收入, 账户: 银行, 金额: 12500.50");
    of(3, "收支: 支, 科目: 公益支出, 账户: 现金, 金额: 300.00");
}

#[test]
fn a_two_sided_journal_of_an_old_workbook_becomes_lines() {
    let portal = portal();
    let lines = imported(&portal, "上村2026年3月序时账.xls");
    assert_eq!(lines.len(), 5);
    assert!(lines[3].contains("账户: 现金, 金额: 300.00"), "{}", lines[3]);
    assert!(lines[4].contains("性质: 内部划转") && lines[4].contains("账户: 银行"), "{}", lines[4]);
}

#[test]
fn a_workbook_of_a_county_goes_to_its_six_hundred_villages() {
    let portal = Portal::new();
    for number in 1..=600 {
        let unit = format!("id: v{number}\nname: 第{number}村\nlevel: village\n");
        portal.put(&format!("content/units/v{number}/unit.yaml"), unit);
    }
    let name = "全县2026年3月.xlsx";
    let ran = import(&portal, name, workbook(name), &[]).expect(0);
    assert!(ran.out.contains("交来 600 个单位"), "{}", ran.out);
    // 1,001 to 1,600 came in; 310.25 and 35.50 went out in each.
    assert!(ran.out.contains("文件里：收 780300.00，支 207450.00"), "{}", ran.out);
    let last = portal.path("content/units/v600/finance/2026-03.yaml");
    let text = fs::read_to_string(last).expect("the last village's month");
    assert!(text.contains("金额: 1600.00") && text.contains("金额: 35.50"), "{text}");
}
