//! Every rule: hit, just under, exactly at. The cases are the folders of `rules/`, one a rule.

use std::path::Path;

use crate::expected;
use crate::portal::{Portal, VILLAGE};

/// Internal rules speak only when asked.
fn asked(case: &Path) -> &'static [&'static str] {
    let group = case.parent().and_then(Path::file_name).unwrap_or_default();
    if group.to_string_lossy().starts_with("supervisor") { &["--internal"] } else { &[] }
}

#[test]
fn every_rule_says_what_its_cases_expect() {
    expected::hold_all("rules", asked);
}

#[test]
fn no_rule_is_without_a_case() {
    let mut known = expected::codes("rules");
    known.extend(expected::codes("mistakes"));
    // Made at run time, because no such file may lie in the repository.
    let elsewhere = [
        "attachment-broken",
        "attachment-hidden",
        "attachment-metadata",
        "attachment-names-person",
        "attachment-not-redacted",
        "attachment-refused",
        "attachment-reminder",
        "file-too-large",
        "last-good-not-kept",
        "link-not-followed",
        "personal-number",
        "personal-number-in-output",
        "phone-without-consent",
        "picture-too-large",
        "unknown-schema",
    ];
    let rules = sunlit::finding::rules::ALL.iter().map(|rule| rule.code);
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
            assert!(!ran.both().contains("supervisor-"), "{format}: {}", ran.both());
        }
        let ran = portal.build().expect(0);
        assert!(!ran.both().contains("supervisor-"));
        for (path, bytes) in portal.site() {
            let text = String::from_utf8_lossy(&bytes);
            for word in ["supervisor-", "近亲属", "审批人也是", "表兄"] {
                assert!(!text.contains(word), "{path} holds {word}");
            }
        }
    }
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
