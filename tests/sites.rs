//! Whole sites: the same bytes twice, nothing touched when blocked, the last good pages kept.

use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;

use crate::portal::{LINE, Portal, VILLAGE, tree};

/// Two villages with a month each.
fn two() -> Portal {
    let portal = Portal::new();
    let xiacun = "id: xiacun\nname: 下村\nlevel: village\n";
    portal.put("content/units/xiacun/unit.yaml", xiacun);
    portal.put_ledger("2026-03", &month());
    let text = crate::portal::ledger("xiacun-03", &month());
    portal.put("content/units/xiacun/finance/2026-03.yaml", text);
    portal
}

fn month() -> String {
    format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {LINE}}}\n")
}

fn times(portal: &Portal) -> BTreeMap<String, (SystemTime, Vec<u8>)> {
    let site = portal.path("site");
    let time = |path: &str| fs::metadata(site.join(path)).and_then(|m| m.modified());
    let files = tree(&site).into_iter();
    files.map(|(path, bytes)| (path.clone(), (time(&path).expect("a time"), bytes))).collect()
}

#[test]
fn two_builds_of_one_folder_are_byte_for_byte_the_same() {
    let portal = Portal::sample();
    for (out, jobs) in [("a", "1"), ("b", "2"), ("c", "2")] {
        portal.run(&["build", "-o", out, "--jobs", jobs]).expect(0);
    }
    let (a, b, c) = (tree(&portal.path("a")), tree(&portal.path("b")), tree(&portal.path("c")));
    assert!(a.len() > 100);
    let differ = |x: &BTreeMap<String, Vec<u8>>, y: &BTreeMap<String, Vec<u8>>| {
        x.iter().filter(|(path, bytes)| y.get(*path) != Some(*bytes)).count()
    };
    assert_eq!((a.len(), b.len(), c.len()), (a.len(), a.len(), a.len()));
    assert_eq!((differ(&a, &b), differ(&b, &c)), (0, 0));
    // The first folder again: nothing differs, nothing is written.
    let ran = portal.run(&["build", "-o", "a", "--lang", "zh"]).expect(0);
    assert!(ran.err.contains("写入 0 个文件，删去 0 个"), "{}", ran.err);
    sums_verify(&portal, "a");
}

fn sums_verify(portal: &Portal, out: &str) {
    let root = portal.path(out);
    let lists: Vec<String> =
        tree(&root).into_keys().filter(|path| path.ends_with("SHA256SUMS")).collect();
    assert!(lists.len() > 1, "every unit has its list");
    for list in &lists {
        let folder = root.join(list);
        let folder = folder.parent().expect("a folder");
        let checked = std::process::Command::new("sha256sum")
            .args(["-c", "--quiet", "SHA256SUMS"])
            .current_dir(folder)
            .output();
        // A machine without sha256sum cannot say.
        let Ok(checked) = checked else { return };
        assert!(checked.status.success(), "{list}: {}", String::from_utf8_lossy(&checked.stdout));
    }
}

#[test]
fn every_file_stands_in_a_list_of_hashes() {
    let portal = two();
    portal.build().expect(0);
    let site = portal.site();
    let mut listed = Vec::new();
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with("SHA256SUMS")) {
        let folder = path.strip_suffix("SHA256SUMS").expect("a list");
        let text = String::from_utf8_lossy(bytes).into_owned();
        listed.extend(text.lines().map(|line| format!("{folder}{}", &line[66..])));
    }
    for path in site.keys().filter(|path| !path.ends_with("SHA256SUMS")) {
        assert!(listed.contains(path), "{path}");
    }
}

#[test]
fn a_blocked_build_leaves_the_site_as_it_was() {
    let portal = two();
    portal.build().expect(0);
    let before = times(&portal);
    portal.edit(&format!("{VILLAGE}/finance/2026-03.yaml"), "-100.00", "-100.01");
    let ran = portal.build().expect(1);
    assert!(ran.err.contains("没有写入"), "{}", ran.err);
    assert_eq!(times(&portal), before, "files, bytes and times");
    let stage = portal.path("site/.sunlit-stage");
    assert!(!stage.exists());
}

#[test]
fn a_first_build_that_is_blocked_leaves_no_folder() {
    let portal = Portal::new();
    portal.put_ledger("2026-03", "period: 三月\n");
    portal.build().expect(1);
    assert!(!portal.path("site").exists());
}

