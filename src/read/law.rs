//! The law of the place: the packs the portal names, and the county's own files.

use std::io;
use std::sync::Arc;

use super::searched::searched;
use crate::finding::Report;
use crate::kind::Kinds;
use crate::kind::portal::Portal;
use crate::law::{self, Law, Overlay, PACK};
use crate::source::Source;
use crate::source::disk::Project;

/// Where a county's own packs lie.
const FOLDER: &str = "content/law/";

/// Whether a file is one of the county's packs.
pub fn is_pack(file: &str) -> bool {
    super::searched::is_yaml_of(FOLDER, file)
}

/// Reads the packs and lays them on the nation's: provinces, the day the settings name, and last the county's files in the
/// order of their names.
pub fn law(
    project: &Project,
    (portal, settings): (&Portal, Option<&Source>),
    (files, kinds): (&[Arc<str>], &Kinds),
    report: &mut Report,
) -> io::Result<Law> {
    let mut own: Vec<(Source, _)> = Vec::new();
    for file in files.iter().filter(|file| is_pack(file)) {
        super::personal::name(file, report);
        let Some(source) = project.read(file, report)? else { continue };
        if let Some(row) = searched(&source, &PACK, &[], report) {
            own.push((source, row));
        }
    }
    let named = portal.law.iter().enumerate();
    let named = settings
        .iter()
        .flat_map(|source| named.clone().map(move |(at, name)| Overlay::Named(name, source, at)));
    let day = portal.settings.posting_day.zip(settings);
    let set = day.map(|(day, source)| Overlay::Setting(day, source));
    let own = own.iter().map(|(source, row)| Overlay::File(source, row.clone()));
    Ok(law::lay(named.chain(set).chain(own).collect(), kinds, report))
}
