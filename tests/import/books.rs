//! A month that is there already: shown as it differs, changed only on a word, and never where a hand was at work.

use super::{BASE, MARCH, fill_in, import, lines, portal};

#[test]
fn a_second_import_shows_what_differs_and_writes_on_a_word() {
    let portal = portal();
    import(&portal, "上村.csv", BASE, &[]).expect(0);
    let ran = import(&portal, "上村.csv", BASE, &[]).expect(0);
    assert!(ran.err.contains("和表一样"), "{}", ran.err);
    fill_in(&portal, MARCH);
    let changed = BASE.replace("168.00", "186.00");
    let before = std::fs::read(portal.path(MARCH)).unwrap();
    let ran = import(&portal, "上村.csv", &changed, &[]).expect(1);
    assert!(ran.err.contains("记-007 改了") && ran.err.contains("金额: 186.00"), "{}", ran.err);
    assert!(ran.err.contains("--replace"), "{}", ran.err);
    assert_eq!(before, std::fs::read(portal.path(MARCH)).unwrap());
    import(&portal, "上村.csv", &changed, &["--replace"]).expect(0);
    let text = std::fs::read_to_string(portal.path(MARCH)).unwrap();
    assert!(text.contains("金额: 186.00") && text.contains("期末现金: 2014.00"), "{text}");
    assert!(text.contains("明白话: 路灯修好了。") && text.contains("审核人: 何永福"), "{text}");
    portal.check().expect(0);
}

#[test]
fn what_a_hand_changed_is_kept_or_the_import_stops() {
    let portal = portal();
    import(&portal, "上村.csv", BASE, &[]).expect(0);
    portal.edit(MARCH, "清扫主路3个工", "清扫主路3个工，每工100元");
    // The table changed elsewhere: the hand's line stays.
    let elsewhere = BASE.replace("168.00", "186.00");
    let ran = import(&portal, "上村.csv", &elsewhere, &["--replace"]).expect(0);
    assert!(ran.err.contains("手改过的，留着") && ran.err.contains("记-006"), "{}", ran.err);
    let lines_now = lines(&portal).join("\n");
    assert!(lines_now.contains("每工100元") && lines_now.contains("186.00"), "{lines_now}");
    // It changed the same line: nothing is written.
    let same = elsewhere.replace("300.00", "330.00");
    let before = std::fs::read(portal.path(MARCH)).unwrap();
    let ran = import(&portal, "上村.csv", same, &["--replace"]).expect(1);
    assert!(ran.err.contains("手改过，表上又是另一样，没有动"), "{}", ran.err);
    assert_eq!(before, std::fs::read(portal.path(MARCH)).unwrap());
}

#[test]
fn a_month_written_by_hand_is_left_alone() {
    let portal = portal();
    portal.put_ledger("2026-03", "id: SC-2026-03\nperiod: 2026-03\nlines:\n  - date: 2026-03-05\n");
    let before = std::fs::read(portal.path(MARCH)).unwrap();
    let ran = import(&portal, "上村.csv", BASE, &["--replace"]).expect(1);
    assert!(ran.err.contains("手写的，没有动"), "{}", ran.err);
    assert_eq!(before, std::fs::read(portal.path(MARCH)).unwrap());
}

#[test]
fn the_next_month_takes_up_where_an_unfinished_one_ended() {
    let portal = portal();
    import(&portal, "上村.csv", BASE, &[]).expect(0);
    let april = BASE.replace("2026-03-", "2026-04-");
    import(&portal, "上村2026年4月.csv", april, &[]).expect(0);
    let text = std::fs::read_to_string(portal.path("content/units/shangcun/finance/2026-04.yaml"))
        .unwrap();
    assert!(text.contains("期初现金: 2032.00") && text.contains("编号: SC-2026-04"), "{text}");
}
