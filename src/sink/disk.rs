//! Files on disk: staged beside the old ones on the same file system, renamed into place when all has passed.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use walkdir::WalkDir;

use super::journal::{self, Journal};
use super::{BOARD_MARK, LIST, REVIEW_MARK, Sink, Sums, found, list_of, order};

/// The staging folder, inside the output folder so that renaming never crosses file systems.
const STAGE: &str = ".sunlit-stage";
const LOCK: &str = ".lock";

/// What a commit did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    pub written: usize,
    pub deleted: usize,
}

/// What an output folder is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Site,
    /// Sheets may say what the web must not.
    Board,
    /// So may what an approver reads.
    Review,
}

/// What stands in folders that are never a site.
const MARKS: [&str; 2] = [BOARD_MARK, REVIEW_MARK];

impl Purpose {
    fn mark(self) -> Option<&'static str> {
        match self {
            Purpose::Site => None,
            Purpose::Board => Some(BOARD_MARK),
            Purpose::Review => Some(REVIEW_MARK),
        }
    }
}

#[derive(Debug)]
pub struct DiskSink {
    out: PathBuf,
    stage: PathBuf,
    created: bool,
    folders: Mutex<BTreeSet<PathBuf>>,
    journal: Journal,
    /// Held while the sink lives: two builds never write one folder.
    _lock: File,
}

