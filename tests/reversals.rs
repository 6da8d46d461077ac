//! A part taken back: what is left stands on the page and in its data, and the month that takes back is the one that shrinks.

use crate::portal::{LINE, Portal, VILLAGE};

/// March pays 4350.00; April has 350.00 of it back and pays 100.00.
fn portal() -> Portal {
    let portal = Portal::new();
    let paid = LINE.replace("100.00", "4350.00");
    portal.put_ledger(
        "2026-03",
        &format!(
            "period: 2026-03\nopening_bank: 10000.00\nclosing_bank: 5650.00\nlines:\n  - {paid}}}\n"
        ),
    );
    let april = LINE.replace("2026-03", "2026-04");
    let back = april.replace("买纸", "退货").replace(" amount: 100.00", " amount: -350.00");
    let back = back.replace("category: administration, ", "").replace(", party: 上村文具店", "");
    let other = april.replace("记-001", "记-002").replace("买纸", "水费");
    portal.put_ledger(
        "2026-04",
        &format!(
            "period: 2026-04\nopening_bank: 5650.00\nclosing_bank: 5900.00\nlines:\n  \
             - {back}, nature: reversal, reverses: 2026-03 记-001}}\n  - {other}}}\n"
        ),
    );
    portal
}

#[test]
fn the_row_says_what_is_left_and_both_lead_to_each_other() {
    let portal = portal();
    portal.build().expect(0);
    let march = portal.page("shangcun/finance/2026-03.html");
    assert!(march.contains("原 4,350.00，已冲销 350.00，余 4,000.00"), "{march}");
    assert!(march.contains("2026-04.html#记-001"));
    let april = portal.page("shangcun/finance/2026-04.html");
    assert!(april.contains("2026-03.html#记-001"));
}

#[test]
fn data_have_what_is_left_in_fields_of_its_own() {
    let portal = portal();
    portal.build().expect(0);
    let json = |month: &str| -> serde_json::Value {
        let text = portal.page(&format!("shangcun/finance/{month}.json"));
        serde_json::from_str(&text).expect("JSON")
    };
    let march = &json("2026-03")["rows"][0];
    assert_eq!((&march["amount"], &march["reversed"]), (&"-4350.00".into(), &"350.00".into()));
    assert_eq!(march["left"], "-4000.00");
    let by = &march["reversals"][0];
    assert_eq!((&by["voucher"], &by["amount"]), (&"2026-04 记-001".into(), &"350.00".into()));
    let april = json("2026-04");
    let back = april["rows"].as_array().expect("rows").iter().find(|row| row["nature"] == "冲销");
    let back = back.expect("the reversal");
    // What it does not say it has from the line it takes back.
    assert_eq!(
        (&back["reverses"], &back["category"]),
        (&"2026-03 记-001".into(), &"管理费用".into())
    );
    assert_eq!(back["party"], "上村文具店");
    let year = portal.page("shangcun/finance/lines-2026.csv");
    let rows: Vec<&str> = year.lines().collect();
    // What stands between quotes is one cell, whatever commas it has.
    let bare = |row: &str| row.split('"').step_by(2).collect::<String>();
    let columns = |row: &str| bare(row).split(',').count();
    assert!(rows[0].ends_with("冲销凭证,被哪笔冲销,已冲销,冲销后余额"), "{}", rows[0]);
    assert!(rows.iter().all(|row| columns(row) == columns(rows[0])), "{year}");
}

#[test]
fn the_month_that_takes_back_is_the_one_that_shrinks() {
    let portal = portal();
    portal.build().expect(0);
    let text = portal.page("shangcun/summary.json");
    let summary: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let months = summary["books"][0]["months"].as_array().expect("months");
    let of = |at: usize| (&months[at]["expense"], &months[at]["by_category"][0]["amount"]);
    assert_eq!(of(0), (&"4350.00".into(), &"4350.00".into()));
    assert_eq!(of(1), (&"-250.00".into(), &"-250.00".into()));
    let year = portal.page("shangcun/finance/2026.json");
    assert!(year.contains("4100.00"), "{year}");
}

