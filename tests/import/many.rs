//! Many units at once: routed by file, by column; those in doubt stay out, and who has not handed in is named.

use super::{BASE, portal};
use crate::portal::Portal;

fn county() -> Portal {
    let portal = portal();
    for (id, name) in [("zhongcun", "中村"), ("xiacun", "下村"), ("dongcun", "东村")] {
        let unit = format!("id: {id}\nname: {name}\nlevel: village\nsearch: {}\n", &id[..2]);
        portal.put(&format!("content/units/{id}/unit.yaml"), unit);
    }
    portal
}

fn month(portal: &Portal, id: &str) -> bool {
    portal.path(&format!("content/units/{id}/finance/2026-03.yaml")).exists()
}

#[test]
fn a_folder_goes_to_its_units_and_a_doubt_keeps_only_its_own_out() {
    let portal = county();
    portal.put("in/上村3月.csv", BASE);
    portal.put("in/zhongcun-2026-03.csv", BASE.replace("上村农商", "中村农商"));
    portal.put("in/下村.csv", BASE.replace("4000.00", "约4000"));
    portal.put("in/说明.docx", "x").put("in/~$上村3月.csv", "x");
    let ran = portal
        .run(&["import", "in", "--period", "2026-03", "--no-input", "--lang", "zh"])
        .expect(1);
    assert!(month(&portal, "shangcun") && month(&portal, "zhongcun"), "{}", ran.both());
    assert!(!month(&portal, "xiacun") && !month(&portal, "dongcun"));
    assert!(ran.out.contains("交来 3 个单位；不明 1 个：下村；没有交 1 个：东村"), "{}", ran.out);
    assert!(ran.err.contains("下村.csv!H3") && ran.err.contains("说明.docx"), "{}", ran.err);
    assert!(!ran.err.contains("~$"), "{}", ran.err);
    assert!(ran.out.contains("文件里：收 33001.00，支 7005.00"), "{}", ran.out);
}

#[test]
fn one_table_of_a_town_is_dealt_out_by_its_column() {
    let portal = county();
    let mut text = "村,日期,凭证号,摘要,收支,科目,账户,金额\n".to_string();
    for (village, amount) in [("上村", "100.00"), ("中村", "200.00"), ("下村", "300.00")] {
        text.push_str(&format!("{village},3月5日,记-001,卖旧报纸,收,其他收入,现金,{amount}\n"));
        text.push_str(&format!("{village},3月6日,记-002,买扫把,支,公益支出,现金,10.00\n"));
        text.push_str(&format!("{village}小计,,,,,,,\n"));
    }
    text.push_str("北村,3月5日,记-001,卖旧报纸,收,其他收入,现金,1.00\n合计,,,,,,,631.00\n");
    let text =
        text.replace("上村小计", "小计").replace("中村小计", "小计").replace("下村小计", "小计");
    portal.put("in/清河镇2026年3月.csv", text);
    let ran =
        portal.run(&["import", "in/清河镇2026年3月.csv", "--no-input", "--lang", "zh"]).expect(1);
    assert!(ran.err.contains("看不出是哪个单位") && ran.err.contains("A11"), "{}", ran.both());
    for id in ["shangcun", "zhongcun", "xiacun"] {
        assert!(month(&portal, id), "{id}: {}", ran.both());
    }
    let text =
        std::fs::read_to_string(portal.path("content/units/xiacun/finance/2026-03.yaml")).unwrap();
    assert!(text.contains("金额: 300.00") && !text.contains("金额: 200.00"), "{text}");
}

#[test]
fn what_was_told_once_is_not_asked_again() {
    let portal = county();
    let text = BASE.replace("公益支出", "惠民工程");
    portal.put("in/上村2026年3月.csv", &text);
    portal.run(&["import", "in", "--no-input", "--lang", "zh"]).expect(1);
    portal.put("imports/county.yaml", "词:\n  - {栏: 科目, 写的是: 惠民工程, 当作: 公益支出}\n");
    portal.run(&["import", "in", "--no-input", "--lang", "zh"]).expect(0);
    assert!(super::lines(&portal)[3].contains("科目: 公益支出"));
    // A mapping with a mistake is told with its line, and so are a county's headings.
    portal.put("imports/county.yaml", "词:\n  - {栏: 科目, 写的是: 惠民工程, 当作: 公益}\n");
    let ran = portal.run(&["import", "in", "--no-input", "--lang", "zh"]).expect(2);
    assert!(ran.err.contains("imports/county.yaml:2"), "{}", ran.err);
    portal.put("imports/county.yaml", "").put("imports/headings.yaml", "headings:\n  钱: [划拨]\n");
    let ran = portal.run(&["import", "in", "--no-input", "--lang", "zh"]).expect(2);
    assert!(ran.err.contains("imports/headings.yaml:2"), "{}", ran.err);
    portal.put(
        "imports/headings.yaml",
        "headings:\n  金额: [划拨数]\nvalues:\n  科目:\n    公益支出: [惠民工程]\n",
    );
    portal.put("in/上村2026年3月.csv", text.replace("金额", "划拨数"));
    portal.run(&["import", "in", "--no-input", "--lang", "zh"]).expect(0);
}

