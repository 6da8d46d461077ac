//! What cannot be told for certain names its cell, and nothing of its unit is written; nothing personal goes anywhere.

use super::{BASE, MARCH, import, portal};
use crate::portal::tree;

/// A table with one thing wrong: what is told, with its cell.
#[track_caller]
fn told(text: &str, wanted: &[&str]) {
    let portal = portal();
    let ran = import(&portal, "上村.csv", text, &["--period", "2026-03"]);
    assert_eq!(ran.code, 1, "{}", ran.both());
    for wanted in wanted {
        assert!(ran.err.contains(wanted), "{wanted} in\n{}", ran.err);
    }
    assert!(!portal.path(MARCH).exists(), "nothing is written");
}

#[test]
fn every_doubt_names_its_cell() {
    let with = |from: &str, to: &str| {
        assert!(BASE.contains(from));
        BASE.replacen(from, to, 1)
    };
    told(&with(",12500.50,", ",12500.505,"), &["上村!H4", "12500.505", "超过两位小数"]);
    told(&with(",24318801,", ",2.43188E+11,"), &["上村!N5", "改过的数"]);
    told(&with(",4000.00,", ",约4000,"), &["上村!H3", "`约4000` 不是金额"]);
    told(&with(",4000.00,", ",,"), &["上村!H3", "没有金额"]);
    told(&with("2026-03-12,", "2026-04-12,"), &["上村!A5", "2026-04-12 不在 2026-03"]);
    told(&with("2026-03-12,", "十二号,"), &["上村!A5", "不是说得准的日期"]);
    told(&with("2026-03-12,", ","), &["上村!A5", "与上一行同一天吗"]);
    told(&with("西塘鱼塘2026年租金", ""), &["上村!C3", "没有摘要"]);
    told(&with("公益支出", "惠民工程"), &["科目 `惠民工程`（支） 算什么", "上村!F5"]);
    told(&with(",4000.00,", ",#REF!,"), &["上村!H3"]);
    told(
        &with(
            "冲销记-005,支,冲销,公益支出,银行,-1860.00,永盛机电服务部,林秀兰,郑德全,陈国梁,发票,24318852,记-005",
            "退灯头款,支,冲销,公益支出,银行,-1860.00,永盛机电服务部,林秀兰,郑德全,陈国梁,发票,24318852,",
        ),
        &["上村!H9", "看不出冲的是哪张凭证"],
    );
    let total = "合计,,,,,,,22003.10,,,,,,,\n";
    told(
        &format!("{BASE}{total}"),
        &["上村!H11", "表上合计 22003.10，明细加起来 22003.00，差 0.10"],
    );
    // A column of balances that no reading explains.
    let balances: String = BASE
        .lines()
        .enumerate()
        .map(|(at, line)| {
            if at == 0 {
                format!("{line},余额\n")
            } else {
                format!("{line},{}\n", 10000 + at * 100)
            }
        })
        .collect();
    told(&balances, &["上村!P3", "余额写的是 10200.00"]);
}

#[test]
fn all_that_is_wrong_is_told_in_one_run() {
    let text = BASE
        .replace("4000.00", "约4000")
        .replace("12500.50", "12500.505")
        .replace("发票,24318801", "发标,24318801");
    told(&text, &["上村!H3", "上村!H4", "`发标`"]);
}

#[test]
fn a_table_of_nobody_and_of_no_month_is_told() {
    let portal = portal();
    let ran = import(&portal, "三月.csv", BASE, &[]).expect(1);
    assert!(ran.err.contains("看不出是哪个单位") && ran.err.contains("--unit"), "{}", ran.err);
    let ran = import(
        &portal,
        "上村.csv",
        BASE.replace("\n2026-03-28,记-009", "\n2026-04-28,记-009"),
        &[],
    )
    .expect(1);
    assert!(ran.err.contains("有几个月：2026-03、2026-04"), "{}", ran.err);
    let ran = import(&portal, "上村2026年4月.csv", BASE, &["--period", "2026-03"]).expect(1);
    assert!(ran.err.contains("表上写的是 2026-04，要的是 2026-03"), "{}", ran.err);
    let ran = import(&portal, "上村.csv", "一,二\n三,四\n", &[]).expect(1);
    assert!(ran.err.contains("没有找到表"), "{}", ran.err);
    assert!(!portal.path(MARCH).exists());
}

#[test]
fn the_opening_must_be_what_february_closed_with() {
    let text = "日期,摘要,科目,收入,支出,余额\n,上月结转,,,,10010\n\
        2026-03-05,鱼塘租金,经营收入,4000,,14010\n";
    let portal = portal();
    let ran = import(&portal, "上村银行存款日记账.csv", text, &[]).expect(1);
    assert!(
        ran.err.contains("F2")
            && ran.err.contains("期初是 10010.00，上个月的期末是 10000.00，差 10.00"),
        "{}",
        ran.err
    );
}

