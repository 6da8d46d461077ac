//! Numbers that look like a person's: asked about where they are typed as something else, blocked where a word says whose they are.

use crate::papers::{confirmed, id_number, mobile, notice};
use crate::portal::{LINE, Portal, Ran, VILLAGE};

fn month(line: &str, more: &str) -> String {
    format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {line}}}\n{more}")
}

fn count(ran: &Ran, code: &str) -> usize {
    ran.err.lines().filter(|line| line.contains(&format!("[{code}]"))).count()
}

/// A notice with this text.
fn with(text: &str) -> Portal {
    let portal = Portal::new();
    portal.put(
        &format!("{VILLAGE}/notices/n.md"),
        notice("N-1", "").replace("\n甲\n", &format!("\n{text}\n")),
    );
    portal
}

#[test]
fn a_mobile_in_a_field_for_numbers_is_asked_about_once() {
    let number = mobile();
    let receipt = LINE.replace("invoice", &format!("invoice, receipt_no: '{number}'"));
    let voucher = LINE.replace("记-001", &format!("'{number}'"));
    let amount = LINE.replace("100.00", &format!("{number}.00"));
    let both = receipt.replace("记-001", &format!("'{number}'"));
    for line in [receipt.clone(), voucher, amount, both] {
        let portal = Portal::new();
        let text = month(&line, "").replace(
            "-100.00",
            match line.contains(".00") {
                _ if line.contains(&format!("{number}.00")) => "0.00",
                _ => "-100.00",
            },
        );
        let text = match line.contains(&format!("{number}.00")) {
            true => text.replace(
                "closing_bank: 0.00",
                &format!("opening_bank: {number}.00\nclosing_bank: 0.00"),
            ),
            false => text,
        };
        portal.put_ledger("2026-03", &text);
        let ran = portal.build().expect(0);
        assert!((1..=2).contains(&count(&ran, "number-like-mobile")), "{}", ran.err);
        assert_eq!(count(&ran, "personal-number"), 0, "{}", ran.err);
        assert!(!ran.both().contains(&number), "it is not repeated");
        assert!(!portal.page("shangcun/finance/2026-03.html").contains("number-like"));
    }
    let portal = Portal::new();
    portal.put_ledger("2026-03", &month(&receipt, ""));
    assert_eq!(count(&portal.check().expect(0), "number-like-mobile"), 1);
    // The unit gives its word on it like on any other notice.
    let explain = "explain:\n  - {rule: number-like-mobile, by: 李一, date: 2026-06-30, text: 收据号就是这样}\n";
    portal.put_ledger("2026-03", &month(&receipt, explain));
    let ran = portal.check().expect(0);
    assert_eq!(count(&ran, "explains-nothing"), 0, "{}", ran.err);
}

#[test]
fn a_mobile_where_households_are_counted_blocks_at_the_first_door() {
    let number = mobile();
    for field in ["households", "persons", "quantity"] {
        let batch = "id: BT-1\ntitle: 补贴发放\nperiod: 2026\npublished: 2026-06-20\n\
             review: {by: 曾宪章, date: 2026-06-18}\nplain: 钱到卡上了。\nprogramme: 种地补贴\n\
             policy: 县里的办法\nbatch: 一次\npaid_on: 2026-06-10\nhouseholds: 3\npersons: 3\n\
             quantity: 3\ntotal: 300.00\nwho: 种地的\nask: 村委会\n";
        let portal = Portal::new();
        let wrong = batch.replace(&format!("{field}: 3"), &format!("{field}: {number}"));
        portal.put(&format!("{VILLAGE}/benefits/bt-1.yaml"), wrong);
        for ran in [portal.check().expect(1), portal.build().expect(1)] {
            assert_eq!(count(&ran, "personal-number"), 1, "{field}: {}", ran.err);
            assert_eq!(count(&ran, "number-like-mobile"), 0, "{field}: {}", ran.err);
            assert_eq!(count(&ran, "personal-number-in-output"), 0, "{field}: {}", ran.err);
            assert!(!ran.both().contains(&number), "it is not repeated");
        }
    }
}

