//! Files in memory: the preview's and the tests' sink.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex};

use super::Sink;

#[derive(Debug, Default)]
pub struct MemorySink {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
    before: Arc<BTreeMap<String, Vec<u8>>>,
}

impl MemorySink {
    /// A sink that finds what the last good build left.
    pub fn after(before: Arc<BTreeMap<String, Vec<u8>>>) -> MemorySink {
        MemorySink { before, ..MemorySink::default() }
    }

    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn files(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.files.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl Sink for MemorySink {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.files().insert(path.to_string(), bytes.to_vec());
        Ok(())
    }

    fn last_good(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(self.before.get(path).cloned())
    }

    fn staged_or_last_good(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(self.files().get(path).cloned())
    }

    fn forget(&self, folder: &str) -> io::Result<()> {
        let prefix = format!("{folder}/");
        self.files().retain(|path, _| !path.starts_with(&prefix));
        Ok(())
    }
}
