//! What a project remembers of a target, in `.sunlit/`: which publication it saw last, and what arrived of one cut short.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::hash;
use super::record::Publication;
use crate::model::Stop;
use crate::sink::address::is_inside;
use crate::sink::{self, Register, anew, found, is_sum};
use crate::source::plain;

/// Where a project keeps them. It needs no backup and belongs into no repository.
pub const FOLDER: &str = ".sunlit";

/// What stands for a record where there is none.
const NO_RECORD: &str = "-";

/// The notes on one target.
#[derive(Debug)]
pub struct Notes {
    folder: PathBuf,
    /// Knows the journals that were begun on this machine: any other came with the project.
    register: Register,
}

/// What arrived since the last record: files by their hash, `None` for one that was deleted.
pub type Arrived = BTreeMap<String, Option<String>>;

impl Notes {
    pub fn of(project: &Path, target: &str, register: Register) -> Notes {
        Notes { folder: project.join(FOLDER).join(target), register }
    }

    /// A folder for what a host of this target keeps to itself.
    pub fn place(&self, name: &str) -> Result<PathBuf, Stop> {
        self.make()?;
        Ok(self.folder.join(name))
    }

    fn make(&self) -> Result<(), Stop> {
        self.sound()?;
        let at = Stop::at(&self.folder);
        let ignore = self.folder.with_file_name(".gitignore");
        let ignored = || anew(&ignore)?.write_all(b"*\n");
        fs::create_dir_all(&self.folder).and_then(|()| ignored()).map_err(at)
    }

    /// Refuses links: a project that came with some would have us write elsewhere.
    fn sound(&self) -> Result<(), Stop> {
        let above = self.folder.parent().unwrap_or(&self.folder);
        let notes = ["seen", "next", "journal"].map(|name| self.folder.join(name));
        let mut places =
            notes.into_iter().chain([self.folder.clone(), above.join(".gitignore"), above.into()]);
        let Some(link) = places.find(|place| place.is_symlink()) else { return Ok(()) };
        let shown = link.display();
        Err(Stop::refused(
            format!("{shown}：是一个链接，不能往里写；删掉它再发布"),
            format!("{shown}: is a link, and is not written through; remove it and publish again"),
        ))
    }

    /// Hashes of the records this project put there last: of one whose end nobody saw there are two.
    pub fn seen(&self) -> Result<Vec<String>, Stop> {
        self.sound()?;
        let one = |name: &str| {
            let path = self.folder.join(name);
            found(plain::text(&path)).map_err(Stop::at(&path))
        };
        let both = [one("seen")?, one("next")?];
        let sum = |text: String| text.lines().next().map(|sum| sum.trim().to_string());
        Ok(both.into_iter().flatten().filter_map(sum).collect())
    }

    /// What the last publication whose end was seen said of itself, without its files.
    pub fn last(&self) -> Result<Option<Publication>, Stop> {
        self.sound()?;
        let path = self.folder.join("seen");
        let text = found(plain::text(&path)).map_err(Stop::at(&path))?.unwrap_or_default();
        Ok(text.split_once('\n').and_then(|(_, record)| Publication::read(record.as_bytes()).ok()))
    }

