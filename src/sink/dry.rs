//! A sink that keeps nothing but lists of hashes: `check` renders and scans everything and writes nothing.

use std::io;

use super::{LIST, MemorySink, Sink};

#[derive(Debug, Default)]
pub struct DrySink {
    lists: MemorySink,
}

impl Sink for DrySink {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        if path.ends_with(LIST) { self.lists.put(path, bytes) } else { Ok(()) }
    }

    fn last_good(&self, _path: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(None)
    }

    fn staged_or_last_good(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        self.lists.staged_or_last_good(path)
    }

    fn forget(&self, folder: &str) -> io::Result<()> {
        self.lists.forget(folder)
    }
}
