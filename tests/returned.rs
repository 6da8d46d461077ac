//! What a removal, a lock or an old page vouches for ends where somebody changed it: nothing returns or stays without a word.

use std::fs;

use crate::portal::{LINE, PORTAL, Portal, UNIT, VILLAGE, tree};

const NOTICE: &str = "content/units/shangcun/notices/a.md";

/// A portal that has published a month and a notice, at a folder beside its site.
fn published() -> Portal {
    let portal = Portal::new();
    let target = "targets:\n  - {name: web, kind: folder, where: web}\n";
    portal.put("content/portal.yaml", format!("{PORTAL}{target}"));
    portal.put_ledger(
        "2026-03",
        &format!("id: SC-03\nperiod: 2026-03\nopening_bank: 100.00\nlines:\n  - {LINE}}}\n"),
    );
    portal.put(NOTICE, notice("到会 28 人，很热闹。", ""));
    publish(&portal, 0);
    portal
}

fn notice(body: &str, more: &str) -> String {
    format!(
        "---\nid: N-1\ntitle: 会议\nclass: 村务\nperiod: 2026-03\npublished: 2026-03-12\nplain: 开了会。\n\
         review: {{by: 曾宪章, date: 2026-03-10}}\n{more}---\n{body}\n"
    )
}

#[track_caller]
fn publish(portal: &Portal, code: i32) -> String {
    let ran = portal.run(&["publish", "web", "--lang", "zh", "--format", "short"]);
    assert_eq!(ran.code, code, "{}", ran.both());
    ran.both()
}

#[test]
fn a_record_that_was_taken_away_whole_returns_only_with_a_word() {
    let portal = published();
    let head = format!("{VILLAGE}/unit.yaml");
    let removed = "removed:\n  - {kind: notice, id: N-1, date: 2026-06-01, cause: request}\n";
    portal.remove(NOTICE).put(&head, format!("{UNIT}{removed}"));
    assert!(publish(&portal, 0).contains("撤下 1 份"));
    assert!(publish(&portal, 0).contains("撤下 0 份"));
    // The entry is what everybody reads in its place.
    portal.put(&head, UNIT);
    assert!(publish(&portal, 1).contains("error[published-record-gone]: `N-1`"));
    portal.put(NOTICE, notice("到会 20 人。", ""));
    assert!(publish(&portal, 1).contains("`N-1` 整份撤下过，现在又放上了"));
    let told = "corrections:\n  - {date: 2026-06-02, what: 正文, old: 已撤下, new: 到会 20 人, why: 核对过}\n";
    portal.put(NOTICE, notice("到会 20 人。", told));
    publish(&portal, 0);
    portal.put(NOTICE, notice("到会 19 人。", told));
    assert!(publish(&portal, 1).contains("changed-without-correction"));
}

#[test]
fn an_old_page_that_somebody_changed_is_not_kept() {
    for path in ["finance/2026-03.csv", "summary.json", "notices/n-1.html", "SHA256SUMS"] {
        let portal = published();
        let file = format!("site/shangcun/{path}");
        let text = fs::read_to_string(portal.path(&file)).expect("a page");
        portal.put(&file, text + "\n");
        portal.edit(&format!("{VILLAGE}/finance/2026-03.yaml"), "100.00", "1oo.00");
        let ran = portal.run(&["build", "--keep-going", "--yes", "--lang", "zh"]);
        assert!(ran.both().contains("last-good-not-kept"), "{path}: {}", ran.both());
        // What somebody changed is not ours to delete; the list names it no more.
        let list = fs::read_to_string(portal.path("site/SHA256SUMS")).expect("a list");
        assert!(!list.contains("shangcun/"), "{path}: {list}");
    }
}

