//! Pages of powers, cases and requests: what belongs together stands together, and nothing grows too long.

use crate::portal::{Portal, UNIT, VILLAGE};

/// A record's envelope with what a kind adds to it.
fn record(id: &str, own: &str) -> String {
    format!(
        "id: {id}\ntitle: 事项 {id}\nperiod: 2024\npublished: 2024-06-01\nplain: 明白话。\n\
         review: {{by: 曾宪章, date: 2024-05-20}}\n{own}"
    )
}

fn power(portal: &Portal, unit: &str, id: &str, own: &str) {
    let own = format!("holder: 村民委员会主任\n{own}");
    portal.put(&format!("{unit}/powers/{id}.yaml"), record(id, &own));
}

/// A portal whose county stands above its village.
fn county() -> Portal {
    let portal = Portal::bare();
    portal.put("content/portal.yaml", crate::portal::PORTAL);
    portal.put("content/units/ceshi/unit.yaml", "id: ceshi\nname: 测试县\nlevel: county\n");
    portal.put("content/units/ceshi/shangcun/unit.yaml", UNIT);
    portal
}

#[track_caller]
fn in_order(page: &str, words: &[&str]) {
    let mut from = 0;
    for word in words {
        let at = page[from..].find(word);
        from +=
            at.unwrap_or_else(|| panic!("no {word} after the ones before\n{page}")) + word.len();
    }
}

#[test]
fn a_power_shows_its_steps_in_order_and_each_risk_beside_its_control() {
    let portal = county();
    power(
        &portal,
        "content/units/ceshi",
        "QL-01",
        "list: powers\nclass: daily\nlimit_days: 20\nlimit_count: working\n\
         complain_phone: 0500-6200388\nsteps:\n  \
         - {actor: 经办人, action: 写申请, paper: 申请单}\n  \
         - {actor: 联席会议, action: 商量, days: 5, posted: true}\n\
         risks: [拆成几笔, 没有验收]\ncontrols: [合起来算, 两人验收]\n",
    );
    portal.build().expect(0);
    let page = portal.page("ceshi/powers/ql-01.html");
    in_order(
        &page,
        &["日（工作日）", "经办人", "留下：申请单", "联席会议", "5 日内", "✓ 要张榜公布"],
    );
    in_order(&page, &["拆成几笔", "合起来算", "没有验收", "两人验收"]);
    assert!(page.contains("href=\"tel:0500-6200388\""), "{page}");
    portal.edit("content/units/ceshi/powers/QL-01.yaml", "合起来算, ", "");
    portal.build().expect(0);
    let page = portal.page("ceshi/powers/ql-01.html");
    in_order(&page, &["拆成几笔", "没有验收", "两人验收"]);
    assert!(!page.contains("<th scope=row>拆成几笔"), "nobody said which control is whose");
}

#[test]
fn powers_stand_in_the_order_of_their_lists_and_a_villages_own_behind_one_link_when_many() {
    let portal = county();
    let lists = [("P", "proofs", "proof"), ("N", "negative", "daily"), ("Q", "powers", "decision")];
    for (id, list, class) in lists {
        let own = format!("list: {list}\nclass: {class}\n");
        power(&portal, "content/units/ceshi", &format!("{id}-1"), &own);
    }
    let village = "content/units/ceshi/shangcun";
    power(&portal, village, "SC-1", "list: powers\nclass: daily\n");
    portal.build().expect(0);
    let page = portal.page("powers.html");
    in_order(&page, &["重大决策", "事项 Q-1", "日常管理", "事项 SC-1", "负面清单", "事项 N-1"]);
    assert!(page.contains("共 4 项"), "{page}");
    for n in 2..=60 {
        power(&portal, village, &format!("SC-{n}"), "list: powers\nclass: daily\n");
    }
    portal.build().expect(0);
    let page = portal.page("powers.html");
    assert!(!page.contains("事项 SC-1") && page.contains("事项 P-1"), "{page}");
    assert!(page.contains("href=\"shangcun/powers/index.html\""), "{page}");
}

#[test]
fn a_long_ledger_of_requests_goes_on_in_parts_and_is_whole_as_data() {
    let portal = Portal::new();
    let request = |n: u32| {
        format!("  - {{receipt_no: SC-{n:03}, subject: 路灯不亮, received: 2024-03-01}}\n")
    };
    let all: String = (1..=61).map(request).collect();
    portal.put(
        &format!("{VILLAGE}/requests/2024.yaml"),
        record("SC-R", &format!("requests:\n{all}")),
    );
    portal.build().expect(0);
    let (first, second) = (
        portal.page("shangcun/requests/sc-r.html"),
        portal.page("shangcun/requests/sc-r-part2.html"),
    );
    assert!(first.contains("id=\"SC-060\"") && !first.contains("SC-061"), "{first}");
    assert!(second.contains("id=\"SC-061\"") && second.contains("待受理"), "{second}");
    assert!(first.len() < 60 * 1024, "{} bytes", first.len());
    let csv = portal.page("shangcun/requests/sc-r.csv");
    assert_eq!(csv.lines().count(), 62);
    let home = portal.page("shangcun/index.html");
    assert!(home.contains("requests/index.html") && home.contains("coverage.html"), "{home}");
    assert!(!home.contains("powers/index.html"), "{home}");
}

#[test]
fn a_case_says_where_it_comes_from_before_anything_else() {
    let portal = county();
    let own = "type: good\nissuer: 东江省农业农村厅\nsource: 东江日报\nplace: 东江省白沙县\n\
               fact: 公开招租。\noutcome: 没有投诉。\n";
    let text = format!("---\n{}---\n", record("AL-01", own));
    portal.put("content/units/ceshi/cases/al-01.md", text);
    portal.build().expect(0);
    in_order(
        &portal.page("ceshi/cases/al-01.html"),
        &["来自东江省白沙县", "事项 AL-01</h1>", "东江日报", "公开招租"],
    );
    in_order(&portal.page("cases.html"), &["正面典型", "来自东江省白沙县", "事项 AL-01"]);
}
