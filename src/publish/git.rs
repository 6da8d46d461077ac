//! A branch of a git repository as a host: the next tree is streamed into a copy made anew, and one push makes it public.

mod streams;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use self::streams::{Import, Reader};
use super::host::{Headers, Host, Inside, Kind};
use crate::model::Stop;
use crate::scan;

/// What the branch holds before, and what it will hold after, in our copy.
const THERE: &str = "refs/sunlit/there";
const NEXT: &str = "refs/sunlit/next";

/// What every commit of ours says of itself.
const EMAIL: &str = "sunlit@localhost";
const SAID: &str = "publish";

/// Ways to a repository that run no command of the address's own.
const PROTOCOLS: &str = "file:git:http:https:ssh";

/// What goes before the settings of any repository, of one on this machine too: none of them may start a program.
const SETTINGS: &[&str] = &[
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.alternateRefsCommand=true",
    "core.attributesFile=/dev/null",
    "gc.auto=0",
    "maintenance.auto=false",
    "receive.autogc=false",
    // Else a push would write a work tree, by filters of that repository's own.
    "receive.denyCurrentBranch=refuse",
    "submodule.recurse=false",
];

/// What another git, around us, says of its repository.
const OF_ANOTHER: &[&str] = &[
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_QUARANTINE_PATH",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_TEMPLATE_DIR",
    "GIT_WORK_TREE",
];

/// A branch that is published to.
#[derive(Clone, Debug)]
pub struct Branch {
    /// A path or an address.
    pub repository: String,
    /// Whether it is a path: then git starts a second one in it.
    pub is_local: bool,
    pub name: String,
    /// Whether each publication is a commit upon the last.
    pub history: bool,
}

/// What a commit says of itself.
#[derive(Clone, Debug)]
pub struct Signature {
    pub by: String,
    pub at: jiff::Timestamp,
}

#[derive(Debug)]
pub struct Git {
    /// A bare repository of our own, for this publication alone.
    copy: PathBuf,
    branch: Branch,
    signature: Signature,
    /// The commit the branch stands at; `None` where there is no such branch yet.
    before: Option<String>,
    reader: Option<Reader>,
    /// Everything the branch holds, folders too, once it is asked for.
    tree: Option<BTreeMap<String, Kind>>,
    import: Option<Import>,
}

impl Git {
    /// Fetches the branch as it is now, into a copy made anew: what stood there may have come with the project.
    pub fn open(copy: &Path, branch: Branch, signature: Signature) -> Result<Git, Stop> {
        let (reader, import) = (None, None);
        let copy = copy.to_path_buf();
        removed(&copy).and_then(|()| fs::create_dir_all(&copy)).map_err(Stop::at(&copy))?;
        let mut git = Git { copy, branch, signature, before: None, reader, tree: None, import };
        git.run(&["init", "--quiet", "--bare", "--template="])?;
        let (repository, name) = (git.branch.repository.clone(), git.full_name());
        let there = git.there("upload-pack");
        let mut words = vec!["ls-remote"];
        words.extend(there.as_deref().into_iter().chain(["--", &repository, &name]));
        let said = git.run(&words)?;
        let lines = said.lines().filter_map(|line| line.split_once('\t'));
        git.before = lines.filter(|(_, of)| *of == name).map(|(sum, _)| sum.to_string()).next();
        if git.before.is_some() {
            let from = format!("+{name}:{THERE}");
            let mut words = vec!["fetch", "--quiet", "--no-tags", "--no-recurse-submodules"];
            // The last publication, and what it stands upon.
            words.push("--depth=2");
            words.extend(there.as_deref().into_iter().chain(["--", &repository, &from]));
            git.run(&words)?;
            // It may have moved since it was asked for.
            git.before = Some(git.run(&["rev-parse", THERE])?.trim().to_string());
        }
        Ok(git)
    }

    /// How the git at the other end is started where that is this machine: under our settings, not the repository's.
    fn there(&self, program: &str) -> Option<String> {
        let settings: String = SETTINGS.iter().map(|setting| format!(" -c {setting}")).collect();
        let started = format!("--{program}=GIT_NO_LAZY_FETCH=1 git{settings} {program}");
        self.branch.is_local.then_some(started)
    }

