//! What a reader takes for somebody's number, what is asked about, and how prose says that a number is another.

use super::{Dice, MOBILE, card, grouped, id, passes};
use crate::scan::{Personal, Sign, hits, likely};

fn signs(text: &str) -> Vec<(Personal, Sign)> {
    likely(text).into_iter().map(|one| (one.kind, one.sign)).collect()
}

#[track_caller]
fn is_likely(text: &str, kind: Personal, sign: Sign) {
    assert_eq!(signs(text), [(kind, sign)], "{text}");
}

#[test]
fn numbers_a_reader_reads_at_once_are_likely() {
    for between in [
        "、", "     ", " ~ ", "～", ";", "；", "][", " | ", "\n- ", "\n\t* ", "**", "`", "<br>",
        "…", " 、 ", "！", "/、",
    ] {
        let number = grouped(MOBILE, &[3, 4, 4], between);
        is_likely(&number, Personal::Mobile, Sign::Form);
        for text in [
            format!("电话：{number}。"),
            format!("请联系张三，{number}"),
            format!("{number}（微信同号）"),
            format!("call me: {number}"),
            format!("| 姓名 | 手机 |\n|---|---|\n| 张三 | {number} |"),
        ] {
            is_likely(&text, Personal::Mobile, Sign::Word);
        }
    }
    for number in [
        "1380000\n0123",
        "壹叁捌零零零零零壹贰叁",
        "壹叁捌、零零零零、零壹贰叁",
        "1、3、8、0、0、0、0、0、1、2、3",
    ] {
        is_likely(number, Personal::Mobile, Sign::Form);
        is_likely(&format!("手机 {number}"), Personal::Mobile, Sign::Word);
    }
    let number = grouped(&id("34012319900101123"), &[6, 8, 4], "、");
    is_likely(&format!("身份证 {number}"), Personal::IdNumber, Sign::Word);
    is_likely(&number, Personal::IdNumber, Sign::Word);
    let number = grouped(&card("621700000000123456"), &[4, 4, 4, 4, 3], "；");
    is_likely(&format!("卡号 {number}"), Personal::BankCard, Sign::Word);
    // Several in a row are several where a word says what they are.
    let two = format!("电话 {0}、{0}", grouped(MOBILE, &[3, 4, 4], "、"));
    assert_eq!(signs(&two).len(), 2, "{two}");
}

#[test]
fn numbers_over_the_items_of_a_list_are_likely() {
    let parts = ["138", "0000", "0123"];
    for items in [
        "1. {}\n2. {}\n3. {}",
        "1. {}\n\n2. {}\n\n3. {}",
        "1、{}\n2、{}\n3、{}",
        "- [ ] {}\n- [ ] {}\n- [ ] {}",
        "- [ ] 1. {}\n- [x] 2. {}\n- [ ] 3. {}",
        "（一）{}\n（二）{}\n（三）{}",
        "一、{}\n二、{}\n三、{}",
        "第一条：{}\n第二条：{}\n第三条：{}",
        "①{}\n②{}\n③{}",
        "①{}②{}③{}",
        "(1) {}\n(2) {}\n(3) {}",
        "1）{}；2）{}；3）{}",
        "（1）{}（2）{}（3）{}",
        "A. {}\nB. {}\nC. {}",
        "甲、{}\n乙、{}\n丙、{}",
        "> 1. {}\n> 2. {}\n> 3. {}",
        "| 1 | {} |\n| 2 | {} |\n| 3 | {} |",
        "1. {}<br>2. {}<br>3. {}",
    ] {
        let list = parts.iter().fold(items.to_string(), |text, part| text.replacen("{}", part, 1));
        is_likely(&list, Personal::Mobile, Sign::Form);
        is_likely(&format!("联系人张三：\n{list}\n"), Personal::Mobile, Sign::Word);
        passes(&list);
    }
    for list in [
        "1. 修路 138 米\n2. 清淤 1234 方\n3. 路灯 5678 元",
        "1. 1200\n2. 1380\n3. 138",
        "1、138 元\n2、1234 元\n3、5678 元",
        "| 1 | 138 | 20 |\n| 2 | 1234 | 30 |\n| 3 | 5678 | 40 |",
        "①1200 ②1380 ③138 ④5678 ⑤13 ⑥800",
        "1. 138\n2. 1234\n3. 5678\n4. 9012",
    ] {
        assert_eq!(signs(list), [], "{list}");
    }
}

