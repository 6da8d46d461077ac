//! Every rule: hit, just under, exactly at. The cases are the folders of `rules/`, one a rule.

use std::path::Path;

use crate::expected;
use sunlit::finding::{Grade, rules};

use crate::portal::{LINE, Portal, VILLAGE, ledger};

/// Internal rules speak only when asked.
fn asked(case: &Path) -> &'static [&'static str] {
    let group = case.parent().and_then(Path::file_name).unwrap_or_default();
    let rule = rules::by_code(&group.to_string_lossy());
    if rule.is_some_and(|rule| rule.grade == Grade::Internal) { &["--internal"] } else { &[] }
}

fn internal_codes<'a>() -> impl Iterator<Item = &'a str> {
    let internal = rules::ALL.iter().filter(|rule| rule.grade == Grade::Internal);
    internal.map(|rule| rule.code)
}

#[test]
fn every_rule_says_what_its_cases_expect() {
    expected::hold_all("rules", asked);
}

#[test]
fn no_rule_is_without_a_case() {
    let mut known = expected::codes("rules");
    known.extend(expected::codes("mistakes"));
    // Made at run time, because no such file may lie in the repository, or because it takes sixty.
    let elsewhere = [
        "above-peers",
        // Of outputs and of themes: see `addresses.rs` and `hostile.rs`.
        "address-taken",
        "address-unusable",
        "theme-asks-elsewhere",
        // A lock is made by `accept`: see `accept.rs`.
        "changed-without-correction",
        "correction-differs",
        "lock-broken",
        "published-record-gone",
        "removed-and-there",
        // What systems leave may not lie in a repository: see `traces.rs`.
        "record-left-behind",
        "attachment-broken",
        "attachment-hidden",
        "attachment-metadata",
        "attachment-names-person",
        "attachment-not-redacted",
        "attachment-refused",
        "attachment-reminder",
        "file-too-large",
        "last-good-not-kept",
        // Of workbooks, made at run time: see `tables.rs`.
        "table-hides",
        "table-unclear",
        "link-not-followed",
        "number-almost-whole",
        "number-in-parts",
        "number-like-mobile",
        "number-with-slip",
        "output-in-content",
        "personal-number",
        "personal-number-in-output",
        "phone-without-consent",
        "picture-too-large",
        // Of a list as long as all that is said: see `tongues.rs`.
        "text-missing",
        "text-unfit",
        "text-unknown",
        "unknown-schema",
        "unreadable-file",
    ];
    let rules = rules::ALL.iter().map(|rule| rule.code);
    let bare: Vec<_> = rules
        .filter(|code| !known.contains(*code))
        .filter(|code| !elsewhere.contains(code))
        .collect();
    assert!(bare.is_empty(), "rules without a case: {bare:?}");
}

#[test]
fn internal_findings_reach_no_output_and_no_reader_who_did_not_ask() {
    for case in expected::cases("rules").iter().filter(|case| !asked(case).is_empty()) {
        let portal = Portal::new();
        expected::lay(case, &portal);
        for format in ["human", "short", "json", "sarif", "github"] {
            let ran = portal.run(&["check", "--format", format]).expect(0);
            for code in internal_codes() {
                assert!(!ran.both().contains(code), "{format}: {}", ran.both());
            }
        }
        let ran = portal.build().expect(0);
        let said = portal.run(&["check", "--internal", "--format", "short", "--lang", "zh"]).err;
        let told =
            said.lines().filter_map(|line| line.split_once(": internal[")?.1.split_once("]: "));
        let mut words: Vec<&str> = told.map(|(_, message)| message).collect();
        words.extend(internal_codes().chain(["近亲属", "审批人也是", "表兄"]));
        for word in words {
            assert!(!ran.both().contains(word), "{word}");
            for (path, bytes) in portal.site() {
                let text = String::from_utf8_lossy(&bytes);
                assert!(!text.contains(word), "{path} holds {word}");
            }
        }
    }
}

