//! Lists, notes and records that came with a project: their hashes are right, and they delete nothing until somebody says so.

use std::fs;

use crate::hostile::{aimed, list, publish, unharmed, with_victim};
use crate::killed::{lay, sum};
use crate::portal::{PORTAL, Portal, tree};
use crate::targets::git;

/// The hashes are right and the mark is there: only that this machine never wrote the list tells it from ours.
#[test]
fn lists_and_notes_that_came_with_a_project_delete_nothing() {
    let mut portal = with_victim();
    portal.build().expect(0);
    portal.run(&["publish", "--to", "copy"]).expect(0);
    portal.moved_to_another_machine();
    for folder in ["site", "copy"] {
        let whole =
            fs::read_to_string(portal.path(&format!("{folder}/SHA256SUMS"))).expect("a list");
        let whole = whole + &list(&[("own/mine.txt", "precious\n")]);
        portal.put(&format!("{folder}/SHA256SUMS"), whole);
        portal.put(&format!("{folder}/own/mine.txt"), "precious\n");
    }
    let before = tree(portal.root());
    for words in [&["build"][..], &["build", "--yes"], &["publish", "--to", "elsewhere"]] {
        let ran = portal.run(&[words, &["--lang", "zh"]].concat()).expect(2);
        assert!(ran.err.contains("清单不是在这台电脑上写的"), "{}", ran.err);
        assert!(ran.err.contains("own/mine.txt") && ran.err.contains("--force"), "{}", ran.err);
        assert!(tree(portal.root()) == before, "{words:?}");
    }
    // The note of a killed build too, and a list that comes later, by a pull.
    portal.remove("site/own/mine.txt");
    portal.build().expect(0);
    portal.put("site/own/mine.txt", "precious\n");
    let note = format!("={}  own/mine.txt\n", sum("precious\n"));
    portal.put("site/.sunlit-stage/.placing", note);
    assert!(portal.build().expect(0).err.contains("没有照办"));
    unharmed(&portal, "site/own/mine.txt");
    let ran = portal.run(&["publish", "--to", "copy", "--lang", "zh"]).expect(2);
    assert!(ran.err.contains("own/mine.txt") && ran.err.contains("--yes"), "{}", ran.err);
    unharmed(&portal, "copy/own/mine.txt");
    // Whoever knows the list says so once.
    portal.run(&["publish", "--to", "copy", "--yes"]).expect(0);
    assert!(!portal.path("copy/own/mine.txt").exists());
    lay(&portal, true);
    portal.run(&["publish", "--to", "copy", "--yes"]).expect(0);
    assert!(!portal.path("site/xiacun/index.html").exists(), "its own again");
}

#[test]
fn a_site_from_another_machine_is_taken_over_by_one_word() {
    let mut portal = with_victim();
    portal.build().expect(0);
    let clean = portal.site();
    portal.moved_to_another_machine();
    // Nothing goes: nothing is asked.
    portal.build().expect(0);
    assert!(portal.site() == clean, "the same bytes on every machine");
    portal.moved_to_another_machine();
    lay(&portal, true);
    portal.run(&["build", "--yes"]).expect(2);
    assert!(portal.site() == clean, "nothing was written");
    portal.run(&["build", "--yes", "--force"]).expect(0);
    assert!(!portal.path("site/xiacun/index.html").exists());
}

#[test]
fn what_was_begun_in_a_target_that_came_with_a_project_deletes_nothing() {
    let mut portal = aimed("kind: folder, where: web");
    publish(&portal).expect(0);
    let record = fs::read_to_string(portal.path("web/publication.json")).expect("a record");
    let entry = format!(
        "\"files\":[\n{{\"path\":\"mine.txt\",\"sha256\":\"{}\",\"size_bytes\":9}},",
        sum("precious\n")
    );
    portal.put("web/publication.begun", record.replacen("\"files\":[", &entry, 1));
    portal.put("web/mine.txt", "precious\n");
    let ran = portal.run(&["publish", "--lang", "zh", "--no-accept"]).expect(2);
    assert!(ran.err.contains("mine.txt") && ran.err.contains("--yes"), "{}", ran.err);
    unharmed(&portal, "web/mine.txt");
    // A fresh checkout beside what another machine published goes on where nothing is deleted.
    portal.remove("web/publication.begun");
    portal.moved_to_another_machine();
    portal.run(&["publish", "--no-accept"]).expect(0);
    unharmed(&portal, "web/mine.txt");
}

