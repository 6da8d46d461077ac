//! A new portal works at once; a new record misses only what is left to fill in.

use std::fs;

use sunlit::kind::{self, Filing, Named};
use sunlit::model::Lang;
use sunlit::model::shape::{Shape, Type};

use crate::portal::{Portal, Ran, VILLAGE, tree};

/// A new portal in a folder of its own: the language and what more was asked for.
fn made(more: &[&str]) -> (Portal, Ran) {
    let portal = Portal::bare();
    let mut arguments = vec!["init", "."];
    arguments.extend(more);
    let ran = portal.run(&arguments).expect(0);
    (portal, ran)
}

#[test]
fn a_new_portal_passes_every_check_and_builds() {
    for (lang, unit, village) in [("zh", "cun", "溪山村"), ("en", "village", "Xishan")] {
        let (portal, _) = made(&["--lang", lang]);
        let ran = portal.run(&["check", "--strict", "--internal", "--lang", lang]).expect(0);
        assert!(ran.err.is_empty(), "{}", ran.err);
        portal.run(&["build", "--strict"]).expect(0);
        let month = portal.page(&format!("{unit}/finance/2026-01.html"));
        assert!(month.contains(village) && month.contains("23619.50"), "{month}");
        assert!(portal.page("index.html").contains("class=sample"), "every page says it is one");
        for person in ["诸葛明远", "Zhuge Mingyuan"] {
            assert!(!month.contains(person), "{person} is masked");
        }
        let next = ["new", "ledger", "--unit", unit, "--month", "2026-02"];
        portal.run(&next).expect(0);
        let readme = fs::read_to_string(portal.path("README.md")).expect("a first page");
        assert!(readme.contains(&format!("$ sunlit {}", next.join(" "))), "what it says works");
    }
}

#[test]
fn a_new_portal_is_called_what_it_is_told() {
    let (portal, ran) = made(&["--village", "O'Hara: 上'村", "--name", "# 我的门户"]);
    assert!(ran.out.contains("写了 11 个文件："), "{}", ran.out);
    portal.run(&["build", "--strict"]).expect(0);
    let page = portal.page("index.html");
    assert!(page.contains("# 我的门户") && page.contains("Hara: 上"), "{page}");
    let (portal, _) = made(&["--village", "上村"]);
    let settings = fs::read_to_string(portal.path("content/portal.yaml")).expect("settings");
    assert!(settings.contains("名称: '上村阳光公开'"), "{settings}");
    let ran = Portal::bare().run(&["init", ".", "--village", "a\nb", "--lang", "en"]).expect(2);
    assert!(ran.err.contains("a name is one line of text"), "{}", ran.err);
}

/// The language of messages is the caller's; a portal is Chinese unless it is asked to be otherwise.
#[test]
fn a_new_portal_is_chinese_unless_asked() {
    let portal = Portal::bare();
    let mut command = portal.command();
    let output =
        command.args(["init", "a"]).env("LANG", "en_GB.UTF-8").output().expect("an answer");
    assert!(String::from_utf8_lossy(&output.stdout).contains("11 files written: a"));
    assert!(portal.path("a/content/units/xian/zhen/cun/unit.yaml").exists());
    let ran = portal.run(&["init", "b", "--quiet"]).expect(0);
    assert_eq!(ran.both(), "");
}

#[test]
fn a_new_portal_overwrites_nothing() {
    let portal = Portal::bare();
    portal.put("content/portal.yaml", "mine").put("notes.txt", "mine");
    let before = tree(portal.root());
    let ran = portal.run(&["init", ".", "--lang", "zh"]).expect(2);
    assert!(ran.err.contains("不是空文件夹") && ran.err.contains("--force"), "{}", ran.err);
    let ran = portal.run(&["init", ".", "--lang", "en"]).expect(2);
    assert!(ran.err.contains("not empty; choose another"), "{}", ran.err);
    assert_eq!(tree(portal.root()), before);
    let ran = portal.run(&["init", ".", "--force", "--lang", "zh"]).expect(0);
    assert!(ran.out.contains("写了 10 个文件，留下原有的 1 个"), "{}", ran.out);
    let after = tree(portal.root());
    assert!(before.iter().all(|(path, bytes)| after[path] == *bytes));
    portal.run(&["init"]).expect(2);
}

