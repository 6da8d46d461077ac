//! The approver's sheet: two editions of a small portal, what is told of them, and where it may lie.

use std::fs;
use std::path::Path;

use crate::golden::{Files, hold, readable};
use crate::papers::mobile;
use crate::portal::{LINE, Portal, Ran, VILLAGE, tree};

const PORTAL: &str = "\
schema: 1
name: 测试县阳光公开
place: 测试县
as_of: 2026-07-20
publisher:
  name: 测试县公开办
books_open_from: 2026-03
targets:
  - {name: web, kind: folder, where: web}
";

const UNIT: &str = "\
id: shangcun
name: 上村
level: village
officials:
  - {name: 李一, post: 报账员}
  - {name: 王二, post: 委员}
  - {name: 赵三, post: 主任}
  - {name: 曾宪章, post: 村务监督委员会主任}
contacts:
  - {name: 村委会, phone: 0500-1234567}
";

/// What is owed: each month's books by the fifteenth of the next.
const LAW: &str = "id: x\nname: 县\nentries:\n  - {id: village-finance, item: 财务, level: village, kind: ledger, cadence: month, by_day: 15, basis: [{law: 县目录}]}\n";

/// Whom no public file names in full.
const PRIVATE: [&str; 2] = ["周秀英", "吴老五"];

fn notice(id: &str, title: &str, more: &str, body: &str) -> String {
    format!(
        "---\nid: {id}\ntitle: {title}\nclass: 村务\nperiod: 2026-04\npublished: 2026-05-12\n\
         plain: 事情办好了。\nreview: {{by: 曾宪章, date: 2026-05-10}}\n{more}---\n{body}\n"
    )
}

/// April with its one payment; later ten yuan more.
fn april(amount: u32) -> String {
    let line = LINE.replace("2026-03", "2026-04").replace("100.00", &format!("{amount}.00"));
    format!(
        "id: SC-04\nperiod: 2026-04\nopening_bank: 900.00\nclosing_bank: {}.00\nlines:\n  - {line}}}\n",
        900 - amount
    )
}

/// The portal as it was published first.
fn first() -> Portal {
    let portal = Portal::bare();
    portal.put("content/portal.yaml", PORTAL).put(&format!("{VILLAGE}/unit.yaml"), UNIT);
    portal.put("content/law/x.yaml", LAW);
    portal.put_ledger(
        "2026-03",
        &format!(
            "id: SC-03\nperiod: 2026-03\nopening_bank: 1000.00\nclosing_bank: 900.00\nlines:\n  - {LINE}}}\n"
        ),
    );
    portal.put_ledger("2026-04", &april(100));
    portal.put(&format!("{VILLAGE}/notices/a.md"), notice("SC-N-1", "修水渠", "", "修了三十米。"));
    portal
        .put(&format!("{VILLAGE}/notices/b.md"), notice("SC-N-2", "评选好邻居", "", "评了三户。"));
    publish(&portal, "2026-05-20", &[]).expect(0);
    portal
}

fn publish(portal: &Portal, as_of: &str, more: &[&str]) -> Ran {
    let mut command = portal.command();
    command.env("SOURCE_DATE_EPOCH", "1779235200");
    command.args(["publish", "web", "--lang", "zh", "--by", "测试县公开办", "--as-of", as_of]);
    Ran::from(command.args(more).output().expect("the program starts"))
}

/// The edition after it: a correction, a new month, an edit, a record taken away, a telephone by consent.
fn second(portal: &Portal) {
    let told = "corrections:\n  - {date: 2026-06-10, what: 记-001 金额, old: '100.00', \
                new: '110.00', why: 少记了运费}\n";
    portal.put_ledger("2026-04", &format!("{}{told}", april(110)));
    let line = LINE.replace("2026-03", "2026-05");
    let paid = line.replace("上村文具店", "周秀英").replace("王二", "孙小满");
    portal.put_ledger(
        "2026-05",
        &format!("id: SC-05\nperiod: 2026-05\nopening_bank: 790.00\nclosing_bank: 690.00\nlines:\n  - {paid}}}\n"),
    );
    let told =
        "corrections:\n  - {date: 2026-06-10, what: 正文, old: 三十米, new: 四十米, why: 量错了}\n";
    portal
        .put(&format!("{VILLAGE}/notices/a.md"), notice("SC-N-1", "修水渠", told, "修了四十米。"));
    portal.remove(&format!("{VILLAGE}/notices/b.md"));
    portal.put(
        &format!("{VILLAGE}/notices/c.md"),
        notice("SC-N-3", "困难户走访", "audience: village\n", "走访了吴老五家。"),
    );
    let unit = UNIT.replace(
        "contacts:\n",
        &format!(
            "contacts:\n  - {{name: 网格员孙小满, role: 一组, phone: {}, consent: 2026-06-01}}\n",
            mobile()
        ),
    );
    let gone = "removed:\n  - {kind: notice, id: SC-N-2, date: 2026-06-11, cause: request}\n";
    portal.put(&format!("{VILLAGE}/unit.yaml"), format!("{unit}{gone}"));
}

