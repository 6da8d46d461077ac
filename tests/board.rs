//! Sheets for the notice board: what they say and to whom, where they go, and what they are never written into.

use std::fs;
use std::path::Path;

use crate::golden::{Files, hold, readable};
use crate::papers::{id_number, mobile, notice};
use crate::portal::{LINE, PORTAL, Portal, UNIT, VILLAGE, tree};

const BASE: &str = "https://example.org/open";

/// Persons of the portals in `sites/` who are paid there.
const PAID: &[&str] = &["诸葛明远", "周秀英", "王大力", "Zhou Xiuying"];

fn sheets(portal: &Portal) -> Files {
    tree(&portal.path("board"))
}

#[track_caller]
fn sheet(portal: &Portal, path: &str) -> String {
    let path = portal.path("board").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A village whose month pays a person and the firm of the usual line.
fn paid(audience: &str) -> Portal {
    let portal = Portal::new();
    let to = |no: &str, party: &str| LINE.replace("001", no).replace("上村文具店", party);
    let lines = format!("  - {}}}\n  - {}}}\n", to("001", "上村文具店"), to("002", "周秀英"));
    let month = format!("period: 2026-03\n{audience}closing_bank: -200.00\nlines:\n{lines}");
    portal.put_ledger("2026-03", &month);
    portal
}

#[test]
fn sheets_are_as_their_golden_files_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let hung = |name: &str, more: &[&str]| {
        let portal = Portal::bare();
        for (path, bytes) in tree(&root.join("sites").join(name).join("in")) {
            portal.put(&path, bytes);
        }
        portal.run(&[&["board"], more].concat()).expect(0);
        let mut files = sheets(&portal);
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".txt")) {
            let text = String::from_utf8_lossy(bytes);
            let named = PAID.iter().find(|name| text.contains(**name));
            assert!(named.is_none(), "{path} names {named:?}");
        }
        files.retain(|path, _| !path.ends_with("SHA256SUMS"));
        let read = |(path, bytes): (String, Vec<u8>)| {
            let bytes = readable(&path, without_style(bytes));
            (path, bytes)
        };
        (root.join("boards").join(name), files.into_iter().map(read).collect::<Files>())
    };
    hold(&[hung("one-village", &["--base-url", BASE]), hung("leases", &[]), hung("english", &[])]);
}

/// A sheet must not differ because the style does that it carries.
fn without_style(sheet: Vec<u8>) -> Vec<u8> {
    let text = String::from_utf8(sheet).expect("UTF-8");
    match (text.find("<style>"), text.find("</style>")) {
        (Some(from), Some(to)) => format!("{}*{}", &text[..from + 7], &text[to..]).into_bytes(),
        _ => text.into_bytes(),
    }
}

#[test]
fn a_board_names_whom_the_web_masks_and_nobody_is_named_aloud() {
    let portal = paid("");
    portal.build().expect(0);
    portal.run(&["board"]).expect(0);
    let page = portal.page("shangcun/finance/2026-03.html");
    assert!(page.contains("周*英") && !page.contains("周秀英"));
    let hung = sheet(&portal, "shangcun/finance/2026-03.html");
    assert!(hung.contains("周秀英") && !hung.contains("周*英"));
    for end in ["spoken", "chat"] {
        let words = sheet(&portal, &format!("shangcun/finance/2026-03-{end}.txt"));
        assert!(!words.contains("周") && !words.contains("李一"), "{words}");
        assert!(words.contains("两百元") || words.contains("二百元") || words.contains("200.00"));
    }
    let named = |(path, bytes): (String, Vec<u8>)| {
        String::from_utf8_lossy(&bytes).contains("周秀英").then_some(path)
    };
    let site: Vec<String> = portal.site().into_iter().filter_map(named).collect();
    assert!(site.is_empty(), "{site:?}");
}

#[test]
fn a_sheet_printed_after_its_posting_has_ended_names_nobody() {
    let portal = paid("until: 2026-04-27\n");
    for (day, named) in [("2026-04-27", true), ("2026-04-28", false)] {
        portal.run(&["board", "--as-of", day]).expect(0);
        let hung = sheet(&portal, "shangcun/finance/2026-03.html");
        assert_eq!((hung.contains("周秀英"), hung.contains("周*英")), (named, !named), "{day}");
    }
}

