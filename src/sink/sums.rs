//! `SHA256SUMS`: which files a build wrote, so that anyone can check them and the next build deletes only its own.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::source::hex;

/// Paths from the portal's root with the SHA-256 of their bytes.
#[derive(Debug, Default, Clone)]
pub struct Sums {
    pub files: BTreeMap<String, String>,
}

impl Sums {
    pub fn add(&mut self, path: &str, bytes: &[u8]) {
        self.files.insert(path.to_string(), hex(&Sha256::digest(bytes)));
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
            // A path of another system (`C:`, `..\\`) is none that we wrote.
            let safe = !inside.starts_with('/')
                && !inside.contains(['\\', ':'])
                && !inside.split('/').any(|part| part == "..");
            if sum.len() == 64 && safe {
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

/// The name of every list of hashes.
pub const LIST: &str = "SHA256SUMS";

/// Where the list of a folder stands.
pub fn list_of(folder: &str) -> String {
    if folder.is_empty() { LIST.to_string() } else { format!("{folder}/{LIST}") }
}
