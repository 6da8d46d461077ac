//! Rows of any kind from a table beside the record: read by their headings, every doubt told by its cell.

mod drafted;
mod forms;
mod ledger;
mod many;

use rust_xlsxwriter::{Color, Format, Workbook, Worksheet};

use crate::portal::{Portal, VILLAGE};

/// A portal with a kind of its own whose rows stand in a table of this name.
fn portal(name: &str) -> Portal {
    let portal = Portal::new();
    portal.put("content/kinds/repairs.yaml", KIND);
    portal.put(HEAD, RECORD.replace("FILE", name));
    portal
}

const KIND: &str = "\
id: repairs
name: 维修
name_en: Repairs
group: works
fields:
  - name: rows
    words: 维修项目
    words_en: repairs
    type: list
    required: true
    fields:
      - {name: done_on, words: 完工日期, words_en: done on, type: date, required: true}
      - {name: what, words: 修什么, words_en: what, type: text, required: true}
      - name: class
        words: 类别
        words_en: class
        type: choice
        required: true
        options:
          - {key: road, words: 道路, words_en: road}
          - {key: water, words: 水利, words_en: water}
      - {name: by, words: 施工方, words_en: done by, type: firm}
      - {name: area, words: 面积, words_en: area, type: area}
      - {name: homes, words: 受益户数, words_en: households, type: count}
      - {name: open, words: 验收, words_en: accepted, type: flag}
      - {name: paid, words: 付款, words_en: paid, type: money, required: true}
sums: [rows.paid]
";

const HEAD: &str = "content/units/shangcun/repairs/2026-03.yaml";
const RECORD: &str = "\
编号: XX-1
所属期: 2026-03
公开日期: 2026-04-02
监督委员会审核: {审核人: 何永福, 日期: 2026-04-01}
明白话: 三月修了两处。
维修项目: FILE
";

fn beside(name: &str) -> String {
    format!("{VILLAGE}/repairs/{name}")
}

const HEADINGS: [&str; 8] =
    ["完工日期", "修什么", "类别", "施工方", "面积（亩）", "受益户数", "验收", "付款（元）"];

const CSV: &str = "\
上村三月维修情况,,,,,,,
完工日期,修什么,类别,施工方,面积（亩）,受益户数,验收,付款（元）
3月5日,村口路面,道路,永盛公司,1.5,\"1,200户\",是,\"1,860.00\"
20260312,二组水渠,water,罗家村（单位）,,36,√,\"￥2,140.50\"
合计,,,,1.5,1236,,4000.50
制表人：周小娟,,,,,,,
";

fn short(portal: &Portal, code: i32) -> String {
    portal.run(&["check", "--format", "short", "--lang", "zh"]).expect(code).err
}

/// A workbook of one sheet, saved beside the head.
fn workbook(portal: &Portal, name: &str, fill: impl Fn(&mut Worksheet)) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("收支").expect("a name");
    for (at, heading) in HEADINGS.iter().enumerate() {
        sheet.write(0, at as u16, *heading).expect("a heading");
    }
    fill(sheet);
    let bytes = book.save_to_buffer().expect("it is written");
    portal.put(&beside(name), bytes);
}

/// A row with everything in order.
fn sound(sheet: &mut Worksheet, row: u32) {
    let texts = [(0, "2026-03-05"), (1, "路面"), (2, "道路"), (6, "是")];
    for (at, text) in texts {
        sheet.write(row, at, text).expect("a text");
    }
    sheet.write(row, 7, 100.5).expect("a number");
}

#[test]
fn rows_from_a_csv_are_rows_as_if_typed() {
    let portal = portal("2026-03.csv");
    portal.put(&beside("2026-03.csv"), CSV);
    portal.build().expect(0);
    let csv = portal.page("shangcun/repairs/xx-1.csv");
    assert!(csv.contains("2026-03-05,村口路面,道路,永盛公司,1.5,1200,是,1860.00"), "{csv}");
    assert!(csv.contains("2026-03-12,二组水渠,水利,罗家村,,36,是,2140.50"), "{csv}");
    assert!(portal.page("shangcun/repairs/xx-1.html").contains("4,000.50 元"));
    let json = portal.page("shangcun/repairs/xx-1.json");
    assert!(json.contains("repairs/2026-03.csv"), "the table is a source: {json}");
    // The same rows typed into the record are sealed alike.
    portal.run(&["accept"]).expect(0);
    let typed = "\
维修项目:
  - {完工日期: 2026-03-05, 修什么: 村口路面, 类别: 道路, 施工方: 永盛公司, 面积: 1.5, 受益户数: 1200, 验收: 是, 付款: 1860.00}
  - {完工日期: 2026-03-12, 修什么: 二组水渠, 类别: 水利, 施工方: 罗家村（单位）, 受益户数: 36, 验收: 是, 付款: 2140.50}
";
    portal.put(HEAD, RECORD.replace("维修项目: FILE\n", typed));
    portal.remove(&beside("2026-03.csv"));
    portal.build().expect(0);
}

