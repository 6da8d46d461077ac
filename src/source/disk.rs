//! Reading the disk: which files there are, and their bytes. Nothing else in the program opens a file to read content.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use super::Source;
use crate::finding::{Finding, Place, Report, rules};
use crate::model::Said;

/// No disclosure is larger; what is, was put there by mistake.
pub const SIZE_MAX_BYTES: u64 = 16 * 1024 * 1024;

/// A project folder: `content/`, `themes/`, `private/`, `site/`.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// The project at this folder, or `None` where no `content/portal.yaml` stands.
    pub fn at(root: &Path) -> Option<Project> {
        let found = root.join("content/portal.yaml").is_file();
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
            let entry = entry.map_err(io::Error::from)?;
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
            } else {
                files.push(path);
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
        Ok(std::fs::metadata(self.root.join(path))?.len())
    }

    /// The bytes of a file of the project.
    pub fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.root.join(path))
    }

    /// A file as text; what is wrong with it is told.
    pub fn read(&self, path: &Arc<str>, report: &mut Report) -> io::Result<Option<Source>> {
        let size = self.size(path)?;
        if size > SIZE_MAX_BYTES {
            let said = Said::new(
                format!("文件有 {size} 字节，超过 {SIZE_MAX_BYTES} 字节"),
                format!("the file has {size} bytes, more than {SIZE_MAX_BYTES}"),
            );
            report.push(Finding::new(&rules::FILE_TOO_LARGE, path, Place::File, said));
            return Ok(None);
        }
        Ok(Source::decode(path, &self.bytes(path)?, report))
    }
}

/// All files of a folder outside the content, such as a theme: paths from the folder with `/`, sorted, and bytes.
pub fn folder(root: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(root).follow_links(false).sort_by_file_name() {
        let entry = entry.map_err(io::Error::from)?;
        if entry.file_type().is_file() {
            let inside = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let name = inside.to_string_lossy().replace('\\', "/");
            files.push((name, std::fs::read(entry.path())?));
        }
    }
    Ok(files)
}
