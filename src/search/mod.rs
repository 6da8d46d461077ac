//! The index of words: which pairs of neighbouring characters stand on which page, cut into scripts that work without a
//! server. The format is [docs/formats/search.md](../../docs/formats/search.md).

mod document;
mod pairs;
mod written;

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::model::{Document, spelling};
use pairs::Shard;
use written::{Call, SYMBOLS, symbols};

pub use document::{of_row, of_table};
pub use pairs::plain;

/// The format's version, raised when a field changes its meaning.
pub const SCHEMA: u32 = 1;

/// Where the files of an index stand, from the page of its search.
pub const FOLDER: &str = "search";

/// What a file of words holds at most, unless one page alone has more: ten results may need ten of them.
const TEXT_BYTES_MAX: usize = 6 * 1024;

/// One file of an index, by its path from the page of its search.
#[derive(Debug)]
pub struct File {
    pub path: String,
    pub bytes: Vec<u8>,
    pub exempt: Vec<String>,
    /// Where the words of each document begin, and the file it was made from.
    from: Vec<(usize, String)>,
}

impl File {
    /// The file that what stands at this byte was made from, where that is known.
    pub fn source(&self, at: usize) -> Option<&str> {
        let next = self.from.partition_point(|(from, _)| *from <= at);
        let (_, source) = self.from.get(next.checked_sub(1)?)?;
        Some(source.as_str()).filter(|source| !source.is_empty())
    }
}

/// The files of an index. The order of the documents is the order in which they are found.
pub fn files(documents: &[&Document]) -> Vec<File> {
    let texts = texts(documents);
    let shards = pairs::shards(documents);
    let counts: Vec<usize> = texts.iter().map(|(count, _)| *count).collect();
    let firsts: String = shards.iter().map(|shard| symbols(shard.first)).collect();
    let of_pairs = shards.into_iter().enumerate().map(|(at, shard)| pairs_file(at, shard));
    let mut files: Vec<File> = of_pairs.collect();
    files.extend(texts.into_iter().map(|(_, file)| file));
    files.push(head(documents.len(), &counts, &firsts, stamp(&files)));
    files
}

/// The simplified form of each character that has another, for queries in traditional ones.
pub fn forms() -> File {
    file("forms", Call::new("forms", &json!(spelling::forms())), Vec::new())
}

fn file(name: &str, call: Call, exempt: Vec<String>) -> File {
    File { path: format!("{FOLDER}/{name}.js"), bytes: call.bytes(), exempt, from: Vec::new() }
}

/// What says where everything is: how many documents each file of words holds, and from which hash on pairs stand in
/// which file.
fn head(documents: usize, counts: &[usize], firsts: &str, stamp: String) -> File {
    let counts: String = counts.iter().map(|count| SYMBOLS[*count] as char).collect();
    let head = json!({
        "schema": SCHEMA, "stamp": stamp, "documents": documents, "texts": counts, "pairs": firsts,
    });
    file("index", Call::new("index", &head), Vec::new())
}

/// A word that differs where the files do: asked for with it, no file is an old one that a browser has kept.
fn stamp(files: &[File]) -> String {
    let mut hash = Sha256::new();
    files.iter().for_each(|file| hash.update(&file.bytes));
    let digest = hash.finalize();
    symbols(u32::from_be_bytes([0, digest[0], digest[1], digest[2]]))
}

fn pairs_file(at: usize, shard: Shard) -> File {
    let name = format!("pairs-{at}");
    file(&name, Call::written(&name, shard.lists), Vec::new())
}

/// The documents' words in files of about one size, with how many documents each holds.
fn texts(documents: &[&Document]) -> Vec<(usize, File)> {
    let written: Vec<String> = documents.iter().map(|one| words(one)).collect();
    let mut files = Vec::new();
    let mut start = 0;
    while start < documents.len() {
        let mut size = written[start].len();
        let mut end = start + 1;
        while end < documents.len() && end - start < SYMBOLS.len() - 1 {
            size += written[end].len() + 1;
            if size > TEXT_BYTES_MAX {
                break;
            }
            end += 1;
        }
        let name = format!("text-{}", files.len());
        let exempt = documents[start..end].iter().flat_map(|one| one.exempt.iter().cloned());
        let call = Call::written(&name, format!("[{}]", written[start..end].join(",")));
        let mut file = file(&name, call, exempt.collect());
        let mut at = Call::head(&name).len() + 1;
        for (one, words) in documents[start..end].iter().zip(&written[start..end]) {
            file.from.push((at, one.source.clone()));
            at += words.len() + 1;
        }
        files.push((end - start, file));
        start = end;
    }
    files
}

/// One document as the script shows it and looks it through; its simplified form only where that is another, and what is
/// looked through unshown.
fn words(document: &Document) -> String {
    let lines = document.lines.join("\n");
    let date = document.date.map(|day| day.to_string()).unwrap_or_default();
    let mut all = vec![&document.href, &document.title, &document.about, &date, &lines];
    let plain = format!("{}\n{lines}", document.title);
    let simplified = Some(spelling::simplified(&plain)).filter(|simplified| *simplified != plain);
    let unshown: Vec<&str> =
        simplified.iter().chain(&document.unseen).map(String::as_str).collect();
    let unshown = unshown.join("\n");
    if !unshown.is_empty() {
        all.push(&unshown);
    }
    serde_json::to_string(&all).expect("texts alone")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_words_knows_where_each_of_them_is_from() {
        let document = |source: &str, line: &str| Document {
            source: source.to_string(),
            lines: vec![line.to_string()],
            ..Document::default()
        };
        let all = [document("a.md", "甲"), document("", "乙"), document("b.yaml", "丙")];
        let made = files(&all.iter().collect::<Vec<_>>());
        let file = made.iter().find(|file| file.path.ends_with("text-0.js")).expect("words");
        let text = String::from_utf8_lossy(&file.bytes);
        let source = |line: &str| file.source(text.find(line).expect("it stands there"));
        assert_eq!(["甲", "乙", "丙"].map(source), [Some("a.md"), None, Some("b.yaml")]);
        assert_eq!(file.source(0), None);
    }
}
