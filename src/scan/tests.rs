//! What is found and what is let through. All numbers are invented and computed here.

mod almost;
mod forms;
mod joined;
mod likely;
mod loose;
mod marks;
mod ordinary;
mod tables;

use super::{Hit, Personal, hits, hits_except, is_credit_code, is_id_number, redact};

/// An ID number from its first 17 digits.
fn id(body: &str) -> String {
    let sum = body.bytes().fold(0, |sum, b| (sum + u32::from(b - b'0')) * 2 % 11);
    let last = (12 - sum) % 11;
    format!("{body}{}", if last == 10 { "X".to_owned() } else { last.to_string() })
}

/// A card from all its digits but the last.
fn card(body: &str) -> String {
    let doubled = |(i, b): (usize, u8)| {
        let digit = u32::from(b - b'0') * if i % 2 == 0 { 2 } else { 1 };
        digit / 10 + digit % 10
    };
    let sum: u32 = body.bytes().rev().enumerate().map(doubled).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn code(body: &str) -> String {
    let codes = "0123456789ABCDEFGHJKLMNPQRTUWXY".chars().map(|c| format!("{body}{c}"));
    codes.into_iter().find(|code| is_credit_code(code)).expect("one of 31 fits")
}

/// Cuts a text into groups of these lengths.
fn grouped(text: &str, lengths: &[usize], separator: &str) -> String {
    let mut rest = text;
    let mut parts = Vec::new();
    for long in lengths {
        let (part, after) = rest.split_at(*long);
        parts.push(part);
        rest = after;
    }
    assert_eq!(rest, "");
    parts.join(separator)
}

fn wide(text: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).expect("a full-width form");
    text.chars().map(wide).collect()
}

fn kinds(text: &str) -> Vec<Personal> {
    hits(text.as_bytes()).into_iter().map(|hit| hit.kind).collect()
}

#[track_caller]
fn finds(text: &str, kind: Personal) {
    assert_eq!(kinds(text), [kind], "{text}");
    let starred = redact(text);
    assert_eq!(kinds(&starred), [], "{starred}");
    assert!(starred.matches('*').count() >= 11, "{starred}");
}

#[track_caller]
fn passes(text: &str) {
    assert_eq!(kinds(text), [], "{text}");
}

const MOBILE: &str = "13800000123";

#[test]
fn id_numbers_are_found_in_every_dress() {
    let plain = id("34012319900101123");
    let crossed = (100..999).map(|n| id(&format!("34012319900101{n}"))).find(|n| n.ends_with('X'));
    let crossed = crossed.expect("one in eleven ends with X");
    for number in [&plain, &crossed] {
        assert!(is_id_number(number) && is_id_number(&wide(number)), "{number}");
        let texts = [
            number.clone(),
            number.to_lowercase(),
            wide(number),
            wide(&number.to_lowercase()),
            format!("身份证{number}号"),
            format!("张三_{number}.pdf"),
            format!("id_card:\"{number}\""),
            format!("/files/%E5%BC%A0%E4%B8%89{number}.pdf"),
            format!("2026-03-05_{number}"),
            grouped(number, &[6, 4, 2, 2, 4], " "),
            grouped(number, &[6, 8, 4], "-"),
            grouped(number, &[6, 8, 4], "&nbsp;"),
            grouped(number, &[4, 4, 4, 4, 2], "\u{a0}"),
            grouped(number, &[6, 6, 6], "\u{3000}"),
            grouped(number, &[3, 3, 4, 4, 4], "－"),
            grouped(number, &[17, 1], "-"),
            grouped(number, &[9, 9], "\u{200b}"),
            grouped(number, &[1; 18], " "),
            grouped(number, &[1; 18], "\u{ad}"),
            format!("{} {} {}", &number[..6], "1990-01-01", &number[14..]),
        ];
        for text in texts {
            finds(&text, Personal::IdNumber);
        }
    }
    let wrong = format!("{}{}", &plain[..17], if plain.ends_with('1') { 2 } else { 1 });
    assert!(!is_id_number(&wrong) && !is_id_number("") && !is_id_number("34012319900101123"));
    finds("340123900101123", Personal::OldIdNumber);
    finds("证号 340123 900101 123 ", Personal::OldIdNumber);
    passes("340123901301123");
    passes("340123 90010 1123");
}