    fn full_name(&self) -> String {
        format!("refs/heads/{}", self.branch.name)
    }

    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.arg("--git-dir").arg(&self.copy).env("GIT_ALLOW_PROTOCOL", PROTOCOLS);
        command.env("GIT_NO_LAZY_FETCH", "1");
        OF_ANOTHER.iter().for_each(|name| {
            command.env_remove(name);
        });
        SETTINGS.iter().for_each(|setting| {
            command.args(["-c", setting]);
        });
        command
    }

    fn run(&self, words: &[&str]) -> Result<String, Stop> {
        let mut command = self.command();
        let output = command.args(words).stdin(Stdio::null()).output();
        let output = output.map_err(|error| self.unstarted(error))?;
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            false => Err(self.failed(&String::from_utf8_lossy(&output.stderr))),
        }
    }

    /// What git said, without what an address of someone's own settings may carry.
    fn failed(&self, said: &str) -> Stop {
        let said = scan::starred(said);
        let said = said.trim();
        let shown = scan::starred(&self.branch.repository);
        Stop::refused(
            format!("{shown}：git 没有做成：{said}"),
            format!("{shown}: git failed: {said}"),
        )
    }

    fn unstarted(&self, error: std::io::Error) -> Stop {
        Stop::refused(
            format!("git 启动不了（{error}）：先装上 git"),
            format!("git does not start ({error}): install it first"),
        )
    }

    fn started(&self, words: &[&str]) -> Result<Child, Stop> {
        let mut command = self.command();
        command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().map_err(|error| self.unstarted(error))
    }

    /// The stream of the next commit, opened with what stands before the files.
    fn begin(&mut self) -> Result<(), Stop> {
        if self.import.is_none() {
            let mut child = self.started(&["fast-import", "--quiet", "--done", "--force"])?;
            let stdin = BufWriter::new(child.stdin.take().expect("a pipe"));
            self.import = Some(Import { child, stdin: Some(stdin) });
            let head = self.head()?;
            self.write(&[head.as_bytes()])?;
        }
        Ok(())
    }

    /// Adds to the stream. Where it is broken, git says why; another try would only add to half a file.
    fn write(&mut self, parts: &[&[u8]]) -> Result<(), Stop> {
        let import = self.import.as_mut().expect("it is open");
        if parts.iter().try_for_each(|part| import.write(part)).is_ok() {
            return Ok(());
        }
        let said = self.import.take().map(Import::close);
        Err(self.failed(&said.and_then(Result::err).unwrap_or_default()))
    }

    fn head(&self) -> Result<String, Stop> {
        let Signature { by, at } = &self.signature;
        let name: String = by.chars().filter(|c| !c.is_control() && !"<>".contains(*c)).collect();
        let name = if name.trim().is_empty() { "sunlit" } else { name.trim() };
        let seconds = at.as_second();
        let mut head = format!(
            "commit {NEXT}\ncommitter {name} <{EMAIL}> {seconds} +0000\ndata {}\n{SAID}\n",
            SAID.len()
        );
        let Some(before) = &self.before else { return Ok(head) };
        if let Some(upon) = self.upon(before)? {
            head.push_str(&format!("from {upon}\n"));
        }
        let tree = self.run(&["rev-parse", &format!("{before}^{{tree}}")])?;
        head.push_str(&format!("M 040000 {} \"\"\n", tree.trim()));
        Ok(head)
    }

    /// Everything the branch holds, and what it is.
    fn entries(&self) -> Result<BTreeMap<String, Kind>, Stop> {
        let Some(before) = &self.before else { return Ok(BTreeMap::new()) };
        let said = self.run(&["ls-tree", "-r", "-t", "-z", "--full-tree", before])?;
        let kind = |mode: &str| match mode {
            "040000" => Kind::Folder,
            "100644" | "100755" | "100664" => Kind::File,
            _ => Kind::Other,
        };
        let entry = |line: &str| {
            let (head, path) = line.split_once('\t')?;
            Some((path.to_string(), kind(head.split(' ').next().unwrap_or_default())))
        };
        Ok(said.split('\0').filter_map(entry).collect())
    }

    /// The commit that the next one stands upon. Without a history it takes the place of the last one, where this program
    /// made that: the commits of others stay.
    fn upon(&self, before: &str) -> Result<Option<String>, Stop> {
        let commit = self.run(&["cat-file", "commit", before])?;
        match ours(&commit).filter(|_| !self.branch.history) {
            Some(parent) => Ok(parent.map(str::to_string)),
            None => Ok(Some(before.to_string())),
        }
    }
}

