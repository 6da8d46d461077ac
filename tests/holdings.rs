//! Several bank accounts in one set of books: each is read, checked, shown and kept apart, and their sum is the bank.

use std::fs;

use crate::portal::{LINE, Portal, VILLAGE, tree};

/// Who moves money between accounts.
const MOVE: &str = "{date: 2026-03-05, voucher: 记-001, text: 转入专户, direction: out, nature: transfer, \
amount: 500.00, party: 清河农商银行（单位）, handler: 李一, witness: 王二, approver: 赵三, receipt: bank-slip";

/// March, as it is written without sums of the bank.
fn march() -> String {
    let paid = LINE.replace("记-001", "记-002");
    format!(
        "id: SC-03\nperiod: 2026-03\npublished: 2026-04-12\nplain: 明白话。\n\
         review: {{by: 曾宪章, date: 2026-04-10}}\nopening_cash: 50.00\nclosing_cash: 50.00\naccounts:\n  \
         - {{name: 基本户, last_four: '0316', opening: 1000.00, closing: 400.00, statement: 400.00}}\n  \
         - {{name: 补偿费专户, opening: 2000.00, closing: 2500.00}}\nlines:\n  \
         - {MOVE}, account: 基本户, to_account: 补偿费专户}}\n  - {paid}, account: '0316'}}\n"
    )
}

fn portal() -> Portal {
    let portal = Portal::new();
    portal.put(&format!("{VILLAGE}/finance/2026-03.yaml"), march());
    portal
}

fn json(portal: &Portal, path: &str) -> serde_json::Value {
    serde_json::from_str(&portal.page(path)).expect("JSON")
}

#[test]
fn each_account_has_a_row_and_their_sum_is_the_bank() {
    let portal = portal();
    portal.build().expect(0);
    let month = json(&portal, "shangcun/finance/2026-03.json");
    let rows = month["sections"][0]["rows"].as_array().expect("rows");
    let said = |at: usize| {
        let keys = ["account", "opening", "in", "out", "closing"];
        keys.map(|key| rows[at][key].as_str().expect("a text").to_string())
    };
    assert_eq!(said(0), ["现金", "50.00", "0.00", "0.00", "50.00"]);
    assert_eq!(said(1), ["基本户（尾号 0316）", "1000.00", "0.00", "600.00", "400.00"]);
    assert_eq!(said(2), ["补偿费专户", "2000.00", "500.00", "0.00", "2500.00"]);
    assert_eq!(said(3), ["银行合计", "3000.00", "500.00", "600.00", "2900.00"]);
    assert_eq!((rows.len(), rows[1]["statement"].as_str()), (4, Some("400.00")));
    let summary = json(&portal, "shangcun/summary.json");
    let closed = &summary["books"][0]["months"][0];
    assert_eq!(closed["closing"]["bank"], "2900.00");
    assert_eq!(closed["accounts"][1]["closing"], "2500.00");
    let page = portal.page("shangcun/finance/2026-03.html");
    assert!(page.contains("转入补偿费专户"), "{page}");
}

#[test]
fn a_year_of_lines_keeps_every_column_under_its_name() {
    let portal = portal();
    let back = LINE.replace("2026-03", "2026-04").replace("amount: 100.00", "amount: -10.00");
    let back = back.replace("category: administration, ", "");
    portal.put_ledger(
        "2026-04",
        &format!(
            "period: 2026-04\nopening_cash: 50.00\nclosing_cash: 50.00\nopening_bank: 2900.00\n\
             closing_bank: 2910.00\nlines:\n  - {back}, nature: reversal, reverses: 2026-03 记-002}}\n"
        ),
    );
    portal.build().expect(0);
    let text = portal.page("shangcun/finance/lines-2026.csv");
    let rows: Vec<Vec<&str>> =
        text.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').collect()).collect();
    let cell = |voucher: &str, month: &str, name: &str| {
        let at = rows[0].iter().position(|head| *head == name).expect("a column");
        let row =
            rows.iter().find(|row| row[0] == month && row.contains(&voucher)).expect("a line");
        row[at]
    };
    assert_eq!(cell("记-001", "2026-03", "转入账户"), "补偿费专户");
    assert_eq!(cell("记-002", "2026-03", "转入账户"), "");
    assert_eq!(cell("记-001", "2026-04", "转入账户"), "");
    assert_eq!(cell("记-001", "2026-04", "冲销凭证"), "2026-03 记-002");
}

#[test]
fn the_next_months_draft_opens_with_each_account() {
    let portal = portal();
    portal.run(&["new", "ledger", "--unit", "shangcun", "--month", "2026-04"]).expect(0);
    let draft = fs::read_to_string(portal.path(&format!("{VILLAGE}/finance/2026-04.yaml")));
    let draft = draft.expect("a draft");
    assert!(draft.contains("  - 名称: 基本户\n    尾号: 0316\n    期初余额: 400.00\n"), "{draft}");
    assert!(draft.contains("  - 名称: 补偿费专户\n    期初余额: 2500.00\n"), "{draft}");
    assert!(draft.contains("\n#期初银行:\n"), "the accounts are added up: {draft}");
}

#[test]
fn what_moves_between_accounts_unsaid_is_a_change_of_what_was_published() {
    let portal = portal();
    portal.run(&["accept"]).expect(0);
    portal.run(&["check"]).expect(0);
    portal.edit(
        &format!("{VILLAGE}/finance/2026-03.yaml"),
        "to_account: 补偿费专户",
        "to_account: 现金",
    );
    let said = portal.run(&["check", "--format", "short"]).expect(1).both();
    assert!(said.contains("changed-without-correction"), "{said}");
}

#[test]
fn both_sums_may_be_left_out_only_where_accounts_stand() {
    let portal = Portal::new();
    let text = march().replace("accounts:", "receivables:");
    let bare: String = text.lines().take(7).map(|line| format!("{line}\n")).collect();
    portal.put(&format!("{VILLAGE}/finance/2026-03.yaml"), bare);
    let said = portal.run(&["check", "--format", "short", "--lang", "en"]).expect(1).both();
    for field in ["opening_bank", "closing_bank"] {
        assert!(said.contains(&format!("`{field}` is missing")), "{said}");
    }
}

#[test]
fn the_board_shows_each_account() {
    let portal = portal();
    portal.run(&["board"]).expect(0);
    let sheets = tree(&portal.path("board"));
    let shown = sheets.iter().any(|(path, bytes)| {
        let text = String::from_utf8_lossy(bytes);
        path.contains("2026-03")
            && text.contains("基本户（尾号 0316）")
            && text.contains("2,900.00")
    });
    assert!(shown, "{:?}", sheets.keys().collect::<Vec<_>>());
}
