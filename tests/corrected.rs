//! Corrections of what was published masked: told in either form, and no page says a name in full.

use crate::portal::{LINE, Portal, VILLAGE};

const MARCH: &str = "content/units/shangcun/finance/2026-03.yaml";

/// A month that pays somebody, published.
fn accepted(party: &str) -> Portal {
    let portal = Portal::new();
    let line = LINE.replace("party: 上村文具店", &format!("party: {party}"));
    let month = format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {line}}}\n");
    portal.put_ledger("2026-03", &month);
    portal.run(&["accept"]).expect(0);
    portal
}

fn told(portal: &Portal, corrections: &[(&str, &str, &str)]) {
    let text = std::fs::read_to_string(portal.path(MARCH)).expect("a ledger");
    let own = text.split("corrections:").next().expect("a ledger").to_string();
    let mut all = own + "corrections:\n";
    for (what, old, new) in corrections {
        all.push_str(&format!(
            "  - {{date: 2026-05-20, what: {what}, old: '{old}', new: '{new}', why: 写错了}}\n"
        ));
    }
    portal.put(MARCH, all);
}

#[track_caller]
fn nowhere(portal: &Portal, words: &[&str]) {
    for (path, bytes) in portal.site() {
        let text = String::from_utf8_lossy(&bytes);
        let said = words.iter().find(|word| text.contains(**word));
        assert!(said.is_none(), "{path} holds {said:?}");
    }
}

#[test]
fn a_corrected_payee_is_masked_however_the_correction_writes_it() {
    let portal = accepted("李小萌");
    portal.edit(MARCH, "李小萌", "王大力");
    let ran = portal.build().expect(1);
    assert!(ran.err.contains("error[changed-without-correction]"), "{}", ran.err);
    let both = [("李小萌", "王大力"), ("李*萌", "王*力"), ("李*萌", "王大力"), ("李小萌", "王*力")];
    for (old, new) in both {
        for what in ["记-001 对方", "记-001"] {
            told(&portal, &[(what, old, new)]);
            let ran = portal.build().expect(0);
            assert!(!ran.err.contains("party-unclear"), "{}", ran.err);
            nowhere(&portal, &["李小萌", "王大力"]);
            let page = portal.page("shangcun/finance/2026-03.html");
            assert!(page.contains("李*萌") && page.contains("王*力"), "{old} {new}: {page}");
        }
    }
    told(&portal, &[("记-001 对方", "张*萌", "王*力")]);
    let ran = portal.build().expect(1);
    assert!(ran.err.contains("error[correction-differs]"), "{}", ran.err);
}

#[test]
fn a_payee_who_was_corrected_is_masked_in_every_text() {
    let portal = accepted("李小萌");
    portal.edit(MARCH, "李小萌", "上村文具店");
    portal.put(
        &format!("{VILLAGE}/notices/a.md"),
        "---\nid: N-1\nclass: village\nperiod: 2026-03\npublished: 2026-04-30\n\
         review: {by: 曾宪章, date: 2026-04-28}\nplain: 明白话。\n---\n感谢李小萌修路。\n",
    );
    told(&portal, &[("记-001 对方", "李小萌", "上村文具店")]);
    portal.build().expect(0);
    nowhere(&portal, &["李小萌"]);
    let page = portal.page("shangcun/finance/2026-03.html");
    assert!(page.contains("上村文具店") && page.contains("李*萌"), "{page}");
}

#[test]
fn what_was_corrected_twice_and_what_was_mistyped_is_masked() {
    let portal = accepted("张小川");
    portal.edit(MARCH, "张小川", "王大力");
    let all = [("记-001", "张小川", "王大利"), ("记-001 对方", "王大利", "王大力")];
    told(&portal, &all);
    portal.build().expect(0);
    nowhere(&portal, &["张小川", "王大利", "王大力"]);
}

#[test]
fn what_may_be_a_name_in_words_is_masked_and_asked_about() {
    let portal = Portal::new();
    let notice = |told: &str| {
        format!(
            "---\nid: N-1\nclass: village\nperiod: 2026-03\npublished: 2026-04-30\n\
             review: {{by: 曾宪章, date: 2026-04-28}}\nplain: 明白话。\n\
             corrections: [{{date: 2026-05-20, what: 正文, {told}, why: 写错}}]\n---\n修路。\n"
        )
    };
    let file = format!("{VILLAGE}/notices/a.md");
    for (told, name) in [
        ("old: 李小萌领取, new: 王大力领取", "李小萌"),
        ("old: 李小萌领取, new: 已领取", "李小萌"),
        ("old: 由李小萌领取, new: 由李大萌领取", "李小萌"),
        ("old: 李小萌, new: 删去", "李小萌"),
    ] {
        portal.put(&file, notice(told));
        let ran = portal.build().expect(0);
        assert!(ran.err.contains("notice[party-unclear]"), "{told}: {}", ran.err);
        nowhere(&portal, &[name, "party-unclear"]);
        assert!(portal.page("shangcun/notices/n-1.html").contains("李*萌"));
    }
    for (told, word) in [
        ("old: 修路三十米, new: 修路四十米", "修路三十米"),
        ("old: 黄沙, new: 石子", "黄沙"),
        ("old: 金额不对, new: 数量不对", "金额不对"),
    ] {
        portal.put(&file, notice(told));
        let ran = portal.build().expect(0);
        assert!(!ran.err.contains("party-unclear"), "{told}: {}", ran.err);
        assert!(portal.page("shangcun/notices/n-1.html").contains(word), "{told}");
    }
}

#[test]
fn words_of_a_line_are_told_as_they_were() {
    for (old, new) in
        [("修路灯", "修三组路灯 6 盏"), ("买石料", "买石料 3 车"), ("买黄沙", "买黄沙 10 吨")]
    {
        let portal = accepted("李小萌");
        portal.edit(MARCH, "买纸", new);
        told(&portal, &[("记-001 摘要", "买纸", old), ("记-001 摘要", old, new)]);
        let ran = portal.build().expect(0);
        assert!(!ran.err.contains("party-unclear"), "{}", ran.err);
        let page = portal.page("shangcun/finance/2026-03.html");
        assert!(page.contains(old) && page.contains(new), "{old}: {page}");
    }
}

#[test]
fn whom_the_reason_names_is_masked() {
    let portal = accepted("上村文具店");
    portal.edit(MARCH, "买纸", "付租金");
    told(&portal, &[("记-001 摘要", "买纸", "付租金"), ("记-009", "有", "删去")]);
    portal.edit(MARCH, "new: '删去', why: 写错了", "new: '删去', why: '重复，张大力已领'");
    portal.edit(MARCH, "old: '有'", "old: '付李大江砍树 200 元'");
    portal.build().expect(0);
    nowhere(&portal, &["张大力", "李大江"]);
    assert!(portal.page("shangcun/finance/2026-03.html").contains("张*力已领"));
}
