//! No personal number and no unmasked person in any output, whatever door it came in by.
//!
//! The numbers are invented and put together at run time, so that the repository holds none.

use crate::portal::{LINE, PORTAL, Portal, VILLAGE, tree};

/// An ID number of an invented place and day, with its check character.
fn id_number() -> String {
    let body = format!("{}{}{}{}", "11", "0101", "19490101", "001");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.bytes().zip(weights).map(|(d, w)| u32::from(d - b'0') * w).sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    format!("{body}{}", char::from(check))
}

fn mobile() -> String {
    format!("13{}", "8".repeat(4) + &"0".repeat(5))
}

/// A card number that passes the Luhn sum.
fn card() -> String {
    let body = format!("62{}", "0".repeat(16));
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let twice = u32::from(digit - b'0') * if at % 2 == 0 { 2 } else { 1 };
            twice / 10 + twice % 10
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// A credit code of 18 characters with its check character (GB 32100-2015).
fn credit_code() -> String {
    const LETTERS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = "91110101MA00000XA";
    let value = |b: u8| LETTERS.iter().position(|l| *l == b).expect("a letter of codes") as u32;
    let mut weight = 1;
    let mut sum = 0;
    for byte in body.bytes() {
        sum += value(byte) * weight;
        weight = weight * 3 % 31;
    }
    let check = (31 - sum % 31) % 31;
    format!("{body}{}", char::from(LETTERS[check as usize]))
}

fn month(line: &str) -> String {
    format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {line}}}\n")
}

fn notice(more: &str, body: &str) -> String {
    format!(
        "---\nid: N-1\nclass: village\nperiod: 2026-03\npublished: 2026-06-30\n\
         review: {{by: 曾宪章, date: 2026-06-28}}\nplain: 明白话。\n{more}---\n{body}\n"
    )
}

const CSV: &str = "date,voucher,text,direction,category,amount,handler,witness,approver,receipt\n";

/// A portal with this number at one of the places, and where the finding must point.
fn places(number: &str) -> Vec<(Portal, String)> {
    let finance = format!("{VILLAGE}/finance/2026-03");
    let spaced: String = number.chars().flat_map(|c| [c, ' ']).collect();
    let wide = |c: char| match c {
        '0'..='9' => char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap_or(c),
        other => other,
    };
    let full_width: String = number.chars().map(wide).collect();
    let mut all = Vec::new();
    let mut case = |place: &str, lay: &dyn Fn(&Portal)| {
        let portal = Portal::new();
        lay(&portal);
        all.push((portal, place.to_string()));
    };
    for text in [number, full_width.as_str(), spaced.trim_end()] {
        let text = format!("付工钱（{text}）");
        case(&format!("{finance}.yaml:4:"), &|p| {
            p.put_ledger("2026-03", &month(&LINE.replace("买纸", &text)));
        });
    }
    case(&format!("{finance}.yaml:1:"), &|p| {
        p.put_ledger("2026-03", &format!("# {number}\nperiod: 2026-03\n"));
    });
    case(&format!("{VILLAGE}/finance/m.csv:2:"), &|p| {
        p.put_ledger("2026-03", "period: 2026-03\nclosing_bank: -1.00\nlines_file: m.csv\n");
        let line = format!("2026-03-05,记-001,付{number},out,administration,1.00,李一,王二,赵三");
        p.put(&format!("{VILLAGE}/finance/m.csv"), format!("{CSV}{line},invoice\n"));
    });
    case(&format!("{VILLAGE}/notices/n.md:11:"), &|p| {
        p.put(&format!("{VILLAGE}/notices/n.md"), notice("", &format!("甲\n\n电话 {number}")));
    });
    case(&format!("{VILLAGE}/notices/n.md:9:"), &|p| {
        p.put(&format!("{VILLAGE}/notices/n.md"), notice("", &format!("<!-- {number} -->")));
    });
    case(&format!("{VILLAGE}/notices/n.md:8:"), &|p| {
        let head = notice(&format!("title: 找 {number}\n"), "甲");
        p.put(&format!("{VILLAGE}/notices/n.md"), head);
    });
    case(&format!("{VILLAGE}/notices/"), &|p| {
        p.put(&format!("{VILLAGE}/notices/张-{number}.md"), notice("", "甲"));
    });
    case(&format!("{VILLAGE}/unit.yaml:4:"), &|p| {
        let unit = format!("id: shangcun\nname: 上村\nlevel: village\nplain: 找 {number}\n");
        p.put(&format!("{VILLAGE}/unit.yaml"), unit);
    });
    case("content/portal.yaml:7:", &|p| {
        p.put("content/portal.yaml", format!("{PORTAL}licence: {number}号\n"));
    });
    all
}