impl DiskSink {
    /// Opens an output folder: new, empty, or written by sunlit before for the same purpose. `force` lets a site go
    /// beside what others wrote.
    pub fn open(out: &Path, purpose: Purpose, force: bool) -> io::Result<DiskSink> {
        let created = !out.exists();
        fs::create_dir_all(out).map_err(at(out))?;
        if purpose == Purpose::Site && MARKS.iter().any(|mark| out.join(mark).exists()) {
            return Err(refused(
                ErrorKind::AlreadyExists,
                out,
                "holds sheets of paper, never a site",
            ));
        }
        if !force && !is_ours(out, purpose).map_err(at(out))? {
            return Err(refused(
                ErrorKind::AlreadyExists,
                out,
                "not empty, and not written by sunlit",
            ));
        }
        let stage = out.join(STAGE);
        if stage.is_symlink() {
            return Err(refused(
                ErrorKind::NotADirectory,
                &stage,
                "a link, and not written through",
            ));
        }
        fs::create_dir_all(&stage).map_err(at(&stage))?;
        let path = stage.join(LOCK);
        let lock = File::options().write(true).create(true).truncate(false).open(&path);
        let lock = lock.map_err(at(&path))?;
        // Some network folders know no locks; there it goes without.
        if matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) {
            return Err(refused(ErrorKind::ResourceBusy, out, "another build is writing here"));
        }
        let sink = DiskSink {
            journal: Journal::recover(&stage).map_err(at(&stage))?,
            out: out.to_path_buf(),
            stage,
            created,
            folders: Mutex::default(),
            _lock: lock,
        };
        sink.sweep().map_err(at(&sink.stage))?;
        Ok(sink)
    }

    /// Removes what a build that was killed left in the stage, but for what it noted down.
    fn sweep(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.stage)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path())?;
            } else if entry.file_name() != LOCK && entry.file_name() != journal::NAME {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    fn folder(&self, path: &Path) -> io::Result<()> {
        let Some(parent) = path.parent() else { return Ok(()) };
        let mut folders = self.folders.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if folders.insert(parent.to_path_buf()) {
            fs::create_dir_all(parent).map_err(at(parent))?;
        }
        Ok(())
    }

    /// Renames what was staged into place and deletes what the build before wrote and this one did not.
    ///
    /// Units come before the pages that lead to them. The lists of hashes are last: as long as they are the old ones, a
    /// build after a kill finds everything there is to delete.
    pub fn commit(self, units: &[String]) -> io::Result<Committed> {
        let staged = self.staged().map_err(at(&self.stage))?;
        if let Err(error) = staged.iter().try_for_each(|path| self.clear_way(path)) {
            return self.abandon().and(Err(error));
        }
        let gone = self.gone(units)?;
        let mut done = Committed { written: staged.len(), deleted: 0 };
        if !staged.is_empty() {
            self.journal.write(&self.stage, &staged).map_err(at(&self.stage))?;
        }
        let (lists, files): (Vec<&String>, Vec<&String>) =
            staged.iter().partition(|path| path.ends_with(LIST));
        files.into_iter().try_for_each(|path| self.place(path))?;
        for path in &gone {
            done.deleted += usize::from(self.delete(path)?);
        }
        lists.into_iter().try_for_each(|path| self.place(path))?;
        fs::remove_dir_all(&self.stage).map_err(at(&self.stage))?;
        Ok(done)
    }

    /// The staged files in the order they are put in place.
    fn staged(&self) -> io::Result<Vec<String>> {
        let mut staged = Vec::new();
        for entry in WalkDir::new(&self.stage).min_depth(1) {
            let entry = entry?;
            let inside = entry.path().strip_prefix(&self.stage).expect("inside");
            let own = inside.as_os_str() == LOCK || inside.as_os_str() == journal::NAME;
            if entry.file_type().is_file() && !own {
                staged.push(inside.to_str().expect("addresses are text").replace('\\', "/"));
            }
        }
        staged.sort_by(|a, b| (order(a), a).cmp(&(order(b), b)));
        Ok(staged)
    }

    /// Makes the folders a file goes to. What stands in its way is not ours, and is left alone: nothing is renamed then.
    fn clear_way(&self, path: &str) -> io::Result<()> {
        let mut folder = self.out.clone();
        for name in Path::new(path).parent().into_iter().flat_map(Path::components) {
            folder.push(name);
            match fs::symlink_metadata(&folder) {
                Ok(meta) if meta.is_dir() => {}
                Ok(meta) => {
                    let what = match meta.is_symlink() {
                        true => "a link stands where a folder goes, and is not written through",
                        false => "a file stands where a folder goes",
                    };
                    return Err(refused(ErrorKind::NotADirectory, &folder, what));
                }
                Err(_) => fs::create_dir(&folder).map_err(at(&folder))?,
            }
        }
        let target = self.out.join(path);
        match fs::symlink_metadata(&target) {
            Ok(meta) if meta.is_dir() => {
                Err(refused(ErrorKind::IsADirectory, &target, "a folder stands where a file goes"))
            }
            _ => Ok(()),
        }
    }

    /// Puts one file in place. A link with its name is replaced and not followed.
    fn place(&self, path: &str) -> io::Result<()> {
        let target = self.out.join(path);
        fs::rename(self.stage.join(path), &target).map_err(at(&target))
    }

    /// Deletes a file of the last build; whether there was one. A folder or a link with its name is not ours.
    fn delete(&self, path: &str) -> io::Result<bool> {
        let target = self.out.join(path);
        let ours = self.is_plain(path);
        if ours {
            fs::remove_file(&target).map_err(at(&target))?;
        }
        self.remove_empty_folders(path);
        Ok(ours)
    }

    /// Whether a file stands there that is reached through no link.
    fn is_plain(&self, path: &str) -> bool {
        let target = self.out.join(path);
        let folders = Path::new(path).ancestors().skip(1).filter(|f| !f.as_os_str().is_empty());
        target.symlink_metadata().is_ok_and(|meta| meta.is_file())
            && folders.into_iter().all(|folder| !self.out.join(folder).is_symlink())
    }

    /// Files that the last build, or one killed since, wrote and that lists of this one do not name.
    fn gone(&self, units: &[String]) -> io::Result<Vec<String>> {
        let root = self.list("", &self.out)?;
        let mut folders: BTreeSet<String> = units.iter().cloned().collect();
        folders.insert(String::new());
        let listed = root.files.keys().filter_map(|path| path.strip_suffix("/SHA256SUMS"));
        folders.extend(listed.map(str::to_string));
        let (mut before, mut now) = (self.journal.placed.clone(), BTreeSet::new());
        for folder in folders {
            let list = match self.is_plain(&list_of(&folder)) {
                true => self.list(&folder, &self.out)?,
                false => Sums::default(),
            };
            if folder.is_empty() || units.contains(&folder) {
                now.extend(self.list_now(&folder, &list)?.files.into_keys());
                now.insert(list_of(&folder));
            }
            before.extend(list.files.into_keys());
        }
        // The root's list names those of units, whether or not they are still there.
        now.retain(|path| {
            path.strip_suffix("/SHA256SUMS").is_none_or(|f| units.contains(&f.to_string()))
        });
        let mut gone: Vec<String> = before.difference(&now).cloned().collect();
        gone.sort_by_key(|path| order(path));
        Ok(gone)
    }

    /// The list of this build; an unchanged one was not staged.
    fn list_now(&self, folder: &str, before: &Sums) -> io::Result<Sums> {
        let staged = self.stage.join(list_of(folder));
        if staged.exists() { self.list(folder, &self.stage) } else { Ok(before.clone()) }
    }

    fn list(&self, folder: &str, under: &Path) -> io::Result<Sums> {
        let path = under.join(list_of(folder));
        let bytes = found(fs::read(&path)).map_err(at(&path))?.unwrap_or_default();
        Ok(Sums::parse(&String::from_utf8_lossy(&bytes), folder))
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

    /// Leaves the output folder as it was. What a killed build noted down stays until a build has passed.
    pub fn abandon(self) -> io::Result<()> {
        if !self.journal.placed.is_empty() {
            return self.sweep().map_err(at(&self.stage));
        }
        fs::remove_dir_all(&self.stage).map_err(at(&self.stage))?;
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
        let same_size = self.is_plain(path)
            && fs::metadata(&target).is_ok_and(|meta| meta.len() == bytes.len() as u64);
        let staged = self.stage.join(path);
        if same_size && fs::read(&target).map_err(at(&target))? == bytes {
            // An earlier put of this build may have staged other bytes (a town's list of hashes).
            return found(fs::remove_file(&staged)).map(|_| ());
        }
        self.folder(&staged)?;
        fs::write(&staged, bytes).map_err(at(&staged))
    }

    fn last_good(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        match self.is_plain(path) {
            true => found(fs::read(self.out.join(path))),
            false => Ok(None),
        }
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

/// An empty folder (a `.gitignore` apart), or one that holds a list of ours and was written for this purpose.
fn is_ours(out: &Path, purpose: Purpose) -> io::Result<bool> {
    if out.join(list_of("")).is_file() {
        let mark = MARKS.into_iter().find(|mark| out.join(mark).is_file());
        return Ok(mark == purpose.mark());
    }
    if out.join(STAGE).is_dir() {
        return Ok(true);
    }
    for entry in fs::read_dir(out)? {
        if entry?.file_name() != ".gitignore" {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a folder holds a site, built or published.
pub fn is_site(folder: &Path) -> bool {
    let holds = |name: &str| folder.join(name).is_file();
    holds(LIST) && holds("units.json") && !MARKS.into_iter().any(holds)
}

/// Says of an error of the system which file it is about.
fn at(path: &Path) -> impl FnOnce(io::Error) -> io::Error + '_ {
    move |error| io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

fn refused(kind: ErrorKind, path: &Path, what: &str) -> io::Error {
    io::Error::new(kind, format!("{}: {what}", path.display()))
}