#[test]
fn rows_from_a_workbook_have_typed_cells_merged_ones_filled_down_and_sums_compared() {
    let portal = portal("2026-03.xlsx");
    let day = Format::new().set_num_format("yyyy-mm-dd");
    workbook(&portal, "2026-03.xlsx", |sheet| {
        sheet.write_with_format(1, 0, 46086, &day).expect("a serial day");
        sheet.merge_range(1, 3, 2, 3, "永盛公司", &Format::new()).expect("an area");
        for (row, what) in [(1, "路面"), (2, "水渠")] {
            sheet.write(row, 1, what).expect("a text");
            sheet.write(row, 2, "道路").expect("a text");
            sheet.write(row, 7, 1250.25).expect("a number");
        }
        sheet.write(2, 0, "〃").expect("a mark");
        sheet.write(3, 1, "合计").expect("a text");
        sheet.write(3, 7, 2500.5).expect("a number");
    });
    portal.build().expect(0);
    let csv = portal.page("shangcun/repairs/xx-1.csv");
    assert!(csv.contains("2026-03-05,路面,道路,永盛公司,,,,1250.25"), "{csv}");
    assert!(csv.contains("2026-03-05,水渠,道路,永盛公司,,,,1250.25"), "{csv}");
    let out = std::fs::read_dir(portal.path("site/shangcun/repairs")).expect("a folder");
    let names: Vec<_> = out.map(|e| e.expect("an entry").file_name()).collect();
    assert!(names.iter().all(|n| !n.to_string_lossy().ends_with("xlsx")), "{names:?}");
}

#[test]
fn a_kind_in_rust_reads_its_rows_from_a_table_too() {
    let portal = Portal::new();
    portal.put(
        &format!("{VILLAGE}/property/2025.yaml"),
        "id: ZC-1\nperiod: 2025\npublished: 2026-04-02\nreview: {by: 何永福, date: 2026-04-01}\n\
         plain: 盘点。\nassets: 2025.csv\n",
    );
    portal.put(
        &format!("{VILLAGE}/property/2025.csv"),
        "单位：万元,,,,,,\ncode,name,class,cost,depreciation,net value,in what state\n\
         ZC-01,村部,common,12.5,2.5,10,used\n",
    );
    let told = short(&portal, 1);
    assert!(told.contains("2025.csv G2: error[unknown-field]"), "{told}");
    assert!(told.contains("2025.csv A2: error[missing-field]"), "{told}");
    portal.edit(&format!("{VILLAGE}/property/2025.csv"), "in what state", "状态");
    portal.build().expect(0);
    let csv = portal.page("shangcun/property/zc-1.csv");
    assert!(csv.contains("125000.00,25000.00,100000.00"), "{csv}");
}

#[test]
fn every_doubt_names_its_file_and_cell() {
    type Fill = fn(&mut Worksheet);
    let cases: &[(&str, &str, Fill)] = &[
        ("H3: error[invalid-money]", "超过两位小数", |s| drop(s.write(2, 7, 100.505))),
        ("H3: error[invalid-money]", "已经丢了", |s| drop(s.write(2, 7, "2.43E+19"))),
        ("H3: error[invalid-money]", "不是金额", |s| drop(s.write(2, 7, "约300"))),
        ("H3: error[invalid-money]", "红字", |s| {
            let red = Format::new().set_font_color(Color::Red);
            drop(s.write_with_format(2, 7, 5, &red));
        }),
        ("H3: error[missing-field]", "这一行缺少 `付款`", |s| {
            drop(s.write_blank(2, 7, &Format::new()))
        }),
        ("H3: error[value-lost]", "没有算出来", |s| {
            drop(s.write_formula(
                2,
                7,
                rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!"),
            ));
        }),
        ("C3: error[unknown-choice]", "桥梁", |s| drop(s.write(2, 2, "桥梁"))),
        ("A3: error[invalid-date]", "上旬", |s| drop(s.write(2, 0, "上旬"))),
        ("F3: error[invalid-count]", "十二", |s| drop(s.write(2, 5, "十二"))),
        ("E3: error[invalid-quantity]", "3公顷", |s| drop(s.write(2, 4, "3公顷"))),
        ("E1: error[invalid-quantity]", "平方米", |s| drop(s.write(0, 4, "面积（平方米）"))),
        ("G3: error[unknown-choice]", "大概", |s| drop(s.write(2, 6, "大概"))),
        ("H1: error[unknown-field]", "`给钱`", |s| drop(s.write(0, 7, "给钱"))),
        ("I1: error[personal-number]", "`身份证号` 一列是个人号码", |s| {
            drop(s.write(0, 8, "身份证号"));
            drop(s.write(2, 8, "330102199003074518"));
        }),
        ("B3: error[personal-number]", "疑似", |s| drop(s.write(2, 1, "找 13812345678"))),
        ("I3: error[unknown-field]", "没有表头", |s| drop(s.write(2, 8, "x"))),
        ("A3: error[table-hides]", "这一行藏着", |s| drop(s.set_row_hidden(2))),
        ("D1: error[table-hides]", "这一列藏着", |s| drop(s.set_column_hidden(3))),
        ("H4: error[total-differs]", "差 1.00", |s| {
            drop(s.write(3, 1, "合计"));
            drop(s.write(3, 7, 202));
        }),
        ("A4: error[table-unclear]", "累计", |s| {
            drop(s.write(3, 1, "本年累计"));
            drop(s.write(3, 7, 202));
        }),
    ];
    for (at, words, fill) in cases {
        let portal = portal("2026-03.xlsx");
        workbook(&portal, "2026-03.xlsx", |sheet| {
            sound(sheet, 1);
            sound(sheet, 2);
            fill(sheet);
        });
        let told = short(&portal, 1);
        let line = told.lines().find(|line| line.contains(&format!("2026-03.xlsx 收支!{at}")));
        assert!(line.is_some_and(|line| line.contains(words)), "{at} {words}\n{told}");
        assert!(!told.contains("3301021990"), "{told}");
    }
}