/// An ID number, a mobile and a card: made up, with right check digits.
const NUMBERS: [&str; 3] = ["11010519491231002X", "13812345678", "6222021234567890128"];

#[test]
fn numbers_of_persons_reach_no_file_and_no_message() {
    let [id, mobile, card] = NUMBERS;
    let columns: String = BASE
        .lines()
        .enumerate()
        .map(|(at, line)| match at {
            0 => format!("{line},身份证号,联系电话,对方账号\n"),
            _ => format!("{line},{id},{mobile},{card}\n"),
        })
        .collect();
    let portal = portal();
    let ran = import(&portal, "上村.csv", columns, &[]).expect(0);
    assert!(ran.err.contains("`身份证号` 一列是个人号码，没有读"), "{}", ran.err);
    let mut said = ran.both();
    // In words of its own a number stops the unit, by its cell.
    let words = BASE.replace("清扫主路3个工", &format!("清扫主路3个工，电话{mobile}"));
    let stopped = super::portal();
    let ran = import(&stopped, "上村.csv", words, &[]).expect(1);
    assert!(ran.err.contains("上村!C7") && ran.err.contains("手机号"), "{}", ran.err);
    said.push_str(&ran.both());
    // Nor may a heading or a wrong cell carry one out.
    let ran =
        import(&stopped, "上村.csv", BASE.replace(",300.00,", &format!(",{id},")), &[]).expect(1);
    said.push_str(&ran.both());
    let ran = import(&stopped, "上村.csv", BASE.replace("工资表", &format!("收条{mobile}")), &[])
        .expect(1);
    said.push_str(&ran.both());
    for number in NUMBERS {
        assert!(!said.contains(number), "{said}");
        for portal in [&portal, &stopped] {
            let files =
                tree(portal.root()).into_iter().filter(|(path, _)| !path.starts_with("in/"));
            for (path, bytes) in files {
                assert!(!String::from_utf8_lossy(&bytes).contains(number), "{path}");
            }
        }
    }
}

#[test]
fn a_row_that_cannot_be_read_raises_no_doubts_about_the_others() {
    let portal = portal();
    let with = |from: &str, to: &str| {
        let text = "日期,凭证号,摘要,收入,支出,余额\n\
                    ,,上月结转,,,10000.00\n\
                    3月5日,记-001,西塘鱼塘2026年租金,4000.00,,14000.00\n\
                    3月9日,记-002,付2月路灯电费,,1234.50,12765.50\n\
                    ,,合计,4000.00,1234.50,12765.50\n";
        text.replace(from, to)
    };
    let words = ["--unit", "shangcun", "--period", "2026-03"];
    // Nobody said yet what the texts mean: that is asked, and no balance is called wrong.
    let ran = import(&portal, "三月.csv", with("", ""), &words).expect(1);
    assert!(ran.err.contains("要问的") && !ran.err.contains("要改的："), "{}", ran.err);
    let ran =
        import(&portal, "三月.csv", with(",1234.50,12765.50\n,", ",1234.5O,12765.50\n,"), &words);
    let ran = ran.expect(1);
    assert!(ran.err.contains("E4") && !ran.err.contains("E5"), "{}", ran.err);
    assert!(ran.err.contains("没有写"), "{}", ran.err);
}

#[test]
fn an_amount_that_is_merged_over_two_columns_is_of_neither() {
    let portal = portal();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [
        ["日期", "凭证号", "摘要", "科目", "账户", "收入", "支出"],
        ["3月5日", "记-001", "卖旧报纸", "其他收入", "现金", "12.00", ""],
    ];
    for (row, cells) in (0..).zip(rows) {
        sheet.write_row(row, 0, cells).expect("cells");
    }
    let plain = rust_xlsxwriter::Format::new();
    sheet.merge_range(2, 5, 2, 6, "30.00", &plain).expect("a merge");
    sheet.write_row(2, 0, ["3月6日", "记-002", "买扫把", "公益支出", "现金"]).expect("cells");
    let book = book.save_to_buffer().expect("a workbook");
    let words = ["--unit", "shangcun", "--period", "2026-03"];
    let ran = import(&portal, "三月.xlsx", book, &words).expect(1);
    assert!(ran.err.contains("F3：`30.00` 这一格合并了几列金额"), "{}", ran.err);
}

#[test]
fn what_is_wrong_with_a_cell_is_said_of_that_cell() {
    let portal = portal();
    let words = ["--unit", "shangcun", "--period", "2026-03"];
    for (from, to, said) in [
        ("2026-03-25", "2026-02-31", "日期 `2026-02-31` 这个月没有这一天"),
        ("2026-03-25", "2月30日", "日期 `2月30日` 这个月没有这一天"),
        ("1860.00,永", "1,86O.00,永", "里面的 `O` 是字母"),
    ] {
        let to = if to.contains("86O") { "\"1,86O.00\",永" } else { to };
        let ran = import(&portal, "三月.csv", BASE.replacen(from, to, 1), &words).expect(1);
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
}