fn review(portal: &Portal, more: &[&str]) -> Ran {
    portal.run(&[&["review", "--lang", "zh", "--by", "测试县公开办"], more].concat())
}

fn sheet(portal: &Portal, folder: &str) -> String {
    fs::read_to_string(portal.path(folder).join("index.html")).expect("a sheet")
}

fn document(portal: &Portal, folder: &str) -> serde_json::Value {
    let bytes = fs::read(portal.path(folder).join("review.json")).expect("JSON beside it");
    serde_json::from_slice(&bytes).expect("JSON")
}

/// Without what every change of program, theme or style would change.
fn told(portal: &Portal) -> Files {
    let mut files = tree(&portal.path("review"));
    files.retain(|path, _| !path.ends_with("SHA256SUMS") && !path.starts_with('.'));
    let digest = document(portal, "review")["digest"].as_str().expect("a digest").to_string();
    let grouped: Vec<&str> = (0..4).map(|at| &digest[at * 4..at * 4 + 4]).collect();
    let plain = |bytes: Vec<u8>| {
        let mut text = String::from_utf8(bytes).expect("text");
        if let (Some(from), Some(to)) = (text.find("<style>"), text.find("</style>")) {
            text.replace_range(from..to, "<style>");
        }
        text = text.replace(&digest, "DIGEST").replace(&grouped.join(" "), "DIGEST");
        text.replace(&mobile(), "MOBILE").into_bytes()
    };
    let one = |(path, bytes): (String, Vec<u8>)| (path.clone(), readable(&path, plain(bytes)));
    files.into_iter().map(one).collect()
}

#[test]
fn the_sheets_of_two_editions_are_as_their_golden_files_say() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/review");
    let portal = first();
    second(&portal);
    review(&portal, &[]).expect(0);
    let next = told(&portal);
    fs::remove_dir_all(portal.path("web")).expect("what was published");
    review(&portal, &[]).expect(0);
    hold(&[(golden.join("next"), next), (golden.join("first"), told(&portal))]);
}

#[test]
fn what_moved_is_told_in_whole_fen_from_what_was_published() {
    let portal = first();
    second(&portal);
    review(&portal, &[]).expect(0);
    let read = document(&portal, "review");
    let totals = read["totals"].as_array().expect("months");
    let states: Vec<_> = totals.iter().map(|one| (&one["period"], &one["state"])).collect();
    assert_eq!(
        states,
        [(&"2026-04".into(), &"changed".into()), (&"2026-05".into(), &"new".into())]
    );
    let spent = &totals[0]["expense"];
    assert_eq!((&spent["old"], &spent["new"]), (&"100.00".into(), &"110.00".into()));
    assert_eq!(spent["difference"], "10.00");
    assert_eq!(totals[0]["closing"]["difference"], "-10.00");
    assert_eq!(totals[1]["income"]["old"], serde_json::Value::Null);
    let persons = &read["persons"];
    assert_eq!(persons["faces"].as_array().expect("faces").len(), 1, "{persons}");
    assert_eq!(persons["faces"][0]["consent"], "2026-06-01");
    assert_eq!(persons["masked"][0]["names"], serde_json::json!(["周*英"]));
    assert_eq!(persons["signers"][0]["names"], serde_json::json!(["孙小满"]));
    assert_eq!(persons["records_withheld"], 1);
    let gone: Vec<_> = read["records"].as_array().expect("records").iter().collect();
    let of = |id: &str| *gone.iter().find(|one| one["id"] == id).expect("a record");
    assert_eq!(of("SC-N-2")["cause"], "2026-06-11 本人要求");
    assert_eq!(of("SC-N-1")["corrections"][0]["new"], "四十米");
    assert_eq!(of("SC-04")["untold"], false);
    assert_eq!(read["overdue"][0]["period"], "2026-06");
}

