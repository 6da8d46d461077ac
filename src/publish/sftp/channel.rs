//! The file transfer protocol over the system's own ssh, version 3: the few requests that publishing needs.

use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::super::host::Kind;
use crate::kind::portal::Login;

/// The longest answer: a server sends no more than this of a file or a folder at once.
const ANSWER_BYTES_MAX: u32 = 1 << 20;

/// The longest file that is read, and the most names in one folder.
const FILE_BYTES_MAX: usize = 1 << 30;
const NAMES_MAX: usize = 1_000_000;

/// How much of a file goes into one request; every server takes so much.
const PIECE_BYTES: usize = 32 * 1024;

/// Renames over a file that is there, in one step. Servers say whether they know it.
const REPLACE: &str = "posix-rename@openssh.com";

/// Files opened for reading; and for writing, made or emptied.
const TO_READ: u32 = 0x01;
const TO_WRITE: u32 = 0x02 | 0x08 | 0x10;

/// What a server says of a request that was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    End,
    Missing,
    Denied,
    /// Whatever else, a full disk among it: the protocol has no word for that.
    Failed(u32),
}

/// A request was not done, or there is no connection any more.
#[derive(Debug)]
pub enum Fault {
    Said(Status),
    Line(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        Fault::Line(error)
    }
}

/// One connection.
#[derive(Debug)]
pub struct Channel {
    child: Child,
    out: Option<BufWriter<ChildStdin>>,
    answers: BufReader<ChildStdout>,
    next: u32,
    /// Whether the server renames over a file that is there.
    pub replaces: bool,
}

