//! A sink that keeps nothing: `check` renders and scans everything and writes nothing.

use std::io;

use super::Sink;

#[derive(Debug, Default)]
pub struct DrySink;

impl Sink for DrySink {
    fn put(&self, _path: &str, _bytes: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn last_good(&self, _path: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(None)
    }

    fn staged_or_last_good(&self, _path: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(None)
    }

    fn forget(&self, _folder: &str) -> io::Result<()> {
        Ok(())
    }
}
