//! One month in every form that offices keep it in: each comes to the same lines, to the fen.

use super::{BASE, import, lines, portal};

/// What each form of the month comes to.
#[track_caller]
fn same(name: &str, bytes: impl AsRef<[u8]>) {
    let plain = portal();
    import(&plain, "a.csv", BASE, &["--unit", "shangcun"]).expect(0);
    let other = portal();
    let ran = import(&other, name, bytes, &["--unit", "shangcun", "--period", "2026-03"]);
    assert_eq!(ran.code, 0, "{name}: {}", ran.both());
    assert_eq!(lines(&other), lines(&plain), "{name}");
}

/// The month with its days written otherwise.
fn days(form: impl Fn(&str, &str) -> String) -> String {
    let mut text = BASE.to_string();
    for day in ["02", "05", "09", "12", "18", "20", "25", "28"] {
        let plain = day.trim_start_matches('0');
        text = text.replace(&format!("\n2026-03-{day},"), &format!("\n{},", form(day, plain)));
    }
    text
}

#[test]
fn days_are_read_as_they_are_written() {
    same("a.csv", days(|_, day| format!("2026.3.{day}")));
    same("b.csv", days(|_, day| format!("2026/3/{day}")));
    same("c.csv", days(|_, day| format!("2026年3月{day}日")));
    same("d.csv", days(|day, _| format!("202603{day}")));
    same("e.csv", days(|_, day| format!("3月{day}日")));
    same("f.csv", days(|_, day| (46081 + day.parse::<u32>().unwrap()).to_string()));
    same("g.csv", days(|_, day| format!("{day}日")));
    same("h.csv", days(|day, _| format!("03/{day}")));
    let full = |text: &str| -> String {
        text.chars()
            .map(|c| match c {
                '0'..='9' => char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap(),
                '-' => '－',
                other => other,
            })
            .collect()
    };
    same("i.csv", days(|day, _| full(&format!("2026-03-{day}"))));
}

#[test]
fn amounts_are_read_as_they_are_written() {
    let forms: [&[(&str, &str)]; 5] = [
        &[(",2000.00,", ",\"2,000.00\","), (",-1860.00,", ",\"(1,860.00)\",")],
        &[(",2000.00,", ",￥2000,"), (",4000.00,", ",4000元,"), (",1860.00,", ",0.186万,")],
        &[(",2000.00,", ",２０００．００,"), (",-1860.00,", ",－１８６０．００,")],
        &[(",12500.50,", ",12500.500000000002,"), (",1860.00,", ",'1860.00,")],
        &[(",1234.50,", ",1 234.50,"), (",300.00,", ", 300.00 ,")],
    ];
    for (at, form) in forms.iter().enumerate() {
        let text =
            form.iter().fold(BASE.to_string(), |text, (from, to)| text.replacen(from, to, 1));
        assert_ne!(text, BASE);
        same(&format!("{at}.csv"), text);
    }
}

#[test]
fn text_files_are_read_in_the_codings_of_offices() {
    same("a.csv", BASE.replace(',', ";"));
    same("b.txt", BASE.replace(',', "\t"));
    same("c.csv", format!("\u{feff}{}", BASE.replace('\n', "\r\n")));
    let utf16 =
        std::iter::once(0xFEFF).chain(BASE.replace(',', "\t").encode_utf16().collect::<Vec<_>>());
    same("d.csv", utf16.flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    let (gb, _, _) = encoding_rs::GB18030.encode(BASE);
    same("e.csv", gb);
}

#[test]
fn titles_blank_rows_sums_and_signatures_stand_around_a_table() {
    let commas = ",".repeat(14);
    let titled = format!("上村2026年3月财务收支明细表{commas}\n单位：元{commas}\n{BASE}");
    same("a.csv", &titled);
    let total = "合计,,,,,,,22003.00,,,,,,,\n";
    let signed = "审核人：何永福,,,,制表人：周小娟,,,,,,,,,,\n";
    same("b.csv", format!("{titled}{total}{signed}"));
    let blank = format!("\n{commas}\n{commas}\n2026-03-12");
    same("c.csv", BASE.replace("\n2026-03-12", &blank));
    // The heading once more, as on every printed page.
    let heading = BASE.lines().next().unwrap();
    same("d.csv", BASE.replace("\n2026-03-18", &format!("\n{heading}\n2026-03-18")));
}

#[test]
fn headings_are_known_by_what_offices_call_them() {
    let other = "业务日期,凭证字号,事由,收支类型,性质,会计科目,结算方式,金额(元),收付款单位,经办人,验收人,批准人,票据种类,发票号码,冲销凭证";
    let first = BASE.lines().next().unwrap();
    same("a.csv", BASE.replace(first, other));
    let numbered: String = BASE
        .lines()
        .enumerate()
        .map(|(at, line)| match at {
            0 => format!("序号,{line},附件张数\n"),
            at => format!("{at},{line},{at}\n"),
        })
        .collect();
    same("b.csv", numbered);
}

#[test]
fn income_and_spending_stand_in_two_columns() {
    let two = |income: &str, spending: &str| -> String {
        let mut text = String::new();
        for (at, line) in BASE.lines().enumerate() {
            let mut cells: Vec<String> = line.split(',').map(str::to_string).collect();
            let (direction, amount) = (cells[3].clone(), cells[7].clone());
            let pair = match (at, direction.as_str()) {
                (0, _) => [income.to_string(), spending.to_string()],
                (_, "收") => [amount, String::new()],
                _ => [String::new(), amount],
            };
            // What has a nature of its own says so in the column of categories, and the reversal in its words.
            if at > 0 && cells[4] == "内部划转" {
                cells[5] = "内部划转".into();
            }
            cells.splice(7..8, pair);
            cells.remove(4);
            cells.remove(3);
            cells.pop();
            text.push_str(&format!("{}\n", cells.join(",")));
        }
        text
    };
    same("a.csv", two("收入", "支出"));
    same("b.csv", two("收入金额", "支出金额"));
}

#[test]
fn a_two_sided_journal_collapses_to_lines() {
    let mut text = "日期,凭证字号,摘要,科目编码,科目名称,借方金额,贷方金额,制单人\n".to_string();
    for line in BASE.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [date, voucher, what, way, nature, category, account, amount] = cells[..8] else {
            panic!()
        };
        let ours = if account == "现金" { "库存现金" } else { "银行存款" };
        let other = if nature == "内部划转" { "库存现金" } else { category };
        let (debit, credit) = if way == "收" { (ours, other) } else { (other, ours) };
        text.push_str(&format!("{date},{voucher},{what},1,{debit},{amount},,周小娟\n"));
        text.push_str(&format!("{date},{voucher},{what},2,{credit},,{amount},周小娟\n"));
    }
    let portal = portal();
    let ran = import(&portal, "序时账.csv", &text, &["--unit", "shangcun"]).expect(0);
    assert!(ran.out.contains("16,500.50") && ran.out.contains("3,502.50"), "{}", ran.out);
    let lines = lines(&portal);
    assert_eq!(lines.len(), 9, "{lines:#?}");
    assert!(
        lines[0].contains("收支: 支, 性质: 内部划转, 账户: 银行, 金额: 2000.00"),
        "{}",
        lines[0]
    );
    assert!(
        lines[7].contains("性质: 冲销") && lines[7].contains("冲销凭证: 记-005"),
        "{}",
        lines[7]
    );
    assert!(lines[5].contains("科目: 公益支出, 账户: 现金, 金额: 300.00"), "{}", lines[5]);
    // One side wrong, and the voucher is named.
    let wrong = text.replacen("4000.00", "4100.00", 1);
    let told = import(&super::portal(), "序时账.csv", wrong, &["--unit", "shangcun"]).expect(1);
    assert!(told.err.contains("记-002 借贷不平，差 100.00"), "{}", told.err);
}

