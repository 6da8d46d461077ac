//! What systems, editors and programs that keep folders alike leave lying about: nobody wrote it, and nobody is asked.

use std::collections::BTreeSet;
use std::sync::Arc;

/// What is left lying about.
pub struct Litter;

/// Folders of systems and of programs, besides those whose names begin with a point.
const FOLDERS: &[&str] =
    &["__macosx", "$recycle.bin", "system volume information", "@eadir", "#recycle"];

/// Files of systems.
const FILES: &[&str] = &["thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "autorun.inf"];

/// Endings of files that are written for a moment, or that an editor keeps beside what was changed.
const MOMENTARY: &[&str] = &[".tmp", ".temp", ".swp", ".swo", ".part", ".crdownload"];

/// What programs that keep folders alike put into the name of the copy that lost.
const CONFLICTS: &[&str] =
    &[".sync-conflict-", "冲突副本", "冲突的副本", "冲突文件", "conflicted copy", "_conflict-"];

impl Litter {
    /// The litter of a sorted list of files, and the rest. A copy counts as litter beside what it is a copy of: alone it is
    /// what is left of a file.
    pub fn among(files: Vec<Arc<str>>) -> (Vec<Arc<str>>, Vec<Arc<str>>) {
        let suspect = |file: &Arc<str>| original(name_of(file)).is_some();
        let mut there = BTreeSet::new();
        if files.iter().any(suspect) {
            there.extend(files.iter().cloned());
        }
        files.into_iter().partition(|file| {
            let name = name_of(file);
            let folder = &file[..file.len() - name.len()];
            Litter::is_file(name)
                || original(name).is_some_and(|of| there.contains(&*format!("{folder}{of}")))
        })
    }

    /// Whether nothing in a folder of this name is looked at.
    pub fn is_folder(name: &str) -> bool {
        name.starts_with('.') || FOLDERS.contains(&&*name.to_lowercase())
    }

    /// Whether a file of this name is looked at by nobody, whatever lies beside it.
    pub fn is_file(name: &str) -> bool {
        let small = name.to_lowercase();
        // A name that parts folders on another system is told, whatever it begins with.
        if name.contains('\\') || name.starts_with("..") {
            return false;
        }
        name.starts_with('.')
            || name.starts_with("~$")
            || (name.starts_with('#') && name.ends_with('#'))
            || FILES.contains(&&*small)
            || MOMENTARY.iter().any(|ending| small.ends_with(ending))
    }
}

fn name_of(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

/// The name of the file that a kept or conflicting copy was made of.
pub fn original(name: &str) -> Option<String> {
    let kept = [".bak", ".orig", ".old", "~"].iter().find_map(|end| name.strip_suffix(end));
    if let Some(name) = kept.filter(|name| !name.is_empty()) {
        return Some(name.to_string());
    }
    let (stem, ending) = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())?;
    let at = CONFLICTS.iter().filter_map(|mark| stem.to_lowercase().find(mark)).min()?;
    let before = stem.get(..at)?;
    // `2026-03 (王会计的冲突副本 2026-04-01).yaml`: what stands in the bracket belongs to the mark.
    let opened = before.rfind(['(', '（']).filter(|open| !before[*open..].contains([')', '）']));
    let before = opened.map_or(before, |open| &before[..open]);
    let before = before.trim_end_matches([' ', '-', '_']);
    (!before.is_empty()).then(|| format!("{before}.{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(names: &[&str]) -> Vec<String> {
        let files = names.iter().map(|name| Arc::from(format!("a/{name}"))).collect();
        let left = Litter::among(files).1;
        left.iter().map(|file| name_of(file).to_string()).collect()
    }

    #[test]
    fn nobody_is_asked_about_litter() {
        let litter = [
            "._2026-03.yaml",
            ".DS_Store",
            ".#2026-03.yaml",
            ".~lock.a.xlsx#",
            ".2026-03.yaml.swp",
            ".syncthing.2026-03.yaml.tmp",
            "#2026-03.yaml#",
            "2026-03.yaml.tmp",
            "2026-03.yaml.swp",
            "Thumbs.db",
            "desktop.ini",
            "~$2026-03.xlsx",
        ];
        assert!(kept(&litter).is_empty(), "{:?}", kept(&litter));
        for folder in [".git", ".svn", "__MACOSX", "$RECYCLE.BIN", ".stfolder", "@eaDir"] {
            assert!(Litter::is_folder(folder), "{folder}");
        }
        assert!(!Litter::is_folder("finance"));
        assert!(!Litter::is_file("..\\..\\outside.md") && !Litter::is_file(".\\a.md"));
    }

    #[test]
    fn a_copy_is_litter_beside_what_it_was_made_of() {
        for copy in [
            "2026-03.yaml.bak",
            "2026-03.yaml~",
            "2026-03.sync-conflict-20260401-101010-ABCDEFG.yaml",
            "2026-03 (冲突副本).yaml",
            "2026-03（王会计的冲突副本 2026-04-01）.yaml",
            "2026-03 (Zhang's conflicted copy 2026-04-01).yaml",
            "2026-03_conflict-20260401.yaml",
        ] {
            assert_eq!(kept(&["2026-03.yaml", copy]), ["2026-03.yaml"], "{copy}");
            assert_eq!(kept(&[copy]), [copy], "alone it is what is left");
            assert_eq!(original(copy).as_deref(), Some("2026-03.yaml"), "{copy}");
        }
        let names = ["2026-03.yaml", "2026-03 (1).yaml", "冲突.md", "a.b.yaml"];
        assert_eq!(kept(&names), names);
    }
}
