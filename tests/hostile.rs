//! Projects and folders with traps laid by somebody else: nothing of others is deleted or written over.

use std::fs;

use crate::killed::{lay, sum};
use crate::portal::{PORTAL, Portal, Ran, UNIT, VILLAGE, tree};

/// A portal with something beside it that belongs to somebody.
pub fn with_victim() -> Portal {
    let portal = Portal::new();
    lay(&portal, false);
    portal.put("victim.txt", "precious\n");
    portal
}

#[track_caller]
pub fn unharmed(portal: &Portal, path: &str) {
    let text = fs::read_to_string(portal.path(path));
    assert_eq!(text.unwrap_or_else(|error| panic!("{path}: {error}")), "precious\n", "{path}");
}

/// A list of files as `sha256sum` makes it.
pub fn list(files: &[(&str, &str)]) -> String {
    files.iter().map(|(path, text)| format!("{}  {path}\n", sum(text))).collect()
}

#[test]
fn a_journal_is_believed_for_what_we_wrote_alone() {
    let hash = sum("precious\n");
    for with_hash in [false, true] {
        let portal = with_victim();
        portal.put("site/own/mine.txt", "precious\n").put("site/.git/config", "precious\n");
        portal.put("site/shangcun/mine.html", "precious\n");
        let outside = portal.path("victim.txt").display().to_string();
        let before = if with_hash { format!("{hash}  ") } else { String::new() };
        let mut note = String::new();
        for path in
            ["../victim.txt", &outside, "..\\victim.txt", "own/../../victim.txt", ".git/config"]
        {
            note.push_str(&format!("={before}{path}\n+{before}{path}\n"));
        }
        // Inside, but with other bytes than were put there.
        note.push_str(&format!("={}  shangcun/mine.html\n=own/mine.txt\n", sum("ours\n")));
        portal.put("site/.sunlit-stage/.placing", &note);
        // A folder that bears no mark is not written into at all; one that came with a mark is.
        portal.build().expect(2);
        unharmed(&portal, "victim.txt");
        // Even a note of our own, were one written so, leads to nothing else.
        portal.wrote("site", &note);
        portal.put("site/.sunlit-site", "").put("site/.sunlit-stage/.placing", note);
        let ran = portal.build().expect(0);
        for path in
            ["victim.txt", "site/own/mine.txt", "site/.git/config", "site/shangcun/mine.html"]
        {
            unharmed(&portal, path);
        }
        assert!(ran.err.contains("不是 sunlit 在这里写的，没有照办"), "{}", ran.err);
        assert!(ran.err.contains("shangcun/mine.html：不再生成，但有人改过"), "{}", ran.err);
    }
}

#[test]
fn a_folder_of_others_is_refused_whatever_lists_lie_in_it() {
    let files = [
        ("index.html", "precious\n"),
        ("units.json", "precious\n"),
        ("docs/mine.txt", "precious\n"),
        (".git/config", "precious\n"),
    ];
    for marks in [&[][..], &[".sunlit-stage/.lock"], &["shangcun/SHA256SUMS"]] {
        let portal = with_victim();
        for (path, text) in files {
            portal.put(&format!("theirs/{path}"), text);
        }
        portal.put("theirs/SHA256SUMS", list(&files));
        for mark in marks {
            portal.put(&format!("theirs/{mark}"), list(&[("notes.txt", "precious\n")]));
        }
        portal.put("theirs/shangcun/notes.txt", "precious\n");
        let before = tree(&portal.path("theirs"));
        for words in [
            &["build", "-o", "theirs"][..],
            &["publish", "--to", "theirs"],
            &["board", "-o", "theirs"],
        ] {
            let ran = portal.run(words).expect(2);
            assert!(ran.err.contains("theirs"), "{}", ran.err);
            assert!(tree(&portal.path("theirs")) == before, "{words:?}");
        }
        // Forced, it writes beside them, and goes on deleting nothing of theirs.
        for words in [&["build", "-f", "-o", "theirs"][..], &["build", "-o", "theirs"]] {
            portal.run(words).expect(0);
            for path in ["docs/mine.txt", ".git/config", "shangcun/notes.txt"] {
                unharmed(&portal, &format!("theirs/{path}"));
            }
        }
        lay(&portal, true);
        portal.run(&["build", "--yes", "-o", "theirs"]).expect(0);
        assert!(!portal.path("theirs/xiacun/index.html").exists(), "what is ours goes");
        unharmed(&portal, "theirs/docs/mine.txt");
    }
}

