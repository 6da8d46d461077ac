//! What a resident reads: where to object, a year by category, crumbs, first months, the page for lost readers.

use crate::portal::{LINE, Portal, VILLAGE};

/// A village with a supervisor who has hours, a liaison, and a hotline of the place.
fn village() -> Portal {
    let portal = Portal::new();
    portal.put(
        &format!("{VILLAGE}/unit.yaml"),
        "id: shangcun\nname: 上村\nlevel: village\ncontacts:\n  \
         - {name: 村务监督委员会主任曾宪章, phone: 0500-6220202, address: 村部二楼, hours: 每周一上午}\n  \
         - {name: 镇纪检监察联络站, phone: 0500-6220203, hours: 每月 10 日}\n",
    );
    portal.edit(
        "content/portal.yaml",
        "publisher:",
        "channels:\n  - {name: 纪检监察举报, phone: '12388'}\n  \
         - {name: 邻镇代理中心, phone: 0500-6230009}\npublisher:",
    );
    portal
}

fn month(period: &str, more: &str) -> String {
    let line = LINE.replace("2026-03", period);
    format!("period: {period}\nclosing_bank: -100.00\n{more}lines:\n  - {line}}}\n")
}

/// The part of a page between two pieces of text.
#[track_caller]
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let after = page.split_once(from).unwrap_or_else(|| panic!("no {from}")).1;
    after.split_once(to).unwrap_or_else(|| panic!("no {to} after {from}")).0
}

