//! Benefits, relief and statements: sums of enough households on the web, everything else in the office.

use crate::portal::{LINE, Portal, VILLAGE};

const FILE: &str = "content/units/shangcun/benefits/a.yaml";

/// A batch whose groups have so many rows; row `n` has `n` yuan and 37 fen, so that an amount tells its row.
fn batch(groups: &[usize]) -> String {
    let mut rows = String::new();
    let (mut n, mut fen) = (0, 0);
    for (at, of_group) in groups.iter().enumerate() {
        for _ in 0..*of_group {
            n += 1;
            fen += n * 100 + 37;
            rows.push_str(&format!(
                "  - {{row: SECRET-{n}, group: {}组, quantity: {n}.37, amount: {n}.37}}\n",
                at + 1
            ));
        }
    }
    format!(
        "id: BT-1\ntitle: 补贴发放\nperiod: 2026\npublished: 2026-06-20\n\
         review: {{by: 曾宪章, date: 2026-06-18}}\nplain: 钱到卡上了。\nprogramme: 种地补贴\n\
         policy: 县里的办法\nbatch: 一次\npaid_on: 2026-06-10\nhouseholds: {n}\npersons: {n}\n\
         quantity: {}.{:02}\ntotal: {}.{:02}\nwho: 种地的\nask: 村委会\n\
         standards:\n  - {{amount: 1.00, per: 元/亩·年}}\nrows:\n{rows}",
        fen / 100,
        fen % 100,
        fen / 100,
        fen % 100
    )
}

/// The names and households of the cells of a batch, as its CSV has them.
fn cells(groups: &[usize]) -> Vec<(String, u64)> {
    let portal = Portal::new();
    portal.put(FILE, batch(groups));
    portal.build().expect(0);
    let csv = portal.page("shangcun/benefits/bt-1.csv");
    let rows = csv.lines().skip(1).map(|line| {
        let mut cells = line.split(',');
        let name = cells.next().expect("a name").to_string();
        (name, cells.next().expect("a count").parse().expect("households"))
    });
    rows.collect()
}

#[test]
fn groups_of_too_few_households_are_told_with_their_neighbours() {
    type Case = (&'static [usize], &'static [(&'static str, u64)]);
    let cases: &[Case] = &[
        (&[3, 3], &[("1组", 3), ("2组", 3)]),
        (&[2, 3], &[("1组、2组", 5)]),
        (&[3, 2], &[("1组、2组", 5)]),
        (&[1, 1, 1, 4], &[("1组、2组、3组", 3), ("4组", 4)]),
        (&[4, 1, 1], &[("1组、2组、3组", 6)]),
        (&[4, 2, 3, 1], &[("1组", 4), ("2组、3组、4组", 6)]),
        (&[1, 1, 1], &[("1组、2组、3组", 3)]),
    ];
    for (groups, expected) in cases {
        let expected: Vec<_> = expected.iter().map(|(name, n)| (name.to_string(), *n)).collect();
        assert_eq!(cells(groups), expected, "{groups:?}");
    }
}

#[test]
fn no_row_of_a_person_is_on_the_web_whoever_the_record_is_for() {
    for audience in ["全社会", "本村", "特定对象"] {
        let portal = Portal::new();
        portal.put(FILE, format!("{}audience: {audience}\n", batch(&[4, 2, 3, 1])));
        portal.build().expect(0);
        for (path, bytes) in portal.site() {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("SECRET"), "{audience}: {path}");
            for n in 1..=10 {
                assert!(!text.contains(&format!("{n}.37")), "{audience}: {path} tells row {n}");
            }
        }
        let page = portal.path("site/shangcun/benefits/bt-1.html");
        let page = std::fs::read_to_string(page).unwrap_or_default();
        assert_eq!(page.contains("58.70"), audience != "特定对象", "the total of all: {page}");
        assert_eq!(page.contains("2组、3组、4组"), audience == "全社会");
    }
}

#[test]
fn fewer_than_three_changes_are_not_told_apart() {
    let portal = Portal::new();
    let changes = "stopped:\n  - {reason: death, count: 1}\n  - {reason: moved, count: 1}\n\
                   added:\n  - {reason: age, count: 3}\n  - {reason: applied, count: 1}\n";
    portal.put(FILE, format!("{}{changes}", batch(&[3])));
    portal.build().expect(0);
    for (path, bytes) in portal.site() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("去世") && !text.contains("迁出"), "{path}");
    }
    let page = portal.page("shangcun/benefits/bt-1.html");
    assert!(page.contains("不满 3 户，不细列") && page.contains("到龄、新申请"), "{page}");
}

