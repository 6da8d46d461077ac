//! What the fuzzer found worth keeping, asked again on any machine, with a bounded number of changes that are always the same.

use std::path::Path;

use crate::portal::tree;

/// What each target asks; the fuzzer has the same file.
#[path = "../fuzz/targets.rs"]
mod targets;

/// Changed forms of each file.
const CHANGES: u64 = 8;
/// What changes put in: pieces that mean something to one of the readers.
const PIECES: &[&str] = &[
    "",
    "\n",
    ": ",
    "- ",
    ",",
    "\"",
    "'",
    "#",
    "---\n",
    "&a ",
    "*a",
    "|\n  ",
    "[",
    "}",
    "\0",
    "\r",
    "\u{feff}",
    "\u{2028}",
    "9999999999999.99",
    "-0",
    "2026-02-30",
    "２０２６",
    "<a b=\"",
    "](javascript:",
    "&#x",
    "%2",
    "\\u00",
];

fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    tree(&folder).into_iter().collect()
}

#[test]
fn every_target_holds_what_it_promises_over_its_corpus() {
    for (name, ask) in targets::TARGETS {
        let corpus = corpus(name);
        assert!(corpus.len() >= 10, "{name}: {} files", corpus.len());
        for (at, (path, bytes)) in corpus.iter().enumerate() {
            let mut state = at as u64 + 1;
            let mut forms = vec![bytes.clone()];
            forms.extend((0..CHANGES).map(|_| changed(bytes, &mut state)));
            for form in forms {
                let asked = std::panic::catch_unwind(|| ask(&form));
                assert!(asked.is_ok(), "{name}/{path}: {:?}", String::from_utf8_lossy(&form));
            }
        }
    }
}

/// The bytes with up to three pieces put in place of a few.
fn changed(bytes: &[u8], state: &mut u64) -> Vec<u8> {
    let mut below = |limit: usize| {
        *state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*state >> 33) as usize % limit
    };
    let mut out = bytes.to_vec();
    for _ in 0..=below(3) {
        let at = below(out.len() + 1);
        let end = (at + below(5)).min(out.len());
        let piece = PIECES[below(PIECES.len())];
        out.splice(at..end, piece.bytes());
    }
    out
}

#[test]
fn no_number_lies_in_the_corpus_and_it_is_small() {
    let mut size = 0;
    for (name, _) in targets::TARGETS {
        for (path, bytes) in corpus(name) {
            assert_eq!(sunlit::scan::hits(&bytes), [], "{name}/{path}");
            size += bytes.len();
        }
    }
    assert!(size < 500_000, "{size} bytes");
}