impl Channel {
    /// Logs in; `Err` holds what ssh said.
    pub fn open(login: &Login) -> io::Result<Channel> {
        let mut command = Command::new("ssh");
        // Nobody is there to be asked for a password, and nothing but files is to pass.
        for option in [
            "BatchMode=yes",
            "ControlMaster=no",
            "ConnectTimeout=20",
            "ServerAliveInterval=15",
            "ServerAliveCountMax=4",
            "PermitLocalCommand=no",
            "ClearAllForwardings=yes",
            "ForwardAgent=no",
            "ForwardX11=no",
        ] {
            command.args(["-o", option]);
        }
        if let Some(port) = login.port {
            command.args(["-p", &port.to_string()]);
        }
        command.args(["-s", "--", &login.host, "sftp"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let out = child.stdin.take().map(BufWriter::new);
        let answers = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut channel = Channel { child, out, answers, next: 0, replaces: false };
        channel.greet().map_err(|error| channel.why(error))?;
        Ok(channel)
    }

    fn greet(&mut self) -> io::Result<()> {
        self.write(&[&[1], &3u32.to_be_bytes()])?;
        self.flush()?;
        let (kind, body) = self.packet()?;
        if kind != 2 {
            return Err(ErrorKind::InvalidData.into());
        }
        let mut body = Body(&body);
        body.number()?;
        while !body.0.is_empty() {
            let name = body.bytes()?.to_vec();
            self.replaces |= name == REPLACE.as_bytes();
            body.bytes()?;
        }
        Ok(())
    }

    /// What ssh said before the line ended; its last line is the reason.
    pub fn why(&mut self, error: io::Error) -> io::Error {
        self.out.take();
        let _ = self.child.kill();
        let mut said = String::new();
        if let Some(stderr) = self.child.stderr.take() {
            let _ = stderr.take(64 * 1024).read_to_string(&mut said);
        }
        match said.lines().rfind(|line| !line.trim().is_empty()) {
            Some(line) => io::Error::new(error.kind(), line.trim().to_string()),
            None => error,
        }
    }

    pub fn read(&mut self, path: &str) -> Result<Vec<u8>, Fault> {
        let handle = self.opened(path, TO_READ)?;
        let mut bytes = Vec::new();
        let ended = loop {
            let offset = (bytes.len() as u64).to_be_bytes();
            let length = (PIECE_BYTES as u32).to_be_bytes();
            let asked = self.ask(5, &[&framed(&handle), &offset, &length])?;
            match self.answer(asked)? {
                Answer::Data(_) if bytes.len() > FILE_BYTES_MAX => break Err(broken().into()),
                Answer::Data(piece) if !piece.is_empty() => bytes.extend(piece),
                Answer::Data(_) | Answer::Status(Some(Status::End)) => break Ok(()),
                other => break other.done(),
            }
        };
        let asked = self.ask(4, &[&framed(&handle)])?;
        self.answer(asked)?;
        ended.map(|()| bytes)
    }

    /// Writes a file; its pieces are all on their way before the first is answered.
    pub fn write_file(&mut self, path: &str, bytes: &[u8]) -> Result<(), Fault> {
        let handle = framed(&self.opened(path, TO_WRITE)?);
        let mut asked = Vec::new();
        for (at, piece) in bytes.chunks(PIECE_BYTES).enumerate() {
            let offset = ((at * PIECE_BYTES) as u64).to_be_bytes();
            asked.push(self.ask(6, &[&handle, &offset, &framed(piece)])?);
        }
        asked.push(self.ask(4, &[&handle])?);
        let answers: Result<Vec<_>, _> = asked.into_iter().map(|id| self.answer(id)).collect();
        answers?.into_iter().try_for_each(Answer::done)
    }

    fn opened(&mut self, path: &str, how: u32) -> Result<Vec<u8>, Fault> {
        self.handle(3, &[&framed(path.as_bytes()), &how.to_be_bytes(), &[0; 4]])
    }

    fn handle(&mut self, kind: u8, parts: &[&[u8]]) -> Result<Vec<u8>, Fault> {
        let asked = self.ask(kind, parts)?;
        match self.answer(asked)? {
            Answer::Handle(handle) => Ok(handle),
            other => other.done().and(Err(broken().into())),
        }
    }

    /// Puts a file into another's place, in one step where the server can.
    pub fn replace(&mut self, from: &str, to: &str) -> Result<(), Fault> {
        let (from, into) = (framed(from.as_bytes()), framed(to.as_bytes()));
        if self.replaces {
            return self.simple(200, &[&framed(REPLACE.as_bytes()), &from, &into]);
        }
        match self.remove(to) {
            Ok(()) | Err(Fault::Said(Status::Missing)) => self.simple(18, &[&from, &into]),
            failed => failed,
        }
    }

    pub fn remove(&mut self, path: &str) -> Result<(), Fault> {
        self.simple(13, &[&framed(path.as_bytes())])
    }

    pub fn make_folder(&mut self, path: &str) -> Result<(), Fault> {
        self.simple(14, &[&framed(path.as_bytes()), &[0; 4]])
    }

    pub fn remove_folder(&mut self, path: &str) -> Result<(), Fault> {
        self.simple(15, &[&framed(path.as_bytes())])
    }

    /// Names in a folder, and whether each is a folder itself.
    pub fn list(&mut self, path: &str) -> Result<Vec<(String, Option<Kind>)>, Fault> {
        let handle = framed(&self.handle(11, &[&framed(path.as_bytes())])?);
        let mut names = Vec::new();
        loop {
            let asked = self.ask(12, &[&handle])?;
            match self.answer(asked)? {
                // No folder of a site holds so many; a server may go on without end.
                Answer::Names(_) if names.len() > NAMES_MAX => return Err(broken().into()),
                Answer::Names(more) => names.extend(more),
                Answer::Status(Some(Status::End)) => break,
                other => other.done()?,
            }
        }
        self.simple(4, &[&handle])?;
        names.retain(|(name, _)| name != "." && name != "..");
        Ok(names)
    }

    fn simple(&mut self, kind: u8, parts: &[&[u8]]) -> Result<(), Fault> {
        let asked = self.ask(kind, parts)?;
        self.answer(asked)?.done()
    }

    fn ask(&mut self, kind: u8, parts: &[&[u8]]) -> io::Result<u32> {
        let id = self.next;
        self.next = id.wrapping_add(1);
        let (kind, number) = ([kind], id.to_be_bytes());
        self.write(&[&[&kind[..], &number[..]], parts].concat())?;
        Ok(id)
    }

    fn write(&mut self, parts: &[&[u8]]) -> io::Result<()> {
        let out = self.out.as_mut().ok_or(ErrorKind::BrokenPipe)?;
        let length: usize = parts.iter().map(|part| part.len()).sum();
        out.write_all(&(length as u32).to_be_bytes())?;
        parts.iter().try_for_each(|part| out.write_all(part))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().ok_or(ErrorKind::BrokenPipe)?.flush()
    }

    fn packet(&mut self) -> io::Result<(u8, Vec<u8>)> {
        let mut length = [0; 4];
        self.answers.read_exact(&mut length)?;
        let length = u32::from_be_bytes(length);
        if length == 0 || length > ANSWER_BYTES_MAX {
            return Err(broken());
        }
        let mut body = vec![0; length as usize];
        self.answers.read_exact(&mut body)?;
        let kind = body.remove(0);
        Ok((kind, body))
    }

    /// Servers answer in the order in which they were asked.
    fn answer(&mut self, id: u32) -> io::Result<Answer> {
        self.flush()?;
        let (kind, body) = self.packet()?;
        let mut body = Body(&body);
        if body.number()? != id {
            return Err(broken());
        }
        Ok(match kind {
            101 => Answer::Status(match body.number()? {
                0 => None,
                1 => Some(Status::End),
                2 => Some(Status::Missing),
                3 => Some(Status::Denied),
                other => Some(Status::Failed(other)),
            }),
            102 => Answer::Handle(body.bytes()?.to_vec()),
            103 => Answer::Data(body.bytes()?.to_vec()),
            104 => Answer::Names(body.names()?),
            _ => return Err(broken()),
        })
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.out.take();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

enum Answer {
    /// `None` where it was done.
    Status(Option<Status>),
    Handle(Vec<u8>),
    Data(Vec<u8>),
    Names(Vec<(String, Option<Kind>)>),
}

impl Answer {
    fn done(self) -> Result<(), Fault> {
        match self {
            Answer::Status(None) => Ok(()),
            Answer::Status(Some(status)) => Err(Fault::Said(status)),
            _ => Err(broken().into()),
        }
    }
}

fn broken() -> io::Error {
    io::Error::new(ErrorKind::InvalidData, "not the file transfer protocol")
}

/// Bytes behind their length.
fn framed(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u32).to_be_bytes(), bytes].concat()
}

/// What is left of an answer.
struct Body<'a>(&'a [u8]);

impl<'a> Body<'a> {
    fn take(&mut self, length: usize) -> io::Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or_else(broken)?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> io::Result<u32> {
        let bytes = self.take(4)?.try_into().map_err(|_| broken())?;
        Ok(u32::from_be_bytes(bytes))
    }

