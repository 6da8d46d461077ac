//! What others have put where pages go is not written over, and no page goes where git keeps its own.

use std::fs;

use crate::hostile::{aimed, publish, unharmed};
use crate::killed::lay;
use crate::portal::{Portal, tree};
use crate::targets::{branch, cloned, git};

/// A unit that is new: its pages go where somebody has put a file meanwhile.
fn photos(portal: &Portal) {
    portal.put("content/units/photos/unit.yaml", "id: photos\nname: 东湾\nlevel: village\n");
}

#[test]
fn a_file_of_others_in_the_site_is_told_and_left() {
    let portal = aimed("kind: folder, where: web");
    publish(&portal).expect(0);
    let paths = ["site/photos/index.html", "web/photos/index.html"];
    for path in paths {
        portal.put(path, "precious\n");
    }
    photos(&portal);
    for words in [&["build"][..], &["publish"], &["publish", "--to", "copy"]] {
        let ran = portal.run(&[words, &["--lang", "zh"]].concat()).expect(2);
        assert!(
            ran.err.contains("不是 sunlit 写的")
                && ran.err.contains(paths[0].split_once('/').unwrap().1)
        );
    }
    portal.remove(paths[0]);
    portal.build().expect(0);
    let ran = publish(&portal).expect(2);
    assert!(ran.err.contains("已有 1 个别人的文件（photos/index.html）"), "{}", ran.err);
    unharmed(&portal, paths[1]);
    portal.run(&["publish", "--no-accept", "--yes", "--force"]).expect(0);
    assert_ne!(fs::read_to_string(portal.path(paths[1])).expect("a page"), "precious\n");
}

#[test]
fn pages_of_others_on_a_branch_are_left_and_their_commits_stay() {
    for history in ["", ", history: last"] {
        let portal = branch(history);
        let clone = portal.path("theirs");
        fs::create_dir_all(&clone).expect("a folder");
        git(&clone, &["init", "--quiet", "--initial-branch", "pages"]);
        portal.put("theirs/about.html", "precious\n");
        git(&clone, &["add", "."]);
        let me = ["-c", "user.name=a", "-c", "user.email=a@localhost"];
        for said in ["one", "two"] {
            let commit = ["commit", "--quiet", "--allow-empty", "-m", said];
            git(&clone, &[&me[..], &commit].concat());
        }
        let to = portal.repository().display().to_string();
        git(&clone, &["push", "--quiet", &to, "pages"]);
        let ran = publish(&portal).expect(2);
        assert!(ran.err.contains("about.html"), "{}", ran.err);
        assert_eq!(cloned(&portal).0["about.html"], b"precious\n");
        portal.run(&["publish", "--no-accept", "--force"]).expect(0);
        assert_eq!(cloned(&portal).1, 3, "theirs, and an edition upon them");
        lay(&portal, true);
        publish(&portal).expect(0);
        assert_eq!(cloned(&portal).1, if history.is_empty() { 4 } else { 3 });
    }
}

/// A file where a folder goes, a folder where a file goes, links and repositories of others: none is a file at an address.
#[cfg(unix)]
#[test]
fn what_others_put_in_the_way_is_named_and_nothing_is_published() {
    let portal = branch("");
    let clone = portal.path("theirs");
    fs::create_dir_all(&clone).expect("a folder");
    git(&clone, &["init", "--quiet", "--initial-branch", "pages"]);
    let files = ["search", "static/own.txt", "about.html/q.txt", "publication.json/r.txt"];
    for path in files {
        portal.put(&format!("theirs/{path}"), "precious\n");
    }
    std::os::unix::fs::symlink("static", clone.join("assets")).expect("a link");
    std::os::unix::fs::symlink("search", clone.join("404.html")).expect("a link");
    git(&clone, &["add", "."]);
    let linked = format!("160000,{},feeds", "1".repeat(40));
    git(&clone, &["update-index", "--add", "--cacheinfo", &linked]);
    let me = ["-c", "user.name=a", "-c", "user.email=a@localhost"];
    git(&clone, &[&me[..], &["commit", "--quiet", "-m", "theirs"]].concat());
    let to = portal.repository().display().to_string();
    git(&clone, &["push", "--quiet", &to, "pages"]);
    for words in [&["-n"][..], &[], &["--force"]] {
        let ran = portal.run(&[&["publish", "--lang", "zh", "--no-accept"], words].concat());
        let ran = ran.expect(2);
        let told = "5 处别人的东西（about.html、assets、feeds、publication.json、search）";
        assert!(ran.err.contains(told), "{}", ran.err);
    }
    assert_eq!(git(&portal.repository(), &["rev-list", "--count", "pages"]), "1\n");
    // A link with a file's own name is as a file of others is.
    for path in ["search", "assets"] {
        portal.remove(&format!("theirs/{path}"));
    }
    for path in ["about.html", "publication.json"] {
        fs::remove_dir_all(clone.join(path)).expect("a folder");
    }
    git(&clone, &["rm", "--quiet", "--cached", "feeds"]);
    git(&clone, &[&me[..], &["commit", "--quiet", "-a", "-m", "moved"]].concat());
    git(&clone, &["push", "--quiet", &to, "pages"]);
    let ran = publish(&portal).expect(2);
    assert!(ran.err.contains("已有 1 个别人的文件（404.html）"), "{}", ran.err);
    portal.run(&["publish", "--no-accept", "--force"]).expect(0);
    assert_eq!(cloned(&portal).0["static/own.txt"], b"precious\n");
}

