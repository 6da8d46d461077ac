//! Golden files: what is made today, held against the files that were read and accepted.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::portal::{Portal, tree};

/// Files by their path, as they stand in a folder of golden files.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Run instead of `cargo test` when an output changed on purpose.
const ACCEPT: &str = "SUNLIT_ACCEPT=1 cargo test golden";

/// Differences told in full; a change of the frame touches every page.
const TOLD: usize = 12;

/// Persons of the portals in `sites/` whose full name no page may hold, accepted or not.
const PRIVATE: &[&str] = &["诸葛明远", "周秀英", "王大力", "Zhou Xiuying"];

/// A line end that the file itself has, before the one it is shown by.
const LINE_END: char = '↵';

/// Elements that stand within a line.
const INLINE: &[&str] =
    &["a", "b", "button", "code", "data", "em", "i", "small", "span", "strong", "time"];

#[test]
fn every_portal_is_built_as_its_golden_files_say() {
    let sites = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let names = fs::read_dir(&sites).expect("tests/sites").map(|entry| entry.expect("an entry"));
    let mut folders: Vec<PathBuf> =
        names.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    assert!(folders.iter().any(|folder| folder.join("in").is_dir()), "there are portals");
    let built = folders.iter().map(|folder| (folder.join("out"), built(&folder.join("in"))));
    hold(&built.collect::<Vec<_>>());
}

/// What a build writes. Four things are held elsewhere and would make every change twice as long to read: the sums
/// of the files, the theme's own sheet and script, the pattern page, which shows what `parts/` holds, and the lists of the
/// search, which nobody can read.
fn built(project: &Path) -> Files {
    // A portal that is gone makes nothing, so its golden files are surplus.
    let content = tree(project);
    if content.is_empty() {
        return Files::new();
    }
    let portal = Portal::bare();
    for (path, bytes) in content {
        portal.put(&path, bytes);
    }
    portal.build().expect(0);
    let mut files = portal.site();
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        let named = PRIVATE.iter().find(|name| text.contains(**name));
        assert!(named.is_none(), "{}: {path} holds {named:?}", project.display());
    }
    files.retain(|path, _| {
        !path.ends_with("SHA256SUMS")
            && !path.starts_with("assets/")
            && path != "patterns.html"
            && !is_list(path)
    });
    files.into_iter().map(|(path, bytes)| (path.clone(), readable(&path, bytes))).collect()
}

/// Whether a file is packed: what says where pages' words stand, and the characters in their other forms.
fn is_list(path: &str) -> bool {
    let name = path.rsplit_once("search/").map_or("", |(_, name)| name);
    name.starts_with("pairs-") || name == "index.js" || name == "forms.js"
}

/// Holds what was made against the golden files of each folder, or makes those anew.
#[track_caller]
pub fn hold(folders: &[(PathBuf, Files)]) {
    if std::env::var_os("SUNLIT_ACCEPT").is_some_and(|said| said == "1") {
        folders.iter().for_each(|(folder, made)| accept(folder, made));
        return;
    }
    let wrong: Vec<String> =
        folders.iter().flat_map(|(folder, made)| differences(folder, made)).collect();
    let told = wrong[..wrong.len().min(TOLD)].join("\n");
    assert!(
        wrong.is_empty(),
        "{} golden files differ\n{told}\nif that is meant: {ACCEPT}, and read the difference",
        wrong.len()
    );
}

/// One entry a file that differs, is missing or is surplus, with its first differing line on both sides.
fn differences(folder: &Path, made: &Files) -> Vec<String> {
    let golden = tree(folder);
    let root = folder.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(folder).display();
    let mut wrong = Vec::new();
    for (path, bytes) in made {
        match golden.get(path) {
            Some(accepted) if accepted == bytes => {}
            Some(accepted) => wrong.push(format!("{root}/{path}{}", differs(accepted, bytes))),
            None => wrong.push(format!("{root}/{path}: made, and not among the golden files")),
        }
    }
    let surplus = golden.keys().filter(|path| !made.contains_key(*path));
    wrong.extend(surplus.map(|path| format!("{root}/{path}: a golden file, and not made")));
    wrong
}

fn differs(accepted: &[u8], made: &[u8]) -> String {
    let lines = |bytes| {
        let text = String::from_utf8_lossy(bytes).replace('\r', "␍");
        text.split('\n').map(str::to_string).collect::<Vec<_>>()
    };
    let (accepted, made) = (lines(accepted), lines(made));
    let same = accepted.iter().zip(&made).take_while(|(a, b)| a == b).count();
    let show = |lines: &[String]| lines.get(same).map_or("(the end)".to_string(), String::clone);
    format!(":{}\n  golden: {}\n  made:   {}", same + 1, show(&accepted), show(&made))
}

