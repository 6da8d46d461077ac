//! The guide's commands, as they stand there, each run in the order of its page on the files it speaks of.

use std::fs;
use std::path::Path;

use crate::portal::{Portal, Ran, tree};

const GUIDE: &str = include_str!("../../docs/guide/import.md");

/// Every command of a part of the guide: lines of its consoles, and what stands between backticks in its text.
fn commands(part: &str) -> Vec<&str> {
    let spans = part.split('`').filter(|span| !span.contains('\n'));
    let lines = part.lines().filter_map(|line| line.strip_prefix("$ "));
    let said = |text: &&str| text.strip_prefix("sunlit ").is_some_and(|rest| rest != "import");
    let mut all: Vec<(usize, &str)> =
        spans.chain(lines).filter(said).map(|c| (at(part, c), c)).collect();
    all.sort_unstable();
    all.into_iter().map(|(_, command)| command).collect()
}

/// Where a piece of a text stands in it.
fn at(text: &str, piece: &str) -> usize {
    piece.as_ptr() as usize - text.as_ptr() as usize
}

fn run(portal: &Portal, command: &str, lang: &str) -> Ran {
    let mut words: Vec<&str> = command.split_whitespace().skip(1).collect();
    if !words.contains(&"--lang") {
        words.extend(["--lang", lang]);
    }
    portal.run(&words)
}

fn workbook(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workbooks").join(name);
    fs::read(path).expect("a workbook of the tests")
}

/// What the guide says of a new portal, done.
fn made_ones_own(portal: &Portal, village: &str) {
    let settings = fs::read_to_string(portal.path("content/portal.yaml")).expect("settings");
    let line = |line: &str| match line.split(':').next() {
        Some(key @ "示例") => format!("{key}: 否\n"),
        Some(key @ "sample") => format!("{key}: no\n"),
        // The day that the line leaves to the clock is told, as in every test.
        Some(key @ ("截至日" | "as_of")) => format!("{key}: 2026-04-30\n"),
        Some("建账起始" | "books_open_from") => line.replace("2026-01", "2026-03") + "\n",
        _ => format!("{line}\n"),
    };
    portal.put("content/portal.yaml", settings.lines().map(line).collect::<String>());
    fs::remove_file(portal.path(&format!("{village}/finance/2026-01.yaml"))).expect("a sample");
    for entry in fs::read_dir(portal.path(&format!("{village}/notices"))).expect("notices") {
        fs::remove_file(entry.expect("a file").path()).expect("removed");
    }
}

const CUN: &str = "content/units/xian/zhen/cun";

/// A month without a word that nobody knows.
const DAY_BOOK: &str = "\
日期,凭证号,摘要,收入,支出,余额,科目,账户,经手人,证明人,审批人,票据
,,上月结转,,,10000.00,,银行,,,,
3月5日,记-001,西塘鱼塘租金,4000.00,,14000.00,经营收入,银行,苏梅,段有年,孟书田,收据
3月9日,记-002,付2月路灯电费,,234.50,13765.50,公益支出,银行,苏梅,段有年,孟书田,发票
,合计,,4000.00,234.50,13765.50,,,,,,
";

const PAID: &str = "日期,收款人,用途,金额\n2026-03-05,清河供电所,电费,30.50\n";
const JOBS: &str = "岗位,人数,补贴（元）\n保洁,3,900.00\n巡河,4,1200.00\n";

/// What a person fills in where nobody was asked.
fn fill_in(portal: &Portal, village: &str) {
    for path in tree(&portal.path(village)).keys().filter(|path| path.ends_with(".yaml")) {
        let path = format!("{village}/{path}");
        let text = fs::read_to_string(portal.path(&path)).expect("a record");
        let blank = |line: &str| {
            let (key, said) = line.split_once(':')?;
            let open = said.trim().is_empty() || said.trim().starts_with('#');
            let value = match key {
                "公开日期" | "published" => "2026-04-12",
                "  审核人" | "  by" => "段有年",
                "  日期" | "  date" => "2026-04-10",
                "明白话" | "plain" => "路灯修好了。",
                "期初现金" | "期末现金" | "opening_cash" | "closing_cash" => "0.00",
                _ => return None,
            };
            open.then(|| format!("{key}: {value}"))
        };
        let line = |line: &str| blank(line).unwrap_or_else(|| line.to_string()) + "\n";
        portal.put(&path, text.lines().map(line).collect::<String>());
    }
}

/// Runs all commands of a part of the guide; what it says is to be written must be there at its end.
fn follow(
    part: &str,
    lang: &str,
    village: &str,
    files: &[(&str, Vec<u8>)],
    written: &[&str],
) -> Portal {
    let portal = Portal::bare();
    for command in commands(part) {
        let ran = run(&portal, command, lang);
        if command.starts_with("sunlit init") {
            ran.expect(0);
            made_ones_own(&portal, village);
            files.iter().for_each(|(name, bytes)| {
                portal.put(name, bytes);
            });
        } else {
            ran.expect(0);
            fill_in(&portal, village);
        }
    }
    for path in written {
        let path = format!("{village}/{path}");
        assert!(portal.path(&path).exists(), "{path}: {:#?}", commands(part));
    }
    portal
}

#[test]
fn every_command_of_the_guide_does_what_the_guide_says() {
    let (guide, english) = GUIDE.split_once("## From your own table").expect("two languages");
    let files = [
        ("柳塘村2026年3月.xlsx", DAY_BOOK.into()),
        ("三月/柳塘村.csv", DAY_BOOK.into()),
        ("付款.xlsx", PAID.into()),
        ("合同登记表.xlsx", workbook("合同登记表.xlsx")),
        ("岗位.xlsx", JOBS.into()),
    ];
    let written = [
        "finance/2026-03.yaml",
        "payment-lists/2026-03.csv",
        "contracts/2026.csv",
        "jobs/2026.csv",
    ];
    let portal = follow(guide, "zh", CUN, &files, &written);
    portal.run(&["build"]).expect(0);
    let page = portal.page("cun/finance/2026-03.html");
    assert!(page.contains("柳塘村") && page.contains("4,000.00"), "{page}");
    assert!(portal.page("cun/contracts/cun-2026-contract-1.html").contains("西塘鱼塘"));
    let files = [
        ("march.xlsx", ENGLISH_BOOK.into()),
        ("paid.csv", "Date,Supplier,Amount\n2026-03-05,Brightwater Energy PLC,30.50\n".into()),
    ];
    let written = ["finance/2026-03.yaml", "payment-lists/2026-03.csv"];
    let village = "content/units/county/town/village";
    let portal = follow(english, "en", village, &files, &written);
    portal.run(&["build"]).expect(0);
    assert!(portal.page("village/finance/2026-03.html").contains("Willowpond"));
}

const ENGLISH_BOOK: &str = "\
Willowpond March 2026
Date,Voucher,Description,Income,Spending,Balance,Category,Account
,,Balance brought forward,,,10000.00,,Bank
2026-03-05,1,Rent of the west pond,4000.00,,14000.00,operating income,Bank
2026-03-09,2,Street lamps,,234.50,13765.50,public welfare,Bank
";
