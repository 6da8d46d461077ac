//! Several bank accounts in one set of books: lines by an account's name or last four digits, balances by column and by sheet.

use super::{MARCH, fill_in, import, lines};
use crate::portal::{LINE, Portal};

/// A village whose February names two bank accounts.
fn portal() -> Portal {
    let portal = Portal::new();
    let line = format!("{LINE}, account: 农商行基本户}}").replace("2026-03-05", "2026-02-05");
    portal.put_ledger(
        "2026-02",
        &format!(
            "id: SC-2026-02\nperiod: 2026-02\nopening_cash: 500.00\nclosing_cash: 500.00\n\
             accounts:\n  - {{name: 农商行基本户, last_four: '1234', opening: 8100, closing: 8000}}\n\
             \x20 - {{name: 土地补偿专户, last_four: '5678', opening: 2000, closing: 2000}}\n\
             lines:\n  - {line}\n"
        ),
    );
    let path = "content/units/shangcun/finance/2026-02.yaml";
    portal.edit(path, "opening_bank: 0.00\n", "");
    portal.edit(path, "closing_bank: 0.00\n", "");
    portal
}

const TABLE: &str = "\
日期,凭证号,摘要,收支,科目,账户,转入账户,金额,对方,经手人,证明人,审批人,票据
2026-03-02,记-001,取备用金,支,内部划转,1234,现金,1000.00,,周小娟,郑德全,陈国梁,银行回单
2026-03-05,记-002,鱼塘租金,收,经营收入,农商行基本户,,4000.00,诸葛明远,周小娟,郑德全,陈国梁,收据
2026-03-09,记-003,转存补偿款,支,内部划转,农商行基本户,尾号5678,1500.00,,周小娟,郑德全,陈国梁,银行回单
2026-03-20,记-004,清扫主路3个工,支,公益支出,现金,,300.00,欧阳志强,林秀兰,郑德全,陈国梁,工资表
";

#[test]
fn a_line_names_its_account_by_name_or_digits() {
    let portal = portal();
    portal.check().expect(0);
    let ran = import(&portal, "上村2026年3月.csv", TABLE, &[]).expect(0);
    let all = lines(&portal);
    for (at, word) in [
        (0, "账户: 农商行基本户, 转入账户: 现金, 金额: 1000.00"),
        (1, "账户: 农商行基本户, 金额: 4000.00"),
        (2, "账户: 农商行基本户, 转入账户: 土地补偿专户, 金额: 1500.00"),
        (3, "账户: 现金, 金额: 300.00"),
    ] {
        assert!(all[at].contains(word), "{word} in\n{}\n{}", all[at], ran.both());
    }
    let text = std::fs::read_to_string(portal.path(MARCH)).unwrap();
    for word in [
        "{名称: 农商行基本户, 尾号: 1234, 期初余额: 8000.00, 期末余额: 9500.00}",
        "{名称: 土地补偿专户, 尾号: 5678, 期初余额: 2000.00, 期末余额: 3500.00}",
        "期末现金: 1200.00",
    ] {
        assert!(text.contains(word), "{word} in\n{text}");
    }
    assert!(!text.contains("期末银行"), "{text}");
    assert!(ran.out.contains("土地补偿专户：期初 2000.00"), "{}", ran.out);
    fill_in(&portal, MARCH);
    portal.check().expect(0);
    // The month after takes up where this one ended.
    let april = TABLE.replace("2026-03-", "2026-04-");
    import(&portal, "上村2026年4月.csv", april, &[]).expect(0);
    let path = portal.path("content/units/shangcun/finance/2026-04.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains("期初余额: 9500.00") && text.contains("期初余额: 3500.00"), "{text}");
}

#[test]
fn which_of_several_accounts_must_be_told() {
    let portal = portal();
    let vague = TABLE.replace("租金,收,经营收入,农商行基本户", "租金,收,经营收入,银行");
    let ran = import(&portal, "上村2026年3月.csv", vague, &[]).expect(1);
    assert!(
        ran.err.contains("看不出是哪个银行账户；有：农商行基本户、土地补偿专户")
            && ran.err.contains("!F3"),
        "{}",
        ran.err
    );
    assert!(!portal.path(MARCH).exists());
}

#[test]
fn each_account_has_a_sheet_with_its_balances() {
    let portal = portal();
    let basic = "上村农商行基本户日记账,,,,,,\n2026年3月,,,,,,\n日期,凭证号,摘要,对方科目,借方,贷方,余额\n\
        ,,上月结转,,,,8000\n3月2日,记-001,转存补偿款,土地补偿专户,,1500,6500\n";
    let special = "上村日记账（5678）,,,,,,\n2026年3月,,,,,,\n日期,凭证号,摘要,对方科目,借方,贷方,余额\n\
        ,,上月结转,,,,2000\n3月2日,记-001,转存补偿款,农商行基本户,1500,,3500\n\
        3月6日,记-002,收补偿款,补助收入,700,,4200\n";
    portal.put("in/上村基本户 1234.csv", basic).put("in/上村专户 5678.csv", special);
    let files = ["in/上村基本户 1234.csv", "in/上村专户 5678.csv"];
    let ran = portal.run(&["import", files[0], files[1], "--no-input", "--lang", "zh"]).expect(0);
    let all = lines(&portal);
    assert_eq!(all.len(), 2, "{all:#?}\n{}", ran.both());
    assert!(all[0].contains("账户: 农商行基本户, 转入账户: 土地补偿专户"), "{all:#?}");
    let text = std::fs::read_to_string(portal.path(MARCH)).unwrap();
    assert!(
        text.contains("期初余额: 8000.00, 期末余额: 6500.00")
            && text.contains("期初余额: 2000.00, 期末余额: 4200.00"),
        "{text}"
    );
    // A balance that does not follow is one account's.
    let wrong = special.replace("4200", "4201");
    let other = self::portal();
    other.put(files[0], basic).put(files[1], wrong);
    let ran = other.run(&["import", files[0], files[1], "--no-input", "--lang", "zh"]).expect(1);
    assert!(ran.err.contains("5678.csv!G6"), "{}", ran.err);
}