#[test]
fn nothing_private_or_internal_stands_on_the_sheet_and_nothing_is_made_public() {
    let portal = first();
    second(&portal);
    portal.put(
        "private/relatives.yaml",
        "relatives:\n  - {official: 赵三, relative: 周秀英, relation: 妻子}\n",
    );
    let (web, site) = (tree(&portal.path("web")), portal.site());
    review(&portal, &[]).expect(0);
    let plain = tree(&portal.path("review"));
    for (path, bytes) in &plain {
        let text = String::from_utf8_lossy(bytes);
        let named =
            PRIVATE.iter().chain(&["妻子", "内部", "\"internal\""]).find(|w| text.contains(**w));
        assert!(named.is_none(), "{path} holds {named:?}");
    }
    review(&portal, &["--internal"]).expect(0);
    let read = document(&portal, "review");
    let inner = read["internal"].as_array().expect("internal findings");
    assert!(!inner.is_empty());
    let html = sheet(&portal, "review");
    let (open, closed) = html.split_once("class=internal").expect("a part of its own");
    let rule = inner[0]["rule"].as_str().expect("a code");
    assert!(closed.contains(rule) && !open.contains(rule), "{html}");
    assert_eq!(
        read["digest"],
        serde_json::from_slice::<serde_json::Value>(&plain["review.json"]).expect("JSON")["digest"]
    );
    assert!(tree(&portal.path("web")) == web && portal.site() == site, "nothing else was written");
}

#[test]
fn the_same_edition_has_the_same_sheet_and_digest_and_only_that_is_published() {
    let portal = first();
    second(&portal);
    review(&portal, &[]).expect(0);
    review(&portal, &["-o", "again"]).expect(0);
    assert!(tree(&portal.path("review")) == tree(&portal.path("again")));
    let digest = document(&portal, "review")["digest"].as_str().expect("a digest").to_string();

    let web = tree(&portal.path("web"));
    let ran = publish(&portal, "2026-07-19", &["--approved", &digest]).expect(2);
    assert!(ran.err.contains("和审核过的") && tree(&portal.path("web")) == web, "another day");
    publish(&portal, "2026-07-20", &["--approved", &digest, "-n"]).expect(0);
    portal.edit(&format!("{VILLAGE}/notices/c.md"), "走访了", "看了");
    publish(&portal, "2026-07-20", &["--approved", &digest]).expect(2);
    portal.edit(&format!("{VILLAGE}/notices/c.md"), "看了", "走访了");
    let spoken = digest.to_uppercase();
    let ran = publish(&portal, "2026-07-20", &["--approved", &spoken]).expect(0);
    assert!(ran.err.contains(&format!("摘要 {digest}")), "{}", ran.err);

    review(&portal, &[]).expect(0);
    let read = document(&portal, "review");
    for list in ["totals", "records"] {
        assert_eq!(read[list], serde_json::json!([]), "{list}");
    }
    assert_eq!(read["digest"], digest.as_str(), "the lock is no part of it");
    assert_eq!(read["files"]["changed"], 0);
    let open = read["notices"].as_array().expect("notices");
    assert!(open.iter().all(|one| one["answered"] == false && one["new"] == false), "{open:?}");
    assert_eq!(open.len(), 1, "what waits for a word is told each time");
}

#[test]
fn an_edit_of_the_books_without_a_correction_is_told() {
    let portal = first();
    portal.remove("content/published.lock");
    portal.put_ledger("2026-04", &april(110));
    review(&portal, &[]).expect(0);
    let records = document(&portal, "review");
    assert_eq!(records["records"][0]["untold"], true, "{records}");
    assert!(sheet(&portal, "review").contains("没有写更正，请核对"));
}

