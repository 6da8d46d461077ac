//! Reading the disk: which files there are, and their bytes. Nothing else in the program opens a file to read content.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use super::kept::currency_word;
use super::litter::Litter;
use super::{Source, plain};
use crate::finding::{Finding, Place, Report, rules};
use crate::model::{Currency, Said, coding, file_name};

/// No disclosure is larger; what is, was put there by mistake.
pub const SIZE_MAX_BYTES: u64 = 16 * 1024 * 1024;

/// What a portal is told of itself.
pub const SETTINGS: &str = "content/portal.yaml";

/// Digests of everything that has been published. A city's is larger than any disclosure: some two kilobytes a
/// village-month.
pub const LOCK: &str = "content/published.lock";
const LOCK_MAX_BYTES: u64 = 512 * 1024 * 1024;

/// A project folder: `content/`, `themes/`, `private/`, `site/`.
#[derive(Clone, Debug, Default)]
pub struct Project {
    root: PathBuf,
    /// The portal's own word for what its amounts are in.
    currency: String,
}

/// The file that a finding stands in: a record that is a row of a table goes by the table and the row, `2026.xlsx!3`.
pub fn file_of(path: &str) -> &str {
    let row = |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
    match path.rsplit_once('!') {
        Some((file, rest)) if row(rest) && super::is_table(file) => file,
        _ => path,
    }
}

impl Project {
    /// The project at this folder, or `None` where no `content/portal.yaml` stands.
    pub fn at(root: &Path) -> Option<Project> {
        let found = root.join(SETTINGS).is_file();
        let word = || {
            let bytes = plain::bytes(&root.join(SETTINGS)).unwrap_or_default();
            coding::text(&bytes, false).map_or(String::new(), |text| currency_word(&text))
        };
        found.then(|| Project { root: root.to_path_buf(), currency: word() })
    }

    /// The same project as its settings are by now.
    pub fn again(&self) -> Project {
        Project::at(&self.root).unwrap_or_else(|| self.clone())
    }

    /// What amounts are in that do not say it.
    pub fn currency(&self) -> Currency {
        Currency::named(&self.currency)
    }

    /// What stands for 元 and yuan in what is said to people of this project; nothing where the settings say nothing.
    pub fn currency_word(&self) -> Option<&str> {
        Some(self.currency.as_str()).filter(|word| !word.is_empty())
    }

    /// A file of the project before its text is known.
    pub fn source(&self, path: Arc<str>) -> Source {
        Source { currency: self.currency(), ..Source::of(path, String::new()) }
    }

    /// The project this folder is in, found upward.
    pub fn find(from: &Path) -> Option<Project> {
        from.ancestors().find_map(Project::at)
    }

    /// What stands where the portal's settings should, under another name.
    pub fn nearly(from: &Path) -> Option<String> {
        let names = |folder: &Path| fs::read_dir(folder.join("content")).into_iter().flatten();
        let near = |name: &String| {
            let name = name.to_lowercase();
            name != "portal.yaml" && name.starts_with("portal") && name.contains(".y")
                || name == "portal.yaml" && !from.join(SETTINGS).exists()
        };
        let mut found: Vec<String> = from
            .ancestors()
            .flat_map(names)
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(near)
            .collect();
        found.sort();
        found.into_iter().next()
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Every file under a folder of the project, sorted, as paths from the project folder with `/`; the litter of systems
    /// and editors is left out. Links are told and not followed, so that no loop and no outside file can enter.
    pub fn files(&self, under: &str, report: &mut Report) -> io::Result<Vec<Arc<str>>> {
        Ok(Litter::among(self.all_files(under, report)?).1)
    }

    /// What systems and editors left under a folder of the project.
    pub fn litter(&self, under: &str) -> io::Result<Vec<Arc<str>>> {
        Ok(Litter::among(self.all_files(under, &mut Report::default())?).0)
    }

    /// Files in folders that are passed over, but for those of version control. Nothing opens them.
    pub fn hidden(&self, under: &str) -> io::Result<Vec<Arc<str>>> {
        let mut unheard = Report::default();
        let mut hidden = Vec::new();
        let mut walk = WalkDir::new(self.root.join(under)).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let Ok(entry) = entry else { continue };
            let name = entry.file_name().to_string_lossy();
            if entry.file_type().is_dir() && Litter::is_folder(&name) && !Litter::may_hide(&name) {
                walk.skip_current_dir();
            } else if entry.file_type().is_file() {
                let path = self.name(entry.path(), &mut unheard);
                let is_in = |path: &Arc<str>| path.split('/').rev().skip(1).any(Litter::is_folder);
                hidden.extend(path.filter(is_in));
            }
        }
        Ok(hidden)
    }