#[test]
fn an_id_number_with_a_slip_is_a_notice_and_blocks_behind_its_name() {
    let right = id_number();
    let slip = if right.ends_with('1') { '2' } else { '1' };
    let wrong = format!("{}{slip}", &right[..17]);
    let portal = Portal::new();
    portal.put_ledger("2026-03", &month(&LINE.replace("买纸", &format!("付{wrong}")), ""));
    assert_eq!(count(&portal.check().expect(0), "number-with-slip"), 1);
    let ran = with(&format!("见{wrong}。")).build().expect(0);
    assert_eq!(count(&ran, "number-with-slip"), 1, "{}", ran.err);
    with(&format!("领款人身份证{right}")).check().expect(1);
    for number in [&wrong, &right[..17], &format!("{}****", &right[..14])] {
        for text in
            [format!("领款人身份证{number}"), format!("|姓名|身份证号|\n|---|---|\n|李*|{number}|")]
        {
            let ran = with(&text).build().expect(1);
            assert_eq!(count(&ran, "personal-number"), 1, "{text}: {}", ran.err);
            assert!(ran.err.contains("仍能推算出原号"), "{}", ran.err);
            assert!(!ran.both().contains(&number[..10]), "it is not repeated: {}", ran.err);
        }
    }
    let hidden = format!("{}********{}", &right[..6], &right[14..]);
    let ran = with(&format!("身份证号：{hidden}")).build().expect(0);
    assert_eq!(count(&ran, "number-almost-whole"), 1, "{}", ran.err);
    // What looks the same is another number by its own word.
    let ran = with(&format!("宗地代码 {}，带身份证", &right[..17])).build().expect(0);
    assert_eq!(count(&ran, "number-almost-whole"), 0, "{}", ran.err);
}

#[test]
fn what_the_door_lets_pass_stands_in_every_output() {
    let number = mobile();
    for heading in ["电表号", "回单编号", "凭证号", "工单号", "项目编号"] {
        let portal = with(&format!("|名称|{heading}|\n|---|---|\n|路灯|{number}|"));
        let settings = std::fs::read_to_string(portal.path("content/portal.yaml"));
        let settings = settings.expect("the settings");
        portal
            .put("content/portal.yaml", format!("{settings}records: {{icp: 'ICP备{number}号'}}\n"));
        for _ in 0..2 {
            let ran = portal.build().expect(0);
            assert_eq!(count(&ran, "personal-number-in-output"), 0, "{}", ran.err);
        }
        assert!(portal.page("search/text-0.js").contains(&number), "{heading}");
        assert!(portal.page("shangcun/notices/n-1.html").contains(&number));
    }
    for reference in ["收-", "回-", "工-", "NO.", "记字第", "收", "借支-"] {
        let line = LINE.replace("invoice", &format!("invoice, receipt_no: '{reference}{number}'"));
        let line = line.replace("记-001", &format!("{reference}{number}"));
        let portal = Portal::new();
        portal.put_ledger("2026-03", &month(&line, ""));
        let ran = portal.build().expect(0);
        assert!(count(&ran, "number-like-mobile") > 0, "{reference}: {}", ran.err);
        assert!(portal.page("shangcun/finance/2026-03.html").contains(&number));
        // The last good page says it too, when the file no longer does.
        portal.put_ledger("2026-03", "period: 2026-03\nlines: ja\n");
        let ran = portal.run(&["build", "--keep-going", "--format", "short"]).expect(1);
        assert_eq!(count(&ran, "personal-number-in-output"), 0, "{}", ran.err);
        assert!(portal.page("shangcun/finance/2026-03.html").contains(&number));
    }
}