/// What version control must not take stays out of it, and the templates are not acted on in this repository.
#[test]
fn a_new_portal_keeps_private_papers_out_of_version_control() {
    let (portal, _) = made(&[]);
    let ignored = fs::read_to_string(portal.path(".gitignore")).expect("a list");
    assert!(
        ignored.contains("\n/private/\n/board/\n/review/\n/site/*\n!/site/.gitignore\n"),
        "{ignored}"
    );
    assert!(portal.path("private/README.md").exists() && portal.path("site/.gitignore").exists());
}

#[test]
fn every_setting_stands_in_the_new_portal_with_a_word_on_it() {
    for lang in [Lang::Zh, Lang::En] {
        let (portal, _) = made(&["--lang", lang.pick("zh", "en")]);
        let text = fs::read_to_string(portal.path("content/portal.yaml")).expect("settings");
        for key in keys(&kind::portal::PORTAL, lang) {
            let stands = |line: &str| {
                line.trim_start_matches(['#', ' ', '-']).starts_with(&format!("{key}:"))
            };
            assert!(text.lines().any(stands), "{key} in {text}");
        }
    }
}

/// The keys of a shape and of all shapes inside it.
fn keys(shape: &'static Shape, lang: Lang) -> Vec<&'static str> {
    let inside = |of| match of {
        Type::Group(inner) | Type::List(inner) => keys(inner, lang),
        _ => Vec::new(),
    };
    let fields = shape.fields();
    fields
        .flat_map(|field| {
            let mut own = vec![lang.pick(field.words.zh, field.name)];
            own.extend(inside(field.of));
            own
        })
        .collect()
}

/// Puts a draft of every kind into the village.
fn draft(portal: &Portal, filing: &Filing, lang: &str) -> String {
    let name = filing.key;
    let mut arguments = vec!["new", name, "--unit", "shangcun", "--lang", lang];
    if filing.named == Named::ByMonth {
        arguments.extend(["--month", "2026-03"]);
    }
    let ran = portal.run(&arguments).expect(0);
    let path = ran.out.trim().to_string();
    assert!(path.starts_with(&format!("{VILLAGE}/{}/", filing.folder)), "{path}");
    path
}

/// What may stand in a field of this type, in either language.
fn value(of: Type, lang: Lang) -> &'static str {
    match of {
        Type::Money => "0.00",
        Type::Date => "2026-06-30",
        Type::Period => "2026-03",
        Type::Count => "1",
        Type::Households | Type::Quantity(_) => "3",
        Type::Voucher => "2026-03/记-001",
        Type::Unit => "shangcun",
        Type::Flag => lang.pick("是", "yes"),
        Type::Choice(choices) => lang.pick(choices[0].words.zh, choices[0].key),
        Type::Texts => "[一, 二]",
        _ => "一句话",
    }
}

/// The field a line leaves open: its key, where nothing but a comment stands behind it.
fn left_open(line: &str) -> Option<(&str, &str)> {
    let bare = line.split("  #").next().unwrap_or_default();
    let key = bare.strip_suffix(':')?;
    let key = key.trim_start_matches([' ', '-']);
    (!line.starts_with('#')).then_some((bare, key))
}

/// The fields of a shape and of all shapes inside it, by key.
fn types(shape: &'static Shape, lang: Lang) -> Vec<(&'static str, Type)> {
    let inside = |of| match of {
        Type::Group(inner) | Type::List(inner) => types(inner, lang),
        _ => Vec::new(),
    };
    let own = |field: &'static sunlit::model::shape::Field| {
        let mut all = vec![(lang.pick(field.words.zh, field.name), field.of)];
        all.extend(inside(field.of));
        all
    };
    shape.fields().flat_map(own).collect()
}