#[test]
fn what_others_put_in_the_way_in_a_folder_is_named() {
    let portal = aimed("kind: folder, where: web");
    publish(&portal).expect(0);
    portal.run(&["publish", "--to", "copy"]).expect(0);
    photos(&portal);
    let places: [(&str, &[&str]); 2] =
        [("web", &["publish", "--no-accept"]), ("copy", &["publish", "--to", "copy"])];
    for (place, words) in places {
        for (path, told) in [("photos", "photos"), ("photos/index.html/q", "photos/index.html")] {
            portal.put(&format!("{place}/{path}"), "precious\n");
            let ran = portal.run(&[words, &["--lang", "zh", "--force"]].concat()).expect(2);
            assert!(ran.err.contains(&format!("1 处别人的东西（{told}）")), "{}", ran.err);
            unharmed(&portal, &format!("{place}/{path}"));
            let _ = fs::remove_file(portal.path(&format!("{place}/photos")));
        }
    }
}

/// An archive is written whole: what somebody laid into it would be gone.
#[test]
fn what_others_put_into_an_archive_or_in_its_way_is_named() {
    let portal = aimed("kind: zip, where: web.zip");
    for words in [&["publish"][..], &["publish", "--to", "copy.zip"]] {
        let zip = portal.path(words.get(2).unwrap_or(&"web.zip"));
        portal.run(words).expect(0);
        let mut file = fs::File::options().read(true).write(true).open(&zip).expect("a zip");
        let mut added = zip::ZipWriter::new_append(&mut file).expect("a zip");
        let stored = zip::write::SimpleFileOptions::default();
        added.start_file("notes/mine.txt", stored).expect("a file");
        std::io::Write::write_all(&mut added, b"precious\n").expect("its bytes");
        added.finish().expect("a zip");
        let before = fs::read(&zip).expect("a zip");
        let ran = portal.run(&[words, &["--lang", "zh", "--yes"]].concat()).expect(2);
        assert!(ran.err.contains("1 个别人的文件（notes/mine.txt）"), "{}", ran.err);
        assert!(fs::read(&zip).expect("a zip") == before);
        portal.run(&[words, &["--force"]].concat()).expect(0);
    }
    portal.put("file", "precious\n").remove("web.zip").put("web.zip/own.txt", "precious\n");
    for (words, told) in
        [(&["publish"][..], "web.zip："), (&["publish", "--to", "file/a.zip"], "file：")]
    {
        let ran = portal.run(&[words, &["--lang", "zh", "--force"]].concat()).expect(2);
        assert!(ran.err.contains(&format!("{told}挡住了")), "{}", ran.err);
    }
    unharmed(&portal, "web.zip/own.txt");
}