#[test]
fn a_forced_copy_deletes_nothing_of_others() {
    let portal = with_victim();
    let files = [("index.html", "theirs\n"), ("units.json", "{}"), ("mine.txt", "precious\n")];
    for (path, text) in files {
        portal.put(&format!("theirs/{path}"), text);
    }
    portal.put("theirs/SHA256SUMS", list(&files));
    for words in [&["publish", "--to", "theirs", "-f"][..], &["publish", "--to", "theirs"]] {
        portal.run(words).expect(0);
        unharmed(&portal, "theirs/mine.txt");
    }
    let mut there = tree(&portal.path("theirs"));
    there.remove("mine.txt");
    assert!(there == portal.site());
}

/// As sunlit 0.1 left a site: lists and no mark.
fn without_mark(portal: &Portal, folder: &str) {
    let whole = fs::read_to_string(portal.path(&format!("{folder}/SHA256SUMS"))).expect("a list");
    let lines = whole.lines().filter(|line| !line.ends_with("  .sunlit-site"));
    let lines: String = lines.map(|line| format!("{line}\n")).collect();
    portal.put(&format!("{folder}/SHA256SUMS"), lines).remove(&format!("{folder}/.sunlit-site"));
}

#[test]
fn a_site_of_the_first_version_is_taken_over_once() {
    let portal = with_victim();
    portal.build().expect(0);
    portal.run(&["publish", "--to", "copy"]).expect(0);
    let clean = portal.site();
    for folder in ["site", "copy"] {
        without_mark(&portal, folder);
        portal.put(&format!("{folder}/mine.txt"), "precious\n");
    }
    // What it listed and is not made any more is still its own to delete.
    lay(&portal, true);
    let ran = portal.build().expect(2);
    assert!(ran.err.contains("0.1"), "{}", ran.err);
    portal.run(&["build", "--yes", "-f"]).expect(0);
    portal.build().expect(0);
    let ran = portal.run(&["publish", "--to", "copy"]).expect(2);
    assert!(ran.err.contains("0.1"), "{}", ran.err);
    portal.run(&["publish", "--to", "copy", "-f"]).expect(0);
    portal.run(&["publish", "--to", "copy"]).expect(0);
    for folder in ["site", "copy"] {
        unharmed(&portal, &format!("{folder}/mine.txt"));
        let now = tree(&portal.path(folder));
        assert!(now.contains_key("dongcun/index.html") && !now.contains_key("xiacun/index.html"));
        assert!(clean.contains_key("xiacun/index.html") && now.contains_key(".sunlit-site"));
    }
}

#[test]
fn a_page_that_somebody_changed_is_left_and_told() {
    let portal = with_victim();
    portal.run(&["publish", "--to", "copy"]).expect(0);
    lay(&portal, true);
    portal.put("site/xiacun/index.html", "precious\n").put("copy/xiacun/index.html", "precious\n");
    let ran = portal.run(&["publish", "--to", "copy", "--yes", "--lang", "zh"]).expect(0);
    for folder in ["site", "copy"] {
        unharmed(&portal, &format!("{folder}/xiacun/index.html"));
        assert_eq!(tree(&portal.path(&format!("{folder}/xiacun"))).len(), 1, "the rest went");
    }
    assert_eq!(
        ran.err.matches("xiacun/index.html：不再生成，但有人改过").count(),
        2,
        "{}",
        ran.err
    );
}

/// Portal settings with one target.
pub fn aimed(target: &str) -> Portal {
    let portal = with_victim();
    portal.put("content/portal.yaml", format!("{PORTAL}targets:\n  - {{name: web, {target}}}\n"));
    portal
}

pub fn publish(portal: &Portal) -> Ran {
    portal.run(&["publish", "--lang", "zh", "--no-accept", "--yes"])
}

