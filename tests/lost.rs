//! A village goes from a portal only where somebody says so: with a lock of what was published, and without one.

use crate::portal::{PORTAL, Portal, UNIT, VILLAGE, tree};

const NOTICE: &str = "---\nid: N-1\ntitle: 会议\nclass: 村务\nperiod: 2026-03\npublished: 2026-03-12\nplain: 开了会。\n\
    review: {by: 曾宪章, date: 2026-03-10}\n---\n到会 28 人。\n";

/// Two villages, built.
fn built() -> Portal {
    let portal = Portal::new();
    portal.put_ledger("2026-03", "id: SC-03\nperiod: 2026-03\n");
    portal.put("content/units/xiacun/unit.yaml", "id: xiacun\nname: 下村\nlevel: village\n");
    portal.build().expect(0);
    portal
}

#[test]
fn a_unit_does_not_go_with_all_it_published() {
    let portal = built();
    portal.run(&["accept"]).expect(0);
    std::fs::remove_dir_all(portal.path(VILLAGE)).expect("a folder");
    let ran = portal.build().expect(1);
    let told = "content/published.lock: error[published-record-gone]: 单位 `shangcun`";
    assert!(ran.err.contains(told), "{}", ran.err);
}

#[test]
fn without_a_lock_a_unit_does_not_go_with_all_that_was_built() {
    let portal = built();
    let before = portal.site();
    std::fs::rename(portal.path(VILLAGE), portal.path("shangcun")).expect("a folder");
    let ran = portal.build().expect(1);
    let told = "content: error[published-record-gone]: 上次生成的门户里有单位 `shangcun`";
    assert!(ran.err.contains(told), "{}", ran.err);
    assert!(portal.site() == before, "nothing was written");
    // Renamed, it is known by its old id; and whoever means it may let it go.
    let renamed = "id: xincun\nname: 新村\nlevel: village\nformerly:\n  - id: shangcun\n";
    std::fs::rename(portal.path("shangcun"), portal.path("content/units/xincun"))
        .expect("a folder");
    portal.put("content/units/xincun/unit.yaml", renamed);
    portal.build().expect(0);
    std::fs::remove_dir_all(portal.path("content/units/xincun")).expect("a folder");
    portal.run(&["build", "--yes"]).expect(0);
    assert!(!portal.site().keys().any(|path| path.starts_with("shangcun/")));
}

/// A save or a copy that was cut short: the name says nothing of its ending, and what it holds says that it is a record.
#[test]
fn a_record_of_which_a_save_is_left_is_told() {
    let strict = ["check", "--strict", "--format", "short", "--lang", "zh"];
    for (name, right) in [
        ("notices/second.tmp", "notices/second.md"),
        ("notices/second.part", "notices/second.md"),
        ("finance/2026-02.temp", "finance/2026-02.yaml"),
    ] {
        let portal = built();
        let path = format!("{VILLAGE}/{name}");
        portal.put(&path, "x");
        assert!(!portal.run(&strict).err.contains(&path));
        portal.put(&path, "id: N-2\npublished: 2026-03-12\nplain: 开了会。\n");
        let said = format!("{path}: notice[record-left-behind]: {VILLAGE}/{right} 不在");
        assert!(portal.run(&strict).err.contains(&said), "{said}");
    }
}

