//! A correction of a change that nobody made: the page would say that a row is another, beside the row.

use crate::portal::{LINE, Portal};

const MARCH: &str = "content/units/shangcun/finance/2026-03.yaml";

/// A month of two payments, published, and then these corrections.
fn told(corrections: &[(&str, &str, &str)]) -> Portal {
    let portal = Portal::new();
    let second = LINE.replace("记-001", "记-002").replace("100.00", "412.50");
    let second = second.replace("买纸", "路灯电费");
    let head = "id: SC-03\nperiod: 2026-03\nopening_bank: 1000.00\nclosing_bank: 487.50\n";
    portal.put_ledger("2026-03", &format!("{head}lines:\n  - {LINE}}}\n  - {second}}}\n"));
    portal.run(&["accept"]).expect(0);
    tell(&portal, corrections);
    portal
}

fn tell(portal: &Portal, corrections: &[(&str, &str, &str)]) {
    let mut text = std::fs::read_to_string(portal.path(MARCH)).expect("a month");
    text.push_str("corrections:\n");
    for (what, old, new) in corrections {
        text.push_str(&format!(
            "  - {{date: 2026-05-20, what: {what}, old: '{old}', new: '{new}', why: 抄错}}\n"
        ));
    }
    portal.put(MARCH, text);
}

#[test]
fn a_correction_of_a_row_that_was_not_changed_is_told_with_what_the_row_says() {
    let amount = "文件里`金额`是 `412.50`，公开以后没有这样改过";
    for (what, old, new, says) in [
        ("记-002 的金额", "412.50", "112.50", amount),
        ("记-002 金额", "412.50 元", "112.50 元", amount),
        ("记-002金额", "412.50", "112.50", amount),
        ("记-002", "412.50", "112.50", amount),
        ("金额", "412.50", "112.50", amount),
        ("amount", "412.50", "112.50", amount),
        // Never published.
        ("记-002 金额", "512.50", "412.50", amount),
        ("记-002 整笔", "512.50", "612.50", amount),
        ("记-002 的摘要", "路灯", "水泵", "文件里`摘要`是 `路灯电费`"),
        ("摘要", "路灯", "水泵", "文件里`摘要`是 `路灯电费`"),
        ("期末银行", "487.50", "787.50", "文件里`期末银行`是 `487.50`"),
        ("记-099 金额", "512.50", "412.50", "文件里没有这张凭证，公开的也没有"),
    ] {
        let portal = told(&[(what, old, new)]);
        let ran = portal.build().expect(1);
        let said =
            format!("error[correction-differs]: 更正说 `{what}` 由 `{old}` 改为 `{new}`，{says}");
        assert!(ran.err.contains(&said), "{what} {old} {new}: {}", ran.err);
    }
}

#[test]
fn the_row_that_was_forgotten_is_told_beside_one_that_was_changed() {
    let both = [("记-001 金额", "100.00", "112.50"), ("记-002 金额", "412.50", "112.50")];
    let portal = told(&both);
    portal.edit(MARCH, "amount: 100.00", "amount: 112.50");
    portal.edit(MARCH, "closing_bank: 487.50", "closing_bank: 475.00");
    let ran = portal.build().expect(1);
    assert!(ran.err.contains("更正说 `记-002 金额`"), "{}", ran.err);
    assert!(!ran.err.contains("更正说 `记-001 金额`"), "{}", ran.err);
    portal.edit(MARCH, "amount: 412.50", "amount: 112.50");
    portal.edit(MARCH, "closing_bank: 475.00", "closing_bank: 775.00");
    portal.build().expect(0);
    portal.run(&["accept"]).expect(0);
    // What the lock holds is asked no more.
    portal.build().expect(0);
}

#[test]
fn a_correction_of_what_has_no_seal_or_of_several_steps_stays() {
    // Counted by the page; said in words of its own; taken away, and filled in.
    for (what, old, new) in [
        ("支出合计", "412.50", "512.50"),
        ("记-001 余额", "100.00", "90.00"),
        ("公示栏上的照片", "旧照片", "新照片"),
        ("记-001 备注", "无", "补记"),
        ("记-009", "付电费 20 元", "删去"),
        ("记-001 对方", "已撤下", "下村文具店"),
    ] {
        told(&[(what, old, new)]).build().expect(0);
    }
    // There and back again before anything was accepted.
    let back = [("记-002 金额", "412.50", "112.50"), ("记-002 金额", "112.50", "412.50")];
    told(&back).build().expect(0);
    let steps = [("记-001 金额", "100.00", "80.00"), ("记-001 金额", "80.00", "90.00")];
    let portal = told(&steps);
    portal.edit(MARCH, "amount: 100.00", "amount: 90.00");
    portal.edit(MARCH, "closing_bank: 487.50", "closing_bank: 497.50");
    portal.build().expect(0);
}