#[test]
fn notes_and_records_that_came_with_a_project_delete_nothing() {
    let portal = aimed("kind: folder, where: web");
    portal.put("web/mine.txt", "precious\n").put("web/index.html", "precious\n");
    let (hash, outside) = (sum("precious\n"), portal.path("victim.txt").display().to_string());
    let mut journal = "-\n".to_string();
    for path in ["../victim.txt", &outside, "a/../../victim.txt", ".git/config", "404.html"] {
        journal.push_str(&format!("{hash}  {path}\n"));
    }
    portal.put(".sunlit/web/journal", journal);
    assert!(publish(&portal).expect(2).err.contains("不是 sunlit 发布的"));
    portal.remove("web/mine.txt").remove("web/index.html");
    publish(&portal).expect(0);
    unharmed(&portal, "victim.txt");

    // A record with a path that leads out is none; one with another hash than the file's deletes it not.
    portal.put("web/mine.txt", "precious\n").put("web/other.txt", "ours\n");
    let record = fs::read_to_string(portal.path("web/publication.json")).expect("a record");
    let entry = |path: &str, text: &str| {
        format!(
            "\"files\":[\n{{\"path\":\"{path}\",\"sha256\":\"{}\",\"size_bytes\":5}},",
            sum(text)
        )
    };
    for path in ["../victim.txt", ".git/config", ".GIT/config", "a\\\\..\\\\..\\\\victim.txt"] {
        let text = record.replacen("\"files\":[", &entry(path, "precious\n"), 1);
        fs::write(portal.path("web/publication.json"), text).expect("a file");
        assert!(publish(&portal).expect(2).err.contains("读不懂"), "{path}");
    }
    let text = record.replacen("\"files\":[", &entry("mine.txt", "ours\n"), 1);
    let text = text.replacen("\"files\":[", &entry("other.txt", "ours\n"), 1);
    fs::write(portal.path("web/publication.json"), &text).expect("a file");
    portal.put(".sunlit/web/seen", sum(&text));
    publish(&portal).expect(0);
    unharmed(&portal, "web/mine.txt");
    assert!(!portal.path("web/other.txt").exists());
}

/// Its readers would be known there, and what they read could change.
#[test]
fn a_theme_that_would_load_from_another_host_is_told() {
    let portal = with_victim();
    portal.put("themes/sunlight/scripts/zz.js", "// a\nfetch('https://x.example/a')\n");
    let ran = portal.check().expect(0);
    let said = "themes/sunlight/scripts/zz.js:2:8: notice[theme-asks-elsewhere]";
    assert!(ran.err.contains(said) && ran.err.contains("https://x.example/a"), "{}", ran.err);
    portal.put("themes/sunlight/scripts/zz.js", "// https://x.example/a\n");
    assert!(!portal.check().expect(0).err.contains("theme-asks-elsewhere"));
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::import::{self, BASE, MARCH};

    fn link(portal: &Portal, from: &str, to: &str) {
        let from = portal.path(from);
        fs::create_dir_all(from.parent().expect("a folder")).expect("folders");
        symlink(portal.path(to), from).expect("a link");
    }

    #[test]
    fn nothing_is_written_through_a_link_that_came_with_a_project() {
        for place in [
            "site/.sunlit-stage/.placing.new",
            "site/.sunlit-stage/.lock",
            "site/.sunlit-stage/.placing",
            "site/SHA256SUMS",
            "site/index.html",
            "copy/.sunlit-publish/lock",
            "copy/.sunlit-publish/part",
            "copy/index.html",
        ] {
            let portal = with_victim();
            portal.put("site/.sunlit-site", "").put("copy/.sunlit-site", "");
            link(&portal, place, "victim.txt");
            // A page's own name that no list of ours names is somebody's, link or not: that takes a word.
            portal.run(&["build", "--force"]).expect(0);
            portal.run(&["publish", "--to", "copy", "--force"]).expect(0);
            portal.run(&["publish", "--to", "portal.zip"]).expect(0);
            unharmed(&portal, "victim.txt");
            assert!(!portal.path(place).is_symlink(), "{place}");
            assert_eq!(tree(&portal.path("copy")), portal.site(), "{place}");
        }
    }

    /// Beside the place of a file that is made anew, by every name that such a file may have.
    #[test]
    fn an_import_writes_through_no_link() {
        for (place, code) in [
            ("content/units/shangcun/finance/.2026-03.yaml.tmp", 0),
            ("content/units/shangcun/finance/2026-03.yaml.sunlit-part", 0),
            ("imports/units/.shangcun.written.tmp", 0),
            ("imports/units/shangcun.written.sunlit-part", 0),
            ("content/units/shangcun/finance/2026-03.yaml", 2),
            ("imports/units/shangcun.written", 2),
        ] {
            let portal = import::portal();
            portal.put("victim.txt", "precious\n");
            link(&portal, place, "victim.txt");
            import::import(&portal, "上村.csv", BASE, &[]).expect(code);
            unharmed(&portal, "victim.txt");
            assert!(place == MARCH || portal.path(MARCH).is_file());
            assert!(place == MARCH || !portal.path(MARCH).is_symlink(), "{place}");
            // Whatever its name, a link that leads somewhere is told.
            if place.starts_with("content/") {
                let said = format!("{place}: error[link-not-followed]");
                assert!(portal.check().expect(1).err.contains(&said), "{said}");
            }
        }
        let portal = Portal::bare();
        fs::create_dir(portal.path("elsewhere")).expect("a folder");
        link(&portal, "content", "elsewhere");
        let ran = portal.run(&["init", ".", "--force", "--lang", "zh"]).expect(2);
        assert!(ran.err.contains("链接"), "{}", ran.err);
        assert!(tree(&portal.path("elsewhere")).is_empty());
    }

    #[test]
    fn a_folder_that_is_a_link_is_no_place_to_write() {
        for (place, words) in [
            ("site", &["build"][..]),
            ("board", &["board"]),
            ("review", &["review"]),
            ("out", &["build", "-o", "out/inside"]),
            ("copy", &["publish", "--to", "copy"]),
            ("copy/.sunlit-publish", &["publish", "--to", "copy"]),
            (".sunlit", &["publish", "web"]),
            (".sunlit/web", &["publish", "web"]),
            ("web", &["publish", "web"]),
        ] {
            let portal = aimed("kind: folder, where: web");
            fs::create_dir(portal.path("elsewhere")).expect("a folder");
            if place.starts_with("copy/") {
                portal.put("copy/.sunlit-site", "");
            }
            link(&portal, place, "elsewhere");
            let ran = portal.run(&[words, &["--lang", "zh"]].concat()).expect(2);
            assert!(ran.err.contains("链接"), "{place}: {}", ran.err);
            assert!(tree(&portal.path("elsewhere")).is_empty(), "{place}");
        }
    }
}

