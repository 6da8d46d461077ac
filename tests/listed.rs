//! Private persons who are listed by name: in notices, in attachments, in a county's own kinds, and in a town's words.

use std::fs;

use crate::portal::{LINE, Portal, VILLAGE, ledger};

fn notice(id: &str, body: &str) -> String {
    format!(
        "---\nid: {id}\nclass: village\nperiod: 2026-03\npublished: 2024-06-30\n\
         review: {{by: 曾宪章, date: 2024-06-28}}\nplain: 明白话。\n---\n{body}\n"
    )
}

const KIND: &str = "\
id: jobs
name: 公益岗
name_en: jobs
group: services
fields:
  - name: rows
    words: 人员
    words_en: rows
    type: list
    required: true
    fields:
      - {name: who, words: 申请人, words_en: who, type: text, required: true}
      - {name: paid, words: 金额, words_en: paid, type: money, required: true}
";

const JOBS: &str = "\
编号: JOBS-1
所属期: 2026-03
公开日期: 2026-04-02
监督委员会审核: {审核人: 何永福, 日期: 2026-04-01}
明白话: 三月公益岗发了钱。
人员:
  - {申请人: 张建国, 金额: 300.00}
  - {申请人: 李秀英, 金额: 200.00}
";

#[test]
fn a_text_field_called_like_private_persons_is_mended_where_it_is_declared() {
    let portal = Portal::new();
    let kind = "content/kinds/jobs.yaml";
    portal.put(kind, KIND);
    portal.put(&format!("{VILLAGE}/jobs/1.yaml"), JOBS);
    let ran = portal.build().expect(1);
    assert!(ran.err.contains("error[field-names-persons]"), "{}", ran.err);
    assert!(ran.err.contains("content/kinds/jobs.yaml:12:"), "{}", ran.err);
    portal.edit(kind, "words_en: who, type: text", "words_en: who, type: person");
    portal.build().expect(0);
    let page = portal.page("shangcun/jobs/jobs-1.html");
    assert!(page.contains("张*国") && !page.contains("张建国"), "{page}");
    portal.edit(kind, "type: person,", "type: text, public: true,");
    portal.build().expect(0);
    assert!(portal.page("shangcun/jobs/jobs-1.html").contains("张建国"));
    // A list of people in office has their posts beside their names.
    let post = "type: text, required: true}\n      - {name: post, words: 职务, words_en: post, type: text}";
    portal.edit(kind, "type: text, public: true, required: true}", post);
    portal.edit(kind, "申请人", "姓名");
    portal.put(&format!("{VILLAGE}/jobs/1.yaml"), JOBS.replace("申请人", "姓名"));
    portal.build().expect(0);
}

#[test]
fn names_below_a_heading_or_behind_a_colon_are_asked_about_or_stop() {
    let table = "| 户主 | 金额 |\n|---|---|\n| 张建国 | 300 |\n| 李秀英 | 200 |";
    let kept = format!("## 低保名单\n\n{}", table.replace("\n| 李秀英 | 200 |", ""));
    for (body, code) in [
        (table, "notice[person-listed]"),
        ("领取人：张建国、李秀英", "notice[person-listed]"),
        ("孤儿张小明领取了补助。", "notice[person-listed]"),
        ("精神残疾人张建国（二级）领取。", "notice[person-listed]"),
        ("低保户：张建国、李秀英", "error[kept-back-named]"),
        (&kept, "error[kept-back-named]"),
        // Marks of emphasis hide nobody, and a star that masks is none of them.
        (
            "| **户主** | 金额 |\n|---|---|\n| **张建国** | 300 |\n| `李秀英` | 200 |",
            "notice[person-listed]",
        ),
        ("**低保户**：张建国、李秀英", "error[kept-back-named]"),
        ("**低保户：**__张建国__", "error[kept-back-named]"),
        ("*孤儿*张小明领取了补助。", "notice[person-listed]"),
        ("低保：张建国", "notice[person-listed]"),
        ("**低保户**：张*国、李*英", ""),
        ("| 户主 | 金额 |\n|---|---|\n| **张*国** | 300 |\n| 李** | 200 |", ""),
        ("| 患者 | 人数 |\n|---|---|\n| 高血压 | 3 |\n| **白内障** | 2 |", ""),
        ("| 姓名 | 职务 |\n|---|---|\n| 孟书田 | 主任 |", ""),
        ("| 户主 | 金额 |\n|---|---|\n| 张*国 | 300 |", ""),
        ("低保户：3 户", ""),
        ("低保户：张建国（3人）600元、李秀英（1人）300元", "error[kept-back-named]"),
        ("## 低保户\n\n（一）张建国", "error[kept-back-named]"),
        ("## 低保户\n\n| 组别 | 人员 |\n|---|---|\n| 一组 | 张建国 |", "error[kept-back-named]"),
        ("患者张建国住院。", "notice[person-listed]"),
        ("| 领款人签字 | 金额 |\n|---|---|\n| 张建国 | 300 |", "notice[person-listed]"),
        ("| 经办人签字 | 金额 |\n|---|---|\n| 孟书田 | 300 |", ""),
    ] {
        let portal = Portal::new();
        portal.put(&format!("{VILLAGE}/notices/a.md"), notice("N-1", body));
        let ran = portal.build().expect(i32::from(code.starts_with("error")));
        let told = ["person-listed", "kept-back-named"].map(|code| ran.err.matches(code).count());
        assert_eq!(
            told.iter().sum::<usize>(),
            usize::from(!code.is_empty()),
            "{body}: {}",
            ran.err
        );
        assert!(ran.err.contains(code), "{body}: {}", ran.err);
        if code.starts_with("notice") {
            let page = portal.page("shangcun/notices/n-1.html");
            assert!(!page.contains("person-listed"), "what is asked of the clerk is on no page");
        }
    }
}

