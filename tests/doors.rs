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

/// No file of the site holds any of these words.
#[track_caller]
fn nowhere(portal: &Portal, words: &[&str]) {
    for (path, bytes) in portal.site() {
        let text = String::from_utf8_lossy(&bytes);
        let found = words.iter().find(|word| text.contains(**word) || path.contains(**word));
        assert!(found.is_none(), "{path}: {found:?}");
    }
}

/// A month with one payment of 12000.00 yuan out of the bank.
fn paid(audience: &str, day: &str, voucher: &str) -> String {
    let line =
        LINE.replace("2026-03-05", day).replace("记-001", voucher).replace("100.00", "12000.00");
    let month = &day[..7];
    format!("audience: {audience}\nperiod: {month}\nopening_bank: 12000.00\nlines:\n  - {line}}}\n")
}

#[test]
fn no_question_tells_what_a_hidden_month_paid() {
    for (hidden, first, second) in [
        ("2026-03", "specific", "public"),
        ("2026-03", "village", "public"),
        ("2026-04", "public", "village"),
    ] {
        let portal = Portal::new();
        portal.edit("content/portal.yaml", "schema: 1\n", "schema: 1\nbooks_open_from: 2027-01\n");
        portal.put_ledger("2026-03", &paid(first, "2026-03-25", "甲-771"));
        let explain =
            "explain:\n  - {rule: opening-differs, by: 李一, date: 2026-06-30, text: 已核}\n";
        let next = format!("{}{explain}", paid(second, "2026-04-05", "乙-772"));
        portal.put_ledger("2026-04", &next);
        let ran = portal.build().expect(0);
        // Whoever keeps the books is asked all the same.
        for rule in ["duplicate-payment", "split-purchase", "same-as-last"] {
            assert!(ran.err.contains(&format!("[{rule}]")), "{rule}: {}", ran.err);
        }
        let voucher = if hidden == "2026-03" { "甲-771" } else { "乙-772" };
        nowhere(&portal, &[voucher, "完全相同", "疑似重复", "同一收款方“"]);
    }
}

#[test]
fn a_withheld_month_tells_no_day_and_no_words_about_lines() {
    let portal = Portal::new();
    let late = LINE.replace("2026-03-05", "2026-03-09").replace("记-001", "记-002");
    let back =
        late.replace("direction: out", "direction: in").replace("administration", "other-income");
    portal.put_ledger(
        "2026-03",
        &format!(
            "audience: village\ntitle: 救了稀罕户\nperiod: 2026-03\nlines:\n  - {LINE}}}\n  - {back}}}\n\
             review: {{by: 曾宪章, date: 2026-04-10, opinion: 同意付稀罕户}}\n"
        ),
    );
    let ran = portal.build().expect(0);
    assert!(ran.err.contains("[cash-negative]"), "{}", ran.err);
    nowhere(&portal, &["稀罕户", "2026-03-05"]);
}

#[test]
fn a_name_hides_in_no_markup_no_spelling_and_no_sentence_made_from_fields() {
    let portal = Portal::new();
    let other =
        LINE.replace("party: 上村文具店", "party: 李\u{200b}大山+古丽·买买提, party_type: person");
    portal.put_ledger("2026-03", &month(&other));
    let head = notice_head("N-1", "class: village\n");
    portal.put(
        &format!("{VILLAGE}/notices/n.md"),
        format!(
            "{head}见注[^李大山]，[这里](https://example.org/%E6%9D%8E%E5%A4%A7%E5%B1%B1.html)，李大\n山，李大\u{e0100}山，\
             古丽•买买提\n\n[^李大山]: 注\n\n```李大山\n甲\n```\n"
        ),
    );
    let objection = "objection: {to: 村委会, phone: 0500-1234567 李大山转}\n";
    portal.put(
        &format!("{VILLAGE}/powers/p.yaml"),
        format!(
            "id: QL-01\nperiod: 2026-03\npublished: 2026-06-30\nplain: 明白话。\n{objection}\
             review: {{by: 曾宪章, date: 2026-06-28}}\nlist: powers\nclass: daily\nholder: 村委会\n\
             fee: 由李大山代收\nsteps:\n  - {{actor: 村民, action: 来办}}\n"
        ),
    );
    portal.put(
        &format!("{VILLAGE}/requests/r.yaml"),
        "id: R-1\nperiod: 2026-03\npublished: 2026-06-30\nplain: 明白话。\n\
         review: {by: 曾宪章, date: 2026-06-28}\nrequests:\n  \
         - {receipt_no: 李大山-01, subject: 路灯不亮, received: 2026-03-01}\n",
    );
    portal.build().expect(0);
    assert!(portal.page("shangcun/powers/ql-01.html").contains("李*山"));
    nowhere(&portal, &["李大山", "李大\n山", "李大\u{e0100}山", "%E6%9D%8E%E5%A4%A7", "买买提"]);
}

