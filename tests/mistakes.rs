//! Everything a file can do wrong gets a message with its place, all in one run, and hides nothing else.

use std::path::Path;

use crate::expected::{self, Expected};
use crate::portal::{LINE, Portal, VILLAGE};

#[test]
fn every_mistake_has_a_message_with_its_place() {
    expected::hold_all("mistakes", |_| &[]);
}

/// One portal with every case as a unit of its own: each says what it said alone.
#[test]
fn no_mistake_hides_another() {
    let portal = Portal::new();
    let mut all = Expected::default();
    let group = |case: &Path| case.parent().and_then(Path::file_name).map(|n| n.to_owned());
    let own = |case: &&std::path::PathBuf| {
        let group = group(case);
        let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
        group.is_some_and(|g| g == "yaml" || g == "fields" || g == "files") && name != "stray"
    };
    for (at, case) in expected::cases("mistakes").iter().filter(own).enumerate() {
        let unit = format!("unit{at}");
        let head = format!("id: {unit}\nname: 上村\nlevel: village\n");
        portal.put(&format!("content/units/{unit}/unit.yaml"), head);
        let expected = expected::lay_in(case, &portal, &unit);
        all.add(expected);
    }
    all.forget_helps();
    if let Err(wrong) = expected::hold(&portal, &all, &[]) {
        panic!("\n{wrong}");
    }
}

#[test]
fn a_format_version_to_come_is_told() {
    let portal = Portal::new();
    portal.edit("content/portal.yaml", "schema: 1", "schema: 99");
    let ran = portal.check().expect(1);
    let said = "content/portal.yaml:1:9: error[unknown-schema]: 格式版本写的是 99，本程序只认 1";
    assert!(ran.err.contains(said), "{}", ran.err);
}

