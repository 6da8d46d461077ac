//! A county's own register, declared in YAML, has everything a built-in kind has.

use crate::portal::{LINE, Portal, VILLAGE, ledger};

const SCHOOL_BUS: &str = "\
id: school-bus
name: 公交护学专线
name_en: School bus
gloss: 护学专线开了几趟、花了多少。
group: services
cadence: month
by_day: 10
basis: 本县公开目录第十二项
fields:
  - {name: line, words: 线路, words_en: line, type: text, required: true}
  - name: runs
    words: 班次
    words_en: runs
    type: list
    required: true
    fields:
      - {name: school, words: 学校, words_en: school, type: text, required: true}
      - {name: times, words: 趟数, words_en: times, type: count, required: true}
      - {name: fare, words: 每趟, words_en: a run, type: money, required: true}
      - {name: paid, words: 付款, words_en: paid, type: money, required: true}
      - {name: driver, words: 驾驶员, words_en: driver, type: person}
      - {name: voucher, words: 凭证, words_en: voucher, type: voucher}
columns: [line]
sums: [runs.paid]
formulas:
  - {formula: runs.paid = runs.times * runs.fare}
chart: {value: runs.paid, by: runs.school}
";

const RECORD: &str = "\
编号: BUS-1
所属期: 2026-03
公开日期: 2026-04-02
监督委员会审核: {审核人: 何永福, 日期: 2026-04-01}
明白话: 三月接送孩子开了 62 趟。
线路: 一号线
班次:
  - {学校: 中心小学, 趟数: 42, 每趟: 80.00, 付款: 3360.00, 驾驶员: 欧阳建国, 凭证: 2026-03/记-001}
  - {学校: 上村幼儿园, 趟数: 20, 每趟: 80.00, 付款: 1600.00}
";

const FILE: &str = "content/units/shangcun/school-bus/2026-03.yaml";

fn portal() -> Portal {
    let portal = Portal::new();
    portal.put("content/kinds/school-bus.yaml", SCHOOL_BUS);
    portal.put(FILE, RECORD);
    let month = format!(
        "period: 2026-03\nopening_bank: 100.00\nclosing_bank: 0.00\nlines:\n  - {LINE}}}\n"
    );
    portal.put(&format!("{VILLAGE}/finance/2026-03.yaml"), ledger("M-2026-03", &month));
    portal
}

#[test]
fn it_has_page_table_sums_drawing_data_list_and_a_place_among_all_registers() {
    let portal = portal();
    portal.build().expect(0);
    let page = portal.page("shangcun/school-bus/bus-1.html");
    for word in ["一号线", "中心小学", "3,360.00", "付款合计", "4,960.00 元", "<svg", "欧阳**"]
    {
        assert!(page.contains(word), "{word}\n{page}");
    }
    assert!(!page.contains("欧阳建国") && page.contains("noindex"));
    let csv = portal.page("shangcun/school-bus/bus-1.csv");
    assert!(csv.contains("中心小学,42,80.00,3360.00"), "{csv}");
    assert!(portal.page("shangcun/school-bus/bus-1.json").contains("\"paid\":\"3360.00\""));
    assert!(portal.page("shangcun/school-bus/index.html").contains("一号线"));
    assert!(portal.page("shangcun/index.html").contains("school-bus/index.html"));
    let all = portal.page("registers.html");
    assert!(
        all.contains("公交护学专线") && all.contains("shangcun/school-bus/index.html"),
        "{all}"
    );
    let line = portal.page("shangcun/school-bus/bus-1.html");
    assert!(line.contains("../../shangcun/finance/2026-03.html#记-001"), "{line}");
}

#[test]
fn its_mistakes_are_told_with_their_place_and_its_cadence_is_owed() {
    let portal = portal();
    portal.edit(FILE, "付款: 1600.00", "付款: 1500.00");
    let ran = portal.run(&["check", "--format", "short", "--lang", "zh"]).expect(1);
    let said = "2026-03.yaml:9:40: error[formula-differs]: 付款按“趟数 × 每趟”应为 1600.00，写的是 1500.00，相差 100.00";
    assert!(ran.err.contains(said), "{}", ran.err);
    portal.edit(FILE, "付款: 1500.00", "付款: 1600.00");
    portal.run(&["build", "--as-of", "2026-06-20"]).expect(0);
    let coverage = portal.page("shangcun/coverage.html");
    assert!(coverage.contains("公交护学专线") && coverage.contains("2026-04-10"), "{coverage}");
    let due = portal.run(&["due", "--as-of", "2026-06-20", "--lang", "zh"]);
    assert!(due.out.contains("sunlit new school-bus --unit shangcun"), "{}", due.both());
}

#[test]
fn it_is_drafted_and_explained_like_any_other() {
    let portal = portal();
    let ran = portal.run(&["new", "school-bus", "--unit", "shangcun", "--name", "may"]).expect(0);
    assert!(ran.out.contains("content/units/shangcun/school-bus/may.yaml"), "{}", ran.out);
    let draft = std::fs::read_to_string(portal.path("content/units/shangcun/school-bus/may.yaml"));
    assert!(draft.expect("a draft").contains("班次:"));
    let told = portal.run(&["explain", "seals"]).expect(0);
    assert!(told.out.contains("公章使用") && told.out.contains("`keeper`"), "{}", told.out);
    let own = portal.run(&["explain", "公交护学专线"]).expect(0);
    assert!(own.out.contains("`runs`") && own.out.contains("`fare`"), "{}", own.out);
}

#[test]
fn what_is_for_the_village_alone_leaves_only_its_sums_on_the_web() {
    let portal = portal();
    portal.edit(FILE, "线路: 一号线", "线路: 一号线\n公开对象: 本村");
    portal.build().expect(0);
    for (path, bytes) in portal.site() {
        let text = String::from_utf8_lossy(&bytes);
        for word in ["中心小学", "一号线", "欧阳", "三月接送"] {
            assert!(!text.contains(word), "{path} holds {word}");
        }
    }
    let page = portal.page("shangcun/school-bus/bus-1.html");
    assert!(page.contains("4,960.00"), "{page}");
}

#[test]
fn a_record_that_is_for_fewer_people_now_leaves_no_old_page_of_a_blocked_unit() {
    let portal = portal();
    portal.build().expect(0);
    portal.edit(FILE, "线路: 一号线", "线路: 一号线\n公开对象: 本村");
    portal.edit(
        &format!("{VILLAGE}/finance/2026-03.yaml"),
        "closing_bank: 0.00",
        "closing_bank: 1.00",
    );
    portal.run(&["build", "--keep-going"]).expect(1);
    for (path, bytes) in portal.site() {
        assert!(!String::from_utf8_lossy(&bytes).contains("中心小学"), "{path}");
    }
}
