//! What a host lists, folder by folder, with an end: a server may name ever deeper folders, or ever more files.

use std::collections::BTreeSet;

use crate::model::Stop;
use crate::sink::address::is_inside;

/// A site's folders are a handful deep: unit, kind, record.
const DEPTH_MAX: usize = 16;

/// A city has a million files.
const NAMES_MAX: usize = 4_000_000;
const FOLDERS_MAX: usize = 100_000;

/// Names found so far, and folders that are still to be asked for.
#[derive(Debug)]
pub struct Listing {
    pub names: BTreeSet<String>,
    open: Vec<String>,
    folders: usize,
}

impl Listing {
    /// Begins with the folder at the top, whose name is empty.
    pub fn new() -> Listing {
        Listing { names: BTreeSet::new(), open: vec![String::new()], folders: 0 }
    }

    /// The next folder to ask for, with a slash at its end.
    pub fn next(&mut self) -> Option<String> {
        self.open.pop()
    }

    /// Takes a path with a slash at its end for a folder, and any other for a file. One that we would never have written is
    /// passed over.
    pub fn add(&mut self, path: String) -> Result<(), Stop> {
        let folder = path.strip_suffix('/');
        if !is_inside(folder.unwrap_or(&path)) {
            return Ok(());
        }
        if folder.is_some() {
            self.folders += 1;
            self.open.push(path.clone());
        } else {
            self.names.insert(path.clone());
        }
        let depth = path.matches('/').count();
        if depth <= DEPTH_MAX && self.folders <= FOLDERS_MAX && self.names.len() <= NAMES_MAX {
            return Ok(());
        }
        Err(endless())
    }
}

/// Refuses a place whose list has no end.
pub fn endless() -> Stop {
    Stop::refused(
        format!(
            "那边列出来的文件夹没有尽头（超过 {DEPTH_MAX} 层、{FOLDERS_MAX} 个文件夹或 {NAMES_MAX} 个文件）：换一个空的地方，或请主机管理员看看"
        ),
        format!(
            "what the host lists has no end (more than {DEPTH_MAX} folders deep, {FOLDERS_MAX} folders or {NAMES_MAX} files): choose an empty place, or ask whoever runs it"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ever_deeper_folders_and_ever_more_of_them_come_to_an_end() {
        let mut listing = Listing::new();
        let mut asked = 0;
        let stop = loop {
            let folder = listing.next().expect("it goes on");
            asked += 1;
            if let Err(stop) = listing.add(format!("{folder}a/")) {
                break stop;
            }
        };
        assert_eq!(asked, DEPTH_MAX + 1);
        assert!(stop.to_string().contains("no end"), "{stop}");
        let mut listing = Listing::new();
        let failed = (0..=FOLDERS_MAX).find_map(|at| listing.add(format!("{at}/")).err());
        assert!(failed.is_some());
    }

    #[test]
    fn a_path_that_leads_out_is_none_of_ours() {
        let mut listing = Listing::new();
        for path in ["../a", "a/../b", "/etc/passwd", "..", "../", ".git/", "a//"] {
            listing.add(path.to_string()).unwrap();
        }
        listing.add("a/b.html".to_string()).unwrap();
        assert_eq!(listing.names.iter().collect::<Vec<_>>(), ["a/b.html"]);
        assert_eq!((listing.next().as_deref(), listing.next()), (Some(""), None));
    }
}
