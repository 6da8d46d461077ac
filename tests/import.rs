//! An office's own tables become months of the books: read in every form, refused by their cells, never over a hand's work.

mod accounts;
mod books;
mod forms;
mod guide;
mod many;
mod records;
mod refused;
mod running;
mod workbooks;

use crate::portal::{LINE, Portal, Ran, UNIT, VILLAGE, tree};

/// A month of nine vouchers: a transfer, income, spending in cash and from the bank, a reversal and its right line.
pub const BASE: &str = "\
日期,凭证号,摘要,收支,性质,科目,账户,金额,对方,经手人,证明人,审批人,票据,票据号,冲销凭证
2026-03-02,记-001,提取备用金,支,内部划转,,银行,2000.00,上村农商银行,周小娟,郑德全,陈国梁,银行回单,回0312,
2026-03-05,记-002,西塘鱼塘2026年租金,收,,经营收入,银行,4000.00,诸葛明远,周小娟,郑德全,陈国梁,收据,收-0031,
2026-03-09,记-003,镇拨环境卫生补助一季度,收,,补助收入,银行,12500.50,清河镇人民政府,周小娟,郑德全,陈国梁,银行回单,回0320,
2026-03-12,记-004,付2月路灯电费,支,,公益支出,银行,1234.50,清河供电所,林秀兰,郑德全,陈国梁,发票,24318801,
2026-03-18,记-005,三组路灯换灯头6只,支,,公益支出,银行,1860.00,永盛机电服务部,林秀兰,郑德全,陈国梁,发票,24318852,
2026-03-20,记-006,清扫主路3个工,支,,公益支出,现金,300.00,欧阳志强,林秀兰,郑德全,陈国梁,工资表,工-03,
2026-03-25,记-007,办公用纸8包,支,,管理费用,现金,168.00,清河文具店,林秀兰,郑德全,陈国梁,发票,24319077,
2026-03-28,记-008,冲销记-005,支,冲销,公益支出,银行,-1860.00,永盛机电服务部,林秀兰,郑德全,陈国梁,发票,24318852,记-005
2026-03-28,记-009,三组路灯换灯头6只，每只300元,支,,公益支出,银行,1800.00,永盛机电服务部,林秀兰,郑德全,陈国梁,发票,24318852,
";

/// Where the month is written.
pub const MARCH: &str = "content/units/shangcun/finance/2026-03.yaml";

/// A portal whose village closed February with 500 in cash and 10000 in the bank.
pub fn portal() -> Portal {
    let portal = Portal::new();
    portal.put_ledger(
        "2026-02",
        &format!(
            "id: SC-2026-02\nperiod: 2026-02\nopening_cash: 500.00\nopening_bank: 10100.00\n\
             closing_cash: 500.00\nclosing_bank: 10000.00\nlines:\n  - {}}}\n",
            LINE.replace("2026-03-05", "2026-02-05")
        ),
    );
    portal
}

/// Hands a table in, with nobody to ask.
pub fn import(portal: &Portal, name: &str, bytes: impl AsRef<[u8]>, more: &[&str]) -> Ran {
    portal.put(&format!("in/{name}"), bytes);
    let file = format!("in/{name}");
    let mut arguments = vec!["import", &file, "--no-input", "--lang", "zh"];
    arguments.extend(more);
    portal.run(&arguments)
}

/// What a person fills in after an import.
pub fn fill_in(portal: &Portal, path: &str) {
    let text = std::fs::read_to_string(portal.path(path)).expect("a month");
    let blank = |line: &str| {
        let (key, _) = line.split_once(':')?;
        let value = match key {
            "公开日期" => "2026-04-12",
            "  审核人" => "何永福",
            "  日期" => "2026-04-10",
            "明白话" => "路灯修好了。",
            _ => return None,
        };
        Some(format!("{key}: {value}"))
    };
    let lines: Vec<String> =
        text.lines().map(|line| blank(line).unwrap_or_else(|| line.to_string())).collect();
    portal.put(path, lines.join("\n") + "\n");
}

/// The lines of the month's file, without its head.
pub fn lines(portal: &Portal) -> Vec<String> {
    let text = std::fs::read_to_string(portal.path(MARCH)).expect("the month");
    text.lines().filter(|line| line.starts_with("  - {")).map(str::to_string).collect()
}

#[test]
fn a_simple_table_becomes_a_month_that_passes_every_check() {
    let portal = portal();
    let ran = import(&portal, "上村2026年3月.csv", BASE, &[]).expect(0);
    assert!(ran.out.contains("16,500.50") && ran.out.contains("3,502.50"), "{}", ran.out);
    assert!(ran.err.contains("还要填"), "{}", ran.err);
    let text = std::fs::read_to_string(portal.path(MARCH)).unwrap();
    for line in [
        "编号: SC-2026-03",
        "所属期: 2026-03",
        "期初现金: 500.00  # 取自 2026-02 的期末",
        "期末现金: 2032.00  # 按期初和明细算出，请与账核对",
        "期末银行: 21466.00  # 按期初和明细算出，请与账核对",
    ] {
        assert!(text.lines().any(|other| other == line), "{line} in\n{text}");
    }
    assert!(!text.contains("何永福"), "a reviewer is a person's to name:\n{text}");
    fill_in(&portal, MARCH);
    portal.check().expect(0);
    portal.build().expect(0);
    let site = portal.site();
    assert!(site.keys().all(|path| !path.contains("import")), "the mapping is not published");
    assert!(site.contains_key("shangcun/finance/2026-03.html"), "{:?}", site.keys());
}

#[test]
fn without_a_word_nothing_is_written() {
    let portal = portal();
    let before = tree(portal.root());
    let ran = portal
        .put("in/a.csv", BASE)
        .run(&["import", "in/a.csv", "--unit", "shangcun", "-n", "--lang", "zh"]);
    assert_eq!(ran.code, 0, "{}", ran.both());
    let mut after = tree(portal.root());
    after.remove("in/a.csv");
    assert_eq!(before, after);
}

#[test]
fn keys_follow_the_files_and_an_english_portal_has_its_own() {
    let portal = portal();
    portal.put("content/portal.yaml", format!("{}language: en\n", crate::portal::PORTAL));
    portal.put("in/a.csv", BASE);
    portal.run(&["import", "in/a.csv", "--no-input", "--unit", "shangcun"]).expect(0);
    let text = std::fs::read_to_string(portal.path(MARCH)).unwrap();
    assert!(
        text.contains("opening_cash: 500.00") && text.contains("category: grant-income"),
        "{text}"
    );
    assert!(UNIT.contains("shangcun") && VILLAGE.ends_with("shangcun"));
}
