//! `SHA256SUMS`: which files a build wrote, so that anyone can check them and the next build deletes only its own.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::address::is_inside;
use crate::source::hex;

/// SHA-256 in hexadecimal, as `sha256sum` writes it.
pub fn sum_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Paths from the portal's root with the SHA-256 of their bytes.
#[derive(Debug, Default, Clone)]
pub struct Sums {
    pub files: BTreeMap<String, String>,
}

impl Sums {
    /// Adds a file; whether it was there already with the same bytes.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> bool {
        let sum = sum_of(bytes);
        self.files.insert(path.to_string(), sum.clone()).is_some_and(|before| before == sum)
    }

    /// The form `sha256sum -c` reads, with paths from the folder the list stands in.
    pub fn text(&self, folder: &str) -> String {
        let mut out = String::with_capacity(self.files.len() * 100);
        for (path, sum) in &self.files {
            let inside = path
                .strip_prefix(folder)
                .map_or(path.as_str(), |rest| rest.trim_start_matches('/'));
            out.push_str(sum);
            out.push_str("  ");
            out.push_str(inside);
            out.push('\n');
        }
        out
    }

    /// Reads a list back; lines that are none are passed over.
    pub fn parse(text: &str, folder: &str) -> Sums {
        let mut sums = Sums::default();
        for line in text.lines() {
            let Some((sum, inside)) = line.split_once("  ") else { continue };
            // A path that leads out is none that we wrote.
            if is_sum(sum) && is_inside(inside) {
                let path = if folder.is_empty() {
                    inside.to_string()
                } else {
                    format!("{folder}/{inside}")
                };
                sums.files.insert(path, sum.to_string());
            }
        }
        sums
    }
}

/// Whether this is a SHA-256 as we write it.
pub fn is_sum(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'))
}

/// The name of every list of hashes.
pub const LIST: &str = "SHA256SUMS";

/// Where the list of a folder stands.
pub fn list_of(folder: &str) -> String {
    if folder.is_empty() { LIST.to_string() } else { format!("{folder}/{LIST}") }
}
