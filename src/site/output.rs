//! What a site consists of: each of its files as a value.

use std::sync::Arc;

use tera::Context;

use crate::data::Feed;
use crate::model::table::Table;
use crate::search;

/// One file of a site, before it is made.
pub struct Output {
    /// From the site's root: `liutang/finance/2026-03.html`.
    pub path: String,
    pub content: Content,
    /// Values from typed number fields, which the scanner lets pass.
    pub exempt: Arc<[String]>,
    /// The file in the content that it came from, or which part of the program it is, for messages.
    pub origin: Arc<str>,
}

/// What a file is made from.
pub enum Content {
    /// A template of the theme, and what it receives.
    Page(String, Context),
    Csv(Arc<Table>),
    Json(Arc<Table>),
    /// The attachments of a table, as a list.
    Attachments(Arc<Table>),
    Feed(Feed),
    /// A file of an index, whose parts came from different files.
    Index(search::File),
    Text(Vec<u8>),
    /// Bytes that are no text: what they say was searched on the way in.
    Attachment(Vec<u8>),
}

impl Output {
    pub fn new(path: impl Into<String>, content: Content, origin: impl Into<Arc<str>>) -> Output {
        let (path, origin) = (path.into(), origin.into());
        Output { path, content, exempt: Arc::from([]), origin }
    }

    /// The same with values that may pass the scanner.
    pub fn exempting(self, exempt: impl Into<Arc<[String]>>) -> Output {
        Output { exempt: exempt.into(), ..self }
    }
}

/// A page at an address, which has no ending.
pub fn page(
    template: impl Into<String>,
    address: &str,
    context: Context,
    origin: impl Into<Arc<str>>,
) -> Output {
    Output::new(format!("{address}.html"), Content::Page(template.into(), context), origin)
}

/// A table as data, at its own address.
pub fn data_of(table: &Arc<Table>, origin: &Arc<str>) -> Vec<Output> {
    let one = |ending: &str, content| {
        Output::new(format!("{}{ending}", table.address), content, origin.clone())
    };
    vec![one(".csv", Content::Csv(table.clone())), one(".json", Content::Json(table.clone()))]
}

/// The files of an index in a folder.
pub fn index_of(folder: &str, files: Vec<search::File>, origin: &Arc<str>) -> Vec<Output> {
    let one = |mut file: search::File| {
        let path =
            if folder.is_empty() { file.path.clone() } else { format!("{folder}/{}", file.path) };
        let exempt = std::mem::take(&mut file.exempt);
        Output::new(path, Content::Index(file), origin.clone()).exempting(exempt)
    };
    files.into_iter().map(one).collect()
}
