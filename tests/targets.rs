//! Targets by their names: a folder and a branch, their records, and what is refused.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::killed::lay;
use crate::portal::{PORTAL, Portal, Ran, tree};

/// A portal whose settings name these targets.
fn with(targets: &str) -> Portal {
    let portal = Portal::new();
    portal.put("content/portal.yaml", format!("{PORTAL}targets:\n{targets}"));
    lay(&portal, false);
    portal
}

fn publish(portal: &Portal, more: &[&str]) -> Ran {
    portal.run(&[&["publish", "--lang", "zh", "--no-accept"], more].concat())
}

const WEB: &str = "  - {name: web, kind: folder, where: web}\n";

#[test]
fn a_folder_gets_the_site_and_a_record_and_the_lock_is_written() {
    let portal = with(WEB);
    let ran = portal.run(&["publish", "web", "--by", "县公开办", "--lang", "zh"]).expect(0);
    assert!(ran.err.contains("：web\n") && ran.err.contains("新记下 4 份"), "{}", ran.err);
    assert!(portal.path("content/published.lock").exists());
    let mut there = tree(&portal.path("web"));
    let record = there.remove("publication.json").expect("a record");
    assert!(there == portal.site(), "the site, and nothing else");

    let read: serde_json::Value = serde_json::from_slice(&record).expect("JSON");
    assert_eq!(read["published_by"], "县公开办");
    assert_eq!(read["as_of"], "2026-06-30");
    assert_eq!(read["follows_sha256"], serde_json::Value::Null);
    let counts = &read["counts"];
    assert_eq!((&counts["units"], &counts["months"]), (&2.into(), &4.into()));
    let files = read["files"].as_array().expect("files");
    assert_eq!(files.len(), there.len());
    for file in files {
        let bytes = &there[file["path"].as_str().expect("a path")];
        assert_eq!(file["size_bytes"], bytes.len());
    }
    // The lists and the record say the same of every page.
    let list = String::from_utf8(there["shangcun/SHA256SUMS"].clone()).expect("text");
    let sum = |path: &str| {
        let file = files.iter().find(|file| file["path"] == format!("shangcun/{path}"));
        file.expect("named")["sha256"].as_str().expect("a hash").to_string()
    };
    for (hash, path) in list.lines().filter_map(|line| line.split_once("  ")) {
        assert_eq!(sum(path), hash, "{path}");
    }

    // The lock is content too, and yet nothing has changed.
    let ran = portal.run(&["publish", "--lang", "zh"]).expect(0);
    assert!(ran.err.contains("没有变化：新增 0，更新 0，"), "{}", ran.err);
    assert!(fs::read(portal.path("web/publication.json")).expect("a record") == record);
}

#[test]
fn what_somebody_changed_at_a_target_is_noticed_named_and_put_right() {
    let portal = with(WEB);
    publish(&portal, &[]).expect(0);
    let page = fs::read(portal.path("web/shangcun/index.html")).expect("a page");
    portal.put("web/shangcun/index.html", "forged").remove("web/404.html");
    let ran = publish(&portal, &["-n"]).expect(0);
    assert!(ran.out.contains("更新 shangcun/index.html"), "{}", ran.out);
    assert!(ran.out.contains("新增 404.html"), "{}", ran.out);
    let ran = publish(&portal, &[]).expect(0);
    let told = "有 2 个文件不是上次发布的样子，有人动过，会重新放好：404.html、shangcun/index.html";
    assert!(ran.err.contains(told), "{}", ran.err);
    assert!(fs::read(portal.path("web/shangcun/index.html")).expect("a page") == page);
    let ran = publish(&portal, &[]).expect(0);
    assert!(!ran.err.contains("有人动过") && ran.err.contains("没有变化"), "{}", ran.err);

    lay(&portal, true);
    publish(&portal, &["web", "--yes"]).expect(0);
    let mut there = tree(&portal.path("web"));
    there.remove("publication.json");
    assert!(there == portal.site(), "a village went, another came");
}

