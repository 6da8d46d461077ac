//! Opening what is a plain file: a pipe keeps its reader waiting, and a device never ends.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Opens a file to read; what is none is an error, and is not opened. Whoever must not follow a link asks before.
pub fn open(path: &Path) -> io::Result<File> {
    let kind = fs::metadata(path)?.file_type();
    if kind.is_file() {
        return File::open(path);
    }
    let (error, what) = match kind.is_dir() {
        true => (ErrorKind::IsADirectory, "a folder"),
        false => (ErrorKind::InvalidInput, "no file: a pipe, a socket or a device"),
    };
    Err(io::Error::new(error, what))
}

/// All bytes of a file.
pub fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file as text.
pub fn text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    open(path)?.read_to_string(&mut text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "字").unwrap();
        std::os::unix::fs::symlink(at("pipe"), at("link")).unwrap();
        std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
        assert_eq!(text(&at("file")).unwrap(), "字");
        for name in ["pipe", "link", "socket"] {
            assert_eq!(bytes(&at(name)).unwrap_err().kind(), ErrorKind::InvalidInput, "{name}");
        }
        assert_eq!(open(Path::new("/dev/null")).unwrap_err().kind(), ErrorKind::InvalidInput);
        assert_eq!(open(folder.path()).unwrap_err().kind(), ErrorKind::IsADirectory);
        assert_eq!(open(&at("none")).unwrap_err().kind(), ErrorKind::NotFound);
    }
}
