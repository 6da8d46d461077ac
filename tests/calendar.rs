//! Days: what is not public yet is nowhere, what is due is one thing in every statement, what cannot be added is not.

use std::collections::BTreeSet;

use serde_json::Value;
use sunlit::model::date::parse_date;
use sunlit::run::{self, Memory, Options};
use sunlit::sink::MemorySink;
use sunlit::source::disk::Project;

use crate::portal::{LINE, Portal, VILLAGE};

/// A village whose April comes out on 12 May, with a notice and a contract of the same day, and a meeting that names it.
fn coming() -> Portal {
    let portal = Portal::new();
    let line =
        LINE.replace("2026-03", "2026-04").replace("上村文具店", "王大力").replace("买纸", "修渠");
    portal
        .put_ledger("2026-03", "period: 2026-03\nopening_bank: 900.00\nclosing_bank: 900.00\n")
        .put_ledger(
            "2026-04",
            &format!(
                "id: SC-APRIL\nperiod: 2026-04\nopening_bank: 900.00\nclosing_bank: 776.55\nlines:\n  - {}}}\n",
                line.replace("amount: 100.00", "amount: 123.45")
            ),
        )
        .put(
            &format!("{VILLAGE}/notices/a.md"),
            "---\nid: N-MAY\nclass: 村务\ntitle: 水渠开闸\nperiod: 2026-05\npublished: 2026-05-12\n\
             review: {by: 曾宪章, date: 2026-05-10}\nplain: 水渠十二日开闸。\n---\n\n水渠要开闸。\n",
        );
    portal
}

const TRACES: &[&str] =
    &["SC-APRIL", "N-MAY", "n-may", "开闸", "修渠", "123.45", "776.55", "finance/2026-04"];

/// Files of the site that hold a word.
fn holding(portal: &Portal, word: &str) -> Vec<String> {
    let site = portal.site().into_iter();
    let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(word);
    site.filter(|(path, bytes)| path.contains(word) || holds(bytes)).map(|(path, _)| path).collect()
}

#[test]
fn what_is_published_tomorrow_is_nowhere_today_and_there_tomorrow() {
    let portal = coming();
    let ran = portal.run(&["build", "--as-of", "2026-05-11", "--strict", "--lang", "zh"]).expect(0);
    assert!(ran.out.contains("2 份还没到公开日期"), "counted: {}", ran.out);
    assert!(ran.err.contains("公开日期 2026-05-12，截至 2026-05-11 还没有到"), "{}", ran.err);
    for word in TRACES {
        assert_eq!(holding(&portal, word), Vec::<String>::new(), "{word}");
    }
    assert!(
        portal.page("shangcun/index.html").contains("900.00"),
        "March is the last that is public"
    );
    portal.run(&["build", "--as-of", "2026-05-12", "--lang", "zh"]).expect(0);
    for word in TRACES {
        assert!(!holding(&portal, word).is_empty(), "{word}");
    }
    assert!(portal.page("shangcun/finance/2026-04.html").contains("123.45"));
    // Built again as of the day before, by a word, it is gone without a trace.
    let early = ["build", "--as-of", "2026-05-11", "--lang", "zh"];
    let ran = portal.run(&early).expect(2);
    assert!(ran.err.contains("会拿走 2 份公开") && ran.err.contains("--yes"), "{}", ran.err);
    portal.run(&[&early[..], &["--yes"]].concat()).expect(0);
    for word in TRACES {
        assert_eq!(holding(&portal, word), Vec::<String>::new(), "{word}");
    }
}