/// A list of payments of three villages, one of which is nobody's.
const PAID: &str = "\
村,日期,收款人,用途,金额
上村,2026-03-05,永盛机电服务部,修路灯,100.00
中村,2026-03-06,清河文具店,办公用纸,20.00
上村,2026-03-09,清河供电所,电费,30.50
北村,2026-03-09,清河供电所,电费,1.00
合计,,,,151.50
";

#[test]
fn payments_of_a_town_are_dealt_out_by_a_column() {
    let portal = county();
    portal.put("in/镇付款.csv", PAID);
    let words = ["--kind", "付款清单", "--period", "2026-03", "--published", "2026-04-02"];
    let import = |portal: &Portal| {
        let all = ["import", "in/镇付款.csv", "--no-input", "--lang", "zh"];
        portal.run(&[&all[..], &words[..]].concat())
    };
    let ran = import(&portal).expect(1);
    assert!(ran.err.contains("A5：看不出是哪个单位"), "{}", ran.err);
    assert!(ran.out.contains("交来 2 个单位；没有交 2 个：东村、下村"), "{}", ran.out);
    let list = |id: &str| {
        let path = format!("content/units/{id}/payment-lists/2026-03.csv");
        std::fs::read_to_string(portal.path(&path)).expect("a list")
    };
    assert_eq!(list("shangcun").lines().count(), 3, "{}", list("shangcun"));
    assert!(list("zhongcun").contains("20.00") && !list("zhongcun").contains("30.50"));
    portal.check().expect(0);
    // What the whole table adds up to is compared before it is parted.
    portal.put("in/镇付款.csv", PAID.replace("151.50", "150.50"));
    let ran = import(&portal).expect(1);
    assert!(ran.err.contains("E6") && ran.err.contains("151.50"), "{}", ran.err);
}

#[test]
fn payments_of_a_town_are_dealt_out_by_its_sheets() {
    let portal = county();
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, amount) in [("上村", "100.00"), ("中村", "20.00")] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        let rows = [["日期", "收款人", "金额"], ["2026-03-05", "清河供电所", amount]];
        for (row, cells) in rows.iter().enumerate() {
            let row = u32::try_from(row).expect("a row");
            sheet.write_row(row, 0, cells.iter().copied()).expect("cells");
        }
    }
    portal.put("in/付款.xlsx", book.save_to_buffer().expect("a workbook"));
    let words = ["--kind", "付款清单", "--period", "2026-03", "--published", "2026-04-02"];
    let all = ["import", "in/付款.xlsx", "--no-input", "--lang", "zh"];
    portal.run(&[&all[..], &words[..]].concat()).expect(0);
    for (id, amount) in [("shangcun", "100.00"), ("zhongcun", "20.00")] {
        let path = format!("content/units/{id}/payment-lists/2026-03.csv");
        let list = std::fs::read_to_string(portal.path(&path)).expect("a list");
        assert!(list.contains(amount), "{list}");
    }
    portal.check().expect(0);
}

#[test]
fn two_tables_of_one_unit_do_not_write_over_each_other() {
    let portal = county();
    let table = |amount: &str| format!("日期,收款人,金额\n2026-03-05,清河供电所,{amount}\n");
    portal.put("in/上村甲.csv", table("100.00")).put("in/上村乙.csv", table("20.00"));
    let words = ["--kind", "付款清单", "--period", "2026-03", "--published", "2026-04-02"];
    let all = ["import", "in", "--replace", "--no-input", "--lang", "zh"];
    let ran = portal.run(&[&all[..], &words[..]].concat()).expect(1);
    assert!(ran.err.contains("上村甲.csv：上村乙.csv 和这一张是同一个单位同一期的"), "{}", ran.err);
    let list = "content/units/shangcun/payment-lists/2026-03.csv";
    assert!(!portal.path(list).exists(), "which of them is meant nobody knows");
}

#[test]
fn lines_within_a_cell_keep_words_and_figures_apart() {
    let portal = county();
    let text = "日期,收款人,用途,金额\n2026-03-05,清河供电所,\"水泵 2 台，每台 1200\n3 根水管\n共一批\",1230.00\n";
    portal.put("in/上村.csv", text);
    let words = ["--kind", "付款清单", "--period", "2026-03", "--published", "2026-04-02"];
    let all = ["import", "in/上村.csv", "--no-input", "--lang", "zh"];
    portal.run(&[&all[..], &words[..]].concat()).expect(0);
    let list = "content/units/shangcun/payment-lists/2026-03.csv";
    let list = std::fs::read_to_string(portal.path(list)).expect("a list");
    assert!(list.contains("每台 1200 3 根水管共一批"), "{list}");
}
