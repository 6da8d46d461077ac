//! Names: near misses are told with the right name, litter is passed over, and no name leads out of the content.

use std::fs;

use crate::portal::{LINE, PORTAL, Portal, UNIT, VILLAGE, ledger};

const NOTICE: &str = "---\nid: SC-N-1\ntitle: 慰问老人\nclass: 村务\nperiod: 2026-03\n\
published: 2026-03-12\nplain: 看望了 3 位老人。\nreview: {by: 曾宪章, date: 2026-03-10}\n---\n看望老人。\n";

/// A portal whose village has a month, at this place in its folder.
fn with_month(at: &str) -> Portal {
    let portal = Portal::new();
    let text =
        ledger("SC-1", &format!("period: 2026-03\nopening_bank: 100.00\nlines: [{LINE}}}]\n"));
    portal.put(&format!("{VILLAGE}/{at}"), text);
    portal
}

#[track_caller]
fn told(portal: &Portal, file: &str, right: &str) {
    let ran = portal.build().expect(1);
    let said = format!("{file}: error[misnamed-file]: 名字或位置不对，应是 {right}\n");
    assert!(ran.err.contains(&said), "{said}{}", ran.err);
    assert!(!portal.path("site").exists() || portal.site().is_empty(), "nothing is published");
}

#[test]
fn a_month_under_a_name_that_is_nearly_right_is_told_with_the_right_one() {
    let right = format!("{VILLAGE}/finance/2026-03.yaml");
    for name in [
        "finance/2026-03.yml",
        "finance/2026-03.yaml.txt",
        "finance/2026-03.YAML",
        "财务/2026-03.yaml",
        "2026-03.yaml",
        "finance/2026-03 - 副本.yaml",
        "finance/2026-03 (1).yaml",
        "Finance/2026-03.yaml",
        "finance/2026-03（修改）.yaml",
        "finance/2026-3.yaml",
        "finance/2026-03/2026-03.yaml",
        "finance/２０２６-０３.yaml",
        "finance/2026-03.yaml.bak",
        "finance/2026-03 (冲突副本).yaml",
    ] {
        let portal = with_month(name);
        told(&portal, &format!("{VILLAGE}/{name}"), &right);
        // Beside the right one a copy is told too, and what the two say is not held against each other.
        let portal = with_month("finance/2026-03.yaml");
        let copy = fs::read(portal.path(&right)).unwrap();
        portal.put(&format!("{VILLAGE}/{name}"), copy);
        let quiet = name.ends_with(".bak") || name.contains("冲突");
        let ran = portal.check().expect(i32::from(!quiet));
        assert_eq!(ran.err.matches("error[").count(), usize::from(!quiet), "{name}: {}", ran.err);
    }
}

#[test]
fn the_mistakes_in_a_file_under_a_wrong_name_are_told_with_it() {
    let portal = Portal::new();
    portal.put(&format!("{VILLAGE}/财务/2026-03.yml"), ledger("SC-1", "period: 三月\n"));
    let ran = portal.check().expect(1);
    assert!(ran.err.contains("error[misnamed-file]"), "{}", ran.err);
    assert!(ran.err.contains("2026-03.yml:1:9: error[invalid-period]"), "{}", ran.err);
}

#[test]
fn folders_and_endings_of_other_kinds_are_told_too() {
    let portal = Portal::new();
    let kind = "id: wells\nname: 水井\nname_en: Wells\ngloss: 水井。\ngroup: services\nbasis: 目录\nfields:\n  \
                - {name: depth, words: 深度, words_en: depth, type: text, required: true}\n";
    portal.put("content/kinds/wells.yaml", kind);
    for (at, right) in [
        ("村务公开/a.md", "notices/a.md"),
        ("notices/a.yaml", "notices/a.md"),
        ("notices/a.md.txt", "notices/a.md"),
        ("notices/a.MD", "notices/a.md"),
        ("notice/a.md", "notices/a.md"),
        ("资源合同/a.yaml", "contracts/a.yaml"),
        ("合同/a.yml", "contracts/a.yaml"),
        ("水井/a.yaml", "wells/a.yaml"),
        ("Wells/a.yaml", "wells/a.yaml"),
        ("notices/2026/a.md", "notices/a.md"),
    ] {
        portal.put(&format!("{VILLAGE}/{at}"), NOTICE);
        let ran = portal.check().expect(1);
        let said = format!(
            "{VILLAGE}/{at}: error[misnamed-file]: 名字或位置不对，应是 {VILLAGE}/{right}\n"
        );
        // Some systems know no capitals.
        assert!(ran.err.contains(&said) || at.starts_with("Wells"), "{said}{}", ran.err);
        portal.remove(&format!("{VILLAGE}/{at}"));
    }
    portal.put(&format!("{VILLAGE}/草稿/b.md"), NOTICE);
    let ran = portal.check().expect(1);
    assert!(ran.err.contains("草稿/b.md: error[misnamed-file]: 这份资料没有用到"), "{}", ran.err);
    portal.put(&format!("{VILLAGE}/草稿/a.yaml"), "x: 1\n");
    let ran = portal.check().expect(1);
    assert!(ran.err.contains("草稿/a.yaml: error[misnamed-file]: 这份资料没有用到"), "{}", ran.err);
}

