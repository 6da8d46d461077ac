//! Workbooks that LibreOffice wrote (`tests/workbooks/make.py` says how) go from the file to the books.

use std::fs;
use std::path::Path;

use super::{MARCH, fill_in, import, lines, portal};
use crate::portal::{PORTAL, Portal, Ran, tree};

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
    portal.check().expect(0);
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
    // 上月结转 stands below 现金 and below 银行存款.
    let text = fs::read_to_string(portal.path(MARCH)).expect("the month");
    assert!(text.contains("期初现金: 500.00\n") && text.contains("期初银行: 10000.00\n"), "{text}");
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

/// An English parish in pounds whose years begin in April.
fn parish() -> Portal {
    let portal = Portal::new();
    let settings = "language: en\nsettings: {currency: GBP, fiscal_year_begins: 4}\n";
    portal.put("content/portal.yaml", format!("{PORTAL}{settings}"));
    portal
}

/// Hands a workbook in as a record of this kind.
fn recorded(portal: &Portal, name: &str, words: &[&str]) -> Ran {
    let more = [&["--unit", "shangcun", "--published", "2026-04-10"], words].concat();
    import(portal, name, workbook(name), &more)
}

#[test]
fn an_english_list_of_payments_is_published_by_one_command() {
    let portal = parish();
    recorded(&portal, "payments-2026-03.xlsx", &["--kind", "payment-lists"]).expect(0);
    portal.check().expect(0);
    portal.build().expect(0);
    let page = portal.page("shangcun/payment-lists/shangcun-2026-03-payment-lists.html");
    for said in ["Brightwater Energy PLC", "Primary School", "4,523.11"] {
        assert!(page.contains(said), "{said} in\n{page}");
    }
}

#[test]
fn a_budget_gets_a_kind_of_its_own_and_is_published_for_a_fiscal_year() {
    let portal = parish();
    portal.put("in/budget-2026.ods", workbook("budget-2026.ods"));
    let drafted = ["import", "in/budget-2026.ods", "--new-kind", "budget", "--id", "budget"];
    portal.run(&[&drafted[..], &["--lang", "en"]].concat()).expect(0);
    let kind = fs::read_to_string(portal.path("content/kinds/budget.yaml")).expect("a kind");
    assert_eq!(kind.matches("type: money").count(), 3, "changes may be below zero: {kind}");
    let review = ["--field", "review.by=Ann Lee", "--field", "review.date=2026-04-08"];
    let plain = ["--field", "plain=What the parish will spend this year."];
    let words = [&["--kind", "budget", "--period", "2026/27"], &review[..], &plain].concat();
    recorded(&portal, "budget-2026.ods", &words).expect(0);
    portal.check().expect(0);
    portal.build().expect(0);
    let site: Vec<_> =
        portal.site().into_iter().filter(|(path, _)| path.contains("budget")).collect();
    let page = site.iter().find(|(_, bytes)| String::from_utf8_lossy(bytes).contains("31,150.00"));
    let (path, bytes) = page.expect("a page with the sum");
    let page = String::from_utf8_lossy(bytes);
    assert!(page.contains("This year") && page.contains("2026/27"), "{path}: {page}");
}

#[test]
fn assets_and_labour_become_records_whose_head_alone_is_filled_in() {
    let review = ["--field", "review.by=何永福", "--field", "review.date=2026-04-08"];
    let plain = ["--field", "plain=看看村里有什么。"];
    let portal = portal();
    let words = [&["--kind", "资产台账", "--period", "2025"], &review[..], &plain].concat();
    recorded(&portal, "资产台账.ods", &words).expect(0);
    let work = ["--field", "work=清塘边杂草", "--field", "from=2026-03-02", "--field", "cadres=否"];
    let words = [&["--kind", "用工", "--period", "2026-03"], &work[..], &review, &plain].concat();
    recorded(&portal, "用工汇总表.xlsx", &words).expect(0);
    let head = fs::read_to_string(portal.path("content/units/shangcun/labour/2026-03.yaml"));
    assert!(head.expect("a head").contains("一共付了: 2915.00"));
    let rows = fs::read_to_string(portal.path("content/units/shangcun/property/2025.csv"));
    assert!(rows.expect("rows").contains("GD-002,三组水泵房,非经营性,2019-04-12"));
    portal.check().expect(0);
}