#[test]
fn it_compares_with_a_folder_with_a_record_alone_and_with_nothing() {
    let portal = first();
    second(&portal);
    review(&portal, &[]).expect(0);
    let at_target = document(&portal, "review");
    review(&portal, &["--since", "web"]).expect(0);
    assert_eq!(document(&portal, "review")["totals"], at_target["totals"]);
    review(&portal, &["--since", "web/publication.json"]).expect(0);
    assert_eq!(document(&portal, "review")["persons"], at_target["persons"]);

    fs::create_dir(portal.path("kept")).expect("a folder");
    fs::copy(portal.path("web/publication.json"), portal.path("kept/p.json")).expect("a record");
    review(&portal, &["--since", "kept/p.json"]).expect(0);
    let read = document(&portal, "review");
    assert_eq!(read["since"]["figures_known"], false);
    let states: Vec<_> = read["totals"].as_array().expect("months").iter().collect();
    assert_eq!(
        (&states[0]["state"], &states[0]["income"]["old"]),
        (&"changed".into(), &serde_json::Value::Null)
    );
    assert_eq!(states.len(), 2, "March is as it was");
    assert!(sheet(&portal, "review").contains("改前的数看不到"));

    for wrong in ["kept", "nowhere", "content/portal.yaml"] {
        review(&portal, &["--since", wrong]).expect(2);
    }
    review(&portal, &["other"]).expect(2);
    portal.edit("content/portal.yaml", "targets:\n  - {name: web, kind: folder, where: web}\n", "");
    review(&portal, &[]).expect(0);
    assert_eq!(document(&portal, "review")["since"], serde_json::Value::Null);
}

#[test]
fn what_is_there_and_was_not_published_is_not_believed() {
    let portal = first();
    second(&portal);
    portal.edit("web/shangcun/summary.json", "\"expense\":\"100.00\"", "\"expense\":\"105.00\"");
    review(&portal, &[]).expect(0);
    let read = document(&portal, "review");
    assert_eq!(read["since"]["unlike"], serde_json::json!(["shangcun/summary.json"]));
    assert!(sheet(&portal, "review").contains("1 个文件和上次发布的不一致"));
    assert_eq!(read["totals"][0]["expense"]["old"], serde_json::Value::Null);
}

#[test]
fn a_sheet_lies_outside_of_sites_and_boards_and_a_blocked_build_has_none() {
    let portal = first();
    for out in ["site", "site/review", "web/a", "content/../site/x"] {
        review(&portal, &["-o", out]).expect(2);
    }
    review(&portal, &[]).expect(0);
    let kept = tree(&portal.path("review"));
    portal.run(&["board", "-o", "review"]).expect(2);
    portal.run(&["build", "-o", "review", "--force"]).expect(2);
    portal.run(&["board"]).expect(0);
    review(&portal, &["-o", "board"]).expect(2);
    portal.edit(&format!("{VILLAGE}/notices/a.md"), "三十米", "三十五米");
    let ran = review(&portal, &[]).expect(1);
    assert!(ran.err.contains("没有写入任何文件"), "{}", ran.err);
    assert!(tree(&portal.path("review")) == kept);
    assert!(!portal.path("site/.sunlit-stage").exists());
}

#[test]
fn the_guides_command_writes_a_sheet() {
    let guide = include_str!("../docs/guide/publish.md");
    let (_, chapter) = guide.split_once("\n## 送审\n").expect("a chapter");
    let (_, console) = chapter.split_once("```console\n$ sunlit ").expect("a command");
    let words = console.lines().next().expect("a line").split(' ');
    let portal = first();
    portal.edit("content/portal.yaml", "name: web", "name: 网站");
    portal.run(&words.collect::<Vec<_>>()).expect(0);
    let command = "sunlit publish 网站 --as-of ";
    assert!(chapter.contains(command) && sheet(&portal, "review").contains(command));
}

#[test]
fn a_branch_is_read_as_a_folder_is_and_an_english_portal_has_an_english_sheet() {
    let portal = first();
    let beside = tempfile::tempdir().expect("a folder");
    let repository = beside.path().join("pages.git");
    let branch = format!("  - {{name: web, kind: git, where: {}}}\n", repository.display());
    portal.edit("content/portal.yaml", "  - {name: web, kind: folder, where: web}\n", &branch);
    let mut made = std::process::Command::new("git");
    made.args(["init", "--quiet", "--bare"]).arg(&repository);
    assert!(made.status().expect("git").success());
    review(&portal, &[]).expect(0);
    assert_eq!(document(&portal, "review")["since"], serde_json::Value::Null, "an empty branch");
    publish(&portal, "2026-05-20", &["--yes"]).expect(0);
    portal.edit("content/portal.yaml", "schema: 1", "schema: 1\nlanguage: en");
    second(&portal);
    portal.run(&["review", "--lang", "en"]).expect(0);
    let read = document(&portal, "review");
    assert_eq!(read["totals"][0]["expense"]["difference"], "10.00");
    let html = sheet(&portal, "review");
    for words in ["How the sums move", "s consent 1 June 2026", "Approved by:", "was 100.00"] {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains("审核人") && !html.contains("更正 "), "{html}");
}