#[test]
fn mobiles_are_found() {
    let texts = [
        MOBILE.to_owned(),
        wide(MOBILE),
        format!("电话{MOBILE}，"),
        format!("1.{MOBILE}"),
        format!("tel:+86{MOBILE}"),
        format!("0086{MOBILE}"),
        format!("+86 {MOBILE}"),
        format!("+86-{}", grouped(MOBILE, &[4, 4, 3], " ")),
        format!("a%20{MOBILE}.pdf"),
        format!("%E5%BC%89{MOBILE}.pdf"),
        format!("Wang_{MOBILE}_x.jpg"),
        format!("{MOBILE} xu"),
        format!("2026-03-05 {MOBILE}"),
        format!("2026-03-05 {} 2026-03-06", grouped(MOBILE, &[4, 4, 3], " ")),
        format!("7 {} 12 35", grouped(MOBILE, &[4, 4, 3], "-")),
        format!("12 {} 7", grouped(MOBILE, &[3, 4, 4], " ")),
        grouped(MOBILE, &[3, 4, 4], " - "),
        grouped(MOBILE, &[3, 4, 4], "—"),
        grouped(MOBILE, &[3, 4, 4], "%20"),
        grouped(MOBILE, &[3, 4, 4], "&#160;"),
        grouped(MOBILE, &[3, 4, 4], "\u{2009}"),
        grouped(MOBILE, &[3, 4, 4], "\u{200d}"),
        grouped(MOBILE, &[3, 8], "_"),
        grouped(MOBILE, &[3, 3, 5], " "),
        grouped(MOBILE, &[1, 2, 4, 4], " "),
        grouped(MOBILE, &[2, 2, 2, 2, 2, 1], "-"),
        grouped(MOBILE, &[1; 11], " "),
        grouped(&wide(MOBILE), &[9, 12, 12], " "),
    ];
    for text in texts {
        finds(&text, Personal::Mobile);
    }
    assert_eq!(kinds("138 0000 0123 139 0000 0124\n15800000125").len(), 3);
    let [Hit { start: 4, end: 15, .. }] = hits(b"tel 13800000123.")[..] else {
        panic!("offsets are bytes of the input");
    };
}

#[test]
fn bank_cards_are_found() {
    for body in ["621700000000123", "62170000000012345", "621700000000123456"] {
        let number = card(body);
        let mut fours = vec![4; number.len() / 4];
        fours.extend(Some(number.len() % 4).filter(|rest| *rest > 0));
        finds(&number, Personal::BankCard);
        finds(&wide(&number), Personal::BankCard);
        finds(&format!("卡号{}。", grouped(&number, &fours, " ")), Personal::BankCard);
        finds(&format!("1 {} 12 7", grouped(&number, &fours, "-")), Personal::BankCard);
        finds(&grouped(&number, &[6, number.len() - 6], " "), Personal::BankCard);
        finds(&grouped(&number, &vec![1; number.len()], " "), Personal::BankCard);
        passes(&format!("{}{}", body, (number.as_bytes()[body.len()] - b'0' + 1) % 10));
    }
    finds(&grouped(&card("456300000000123"), &[4; 4], " "), Personal::BankCard);
    passes("0000000000000000 8888888888888888");
}

#[test]
fn figures_dates_and_drawings_pass() {
    let texts = [
        "2026-03-01 2026-03-05",
        "2026-03-01T13:45:00.138 2026/03/05 13:00",
        "0500-1234567 0500-1234588",
        "0500-3834567 0500-1834588 0500-1834589",
        "2025-01 2025-02 2025-03 2025-04",
        "2019 2020 2021 2022 2023 2024 2025",
        "001-014 015-138 139-200",
        "1,380,000,012.30 13800.00 138000.12 -1380000.00",
        "<path d=\"M10 20 30 40 50 60 70 80 L100 200 300 400\"/>",
        "<svg viewBox=\"0 0 1600 900\"><polyline points=\"150,120 160,130 170,140\"/>",
        "M150.5 1200.25 1300.75 138.25 C 12 13 14 15 16 17",
        "25342000000012345678 第12345678号",
        "034001900111 12345678",
        "1767225600000",
        "13800000123456789012",
        "   12   138   0000   0123",
        "| 138 | 0000 | 0123 |",
        "138\n0000\n0123",
        "\u{feff}# 12345678901",
    ];
    for text in texts {
        passes(text);
    }
    assert!(hits(b"").is_empty() && hits(b"\xff\xfe138\x80\xef\xbc").is_empty());
}

#[test]
fn credit_codes_pass_and_all_digit_ones_only_when_exempt() {
    let firm = code("91340100MA2000012");
    assert!(is_credit_code(&firm) && is_credit_code(&firm.to_lowercase()));
    assert!(!is_credit_code("91340100MA20000120"[..17].into()) && !is_credit_code(""));
    passes(&format!("信用代码：{firm}"));
    // Codes of digits and one last letter, which a card may hide in.
    let hidden = (0..400).map(|n| code(&format!("9234010013800{n:04}")));
    let hidden: Vec<String> =
        hidden.filter(|c| !c.ends_with(|e: char| e.is_ascii_digit())).collect();
    assert!(hidden.len() > 100);
    for firm in hidden.iter().filter(|c| !c.ends_with('X')) {
        passes(firm);
    }
    let both = (0..999).map(|n| id(&format!("34012319900101{n:03}"))).find(|n| is_credit_code(n));
    let both = both.expect("an ID number that is a credit code as well");
    finds(&both, Personal::IdNumber);
    assert!(hits_except(both.as_bytes(), std::slice::from_ref(&both)).is_empty());
}