/// A statement of the village that lands in another one, with its own fields laid behind the envelope.
fn statement(own: &str) -> String {
    format!(
        "id: SQ-1\ntitle: 亲属租了鱼塘\nperiod: 2025\npublished: 2025-12-01\n\
         review: {{by: 何永福, date: 2025-11-30}}\nplain: 亲属租了鱼塘，查过了。\n\
         post: 村委会委员\nrelation: 兄弟姐妹及其配偶\ngroup: 资产资源\n\
         matter: 承租东头的鱼塘\nlands_in: xiacun\nreported: 2025-10-08\n{own}"
    )
}

const VERIFIED: &str =
    "amount: 8600.00\nverified: 2025-11-20\nverdict: 经核查，符合政策\nexplanation: 按程序承租\n";

fn two_villages(own: &str) -> Portal {
    let portal = Portal::new();
    portal
        .put("content/units/xiacun/unit.yaml", "id: xiacun\nname: 下村\nlevel: village\n")
        .put("content/units/shangcun/interest/sq.yaml", statement(own));
    portal
}

#[test]
fn a_verified_statement_is_posted_at_both_places() {
    let portal = two_villages(VERIFIED);
    portal.build().expect(0);
    let page = portal.page("shangcun/interest/sq-1.html");
    assert!(page.contains("经核查，符合政策") && page.contains("承租东头的鱼塘"), "{page}");
    assert!(page.contains("../../xiacun/index.html"), "it leads to where it lands: {page}");
    let list = portal.page("xiacun/interest/index.html");
    assert!(list.contains("../../shangcun/interest/sq-1.html") && list.contains("上村"), "{list}");
    assert!(portal.page("xiacun/index.html").contains("interest/index.html"));
    assert!(portal.page("registers.html").contains("xiacun/interest/index.html"));
    // The second posting carries what the first does.
    for word in [
        "村委会委员",
        "兄弟姐妹及其配偶",
        "承租东头的鱼塘",
        "8,600.00",
        "经核查，符合政策",
        "按程序承租",
        "2025-12-01",
    ] {
        assert!(list.contains(word) && page.contains(word), "{word}: {list}");
    }
    let json = portal.page("xiacun/interest/index.json");
    for word in ["村委会委员", "承租东头的鱼塘", "8600.00", "按程序承租"] {
        assert!(json.contains(word), "{word}: {json}");
    }
}

#[test]
fn at_the_second_place_the_words_mask_whom_the_first_masks() {
    let portal = two_villages(VERIFIED);
    let line = LINE.replace("上村文具店", "王大力");
    portal
        .put_ledger(
            "2026-03",
            &format!("period: 2026-03\nopening_bank: 100.00\nlines:\n  - {line}}}\n"),
        )
        .edit("content/units/shangcun/interest/sq.yaml", "承租东头", "同王大力承租东头");
    portal.build().expect(0);
    let list = portal.page("xiacun/interest/index.html");
    assert!(list.contains("同王*力承租东头的鱼塘"), "{list}");
    for (path, bytes) in portal.site() {
        assert!(!String::from_utf8_lossy(&bytes).contains("王大力"), "{path}");
    }
}

#[test]
fn the_last_step_of_a_statement_reads_as_no_outcome() {
    for supervised in ["", "监督执纪: 2025-12-20\n", "supervised: 2025-12-20\n"] {
        let verdict = VERIFIED.replace("符合政策", "不符合政策");
        let portal = two_villages(&format!("{verdict}{supervised}"));
        portal.build().expect(0);
        assert!(portal.page("shangcun/interest/sq-1.html").contains("如有线索，移送"));
        for (path, bytes) in portal.site() {
            assert!(!String::from_utf8_lossy(&bytes).contains("监督执纪"), "{path}");
        }
    }
}

