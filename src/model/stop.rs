//! Why a command wrote nothing, or went no further: a person must decide, or the disk would not.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::{Lang, Said};

#[derive(Debug)]
pub enum Stop {
    /// What the person must decide or mend first.
    Refused(Said),
    /// What the disk said, and of which file.
    Io(PathBuf, io::Error),
}

impl Stop {
    pub fn refused(zh: impl Into<String>, en: impl Into<String>) -> Stop {
        Stop::Refused(Said::new(zh, en))
    }

    /// Names the file a disk error is about.
    pub fn at(path: &Path) -> impl FnOnce(io::Error) -> Stop + '_ {
        |error| Stop::Io(path.to_path_buf(), error)
    }

    pub fn in_lang(&self, lang: Lang) -> String {
        match self {
            Stop::Refused(said) => said.in_lang(lang).to_string(),
            Stop::Io(path, error) => format!("{}: {error}", path.display()),
        }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_lang(Lang::En))
    }
}

impl std::error::Error for Stop {}