    /// What arrived of a publication upon this record that was cut short; nothing where it was upon another one.
    pub fn arrived(&self, record: Option<&str>) -> Result<Arrived, Stop> {
        self.sound()?;
        let path = self.folder.join("journal");
        let text = found(plain::bytes(&path)).map_err(Stop::at(&path))?.unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let mut lines = text.split_inclusive('\n');
        let mut arrived = Arrived::new();
        let head = lines.next().unwrap_or_default().trim_end();
        let upon = head.split_once(' ').map(|(upon, _)| upon);
        let is_own = self.register.known(&path).contains(&hash(head.as_bytes()));
        if !is_own || upon != Some(record.unwrap_or(NO_RECORD)) {
            return Ok(arrived);
        }
        // A line without an end was being written when the power went.
        for line in lines.filter_map(|line| line.strip_suffix('\n')) {
            // The project may have come from somebody else, with notes that are none of ours.
            let ours =
                |(sum, path): &(&str, &str)| (is_sum(sum) || *sum == NO_RECORD) && is_inside(path);
            let Some((sum, path)) = line.split_once("  ").filter(ours) else { continue };
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
                // What nobody can know who writes a journal elsewhere.
                let own = RandomState::new().hash_one(std::process::id());
                let head = format!("{} {own:016x}", record.unwrap_or(NO_RECORD));
                anew(&path)?.write_all(format!("{head}\n").as_bytes())?;
                self.register.note(&path, &BTreeSet::from([hash(head.as_bytes())]));
            }
            // A line that a cut left open goes.
            let whole =
                plain::bytes(&path)?.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
            let file = File::options().append(true).open(&path)?;
            file.set_len(whole as u64)?;
            Ok(file)
        };
        let file = open().map_err(Stop::at(&path))?;
        Ok(Journal { file, path })
    }

    /// Notes down the record that is about to be put: its hash, and what it says of itself.
    pub fn about_to(&self, record: &Publication) -> Result<(), Stop> {
        self.make()?;
        let path = self.folder.join("next");
        let head = Publication { files: Vec::new(), ..record.clone() };
        let text = format!("{}\n{}", hash(record.text().as_bytes()), head.text());
        sink::replace(&path, text.as_bytes()).map_err(Stop::at(&path))
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
        let notes = Notes::of(project.path(), "web", Register::at(&project.path().join("state")));
        assert!(notes.arrived(None).unwrap().is_empty() && notes.seen().unwrap().is_empty());
        let sum = "1".repeat(64);
        notes.journal(None).unwrap().note("a.html", Some(&sum)).unwrap();
        let path = project.path().join(".sunlit/web/journal");
        let cut = fs::read_to_string(&path).unwrap() + "22  b.ht";
        fs::write(&path, cut).unwrap();
        assert_eq!(notes.arrived(None).unwrap().into_keys().collect::<Vec<_>>(), ["a.html"]);
        notes.journal(None).unwrap().note("c.html", None).unwrap();
        let arrived = notes.arrived(None).unwrap();
        assert_eq!(arrived["a.html"].as_ref(), Some(&sum));
        assert_eq!(arrived["c.html"], None);
        assert_eq!(arrived.len(), 2);
        assert!(notes.arrived(Some("f0")).unwrap().is_empty(), "another record, another story");

        let record = super::super::record::tests::record("a.html");
        let sum = hash(record.text().as_bytes());
        notes.about_to(&record).unwrap();
        assert_eq!(notes.seen().unwrap(), [sum.as_str()]);
        assert!(notes.last().unwrap().is_none(), "nobody saw its end");
        notes.done().unwrap();
        assert_eq!(notes.seen().unwrap(), [sum]);
        let last = notes.last().unwrap().expect("its end was seen");
        assert_eq!(last, Publication { files: Vec::new(), ..record });
        assert!(notes.arrived(None).unwrap().is_empty());
    }

    #[test]
    fn notes_that_came_with_a_project_lead_nowhere() {
        let project = tempfile::tempdir().unwrap();
        let folder = project.path().join(".sunlit/web");
        fs::create_dir_all(&folder).unwrap();
        let sum = "1".repeat(64);
        let lines = ["../../victim", "/etc/passwd", ".git/config", "a\\b", "a.html"];
        let text: String = lines.iter().map(|path| format!("{sum}  {path}\n")).collect();
        let journal = folder.join("journal");
        fs::write(&journal, format!("- 1\n{text}11  b.html\n-  ../c\n")).unwrap();
        let register = Register::at(&project.path().join("state"));
        let notes = Notes::of(project.path(), "web", register.clone());
        assert!(notes.arrived(None).unwrap().is_empty(), "not begun on this machine");
        register.note(&journal, &BTreeSet::from([hash(b"- 1")]));
        assert_eq!(notes.arrived(None).unwrap().into_keys().collect::<Vec<_>>(), ["a.html"]);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_noted_through_a_link() {
        use std::os::unix::fs::symlink;
        for name in [".sunlit/web/next", ".sunlit/.gitignore", ".sunlit/web", ".sunlit"] {
            let project = tempfile::tempdir().unwrap();
            let own = project.path().join("own");
            match name.ends_with("web") || name == ".sunlit" {
                true => fs::create_dir(&own).unwrap(),
                false => fs::write(&own, "own").unwrap(),
            }
            let link = project.path().join(name);
            fs::create_dir_all(link.parent().unwrap()).unwrap();
            symlink(&own, link).unwrap();
            let notes = Notes::of(project.path(), "web", Register::default());
            let record = super::super::record::tests::record("a.html");
            assert!(notes.about_to(&record).is_err(), "{name}");
            let kept = own.is_dir() || fs::read_to_string(&own).unwrap() == "own";
            assert!(kept && fs::read_dir(&own).map_or(true, |mut in_it| in_it.next().is_none()));
        }
    }
}
