//! A kind drafted from a table, which declares what it says and reads the table it was drafted from.

use crate::portal::{Portal, VILLAGE};

const TABLE: &str = "\
上村公益岗补贴发放表,,,,,,,,
序号,发放日期,姓名,身份证号,岗位,金额（元）,面积（亩）,满勤,开户单位
1,2026-03-05,李大明,330102199003074518,保洁,300.50,1.5,是,农商行
2,2026-03-05,王小明,330102199003074518,保洁,300,2,否,农商行
3,2026-03-06,赵四,330102199003074518,保洁,300,2,是,农商行
4,2026-03-06,李一,330102199003074518,护林,300,,是,农商行
5,2026-03-06,李二,330102199003074518,护林,300,,是,农商行
6,2026-03-06,李三,330102199003074518,护林,300,,是,农商行
合计,,,,,1800.50,5.5,,
";

#[test]
fn a_kind_is_drafted_from_a_table_and_reads_it() {
    let portal = Portal::new();
    portal.put("岗位.csv", TABLE);
    let file = portal.path("岗位.csv");
    let file = file.to_str().expect("a path");
    let asked = ["import", "--new-kind", "公益岗", file, "--id", "jobs", "--lang", "zh"];
    let ran = portal.run(&asked).expect(0);
    for line in [
        "# 身份证号: 个人号码，不公开，没有写进来",
        "words: 发放日期, type: date, required: true}",
        "words: 姓名, type: person, required: true}",
        "type: choice, options: [{key: option-1, words: 保洁}, {key: option-2, words: 护林}]",
        "words: 金额, type: money, required: true}",
        "words: 面积, type: area}",
        "words: 满勤, type: flag, required: true}",
        "sums: [rows.amount]",
    ] {
        assert!(ran.out.contains(line), "{line}\n{}", ran.out);
    }
    assert!(!ran.out.contains("330102"));
    portal.run(&asked).expect(2);
    portal.run(&["check"]).expect(0);
    portal.put(
        &format!("{VILLAGE}/jobs/2026-03.yaml"),
        "编号: GW-1\n所属期: 2026-03\n公开日期: 2026-04-02\n\
         监督委员会审核: {审核人: 何永福, 日期: 2026-04-01}\n明白话: 发了补贴。\n明细: 2026-03.csv\n",
    );
    let table = TABLE.replace(",身份证号", "").replace(",330102199003074518", "");
    let table = table.replace("合计,,,,,", "合计,,,,").replace("发放表,,,,,,,,", "发放表,,,,,,,");
    portal.put(&format!("{VILLAGE}/jobs/2026-03.csv"), table);
    portal.build().expect(0);
    let csv = portal.page("shangcun/jobs/gw-1.csv");
    assert!(csv.contains("2026-03-05,李*明,保洁,300.50,1.5,是"), "{csv}");
}

#[test]
fn several_names_in_a_cell_are_persons_and_masked_one_by_one() {
    for cell in ["张建国、李秀英", "张建国 李秀英", "张建国/李秀英", "张建国等3人"]
    {
        let portal = Portal::new();
        let table = format!(
            "路段,养护人,说明,金额\n一段,{cell},正常,100\n二段,王芳,正常,200\n三段,无,正常,1\n"
        );
        portal.put("养护.csv", &table);
        let file = portal.path("养护.csv");
        let asked = ["import", "--new-kind", "养护", file.to_str().expect("a path")];
        let ran = portal.run(&[&asked[..], &["--id", "care", "--lang", "zh"]].concat()).expect(0);
        assert!(ran.out.contains("words: 养护人, type: person"), "{cell}: {}", ran.out);
        portal.put(
            &format!("{VILLAGE}/care/2026-03.yaml"),
            "编号: YH-1\n所属期: 2026-03\n公开日期: 2026-04-02\n\
             监督委员会审核: {审核人: 何永福, 日期: 2026-04-01}\n明白话: 修了路。\n明细: 2026-03.csv\n",
        );
        portal.put(&format!("{VILLAGE}/care/2026-03.csv"), &table);
        portal.build().expect(0);
        for page in ["shangcun/care/yh-1.csv", "shangcun/care/yh-1.html"] {
            let page = portal.page(page);
            assert!(page.contains("张*国") && !page.contains("建国"), "{cell}: {page}");
            assert!(!page.contains("秀英") && !page.contains("王芳"), "{cell}: {page}");
        }
    }
}

#[test]
fn a_draft_needs_an_id_that_is_free_and_a_table() {
    let portal = Portal::new();
    portal.put("a.csv", TABLE);
    portal.put("b.csv", "上村\n1\n");
    let path = |name: &str| portal.path(name).to_str().expect("a path").to_string();
    let (a, b) = (path("a.csv"), path("b.csv"));
    let run = |more: &[&str]| {
        let arguments = [&["import", "--new-kind", "岗", "--lang", "zh"], more].concat();
        portal.run(&arguments).expect(2).err
    };
    assert!(run(&[&a]).contains("用 --id 写编号"));
    for taken in ["asset", "finance", "unit", "files", "search"] {
        assert!(run(&[&a, "--id", taken]).contains(&format!("`{taken}` 不行")), "{taken}");
    }
    assert!(run(&[&a, &b, "--id", "jobs"]).contains("照一张表起草"));
    assert!(run(&[&b, "--id", "jobs"]).contains("没有找到表"));
    assert!(!portal.path("content/kinds/jobs.yaml").exists());
}

/// Drafts a kind from a table.
fn drafted(table: &str) -> crate::portal::Ran {
    let portal = Portal::new();
    portal.put("a.csv", table);
    let file = portal.path("a.csv");
    let file = file.to_str().expect("a path");
    portal.run(&["import", "--new-kind", "预算", file, "--id", "budget", "--lang", "zh", "-n"])
}

#[test]
fn a_total_is_drafted_only_where_the_table_states_it() {
    let budget = "收支,项目,2025年决算（元）,2026年预算（元）,说明\n收入,经营收入,203000,220000,鱼塘\n\
        支出,公益支出,416000,440000,水渠\n";
    let ran = drafted(budget).expect(0);
    assert!(ran.out.contains("words: 2026年预算, type: money"), "{}", ran.out);
    assert!(!ran.out.contains("sums:"), "income and spending add up to nothing: {}", ran.out);
    let wrong = drafted(&format!("{budget}合计,,619000,660001,\n")).expect(0);
    assert!(wrong.out.contains("sums: [rows.column_3]\n"), "{}", wrong.out);
    let both = drafted(&format!("{budget}合计,,619000,660000,\n")).expect(0);
    assert!(both.out.contains("sums: [rows.column_3, rows.column_4]\n"), "{}", both.out);
}

#[test]
fn a_table_that_cannot_be_drafted_from_says_where_and_why() {
    let years =
        "Item,2024/25 £,Budget 2025/26,Notes\nPrecept,24000,25500,\nHall,4000.50,4500,s.133\n";
    let ran = drafted(years).expect(0);
    assert!(ran.out.contains("words: '2024/25 £', type: money"), "{}", ran.out);
    let nameless = drafted(&years.replace("Item", "")).expect(2);
    assert!(nameless.err.contains("A1 这一列没有表头"), "{}", nameless.err);
    let twice = drafted(&years.replace("Notes", "Item")).expect(2);
    assert!(twice.err.contains("没有找到表") && twice.err.contains("A1"), "{}", twice.err);
}