fn filled(text: &str, shape: &'static Shape, lang: Lang) -> String {
    let types = types(shape, lang);
    let fill = |line: &str| {
        if line.trim() == "-" {
            return format!("{line} 一条\n");
        }
        let Some((bare, key)) = left_open(line) else { return format!("{line}\n") };
        // A group of the envelope may have a field of the same name as the record.
        let own = shape.fields().find(|field| !bare.starts_with(' ') && field.answers_to(key));
        let of = own.map(|field| field.of).unwrap_or_else(|| {
            types.iter().find(|(known, _)| *known == key).expect("a declared field").1
        });
        match of {
            Type::Group(_) | Type::List(_) | Type::Texts => format!("{line}\n"),
            of => format!("{bare} {}\n", value(of, lang)),
        }
    };
    text.lines().map(fill).collect()
}

#[test]
fn a_draft_of_any_kind_misses_what_is_open_and_passes_when_it_is_filled() {
    for filing in &kind::Filing::all(&kind::Kinds::shipped()) {
        for (lang, name) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            let portal = Portal::new();
            let path = draft(&portal, filing, name);
            let text = fs::read_to_string(portal.path(&path)).expect("a draft");
            let group = |key: &str| {
                let all = types(filing.shape, lang);
                all.iter().any(|(k, of)| *k == key && matches!(of, Type::Group(_) | Type::List(_)))
            };
            let open: Vec<&str> = text
                .lines()
                .filter_map(left_open)
                .map(|(_, key)| key)
                .filter(|key| !group(key))
                .collect();
            assert!(!open.is_empty(), "{path}: something is left to fill in");
            let ran = portal.run(&["check", "--format", "short", "--lang", name]).expect(1);
            for key in &open {
                assert!(ran.err.contains(&format!("`{key}`")), "{key}: {}", ran.err);
            }
            assert_eq!(ran.err.lines().count(), open.len(), "{}", ran.err);
            assert!(
                ran.err.lines().all(|line| line.contains("error[missing-field]")),
                "{}",
                ran.err
            );

            portal.put(&path, filled(&text, filing.shape, lang));
            let ran = portal.run(&["check", "--strict", "--format", "short"]);
            // Numbers put in by type alone need not keep the formulas of their kind; a statement that says only what it
            // must is not verified yet; words put in for a name are nobody's.
            let beside = |line: &&str| {
                let codes = ["[formula-", "[interest-unverified]", "[party-unclear]"];
                // How many worked is asked where no firm did the work.
                let of_workers = path.contains("/labour/") && line.contains("[missing-field]");
                !of_workers && !codes.iter().any(|code| line.contains(code))
            };
            let told: Vec<&str> = ran.err.lines().filter(beside).collect();
            assert!(told.is_empty(), "{path}: {told:#?}");
            if ran.code == 0 {
                portal.run(&["build"]).expect(0);
            }
        }
    }
}

const BOOKS: &str = "id: shangcun\nname: 上村\nlevel: village\nbooks:\n  - id: own\n    name: 村账\n  \
                     - id: coop\n    name: 合作社账\n";

#[test]
fn a_new_month_opens_with_the_last_closing_of_its_own_books() {
    let portal = Portal::new();
    portal.put(&format!("{VILLAGE}/unit.yaml"), BOOKS);
    for (name, set, month, closing) in [
        ("2026-01", "own", "2026-01", "11.10"),
        ("2026-02", "村账", "2026-02", "22.20"),
        ("2026-04", "own", "2026-04", "44.40"),
        ("coop-2026-01", "coop", "2026-01", "-55.50"),
    ] {
        let text = format!("account_set: {set}\nperiod: {month}\nclosing_bank: {closing}\n");
        portal.put_ledger(name, &text);
    }
    let new = |more: &[&str]| {
        let mut arguments = vec!["new", "财务公开", "--unit", "shangcun", "--month", "2026-03"];
        arguments.extend(more);
        let ran = portal.run(&arguments).expect(0);
        (
            ran.out.trim().to_string(),
            fs::read_to_string(portal.path(ran.out.trim())).expect("a draft"),
        )
    };
    let (path, text) = new(&[]);
    assert_eq!(path, format!("{VILLAGE}/finance/2026-03.yaml"));
    assert!(text.contains("；取自 2026-02 的期末\n期初银行: 22.20\n"), "{text}");
    assert!(text.contains("\n账套: own\n") && text.contains("\n所属期: 2026-03\n"), "{text}");
    assert!(text.contains("\n编号: shangcun-2026-03\n"), "{text}");
    let (path, text) = new(&["--set", "coop", "--lang", "en"]);
    assert_eq!(path, format!("{VILLAGE}/finance/coop-2026-03.yaml"));
    assert!(text.contains("; the closing balance of 2026-01\nopening_bank: -55.50\n"), "{text}");
    // The first month of all has nothing before it.
    let first = Portal::new();
    first.put_ledger("2026-03", "period: 2026-03\n");
    first.run(&["new", "ledger", "--unit", "shangcun", "--month", "2026-02"]).expect(0);
    let text = fs::read_to_string(first.path(&format!("{VILLAGE}/finance/2026-02.yaml"))).unwrap();
    assert!(text.contains("\n期初现金:\n"), "{text}");
}

