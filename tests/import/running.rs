//! Sums of the year so far: compared with the months before where they are there, else told as not compared.

use super::{MARCH, import, portal};
use crate::portal::{LINE, Portal};

const TABLE: &str = "\
日期,凭证号,摘要,科目,账户,收入,支出
2026-03-05,记-001,鱼塘租金,经营收入,银行,4000,
2026-03-20,记-002,清扫主路3个工,公益支出,现金,,300
合计,,,,,4000,300
本年累计,,,,,4000,550
";

/// A portal with January too: 150 went out then, and 100 in February.
fn year() -> Portal {
    let portal = portal();
    let line = LINE.replace("2026-03-05", "2026-01-05").replace("100.00", "150.00");
    portal.put_ledger(
        "2026-01",
        &format!(
            "id: SC-2026-01\nperiod: 2026-01\nopening_cash: 500.00\nopening_bank: 10250.00\n\
             closing_cash: 500.00\nclosing_bank: 10100.00\nlines:\n  - {line}}}\n"
        ),
    );
    portal
}

#[test]
fn the_year_so_far_is_compared_with_its_months() {
    let ran = import(&year(), "上村.csv", TABLE, &[]).expect(0);
    assert!(!ran.err.contains("累计"), "{}", ran.err);
    let wrong = year();
    let ran = import(&wrong, "上村.csv", TABLE.replace(",550", ",560"), &[]).expect(1);
    let told = "上村!G5：`本年累计` 560.00，前几个月的账加上这张表是 550.00，差 10.00";
    assert!(ran.err.contains(told), "{}", ran.err);
    assert!(!wrong.path(MARCH).exists());
}

#[test]
fn a_day_book_counts_what_moves_between_accounts() {
    let book = "上村银行存款日记账,,,,,,\n2026年3月,,,,,,\n日期,凭证号,摘要,对方科目,借方,贷方,余额\n\
        ,,上月结转,,,,10000\n3月2日,记-001,提取备用金,库存现金,,2000,8000\n,,本月合计,,0,2000,8000\n\
        ,,本年累计,,0,2250,8000\n";
    let ran = import(&year(), "上村银行存款日记账.csv", book, &[]).expect(0);
    assert!(!ran.err.contains("累计"), "{}", ran.err);
    let wrong = book.replace("2250", "2240");
    let ran = import(&year(), "上村银行存款日记账.csv", wrong, &[]).expect(1);
    assert!(ran.err.contains("!F7"), "{}", ran.err);
}

#[test]
fn what_cannot_be_compared_is_told() {
    // January is not there.
    let ran = import(&portal(), "上村.csv", TABLE.replace(",550", ",999"), &[]).expect(0);
    assert!(ran.err.contains("上村!G5：`本年累计` 没有核对：2026-01 的账不在这里"), "{}", ran.err);
    // A sum of both ways says neither.
    let one = "日期,摘要,收支,科目,账户,金额\n2026-03-05,租金,收,经营收入,银行,400\n累计,,,,,900\n";
    let ran = import(&year(), "上村.csv", one, &[]).expect(0);
    assert!(ran.err.contains("`累计` 没有核对：看不出加的是哪些收支"), "{}", ran.err);
}