#[track_caller]
fn silent(said: &str, number: &str) {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    assert!(!said.contains(number), "the number is not repeated:\n{said}");
    let spaced: String = number.chars().flat_map(|c| [c, ' ']).collect();
    assert!(!said.contains(spaced.trim_end()), "not spaced either");
    assert!(digits(number).len() > 10);
}

fn blocked_everywhere(number: &str) {
    for (portal, place) in places(number) {
        let ran = portal.check().expect(1);
        let pointed =
            ran.err.lines().any(|l| l.starts_with(&place) && l.contains("error[personal-number]"));
        assert!(pointed, "{place}\n{}", ran.err.replace(number, "<number>"));
        for format in ["human", "short", "json", "sarif", "github"] {
            let ran = portal.run(&["check", "--format", format, "--lang", "zh"]).expect(1);
            silent(&ran.both(), number);
        }
        portal.build().expect(1);
        portal.run(&["build", "--keep-going"]).expect(1);
        for (path, bytes) in tree(&portal.path("site")) {
            silent(&path, number);
            silent(&String::from_utf8_lossy(&bytes), number);
        }
    }
}

#[test]
fn an_id_number_is_blocked_wherever_it_stands() {
    blocked_everywhere(&id_number());
}

#[test]
fn a_mobile_is_blocked_wherever_it_stands() {
    blocked_everywhere(&mobile());
}

#[test]
fn a_bank_card_is_blocked_wherever_it_stands() {
    blocked_everywhere(&card());
}

#[test]
fn numbers_of_papers_and_firms_pass() {
    let portal = Portal::new();
    let (code, invoice) = (credit_code(), mobile());
    let text = format!("\"合同 HT-2026-0001，供方 {code}\"");
    let line =
        LINE.replace("买纸", &text).replace("receipt: invoice", "receipt: invoice, receipt_no: ");
    let line = line.replace("receipt_no: ", &format!("receipt_no: '{invoice}'"));
    portal.put_ledger("2026-03", &month(&line));
    let ran = portal.build().expect(0);
    assert!(!ran.err.contains("personal-number"), "{}", ran.err);
    let page = portal.page("shangcun/finance/2026-03.html");
    assert!(page.contains(&code));
}

#[test]
fn an_id_number_in_a_field_for_papers_is_still_one() {
    let portal = Portal::new();
    let line = LINE
        .replace("receipt: invoice", &format!("receipt: invoice, receipt_no: '{}'", id_number()));
    portal.put_ledger("2026-03", &month(&line));
    assert!(portal.check().expect(1).err.contains("error[personal-number]"));
}

#[test]
fn a_duty_mobile_needs_consent_and_then_appears() {
    let unit = |consent: &str| {
        format!(
            "id: shangcun\nname: 上村\nlevel: village\ncontacts:\n  - name: 值班\n    phone: '{}'\n{consent}",
            mobile()
        )
    };
    let portal = Portal::new();
    portal.put(&format!("{VILLAGE}/unit.yaml"), unit(""));
    let ran = portal.check().expect(1);
    assert!(ran.err.contains("unit.yaml:6:12: error[phone-without-consent]"), "{}", ran.err);
    silent(&ran.both(), &mobile());
    portal.put(&format!("{VILLAGE}/unit.yaml"), unit("    consent: 2024-12-05\n"));
    portal.put_ledger("2026-03", "period: 2026-03\n");
    portal.build().expect(0);
    assert!(portal.page("shangcun/index.html").contains(&mobile()));
    // Consent is for this number at this place; another unit's page may not carry it.
    portal.put(
        "content/units/xiacun/unit.yaml",
        format!("id: xiacun\nname: 下村\nlevel: village\nplain: 找 {}\n", mobile()),
    );
    portal.check().expect(1);
}

#[test]
fn a_person_is_masked_in_every_file() {
    let portal = Portal::new();
    let line = LINE
        .replace("party: 上村文具店", "party: 诸葛明远, party_type: person")
        .replace("买纸", "付诸葛明远工钱");
    let more = "plain: 诸葛明远修了路。\nreceivables:\n  - {party: 诸葛明远, origin: 诸葛明远借款, \
                amount: 1.00, plan: 诸葛明远年底还}\n";
    portal.put_ledger("2026-03", &format!("{more}{}", month(&line)));
    portal.build().expect(0);
    let mut masked = Vec::new();
    for (path, bytes) in portal.site() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("诸葛明远") && !text.contains("明远"), "{path}");
        if text.contains("诸葛**") {
            masked.push(path);
        }
    }
    for end in [".html", ".csv", ".json"] {
        let path = format!("shangcun/finance/2026-03{end}");
        assert!(masked.contains(&path), "{path} shows the mask: {masked:?}");
    }
}