#[test]
fn a_batch_of_benefits_leaves_names_and_card_numbers_out_of_content() {
    let portal = portal();
    let told = "表头:\n  - {类别: 惠民补贴, 写的是: 面积（亩）, 当作: 数量}\n";
    portal.put("imports/units/shangcun.yaml", told);
    let words = ["--kind", "惠民补贴", "--period", "2026"];
    let ran = recorded(&portal, "地力补贴发放表.xlsx", &words).expect(0);
    assert!(ran.err.contains("`一卡通账号` 一列是个人号码，没有读"), "{}", ran.err);
    let content = tree(&portal.path("content"));
    let rows = content.iter().find(|(path, _)| path.ends_with("benefits/2026.csv"));
    let rows = String::from_utf8_lossy(rows.expect("rows").1).into_owned();
    assert!(rows.contains("520.00") && rows.contains("一组"), "{rows}");
    for (path, bytes) in &content {
        let text = String::from_utf8_lossy(bytes);
        let personal = ["王大力", "孙桂英", "62220204"].iter().find(|one| text.contains(**one));
        assert_eq!(personal, None, "{path}");
    }
    let names = tree(&portal.path("private"));
    assert!(names.values().any(|bytes| String::from_utf8_lossy(bytes).contains("王大力")));
    // What follows from the rows is filled in; the one rate of all rows is that of 标准.
    let head = fs::read_to_string(portal.path("content/units/shangcun/benefits/2026.yaml"));
    let head = head.expect("a head");
    for line in
        ["户数: 6", "面积或数量: 27.2", "总额: 2720.00", "  - 标准金额: 100.00", "    单位:"]
    {
        assert!(head.lines().any(|other| other.starts_with(line)), "{line} in\n{head}");
    }
    assert!(ran.err.contains("还要填") && ran.err.contains("单位"), "{}", ran.err);
}

/// Review and plain words, as a command says them.
const HEAD: [&str; 6] = [
    "--field",
    "review.by=何永福",
    "--field",
    "review.date=2026-04-08",
    "--field",
    "plain=村里租出去三处。",
];

#[test]
fn a_register_of_leases_becomes_contracts_with_the_rents_of_each() {
    let portal = portal();
    let words = [&["--kind", "资源合同", "--period", "2026"], &HEAD[..]].concat();
    recorded(&portal, "合同登记表.xlsx", &words).expect(0);
    portal.check().expect(0);
    portal.build().expect(0);
    // The shop's rent came twice: two rows of the table are one contract.
    let shop = portal.page("shangcun/contracts/shangcun-2026-contract-2.html");
    for said in ["清河文具店", "2025-07-10", "2026-01-10", "7,200.00"] {
        assert!(shop.contains(said), "{said} in\n{shop}");
    }
    let site = portal.site();
    let all = site.keys().filter(|path| path.contains("contracts/shangcun-2026-contract-"));
    assert_eq!(all.filter(|path| path.ends_with(".html")).count(), 3);
}

/// A row that was pasted twice would be rent that is due twice.
#[test]
fn a_rent_that_stands_twice_in_a_register_is_told() {
    let portal = portal();
    let words = [&["--kind", "资源合同", "--period", "2026"], &HEAD[..]].concat();
    recorded(&portal, "合同登记表.xlsx", &words).expect(0);
    let path = "content/units/shangcun/contracts/2026.csv";
    let rows = fs::read_to_string(portal.path(path)).expect("rows");
    let last = rows.lines().last().expect("a row");
    portal.put(path, format!("{rows}{last}\n"));
    let ran = portal.check().expect(1);
    assert!(ran.both().contains("duplicate-id"), "{}", ran.both());
}

#[test]
fn a_register_becomes_a_kind_drafted_from_it() {
    let portal = portal();
    portal.put("in/合同登记表.xlsx", workbook("合同登记表.xlsx"));
    let drafted = ["import", "in/合同登记表.xlsx", "--new-kind", "合同登记", "--id", "leases"];
    portal.run(&[&drafted[..], &["--lang", "zh"]].concat()).expect(0);
    let words = [&["--kind", "leases", "--period", "2026"], &HEAD[..]].concat();
    recorded(&portal, "合同登记表.xlsx", &words).expect(0);
    portal.check().expect(0);
    portal.build().expect(0);
    let site = portal.site();
    let sums = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains("29,300.00");
    assert!(site.iter().any(|(path, bytes)| path.contains("leases") && sums(bytes)));
    let rows = fs::read_to_string(portal.path("content/units/shangcun/leases/2026.csv"));
    let rows = rows.expect("rows");
    assert!(rows.contains("承租（承包）方") && rows.contains("18100.00"), "{rows}");
}
