//! What `check` lists where a person asks for a part: the rest is read, counted and said to be there.

use std::fs;

use crate::portal::{PORTAL, Portal, VILLAGE};

/// Two months with a wrong amount and a wrong day each.
fn portal() -> Portal {
    let portal = Portal::new();
    for month in ["2026-04", "2026-05"] {
        let text = format!("period: {month}\nuntil: 31\nopening_bank: many\n");
        portal.put_ledger(month, &text);
    }
    portal
}

fn check(portal: &Portal, more: &[&str]) -> crate::portal::Ran {
    portal.run(&[&["check", "--lang", "zh", "--format", "short"], more].concat())
}

#[test]
fn a_file_is_listed_alone_and_the_rest_is_counted() {
    let portal = portal();
    let all = check(&portal, &[]).expect(1);
    assert!(all.err.contains("2026-04.yaml") && all.err.contains("2026-05.yaml"), "{}", all.err);
    let one = check(&portal, &[&format!("{VILLAGE}/finance/2026-05.yaml")]).expect(1);
    assert!(!one.err.contains("2026-04.yaml"), "{}", one.err);
    assert!(one.err.contains("2026-05.yaml:"), "{}", one.err);
    let mend = all.err.matches(" error[").count() - one.err.matches(" error[").count();
    assert!(mend > 0);
    let elsewhere = format!("没有要求列出的地方还有必改 {mend} 处，改完才能发布\n");
    assert!(one.err.ends_with(&elsewhere), "{elsewhere}{}", one.err);
    let gone = check(&portal, &["content/none.yaml"]).expect(2);
    assert!(gone.err.contains("content/none.yaml: 没有这个文件"), "{}", gone.err);
    let outside = check(&portal, &["/"]).expect(2);
    assert!(outside.err.contains("不在这个项目里"), "{}", outside.err);
}

#[test]
fn codes_are_chosen_and_left_out_and_a_wrong_one_is_told() {
    let portal = portal();
    let one = check(&portal, &["--select", "invalid-money"]).expect(1);
    assert!(one.err.lines().filter(|line| line.contains('[')).count() == 2, "{}", one.err);
    let none = check(&portal, &["--select", "invalid-money", "--ignore", "invalid-money"]);
    assert!(!none.expect(0).err.contains("[invalid-money]"));
    let wrong = check(&portal, &["--ignore", "invalid-mony"]).expect(2);
    assert!(wrong.err.contains("--ignore: 没有代号 `invalid-mony`，是不是 `invalid-money`"));
    let unit = check(&portal, &["--unit", "nowhere"]).expect(2);
    assert!(unit.err.contains("--unit nowhere: 没有这个单位"), "{}", unit.err);
    let village = VILLAGE.rsplit('/').next().expect("a folder");
    portal.put("content/portal.yaml", format!("{PORTAL}colour: red\n"));
    let all = check(&portal, &[]).expect(1).err;
    let unit = check(&portal, &["--unit", village]).expect(1).err;
    assert!(all.contains("content/portal.yaml:") && !unit.contains("content/portal.yaml:"));
    let of_unit = |text: &str| text.matches(VILLAGE).count();
    assert!(of_unit(&all) > 0 && of_unit(&all) == of_unit(&unit), "{unit}");
}

#[test]
fn a_long_list_is_cut_after_the_heaviest_and_counted_by_code() {
    let portal = portal();
    let human = |more: &[&str]| portal.run(&[&["check", "--lang", "zh"], more].concat()).expect(1);
    let (all, two) = (human(&[]), human(&["--max", "2"]));
    assert_eq!(two.err.matches("必改[").count(), 2, "{}", two.err);
    assert!(!two.err.contains("提示["), "{}", two.err);
    let left = all.err.matches("必改[").count() + all.err.matches("提示[").count() - 2;
    assert!(two.err.contains(&format!("还有 {left} 处没有列出")), "{left} {}", two.err);
    let counted = human(&["--statistics"]);
    assert!(counted.out.contains("     2  必改  invalid-money"), "{}", counted.out);
    assert!(counted.err.is_empty(), "{}", counted.err);
}

#[test]
fn the_page_to_print_is_written_once() {
    let portal = portal();
    check(&portal, &["--report", "findings.html"]).expect(1);
    let page = fs::read_to_string(portal.path("findings.html")).expect("the page");
    assert!(page.starts_with("<!doctype html>\n<html lang=zh-CN>"), "{page}");
    assert!(page.contains(&format!("<h2>{VILLAGE}/finance/2026-04.yaml</h2>")), "{page}");
    assert!(page.contains("[invalid-money]") && page.contains("many"), "{page}");
    assert!(!page.contains("http"), "it asks nobody for anything: {page}");
    let again = check(&portal, &["--report", "findings.html"]).expect(2);
    assert!(again.err.contains("已经有这个文件，没有动它"), "{}", again.err);
}
