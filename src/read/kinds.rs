//! The county's own kinds, as `content/kinds/` declares them.

use std::io;
use std::sync::Arc;

use super::searched::searched;
use crate::finding::Report;
use crate::kind::Kinds;
use crate::kind::declared::{self, DECLARATION};
use crate::source::disk::Project;

/// Where they lie.
const FOLDER: &str = "content/kinds/";

/// Whether a file declares a kind.
pub fn is_declaration(file: &str) -> bool {
    super::searched::is_yaml_of(FOLDER, file)
}

/// Every kind of the portal. One that cannot be read is told and left out; one may lead to those before it.
pub fn kinds(project: &Project, files: &[Arc<str>], report: &mut Report) -> io::Result<Kinds> {
    let mut kinds = Kinds::shipped();
    for file in files.iter().filter(|file| is_declaration(file)) {
        super::personal::name(file, report);
        let Some(source) = project.read(file, report)? else { continue };
        let Some(row) = searched(&source, &DECLARATION, &[], report) else { continue };
        let others: Vec<_> = kinds.iter().collect();
        let own = declared::kind(&source, row, &others, report);
        kinds = kinds.with(own);
    }
    Ok(kinds)
}