/// A village with twelve months, all it spends in January.
fn year(portal: &Portal, unit: &str, spent: i64) {
    let folder = format!("content/units/{unit}");
    let head = format!("id: {unit}\nname: {unit}\nlevel: village\n");
    portal.put(&format!("{folder}/unit.yaml"), head);
    for month in 1..=12 {
        let (opening, line) = match month {
            1 => (spent, format!("lines:\n  - {}}}\n", LINE.replace("2026-03", "2025-01"))),
            _ => (0, String::new()),
        };
        let line = line.replace("amount: 100.00", &format!("amount: {spent}"));
        let text = format!("period: 2025-{month:02}\nopening_bank: {opening}\n{line}");
        let text = ledger(&format!("{unit}-{month}"), &text);
        portal.put(&format!("{folder}/finance/2025-{month:02}.yaml"), text);
    }
}

#[test]
fn a_village_far_above_its_peers_is_an_internal_question() {
    let told = |spent: &[i64]| -> Vec<String> {
        let portal = Portal::new();
        portal.remove(&format!("{VILLAGE}/unit.yaml"));
        for (at, spent) in spent.iter().enumerate() {
            year(&portal, &format!("v{at}"), *spent);
        }
        let ran = portal.run(&["check", "--internal", "--format", "short", "--lang", "zh"]);
        let lines = ran.expect(0).err;
        lines.lines().filter(|line| line.contains("above-peers")).map(str::to_string).collect()
    };
    let hit = "content/units/v4/unit.yaml: internal[above-peers]: \
               2025 年管理费用 151.00 元，高于同类单位中位数的 150%，待核实";
    assert_eq!(told(&[80, 90, 100, 120, 151]), [hit]);
    assert_eq!(told(&[80, 90, 100, 120, 150]), [""; 0], "exactly at");
    assert_eq!(told(&[80, 90, 100, 900]), [""; 0], "too few to compare");
    // The middle of six lies between the third and the fourth: 105.
    assert_eq!(told(&[80, 90, 100, 110, 120, 157]), [""; 0]);
    assert_eq!(told(&[80, 90, 100, 110, 120, 158]).len(), 1);
}

#[test]
fn a_question_about_a_person_masks_the_person() {
    let portal = Portal::new();
    let month = |name: &str, opening: &str, closing: &str, date: &str, what: &str| {
        let line = LINE.replace("2026-03-05", date).replace("100.00", "10000.00");
        let line = line.replace("上村文具店", "王大力").replace("买纸", what);
        let text =
            format!("opening_bank: {opening}\nclosing_bank: {closing}\nlines:\n  - {line}}}\n");
        portal.put_ledger(name, &format!("period: {name}\n{text}"));
    };
    month("2026-03", "20000.00", "10000.00", "2026-03-25", "砂石");
    month("2026-04", "10000.00", "0.00", "2026-04-02", "水泥");
    let ran = portal.build().expect(0);
    assert!(ran.err.contains("notice[split-purchase]") && ran.err.contains("王大力"));
    assert!(portal.page("shangcun/finance/2026-04.html").contains("同一收款方“王*力”分 2 笔"));
    for (path, bytes) in portal.site() {
        assert!(!String::from_utf8_lossy(&bytes).contains("王大力"), "{path}");
    }
}

#[test]
fn a_question_about_a_notice_stands_on_its_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/explained");
    let portal = Portal::new();
    expected::lay(&root.join("notice-matching"), &portal);
    portal.build().expect(0);
    let page = portal.page("shangcun/notices/n-1.html");
    assert!(page.contains("少于 15 天") && page.contains("正在核对，核对好就贴"));
    portal.run(&["check", "--strict"]).expect(0);
}

#[test]
fn an_accepted_old_difference_stands_on_the_page_with_its_word() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/explained");
    let portal = Portal::new();
    expected::lay(&root.join("old-difference-accepted"), &portal);
    portal.build().expect(0);
    let page = portal.page("shangcun/finance/2026-02.html");
    assert!(page.contains("相差 10.00 元"), "the fact is on the page");
    assert!(page.contains("建账前的旧差额"), "the unit's word is on the page");
    let json = portal.page("shangcun/finance/2026-02.json");
    assert!(json.contains("balance-differs") && json.contains("建账前的旧差额"));
}

#[test]
fn a_notice_stands_on_the_page_beside_its_explanation() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/explained");
    let portal = Portal::new();
    expected::lay(&root.join("matching"), &portal);
    portal.build().expect(0);
    let page = portal.page("shangcun/finance/2026-03.html");
    assert!(page.contains("超出本地限额") && page.contains("次日已存入银行"));
    assert!(portal.path(VILLAGE).exists());
}
