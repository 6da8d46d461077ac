//! A full disk, folders that cannot be written, content that changes, is too much or too large: a message, nothing lost.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::Instant;

use crate::killed::{Files, lay, sums_hold};
use crate::portal::{Portal, Ran, VILLAGE, tree};

/// The program under limits that a shell sets.
pub fn limited(portal: &Portal, limits: &str, arguments: &[&str]) -> Ran {
    let program = portal.command();
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("{limits}; exec \"$0\" \"$@\"")])
        .arg(program.get_program())
        .args(arguments);
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    Ran::from(shell.current_dir(portal.root()).output().expect("a shell"))
}

/// Two months, built; then a change that is not built yet.
fn built() -> (Portal, Files) {
    let portal = Portal::new();
    lay(&portal, false);
    portal.build().expect(0);
    let before = portal.site();
    lay(&portal, true);
    (portal, before)
}

/// No file may be longer than 4 KiB: writing fails in the middle of one, as on a full disk, and needs no other disk.
#[test]
fn a_disk_that_takes_no_more_leaves_the_site_as_it_was() {
    let (portal, before) = built();
    let full = "ulimit -f 4; trap '' XFSZ";
    let ran = limited(&portal, full, &["build", "--yes", "--lang", "zh"]).expect(2);
    assert!(ran.err.contains("出错：") && ran.err.contains("/site/.sunlit-stage/"), "{}", ran.err);
    assert!(portal.site() == before, "nothing is lost, nothing is left");
    portal.run(&["build", "--yes"]).expect(0);

    fs::remove_dir_all(portal.path("site")).expect("a folder to remove");
    limited(&portal, full, &["build"]).expect(2);
    assert!(!portal.path("site").exists(), "a first build leaves no folder");
}

/// Runs the program as someone who may not do everything: as nobody where the test is run by the administrator.
fn unprivileged(portal: &Portal, arguments: &[&str]) -> Ran {
    let mut command = portal.command();
    if fs::metadata(portal.root()).expect("a folder").uid() == 0 {
        const NOBODY: u32 = 65_534;
        // The program may stand in a folder that is the administrator's alone.
        let copy = portal.path("sunlit");
        // Copied by another process: a test that starts a program meanwhile would inherit the open
        // file from this one, and a program somebody has open for writing cannot be started.
        let copied = Command::new("cp").arg(command.get_program()).arg(&copy).status();
        assert!(copied.expect("cp").success());
        fs::set_permissions(portal.root(), fs::Permissions::from_mode(0o755)).expect("a mode");
        let mut other = Command::new(copy);
        other.current_dir(portal.root()).env("NO_COLOR", "1").uid(NOBODY).gid(NOBODY);
        // What the site's own user wrote down is theirs too.
        for folder in [portal.state().to_path_buf(), portal.state().join("written")] {
            fs::create_dir_all(&folder).expect("a folder");
            fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).expect("a mode");
        }
        other.env("SUNLIT_STATE", portal.state());
        command = other;
    }
    Ran::from(command.args(arguments).output().expect("the program starts as nobody"))
}

fn mode(portal: &Portal, path: &str, mode: u32) {
    fs::set_permissions(portal.path(path), fs::Permissions::from_mode(mode)).expect("a mode");
}

