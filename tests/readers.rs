//! The quick and the marked reader say the same: what the quick one accepts gives the same row in the marked one.

use std::sync::Arc;

use proptest::prelude::*;
use sunlit::finding::Report;
use sunlit::kind::ledger::LEDGER;
use sunlit::source::{Source, both_readers, csv_rows, split_head};

use crate::portal::{LINE, ledger};

fn valid() -> Vec<String> {
    let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut texts: Vec<String> = crate::portal::tree(&sample)
        .into_iter()
        .filter(|(path, _)| path.contains("/finance/") && path.ends_with(".yaml"))
        .map(|(_, bytes)| String::from_utf8(bytes).expect("UTF-8"))
        .step_by(9)
        .collect();
    let small = format!(
        "period: 2026-03\ntitle: 'it''s'\nbasis: \"a\\tb\"\nplain: |\n  甲\n  乙\nlines:\n  - {LINE}}}\n"
    );
    texts.push(ledger("small", &small));
    texts
}

/// Pieces that change what a YAML text means.
const PIECES: &[&str] = &[
    ":",
    ": ",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "- ",
    "#",
    " #",
    "'",
    "\"",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a ",
    "*a",
    "!!str ",
    "|",
    ">",
    "|-\n  ",
    ">\n  ",
    "---\n",
    "...\n",
    "~",
    "null",
    "<<: ",
    "? ",
    "%YAML 1.1\n",
    "\\",
    "\\u4e00",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{0}",
    "\u{7f}",
    "是",
    "1e3",
    "0x10",
    "-1",
    "．",
    "２",
    "title: 甲\n",
    "标题: 乙\n",
    "lines: []\n",
    "\n\n",
    "  ",
];

/// Where a comment may begin, and what keeps it from being one.
const HASHES: &[&str] = &[
    " #",
    " # ",
    "\t#",
    " #3 ",
    "- #",
    ": #",
    "-\n  #",
    "\n  甲 #",
    "'",
    "\"",
    "|\n  甲 #",
    ", #",
];

fn mutate(text: &str, edits: &[(usize, usize, usize)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for &(at, cut, piece) in edits {
        let at = at % (chars.len() + 1);
        let end = (at + cut).min(chars.len());
        chars.splice(at..end, PIECES[piece % PIECES.len()].chars());
    }
    chars.into_iter().collect()
}

fn source(text: &str) -> Source {
    Source::of(Arc::from("a.yaml"), text.to_string())
}

#[track_caller]
fn agree(text: &str) -> bool {
    let (quick, marked, told) = both_readers(&source(text), &LEDGER);
    // The marked reader is stricter about indents inside brackets; what neither may do is read another row.
    if let (Some(quick), Some(marked)) = (&quick, &marked) {
        assert_eq!(quick, marked, "of\n{text}");
    }
    let cut_short = told.findings.iter().any(|f| f.rule.code == "text-behind-hash");
    assert!(quick.is_none() || !cut_short, "the quick reader loses words of\n{text}");
    quick.is_some()
}

#[test]
fn both_readers_accept_every_sample() {
    for text in valid() {
        assert!(agree(&text), "the quick reader takes\n{text}");
        assert!(
            both_readers(&source(&text), &LEDGER).1.is_some(),
            "so does the marked one\n{text}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn both_readers_agree_on_changed_ledgers(
        which in any::<prop::sample::Index>(),
        edits in prop::collection::vec((0..100_000_usize, 0..4_usize, 0..1000_usize), 1..4),
    ) {
        let texts = valid();
        agree(&mutate(&texts[which.index(texts.len())], &edits));
    }

    #[test]
    fn both_readers_agree_on_changed_heads(
        edits in prop::collection::vec((0..400_usize, 0..4_usize, 0..1000_usize), 1..3),
    ) {
        let texts = valid();
        agree(&mutate(&texts[texts.len() - 1], &edits));
    }

    /// Where a `#` is laid into a ledger behind a blank, both readers take what is before it, or it is told.
    #[test]
    fn both_readers_agree_on_ledgers_with_hashes(
        which in any::<prop::sample::Index>(),
        edits in prop::collection::vec((0..100_000_usize, 0..2_usize, 0..HASHES.len()), 1..6),
    ) {
        let texts = valid();
        let mut chars: Vec<char> = texts[which.index(texts.len())].chars().collect();
        for &(at, cut, piece) in &edits {
            let at = at % (chars.len() + 1);
            let end = (at + cut).min(chars.len());
            chars.splice(at..end, HASHES[piece].chars());
        }
        agree(&chars.into_iter().collect::<String>());
    }

    #[test]
    fn no_text_stops_a_reader(text in ".{0,200}") {
        agree(&text);
        split_head(&text);
        csv_rows(&source(&text), &sunlit::kind::ledger::LINE, &mut Report::default());
    }

    #[test]
    fn no_bytes_stop_the_decoder(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for name in ["a.yaml", "a.csv"] {
            Source::decode(&Arc::from(name), &bytes, &mut Report::default());
        }
    }
}