#[test]
fn nobody_is_told_of_a_reversal_in_a_month_for_others() {
    let portal = portal();
    let file = format!("{VILLAGE}/finance/2026-04.yaml");
    portal.edit(&file, "period: 2026-04", "audience: village\nperiod: 2026-04");
    portal.build().expect(0);
    let march = portal.page("shangcun/finance/2026-03.html");
    assert!(!march.contains("已冲销"), "{march}");
    assert!(!portal.page("shangcun/finance/2026-03.csv").contains("冲销"));
    assert!(!portal.page("shangcun/finance/2026-04.csv").contains("冲销"));
}

/// A month that is written before its day stands between the others' places, or at one end of a reversal.
#[test]
fn a_month_that_is_not_public_yet_moves_no_reversal_to_another_line() {
    let portal = portal();
    let line = LINE.replace("2026-03", "2026-02");
    let head =
        "period: 2026-02\nopening_bank: 10100.00\nclosing_bank: 10000.00\npublished: 2026-05-25\n";
    portal.put_ledger("2026-02", &format!("{head}lines:\n  - {line}}}\n"));
    portal.run(&["build", "--as-of", "2026-05-20"]).expect(0);
    let march = portal.page("shangcun/finance/2026-03.html");
    assert!(march.contains("原 4,350.00，已冲销 350.00，余 4,000.00"), "{march}");
    assert!(march.contains("2026-04.html#记-001"));
    assert!(portal.page("shangcun/finance/2026-04.html").contains("2026-03.html#记-001"));
    assert!(!portal.site().contains_key("shangcun/finance/2026-02.html"));
    // The reversal itself is not public yet: nobody is told that something was taken back.
    portal.edit(
        &format!("{VILLAGE}/finance/2026-04.yaml"),
        "published: 2026-05-12",
        "published: 2026-05-26",
    );
    portal.run(&["build", "--as-of", "2026-05-20", "--yes"]).expect(0);
    let march = portal.page("shangcun/finance/2026-03.html");
    assert!(!march.contains("已冲销") && march.contains("4,350.00"), "{march}");
    // What it takes back is not: the reversal stands with the number it names.
    portal.edit(
        &format!("{VILLAGE}/finance/2026-04.yaml"),
        "published: 2026-05-26",
        "published: 2026-05-12",
    );
    portal.edit(
        &format!("{VILLAGE}/finance/2026-03.yaml"),
        "published: 2026-04-12",
        "published: 2026-05-26",
    );
    portal.run(&["build", "--as-of", "2026-05-20", "--yes"]).expect(0);
    let april = portal.page("shangcun/finance/2026-04.html");
    assert!(april.contains("退货") && !april.contains("2026-03.html"), "{april}");
}

#[test]
fn the_line_that_the_words_name_is_the_one_that_shrinks() {
    let portal = Portal::new();
    let frames = LINE.replace("买纸", "铝合金框 3 个").replace("100.00", "4350.00");
    let paper = LINE.replace("买纸", "复印纸 10 箱").replace("100.00", "200.00");
    let back = LINE.replace("买纸", "复印纸退回 5 箱").replace("记-001", "记-002");
    let back = back.replace("amount: 100.00", "amount: -100.00");
    portal.put_ledger(
        "2026-03",
        &format!(
            "period: 2026-03\nopening_bank: 10000.00\nclosing_bank: 5550.00\nlines:\n  - {frames}}}\n  \
             - {paper}}}\n  - {back}, nature: reversal, reverses: 记-001}}\n"
        ),
    );
    portal.build().expect(0);
    let march = portal.page("shangcun/finance/2026-03.html");
    assert!(march.contains("原 200.00，已冲销 100.00，余 100.00"), "{march}");
    assert!(!march.contains("原 4,350.00"), "{march}");
}
