//! The domain's rows, kinds and rules each have a home: a page of the sample and a fixture (`docs/coverage-of-the-domain.md`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sunlit::finding::rules;
use sunlit::kind::Kinds;

use crate::portal::{Portal, tree};

const PAPER: &str = include_str!("../docs/coverage-of-the-domain.md");

/// Rows that have a home in something else than a case folder: made at run time, or a hint inside another rule.
const RULES_ELSEWHERE: &[(&str, &str)] = &[
    ("above-peers", "a_village_far_above_its_peers_is_an_internal_question"),
    ("personal-number", "an_id_number_is_blocked_wherever_it_stands"),
    ("personal-number-in-output", "last_good_pages_go_when_the_consent_they_rest_on_is_gone"),
];

/// One row of the paper: what it is about, where the sample shows it and in which words, what tests it.
struct Home {
    page: String,
    says: String,
    fixture: String,
}

fn homes() -> BTreeMap<String, Home> {
    let rows = PAPER.lines().filter(|line| line.starts_with("| ") && line.contains('`'));
    let home = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [row, _, page, says, fixture] = cells[..] else { panic!("five cells: {line}") };
        let bare = |cell: &str| cell.trim_matches('`').to_string();
        (row.to_string(), Home { page: bare(page), says: bare(says), fixture: bare(fixture) })
    };
    rows.map(home).collect()
}

/// Section 1 of the brief, row by row, and the kinds of section 2.
fn rows() -> Vec<String> {
    let modules = (1..=6).map(|n| format!("1-{n}"));
    let section_1 = (1..=49).map(|n| n.to_string()).chain(modules);
    let section_2 = (0..=10).map(|n| format!("2.{n}"));
    let others = [
        "议事会",
        "办事指南",
        "联络站",
        "宅基地",
        "用工",
        "采购",
        "党务",
        "收益分配",
        "征地补偿",
        "一事一议",
        "捐赠",
        "水电费代收",
        "公章",
        "换届",
        "评议",
        "审计",
        "居务",
        "涉权事项",
    ];
    section_1.chain(section_2).chain(others.map(|kind| format!("2.11 {kind}"))).collect()
}

/// The words of a page, without its markup.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside && !c.is_whitespace() => text.push(c),
            _ => {}
        }
    }
    text
}

#[test]
fn every_row_of_the_domain_has_a_page_that_says_it_and_a_fixture() {
    let homes = homes();
    let known: BTreeSet<&str> = homes.keys().map(String::as_str).collect();
    let rows = rows();
    let wanted: BTreeSet<&str> = rows.iter().map(String::as_str).collect();
    let missing: Vec<_> = wanted.difference(&known).collect();
    assert!(missing.is_empty(), "rows without a home: {missing:?}");

    let portal = Portal::sample();
    portal.build().expect(0);
    let site = portal.site();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    for (row, home) in &homes {
        match site.get(&home.page) {
            None => wrong.push(format!("{row}: no page {}", home.page)),
            Some(bytes) => {
                let page = words(&String::from_utf8_lossy(bytes));
                let said = home.says.split('，').map(|s| s.replace(' ', ""));
                let unsaid: Vec<String> = said.filter(|said| !page.contains(said)).collect();
                if !unsaid.is_empty() {
                    wrong.push(format!("{row}: {} does not say {unsaid:?}", home.page));
                }
            }
        }
        if !root.join(&home.fixture).exists() {
            wrong.push(format!("{row}: no fixture {}", home.fixture));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_kind_is_a_stub() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixtures: BTreeMap<String, Vec<u8>> = ["tests/rules", "tests/mistakes"]
        .iter()
        .flat_map(|folder| tree(&root.join(folder)))
        .collect();
    let sample = tree(&root.join("content"));
    let mut stubs = Vec::new();
    for kind in Kinds::shipped().iter() {
        let inside = format!("/{}/", kind.folder);
        // Markdown that lies right in a case goes to the village's notices.
        let notice = |path: &str| path.ends_with(".md") && path.matches('/').count() == 2;
        let of_kind = |path: &str| path.contains(&inside) || (kind.key == "notice" && notice(path));
        let bad = fixtures.iter().filter(|(path, _)| of_kind(path));
        let told = bad.filter(|(_, bytes)| {
            let text = String::from_utf8_lossy(bytes);
            ["# error[", "# notice[", "# internal["].iter().any(|grade| text.contains(grade))
        });
        if told.count() == 0 {
            stubs.push(format!("{}: no fixture with its findings by place", kind.key));
        }
        if !sample.keys().any(|path| path.contains(&inside)) {
            stubs.push(format!("{}: no sample", kind.key));
        }
    }
    assert!(stubs.is_empty(), "{stubs:#?}");
}

#[test]
fn every_rule_of_the_brief_has_its_hit_and_its_miss() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let tests: String = tree(&root)
        .iter()
        .filter(|(path, _)| path.ends_with(".rs"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    let mut asked = BTreeSet::new();
    let of_brief = |basis: &str| basis.starts_with(|c: char| c.is_ascii_uppercase());
    for rule in rules::ALL.iter().filter(|rule| of_brief(rule.basis)) {
        asked.insert(rule.basis);
        if let Some((_, test)) = RULES_ELSEWHERE.iter().find(|(code, _)| *code == rule.code) {
            assert!(tests.contains(&format!("fn {test}(")), "{}: {test}", rule.code);
            continue;
        }
        let mut cases: BTreeMap<String, bool> = BTreeMap::new();
        for (path, bytes) in tree(&root.join("rules").join(rule.code)) {
            let case = path.split('/').next().unwrap_or_default().to_string();
            let hit = String::from_utf8_lossy(&bytes).contains(&format!("[{}]", rule.code));
            *cases.entry(case).or_default() |= hit;
        }
        assert!(cases.values().any(|hit| *hit), "{}: no hit", rule.code);
        assert!(cases.values().any(|hit| !hit), "{}: no miss", rule.code);
    }
    let rows = |letter: char, last: u32| (1..=last).map(move |n| format!("{letter}{n}"));
    let families =
        [('A', 5), ('B', 5), ('C', 11), ('D', 7), ('E', 7), ('F', 6), ('G', 1), ('H', 4), ('I', 2)];
    // A4 is the hint in the messages of A1 to A3: what a difference looks like.
    let wanted = families.into_iter().flat_map(|(letter, last)| rows(letter, last));
    let without: Vec<String> =
        wanted.filter(|row| row != "A4" && !asked.contains(row.as_str())).collect();
    assert!(without.is_empty(), "rows of the brief without a rule: {without:?}");
}
