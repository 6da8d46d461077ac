//! The register: what this program wrote on this machine, kept in the user's own folder, where no project reaches.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::owner::anew;
use super::sums::is_sum;
use crate::source::{hex, plain};

/// Names another folder for it, where a machine has no home or forgets it between builds.
const SETTING: &str = "SUNLIT_STATE";

/// Hashes of lists and notes by the place they were written at. A project is cloned with all its files, so a list that
/// lies in it proves nothing; what stands here no clone brings along.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// None where the machine has no folder for it: then nothing is known, and nothing deleted.
    folder: Option<PathBuf>,
}

impl Register {
    /// The register of whoever runs the program.
    pub fn of_user() -> Register {
        let named = |name: &str| {
            let path = PathBuf::from(std::env::var_os(name)?);
            path.is_absolute().then_some(path)
        };
        let home = |below: &str| std::env::home_dir().map(|home| home.join(below));
        let usual = match () {
            () if cfg!(windows) => named("LOCALAPPDATA"),
            () if cfg!(target_os = "macos") => home("Library/Application Support"),
            () => named("XDG_STATE_HOME").or_else(|| home(".local/state")),
        };
        let usual = usual.filter(|folder| folder.is_absolute());
        Register { folder: named(SETTING).or_else(|| usual.map(|folder| folder.join("sunlit"))) }
    }

    pub fn at(folder: &Path) -> Register {
        Register { folder: Some(folder.to_path_buf()) }
    }

    /// Hashes of what was written at a place.
    pub fn known(&self, place: &Path) -> BTreeSet<String> {
        let text = self.entry(place).and_then(|entry| plain::text(&entry).ok());
        let text = text.unwrap_or_default();
        text.lines().filter(|line| is_sum(line)).map(str::to_string).collect()
    }

    /// Notes down what is written at a place, instead of what was. Where that cannot be, it is unknown at the next build.
    pub fn note(&self, place: &Path, sums: &BTreeSet<String>) {
        let Some(entry) = self.entry(place) else { return };
        let lines: String = sums.iter().map(|sum| format!("{sum}\n")).collect();
        let write = || -> io::Result<()> {
            fs::create_dir_all(entry.parent().expect("a file in a folder"))?;
            let beside = entry.with_extension("new");
            let text = format!("# {}\n{lines}", place.display());
            anew(&beside)?.write_all(text.as_bytes())?;
            fs::rename(&beside, &entry)
        };
        let _ = write();
    }

    /// A file a place, named by its path with all links followed.
    fn entry(&self, place: &Path) -> Option<PathBuf> {
        let whole = place.canonicalize().or_else(|_| std::path::absolute(place)).ok()?;
        let name = hex(&Sha256::digest(whole.as_os_str().as_encoded_bytes()));
        Some(self.folder.as_ref()?.join("written").join(&name[..32]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_known_by_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        let sums = BTreeSet::from(["0".repeat(64), "1".repeat(64)]);
        let register = Register::at(&folder.path().join("state"));
        register.note(&one, &sums);
        assert_eq!(register.known(&one), sums);
        assert!(register.known(&other).is_empty());
        register.note(&one, &BTreeSet::new());
        assert!(register.known(&one).is_empty(), "instead of what was");
        Register::default().note(&one, &sums);
        assert!(Register::default().known(&one).is_empty(), "nowhere to keep it");
    }
}
