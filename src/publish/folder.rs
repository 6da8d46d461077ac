//! A folder as a host: each file is written beside and renamed, and no link is followed.

use std::collections::BTreeSet;
use std::fs::{self, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::host::{Headers, Host, Inside, Kind};
use super::record::{Publication, RECORD};
use crate::model::Stop;
use crate::sink::{self, Owner, Purpose, anew, found, is_file, resolved};
use crate::source::plain;

/// Holds the file being written, and a lock, while a publication runs. One that is there was left by one cut short.
const WORK: &str = ".sunlit-publish";

/// A folder that may be published into.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    /// Folders known to be no links.
    sound: BTreeSet<PathBuf>,
    /// Held while files are written.
    lock: Option<fs::File>,
    /// Whether it is marked as ours before the first file is put.
    is_new: bool,
}

impl Folder {
    /// A folder that is new, empty or marked as ours; another one only with `force`, which deletes nothing of others.
    /// Nothing is written yet.
    pub fn open(root: &Path, force: bool) -> Result<Folder, Stop> {
        let mut folder =
            Folder { root: resolved(root), sound: BTreeSet::new(), lock: None, is_new: true };
        let shown = root.display();
        if !folder.root.exists() {
            return Ok(folder);
        }
        if !folder.root.is_dir() {
            return Err(Stop::refused(
                format!("{shown}：不是文件夹，也不是 .zip"),
                format!("{shown}: neither a folder nor a .zip"),
            ));
        }
        let owner = Owner::of(&folder.root, Purpose::Site).map_err(Stop::at(&folder.root))?;
        folder.is_new = owner == Owner::Nobody;
        match owner {
            Owner::Nobody | Owner::Us => Ok(folder),
            Owner::UsBefore if folder.has_record() => Ok(folder),
            Owner::UsBefore | Owner::Somebody if force => Ok(folder),
            Owner::UsBefore => Err(Stop::refused(
                format!("{shown}：是 sunlit 0.1 的网站，还没有记号；加 --force 接管，只要一次"),
                format!(
                    "{shown}: a site of sunlit 0.1 without a mark; --force takes it over, this once"
                ),
            )),
            Owner::Somebody | Owner::Other => Err(Stop::refused(
                format!(
                    "{shown}：里面有别的文件，不是 sunlit 发布的；换一个空文件夹，或用 --force"
                ),
                format!(
                    "{shown}: holds files sunlit did not publish; choose an empty folder, or use --force"
                ),
            )),
        }
    }

    /// Whether the record of a publication lies there, which a site of 0.1 has at its target.
    fn has_record(&self) -> bool {
        let path = self.root.join(RECORD);
        is_file(&path) && plain::bytes(&path).is_ok_and(|bytes| Publication::read(&bytes).is_ok())
    }

    /// Refuses a folder that is a link: it leads out of the target.
    fn without_links(&mut self, path: &str) -> Result<PathBuf, Stop> {
        let mut folder = self.root.clone();
        let names = Path::new(path).parent().into_iter().flat_map(Path::components);
        for name in names {
            folder.push(name);
            if self.sound.contains(&folder) {
                continue;
            }
            if folder.symlink_metadata().is_ok_and(|meta| meta.is_symlink()) {
                let shown = folder.display();
                return Err(Stop::refused(
                    format!("{shown}：是一个链接，不能往里写"),
                    format!("{shown}: is a link, and is not written through"),
                ));
            }
            self.sound.insert(folder.clone());
        }
        Ok(self.root.join(path))
    }

    /// Makes the work folder and locks it, which keeps a second publication out. Some network folders know no locks;
    /// there it goes without.
    fn work(&mut self) -> Result<PathBuf, Stop> {
        let work = self.without_links(&format!("{WORK}/part"))?.with_file_name("");
        if self.lock.is_none() {
            fs::create_dir_all(&work).map_err(Stop::at(&work))?;
            if self.is_new {
                sink::mark(&self.root, Purpose::Site).map_err(Stop::at(&self.root))?;
            }
            let path = work.join("lock");
            let file = sink::lock(&path).map_err(Stop::at(&path))?;
            if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
                let shown = self.root.display();
                return Err(Stop::refused(
                    format!("{shown}：正有另一次发布在进行"),
                    format!("{shown}: another publication is running"),
                ));
            }
            self.lock = Some(file);
        }
        Ok(work)
    }
}

impl Host for Folder {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Stop> {
        let target = self.without_links(path)?;
        let meta = found(target.symlink_metadata().map_err(absent)).map_err(Stop::at(&target))?;
        // A link leads to what is not of this place, and a pipe or a device is no file that was published.
        match meta.filter(|meta| meta.is_file()) {
            Some(_) => found(plain::bytes(&target)).map_err(Stop::at(&target)),
            None => Ok(None),
        }
    }

    fn put(&mut self, path: &str, bytes: &[u8], _: &Headers) -> Result<(), Stop> {
        let (target, part) = (self.without_links(path)?, self.work()?.join("part"));
        anew(&part).and_then(|mut file| file.write_all(bytes)).map_err(Stop::at(&part))?;
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(Stop::at(folder))?;
        }
        fs::rename(&part, &target).map_err(Stop::at(&target))
    }

    fn delete(&mut self, path: &str) -> Result<(), Stop> {
        let target = self.without_links(path)?;
        self.work()?;
        if is_file(&target) {
            fs::remove_file(&target).map_err(Stop::at(&target))?;
        }
        // Folders that are empty now go too; one that is not stays, for what is in it is not ours.
        let folders = Path::new(path).ancestors().skip(1).filter(|f| !f.as_os_str().is_empty());
        for folder in folders {
            if fs::remove_dir(self.root.join(folder)).is_err() {
                break;
            }
            self.sound.remove(&self.root.join(folder));
        }
        Ok(())
    }

    fn inside(&mut self, folder: &str) -> Result<Option<Inside>, Stop> {
        let whole = self.root.join(folder);
        let Some(entries) = found(fs::read_dir(&whole)).map_err(Stop::at(&whole))? else {
            return Ok(Some(Inside::new()));
        };
        let one = |entry: io::Result<fs::DirEntry>| {
            let entry = entry?;
            let of = entry.file_type()?;
            let kind = match (of.is_dir(), of.is_file()) {
                (true, _) => Kind::Folder,
                (_, true) => Kind::File,
                _ => Kind::Other,
            };
            Ok((entry.file_name().to_string_lossy().into_owned(), kind))
        };
        entries.map(one).collect::<io::Result<_>>().map(Some).map_err(Stop::at(&whole))
    }

    fn is_near(&self) -> bool {
        true
    }

    fn finish(&mut self) -> Result<(), Stop> {
        let Some(lock) = self.lock.take() else { return Ok(()) };
        drop(lock);
        // What else lies in the folder is somebody's own, and it stays.
        let work = self.root.join(WORK);
        for name in ["part", "lock"] {
            let path = work.join(name);
            found(fs::remove_file(&path)).map_err(Stop::at(&path))?;
        }
        let _ = fs::remove_dir(&work);
        Ok(())
    }
}

/// Below a file lies nothing.
fn absent(error: io::Error) -> io::Error {
    match error.kind() {
        ErrorKind::NotADirectory => ErrorKind::NotFound.into(),
        _ => error,
    }
}
