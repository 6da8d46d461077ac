//! Old addresses lead to new ones: a record with another id, a unit with another id, and what is said wrongly of either.

use crate::portal::{LINE, Portal, UNIT, VILLAGE};

const NOTICE: &str = "content/units/shangcun/notices/n-1.md";

fn published() -> Portal {
    let portal = Portal::new();
    portal.put_ledger(
        "2026-03",
        &format!(
            "id: SC-03\nperiod: 2026-03\nopening_bank: 500.00\nclosing_bank: 400.00\nlines:\n  - {LINE}}}\n"
        ),
    );
    portal.put(
        NOTICE,
        "---\nid: SC-N-1\ntitle: 修水渠\nclass: 村务\nperiod: 2026-03\npublished: 2026-03-12\nplain: 水渠修好了。\n\
         review: {by: 曾宪章, date: 2026-03-10}\n---\n三月修好了水渠。\n",
    );
    portal.run(&["accept", "--lang", "zh"]).expect(0);
    portal.build().expect(0);
    portal
}

/// Where a page sends its reader at once.
fn sent_to(page: &str) -> &str {
    let (_, rest) = page.split_once("url=").unwrap_or_else(|| panic!("no way on: {page}"));
    rest.split(['"', '\'', '>', ' ']).next().expect("an address")
}

#[test]
fn a_record_with_another_id_is_found_at_its_old_address() {
    let portal = published();
    portal.edit(NOTICE, "id: SC-N-1", "id: SC-N-01");
    assert!(portal.build().expect(1).err.contains("error[published-record-gone]: `SC-N-1`"));
    let head = format!("{UNIT}moved:\n  - {{kind: notice, from: SC-N-1, to: SC-N-01}}\n");
    portal.put(&format!("{VILLAGE}/unit.yaml"), &head);
    portal.build().expect(0);
    let page = portal.page("shangcun/notices/sc-n-1.html");
    assert_eq!(sent_to(&page), "../../shangcun/notices/sc-n-01.html");
    assert!(page.contains("noindex") && !page.contains("三月修好了水渠"), "{page}");
    assert!(portal.page("shangcun/notices/sc-n-01.html").contains("三月修好了水渠"));
    // Under its new id it is still what was published.
    portal.edit(NOTICE, "水渠修好了。", "水渠没有修好。");
    assert!(portal.build().expect(1).err.contains("error[changed-without-correction]"));
}

/// What led on leads on, as long as the record is there.
#[test]
fn an_entry_of_what_moved_is_not_taken_out_without_a_word() {
    for locked in [true, false] {
        let portal = published();
        portal.edit(NOTICE, "id: SC-N-1", "id: SC-N-01");
        let head = format!("{VILLAGE}/unit.yaml");
        let moved = "moved:\n  - {kind: notice, from: SC-N-1, to: SC-N-01}\n";
        portal.put(&head, format!("{UNIT}{moved}"));
        portal.build().expect(0);
        match locked {
            true => drop(portal.run(&["accept"]).expect(0)),
            false => drop(portal.remove("content/published.lock")),
        }
        let before = portal.site();
        portal.put(&head, UNIT);
        let ran = portal.build().expect(1);
        let told = "shangcun/notices/sc-n-1.html 上次还转到 shangcun/notices/sc-n-01.html";
        assert!(ran.err.contains(told), "{}", ran.err);
        assert!(portal.site() == before, "nothing was written");
        // Of a record that is taken away, nothing leads on.
        portal.remove(NOTICE);
        let gone = "removed:\n  - {kind: notice, id: SC-N-01, date: 2026-06-01, cause: request}\n";
        portal.put(&head, format!("{UNIT}{gone}"));
        let ran = portal.build();
        assert!(!ran.err.contains("上次还转到"), "{}", ran.err);
    }
}

#[test]
fn a_unit_with_another_id_is_found_at_all_its_old_addresses() {
    let portal = published();
    let before: Vec<String> = portal
        .site()
        .into_keys()
        .filter(|path| path.starts_with("shangcun/") && path.ends_with(".html"))
        .collect();
    let new = "content/units/xincun";
    std::fs::rename(portal.path(VILLAGE), portal.path(new)).expect("a folder");
    let head = UNIT.replace("id: shangcun", "id: xincun");
    portal.put(&format!("{new}/unit.yaml"), &head);
    assert!(portal.build().expect(1).err.contains("error[published-record-gone]: 单位 `shangcun`"));
    portal.put(&format!("{new}/unit.yaml"), format!("{head}formerly:\n  - id: shangcun\n"));
    portal.build().expect(0);
    let site = portal.site();
    for path in &before {
        let page = portal.page(path);
        let to = sent_to(&page).trim_start_matches("../");
        assert!(to.starts_with("xincun/") && site.contains_key(to), "{path} leads to {to}");
    }
    assert!(!before.is_empty() && site.contains_key("shangcun/SHA256SUMS"));
    assert!(!site.keys().any(|path| path.starts_with("shangcun/") && path.ends_with(".csv")));
    // It is checked as what it was under its old id.
    portal.edit(&format!("{new}/finance/2026-03.yaml"), "amount: 100.00", "amount: 90.00");
    portal.edit(
        &format!("{new}/finance/2026-03.yaml"),
        "closing_bank: 400.00",
        "closing_bank: 410.00",
    );
    assert!(portal.build().expect(1).err.contains("error[changed-without-correction]"));
    // A build without the word takes the forwarding pages away again.
    portal.edit(&format!("{new}/finance/2026-03.yaml"), "amount: 90.00", "amount: 100.00");
    portal.edit(
        &format!("{new}/finance/2026-03.yaml"),
        "closing_bank: 410.00",
        "closing_bank: 400.00",
    );
    portal.run(&["accept"]).expect(0);
    portal.put(&format!("{new}/unit.yaml"), &head);
    portal.run(&["build", "--yes"]).expect(0);
    assert!(!portal.site().keys().any(|path| path.starts_with("shangcun/")));
}

