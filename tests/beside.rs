//! A person written with a word before or behind: the bare name is masked wherever the unit writes it, or asked about.

use crate::portal::{LINE, Portal, VILLAGE};

fn portal(party: &str, name: &str) -> Portal {
    let portal = Portal::new();
    let line = LINE.replace("party: 上村文具店", &format!("party: {party}"));
    let line = line.replace("买纸", &format!("付{name}的租金"));
    portal.put_ledger(
        "2026-03",
        &format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {line}}}\n"),
    );
    let notice = format!(
        "---\nid: N-1\nclass: village\nperiod: 2026-03\npublished: 2024-06-30\n\
         review: {{by: 曾宪章, date: 2024-06-28}}\nplain: 明白话。\n---\n感谢{name}为村里修路。\n"
    );
    portal.put(&format!("{VILLAGE}/notices/a.md"), notice);
    portal
}

#[track_caller]
fn nowhere(portal: &Portal, word: &str) {
    for (path, bytes) in portal.site() {
        assert!(!String::from_utf8_lossy(&bytes).contains(word), "{path} holds {word}");
    }
}

#[test]
fn a_name_among_known_words_is_masked_in_every_text() {
    for party in [
        "女工王大力, party_type: person",
        "1.王大力, party_type: person",
        "王大力的母亲, party_type: person",
        "王大力之妻李小萌, party_type: person",
        "贫困户王大力",
        "建设银行王大力",
        "下塘王大力",
        "退王大力押金",
    ] {
        let portal = portal(party, "王大力");
        let ran = portal.build().expect(0);
        assert!(!ran.err.contains("error["), "{party}: {}", ran.err);
        nowhere(&portal, "王大力");
        nowhere(&portal, "李小萌");
        let page = portal.page("shangcun/notices/n-1.html");
        assert!(page.contains("感谢王*力为村里修路"), "{party}: {page}");
    }
}

#[test]
fn a_cell_of_a_csv_file_is_taken_apart_too() {
    let portal = portal("上村文具店", "王大力");
    let lines = "date,voucher,text,direction,category,amount,party,party_type,handler,witness,approver,receipt\n\
                 2026-03-05,记-001,付王大力工资,out,administration,100.00,小工王大力,person,李一,王二,赵三,invoice\n";
    portal.put(&format!("{VILLAGE}/finance/2026-03.csv"), lines);
    portal
        .put_ledger("2026-03", "period: 2026-03\nclosing_bank: -100.00\nlines_file: 2026-03.csv\n");
    portal.build().expect(0);
    nowhere(&portal, "王大力");
    assert!(portal.page("shangcun/finance/2026-03.csv").contains("付王*力工资"));
}

#[test]
fn a_name_that_cannot_be_told_from_its_words_stops_where_it_stands_again() {
    for party in ["王大力吊臂, party_type: person", "王大力吊臂", "好人王大力"] {
        let portal = portal(party, "王大力");
        let ran = portal.build().expect(1);
        assert_eq!(ran.err.matches("error[name-in-party]").count(), 1, "{party}: {}", ran.err);
        assert!(ran.err.contains("finance/2026-03.yaml:4:"), "{}", ran.err);
    }
    portal("王大力吊臂", "大家").build().expect(0);
    portal("王大力吊臂, party_type: firm", "王大力").build().expect(0);
}

#[test]
fn words_of_every_day_stay_readable() {
    for (party, word) in [("清河县石料", "石料"), ("永盛公司黄沙", "黄沙"), ("五保户", "五保户")]
    {
        let portal = portal(party, word);
        let ran = portal.build().expect(0);
        assert!(!ran.err.contains("masked-named"), "{party}: {}", ran.err);
        assert!(portal.page("shangcun/notices/n-1.html").contains(&format!("感谢{word}为村里")));
    }
}

#[test]
fn a_signer_of_a_minors_name_is_asked_about() {
    let portal = portal("上村文具店", "大家");
    portal.put("private/register.yaml", "people:\n  - {key: k1, name: 李一, born: 2015-03}\n");
    let ran = portal.build().expect(0);
    assert_eq!(ran.err.matches("notice[private-name]").count(), 1, "{}", ran.err);
    assert!(portal.page("shangcun/finance/2026-03.html").contains("李一"));
    nowhere(&portal, "private-name");
}

#[test]
fn who_is_named_beside_a_stated_firm_is_masked_and_the_firm_is_not() {
    for (party, shown) in [
        ("永盛建材（王秀英代领）", "永盛建材（王*英代领）"),
        ("永盛建材、王秀英", "永盛建材、王*英"),
        ("农商行（户名王秀英）", "农商行（户名王*英）"),
        ("税务局（代王秀英开票）", "税务局（代王*英开票）"),
        ("王秀英（永盛建材）", "王*英（永盛建材）"),
        ("溪山小学王秀英老师", "溪山小学王*英老师"),
        ("永盛建材老板王秀英", "永盛建材老板王*英"),
        ("王秀英超市", "王秀英超市"),
        ("李宁体育", "李宁体育"),
        ("王秀英", "王秀英"),
        ("永盛建材（个体）", "永盛建材（个体）"),
        ("王秀英（个体）", "王秀英（个体）"),
        ("永盛建材（清河县）", "永盛建材（清河县）"),
    ] {
        let portal = Portal::new();
        let stated = format!("party: {party}, party_type: firm");
        let line = LINE.replace("party: 上村文具店", &stated);
        let month = format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {line}}}\n");
        portal.put_ledger("2026-03", &month);
        portal.build().expect(0);
        for end in ["html", "csv", "json"] {
            let page = portal.page(&format!("shangcun/finance/2026-03.{end}"));
            assert!(page.contains(shown), "{party}: {page}");
        }
    }
}
