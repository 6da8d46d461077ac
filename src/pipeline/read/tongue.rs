//! The language of the portal: one of the program's own, or that of a file in `content/texts/`.

use std::io;
use std::sync::Arc;

use super::personal;
use crate::finding::{Report, rules};
use crate::kind::portal::{LANGUAGES, PORTAL, Portal};
use crate::model::{Lang, Said};
use crate::page;
use crate::source::Source;
use crate::source::disk::Project;
use crate::tongue;

/// Where the files of languages lie.
const FOLDER: &str = "content/texts/";

/// Whether a file holds the words of a language.
pub fn is_texts(file: &str) -> bool {
    super::is_yaml_of(FOLDER, file)
}

/// How the portal speaks. One whose file cannot be used is told, and speaks one of the program's languages.
pub fn tongue(
    project: &Project,
    portal: &Portal,
    settings: &Source,
    report: &mut Report,
) -> io::Result<Lang> {
    let tag = portal.language.as_str();
    if let Some(base) = portal.built_in() {
        return Ok(tongue::built_in(base, &portal.settings));
    }
    let Some(path) = tongue::path(tag).filter(|path| project.size(path).is_ok()) else {
        let known: Vec<&str> = LANGUAGES.iter().map(|known| known.key).collect();
        let said = Said::new(
            format!(
                "没有语言 `{tag}` 的文字，应是 {} 或 content/texts/ 里的一个",
                known.join("、")
            ),
            format!(
                "there are no texts for `{tag}`; write {} or one of content/texts/",
                known.join(", ")
            ),
        );
        let place = settings.place(&PORTAL, "language");
        report.push(settings.finding(&rules::UNKNOWN_CHOICE, place, said).help(
            "改正语言，或加上 `content/texts/语言.yaml`",
            "mend the language, or add `content/texts/LANGUAGE.yaml`",
        ));
        return Ok(portal.lang);
    };
    let path: Arc<str> = Arc::from(path);
    let Some(source) = project.read(&path, report)? else { return Ok(portal.lang) };
    personal::text(&source, &source.text, 0, &[], report);
    Ok(tongue::read((tag, &source), &portal.settings, &page::theme::texts, report))
}