/// Everyone may write here, so that what may not is what the test says.
fn open_to_all(portal: &Portal, folder: &str) {
    mode(portal, folder, 0o777);
    for path in tree(&portal.path(folder)).into_keys() {
        let path = format!("{folder}/{path}");
        for above in
            std::path::Path::new(&path).ancestors().skip(1).take_while(|p| p.starts_with(folder))
        {
            mode(portal, &above.to_string_lossy(), 0o777);
        }
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_told_and_nothing_is_lost() {
    let (portal, before) = built();
    mode(&portal, "site", 0o555);
    let ran = unprivileged(&portal, &["build", "--yes", "--lang", "zh"]).expect(2);
    assert!(ran.err.contains("site") && ran.err.contains("没有权限"), "{}", ran.err);
    assert!(portal.site() == before);

    // One folder among others: what was renamed before it is whole, and the next build goes on.
    open_to_all(&portal, "site");
    mode(&portal, "site/shangcun/finance", 0o555);
    let ran = unprivileged(&portal, &["build", "--yes", "--lang", "zh"]).expect(2);
    assert!(
        ran.err.contains("/site/shangcun/finance/") && ran.err.contains("没有权限"),
        "{}",
        ran.err
    );
    for (path, bytes) in before.iter().filter(|(path, _)| path.starts_with("shangcun/finance/")) {
        assert!(portal.site().get(path) == Some(bytes), "{path}");
    }
    mode(&portal, "site/shangcun/finance", 0o777);
    unprivileged(&portal, &["build", "--yes"]).expect(0);
    sums_hold(&portal.site());
    assert!(!portal.site().keys().any(|path| path.contains("2026-04") || path.contains("xiacun")));
}

#[test]
fn content_that_may_not_be_read_is_told_with_everything_else() {
    let (portal, before) = built();
    let (file, folder) =
        (format!("{VILLAGE}/finance/2026-03.yaml"), "content/units/dongcun/finance");
    portal.put(&format!("{VILLAGE}/notices/n.md"), "kein Kopf\n");
    mode(&portal, &file, 0o000);
    mode(&portal, folder, 0o000);
    open_to_all(&portal, "site");
    let ran = unprivileged(&portal, &["build", "--format", "short", "--lang", "zh"]);
    mode(&portal, folder, 0o755);
    let ran = ran.expect(1);
    for path in [file.as_str(), folder] {
        let said = format!("{path}: error[unreadable-file]: 读不了：没有权限读");
        assert!(ran.err.contains(&said), "{said}\n{}", ran.err);
    }
    assert!(ran.err.contains("notices/n.md:1:1: error[missing-head]"), "{}", ran.err);
    assert!(portal.site() == before);
}

#[test]
fn a_pipe_among_the_content_is_told_and_not_waited_for() {
    let portal = Portal::new();
    let pipe = portal.path(&format!("{VILLAGE}/pipe.yaml"));
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success();
    assert!(made, "a pipe");
    let ran =
        limited(&portal, "ulimit -t 20", &["check", "--format", "short", "--lang", "zh"]).expect(1);
    assert!(ran.err.contains("pipe.yaml: error[unreadable-file]"), "{}", ran.err);
}

/// Someone saves the file again and again while it is read: the sum shown is that of the bytes that were parsed.
#[test]
fn a_file_that_changes_while_it_is_read_is_one_of_its_states() {
    use sha2::{Digest, Sha256};
    let portal = Portal::new();
    lay(&portal, false);
    let file = portal.path(&format!("{VILLAGE}/finance/2026-04.yaml"));
    let first = fs::read_to_string(&file).expect("a ledger");
    // Of another length, so that half of one state is no state.
    let texts = [first.clone(), first.replace("买纸", "买笔墨若干") + &"# 注\n".repeat(2000)];
    let sums = texts.clone().map(|text| sunlit::source::hex(&Sha256::digest(&text)));
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let fresh = portal.path("fresh");
            for text in texts.iter().cycle() {
                if stop.load(std::sync::atomic::Ordering::Relaxed) {
                    break;
                }
                fs::write(&fresh, text).expect("a file");
                fs::rename(&fresh, &file).expect("a name");
            }
        });
        let mut seen = BTreeSet::new();
        for _ in 0..12 {
            portal.build().expect(0);
            let page = portal.page("shangcun/finance/2026-04.html");
            let state = sums.iter().position(|sum| page.contains(sum)).expect("the sum of a state");
            assert_eq!(page.contains("买笔墨若干"), state == 1, "sum and words are of one state");
            seen.insert(state);
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(!seen.is_empty());
    });
}

/// Less memory than the file is long: whoever reads it whole dies.
const MEMORY: &str = "ulimit -v 900000";

#[test]
fn a_file_of_a_gigabyte_is_told_and_takes_no_memory() {
    let portal = Portal::new();
    lay(&portal, false);
    let places = [
        format!("{VILLAGE}/finance/2026-05.yaml"),
        format!("{VILLAGE}/finance/x.csv"),
        format!("{VILLAGE}/notices/film.mp4"),
        format!("{VILLAGE}/notices/n.md"),
        "content/backup.zip".to_string(),
    ];
    for place in &places {
        portal.put(place, "");
        fs::File::options()
            .write(true)
            .open(portal.path(place))
            .expect("a file")
            .set_len(1 << 30)
            .expect("a length");
    }
    let ran = limited(&portal, MEMORY, &["check", "--format", "short", "--lang", "zh"]).expect(1);
    for place in &places {
        let said = format!("{place}: error[file-too-large]: 文件有 1073741824 字节");
        assert!(ran.err.contains(&said), "{said}\n{}", ran.err);
    }
    limited(&portal, MEMORY, &["check"]).expect(1);
}