#[test]
fn what_is_not_public_yet_is_checked_and_not_noted_down() {
    let portal = coming();
    let ran = portal.run(&["accept", "--as-of", "2026-05-11", "--lang", "zh"]).expect(0);
    assert!(ran.out.contains("共 1 份公开"), "{}", ran.out);
    portal.run(&["accept", "--as-of", "2026-05-12", "--lang", "zh"]).expect(0);
    let lock = std::fs::read_to_string(portal.path("content/published.lock")).expect("a lock");
    assert!(lock.contains("SC-APRIL") && lock.contains("N-MAY"), "{lock}");
    // What was noted down stays noted, whatever day is asked about.
    portal.run(&["accept", "--as-of", "2026-05-11"]).expect(0);
    let after = std::fs::read_to_string(portal.path("content/published.lock")).expect("a lock");
    let lines = |text: &str| -> Vec<String> {
        let of_run =
            |line: &&str| ["accepted", "follows"].iter().any(|head| line.starts_with(head));
        text.lines().filter(|line| !of_run(line)).map(str::to_string).collect()
    };
    assert_eq!(lines(&after), lines(&lock));
    // A mistake in it blocks as any other, and the chain of balances goes through it.
    let file = format!("{VILLAGE}/finance/2026-04.yaml");
    portal.edit(&file, "opening_bank: 900.00", "opening_bank: 901.00");
    let ran = portal.run(&["check", "--as-of", "2026-05-11", "--format", "short"]);
    assert!(
        ran.err.contains("opening-differs") && ran.err.contains("balance-differs"),
        "{}",
        ran.err
    );
}

/// A contract that was renewed by another one.
fn contract(id: &str, published: &str, more: &str) -> String {
    format!(
        "id: {id}\nperiod: 2025\npublished: {published}\nreview: {{by: 曾宪章, date: 2025-06-28}}\n\
         plain: 鱼塘租出去了。\nform: 租赁\nclass: 鱼塘\nobject: 村东头鱼塘\nplace: 一组\narea: 20\n\
         lessee: 上村水产行\nstart: 2024-01-01\nend: 2026-12-31\nrent: 10000.00\ndecision: 成员代表大会\n\
         bidding: 当众竞价\nwritten: 是\nplatform: 否\n{more}periods:\n  - {{due_on: 2027-01-01, due: 10000.00}}\n"
    )
}

#[test]
fn a_record_leads_to_what_is_not_public_yet_in_words_alone() {
    let portal = Portal::new();
    let old = contract("HT-1", "2025-06-30", "renewed: [HT-2]\n");
    portal
        .put(&format!("{VILLAGE}/contracts/a.yaml"), old)
        .put(&format!("{VILLAGE}/contracts/b.yaml"), contract("HT-2", "2026-05-12", ""));
    let page = |day: &str| {
        portal.run(&["build", "--as-of", day]).expect(0);
        portal.page("shangcun/contracts/ht-1.html")
    };
    let then = page("2026-05-11");
    assert!(then.contains("HT-2") && !then.contains("ht-2.html"), "{then}");
    assert!(page("2026-05-12").contains("ht-2.html"));
    // A neighbour's record of tomorrow cannot be told from one that is not there: it is said so.
    portal.put("content/units/xiacun/unit.yaml", "id: xiacun\nname: 下村\nlevel: village\n").put(
        "content/units/xiacun/contracts/c.yaml",
        contract("HT-3", "2025-06-30", "renewed: [shangcun/HT-2]\n"),
    );
    let ran = portal.run(&["check", "--as-of", "2026-05-11", "--lang", "zh"]).expect(1);
    assert!(ran.err.contains("那个单位还没有公开"), "{}", ran.err);
    portal.run(&["check", "--as-of", "2026-05-12"]).expect(0);
}

/// A preview that runs over midnight shows what became public, without an edit.
#[test]
fn what_a_preview_remembers_is_of_its_day() {
    let portal = coming();
    let project = Project::at(portal.root()).expect("a project");
    let memory = Memory::default();
    let april = |day: &str| {
        let sink = MemorySink::default();
        let options =
            Options { today: parse_date(day), as_of: parse_date(day), ..Options::default() };
        run::run_again(&project, &options, &sink, Some(&memory)).expect("a run");
        sink.into_files().contains_key("shangcun/finance/2026-04.html")
    };
    assert_eq!(
        ["2026-05-11", "2026-05-11", "2026-05-12", "2026-05-11"].map(april),
        [false, false, true, false]
    );
}