/// Fields of the envelope that repeat a counterparty's name.
#[test]
fn a_person_is_masked_in_the_words_around_the_lines() {
    let mut leaks = Vec::new();
    for (field, text) in [
        ("title", "title: 付诸葛明远工钱\n"),
        ("basis", "basis: 诸葛明远合同\n"),
        ("opinion", "review: {by: 曾宪章, date: 2026-04-08, opinion: 诸葛明远一笔属实}\n"),
        (
            "corrections",
            "corrections:\n  - {date: 2026-07-01, what: 诸葛明远一笔, old: 诸葛明远, \
                         new: 诸葛明远, why: 诸葛明远来说}\n",
        ),
        (
            "explain",
            "explain:\n  - {rule: cash-negative, by: 李一, date: 2026-07-01, \
                     text: 诸葛明远的钱未到}\n",
        ),
    ] {
        let portal = Portal::new();
        let line = LINE.replace("party: 上村文具店", "party: 诸葛明远, party_type: person");
        portal.put_ledger("2026-03", &format!("{text}{}", month(&line)));
        portal.build().expect(0);
        let leak =
            |(_, bytes): &(&String, &Vec<u8>)| String::from_utf8_lossy(bytes).contains("诸葛明远");
        if portal.site().iter().any(|file| leak(&file)) {
            leaks.push(field);
        }
    }
    assert!(leaks.is_empty(), "a name passes through: {leaks:?}");
}

/// What a person's name is cut into by markup, in a notice, is one name to a reader.
#[test]
fn a_person_is_masked_in_a_notice_whatever_parts_the_name() {
    let portal = Portal::new();
    let line = LINE.replace("party: 上村文具店", "party: 诸葛明远, party_type: person");
    portal.put_ledger("2026-03", &month(&line));
    let body = "付给诸葛**明远**。\n\n付给诸`葛`明远。\n\n付给[诸葛](https://example.org/)~~明~~*远*。\n\n\
                付给诸葛<br>明远，诸葛\n明远，诸葛<u>明远</u>。\n\n| 付给 |\n|---|\n| 诸**葛明**远 |\n";
    portal.put(&format!("{VILLAGE}/notices/n.md"), notice("", body));
    portal.build().expect(0);
    let page = portal.page("shangcun/notices/n-1.html");
    assert_eq!(page.matches("诸葛**").count(), 7, "{page}");
    for (path, bytes) in portal.site() {
        let text = String::from_utf8_lossy(&bytes);
        for piece in ["明远", "葛明", "<em>远", ">明<"] {
            assert!(!text.contains(piece), "{path} holds {piece}");
        }
    }
}

#[test]
fn the_village_sees_lines_on_paper_and_the_web_only_totals() {
    let portal = Portal::new();
    let line = LINE.replace("买纸", "买稀罕物").replace("voucher: 记-001, ", "");
    portal.put_ledger("2026-03", &format!("audience: village\n{}", month(&line)));
    portal.build().expect(0);
    let page = portal.page("shangcun/finance/2026-03.html");
    assert!(page.contains("100.00"), "totals are shown");
    for (path, bytes) in portal.site() {
        let text = String::from_utf8_lossy(&bytes);
        for word in ["上村文具店", "买稀罕物"] {
            assert!(!text.contains(word), "{path} holds {word}");
        }
    }
}

#[test]
fn named_people_only_means_nothing_on_the_web() {
    let portal = Portal::new();
    portal.put_ledger("2026-02", "period: 2026-02\nopening_bank: 7.00\nclosing_bank: 7.00\n");
    let line = LINE.replace("买纸", "买稀罕物").replace("100.00", "7777.77");
    let text = month(&line).replace("-100.00", "-7770.77");
    portal.put_ledger(
        "2026-03",
        &format!("audience: specific\nopening_bank: 7.00\ntitle: 机密月\n{text}"),
    );
    portal.put_ledger("2026-04", "period: 2026-04\nopening_bank: -7770.77\nclosing_bank: 0.00\nlines: [{date: 2026-04-01, voucher: 记-001, text: 补, direction: in, category: other-income, amount: 7770.77}]\n");
    portal.put(
        &format!("{VILLAGE}/notices/n.md"),
        notice("audience: specific\ntitle: 机密事\n", "机密正文"),
    );
    portal.build().expect(0);
    for (path, bytes) in portal.site() {
        assert!(!path.contains("2026-03"), "{path}");
        let text = String::from_utf8_lossy(&bytes);
        for word in ["买稀罕物", "7777.77", "机密月", "机密事", "机密正文", "2026-03.html"]
        {
            assert!(!text.contains(word), "{path} holds {word}");
        }
    }
}