#[test]
fn a_number_in_parts_blocks_where_a_word_says_what_it_is() {
    let number = mobile();
    let parts = format!("{}、{}、{}", &number[..3], &number[3..7], &number[7..]);
    let ran = with(&format!("请打电话 {parts} 找我")).build().expect(1);
    assert_eq!(count(&ran, "personal-number"), 1, "{}", ran.err);
    let ran = with(&format!("见 {parts}。")).build().expect(0);
    assert_eq!(count(&ran, "number-in-parts"), 1, "{}", ran.err);
    let portal = Portal::new();
    portal.put_ledger("2026-03", &month(&LINE.replace("买纸", &format!("联系 {parts}")), ""));
    let ran = portal.check().expect(1);
    assert_eq!(count(&ran, "personal-number"), 1, "{}", ran.err);
    let receipt = LINE.replace("invoice", &format!("invoice, receipt_no: '{parts}'"));
    let portal = Portal::new();
    portal.put_ledger("2026-03", &month(&receipt, ""));
    let ran = portal.check().expect(0);
    assert_eq!(count(&ran, "number-in-parts"), 1, "a receipt is asked about too: {}", ran.err);
    let (a, b, c) = (&number[..3], &number[3..7], &number[7..]);
    with(&format!("联系人：\n\n1. {a}\n2. {b}\n3. {c}")).check().expect(1);
    let ran = with(&format!("- [ ] {a}\n- [ ] {b}\n- [ ] {c}")).check().expect(0);
    assert_eq!(count(&ran, "number-in-parts"), 1, "{}", ran.err);
    let cells = parts.replace('、', " | ");
    with(&format!("| 姓名 | 手机 |\n|---|---|\n| 张三 | {cells} |")).check().expect(1);
}

#[test]
fn a_number_in_any_grouping_blocks_beside_its_name() {
    let number = mobile();
    let (a, b) = number.split_at(5);
    for text in [format!("联系电话{a}\n{b}"), format!("手机号\n{a}\n{b}"), format!("电话 {a}、{b}")]
    {
        let ran = with(&text).build().expect(1);
        assert_eq!(count(&ran, "personal-number"), 1, "{}", ran.err);
        assert!(!ran.both().contains(b), "it is not repeated: {}", ran.both());
    }
    // As the cell of a narrow column stands in an attachment.
    let listed = notice("N-1", &confirmed("a.txt", "名册"));
    for (text, code) in [
        (format!("姓名 联系电话\n张三\n{a}\n{b}\n李四\n"), 1),
        ("姓名 电话费\n张三\n13800\n20000\n李四\n9000\n".to_string(), 0),
    ] {
        let portal = Portal::new();
        portal.put(&format!("{VILLAGE}/notices/n.md"), &listed);
        portal.put(&format!("{VILLAGE}/notices/a.txt"), &text);
        let ran = portal.build().expect(code);
        assert_eq!(count(&ran, "personal-number"), code as usize, "{text}: {}", ran.err);
    }
    // What stands in the cells beside is no part of it.
    let portal = Portal::new();
    let dotted =
        format!("电话{}.{}.{}.{}", &number[..3], &number[3..5], &number[5..7], &number[7..]);
    portal
        .put_ledger("2026-03", "period: 2026-03\nclosing_bank: -100.00\nlines_file: 2026-03.csv\n");
    let csv = format!(
        "date,voucher,text,direction,category,amount,handler,witness,approver,receipt\n\
         2026-03-05,记-001,{dotted},out,administration,100.00,李一,王二,赵三,invoice\n"
    );
    portal.put(&format!("{VILLAGE}/finance/2026-03.csv"), csv);
    let ran = portal.check().expect(1);
    assert_eq!(count(&ran, "personal-number"), 1, "{}", ran.err);
}

