//! Files on disk: staged beside the old ones on the same file system, renamed into place when all has passed.

mod earlier;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use walkdir::WalkDir;

pub use self::earlier::Refused;
use super::address::is_inside;
use super::journal::{self, Journal, Placed};
use super::owner::{self, Owner, Purpose, anew, hash_of, is_file, is_of_git, lock};
use super::register::Register;
use super::{LIST, SITE_MARK, Sink, found, order, sum_of};

/// The staging folder, inside the output folder so that renaming never crosses file systems.
const STAGE: &str = ".sunlit-stage";
const LOCK: &str = ".lock";

/// What a commit did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    pub written: usize,
    pub deleted: usize,
    /// Files that were listed and are not made any more, and that somebody has changed: they were left.
    pub left: Vec<String>,
    /// Lines of the journal that this program did not write.
    pub strange: usize,
}

#[derive(Debug)]
pub struct DiskSink {
    out: PathBuf,
    stage: PathBuf,
    created: bool,
    /// The mark that this build set: it goes with a build that is refused.
    marked: Option<Purpose>,
    /// Whether the lists that lie here are ours: the register knows them, or the user said so.
    believed: bool,
    /// Whether files that no list and no journal of ours names are kept from being written over.
    guarded: bool,
    /// Whether they bear our mark all the same, as they would in a project from somebody else.
    foreign: bool,
    register: Register,
    /// What the register knows to be written here.
    known: BTreeSet<String>,
    folders: Mutex<BTreeSet<PathBuf>>,
    journal: Journal,
    /// Held while the sink lives: two builds never write one folder.
    _lock: File,
}

impl DiskSink {
    /// Opens an output folder: new, empty, or marked by sunlit for the same purpose. `force` lets a site go beside what
    /// others wrote, of which nothing is deleted, and takes over a site whose lists the register does not know.
    pub fn open(
        out: &Path,
        (purpose, force): (Purpose, bool),
        register: Register,
    ) -> io::Result<DiskSink> {
        if is_of_git(out) {
            return Err(io::Error::other(Refused::of_git(out)));
        }
        let created = !out.exists();
        fs::create_dir_all(out).map_err(at(out))?;
        let owner = Owner::of(out, purpose).map_err(at(out))?;
        if let Some(what) = not_ours(owner, purpose, force) {
            return Err(refused(ErrorKind::AlreadyExists, out, what));
        }
        let marked = (owner == Owner::Nobody).then_some(purpose);
        if marked.is_some() {
            owner::mark(out, purpose).map_err(at(out))?;
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
        let lock = lock(&path).map_err(at(&path))?;
        // Some network folders know no locks; there it goes without.
        if matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) {
            return Err(refused(ErrorKind::ResourceBusy, out, "another build is writing here"));
        }
        let known = register.known(out);
        let list = out.join(LIST);
        let unknown = is_file(&list) && !known.contains(&hash_of(&list).map_err(at(&list))?);
        let sink = DiskSink {
            journal: Journal::recover(&stage, &known).map_err(at(&stage))?,
            out: out.to_path_buf(),
            stage,
            created,
            marked,
            believed: owner == Owner::UsBefore || owner == Owner::Us && (force || !unknown),
            guarded: owner == Owner::Us && !force,
            foreign: owner == Owner::Us && unknown && !force,
            register,
            known,
            folders: Mutex::default(),
            _lock: lock,
        };
        match sink.journal.placed.is_empty() {
            true => drop(found(fs::remove_file(sink.stage.join(journal::NAME)))),
            false => sink.note(&[], None)?,
        }
        sink.sweep().map_err(at(&sink.stage))?;
        Ok(sink)
    }