fn notice_head(id: &str, more: &str) -> String {
    format!(
        "---\nid: {id}\nperiod: 2026-03\npublished: 2026-06-30\nplain: 明白话。\n\
         review: {{by: 曾宪章, date: 2026-06-28}}\n{more}---\n"
    )
}

const CASE: &str = "type: good\nissuer: 县公开办\nsource: 县报\nfact: 稀罕事。\noutcome: 表扬\n";

#[test]
fn last_good_pages_go_when_a_record_was_withdrawn_removed_or_narrowed_in_a_broken_file() {
    let case = format!("{VILLAGE}/cases/c.md");
    let head = format!("{VILLAGE}/unit.yaml");
    let changes: [&dyn Fn(&Portal); 3] = [
        &|p| {
            p.edit(&case, "type: good\n", "type: good\nwithdrawn: 2024-12-31\n");
        },
        &|p| {
            let gone = "removed:\n  - {kind: case, id: C-1, date: 2026-06-30, cause: request}\n";
            p.remove(&case).put(&head, format!("{UNIT}{gone}"));
        },
        &|p| {
            p.edit(&case, "type: good\n", "type: good\naudience: specific\nno_such: 1\n");
        },
    ];
    for change in changes {
        let portal = Portal::new();
        portal.put(&case, format!("{}甲\n", notice_head("C-1", CASE)));
        portal.put_ledger("2026-02", "period: 2026-02\n");
        portal.build().expect(0);
        portal.put_ledger("2026-02", "period: 2026-02\nclosing_bank: 1.00\n");
        portal.run(&["build", "--keep-going"]).expect(1);
        assert!(portal.page("shangcun/cases/c-1.html").contains("稀罕事"));
        change(&portal);
        let ran = portal.run(&["build", "--keep-going", "--format", "short"]).expect(1);
        assert!(ran.err.contains("[last-good-not-kept]"), "{}", ran.err);
        nowhere(&portal, &["稀罕事"]);
    }
}

#[test]
fn a_voucher_that_looks_like_a_mobile_may_be_asked_about() {
    let portal = Portal::new();
    portal.put_ledger(
        "2026-03",
        &month(&LINE.replace("记-001", &format!("{}号", mobile())).replace("invoice", "none")),
    );
    portal.build().expect(0);
    assert!(portal.page("shangcun/index.html").contains(&mobile()));
}

#[test]
fn a_town_masks_the_payees_of_its_own_books_in_its_own_words() {
    let portal = Portal::new();
    let town = "content/units/beizhen";
    portal.put(
        &format!("{town}/unit.yaml"),
        "id: beizhen\nname: 北镇\nlevel: town\nplain: 找李大山领钱。\nbooks:\n  \
         - {id: a, name: 甲账, body: 李大山代管}\n  - {id: b, name: 乙账}\n",
    );
    let text =
        crate::portal::ledger("2026-03", &payee("李大山")).replace("id: 2026-03", "id: bz-1");
    portal.put(&format!("{town}/finance/2026-03.yaml"), text);
    portal.build().expect(0);
    nowhere(&portal, &["李大山"]);
}
