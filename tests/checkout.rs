//! What version control does to the ends of lines is no change of what was published.

use std::fs;

use crate::portal::{LINE, PORTAL, Portal, VILLAGE, tree};

const NOTICE: &str = "content/units/shangcun/notices/a.md";
const MONTH: &str = "content/units/shangcun/finance/2026-03.yaml";
const TABLE: &str = "content/units/shangcun/notices/bill.csv";

fn published(end: &str) -> Portal {
    let portal = Portal::new();
    let target = "targets:\n  - {name: web, kind: folder, where: web}\n";
    portal.put("content/portal.yaml", format!("{PORTAL}{target}"));
    portal.put_ledger(
        "2026-03",
        &format!(
            "id: SC-03\nperiod: 2026-03\nopening_bank: 100.00\nplain: |\n  三月\n  很省。\nlines:\n  - {LINE}}}\n"
        ),
    );
    portal.put(
        NOTICE,
        "---\nid: N-1\ntitle: 会议\nclass: 村务\nperiod: 2026-03\npublished: 2026-03-12\nplain: 开了会。\n\
         attachments: [{file: bill.csv, title: 账单, redacted: true, redacted_by: 曾宪章}]\n\
         review: {by: 曾宪章, date: 2026-03-10}\n---\n到会 28 人，  \n很热闹。\n\n散会了。\n",
    );
    portal.put(TABLE, format!("项目,数量{end}纸,3{end}笔,4{end}"));
    publish(&portal, 0);
    portal
}

#[track_caller]
fn publish(portal: &Portal, code: i32) -> String {
    let ran = portal.run(&["publish", "web", "--lang", "zh", "--format", "short"]);
    assert_eq!(ran.code, code, "{}", ran.both());
    ran.both()
}

/// Gives every text of the content other ends of lines, its lock too.
fn checked_out(portal: &Portal, end: &str) {
    for path in tree(&portal.path("content")).into_keys() {
        let path = format!("content/{path}");
        let text = fs::read_to_string(portal.path(&path)).expect("a text");
        portal.put(&path, text.replace("\r\n", "\n").replace('\n', end));
    }
}

#[test]
fn a_checkout_with_other_ends_of_lines_changes_nothing() {
    for (first, then) in [("\n", "\r\n"), ("\r\n", "\n"), ("\r\n", "\r\n")] {
        let portal = published(first);
        checked_out(&portal, then);
        assert!(publish(&portal, 0).contains("更正过 0 份"));
        let lock = fs::read(portal.path("content/published.lock")).expect("a lock");
        portal.run(&["accept"]).expect(0);
        let again = fs::read(portal.path("content/published.lock")).expect("a lock");
        assert!(lock == again, "nothing is written where nothing changed");
        // The lock that comes next follows the one that was published.
        portal.put(&format!("{VILLAGE}/notices/b.md"), {
            let text = fs::read_to_string(portal.path(NOTICE)).expect("a notice");
            text.replace("N-1", "N-2").replace("会议", "又一次会议")
        });
        assert!(publish(&portal, 0).contains("新记下 1 份"));
        checked_out(&portal, "\n");
        publish(&portal, 0);
        // What is another word is one still.
        portal.edit(TABLE, "笔,4", "笔,5");
        assert!(publish(&portal, 1).contains("现在里面的内容不同"));
    }
}

#[test]
fn blanks_at_the_ends_of_lines_are_no_words() {
    let portal = published("\n");
    portal.edit(NOTICE, "人，  \n", "人，\n").edit(NOTICE, "散会了。", "散会了。 \t");
    publish(&portal, 0);
    portal.edit(NOTICE, "28 人", "29 人");
    assert!(publish(&portal, 1).contains("changed-without-correction"));
    let told =
        "corrections:\n  - {date: 2026-06-01, what: 正文, old: 28 人, new: 29 人, why: 数错了}\n";
    portal.edit(NOTICE, "review:", &format!("{told}review:"));
    checked_out(&portal, "\r\n");
    publish(&portal, 0);
    portal.edit(MONTH, "很省", "不省");
    assert!(publish(&portal, 1).contains("changed-without-correction"));
}
