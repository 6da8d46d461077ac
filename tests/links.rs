//! Links and pictures of notices: as people write them, to any page of the portal; never to what is not there.

use crate::portal::{LINE, Portal, VILLAGE};

const UNIT: &str = "id: xiacun\nname: 下村\nlevel: village\n";

fn notice(id: &str, more: &str, body: &str) -> String {
    format!(
        "---\nid: {id}\nclass: village\ntitle: {id} 号\nperiod: 2026-03\npublished: 2026-04-12\n\
         until: 2026-04-30\nreview: {{by: 曾宪章, date: 2026-04-10}}\nplain: 明白话。\n{more}---\n{body}\n"
    )
}

/// Two villages with a month each; `body` is the words of a notice of the first.
fn portal(body: &str) -> Portal {
    let portal = Portal::new();
    let month = format!("period: 2026-03\nopening_bank: 100.00\nlines:\n  - {LINE}}}\n");
    portal.put_ledger("2026-03", &month);
    portal.put("content/units/xiacun/unit.yaml", UNIT);
    portal.put("content/units/xiacun/notices/lamps.md", notice("X-1", "", "路灯。"));
    portal.put(&format!("{VILLAGE}/notices/a.md"), notice("A-1", "", body));
    portal.put(&format!("{VILLAGE}/notices/bee.md"), notice("B-2", "", "蜜蜂。"));
    portal
}

/// Where a link of a notice leads, if it is a link.
fn href(typed: &str) -> Option<String> {
    let portal = portal(&format!("[这里](<{typed}>)"));
    portal.build().expect(0);
    let page = portal.page("shangcun/notices/a-1.html");
    let (before, _) = page.split_once("这里</a>")?;
    let href = before.rsplit_once("href=")?.1.trim_end_matches('>');
    Some(href.trim_matches('"').to_string())
}

#[test]
fn a_link_leads_to_a_page_however_it_is_written() {
    for (typed, leads) in [
        ("../finance/2026-03.html", "../../shangcun/finance/2026-03.html"),
        ("../finance/2026-03.yaml", "../../shangcun/finance/2026-03.html"),
        ("../finance/2026-03", "../../shangcun/finance/2026-03.html"),
        ("..\\finance\\2026-03.html", "../../shangcun/finance/2026-03.html"),
        ("/shangcun/finance/2026-03.html", "../../shangcun/finance/2026-03.html"),
        ("shangcun/finance/2026-03.html", "../../shangcun/finance/2026-03.html"),
        ("../finance/2026%2D03.html", "../../shangcun/finance/2026-03.html"),
        ("../finance/2026.html", "../../shangcun/finance/2026.html"),
        ("../finance/2026-03.csv", "../../shangcun/finance/2026-03.csv"),
        ("bee.md", "../../shangcun/notices/b-2.html"),
        ("./b-2.html", "../../shangcun/notices/b-2.html"),
        ("B-2", "../../shangcun/notices/b-2.html"),
        ("index.html", "../../shangcun/notices/index.html"),
        ("./", "../../shangcun/notices/index.html"),
        ("..", "../../shangcun/index.html"),
        ("../unit.yaml", "../../shangcun/index.html"),
        ("../../xiacun/notices/lamps.md", "../../xiacun/notices/x-1.html"),
        ("../../xiacun/notices/x-1.html", "../../xiacun/notices/x-1.html"),
        ("content/units/xiacun/notices/lamps.md", "../../xiacun/notices/x-1.html"),
        ("xiacun/X-1", "../../xiacun/notices/x-1.html"),
        ("xiacun", "../../xiacun/index.html"),
        ("/xiacun/", "../../xiacun/index.html"),
        ("../../index.html", "../../index.html"),
        ("/search.html?q=a", "../../search.html?q=a"),
        ("https://example.org/a", "https://example.org/a"),
    ] {
        assert_eq!(href(typed).as_deref(), Some(leads), "{typed}");
    }
    let places = [
        ("../finance/2026-03.html#记-001", "../../shangcun/finance/2026-03.html#"),
        ("../finance/2026-03.yaml#%E8%AE%B0-001", "../../shangcun/finance/2026-03.html#"),
        ("#main", "../../shangcun/notices/a-1.html#main"),
    ];
    for (typed, leads) in places {
        assert!(
            href(typed).is_some_and(|href| href.starts_with(leads)),
            "{typed}: {:?}",
            href(typed)
        );
    }
}

/// The findings of a notice whose first word is at line 11.
fn told(body: &str) -> String {
    let portal = portal(body);
    portal.run(&["check", "--format", "short", "--lang", "zh"]).expect(1).err
}