/// A lock that follows none the target knows: lines taken out, changed, or all of it written anew.
#[test]
fn a_lock_that_does_not_follow_the_one_published_is_told() {
    let portal = built();
    let target = "targets:\n  - {name: web, kind: folder, where: web}\n";
    portal.put("content/portal.yaml", format!("{PORTAL}{target}"));
    let publish = || portal.run(&["publish", "web", "--lang", "zh", "--yes"]);
    let lock = |text: &str| {
        portal.put("content/published.lock", text);
    };
    publish().expect(0);
    let kept = std::fs::read_to_string(portal.path("content/published.lock")).expect("a lock");
    portal.edit("content/units/xiacun/unit.yaml", "name: 下村", "name: 下庄");
    let lines: Vec<&str> = kept.lines().filter(|line| !line.starts_with("SC-03")).collect();
    for changed in
        [lines.join("\n") + "\n", kept.replacen("accepted 2026-06-30", "accepted 2026-06-29", 1)]
    {
        lock(&changed);
        let ran = publish().expect(2);
        assert!(ran.err.contains("不是接着那一份写的"), "{}", ran.err);
    }
    portal.remove("content/published.lock");
    let march = format!("{VILLAGE}/finance/2026-03.yaml");
    portal.edit(&march, "明白话。", "另一句话。");
    portal.run(&["accept"]).expect(0);
    assert!(publish().expect(2).err.contains("不是接着那一份写的"));
    portal.edit(&march, "另一句话。", "明白话。");
    // What follows it is its own, however often it was accepted since.
    lock(&kept);
    for day in ["2026-07-01", "2026-07-02"] {
        portal.run(&["accept", "--as-of", day]).expect(0);
    }
    let now = std::fs::read_to_string(portal.path("content/published.lock")).expect("a lock");
    assert!(now.lines().any(|line| line.starts_with("follows ")), "{now}");
    publish().expect(0);
}

/// The content says nothing of it: a publication that kept old pages was made from the same.
#[test]
fn a_lost_lock_is_missed_where_nothing_else_changed() {
    let portal = built();
    let target = "targets:\n  - {name: web, kind: folder, where: web}\n";
    portal.put("content/portal.yaml", format!("{PORTAL}{target}"));
    let march = format!("{VILLAGE}/finance/2026-03.yaml");
    let publish =
        |more: &[&str]| portal.run(&[&["publish", "--lang", "zh", "--yes"], more].concat());
    publish(&[]).expect(0);
    portal.edit(&march, "明白话。", "另一句话。");
    publish(&["--keep-going"]).expect(1);
    portal.remove("content/published.lock");
    let ran = publish(&[]).expect(2);
    assert!(ran.err.contains("现在的记着 0 份"), "{}", ran.err);
    assert!(!portal.path("content/published.lock").exists());
}

/// A lock that names those before it is lost too where it is written anew.
#[test]
fn a_lock_loses_its_line_of_locks_only_with_a_word() {
    let portal = built();
    let target = "targets:\n  - {name: web, kind: folder, where: web}\n";
    portal.put("content/portal.yaml", format!("{PORTAL}{target}"));
    let publish = || portal.run(&["publish", "--lang", "zh", "--yes"]);
    publish().expect(0);
    portal.put_ledger("2026-04", "id: SC-04\nperiod: 2026-04\n");
    publish().expect(0);
    let lock = std::fs::read_to_string(portal.path("content/published.lock")).expect("a lock");
    assert!(lock.contains("follows "), "{lock}");
    let shorter: Vec<&str> = lock.lines().filter(|line| !line.starts_with("SC-03")).collect();
    for text in ["", &shorter.join("\n")] {
        portal.put("content/published.lock", text);
        assert!(publish().code != 0, "{text}");
    }
    portal.remove("content/published.lock");
    assert!(publish().expect(2).err.contains("不是接着那一份写的"));
    portal.put("content/published.lock", lock);
    publish().expect(0);
}

