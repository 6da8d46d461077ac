//! Builds killed at chance moments: every file is whole at any time, and one more build mends all.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::portal::{LINE, Portal, VILLAGE, ledger};

pub type Files = BTreeMap<String, Vec<u8>>;

/// Three villages; in the second state one has gone, one is new, and the third has other months.
pub fn lay(portal: &Portal, second: bool) {
    let _ = fs::remove_dir_all(portal.path("content/units"));
    let ids = if second { ["shangcun", "dongcun"] } else { ["shangcun", "xiacun"] };
    for id in ids {
        let folder = format!("content/units/{id}");
        portal
            .put(&format!("{folder}/unit.yaml"), format!("id: {id}\nname: 上村\nlevel: village\n"));
        for month in if second { ["2026-03", "2026-05"] } else { ["2026-03", "2026-04"] } {
            let line = LINE
                .replace("2026-03", month)
                .replace("买纸", if second { "买笔" } else { "买纸" });
            let opening = if month == "2026-03" { 0 } else { -100 };
            let text = format!(
                "period: {month}\nopening_bank: {opening}.00\nclosing_bank: {}.00\nlines:\n  - {line}}}\n",
                opening - 100
            );
            portal.put(
                &format!("{folder}/finance/{month}.yaml"),
                ledger(&format!("{id}-{month}"), &text),
            );
        }
    }
}

/// The site as people see it.
fn public(portal: &Portal) -> Files {
    let mut files = portal.site();
    files.retain(|path, _| !path.starts_with(".sunlit-stage/"));
    files
}

/// Numbers that come the same every time, for moments and choices.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Kills builds of two states of the content at chance moments; every file is whole at any time, and one build mends all.
fn killed(times: u64, seed: u64) {
    let portal = Portal::new();
    let mut states = Vec::new();
    for second in [false, true] {
        lay(&portal, second);
        let _ = fs::remove_dir_all(portal.path("site"));
        portal.build().expect(0);
        states.push(public(&portal));
    }
    portal.put("site/CNAME", "example.org\n");
    let (mut dice, mut cut, mut mixed) = (Dice(seed), 0, 0);
    for round in 0..20 * times {
        // On a busy machine many builds end before they are killed: more of them are made.
        if round >= times && cut > times / 4 {
            break;
        }
        lay(&portal, round % 2 == 0);
        let mut child = portal
            .command()
            .args(["build", "--yes"])
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .expect("a build");
        wait(&portal, &mut child, &mut dice, states[0].len() as u64);
        child.kill().expect("a build to kill");
        cut += u64::from(child.wait().expect("an end").code().is_none());
        let now = public(&portal);
        let old = now.iter().filter(|(path, bytes)| states[0].get(*path) == Some(*bytes)).count();
        let new = now.iter().filter(|(path, bytes)| states[1].get(*path) == Some(*bytes)).count();
        mixed += u64::from(old < states[0].len() && new < states[1].len());
        whole(&now, &states, round);
    }
    println!("{cut} builds killed before their end, {mixed} sites between two states");
    assert!(cut > times / 4, "{cut} builds were killed, of {times} at the least");
    for second in [false, true] {
        lay(&portal, second);
        portal.run(&["build", "--yes"]).expect(0);
        let mut mended = portal.site();
        assert_eq!(
            mended.remove("CNAME").as_deref(),
            Some(b"example.org\n".as_slice()),
            "a foreign file stays"
        );
        let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(
            names(&mended),
            names(&states[usize::from(second)]),
            "nothing is left over, nothing is missing"
        );
        assert!(mended == states[usize::from(second)], "as a clean build");
        sums_hold(&mended);
    }
}

