//! A slow line between the program and a server, that can be cut after so many bytes, and mended.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// How long each piece takes on its way: long enough to do something while files are in flight.
const SLOW: Duration = Duration::from_millis(10);

pub struct Wire {
    pub port: u16,
    /// How many bytes may still go to the server.
    left: Arc<AtomicI64>,
}

impl Wire {
    pub fn to(server: u16) -> Wire {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let left = Arc::new(AtomicI64::new(i64::MAX));
        let counted = left.clone();
        std::thread::spawn(move || {
            for near in listener.incoming().flatten() {
                if counted.load(Ordering::SeqCst) <= 0 {
                    continue;
                }
                let Ok(far) = TcpStream::connect(("127.0.0.1", server)) else { continue };
                let back =
                    (far.try_clone().expect("a socket"), near.try_clone().expect("a socket"));
                let (up, down) = (counted.clone(), Arc::new(AtomicI64::new(i64::MAX)));
                std::thread::spawn(move || carry(near, far, &up, SLOW));
                std::thread::spawn(move || carry(back.0, back.1, &down, Duration::ZERO));
            }
        });
        Wire { port, left }
    }

    /// A target's settings, by this way.
    pub fn on_the_way(&self, target: &str, server: u16) -> String {
        target.replace(&format!(":{server}/"), &format!(":{}/", self.port))
    }

    pub fn cut_after(&self, bytes: i64) {
        self.left.store(bytes, Ordering::SeqCst);
    }

    pub fn mend(&self) {
        self.cut_after(i64::MAX);
    }
}

/// Carries bytes until either end closes or the line is cut, in the middle of a file as it falls.
fn carry(mut from: TcpStream, mut to: TcpStream, left: &AtomicI64, slow: Duration) {
    let mut bytes = [0; 4096];
    while let Ok(read @ 1..) = from.read(&mut bytes) {
        std::thread::sleep(slow);
        let before = left.fetch_sub(read as i64, Ordering::SeqCst);
        let goes = read.min(usize::try_from(before).unwrap_or(0));
        if to.write_all(&bytes[..goes]).is_err() || goes < read {
            break;
        }
    }
    let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
}