/// A slip in a year takes nothing from where it was public: a site, a target, a copy and a zip. What was never there waits.
#[test]
fn a_day_of_publication_that_becomes_a_later_one_takes_nothing_away_without_a_word() {
    let portal = built();
    let target = "targets:\n  - {name: web, kind: folder, where: web}\n";
    portal.put("content/portal.yaml", format!("{PORTAL}{target}"));
    let march = format!("{VILLAGE}/finance/2026-03.yaml");
    let places: [(&str, &[&str]); 4] = [
        ("site", &["build"]),
        ("web", &["publish", "web", "--no-accept"]),
        ("copy", &["publish", "--to", "copy"]),
        ("copy.zip", &["publish", "--to", "copy.zip"]),
    ];
    for (_, words) in places {
        portal.run(words).expect(0);
    }
    let kept = std::fs::read_to_string(portal.path(&march)).expect("a month");
    let (day, before) = (kept.split("published: ").nth(1).expect("a day"), tree(portal.root()));
    let later = kept.replacen(&day[..10], "2027-03-10", 1);
    portal.put_ledger("2026-04", "id: SC-04\nperiod: 2026-04\npublished: 2027-04-10\n");
    for (place, words) in places {
        portal.put(&march, &later);
        // The site is made anew: its own lists do not hold the others up.
        if place != "site" {
            std::fs::remove_dir_all(portal.path("site")).expect("a folder");
        }
        let said = "会拿走已经公开的 1 份（shangcun/finance/2026-03：2027-03-10）";
        let ran = portal.run(&[words, &["--lang", "zh"]].concat()).expect(2);
        assert!(ran.err.contains(said), "{place}: {}", ran.err);
        let now = tree(portal.root());
        let of_place = |(path, _): &(&String, &Vec<u8>)| path.starts_with(place);
        assert!(before.iter().filter(of_place).eq(now.iter().filter(of_place)), "{place}");
        portal.run(&[words, &["--yes"]].concat()).expect(0);
        portal.put(&march, &kept);
        portal.run(words).expect(0);
    }
}

/// Where it is not known why one record is gone, the others keep their pages.
#[test]
fn one_lost_record_does_not_take_its_units_last_good_pages_away() {
    let page = "shangcun/notices/n-1";
    let (notice, month) =
        (format!("{VILLAGE}/notices/a.md"), format!("{VILLAGE}/finance/2026-03.yaml"));
    for (lost, locked) in [(&notice, true), (&month, true), (&notice, false)] {
        let portal = built();
        portal.put(&notice, NOTICE);
        portal.build().expect(0);
        if locked {
            portal.run(&["accept"]).expect(0);
        } else {
            portal.put_ledger("2026-04", "id: SC-04\nperiod: 2026-04\nclosing_bank: 1.00\n");
        }
        let before: Vec<String> = portal.site().into_keys().collect();
        portal.remove(lost);
        let again = |more: &[&str]| {
            let words = ["build", "--keep-going", "--format", "short"];
            portal.run(&[&words[..], more].concat()).expect(1).err
        };
        let told = again(&[]);
        assert!(!told.contains("[last-good-not-kept]"), "{told}");
        assert_eq!(portal.site().into_keys().collect::<Vec<_>>(), before, "{lost}");
        // A word to let it go is of no weight against the lock.
        assert_eq!(again(&["--yes"]).contains("[last-good-not-kept]"), !locked, "{lost}");
    }
    // Under another name, and not to be read, it may be for fewer people; a head that is not read to its end may take it away.
    for now in [
        |p: &Portal| {
            p.put(&format!("{VILLAGE}/notices/b.md"), "---\nid: : x\naudience: village\n---\n")
                .root()
                .to_owned()
        },
        |p: &Portal| {
            let gone = "removed:\n  - {kind: notice, id: N-1, date: 2026-06-01, cause: none}\n";
            p.put(&format!("{VILLAGE}/unit.yaml"), format!("{UNIT}{gone}")).root().to_owned()
        },
    ] {
        let portal = built();
        portal.put(&notice, NOTICE);
        portal.build().expect(0);
        portal.remove(&notice);
        now(&portal);
        portal.put_ledger("2026-04", "id: SC-04\nperiod: 2026-04\nclosing_bank: 1.00\n");
        let ran = portal.run(&["build", "--keep-going", "--format", "short"]).expect(1);
        assert!(ran.err.contains("[last-good-not-kept]"), "{}", ran.err);
        assert!(!portal.site().contains_key(&format!("{page}.html")));
    }
}

#[test]
fn a_copy_does_not_go_over_a_publication() {
    let portal = built();
    let target = "targets:\n  - {name: web, kind: folder, where: web}\n";
    portal.put("content/portal.yaml", format!("{PORTAL}{target}"));
    portal.run(&["publish", "web"]).expect(0);
    let ran = portal.run(&["publish", "--to", "web", "--lang", "zh"]).expect(2);
    assert!(ran.err.contains("有发布记录") && ran.err.contains("目标名称"), "{}", ran.err);
    portal.run(&["publish", "--to", "copy"]).expect(0);
}