    fn bytes(&mut self) -> io::Result<&'a [u8]> {
        let length = self.number()? as usize;
        self.take(length)
    }

    fn names(&mut self) -> io::Result<Vec<(String, Option<Kind>)>> {
        let mut names = Vec::new();
        for _ in 0..self.number()? {
            let name = String::from_utf8_lossy(self.bytes()?).into_owned();
            self.bytes()?;
            names.push((name, self.kind()?));
        }
        Ok(names)
    }

    /// Reads past what is said of a file: size, owner, rights, times, and what else. Not every server says what it is.
    fn kind(&mut self) -> io::Result<Option<Kind>> {
        let said = self.number()?;
        self.take(if said & 1 != 0 { 8 } else { 0 })?;
        self.take(if said & 2 != 0 { 8 } else { 0 })?;
        let mode = if said & 4 != 0 { self.number()? } else { 0 };
        self.take(if said & 8 != 0 { 8 } else { 0 })?;
        let more = if said & 0x8000_0000 != 0 { self.number()? } else { 0 };
        for _ in 0..more {
            self.bytes()?;
            self.bytes()?;
        }
        Ok(match mode & 0o170_000 {
            0 => None,
            0o040_000 => Some(Kind::Folder),
            0o100_000 => Some(Kind::File),
            _ => Some(Kind::Other),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_past_whatever_is_said_of_them() {
        let mut text = 2u32.to_be_bytes().to_vec();
        text.extend(framed("县".as_bytes()));
        text.extend(framed(b"drwxr-xr-x"));
        text.extend(0x8000_000Fu32.to_be_bytes());
        text.extend([0; 16]);
        text.extend(0o040_755u32.to_be_bytes());
        text.extend([0; 8]);
        text.extend(1u32.to_be_bytes());
        text.extend([framed(b"a"), framed(b"b")].concat());
        text.extend([framed(b"x"), framed(b""), vec![0; 4]].concat());
        let names = Body(&text).names().unwrap();
        assert_eq!(names, [("县".to_string(), Some(Kind::Folder)), ("x".to_string(), None)]);
        assert!(Body(&text[..20]).names().is_err(), "an answer cut short");
    }
}