#[test]
fn digits_in_threes_below_the_heading_of_a_persons_number_block_in_every_table() {
    let (number, id) = (mobile(), id_number());
    let threes = |digits: &str, head: usize, mark: &str| {
        let mut parts = vec![&digits[..head]];
        parts.extend((head..digits.len()).step_by(3).map(|at| &digits[at..at + 3]));
        parts.join(mark)
    };
    for (heading, cell) in [
        ("联系电话", threes(&number, 2, ",")),
        ("手机号", threes(&number, 2, ".")),
        ("身份证号", threes(&id, 3, ",")),
        ("金额", threes(&id, 3, ",")),
    ] {
        let table = format!("| 户主 | {heading} | 面积 |\n|---|---|---|\n| 王小二 | {cell} | 3 |");
        let ran = with(&table).build().expect(1);
        assert_eq!(count(&ran, "personal-number"), 1, "{heading}: {}", ran.err);
        assert!(!ran.both().contains(&cell), "it is not repeated");
        for (file, text) in [
            ("a.csv", format!("户主,{heading}\n王小二,\"{cell}\"\n")),
            ("a.txt", format!("户主\t{heading}\n王小二\t{cell}\n")),
            ("a.txt", format!("户主 {heading} 面积\n王小二 {cell} 3\n")),
        ] {
            let portal = Portal::new();
            portal.put(&format!("{VILLAGE}/notices/n.md"), notice("N-1", &confirmed(file, "名册")));
            portal.put(&format!("{VILLAGE}/notices/{file}"), &text);
            let ran = portal.build().expect(1);
            assert_eq!(count(&ran, "personal-number"), 1, "{text}: {}", ran.err);
        }
    }
    let amount = threes(&number, 2, ",");
    let table =
        format!("| 单位 | 电话 | 金额 |\n|---|---|---|\n| 水厂 | 0500-6230100 | {amount}.00 |");
    with(&format!("{table}\n\n合计 {amount}.00 元")).build().expect(0);
}

#[test]
fn a_field_of_telephones_is_the_word_beside_a_number_in_any_form() {
    let number = mobile();
    let letters = number.replace('0', "O");
    let (head, rest) = number.split_at(3);
    let letters_apart = format!("{head} {} {}", &letters[3..7], &letters[7..]);
    let threes = format!("{},{},{},{}", &number[..2], &number[2..5], &number[5..8], &number[8..]);
    for (phone, code) in [
        (letters.as_str(), 1),
        (&letters_apart, 1),
        (&format!("0500-6230102 转 {threes}"), 1),
        (&format!("{head}'{rest}"), 1),
        ("0500-6220202、0500-6220203", 0),
        ("0500-6220202 转 8001", 0),
    ] {
        let portal = Portal::new();
        let unit =
            "id: shangcun\nname: 上村\nlevel: village\ncontacts:\n  - name: 值班\n    phone: \"";
        portal.put(&format!("{VILLAGE}/unit.yaml"), format!("{unit}{phone}\"\n"));
        let ran = portal.build().expect(code);
        // One that could be dialled lacks its owner's consent.
        let told = count(&ran, "personal-number") + count(&ran, "phone-without-consent");
        assert_eq!(told, code as usize, "{phone}: {}", ran.err);
        assert!(code == 0 || !ran.both().contains(phone), "it is not repeated: {}", ran.both());
    }
    let batch = "id: BT-1\ntitle: 补贴发放\nperiod: 2026\npublished: 2026-06-20\n\
         review: {by: 曾宪章, date: 2026-06-18}\nplain: 钱到卡上了。\nprogramme: 种地补贴\n\
         policy: 县里的办法\nbatch: 一次\npaid_on: 2026-06-10\nhouseholds: 3\npersons: 3\n\
         quantity: 3\ntotal: 300.00\nwho: 种地的\nask: 会计 ";
    let standards = "standards:\n  - {amount: 100.00, per: household-once}\n";
    for (ask, code) in [(threes.as_str(), 1), ("0500-6230102", 0)] {
        let portal = Portal::new();
        portal.put(&format!("{VILLAGE}/benefits/bt-1.yaml"), format!("{batch}{ask}\n{standards}"));
        let ran = portal.build().expect(code);
        assert_eq!(count(&ran, "personal-number"), code as usize, "{ask}: {}", ran.err);
    }
}