#[test]
fn keep_going_publishes_the_others_and_marks_the_last_good_pages_until_they_heal() {
    const SHOWN: &str = "<p class=last-good>";
    let portal = two();
    portal.build().expect(0);
    let good = portal.site();
    let (one, other) = ("shangcun/finance/2026-03.html", "xiacun/finance/2026-03.html");
    assert!(!portal.page(one).contains(SHOWN) && portal.page(one).contains("last-good hidden"));

    portal.edit(&format!("{VILLAGE}/finance/2026-03.yaml"), "-100.00", "-100.01");
    portal.edit("content/units/xiacun/finance/2026-03.yaml", "买纸", "买笔");
    let ran = portal.run(&["build", "--keep-going", "--format", "short"]).expect(1);
    assert!(ran.err.contains("error[balance-differs]"));
    assert!(portal.page(one).contains(SHOWN), "the mark is shown");
    assert!(portal.page(one).contains("买纸") && !portal.page(one).contains("-100.01"));
    assert!(portal.page(other).contains("买笔") && !portal.page(other).contains(SHOWN));
    sums_verify(&portal, "site");
    // A second time the last good pages are still there, marked once.
    portal.run(&["build", "--keep-going"]).expect(1);
    assert_eq!(portal.page(one).matches(SHOWN).count(), 1);

    portal.edit(&format!("{VILLAGE}/finance/2026-03.yaml"), "-100.01", "-100.00");
    portal.edit("content/units/xiacun/finance/2026-03.yaml", "买笔", "买纸");
    portal.build().expect(0);
    assert!(!portal.page(one).contains(SHOWN), "healed");
    assert!(portal.site() == good, "healed to the byte");
}

#[test]
fn keep_going_without_a_last_good_page_publishes_the_others() {
    let portal = two();
    portal.edit(&format!("{VILLAGE}/finance/2026-03.yaml"), "-100.00", "-100.01");
    portal.run(&["build", "--keep-going"]).expect(1);
    let site = portal.site();
    assert!(site.contains_key("xiacun/finance/2026-03.html"));
    assert!(!site.keys().any(|path| path.starts_with("shangcun/")));
    sums_verify(&portal, "site");
}

#[test]
fn a_month_taken_out_disappears_and_a_foreign_file_stays() {
    let portal = two();
    let april = format!("{VILLAGE}/finance/2026-04.yaml");
    portal.put_ledger("2026-04", "period: 2026-04\nopening_bank: -100.00\nclosing_bank: -100.00\n");
    portal.build().expect(0);
    portal.put("site/CNAME", "example.org\n").put("site/shangcun/own.txt", "own\n");
    assert!(portal.path("site/shangcun/finance/2026-04.html").exists());
    portal.remove(&april);
    portal.build().expect(1);
    portal.run(&["build", "--yes"]).expect(0);
    let site = portal.site();
    assert!(!site.keys().any(|path| path.contains("2026-04")));
    assert!(site.contains_key("CNAME") && site.contains_key("shangcun/own.txt"));
    assert!(!site.values().any(|b| String::from_utf8_lossy(b).contains("2026-04.html")));
}

#[test]
fn a_unit_taken_out_disappears_with_a_word() {
    let portal = two();
    portal.build().expect(0);
    fs::remove_dir_all(portal.path("content/units/xiacun")).expect("a folder to remove");
    let before = portal.site();
    portal.build().expect(1);
    assert!(portal.site() == before, "without a word it stays");
    portal.run(&["build", "--yes"]).expect(0);
    assert!(!portal.path("site/xiacun").exists());
    let portal_csv = portal.page("units.csv");
    assert!(!portal_csv.contains("xiacun"));
}

#[test]
fn a_foreign_folder_is_refused() {
    let portal = two();
    portal.put("site/thesis.txt", "years of work\n");
    let ran = portal.build().expect(2);
    assert!(ran.err.contains("--force"), "{}", ran.err);
    assert_eq!(portal.site().len(), 1);
    portal.run(&["build", "--force"]).expect(0);
    assert!(portal.path("site/thesis.txt").exists());
}

fn figure(json: &serde_json::Value, key: &str) -> String {
    let figures = json["figures"].as_array().expect("figures");
    let found = figures.iter().find(|f| f["key"] == key).expect("the figure");
    found["amount"].as_str().expect("an amount").to_string()
}

fn fen(text: &str) -> i64 {
    text.replace('.', "").parse().expect("an amount with two decimals")
}

