//! Reads the words of a PDF in a process of its own, with bounds on memory and time: a file may be made to take both.

use std::io::{Read as _, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc;
use std::time::Duration;

use super::{Read, Unread, whole};

/// The hidden word of the command line by which the program calls itself.
const CALL: &str = "read-pdf";

/// A page of a ledger takes milliseconds; this is for files that were made to last.
const TIME_MAX: Duration = Duration::from_secs(60);

/// What the words of one file may come to, and what the reader may take where the system bounds it.
const WORDS_MAX_BYTES: u64 = 64 * 1024 * 1024;
#[cfg(unix)]
const MEMORY_MAX_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// The program that reads apart; unknown where `sunlit` is a library of another program, which then reads by itself.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// From here on the program at this path reads PDFs.
pub fn read_apart(program: PathBuf) {
    // Whoever calls twice means the same program.
    let _ = PROGRAM.set(program);
}

/// Answers the call of [`read`] if these arguments are one: the file comes on the way in, the words go out.
pub fn answer(arguments: &[std::ffi::OsString]) -> Option<bool> {
    if arguments.len() != 2 || arguments[1] != *CALL {
        return None;
    }
    bound_memory();
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut bytes).is_ok();
    let told = match borne(&bytes) {
        Ok(read) => read.told(),
        Err(unread) => {
            let place = Unread::ALL.iter().position(|one| *one == unread).unwrap_or_default();
            format!("-{place}")
        }
    };
    Some(read && std::io::stdout().lock().write_all(told.as_bytes()).is_ok())
}

/// What is read of the file.
pub fn read(bytes: &[u8]) -> Result<Read, Unread> {
    match PROGRAM.get() {
        None => borne(bytes),
        Some(program) => {
            let call = Command::new(program)
                .arg(CALL)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn();
            asked(call.map_err(|_| Unread::Damaged)?, bytes)
        }
    }
}

/// A damaged file may break what the library takes for granted.
fn borne(bytes: &[u8]) -> Result<Read, Unread> {
    std::panic::catch_unwind(|| whole::read(bytes)).unwrap_or(Err(Unread::Damaged))
}

/// Hands the file over and waits for the words, but not for ever.
fn asked(mut child: Child, bytes: &[u8]) -> Result<Read, Unread> {
    let (Some(mut into), Some(out)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Unread::Damaged);
    };
    let (tell, told) = mpsc::channel();
    let answer = std::thread::scope(|scope| {
        scope.spawn(move || {
            // A reader that has died needs no more of it.
            let _ = into.write_all(bytes);
        });
        scope.spawn(move || {
            let mut words = Vec::new();
            let read = out.take(WORDS_MAX_BYTES).read_to_end(&mut words);
            let _ = tell.send(read.map(|_| words));
        });
        let answer = told.recv_timeout(TIME_MAX);
        // Dead already, or to be stopped: both threads end with it.
        let _ = child.kill();
        let _ = child.wait();
        answer
    });
    let words = answer.map_err(|_| Unread::TooMuch)?.map_err(|_| Unread::Damaged)?;
    if words.len() as u64 == WORDS_MAX_BYTES {
        return Err(Unread::TooMuch);
    }
    let words = String::from_utf8(words).map_err(|_| Unread::TooMuch)?;
    match words.split_at_checked(1) {
        Some(("+", told)) => Read::heard(told).ok_or(Unread::Damaged),
        Some(("-", place)) => {
            let place = place.parse::<usize>().ok();
            Err(place.and_then(|at| Unread::ALL.get(at)).copied().unwrap_or(Unread::Damaged))
        }
        // It was stopped by the bound on its memory, most likely.
        _ => Err(Unread::TooMuch),
    }
}

/// The way from the process that reads to the one that asks: a zero byte parts what was read.
impl Read {
    fn told(&self) -> String {
        let flags = [(self.author, 'a'), (self.camera, 'c'), (self.layers, 'l')];
        let flags = flags.iter().filter(|(is_so, _)| *is_so).map(|(_, flag)| *flag);
        let mut out = format!("+{}", flags.collect::<String>());
        for text in [&self.pages, &self.beside, &self.properties] {
            out.push('\0');
            out.extend(text.chars().filter(|c| *c != '\0'));
        }
        out
    }

    fn heard(told: &str) -> Option<Read> {
        let mut parts = told.split('\0');
        let flags = parts.next()?;
        let mut text = || parts.next().map(str::to_string);
        let (pages, beside, properties) = (text()?, text()?, text()?);
        let [author, camera, layers] = ['a', 'c', 'l'].map(|flag| flags.contains(flag));
        Some(Read { pages, beside, properties, author, camera, layers })
    }
}

#[cfg(unix)]
fn bound_memory() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let bound = Rlimit { current: Some(MEMORY_MAX_BYTES), maximum: Some(MEMORY_MAX_BYTES) };
    // Where the system refuses, the sizes that were measured before are the bound.
    let _ = setrlimit(Resource::As, bound);
}

/// Elsewhere the sizes that were measured before are the bound.
#[cfg(not(unix))]
fn bound_memory() {}