#[test]
fn two_day_books_make_one_month() {
    let bank = "上村银行存款日记账,,,,,,\n2026年3月,,,,,,单位：元\n日期,凭证号,摘要,对方科目,借方,贷方,余额\n,,上月结转,,,,10000\n\
        3月2日,记-001,提取备用金,库存现金,,2000,8000\n3月5日,记-002,西塘鱼塘租金,经营收入,4000,,12000\n,,本月合计,,4000,2000,12000\n";
    let cash = "上村现金日记账,,,,,,\n2026年3月,,,,,,单位：元\n日期,凭证号,摘要,对方科目,借方,贷方,余额\n,,上月结转,,,,500\n\
        3月2日,记-001,提取备用金,银行存款,2000,,2500\n3月20日,记-003,清扫主路3个工,公益支出,,300,2200\n,,本月合计,,2000,300,2200\n";
    let portal = portal();
    portal.put("in/上村银行存款日记账.csv", bank).put("in/上村现金日记账.csv", cash);
    let files = ["in/上村银行存款日记账.csv", "in/上村现金日记账.csv"];
    let ran = portal.run(&["import", files[0], files[1], "--no-input", "--lang", "zh"]).expect(0);
    let lines = lines(&portal);
    assert_eq!(lines.len(), 3, "{lines:#?}\n{}", ran.both());
    let text = std::fs::read_to_string(portal.path(super::MARCH)).unwrap();
    for line in
        ["期初现金: 500.00", "期初银行: 10000.00", "期末现金: 2200.00", "期末银行: 12000.00"]
    {
        assert!(text.lines().any(|other| other == line), "{line} in\n{text}");
    }
}

#[test]
fn headings_of_two_rows_part_the_accounts() {
    let text = "上村2026年3月收支表,,,,,,\n日期,摘要,科目,收入,,支出,\n,,,现金,银行,现金,银行\n\
        3月5日,鱼塘租金,经营收入,,4000,,\n3月20日,清扫主路3个工,公益支出,,,300,\n合计,,,0,4000,300,0\n";
    let portal = portal();
    import(&portal, "a.csv", text, &["--unit", "shangcun"]).expect(0);
    let lines = lines(&portal);
    assert!(
        lines[0].contains("收支: 收, 科目: 经营收入, 账户: 银行, 金额: 4000.00"),
        "{}",
        lines[0]
    );
    assert!(
        lines[1].contains("收支: 支, 科目: 公益支出, 账户: 现金, 金额: 300.00"),
        "{}",
        lines[1]
    );
}

/// A text that was told to mean nothing leaves its line without a category, and is not asked about again.
#[test]
fn a_text_may_be_told_to_say_nothing() {
    let told = "词:\n  - {栏: 摘要, 写的是: 鱼塘, 当作: 不写}\n";
    let portal = portal();
    portal.put("imports/units/shangcun.yaml", told);
    let text = "日期,凭证号,摘要,收入,支出\n3月5日,银-001,鱼塘租金,4000,\n";
    let ran = import(&portal, "上村2026年3月银行.csv", text, &["--unit", "shangcun"]).expect(0);
    assert!(!ran.err.contains("算什么"), "{}", ran.err);
    let lines = lines(&portal);
    assert!(!lines[0].contains("性质") && !lines[0].contains("科目"), "{}", lines[0]);
}