#[test]
fn a_sheet_names_only_whom_its_own_record_pays() {
    let portal = paid("");
    let told = notice("N-1", "").replace("甲", "周秀英反映路灯不亮");
    portal.put(&format!("{VILLAGE}/notices/a.md"), told);
    portal.run(&["board"]).expect(0);
    let hung = sheet(&portal, "shangcun/notices/n-1.html");
    assert!(hung.contains("周*英反映路灯不亮") && !hung.contains("周秀英"), "{hung}");
    assert!(sheet(&portal, "shangcun/finance/2026-03.html").contains("周秀英"));
}

#[test]
fn a_name_in_a_field_for_persons_stays_masked_on_a_board() {
    let portal = paid("");
    portal.put(
        &format!("{VILLAGE}/homestead/a.yaml"),
        "id: P-1\nperiod: 2026-Q1\npublished: 2026-04-12\nstage: before\n\
         review: {by: 曾宪章, date: 2026-04-10}\nplain: 钱学敏的申请。\napplications:\n  \
         - {applicant: 钱学敏, group: 一组, reason: split, area: 100, applied: 2026-02-02}\n",
    );
    portal.run(&["board"]).expect(0);
    let hung = sheet(&portal, "shangcun/homestead/p-1.html");
    assert!(hung.matches("钱*敏").count() == 2 && !hung.contains("钱学敏"), "{hung}");
}

#[test]
fn what_is_for_the_village_hangs_there_and_what_is_for_some_hangs_nowhere() {
    let portal = paid("audience: village\n");
    portal.put(&format!("{VILLAGE}/notices/a.md"), notice("N-1", "audience: village\n"));
    portal.put(&format!("{VILLAGE}/notices/b.md"), notice("N-2", "audience: specific\n"));
    portal.run(&["board", "--base-url", BASE]).expect(0);
    let hung = sheet(&portal, "shangcun/finance/2026-03.html");
    assert!(hung.contains("买纸") && hung.contains("只在本村（社区）张贴"));
    let words = sheet(&portal, "shangcun/finance/2026-03-chat.txt");
    assert!(!words.contains("买纸") && words.contains("200.00"), "{words}");
    let notice = sheet(&portal, "shangcun/notices/n-1.html");
    // Its page is not on the web, so no code leads to one.
    assert!(notice.contains("只在本村") && !notice.contains("class=qr"), "{notice}");
    assert!(!sheets(&portal).keys().any(|path| path.contains("n-2")));
}

#[test]
fn no_telephone_of_a_person_hangs_on_a_board() {
    let portal = paid("");
    let contact = format!(
        "contacts:\n  - {{name: 上村村委会, phone: '{}', consent: 2024-05-01, address: 村口}}\n",
        mobile()
    );
    portal.put(&format!("{VILLAGE}/unit.yaml"), format!("{UNIT}{contact}"));
    portal.build().expect(0);
    assert!(portal.page("shangcun/finance/2026-03.html").contains(&mobile()), "with consent");
    portal.run(&["board", "--base-url", BASE]).expect(0);
    for (path, bytes) in sheets(&portal) {
        assert!(!String::from_utf8_lossy(&bytes).contains(&mobile()), "{path}");
    }
    assert!(sheet(&portal, "shangcun/finance/2026-03.html").contains("村口"));
    // In words of the clerk's own nothing can be left out, so nothing is hung.
    let told = notice("N-1", "").replace("甲", &format!("找 {}", mobile()));
    portal.put(&format!("{VILLAGE}/notices/a.md"), told);
    portal.build().expect(0);
    let before = sheets(&portal);
    let ran = portal.run(&["board", "--format", "short", "--lang", "zh"]).expect(1);
    assert!(ran.err.contains("personal-number-in-output") && ran.err.contains("没有写入"));
    assert!(!ran.err.contains(&mobile()), "{}", ran.err);
    assert_eq!(sheets(&portal), before);
}

#[test]
fn a_board_refuses_what_a_build_refuses() {
    let portal = paid("");
    portal.run(&["board"]).expect(0);
    let before = sheets(&portal);
    let month = format!("{VILLAGE}/finance/2026-03.yaml");
    portal.edit(&month, "买纸", &id_number());
    let ran = portal.run(&["board"]).expect(1);
    assert!(!ran.err.contains(&id_number()), "{}", ran.err);
    portal.edit(&month, &id_number(), "买纸").edit(&month, "-200.00", "-200.01");
    portal.run(&["board"]).expect(1);
    assert_eq!(sheets(&portal), before);
    assert!(!portal.path("board/.sunlit-stage").exists() && !portal.path("site").exists());
}