#[test]
fn a_lock_that_a_target_had_is_missed() {
    let portal = with(WEB);
    portal.run(&["publish"]).expect(0);
    let lock = fs::read_to_string(portal.path("content/published.lock")).expect("a lock");
    portal.remove("content/published.lock");
    portal.edit("content/units/shangcun/unit.yaml", "上村", "上庄");
    let ran = publish(&portal, &[]).expect(2);
    let told = "content/published.lock 记着 4 份公开；现在的记着 0 份";
    assert!(ran.err.contains(told), "{}", ran.err);
    let shorter: Vec<&str> = lock.lines().take(lock.lines().count() - 1).collect();
    portal.put("content/published.lock", shorter.join("\n") + "\n");
    assert!(publish(&portal, &[]).expect(2).err.contains("现在的记着 3 份"));
    portal.put("content/published.lock", &lock);
    publish(&portal, &[]).expect(0);
}

#[test]
fn a_lock_that_could_not_be_written_after_a_publication_is_written_by_the_next() {
    let portal = with(WEB);
    // Every name that it would be written under first is somebody's own.
    let numbers = (1..=100).map(|number| format!("-{number}")).chain([String::new()]);
    let at = |number: String| portal.path(&format!("content/published.lock.sunlit-part{number}"));
    numbers.clone().for_each(|number| fs::create_dir(at(number)).expect("a folder in the way"));
    portal.run(&["publish"]).expect(2);
    numbers.for_each(|number| fs::remove_dir(at(number)).expect("out of the way"));
    portal.run(&["publish"]).expect(0);
    assert!(portal.path("content/published.lock").exists());
}

#[test]
fn a_publication_of_ours_is_known_from_a_fresh_copy_of_the_project() {
    let portal = with(WEB);
    portal.run(&["publish", "--as-of", "2026-08-01"]).expect(0);
    // A fresh copy has no notes, and an earlier day; the content is the same, or the lock is.
    fs::remove_dir_all(portal.path(".sunlit")).expect("notes");
    publish(&portal, &["--as-of", "2026-07-31"]).expect(0);
    portal.run(&["publish", "--as-of", "2026-08-01", "--yes"]).expect(0);
    fs::remove_dir_all(portal.path(".sunlit")).expect("notes");
    portal.edit("content/units/shangcun/unit.yaml", "上村", "上庄");
    publish(&portal, &["--as-of", "2026-07-31"]).expect(0);
}

#[test]
fn a_newer_publication_of_someone_else_is_not_overwritten() {
    let one = with(WEB);
    let other = with(&WEB.replace("where: web", &format!("where: {}", one.path("web").display())));
    publish(&one, &["--by", "甲"]).expect(0);
    // Whoever has never published here goes by the day.
    lay(&other, true);
    publish(&other, &["--by", "乙", "--as-of", "2026-06-29"]).expect(2);
    publish(&other, &["--by", "乙", "--as-of", "2026-07-02", "--yes"]).expect(0);
    let before = tree(&one.path("web"));
    let ran = publish(&one, &["--by", "甲"]).expect(2);
    assert!(ran.err.contains("更新的发布（乙, ") && ran.err.contains("as_of 2026-07-02"));
    assert!(tree(&one.path("web")) == before);
    publish(&one, &["--by", "甲", "--force"]).expect(0);
    publish(&one, &[]).expect(0);
    publish(&other, &["--as-of", "2026-07-02"]).expect(2);
}

#[test]
fn many_deletions_need_a_word() {
    let portal =
        with("  - {name: web, kind: folder, where: web, deletions: 0, deletions_share: 1}\n");
    publish(&portal, &[]).expect(0);
    portal.edit("content/units/xiacun/finance/2026-04.yaml", "04\n", "04\naudience: specific\n");
    for dry in [&["-n"][..], &[]] {
        let ran = publish(&portal, dry).expect(2);
        assert!(ran.err.contains("是不是发错了地方") && ran.err.contains("--yes"), "{}", ran.err);
    }
    assert!(portal.path("web/xiacun/index.html").exists());
    publish(&portal, &["-n", "--deletions-share", "90"]).expect(0);
    publish(&portal, &["--yes"]).expect(0);
    assert!(!portal.path("web/xiacun/finance/2026-04.html").exists());
}

