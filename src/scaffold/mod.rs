//! First drafts of what people write: a small portal to begin with, and a record of any kind with its fields laid out.

pub mod books;
mod draft;
pub mod kind;
mod layout;
mod portal;
mod template;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use crate::finding::Report;
use crate::kind::portal::{PORTAL, Portal};
use crate::model::{Fiscal, Stop};
use crate::sink;
use crate::source::disk::{Project, SETTINGS};
use crate::source::{self, Asked as Reading};

pub use draft::{Asked, draft};
pub use layout::{Given, layout};
pub use portal::{Made, Names, portal};
pub use template::template;

/// Writes a file that is not there yet. Answers no where it is: what a person wrote is never overwritten.
pub fn create(path: &Path, bytes: impl AsRef<[u8]>) -> Result<bool, Stop> {
    let at = |error| Stop::Io(path.to_path_buf(), error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(at)?;
    }
    match File::create_new(path) {
        Ok(mut file) => file.write_all(bytes.as_ref()).map(|()| true).map_err(at),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(at(error)),
    }
}

/// When the portal's fiscal years begin, by its settings as far as they can be read.
pub fn fiscal(project: &Project) -> Fiscal {
    let mut told = Report::default();
    let source = project.read(&Arc::from(SETTINGS), &mut told).ok().flatten();
    let read = |source| source::record_partly(&source, Reading::of(&PORTAL), &mut told);
    let portal = source.and_then(read).map(Portal::from);
    portal.map_or(Fiscal::default(), |portal| portal.settings.fiscal)
}

/// Writes a file whole or not at all, over what was there.
pub fn replace(path: &Path, text: &str) -> Result<(), Stop> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Stop::at(folder))?;
    }
    sink::replace(path, text.as_bytes()).map_err(Stop::at(path))
}

/// A value as YAML reads it back: plain where nothing in it can be mistaken, else in single quotes.
pub fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    // What is owed is a negative amount: `-5.00`.
    let opening = text.strip_prefix('-').unwrap_or(text).chars().next();
    let word =
        !matches!(text.to_ascii_lowercase().as_str(), "null" | "true" | "false" | "yes" | "no");
    if opening.is_some_and(char::is_alphanumeric) && word && text.chars().all(plain) {
        text.to_string()
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}
