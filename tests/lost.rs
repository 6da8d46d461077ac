//! A village goes from a portal only where somebody says so: with a lock of what was published, and without one.

use crate::portal::{Portal, VILLAGE};

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
    portal.put("content/units/xincun/unit.yaml", renamed);
    portal.build().expect(0);
    portal.remove("content/units/xincun/unit.yaml");
    portal.run(&["build", "--yes"]).expect(0);
    assert!(!portal.site().keys().any(|path| path.starts_with("shangcun/")));
}
