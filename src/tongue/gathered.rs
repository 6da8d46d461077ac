//! Gathers from the sources what the program says, so that the lists in `known` are whole.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::kind::Kinds;
use crate::kind::declared::CADENCES;
use crate::kind::record::Kind;
use crate::law::shipped_packs;
use crate::model::shape::{Shape, Type};
use crate::model::{Base, Words};

/// Where words are said that readers see.
const SPEAKING: &[&str] =
    &["kind", "waist", "page", "chart", "board", "read", "site", "run", "check"];

/// Files whose words only clerks see, and those whose declarations are walked through.
const SILENT: &[&str] = &[
    "src/kind/declared/kept.rs",
    "src/kind/declared/m",
    "src/kind/formula/",
    "src/kind/portal/",
    "src/kind/private.rs",
    "src/kind/reference.rs",
    "src/model/",
    "src/page/theme",
    "src/read/",
    "src/run/leads/",
    "src/run/unit/mod.rs",
    "src/site/hosts",
    "src/waist/markdown/",
];

#[derive(Default)]
struct Gathered {
    zh: BTreeSet<String>,
    en: BTreeSet<String>,
}

impl Gathered {
    fn words(&mut self, words: Words) {
        self.pair(words.zh, words.en);
    }

    fn pair(&mut self, zh: &str, en: &str) {
        self.zh.extend(text(zh).filter(|text| is_chinese(text)));
        self.en.extend(text(en).filter(|text| text.contains(|c: char| c.is_ascii_alphabetic())));
    }

    fn kind(&mut self, kind: &Kind) {
        [kind.words, kind.gloss].into_iter().for_each(|words| self.words(words));
        self.shape(kind.shape);
    }

    fn shape(&mut self, shape: &Shape) {
        self.words(shape.words);
        for field in shape.fields() {
            [field.words, field.gloss, field.measure].into_iter().for_each(|w| self.words(w));
            match field.of {
                Type::List(inner) | Type::Group(inner) => self.shape(inner),
                Type::Choice(all) | Type::ChoiceOr(all) => {
                    all.iter().for_each(|choice| self.words(choice.words))
                }
                _ => {}
            }
        }
    }

    /// Pairs of literals, Chinese and then English, and what a count is said with.
    fn source(&mut self, rust: &str) {
        let literals = literals(rust);
        for (at, (start, zh)) in literals.iter().enumerate() {
            // Help is for clerks, who are spoken to in one of the program's own languages.
            let help = rust[..*start].trim_end_matches(['"', '(']).trim_end();
            let help =
                help.strip_suffix("format!").map_or(help, |before| before.trim_end_matches('('));
            if !is_chinese(zh) || help.ends_with(".help") {
                continue;
            }
            self.zh.extend(text(zh));
            let from = start + zh.len();
            let Some((next, en)) = literals.get(at + 1) else { continue };
            let gap = &rust[from.min(*next)..*next];
            let adjoins = !gap.contains([';', '{']) || gap.contains("Base::En");
            if adjoins && !is_chinese(en) {
                self.pair("", en);
            }
        }
        for (at, (start, one)) in literals.iter().enumerate() {
            let before = rust[..*start].trim_end().trim_end_matches('"').trim_end();
            let line = &before[before.rfind(['\n', ';']).map_or(0, |at| at + 1)..];
            if line.contains("Base::En") && !is_chinese(one) {
                self.pair("", one);
            }
            let asked = line.rfind("counted(").map(|at| &line[at..]);
            if asked.is_some_and(|call| {
                call.matches(',').count() == 1
                    && call.matches('(').count() > call.matches(')').count()
            }) {
                self.pair("", &format!("{{}} {one}"));
                if let Some((_, many)) = literals.get(at + 1) {
                    self.pair("", &format!("{{}} {many}"));
                }
            }
        }
    }
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// A literal as a line of the list: its values as holes. None for what says nothing by itself.
fn text(literal: &str) -> impl Iterator<Item = String> + use<> {
    let mut out = String::new();
    let mut rest = literal;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        out.push_str("{}");
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    let says = out.chars().any(char::is_alphabetic) && !out.contains(['\n', '\\', '<']);
    says.then_some(out).into_iter()
}

/// The string literals of a source with the bytes they begin at; comments and tests are left out.
fn literals(rust: &str) -> Vec<(usize, String)> {
    let rust = rust.split("#[cfg(test)]").next().unwrap_or_default();
    let mut all = Vec::new();
    let (mut at, bytes) = (0, rust.as_bytes());
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at += rust[at..].find('\n').unwrap_or(rust.len() - at);
            }
            b'\'' if bytes.get(at + 1) == Some(&b'"') => at += 3,
            b'"' => {
                let start = at + 1;
                let mut end = start;
                while end < bytes.len() && bytes[end] != b'"' {
                    end += if bytes[end] == b'\\' { 2 } else { 1 };
                }
                let end = end.min(bytes.len());
                all.push((start, rust[start..end].to_string()));
                at = end + 1;
            }
            _ => at += 1,
        }
    }
    all
}

fn rust_files(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn gathered() -> Gathered {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Gathered::default();
    let mut files = Vec::new();
    rust_files(&root.join("src"), &mut files);
    for path in files {
        let name = path.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
        let module = name.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default();
        let said = SPEAKING.contains(&module) || name.starts_with("src/finding/");
        if said && !SILENT.iter().any(|silent| name.starts_with(silent)) && !name.contains("test") {
            all.source(&fs::read_to_string(&path).expect("a source"));
        }
    }
    Kinds::shipped().iter().for_each(|kind| all.kind(kind));
    for entry in shipped_packs().iter().flat_map(|(_, pack)| &pack.entries) {
        all.pair(&entry.item.zh, &entry.item.en);
    }
    CADENCES.iter().for_each(|cadence| all.words(cadence.words));
    all
}

#[test]
fn the_lists_of_what_is_said_are_fresh() {
    let gathered = gathered();
    for (base, texts) in [(Base::Zh, gathered.zh), (Base::En, gathered.en)] {
        let list: String = texts.iter().map(|text| format!("{text}\n")).collect();
        let path = format!("{}/src/tongue/said.{}.txt", env!("CARGO_MANIFEST_DIR"), base.tag());
        if std::env::var_os("SUNLIT_ACCEPT").is_some() {
            fs::write(&path, &list).expect("the list can be written");
        }
        let kept = fs::read_to_string(&path).expect("the list is there");
        assert!(kept == list, "stale; accept with SUNLIT_ACCEPT=1: {path}");
    }
}
