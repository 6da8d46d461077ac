//! What a project remembers of a target, in `.sunlit/`: which publication it saw last, and what arrived of one cut short.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::model::Stop;
use crate::sink::found;

/// Where a project keeps them. It needs no backup and belongs into no repository.
pub const FOLDER: &str = ".sunlit";

/// What stands for a record where there is none.
const NO_RECORD: &str = "-";

/// The notes on one target.
#[derive(Debug)]
pub struct Notes {
    folder: PathBuf,
}

/// What arrived since the last record: files by their hash, `None` for one that was deleted.
pub type Arrived = BTreeMap<String, Option<String>>;

impl Notes {
    pub fn of(project: &Path, target: &str) -> Notes {
        Notes { folder: project.join(FOLDER).join(target) }
    }

    /// A folder for what a host of this target keeps to itself.
    pub fn place(&self, name: &str) -> Result<PathBuf, Stop> {
        self.make()?;
        Ok(self.folder.join(name))
    }

    fn make(&self) -> Result<(), Stop> {
        let at = Stop::at(&self.folder);
        let ignore = self.folder.with_file_name(".gitignore");
        fs::create_dir_all(&self.folder).and_then(|()| fs::write(ignore, "*\n")).map_err(at)
    }

    /// Hashes of the records this project put there last: of one whose end nobody saw there are two.
    pub fn seen(&self) -> Result<Vec<String>, Stop> {
        let one = |name: &str| {
            let path = self.folder.join(name);
            found(fs::read_to_string(&path)).map_err(Stop::at(&path))
        };
        let both = [one("seen")?, one("next")?];
        Ok(both.into_iter().flatten().map(|text| text.trim().to_string()).collect())
    }

    /// What arrived of a publication upon this record that was cut short; nothing where it was upon another one.
    pub fn arrived(&self, record: Option<&str>) -> Result<Arrived, Stop> {
        let path = self.folder.join("journal");
        let text = found(fs::read(&path)).map_err(Stop::at(&path))?.unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let mut lines = text.split_inclusive('\n');
        let mut arrived = Arrived::new();
        if lines.next().map(str::trim_end) != Some(record.unwrap_or(NO_RECORD)) {
            return Ok(arrived);
        }
        // A line without an end was being written when the power went.
        for line in lines.filter_map(|line| line.strip_suffix('\n')) {
            let Some((sum, path)) = line.split_once("  ") else { continue };
            let sum = Some(sum.to_string()).filter(|sum| sum != NO_RECORD);
            arrived.insert(path.to_string(), sum);
        }
        Ok(arrived)
    }

    /// Opens the journal of a publication upon a record, behind what it holds of the same.
    pub fn journal(&self, record: Option<&str>) -> Result<Journal, Stop> {
        self.make()?;
        let path = self.folder.join("journal");
        let goes_on = !self.arrived(record)?.is_empty();
        let open = || -> io::Result<File> {
            if !goes_on {
                fs::write(&path, format!("{}\n", record.unwrap_or(NO_RECORD)))?;
            }
            // A line that a cut left open goes.
            let whole = fs::read(&path)?.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
            let file = File::options().append(true).open(&path)?;
            file.set_len(whole as u64)?;
            Ok(file)
        };
        let file = open().map_err(Stop::at(&path))?;
        Ok(Journal { file, path })
    }

    /// Notes down the record that is about to be put.
    pub fn about_to(&self, record: &str) -> Result<(), Stop> {
        self.make()?;
        let path = self.folder.join("next");
        fs::write(&path, record).map_err(Stop::at(&path))
    }

    /// The record is there: what arrived needs no journal any more.
    pub fn done(&self) -> Result<(), Stop> {
        let (next, seen) = (self.folder.join("next"), self.folder.join("seen"));
        fs::rename(&next, &seen).map_err(Stop::at(&seen))?;
        let journal = self.folder.join("journal");
        found(fs::remove_file(&journal)).map(|_| ()).map_err(Stop::at(&journal))
    }
}

/// The journal of a publication that is on its way.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
}

impl Journal {
    /// Notes down a file that is there now, or, without a hash, is no more.
    pub fn note(&mut self, path: &str, sum: Option<&str>) -> Result<(), Stop> {
        let line = format!("{}  {path}\n", sum.unwrap_or(NO_RECORD));
        self.file.write_all(line.as_bytes()).map_err(Stop::at(&self.path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_journal_goes_on_upon_the_same_record_alone() {
        let project = tempfile::tempdir().unwrap();
        let notes = Notes::of(project.path(), "web");
        assert!(notes.arrived(None).unwrap().is_empty() && notes.seen().unwrap().is_empty());
        notes.journal(None).unwrap().note("a.html", Some("11")).unwrap();
        let path = project.path().join(".sunlit/web/journal");
        let cut = fs::read_to_string(&path).unwrap() + "22  b.ht";
        fs::write(&path, cut).unwrap();
        assert_eq!(notes.arrived(None).unwrap().into_keys().collect::<Vec<_>>(), ["a.html"]);
        notes.journal(None).unwrap().note("c.html", None).unwrap();
        let arrived = notes.arrived(None).unwrap();
        assert_eq!(arrived["a.html"].as_deref(), Some("11"));
        assert_eq!(arrived["c.html"], None);
        assert_eq!(arrived.len(), 2);
        assert!(notes.arrived(Some("f0")).unwrap().is_empty(), "another record, another story");

        notes.about_to("f1").unwrap();
        assert_eq!(notes.seen().unwrap(), ["f1"]);
        notes.done().unwrap();
        assert_eq!(notes.seen().unwrap(), ["f1"]);
        assert!(notes.arrived(None).unwrap().is_empty());
    }
}