/// What is committed upon ours holds our mark as well.
#[test]
fn a_commit_of_others_upon_ours_is_kept_without_a_history() {
    let portal = branch(", history: last");
    publish(&portal).expect(0);
    let (to, clone) = (portal.repository().display().to_string(), portal.path("theirs"));
    git(portal.root(), &["clone", "--quiet", "--branch", "pages", &to, "theirs"]);
    let me = ["-c", "user.name=a", "-c", "user.email=a@localhost"];
    // Upon ours, and ours mended by somebody.
    for (amend, commits) in [(&[][..], 3), (&["--amend"], 4)] {
        git(&clone, &["fetch", "--quiet"]);
        git(&clone, &["reset", "--quiet", "--hard", "origin/pages"]);
        portal.put("theirs/NOTES.txt", format!("precious {amend:?}\n"));
        git(&clone, &["add", "."]);
        let commit = [&me[..], &["commit", "--quiet", "-m", "notes"], amend].concat();
        git(&clone, &commit);
        git(&clone, &["push", "--quiet", "--force", "origin", "pages"]);
        let theirs = git(&clone, &["rev-parse", "HEAD"]);
        for second in [true, false] {
            lay(&portal, second);
            portal.run(&["publish", "--no-accept", "--yes"]).expect(0);
        }
        let all = git(&portal.repository(), &["rev-list", "pages"]);
        assert!(all.contains(theirs.trim()), "{all}");
        assert!(cloned(&portal).0.contains_key("NOTES.txt"));
        assert_eq!(all.lines().count(), commits, "theirs, what they stood upon, and one of ours");
    }
}

/// A folder emptied by hand keeps the files whose names begin with a dot.
fn emptied(portal: &Portal, folder: &str) {
    for entry in fs::read_dir(portal.path(folder)).expect("a folder") {
        let entry = entry.expect("an entry");
        match entry.file_type().expect("what it is").is_dir() {
            _ if entry.file_name().to_string_lossy().starts_with('.') => {}
            true => fs::remove_dir_all(entry.path()).expect("a folder"),
            false => fs::remove_file(entry.path()).expect("a file"),
        }
    }
}

#[test]
fn a_mark_without_a_list_makes_nothing_ours() {
    let portal = aimed("kind: folder, where: web");
    let places: [(&str, &[&str]); 3] = [
        ("web", &["publish", "web"]),
        ("copy", &["publish", "--to", "copy"]),
        ("site", &["build"]),
    ];
    for (place, words) in places {
        portal.run(words).expect(0);
        emptied(&portal, place);
        let page = format!("{place}/index.html");
        portal.put(&page, "precious\n");
        let ran = portal.run(&[words, &["--lang", "zh", "--yes"]].concat()).expect(2);
        assert!(ran.err.contains("index.html") && ran.err.contains("--force"), "{}", ran.err);
        unharmed(&portal, &page);
        // With nothing of others in it, it is as new.
        portal.remove(&page);
        let ran = portal.run(&[words, &["--lang", "zh"]].concat()).expect(0);
        assert_eq!(ran.err.contains("上次发布到那里的东西都不在了"), place == "web", "{}", ran.err);
        assert!(portal.path(&page).exists());
    }
    // The lock that was published is missed there too.
    emptied(&portal, "web");
    let lock = fs::read_to_string(portal.path("content/published.lock")).expect("a lock");
    portal.remove("content/published.lock");
    portal.edit("content/units/shangcun/unit.yaml", "上村", "上庄");
    let ran = portal.run(&["publish", "web", "--no-accept", "--lang", "zh"]).expect(2);
    assert!(ran.err.contains("现在的记着 0 份"), "{}", ran.err);
    portal.put("content/published.lock", lock);
    portal.run(&["publish", "web"]).expect(0);
}