/// Who reads what is new finds it on its day; a change that is dated ahead would never be seen there in time.
#[test]
fn a_change_that_is_made_is_not_dated_ahead() {
    let head = format!("{VILLAGE}/unit.yaml");
    let stub = "removed:\n  - {kind: notice, id: N-1, date: 2026-07-20, cause: request}\n";
    let corrected =
        "corrections:\n  - {date: 2026-07-10, what: 正文, old: 28 人, new: 20 人, why: 数错了}\n";
    let removed = "removed:\n  - {date: 2026-07-20, cause: personal}\n";
    for (body, more, place) in [
        ("到会 20 人，很热闹。", corrected, "notices/a.md:10:"),
        ("到会 28 人，〔已撤下〕。", removed, "notices/a.md:10:"),
        ("", stub, "unit.yaml:"),
    ] {
        let portal = published();
        let before = portal.site();
        match body {
            "" => drop(portal.remove(NOTICE).put(&head, format!("{UNIT}{more}"))),
            _ => drop(portal.put(NOTICE, notice(body, more))),
        }
        let told = publish(&portal, 1);
        assert!(
            told.contains(place) && told.contains("error[changed-without-correction]"),
            "{told}"
        );
        assert!(told.contains("截至 2026-06-30 还没有到"), "{told}");
        assert!(portal.site() == before, "nothing was written");
        let day = ["2026-07-10", "2026-07-20"].into_iter().find(|day| more.contains(day));
        let path = if body.is_empty() { &head } else { NOTICE };
        portal.edit(path, day.expect("a day"), "2026-06-29");
        publish(&portal, 0);
        assert!(portal.page("changes.html").contains("2026-06-29"), "{more}");
        // Once it is noted down, a build of an earlier day is none that changes it.
        portal.run(&["build", "--as-of", "2026-06-28"]).expect(0);
        assert!(!portal.page("changes.html").contains("2026-06-29"), "{more}");
    }
}

#[test]
fn an_earlier_day_takes_nothing_away_without_a_word() {
    let portal = published();
    let early = ["publish", "web", "--as-of", "2026-03-01", "--lang", "zh"];
    let ran = portal.run(&early).expect(2);
    assert!(ran.err.contains("shangcun/notices/n-1") && ran.err.contains("--yes"), "{}", ran.err);
    assert!(portal.path("web/shangcun/notices/n-1.html").exists());
}

/// Without a record too: what was built says of which day it is.
#[test]
fn an_earlier_day_empties_no_copy_without_a_word() {
    let portal = published();
    portal.run(&["publish", "--to", "copy"]).expect(0);
    portal.run(&["publish", "--to", "copy.zip"]).expect(0);
    let before = (tree(&portal.path("copy")), portal.site());
    let zip = fs::read(portal.path("copy.zip")).expect("a zip");
    let ways: [&[&str]; 4] = [
        &["build"],
        &["publish", "--to", "copy", "-o", "elsewhere"],
        &["publish", "--to", "copy.zip", "-o", "elsewhere"],
        &["publish", "--to", "copy", "-n"],
    ];
    for words in ways {
        let words = [words, &["--as-of", "2026-03-01", "--lang", "zh"]].concat();
        let ran = portal.run(&words).expect(2);
        assert!(ran.err.contains("shangcun/notices/n-1"), "{}", ran.err);
        assert!(ran.err.contains("--yes"), "{}", ran.err);
        assert!(before == (tree(&portal.path("copy")), portal.site()), "{words:?}");
        assert!(fs::read(portal.path("copy.zip")).expect("a zip") == zip);
    }
    portal.run(&["publish", "--to", "copy", "--as-of", "2026-03-01", "--yes"]).expect(0);
    assert!(!portal.path("copy/shangcun/notices/n-1.html").exists());
    // Where nothing goes nothing is asked.
    portal.run(&["publish", "--to", "copy", "--as-of", "2026-02-28"]).expect(0);
}

#[test]
fn a_list_that_somebody_changed_deletes_nothing_at_a_target() {
    let portal = published();
    portal.remove("web/publication.json").put("web/shangcun/LICENSE", "precious\n");
    let list = fs::read_to_string(portal.path("web/shangcun/SHA256SUMS")).expect("a list");
    let own = crate::killed::sum("precious\n");
    portal.put("web/shangcun/SHA256SUMS", format!("{list}{own}  LICENSE\n"));
    portal.run(&["publish", "web", "--lang", "zh", "--no-accept"]).expect(0);
    crate::hostile::unharmed(&portal, "web/shangcun/LICENSE");
}

#[test]
fn what_others_wrote_does_not_rule_the_terminal() {
    let portal = published();
    let record = fs::read_to_string(portal.path("web/publication.json")).expect("a record");
    let forged = record.replacen("\"2026-06-30\"", "\"9999\\u001b[2J\"", 1);
    assert_ne!(record, forged);
    portal.put("web/publication.json", forged);
    fs::remove_dir_all(portal.path(".sunlit")).expect("notes");
    portal.edit(&format!("{VILLAGE}/unit.yaml"), "上村", "上庄");
    portal.remove("content/published.lock");
    let ran = portal.run(&["publish", "web", "--lang", "zh"]);
    assert!(ran.code != 0 && ran.err.contains("9999"), "{}", ran.both());
    assert!(!ran.both().contains('\u{1b}'), "{}", ran.both());
}

