//! Files that go with a record, as its page may show them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Desk;
use crate::attachment::Form;
use crate::kind::envelope::Envelope;
use crate::model::address::file_name;
use crate::model::table::{Attachment, Small};

/// The files of records that the site has, by the records' files.
pub type PublishedFiles = BTreeMap<Arc<str>, Vec<Published>>;

/// A file made public: where it lies from the portal's root, and what it is.
#[derive(Debug)]
pub struct Published {
    /// Which of the envelope's attachments.
    pub at: usize,
    pub form: Form,
    pub path: String,
    pub size_bytes: usize,
    pub sha256: String,
    /// A picture's smaller form: where it lies, width and height.
    pub small: Option<(String, usize, usize)>,
}

/// Where a record's file lies: by the record's id and the file's content, never by the file's name, which may hold a
/// person's.
pub fn address(desk: &Desk, envelope: &Envelope, word: &str) -> String {
    format!("{}/files/{}-{word}", desk.plan.unit.id, envelope.id.to_lowercase())
}

/// The files with their words masked. Pages of records stand one folder below their unit.
pub fn attachments(
    desk: &Desk,
    envelope: &Envelope,
    files: &[Published],
    clean: &dyn Fn(&str) -> String,
) -> Vec<Attachment> {
    let href = |path: &str| format!("../files/{}", file_name(path));
    let one = |file: &Published| {
        let said = &envelope.attachments[file.at];
        Attachment {
            title: clean(&said.title),
            label: file.form.words().in_lang(desk.lang()).to_string(),
            href: href(&file.path),
            size_bytes: file.size_bytes,
            pages: said.pages,
            sha256: file.sha256.clone(),
            small: file.small.as_ref().map(|(path, width, height)| Small {
                href: href(path),
                width: *width,
                height: *height,
            }),
        }
    };
    files.iter().map(one).collect()
}