#[test]
fn what_keeps_a_table_from_being_read_is_told() {
    let cases: &[(&str, &str, &str)] = &[
        ("没有.xlsx", "", "error[missing-file]"),
        ("../2026-03.xlsx", "", "error[unsafe-path]"),
        ("2026-03.csv", "甲,乙\n1,2\n", "2026-03.csv A1: error[table-unclear]: 没有找到表"),
        ("2026-03.csv", "", "2026-03.csv: error[table-unclear]"),
        ("2026-03.csv", "完工日期,修什么,类别,付款\n", "2026-03.csv A1: error[table-unclear]"),
        ("2026-03.xlsx", "PK\u{3}\u{4}这不是表", "2026-03.xlsx: error[table-unclear]"),
    ];
    for (name, text, told) in cases {
        let portal = portal(name);
        if !name.contains('/') && !name.starts_with("没有") {
            portal.put(&beside(name), *text);
        }
        let err = short(&portal, 1);
        assert!(err.contains(told), "{name}: {err}");
    }
    // What is no table's name, and what every record has, are still written as lists.
    let portal = portal("两处");
    assert!(short(&portal, 1).contains("error[wrong-type]"));
    portal.put(HEAD, RECORD.replace("维修项目: FILE", "附件: a.xlsx"));
    assert!(short(&portal, 1).contains("error[wrong-type]"));
}

#[test]
fn a_question_about_a_row_names_its_cell() {
    let portal = portal("2026-03.csv");
    portal.edit("content/kinds/repairs.yaml", "type: date,", "type: date, past: true,");
    portal.put(&beside("2026-03.csv"), CSV.replace("20260312", "2026-09-12"));
    let told = short(&portal, 0);
    assert!(told.contains("2026-03.yaml 2026-03.csv A4: notice[date-to-come]"), "{told}");
}

#[test]
fn a_column_says_what_a_party_is() {
    let portal = portal("2026-03.csv");
    let csv = "完工日期,修什么,类别,施工方,施工方性质,付款\n\
               2026-03-05,路面,道路,罗家村,单位,100\n2026-03-06,水渠,水利,李大明,个人,100\n\
               2026-03-07,水渠,水利,王小明,企业,100\n";
    portal.put(&beside("2026-03.csv"), csv);
    portal.build().expect(0);
    let shown = portal.page("shangcun/repairs/xx-1.csv");
    for party in ["道路,罗家村,", "水利,李*明,", "水利,王小明,"] {
        assert!(shown.contains(party), "{party} {shown}");
    }
    portal.edit(&beside("2026-03.csv"), "单位", "朋友");
    assert!(short(&portal, 1).contains("2026-03.csv E2: error[unknown-choice]"));
}

