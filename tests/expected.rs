//! Small portals with the expected findings as comments on their lines.
//!
//! A case is a folder. Its ledgers (`*.yaml`), lines (`*.csv`) and notices (`*.md`) go to the village of a least
//! portal, `portal.yaml` is laid behind the least one, `unit.yaml` replaces the village's, and folders go as they
//! stand. A finding is expected on its line as `# error[code]: message`, with `@column` before the colon where it
//! matters; where a file takes no comments, its lines of `findings.txt` say so. `# help: …` expects a hint.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::portal::{PORTAL, Portal, ledger, tree};

/// What `check` must say of a case, nothing more and nothing less.
#[derive(Debug, Default)]
pub struct Expected {
    /// `path:line: grade[code]: message`, with the column where the case names one.
    findings: BTreeSet<String>,
    helps: BTreeSet<String>,
}

impl Expected {
    pub fn add(&mut self, other: Expected) {
        self.findings.extend(other.findings);
        self.helps.extend(other.helps);
    }

    pub fn forget_helps(&mut self) {
        self.helps.clear();
    }
}

/// The cases of a folder: `<group>/<case>`, sorted.
pub fn cases(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let folders = |path: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(path).expect("a folder of cases");
        let mut found: Vec<_> =
            entries.map(|e| e.expect("an entry").path()).filter(|p| p.is_dir()).collect();
        found.sort();
        found
    };
    folders(&root).iter().flat_map(|group| folders(group)).collect()
}

/// Lays a case into a portal as the village, and says what is expected of it.
pub fn lay(case: &Path, portal: &Portal) -> Expected {
    lay_in(case, portal, "shangcun")
}

/// As [`lay`], into the unit with this id.
pub fn lay_in(case: &Path, portal: &Portal, unit: &str) -> Expected {
    let mut expected = Expected::default();
    for (name, bytes) in tree(case) {
        if name == "findings.txt" {
            let text = String::from_utf8(bytes).expect("expected findings are text");
            let lines = text.lines().map(|line| line.replace("shangcun", unit));
            expected.findings.extend(lines);
            continue;
        }
        let path = place(&name, unit);
        let mut bytes = around(&name, unit, bytes);
        if let Ok(text) = std::str::from_utf8(&bytes) {
            comments(
                &path,
                &text.replace("units/shangcun/", &format!("units/{unit}/")),
                &mut expected,
            );
            if !name.ends_with(".csv") {
                bytes = without(text).into_bytes();
            }
        }
        portal.put(&path, bytes);
    }
    expected
}

fn place(name: &str, unit: &str) -> String {
    match name.rsplit_once('.').map_or("", |(_, end)| end) {
        _ if name.contains('/') => name.to_string(),
        _ if name == "portal.yaml" => "content/portal.yaml".to_string(),
        _ if name == "unit.yaml" => format!("content/units/{unit}/unit.yaml"),
        "md" => format!("content/units/{unit}/notices/{name}"),
        _ => format!("content/units/{unit}/finance/{name}"),
    }
}

/// Ledgers get the fields they leave out, unless the case is about what is missing or broken.
fn around(name: &str, unit: &str, bytes: Vec<u8>) -> Vec<u8> {
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return error.into_bytes(),
    };
    let stem = name.strip_suffix(".yaml");
    match stem {
        Some("portal") => {
            let stated = |line: &&str| !(line.starts_with("as_of:") && text.contains("as_of:"));
            let least: String = PORTAL.split_inclusive('\n').filter(stated).collect();
            format!("{least}{text}").into_bytes()
        }
        Some(stem) if !name.contains('/') && stem != "unit" && !text.contains("# as it is") => {
            ledger(&format!("{unit}-{stem}"), &text).into_bytes()
        }
        _ => text.into_bytes(),
    }
}

/// What a clerk would have written: behind a text, an expectation would itself be a mistake.
fn without(text: &str) -> String {
    let line = |line: &str| {
        let said = line.match_indices(" # ").find(|(at, _)| is_expectation(&line[at + 3..]));
        match said {
            Some((at, _)) => format!("{}{}", line[..at].trim_end(), &line[line.trim_end().len()..]),
            None => line.to_string(),
        }
    };
    text.split_inclusive('\n').map(line).collect()
}

fn is_expectation(said: &str) -> bool {
    ["error[", "notice[", "internal[", "help: "].iter().any(|grade| said.starts_with(grade))
}

