//! Where outputs become files: each is rendered, scanned, hashed and put, whatever it is made from.

use crate::data;
use crate::run::context::{Run, Stop};
use crate::sink::Door;
use crate::site::{Content, Output};

/// Renders, scans, hashes and puts each of these files.
pub fn put(
    run: &Run,
    outputs: impl IntoIterator<Item = Output>,
    door: &mut Door,
) -> Result<(), Stop> {
    for Output { path, content, exempt, origin } in outputs {
        let bytes = match content {
            Content::Page(template, context) => run.theme.render(&template, &context)?.into_bytes(),
            Content::Csv(table) => data::csv(&table),
            Content::Json(table) => data::json(&table),
            Content::Attachments(table) => data::files_csv(run.inputs.portal.lang, &table),
            Content::Feed(feed) => data::atom(&feed),
            Content::Text(bytes) => bytes,
            Content::Attachment(bytes) => {
                door.put_file(&path, &bytes, &origin)?;
                continue;
            }
            Content::Index(file) => {
                let source = |at: usize| file.source(at);
                door.put_of(&path, &file.bytes, &exempt, (&origin, &source))?;
                continue;
            }
        };
        door.put(&path, &bytes, &exempt, &origin)?;
    }
    Ok(())
}
