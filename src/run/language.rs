//! The language of the portal: one of the program's own, or that of a file in `content/texts/`.

use std::io;
use std::sync::Arc;

use crate::finding::{Report, rules};
use crate::kind::portal::{LANGUAGES, PORTAL, Portal};
use crate::model::{Lang, Said};
use crate::page;
use crate::read;
use crate::source::Source;
use crate::source::disk::Project;
use crate::tongue;

/// The portal, as it speaks, with its file. What is wrong in it must not hide what is wrong in the units: they are read by
/// the settings that are right.
pub fn portal(project: &Project, report: &mut Report) -> io::Result<(Portal, Option<Source>)> {
    let (mut portal, source) = read::portal(project, report)?;
    if let (Some(portal), Some(source)) = (&mut portal, &source) {
        portal.lang = tongue(project, portal, source, report)?;
    }
    Ok((portal.unwrap_or_else(Portal::unread), source))
}

/// How the portal speaks. One whose file cannot be used is told, and speaks one of the program's languages.
fn tongue(
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
    read::text(&source, &source.text, 0, &[], report);
    Ok(tongue::read((tag, &source), &portal.settings, &page::theme::texts, report))
}
