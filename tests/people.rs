//! Benefits, relief and statements: sums of enough households on the web, everything else in the office.

use crate::portal::Portal;

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
        "id: BT-1\ntitle: 补贴发放\nperiod: 2026\npublished: 2026-07-20\n\
         review: {{by: 曾宪章, date: 2026-07-18}}\nplain: 钱到卡上了。\nprogramme: 种地补贴\n\
         policy: 县里的办法\nbatch: 一次\npaid_on: 2026-07-10\nhouseholds: {n}\npersons: {n}\n\
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
    let cases: &[(&[usize], &[(&str, u64)])] = &[
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
