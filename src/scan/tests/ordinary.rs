//! What villages and pages are full of, and what must never be accused.

use super::Dice;
use crate::scan::{hits, redact};

/// Asserts that a large text made of such lines has no hit, and names the first line with one.
#[track_caller]
fn pass_in_masses(seed: u64, line: impl Fn(&mut Dice) -> String) {
    let mut dice = Dice(seed);
    let mut text = String::new();
    while text.len() < 400_000 {
        text += &line(&mut dice);
        text.push('\n');
    }
    let found = hits(text.as_bytes());
    let around = |at: usize| text[..at].rfind('\n').map_or(0, |line| line + 1);
    let shown =
        found.first().map(|hit| text[around(hit.start)..].lines().take(3).collect::<Vec<_>>());
    assert_eq!(shown, None, "{} hits, first {:?}", found.len(), found.first());
}

fn amount(dice: &mut Dice) -> String {
    let digits = 1 + dice.below(8) as u32;
    format!("{}.{:02}", dice.below(10_u64.pow(digits)), dice.below(100))
}

/// With commas, as on the pages.
fn grouped_amount(dice: &mut Dice) -> String {
    let amount = amount(dice);
    let (whole, cents) = amount.split_once('.').expect("an amount has a point");
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{out}.{cents}")
}

fn day(dice: &mut Dice) -> String {
    let separator = dice.pick(&["-", "/", "."]);
    let (year, month, day) = (2015 + dice.below(15), 1 + dice.below(12), 1 + dice.below(28));
    format!("{year}{separator}{month:02}{separator}{day:02}")
}

fn hash(dice: &mut Dice) -> String {
    // Eight letters among the digits, so that no eleven digits stand together by chance.
    let tenth = |dice: &mut Dice| format!("{:09}", dice.below(1_000_000_000));
    (0..7).map(|_| tenth(dice) + dice.pick(&["a", "b", "c", "d", "e", "f"])).collect()
}

#[test]
fn ledgers_pass() {
    pass_in_masses(7, |dice| {
        format!(
            "- {{ id: 2026-{:02}-{:03}, date: {}, voucher: 记-{:03}, text: 王*付第{}组水渠清淤{}工日，\
             单价 {}元, amount: {}, phone: 0500-{:07} }}\n  发票 {:08}、{:08}，合同 HT-2026-{:03}",
            1 + dice.below(12),
            dice.below(300),
            day(dice),
            dice.below(300),
            dice.below(20),
            dice.below(40),
            amount(dice),
            amount(dice),
            dice.below(1_000_000) + 1_000_000,
            dice.below(100_000_000),
            dice.below(100_000_000),
            dice.below(1000),
        )
    });
}

#[test]
fn columns_and_tables_pass() {
    pass_in_masses(8, |dice| {
        let (a, b, c) = (grouped_amount(dice), grouped_amount(dice), grouped_amount(dice));
        let (d, e, f) = (day(dice), day(dice), amount(dice));
        let (n, m) = (dice.below(20_000), dice.below(20_000));
        match dice.below(6) {
            0 => format!("{d},记-{n:03},{n},{m},{f},{n},,\"{a}\",{b}"),
            1 => format!("<tr><td>{d}</td><td>{a}</td><td>{b}</td><td>{c}</td></tr>"),
            2 => format!("| {d} | {a} | {n} | {m} |"),
            3 => format!("{d} 至 {e}，收 {a} 元，支 {b} 元，余 {c} 元"),
            4 => format!("{a} {b} {c}\n{f} {f}"),
            _ => format!("{d}-{e} {n}/{m} {n}:{m} 第{n}、{m}号"),
        }
    });
}

#[test]
fn drawings_and_sheets_pass() {
    pass_in_masses(9, |dice| {
        let mut number = |decimals: bool| {
            let whole = dice.below(1900);
            if decimals { format!("{whole}.{}", dice.below(1000)) } else { whole.to_string() }
        };
        let points: Vec<String> =
            (0..12).map(|i| format!("{},{}", number(i % 2 == 0), number(true))).collect();
        let pairs: Vec<String> = (0..8).map(|_| number(false) + " " + &number(true)).collect();
        format!(
            "<polyline points=\"{}\"/><path d=\"M{}L{}Z\"/><svg viewBox=\"0 0 {} {}\">\
             .a{{margin:{}px {}px {}rem;color:#138{}}}",
            points.join(" "),
            pairs.join(" "),
            points.join("L"),
            number(false),
            number(false),
            number(false),
            number(false),
            number(true),
            number(false).chars().take(3).collect::<String>(),
        )
    });
}

#[test]
fn data_hashes_times_and_addresses_pass() {
    pass_in_masses(10, |dice| {
        let numbers: Vec<String> = (0..9).map(|_| dice.below(9000).to_string()).collect();
        format!(
            "{{\"days\":[{}],\"spaced\":[{}],\"at\":\"2026-03-{:02}T{:02}:{:02}:{:02}.{:03}+08:00\",\
             \"amount\":\"{}\",\"sha256\":\"{}\",\"version\":\"{}.{}.{}\",\"ip\":\"10.{}.{}.{}:{}\",\
             \"path\":\"/finance/{}/{}/{}.html\",\"percent\":\"{}.{}%\"}}",
            numbers.join(","),
            numbers.join(", "),
            1 + dice.below(28),
            dice.below(24),
            dice.below(60),
            dice.below(60),
            dice.below(1000),
            amount(dice),
            hash(dice),
            dice.below(20),
            dice.below(200),
            dice.below(2000),
            dice.below(256),
            dice.below(256),
            dice.below(256),
            dice.below(65_536),
            2015 + dice.below(15),
            dice.below(2000),
            dice.below(9000),
            dice.below(100),
            dice.below(100),
        )
    });
}

#[test]
fn numerals_and_ornaments_of_ordinary_text_pass() {
    let words = [
        "二〇二六年",
        "三月",
        "一日",
        "第一三八号",
        "①",
        "②",
        "³",
        "共",
        "十",
        "八组",
        "一事一议",
        "四议两公开",
        "，",
        "。",
        "138",
        "20.5",
        "元",
        "五",
        "〇",
        " ",
        "\u{3000}",
        "（一）",
        "1.",
        "%",
        "&amp;",
        "&nbsp;",
    ];
    pass_in_masses(12, |dice| (0..30).map(|_| dice.pick(&words)).collect());
}

#[test]
fn excerpts_of_ledgers_keep_their_figures() {
    let mut dice = Dice(13);
    for _ in 0..2000 {
        let text =
            format!("{},{},{}", day(&mut dice), amount(&mut dice), grouped_amount(&mut dice));
        assert_eq!(redact(&text), text);
    }
}
