//! `sunlit init`: a small portal that passes every check, to be turned into one's own file by file.

use std::fs;
use std::path::Path;

use include_dir::{Dir, DirEntry, include_dir};

use super::{create, layout};
use crate::kind::portal::SETTINGS;
use crate::model::shape::Field;
use crate::model::{Base, Lang, Stop};
use crate::sink::link_within;

static CHINESE: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/portal/zh");
static ENGLISH: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/portal/en");

/// What the new portal and its village are called.
#[derive(Clone, Debug)]
pub struct Names {
    pub portal: String,
    pub village: String,
}

/// What was written, and what was there and stayed; paths from the new folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    pub written: Vec<String>,
    pub kept: Vec<String>,
}

/// Writes the small portal into a folder that is new or empty; with `force` beside what is there.
pub fn portal(folder: &Path, names: &Names, lang: Lang, force: bool) -> Result<Made, Stop> {
    let at = |error| Stop::Io(folder.to_path_buf(), error);
    let empty = !folder.exists() || fs::read_dir(folder).map_err(at)?.next().is_none();
    let shown = folder.display();
    if !empty && !force {
        return Err(Stop::refused(
            format!("{shown}：不是空文件夹；换一个，或用 --force（已有的文件不会动）"),
            format!("{shown}: not empty; choose another, or use --force (what is there stays)"),
        ));
    }
    for name in [&names.portal, &names.village] {
        if name.trim().is_empty() || name.chars().any(char::is_control) {
            return Err(Stop::refused("名称要写成一行文字", "a name is one line of text"));
        }
    }
    let mut made = Made::default();
    let portal = match lang.base() {
        Base::Zh => &CHINESE,
        Base::En => &ENGLISH,
    };
    for (path, text) in templates(portal) {
        // In YAML the names stand inside single quotes, where a quote is written twice.
        let word = |name: &str| match path.ends_with(".yaml") {
            true => name.replace('\'', "''"),
            false => name.to_string(),
        };
        let text = text
            .replace("{{portal}}", &word(&names.portal))
            .replace("{{village}}", &word(&names.village));
        let text = match text.strip_suffix("{{settings}}") {
            Some(head) => format!("{head}{}", other_settings(head, lang)),
            None => text,
        };
        let place = folder.join(&path);
        if let Some(link) = link_within(folder, &place).filter(|link| *link != place) {
            return Err(Stop::refused(
                format!("{}：是一个链接，不能往里写", link.display()),
                format!("{}: is a link, and is not written through", link.display()),
            ));
        }
        let to = if create(&place, &text)? { &mut made.written } else { &mut made.kept };
        to.push(path);
    }
    Ok(made)
}

/// The settings the template does not speak of, each with its word and behind a `#`.
fn other_settings(head: &str, lang: Lang) -> String {
    let unsaid = |field: &&Field| !head.contains(&format!("  {}:", layout::key(field, lang)));
    let blocks = SETTINGS.fields().filter(unsaid).map(|field| layout::block(field, lang, None));
    let indented =
        |block: String| block.lines().map(|line| format!("  {line}\n")).collect::<String>();
    blocks.map(indented).collect()
}

/// The templates with the names their files get. A name that opens with a dot is kept as `dot-…`, so that ours
/// does not act on this repository.
fn templates(dir: &'static Dir<'static>) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(inner) => found.extend(templates(inner)),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                let text = file.contents_utf8().expect("templates are text");
                found.push((path.replace("dot-", "."), text));
            }
        }
    }
    found.sort();
    found
}
