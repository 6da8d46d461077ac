//! What gets past a door by standing in one place and being meant for another: numbers in paper fields, names in other
//! records, old pages, consents.

use crate::portal::{LINE, Portal, UNIT, VILLAGE};

fn mobile() -> String {
    format!("13{}", "8".repeat(4) + &"0".repeat(5))
}

fn month(line: &str) -> String {
    format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {line}}}\n")
}

fn with_receipt(number: &str, text: &str) -> String {
    let line =
        LINE.replace("receipt: invoice", &format!("receipt: invoice, receipt_no: '{number}'"));
    month(&line.replace("买纸", text))
}

#[track_caller]
fn blocked(portal: &Portal, place: &str) {
    let ran = portal.check().expect(1);
    let pointed =
        ran.err.lines().any(|l| l.contains(place) && l.contains("error[personal-number]"));
    assert!(pointed, "{place}: {}", ran.err);
    portal.build().expect(1);
    assert!(!portal.path("site").exists());
}

#[test]
fn a_number_that_passes_in_its_paper_field_passes_nowhere_else() {
    let number = mobile();
    let portal = Portal::new();
    portal.put_ledger("2026-03", &with_receipt(&number, "买纸"));
    portal.check().expect(0);
    let escaped = number.replacen('0', "\\x30", 1);
    let folded = format!(
        "period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {}}}\nbasis: >-\n  电话{}-\n  {}\n",
        LINE.replace("receipt: invoice", &format!("receipt: invoice, receipt_no: '{number}'")),
        &number[..3],
        &number[3..]
    );
    for text in [
        with_receipt(&number, &format!("\"找{number}\"")),
        with_receipt(&number, &format!("\"找{escaped}\"")),
        folded,
        with_receipt(&format!("张三 {number}"), "买纸"),
        with_receipt(&number, "买纸").replace("period:", &format!("basis: 见{number}\nperiod:")),
    ] {
        let portal = Portal::new();
        portal.put_ledger("2026-03", &text);
        blocked(&portal, "2026-03.yaml:");
    }
}

#[test]
fn a_file_nobody_reads_is_searched_too() {
    let portal = Portal::new();
    portal.put(&format!("{VILLAGE}/finance/旧账.txt"), format!("甲\n电话 {}\n", mobile()));
    blocked(&portal, "旧账.txt:2:4");
    let portal = Portal::new();
    portal.put("content/记事.txt", format!("电话 {}\n", mobile()));
    blocked(&portal, "记事.txt:1:4");
}

fn payee(name: &str) -> String {
    month(&LINE.replace("party: 上村文具店", &format!("party: {name}, party_type: person")))
}

#[test]
fn a_counterparty_is_masked_in_every_record_of_the_unit() {
    let portal = Portal::new();
    let unit =
        "plain: 找诸葛明远领钱。\nbooks:\n  - {id: a, name: 甲账}\n  - {id: b, name: 诸葛明远账}\n";
    portal.put(&format!("{VILLAGE}/unit.yaml"), format!("{UNIT}{unit}"));
    portal.put_ledger("2026-03", &format!("account_set: a\n{}", payee("诸葛明远")));
    portal.put_ledger(
        "2026-04",
        "account_set: b\nperiod: 2026-04\nplain: 诸葛 明远的事已办。\nbasis: 诸葛明远合同\n",
    );
    portal.put(
        &format!("{VILLAGE}/notices/n.md"),
        "---\nid: N-1\ntitle: 诸葛明远一事\nclass: village\nperiod: 2026-03\npublished: 2026-06-30\n\
         review: {by: 曾宪章, date: 2026-06-28}\nplain: 诸葛明远得奖。\n---\n\
         # 诸葛明远\n\n诸葛&#x660E;远，[诸葛明远](https://example.org/诸葛明远 \"诸葛明远\")，`诸葛明远`\n",
    );
    portal.build().expect(0);
    for (path, bytes) in portal.site() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("明远"), "{path}");
    }
    assert!(portal.page("shangcun/notices/n-1.html").contains("诸葛**"));
    assert!(portal.page("shangcun/notices/n-1.html").contains("noindex"));
}

#[test]
fn an_official_paid_as_a_person_keeps_the_name_in_which_he_acts() {
    let portal = Portal::new();
    let officials = "officials:\n  - {name: 诸葛明远, post: 主任}\n";
    portal.put(&format!("{VILLAGE}/unit.yaml"), format!("{UNIT}{officials}"));
    portal.put_ledger("2026-03", &payee("诸葛明远").replace("买纸", "付诸葛明远补贴"));
    portal.build().expect(0);
    assert!(portal.page("shangcun/index.html").contains("诸葛明远"));
    assert!(!portal.page("shangcun/finance/2026-03.html").contains("诸葛明远"));
}