/// A card of UnionPay with its sum.
fn card() -> String {
    let body = "622202123456789012";
    let doubled = |(at, b): (usize, u8)| match (at % 2, u32::from(b - b'0')) {
        (0, d) if d > 4 => d * 2 - 9,
        (0, d) => d * 2,
        (_, d) => d,
    };
    let sum: u32 = body.bytes().rev().enumerate().map(doubled).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

#[test]
fn no_type_makes_another_number_of_what_its_field_calls_a_persons() {
    let short = &id_number()[..17];
    let card = card();
    for (words, of, value, code) in [
        ("银行卡号", "paper", card.as_str(), 1),
        ("收款账号", "paper", &card, 1),
        ("身份证号", "paper", short, 1),
        ("身份证号", "count", short, 1),
        ("社会保障号码", "paper", short, 1),
        ("残疾证号", "phone", short, 1),
        ("银行卡号", "phone", &card, 1),
        ("身份证号", "text", short, 1),
        ("对公账号", "paper", &card, 0),
        ("发票号码", "paper", &card, 0),
        ("宗地代码", "paper", short, 0),
        ("账号", "paper", "3301040160000012345", 0),
    ] {
        for table in [false, true] {
            let portal = Portal::new();
            portal.put(
                "content/kinds/jobs.yaml",
                format!(
                    "id: jobs\nname: 公益岗\nname_en: jobs\ngroup: services\nfields:\n  - name: rows\n    \
                     words: 明细\n    words_en: rows\n    type: list\n    required: true\n    fields:\n      \
                     - {{name: what, words: {words}, words_en: what, type: {of}}}\n      \
                     - {{name: place, words: 地点, words_en: place, type: text}}\n"
                ),
            );
            let rows = match table {
                true => "2026-03.csv".to_string(),
                false => format!("\n  - {{{words}: '{value}', 地点: 一组}}"),
            };
            portal.put(
                &format!("{VILLAGE}/jobs/2026-03.yaml"),
                format!(
                    "编号: GW-1\n所属期: 2026-03\n公开日期: 2026-04-02\n\
                     监督委员会审核: {{审核人: 何永福, 日期: 2026-04-01}}\n明白话: 发了补贴。\n明细: {rows}\n"
                ),
            );
            if table {
                let text = format!("地点,{words}\n一组,{value}\n二组,\n");
                portal.put(&format!("{VILLAGE}/jobs/2026-03.csv"), text);
            }
            let ran = portal.build().expect(code);
            let told = count(&ran, "personal-number");
            assert_eq!(told, code as usize, "{words} {of} {table}: {}", ran.both());
        }
    }
}

#[test]
fn amounts_places_and_papers_are_published() {
    let text = "地点在东经 117.13812345678 度。总投资 15000000000 元。付电话费 138、200、500、12。";
    let portal = with(text);
    let ran = portal.build().expect(0);
    assert_eq!(count(&ran, "number-in-parts"), 0, "{}", ran.err);
    assert!(portal.page("shangcun/notices/n-1.html").contains("15000000000"));
    let ran = with(&format!("备案号 {}", mobile())).build().expect(0);
    assert_eq!(count(&ran, "number-in-parts"), 1, "{}", ran.err);
}

#[test]
fn prose_says_that_a_number_is_a_plot_code_or_a_serial_number() {
    // Sixteen digits that pass the sum of a card.
    let serial = format!("{}{}", "6217", "0".repeat(11) + "9");
    let serial = (0..10).map(|last| format!("{}{last}", &serial[..15]));
    for number in serial {
        let portal = with(&format!("电表表号：{number}，宗地代码 {number}。"));
        portal.build().expect(0);
        assert!(portal.page("shangcun/notices/n-1.html").contains(&number));
    }
    with(&format!("宗地代码：{}", id_number())).check().expect(1);
}

/// The same verdict at the door and at every output.
#[test]
fn receipts_serials_and_the_addresses_of_pages_are_asked_about_and_go_out() {
    let number = mobile();
    for text in [
        "收据 No.{}",
        "收据号 No. {}",
        "SN{}",
        "S/N: {}",
        "见 https://example.gov.cn/art/{}.html 。",
        "见 <https://example.gov.cn/?id={}>。",
        "见[公告](https://example.gov.cn/art/{}.html)。",
    ] {
        let ran = with(&text.replace("{}", &number)).build().expect(0);
        assert_eq!(count(&ran, "number-in-parts"), 1, "{text}: {}", ran.err);
        assert_eq!(count(&ran, "personal-number-in-output"), 0, "{text}: {}", ran.err);
    }
    for text in ["[打](tel:{})", "https://wa.me/{}", "手机：https://example.gov.cn/art/{}.html"]
    {
        let ran = with(&text.replace("{}", &number)).build().expect(1);
        assert!(count(&ran, "personal-number") > 0, "{text}: {}", ran.err);
    }
}