#[test]
fn a_statement_that_is_not_verified_is_shown_nowhere() {
    for own in ["", "verified: 2025-11-20\n", "verdict: 经核查，符合政策\n"] {
        let portal = two_villages(own);
        let ran = portal.build().expect(0);
        assert!(ran.err.contains("interest-unverified"), "{}", ran.err);
        for (path, bytes) in portal.site() {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("sq-1") && !text.contains("SQ-1"), "{path}");
            assert!(!text.contains("东头的鱼塘"), "{path}");
        }
    }
}

#[test]
fn a_statement_withdrawn_before_its_verification_leaves_no_old_page() {
    let portal = two_villages(VERIFIED);
    portal.build().expect(0);
    portal.edit("content/units/shangcun/interest/sq.yaml", "verified: 2025-11-20\n", "");
    portal.put(&format!("{VILLAGE}/finance/2026-03.yaml"), "period: 2026-03\n");
    portal.run(&["build", "--keep-going"]).expect(1);
    for (path, bytes) in portal.site() {
        assert!(!String::from_utf8_lossy(&bytes).contains("东头的鱼塘"), "{path}");
    }
}

/// The names of the batch of three, with the office's own words.
const NAMES: &str = "rows:\n  - {row: SECRET-1, name: 欧阳建国, key: LT-0412, age: 83}\n";

#[test]
fn what_the_office_keeps_reaches_no_output() {
    let portal = Portal::new();
    portal
        .put(FILE, batch(&[3]))
        .put("private/rows/BT-1.yaml", NAMES)
        .put("private/register.yaml", "people:\n  - {key: LT-0412, name: 欧阳建国}\n")
        .put(
            "private/relatives.yaml",
            "relatives:\n  - {official: 曾宪章, relative: 欧阳建国, relation: 姑父}\n",
        );
    let ran = portal.run(&["check", "--internal", "--lang", "zh"]).expect(0);
    assert!(
        ran.err.contains("relative-named") && !ran.both().contains("欧阳建国"),
        "{}",
        ran.both()
    );
    portal.build().expect(0);
    for (path, bytes) in portal.site() {
        let text = String::from_utf8_lossy(&bytes);
        for word in ["欧阳", "LT-0412", "姑父", "private/"] {
            assert!(!text.contains(word), "{path} holds {word}");
        }
    }
}

#[test]
fn a_card_or_an_id_number_is_refused_in_the_offices_files_too() {
    let portal = Portal::new();
    portal.put(FILE, batch(&[3]));
    let number = format!("{}{}", "6222021234", "567890128");
    for (file, text) in [
        ("private/rows/BT-1.yaml", NAMES.replace("LT-0412", &number)),
        ("private/register.yaml", format!("people:\n  - {{key: '{number}', name: 张一}}\n")),
        (
            "private/relatives.yaml",
            format!(
                "relatives:\n  - {{official: 曾宪章, relative: 张一, relation: 表兄, key: '{number}'}}\n"
            ),
        ),
    ] {
        portal.put(file, text);
        let ran = portal.run(&["check", "--internal", "--format", "short"]).expect(1);
        assert!(ran.err.contains(&format!("{file}:2:")), "{}", ran.err);
        assert!(ran.err.contains("personal-number") && !ran.both().contains(&number));
        portal.remove(file);
    }
}

#[test]
fn a_towns_decision_on_names_is_told_and_puts_no_name_on_the_web() {
    let portal = Portal::bare();
    let town = "id: zhen\nname: 上河镇\nlevel: town\nboard_names:\n  document: 上镇发〔2025〕3号\n  \
                by: 上河镇人民政府\n  date: 2025-09-01\n";
    portal
        .put("content/portal.yaml", crate::portal::PORTAL)
        .put("content/units/zhen/unit.yaml", town)
        .put("content/units/zhen/shangcun/unit.yaml", crate::portal::UNIT)
        .put("content/units/zhen/shangcun/benefits/a.yaml", batch(&[3]))
        .put("private/rows/BT-1.yaml", NAMES);
    portal.build().expect(0);
    let page = portal.page("zhen/index.html");
    assert!(page.contains("上镇发〔2025〕3号") && page.contains("网上没有姓名"), "{page}");
    for (path, bytes) in portal.site() {
        assert!(!String::from_utf8_lossy(&bytes).contains("欧阳"), "{path}");
    }
}
