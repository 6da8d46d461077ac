//! A live preview on this machine: builds into memory, answers a browser, and tells it when to look again.

mod answer;
mod names;
mod over;
mod watch;

use std::collections::BTreeMap;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use tiny_http::Server;

use crate::model::Lang;

use self::names::Names;

pub use watch::Watch;

/// How many ports above the asked one are tried.
const PORTS_TRIED: u16 = 20;

/// The site as the last good build left it, and how often it has changed.
#[derive(Debug, Default)]
struct Shown {
    files: Arc<BTreeMap<String, Vec<u8>>>,
    /// Why there is no newer one.
    trouble: Option<Trouble>,
    version: u64,
}

/// What a blocked build has to say, in the portal's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub lang: Lang,
    /// HTML, all words escaped.
    pub list: String,
}

/// What the builder and the answering threads share.
#[derive(Clone, Debug, Default)]
pub struct Stage {
    shown: Arc<(Mutex<Shown>, Condvar)>,
}

impl Stage {
    /// Puts a new good site up. Browsers are told only where something differs.
    pub fn show(&self, files: BTreeMap<String, Vec<u8>>) {
        self.change(|shown| {
            let differs = *shown.files != files || shown.trouble.is_some();
            shown.files = Arc::new(files);
            shown.trouble = None;
            differs
        });
    }

    /// The last good site.
    pub fn files(&self) -> Arc<BTreeMap<String, Vec<u8>>> {
        let (lock, _) = &*self.shown;
        lock.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).files.clone()
    }

    /// Keeps the last good site and says why there is no newer one.
    pub fn trouble(&self, trouble: Trouble) {
        self.change(|shown| {
            let differs = shown.trouble.as_ref() != Some(&trouble);
            shown.trouble = Some(trouble);
            differs
        });
    }

    fn change(&self, with: impl FnOnce(&mut Shown) -> bool) {
        let (lock, bell) = &*self.shown;
        let mut shown = lock.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if with(&mut shown) {
            shown.version += 1;
            bell.notify_all();
        }
    }

    /// Waits until the site is newer than `seen`, or the time is up; the version then.
    fn wait(&self, seen: u64, time: Duration) -> u64 {
        let (lock, bell) = &*self.shown;
        let shown = lock.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let waited = bell.wait_timeout_while(shown, time, |shown| shown.version == seen);
        waited.map_or(seen, |(shown, _)| shown.version)
    }
}

/// A listening preview.
pub struct Preview {
    server: Arc<Server>,
    pub address: SocketAddr,
    names: Names,
}

impl Preview {
    /// Listens on the port or the next free one above it.
    pub fn listen(host: &str, port: u16) -> io::Result<Preview> {
        let mut last = None;
        for port in port..=port.saturating_add(PORTS_TRIED) {
            match TcpListener::bind((host, port)) {
                Ok(listener) => {
                    let address = listener.local_addr()?;
                    let server = Server::from_listener(listener, None).map_err(io::Error::other)?;
                    let names = Names::of(host, address);
                    return Ok(Preview { server: Arc::new(server), address, names });
                }
                Err(error) => last = Some(error),
            }
        }
        Err(last.unwrap_or_else(|| io::Error::other("no port")))
    }

    /// Whether only this machine can see it.
    pub fn is_private(&self) -> bool {
        self.names.is_private()
    }

    /// Answers until the program ends. Each request has a thread: the one that waits for news must not hold others up.
    pub fn answer(&self, stage: &Stage) {
        for request in self.server.incoming_requests() {
            let (stage, names) = (stage.clone(), self.names.clone());
            std::thread::spawn(move || answer::answer(request, &stage, &names));
        }
    }
}