#[test]
fn who_is_a_person_on_one_line_is_one_on_the_next() {
    let portal = Portal::new();
    let person = LINE.replace("party: 上村文具店", "party: 李大山, party_type: person");
    let firm = LINE
        .replace("party: 上村文具店", "party: 李大山, party_type: firm")
        .replace("记-001", "记-002");
    portal.put_ledger(
        "2026-03",
        &format!("period: 2026-03\nclosing_bank: -200.00\nlines:\n  - {person}}}\n  - {firm}}}\n"),
    );
    portal.build().expect(0);
    for (path, bytes) in portal.site() {
        assert!(!String::from_utf8_lossy(&bytes).contains("李大山"), "{path}");
    }
}

#[test]
fn a_name_hides_in_no_voucher_and_no_file_name() {
    let portal = Portal::new();
    portal.put(
        &format!("{VILLAGE}/finance/李大山.yaml"),
        crate::portal::ledger("2026-03", &payee("李大山").replace("记-001", "李大山-001")),
    );
    portal.build().expect(0);
    for (path, bytes) in portal.site() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("李大山") && !path.contains("李大山"), "{path}");
    }
}

#[test]
fn words_about_lines_the_village_alone_may_see_stay_off_the_web() {
    let portal = Portal::new();
    let more = "audience: village\nplain: 买了稀罕物。\ncorrections:\n  - {date: 2026-07-01, \
                what: 稀罕物一笔, old: '1', new: '2', why: 稀罕物记错}\n";
    portal.put_ledger("2026-03", &format!("{more}{}", month(LINE)));
    portal.build().expect(0);
    for (path, bytes) in portal.site() {
        assert!(!String::from_utf8_lossy(&bytes).contains("稀罕物"), "{path}");
    }
}

#[test]
fn the_next_month_does_not_tell_what_a_hidden_one_closed_with() {
    let portal = Portal::new();
    portal.edit("content/portal.yaml", "schema: 1\n", "schema: 1\nbooks_open_from: 2026-05\n");
    portal.put_ledger(
        "2026-03",
        "audience: specific\nperiod: 2026-03\nopening_bank: 7777.77\nclosing_bank: 7777.77\n",
    );
    portal.put_ledger(
        "2026-04",
        "period: 2026-04\nopening_bank: 5.00\nclosing_bank: 5.00\nexplain:\n  \
         - {rule: opening-differs, by: 李一, date: 2026-06-30, text: 旧账已核}\n",
    );
    portal.build().expect(0);
    for (path, bytes) in portal.site() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("7777.77") && !text.contains("7,777.77"), "{path}");
        assert!(!text.contains("7772.77") && !text.contains("7,772.77"), "{path}");
    }
}

const DUTY: &str = "contacts:\n  - name: 值班\n    phone: 'PHONE'\n    consent: 2024-12-05\n";

#[test]
fn consent_counts_from_its_day() {
    let portal = Portal::new();
    let unit = format!("{UNIT}{}", DUTY.replace("PHONE", &mobile()));
    portal.put(&format!("{VILLAGE}/unit.yaml"), unit);
    portal.run(&["check", "--as-of", "2024-12-05"]).expect(0);
    let ran = portal.run(&["check", "--as-of", "2024-12-04", "--format", "short"]).expect(1);
    assert!(ran.err.contains("error[phone-without-consent]"), "{}", ran.err);
}

#[test]
fn last_good_pages_go_when_the_consent_they_rest_on_is_gone() {
    let portal = Portal::new();
    let unit = format!("{UNIT}{}", DUTY.replace("PHONE", &mobile()));
    portal.put(&format!("{VILLAGE}/unit.yaml"), unit);
    portal.put_ledger("2026-03", &month(LINE));
    portal.build().expect(0);
    assert!(portal.page("shangcun/index.html").contains(&mobile()));
    portal.put(&format!("{VILLAGE}/unit.yaml"), UNIT);
    portal.edit(&format!("{VILLAGE}/finance/2026-03.yaml"), "-100.00", "-100.01");
    let ran = portal.run(&["build", "--keep-going", "--format", "short"]).expect(1);
    assert!(ran.err.contains("error[personal-number-in-output]"), "{}", ran.err);
    for (path, bytes) in portal.site() {
        assert!(!String::from_utf8_lossy(&bytes).contains(&mobile()), "{path}");
    }
}

#[test]
fn last_good_pages_go_when_they_tell_more_than_the_record_may_now() {
    for audience in ["specific", "village"] {
        let portal = Portal::new();
        portal.put_ledger("2026-02", "period: 2026-02\n");
        portal.put_ledger("2026-03", &month(&LINE.replace("买纸", "买稀罕物")));
        portal.build().expect(0);
        portal.put_ledger(
            "2026-03",
            &format!("audience: {audience}\n{}", month(&LINE.replace("买纸", "买稀罕物"))),
        );
        portal.put_ledger("2026-02", "period: 2026-02\nclosing_bank: 1.00\n");
        let ran = portal.run(&["build", "--keep-going", "--format", "short"]).expect(1);
        assert!(ran.err.contains("[last-good-not-kept]"), "{}", ran.err);
        for (path, bytes) in portal.site() {
            assert!(!String::from_utf8_lossy(&bytes).contains("买稀罕物"), "{path}");
        }
    }
}