/// Every file is as one of the states has it, and those of both are there.
fn whole(now: &Files, states: &[Files], round: u64) {
    for (path, bytes) in now.iter().filter(|(path, _)| *path != "CNAME") {
        let of = |state: &&Files| state.get(path) == Some(bytes);
        assert!(
            states.iter().any(|state| of(&state)),
            "kill {round}: {path} is torn or of neither state"
        );
    }
    for path in states[0].keys().filter(|path| states[1].contains_key(*path)) {
        assert!(now.contains_key(path), "kill {round}: {path} is gone");
    }
}

/// Waits for a chance moment of a build, told by its work and not by a clock: until it has staged so many of its files, or
/// every second time until it puts them in place, which is soon over.
fn wait(portal: &Portal, child: &mut Child, dice: &mut Dice, files: u64) {
    let (placing, staged) = (dice.below(2) == 1, dice.below(files));
    let stage = portal.path("site/.sunlit-stage");
    let reached = || match placing {
        true => fs::read_to_string(stage.join(".placing")).is_ok_and(|text| text.contains('+')),
        false => count(&stage) >= staged,
    };
    while child.try_wait().expect("a state").is_none() && !reached() {
        std::thread::sleep(Duration::from_micros(100));
    }
    std::thread::sleep(Duration::from_micros(dice.below(3_000)));
}

/// How many files lie in a folder that changes while it is looked at.
fn count(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let of = |entry: fs::DirEntry| match entry.file_type().is_ok_and(|kind| kind.is_dir()) {
        true => count(&entry.path()),
        false => 1,
    };
    entries.map(of).sum()
}

/// SHA-256 in hexadecimal.
pub fn sum(bytes: impl AsRef<[u8]>) -> String {
    use sha2::{Digest, Sha256};
    sunlit::source::hex(&Sha256::digest(bytes))
}

pub fn sums_hold(site: &Files) {
    for (list, bytes) in site.iter().filter(|(path, _)| path.ends_with("SHA256SUMS")) {
        let folder = list.strip_suffix("SHA256SUMS").expect("a list");
        for line in String::from_utf8_lossy(bytes).lines() {
            let (listed, path) = line.split_once("  ").expect("a sum and a path");
            let bytes = site
                .get(&format!("{folder}{path}"))
                .unwrap_or_else(|| panic!("{folder}{path} is listed"));
            assert_eq!(sum(bytes), listed, "{folder}{path}");
        }
    }
}

#[test]
fn a_killed_build_leaves_whole_files_and_the_next_mends_them() {
    killed(30, 1);
}

/// The long form; `./test` runs it.
#[test]
#[ignore = "takes minutes"]
fn two_hundred_killed_builds_leave_whole_files() {
    killed(200, 2);
}

/// A build was killed after it had put one new page in place and before another.
#[test]
fn what_a_killed_build_put_in_place_is_ours_and_nothing_else() {
    let portal = Portal::new();
    lay(&portal, false);
    portal.build().expect(0);
    let clean = portal.site();
    portal.put("site/shangcun/placed.html", "new\n").put("site/shangcun/foreign.html", "own\n");
    let note = format!(
        "+{}  shangcun/placed.html\n+{}  shangcun/foreign.html\n",
        sum("new\n"),
        sum("staged\n")
    );
    portal.wrote("site", &note);
    portal.put("site/.sunlit-stage/.placing", note);
    portal.put("site/.sunlit-stage/shangcun/foreign.html", "staged\n");
    // A build that is refused forgets nothing.
    portal.edit(&format!("{VILLAGE}/finance/2026-03.yaml"), "-100.00", "-100.01");
    portal.build().expect(1);
    portal.edit(&format!("{VILLAGE}/finance/2026-03.yaml"), "-100.01", "-100.00");
    portal.build().expect(0);
    let mut now = portal.site();
    assert_eq!(now.remove("shangcun/foreign.html").as_deref(), Some(b"own\n".as_slice()));
    assert!(
        now == clean,
        "{:?}",
        now.keys().filter(|path| !clean.contains_key(*path)).collect::<Vec<_>>()
    );
}
