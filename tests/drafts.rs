//! Drafts: kept out of everything that is public, searched for numbers all the same, counted, and no way to lose a record.

use crate::portal::{LINE, Portal, VILLAGE, ledger};

const CLOSING: &str = "closing_bank: -100.00\n";

/// A month that is in order, with these lines before it.
fn month(before: &str) -> String {
    ledger("m-1", &format!("{before}period: 2026-03\n{CLOSING}lines:\n  - {LINE}}}\n"))
}

/// Where any file of a site holds a word.
fn holds(portal: &Portal, word: &str) -> Vec<String> {
    let files = portal.site().into_iter();
    let found = files.filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(word));
    found.map(|(path, _)| path).collect()
}

#[test]
fn an_unfinished_record_is_counted_and_nothing_of_it_is_public() {
    let portal = Portal::new();
    portal.put(&format!("{VILLAGE}/finance/2026-02.yaml"), month("").replace("2026-03", "2026-02"));
    portal.build().expect(0);
    let before = portal.site();
    let unfinished = "草稿: 是\n标题: 独木桥\n明细文件: 独木桥.csv\n监督委员会审核:\n期初现金:\n";
    portal.put(&format!("{VILLAGE}/finance/2026-03.yaml"), unfinished);
    portal.put(&format!("{VILLAGE}/finance/独木桥.csv"), "日期,摘要\n2026-03-05,独木桥\n");
    let notice = "---\ndraft: yes\nid: N-1\ntitle: 独木桥\n---\n修独木桥。\n";
    portal.put(&format!("{VILLAGE}/notices/n.md"), notice);
    let checked = portal.run(&["check", "--lang", "zh"]).expect(0);
    assert!(checked.out.contains("，2 份草稿没有公开"), "{}", checked.both());
    assert!(!checked.both().contains("没有读完"), "{}", checked.both());
    let built = portal.build().expect(0);
    assert!(built.both().contains("2 份草稿没有公开"), "{}", built.both());
    assert_eq!(holds(&portal, "独木桥"), Vec::<String>::new());
    let pages = |site: &std::collections::BTreeMap<String, Vec<u8>>| {
        site.keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(pages(&portal.site()), pages(&before));
}

/// What is written in a draft is written right, and a person's number is found wherever it stands.
#[test]
fn a_draft_is_read_and_searched() {
    let portal = Portal::new();
    let path = format!("{VILLAGE}/finance/2026-03.yaml");
    portal.put(&path, "draft: yes\nopening_cash: 一千\n");
    let told = portal.check().expect(1);
    assert!(told.err.contains("2026-03.yaml:2:15: error[invalid-money]"), "{}", told.err);
    portal.put(&path, "draft: yes\ntitle: 找 13812345678\n");
    let told = portal.check().expect(1);
    assert!(told.err.contains("[personal-number"), "{}", told.err);
    let notice = "---\ndraft: yes\nid: N-1\n---\n电话 13812345678\n";
    portal.put(&path, "draft: yes\n").put(&format!("{VILLAGE}/notices/n.md"), notice);
    let told = portal.check().expect(1);
    assert!(told.err.contains("n.md:5:4: error[personal-number"), "{}", told.err);
}

#[test]
fn what_was_published_does_not_become_a_draft_unsaid() {
    let portal = Portal::new();
    let path = format!("{VILLAGE}/finance/2026-03.yaml");
    portal.put(&path, month("draft: no\n"));
    portal.build().expect(0);
    let site = portal.site();
    portal.put(&path, month("draft: yes\n"));
    let lost = portal.build().expect(1);
    assert!(lost.err.contains("上次生成的门户里有 shangcun/finance/2026-03"), "{}", lost.err);
    assert!(portal.site() == site, "what is there stays");
    // That it is no draft is no word of the record: the line may go.
    portal.put(&path, month("draft: no\n"));
    portal.run(&["accept"]).expect(0);
    portal.put(&path, month(""));
    portal.check().expect(0);
    portal.put(&path, month("draft: yes\n"));
    let lost = portal.check().expect(1);
    assert!(lost.err.contains("`m-1` 公开过，现在没有了"), "{}", lost.err);
}

/// Under `--keep-going` too: who makes a draft of one record does not take its whole village off.
#[test]
fn a_village_keeps_its_last_good_pages_where_a_record_became_a_draft() {
    for until in ["", "until: 2026-04-01\n", "until: 2026-12-01\n"] {
        let portal = Portal::new();
        portal.put(&format!("{VILLAGE}/finance/2026-03.yaml"), month(""));
        let path = format!("{VILLAGE}/notices/n.md");
        let notice = |draft: &str| {
            format!(
                "---\n{draft}id: N-1\ntitle: 会议\nclass: 村务\nperiod: 2026-03\n\
                 published: 2026-03-12\n{until}plain: 开了会。\n\
                 review: {{by: 曾宪章, date: 2026-03-10}}\n---\n到会 28 人。\n"
            )
        };
        portal.put(&path, notice(""));
        portal.build().expect(0);
        portal.run(&["accept"]).expect(0);
        let names = |portal: &Portal| portal.site().into_keys().collect::<Vec<_>>();
        let before = names(&portal);
        portal.put(&path, notice("draft: yes\n"));
        let ran = portal.run(&["build", "--keep-going", "--lang", "zh"]).expect(1);
        assert!(ran.err.contains("`N-1` 公开过，现在没有了"), "{}", ran.err);
        assert_eq!(names(&portal), before, "{until}");
        assert!(portal.page("shangcun/notices/n-1.html").contains("到会 28 人"));
    }
}