#[test]
fn what_leads_nowhere_is_told_with_its_place() {
    let file = "content/units/shangcun/notices/a.md";
    let all = told(
        "[没有的月](../finance/2026-02.html)、[没有的单位](../../baishi/index.html)、[附件](../files/a.pdf)\n\
         [源](../finance/2026-04.yaml)、[编号](Z-9)、[空]()\n\
         [行](../finance/2026-03.html#记-009)、[处](#没有)\n\
         [外](www.example.org/x)、[出](../../../../../x)\n\
         ![图](dark.jpg)",
    );
    for place in [
        "11:1", "11:33", "11:66", "12:1", "12:30", "12:40", "13:1", "13:36", "14:1", "14:24",
        "15:1",
    ] {
        assert!(all.contains(&format!("{file}:{place}: error[dead-link]")), "{place} in\n{all}");
    }
    assert_eq!(all.matches("error[dead-link]").count(), 11, "{all}");
    let portal = portal("[上月](../finance/2026-02.html)");
    let near = portal.run(&["check", "--lang", "zh"]).expect(1).err;
    assert!(near.contains("最近的是 `../finance/2026-03.html`"), "{near}");
    let portal = self::portal("[不在](../../nothing.html)");
    let ran = portal.run(&["check", "--format", "short"]).expect(1);
    assert!(ran.err.contains("a.md:11:1: error[dead-link]"), "{}", ran.err);
}

#[test]
fn what_leads_to_something_held_back_is_words_with_a_notice() {
    let body = "看[这里](bee.md)。";
    let held = |portal: &Portal, args: &[&str], code: i32| {
        let ran = portal.run(args).expect(code);
        let page = portal.page("shangcun/notices/a-1.html");
        assert!(page.contains("看这里。"), "{page}");
        assert!(ran.err.contains("a.md:11:2: notice[link-held-back]"), "{}", ran.err);
        // What is between the clerk and this program concerns nobody else.
        assert!(!page.contains("只留文字"), "{page}");
        ran.err
    };
    let build = &["build", "--format", "short", "--lang", "zh"];
    let village = portal(body);
    village
        .put(&format!("{VILLAGE}/notices/bee.md"), notice("B-2", "audience: village\n", "蜜蜂。"));
    assert!(held(&village, build, 0).contains("不在网上公开"));
    let removed = portal(body.replace("bee.md", "b-2.html").as_str());
    removed.remove(&format!("{VILLAGE}/notices/bee.md"));
    removed.put(
        &format!("{VILLAGE}/unit.yaml"),
        format!(
            "{}removed:\n  - {{id: B-2, kind: notice, date: 2026-05-01, cause: request}}\n",
            crate::portal::UNIT
        ),
    );
    assert!(held(&removed, build, 0).contains("已经撤下"));
    // Blocked by what only the rules find, so that nobody knew before the units were made.
    let blocked = portal("看[这里](../../xiacun/notices/lamps.md)。");
    let wrong = notice("X-1", "", "路灯。").replace("2026-04-10", "2026-04-20");
    blocked.put("content/units/xiacun/notices/lamps.md", wrong);
    let going = &["build", "--keep-going", "--format", "short", "--lang", "zh"];
    assert!(held(&blocked, going, 1).contains("暂时没有公开"));
}

#[test]
fn a_dead_link_to_another_unit_keeps_its_own_unit_away_and_no_other() {
    let portal = portal("[没有](../../xiacun/finance/2026-03.html)");
    portal.build().expect(1);
    portal.run(&["build", "--keep-going"]).expect(1);
    assert!(portal.site().iter().any(|(path, _)| path == "xiacun/notices/x-1.html"));
    assert!(!portal.site().iter().any(|(path, _)| path == "shangcun/notices/a-1.html"));
}

#[test]
fn a_picture_in_the_text_leads_to_the_attachment_it_is() {
    let attached =
        "attachments:\n  - {file: bill.csv, title: 账单, redacted: true, redacted_by: 曾宪章}\n";
    let portal = portal("");
    portal.put(&format!("{VILLAGE}/notices/bill.csv"), "项目,金额\n灯,1\n");
    let body = "看[账单](bill.csv)和[账单](./bill.csv)";
    portal.put(&format!("{VILLAGE}/notices/a.md"), notice("A-1", attached, body));
    portal.build().expect(0);
    let page = portal.page("shangcun/notices/a-1.html");
    // Twice in the words, and in the list of attachments.
    assert_eq!(page.matches(">账单</a>").count(), 3, "{page}");
    assert!(page.contains("../../shangcun/files/a-1-"), "{page}");
    portal.put(&format!("{VILLAGE}/notices/a.md"), notice("A-1", "", body));
    let ran = portal.run(&["check", "--format", "short", "--lang", "zh"]).expect(1);
    assert!(ran.err.contains("文件 `bill.csv` 没有随这份公开一起公开"), "{}", ran.err);
}
