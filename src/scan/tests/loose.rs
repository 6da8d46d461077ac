//! Numbers in any grouping beside a word that calls them so, and figures that look the same.

use super::{MOBILE, card, grouped, id};
use crate::scan::{Personal, Sign, hits, is_id_number, likely, redact};

/// What is as good as sure in a text, whoever finds it.
fn sure(text: &str) -> Vec<Personal> {
    let named = likely(text).into_iter().filter(|one| one.sign == Sign::Word);
    hits(text.as_bytes()).into_iter().map(|hit| hit.kind).chain(named.map(|one| one.kind)).collect()
}

#[track_caller]
fn is_sure(text: &str, kind: Personal) {
    assert_eq!(sure(text), [kind], "{text}");
    let shown = redact(text);
    assert!(sure(&shown).is_empty() && likely(&shown).is_empty(), "{shown}");
}

#[track_caller]
fn is_free(text: &str) {
    assert_eq!((sure(text), likely(text)), (vec![], vec![]), "{text}");
}

#[test]
fn a_long_number_in_a_narrow_cell_is_one() {
    for long in 2..11 {
        let lines: Vec<&str> =
            (0..11).step_by(long).map(|at| &MOBILE[at..(at + long).min(11)]).collect();
        for end in ["\n", "    \n"] {
            let cell = lines.join(end);
            is_sure(&format!("姓名 联系电话{end}张三{end}{cell}{end}李四"), Personal::Mobile);
            is_sure(&format!("联系{end}电话{end}{cell}{end}100.00"), Personal::Mobile);
            is_sure(&format!("联系电话{cell}"), Personal::Mobile);
        }
    }
    let long = card("622202123456789012");
    for shape in [&[5, 5, 5, 4][..], &[6, 6, 6, 1], &[8, 8, 3], &[10, 9]] {
        let cell = grouped(&long, shape, "    \n");
        is_sure(
            &format!("姓名 卡号    金额    \n张三    \n{cell}    \n100.00    \n20"),
            Personal::BankCard,
        );
    }
    // Two cells below each other, and a heading too far above.
    let two = format!("电话\n{0}\n{0}", grouped(MOBILE, &[6, 5], "\n"));
    assert_eq!(sure(&two).len(), 2, "{two}");
    let far = likely("李四\n13800\n00012\n3\n王五");
    assert_eq!(far[0].sign, Sign::Form);
}

#[test]
fn any_grouping_beside_its_name_is_a_number() {
    for number in [
        "138 00 00 01 23",
        "138-00-00-01-23",
        "138.00.00.01.23",
        "13800、000123",
        "13800/000123",
        "13800.000123",
        "13800·000123",
        "1380、000、0123",
        "13 8000 00123",
        "「138」「0000」「0123」",
        "138→0000→0123",
        "138➖0000➖0123",
        "138▪0000▪0123",
        "138<0000>0123",
        "138‖0000‖0123",
        "138°0000°0123",
        "138□0000□0123",
        "[138](https://a.cn)[0000](https://a.cn)0123",
        "138OOOO0123",
        "138 OOOO 0123",
        "138-OOOO-0123",
        "138 0000 O123",
        "138、○○○○、0I23",
        "幺叁捌零零零零零幺两叁",
        "幺三八洞洞洞洞洞幺两三",
        "么三八零零零零零一二三",
        "138洞洞洞洞0123",
        "幺三八、洞洞洞洞、洞幺两三",
        "138○○○○○123",
        "l3800000123",
        "13,800,000,123",
        "13800\n000123",
        "138００ ００ 01 23",
    ] {
        for text in [
            format!("电话{number}"),
            format!("手机号：{number}。"),
            format!("{number}（微信同号）"),
        ]
        .iter()
        .take(if number.contains(['.', ',']) { 2 } else { 3 })
        {
            is_sure(text, Personal::Mobile);
        }
    }
    is_sure("联系电话 张三 138 00 00 01 23 三组", Personal::Mobile);
    is_sure("手机号\n\n138\n\n0000\n\n0123", Personal::Mobile);
    is_sure("手机号\n13800\n000123\n2026年3月5日", Personal::Mobile);
    let long = card("622202123456789012");
    is_sure(&format!("卡号 {}", grouped(&long, &[6, 6, 7], "、")), Personal::BankCard);
    is_sure("身份证 340123、900、101、123", Personal::OldIdNumber);
}

