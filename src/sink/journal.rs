//! The journal of a commit: which files it puts in place. After a kill nothing else knows that they are ours.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::address::is_inside;
use super::owner::{anew, is_file};
use super::sums::{is_sum, sum_of};

/// Its name in the stage.
pub const NAME: &str = ".placing";

/// A line is a state, the hash of the file, two blanks and its path.
const PLACED: char = '=';
const PENDING: char = '+';

/// A path and the hash of what is put there.
pub type Placed = (String, String);

/// Files that killed commits put in place and that no list may name.
#[derive(Debug, Default)]
pub struct Journal {
    pub placed: BTreeSet<Placed>,
    /// Lines that this program did not write here: they are told and not followed.
    pub strange: usize,
}

impl Journal {
    /// What a killed commit left, before its stage is swept: a file it was about to place and that is no longer staged
    /// stands in its place. One that is still staged never came there, and what has its name is not ours. A note that the
    /// register does not know came with the project.
    pub fn recover(stage: &Path, known: &BTreeSet<String>) -> io::Result<Journal> {
        let (mut journal, path) = (Journal::default(), stage.join(NAME));
        if !is_file(&path) {
            return Ok(journal);
        }
        let bytes = fs::read(&path)?;
        let text = String::from_utf8_lossy(&bytes);
        if !known.contains(&sum_of(&bytes)) {
            journal.strange = text.lines().count();
            return Ok(journal);
        }
        for line in text.lines() {
            let pending = line.starts_with(PENDING);
            let rest = line.strip_prefix([PLACED, PENDING]).and_then(|rest| rest.split_once("  "));
            match rest.filter(|(sum, path)| is_sum(sum) && is_inside(path)) {
                Some((_, path)) if pending && stage.join(path).exists() => {}
                Some((sum, path)) => {
                    journal.placed.insert((path.to_string(), sum.to_string()));
                }
                None => journal.strange += 1,
            }
        }
        Ok(journal)
    }

    /// What notes down that these are about to be put in place, beside what was.
    pub fn text(&self, pending: &[Placed]) -> String {
        let mut text = String::new();
        let mut line = |state: char, (path, sum): &Placed| {
            text.push(state);
            text.extend([sum, "  ", path, "\n"]);
        };
        self.placed.iter().for_each(|placed| line(PLACED, placed));
        let fresh = pending.iter().filter(|placed| !self.placed.contains(*placed));
        fresh.for_each(|placed| line(PENDING, placed));
        text
    }
}

/// Writes a journal, whole or not at all.
pub fn write(stage: &Path, text: &str) -> io::Result<()> {
    let fresh = stage.join(".placing.new");
    anew(&fresh)?.write_all(text.as_bytes())?;
    fs::rename(fresh, stage.join(NAME))
}