#[test]
fn a_table_is_no_attachment_and_a_county_names_its_columns() {
    let portal = portal("2026-03.csv");
    portal.put(&beside("2026-03.csv"), CSV.replace("付款（元）", "实付款（元）"));
    assert!(short(&portal, 1).contains("没有 `实付款（元）` 这一栏"));
    portal.edit("content/kinds/repairs.yaml", "name: paid,", "name: amount,");
    portal.edit("content/kinds/repairs.yaml", "rows.paid", "rows.amount");
    portal.put("imports/headings.yaml", "headings:\n  金额: [实付款]\n");
    portal.build().expect(0);
    portal.put(
        HEAD,
        format!(
            "{}附件:\n  - {{文件: 2026-03.csv, 标题: 表, 已遮挡: 是, 遮挡确认人: 周小娟}}\n",
            RECORD.replace("FILE", "2026-03.csv")
        ),
    );
    assert!(short(&portal, 1).contains("error[attachment-refused]"));
    portal.put("imports/headings.yaml", "headings:\n  钱数: [实付款]\n");
    assert!(short(&portal, 1).contains("imports/headings.yaml:2:1: error[invalid-yaml]"));
}

#[test]
fn a_table_that_no_record_names_is_told() {
    let portal = portal("2026-03.csv");
    portal.put(&beside("2026-03.csv"), CSV);
    portal.put(&beside("四月.csv"), CSV.replace("3月5日", "2026-04-05"));
    portal.put(&beside("草稿.csv"), "修什么,几天\n路,3\n");
    let told = short(&portal, 1);
    assert!(
        told.contains("四月.csv: error[misnamed-file]: 没有一条公开写着 `维修项目: 四月.csv`"),
        "{told}"
    );
    assert!(told.contains("草稿.csv: notice[unexpected-file]"), "{told}");
}

/// What the portal publishes as CSV is a table that it reads: the same rows come out again.
#[test]
fn the_csv_of_a_page_is_read_back() {
    let portal = portal("2026-03.csv");
    portal.put(&beside("2026-03.csv"), CSV);
    portal.build().expect(0);
    let csv = portal.page("shangcun/repairs/xx-1.csv");
    // What a party is stands on no page.
    portal.put(&beside("2026-03.csv"), csv.replace("罗家村", "罗家村（单位）"));
    portal.build().expect(0);
    assert_eq!(portal.page("shangcun/repairs/xx-1.csv"), csv);
    let sample = Portal::sample();
    sample.build().expect(0);
    let unit = "content/units/qingxi/qinghe/liutang";
    let tables = [
        ("property/2025", "assets", "property/lt-zc-2025"),
        ("purchases/2025-05-lamps", "bought", "purchases/lt-cg-2025-05"),
        ("contracts/lt-ht-01", "periods", "contracts/lt-ht-01"),
    ];
    let published = tables.map(|(.., page)| sample.page(&format!("liutang/{page}.csv")));
    for ((file, list, _), csv) in tables.iter().zip(&published) {
        let head = format!("{unit}/{file}.yaml");
        let text = std::fs::read_to_string(sample.path(&head)).expect("a record");
        let name = format!("{}.csv", file.rsplit('/').next().expect("a name"));
        sample.put(&format!("{unit}/{}.csv", file), csv);
        sample.put(&head, with_table(&text, list, &name));
    }
    sample.build().expect(0);
    for ((.., page), csv) in tables.iter().zip(&published) {
        assert_eq!(sample.page(&format!("liutang/{page}.csv")), *csv, "{page}");
    }
}

/// A record with the name of a table in the place of a list.
fn with_table(text: &str, list: &str, name: &str) -> String {
    let (mut out, mut inside) = (String::new(), false);
    for line in text.split_inclusive('\n') {
        let is_key = line.starts_with(|c: char| c.is_alphanumeric());
        inside = if is_key { line.starts_with(&format!("{list}:")) } else { inside };
        match (inside, is_key) {
            (false, _) => out.push_str(line),
            (true, true) => out.push_str(&format!("{list}: {name}\n")),
            (true, false) => {}
        }
    }
    out
}

#[test]
fn a_number_that_is_asked_about_is_answered_by_the_record() {
    let portal = portal("2026-03.csv");
    portal.edit(
        "content/kinds/repairs.yaml",
        "sums:",
        "      - {name: no, words: 单号, type: paper}\nsums:",
    );
    portal.put(
        &beside("2026-03.csv"),
        "完工日期,修什么,类别,付款,单号\n2026-03-05,路面,道路,1860,13812345678\n",
    );
    let told = short(&portal, 0);
    let line = "2026-03.yaml 2026-03.csv E2: notice[number-like-mobile]";
    assert!(told.contains(line), "{told}");
    let word =
        "说明:\n  - {规则: number-like-mobile, 说明人: 周小娟, 日期: 2026-04-01, 说明: 是单号。}\n";
    portal.put(HEAD, RECORD.replace("FILE", "2026-03.csv") + word);
    let json = portal.run(&["check", "--format", "json"]).expect(0).out;
    assert!(json.contains("\"answered\": true"), "{json}");
}
