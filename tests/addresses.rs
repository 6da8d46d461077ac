//! Two outputs never have one address, letters' case and Windows' rules apart, whatever they are made from.

use crate::papers::{confirmed, png};
use crate::portal::{LINE, Portal, VILLAGE};

fn notice(id: &str) -> String {
    format!(
        "---\nid: {id}\ntitle: 通知\nclass: village\nperiod: 2026-03\npublished: 2026-03-12\n\
         plain: 明白话。\nreview: {{by: 曾宪章, date: 2026-03-10}}\n---\n通知{id}。\n"
    )
}

/// The portal is refused with this code, and both origins are named.
#[track_caller]
fn refused(portal: &Portal, code: &str, named: &[&str]) {
    let ran = portal.check().expect(1);
    let said = format!("error[{code}]");
    let told = ran.err.lines().find(|line| line.contains(&said));
    let told = told.unwrap_or_else(|| panic!("{said}: {}", ran.err));
    for word in named {
        assert!(told.contains(word), "{word} in {told}");
    }
    portal.build().expect(1);
    assert!(!portal.path("site").exists(), "nothing is lost, nothing is public");
}

#[test]
fn a_record_called_index_is_refused_in_any_case() {
    for id in ["index", "Index", "INDEX"] {
        let portal = Portal::new();
        portal.put(&format!("{VILLAGE}/notices/a.md"), notice(id));
        portal.put(&format!("{VILLAGE}/notices/b.md"), notice("N-2"));
        refused(&portal, "invalid-id", &[&format!("`{id}`")]);
    }
}

/// A declared kind whose list and records stand in this folder.
fn kind(portal: &Portal, id: &str) {
    portal.put(
        &format!("content/kinds/{id}.yaml"),
        format!(
            "id: {id}\nname: 水井\nname_en: wells\nfields:\n  - {{name: depth, words: 深度, words_en: depth, type: count}}\n"
        ),
    );
}

#[test]
fn an_attachment_list_and_a_record_with_its_name_are_two() {
    let portal = Portal::new();
    let with = |more: &str| {
        format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {LINE}}}\n{more}")
    };
    portal.put_ledger("2026-03", &with(""));
    portal.put(&format!("{VILLAGE}/notices/a.md"), notice("N-1"));
    portal.put(&format!("{VILLAGE}/notices/b.md"), notice("N-1-files"));
    portal.check().expect(0);
    portal.put(&format!("{VILLAGE}/notices/tu.png"), png(60, 30));
    let attached = crate::papers::notice("N-1", &confirmed("tu.png", "图"));
    portal.put(&format!("{VILLAGE}/notices/a.md"), attached);
    refused(&portal, "address-taken", &["n-1-files.csv", "notices/a.md", "notices/b.md"]);
}

#[test]
fn an_old_address_does_not_cover_a_record() {
    let portal = Portal::new();
    portal.put(&format!("{VILLAGE}/notices/a.md"), notice("N-1"));
    portal.put(&format!("{VILLAGE}/notices/b.md"), notice("N-2"));
    let head =
        std::fs::read_to_string(portal.path(&format!("{VILLAGE}/unit.yaml"))).expect("a head");
    portal.put(
        &format!("{VILLAGE}/unit.yaml"),
        format!("{head}moved:\n  - {{kind: notice, from: N-2, to: N-1}}\n"),
    );
    let ran = portal.check().expect(1);
    assert!(ran.err.contains("error["), "{}", ran.err);
}

#[test]
fn a_kind_of_ones_own_takes_no_folder_of_ours() {
    for id in ["finance", "files", "SHA256SUMS", "sha256sums", "con"] {
        let portal = Portal::new();
        portal.put_ledger(
            "2026-03",
            &format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {LINE}}}\n"),
        );
        kind(&portal, id);
        portal.put(
            &format!("{VILLAGE}/{id}/w-1.yaml"),
            "id: W-1\nperiod: 2026-03\npublished: 2026-03-12\nplain: 明白话。\n\
             review: {by: 曾宪章, date: 2026-03-10}\ndepth: 3\n",
        );
        let ran = portal.check();
        assert!(ran.code == 1 && ran.err.contains("error["), "{id}: {}", ran.err);
        println!("{id}: {}", ran.err);
    }
}

#[test]
fn names_that_windows_cannot_hold_are_told_on_the_way_out() {
    let portal = Portal::new();
    portal.put("themes/sunlight/files/aux.png", "x");
    refused(&portal, "address-unusable", &["aux.png"]);
    let portal = Portal::new();
    portal.put("themes/sunlight/files/Bild.png", "x").put("themes/sunlight/files/bild.png", "x");
    refused(&portal, "address-taken", &["Bild.png", "bild.png"]);
    // One letter in two codings is one name on a Mac.
    let portal = Portal::new();
    portal.put("themes/sunlight/files/\u{e9}.png", "x");
    portal.put("themes/sunlight/files/e\u{301}.png", "x");
    refused(&portal, "address-taken", &[".png"]);
}

#[test]
fn a_unit_is_called_after_no_file_of_the_portal() {
    for id in ["sha256sums", "con"] {
        let portal = Portal::new();
        portal.put(
            &format!("content/units/{id}/unit.yaml"),
            format!("id: {id}\nname: 下村\nlevel: village\n"),
        );
        let ran = portal.check().expect(1);
        // A name that Windows cannot hold is not even opened.
        let place = format!("content/units/{id}");
        let told = |line: &str| line.starts_with(&place) && line.contains("error[");
        assert!(ran.err.lines().any(told), "{}", ran.err);
    }
}