#[test]
fn a_mobile_in_parts_behind_the_name_of_a_paper_is_asked_about() {
    for text in ["票据号：138、0000、0123", "表号 138、0000、0123"] {
        is_likely(text, Personal::Mobile, Sign::Form);
    }
    for text in ["票据号：138、0000、0123、4567", "票据号：1380、00000、12"] {
        assert_eq!(signs(text), [], "{text}");
    }
}

#[test]
fn letters_of_a_font_of_symbols_are_digits() {
    let drawn: String = MOBILE
        .chars()
        .map(|c| char::from_u32(0xF000 + u32::from(c)).expect("a private letter"))
        .collect();
    assert_eq!(hits(drawn.as_bytes()).len(), 1);
    assert!(!crate::scan::redact(&drawn).contains(&drawn));
}

#[test]
fn what_is_sure_is_not_told_again() {
    for text in [format!("电话{MOBILE}"), grouped(MOBILE, &[3, 4, 4], " "), id("34012319900101123")]
    {
        assert_eq!(hits(text.as_bytes()).len(), 1, "{text}");
        assert_eq!(signs(&text), [], "{text}");
    }
}

#[test]
fn counted_things_and_rows_of_figures_pass() {
    for text in [
        "第138、1234、5678号",
        "材料138、1234、5678元",
        "138、1234、5678、9012、3456",
        "| 12 | 138 | 1234 | 5678 |",
        "一、二、三、四、五、六、七、八、九、十",
        "2026-03-01、2026-03-05、2026-03-09",
        "人民币壹佰叁拾捌万零壹佰贰拾叁元整",
        "0500-1234567、0500-1234588",
    ] {
        assert_eq!(signs(text), [], "{text}");
    }
}

#[test]
fn an_id_number_with_a_slip_is_asked_about() {
    let right = id("34012319900101123");
    let last = right.chars().last().expect("a character");
    for other in "0123456789X".chars().filter(|c| *c != last) {
        let wrong = format!("{}{other}", &right[..17]);
        // It may pass the sum of a card, and begins like none.
        passes(&wrong);
        is_likely(&wrong, Personal::IdNumber, Sign::Slip);
        is_likely(&format!("身份证{wrong}号"), Personal::IdNumber, Sign::Almost);
        is_likely(&grouped(&wrong, &[6, 8, 4], " "), Personal::IdNumber, Sign::Slip);
        assert_eq!(signs(&format!("宗地代码：{wrong}")), [], "{wrong}");
    }
    // No birthday, no province; a paper given in this year.
    for text in ["340123199013011234", "990123199001011234", "340123202603011231"] {
        assert_eq!(signs(text), [], "{text}");
    }
}

#[test]
fn prose_says_that_a_number_is_a_papers_or_a_things() {
    let long = card("621700000000123456");
    let fifteen = "340123900101123";
    for name in [
        "宗地代码",
        "地块编码：",
        "表号 ",
        "电子回单号为",
        "交易流水号：",
        "序列号（",
        "序列号 WD",
        "发票号码：",
        "合同编号 No.",
        "serial no. ",
        "meter number: ",
        "parcel code ",
        "收据 No.",
        "收据号 No. ",
        "收条号：",
        "发票№",
        "单据 编号：No.",
        "receipt no. ",
        "SN",
        "SN: ",
        "S/N: ",
        "S/N",
        "收据No",
    ] {
        for number in [long.as_str(), fifteen, MOBILE] {
            passes(&format!("{name}{number}。"));
        }
        assert_eq!(
            hits(format!("{name}{}", id("34012319900101123")).as_bytes()).len(),
            1,
            "{name}"
        );
        // A meter's number that looks like a mobile is asked about.
        is_likely(&format!("{name}{MOBILE}。"), Personal::Mobile, Sign::Form);
    }
    passes(&format!("<dt>表号</dt><dd>{long}</dd>"));
    passes(&format!("发票号码：{long}、{fifteen}"));
    for text in [
        format!("身份证编号{fifteen}"),
        format!("银行卡编号：{long}"),
        format!("手机编号 {MOBILE}"),
        format!("编号见附件，找{long}"),
        format!("表号 x{long}"),
        format!("表号 {}", grouped(&long, &[4, 4, 4, 4, 3], " ")),
    ] {
        assert_eq!(hits(text.as_bytes()).len(), 1, "{text}");
    }
}