#[test]
fn tables_in_attachments_are_asked_too() {
    for (csv, code) in [
        ("序号,领取人,金额\n1,张建国,300\n", "notice[person-listed]"),
        ("序号,残疾人,金额\n1,张建国,300\n", "error[kept-back-named]"),
        ("序号,姓名,职务\n1,张建国,主任\n", ""),
    ] {
        let portal = Portal::new();
        let text = notice("N-1", "见附件。").replace(
            "plain: 明白话。\n",
            "plain: 明白话。\nattachments:\n  - {file: a.csv, title: 名册, redacted: yes, redacted_by: 曾宪章}\n",
        );
        portal.put(&format!("{VILLAGE}/notices/a.md"), text);
        portal.put(&format!("{VILLAGE}/notices/a.csv"), csv);
        let ran = portal.build().expect(i32::from(code.starts_with("error")));
        assert!(ran.err.contains(code), "{csv}: {}", ran.err);
        let told = ["person-listed", "kept-back-named"].map(|code| ran.err.matches(code).count());
        assert_eq!(told.iter().sum::<usize>(), usize::from(!code.is_empty()), "{csv}: {}", ran.err);
    }
}

#[test]
fn a_town_that_names_whom_a_village_masks_is_asked() {
    let portal = Portal::new();
    fs::remove_dir_all(portal.path("content/units")).expect("no village yet");
    let town = "content/units/zhen";
    let village = "content/units/zhen/shangcun";
    portal.put(&format!("{town}/unit.yaml"), "id: zhen\nname: 云溪镇\nlevel: town\n");
    portal.put(&format!("{village}/unit.yaml"), "id: shangcun\nname: 上村\nlevel: village\n");
    let line = LINE.replace("party: 上村文具店", "party: 诸葛明远, party_type: person");
    let month = format!("period: 2026-03\nopening_bank: 100.00\nlines:\n  - {line}}}\n");
    portal.put(&format!("{village}/finance/2026-03.yaml"), ledger("M-2026-03", &month));
    let put = |body: &str, by: &str| {
        let text = notice("Z-1", body).replace("曾宪章", by);
        portal.put(&format!("{town}/notices/a.md"), text);
    };
    put("上村付诸葛明远 300 元。", "曾宪章");
    let ran = portal.build().expect(0);
    assert_eq!(ran.err.matches("notice[masked-named]").count(), 1, "{}", ran.err);
    assert!(ran.err.contains("zhen/notices/a.md:9"), "{}", ran.err);
    put("上村付诸葛** 300 元。", "曾宪章");
    assert!(!portal.build().expect(0).err.contains("masked-named"));
    put("诸葛明远审核。", "诸葛明远");
    assert!(!portal.build().expect(0).err.contains("masked-named"), "who reviews is named");
}

/// The same in the papers that go with the town's records: read once, asked of the same list.
#[test]
fn a_town_whose_papers_name_whom_a_village_masks_is_asked() {
    let portal = Portal::new();
    fs::remove_dir_all(portal.path("content/units")).expect("no village yet");
    let town = "content/units/zhen";
    let village = "content/units/zhen/shangcun";
    portal.put(&format!("{town}/unit.yaml"), "id: zhen\nname: 云溪镇\nlevel: town\n");
    portal.put(&format!("{village}/unit.yaml"), "id: shangcun\nname: 上村\nlevel: village\n");
    let line = LINE.replace("party: 上村文具店", "party: 诸葛明远, party_type: person");
    let month = format!("period: 2026-03\nopening_bank: 100.00\nlines:\n  - {line}}}\n");
    portal.put(&format!("{village}/finance/2026-03.yaml"), ledger("M-2026-03", &month));
    let head = crate::papers::notice("Z-1", &crate::papers::confirmed("a.csv", "补助"));
    portal.put(&format!("{town}/notices/a.md"), &head);
    for (text, told) in [
        ("补助,元\n付上村诸葛明远,300\n", 1),
        ("补助,元\n付上村诸葛**,300\n", 0),
        ("补助,元\n付上村诸 葛 明 远,300\n", 1),
        ("曾宪章审核\n", 0),
    ] {
        portal.put(&format!("{town}/notices/a.csv"), text);
        let ran = portal.build().expect(0);
        let lines =
            ran.err.lines().filter(|l| l.contains("a.csv: notice[attachment-names-person]"));
        assert_eq!(lines.count(), told, "{text}: {}", ran.err);
        assert!(!ran.both().contains("诸葛明远"), "{}", ran.err);
    }
    // Who reviews is named, and what nobody has looked through stays inside.
    portal.put(&format!("{town}/notices/a.csv"), "补助,元\n付上村诸葛明远,300\n");
    for head in
        [head.replace("by: 曾宪章", "by: 诸葛明远"), head.replace("redacted: yes", "redacted: no")]
    {
        portal.put(&format!("{town}/notices/a.md"), &head);
        let ran = portal.build();
        assert!(!ran.err.contains("attachment-names-person"), "{}", ran.err);
    }
}
