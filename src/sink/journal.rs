//! The journal of a commit: which files it puts in place. After a kill nothing else knows that they are ours.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// Its name in the stage.
pub const NAME: &str = ".placing";

/// A line is a path with its state before it.
const PLACED: char = '=';
const PENDING: char = '+';

/// Files that killed commits put in place and that no list may name.
#[derive(Debug, Default)]
pub struct Journal {
    pub placed: BTreeSet<String>,
}

impl Journal {
    /// What a killed commit left, before its stage is swept: a file it was about to place and that is no longer staged
    /// stands in its place. One that is still staged never came there, and what has its name is not ours.
    pub fn recover(stage: &Path) -> io::Result<Journal> {
        let mut journal = Journal::default();
        let text = match fs::read_to_string(stage.join(NAME)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(journal),
            Err(error) => return Err(error),
        };
        for line in text.lines() {
            let placed = match line.strip_prefix(PENDING) {
                Some(path) => Some(path).filter(|path| !stage.join(path).exists()),
                None => line.strip_prefix(PLACED),
            };
            journal.placed.extend(placed.map(str::to_string));
        }
        journal.write(stage, &[])?;
        Ok(journal)
    }

    /// Notes down what is about to be put in place, beside what was.
    pub fn write(&self, stage: &Path, pending: &[String]) -> io::Result<()> {
        let mut text = String::new();
        for path in &self.placed {
            text.extend([PLACED.to_string().as_str(), path, "\n"]);
        }
        for path in pending.iter().filter(|path| !self.placed.contains(*path)) {
            text.extend([PENDING.to_string().as_str(), path, "\n"]);
        }
        let fresh = stage.join(".placing.new");
        fs::write(&fresh, text)?;
        fs::rename(fresh, stage.join(NAME))
    }
}