#[test]
fn a_file_too_large_is_told_and_not_read() {
    let portal = Portal::new();
    portal.put(&format!("{VILLAGE}/finance/2026-03.yaml"), vec![b'#'; 17 * 1024 * 1024]);
    let ran = portal.check().expect(1);
    assert!(ran.err.contains("error[file-too-large]: 文件有 17825792 字节"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_link_is_told_and_not_followed() {
    let portal = Portal::new();
    let inside = portal.path(&format!("{VILLAGE}/finance"));
    std::fs::create_dir_all(&inside).expect("a folder");
    std::os::unix::fs::symlink(portal.root(), inside.join("loop")).expect("a link");
    std::os::unix::fs::symlink("/etc/hostname", inside.join("2026-04.yaml")).expect("a link");
    portal.put_ledger("2026-03", "period: 三月\n");
    let ran = portal.check().expect(1);
    for said in [
        "finance/loop: error[link-not-followed]: 这是一个链接，没有跟随",
        "finance/2026-04.yaml: error[link-not-followed]",
        "finance/2026-03.yaml:1:9: error[invalid-period]",
    ] {
        assert!(ran.err.contains(said), "{said}\n{}", ran.err);
    }
}

/// Tags in every field a person may fill come out as text.
#[test]
fn html_in_any_field_comes_out_escaped() {
    let evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\\\"'&";
    let portal = Portal::new();
    portal.edit("content/portal.yaml", "测试县阳光公开", &format!("\"{evil}\""));
    portal.edit("content/portal.yaml", "测试县公开办", &format!("\"{evil}\""));
    let unit = format!(
        "id: shangcun\nname: \"{evil}\"\nlevel: village\nplain: \"{evil}\"\nsearch: \"{evil}\"\n\
         officials:\n  - {{name: \"{evil}\", post: \"{evil}\", body: \"{evil}\"}}\n\
         contacts:\n  - {{name: \"{evil}\", role: \"{evil}\", phone: \"{evil}\", \
         address: \"{evil}\", hours: \"{evil}\"}}\n\
         books:\n  - {{id: village, name: \"{evil}\", body: \"{evil}\"}}\n"
    );
    portal.put(&format!("{VILLAGE}/unit.yaml"), unit);
    portal.put_ledger(
        "2026-03",
        &format!(
            "period: 2026-03\ntitle: \"{evil}\"\nplain: \"{evil}\"\nbasis: \"{evil}\"\n\
             channel: [\"{evil}\"]\nreview: {{by: \"{evil}\", date: 2026-04-08, \
             opinion: \"{evil}\", post: \"{evil}\"}}\n\
             objection: {{to: \"{evil}\", phone: \"{evil}\", place: \"{evil}\"}}\n\
             corrections:\n  - {{date: 2026-07-01, what: \"{evil}\", old: \"{evil}\", \
             new: \"{evil}\", why: \"{evil}\"}}\nclosing_bank: -1.00\n\
             explain:\n  - {{rule: cash-negative, by: \"{evil}\", date: 2026-07-01, \
             text: \"{evil}\"}}\n\
             lines:\n  - {{date: 2026-03-05, voucher: \"{evil}\", text: \"{evil}\", \
             direction: out, category: administration, amount: 1.00, party: \"{evil}\", \
             handler: \"{evil}\", witness: \"{evil}\", approver: \"{evil}\", receipt: none, \
             decision: \"{evil}\", receipt_no: \"{evil}\", no_receipt_reason: \"{evil}\"}}\n\
             receivables:\n  - {{party: \"{evil}\", origin: \"{evil}\", amount: 1.00, \
             plan: \"{evil}\"}}\n"
        ),
    );
    portal.put(
        &format!("{VILLAGE}/notices/n.md"),
        format!(
            "---\nid: N-1\nclass: village\ntitle: \"{evil}\"\nperiod: 2026-03\n\
             published: 2026-06-30\nreview: {{by: \"{evil}\", date: 2026-06-28}}\n\
             plain: \"{evil}\"\n---\n# {evil}\n\n{evil}\n\n<div onclick=alert(1)>x</div>\n\n\
             ![x](javascript:alert(1))\n"
        ),
    );
    portal.build().expect(0);
    let mut pages = 0;
    for (path, bytes) in portal.site() {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        if !path.ends_with(".html") {
            continue;
        }
        pages += 1;
        for word in ["<script>alert", "<img src=x", "<div onclick", "src=javascript:"] {
            assert!(!text.contains(word), "{path} holds {word}");
        }
        assert!(!text.contains("href=\"javascript:"), "{path}");
    }
    assert!(pages > 4, "there are pages");
}

#[test]
fn a_formula_leaves_csv_as_text_from_yaml_and_from_csv() {
    let portal = Portal::new();
    let line = LINE.replace("买纸", "\"=cmd|' /C calc'!A0\"");
    portal.put_ledger(
        "2026-03",
        &format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {line}}}\n"),
    );
    portal.put_ledger(
        "2026-04",
        "period: 2026-04\nopening_bank: -100.00\nclosing_bank: -102.00\nlines_file: 2026-04.csv\n",
    );
    portal.put(
        &format!("{VILLAGE}/finance/2026-04.csv"),
        "date,voucher,text,direction,category,amount,handler,witness,approver,receipt\n\
         2026-04-05,记-001,=1+1,out,administration,1.00,李一,王二,赵三,invoice\n\
         2026-04-05,记-002,'@SUM(A1),out,administration,1.00,李一,王二,赵三,invoice\n",
    );
    portal.build().expect(0);
    let csv = portal.page("shangcun/finance/2026-03.csv");
    assert!(csv.contains(",'=cmd|' /C calc'!A0,"), "{csv}");
    let csv = portal.page("shangcun/finance/2026-04.csv");
    assert!(csv.contains(",'=1+1,"), "{csv}");
    assert!(csv.contains(",'@SUM(A1),"), "the guard is not doubled: {csv}");
    for (path, bytes) in portal.site().iter().filter(|(path, _)| path.ends_with(".csv")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(",=") && !text.contains("\n="), "{path}");
    }
    let json = portal.page("shangcun/finance/2026-04.json");
    assert!(json.contains("\"=1+1\""), "JSON holds the text itself");
}

/// GB18030, a byte order mark and CRLF change nothing in what is published but the source's hash.
#[test]
fn the_same_lines_in_any_coding_give_the_same_table() {
    let text = "date,voucher,text,direction,category,amount,handler,witness,approver,receipt\r\n\
                2026-03-05,记-001,买纸,out,administration,1.00,李一,王二,赵三,invoice\r\n";
    let gb = [
        "date,voucher,text,direction,category,amount,handler,witness,approver,receipt\n\
          2026-03-05,"
            .as_bytes(),
        b"\xBC\xC7-001,\xC2\xF2\xD6\xBD,out,administration,1.00,\xC0\xEE\xD2\xBB,",
        b"\xCD\xF5\xB6\xFE,\xD5\xD4\xC8\xFD,invoice\n",
    ]
    .concat();
    let plain = text.replace('\r', "").into_bytes();
    let marked = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
    let mut tables = Vec::new();
    for bytes in [plain, marked, gb] {
        let portal = Portal::new();
        portal.put_ledger("2026-03", "period: 2026-03\nclosing_bank: -1.00\nlines_file: m.csv\n");
        portal.put(&format!("{VILLAGE}/finance/m.csv"), bytes);
        portal.build().expect(0);
        tables.push(portal.page("shangcun/finance/2026-03.csv"));
    }
    assert!(tables[0].contains("买纸") && tables[0] == tables[1] && tables[1] == tables[2]);
}