/// Two clerks with machines of their own, content and lock pulled each time: the lock says whose the record is.
#[test]
fn clerks_who_share_a_target_outside_of_the_project_need_no_word() {
    let shared = tempfile::tempdir().expect("a shared folder");
    let place = shared.path().join("web");
    let (one, other) = (Portal::new(), Portal::new());
    let target = format!("targets:\n  - {{name: web, kind: folder, where: {}}}\n", place.display());
    one.put("content/portal.yaml", format!("{PORTAL}{target}"));
    let pulled = |from: &Portal, to: &Portal| {
        fs::remove_dir_all(to.path("content")).expect("a folder");
        for (path, bytes) in tree(&from.path("content")) {
            to.put(&format!("content/{path}"), bytes);
        }
    };
    let moved = |at: &Portal, from: &str, to: &str| {
        let folder = "content/units/shangcun/notices";
        let head = "content/units/shangcun/unit.yaml";
        at.edit(&format!("{folder}/a.md"), &format!("id: {from}"), &format!("id: {to}"));
        let text = fs::read_to_string(at.path(head)).expect("a head");
        let list = if text.contains("removed:") { "" } else { "removed:\n" };
        at.put(
            head,
            format!(
                "{text}{list}  - {{kind: notice, id: {from}, date: 2026-06-01, cause: request}}\n"
            ),
        );
    };
    let notice = "---\nid: N-1\ntitle: 会议\nclass: 村务\nperiod: 2026-03\npublished: 2026-03-12\nplain: 开了会。\n\
        review: {by: 曾宪章, date: 2026-03-10}\n---\n到会 28 人。\n";
    one.put("content/units/shangcun/notices/a.md", notice);
    let publish = |at: &Portal| at.run(&["publish", "web", "--lang", "zh"]);
    one.run(&["publish", "web", "--yes"]).expect(0);
    pulled(&one, &other);
    publish(&other).expect(0);
    for (at, (from, to)) in [("N-1", "N-2"), ("N-2", "N-3"), ("N-3", "N-4")].iter().enumerate() {
        let (from_whom, by) = if at % 2 == 0 { (&one, &other) } else { (&other, &one) };
        pulled(from_whom, by);
        moved(by, from, to);
        let ran = publish(by).expect(0);
        assert!(!ran.err.contains("删去 0 个"), "{}", ran.err);
    }
    // Whoever never published there asks once, and no lock vouches for a record it does not follow.
    let mut third = Portal::new();
    pulled(&other, &third);
    moved(&third, "N-4", "N-5");
    third.moved_to_another_machine();
    let ran = publish(&third).expect(2);
    assert!(ran.err.contains("不是在这台电脑上写的"), "{}", ran.err);
}

/// The settings of a cloned project may name any place of the machine.
#[test]
fn the_first_publication_outside_of_the_project_takes_a_word() {
    let elsewhere = tempfile::tempdir().expect("a folder");
    let place = elsewhere.path().join("start");
    let portal = Portal::new();
    let target = format!("targets:\n  - {{name: web, kind: folder, where: {}}}\n", place.display());
    portal.put("content/portal.yaml", format!("{PORTAL}{target}"));
    let ran = portal.run(&["publish", "web", "--lang", "zh"]).expect(2);
    assert!(ran.err.contains("在项目以外") && ran.err.contains("--yes"), "{}", ran.err);
    assert!(!place.exists());
    portal.run(&["publish", "web", "--yes"]).expect(0);
    portal.edit("content/portal.yaml", "测试县公开办", "测试县公开办公室");
    portal.run(&["publish", "web"]).expect(0);
}

#[test]
fn nothing_is_published_into_a_hidden_folder_of_the_home() {
    let Some(home) = std::env::home_dir().filter(|home| home.is_absolute()) else { return };
    let portal = Portal::new();
    let place = home.join(".config/sunlit-is-never-here");
    let target = format!("targets:\n  - {{name: web, kind: folder, where: {}}}\n", place.display());
    portal.put("content/portal.yaml", format!("{PORTAL}{target}"));
    let ran = portal.run(&["publish", "web", "--yes", "--force", "--lang", "zh"]).expect(2);
    assert!(ran.err.contains("隐藏的文件夹"), "{}", ran.err);
    assert!(!place.exists());
}

#[test]
fn a_theme_brings_nothing_that_no_page_loads() {
    for name in ["plugin/a.vim", ".bashrc", "a.desktop", "authorized_keys", ".well-known/a.txt"] {
        let portal = Portal::new();
        portal.put(&format!("themes/sunlight/files/{name}"), "x\n");
        let ran = portal.run(&["build", "--lang", "zh"]).expect(2);
        assert!(ran.err.contains("网页用不上"), "{name}: {}", ran.err);
    }
}

