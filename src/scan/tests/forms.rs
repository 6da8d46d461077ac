//! Digits in other scripts, ornaments, escapes and among characters nobody sees.

use super::{Dice, MOBILE, finds, grouped, id, kinds, passes};
use crate::scan::{Hit, Personal, hits, is_id_number, redact};

/// The number in another alphabet of ten digits.
fn spelt(number: &str, digits: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    let other = |c: char| c.to_digit(10).map_or(c, |value| digits[value as usize]);
    number.chars().map(other).collect()
}

/// Ten characters in a row.
fn row(zero: u32) -> String {
    (zero..zero + 10).filter_map(char::from_u32).collect()
}

fn alphabets() -> Vec<String> {
    let zeros = [
        0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xE50, 0x1040, 0x17E0, 0x1810, 0xFF10, 0x1D7CE, 0x1D7D8,
        0x1D7E2, 0x1D7EC, 0x1D7F6, 0x2080,
    ];
    let written =
        ["⁰¹²³⁴⁵⁶⁷⁸⁹", "⓪①②③④⑤⑥⑦⑧⑨", "⓿❶❷❸❹❺❻❼❽❾", "〇一二三四五六七八九", "零幺二三四五六七八九"];
    zeros.iter().map(|zero| row(*zero)).chain(written.map(str::to_owned)).collect()
}

#[test]
fn numbers_in_every_alphabet_are_found() {
    let number = id("34012319900101123");
    for alphabet in alphabets() {
        for text in [
            spelt(MOBILE, &alphabet),
            format!("电话{}，请", spelt(MOBILE, &alphabet)),
            grouped_characters(&spelt(MOBILE, &alphabet), &[3, 4, 4], " "),
            grouped_characters(&spelt(MOBILE, &alphabet), &[1; 11], " "),
            grouped_characters(&spelt(MOBILE, &alphabet), &[1; 11], "\u{200b}"),
            format!("138{}", spelt(&MOBILE[3..], &alphabet)),
            format!("{}00000123", spelt("138", &alphabet)),
            format!("{}00000{}", spelt("138", &alphabet), spelt("123", &alphabet)),
        ] {
            finds(&text, Personal::Mobile);
        }
        finds(&spelt(&number, &alphabet), Personal::IdNumber);
        assert!(is_id_number(&spelt(&number, &alphabet)));
    }
}

fn grouped_characters(text: &str, lengths: &[usize], separator: &str) -> String {
    let mut rest = text.chars();
    let parts: Vec<String> =
        lengths.iter().map(|long| rest.by_ref().take(*long).collect()).collect();
    parts.join(separator)
}

#[test]
fn a_number_is_found_wherever_it_begins() {
    // The search glances at places: none may be missed.
    for alphabet in alphabets() {
        let number = spelt(MOBILE, &alphabet);
        for before in 0..70 {
            for filler in ["a", "村", "，", "2"] {
                let text = format!("{}|{number}", filler.repeat(before));
                let found = hits(text.as_bytes());
                assert!(matches!(found[..], [Hit { kind: Personal::Mobile, .. }]), "{text}");
                assert_eq!(&text[found[0].start..found[0].end], number);
            }
        }
    }
}

#[test]
fn digits_written_as_escapes_are_found() {
    let each = |write: fn(char) -> String| MOBILE.chars().map(write).collect::<String>();
    for text in [
        each(|c| format!("%{:02X}", u32::from(c))),
        each(|c| format!("&#{};", u32::from(c))),
        each(|c| format!("&#x{:x};", u32::from(c))),
        each(|c| format!("&#X{:04X};", u32::from(c) + 0xFEE0)),
        each(|c| format!("\\u{:04x}", u32::from(c))),
        each(|c| format!("\\u{:04X}", u32::from(c) + 0xFEE0)),
        each(|c| format!("\\U{:08x}", u32::from(c))),
        each(|c| format!("\\x{:02x}", u32::from(c))),
        each(|c| format!("{c}\u{fe0f}\u{20e3}")),
        each(|c| format!("{c}\u{336}")),
        "1%338&#48;0\\u003000123".to_owned(),
        "138%2E0000%2E0123".to_owned(),
        "138&nbsp;&nbsp;0000&nbsp;0123".to_owned(),
        "138\\u00200000\\u00a00123".to_owned(),
        "138&#x2d;0000&#45;0123".to_owned(),
    ] {
        finds(&format!("a=\"{text}\""), Personal::Mobile);
        finds(&format!("电话{text}，"), Personal::Mobile);
    }
    finds(&format!("同比增长50%{MOBILE}"), Personal::Mobile);
    passes("&#138; &#1300; \\u1380 0000 %1 %13%80");
}

#[test]
fn what_nobody_sees_hides_nothing() {
    let ranges = [
        0xAD..=0xAD_u32,
        0x34F..=0x34F,
        0x61C..=0x61C,
        0x115F..=0x1160,
        0x17B4..=0x17B4,
        0x180E..=0x180E,
        0x200B..=0x200F,
        0x202A..=0x202E,
        0x2060..=0x2064,
        0x2066..=0x206F,
        0x3164..=0x3164,
        0xFE00..=0xFE0F,
        0xFEFF..=0xFEFF,
        0xFFA0..=0xFFA0,
        0xE0020..=0xE007F,
    ];
    for unseen in ranges.into_iter().flatten().filter_map(char::from_u32) {
        finds(&grouped(MOBILE, &[1; 11], &unseen.to_string()), Personal::Mobile);
        finds(&grouped(MOBILE, &[3, 8], &unseen.to_string().repeat(5)), Personal::Mobile);
    }
}

#[test]
fn ornaments_beside_a_number_do_not_hide_it() {
    for text in ["电话13800000123①", "②13800000123²", "13800000123一组", "共三13800000123"]
    {
        let found = hits(text.as_bytes());
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(&text[found[0].start..found[0].end], MOBILE);
        assert_eq!(kinds(&redact(text)), [], "{text}");
    }
    assert_eq!(kinds("13800000123一三九〇〇〇〇〇一二四").len(), 2);
}

#[test]
fn numerals_in_sentences_pass() {
    for text in [
        "二〇二六年三月一日至二〇二六年三月五日",
        "人民币壹佰叁拾捌万零壹佰贰拾叁元整",
        "一、二、三、四、五、六、七、八、九、十",
        "一二三四五六七八九十一二三",
        "①1200 ②1380 ③138 ④5678 ⑤13 ⑥800",
        "第一三八号、第一二三四号",
        "10³ 138² m² 1300①②③",
        "五一、六一、七一、八一、十一",
        "三十八万零一百二十三元",
    ] {
        passes(text);
    }
}

#[test]
fn random_bytes_are_read_without_a_crash() {
    let mut dice = Dice(3);
    let pieces: [&[u8]; 16] = [
        b"138",
        b"%",
        b"&#",
        b";",
        b"\\u00",
        b"31",
        b"\xEF",
        b"\xBC\x91",
        b"\xE4\xB8\x80",
        b"\xF0\x9D",
        b"\x9F\x8E",
        b" ",
        b".",
        b"x",
        b"\r\n",
        b"&nbsp;",
    ];
    for _ in 0..20_000 {
        let text: Vec<u8> = (0..dice.below(30)).flat_map(|_| dice.pick(&pieces)).copied().collect();
        for hit in hits(&text) {
            assert!(hit.start < hit.end && hit.end <= text.len());
        }
        if let Ok(text) = std::str::from_utf8(&text) {
            assert_eq!(redact(text).chars().count(), text.chars().count());
            assert_eq!(hits(redact(text).as_bytes()), [], "{text}");
        }
    }
}
