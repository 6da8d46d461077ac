//! What systems, editors and programs that keep folders alike leave lying about: nobody wrote it, and nobody is asked.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::Words;

/// What is left lying about.
pub struct Litter;

/// Folders of systems and of programs, besides those whose names begin with a point.
const FOLDERS: &[&str] =
    &["__macosx", "$recycle.bin", "system volume information", "@eadir", "#recycle"];

/// Files of systems.
const FILES: &[&str] = &["thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "autorun.inf"];

/// Endings of files that are written for a moment, or that an editor keeps beside what was changed.
const MOMENTARY: &[&str] = &[".tmp", ".temp", ".swp", ".swo"];

/// Endings of what is not whole yet: a download, a copy over the network, a save that was cut short.
const UNFINISHED: &[&str] = &[
    ".part",
    ".partial",
    ".filepart",
    ".crdownload",
    ".download",
    ".downloading",
    ".opdownload",
    ".xltd",
    ".aria2",
    ".sunlit-part",
];

/// The ending of what stands for a file that a cloud keeps.
const IN_THE_CLOUD: &str = ".icloud";

/// What programs put before the name of a file they are at work on, or before its copy.
const PREFIXES: &[&str] = &["~$", ".~lock.", ".#", "._", ".syncthing.", "~syncthing~", "#", "."];

/// Folders that hold the history of files, and none of today's.
const HISTORIES: &[&str] = &[".git", ".svn", ".hg", ".jj"];

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
            || name.starts_with("~syncthing~")
            || FILES.contains(&&*small)
            || MOMENTARY.iter().chain(UNFINISHED).any(|ending| small.ends_with(ending))
    }

    /// Whether a folder is passed over and may still hold what somebody takes for published: a village that was hidden, or
    /// that a program put aside.
    pub fn may_hide(name: &str) -> bool {
        Litter::is_folder(name) && !HISTORIES.contains(&&*name.to_lowercase())
    }

    /// Whether a folder belongs to a system or to a program that keeps what was deleted or changed.
    pub fn is_of_system(name: &str) -> bool {
        let small = name.to_lowercase();
        let kept = [".trash", ".stversions", ".stfolder", ".recycle", ".sync", ".dropbox"];
        FOLDERS.contains(&&*small) || kept.iter().any(|start| small.starts_with(start))
    }
}

/// The name of the file that litter is of, and what became of that file where it is not there.
pub fn trace(name: &str) -> Option<(String, Words)> {
    let small = name.to_lowercase();
    let ends = |ending: &&&str| small.ends_with(**ending);
    let cloud = small.strip_suffix(IN_THE_CLOUD).map(str::len);
    let unfinished = UNFINISHED.iter().find(ends).map(|ending| name.len() - ending.len());
    let momentary = MOMENTARY.iter().find(ends).map(|ending| name.len() - ending.len());
    let what = match (cloud, unfinished) {
        (Some(_), _) => Words::new("还没有从 iCloud 下载下来", "was not fetched from iCloud yet"),
        (_, Some(_)) => Words::new("没有下载完或没有拷完", "was not fetched or copied to its end"),
        _ => Words::new(
            "只剩下系统或编辑器留的这一份",
            "left nothing but what a system or an editor wrote",
        ),
    };
    let bare = cloud.or(unfinished).or(momentary).map_or(name, |end| name.get(..end).unwrap_or(""));
    let before = PREFIXES.iter().find_map(|prefix| bare.strip_prefix(prefix));
    let of = before.unwrap_or(bare).trim_end_matches('#');
    (of != name && !of.is_empty()).then(|| (of.to_string(), what))
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
    fn litter_tells_what_it_is_of() {
        for name in [
            "._2026-03.yaml",
            ".#2026-03.yaml",
            ".~lock.2026-03.yaml#",
            ".2026-03.yaml.swp",
            ".syncthing.2026-03.yaml.tmp",
            "~syncthing~2026-03.yaml.tmp",
            "#2026-03.yaml#",
            "2026-03.yaml.part",
            "2026-03.yaml.filepart",
            "2026-03.yaml.crdownload",
            ".2026-03.yaml.icloud",
            ".2026-03.yaml",
            "~$2026-03.yaml",
        ] {
            assert!(Litter::is_file(name), "{name}");
            assert_eq!(trace(name).map(|(of, _)| of).as_deref(), Some("2026-03.yaml"), "{name}");
        }
        assert!(trace("Thumbs.db").is_none() && trace("2026-03.yaml").is_none());
        assert!(Litter::may_hide(".dongwan") && !Litter::may_hide(".git"));
        assert!(Litter::is_of_system("@eaDir") && !Litter::is_of_system(".dongwan"));
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
