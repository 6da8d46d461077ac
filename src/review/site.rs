//! A site that a build has made and nobody has made public: its lists and files, still in the stage.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::model::Stop;
use crate::publish::{Finished, Own, Twin, twins_of};
use crate::sink::{Sink, list_of};

/// Everything a publication would bring: the site, and what the target has beside it.
pub struct Site<'a> {
    pub sink: &'a dyn Sink,
    pub own: Own,
}

impl Site<'_> {
    /// The hash of each of its files.
    pub fn sums(&self) -> Result<BTreeMap<String, String>, Stop> {
        let mut sums = self.files().map_err(Stop::at(Path::new("")))?;
        let beside = self.own.beside(self, &sums)?;
        sums.extend(beside.into_iter().map(|twin| (twin.path, twin.sum)));
        Ok(sums)
    }

    /// One of its files; `None` where there is none.
    pub fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Stop> {
        self.sink.staged_or_last_good(path).map_err(Stop::at(Path::new(path)))
    }
}

impl Finished for Site<'_> {
    fn list(&self, folder: &str) -> io::Result<Option<Vec<u8>>> {
        self.sink.staged_or_last_good(&list_of(folder))
    }

    fn size_bytes(&self, path: &str) -> io::Result<u64> {
        let bytes = self.sink.staged_or_last_good(path)?;
        bytes.map(|bytes| bytes.len() as u64).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn twins(&self, path: &str) -> io::Result<Vec<Twin>> {
        let bytes = self.sink.staged_or_last_good(path)?;
        bytes.map(|bytes| twins_of(path, &bytes)).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}
