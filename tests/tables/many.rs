//! A table that holds many records, one a row, and a head that says what they have in common.

use sha2::{Digest, Sha256};

use super::short;
use crate::portal::{Portal, VILLAGE};

const VISITS: &str = "\
id: visits
name: 走访
name_en: Visits
group: services
fields:
  - {name: went, words: 日期, words_en: went, type: date, required: true}
  - {name: to, words: 走访谁, words_en: to, type: firm, required: true}
  - {name: given, words: 慰问金, words_en: given, type: money}
columns: [to, given]
sums: [given]
";

const VISITS_HEAD: &str = "\
编号: ZF-2026
所属期: 2026-03
公开日期: 2026-04-02
监督委员会审核: {审核人: 何永福, 日期: 2026-04-01}
明白话: 走访。
每行一条: 2026.csv
";

const VISITS_CSV: &str = "\
序号,日期,走访谁,慰问金,公开日期,标题
1,3月5日,永盛公司,500,,走访永盛公司
2,3月6日,李大明,300.50,2026-04-05,
合计,,,800.50,,
";

fn visits() -> Portal {
    let portal = Portal::new();
    portal.put("content/kinds/visits.yaml", VISITS);
    portal.put(&format!("{VILLAGE}/visits/2026.yaml"), VISITS_HEAD);
    portal.put(&format!("{VILLAGE}/visits/2026.csv"), VISITS_CSV);
    portal
}

#[test]
fn one_file_holds_many_records_one_a_row() {
    let portal = visits();
    portal.build().expect(0);
    let first = portal.page("shangcun/visits/zf-2026-1.html");
    assert!(first.contains("走访永盛公司") && first.contains("500.00 元"), "{first}");
    let second = portal.page("shangcun/visits/zf-2026-2.json");
    for word in ["\"2026-04-05\"", "300.50", "李*明", "visits/2026.csv", "visits/2026.yaml"] {
        assert!(second.contains(word), "{word} {second}");
    }
    assert!(!second.contains("csv!"), "{second}");
    let list = portal.page("shangcun/visits/index.html");
    assert!(list.contains("zf-2026-1") && list.contains("zf-2026-2"), "{list}");
    // Each is sealed by itself: what is said of one is told by a correction of that one.
    portal.run(&["accept"]).expect(0);
    portal.edit(&format!("{VILLAGE}/visits/2026.csv"), "300.50,2026", "400.50,2026");
    portal.edit(&format!("{VILLAGE}/visits/2026.csv"), "800.50", "900.50");
    let told = short(&portal, 1);
    assert!(told.contains("2026.csv D3: error[changed-without-correction]"), "{told}");
    assert_eq!(told.matches("error[").count(), 1, "{told}");
    let single = "单独写:\n  - 编号: ZF-2026-2\n    更正记录:\n      - {日期: 2026-04-20, 更正内容: 慰问金, \
                  原值: 300.50, 新值: 400.50, 原因: 抄错}\n";
    portal.put(&format!("{VILLAGE}/visits/2026.yaml"), format!("{VISITS_HEAD}{single}"));
    portal.build().expect(0);
}

#[test]
fn what_is_wrong_with_a_row_or_its_head_is_told_where_it_stands() {
    let told = |from: &str, to: &str| {
        let portal = visits();
        portal.edit(&format!("{VILLAGE}/visits/2026.csv"), from, to);
        short(&portal, 1)
    };
    let twice = told("\n2,", "\n1,");
    assert!(twice.contains("2026.csv A3: error[duplicate-id]: 编号 `ZF-2026-1` 在 A2"), "{twice}");
    assert!(told("\n2,", "\n,").contains("2026.csv A3: error[duplicate-id]"));
    assert!(told("李大明", "").contains("2026.csv C3: error[missing-field]"));
    let head = |from: &str, to: &str| {
        let portal = visits();
        portal.edit(&format!("{VILLAGE}/visits/2026.yaml"), from, to);
        short(&portal, 1)
    };
    let lacks = head("明白话: 走访。\n", "");
    assert!(lacks.contains("2026.csv A1: error[missing-field]: 没有 `明白话` 这一列"), "{lacks}");
    let all = head(
        "明白话",
        "更正记录:\n  - {日期: 2026-04-20, 更正内容: 慰问金, 原值: 1, 新值: 2, 原因: 错}\n明白话",
    );
    assert!(all.contains("2026.yaml:6:") && all.contains("说的是一条"), "{all}");
    assert!(head("编号: ZF-2026\n", "").contains("没有 `编号` 一列，这里也没有编号"));
    let lost = head("明白话", "单独写: [{编号: ZF-9}]\n明白话");
    assert!(lost.contains("表里没有编号 `ZF-9`"), "{lost}");
    let early = head("公开日期: 2026-04-02", "公开日期: 2026-03-02");
    assert!(early.contains("2026.csv 2026.yaml:3: error["), "{early}");
}

#[test]
fn a_blocked_table_keeps_the_last_good_pages() {
    let portal = visits();
    let broken = VISITS_CSV.replace("300.50", "约300");
    portal.build().expect(0);
    let page = portal.page("shangcun/visits/zf-2026-2.html");
    portal.put(&format!("{VILLAGE}/visits/2026.csv"), broken);
    let ran = portal.run(&["build", "--keep-going", "--lang", "zh"]);
    assert!(
        ran.err.contains("2026.csv D3") && !ran.err.contains("last-good-not-kept"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("total-differs"), "told once: {}", ran.err);
    let kept = portal.page("shangcun/visits/zf-2026-2.html");
    assert!(kept.contains("300.50 元") && page.contains("300.50 元"), "{kept}");
}

/// A digest is no number of anybody, whatever digits stand in it.
#[test]
fn a_table_whose_digest_holds_eleven_digits_is_published() {
    let is_like_a_mobile = |hex: &str| {
        let ten =
            |at: usize| hex[at + 1..].bytes().take(10).filter(u8::is_ascii_digit).count() == 10;
        let mobile = |at: usize| matches!(&hex[at..at + 2], "13" | "15" | "18") && ten(at);
        (0..hex.len() - 11).any(mobile)
    };
    let table =
        |number: u32| format!("日期,收款方,用途,金额\n2026-03-05,清河供电所,电费{number},30.50\n");
    let digest = |text: &str| {
        Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect::<String>()
    };
    let found = (0..100_000).map(table).find(|text| is_like_a_mobile(&digest(text)));
    let portal = Portal::new();
    let head = "id: F-1\nperiod: 2026-03\npublished: 2026-04-02\ntotal: 30.50\npayments: 3.csv\n";
    let folder = "content/units/shangcun/payment-lists";
    portal.put(&format!("{folder}/3.csv"), found.expect("a digest with such digits"));
    portal.put(&format!("{folder}/3.yaml"), head);
    portal.build().expect(0);
}
