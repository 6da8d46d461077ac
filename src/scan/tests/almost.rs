//! Numbers of persons with digits missing, hidden, wrong or too many, and what is never taken for one.

use super::{MOBILE, card, id};
use crate::scan::{Personal, Sign, hits, likely, likely_in};

fn signs(text: &str) -> Vec<(Personal, Sign)> {
    likely(text).into_iter().map(|one| (one.kind, one.sign)).collect()
}

/// The places a number is written at with the word that names it.
fn named(word: &str, number: &str) -> Vec<String> {
    vec![
        format!("{word}：{number}"),
        format!("张*的{word} {number}。"),
        format!("**{word}：**{number}"),
        format!("{word}为：\n{number}"),
        format!("{word}（本人）：{number}，已核"),
        format!("| 姓名 | {word} |\n|---|---|\n| 张* | {number} |"),
        format!("姓名,{word},金额\n张*,{number},20\n李*,,30\n"),
        format!("姓名\t{word}\n张*\t{number}\n"),
    ]
}

/// An ID number with one slip in each way.
fn slips() -> Vec<String> {
    let right = id("34012319900101123");
    let with = |at: usize, digit: &str| format!("{}{digit}{}", &right[..at], &right[at + 1..]);
    let last = if right.ends_with('1') { "2" } else { "1" };
    vec![
        right[..17].to_string(),
        format!("{}{}", &right[..3], &right[4..]),
        with(17, "*"),
        with(10, "＊"),
        with(4, "x"),
        with(17, "□"),
        with(0, "9"),
        with(6, "3"),
        with(10, "2"),
        with(12, "4"),
        with(17, last),
        format!("{}3{}", &right[..5], &right[5..]),
        format!("{}****", &right[..14]),
        format!("{}XXXX", &right[..14]),
        format!("{}\\*\\*\\*\\*", &right[..14]),
        format!("{} {} {}", &right[..6], &right[6..14], &right[14..17]),
    ]
}

#[test]
fn an_id_number_that_the_rest_tells_blocks_behind_its_name() {
    for word in [
        "身份证号",
        "身份证号码",
        "公民身份号码",
        "身份证",
        "ID number",
        "ID card",
        "社会保障号码",
        "社保号",
        "残疾人证号",
        "National ID",
    ] {
        for slip in slips() {
            for text in named(word, &slip) {
                let kinds = signs(&text);
                assert!(
                    matches!(kinds[..], [(Personal::IdNumber, Sign::Almost)]),
                    "{text} {kinds:?}"
                );
                let shown = crate::scan::redact(&text);
                assert!(!shown.contains(&slip[..10]), "{shown}");
            }
        }
    }
    // That of the disabled ends with two digits more, and B1 where it was given anew.
    let right = id("34012319900101123");
    for number in [format!("{}9943", &right[..16]), format!("{}9943B1", &right[..16])] {
        for text in named("残疾证号", &number) {
            assert_eq!(signs(&text), [(Personal::IdNumber, Sign::Almost)], "{text}");
        }
    }
    for whole in [format!("{right}43"), format!("{right}43B1")] {
        let text = format!("残疾证号：{whole}");
        assert!(!hits(text.as_bytes()).is_empty() || !signs(&text).is_empty(), "{text}");
    }
    let heading = "持证人的身份证号码（须与户口簿上的一致，不一致的先到村里说明以后再填）";
    let text = format!("姓名,{heading},金额\n张*,{},20\n", slips()[0]);
    assert_eq!(signs(&text), [(Personal::IdNumber, Sign::Almost)], "{text}");
    let field = likely_in("身份证号", &slips()[0]);
    assert!(matches!(field[..], [one] if one.sign == Sign::Almost), "{field:?}");
}

#[test]
fn a_number_of_which_more_is_hidden_is_asked_about() {
    let right = id("34012319900101123");
    let long = card("622202123456789012");
    let hidden = |from: usize, to: usize| {
        format!("{}{}{}", &right[..from], "*".repeat(to - from), &right[to..])
    };
    for (word, kind, number) in [
        ("身份证号", Personal::IdNumber, hidden(6, 14)),
        ("身份证号码", Personal::IdNumber, hidden(4, 14)),
        ("身份证号", Personal::IdNumber, format!("{}****{}", &right[..6], &right[14..])),
        ("银行卡号", Personal::BankCard, format!("{}{}", &long[..8], &long[9..])),
        ("账号", Personal::BankCard, format!("{}*{}", &long[..9], &long[10..])),
        ("手机", Personal::Mobile, format!("{}*", &MOBILE[..10])),
        ("联系电话", Personal::Mobile, format!("{}*{}", &MOBILE[..6], &MOBILE[7..])),
        ("手机号", Personal::Mobile, MOBILE[..10].to_string()),
        // What a spreadsheet left of one.
        ("身份证号", Personal::IdNumber, "330726000000000000".to_string()),
        ("银行卡号", Personal::BankCard, "6222480400000000000".to_string()),
    ] {
        for text in named(word, &number) {
            assert_eq!(signs(&text), [(kind, Sign::Masked)], "{text}");
        }
    }
}

#[test]
fn other_numbers_are_none_near_a_word_of_identity_or_none() {
    let slip = &slips()[0];
    for text in [
        format!("交易 {slip}"),
        format!("身份证已核，流水号：{slip}"),
        format!("身份证编号相符，宗地代码 {slip}"),
        format!("带身份证。\n\n档案 {slip}"),
        format!("集体成员身份证明 {slip}"),
        format!("| 身份证份数 | 许可证号 |\n|---|---|\n| 2 | {slip} |"),
        format!("持身份证领取 {slip} 元"),
        format!("身份证号 A{slip}"),
        "身份证共 12345 份，**5000** 元".to_string(),
        "身份证号后四位 1234".to_string(),
        "办身份证请打电话 0500-6230102 或 400-888-1234".to_string(),
        "手机 138****0123".to_string(),
        "账号 201000012345678".to_string(),
        "卡号后四位 1234，金额 1234567890.00".to_string(),
        "身份证 2026-01-05 14:30 收到".to_string(),
        "电话费 1386749123".to_string(),
    ] {
        assert_eq!(signs(&text), [], "{text}");
    }
}

/// Every figure of a long row may begin a number.
#[test]
fn a_long_row_of_figures_is_read_once() {
    let text = format!("身份证号 {}", "3401 2319 ".repeat(20_000));
    assert!(likely(&text).len() < 300);
}
