//! Watching content and themes for edits.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use notify::{RecursiveMode, Watcher};

/// Editors write a file in several steps; what comes within this time counts as one edit.
const TOGETHER: Duration = Duration::from_millis(30);

/// Calls `changed` after every edit under the folders. Returns only where watching ends.
pub fn watch(folders: &[PathBuf], mut changed: impl FnMut()) -> notify::Result<()> {
    let (send, receive) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let edit = event.map_or(true, |event| !event.kind.is_access());
        if edit {
            let _ = send.send(());
        }
    })?;
    for folder in folders.iter().filter(|folder| Path::is_dir(folder)) {
        watcher.watch(folder, RecursiveMode::Recursive)?;
    }
    while receive.recv().is_ok() {
        while !matches!(receive.recv_timeout(TOGETHER), Err(RecvTimeoutError::Timeout)) {}
        changed();
    }
    Ok(())
}