#[test]
fn what_is_no_record_is_a_notice_at_most() {
    let portal = with_month("finance/2026-03.yaml");
    for name in ["README.txt", "notices/README.md", "finance/2026-03.xlsx", "照片/a.jpg"] {
        portal.put(&format!("{VILLAGE}/{name}"), "说明");
    }
    let ran = portal.build().expect(0);
    assert_eq!(ran.err.matches("notice[unexpected-file]").count(), 4, "{}", ran.err);
}

/// A record lies in its unit, under a name of its own.
#[test]
fn a_record_of_no_unit_and_a_second_one_in_a_file_are_errors() {
    let notice = "---\nid: N-2\ntitle: 会议\nclass: 村务\nperiod: 2026-03\npublished: 2026-03-12\nplain: 开了会。\n---\n到会 28 人。\n";
    for (place, text) in [
        ("content/notices/second.md", notice),
        ("content/shangcun/notices/second.md", notice),
        ("content/second.md", notice),
        ("content/second.txt", notice),
        ("content/finance/2026-03.csv", "日期,摘要\n"),
    ] {
        let portal = with_month("finance/2026-03.yaml");
        portal.put(place, text);
        let ran = portal.check().expect(1);
        assert!(ran.err.contains(&format!("{place}: error[misnamed-file]")), "{}", ran.err);
        let ran = portal.run(&["check", "--lang", "zh"]).expect(1);
        assert!(ran.err.contains("别的放那个单位里那一类的文件夹"), "{}", ran.err);
    }
    let portal = with_month("finance/2026-03.yaml");
    portal.put("content/README.md", "# 说明\n").put("content/表.csv", "日期,摘要\n");
    portal.check().expect(0);
    let at = format!("{VILLAGE}/notices/a.md");
    let reviewed = |id: &str| {
        let review = "review: {by: 曾宪章, date: 2026-03-10}\n---\n到会";
        notice.replace("N-2", id).replace("---\n到会", review)
    };
    portal.put(&at, format!("{}\n{}", reviewed("N-1"), reviewed("N-2")));
    let ran = portal.check().expect(1);
    assert!(
        ran.err.contains("notices/a.md:12:1: error[misnamed-file]: 这里又是一个文件头"),
        "{}",
        ran.err
    );
    portal.put(&at, format!("{}\n---\n\n另有两人请假。\n\n---\n", reviewed("N-1")));
    portal.check().expect(0);
}

#[test]
fn a_unit_whose_head_is_lost_or_misnamed_is_an_error_and_stays_published() {
    let head = format!("{VILLAGE}/unit.yaml");
    for name in ["unit.yml", "Unit.yaml", "unit.yaml.txt", "单位.yaml", "unit (1).yaml", ""] {
        let portal = with_month("finance/2026-03.yaml");
        portal.put("content/units/xiacun/unit.yaml", UNIT.replace("shangcun", "xiacun"));
        portal.build().expect(0);
        let before = portal.site();
        portal.remove(&head);
        let said = match name {
            "" => format!("{head}: error[missing-file]: 没有这个文件：文件夹里有公开资料"),
            name => {
                portal.put(&format!("{VILLAGE}/{name}"), UNIT);
                format!("{VILLAGE}/{name}: error[misnamed-file]: 名字或位置不对，应是 {head}")
            }
        };
        for arguments in [
            &["build", "--format", "short", "--lang", "zh"][..],
            &["build", "--keep-going", "--format", "short", "--lang", "zh"],
        ] {
            let ran = portal.run(arguments).expect(1);
            assert!(ran.err.contains(&said), "{said}\n{}", ran.err);
            assert_eq!(portal.site(), before, "{name}");
        }
    }
}

#[test]
fn a_village_inside_a_town_that_lost_its_head_is_told() {
    let portal = Portal::new();
    portal.put(
        "content/units/shangcun/xiacun/finance/2026-03.yaml",
        ledger("X-1", "period: 2026-03\n"),
    );
    let ran = portal.check().expect(1);
    assert!(ran.err.contains("shangcun/xiacun/unit.yaml: error[missing-file]"), "{}", ran.err);
}

