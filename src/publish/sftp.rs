//! A folder behind ssh as a host: each file is written beside and renamed over the old one.

mod channel;

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use self::channel::{Channel, Fault, Status};
use super::hash;
use super::host::{Headers, Host, Inside, Kind};
use super::listing::Listing;
use crate::kind::portal::Login;
use crate::model::Stop;
use crate::scan;

/// Holds the files being written.
const WORK: &str = ".sunlit-publish";

#[derive(Debug)]
pub struct Sftp {
    login: Login,
    /// Opened when something is first asked, and anew when it broke.
    channel: Option<Channel>,
}

impl Sftp {
    /// Asks nothing yet.
    pub fn open(login: Login) -> Sftp {
        Sftp { login, channel: None }
    }

    fn full(&self, path: &str) -> String {
        format!("{}/{path}", self.login.folder)
    }

    /// A file of this process's own for each that is on its way: another one may be publishing too.
    fn part(&self, path: &str) -> String {
        let name = &hash(path.as_bytes())[..16];
        self.full(&format!("{WORK}/part-{}-{name}", std::process::id()))
    }

    /// Asks once; `Ok(Err)` is the server's own no.
    fn ask<T>(
        &mut self,
        path: &str,
        ask: impl FnOnce(&mut Channel) -> Result<T, Fault>,
    ) -> Result<Result<T, Status>, Stop> {
        let mut channel = match self.channel.take() {
            Some(channel) => channel,
            None => Channel::open(&self.login).map_err(|error| self.cut(error, path))?,
        };
        match ask(&mut channel) {
            Ok(done) => {
                self.channel = Some(channel);
                Ok(Ok(done))
            }
            Err(Fault::Said(status)) => {
                self.channel = Some(channel);
                Ok(Err(status))
            }
            Err(Fault::Line(error)) => Err(self.cut(channel.why(error), path)),
        }
    }

    /// No connection. What ssh says of keys and names is for people; the rest may pass.
    fn cut(&self, error: io::Error, path: &str) -> Stop {
        let (host, said) = (&self.login.host, scan::starred(&error.to_string()));
        if error.kind() == ErrorKind::NotFound {
            return Stop::refused(
                format!("ssh 启动不了（{said}）：先装上 OpenSSH"),
                format!("ssh does not start ({said}): install OpenSSH first"),
            );
        }
        if said.contains("Host key verification failed") {
            return Stop::refused(
                format!(
                    "{host}：这台电脑还没有认下那边的主机钥匙，或者钥匙变了：先用 `ssh {host}` 连一次，和主机管理员核对指纹"
                ),
                format!(
                    "{host}: its host key is not known here, or has changed: connect once with `ssh {host}` and check the fingerprint with whoever runs it"
                ),
            );
        }
        if said.contains("Permission denied") || said.contains("Too many authentication failures") {
            return Stop::refused(
                format!(
                    "{host}：登录被拒绝（{said}）：把自己的 ssh 公钥交给主机管理员，或用 `ssh-add` 载入私钥"
                ),
                format!(
                    "{host}: the login was refused ({said}): give your public ssh key to whoever runs it, or load the private one with `ssh-add`"
                ),
            );
        }
        let kind = if said.contains("not the file transfer protocol") {
            ErrorKind::InvalidData
        } else {
            ErrorKind::ConnectionAborted
        };
        Stop::Io(PathBuf::from(format!("{host}/{path}")), io::Error::new(kind, said))
    }

    fn refused(&self, status: Status, path: &str) -> Stop {
        let (host, whole) = (&self.login.host, self.full(path));
        let (zh, en) = match status {
            Status::Denied => (
                "不许写：请核对文件夹和这个用户的权限",
                "may not be written: check the folder and this user's rights",
            ),
            Status::Missing | Status::End => (
                "没有这个文件夹，也建不了：请核对 `where`",
                "no such folder, and it could not be made: check `where`",
            ),
            Status::Failed(_) => (
                "那边没有写成，多半是放不下了：看看那边的剩余空间",
                "was not written, most likely for want of room: see how much is left there",
            ),
        };
        Stop::refused(format!("{host}：{whole}：{zh}"), format!("{host}: {whole}: {en}"))
    }

    fn done(&self, said: Result<(), Status>, path: &str) -> Result<(), Stop> {
        said.map_err(|status| self.refused(status, path))
    }

