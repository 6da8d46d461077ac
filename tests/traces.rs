//! Every name in a unit's folder is understood: a record, what goes with one, litter with the file it is of, or a mistake.

use std::fs;

use crate::killed::lay;
use crate::portal::{LINE, PORTAL, Portal, Ran, UNIT, VILLAGE, ledger};

const MONTH: &str = "finance/2026-03.yaml";

const NOTICE: &str = "---\nid: SC-N-1\ntitle: 慰问老人\nclass: 村务\nperiod: 2026-03\n\
published: 2026-03-12\nplain: 看望了 3 位老人。\nreview: {by: 曾宪章, date: 2026-03-10}\n---\n看望老人。\n";

/// A portal whose village has a month, and the text of that month.
fn with_month() -> (Portal, String) {
    let portal = Portal::new();
    let text =
        ledger("SC-1", &format!("period: 2026-03\nopening_bank: 100.00\nlines: [{LINE}}}]\n"));
    portal.put(&format!("{VILLAGE}/{MONTH}"), &text);
    (portal, text)
}

fn strict(portal: &Portal) -> Ran {
    portal.run(&["check", "--strict", "--format", "short", "--lang", "zh"])
}

#[test]
fn a_month_under_an_ending_of_nothing_is_told_with_the_right_name() {
    let right = format!("{VILLAGE}/{MONTH}");
    for name in [
        "finance/2026-03",
        "finance/2026-03.yam",
        "finance/2026-03.txt",
        "finance/2026-03.md",
        "finance/2026-03.json",
        "finance/2026-03.bak",
        "finance/2026-03.old",
        "finance/2026-03.yaml.doc",
        "finance/2026-03.yaml.zip",
        "finance/2026年3月.txt",
        "财务/2026-03.txt",
        "2026-03.txt",
    ] {
        let (portal, text) = with_month();
        portal.remove(&right).put(&format!("{VILLAGE}/{name}"), &text);
        let ran = portal.check().expect(1);
        let said = format!("{name}: error[misnamed-file]: 名字或位置不对，应是 {right}\n");
        assert!(ran.err.contains(&said), "{said}{}", ran.err);
        // Beside the right one it is a file of no use, at most.
        if !name.ends_with(".yam") {
            portal.put(&right, &text);
            portal.check().expect(0);
        }
    }
    // What a month was written from, and what people lay beside records, is no month.
    for name in ["finance/2026-03.xlsx", "finance/2026-03.pdf", "finance/2026-03.zip"] {
        let portal = Portal::new();
        portal.put(&format!("{VILLAGE}/{name}"), "x");
        portal.check().expect(0);
    }
}

#[test]
fn what_is_written_like_a_record_is_one_whatever_its_ending() {
    let contract = "id: SC-C-1\npublished: 2026-03-12\nplain: 一份合同。\n";
    for (at, text, right) in [
        ("notices/慰问.txt", NOTICE, "notices/慰问.md"),
        ("notices/慰问", NOTICE, "notices/慰问.md"),
        ("notices/慰问.md.doc.txt", NOTICE, "notices/慰问.md.doc.md"),
        ("contracts/a.txt", contract, "contracts/a.yaml"),
        ("contracts/a.json", "{\"id\": \"a\",\n\"plain\": \"b\"}\n", "contracts/a.yaml"),
        ("contracts/a.yaml.docx", "PK", "contracts/a.yaml"),
    ] {
        let portal = Portal::new();
        portal.put(&format!("{VILLAGE}/{at}"), text);
        let ran = portal.check().expect(1);
        let said = format!("{at}: error[misnamed-file]: 名字或位置不对，应是 {VILLAGE}/{right}\n");
        assert!(ran.err.contains(&said), "{said}{}", ran.err);
    }
    let portal = Portal::new();
    for (at, text) in [
        ("notices/备忘.txt", "周五开会\n"),
        ("notices/README.txt", NOTICE),
        ("contracts/list.json", "{\"id\": 1}\n"),
        ("notices/a.docx", "PK"),
    ] {
        portal.put(&format!("{VILLAGE}/{at}"), text);
    }
    let ran = portal.check().expect(0);
    assert_eq!(ran.err.matches("notice[unexpected-file]").count(), 4, "{}", ran.err);
}