#[test]
fn a_portal_without_a_unit_does_not_end_well() {
    let portal = Portal::bare();
    portal.put("content/portal.yaml", PORTAL);
    let ran = portal.build().expect(1);
    assert!(ran.err.contains("content/units: error[missing-file]: 一个单位也没有"), "{}", ran.err);
    let portal = Portal::bare();
    portal.put("content/portal.yaml", PORTAL).put("content/单位/shangcun/unit.yaml", UNIT);
    told(&portal, "content/单位/shangcun/unit.yaml", "content/units/shangcun/unit.yaml");
    let portal = Portal::bare();
    portal.put("content/portal.yml", PORTAL);
    let ran = portal.check().expect(2);
    assert!(ran.err.contains("有 content/portal.yml：改名为 portal.yaml"), "{}", ran.err);
}

#[test]
fn the_litter_of_systems_and_editors_is_not_asked_about() {
    let portal = with_month("finance/2026-03.yaml");
    for name in [
        "._2026-03.yaml",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "~$2026-03.xlsx",
        ".~lock.2026-03.csv#",
        ".git/config.yaml",
        ".svn/a.md",
        ".2026-03.yaml.swp",
        "2026-03.yaml~",
        "#2026-03.yaml#",
        "2026-03.yaml.bak",
        "__MACOSX/._2026-03.yaml",
        ".syncthing.2026-03.yaml.tmp",
        "a.tmp",
        "$RECYCLE.BIN/2026-03.yaml",
        "@eaDir/2026-03.yaml",
        "2026-03.sync-conflict-20260401-101010-ABCDEFG.yaml",
        "2026-03 (conflicted copy).yaml",
    ] {
        portal.put(&format!("{VILLAGE}/finance/{name}"), "\tno: record\0\n");
    }
    let ran = portal.run(&["check", "--strict", "--format", "short", "--lang", "zh"]).expect(0);
    assert_eq!(ran.err, "");
    // It may lie in a public repository all the same.
    let number = ["138", "1234", "5678"].concat();
    portal.put(&format!("{VILLAGE}/finance/2026-03.yaml~"), format!("phone: {number}\n"));
    let ran = portal.check().expect(1);
    assert!(ran.err.contains("2026-03.yaml~:1:8: error[personal-number]"), "{}", ran.err);
}

#[test]
fn what_was_built_is_no_content() {
    let portal = with_month("finance/2026-03.yaml");
    for command in ["build", "board", "review"] {
        let ran = portal.run(&[command, "-o", "content/made", "--lang", "zh"]).expect(2);
        assert!(ran.err.contains("成品不能放进去"), "{command}: {}", ran.err);
        assert!(!portal.path("content/made").exists());
    }
    portal.run(&["build", "-o", "made"]).expect(0);
    fs::rename(portal.path("made"), portal.path("content/units/made")).expect("a folder");
    let ran = portal.check().expect(1);
    let said = "content/units/made: error[output-in-content]: 这里是 sunlit 生成的成品，不是资料，没有看里面\n";
    assert_eq!(ran.err, said);
}

#[test]
fn a_folder_with_the_name_of_a_file_hides_nothing() {
    let portal = Portal::new();
    fs::create_dir_all(portal.path(&format!("{VILLAGE}/finance/2026-03.yaml"))).expect("a folder");
    let ran = portal.check().expect(1);
    assert!(ran.err.contains("2026-03.yaml: error[misnamed-file]: 这是一个文件夹"), "{}", ran.err);
    let portal = Portal::new();
    let notice = NOTICE.replace(
        "review:",
        "attachments: [{file: 合同.rar, title: 合同, redacted: true}]\nreview:",
    );
    portal.put(&format!("{VILLAGE}/notices/a.md"), notice);
    portal.put(&format!("{VILLAGE}/notices/合同.rar/合同.pdf"), "x");
    let ran = portal.check().expect(1);
    assert!(ran.err.contains("`合同.rar` 是一个文件夹，不是文件"), "{}", ran.err);
}

#[test]
fn ids_that_windows_takes_for_devices_are_refused() {
    let portal = Portal::new();
    portal.put("content/units/aux/unit.yaml", UNIT.replace("shangcun", "aux"));
    for (at, id) in ["con", "NUL", "Com1", "lpt9"].iter().enumerate() {
        let text = NOTICE.replace("SC-N-1", id);
        portal.put(&format!("{VILLAGE}/notices/{at}.md"), text);
    }
    portal.put("content/kinds/nul.yaml", "id: nul\n");
    let ran = portal.check().expect(1);
    assert_eq!(ran.err.matches("error[invalid-id]").count(), 4, "{}", ran.err);
    for name in ["units/aux", "kinds/nul.yaml"] {
        assert!(
            ran.err.contains(&format!(
                "content/{name}: error[unsafe-path]: 文件名是 Windows 留给设备的名字"
            )),
            "{}",
            ran.err
        );
    }
}

