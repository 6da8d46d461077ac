//! Whose an output folder is: a mark of ours says it, and nothing else that may lie there does.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{LIST, Sums, found, list_of};
use crate::source::{hex, plain};

/// Stands in a site of ours. Without it a folder is not written into, whatever lists lie there.
pub const SITE_MARK: &str = ".sunlit-site";

/// Stands in a folder of board sheets: such a folder never becomes a site, nor a site such a folder.
pub const BOARD_MARK: &str = ".sunlit-board";

/// Stands in a folder with what an approver reads: it may tell what is for the office alone.
pub const REVIEW_MARK: &str = ".sunlit-review";

/// What an output folder is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Site,
    /// Sheets may say what the web must not.
    Board,
    /// So may what an approver reads.
    Review,
}

const PURPOSES: [Purpose; 3] = [Purpose::Site, Purpose::Board, Purpose::Review];

impl Purpose {
    pub fn mark(self) -> &'static str {
        match self {
            Purpose::Site => SITE_MARK,
            Purpose::Board => BOARD_MARK,
            Purpose::Review => REVIEW_MARK,
        }
    }

    /// Says in the folder what it is, to whoever finds it there.
    pub fn words(self) -> &'static str {
        match self {
            Purpose::Site => "sunlit 生成的网站。\na site made by sunlit\n",
            Purpose::Board => {
                "张贴用的表，不要放到网上。\nsheets for a notice board, not for the web\n"
            }
            Purpose::Review => {
                "送审用的单子，不要放到网上。\nsheets for an approver, not for the web\n"
            }
        }
    }
}

/// Whose a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Nothing lies there, a `.gitignore` apart.
    Nobody,
    Us,
    /// A site of sunlit 0.1, which set no mark: its list names what every site has, as it lies there.
    UsBefore,
    /// We wrote it for another purpose.
    Other,
    Somebody,
}

/// Files that every site of 0.1 has.
const FORMER: [&str; 7] =
    [".nojekyll", "404.html", "_headers", "index.html", "units.csv", "units.json", "web.config"];

impl Owner {
    pub fn of(folder: &Path, purpose: Purpose) -> io::Result<Owner> {
        let marked = |purpose: &Purpose| is_file(&folder.join(purpose.mark()));
        if PURPOSES.iter().filter(|of| **of != purpose).any(marked) {
            return Ok(Owner::Other);
        }
        if marked(&purpose) {
            return Ok(Owner::Us);
        }
        let mut names = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name()));
        if names.all(|name| name.is_ok_and(|name| name == ".gitignore")) {
            return Ok(Owner::Nobody);
        }
        let list = folder.join(LIST);
        let list = if is_file(&list) { plain::bytes(&list)? } else { Vec::new() };
        let list = Sums::parse(&String::from_utf8_lossy(&list), "");
        let as_listed = |path: &str, sum: &str| {
            let path = folder.join(path);
            Ok::<_, io::Error>(is_file(&path) && hash_of(&path)? == sum)
        };
        let before = purpose == Purpose::Site && is_former(&list, as_listed)?;
        Ok(if before { Owner::UsBefore } else { Owner::Somebody })
    }
}

/// Whether a root's list is that of a site of 0.1: it names what every site has, and each file is as it says.
pub fn is_former<E>(
    list: &Sums,
    mut as_listed: impl FnMut(&str, &str) -> Result<bool, E>,
) -> Result<bool, E> {
    for path in FORMER {
        match list.files.get(path) {
            Some(sum) if as_listed(path, sum)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

/// Marks a folder as ours.
pub fn mark(folder: &Path, purpose: Purpose) -> io::Result<()> {
    anew(&folder.join(purpose.mark()))?.write_all(purpose.words().as_bytes())
}

/// Whether a folder holds a site, built or published.
pub fn is_site(folder: &Path) -> bool {
    let holds = |name: &str| folder.join(name).is_file();
    let sheets = holds(BOARD_MARK) || holds(REVIEW_MARK);
    holds(&list_of("")) && holds("units.json") && !sheets
}

/// A file to write that is new: what bore its name goes, and a link among it is not written through.
pub fn anew(path: &Path) -> io::Result<File> {
    found(fs::remove_file(path))?;
    File::options().write(true).create_new(true).open(path)
}

/// So many names are tried for a file to write; where all are taken, something else is wrong.
const NAMES_TRIED: usize = 100;

/// A file to write beside another, before it is renamed to it: under a name that nobody has, for what bears the first one
/// may be somebody's own.
pub fn beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let mut taken = 0;
    loop {
        let mut name = path.file_name().unwrap_or_default().to_os_string();
        name.push(".sunlit-part");
        if taken > 0 {
            name.push(format!("-{taken}"));
        }
        let part = path.with_file_name(name);
        match File::options().write(true).create_new(true).open(&part) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && taken < NAMES_TRIED => {
                taken += 1
            }
            opened => return opened.map(|file| (part, file)),
        }
    }
}

/// Writes a file whole or not at all: under a name that is new, then renamed. A link at either name is not followed.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (part, mut file) = beside(path)?;
    let mut write = || {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&part, path)
    };
    write().inspect_err(|_| drop(fs::remove_file(&part)))
}

