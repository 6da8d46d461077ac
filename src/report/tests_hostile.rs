//! What must not get through any format: personal numbers, escapes, forged lines.

use super::tests::{PATH, finding, run};
use super::*;
use crate::finding::{Place, rules};

const TEXT: &str =
    "电话: 13812345678 金额: 一百\n备注: \x1b]0;坏\x07 红\n证件: 11010519491231002X\n";
const NUMBER: &str = "13812345678";

fn text(_: &str) -> Option<String> {
    Some(TEXT.to_string())
}

#[test]
fn repeats_no_personal_number() {
    let about = |rule, at| finding(rule, TEXT, at, "见 13812345678", "see 11010519491231002X");
    let findings = [
        about(&rules::INVALID_MONEY, "一百")
            .help("问 13812345678", "ask 13812345678")
            .about(NUMBER),
        about(&rules::PERSONAL_NUMBER, "11010519491231002X"),
    ];
    for lang in [Lang::Zh, Lang::En] {
        for format in Format::ALL {
            let printed = print(format, &Run { lang, ..run(&findings) }, &text);
            assert!(!printed.contains("1381") && !printed.contains("110105"), "{printed}");
        }
    }
}

#[test]
fn keeps_the_caret_under_wide_letters_and_stars() {
    let findings = [finding(&rules::INVALID_MONEY, TEXT, "一百", "不是金额", "not money")];
    let printed = print(Format::Human, &run(&findings), &text);
    let lines: Vec<&str> = printed.lines().collect();
    assert!(lines.contains(&"1 | 电话: *********** 金额: 一百"), "{printed}");
    assert!(lines.contains(&"  |                         ^^^^"), "{printed}");
}

#[test]
fn tells_the_true_column_of_a_cut_line() {
    let long = format!("说明: {}一百", "长".repeat(200));
    let findings = [finding(&rules::INVALID_MONEY, &long, "一百", "不是金额", "not money")];
    let printed = print(Format::Human, &run(&findings), &|_: &str| Some(long.clone()));
    let shown = format!("--> {PATH}:1:205\n  |\n1 | ...{}一百\n", "长".repeat(20));
    assert!(printed.contains(&shown), "{printed}");
}

#[test]
fn shows_no_excerpt_of_a_personal_number() {
    let at = "11010519491231002X";
    let findings = [finding(&rules::PERSONAL_NUMBER, TEXT, at, "疑似身份证号", "an ID number?")];
    let printed = print(Format::Human, &run(&findings), &text);
    let expected = format!("必改[personal-number]: 疑似身份证号\n--> {PATH}:3:5");
    assert_eq!(printed.trim_end(), expected);
}

#[test]
fn obeys_no_escape_and_forges_no_line() {
    let said = "坏\x1b[2J\n::error::假的\r\u{202e}";
    let findings = [finding(&rules::UNKNOWN_FIELD, TEXT, "红", said, said).help(said, said)];
    for format in Format::ALL {
        let printed = print(format, &run(&findings), &text);
        let bad = |c: char| c != '\n' && c.is_control() || c == '\u{202e}';
        assert!(!printed.contains(bad) && !printed.contains("\\u001b"), "{printed:?}");
        assert!(!printed.contains("\n::error::"), "{printed}");
    }
    let colored = Run { color: true, ..run(&findings) };
    let printed = print(Format::Human, &colored, &text);
    assert!(printed.contains("\x1b["));
    assert!(!printed.contains("\x1b]") && !printed.contains("\x1b[2J"));
}

#[test]
fn bears_places_the_text_no_longer_has() {
    let mut lost = finding(&rules::INVALID_DATE, TEXT, "", "不是日期", "not a date");
    let field = Place::Field("date".to_string());
    for place in [Place::Bytes(1, 2), Place::Bytes(9_999, 10_000), field] {
        lost.place = place;
        for format in Format::ALL {
            print(format, &run(std::slice::from_ref(&lost)), &text);
        }
    }
    let short = print(Format::Short, &run(&[lost]), &|_: &str| None);
    assert_eq!(short, format!("{PATH}: error[invalid-date]: 不是日期\n"));
}