#[test]
fn exempt_values_pass_as_whole_words_only() {
    let hash = format!("{}{MOBILE}{}", "3a".repeat(20), "f0".repeat(6) + "e");
    let values = [
        hash.clone(),
        "合同 HT-13800000777, 138-0000-0999".to_owned(),
        MOBILE.to_owned(),
        "收-13800000555".to_owned(),
        "NO.13800000444".to_owned(),
    ];
    let left = |text: &str| hits_except(text.as_bytes(), &values).len();
    assert_eq!(hits(hash.as_bytes()).len(), 1);
    for text in [
        format!("sha256: {hash}"),
        format!("<code>{}</code>", hash.to_uppercase()),
        "/contracts/ht-13800000777/".to_owned(),
        "值班 138-0000-0999".to_owned(),
        "<a href=\"#HT-13800000777\">".to_owned(),
        "票据 13800000555".to_owned(),
        "<tr id=\"NO-13800000444\">".to_owned(),
        format!("<a href=\"tel:+86{MOBILE}\">{}</a>", grouped(MOBILE, &[3, 4, 4], " ")),
    ] {
        assert_eq!(left(&text), 0, "{text}");
    }
    for text in
        [format!("x{MOBILE}"), "13800000777".into(), format!("{hash}0"), "138-0000-0998".into()]
    {
        assert_eq!(left(&text), 1, "{text}");
    }
}

/// Found by the fuzzer: with the last number hidden, the two groups before it read as one.
#[test]
fn redacting_twice_hides_nothing_more() {
    let number = format!("{}{}", "+8623000+0000+", "862300000000");
    let clean = redact(&number);
    assert_eq!(redact(&clean), clean);
    assert!(!clean.contains(|c: char| c.is_ascii_digit()), "{clean}");
}

/// Found by the fuzzer: `%20` is a space to one reading and the first digits of a card to another.
#[test]
fn redacting_hides_a_number_in_each_of_its_readings() {
    let clean = redact(concat!("%2%22%2022", "000220000022000$7"));
    assert!(!clean.contains("20*"), "{clean}");
}

#[test]
fn redacting_keeps_all_but_the_digits() {
    assert_eq!(redact("电话：138 0000-0123，请"), "电话：*** ****-****，请");
    assert_eq!(redact("证 3401231990010112X 完"), "证 ***************** 完");
    assert_eq!(redact("1380000012345 %20"), "************* %20");
    assert_eq!(redact("１２３４５６７８９０１"), "***********");
    for text in ["2026-03-01 2026-03-05 起", "1,200.00", "1234567890", "没有数字"] {
        assert!(matches!(redact(text), std::borrow::Cow::Borrowed(_)), "{text}");
    }
}

/// A small generator of our own: the same cases in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) % limit) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64)]
    }
}

#[test]
fn two_thousand_id_numbers_are_all_found() {
    let mut dice = Dice(1);
    let provinces = [11, 15, 21, 23, 34, 42, 54, 65, 71, 82];
    let separators = [" ", "-", "－", "–", "\u{3000}", "\u{a0}", "&nbsp;", " - ", "\u{200b}", ""];
    let groupings: [&[usize]; 6] =
        [&[18], &[6, 8, 4], &[6, 4, 2, 2, 4], &[6, 6, 6], &[4, 4, 4, 4, 2], &[1; 18]];
    let around = [
        ("", ""),
        ("身份证", "。"),
        ("no_", ".pdf"),
        ("<td>", "</td>"),
        ("\"", "\""),
        ("记01号，", "X"),
    ];
    for _ in 0..2000 {
        let number = id(&format!(
            "{}{:04}{}{:02}{:02}{:03}",
            dice.pick(&provinces),
            dice.below(10_000),
            1920 + dice.below(100),
            1 + dice.below(12),
            1 + dice.below(28),
            dice.below(1000)
        ));
        let (before, after) = dice.pick(&around);
        let body = grouped(&number, dice.pick(&groupings), dice.pick(&separators));
        let body = if dice.below(4) == 0 { body.replace('3', "３") } else { body };
        finds(&format!("{before}{body}{after}"), Personal::IdNumber);
    }
}