/// A clause ends at half-width marks too, and at the bars and marks of tables and lists; a figure is one word.
#[test]
fn a_sentence_is_withheld_in_any_writing() {
    for (was, is, fits) in [
        ("Work begins in April. Ask Li Xiaoming.", "Work begins in April. 〔withheld〕", true),
        ("Work begins in April. Ask Li Xiaoming.", "Work begins in April. 〔withheld〕.", true),
        ("On Monday, with Li, work begins.", "On Monday, 〔withheld〕, work begins.", true),
        ("Go; ask Li; rest.", "Go; 〔withheld〕; rest.", true),
        ("四月开工,请问李小萌,然后休息。", "四月开工,〔已撤下〕,然后休息。", true),
        ("到会的有甲某、李小萌、乙某。", "到会的有甲某、〔已撤下〕、乙某。", true),
        ("- 开工\n- 问李小萌\n- 休息", "- 开工\n- 〔已撤下〕\n- 休息", true),
        ("1. 开工\n2. 问李小萌\n3. 休息", "1. 开工\n2. 〔已撤下〕\n3. 休息", true),
        (
            "| 事 | 人 |\n|---|---|\n| 工 | 李小萌 |",
            "| 事 | 人 |\n|---|---|\n| 工 | 〔已撤下〕 |",
            true,
        ),
        ("It cost 1,234.50 yuan. Ask Li.", "It cost 1〔withheld〕.50 yuan. Ask Li.", false),
        ("It cost 1, 234.50 yuan.", "It cost 〔withheld〕 234.50 yuan.", false),
        ("It cost 5.20 yuan. Ask Li.", "It cost 20 yuan. 〔withheld〕", false),
        ("Work begins in April. Ask Li.", "Work begins in May. 〔withheld〕", false),
        ("Work begins in April. Ask Li.", "〔withheld〕 Ask Wang.", false),
    ] {
        let portal = published();
        portal.put(NOTICE, notice(was, "").replace("N-1", "N-2"));
        portal.put(&format!("{VILLAGE}/notices/b.md"), notice("到会 28 人，很热闹。", ""));
        publish(&portal, 0);
        let removed = "removed:\n  - {date: 2026-06-01, cause: personal}\n";
        portal.put(NOTICE, notice(is, removed).replace("N-1", "N-2"));
        let told = publish(&portal, if fits { 0 } else { 1 });
        assert_eq!(told.contains("changed-without-correction"), !fits, "{is}: {told}");
    }
}

/// A paragraph or a sentence that came, or that went for another reason than a person, is told as a row is.
#[test]
fn words_that_come_or_go_whole_are_told_with_nothing_beside_them() {
    let told = |old: &str, new: &str| {
        format!(
            "corrections:\n  - {{date: 2026-06-01, what: 正文, old: {old}, new: {new}, why: 漏了}}\n"
        )
    };
    let (one, two) = ("到会 28 人。\n\n很热闹。", "到会 28 人。\n\n散会了。\n\n很热闹。");
    for (was, is, old, new, fits) in [
        (one, two, "无", "散会了。", true),
        (two, one, "散会了。", "删去", true),
        (one, "很热闹。", "到会 28 人。", "removed", true),
        ("We met.", "We met. One more.", "none", "One more.", true),
        ("We met. One more. We left.", "We met. We left.", "One more.", "removed", true),
        (one, two, "无", "很热闹。", false),
        (two, one, "到会了。", "删去", false),
        (one, "到会 29 人。\n\n散会了。\n\n很热闹。", "无", "散会了。", false),
    ] {
        let portal = published();
        portal.put(NOTICE, notice(was, "").replace("N-1", "N-2"));
        portal.put(&format!("{VILLAGE}/notices/b.md"), notice("到会 28 人，很热闹。", ""));
        publish(&portal, 0);
        portal.put(NOTICE, notice(is, &told(old, new)).replace("N-1", "N-2"));
        let said = publish(&portal, if fits { 0 } else { 1 });
        assert_eq!(said.contains("content/units/shangcun/notices/a.md: error[c"), !fits, "{said}");
    }
}
