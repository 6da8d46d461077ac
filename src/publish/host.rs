//! What a place must be able to do for a portal to be published there, and how long we try.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::time::Duration;

use crate::model::Stop;
use crate::site::hosts;

/// What a name in a folder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    File,
    Folder,
    /// A link, another repository, a pipe: whatever leads elsewhere.
    Other,
}

/// Names in a folder, each with what it is.
pub type Inside = Vec<(String, Kind)>;

/// A place of files. Paths are those of the site, with `/`.
pub trait Host: Send {
    /// The bytes of a file; `None` where there is none.
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Stop>;

    /// Writes a file whole: a reader sees the old bytes or the new ones.
    fn put(&mut self, path: &str, bytes: &[u8], headers: &Headers) -> Result<(), Stop>;

    /// Deletes a file; one that is not there is no mistake.
    fn delete(&mut self, path: &str) -> Result<(), Stop>;

    /// Called once after everything else.
    fn finish(&mut self) -> Result<(), Stop>;

    /// The paths of everything that is there, where they can be had by a few questions.
    fn names(&mut self) -> Result<Option<BTreeSet<String>>, Stop> {
        Ok(None)
    }

    /// What lies in a folder, whose name is empty or ends with a slash; nothing in one that is not there. `None` where the host
    /// has no folders, or does not tell.
    fn inside(&mut self, _folder: &str) -> Result<Option<Inside>, Stop> {
        Ok(None)
    }

    /// Another connection to the same place, where several bring files sooner than one.
    fn another(&self) -> Option<Box<dyn Host>> {
        None
    }

    /// Whether reading is so cheap that everything is read back before each publication.
    fn is_near(&self) -> bool {
        false
    }

    /// Whether `finish` brings all of it to the public at once, and nothing stays of what is cut short before.
    fn is_one_step(&self) -> bool {
        false
    }
}

/// What a file is to be served with, where a host can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headers {
    pub content_type: &'static str,
    pub cache_control: &'static str,
}

impl Headers {
    pub fn of(path: &str) -> Headers {
        let cache_control = match hosts::is_hashed(path) {
            true => "public, max-age=31536000, immutable",
            false => "no-cache",
        };
        Headers { content_type: hosts::content_type(path), cache_control }
    }
}

/// How long we wait before the second try and each one after it.
const WAITS_SECONDS: [u64; 4] = [1, 2, 4, 8];

/// A host that is asked again where it failed for a reason that passes.
pub struct Patient<'a> {
    host: Box<dyn Host + 'a>,
    /// Sleeps; the tests only count.
    wait: Box<dyn FnMut(Duration) + Send + 'a>,
}

impl<'a> Patient<'a> {
    pub fn new(host: impl Host + 'a, wait: impl FnMut(Duration) + Send + 'a) -> Patient<'a> {
        Patient { host: Box::new(host), wait: Box::new(wait) }
    }

    fn again<T>(&mut self, ask: impl Fn(&mut dyn Host) -> Result<T, Stop>) -> Result<T, Stop> {
        for seconds in WAITS_SECONDS {
            match ask(&mut *self.host) {
                Err(Stop::Io(_, error)) if passes(error.kind()) => {
                    (self.wait)(Duration::from_secs(seconds));
                }
                done => return done,
            }
        }
        ask(&mut *self.host).map_err(given_up)
    }
}

/// What is told where no waiting helped.
fn given_up(stop: Stop) -> Stop {
    let Stop::Io(at, error) = stop else { return stop };
    if !passes(error.kind()) {
        return Stop::Io(at, error);
    }
    let (shown, tries) = (at.display(), WAITS_SECONDS.len() + 1);
    Stop::refused(
        format!(
            "{shown}：试了 {tries} 次都没有连通（{error}）：看看网络和地址，过一会儿再发布一次，送到了的不会再送"
        ),
        format!(
            "{shown}: no connection after {tries} tries ({error}); check the network and the address and publish again later: what arrived is not sent again"
        ),
    )
}

impl Host for Patient<'_> {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Stop> {
        self.again(|host| host.read(path))
    }

    fn put(&mut self, path: &str, bytes: &[u8], headers: &Headers) -> Result<(), Stop> {
        self.again(|host| host.put(path, bytes, headers))
    }

    fn delete(&mut self, path: &str) -> Result<(), Stop> {
        self.again(|host| host.delete(path))
    }

    fn finish(&mut self) -> Result<(), Stop> {
        self.again(|host| host.finish())
    }

    fn names(&mut self) -> Result<Option<BTreeSet<String>>, Stop> {
        self.again(|host| host.names())
    }

    fn inside(&mut self, folder: &str) -> Result<Option<Inside>, Stop> {
        self.again(|host| host.inside(folder))
    }

    fn another(&self) -> Option<Box<dyn Host>> {
        let (host, wait) = (self.host.another()?, Box::new(std::thread::sleep));
        Some(Box::new(Patient { host, wait }))
    }

    fn is_near(&self) -> bool {
        self.host.is_near()
    }

    fn is_one_step(&self) -> bool {
        self.host.is_one_step()
    }
}

/// Whether the reason lies in the line or in a busy host, and not in what was asked.
fn passes(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::ConnectionAborted
            | ErrorKind::ConnectionRefused
            | ErrorKind::ConnectionReset
            | ErrorKind::BrokenPipe
            | ErrorKind::HostUnreachable
            | ErrorKind::Interrupted
            | ErrorKind::NetworkDown
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NotConnected
            | ErrorKind::ResourceBusy
            | ErrorKind::TimedOut
            | ErrorKind::UnexpectedEof
            | ErrorKind::WouldBlock
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_says_its_charset_and_only_hashed_names_are_kept() {
        let page = Headers::of("liutang/index.html");
        assert_eq!(
            (page.content_type, page.cache_control),
            ("text/html; charset=utf-8", "no-cache")
        );
        let sheet = Headers::of("assets/sunlight.3fa94c01.css");
        assert!(sheet.cache_control.contains("immutable"));
        assert_eq!(Headers::of("liutang/SHA256SUMS").content_type, "text/plain; charset=utf-8");
    }
}
