//! Numbers run together, numbers inside longer ones, and what an exempt value frees of them.

use super::{Dice, MOBILE, card, code, id, kinds, passes};
use crate::scan::Personal::{BankCard, IdNumber, Mobile};
use crate::scan::{Hit, hits, hits_except};

/// The hits as the texts they cover.
#[track_caller]
fn covers(text: &str, expected: &[(crate::scan::Personal, &str)]) {
    let found = hits(text.as_bytes());
    let found: Vec<_> = found.iter().map(|hit| (hit.kind, &text[hit.start..hit.end])).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn numbers_run_together_are_each_found() {
    let number = id("34012319900101123");
    let child = id("34012320240101123");
    let other = "15912345678";
    let long = card("621700000000123456");
    covers(&format!("{MOBILE}{other}"), &[(Mobile, MOBILE), (Mobile, other)]);
    covers(&format!("{number}{MOBILE}"), &[(IdNumber, &number), (Mobile, MOBILE)]);
    covers(&format!("{MOBILE}{child}"), &[(Mobile, MOBILE), (IdNumber, &child)]);
    covers(&format!("{number}{child}"), &[(IdNumber, &number), (IdNumber, &child)]);
    covers(&format!("{long}{MOBILE}"), &[(BankCard, &long), (Mobile, MOBILE)]);
    covers(&format!("{MOBILE}-{other}"), &[(Mobile, MOBILE), (Mobile, other)]);
    covers(&format!("{number}/{MOBILE}"), &[(IdNumber, &number), (Mobile, MOBILE)]);
    covers(&format!("{number},{MOBILE}"), &[(IdNumber, &number), (Mobile, MOBILE)]);
    covers(
        &format!("{MOBILE}{other}{MOBILE}"),
        &[(Mobile, MOBILE), (Mobile, other), (Mobile, MOBILE)],
    );
}

#[test]
fn an_id_number_among_other_digits_is_found() {
    let plain = id("34012319900101123");
    let crossed = (100..999).map(|n| id(&format!("34012319900101{n}"))).find(|n| n.ends_with('X'));
    for number in [plain, crossed.expect("one in eleven ends with X")] {
        for before in ["", "1", "0012", "202603010001234567890"] {
            covers(&format!("号{before}{number}"), &[(IdNumber, &number)]);
            if !number.ends_with('X') {
                covers(&format!("{before}{number}7"), &[(IdNumber, &number)]);
                covers(&format!("{before}{number}89"), &[(IdNumber, &number)]);
            }
        }
        // The decimals of a fraction are none.
        covers(&format!("0.{number}"), &[(IdNumber, &number)]);
    }
}

#[test]
fn a_card_hides_no_id_number() {
    let mut both = 0;
    for n in 0..999 {
        let number = id(&format!("34012319900101{n:03}"));
        if number.ends_with('X') {
            continue;
        }
        let text = card(&number);
        covers(&text, &[(IdNumber, &number)]);
        let spaced = format!("{} {} {}", &text[..6], &text[6..14], &text[14..]);
        let apart = format!("{} {} {} {}", &text[..6], &text[6..14], &text[14..18], &text[18..]);
        assert!(kinds(&spaced).iter().all(|kind| *kind != Mobile), "{spaced}");
        assert_eq!(kinds(&apart), [IdNumber], "{apart}");
        both += 1;
    }
    assert!(both > 900);
}

#[test]
fn a_mobile_among_digits_that_are_no_number_passes() {
    for text in ["13800000123456789012", "2026030113800000123", "138000001231", "9913800000123"] {
        passes(text);
    }
}

#[test]
fn what_an_exempt_value_covers_only_in_part_stays_a_hit() {
    let number = id("34012319900101123");
    let left = |text: &str, values: &[&str]| -> Vec<Hit> {
        let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
        hits_except(text.as_bytes(), &values)
    };
    assert_eq!(left(&format!("{MOBILE}{number}"), &[MOBILE]).len(), 2);
    assert_eq!(left(&format!("{MOBILE} {number}"), &[MOBILE]).len(), 1);
    assert_eq!(left(&format!("{MOBILE}15912345678"), &[MOBILE]).len(), 2);
    assert_eq!(left("138 0000 0123", &["0123", "138"]).len(), 1);
    assert_eq!(left("138.0000.0123", &["0000"]).len(), 1);
    assert_eq!(left("138.0000.0123", &["138-0000-0123"]).len(), 0);
    assert_eq!(left("013800000123", &["+86 138 0000 0123"]).len(), 0);
    // Digits of a paper may hold an ID number by chance; a dash does not make a paper of one.
    let paper = format!("25{number}7");
    assert_eq!(left(&paper, &[&paper]).len(), 0);
    assert_eq!(left(&paper, &[&number]).len(), 1);
    let dashed = format!("{number}-1");
    assert_eq!(left(&dashed, &[&dashed]).len(), 1);
    let firm = code("91340100MA2000012");
    assert_eq!(left(&format!("{firm} {MOBILE}"), &[&firm]).len(), 1);
}

/// How often digits without meaning are accused: 20 of an invoice, and 30 of a payment.
#[test]
fn random_digits_are_hardly_ever_accused() {
    let mut dice = Dice(11);
    let mut rate = |long: usize, head: &str| {
        let mut accused = 0;
        for _ in 0..200_000 {
            let mut text = head.to_owned();
            while text.len() < long {
                text.push(char::from(b'0' + dice.below(10) as u8));
            }
            accused += usize::from(!hits(text.as_bytes()).is_empty());
        }
        accused
    };
    // Expected of 20 digits: three windows of 1.4 in 100,000 each, so about eight in 200,000.
    let (free, invoices, payments) = (rate(20, ""), rate(20, "25342"), rate(30, "4200001234"));
    assert!(free <= 20 && invoices <= 20 && payments <= 60, "{free} {invoices} {payments}");
}