#[test]
fn years_that_cannot_be_are_refused_in_every_field_with_the_remedy() {
    let month = "period: 2026-03\nopening_bank: 100.00\nclosing_bank: 0.00\n";
    let line = format!("lines:\n  - {LINE}}}\n");
    for year in ["0203", "20226", "1800"] {
        for (from, to, code) in [
            ("period: 2026-03".to_string(), format!("period: {year}-03"), "invalid-period"),
            (month.to_string(), format!("{month}published: {year}-04-10\n"), "invalid-date"),
            (month.to_string(), format!("{month}until: {year}-04-10\n"), "invalid-date"),
            (
                month.to_string(),
                format!("{month}review: {{by: 曾宪章, date: {year}-04-10}}\n"),
                "invalid-date",
            ),
            ("date: 2026-03-05".to_string(), format!("date: {year}-03-05"), "invalid-date"),
        ] {
            let portal = Portal::new();
            let text = format!("{month}{line}").replacen(&from, &to, 1);
            portal.put_ledger("2026-03", &text);
            let ran = portal.run(&["check", "--lang", "zh"]).expect(1);
            assert!(ran.err.contains(code), "{to}: {}", ran.err);
            let remedy = format!("年份在 1900 到 2199 之间，这里写的是 {year}");
            assert!(ran.err.contains(&remedy), "{to}: {}", ran.err);
        }
    }
    let ran = Portal::new().run(&["check", "--as-of", "20226-01-01"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
}

/// What a statement says is missing: entry of the law by its words, and period.
type Missing = BTreeSet<String>;

fn of_due(portal: &Portal, day: &str) -> Missing {
    let ran = portal.run(&["due", "--as-of", day, "--format", "json"]).expect(0);
    let json: Value = serde_json::from_str(&ran.out).expect("one document");
    let units = json["units"].as_array().expect("units").iter();
    let all = units.flat_map(|unit| unit["due"].as_array().expect("a list").clone());
    let past = all.filter(|one| one["days_left"].as_i64().expect("days") < 0);
    past.map(|one| one["period"].as_str().expect("a period").to_string()).collect()
}

fn of_coverage(portal: &Portal, day: &str) -> Missing {
    let json: Value = serde_json::from_str(&portal.page("coverage.json")).expect("a table");
    let rows = json["rows"].as_array().expect("rows").iter();
    let missing = rows.filter(|row| row["state"] == "missing").inspect(|row| {
        assert_eq!(row["as_of"], day, "it says of which day it speaks");
    });
    missing.map(|row| row["period"].as_str().expect("a period").to_string()).collect()
}

/// How many periods the findings count, and how many stand on the unit's front page.
fn counted(portal: &Portal, unit: &str, day: &str) -> [usize; 2] {
    let ran = portal.run(&["check", "--as-of", day, "--format", "short", "--lang", "zh"]);
    let overdue = ran.err.lines().filter(|line| line.contains("posting-overdue"));
    let many = |line: &str| -> usize {
        let before = ["个月的", "个季度的"].iter().find_map(|unit| line.split_once(unit));
        let number = before.and_then(|(before, _)| before.trim_end().rsplit(' ').next());
        number.map_or(1, |number| number.parse().expect("a number"))
    };
    let front = portal.page(&format!("{unit}/index.html"));
    [
        overdue.map(many).sum(),
        front.matches("应在这一天前公开").count() + front.matches("was due by this day").count(),
    ]
}

#[test]
fn in_a_new_portal_every_statement_agrees() {
    for (lang, unit, setting) in [("zh", "cun", "公开日: 15"), ("en", "village", "posting_day: 15")]
    {
        for own_day in [true, false] {
            let portal = Portal::bare();
            portal.run(&["init", ".", "--lang", lang]).expect(0);
            if !own_day {
                portal.edit("content/portal.yaml", &format!("  {setting}\n"), "");
            }
            for day in
                ["2026-02-28", "2026-03-15", "2026-03-16", "2026-04-01", "2026-07-01", "2027-01-01"]
            {
                portal.run(&["build", "--as-of", day]).expect(0);
                let due = of_due(&portal, day);
                assert_eq!(due, of_coverage(&portal, day), "{lang} {day}");
                assert_eq!(counted(&portal, unit, day), [due.len(); 2], "{lang} {day} {due:?}");
                assert_eq!(due.contains("2026-02"), own_day && day > "2026-03-15", "{day} {due:?}");
                assert_eq!(
                    due.contains("2026-Q2"),
                    !own_day && day > "2026-06-30",
                    "{day} {due:?}"
                );
            }
        }
    }
}

#[test]
fn where_nothing_names_a_day_nothing_is_late() {
    let portal = Portal::new();
    portal.put(&format!("{VILLAGE}/unit.yaml"), "id: shangcun\nname: 上社区\nlevel: community\n");
    portal.put_ledger(
        "2025-11",
        "period: 2025-11\npublished: 2026-03-30\nreview: {by: 曾宪章, date: 2026-03-30}\n",
    );
    portal.run(&["build", "--strict", "--as-of", "2026-11-29"]).expect(0);
    assert_eq!(of_due(&portal, "2026-11-29"), Missing::new());
    assert_eq!(of_coverage(&portal, "2026-11-29"), Missing::new());
    let front = portal.page("shangcun/index.html");
    assert!(front.contains("没有哪条规定写明按期公开") && !front.contains("没有缺的"), "{front}");
    for path in [
        "shangcun/index.html",
        "shangcun/finance/2025-11.html",
        "index.html",
        "shangcun/coverage.html",
    ] {
        let page = portal.page(path);
        for word in ["逾期", "未见公开", "迟 "] {
            assert!(!page.contains(word), "{path} says {word}");
        }
    }
}

#[test]
fn a_page_says_since_when_and_counts_no_days() {
    let portal = Portal::new();
    portal.edit("content/portal.yaml", "publisher:", "settings:\n  posting_day: 15\npublisher:");
    portal.put_ledger("2026-03", "period: 2026-03\n");
    let built = |day: &str| {
        portal.run(&["build", "--as-of", day]).expect(0);
        ["shangcun/index.html", "shangcun/finance/2026-03.html"].map(|path| portal.page(path))
    };
    let (then, later) = (built("2026-05-16"), built("2026-06-15"));
    assert!(then[1].contains("2026-04 财务公开应于 2026-05-15 前公开，还没有公开"), "{}", then[1]);
    assert_eq!(then, later, "a month on, they say the same");
    assert!(portal.page("shangcun/coverage.html").contains("已过 31 日"));
    assert!(portal.page("shangcun/coverage.html").contains("截至 2026-06-15"));
}

/// Months of a year, each opening as the last closed, with one line of spending.
fn year(portal: &Portal, months: &[u32]) {
    for month in months {
        let opening = 100_000 - i64::from(month - 1) * 100;
        let line = LINE.replace("2026-03", &format!("2026-{month:02}"));
        portal.put_ledger(
            &format!("2026-{month:02}"),
            &format!(
                "period: 2026-{month:02}\nopening_bank: {opening}.00\nclosing_bank: {}.00\nlines:\n  - {line}}}\n",
                opening - 100
            ),
        );
    }
}

#[test]
fn a_year_with_a_month_missing_says_what_its_sums_hold() {
    let portal = Portal::new();
    year(&portal, &[1, 2, 4, 5]);
    portal.build().expect(0);
    let json: Value =
        serde_json::from_str(&portal.page("shangcun/finance/index.json")).expect("years");
    let row = &json["rows"][0];
    assert_eq!(row["months"], "4 个月，缺2026年3月");
    assert_eq!((&row["opening"], &row["closing"]), (&Value::Null, &Value::Null), "{row}");
    assert_eq!(row["expense"], "400.00");
    let list = portal.page("shangcun/finance/index.html");
    assert!(list.contains("4 个月，缺2026年3月"), "{list}");
    let page = portal.page("shangcun/finance/2026.html");
    assert!(page.contains("3月没有公开在网上，全年不能连着算"), "{page}");
    assert!(page.contains("1 处没有数字"), "the chart keeps the place of what is not here");
    let answers = portal.page("shangcun/answers.html");
    assert!(answers.contains("2026 年（4 个月，缺2026年3月）按类别看"), "{answers}");
    year(&portal, &[3]);
    portal.build().expect(0);
    let json: Value =
        serde_json::from_str(&portal.page("shangcun/finance/index.json")).expect("years");
    let row = &json["rows"][0];
    assert_eq!(row["months"], "5 个月");
    assert_eq!((&row["opening"], &row["closing"]), (&"100000.00".into(), &"99500.00".into()));
}

#[test]
fn a_balance_of_two_books_says_until_when_each_goes() {
    let portal = Portal::new();
    portal.put(
        &format!("{VILLAGE}/unit.yaml"),
        "id: shangcun\nname: 上村\nlevel: village\nbooks: [{id: v, name: 村账}, {id: c, name: 社账, owner: collective}]\n",
    );
    portal
        .put_ledger(
            "2026-03",
            "account_set: v\nperiod: 2026-03\nopening_bank: 100.00\nclosing_bank: 100.00\n",
        )
        .put_ledger(
            "c-2026-02",
            "account_set: c\nperiod: 2026-02\nopening_bank: 11.00\nclosing_bank: 11.00\n",
        );
    portal.build().expect(0);
    let front = portal.page("shangcun/index.html");
    assert!(front.contains("2026年3月31日（村账）、2026年2月28日（社账）"), "{front}");
    portal.put_ledger(
        "c-2026-03",
        "account_set: c\nperiod: 2026-03\nopening_bank: 11.00\nclosing_bank: 11.00\n",
    );
    portal.build().expect(0);
    assert!(portal.page("shangcun/index.html").contains("截至 2026年3月31日。"));
}

#[test]
fn a_correction_says_whether_the_clock_runs_on() {
    let portal = Portal::new();
    let month = |clock: &str| {
        format!(
            "period: 2026-03\npublished: 2026-04-10\nuntil: 2026-05-30\nreview: {{by: 曾宪章, date: 2026-04-09}}\n\
             corrections:\n  - {{date: 2026-04-20, what: 说明, old: 修路, new: 修桥, why: 写错了{clock}}}\n"
        )
    };
    for (clock, said, key) in [
        ("", "公示期接着算，不重新起算。", "runs-on"),
        (", 公示期: 接着算", "公示期接着算，不重新起算。", "runs-on"),
        (", clock: restarts", "公示期从 2026-04-20 重新起算。", "restarts"),
    ] {
        portal.put_ledger("2026-03", &month(clock));
        portal.build().expect(0);
        let page = portal.page("shangcun/finance/2026-03.html");
        assert!(page.contains(said), "{clock}: {page}");
        let json = portal.page("shangcun/finance/2026-03.json");
        assert!(json.contains(&format!("\"clock\":\"{key}\"")), "{json}");
        portal.run(&["board", "-o", "board"]).expect(0);
        let sheet = std::fs::read_to_string(portal.path("board/shangcun/finance/2026-03.html"));
        assert!(sheet.expect("a sheet").contains(said), "{clock}");
    }
}

#[test]
fn a_day_many_years_behind_its_period_is_a_slip() {
    let portal = Portal::new();
    let ledger = |day: &str| format!("period: 2026-03\npublished: {day}\n");
    for (day, told) in [("2126-04-10", true), ("2031-04-01", true), ("2031-03-31", false)] {
        portal.put_ledger("2026-03", &ledger(day));
        let ran = portal.run(&["check", "--format", "short", "--lang", "zh"]);
        let found = ran.err.contains("error[invalid-date]") && ran.err.contains("5 年以后");
        assert_eq!((found, ran.code), (told, i32::from(told)), "{day}: {}", ran.err);
    }
}