    fn all_files(&self, under: &str, report: &mut Report) -> io::Result<Vec<Arc<str>>> {
        let mut files = Vec::new();
        let folder = self.root.join(under);
        if !folder.exists() {
            return Ok(files);
        }
        let mut walk = WalkDir::new(folder).follow_links(false).follow_root_links(false);
        walk = walk.sort_by_file_name();
        let mut entries = walk.into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let at = error.path().map_or(self.root.clone(), Path::to_path_buf);
                    if let Some(path) = self.name(&at, report) {
                        report.push(unreadable(&path, &error.into()));
                    }
                    continue;
                }
            };
            let kind = entry.file_type();
            if kind.is_dir() {
                let name = entry.file_name().to_string_lossy();
                let inside = entry.depth() > 0;
                if inside && (Litter::is_folder(&name) || !self.may_hold(entry.path(), report)) {
                    entries.skip_current_dir();
                }
                continue;
            }
            // Of what nobody wrote nothing is told: editors leave links that lead nowhere. One that leads somewhere was made
            // by somebody.
            let mut unheard = Report::default();
            let leads = kind.is_symlink() && entry.path().exists();
            let quiet = Litter::is_file(&entry.file_name().to_string_lossy()) && !leads;
            let report = if quiet { &mut unheard } else { &mut *report };
            let Some(path) = self.name(entry.path(), report) else { continue };
            if kind.is_file() {
                files.push(path);
            } else {
                report.push(no_file(&path, kind.is_symlink()));
            }
        }
        Ok(files)
    }

    /// Whether a folder may be looked into. One that bears the name of a file hides that there is none.
    fn may_hold(&self, folder: &Path, report: &mut Report) -> bool {
        let Some(path) = self.name(folder, report) else { return false };
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        if matches!(&*ending, "yaml" | "yml" | "csv" | "md") {
            let said = Said::new(
                "这是一个文件夹，名字却像文件",
                "this is a folder, and has the name of a file",
            );
            report.push(Finding::new(&rules::MISNAMED_FILE, &path, Place::File, said).help(
                "把里面的文件放到该放的文件夹，删去这个文件夹",
                "put the files in it where they belong, and remove the folder",
            ));
        }
        true
    }

    /// A path from the project's folder, with `/`. A name that is a way elsewhere on some system is told, and is no path.
    fn name(&self, path: &Path, report: &mut Report) -> Option<Arc<str>> {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        let shown: Arc<str> = Arc::from(parts.join("/"));
        if inside.to_str().is_none() {
            let said = Said::new("文件名不是 UTF-8 文字", "the file's name is not UTF-8");
            report.push(Finding::new(&rules::UNSAFE_PATH, &shown, Place::File, said));
            return None;
        }
        let Some(why) = parts.iter().find_map(|part| file_name::unfit(part)) else {
            return Some(shown);
        };
        let said = Said::new(
            format!("文件名{}，没有打开", why.zh),
            format!("the name {}; it was not opened", why.en),
        );
        report.push(Finding::new(&rules::UNSAFE_PATH, &shown, Place::File, said).help(
            "改文件名：拷到别的系统上，它不是这个文件",
            "rename it: on another system it is not this file",
        ));
        None
    }

    /// Where a path of the project lies on this machine. It stays below the project, whatever a name holds and whatever
    /// links stand on the way.
    pub fn place(&self, path: &str) -> io::Result<PathBuf> {
        let outside = |why: &str| io::Error::new(io::ErrorKind::InvalidFilename, why.to_string());
        if let Some((_, why)) = file_name::unfit_part(path) {
            return Err(outside(why.en));
        }
        let mut at = self.root.clone();
        for part in path.split('/') {
            at.push(part);
            if at.is_symlink() {
                return Err(outside("a link, which is not followed"));
            }
        }
        Ok(at)
    }

    /// The project's own theme files, laid over the built-in ones; nothing where it has none of its own.
    pub fn theme(&self) -> Option<Vec<(String, Vec<u8>)>> {
        let own = self.place("themes/sunlight").ok().filter(|own| own.is_dir())?;
        folder(&own).ok()
    }

    /// Tells of links where the project's own theme stands: nothing of them is used.
    pub fn theme_links(&self, report: &mut Report) {
        let above =
            ["themes", "themes/sunlight"].into_iter().find(|at| self.root.join(at).is_symlink());
        if let Some(link) = above {
            report.push(no_file(&Arc::from(link), true));
            return;
        }
        for entry in WalkDir::new(self.root.join("themes/sunlight")).sort_by_file_name() {
            let Ok(entry) = entry else { continue };
            // Editors leave links that lead nowhere.
            if entry.path_is_symlink()
                && entry.path().exists()
                && let Some(path) = self.name(entry.path(), report)
            {
                report.push(no_file(&path, true));
            }
        }
    }

    /// How many bytes a file has.
    pub fn size(&self, path: &str) -> io::Result<u64> {
        Ok(fs::metadata(self.place(path)?)?.len())
    }

    /// The bytes of a file of the project, read once: whoever hashes, searches and parses them has the same, even if
    /// someone is writing the file meanwhile. Never more than [`SIZE_MAX_BYTES`].
    pub fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        let most = if path == LOCK { LOCK_MAX_BYTES } else { SIZE_MAX_BYTES };
        let file = plain::open(&self.place(path)?)?;
        let size = file.metadata()?.len();
        let mut bytes = Vec::new();
        if size <= most {
            // It may have grown since it was asked for its size.
            file.take(most + 1).read_to_end(&mut bytes)?;
        }
        let size = size.max(bytes.len() as u64);
        if size > most {
            let said = format!("{size} bytes, more than {most}");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, said));
        }
        Ok(bytes)
    }

    /// The bytes of a file; why there are none is told.
    pub fn bytes_or_tell(&self, path: &Arc<str>, report: &mut Report) -> Option<Vec<u8>> {
        match self.bytes(path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                let size = self.size(path).unwrap_or(SIZE_MAX_BYTES + 1);
                let said = Said::new(
                    format!("文件有 {size} 字节，超过 {SIZE_MAX_BYTES} 字节"),
                    format!("the file has {size} bytes, more than {SIZE_MAX_BYTES}"),
                );
                report.push(
                    Finding::new(&rules::FILE_TOO_LARGE, path, Place::File, said)
                        .help("拆成几份，或移出 content", "split it, or move it out of content"),
                );
                None
            }
            Err(error) => {
                report.push(unreadable(path, &error));
                None
            }
        }
    }

    /// A file as text; what is wrong with it is told.
    pub fn read(&self, path: &Arc<str>, report: &mut Report) -> io::Result<Option<Source>> {
        let bytes = self.bytes_or_tell(path, report);
        let source = bytes.and_then(|bytes| Source::decode(path, &bytes, report));
        Ok(source.map(|source| Source { currency: self.currency(), ..source }))
    }
}