#[test]
fn litter_is_passed_over_beside_its_file_and_told_without_it() {
    for name in [
        "2026-03.yaml.filepart",
        "2026-03.yaml.tmp",
        "2026-03.yaml.part",
        "2026-03.yaml.crdownload",
        "2026-03.yaml.swp",
        ".2026-03.yaml",
        ".2026-03.yaml.icloud",
        "#2026-03.yaml#",
        "~$2026-03.yaml",
        "._2026-03.yaml",
        ".~lock.2026-03.yaml#",
        "__MACOSX/._2026-03.yaml",
        ".stversions/2026-03.yaml",
        "@eaDir/2026-03.yaml",
    ] {
        let (portal, _) = with_month();
        portal.put(&format!("{VILLAGE}/finance/{name}"), "\0");
        assert_eq!(strict(&portal).expect(0).err, "", "{name}");
        portal.build().expect(0);
        portal.remove(&format!("{VILLAGE}/{MONTH}"));
        let ran = strict(&portal).expect(1);
        let said = format!("finance/{name}: notice[record-left-behind]: {VILLAGE}/{MONTH} 不在");
        assert!(ran.err.contains(&said), "{said}\n{}", ran.err);
        portal.check().expect(0);
        // It was published: now its loss is a mistake.
        let ran = portal.build().expect(1);
        assert!(ran.err.contains("error[published-record-gone]"), "{name}: {}", ran.err);
    }
    let (portal, _) = with_month();
    for name in ["finance/.DS_Store", "notices/.git/config.yaml", ".stversions/notices/a.md"] {
        portal.put(&format!("{VILLAGE}/{name}"), "x");
    }
    assert_eq!(strict(&portal).expect(0).err, "");
}

#[test]
fn a_village_in_a_folder_with_a_hidden_name_is_told() {
    let head = UNIT.replace("shangcun", "dongwan").replace("上村", "东湾");
    for (folder, code) in [
        (".dongwan", "content/units/.dongwan: error[misnamed-file]"),
        ("shangcun/.dongwan", "content/units/shangcun/.dongwan: error[misnamed-file]"),
        ("shangcun/.old/dongwan", "content/units/shangcun/.old: error[misnamed-file]"),
        ("_dongwan", "_dongwan/unit.yaml:1:5: error[invalid-id]"),
        ("dongwan.bak", "dongwan.bak/unit.yaml:1:5: error[invalid-id]"),
        ("东湾 - 副本", "东湾 - 副本/unit.yaml:1:5: error[invalid-id]"),
        ("@eaDir/dongwan", "@eaDir/dongwan/unit.yaml: notice[record-left-behind]"),
        (".Trash-1000/files/dongwan", "unit.yaml: notice[record-left-behind]"),
    ] {
        let portal = Portal::new();
        portal.put(&format!("content/units/{folder}/unit.yaml"), &head);
        let ran = strict(&portal).expect(1);
        assert!(ran.err.contains(code), "{code}\n{}", ran.err);
    }
    let portal = Portal::new();
    portal.put("content/units/.Trash-1000/files/dongwan/unit.yaml", &head);
    portal.put("content/units/.dongwan/unit.yaml", &head);
    portal.put("content/units/dongwan/unit.yaml", &head);
    assert_eq!(strict(&portal).expect(0).err, "", "a copy beside the village itself");
}