#[test]
fn a_branch_of_somebody_elses_work_takes_a_word() {
    let portal = Portal::new();
    let repository = tempfile::tempdir().expect("a folder");
    let bare = repository.path().join("mine.git");
    git(repository.path(), &["init", "--bare", "-b", "main", "mine.git"]);
    let work = repository.path().join("work");
    git(repository.path(), &["clone", "-q", "mine.git", "work"]);
    fs::write(work.join("thesis.tex"), "mine\n").expect("a file");
    git(&work, &["add", "."]);
    git(&work, &["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "a"]);
    git(&work, &["push", "-q", "origin", "HEAD:main"]);
    let target = format!(
        "targets:\n  - {{name: web, kind: git, where: {}, branch: main}}\n",
        bare.display()
    );
    portal.put("content/portal.yaml", format!("{PORTAL}{target}"));
    let ran = portal.run(&["publish", "web", "--lang", "zh"]).expect(2);
    assert!(ran.err.contains("thesis.tex") && ran.err.contains("--yes"), "{}", ran.err);
    portal.run(&["publish", "web", "--yes"]).expect(0);
    portal.edit("content/portal.yaml", "测试县公开办", "测试县公开办公室");
    portal.run(&["publish", "web"]).expect(0);
}

/// A packed file in the place of another: programs read some by their names, whatever they hold.
#[test]
fn settings_that_came_with_a_project_name_a_zip_where_a_folder_may_lie() {
    let portal = Portal::new();
    portal.put("x/README.txt", "precious\n");
    let ran = |place: &str, more: &[&str]| {
        let target = format!("targets:\n  - {{name: web, kind: zip, where: '{place}'}}\n");
        portal.put("content/portal.yaml", format!("{PORTAL}{target}"));
        portal.run(&[&["publish", "web", "--lang", "zh"], more].concat())
    };
    for place in ["../.ssh/authorized_keys", "~/.bashrc", "~/bin/ls", "../.envrc", "x/.zip"] {
        let ran = ran(place, &["--yes", "--force"]).expect(1);
        assert!(ran.err.contains("target-unclear") && ran.err.contains(".zip"), "{}", ran.err);
        assert!(!portal.path(place).exists(), "{place}");
    }
    for place in ["~/.config/sunlit-is-never-here.zip", ".github/workflows/a.zip", "x/.a.zip"] {
        let ran = ran(place, &["--yes", "--force"]).expect(2);
        assert!(ran.err.contains("隐藏的文件夹"), "{}", ran.err);
    }
    assert!(!portal.path(".github").exists() && !portal.path("~").exists());
    let elsewhere = tempfile::tempdir().expect("a folder");
    let place = elsewhere.path().join("web.zip");
    let (named, copied) = (place.display().to_string(), elsewhere.path().join("copy.zip"));
    for rehearsed in [&["-n"][..], &[]] {
        let ran = ran(&named, rehearsed).expect(2);
        assert!(ran.err.contains("在项目以外") && ran.err.contains("--yes"), "{}", ran.err);
        assert!(!place.exists());
    }
    ran(&named, &["--yes"]).expect(0);
    ran(&named, &[]).expect(0);
    ran("x/web.zip", &[]).expect(0);
    // What is named on the command line is meant.
    portal.run(&["publish", "--to", &copied.display().to_string()]).expect(0);
    unharmed(&portal, "x/README.txt");
}

/// Neither of a folder named `~` nor of another's home has anybody thought.
#[cfg(unix)]
#[test]
fn a_tilde_is_the_home() {
    let (portal, home) = (Portal::new(), tempfile::tempdir().expect("a home"));
    git(home.path(), &["init", "--quiet", "--bare", "pages.git"]);
    let ran = |kind: &str, place: &str, more: &[&str]| {
        let target = format!("targets:\n  - {{name: web, kind: {kind}, where: '{place}'}}\n");
        portal.put("content/portal.yaml", format!("{PORTAL}{target}"));
        let mut command = portal.command();
        command.env("HOME", home.path()).args(["publish", "--lang", "zh", "--no-accept"]);
        crate::portal::Ran::from(command.args(more).output().expect("it starts"))
    };
    for (kind, place) in [("folder", "~/web"), ("zip", "~/web.zip"), ("git", "~/pages.git")] {
        let first = ran(kind, place, &[]).expect(2);
        assert!(first.err.contains("在项目以外"), "{}", first.err);
        ran(kind, place, &["--yes"]).expect(0);
        assert!(home.path().join(&place[2..]).exists() && !portal.path("~").exists());
    }
    for kind in ["folder", "git"] {
        let ran = ran(kind, "~other/web", &["--yes"]).expect(1);
        assert!(ran.err.contains("target-unclear") && ran.err.contains("`~`"), "{}", ran.err);
    }
}

#[test]
fn the_first_publication_to_a_repository_of_this_machine_takes_a_word() {
    let (portal, beside) = (Portal::new(), tempfile::tempdir().expect("a folder"));
    git(beside.path(), &["init", "--quiet", "--bare", "mine.git"]);
    let place = beside.path().join("mine.git").display().to_string();
    let aim = |branch: &str| {
        let target = format!("{{name: web, kind: git, where: '{place}', branch: {branch}}}");
        portal.put("content/portal.yaml", format!("{PORTAL}targets:\n  - {target}\n"));
    };
    for branch in ["pages", "other"] {
        aim(branch);
        let ran = portal.run(&["publish", "web", "--lang", "zh"]).expect(2);
        assert!(ran.err.contains("在项目以外") && ran.err.contains(branch), "{}", ran.err);
        assert!(!git(beside.path(), &["-C", "mine.git", "branch"]).contains(branch));
        portal.run(&["publish", "web", "--yes"]).expect(0);
        portal.run(&["publish", "web"]).expect(0);
    }
}
