//! A finished site as publishing sees it: its lists of hashes, the sizes of its files and what may stand beside them, on disk or only rehearsed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::hash;
use super::twins::{self, Twin};
use crate::sink::{LIST, MemorySink, Sink, Sums, found, is_file, list_of};
use crate::source::plain;

/// What a site consists of. Lists are read one folder at a time, as they were written.
pub trait Finished: Sync {
    /// The list of a folder as written; `None` where there is none.
    fn list(&self, folder: &str) -> io::Result<Option<Vec<u8>>>;

    fn size_bytes(&self, path: &str) -> io::Result<u64>;

    /// What may stand beside a file, packed.
    fn twins(&self, path: &str) -> io::Result<Vec<Twin>>;

    fn sums(&self, folder: &str) -> io::Result<Sums> {
        let text = self.list(folder)?.unwrap_or_default();
        Ok(Sums::parse(&String::from_utf8_lossy(&text), folder))
    }

    /// Everything the lists name with its hash, lists included, in order.
    fn files(&self) -> io::Result<BTreeMap<String, String>> {
        let root = self.list("")?.unwrap_or_default();
        let mut files = BTreeMap::from([(LIST.to_string(), hash(&root))]);
        for folder in self.folders()? {
            files.extend(self.sums(&folder)?.files);
        }
        Ok(files)
    }

    /// Folders with a list of their own: the portal's, and one a unit.
    fn folders(&self) -> io::Result<Vec<String>> {
        let root = self.sums("")?;
        let units = root.files.keys().filter_map(|path| path.strip_suffix("/SHA256SUMS"));
        Ok(std::iter::once(String::new()).chain(units.map(str::to_string)).collect())
    }
}

/// A site in a folder.
#[derive(Debug)]
pub struct OnDisk(pub PathBuf);

impl Finished for OnDisk {
    fn list(&self, folder: &str) -> io::Result<Option<Vec<u8>>> {
        found(plain::bytes(&self.0.join(list_of(folder))))
    }

    fn size_bytes(&self, path: &str) -> io::Result<u64> {
        fs::metadata(self.0.join(path)).map(|meta| meta.len())
    }

    fn twins(&self, path: &str) -> io::Result<Vec<Twin>> {
        Ok(twins::of(path, &plain::bytes(&self.0.join(path))?))
    }
}

/// A sink that keeps lists, sizes and hashes of twins alone: what a build would leave, without writing it.
#[derive(Debug)]
pub struct Rehearsal {
    /// The site as the last build left it, for units that keep their last good pages.
    site: OnDisk,
    lists: MemorySink,
    known: Mutex<BTreeMap<String, Known>>,
    /// Whether it keeps what would stand beside each file too.
    twins: bool,
}

/// What is kept of a file that is not written.
#[derive(Clone, Debug)]
struct Known {
    size_bytes: u64,
    twins: Vec<Twin>,
}

impl Rehearsal {
    pub fn over(site: &Path, twins: bool) -> Rehearsal {
        let site = OnDisk(site.to_path_buf());
        Rehearsal { site, lists: MemorySink::default(), known: Mutex::default(), twins }
    }

    fn all_known(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Known>> {
        self.known.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn known(&self, path: &str) -> Option<Known> {
        self.all_known().get(path).cloned()
    }
}

impl Sink for Rehearsal {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let twins = if self.twins { twins::of(path, bytes) } else { Vec::new() };
        let known = Known { size_bytes: bytes.len() as u64, twins };
        self.all_known().insert(path.to_string(), known);
        if path.ends_with(LIST) { self.lists.put(path, bytes) } else { Ok(()) }
    }

    fn last_good(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let path = self.site.0.join(path);
        if is_file(&path) { found(plain::bytes(&path)) } else { Ok(None) }
    }

    fn staged_or_last_good(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        match self.lists.staged_or_last_good(path)? {
            Some(bytes) => Ok(Some(bytes)),
            None => self.last_good(path),
        }
    }

    fn forget(&self, folder: &str) -> io::Result<()> {
        let prefix = format!("{folder}/");
        self.all_known().retain(|path, _| !path.starts_with(&prefix));
        self.lists.forget(folder)
    }
}

impl Finished for Rehearsal {
    fn list(&self, folder: &str) -> io::Result<Option<Vec<u8>>> {
        self.staged_or_last_good(&list_of(folder))
    }

    fn size_bytes(&self, path: &str) -> io::Result<u64> {
        self.known(path).map_or_else(|| self.site.size_bytes(path), |known| Ok(known.size_bytes))
    }

    fn twins(&self, path: &str) -> io::Result<Vec<Twin>> {
        self.known(path).map_or_else(|| self.site.twins(path), |known| Ok(known.twins))
    }
}