/// Its last good pages are where nobody looks for them: nothing is written rather than that they go.
#[test]
fn a_unit_with_another_id_that_is_blocked_keeps_its_old_pages() {
    for locked in [true, false] {
        let portal = published();
        if !locked {
            portal.remove("content/published.lock");
        }
        let (before, new) = (portal.site(), "content/units/xincun");
        std::fs::rename(portal.path(VILLAGE), portal.path(new)).expect("a folder");
        let head = UNIT.replace("id: shangcun", "id: xincun") + "formerly:\n  - id: shangcun\n";
        portal.put(&format!("{new}/unit.yaml"), &head);
        portal.put(&format!("{new}/notices/n-2.md"), "---\nid: : x\n---\n");
        let again = |more: &[&str]| {
            let words = ["build", "--keep-going", "--lang", "zh"];
            portal.run(&[&words[..], more].concat()).expect(1)
        };
        let ran = again(&[]);
        assert!(ran.err.contains("2 份公开还在原来的编号 `shangcun` 下面"), "{}", ran.err);
        assert!(portal.site() == before, "nothing was written");
        again(&["--yes"]);
        assert!(!portal.site().keys().any(|path| path.starts_with("shangcun/")));
        portal.remove(&format!("{new}/notices/n-2.md"));
        portal.build().expect(0);
        // Once it has pages under its new id, those are kept.
        portal.put(&format!("{new}/notices/n-2.md"), "---\nid: : x\n---\n");
        again(&[]);
        assert!(portal.site().contains_key("xincun/finance/2026-03.html"));
    }
}

/// The lists of all its ids are asked, with a lock and without one.
#[test]
fn a_unit_with_another_id_takes_all_its_records_along() {
    let new = "content/units/xincun";
    let head = UNIT.replace("id: shangcun", "id: xincun") + "formerly:\n  - id: shangcun\n";
    for (file, address) in
        [("notices/n-1.md", "notices/sc-n-1"), ("finance/2026-03.yaml", "finance/2026-03")]
    {
        let portal = published();
        portal.remove("content/published.lock");
        std::fs::rename(portal.path(VILLAGE), portal.path(new)).expect("a folder");
        portal.put(&format!("{new}/unit.yaml"), &head);
        let (path, before) = (format!("{new}/{file}"), portal.site());
        let kept = std::fs::read_to_string(portal.path(&path)).expect("a record");
        portal.remove(&path);
        let ran = portal.build().expect(1);
        let said = format!("error[published-record-gone]: 上次生成的门户里有 shangcun/{address}，");
        assert!(ran.err.contains(&said), "{}", ran.err);
        assert!(portal.site() == before, "nothing was written");
        // What was public before the day it has now goes by a word, under every id.
        let later = kept.replace("published: 2026-03-12", "published: 2026-07-12");
        portal.put(&path, later.replace("published: 2026-04-12", "published: 2026-07-12"));
        let ran = portal.build().expect(2);
        let said = format!("会拿走已经公开的 1 份（shangcun/{address}：2026-07-12）");
        assert!(ran.err.contains(&said), "{}", ran.err);
        portal.run(&["build", "--yes"]).expect(0);
        assert!(!portal.site().contains_key(&format!("shangcun/{address}.html")));
        portal.put(&path, kept);
        portal.build().expect(0);
        assert!(portal.site().contains_key(&format!("xincun/{address}.html")));
        portal.remove(&path);
        assert!(portal.build().expect(1).err.contains(&format!("里有 xincun/{address}，")));
    }
}

#[test]
fn what_is_said_wrongly_of_a_move_is_told_at_its_place() {
    let portal = published();
    let moved = "moved:\n  - {kind: notice, from: SC-N-1, to: SC-N-9}\n  - {kind: ledger, from: A, to: SC-03}\n";
    let formerly = "formerly:\n  - id: shangcun\n  - id: Xin Cun\n";
    portal.put(&format!("{VILLAGE}/unit.yaml"), format!("{UNIT}{moved}{formerly}"));
    let err = portal.build().expect(1).err;
    let line = UNIT.lines().count() + 1;
    for (down, told) in [
        (1, "error[removed-and-there]: `SC-N-1` 写着已改编号，文件却还在"),
        (2, "error[unknown-choice]: 没有类别 `ledger`"),
        (4, "error[duplicate-id]: 单位编号 `shangcun` 已用在"),
        (5, "error[invalid-id]: 编号 `Xin Cun`"),
    ] {
        let place = format!("shangcun/unit.yaml:{}:", line + down);
        let found = err.lines().any(|one| one.contains(&place) && one.contains(told));
        assert!(found, "{place} … {told}\n{err}");
    }
    let one = "moved:\n  - {kind: notice, from: OLD, to: SC-N-9}\n";
    portal.put(&format!("{VILLAGE}/unit.yaml"), format!("{UNIT}{one}"));
    let err = portal.build().expect(1).err;
    assert!(err.contains("error[unknown-record]: 没有编号为 `SC-N-9` 的公开"), "{err}");
}
