//! Pages of powers, cases and requests: what belongs together stands together, and nothing grows too long.

use crate::portal::{Portal, UNIT, VILLAGE};

/// A record's envelope with what a kind adds to it.
pub fn record(id: &str, own: &str) -> String {
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
pub fn in_order(page: &str, words: &[&str]) {
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

/// A request with everything a clerk can write of it.
fn request(n: u32) -> String {
    format!(
        "  - receipt_no: SC-{n:03}\n    subject: 二组路口路灯不亮，晚上走路怕摔\n    class: 照明\n    \
         place: 二组\n    channel: 电话\n    received: 2024-03-01\n    received_by: 村委会值班室\n    \
         accepted: 2024-03-02\n    accepted_by: 村委会\n    assigned_to: 村委会副主任\n    \
         assigned_on: 2024-03-02\n    escalations:\n      \
         - {{level: 村（居）, to: 村委会, on: 2024-03-02, answered: 2024-03-04, outcome: 往上吹哨}}\n      \
         - {{level: 镇（街）, to: 镇供电所, on: 2024-03-04}}\n    watched: 2024-03-05\n    \
         watched_by: 村务监督委员会\n    handling: 换了灯头，查了线路，拆掉旧开关\n"
    )
}

/// The same record, reviewed and posted in March.
fn in_march(record: String) -> String {
    record.replace("2024-06-01", "2024-03-05").replace("2024-05-20", "2024-03-05")
}

#[test]
fn a_long_ledger_of_requests_goes_on_in_parts_and_is_whole_as_data() {
    let portal = Portal::new();
    portal.edit("content/portal.yaml", "as_of: 2026-06-30", "as_of: 2024-03-09");
    let all: String = (1..=31).map(request).collect();
    portal.put(
        &format!("{VILLAGE}/requests/2024.yaml"),
        in_march(record("SC-R", &format!("requests:\n{all}"))),
    );
    portal.build().expect(0);
    let (first, second) = (
        portal.page("shangcun/requests/sc-r.html"),
        portal.page("shangcun/requests/sc-r-part2.html"),
    );
    assert!(first.contains("id=\"SC-030\"") && !first.contains("SC-031"), "{first}");
    assert!(second.contains("id=\"SC-031\"") && second.contains("办理中"), "{second}");
    assert!(first.len() < 60 * 1024, "{} bytes", first.len());
    let csv = portal.page("shangcun/requests/sc-r.csv");
    assert_eq!(csv.lines().count(), 32);
    let home = portal.page("shangcun/index.html");
    assert!(home.contains("requests/index.html") && home.contains("coverage.html"), "{home}");
    assert!(!home.contains("powers/index.html"), "{home}");
}

#[test]
fn a_request_shows_its_parts_its_stages_and_how_long_each_level_held_it() {
    let portal = Portal::new();
    portal.edit("content/portal.yaml", "as_of: 2026-06-30", "as_of: 2024-03-09");
    let name = format!("{VILLAGE}/requests/2024.yaml");
    portal.put(&name, in_march(record("SC-R", &format!("requests:\n{}", request(1)))));
    portal.build().expect(0);
    let page = portal.page("shangcun/requests/sc-r.html");
    in_order(
        &page,
        &["问题", "二组路口", "措施", "换了灯头", "责任", "村委会副主任", "成效", "<dd>–"],
    );
    in_order(
        &page,
        &[
            "✓ 发现报告",
            "2024-03-01 村委会值班室",
            "✓ 分级分流",
            "✓ 联动办理",
            "✓ 跟踪督办",
            "2024-03-05 村务监督委员会",
            "○ 回访问效",
            "村（居）",
            "2024-03-02 → 2024-03-04 往上吹哨，停 2 日",
            "镇（街）",
            "2024-03-04 起，还在办",
        ],
    );
    let csv = portal.page("shangcun/requests/sc-r.csv");
    assert!(csv.contains("镇（街） 镇供电所 2024-03-04"), "{csv}");
    let json = portal.page("shangcun/requests/sc-r.json");
    assert!(json.contains("\"to\":\"镇供电所\",\"on\":\"2024-03-04\""), "{json}");
    assert!(!json.contains("\"held_days\":5"), "a page is read long after it was made: {json}");
    portal.edit(&name, "    handling", "    closed: 2024-03-06\n    result: 解决\n    handling");
    portal.build().expect(0);
    let page = portal.page("shangcun/requests/sc-r.html");
    in_order(
        &page,
        &["责任", "村委会副主任", "成效", "没有写", "2024-03-04 → 2024-03-06，停 2 日"],
    );
}

#[test]
fn what_stands_in_rows_within_rows_is_masked_and_searched_as_everything_else() {
    let portal = Portal::new();
    let name = format!("{VILLAGE}/requests/2024.yaml");
    let said = request(1).replace("镇供电所", "王大力");
    portal.put(&name, record("SC-R", &format!("requests:\n{said}")));
    let line = crate::portal::LINE.replace("上村文具店", "王大力");
    portal.put_ledger(
        "2026-03",
        &format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {line}}}\n"),
    );
    portal.build().expect(0);
    assert!(portal.page("shangcun/requests/sc-r.html").contains("王*力"));
    for (path, bytes) in portal.site() {
        assert!(!String::from_utf8_lossy(&bytes).contains("王大力"), "{path}");
    }
    let mobile = ["138", "1234", "5678"].concat();
    portal.edit(&name, "to: 王大力", &format!("to: {mobile}"));
    let ran = portal.check().expect(1);
    assert!(
        ran.err.contains("error[personal-number]") && !ran.err.contains(&mobile),
        "{}",
        ran.err
    );
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

#[test]
fn a_guide_answers_at_a_glance_before_its_words_begin() {
    let portal = county();
    let own = "who: 满 80 周岁的老人\namounts:\n  - {for: 80 至 89 周岁, amount: 50, per: month}\n\
               materials:\n  - {name: 身份证, form: original}\nwhere: 便民服务点\nwhen: 每周五\n\
               ask: 窗口值班员\nphone: 0500-6200120\nminutes: 10 分钟\nlimit_days: 15\n\
               limit_count: working\nfee: 不收费\ntrack: 打窗口电话\nways:\n  \
               - {way: home, offered: true, how: 每周三上门}\n  - {way: post, offered: false}\n\
               changed: 2024-05-20\nchange: 不再要照片\nattachments:\n  \
               - {file: form.txt, title: 登记表, redacted: true, redacted_by: 曾宪章}\n";
    let text = format!("---\n{}---\n常问的都在这里。\n", record("ZN-01", own));
    portal.put("content/units/ceshi/guides/zn-01.md", text);
    portal.put("content/units/ceshi/guides/form.txt", "姓名：\n");
    portal.build().expect(0);
    in_order(
        &portal.page("ceshi/guides/zn-01.html"),
        &[
            "满 80 周岁的老人",
            "每周五",
            "窗口值班员",
            "10 分钟",
            "日（工作日）",
            "打窗口电话",
            "2024-05-20",
            "不再要照片",
            "80 至 89 周岁",
            "每月 50.00 元",
            "身份证",
            "✓ 可以上门：每周三上门",
            "✗ 不能邮寄",
            "常问的都在这里",
            "表格下载和附件",
            "登记表",
        ],
    );
}