fn comments(path: &str, text: &str, expected: &mut Expected) {
    for (index, line) in text.lines().enumerate() {
        let mut rest = line;
        while let Some((_, after)) = rest.split_once("# ") {
            let end = after.find(" # ").unwrap_or(after.len());
            let said = after[..end].trim_end();
            rest = &after[end..];
            if let Some(help) = said.strip_prefix("help: ") {
                expected.helps.insert(help.to_string());
            } else if ["error[", "notice[", "internal["].iter().any(|g| said.starts_with(g)) {
                expected.findings.insert(comment(path, index + 1, said));
            }
        }
    }
}

fn comment(path: &str, line: usize, said: &str) -> String {
    let (code, rest) = said.split_once(']').expect("a code in brackets");
    match rest.strip_prefix('@').and_then(|rest| rest.split_once(':')) {
        Some((column, message)) => format!("{path}:{line}:{column}: {code}]:{message}"),
        None if rest.starts_with('@') => format!("{path}:{line}:{}: {code}]", &rest[1..]),
        None => format!("{path}:{line}: {code}]{rest}"),
    }
}

/// Runs `check` over the portal and holds what it says against what is expected.
pub fn hold(portal: &Portal, expected: &Expected, more: &[&str]) -> Result<(), String> {
    let mut arguments = vec!["check", "--format", "short", "--lang", "zh"];
    arguments.extend(more);
    let ran = portal.run(&arguments);
    let mut wrong = String::new();
    let mut missing = expected.findings.clone();
    for line in ran.err.lines() {
        let plain = without_column(line);
        if !missing.remove(line) && !missing.remove(&plain) {
            wrong.push_str(&format!("  not expected: {line}\n"));
        }
    }
    for line in missing {
        wrong.push_str(&format!("  missing:      {line}\n"));
    }
    let blocks = expected.findings.iter().any(|f| f.contains(": error["));
    if ran.code != i32::from(blocks) {
        wrong.push_str(&format!("  exit code {}, findings block: {blocks}\n", ran.code));
    }
    if !expected.helps.is_empty() {
        let helps = helps(portal);
        if helps != expected.helps {
            wrong.push_str(&format!("  helps: {helps:?}\n  not:   {:?}\n", expected.helps));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// `path:3:9: error[…]` as `path:3: error[…]`.
fn without_column(line: &str) -> String {
    let Some(at) = ["error[", "notice[", "internal["].iter().find_map(|g| line.find(g)) else {
        return line.to_string();
    };
    let place = line[..at].trim_end_matches(": ");
    let mut parts: Vec<&str> = place.split(':').collect();
    if parts.len() == 3 {
        parts.pop();
    }
    format!("{}: {}", parts.join(":"), &line[at..])
}

fn helps(portal: &Portal) -> BTreeSet<String> {
    let ran = portal.run(&["check", "--format", "json", "--lang", "zh"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("a report");
    let problems = report["problems"].as_array().expect("problems").clone();
    problems.iter().filter_map(|p| p["help"].as_str()).map(str::to_string).collect()
}

/// Holds every case of a folder; all that differ are told together.
#[track_caller]
pub fn hold_all(folder: &str, more: impl Fn(&Path) -> &'static [&'static str]) {
    let mut told = String::new();
    let all = cases(folder);
    assert!(!all.is_empty(), "there are cases in {folder}");
    for case in all {
        let portal = Portal::new();
        let expected = lay(&case, &portal);
        if let Err(wrong) = hold(&portal, &expected, more(&case)) {
            let name = case.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"));
            told.push_str(&format!("{}\n{wrong}", name.unwrap_or(&case).display()));
        }
    }
    assert!(told.is_empty(), "\n{told}");
}

/// The codes expected anywhere in a folder of cases.
pub fn codes(folder: &str) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut codes = BTreeSet::new();
    for bytes in tree(&root).values() {
        for piece in String::from_utf8_lossy(bytes).split(['#', '\n']) {
            let Some((before, rest)) = piece.split_once('[') else { continue };
            let graded = ["error", "notice", "internal"].iter().any(|g| before.ends_with(g));
            let Some((code, _)) = rest.split_once(']').filter(|_| graded) else { continue };
            codes.insert(code.to_string());
        }
    }
    codes
}
