//! Rows that come to a record after it was published: told and dated, but where a list goes on by nature.

use crate::portal::{PORTAL, Portal, VILLAGE};
use crate::records::record;

/// A village with these files, accepted on the last day of June.
fn accepted(files: &[(&str, String)]) -> Portal {
    let portal = Portal::new();
    for (path, text) in files {
        portal.put(&format!("{VILLAGE}/{path}"), text);
    }
    portal.run(&["accept"]).expect(0);
    portal.put("content/portal.yaml", PORTAL.replace("2026-06-30", "2026-08-30"));
    portal
}

#[track_caller]
fn is_told(portal: &Portal) {
    let ran = portal.check().expect(1);
    assert!(ran.err.contains("这一行是公开以后加上的，没有写更正"), "{}", ran.err);
    assert_eq!(ran.err.matches("error[").count(), 1, "{}", ran.err);
}

const GUIDE: &str = "guides/card.md";
const PROJECT: &str = "projects/road.yaml";

fn guide() -> String {
    let own = "who: 老人\nmaterials:\n  - {name: 身份证, copies: 1}\nwhere: 村委会\nwhen: 每周五\n\
               phone: 0500-6230100\nfee: 不收\n";
    format!("---\n{}---\n带上证件来办。\n", record("BS-1", own))
}

#[test]
fn a_row_without_money_is_told_in_any_kind() {
    let portal = accepted(&[(GUIDE, guide())]);
    let path = format!("{VILLAGE}/{GUIDE}");
    portal.edit(&path, "  - {name: 身份证", "  - {name: 照片, copies: 2}\n  - {name: 身份证");
    is_told(&portal);
    let text = std::fs::read_to_string(portal.path(&path)).expect("a file");
    let told =
        "corrections:\n  - {date: 2026-08-20, what: 照片, old: 无, new: 照片两张, why: 漏写}\n";
    portal.put(&path, text.replacen("---\n带上", &format!("{told}---\n带上"), 1));
    portal.build().expect(0);
    let page = portal.page("shangcun/guides/bs-1.html");
    assert!(page.contains("<ins>照片两张</ins>"), "{page}");
    assert!(portal.page("shangcun/changes.html").contains("2026-08-20"));
}

#[test]
fn what_goes_on_by_nature_goes_on_and_what_was_left_out_is_told() {
    let own = "need: 路不好走\nplace: 一组\nbudget: 90000\nproposed: 2024-01-05\n\
               payments:\n  - {date: 2026-05-10, amount: 40000, stage: progress}\n";
    let portal = accepted(&[(PROJECT, record("GC-1", own))]);
    let path = format!("{VILLAGE}/{PROJECT}");
    // Since, or shortly before, while its papers were on their way.
    for day in ["2026-07-20", "2026-06-05"] {
        let row = format!("payments:\n  - {{date: {day}, amount: 100, stage: progress}}\n");
        portal.edit(&path, "payments:\n", &row);
        assert!(!portal.check().err.contains("changed-without-correction"), "{day}");
    }
    let row = "payments:\n  - {date: 2026-02-03, amount: 100, stage: progress}\n";
    portal.edit(&path, "payments:\n", row);
    is_told(&portal);
}
