//! A portal's own currency: its signs are read wherever an amount may stand, another's are refused, and nothing speaks of yuan.

use rust_xlsxwriter::{Format, Workbook};

use crate::import::import;
use crate::portal::{LINE, PORTAL, Portal, UNIT, VILLAGE};

/// A portal that keeps pounds, with one ledger of these two amounts.
fn pounds(came: &str, went: &str) -> Portal {
    let portal = Portal::new();
    let settings = "settings: {currency: GBP, purchase_limit: '£20,000.00'}\n";
    portal.put("content/portal.yaml", format!("{PORTAL}{settings}"));
    portal.put_ledger("2026-03", &month(came, went));
    portal
}

fn month(came: &str, went: &str) -> String {
    let line = |number: &str, amount: &str| {
        let line = LINE.replace("100.00", &format!("'{amount}'")).replace("记-001", number);
        format!("  - {line}}}\n")
    };
    let came = line("记-001", came).replace("direction: out", "direction: in");
    let came = came.replace("administration", "operating-income");
    let went = line("记-002", went);
    format!(
        "period: 2026-03\nopening_bank: £10,000.00\nclosing_bank: 12140.00 GBP\nlines:\n{came}{went}"
    )
}

#[track_caller]
fn without_yuan(text: &str) {
    for word in ["元", "yuan", "￥", "¥"] {
        let line = text.lines().find(|line| line.contains(word));
        assert!(line.is_none(), "{word} in\n{line:?}");
    }
}

