//! Layers, sizes, names, style sheets, texts.

use std::collections::BTreeSet;
use std::path::Path;

use crate::portal::tree;

fn files(folder: &str, end: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let all = tree(&root).into_iter().filter(|(path, _)| path.ends_with(end));
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    all.map(|(path, bytes)| (format!("{folder}/{path}"), text(bytes))).collect()
}

fn rust() -> Vec<(String, String)> {
    let mut all = files("src", ".rs");
    all.extend(files("tests", ".rs"));
    all
}

/// Modules from the bottom up. One may use what stands before it.
const LAYERS: &[&str] = &[
    "model",
    "sheet",
    "scan",
    "finding",
    "source",
    "attachment",
    "kind",
    "tabular",
    "lock",
    "tally",
    "law",
    "sink",
    "read",
    "tongue",
    "check",
    "report",
    "waist",
    "chart",
    "data",
    "search",
    "page",
    "board",
    "site",
    "run",
    "publish",
    "review",
    "scaffold",
    "serve",
    "import",
    "cli",
];

/// Uses against the order, each with its reason.
const AGAINST: &[(&str, &str, &str)] = &[];

#[test]
fn a_module_uses_only_what_stands_below_it() {
    let place = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let mut wrong = BTreeSet::new();
    for (path, text) in files("src", ".rs") {
        let inside = path.trim_start_matches("src/");
        let own = inside.split(['/', '.']).next().unwrap_or_default();
        let Some(own_place) = place(own) else { continue };
        for used in used(&text) {
            let against = AGAINST.iter().any(|(a, b, _)| *a == own && *b == used);
            if place(used).is_some_and(|used| used > own_place) && !against {
                wrong.insert(format!("{own} uses {used}, in {path}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The modules of the crate that a text names, alone or together, as `use crate::{a, b::c}` does.
fn used(text: &str) -> BTreeSet<&str> {
    let name = |text: &str| text.find(|c: char| !c.is_ascii_lowercase() && c != '_');
    let first = |text: &'_ str| name(text).map_or(text.len(), |end| end);
    let mut all = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            all.insert(&rest[..first(rest)]);
            continue;
        };
        let mut depth = 0;
        let mut begins = true;
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => begins = true,
                c if begins && depth == 0 && !c.is_whitespace() => {
                    all.insert(&group[at..at + first(&group[at..])]);
                    begins = false;
                }
                _ => {}
            }
        }
    }
    all
}

#[test]
fn modules_are_seen_that_are_named_together() {
    let text = "use crate::model::Date;\nuse crate::{page::{self, frame}, site,\n    sink::Door};";
    assert_eq!(used(text), BTreeSet::from(["model", "page", "sink", "site"]));
}

#[test]
fn every_module_has_its_layer() {
    let text = include_str!("../src/lib.rs");
    for line in text.lines().filter_map(|l| l.strip_prefix("pub mod ")) {
        assert!(LAYERS.contains(&line.trim_end_matches(';')), "{line}");
    }
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    let mut wrong = Vec::new();
    for (path, text) in rust() {
        let lines = text.lines().count();
        if lines > 400 {
            wrong.push(format!("{path}: {lines} lines"));
        }
        if !text.starts_with("//! ") {
            wrong.push(format!("{path}: opens without `//!`"));
        }
        let name = path.rsplit('/').next().unwrap_or_default();
        if ["utils.rs", "helpers.rs", "common.rs", "misc.rs", "util.rs"].contains(&name) {
            wrong.push(format!("{path}: a name that says nothing"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The recount keeps the same measures; words stand in quotation marks or after `#`.
#[test]
fn the_recount_is_short_and_knows_nothing_of_the_crate() {
    let mut wrong = Vec::new();
    for (path, text) in files("tests/recount", ".py") {
        let words = |line: &str| line.contains('"') || line.trim_start().starts_with('#');
        let long = |line: &&str| line.chars().count() > 100 && !words(line);
        wrong.extend(text.lines().filter(long).map(|line| format!("{path}: {line}")));
        if text.lines().count() > 400 || !text.starts_with("\"\"\"") {
            wrong.push(format!("{path}: too long, or without its sentence"));
        }
        let own = ["src/", "docs/reference", "themes/"];
        wrong.extend(own.iter().filter(|of| text.contains(**of)).map(|of| format!("{path}: {of}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Where a message or a comment cannot be broken sensibly: words stand in string literals or after `//`.
#[test]
fn lines_are_at_most_a_hundred_columns() {
    let mut wrong = Vec::new();
    for (path, text) in rust() {
        let mut before = "";
        for (at, line) in text.lines().enumerate() {
            // A literal may run on from the line before.
            let runs_on = before.ends_with('\\') || path.ends_with("reference.rs");
            let words = line.contains('"') || line.trim_start().starts_with("//") || runs_on;
            before = line;
            if line.chars().count() > 100 && !words {
                wrong.push(format!("{path}:{}", at + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Functions over the budget, each with its reason.
const LONG: &[(&str, &str, &str)] = &[];

#[test]
fn functions_are_at_most_sixty_lines() {
    let mut wrong = Vec::new();
    for (path, text) in rust() {
        let mut open: Option<(usize, usize, String)> = None;
        for (at, line) in text.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let start = line.trim_start();
            let head = ["fn ", "pub fn ", "pub(super) fn ", "const fn ", "pub const fn "];
            if open.is_none() && head.iter().any(|h| start.starts_with(h)) && !line.ends_with('}') {
                open = Some((at, indent, start.to_string()));
            }
            let Some((from, depth, name)) = &open else { continue };
            if line.trim_end() == format!("{}}}", " ".repeat(*depth)) {
                let long = LONG.iter().any(|(file, head, _)| path == *file && name.contains(head));
                if at + 1 - from > 60 && !long {
                    wrong.push(format!("{path}:{}: {name}: {} lines", from + 1, at + 1 - from));
                }
                open = None;
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn style_sheets_keep_their_layer_and_their_colours_in_one_place() {
    let mut wrong = Vec::new();
    for (path, text) in files("themes", ".css") {
        let mut opening = text.trim_start();
        while let Some((_, rest)) = opening.strip_prefix("/*").and_then(|t| t.split_once("*/")) {
            opening = rest.trim_start();
        }
        if !opening.starts_with("@layer") {
            wrong.push(format!("{path}: opens without @layer"));
        }
        if text.contains("!important") {
            wrong.push(format!("{path}: !important"));
        }
        for (at, line) in text.lines().enumerate() {
            let hash = |(at, _): (usize, &str)| line[at + 1..].chars().next();
            let marks: Vec<char> = line.match_indices('#').filter_map(hash).collect();
            let selector = line.trim_end().ends_with('{') || line.trim_end().ends_with(',');
            if selector && marks.iter().any(char::is_ascii_alphabetic) && !line.contains('[') {
                wrong.push(format!("{path}:{}: an id in a selector", at + 1));
            }
            let colour = marks.iter().any(char::is_ascii_hexdigit) && !selector;
            if colour && !path.ends_with("tokens.css") && !line.contains('[') {
                wrong.push(format!("{path}:{}: a colour outside tokens.css", at + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_file_knows_this_machine_and_no_theme_calls_another() {
    let mut wrong = Vec::new();
    let machine = ["/home", "/root", "/Users", "/tmp"].map(|place| format!("{place}/"));
    for folder in ["src", "themes", "content", "docs", "tests"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        // What npm installs for the browser suite is not ours.
        let ours = tree(&root).into_iter().filter(|(path, _)| !path.contains("node_modules/"));
        for (path, bytes) in ours {
            let text = String::from_utf8_lossy(&bytes);
            for place in machine.iter().filter(|place| text.contains(place.as_str())) {
                wrong.push(format!("{folder}/{path}: {place}"));
            }
            let calls = text.contains("http://") || text.contains("https://");
            let names_only = text.contains("www.w3.org/");
            if folder == "themes" && calls && !names_only {
                wrong.push(format!("{folder}/{path}: calls another host"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What opens a file that is there follows a link and writes over what it leads to: only `sink::owner` and those that make a
/// file which must be new write on the disk.
#[test]
fn nothing_is_written_but_by_the_safe_ways() {
    let ways = ["fs::write(", " File::create(", "(File::create(", "fs::copy(", "truncate(true)"];
    let mut wrong = Vec::new();
    for (path, text) in files("src", ".rs") {
        let own = text.split("#[cfg(test)]").next().unwrap_or_default();
        if path.contains("/tests") || path == "src/tongue/gathered.rs" {
            continue;
        }
        let found = ways.iter().filter(|way| own.contains(**way));
        wrong.extend(found.map(|way| format!("{path}: {way}")));
    }
    assert!(wrong.is_empty(), "use sink::replace, anew or beside: {wrong:#?}");
}

#[test]
fn the_theme_says_everything_in_both_languages() {
    let keys = |name: &str| -> BTreeSet<String> {
        let all = files("themes/sunlight/texts", name);
        let lines = all.iter().flat_map(|(_, text)| text.lines());
        let key = |line: &str| line.split_once(':').map(|(key, _)| key.to_string());
        lines.filter(|l| !l.trim_start().starts_with('#')).filter_map(key).collect()
    };
    let (zh, en) = (keys("zh-CN.yaml"), keys("en.yaml"));
    assert!(zh.len() > 10);
    let differ: Vec<_> = zh.symmetric_difference(&en).collect();
    assert!(differ.is_empty(), "in one language only: {differ:?}");
}

#[test]
fn every_module_has_its_paragraph_in_the_architecture() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let paper = std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let modules = std::fs::read_dir(root.join("src")).unwrap().map(|entry| entry.unwrap());
    let folders = modules.filter(|entry| entry.path().is_dir());
    let missing: Vec<String> = folders
        .map(|entry| format!("**`src/{}/`**", entry.file_name().to_string_lossy()))
        .filter(|heading| !paper.contains(heading))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}