#[test]
fn a_name_and_the_period_inside_are_one() {
    let (portal, text) = with_month();
    let lines = "日期,凭证号,摘要,收支,科目,金额\n";
    for (name, period) in
        [("finance/2026-02.yaml", "2026-02"), ("finance/2026-02-村.yaml", "2026-02")]
    {
        let (portal, text) = with_month();
        portal.remove(&format!("{VILLAGE}/{MONTH}")).put(&format!("{VILLAGE}/{name}"), &text);
        let ran = portal.check().expect(1);
        let file = name.rsplit('/').next().expect("a name");
        let said = format!(
            "{name}:1:9: error[misnamed-file]: 文件名 `{file}` 说的是 {period}，所属期写的是 2026-03"
        );
        assert!(ran.err.contains(&said), "{said}\n{}", ran.err);
    }
    // Lines of another month, and a year's register under the name of the next.
    let other = text.replace(&format!("lines: [{LINE}}}]"), "lines_file: 2026-02.csv");
    portal.put(&format!("{VILLAGE}/{MONTH}"), other);
    portal.put(&format!("{VILLAGE}/finance/2026-02.csv"), lines);
    let ran = portal.check().expect(1);
    assert!(ran.err.contains("文件名 `2026-02.csv` 说的是 2026-02"), "{}", ran.err);
    let portal = Portal::new();
    for (name, right) in
        [("2026-02", true), ("2026-03", true), ("2026-03-12", true), ("2025", false)]
    {
        // A notice of February that was posted in March may bear the name of either.
        let notice = NOTICE.replace("period: 2026-03", "period: 2026-02");
        portal.put(&format!("{VILLAGE}/notices/{name}.md"), notice);
        let ran = portal.check();
        let told = ran.err.contains(&format!("文件名 `{name}.md` 说的是"));
        assert_eq!(told, !right, "{name}: {}", ran.err);
        portal.remove(&format!("{VILLAGE}/notices/{name}.md"));
    }
}

#[test]
fn a_record_does_not_go_from_the_site_without_a_word() {
    let (portal, text) = with_month();
    portal.put(&format!("{VILLAGE}/notices/a.md"), NOTICE);
    portal.build().expect(0);
    let before = portal.site();
    for (file, address) in
        [(MONTH, "shangcun/finance/2026-03"), ("notices/a.md", "shangcun/notices/sc-n-1")]
    {
        let path = format!("{VILLAGE}/{file}");
        let kept = fs::read(portal.path(&path)).expect("a file");
        portal.remove(&path);
        for more in [&[][..], &["--keep-going"]] {
            let ran = portal
                .run(&[&["build", "--format", "short", "--lang", "zh"], more].concat())
                .expect(1);
            let said = format!(
                "unit.yaml: error[published-record-gone]: 上次生成的门户里有 {address}，资料里现在没有它"
            );
            assert!(ran.err.contains(&said), "{said}\n{}", ran.err);
            assert_eq!(ran.err.matches("published-record-gone").count(), 1, "{}", ran.err);
            assert!(portal.site() == before, "nothing was written");
        }
        portal.put(&path, kept);
    }
    // A day that has not come takes a word; another id that is told is a reason.
    portal.edit(
        &format!("{VILLAGE}/notices/a.md"),
        "published: 2026-03-12",
        "published: 2026-07-12",
    );
    assert!(portal.build().expect(2).err.contains("shangcun/notices/sc-n-1：2026-07-12"));
    portal.run(&["build", "--yes"]).expect(0);
    assert!(!portal.site().contains_key("shangcun/notices/sc-n-1.html"));
    portal.put(&format!("{VILLAGE}/notices/a.md"), NOTICE);
    portal.build().expect(0);
    portal.edit(&format!("{VILLAGE}/notices/a.md"), "id: SC-N-1", "id: SC-N-2");
    portal.build().expect(1);
    let moved = format!("{UNIT}moved:\n  - {{kind: notice, from: SC-N-1, to: SC-N-2}}\n");
    portal.put(&format!("{VILLAGE}/unit.yaml"), moved);
    portal.build().expect(0);
    portal.remove(&format!("{VILLAGE}/{MONTH}"));
    portal.run(&["build", "--yes"]).expect(0);
    assert!(!portal.site().contains_key("shangcun/finance/2026-03.html"));
    portal.put(&format!("{VILLAGE}/{MONTH}"), text);
    portal.build().expect(0);
}

