//! Exit codes, formats, languages.

use crate::portal::{Portal, program};

fn with_notice() -> Portal {
    let portal = Portal::new();
    portal.put_ledger("2026-03", "period: 2026-03\nclosing_bank: 0.00\nstatement_bank: 1.00\n");
    portal
}

fn blocked() -> Portal {
    let portal = with_notice();
    portal.put_ledger("2026-04", "period: 2026-04\nclosing_bank: 9.00\n");
    portal
}

#[test]
fn exit_codes_are_the_same_in_every_format() {
    for format in ["human", "short", "json", "sarif", "github"] {
        with_notice().run(&["check", "--format", format]).expect(0);
        with_notice().run(&["check", "--format", format, "--strict"]).expect(1);
        blocked().run(&["check", "--format", format]).expect(1);
        blocked().run(&["build", "--format", format]).expect(1);
        for to in ["public", "portal.zip"] {
            with_notice().run(&["publish", "--to", to, "--format", format]).expect(0);
            with_notice().run(&["publish", "--to", to, "-n", "--format", format]).expect(0);
            blocked().run(&["publish", "--to", to, "--format", format]).expect(1);
            blocked().run(&["publish", "--to", to, "-n", "--format", format]).expect(1);
        }
    }
    let portal = Portal::new();
    portal.put_ledger("2026-03", "period: 2026-03\n");
    portal.run(&["check", "--strict"]).expect(0);
}

#[test]
fn what_cannot_be_done_is_two() {
    let portal = with_notice();
    for arguments in [
        vec!["check", "--as-of", "2026-02-30"],
        vec!["check", "--as-of", "gestern"],
        vec!["check", "--jobs", "0"],
        vec!["check", "--format", "yaml"],
        vec!["chekc"],
        vec!["publish"],
        vec!["init"],
        vec!["new", "ledger"],
        vec!["check", "-C", "nowhere"],
        vec![],
    ] {
        let ran = portal.run(&arguments).expect(2);
        assert!(!ran.err.is_empty(), "{arguments:?} says why");
    }
    let ran = Portal::bare().run(&["check", "--lang", "zh"]).expect(2);
    assert!(ran.err.contains("找不到 content/portal.yaml"), "{}", ran.err);
    portal.run(&["check", "--as-of", "2026-02-28"]).expect(0);
}

#[test]
fn strict_builds_nothing_where_a_notice_stands() {
    let portal = with_notice();
    portal.run(&["build", "--strict"]).expect(1);
    assert!(!portal.path("site").exists());
}

#[test]
fn documents_for_programs_stand_alone_on_stdout() {
    let publish = &["publish", "--to", "public"][..];
    for command in [&["check"][..], &["build"], publish, &["publish", "--to", "public", "-n"]] {
        for portal in [with_notice(), blocked()] {
            let format = |name| [command, &["--format", name]].concat();
            let ran = portal.run(&format("json"));
            let json: serde_json::Value = serde_json::from_str(&ran.out).expect("one document");
            for key in ["schema_version", "tool", "as_of", "inputs", "summary", "steps"] {
                assert!(!json[key].is_null(), "{key} in {json}");
            }
            let problem = &json["problems"][0];
            for key in ["code", "severity", "path", "range", "message"] {
                assert!(!problem[key].is_null(), "{key} in {problem}");
            }
            let ran = portal.run(&format("sarif"));
            let sarif: serde_json::Value = serde_json::from_str(&ran.out).expect("one document");
            assert_eq!(sarif["version"], "2.1.0");
            let run = &sarif["runs"][0];
            assert_eq!(run["columnKind"], "unicodeCodePoints");
            assert_eq!(run["tool"]["driver"]["name"], "sunlit");
            let result = &run["results"][0];
            let place = &result["locations"][0]["physicalLocation"];
            assert!(place["artifactLocation"]["uri"].is_string(), "{result}");
            assert!(result["ruleId"].is_string() && result["level"].is_string());
        }
    }
}

#[test]
fn github_and_short_say_one_line_a_finding() {
    let ran = blocked().run(&["check", "--format", "github"]).expect(1);
    let lines: Vec<_> = ran.out.lines().collect();
    assert!(
        lines.iter().any(|l| l.starts_with("::error file=content/units/shangcun")),
        "{lines:?}"
    );
    let ran = blocked().run(&["check", "--format", "short", "--lang", "en"]).expect(1);
    assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
    assert!(ran.err.contains("2026-04.yaml:2:15: error[balance-differs]: by its lines"));
}

#[test]
fn help_and_messages_speak_the_callers_language() {
    let say = |lang: Option<&str>, flag: Option<&str>| {
        let mut command = program();
        command.arg("build").arg("--help");
        if let Some(lang) = lang {
            command.env("LANG", lang);
        }
        if let Some(flag) = flag {
            command.args(["--lang", flag]);
        }
        let output = command.output().expect("help");
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).expect("text")
    };
    assert!(say(None, None).contains("检查资料"), "Chinese where nothing is said");
    assert!(say(Some("zh_CN.UTF-8"), None).contains("例：sunlit build"));
    assert!(say(Some("en_GB.UTF-8"), None).contains("example: sunlit build"));
    assert!(say(Some("en_GB.UTF-8"), Some("zh")).contains("检查资料"), "the flag wins");
    assert!(say(Some("zh_CN.UTF-8"), Some("en")).contains("check the content"));
}