fn accept(folder: &Path, made: &Files) {
    let golden = tree(folder);
    for path in golden.keys().filter(|path| !made.contains_key(*path)) {
        fs::remove_file(folder.join(path)).expect("a golden file to remove");
    }
    for (path, bytes) in made.iter().filter(|(path, bytes)| golden.get(*path) != Some(*bytes)) {
        let target = folder.join(path);
        fs::create_dir_all(target.parent().expect("a file in a folder")).expect("folders");
        fs::write(target, bytes).expect("a golden file");
    }
}

/// A file in lines a person can compare: HTML gets a line before each tag that is not inline, JSON before each `{`.
/// The file's own line ends are marked, so that no two files read the same; other files stay as they are.
pub fn readable(path: &str, bytes: Vec<u8>) -> Vec<u8> {
    let starts_line: fn(&str) -> bool = match path.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => opens_block,
        "json" => |rest| rest.starts_with('{'),
        _ => return bytes,
    };
    let text = String::from_utf8(bytes).expect("pages and data are UTF-8");
    assert!(!text.contains(LINE_END), "{path} holds the mark of a line end");
    let text = without_asset_hash(&text);
    let mut out = String::with_capacity(text.len() * 11 / 10);
    for (at, letter) in text.char_indices() {
        if letter == '\n' {
            out.push(LINE_END);
        } else if !out.is_empty() && !out.ends_with('\n') && starts_line(&text[at..]) {
            out.push('\n');
        }
        out.push(letter);
    }
    out.into_bytes()
}

fn opens_block(rest: &str) -> bool {
    let Some(tag) = rest.strip_prefix('<').filter(|t| t.starts_with(|c: char| c.is_alphabetic()))
    else {
        return false;
    };
    !INLINE.contains(&tag.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default())
}

/// `sunlight.3fa94c01.css` as `sunlight.*.css`: a page must not differ because the sheet does.
fn without_asset_hash(page: &str) -> String {
    let (mark, hash) = ("assets/sunlight.", 8);
    let mut pieces = page.split(mark);
    let mut out = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        let hashed = piece.bytes().take(hash).filter(u8::is_ascii_hexdigit).count() == hash;
        let (before, rest) = if hashed { ("*", &piece[hash..]) } else { ("", piece) };
        out.extend([mark, before, rest]);
    }
    out
}

#[test]
fn a_golden_file_differing_missing_or_surplus_is_told_and_accepted() {
    let files = |all: &[(&str, &str)]| -> Files {
        all.iter().map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).collect()
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (golden, made) = (
        files(&[("a/same.csv", "1\r\n"), ("a/differs.csv", "1\n2\n"), ("surplus.html", "<p>")]),
        files(&[("a/same.csv", "1\r\n"), ("a/differs.csv", "1\n2\r\n"), ("b/new.html", "<p>")]),
    );
    accept(folder.path(), &golden);
    let root = folder.path().display();
    let expected = [
        format!("{root}/a/differs.csv:2\n  golden: 2\n  made:   2␍"),
        format!("{root}/b/new.html: made, and not among the golden files"),
        format!("{root}/surplus.html: a golden file, and not made"),
    ];
    assert_eq!(differences(folder.path(), &made), expected);
    accept(folder.path(), &made);
    assert_eq!(tree(folder.path()), made);
    assert!(differences(folder.path(), &made).is_empty());
}

#[test]
fn a_golden_page_has_a_line_a_block_and_marks_line_ends_of_its_own() {
    let read = |path: &str, text: &str| {
        String::from_utf8(readable(path, text.as_bytes().to_vec())).expect("UTF-8")
    };
    let page = "<ul><li><a href=x>a</a> <b>1 < 2</b></li>\n<li>b\n</ul>";
    let lines = "<ul>\n<li><a href=x>a</a> <b>1 < 2</b></li>↵\n<li>b↵\n</ul>";
    assert_eq!(read("page.html", page), lines);
    assert_ne!(read("page.html", "<p>\n<p>"), read("page.html", "<p><p>"));
    let sheet = "<link href=../assets/sunlight.0123abcd.css><p>assets/sunlight.other";
    let shown = "<link href=../assets/sunlight.*.css>\n<p>assets/sunlight.other";
    assert_eq!(read("page.html", sheet), shown);
    assert_eq!(read("a.json", "{\"a\":[{},{}]}\n"), "{\"a\":[\n{},\n{}]}↵\n");
    assert_eq!(read("a.csv", "a\r\n"), "a\r\n");
}