#[test]
fn a_unit_goes_from_a_target_only_with_a_word() {
    let portal = with(WEB);
    publish(&portal, &[]).expect(0);
    // Another copy of the project, which never had the village, publishes to the same place.
    fs::remove_dir_all(portal.path("content/units/xiacun")).expect("a village goes");
    fs::remove_dir_all(portal.path("site")).expect("a fresh copy");
    let ran = publish(&portal, &[]).expect(2);
    assert!(ran.err.contains("会整个删去 1 个单位（xiacun）"), "{}", ran.err);
    assert!(portal.path("web/xiacun/index.html").exists());
    publish(&portal, &["--yes"]).expect(0);
    assert!(!portal.path("web/xiacun").exists());
}

#[test]
fn what_cannot_be_published_to_says_so_and_nothing_is_built() {
    let targets = format!("{WEB}  - {{name: own, kind: folder, where: content/x}}\n");
    let portal = with(&targets);
    for (name, said) in [("own", "是项目自己的文件夹"), ("wed", "portal.yaml 里有：web、own")]
    {
        let ran = publish(&portal, &[name]).expect(2);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    assert!(publish(&portal, &[]).expect(2).err.contains("发布到哪里？"));
    let number = ["138", "1234", "5678"].concat();
    let ran = publish(&portal, &["web", "--by", &number]).expect(2);
    assert!(!ran.err.contains(&number), "{}", ran.err);
    assert!(!portal.path("site").exists() && !portal.path("web").exists());

    // A site of someone else's, without a list or record of ours.
    portal.put("web/index.html", "theirs");
    assert!(publish(&portal, &["web"]).expect(2).err.contains("不是 sunlit 发布的"));
    // A mistake anywhere in the settings is told as such.
    portal.edit("content/portal.yaml", "kind: folder", "kind: folders");
    assert!(publish(&portal, &["web"]).expect(1).err.contains("unknown-choice"));
    portal.edit("content/portal.yaml", "where: web", "where: web, password: geheim");
    let ran = publish(&portal, &["web"]).expect(1);
    assert!(ran.err.contains("secret-in-content") && ran.err.contains("unknown-field"));
    assert!(!ran.both().contains("geheim"), "{}", ran.both());
}

#[test]
fn a_place_on_the_network_that_cannot_be_is_told_before_anything_is_asked() {
    for (target, said) in [
        ("kind: s3, where: bucket", "`endpoint` 是 ``"),
        ("kind: s3, where: Bucket/x, endpoint: 'https://s3.example.cn'", "不是桶的名称"),
        ("kind: s3, where: bucket, endpoint: 'http://s3.example.cn'", "应当是 https:// 的网址"),
        ("kind: webdav, where: 'https://li:geheim@dav.example.cn/'", "`where` 是"),
        ("kind: sftp, where: 'sftp://li:geheim@web.cn/www'", "不是 ssh 能登录的地方"),
        ("kind: webdav, where: 'https://dav.example.cn/', region: a", "`region` 只有 s3"),
        ("kind: sftp, where: /srv/www", "不是 ssh 能登录的地方"),
        ("kind: sftp, where: '-oProxyCommand=x:y'", "不是 ssh 能登录的地方"),
        ("kind: sftp, where: 'web:www', secrets: ../a", "`secrets` 只有 s3、webdav"),
    ] {
        let portal = with(&format!("  - {{name: net, {target}}}\n"));
        let ran = publish(&portal, &[]).expect(1);
        assert!(ran.err.contains("target-unclear") && ran.err.contains(said), "{}", ran.err);
        assert!(!ran.both().contains("geheim") && !portal.path(".sunlit").exists());
    }
}

/// Files longer than 24 KiB cannot be written, as on a full disk.
#[cfg(unix)]
#[test]
fn a_folder_that_takes_no_more_keeps_what_arrived() {
    let portal = with(WEB);
    portal.build().expect(0);
    let words = ["publish", "web", "--lang", "zh"];
    let ran = crate::faults::limited(&portal, "ulimit -f 24; trap '' XFSZ", &words).expect(2);
    assert!(ran.err.contains(".sunlit-publish"), "{}", ran.err);
    assert!(!portal.path("content/published.lock").exists());
    let arrived = tree(&portal.path("web"));
    assert!(arrived.len() > 2 && !arrived.contains_key("index.html"), "{:?}", arrived.keys());
    // A part, a lock and the sign of what was begun are no pages.
    let is_page =
        |path: &&String| !path.starts_with(".sunlit-publish/") && *path != "publication.begun";
    let before = arrived.keys().filter(is_page).count();
    let ran = publish(&portal, &[]).expect(0);
    assert!(ran.err.contains(&format!("更新 0，不变 {before}，删去 0")), "{}", ran.err);
    let mut there = tree(&portal.path("web"));
    there.remove("publication.json");
    assert!(there == portal.site());
}

/// Killed and stopped by hand: what is public is whole and leads nowhere that is not there, and the next one ends it.
#[cfg(unix)]
#[test]
fn a_publication_to_a_folder_that_is_killed_or_stopped_is_taken_up_again() {
    let portal = Portal::sample();
    let own = fs::read_to_string(portal.path("content/portal.yaml")).expect("settings");
    portal.put("content/portal.yaml", format!("{own}targets:\n{WEB}"));
    portal.build().expect(0);
    let site = portal.site();
    let public = || {
        let mut files = tree(&portal.path("web"));
        files
            .retain(|path, _| !path.starts_with(".sunlit-publish/") && path != "publication.begun");
        files
    };
    let mut arrived = 0;
    for signal in ["-KILL", "-INT"] {
        let mut command = portal.command();
        command.args(["publish", "--no-accept"]).stderr(Stdio::null()).stdout(Stdio::null());
        let mut child = command.spawn().expect("it starts");
        crate::nets::wait_for(&portal, "web", arrived + 50);
        let mut end = Command::new("kill");
        assert!(end.args([signal, &child.id().to_string()]).status().expect("kill").success());
        assert!(!child.wait().expect("an end").success(), "{signal}: it was over before");
        let half = public();
        assert!(half.len() > arrived && half.len() < site.len(), "{signal}: {}", half.len());
        assert!(half.iter().all(|(path, bytes)| site[path] == *bytes), "{signal}: a torn file");
        crate::hosts::whole(&half, signal);
        arrived = half.len();
    }
    let ran = publish(&portal, &[]).expect(0);
    assert!(!ran.err.contains("不变 0，"), "what arrived is not sent again: {}", ran.err);
    let mut there = tree(&portal.path("web"));
    assert!(there.remove("publication.json").is_some() && there == site);
}

pub fn git(folder: &Path, words: &[&str]) -> String {
    let mut command = Command::new("git");
    command.current_dir(folder).env("GIT_CONFIG_GLOBAL", "none").args(words);
    let output = command.output().expect("git starts");
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// A portal and, beside it, the repository it is published to.
pub struct Pages {
    portal: Portal,
    beside: tempfile::TempDir,
}

impl std::ops::Deref for Pages {
    type Target = Portal;

    fn deref(&self) -> &Portal {
        &self.portal
    }
}

impl Pages {
    pub fn repository(&self) -> std::path::PathBuf {
        self.beside.path().join("pages.git")
    }
}

/// What someone gets who clones the branch, and how many commits it has.
pub fn cloned(pages: &Pages) -> (BTreeMap<String, Vec<u8>>, usize) {
    let target = tempfile::tempdir().expect("a folder");
    let from = pages.repository().display().to_string();
    git(target.path(), &["clone", "--quiet", "--branch", "pages", &from, "clone"]);
    let clone = target.path().join("clone");
    let commits = git(&clone, &["rev-list", "--count", "HEAD"]);
    fs::remove_dir_all(clone.join(".git")).expect("its own folder");
    (tree(&clone), commits.trim().parse().expect("a number"))
}

pub fn branch(more: &str) -> Pages {
    let beside = tempfile::tempdir().expect("a folder");
    git(beside.path(), &["init", "--quiet", "--bare", "pages.git"]);
    let place = beside.path().join("pages.git").display().to_string();
    let portal = with(&format!("  - {{name: 网站, kind: git, where: {place}{more}}}\n"));
    // As after the first word that the place is meant.
    portal.wrote(&format!("{place}/pages"), "");
    Pages { portal, beside }
}

#[track_caller]
fn holds_the_site(portal: &Pages, own: &[&str], commits: usize) {
    let (mut files, counted) = cloned(portal);
    assert!(files.remove("publication.json").is_some());
    for path in own {
        assert!(files.remove(*path).is_some(), "{path}");
    }
    assert!(files == portal.site(), "the site, byte for byte");
    assert_eq!(counted, commits);
}

#[test]
fn a_branch_gets_the_site_an_edition_and_its_deletions() {
    let portal = branch("");
    let ran = publish(&portal, &["-n"]).expect(0);
    assert!(ran.out.contains("更新 0，不变 0，删去 0"), "{}", ran.out);
    publish(&portal, &["网站", "--by", "县<公开>办"]).expect(0);
    holds_the_site(&portal, &[], 1);
    assert_eq!(git(&portal.repository(), &["log", "--format=%cn", "pages"]), "县公开办\n");
    let ran = publish(&portal, &[]).expect(0);
    assert!(ran.err.contains("没有变化"), "{}", ran.err);

    lay(&portal, true);
    publish(&portal, &["--yes"]).expect(0);
    holds_the_site(&portal, &[], 2);
    let ran = publish(&portal, &["--verify"]).expect(0);
    assert!(ran.err.contains("没有变化"), "{}", ran.err);
}

#[test]
fn without_history_an_edition_takes_the_place_of_the_last_and_what_is_not_ours_stays() {
    let portal = branch(", history: last, cname: gongkai.example.cn");
    let clone = portal.path("theirs");
    fs::create_dir_all(&clone).expect("a folder");
    git(&clone, &["init", "--quiet", "--initial-branch", "pages"]);
    portal.put("theirs/README", "theirs\r\n");
    git(&clone, &["add", "."]);
    let me = ["-c", "user.name=a", "-c", "user.email=a@localhost"];
    git(&clone, &[&me[..], &["commit", "--quiet", "-m", "theirs"]].concat());
    let to = portal.repository().display().to_string();
    git(&clone, &["push", "--quiet", &to, "pages"]);
    publish(&portal, &["--yes"]).expect(0);
    lay(&portal, true);
    publish(&portal, &["--yes"]).expect(0);
    let (files, _) = cloned(&portal);
    assert_eq!(files["CNAME"], b"gongkai.example.cn\n");
    assert_eq!(files["README"], b"theirs\r\n");
    holds_the_site(&portal, &["CNAME", "README"], 2);
}

#[test]
fn a_push_that_is_refused_changes_nothing_and_is_taken_up_again() {
    let portal = branch("");
    publish(&portal, &[]).expect(0);
    let (before, _) = cloned(&portal);
    lay(&portal, true);
    // A hook would not be asked: the repository is on this machine.
    git(&portal.repository(), &["config", "transfer.hideRefs", "refs/heads/pages"]);
    let ran = publish(&portal, &["--yes"]).expect(2);
    assert!(ran.err.contains("git 没有做成"), "{}", ran.err);
    git(&portal.repository(), &["config", "--unset", "transfer.hideRefs"]);
    assert!(cloned(&portal).0 == before);
    publish(&portal, &["--yes"]).expect(0);
    holds_the_site(&portal, &[], 2);
    // Gone for good: git says so, and nothing else is at stake.
    fs::rename(portal.repository(), portal.beside.path().join("away.git")).expect("it moves");
    let ran = publish(&portal, &[]).expect(2);
    assert!(ran.err.contains("git 没有做成"), "{}", ran.err);
}