/// A file that is there and that the system does not hand out, or that has gone since it was listed.
fn unreadable(path: &Arc<str>, error: &io::Error) -> Finding {
    let (zh, en) = match error.kind() {
        io::ErrorKind::PermissionDenied => ("没有权限读", "no permission to read it"),
        io::ErrorKind::InvalidFilename => (
            "它是链接，或名字通向别处，没有打开",
            "it is a link, or its name leads elsewhere, and was not opened",
        ),
        io::ErrorKind::NotFound => ("读到一半不见了", "it was gone when it was to be read"),
        _ => ("系统读不出来", "the system could not read it"),
    };
    let cause = io::Error::from(error.kind());
    let said =
        Said::new(format!("读不了：{zh}（{cause}）"), format!("cannot be read: {en} ({cause})"));
    Finding::new(&rules::UNREADABLE_FILE, path, Place::File, said).help(
        "看文件在不在、权限对不对，再来一次",
        "see that it is there and may be read, and try again",
    )
}

/// What is neither a file nor a folder.
fn no_file(path: &Arc<str>, link: bool) -> Finding {
    if link {
        let said = Said::new("这是一个链接，没有跟随", "this is a link and was not followed");
        return Finding::new(&rules::LINK_NOT_FOLLOWED, path, Place::File, said)
            .help("把文件本身放到这里", "put the file itself here");
    }
    // Opening a pipe waits for someone to write into it.
    let said = Said::new("这既不是文件，也不是文件夹", "this is neither a file nor a folder");
    Finding::new(&rules::UNREADABLE_FILE, path, Place::File, said)
        .help("移出 content", "move it out of content")
}

/// The bytes of a file outside the project that a person named; none is larger than a disclosure may be.
pub fn outside(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    plain::open(path)?.take(SIZE_MAX_BYTES + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > SIZE_MAX_BYTES {
        true => Err(io::Error::from(io::ErrorKind::FileTooLarge)),
        false => Ok(bytes),
    }
}

/// All files of a folder outside the content, such as a theme: paths from the folder with `/`, sorted, and bytes. What
/// has no name for every system is left out, and so are links.
pub fn folder(root: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(root).follow_links(false).sort_by_file_name() {
        let entry = entry.map_err(io::Error::from)?;
        let inside = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        // What leads elsewhere is passed over; what Windows cannot hold is told at the door out.
        if entry.file_type().is_file() && !parts.iter().any(|part| part.contains(['\\', ':'])) {
            files.push((parts.join("/"), plain::bytes(entry.path())?));
        }
    }
    Ok(files)
}