#[test]
fn an_id_number_is_one_wherever_its_digits_are_assembled() {
    let right = id("34012319900101101");
    for text in [
        format!("身\n份\n证\n号\n{}", grouped(&right, &[1; 18], "\n")),
        grouped(&right, &[1; 18], "    \n"),
        grouped(&right, &[5, 5, 5, 3], "\n"),
        format!("宗地代码：{}", grouped(&right, &[6, 8, 4], "、")),
    ] {
        is_sure(&text, Personal::IdNumber);
    }
    let upright = format!("联\n系\n电\n话\n{}", grouped(MOBILE, &[1; 11], "\n"));
    is_sure(&upright, Personal::Mobile);
    // Of a foreigner who may stay.
    let foreign = id("91112419810803002");
    assert!(is_id_number(&foreign));
    is_sure(&format!("身份证 {foreign}"), Personal::IdNumber);
}

#[test]
fn figures_near_such_words_are_free() {
    for text in [
        // Amounts below each other and beside each other.
        "电话费\n138\n200\n500\n12",
        "电话费 138、200、500、12",
        "付电话费 138.00、200.50、65.50，手机费 1380.00、200.00",
        "联系电话\n0500-6230100\n金额\n1380.00\n200.50\n65.00",
        "| 姓名 | 电话 | 一月 | 二月 |\n|---|---|---|---|\n| 张三 | 0500-6230100 | 138 | 200 |\n| 李四 | 0500-6230101 | 15000 | 20000 |",
        "咨询电话 0500-6230100，投资 15,000,000,000",
        "热线 13:00—17:00、18:30—21:30",
        "联系人见名单，2026-03-05 收 13,200.00，支 1,500.50",
        "账号见合同。收 138000.00\n支 20000.00\n余 118000.00",
        "卡号见名册，本月 100.00、200.00、300.00、400.00、500.00",
        "微信收款 1380 笔，现金 200 笔",
        // Papers, places and money in one piece.
        "东经 117.13812345678 度，北纬 31.13812345678 度",
        "坐标 117.13812345678",
        "总投资 15000000000 元",
        "共收 13800000123.00 元，￥15000000000",
    ] {
        is_free(text);
    }
    for paper in ["备案号 ", "许可证：", "许可证号", "工单 ", "电表号 "] {
        assert_eq!(sure(&format!("{paper}{MOBILE}")), [], "{paper}");
    }
    for text in
        [format!("手机{MOBILE}元旦前打"), format!("电话：{MOBILE}元"), format!("0.{MOBILE}")]
    {
        is_sure(&text, Personal::Mobile);
    }
}

#[test]
fn letters_that_make_a_word_are_no_digits() {
    for text in [
        "电话 138 OOO Oil 0123",
        "手机 138 Oslo 0000123",
        "phone 138 I 00",
        "电话 0500-62OO1O0",
        "联系两户，一共八洞桥三座",
        "手机两部一三八元",
    ] {
        is_free(text);
    }
    // Without a word such letters say nothing.
    is_free("138 OOOO 0123");
}

#[test]
fn the_name_of_a_field_is_the_word_beside_its_value() {
    let said = |text: &str| {
        let named = crate::scan::likely_in("电话", text).into_iter();
        named.filter(|one| one.sign == Sign::Word).count()
    };
    for text in [
        "138OOOO0123",
        "138 OOOO 0123",
        "138-OOOO-0123",
        "0500-6230102 转 13,800,000,123",
        "0500-6230102、13'800'000'123",
        "张建国 13,800,000,123",
        "138 00 00 01 23",
        "壹叁捌零零零零零壹贰叁",
    ] {
        assert_eq!(said(text), 1, "{text}");
    }
    for text in
        ["0500-6220202、0500-6220203", "400-800-1234", "12345、12388", "村委会 0500-6230100"]
    {
        assert_eq!(said(text), 0, "{text}");
    }
}