    /// Makes the folders of a path below the root, or with an empty path those of the root. One that is there is no mistake.
    fn make_folders(&mut self, path: &str) -> Result<(), Stop> {
        let whole = self.full(path);
        let from = if path.is_empty() { 1 } else { self.login.folder.len() + 1 };
        let ends: Vec<usize> = whole.match_indices('/').map(|(at, _)| at).collect();
        for end in ends.into_iter().filter(|end| *end >= from) {
            // What stands in the way is told by the file that cannot be put.
            let _ = self.ask(path, |channel| channel.make_folder(&whole[..end]))?;
        }
        Ok(())
    }

    /// Writes a file beside, in a folder that is made where it is missing.
    fn write_part(&mut self, bytes: &[u8], path: &str) -> Result<(), Stop> {
        let part = self.part(path);
        let mut said = self.ask(path, |channel| channel.write_file(&part, bytes))?;
        if said == Err(Status::Missing) {
            self.make_folders("")?;
            self.make_folders(&format!("{WORK}/part"))?;
            said = self.ask(path, |channel| channel.write_file(&part, bytes))?;
        }
        self.done(said, WORK)
    }
}

impl Host for Sftp {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Stop> {
        let whole = self.full(path);
        match self.ask(path, |channel| channel.read(&whole))? {
            Ok(bytes) => Ok(Some(bytes)),
            Err(Status::Missing) => Ok(None),
            Err(status) => Err(self.refused(status, path)),
        }
    }

    fn put(&mut self, path: &str, bytes: &[u8], _: &Headers) -> Result<(), Stop> {
        self.write_part(bytes, path)?;
        let (part, whole) = (self.part(path), self.full(path));
        let mut said = self.ask(path, |channel| channel.replace(&part, &whole))?;
        if said == Err(Status::Missing) {
            self.make_folders(path)?;
            said = self.ask(path, |channel| channel.replace(&part, &whole))?;
        }
        self.done(said, path)
    }

    fn delete(&mut self, path: &str) -> Result<(), Stop> {
        let whole = self.full(path);
        match self.ask(path, |channel| channel.remove(&whole))? {
            Ok(()) | Err(Status::Missing) => {}
            Err(status) => return Err(self.refused(status, path)),
        }
        // Folders that are empty now go too; one that is not stays, for what is in it is not ours.
        for (end, _) in path.rmatch_indices('/') {
            let folder = self.full(&path[..end]);
            if self.ask(path, |channel| channel.remove_folder(&folder))?.is_err() {
                break;
            }
        }
        Ok(())
    }

    /// Takes away the work folder, with what a publication cut short left in it. What else lies there is somebody's own.
    fn finish(&mut self) -> Result<(), Stop> {
        let work = self.full(WORK);
        let left = self.ask(WORK, |channel| channel.list(&work))?.unwrap_or_default();
        for (name, _) in left.into_iter().filter(|(name, _)| name.starts_with("part-")) {
            let path = format!("{work}/{name}");
            let _ = self.ask(WORK, |channel| channel.remove(&path))?;
        }
        let _ = self.ask(WORK, |channel| channel.remove_folder(&work))?;
        Ok(())
    }

    fn inside(&mut self, folder: &str) -> Result<Option<Inside>, Stop> {
        let whole = self.full(folder);
        Ok(match self.ask(folder, |channel| channel.list(&whole))? {
            // Of what a server says nothing of nobody knows that it stands in the way.
            Ok(inside) => {
                Some(inside.into_iter().filter_map(|(n, kind)| Some((n, kind?))).collect())
            }
            Err(Status::Missing) => Some(Inside::new()),
            Err(_) => None,
        })
    }

    fn another(&self) -> Option<Box<dyn Host>> {
        Some(Box::new(Sftp::open(self.login.clone())))
    }

    fn names(&mut self) -> Result<Option<BTreeSet<String>>, Stop> {
        let mut listing = Listing::new();
        while let Some(folder) = listing.next() {
            let whole = self.full(&folder);
            let inside = match self.ask(&folder, |channel| channel.list(&whole))? {
                Ok(inside) => inside,
                Err(Status::Missing) => continue,
                Err(_) => return Ok(None),
            };
            for (name, kind) in inside.into_iter().filter(|(name, _)| name != WORK) {
                let end = if kind == Some(Kind::Folder) { "/" } else { "" };
                listing.add(format!("{folder}{name}{end}"))?;
            }
        }
        Ok(Some(listing.names))
    }
}
