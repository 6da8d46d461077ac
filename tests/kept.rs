//! Old pages of a unit that is blocked, where somebody they name in full may be a person by now.

use crate::portal::{LINE, Portal, VILLAGE};

const FIRM: &str = "party: 王小明, party_type: firm";
const PERSON: &str = "party: 王小明, party_type: person";

fn month(party: &str) -> String {
    let line = LINE.replace("party: 上村文具店", party);
    format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {line}}}\n")
}

/// The site says the name in none of its files.
#[track_caller]
fn nowhere(portal: &Portal, name: &str) {
    for (path, bytes) in portal.site() {
        assert!(!String::from_utf8_lossy(&bytes).contains(name), "{path} holds {name}");
    }
}

/// A portal whose month names 王小明 as a firm, built; then blocked by what `now` does to it.
fn blocked(now: impl Fn(&Portal)) -> (Portal, String) {
    let portal = Portal::new();
    portal.put_ledger("2026-03", &month(FIRM));
    portal.build().expect(0);
    assert!(portal.page("shangcun/finance/2026-03.json").contains("王小明"));
    now(&portal);
    let ran = portal.run(&["build", "--keep-going", "--format", "short"]).expect(1);
    (portal, ran.err)
}

#[test]
fn last_good_pages_go_when_a_payee_is_a_person_now() {
    for signs in [false, true] {
        let portal = Portal::new();
        let line = LINE.replace("party: 上村文具店", "party: 王小明, party_type: firm");
        let line = if signs { line.replace("handler: 李一", "handler: 王小明") } else { line };
        let text = format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {line}}}\n");
        portal.put_ledger("2026-03", &text);
        portal.build().expect(0);
        assert!(portal.page("shangcun/finance/2026-03.json").contains("王小明"));
        let broken =
            text.replace("party_type: firm", "party_type: person").replace("-100.00", "-100.01");
        portal.put_ledger("2026-03", &broken);
        let ran = portal.run(&["build", "--keep-going", "--format", "short"]).expect(1);
        assert!(ran.err.contains("[last-good-not-kept]"), "{}", ran.err);
        nowhere(&portal, "王小明");
    }
}

#[test]
fn last_good_pages_stay_where_they_name_nobody_who_is_masked_now() {
    let portal = Portal::new();
    portal.put_ledger("2026-03", &month("party: 王小明"));
    portal.build().expect(0);
    portal.edit(&format!("{VILLAGE}/finance/2026-03.yaml"), "-100.00", "-100.01");
    let ran = portal.run(&["build", "--keep-going", "--format", "short"]).expect(1);
    assert!(!ran.err.contains("[last-good-not-kept]"), "{}", ran.err);
    assert!(portal.page("shangcun/finance/2026-03.html").contains("王*明"));
}

#[test]
fn a_file_that_is_not_read_to_its_end_still_tells_who_is_a_person() {
    let of_lines = |lines: &str, head: &str| {
        let (lines, head) = (lines.to_string(), head.to_string());
        move |portal: &Portal| {
            portal.put_ledger("2026-03", &head);
            portal.put(&format!("{VILLAGE}/finance/2026-03.csv"), &lines);
        }
    };
    let broken: [&dyn Fn(&Portal); 6] = [
        &|p| {
            p.put_ledger("2026-03", &month(PERSON).replace("100.00, h", "100.0x, h"));
        },
        &|p| {
            p.put_ledger("2026-03", &month(PERSON).replace("2026-03\n", ": 2026-03\n"));
        },
        // Nothing says any more that it is a firm.
        &|p| {
            p.put_ledger("2026-03", &month("party: 王小明").replace("100.00, h", "x, h"));
        },
        &|p| {
            p.put_ledger("2026-03", "period: : x\n");
        },
        // It is a person by another month, which nobody can read.
        &|p| {
            let other = month(PERSON).replace("2026-03", "2026-04").replace("100.00, h", "x, h");
            p.put_ledger("2026-04", &other);
        },
        &of_lines(
            "对方,对方性质,金额\n王小明,个人,x\n",
            "period: 2026-03\nlines_file: 2026-03.csv\n",
        ),
    ];
    for (at, now) in broken.iter().enumerate() {
        let (portal, told) = blocked(now);
        assert!(told.contains("[last-good-not-kept]"), "{at}: {told}");
        nowhere(&portal, "王小明");
    }
}

#[test]
fn pages_stay_where_the_file_that_cannot_be_read_still_calls_everybody_what_they_are() {
    for party in [FIRM, "party: 王小明（企业）"] {
        let broken = month(party).replace("100.00, h", "100.0x, h");
        let (portal, told) = blocked(|p| {
            p.put_ledger("2026-03", &broken);
        });
        assert!(!told.contains("[last-good-not-kept]"), "{told}");
        assert!(portal.page("shangcun/finance/2026-03.html").contains("王小明"));
    }
    // Who is paid and also signs was masked as a payee and is named as a signer.
    let portal = Portal::new();
    let both = month("party: 李一");
    portal.put_ledger("2026-03", &both);
    portal.build().expect(0);
    portal.put_ledger("2026-03", &both.replace("100.00, h", "100.0x, h"));
    let ran = portal.run(&["build", "--keep-going", "--format", "short"]).expect(1);
    assert!(!ran.err.contains("[last-good-not-kept]"), "{}", ran.err);
    // A notice that nobody can read says nothing of a payee.
    let notice = format!("{VILLAGE}/notices/a.md");
    let (portal, told) = blocked(|p| {
        p.put(&notice, "---\nid: : x\n---\n平安。\n");
    });
    assert!(!told.contains("[last-good-not-kept]"), "{told}");
    assert!(portal.page("shangcun/finance/2026-03.html").contains("王小明"));
}
