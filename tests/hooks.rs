//! Branches whose repositories are traps: publishing runs nothing that came with a project, and none lies inside one.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::hostile::{aimed, publish};
use crate::killed::lay;
use crate::portal::{PORTAL, Portal};

/// A repository whose every way to start a program writes `ran` beside the project.
fn trapped(portal: &Portal, repository: &str) -> String {
    let mut made = Command::new("git");
    let at = portal.path(repository);
    made.args(["init", "--quiet", "--bare"]).arg(&at).env("GIT_CONFIG_GLOBAL", "none");
    assert!(made.status().expect("git").success());
    let trap = format!("touch '{}'", portal.path("ran").display());
    for hook in [
        "pre-push",
        "pre-receive",
        "update",
        "post-receive",
        "post-update",
        "reference-transaction",
        "push-to-checkout",
        "proc-receive",
        "post-index-change",
    ] {
        let path = at.join("hooks").join(hook);
        fs::create_dir_all(path.parent().expect("hooks")).expect("a folder");
        fs::write(&path, format!("#!/bin/sh\n{trap}\n")).expect("a hook");
        let mut open = Command::new("chmod");
        assert!(open.arg("+x").arg(&path).status().expect("chmod").success());
    }
    let settings = format!(
        "[core]\n\thooksPath = {0}\n\tfsmonitor = \"{trap}\"\n\talternateRefsCommand = \"{trap}\"\n\
         \tsshCommand = \"{trap}\"\n\tpager = \"{trap}\"\n\teditor = \"{trap}\"\n\
         [uploadpack]\n\tpackObjectsHook = \"{trap}\"\n[gc]\n\tauto = 1\n\trecentObjectsHook = \"{trap}\"\n\
         [receive]\n\tdenyCurrentBranch = updateInstead\n[credential]\n\thelper = \"!{trap}\"\n\
         [filter \"x\"]\n\tclean = \"{trap}\"\n\tsmudge = \"{trap}\"\n[remote \"origin\"]\n\treceivepack = \"{trap}\"\n\
         \tuploadpack = \"{trap}\"\n",
        at.join("hooks").display()
    );
    let config = at.join("config");
    let own = fs::read_to_string(&config).expect("settings");
    fs::write(config, format!("{own}{settings}")).expect("settings");
    fs::create_dir_all(at.join("objects/info")).expect("a folder");
    let other = portal.path("other.git");
    let mut other_made = Command::new("git");
    other_made.args(["init", "--quiet", "--bare"]).arg(&other);
    assert!(other_made.status().expect("git").success());
    let alternates = format!("{}\n", other.join("objects").display());
    fs::write(at.join("objects/info/alternates"), alternates).expect("a file");
    at.display().to_string()
}

#[test]
fn publishing_to_a_branch_runs_nothing_that_came_with_a_project() {
    let portal = aimed("kind: git, where: x");
    let outside = tempfile::tempdir().expect("a folder");
    let evil = outside.path().join("evil.git");
    // As if it had been cloned beside the project.
    trapped(&portal, &evil.display().to_string());
    trapped(&portal, ".sunlit/web/git");
    let settings =
        format!("{PORTAL}targets:\n  - {{name: web, kind: git, where: {}}}\n", evil.display());
    for state in [false, true] {
        lay(&portal, state);
        portal.put("content/portal.yaml", &settings);
        publish(&portal).expect(0);
        assert!(!portal.path("ran").exists(), "something ran");
        assert!(!portal.path(".sunlit/web/git").exists(), "the copy goes with its publication");
    }
    let mut log = Command::new("git");
    log.arg("--git-dir").arg(&evil).args(["rev-list", "--count", "pages"]);
    let out = log.output().expect("git").stdout;
    assert_eq!(String::from_utf8_lossy(&out).trim(), "2", "and it did arrive");
}

#[test]
fn a_repository_inside_the_project_is_no_target() {
    let portal = aimed("kind: git, where: evil.git");
    let whole = trapped(&portal, "evil.git");
    let beside = tempfile::tempdir().expect("a folder");
    let link = beside.path().join("link");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&whole, &link).expect("a link");
    let places = [
        "evil.git".to_string(),
        "./evil.git".to_string(),
        ".".to_string(),
        format!("file://{whole}"),
        format!("file://{}", whole.replace("evil", "%65vil")),
        whole.clone(),
        link.display().to_string(),
        format!("{}/../{}/evil.git", portal.root().display(), name_of(portal.root())),
    ];
    for place in places {
        let target = format!("{PORTAL}targets:\n  - {{name: web, kind: git, where: '{place}'}}\n");
        portal.put("content/portal.yaml", target);
        let ran = publish(&portal).expect(2);
        assert!(ran.err.contains("项目文件夹里面"), "{place}: {}", ran.err);
        assert!(!portal.path("ran").exists(), "{place}");
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

#[test]
fn a_branch_by_another_way_runs_no_command_of_its_address() {
    let portal = aimed("kind: git, where: x");
    let trap = format!("touch {}", portal.path("ran").display());
    for place in [
        format!("ext::sh -c {}", trap.replace(' ', "% ")),
        format!("ext::sh -c {}://", trap.replace(' ', "% ")),
        format!("ssh://-oProxyCommand={}/x", trap.replace(' ', "${IFS}")),
        format!("-oProxyCommand={trap}@host:x"),
        "--upload-pack=touch ran".to_string(),
    ] {
        let target = format!("{PORTAL}targets:\n  - {{name: web, kind: git, where: '{place}'}}\n");
        portal.put("content/portal.yaml", target);
        let ran = publish(&portal);
        assert!(ran.code != 0 && !portal.path("ran").exists(), "{place}: {}", ran.err);
    }
}
