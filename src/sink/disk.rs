//! Files on disk: staged beside the old ones on the same file system, renamed into place when all has passed.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use walkdir::WalkDir;

use super::{Sink, Sums, list_of};

/// The staging folder, inside the output folder so that renaming never crosses file systems.
const STAGE: &str = ".sunlit-stage";

/// What a commit did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    pub written: usize,
    pub deleted: usize,
}

#[derive(Debug)]
pub struct DiskSink {
    out: PathBuf,
    stage: PathBuf,
    created: bool,
    folders: Mutex<BTreeSet<PathBuf>>,
    /// Held while the sink lives: two builds never write one folder.
    _lock: File,
}

impl DiskSink {
    /// Opens an output folder: new, empty, or written by sunlit before; another one only with `force`.
    pub fn open(out: &Path, force: bool) -> io::Result<DiskSink> {
        let created = !out.exists();
        fs::create_dir_all(out)?;
        if !force && !is_ours(out)? {
            return Err(io::Error::new(
                io::ErrorKind::AlreadyExists,
                format!("{}: not empty, and not written by sunlit", out.display()),
            ));
        }
        let stage = out.join(STAGE);
        fs::create_dir_all(&stage)?;
        let lock = File::create(stage.join(".lock"))?;
        if lock.try_lock().is_err() {
            let busy = format!("{}: another build is writing here", out.display());
            return Err(io::Error::new(io::ErrorKind::ResourceBusy, busy));
        }
        let sink = DiskSink {
            out: out.to_path_buf(),
            stage,
            created,
            folders: Mutex::default(),
            _lock: lock,
        };
        sink.sweep()?;
        Ok(sink)
    }

    /// Removes what a build that was killed left in the stage.
    fn sweep(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.stage)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path())?;
            } else if entry.file_name() != ".lock" {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    fn folder(&self, path: &Path) -> io::Result<()> {
        let Some(parent) = path.parent() else { return Ok(()) };
        let mut folders = self.folders.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if folders.insert(parent.to_path_buf()) {
            fs::create_dir_all(parent)?;
        }
        Ok(())
    }

    /// Renames what was staged into place and deletes what the build before wrote and this one did not.
    /// Units come before the lists that lead to them; of each folder the list of hashes is last.
    pub fn commit(self, units: &[String]) -> io::Result<Committed> {
        let mut done = Committed::default();
        let gone = self.gone(units)?;
        let mut staged: Vec<PathBuf> = Vec::new();
        for entry in WalkDir::new(&self.stage).min_depth(1).sort_by_file_name() {
            let entry = entry?;
            if entry.file_type().is_file() && entry.file_name() != ".lock" {
                staged.push(entry.path().strip_prefix(&self.stage).expect("inside").to_path_buf());
            }
        }
        staged.sort_by_key(|path| (is_list(path), order(path), path.clone()));
        for path in &staged {
            let target = self.out.join(path);
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::rename(self.stage.join(path), &target)?;
            done.written += 1;
        }
        for path in gone {
            match fs::remove_file(self.out.join(&path)) {
                Ok(()) => done.deleted += 1,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
            self.remove_empty_folders(&path);
        }
        fs::remove_dir_all(&self.stage)?;
        Ok(done)
    }

    /// Files that lists of the last build name and those of this one do not.
    fn gone(&self, units: &[String]) -> io::Result<Vec<String>> {
        let root = self.list("", &self.out)?;
        let mut folders: BTreeSet<String> = units.iter().cloned().collect();
        folders.insert(String::new());
        let listed = root.files.keys().filter_map(|path| path.strip_suffix("/SHA256SUMS"));
        folders.extend(listed.map(str::to_string));
        let mut gone = Vec::new();
        for folder in folders {
            let before = self.list(&folder, &self.out)?;
            let still = folder.is_empty() || units.contains(&folder);
            let now = if still { self.list_now(&folder, &before)? } else { Sums::default() };
            let unit_list = |path: &String| path.ends_with("/SHA256SUMS");
            gone.extend(
                before.files.into_keys().filter(|p| !now.files.contains_key(p) && !unit_list(p)),
            );
            if !still {
                gone.push(list_of(&folder));
            }
        }
        Ok(gone)
    }

    /// The list of this build; an unchanged one was not staged.
    fn list_now(&self, folder: &str, before: &Sums) -> io::Result<Sums> {
        let staged = self.stage.join(list_of(folder));
        if staged.exists() { self.list(folder, &self.stage) } else { Ok(before.clone()) }
    }

    fn list(&self, folder: &str, under: &Path) -> io::Result<Sums> {
        let text = found(fs::read_to_string(under.join(list_of(folder))))?;
        Ok(text.map(|text| Sums::parse(&text, folder)).unwrap_or_default())
    }

    fn remove_empty_folders(&self, path: &str) {
        let mut folder = Path::new(path).parent();
        while let Some(inside) = folder.filter(|folder| !folder.as_os_str().is_empty()) {
            if fs::remove_dir(self.out.join(inside)).is_err() {
                return;
            }
            folder = inside.parent();
        }
    }

    /// Leaves the output folder as it was.
    pub fn abandon(self) -> io::Result<()> {
        fs::remove_dir_all(&self.stage)?;
        if self.created {
            // Only if still empty: someone may have put a file there meanwhile.
            let _ = fs::remove_dir(&self.out);
        }
        Ok(())
    }
}

impl Sink for DiskSink {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let target = self.out.join(path);
        let same_size = fs::metadata(&target)
            .is_ok_and(|meta| meta.is_file() && meta.len() == bytes.len() as u64);
        let staged = self.stage.join(path);
        if same_size && fs::read(&target)? == bytes {
            // An earlier put of this build may have staged other bytes (a town's list of hashes).
            return found(fs::remove_file(&staged)).map(|_| ());
        }
        self.folder(&staged)?;
        fs::write(staged, bytes)
    }

    fn last_good(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        found(fs::read(self.out.join(path)))
    }

    fn staged_or_last_good(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        match found(fs::read(self.stage.join(path)))? {
            Some(bytes) => Ok(Some(bytes)),
            None => self.last_good(path),
        }
    }

    fn forget(&self, folder: &str) -> io::Result<()> {
        let staged = self.stage.join(folder);
        let mut folders = self.folders.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        folders.retain(|known| !known.starts_with(&staged));
        if staged.exists() { fs::remove_dir_all(staged) } else { Ok(()) }
    }
}

/// Nothing, where the file is not there.
fn found<T>(read: io::Result<T>) -> io::Result<Option<T>> {
    match read {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// An empty folder (a `.gitignore` apart), or one that holds a list of ours.
fn is_ours(out: &Path) -> io::Result<bool> {
    if out.join(list_of("")).is_file() || out.join(STAGE).is_dir() {
        return Ok(true);
    }
    for entry in fs::read_dir(out)? {
        if entry?.file_name() != ".gitignore" {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Assets first, then units, then the portal's own pages, which lead to both.
fn order(path: &Path) -> u8 {
    match path.components().count() {
        _ if path.starts_with("assets") => 0,
        1 => 2,
        _ => 1,
    }
}

fn is_list(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "SHA256SUMS")
}