#[test]
fn the_place_of_another_portal_is_taken_only_with_a_word() {
    let (one, other) = (aimed("kind: folder, where: web"), Portal::new());
    lay(&other, false);
    one.run(&["publish", "web", "--no-accept"]).expect(0);
    for to in ["copy", "copy.zip"] {
        one.run(&["publish", "--to", to]).expect(0);
    }
    let settings = fs::read_to_string(other.path("content/portal.yaml")).expect("settings");
    let settings = settings.replace("测试县阳光公开", "邻县阳光公开");
    let target = format!(
        "targets:\n  - {{name: web, kind: folder, where: {}}}\n",
        one.path("web").display()
    );
    other.put("content/portal.yaml", settings + &target);
    let at = |name: &str| one.path(name).display().to_string();
    let before = tree(one.root());
    let (site, copy, zip) = (at("site"), at("copy"), at("copy.zip"));
    let ways: [&[&str]; 4] = [
        &["publish", "--to", &copy],
        &["publish", "--to", &zip],
        &["build", "-o", &site],
        &["publish", "web", "--no-accept"],
    ];
    for words in ways {
        let ran = other.run(&[words, &["--lang", "zh"]].concat()).expect(2);
        let told = "另一个门户（测试县阳光公开）的网站，这里的是 邻县阳光公开";
        assert!(ran.err.contains(told) && ran.err.contains("--yes"), "{}", ran.err);
        assert!(tree(one.root()) == before, "{words:?}");
    }
    for words in ways {
        other.run(&[words, &["--yes"]].concat()).expect(0);
        // By then it is its own.
        other.run(words).expect(0);
    }
    // A new name in the project's own folders, and where the record tells whose it is, needs no word.
    other.edit("content/portal.yaml", "邻县阳光公开", "邻县公开");
    other.run(&["build"]).expect(0);
    other.run(&["publish", "web", "--no-accept"]).expect(0);
    other.run(&["publish", "--to", &copy]).expect(2);
}

#[test]
fn nothing_is_built_among_the_programs_own_notes() {
    let portal = aimed("kind: folder, where: web");
    for words in [
        &["build", "-o", ".sunlit/y"][..],
        &["board", "-o", ".sunlit/y"],
        &["review", "-o", ".sunlit/y"],
    ] {
        let ran = portal.run(&[words, &["--lang", "zh"]].concat()).expect(2);
        assert!(ran.err.contains(".sunlit") && ran.err.contains("换一个文件夹"), "{}", ran.err);
        assert!(!portal.path(".sunlit/y").exists());
    }
}

#[test]
fn a_village_goes_from_an_archive_only_with_a_word() {
    let portal = aimed("kind: zip, where: web.zip");
    for words in [&["publish", "web"][..], &["publish", "--to", "copy.zip"]] {
        lay(&portal, false);
        portal.run(&[words, &["--yes"]].concat()).expect(0);
        fs::remove_dir_all(portal.path("content/units/xiacun")).expect("a village");
        fs::remove_dir_all(portal.path("site")).expect("a site");
        for rehearsed in [&["-n"][..], &[]] {
            let ran = portal.run(&[words, rehearsed, &["--lang", "zh"]].concat());
            assert!(ran.code != 0 && ran.err.contains("xiacun"), "{}", ran.both());
        }
        portal.run(&[words, &["--yes"]].concat()).expect(0);
    }
}

#[test]
fn nothing_goes_where_git_keeps_its_own() {
    for place in [".git/refs/tags", ".GIT/objects/new"] {
        let portal = aimed(&format!("kind: folder, where: {place}"));
        fs::create_dir_all(portal.path(place)).expect("a folder");
        for words in [&["publish"][..], &["publish", "--to", place], &["build", "-o", place]] {
            let ran = portal.run(&[words, &["--lang", "zh", "--force"]].concat()).expect(2);
            assert!(ran.err.contains("在 git 的仓库里面"), "{}", ran.err);
        }
        assert!(fs::read_dir(portal.path(place)).expect("a folder").next().is_none());
    }
}

/// A whole path in the settings holds on every machine where it leads through the system's own links.
#[cfg(target_os = "linux")]
#[test]
fn a_whole_path_into_the_project_is_no_word() {
    let mut portal = aimed("kind: folder, where: /proc/self/cwd/web");
    portal.run(&["publish", "--no-accept"]).expect(0);
    portal.moved_to_another_machine();
    let list = fs::read_to_string(portal.path("web/publication.json")).expect("a record");
    let entry = format!(
        "\"files\":[\n{{\"path\":\"mine.txt\",\"sha256\":\"{}\",\"size_bytes\":9}},",
        crate::killed::sum("precious\n")
    );
    portal.put("web/publication.json", list.replacen("\"files\":[", &entry, 1));
    portal.put("web/mine.txt", "precious\n");
    let ran = portal.run(&["publish", "--no-accept", "--lang", "zh"]).expect(2);
    assert!(ran.err.contains("mine.txt") && ran.err.contains("--yes"), "{}", ran.err);
    unharmed(&portal, "web/mine.txt");
}