    /// Writes the journal; the register knows it, and the list that is to come, before they are there.
    fn note(&self, pending: &[Placed], list: Option<String>) -> io::Result<()> {
        let text = self.journal.text(pending);
        let mut known = self.known.clone();
        known.extend([sum_of(text.as_bytes())].into_iter().chain(list));
        self.register.note(&self.out, &known);
        journal::write(&self.stage, &text).map_err(at(&self.stage))
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
        let now = self.now(units)?;
        let gone = self.gone(units, &now)?;
        let refused = self.not_ours_to_delete(&gone)?;
        if let Some(refused) = refused.or(self.not_ours_to_write(&staged)?) {
            return self.abandon().and(Err(io::Error::other(refused)));
        }
        let strange = self.journal.strange;
        let mut done = Committed { written: staged.len(), strange, ..Committed::default() };
        let list = self.root_sum()?;
        if !staged.is_empty() {
            self.note(&self.pending(&staged, &now)?, list.clone())?;
        }
        // A folder that others filled bears our mark when its lists are ours.
        let (last, files): (Vec<&String>, Vec<&String>) =
            staged.iter().partition(|path| path.ends_with(LIST) || *path == SITE_MARK);
        files.into_iter().try_for_each(|path| self.place(path))?;
        for (path, sums) in gone {
            match self.delete(&path, &sums)? {
                Some(true) => done.deleted += 1,
                Some(false) => done.left.push(path),
                None => {}
            }
        }
        last.into_iter().try_for_each(|path| self.place(path))?;
        fs::remove_dir_all(&self.stage).map_err(at(&self.stage))?;
        self.register.note(&self.out, &list.into_iter().collect());
        Ok(done)
    }

    /// The staged files with their hashes, for the journal.
    fn pending(
        &self,
        staged: &[String],
        now: &BTreeMap<String, String>,
    ) -> io::Result<Vec<Placed>> {
        let with_hash = |path: &String| {
            let sum = match now.get(path) {
                Some(sum) => sum.clone(),
                None => hash_of(&self.stage.join(path)).map_err(at(&self.stage))?,
            };
            Ok((path.clone(), sum))
        };
        staged.iter().map(with_hash).collect()
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

    /// Leaves the output folder as it was. What a killed build noted down stays until a build has passed.
    pub fn abandon(self) -> io::Result<()> {
        if !self.journal.placed.is_empty() {
            return self.sweep().map_err(at(&self.stage));
        }
        fs::remove_dir_all(&self.stage).map_err(at(&self.stage))?;
        if let Some(purpose) = self.marked {
            found(fs::remove_file(self.out.join(purpose.mark()))).map_err(at(&self.out))?;
        }
        if self.created {
            // Only if still empty: someone may have put a file there meanwhile.
            let _ = fs::remove_dir(&self.out);
        }
        Ok(())
    }
}

impl Sink for DiskSink {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        // The door has told of it; whoever comes another way must not leave the folder either.
        if !is_inside(path) {
            return Err(io::Error::new(ErrorKind::InvalidInput, format!("{path}: leads out")));
        }
        let target = self.out.join(path);
        let same_size = self.is_plain(path)
            && fs::metadata(&target).is_ok_and(|meta| meta.len() == bytes.len() as u64);
        let staged = self.stage.join(path);
        if same_size && fs::read(&target).map_err(at(&target))? == bytes {
            // An earlier put of this build may have staged other bytes (a town's list of hashes).
            return found(fs::remove_file(&staged)).map(|_| ());
        }
        self.folder(&staged)?;
        anew(&staged).and_then(|mut file| file.write_all(bytes)).map_err(at(&staged))
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

/// Why a folder is not written into.
fn not_ours(owner: Owner, purpose: Purpose, force: bool) -> Option<&'static str> {
    match owner {
        Owner::Nobody | Owner::Us => None,
        Owner::Other if purpose == Purpose::Site => Some("holds sheets of paper, never a site"),
        Owner::UsBefore | Owner::Somebody if force => None,
        Owner::UsBefore => {
            Some("a site of sunlit 0.1 without a mark; `sunlit build --force` takes it over, once")
        }
        Owner::Other | Owner::Somebody => Some("not empty, and not written by sunlit"),
    }
}

/// Says of an error of the system which file it is about.
fn at(path: &Path) -> impl FnOnce(io::Error) -> io::Error + '_ {
    move |error| io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

fn refused(kind: ErrorKind, path: &Path, what: &str) -> io::Error {
    io::Error::new(kind, format!("{}: {what}", path.display()))
}
