//! The guide's own settings and commands, run against the servers; and the recipes for continuous integration.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::dav::Dav;
use super::ssh::Sshd;
use super::store::{self, store};
use super::{PASSWORD, USER, publish, settings, with};
use crate::portal::{Portal, Ran};

const GUIDE: &str = include_str!("../../docs/guide/publish.md");

/// A reader's machine: a home, and this program and the test's own `ssh` on the way to programs.
struct Desk {
    home: tempfile::TempDir,
    way: String,
}

impl Desk {
    fn with(sshd: &Sshd) -> Desk {
        let home = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_sunlit"), home.path().join("sunlit"))
            .expect("a link");
        let way = format!("{}:{}", home.path().display(), sshd.way());
        Desk { home, way }
    }

    /// Types a line as the guide shows it.
    fn types(&self, portal: &Portal, line: &str) -> Ran {
        let mut command = Command::new("sh");
        command.args(["-c", line]).current_dir(portal.root());
        command.env("HOME", self.home.path()).env("PATH", &self.way).env("NO_COLOR", "1");
        let ran = Ran::from(command.env("LANG", "zh_CN.UTF-8").output().expect("sh")).expect(0);
        assert!(!ran.both().contains(PASSWORD), "{line}");
        ran
    }
}

/// The blocks of a part of the guide that are marked so.
fn blocks<'a>(part: &'a str, mark: &str) -> Vec<&'a str> {
    let opened = part.split(&format!("```{mark}\n")).skip(1).collect::<Vec<_>>();
    opened.into_iter().map(|rest| rest.split("```").next().expect("a block")).collect()
}

fn commands(part: &str) -> impl Iterator<Item = &str> {
    let lines = blocks(part, "console").into_iter().flat_map(str::lines);
    lines.map(|line| line.strip_prefix("$ ").expect("a command"))
}

/// A file of secrets with the values the servers know.
fn secrets(block: &str) -> String {
    let known = |line: &str| {
        let (name, _) = line.split_once('=').expect("a name and a value");
        let value = match name {
            "SUNLIT_S3_ACCESS_KEY" => store::KEY,
            "SUNLIT_WEBDAV_USER" => USER,
            "SUNLIT_S3_SECRET_KEY" | "SUNLIT_WEBDAV_PASSWORD" => PASSWORD,
            other => panic!("the guide names {other}"),
        };
        format!("{name}={value}\n")
    };
    block.lines().map(known).collect()
}

#[test]
fn every_target_of_the_guide_is_published_to_by_its_own_commands() {
    let (store, dav, sshd) = (store(), Dav::start(false), Sshd::start(""));
    let (desk, beside) = (Desk::with(&sshd), tempfile::tempdir().expect("a folder"));
    let places = [
        (
            "https://oss-cn-hangzhou.aliyuncs.com",
            format!("http://127.0.0.1:{}\n    addressing: path", store.port),
        ),
        ("https://dav.example.cn/gongkai/", format!("http://127.0.0.1:{}/gongkai/", dav.port)),
        (
            "gongkai@web.example.cn:/srv/sunlit",
            format!("sftp://127.0.0.1:{}{}", sshd.port, sshd.path("www/site").display()),
        ),
        ("/srv/sunlit", "served".to_string()),
        ("../pages.git", beside.path().join("pages.git").display().to_string()),
    ];
    let mut reached = BTreeSet::new();
    for part in GUIDE.split("\n## ").skip(1) {
        let portal = with("  - {name: 网站, kind: folder, where: served}\n");
        let repository = ["init", "--quiet", "--bare", "pages.git"];
        let made = Command::new("git").args(repository).current_dir(beside.path()).status();
        assert!(made.expect("git").success());
        for block in blocks(part, "yaml") {
            let told = block.strip_prefix("targets:\n").expect("targets");
            let mut own = told.to_string();
            for (place, here) in &places {
                own = own.replace(place, here);
            }
            settings(&portal, &own);
            reached.extend(told.lines().filter_map(|line| line.trim().strip_prefix("kind: ")));
            let file = own.split_once("secrets: ~/").and_then(|(_, rest)| rest.lines().next());
            if let (Some(file), [text]) = (file, &blocks(part, "text")[..]) {
                fs::write(desk.home.path().join(file), secrets(text)).expect("a file");
            }
        }
        for command in commands(part) {
            let command = command.replace("/srv/sunlit", "served");
            let ran = desk.types(&portal, &command);
            let said = ["已发布：新增", "将发布：", "已打包：", "送审单："];
            let done =
                !command.starts_with("sunlit") || said.iter().any(|s| ran.both().contains(s));
            // The second of a part finds the site there already.
            assert!(done || ran.both().contains("不变"), "{command}: {}", ran.both());
        }
    }
    assert_eq!(reached.into_iter().collect::<Vec<_>>(), ["folder", "git", "s3", "sftp", "webdav"]);
    assert!(sshd.path("www/site/publication.json").is_file());
    assert!(dav.path("www/gongkai/publication.json").is_file());
    let (objects, _) = store::read_back(store.port);
    assert!(objects.contains_key("publication.json"));
}

/// Lines that call this program, in the scripts of a recipe.
fn called(value: &serde_yaml::Value, lines: &mut Vec<String>) {
    match value {
        serde_yaml::Value::String(text) => {
            lines.extend(text.lines().filter(|l| l.starts_with("sunlit ")).map(str::to_string));
        }
        serde_yaml::Value::Sequence(all) => all.iter().for_each(|one| called(one, lines)),
        serde_yaml::Value::Mapping(all) => all.values().for_each(|one| called(one, lines)),
        _ => {}
    }
}

#[test]
fn the_recipes_are_sound_and_their_commands_publish() {
    let (store, sshd) = (store(), Sshd::start(""));
    let desk = Desk::with(&sshd);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide/ci");
    for (name, jobs) in [("github.yml", "jobs"), ("gitlab.yml", "")] {
        let text = fs::read_to_string(folder.join(name)).expect("a recipe");
        let recipe: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
        let jobs = if jobs.is_empty() { &recipe } else { &recipe[jobs] };
        for job in ["check", "publish"] {
            let job = &jobs[job];
            let runs = job["steps"].as_sequence().or(job["script"].as_sequence()).expect("steps");
            assert!(job["steps"].is_null() != job["runs-on"].is_string(), "{name}");
            for step in runs {
                let does = step.is_string() || step["run"].is_string() != step["uses"].is_string();
                assert!(does, "{name}: {step:?}");
            }
        }
        let mut lines = Vec::new();
        called(jobs, &mut lines);
        assert_eq!(lines.len(), 3, "{name}: {lines:?}");
        let portal = with(&store::target(store.port, &format!("{}/{name}", store::BUCKET)));
        for line in lines {
            let keys: String =
                store::KEYS.iter().map(|(name, key)| format!("{name}={key} ")).collect();
            desk.types(&portal, &format!("export {keys}; {line}"));
        }
        let ran = publish(&portal, store::KEYS, &[]).expect(0);
        assert!(ran.err.contains("没有变化"), "{}", ran.err);
        assert!(!portal.path("content/published.lock").exists());
    }
}
