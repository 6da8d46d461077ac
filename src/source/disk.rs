//! Reading the disk: which files there are, and their bytes. Nothing else in the program opens a file to read content.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use super::Source;
use crate::finding::{Finding, Place, Report, rules};
use crate::model::Said;

/// No disclosure is larger; what is, was put there by mistake.
pub const SIZE_MAX_BYTES: u64 = 16 * 1024 * 1024;

/// What a portal is told of itself.
pub const SETTINGS: &str = "content/portal.yaml";

/// Digests of everything that has been published. A city's is larger than any disclosure: some two kilobytes a
/// village-month.
pub const LOCK: &str = "content/published.lock";
const LOCK_MAX_BYTES: u64 = 512 * 1024 * 1024;

/// A project folder: `content/`, `themes/`, `private/`, `site/`.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// The project at this folder, or `None` where no `content/portal.yaml` stands.
    pub fn at(root: &Path) -> Option<Project> {
        let found = root.join(SETTINGS).is_file();
        found.then(|| Project { root: root.to_path_buf() })
    }

    /// The project this folder is in, found upward.
    pub fn find(from: &Path) -> Option<Project> {
        from.ancestors().find_map(Project::at)
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Every file under a folder of the project, sorted, as paths from the project folder with `/`.
    /// Links are told and not followed, so that no loop and no outside file can enter.
    pub fn files(&self, under: &str, report: &mut Report) -> io::Result<Vec<Arc<str>>> {
        let mut files = Vec::new();
        let folder = self.root.join(under);
        if !folder.exists() {
            return Ok(files);
        }
        for entry in WalkDir::new(folder).follow_links(false).sort_by_file_name() {
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
            if entry.file_type().is_dir() {
                continue;
            }
            let Some(path) = self.name(entry.path(), report) else { continue };
            if entry.file_type().is_symlink() {
                let said =
                    Said::new("这是一个链接，没有跟随", "this is a link and was not followed");
                report.push(
                    Finding::new(&rules::LINK_NOT_FOLLOWED, &path, Place::File, said)
                        .help("把文件本身放到这里", "put the file itself here"),
                );
            } else if entry.file_type().is_file() {
                files.push(path);
            } else {
                // Opening a pipe waits for someone to write into it.
                let said =
                    Said::new("这既不是文件，也不是文件夹", "this is neither a file nor a folder");
                report.push(
                    Finding::new(&rules::UNREADABLE_FILE, &path, Place::File, said)
                        .help("移出 content", "move it out of content"),
                );
            }
        }
        Ok(files)
    }

    fn name(&self, path: &Path, report: &mut Report) -> Option<Arc<str>> {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        match inside.to_str() {
            Some(text) => Some(Arc::from(text.replace('\\', "/"))),
            None => {
                let shown: Arc<str> = Arc::from(inside.to_string_lossy().replace('\\', "/"));
                let said = Said::new("文件名不是 UTF-8 文字", "the file's name is not UTF-8");
                report.push(Finding::new(&rules::UNSAFE_PATH, &shown, Place::File, said));
                None
            }
        }
    }

    /// How many bytes a file has.
    pub fn size(&self, path: &str) -> io::Result<u64> {
        Ok(fs::metadata(self.root.join(path))?.len())
    }

    /// The bytes of a file of the project, read once: whoever hashes, searches and parses them has the same, even if
    /// someone is writing the file meanwhile. Never more than [`SIZE_MAX_BYTES`].
    pub fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        let most = if path == LOCK { LOCK_MAX_BYTES } else { SIZE_MAX_BYTES };
        let file = File::open(self.root.join(path))?;
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
        Ok(bytes.and_then(|bytes| Source::decode(path, &bytes, report)))
    }
}

/// A file that is there and that the system does not hand out, or that has gone since it was listed.
fn unreadable(path: &Arc<str>, error: &io::Error) -> Finding {
    let (zh, en) = match error.kind() {
        io::ErrorKind::PermissionDenied => ("没有权限读", "no permission to read it"),
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

/// All files of a folder outside the content, such as a theme: paths from the folder with `/`, sorted, and bytes.
pub fn folder(root: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(root).follow_links(false).sort_by_file_name() {
        let entry = entry.map_err(io::Error::from)?;
        if entry.file_type().is_file() {
            let inside = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let name = inside.to_string_lossy().replace('\\', "/");
            files.push((name, fs::read(entry.path())?));
        }
    }
    Ok(files)
}