#[test]
fn the_folder_holds_what_was_asked_for_and_nothing_older() {
    let portal = paid("");
    portal.put("content/units/xiacun/unit.yaml", "id: xiacun\nname: 下村\nlevel: village\n");
    let april = "period: 2026-04\nopening_bank: -200.00\nclosing_bank: -200.00\n";
    portal.put_ledger("2026-04", april);
    let other = crate::portal::ledger("x-04", "period: 2026-04\n");
    portal.put("content/units/xiacun/finance/2026-04.yaml", other);
    portal.run(&["board"]).expect(0);
    let all = sheets(&portal);
    portal.put("board/own.txt", "ours\n");
    portal.run(&["board", "shangcun", "--period", "2026-04"]).expect(0);
    let some = sheets(&portal);
    assert!(some.contains_key("own.txt") && some.contains_key("shangcun/finance/2026-04.html"));
    assert!(!some.keys().any(|path| path.starts_with("xiacun/") || path.contains("2026-03")));
    portal.remove("board/own.txt").run(&["board"]).expect(0);
    assert_eq!(sheets(&portal), all, "the same bytes again");
    for (wrong, said) in [
        (["board", "nirgends"], "nirgends"),
        (["board", "--period=2030"], "没有要张贴的"),
        (["board", "--period=三月"], "三月"),
    ] {
        let ran = portal.run(&wrong).expect(2);
        assert!(ran.err.contains(said), "{}", ran.err);
        assert_eq!(sheets(&portal), all, "{wrong:?}");
    }
}

#[test]
fn sheets_and_site_never_share_a_folder() {
    let portal = paid("");
    portal.build().expect(0);
    portal.run(&["board"]).expect(0);
    let (site, board) = (portal.site(), sheets(&portal));
    portal.run(&["publish", "--to", "published"]).expect(0);
    for out in ["site", "site/board", "published", "published/a/b", "content/../site/x"] {
        let ran = portal.run(&["board", "-o", out]).expect(2);
        assert!(ran.err.contains(out), "{}", ran.err);
    }
    for more in [&["build", "-o", "board"][..], &["build", "-o", "board", "--force"]] {
        portal.run(more).expect(2);
    }
    portal.run(&["publish", "--to", "board"]).expect(2);
    portal.put("thesis/a.txt", "years of work\n").run(&["board", "-o", "thesis"]).expect(2);
    assert_eq!((portal.site(), sheets(&portal)), (site, board));
    // Where no site was built yet, its folder is kept for it all the same.
    let fresh = paid("");
    fresh.run(&["board", "-o", "site/board"]).expect(2);
    assert!(!fresh.path("site").exists());
}

#[test]
fn hostile_words_stay_words_on_paper() {
    let portal = paid("");
    let month = format!("{VILLAGE}/finance/2026-03.yaml");
    portal.edit(&month, "text: 买纸", "text: '\"></style><script>alert(1)</script>'");
    portal.put("content/portal.yaml", PORTAL.replace("测试县公开办", "'<b>办</b>'"));
    portal.run(&["board", "--base-url", "https://example.org/\"><script>"]).expect(0);
    for (path, bytes) in sheets(&portal).iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("<script") && !text.contains("<b>办"), "{path}");
        assert_eq!(text.matches("</style>").count(), 2, "{path}");
    }
}