/// A name with a backslash is a name; on another system it would be the way to a file outside.
#[cfg(unix)]
#[test]
fn no_name_leads_out_of_the_content() {
    let portal = Portal::new();
    portal.put("outside.md", NOTICE.replace("慰问老人", "外面的"));
    for name in [
        "..\\..\\..\\..\\outside.md",
        ".\\outside.md",
        "a:b.md",
        "x?.md",
        "con.md",
        "a.md ",
        "a\u{7}.md",
    ] {
        portal.put(&format!("{VILLAGE}/notices/{name}"), "");
    }
    let ran = portal.run(&["build", "--keep-going", "--format", "short", "--lang", "zh"]).expect(1);
    assert_eq!(ran.err.matches("error[unsafe-path]").count(), 7, "{}", ran.err);
    assert!(!ran.both().contains("外面的") && portal.site().is_empty(), "{}", ran.err);
    let notice = NOTICE.replace(
        "review:",
        "attachments: [{file: '..\\..\\..\\..\\outside.md', title: 外, redacted: true}]\nreview:",
    );
    let portal = Portal::new();
    portal.put(&format!("{VILLAGE}/notices/a.md"), notice).put("outside.md", "外面的");
    let ran = portal.check().expect(1);
    assert!(
        ran.err.contains("error[unsafe-path]: `..\\..\\..\\..\\outside.md` 不是单单一个文件名"),
        "{}",
        ran.err
    );
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_project() {
    use std::os::unix::fs::symlink;
    let elsewhere = Portal::new();
    elsewhere.put("secret/portal.yaml", PORTAL.replace("测试县", "别处县"));
    elsewhere.put("secret/themes/assets/secret.css", "/* secret */");
    let portal = with_month("finance/2026-03.yaml");
    symlink(elsewhere.path("secret"), portal.path("themes")).expect("a link");
    fs::create_dir_all(portal.path("private")).expect("a folder");
    symlink(elsewhere.path("secret/portal.yaml"), portal.path("private/relatives.yaml"))
        .expect("a link");
    let ran = portal.run(&["check", "--internal", "--format", "short"]).expect(1);
    assert!(ran.err.contains("private/relatives.yaml: error[unreadable-file]"), "{}", ran.err);
    let told = "private/relatives.yaml: error[link-not-followed]";
    assert!(portal.build().expect(1).err.contains(told));
    portal.remove("private/relatives.yaml");
    let told = "themes: error[link-not-followed]";
    assert!(portal.build().expect(1).err.contains(told), "a theme that is not used");
    portal.remove("themes").put("themes/sunlight/assets/own.css", "/* own */");
    for name in ["themes/sunlight/assets/secret.css", "themes/sunlight/assets/secret"] {
        let from = match name.ends_with(".css") {
            true => elsewhere.path("secret/themes/assets/secret.css"),
            false => elsewhere.path("secret"),
        };
        symlink(from, portal.path(name)).expect("a link");
        let said = format!("{name}: error[link-not-followed]");
        assert!(portal.build().expect(1).err.contains(&said), "{said}");
        portal.remove(name);
    }
    portal.build().expect(0);
    assert!(portal.site().keys().all(|path| !path.contains("secret")));
    fs::create_dir_all(elsewhere.path("empty")).expect("a folder");
    symlink(elsewhere.path("empty"), portal.path(&format!("{VILLAGE}/notices"))).expect("a link");
    portal.run(&["new", "notice", "--unit", "shangcun"]).expect(2);
    assert_eq!(fs::read_dir(elsewhere.path("empty")).expect("a folder").count(), 0);
    portal.remove("content/portal.yaml");
    symlink(elsewhere.path("secret/portal.yaml"), portal.path("content/portal.yaml"))
        .expect("a link");
    let ran = portal.check().expect(1);
    assert!(ran.err.contains("content/portal.yaml: error[unreadable-file]"), "{}", ran.err);
}

/// Work is counted by what it leaves: each mistake told costs a look at all fields.
#[test]
fn a_file_of_endless_keys_or_columns_ends_with_a_message() {
    let portal = Portal::new();
    let keys: String = (0..30_000).map(|n| format!("unknown_{n}: 1\n")).collect();
    portal.put(&format!("{VILLAGE}/finance/2026-03.yaml"), keys);
    portal.put_ledger("2026-04", "period: 2026-04\nlines_file: 2026-04.csv\n");
    let columns: String = (0..30_000).map(|n| format!("column {n},")).collect();
    portal.put(&format!("{VILLAGE}/finance/2026-04.csv"), format!("date,amount,{columns}\n"));
    let ran = portal.check().expect(1);
    let of = |file: &str| ran.err.lines().filter(|line| line.contains(file)).count();
    assert_eq!(of("2026-03.yaml:"), 200);
    assert_eq!(of("2026-04.csv:"), 1);
    assert!(
        ran.err.contains("2026-04.csv:1:1: error[invalid-csv]: 这一行超过 200 列"),
        "{}",
        &ran.err[..400]
    );
}