/// Printed: how long it took. Asserted: what it may hold in memory and how much it says.
fn many(count: usize) {
    let portal = Portal::new();
    lay(&portal, false);
    for at in 0..count {
        let path = match at % 3 {
            0 => format!("content/scans/{}/{at}.jpg", at % 97),
            1 => format!("{VILLAGE}/old/{at}.txt"),
            _ => format!("{VILLAGE}/finance/{at}.csv"),
        };
        portal.put(&path, "");
    }
    let begun = Instant::now();
    for format in ["human", "short"] {
        let ran =
            limited(&portal, MEMORY, &["build", "--format", format, "--lang", "en"]).expect(0);
        assert!(ran.err.lines().count() < 150, "{} lines", ran.err.lines().count());
        let more = format!("{} more files like these", count - 20);
        assert!(ran.err.contains(&more), "{more}\n{}", ran.err);
    }
    println!("{count} files, checked and built twice: {:?}", begun.elapsed());
}

#[test]
fn a_folder_of_many_files_is_told_in_few_words() {
    many(2_000);
}

/// The long form; `./test` runs it.
#[test]
#[ignore = "makes a hundred thousand files"]
fn a_folder_of_a_hundred_thousand_files_is_told_in_few_words() {
    many(100_000);
}

#[test]
fn what_stands_in_the_way_of_the_site_is_left_alone() {
    type Obstacle = fn(&Portal);
    let cases: [(&str, Obstacle, &str); 4] = [
        (
            "a folder where a page goes",
            |p| {
                p.put("site/dongcun/index.html/own.txt", "own\n");
            },
            "dongcun/index.html",
        ),
        (
            "a file where a folder goes",
            |p| {
                p.put("site/dongcun", "own\n");
            },
            "site/dongcun",
        ),
        (
            "a folder that is a link",
            |p| {
                p.put("own/index.html", "own\n");
                symlink(p.path("own"), p.path("site/dongcun")).expect("a link");
            },
            "site/dongcun",
        ),
        (
            "a stage that is a link",
            |p| {
                p.put("own/precious.txt", "own\n");
                symlink(p.path("own"), p.path("site/.sunlit-stage")).expect("a link");
            },
            ".sunlit-stage",
        ),
    ];
    for (name, obstacle, said) in cases {
        let (portal, _) = built();
        obstacle(&portal);
        let (before, own) = (portal.site(), tree(&portal.path("own")));
        let ran = portal.run(&["build", "--yes", "--lang", "zh"]).expect(2);
        assert!(ran.err.contains(said), "{name}: {}", ran.err);
        let mut now = portal.site();
        now.retain(|path, _| !path.starts_with(".sunlit-stage/.") || before.contains_key(path));
        assert!(now == before, "{name}: the site is as it was");
        assert!(tree(&portal.path("own")) == own, "{name}: nothing was written through it");
    }
}

#[test]
fn a_page_that_is_a_link_is_replaced_and_not_written_through() {
    let (portal, _) = built();
    portal.put("own.html", "own\n").remove("site/index.html");
    symlink(portal.path("own.html"), portal.path("site/index.html")).expect("a link");
    // A page that goes away and whose name is a link now, or a folder: neither is ours to delete.
    portal.remove("site/xiacun/index.html").remove("site/xiacun/summary.json");
    symlink(portal.path("own.html"), portal.path("site/xiacun/index.html")).expect("a link");
    portal.put("site/xiacun/summary.json/own.txt", "own\n");
    portal.run(&["build", "--yes", "--lang", "zh"]).expect(0);
    assert!(
        !portal.path("site/index.html").is_symlink()
            && portal.page("index.html").contains("测试县")
    );
    assert!(portal.path("site/xiacun/index.html").is_symlink(), "not ours");
    assert_eq!(portal.page("xiacun/summary.json/own.txt"), "own\n");
    assert_eq!(fs::read_to_string(portal.path("own.html")).expect("a file"), "own\n");
}