#[test]
fn where_to_object_is_said_in_words_that_hold_on_any_day() {
    let portal = village();
    portal.put_ledger("2026-03", &month("2026-03", "until: 2026-07-15\n"));
    portal.build().expect(0);
    let page = portal.page("shangcun/finance/2026-03.html");
    let said = between(&page, "class=\"objection card\"", "</section>");
    for words in [
        "2026-07-15 以前提出的，在 10 日内答复",
        "过了这一天也可以问",
        "村部二楼 · 每周一上午",
        "0500-6220203",
        "每月 10 日",
        "纪检监察举报 <a href=\"tel:12388\"",
        "report.html",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert!(!said.contains("0500-6230009"), "the neighbours' office is not theirs: {said}");
    let year = portal.page("shangcun/finance/2026.html");
    let said = between(&year, "class=\"objection card\"", "</section>");
    assert!(said.contains("哪天都可以问") && said.contains("0500-6220202"), "{said}");
}

#[test]
fn a_year_tells_each_category_by_month_and_they_add_up() {
    let portal = village();
    portal.put_ledger("2026-03", &month("2026-03", ""));
    let april = month("2026-04", "opening_bank: -100.00\n")
        .replace("bank: -100.00\nop", "bank: -200.00\nop");
    portal.put_ledger("2026-04", &april);
    portal.build().expect(0);
    let year = portal.page("shangcun/finance/2026.html");
    let part = between(&year, "id=\"administration\"", "</details>");
    for words in ["管理费用 200.00 元，2 笔", "2026-03.html#out", "2026-04.html#out", "4月"]
    {
        assert!(part.contains(words), "{words}\n{part}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&portal.page("shangcun/finance/2026.json")).expect("JSON");
    let rows = json["sections"][0]["rows"].as_array().expect("months");
    let amounts: Vec<&str> = rows.iter().filter_map(|row| row["amount"].as_str()).collect();
    assert_eq!(amounts, ["100.00", "100.00"]);
}

#[test]
fn every_crumb_but_the_last_leads_on_up_to_the_unit() {
    let portal = village();
    portal.put_ledger("2026-03", &month("2026-03", ""));
    portal.build().expect(0);
    let crumbs = |page: &str| -> Vec<String> {
        let page = portal.page(&format!("shangcun/finance/{page}.html"));
        let nav = between(&page, "class=breadcrumb", "</nav>").to_string();
        let items = nav.split("<li>").skip(1).map(|item| {
            item.split_once("href=").map_or(String::new(), |(_, rest)| {
                rest.split(['>', ' ']).next().unwrap_or_default().trim_matches('"').to_string()
            })
        });
        items.collect()
    };
    let unit = "../../shangcun/index.html";
    assert_eq!(crumbs("2026-03"), [unit, "index.html", "2026.html", ""]);
    assert_eq!(crumbs("2026"), [unit, "index.html", ""]);
    assert_eq!(crumbs("index"), [unit, ""]);
    for page in ["2026-03", "2026", "index"] {
        let page = portal.page(&format!("shangcun/finance/{page}.html"));
        let pager = between(&page, "前后翻看 class=pager>", "</nav>").to_string();
        assert!(pager.contains("shangcun/index.html"), "{pager}");
    }
}

#[test]
fn a_first_month_speaks_of_nothing_that_is_not_there() {
    let portal = village();
    portal.put_ledger("2026-03", &month("2026-03", ""));
    portal.build().expect(0);
    let (home, unit) = (portal.page("index.html"), portal.page("shangcun/index.html"));
    assert!(home.contains("这里有 1 个单位的账：截至 2026年3月31日。"), "{home}");
    assert!(unit.contains("还没有登公告"), "{unit}");
    for (name, page) in [("home", &home), ("unit", &unit)] {
        for absent in ["往年", "各镇", "<figure", "data-finder", "各村账上"] {
            assert!(!page.contains(absent), "{name}: {absent}");
        }
    }
    assert!(!portal.page("shangcun/finance/2026.html").contains("<figure"));
}

#[test]
fn a_total_says_whose_books_it_holds_and_until_when() {
    let portal = Portal::sample();
    let unit = "id: xincun\nname: 新村\nlevel: village\n";
    portal.put("content/units/qingxi/shiqiao/xincun/unit.yaml", unit);
    portal.build().expect(0);
    let home = portal.page("index.html");
    for words in [
        "这里有 9 个单位的账：8 个截至 2025年12月31日，东井村截至 2025年11月30日。",
        "还有 1 个单位没有公开，不在这个数里。",
    ] {
        assert!(home.contains(words), "{words}");
    }
}

#[test]
fn the_page_for_lost_readers_has_no_link_it_cannot_keep() {
    let portal = village();
    let links = |page: &str| -> Vec<String> {
        let named = page.split("href=").skip(1).chain(page.split("src=").skip(1));
        let address = |rest: &str| {
            rest.trim_start_matches('"').split(['"', '>', ' ']).next().unwrap_or("").to_string()
        };
        let all = named.map(address);
        all.filter(|a| !a.is_empty() && !a.starts_with(['#', 't'])).collect()
    };
    portal.build().expect(0);
    let page = portal.page("404.html");
    assert!(page.contains("把网址从后往前删"), "{page}");
    let found = links(&page);
    assert!(found.iter().any(|a| a == "index.html") && found.len() > 2, "{found:?}");
    assert!(found.iter().all(|a| !a.starts_with('/')), "{found:?}");
    portal.run(&["build", "--base-url", "https://example.org/a"]).expect(0);
    let found = links(&portal.page("404.html"));
    assert!(found.len() > 8, "{found:?}");
    assert!(found.iter().all(|a| a.starts_with("https://example.org/a/")), "{found:?}");
}

#[test]
fn a_drawing_is_described_inside_itself_and_nowhere_else() {
    let portal = Portal::sample();
    portal.build().expect(0);
    let page = portal.page("liutang/finance/2025.html");
    let described = page.matches("柱状图，").count();
    let inside = ["chart-flows-desc", "chart-flows-phone-desc"]
        .map(|id| page.matches(&format!("<desc id=\"{id}\">柱状图，")).count());
    assert_eq!((described, inside), (2, [1, 1]), "for a desk and for a phone");
}

#[test]
fn the_supervisor_of_the_sample_sits_in_one_place() {
    let content = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let files = crate::portal::tree(&content);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut known = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with("unit.yaml")) {
        let unit = text(bytes);
        let folder = path.trim_end_matches("unit.yaml");
        let pairs = unit.lines().zip(unit.lines().skip(1)).filter_map(|(phone, place)| {
            let phone = phone.trim().strip_prefix("phone: ")?;
            Some((phone.to_string(), place.trim().strip_prefix("address: ")?.to_string()))
        });
        let pairs: Vec<(String, String)> = pairs.collect();
        for (file, bytes) in files.iter().filter(|(file, _)| file.starts_with(folder)) {
            let record = text(bytes);
            for (phone, place) in record.lines().zip(record.lines().skip(1)) {
                let phone = ["phone: ", "电话: "].iter().find_map(|k| phone.trim().strip_prefix(k));
                let place = ["place: ", "地点: "].iter().find_map(|k| place.trim().strip_prefix(k));
                let of = pairs.iter().find(|(own, _)| Some(own.as_str()) == phone);
                if let (Some(place), Some((_, address))) = (place, of) {
                    assert_eq!(place, address, "{file}");
                    known += 1;
                }
            }
        }
    }
    assert!(known > 80, "{known}");
}

#[test]
fn english_counts_one_as_one() {
    let portal = village();
    portal.edit("content/portal.yaml", "schema: 1", "schema: 1\nlanguage: en");
    portal.put_ledger("2026-03", &month("2026-03", ""));
    let ran = portal.run(&["build", "--lang", "en"]).expect(0);
    assert!(ran.err.contains("1 unit, 1 month, 1 line; "), "{}", ran.err);
    assert!(portal.page("index.html").contains("1 month and 1 line in all"));
    for (path, bytes) in portal.site().iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        for wrong in ["1 units", "1 months", "1 notices", "1 villages", "1 days", ">1 lines"] {
            let hit = page
                .match_indices(wrong)
                .find(|(at, _)| !page[..*at].ends_with(|c: char| c.is_ascii_digit()));
            assert!(hit.is_none(), "{path}: {wrong}");
        }
    }
}