#[test]
fn page_csv_and_json_state_the_same_sums() {
    let portal = Portal::new();
    let line =
        |no: u32, more: &str| LINE.replace("001", &format!("{no:03}")).replace("100.00", more);
    let income = line(3, "2345.67").replace("out", "in").replace("administration", "other-income");
    portal.put_ledger(
        "2026-03",
        &format!(
            "period: 2026-03\nopening_bank: 1000.00\nclosing_bank: 3210.34\nlines:\n  - {}}}\n  \
             - {}}}\n  - {income}}}\n",
            line(1, "100.33"),
            line(2, "35.00")
        ),
    );
    portal.build().expect(0);
    let text = portal.page("shangcun/finance/2026-03.json");
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let sum = |direction: &str| -> i64 {
        let rows = json["rows"].as_array().expect("rows");
        let side = |r: &&serde_json::Value| r["direction"] == direction;
        rows.iter().filter(side).map(|r| fen(r["amount"].as_str().expect("an amount"))).sum()
    };
    assert_eq!(fen(&figure(&json, "income")), 234_567);
    assert_eq!(fen(&figure(&json, "expense")), 13_533);
    let rows = json["rows"].as_array().expect("rows").len();
    let csv = portal.page("shangcun/finance/2026-03.csv");
    assert_eq!((rows, csv.lines().count()), (3, 4));
    assert_eq!(sum("收") + sum("支"), 321_034 - 100_000, "rows are signed");
    let page = portal.page("shangcun/finance/2026-03.html");
    for shown in ["2,345.67", "135.33", "3,210.34"] {
        assert!(page.contains(shown), "{shown}");
    }
    for amount in ["-100.33", "-35.00", "2345.67"] {
        assert!(csv.contains(&format!(",{amount},")), "{amount} in\n{csv}");
    }
}

#[test]
fn lines_in_yaml_and_in_csv_give_the_same_page_but_for_the_source() {
    let yaml = Portal::new();
    yaml.put_ledger("2026-03", &month());
    yaml.build().expect(0);
    let csv = Portal::new();
    csv.put_ledger("2026-03", "period: 2026-03\nclosing_bank: -100.00\nlines_file: m.csv\n");
    csv.put(
        &format!("{VILLAGE}/finance/m.csv"),
        "日期,凭证号,摘要,收支,科目,金额,经手人,证明人,审批人,票据,对方\n\
         2026-03-05,记-001,买纸,支,管理费用,100.00,李一,王二,赵三,发票,上村文具店\n",
    );
    csv.build().expect(0);
    let name = "shangcun/finance/2026-03";
    assert_eq!(yaml.page(&format!("{name}.csv")), csv.page(&format!("{name}.csv")));
    let without_sources = |portal: &Portal| {
        let text = portal.page(&format!("{name}.json"));
        let mut json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        json.as_object_mut().expect("an object").remove("sources");
        json
    };
    assert_eq!(without_sources(&yaml), without_sources(&csv));
    for page in ["shangcun/index.html", "index.html"] {
        assert_eq!(yaml.page(page), csv.page(page), "{page}");
    }
    let upto = |page: String| page.split("SHA-256").next().unwrap_or_default().len();
    let (a, b) = (yaml.page(&format!("{name}.html")), csv.page(&format!("{name}.html")));
    assert!(upto(a) > 1000 && upto(b) > 1000);
}

/// Every local link of a small site leads to a file of it.
#[test]
fn no_link_leads_nowhere() {
    let portal = two();
    portal.put_ledger("2026-04", "period: 2026-04\nopening_bank: -100.00\nclosing_bank: -100.00\n");
    portal.build().expect(0);
    let site = portal.site();
    let mut dead = Vec::new();
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        for address in addresses(&text) {
            let target = resolve(path, address);
            let known =
                site.contains_key(&target) || site.contains_key(&format!("{}index.html", target));
            if !known && path != "404.html" {
                dead.push(format!("{path} → {address}"));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
}

fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let after = text.match_indices("href=").chain(text.match_indices("src="));
    after.filter_map(|(at, name)| {
        let rest = &text[at + name.len()..];
        let address = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next()?,
            None => rest.split(['>', ' ', '\n']).next()?,
        };
        let local = address.split(['#', '?']).next()?;
        (!local.is_empty() && !local.contains(':')).then_some(local)
    })
}

fn resolve(page: &str, address: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}