#[test]
fn the_sign_and_the_code_of_the_portals_currency_are_read() {
    for went in ["£1,860.00", "GBP 1,860.00", "1,860.00 GBP", "1860英镑", "１，８６０．００"]
    {
        let ran = pounds("4000.00", went).build().expect(0);
        assert!(!ran.err.contains("invalid-money"), "{went}\n{}", ran.err);
    }
    let portal = pounds("£4,000.00", "£1,860.00");
    portal.build().expect(0);
    let pages: String = portal
        .site()
        .iter()
        .filter(|(path, _)| path.starts_with("u/") || path.ends_with("index.html"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    assert!(
        pages.contains("1,860.00") && pages.contains("GBP"),
        "the word of the portal stands on pages"
    );
    let csv = portal.site().into_iter().find(|(path, _)| path.ends_with("2026-03.csv"));
    let csv = String::from_utf8(csv.expect("data of the month").1).expect("text");
    assert!(csv.contains("1860.00") && !csv.contains('£'), "data show the number alone:\n{csv}");
}

#[test]
fn the_sign_of_another_currency_is_refused_and_both_are_named() {
    for (came, word) in
        [("4000.00元", "人民币（CNY）"), ("￥4000", "人民币（CNY）"), ("€5", "欧元（EUR）")]
    {
        let ran = pounds(came, "£1,860.00").run(&["check", "--lang", "zh"]).expect(1);
        assert!(ran.err.contains(&format!("`{came}` 不能作为金额")), "{}", ran.err);
        assert!(
            ran.err.contains(&format!(
                "应是英镑（GBP）的金额，如 1200.00 或 £1,200.00，这里写的是{word}"
            )),
            "{}",
            ran.err
        );
    }
    let ran = pounds("4000.00元", "£1,860.00").run(&["check", "--lang", "en"]).expect(1);
    let said = "an amount in pounds sterling (GBP) such as 1200.00 or £1,200.00, and no yuan (CNY)";
    assert!(ran.err.contains(said), "{}", ran.err);
    let yuan = Portal::new();
    yuan.put_ledger(
        "2026-03",
        "period: 2026-03\nopening_bank: £5\nclosing_bank: 5.00\nlines: []\n",
    );
    assert!(yuan.check().expect(1).err.contains("error[invalid-money]: `£5` 不能作为期初银行"));
}

#[test]
fn a_word_that_no_list_knows_takes_numbers_alone() {
    let portal = pounds("4000.00", "1860.00");
    portal.edit("content/portal.yaml", "GBP, purchase_limit: '£20,000.00'", "ĵuanoj");
    let ran = portal.check().expect(1);
    assert!(ran.err.contains("`£10,000.00` 不能作为期初银行"), "{}", ran.err);
    assert_eq!(ran.err.matches("invalid-money").count(), 2, "{}", ran.err);
}

#[test]
fn lines_and_rows_in_tables_are_read_alike() {
    let csv = |amount: &str| {
        format!(
            "date,voucher,text,direction,category,amount,handler,witness,approver,receipt,party\n\
             2026-03-05,记-001,买纸,out,administration,\"{amount}\",李一,王二,赵三,invoice,上村文具店\n"
        )
    };
    let portal = pounds("1.00", "1.00");
    let head = "period: 2026-03\nopening_bank: 1860.00\nlines_file: lines.csv\n";
    portal.put_ledger("2026-03", head);
    portal.put(&format!("{VILLAGE}/finance/lines.csv"), csv("£1,860.00"));
    portal.check().expect(0);
    portal.put(&format!("{VILLAGE}/finance/lines.csv"), csv("1860.00元"));
    let ran = portal.check().expect(1);
    assert!(
        ran.err.contains("lines.csv:2:40: error[invalid-money]: `1860.00元` 不能作为金额"),
        "{}",
        ran.err
    );
}

/// A month whose amounts are drawn by this number format, below this heading.
fn workbook(heading: &str, format: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("上村").expect("a name");
    let heads = ["日期", "凭证号", "摘要", "收支", "科目", "账户", heading, "对方"];
    let row = ["2026-03-05", "记-001", "买纸", "支", "管理费用", "银行", "", "上村文具店"];
    for (at, (head, text)) in heads.iter().zip(row).enumerate() {
        sheet.write(0, at as u16, *head).expect("a heading");
        sheet.write(1, at as u16, text).expect("a text");
    }
    sheet.write_with_format(1, 6, 1860, &Format::new().set_num_format(format)).expect("a number");
    book.save_to_buffer().expect("it is written")
}

#[test]
fn an_import_refuses_another_currency_in_words_headings_and_formats() {
    let handed = |heading: &str, format: &str| {
        let portal = Portal::new();
        portal.put("content/portal.yaml", format!("{PORTAL}settings: {{currency: GBP}}\n"));
        portal.put(&format!("{VILLAGE}/unit.yaml"), UNIT);
        let ran = import(&portal, "a.xlsx", workbook(heading, format), &["--unit", "shangcun"]);
        (ran.both(), ran.code)
    };
    for (heading, format) in
        [("金额（£）", "#,##0.00"), ("金额", "[$£-809]#,##0.00"), ("金额", "#,##0.00")]
    {
        let (said, _) = handed(heading, format);
        assert!(
            said.contains("1,860.00") && !said.contains("别的货币"),
            "{heading} {format}\n{said}"
        );
    }
    for (heading, format, place) in [
        ("金额（元）", "#,##0.00", "G1"),
        ("金额", "#,##0.00\"元\"", "G2"),
        ("金额", "[$€-2] #,##0.00", "G2"),
    ] {
        let (said, code) = handed(heading, format);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("别的货币") && said.contains(place), "{heading} {format}\n{said}");
    }
}

#[test]
fn rows_of_a_kind_refuse_another_currency_and_a_day_that_may_be_two() {
    let kind = "id: repairs\nname: 维修\nname_en: repairs\ngroup: works\nfields:\n  - name: rows\n    words: 项目\n    \
        words_en: rows\n    type: list\n    required: true\n    fields:\n      \
        - {name: done_on, words: 日期, words_en: day, type: date, required: true}\n      \
        - {name: paid, words: 付款, words_en: paid, type: money, required: true}\n";
    let record = "编号: XX-1\n所属期: 2026\n公开日期: 2026-04-02\n监督委员会审核: {审核人: 何永福, 日期: 2026-04-01}\n\
        明白话: 修了。\n项目: a.csv\n";
    let told = |heading: &str, day: &str, paid: &str| {
        let portal = Portal::new();
        portal.put("content/portal.yaml", format!("{PORTAL}settings: {{currency: GBP}}\n"));
        portal.put("content/kinds/repairs.yaml", kind);
        portal.put(&format!("{VILLAGE}/repairs/2026.yaml"), record);
        portal.put(&format!("{VILLAGE}/repairs/a.csv"), format!("日期,{heading}\n{day},{paid}\n"));
        portal.check().err
    };
    for (heading, day, paid) in
        [("付款（£）", "5 March 2026", "£1860"), ("付款", "31/05/2026", "GBP 1860")]
    {
        let said = told(heading, day, paid);
        assert!(!said.contains("a.csv"), "{said}");
    }
    let said = told("付款（元）", "5 March 2026", "1860");
    assert!(said.contains("B1: error[invalid-money]: `付款（元）` 说的是别的货币"), "{said}");
    let said = told("付款", "05/06/2026", "1860元");
    assert!(
        said.contains("A2: error[invalid-date]: 日期 `05/06/2026` 可能是 2026-05-06 或 2026-06-05"),
        "{said}"
    );
    assert!(said.contains("B2: error[invalid-money]: 付款 `1860元` 是别的货币"), "{said}");
}

#[test]
fn nothing_that_is_said_of_a_portal_in_pounds_speaks_of_yuan() {
    let portal = pounds("4000.00", "1,900.00");
    for lang in ["zh", "en"] {
        let ran = portal.run(&["check", "--lang", lang]).expect(1);
        assert!(ran.err.contains("GBP"), "the balance is apart:\n{}", ran.err);
        without_yuan(&ran.both());
        for kind in ["ledger", "contract", "labour", "project", "grant"] {
            let ran = portal.run(&["new", kind, "--unit", "shangcun", "--lang", lang]);
            without_yuan(&ran.both());
        }
    }
    for (path, bytes) in crate::portal::tree(&portal.path("content")) {
        without_yuan(&format!("{path}\n{}", String::from_utf8_lossy(&bytes)));
    }
    portal.run(&["template", "ledger", "--unit", "shangcun", "-o", "a.xlsx"]).expect(0);
    let ran =
        import(&portal, "b.xlsx", std::fs::read(portal.path("a.xlsx")).expect("a book"), &["-n"]);
    assert!(!ran.both().contains("别的货币"), "{}", ran.both());
}
