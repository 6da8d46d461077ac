//! Watching content and themes for edits.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

/// Editors write a file in several steps; what comes within this time counts as one edit. A step that comes later is an
/// edit of its own.
const TOGETHER: Duration = Duration::from_millis(10);

/// A watch over folders. It begins when it is made, so that no edit falls between a build and its watching.
pub struct Watch {
    edits: Receiver<()>,
    _watcher: RecommendedWatcher,
}

impl Watch {
    pub fn over(folders: &[PathBuf]) -> notify::Result<Watch> {
        let (send, edits) = channel();
        let mut watcher =
            notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
                let edit = event.map_or(true, |event| !event.kind.is_access());
                if edit {
                    // Nobody listens any more only where the program is ending.
                    let _ = send.send(());
                }
            })?;
        for folder in folders.iter().filter(|folder| Path::is_dir(folder)) {
            watcher.watch(folder, RecursiveMode::Recursive)?;
        }
        Ok(Watch { edits, _watcher: watcher })
    }

    /// Calls `changed` after every edit, and when the day has changed: what is due or public may depend on it. Returns
    /// only where watching ends.
    pub fn each(&self, until_tomorrow: impl Fn() -> Duration, mut changed: impl FnMut()) {
        while self.edits.recv_timeout(until_tomorrow()) != Err(RecvTimeoutError::Disconnected) {
            while !matches!(self.edits.recv_timeout(TOGETHER), Err(RecvTimeoutError::Timeout)) {}
            changed();
        }
    }
}