/// The file of a lock. A link or a pipe with its name was put there by somebody, and goes: one leads elsewhere, and the
/// other keeps whoever opens it waiting.
pub fn lock(path: &Path) -> io::Result<File> {
    if path.symlink_metadata().is_ok_and(|meta| !meta.is_file()) {
        fs::remove_file(path)?;
    }
    File::options().write(true).create(true).truncate(false).open(path)
}

/// The first link on the way from a project's folder to a place in it: what is written there would lie elsewhere.
pub fn link_within(project: &Path, place: &Path) -> Option<PathBuf> {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let (mut at, place) = (whole(project), whole(place));
    let inside = place.strip_prefix(&at).ok()?;
    inside.components().find_map(|name| {
        at.push(name);
        at.is_symlink().then(|| at.clone())
    })
}

/// The path with its links followed, as far as it is there.
pub fn resolved(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut missing = Vec::new();
    let mut there = whole.as_path();
    loop {
        if let Ok(found) = there.canonicalize() {
            return missing.iter().rev().fold(found, |path, name| path.join(name));
        }
        let (Some(parent), Some(name)) = (there.parent(), there.file_name()) else {
            return whole;
        };
        missing.push(name.to_os_string());
        there = parent;
    }
}

/// Whether a place lies in what git keeps for itself.
pub fn is_of_git(place: &Path) -> bool {
    resolved(place).iter().any(|name| name.eq_ignore_ascii_case(".git"))
}

/// Whether a file lies there itself, and no link to one.
pub fn is_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|meta| meta.is_file())
}

/// SHA-256 of a file's bytes, however many.
pub fn hash_of(path: &Path) -> io::Result<String> {
    let (mut file, mut hash) = (plain::open(path)?, Sha256::new());
    let mut piece = vec![0; 64 * 1024];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hex(&hash.finalize())),
            read => hash.update(&piece[..read]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(folder: &Path, name: &str, text: &str) {
        fs::write(folder.join(name), text).unwrap();
    }

    /// A list of these files as they lie there.
    fn list(folder: &Path, names: &[&str]) {
        let line = |name: &&str| format!("{}  {name}\n", hash_of(&folder.join(name)).unwrap());
        put(folder, LIST, &names.iter().map(line).collect::<String>());
    }

    #[test]
    fn a_list_makes_no_folder_ours() {
        let folder = tempfile::tempdir().unwrap();
        let (folder, of) = (folder.path(), |folder: &Path| Owner::of(folder, Purpose::Site));
        put(folder, ".gitignore", "*\n");
        assert_eq!(of(folder).unwrap(), Owner::Nobody);
        for name in ["index.html", "units.json", "own.txt"] {
            put(folder, name, "theirs");
        }
        list(folder, &["index.html", "units.json", "own.txt"]);
        assert_eq!(of(folder).unwrap(), Owner::Somebody);
        for name in FORMER {
            put(folder, name, name);
        }
        list(folder, &FORMER);
        assert_eq!(of(folder).unwrap(), Owner::UsBefore);
        put(folder, "404.html", "changed");
        assert_eq!(of(folder).unwrap(), Owner::Somebody, "a list that does not hold");
        mark(folder, Purpose::Site).unwrap();
        assert_eq!(of(folder).unwrap(), Owner::Us);
        assert_eq!(Owner::of(folder, Purpose::Board).unwrap(), Owner::Other);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_no_mark_and_is_not_written_through() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let (own, site) = (folder.path().join("own"), folder.path().join("site"));
        fs::write(&own, "own").unwrap();
        fs::create_dir(&site).unwrap();
        symlink(&own, site.join(SITE_MARK)).unwrap();
        assert_eq!(Owner::of(&site, Purpose::Site).unwrap(), Owner::Somebody);
        mark(&site, Purpose::Site).unwrap();
        assert_eq!(fs::read_to_string(&own).unwrap(), "own");
        symlink(&site, folder.path().join("link")).unwrap();
        let found = link_within(folder.path(), &folder.path().join("link/inside"));
        assert!(found.is_some_and(|link| link.ends_with("link")));
        assert!(link_within(folder.path(), &site).is_none());
        assert!(link_within(&folder.path().join("link"), &site).is_none(), "not in the project");
    }
}