/// Ids that become addresses without being a record's own.
#[test]
fn an_id_that_leads_out_writes_nothing_anywhere() {
    let victim = "../victim.html";
    for head in [
        "removed:\n  - {kind: notice, id: '../../../../../victim', date: 2026-04-12, cause: personal}\n",
        "moved:\n  - {kind: notice, from: '../../../../../victim', to: XS-N-1}\n",
        "books:\n  - {id: village, name: 甲, body: 甲}\n  - {id: '../../../../victim', name: 乙, body: 乙}\n",
    ] {
        let portal = Portal::new();
        portal.put_ledger("2026-03", "period: 2026-03\n");
        portal.build().expect(0);
        let unit = format!("{VILLAGE}/unit.yaml");
        portal.put(&unit, format!("{}{head}", UNIT));
        let before = tree(portal.root());
        let outside = portal.root().join(victim);
        for words in [&["build"][..], &["build", "--keep-going"], &["publish", "--to", "copy"]] {
            let ran = portal.run(words);
            assert!(ran.code != 0 || !head.contains("victim', date"), "{}", ran.both());
            assert!(!outside.exists(), "{head}");
            let now = tree(portal.root());
            let pages = |files: &std::collections::BTreeMap<String, Vec<u8>>| {
                files.keys().filter(|path| path.contains("victim")).count()
            };
            assert_eq!(pages(&now), pages(&before), "{head}");
        }
    }
}

#[test]
fn somebodys_list_in_the_folder_of_a_new_unit_deletes_nothing() {
    let portal = Portal::new();
    portal.put_ledger("2026-03", "period: 2026-03\n");
    portal.build().expect(0);
    portal.put("site/dongwan/own.txt", "precious\n");
    let list = format!("{}  own.txt\n", sum("precious\n"));
    portal.put("site/dongwan/SHA256SUMS", list);
    portal.put("content/units/dongwan/unit.yaml", "id: dongwan\nname: 东湾\nlevel: village\n");
    let before = portal.site();
    let ran = portal.build().expect(2);
    assert!(ran.err.contains("dongwan/SHA256SUMS"), "{}", ran.err);
    assert_eq!(portal.site(), before, "nothing of others is written over");
    portal.run(&["build", "-f"]).expect(0);
    assert_eq!(portal.page("dongwan/own.txt"), "precious\n");
}

#[test]
fn a_record_in_a_place_without_our_mark_deletes_nothing_by_force() {
    let portal = Portal::new();
    portal.put_ledger("2026-03", "period: 2026-03\n");
    let target = "targets:\n  - {name: web, kind: folder, where: web}\n";
    portal.put("content/portal.yaml", format!("{}{target}", PORTAL));
    portal.run(&["publish", "web", "--no-accept"]).expect(0);
    let record = portal.path("web/publication.json");
    let text = std::fs::read_to_string(&record).expect("a record");
    let own = sum("precious\n");
    let forged = text.replace(
        "\"files\":[",
        &format!("\"files\":[\n{{\"path\":\"0.txt\",\"sha256\":\"{own}\",\"size_bytes\":9}},"),
    );
    portal.put("web/publication.json", forged).put("web/0.txt", "precious\n");
    portal.remove("web/.sunlit-site");
    portal.run(&["publish", "web", "--no-accept", "-f"]).expect(0);
    assert_eq!(std::fs::read_to_string(portal.path("web/0.txt")).expect("theirs"), "precious\n");
}