#[test]
fn the_samples_scripts_are_short_enough_and_every_record_of_it_hangs() {
    let portal = Portal::sample();
    portal.build().expect(0);
    portal.run(&["board"]).expect(0);
    let (site, board) = (portal.site(), sheets(&portal));
    let spoken: Vec<_> = board.iter().filter(|(path, _)| path.ends_with("-spoken.txt")).collect();
    assert!(spoken.len() > 100);
    for (path, bytes) in spoken {
        let text = String::from_utf8_lossy(bytes);
        assert!(text.chars().count() <= 600 && !text.contains('*'), "{path}: {text}");
        assert!(!text.contains(|c: char| c.is_ascii_digit()), "{path}: {text}");
    }
    // Every record with a page of its own has a sheet; lists, years and the portal's pages have none.
    let of_record = |path: &&String| {
        let parts: Vec<&str> = path.split('/').collect();
        let name = parts.last().copied().unwrap_or_default();
        let year = parts[1] == "finance" && name.len() == "2025.html".len();
        let of_set = parts[1] == "finance" && !name.contains("-0") && !name.contains("-1");
        name.ends_with(".html")
            && name != "index.html"
            && !year
            && !of_set
            && !name.contains("-part")
    };
    let pages = site.keys().filter(|path| path.matches('/').count() == 2).filter(of_record);
    // What was taken away or moved leaves a page that says so, and nothing to hang.
    let stub = |path: &&String| {
        let page = portal.page(path);
        page.contains("这一份公开已撤下") || page.contains("这一页搬到了新地址")
    };
    let pages = pages.filter(|path| !stub(path));
    let missing: Vec<&String> = pages.filter(|path| !board.contains_key(*path)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

const BATCH: &str = "id: BT-1\ntitle: 高龄津贴\nperiod: 2026-Q1\npublished: 2026-04-10\nuntil: 2026-04-30\n\
review: {by: 曾宪章, date: 2026-04-08}\nplain: 钱到卡上了。\nprogramme: 高龄津贴\npolicy: 县里的办法\nbatch: 一季度\n\
paid_on: 2026-04-01\nhouseholds: 3\npersons: 3\nquantity: 3\ntotal: 300.00\nwho: 八十岁以上\nask: 村委会\n\
standards:\n  - {amount: 100.00, per: 元/人·次}\nrows:\n  \
- {row: a, group: 一组, quantity: 1, amount: 100.00}\n  - {row: b, group: 一组, quantity: 1, amount: 100.00}\n  \
- {row: c, group: 二组, quantity: 1, amount: 100.00}\n";

const NAMES: &str =
    "rows:\n  - {row: a, name: 钱婆婆}\n  - {row: b, name: 诸葛明远}\n  - {row: c, name: 李大爷}\n";

/// A village under a town that may have decided on names.
fn of_a_town(decided: &str) -> Portal {
    let portal = Portal::bare();
    portal.put("content/portal.yaml", crate::portal::PORTAL);
    let town = format!("id: zhen\nname: 清河镇\nlevel: town\n{decided}");
    portal.put("content/units/zhen/unit.yaml", town);
    portal.put("content/units/zhen/shangcun/unit.yaml", crate::portal::UNIT);
    portal.put("content/units/zhen/shangcun/benefits/a.yaml", BATCH);
    portal.put("private/rows/BT-1.yaml", NAMES);
    portal
}

#[test]
fn a_sheet_names_who_was_paid_only_by_the_towns_written_word_and_while_it_hangs() {
    const DECIDED: &str =
        "board_names: {document: 清办〔2026〕3号, by: 清河镇人民政府, date: 2026-04-05}\n";
    const SHEET: &str = "shangcun/benefits/bt-1.html";
    let sheet = |portal: &Portal, day: &str| {
        portal.run(&["board", "--as-of", day]).expect(0);
        let all = sheets(portal);
        let others = all.iter().filter(|(path, _)| *path != SHEET);
        for (path, bytes) in others {
            assert!(!String::from_utf8_lossy(bytes).contains("钱婆婆"), "{path}");
        }
        String::from_utf8_lossy(&all[SHEET]).into_owned()
    };
    let with = of_a_town(DECIDED);
    let hung = sheet(&with, "2026-04-30");
    for said in ["钱婆婆", "诸葛明远", "李大爷", "清办〔2026〕3号", "一组"] {
        assert!(hung.contains(said), "{said}: {hung}");
    }
    assert!(!sheet(&with, "2026-04-04").contains("钱婆婆"), "before the decision");
    assert!(!sheet(&with, "2026-05-01").contains("钱婆婆"), "after the posting");
    assert!(!sheet(&of_a_town(""), "2026-04-30").contains("钱婆婆"), "without a decision");
    with.run(&["build", "--as-of", "2026-04-30"]).expect(0);
    for (path, bytes) in with.site() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("钱婆婆") && !text.contains("钱*"), "{path}");
    }
    // An ID number is no key.
    with.edit(
        "private/rows/BT-1.yaml",
        "name: 李大爷",
        &format!("name: 李大爷, key: {}", id_number()),
    );
    let ran = with.run(&["board", "--as-of", "2026-04-30"]).expect(1);
    assert!(ran.err.contains("private/rows/BT-1.yaml"), "{}", ran.err);
}
