//! Lists, notes and records that came with a project: their hashes are right, and they delete nothing until somebody says so.

use std::fs;

use crate::hostile::{aimed, list, publish, unharmed, with_victim};
use crate::killed::{lay, sum};
use crate::portal::tree;

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
