//! Every format over one small file, held by the texts in `golden/`.

use std::sync::Arc;

use super::*;
use crate::finding::{Place, Rule, rules};
use crate::model::Said;

pub(super) const PATH: &str = "content/村, 东/2026-03.yaml";
const TEXT: &str = "period: 2026-03\n摘要: 路灯维修电费 1.200.00 元\n凭证: 记-7\n审批: 张三\n";
const STEPS: &[(&str, Step)] =
    &[("read", Step::Passed), ("check", Step::Ran), ("render", Step::Skipped)];

/// A finding at the first place of `at` in the text; about the whole file where it is empty.
pub(super) fn finding(rule: &'static Rule, text: &str, at: &str, zh: &str, en: &str) -> Finding {
    let place = match text.find(at) {
        Some(start) if !at.is_empty() => Place::Bytes(start, start + at.len()),
        _ => Place::File,
    };
    Finding::new(rule, &Arc::from(PATH), place, Said::new(zh, en))
}

pub(super) fn run(findings: &[Finding]) -> Run<'_> {
    Run {
        findings,
        lang: Lang::Zh,
        as_of: Some(Date::constant(2026, 4, 1)),
        color: false,
        internal: false,
        strict: false,
        steps: STEPS,
        inputs: 2,
        suppressed: 0,
        unread: 0,
        drafts: 0,
        without_private: false,
        most: None,
    }
}

fn four() -> Vec<Finding> {
    let at = |rule, at, zh, en| finding(rule, TEXT, at, zh, en);
    let said = ("`1.200.00` 不是金额", "`1.200.00` is not money");
    let money = at(&rules::INVALID_MONEY, "1.200.00", said.0, said.1);
    let said = ("缺 100% 的凭证", "100% of vouchers missing");
    let gap = at(&rules::VOUCHER_GAP, "记-7\n审批: 张三", said.0, said.1);
    vec![
        money.help("写成 `1200.00`", "write `1200.00`").about("lines 1"),
        gap,
        at(&rules::SUPERVISOR_APPROVES, "张三", "张三既监督又审批", "张三 supervises and approves"),
        at(&rules::MISSING_FILE, "", "缺少说明", "no explanation"),
    ]
}

fn text(path: &str) -> Option<String> {
    (path == PATH).then(|| TEXT.to_string())
}

#[test]
fn prints_each_format_as_agreed() {
    let findings = four();
    let zh = run(&findings);
    let en = Run { lang: Lang::En, internal: true, ..run(&findings) };
    assert_eq!(print(Format::Human, &zh, &text), include_str!("golden/human.zh.txt"));
    assert_eq!(print(Format::Human, &en, &text), include_str!("golden/human.en.txt"));
    assert_eq!(print(Format::Short, &zh, &text), include_str!("golden/short.txt"));
    assert_eq!(print(Format::Github, &zh, &text), include_str!("golden/github.txt"));
    assert_eq!(print(Format::Json, &zh, &text), include_str!("golden/report.json"));
    assert_eq!(print(Format::Sarif, &en, &text), include_str!("golden/report.sarif"));
}

#[test]
fn closes_with_where_to_begin() {
    let findings = four();
    let zh = run(&findings);
    let line = "必须改 2 处，需说明 1 处；先看 content/村, 东/2026-03.yaml 第 2 行。";
    assert_eq!(closing_line(&zh, &text), line);
    let en = Run { lang: Lang::En, internal: true, strict: true, ..run(&findings[1..]) };
    let line = "1 to mend, 1 to explain (blocking, by --strict), 1 internal; \
                start with content/村, 东/2026-03.yaml";
    assert_eq!(closing_line(&en, &text), line);
    assert_eq!(closing_line(&run(&[]), &text), "查了 2 份文件，没有要改的，也没有要说明的。");
    let none = Run { inputs: 0, lang: Lang::En, ..run(&[]) };
    assert_eq!(closing_line(&none, &text), "no files were read");
}

#[test]
fn tells_an_empty_run() {
    let empty = run(&[]);
    for format in [Format::Human, Format::Short, Format::Github] {
        assert_eq!(print(format, &empty, &text), "");
    }
    for format in [Format::Json, Format::Sarif] {
        let document = print(format, &empty, &text);
        serde_json::from_str::<serde_json::Value>(&document).unwrap();
        assert!(document.ends_with("}\n"));
    }
}

#[test]
fn keeps_internal_findings_to_those_who_asked() {
    let findings = &four()[2..3];
    for format in Format::ALL {
        let printed = print(format, &run(findings), &text);
        assert!(!printed.contains("supervisor") && !printed.contains("张三"), "{printed}");
        let asked = Run { internal: true, ..run(findings) };
        assert!(print(format, &asked, &text).contains("supervisor-approves"));
    }
    let line = closing_line(&run(findings), &text);
    assert_eq!(line, "查了 2 份文件，没有要改的，也没有要说明的。");
}

#[test]
fn writes_what_sarif_asks_for() {
    let findings = four();
    let log = print(Format::Sarif, &run(&findings), &text);
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    let run = &log["runs"][0];
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    for result in run["results"].as_array().unwrap() {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        assert!(result["message"]["text"].is_string());
    }
    let place = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uriBaseId"], "PROJECT");
    assert_eq!(place["region"]["startColumn"], 12);
    assert!(run["results"][2]["locations"][0]["physicalLocation"]["region"].is_null());
}

#[test]
fn reads_the_word_of_a_format() {
    for format in Format::ALL {
        assert_eq!(format.key().parse(), Ok(format));
    }
    assert_eq!("xml".parse::<Format>(), Err(UnknownFormat));
}
