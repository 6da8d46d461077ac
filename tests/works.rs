//! Pages of projects and assets: how far it is, facts under their stages, ids that lead to their records.

use crate::portal::{Portal, VILLAGE};
use crate::records::{in_order, record};

/// How each stage of the project on a page stands, in the order of the page.
fn standings(page: &str) -> Vec<&str> {
    let states = page.split("<li data-state=\"").skip(1);
    states.map(|rest| rest.split('"').next().unwrap_or_default()).collect()
}

#[test]
fn a_project_says_how_far_it_is_from_its_first_day_to_its_last() {
    let portal = Portal::new();
    portal.edit("content/portal.yaml", "as_of: 2026-06-30", "as_of: 2024-06-15");
    let first = "need: 路不好走\nplace: 一组\nbudget: 90000\nproposed: 2024-01-05\n";
    let decided = "decisions:\n  - {step: resolve, date: 2024-02-01}\n";
    let posted = "  - {step: result-posted, date: 2024-06-05, days: 15}\n";
    let signed = "contract_price: 80000\nsigned: 2024-03-01\ncontractor: 兴达道路工程队\n\
                  bidders:\n  - {firm: 兴达道路工程队, price: 80000, won: true}\n  \
                  - {firm: 顺通工程队, price: 82000}\nend: 2024-06-10\n";
    let work = "progress:\n  - {percent: 60, date: 2024-05-01}\nprocess_posted_days: 20\n";
    let paid = "payments:\n  - {date: 2024-05-10, amount: 40000, stage: progress}\n";
    let accepted = "accepted: 2024-06-01\nretention_until: 2025-06-01\n";
    let rest = "  - {date: 2024-06-10, amount: 40000, stage: settlement}\nasset_code: A-1\n";
    let (none, yes) = (["还没有决议记录", "还没有公示施工过程", "还没有公示实施结果"], "done");
    let all = ["有决议记录", "施工过程已公示", "实施结果已公示"];
    let at = |written: &[&str], lead: &str, stages: [&str; 10], flags: [&str; 3]| {
        portal.put(&format!("{VILLAGE}/projects/road.yaml"), record("GC-1", &written.concat()));
        portal.build().expect(0);
        let page = portal.page("shangcun/projects/gc-1.html");
        assert!(page.contains(lead), "{lead}\n{page}");
        assert_eq!(standings(&page), stages, "{lead}");
        in_order(&page, &["决策", flags[0], "过程", flags[1], "结果", flags[2]]);
    };
    at(
        &[first],
        "预算 90,000.00 元，还没有签合同。",
        [yes, "now", "todo", "todo", "todo", "todo", "todo", "todo", "todo", "todo"],
        none,
    );
    at(
        &[first, decided, signed],
        "合同价 80,000.00 元，已付 0.00 元。有 2 家来投，兴达道路工程队中选。\
         约定 2024-06-10 完工，截至 2024-06-15 还没有验收。",
        [yes, yes, yes, yes, "none", "now", "todo", "todo", "todo", "todo"],
        [all[0], none[1], none[2]],
    );
    at(
        &[first, decided, signed, work, paid],
        "到 2024-05-01 完成 60%，约定 2024-06-10 完工",
        [yes, yes, yes, yes, "none", "now", "todo", "todo", "now", "todo"],
        [all[0], all[1], none[2]],
    );
    at(
        &[first, decided, posted, signed, work, accepted, paid],
        "2024-06-01 验收，质保到 2025-06-01，还有 40,000.00 元没有付。",
        [yes, yes, yes, yes, "none", yes, yes, "now", "now", "todo"],
        all,
    );
    at(
        &[first, decided, posted, signed, work, accepted, paid, rest],
        "2024-06-01 验收。",
        [yes, yes, yes, yes, "none", yes, yes, yes, yes, yes],
        all,
    );
}

#[test]
fn the_facts_of_a_project_stand_under_their_stages_and_its_procedure_below() {
    let portal = Portal::new();
    let own = "need: 路不好走\nplace: 一组\nbudget: 90000\nproposed: 2024-01-05\n\
               contract_price: 80000\nsigned: 2024-03-01\ncontractor: 兴达道路工程队\n";
    portal.put(&format!("{VILLAGE}/projects/road.yaml"), record("GC-1", own));
    portal.build().expect(0);
    let page = portal.page("shangcun/projects/gc-1.html");
    let order =
        ["<h2>立项</h2>", "路不好走", "<h2>合同</h2>", "兴达道路工程队", "公开的手续", "公开日期"];
    in_order(&page, &order);
    assert!(!page.contains("<h2>验收</h2>"), "{page}");
}

#[test]
fn what_an_asset_is_let_by_is_a_link_to_the_contract() {
    let portal = Portal::new();
    let asset = "code: A-1\n    name: 门面\n    class: earning\n    cost: 10\n    depreciation: 0\n    \
                 net: 10\n    state: let\n    contracts: [HT-1]\n";
    let register = record("ZC-1", &format!("counted_by: 会计\nassets:\n  - {asset}"));
    portal.put(&format!("{VILLAGE}/property/2024.yaml"), register);
    let contract = "form: lease\nclass: shop\nobject: 门面\nplace: 一组\nlessee: 李大山\n\
                    start: 2024-01-01\nend: 2026-12-31\ndecision: members\nbidding: auction\n\
                    written: true\nplatform: false\nperiods:\n  - {due_on: 2026-01-01, due: 5}\n";
    let contract = record("HT-1", contract).replace("事项 HT-1", "李大山租了门面");
    portal.put(&format!("{VILLAGE}/contracts/a.yaml"), contract);
    portal.build().expect(0);
    let page = portal.page("shangcun/property/zc-1.html");
    // By its title, masked as on its own page; data has the id.
    let link = "<a href=\"../../shangcun/contracts/ht-1.html\">李*山租了门面</a>";
    assert!(page.contains(link) && !page.contains("李大山"), "{page}");
    assert!(portal.page("shangcun/property/zc-1.csv").contains(",HT-1,"));
    // The register's own facts stand above its rows, how it was made public below.
    in_order(&page, &["盘点人", "会计", "id=\"A-1\"", "公开的手续", "公开日期"]);
}
