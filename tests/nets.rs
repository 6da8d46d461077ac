//! Publications to real servers on loopback: read back whole by another's client, cut in the middle, taken up again.

mod dav;
mod guide;
mod servers;
mod ssh;
mod store;
mod wire;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::killed::lay;
use crate::portal::{PORTAL, Portal, Ran, tree};

type Files = BTreeMap<String, Vec<u8>>;

/// Whom the servers let in, and with what.
const USER: &str = "gongkai";
const PASSWORD: &str = "qingxi-3fa94c01";

/// Settings with these targets.
fn settings(portal: &Portal, targets: &str) {
    portal.put("content/portal.yaml", format!("{PORTAL}targets:\n{targets}"));
}

/// A small portal with these targets.
fn with(targets: &str) -> Portal {
    let portal = Portal::new();
    settings(&portal, targets);
    lay(&portal, false);
    portal
}

/// The sample county with these targets.
fn sample(targets: &str) -> Portal {
    let portal = Portal::sample();
    let own = fs::read_to_string(portal.path("content/portal.yaml")).expect("settings");
    portal.put("content/portal.yaml", format!("{own}targets:\n{targets}"));
    portal
}

/// Publishes with these names in the environment.
fn publish(portal: &Portal, names: &[(&str, &str)], more: &[&str]) -> Ran {
    let mut command = portal.command();
    let lang = if more.contains(&"--lang") { &[][..] } else { &["--lang", "zh"] };
    command.args(["publish", "--no-accept", "--yes"]).args(lang).args(more);
    command.envs(names.iter().copied());
    let ran = Ran::from(command.output().expect("the program starts"));
    assert!(!ran.both().contains(PASSWORD), "a password is printed:\n{}", ran.both());
    ran
}

/// What another's client read is the site and its record, byte for byte.
#[track_caller]
fn is_the_site(mut read: Files, portal: &Portal) {
    assert!(read.remove("publication.json").is_some(), "a record: {:?}", read.keys());
    let site = portal.site();
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&read), names(&site));
    for (path, bytes) in &site {
        assert!(read[path] == *bytes, "{path}: the bytes of the build");
    }
}

/// Half a publication: each file is whole, of this build or the one before, and no page leads to one that is not there.
#[track_caller]
fn is_of_either(read: &Files, builds: [&Files; 2]) {
    let whole = |(path, bytes): (&String, &Vec<u8>)| {
        ["publication.json", "publication.begun"].contains(&path.as_str())
            || builds.iter().any(|build| build.get(path) == Some(bytes))
    };
    let torn: Vec<_> = read.iter().filter(|file| !whole(*file)).map(|(path, _)| path).collect();
    assert!(torn.is_empty(), "{torn:?}");
    crate::hosts::whole(read, "after a cut");
}

/// Waits until a publication to a target, by its own notes, has brought so many files.
pub fn wait_for(portal: &Portal, target: &str, files: usize) {
    let journal = portal.path(&format!(".sunlit/{target}/journal"));
    let begun = Instant::now();
    // Its first line says upon what.
    while fs::read(&journal).unwrap_or_default().iter().filter(|b| **b == b'\n').count() <= files {
        assert!(begun.elapsed() < Duration::from_secs(600), "no {files} files in ten minutes");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// How many files the last publication found there and did not send again.
fn unchanged(ran: &Ran) -> usize {
    let (_, rest) = ran.err.split_once("不变 ").expect("counts");
    rest.split('，').next().and_then(|word| word.parse().ok()).expect("a number")
}

fn read(folder: &Path) -> Files {
    tree(folder)
}