/// The parent of a commit that this program made; `None` where somebody else did, or has changed it: then it bears their
/// name. What its tree holds says nothing, since whatever is committed upon ours holds the same.
fn ours(commit: &str) -> Option<Option<&str>> {
    let (head, said) = commit.split_once("\n\n")?;
    let of = |name: &'static str| head.lines().filter_map(move |line| line.strip_prefix(name));
    let is_own = |line: &str| {
        line.rsplit_once('>').is_some_and(|(by, _)| by.ends_with(&format!("<{EMAIL}")))
    };
    let both = of("author ").chain(of("committer ")).all(is_own);
    let alone = of("parent ").count() < 2 && of("gpgsig").next().is_none();
    (both && alone && said.trim() == SAID).then(|| of("parent ").next())
}

impl Drop for Git {
    fn drop(&mut self) {
        (self.reader, self.import) = (None, None);
        // What stays goes with the next publication.
        let _ = removed(&self.copy);
    }
}

/// Takes away a folder of ours, or the link that has its name.
fn removed(folder: &Path) -> std::io::Result<()> {
    match folder.symlink_metadata() {
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(folder),
        Ok(_) => fs::remove_file(folder),
        Err(_) => Ok(()),
    }
}

impl Host for Git {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Stop> {
        let Some(before) = self.before.clone() else { return Ok(None) };
        if self.reader.is_none() {
            let mut child = self.started(&["cat-file", "--batch"])?;
            let stdin = child.stdin.take().expect("a pipe");
            let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
            self.reader = Some(Reader { child, stdin: Some(stdin), stdout });
        }
        let reader = self.reader.as_mut().expect("just made");
        let read = reader.blob(&format!("{before}:{path}"));
        read.map_err(|error| self.failed(&error.to_string()))
    }

    fn inside(&mut self, folder: &str) -> Result<Option<Inside>, Stop> {
        if self.tree.is_none() {
            self.tree = Some(self.entries()?);
        }
        let tree = self.tree.iter().flat_map(|tree| tree.range(folder.to_string()..));
        let inside = tree.map_while(|(path, kind)| Some((path.strip_prefix(folder)?, *kind)));
        let own = inside.filter(|(name, _)| !name.is_empty() && !name.contains('/'));
        Ok(Some(own.map(|(name, kind)| (name.to_string(), kind)).collect()))
    }

    fn put(&mut self, path: &str, bytes: &[u8], _: &Headers) -> Result<(), Stop> {
        self.begin()?;
        let head = format!("M 100644 inline {path}\ndata {}\n", bytes.len());
        self.write(&[head.as_bytes(), bytes, b"\n"])
    }

    fn delete(&mut self, path: &str) -> Result<(), Stop> {
        self.begin()?;
        self.write(&[format!("D {path}\n").as_bytes()])
    }

    fn finish(&mut self) -> Result<(), Stop> {
        let Some(import) = self.import.take() else { return Ok(()) };
        import.close().map_err(|said| self.failed(&said))?;
        let name = self.full_name();
        // Nobody else may have published since we looked.
        let lease =
            format!("--force-with-lease={name}:{}", self.before.as_deref().unwrap_or_default());
        let to = format!("{NEXT}:{name}");
        let (repository, there) = (self.branch.repository.clone(), self.there("receive-pack"));
        let mut words = vec!["push", "--quiet", "--no-verify", "--no-signed"];
        words.extend(["--recurse-submodules=no", &lease]);
        words.extend(there.as_deref().into_iter().chain(["--", &repository, &to]));
        self.run(&words).map(|_| ())
    }

    /// What the branch holds was fetched.
    fn is_near(&self) -> bool {
        true
    }

    fn is_one_step(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_ours_that_nobody_else_has_made_or_mended() {
        let own = "tree 1\nparent 2\nauthor a <sunlit@localhost> 1 +0000\n\
                   committer a <sunlit@localhost> 1 +0000\n\npublish\n";
        assert_eq!(ours(own), Some(Some("2")));
        assert_eq!(ours(&own.replace("parent 2\n", "")), Some(None));
        for (from, to) in [
            ("committer a <sunlit@localhost>", "committer b <b@example.cn>"),
            ("author a <sunlit@localhost>", "author b <b@example.cn>"),
            ("parent 2\n", "parent 2\nparent 3\n"),
            ("publish\n", "publish\n\nand NOTES.txt\n"),
        ] {
            assert_eq!(ours(&own.replacen(from, to, 1)), None, "{to}");
        }
    }
}