/// A county that wants a month's ledger by the 15th; March is there.
fn monthly() -> Portal {
    let portal = with_notice();
    let entry = "{id: village-finance, item: 财务, level: village, kind: ledger, \
        cadence: month, by_day: 15, basis: [{law: 县目录}]}";
    portal.put("content/law/x.yaml", format!("id: x\nname: 县\nentries:\n  - {entry}\n"));
    portal
}

#[test]
fn due_names_the_day_and_the_file_and_is_no_failure() {
    let portal = monthly();
    let ran = portal.run(&["due", "--lang", "zh", "--as-of", "2026-05-16"]).expect(0);
    let lines: Vec<&str> = ran.out.lines().map(str::trim).collect();
    assert_eq!(
        lines,
        [
            "截至 2026-05-16，往后 30 天：",
            "",
            "上村（shangcun）",
            "2026-05-15  逾期 1 日  2026年4月 财务",
            "content/units/shangcun/finance/2026-04.yaml",
            "sunlit new ledger --unit shangcun --month 2026-04",
            "2026-06-15  还有 30 日  2026年5月 财务",
            "content/units/shangcun/finance/2026-05.yaml",
            "sunlit new ledger --unit shangcun --month 2026-05",
        ]
    );
    let days = |as_of: &str, within: &str| -> Vec<i64> {
        let arguments = ["due", "--as-of", as_of, "--within", within, "--format", "json"];
        let ran = portal.run(&arguments).expect(0);
        let json: serde_json::Value = serde_json::from_str(&ran.out).expect("one document");
        let due = json["units"][0]["due"].as_array().expect("a list").clone();
        due.iter().map(|one| one["days_left"].as_i64().expect("days")).collect()
    };
    assert_eq!(days("2026-05-15", "0"), [0]);
    assert_eq!(days("2026-05-15", "30"), [0]);
    assert_eq!(days("2026-05-15", "31"), [0, 31]);
    assert_eq!(days("2026-05-16", "60"), [-1, 30, 60]);
    portal.run(&["due", "--unit", "nowhere"]).expect(2);
    portal.run(&["due", "--format", "sarif"]).expect(2);
}

#[test]
fn due_says_that_a_file_cannot_be_read() {
    let portal = monthly();
    portal.put_ledger("2026-04", "period: 四月\n");
    let ran = portal.run(&["due", "--lang", "en", "--as-of", "2026-05-16"]).expect(0);
    assert!(ran.out.contains("some files cannot be read"), "{}", ran.out);
}

#[test]
fn explain_says_what_a_code_asks_without_a_project() {
    let bare = Portal::bare();
    let ran = bare.run(&["explain", "split-purchase", "--lang", "zh"]).expect(0);
    for word in ["问什么", "怎么算", "20000.00 元", "settings.purchase_limit", "怎样说清", "C4"]
    {
        assert!(ran.out.contains(word), "{word} in {}", ran.out);
    }
    let ran = bare.run(&["explain", "split-purchase", "--lang", "en"]).expect(0);
    assert!(ran.out.contains("What settles it") && ran.out.contains("30 days"), "{}", ran.out);
    let all = bare.run(&["explain"]).expect(0).out;
    assert_eq!(all.lines().count(), sunlit::finding::rules::ALL.len());
    let ran = bare.run(&["explain", "split-purchse", "--lang", "en"]).expect(2);
    assert!(
        ran.err.contains("did you mean `split-purchase`?") && ran.out.is_empty(),
        "{}",
        ran.err
    );
    let ran = bare.run(&["explain", "split-purchse", "--lang", "zh"]).expect(2);
    assert!(ran.err.contains("是不是 `split-purchase`？"), "{}", ran.err);
    bare.run(&["explain", "zzzzzz"]).expect(2);
}

#[test]
fn the_page_of_methods_has_a_place_for_every_question_with_the_places_own_threshold() {
    let portal = Portal::new();
    let more = format!("{}settings:\n  purchase_limit: 8000.00\n", crate::portal::PORTAL);
    portal.put("content/portal.yaml", more);
    portal.build().expect(0);
    let page = portal.page("methods.html");
    for rule in sunlit::finding::rules::ALL {
        let asked = rule.basis.starts_with(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I']);
        let public = asked && rule.grade != sunlit::finding::Grade::Internal;
        let there = [format!("id={}>", rule.code), format!("id=\"{}\"", rule.code)];
        assert_eq!(there.iter().any(|id| page.contains(id)), public, "{}", rule.code);
    }
    assert!(page.contains("采购限额 8000.00 元"));
}

#[test]
fn every_command_has_its_help_with_an_example_in_both_languages() {
    for command in ["build", "check", "serve", "publish", "review", "init", "new", "explain"] {
        for (lang, example) in [("zh", "例：sunlit "), ("en", "example: sunlit ")] {
            let ran = Portal::bare().run(&[command, "--help", "--lang", lang]).expect(0);
            assert!(ran.out.contains(&format!("{example}{command}")), "{command}: {}", ran.out);
        }
    }
    let paper = include_str!("../docs/reference/commands.md");
    let ran = Portal::bare().run(&["--help", "--lang", "en"]).expect(0);
    let (_, commands) = ran.out.split_once("Commands:\n").expect("a list of commands");
    let names = commands.lines().map_while(|line| line.split_whitespace().next());
    for name in names.filter(|name| *name != "help") {
        assert!(paper.contains(&format!("| `sunlit {name}")), "{name} is in the reference");
    }
}

#[test]
fn the_project_is_found_upward() {
    let portal = with_notice();
    let mut command = portal.command();
    let output = command.current_dir(portal.path("content/units")).arg("check").output();
    assert_eq!(output.expect("an answer").status.code(), Some(0));
}
