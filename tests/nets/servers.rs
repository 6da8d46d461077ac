//! Servers that a test starts on a free port and that end with it.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::{Duration, Instant};

/// A program that runs until the test ends.
pub struct Running {
    pub child: Child,
    pub port: u16,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Running {
    /// Ends it at once, as a power cut does.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Waits until it listens; `None` where it ended instead.
    pub fn listening(mut self) -> Option<Running> {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(120) {
            if self.child.try_wait().expect("its state").is_some() {
                return None;
            }
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return Some(self);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        None
    }
}

pub fn free_port() -> u16 {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    free.expect("a free port").port()
}

/// The Python that `./test` gave the packages of `tests/servers/requirements.txt`.
pub fn python() -> PathBuf {
    let target = Path::new(env!("CARGO_BIN_EXE_sunlit")).ancestors().nth(2).expect("its folder");
    let path = target.join("servers/bin/python");
    assert!(path.exists(), "the store of the tests is missing: run ./test, which installs it");
    path
}

/// One of our own scripts for it.
pub fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers").join(name)
}