#[test]
fn a_number_in_the_address_of_a_page_is_asked_about_and_a_telephones_is_one() {
    for address in [
        "https://example.gov.cn/art/{}.html",
        "见 https://example.gov.cn/art/2026/3/art_1229_{}.html。",
        "http://example.gov.cn/?id={}",
        "[公告](https://example.gov.cn/view?a=1&id={}&b=2)",
        "<a href=\"https://example.gov.cn/t20260305_{}.htm\">公告</a>",
        "https://example.gov.cn/a{}.html",
    ] {
        passes(&address.replace("{}", MOBILE));
        is_likely(&address.replace("{}", MOBILE), Personal::Mobile, Sign::Form);
        let papers = crate::scan::papers(&address.replace("{}", MOBILE));
        assert_eq!(papers.len(), 1, "the outputs know it too: {address}");
        // It is one whatever it stands in.
        assert_eq!(hits(address.replace("{}", &id("34012319900101123")).as_bytes()).len(), 1);
    }
    for text in [
        "tel:{}",
        "https://wa.me/{}",
        "https://api.whatsapp.com/send?phone={}",
        "https://example.gov.cn/?phone={}",
        "https://example.gov.cn/tel/{}",
        "https://example.gov.cn/,{}",
        "https://example.gov.cn {}",
        "https://example.gov.cn/电话{}",
        "https://{}.example.gov.cn/",
        "https://example.gov.cn/{}@qq.com",
        "example.gov.cn/{}",
    ] {
        let text = text.replace("{}", MOBILE);
        assert_eq!(hits(text.as_bytes()).len(), 1, "{text}");
    }
    for text in ["手机：https://example.gov.cn/art/{}.html", "phone https://example.gov.cn/?id={}"]
    {
        is_likely(&text.replace("{}", MOBILE), Personal::Mobile, Sign::Word);
    }
}

#[test]
fn ledgers_hold_nothing_likely() {
    let mut dice = Dice(21);
    for _ in 0..3000 {
        let line = format!(
            "{} 付第{}组水渠清淤{}工日，单价 {}.{:02} 元，发票 {:08}、{:08}，合同 HT-2026-{:03}，余 {} 元",
            2026,
            dice.below(20),
            dice.below(40),
            dice.below(900),
            dice.below(100),
            dice.below(100_000_000),
            dice.below(100_000_000),
            dice.below(1000),
            dice.below(10_000_000),
        );
        assert_eq!(signs(&line), [], "{line}");
    }
}

#[test]
fn an_amount_in_our_data_is_one() {
    for text in
        [format!("\"{MOBILE}.00\""), format!("\"-{MOBILE}.05\""), format!("a,{MOBILE}.00\n")]
    {
        let hit = hits(text.as_bytes())[0];
        assert!(crate::scan::is_amount(text.as_bytes(), &hit), "{text}");
    }
    for text in [
        format!("\"{MOBILE}\""),
        format!("电话{MOBILE}.00"),
        format!("\"{MOBILE}.000\""),
        format!("\"{MOBILE}.0\""),
    ] {
        let hit = hits(text.as_bytes())[0];
        assert!(!crate::scan::is_amount(text.as_bytes(), &hit), "{text}");
    }
}