#[test]
fn a_new_record_overwrites_nothing() {
    let portal = Portal::new();
    let ledger = ["new", "ledger", "--unit", "shangcun", "--month", "2026-03", "--lang", "zh"];
    portal.run(&ledger).expect(0);
    let before = tree(portal.root());
    let ran = portal.run(&ledger).expect(2);
    assert!(ran.err.contains("已有这个文件，没有改动"), "{}", ran.err);
    let notice = ["new", "notice", "--unit", "shangcun", "--month", "2026-03", "--name", "lamps"];
    let ran = portal.run(&notice).expect(0);
    assert_eq!(ran.out, format!("{VILLAGE}/notices/2026-03-lamps.md\n"));
    portal.run(&notice).expect(2);
    // Where no name was chosen the next number is free.
    for name in ["notice.md", "notice-2.md", "notice-3.md"] {
        let ran = portal.run(&["new", "事务公开", "--unit", "shangcun"]).expect(0);
        assert_eq!(ran.out, format!("{VILLAGE}/notices/{name}\n"));
    }
    let after = tree(portal.root());
    assert_eq!(after.len(), before.len() + 4);
    assert!(before.iter().all(|(path, bytes)| after[path] == *bytes));
}

#[test]
fn what_cannot_be_drafted_is_said_in_both_languages() {
    let portal = Portal::new();
    let unit = ["--unit", "shangcun"];
    for (words, zh, en) in [
        (
            &["new", "poem"][..],
            "没有 `poem` 这一类；有：财务公开、事务公开",
            "no kind `poem`; there are ledger, notice",
        ),
        (&["new", "ledger"], "要写明是哪个月", "say of which month"),
        (
            &["new", "ledger", "--month", "2026"],
            "财务公开按月，--month 写成 2026-03",
            "of one month",
        ),
        (&["new", "ledger", "--month", "2026-Q1"], "不是 2026-Q1", "not 2026-Q1"),
        (&["new", "notice", "--month", "三月"], "不是所属期", "not a period"),
        (&["new", "notice", "--set", "coop"], "不分账套", "no set of books"),
        (
            &["new", "ledger", "--month", "2026-03", "--name", "x"],
            "以月份为名",
            "named by its month",
        ),
        (&["new", "notice", "--name", "nul"], "只能用小写字母", "small letters"),
        (&["new", "ledger", "--month", "2026-03", "--set", "x"], "只有一本账", "keeps one"),
        (&["new", "notice", "--name", "../x"], "只能用小写字母", "small letters"),
        (
            &["new", "notice", "--unit", "xiacun"],
            "没有单位 `xiacun`；有：shangcun",
            "there is no unit `xiacun`",
        ),
    ] {
        for (lang, said) in [("zh", zh), ("en", en)] {
            let mut arguments = words.to_vec();
            if !words.contains(&"--unit") {
                arguments.extend(unit);
            }
            arguments.extend(["--lang", lang]);
            let ran = portal.run(&arguments).expect(2);
            assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
        }
    }
    portal.run(&["new", "ledger", "--month", "2026-03"]).expect(2);
    Portal::bare().run(&["new", "notice", "--unit", "shangcun"]).expect(2);
    assert_eq!(tree(portal.root()).len(), 2, "nothing was written");
}
