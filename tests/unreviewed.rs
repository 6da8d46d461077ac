//! What nobody reviewed: payments lists and what is older than the books are published and say so, and fulfil no law.

use crate::portal::{LINE, Portal, UNIT, VILLAGE, ledger};

const LIST: &str = "\
id: FK-1
period: 2026-02
published: 2026-03-05
payments:
  - {date: 2026-02-03, payee: 清禾环卫服务有限公司, purpose: 保洁, amount: 1860.00}
  - {payee: 永盛机电服务部, purpose: 修路灯, net: 100.00, vat: 13.00, amount: 113.00}
total: 1973.00
";

fn listed(text: &str) -> Portal {
    let portal = Portal::new();
    portal.put(&format!("{VILLAGE}/payment-lists/2026-02.yaml"), text);
    portal
}

/// A month of a village without what a review says.
fn month(period: &str, more: &str) -> String {
    let line = LINE.replace("2026-03", period);
    format!(
        "id: M-{period}\nperiod: {period}\npublished: {period}-28\nopening_cash: 0.00\nopening_bank: 100.00\n\
         closing_cash: 0.00\nclosing_bank: 0.00\n{more}lines:\n  - {line}}}\n"
    )
}

#[test]
fn a_payments_list_is_published_as_it_is_and_says_that_nobody_reviewed_it() {
    let portal = listed(LIST);
    portal.run(&["build"]).expect(0);
    let page = portal.page("shangcun/payment-lists/fk-1.html");
    for said in ["1,973.00", "清禾环卫服务有限公司", "没有审核", "没有写"] {
        assert!(page.contains(said), "{said}");
    }
    assert!(portal.page("shangcun/payment-lists/index.html").contains("不代替财务公开"));
    let (off, sum) = (LIST.replace("1973.00", "1973.01"), LIST.replace("vat: 13.00", "vat: 13.01"));
    for wrong in [off, sum] {
        let ran = listed(&wrong).run(&["check"]).expect(1);
        assert!(ran.both().contains("formula-differs"), "{}", ran.both());
    }
}

#[test]
fn a_payments_list_never_fulfils_the_law() {
    let named = LIST.replace("payments:\n", "items: [village-finance]\npayments:\n");
    let portal = listed(&named);
    let opened = "  - {id: main, name: 村委会账, open_from: 2026-02}\n";
    portal.put(&format!("{VILLAGE}/unit.yaml"), format!("{UNIT}books:\n{opened}"));
    let ran = portal.run(&["build", "--as-of", "2026-05-01"]).expect(0);
    assert!(
        ran.both().contains("付款清单不经审核，不能算履行 `village-finance`"),
        "{}",
        ran.both()
    );
    let page = portal.page("shangcun/coverage.html");
    assert!(page.contains("有付款清单，不算财务公开"), "{page}");
}

#[test]
fn other_kinds_are_reviewed_from_when_the_books_open() {
    let portal = Portal::new();
    let opened = "books:\n  - {id: main, name: 村委会账, open_from: 2026-03}\n";
    portal.put(&format!("{VILLAGE}/unit.yaml"), format!("{UNIT}{opened}"));
    portal.put(&format!("{VILLAGE}/finance/2026-02.yaml"), month("2026-02", ""));
    portal.run(&["build"]).expect(0);
    let page = portal.page("shangcun/finance/2026-02.html");
    assert!(page.contains("没有审核"), "{page}");
    portal.put(&format!("{VILLAGE}/finance/2026-03.yaml"), month("2026-03", "plain: \n"));
    let told = portal.run(&["check"]).expect(1).both();
    for field in ["`review`", "`plain`"] {
        assert!(told.contains(field) && told.contains("missing-field"), "{told}");
    }
    portal.put(&format!("{VILLAGE}/finance/2026-03.yaml"), ledger("M-3", "period: 2026-03\n"));
    assert!(!portal.run(&["check"]).both().contains("missing-field"));
}