#[test]
fn a_record_does_not_go_from_a_target_whose_site_was_built_elsewhere() {
    let portal = Portal::new();
    let targets = "targets:\n  - {name: web, kind: folder, where: web}\n";
    portal.put("content/portal.yaml", format!("{PORTAL}{targets}"));
    lay(&portal, false);
    let publish =
        |more: &[&str]| portal.run(&[&["publish", "--lang", "zh", "--no-accept"], more].concat());
    publish(&[]).expect(0);
    let gone = format!("{VILLAGE}/finance/2026-04.yaml");
    let kept = fs::read(portal.path(&gone)).expect("a month");
    portal.remove(&gone);
    // A fresh checkout has no site to compare with.
    fs::remove_dir_all(portal.path("site")).expect("a site");
    for more in [&["--dry-run"][..], &[]] {
        let ran = publish(more).expect(2);
        let said = "会删去 1 份公开（shangcun/finance/2026-04）";
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    // Held back until its day it goes with a word.
    let text =
        String::from_utf8(kept).expect("text").replace("published: 2026-05", "published: 2026-08");
    portal.put(&gone, text);
    fs::remove_dir_all(portal.path("site")).expect("a site");
    assert!(publish(&[]).expect(2).err.contains("shangcun/finance/2026-04：2026-08"));
    publish(&["--yes"]).expect(0);
    assert!(!portal.path("web/shangcun/finance/2026-04.html").exists());
    portal.remove(&format!("{VILLAGE}/finance/2026-03.yaml"));
    fs::remove_dir_all(portal.path("site")).expect("a site");
    publish(&["--yes"]).expect(0);
}

#[test]
fn a_setting_that_is_mistaken_leaves_the_others_in_force() {
    let portal = Portal::new();
    let settings =
        "settings:\n  cash_limit: 五千\n  holidays:\n    - {from: 2026-01-01, to: 哪天}\n";
    portal.put(
        "content/portal.yaml",
        format!("{PORTAL}{settings}targets:\n  - {{name: web, kind: 云}}\n"),
    );
    portal.put(
        &format!("{VILLAGE}/notices/a.md"),
        NOTICE.replace("published: 2026-03-12", "published: 2026-07-12"),
    );
    let ran = portal.check().expect(1);
    // By the as-of day of the file, not by that of the machine.
    assert!(
        ran.err.contains("notice[not-public-yet]: 公开日期 2026-07-12，截至 2026-06-30"),
        "{}",
        ran.err
    );
    for code in ["invalid-money", "invalid-date", "unknown-choice"] {
        assert!(ran.err.contains(&format!("error[{code}]")), "{code}: {}", ran.err);
    }
}

#[test]
fn what_was_not_asked_of_a_record_that_could_not_be_read_is_said() {
    let (portal, text) = with_month();
    portal.put(&format!("{VILLAGE}/{MONTH}"), text.replace("amount: 100.00", "amount: 一百多"));
    let ran = portal.run(&["check", "--lang", "zh"]).expect(1);
    let said = "；1 份没有读完，合计、余额、凭证这些还没有核对";
    assert!(ran.both().contains(said), "{}", ran.both());
}

#[test]
fn a_formula_without_end_is_told() {
    let portal = Portal::new();
    for (id, of) in [
        ("deep", format!("{}a{}", "(".repeat(5000), ")".repeat(5000))),
        ("long", "a+".repeat(50_000) + "a"),
    ] {
        let kind = format!(
            "id: {id}\nname: 试{id}\nname_en: Test {id}\ngloss: 试。\ngroup: services\nbasis: 目录\nfields:\n  \
             - {{name: a, words: 数甲, words_en: a, type: count}}\n  - {{name: b, words: 数乙, words_en: b, type: count}}\n\
             formulas:\n  - {{formula: b = {of}}}\n"
        );
        portal.put(&format!("content/kinds/{id}.yaml"), kind);
    }
    let ran = portal.check().expect(1);
    for said in [
        "deep.yaml:11:15: error[kind-unclear]: 算式里的括号套得太深",
        "long.yaml:11:15: error[kind-unclear]: 算式太长",
    ] {
        assert!(ran.err.contains(said), "{said}\n{}", ran.err);
    }
}

#[test]
fn a_unit_does_not_stand_where_a_publication_lays_a_file() {
    let portal = Portal::new();
    let targets =
        "targets:\n  - {name: web, kind: git, where: ../pages.git, cname: a.example.org}\n";
    portal.put("content/units/cname/unit.yaml", UNIT.replace("shangcun", "cname"));
    portal.check().expect(0);
    portal.put("content/portal.yaml", format!("{PORTAL}{targets}"));
    let ran = portal.check().expect(1);
    assert!(
        ran.err.contains("error[address-taken]: 成品 CNAME（来自 content/portal.yaml）和 cname"),
        "{}",
        ran.err
    );
}

#[test]
fn a_zip_is_written_beside_what_is_somebodys_own() {
    let (portal, _) = with_month();
    portal.put("p.zip.sunlit-part", "precious\n");
    portal.put("p.zip.sunlit-part-1", "precious\n");
    portal.run(&["publish", "--to", "p.zip"]).expect(0);
    portal.put(".sunlit-publish/mine.txt", "x");
    portal.run(&["publish", "--to", "copy"]).expect(0);
    portal.put("copy/.sunlit-publish/mine.txt", "precious\n");
    portal.put(&format!("{VILLAGE}/notices/a.md"), NOTICE);
    portal.run(&["publish", "--to", "copy"]).expect(0);
    for path in ["p.zip.sunlit-part", "p.zip.sunlit-part-1", "copy/.sunlit-publish/mine.txt"] {
        assert_eq!(fs::read_to_string(portal.path(path)).expect("a file"), "precious\n", "{path}");
    }
    assert!(!portal.path("p.zip.sunlit-part-2").exists());
}

#[cfg(unix)]
mod pipes {
    use std::process::Command;

    use super::*;

    fn pipe(portal: &Portal, at: &str) {
        let path = portal.path(at);
        let _ = fs::remove_file(&path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
    }

    /// Whoever opens a pipe to read waits for a writer, and the other way round: what opens one never ends.
    #[test]
    fn a_pipe_is_never_waited_for() {
        for (at, arguments, code) in [
            ("site/.sunlit-stage/.lock", &["build"][..], 0),
            ("site/SHA256SUMS", &["build"], 0),
            ("site/shangcun/SHA256SUMS", &["build"], 0),
            ("site/index.html", &["build"], 0),
            ("site/SHA256SUMS", &["publish", "--dry-run", "--to", "copy"], 0),
            ("copy/index.html", &["publish", "--to", "copy"], 0),
            ("copy/SHA256SUMS", &["publish", "--to", "copy"], 0),
            ("copy/.sunlit-publish/lock", &["publish", "--to", "copy"], 0),
            ("copy/.sunlit-publish/part", &["publish", "--to", "copy"], 0),
            ("p.zip", &["publish", "--to", "p.zip"], 2),
            ("content/published.lock", &["check"], 1),
            ("content/portal.yaml", &["check"], 2),
            ("content/units/shangcun/unit.yaml", &["check"], 1),
            ("themes/sunlight/parts/head.html", &["check"], 0),
        ] {
            let (portal, _) = with_month();
            portal.run(&["publish", "--to", "copy"]).expect(0);
            pipe(&portal, at);
            portal.run(arguments).expect(code);
        }
    }
}
