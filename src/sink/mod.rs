//! The one door out: every output is (path, bytes), scanned for personal numbers, and staged before anything is public.

mod disk;
mod dry;
mod journal;
mod memory;
mod sums;

use std::io;

use crate::finding::{Finding, Place, Report, rules};
use crate::model::Said;
use crate::scan;
use crate::source::is_turned;

pub use disk::{DiskSink, Purpose, is_site};
pub use dry::DrySink;
pub use memory::MemorySink;
pub use sums::{LIST, Sums, list_of};

/// Stands in a folder of board sheets: such a folder never becomes a site, nor a site such a folder.
pub const BOARD_MARK: &str = ".sunlit-board";

/// Stands in a folder with what an approver reads: it may tell what is for the office alone.
pub const REVIEW_MARK: &str = ".sunlit-review";

/// The order in which files become public: assets, what belongs to units, the portal's own pages, which lead to both;
/// then the lists of hashes, the portal's last. What is removed goes in this order too: as long as a list is there, a
/// run after one cut short finds everything it names.
pub fn order(path: &str) -> u8 {
    match path.rsplit_once('/') {
        // Whoever finds a sheet must find beside it what the folder is.
        None if path == BOARD_MARK || path == REVIEW_MARK => 0,
        None if path == LIST => 4,
        Some((_, LIST)) => 3,
        None => 2,
        Some(_) if path.starts_with("assets/") => 0,
        Some(_) => 1,
    }
}

/// Nothing, where the file is not there.
pub fn found<T>(read: io::Result<T>) -> io::Result<Option<T>> {
    match read {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Takes finished files. Nothing put here is public before the whole build has passed.
pub trait Sink: Sync {
    /// Stages one file of a group (a unit's id, or empty for the portal's own pages).
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// A file as the last good build left it.
    fn last_good(&self, path: &str) -> io::Result<Option<Vec<u8>>>;

    /// A file as this build leaves it: staged, or unchanged since the last.
    fn staged_or_last_good(&self, path: &str) -> io::Result<Option<Vec<u8>>>;

    /// Forgets what was staged under a folder.
    fn forget(&self, folder: &str) -> io::Result<()>;
}

/// The files of one unit, or the portal's own, on their way out.
pub struct Door<'a> {
    sink: &'a dyn Sink,
    pub report: &'a mut Report,
    pub sums: Sums,
}

impl<'a> Door<'a> {
    pub fn new(sink: &'a dyn Sink, report: &'a mut Report) -> Door<'a> {
        Door { sink, report, sums: Sums::default() }
    }

    /// Scans and stages a file. `exempt` are values from typed number fields; `origin` names the source files.
    pub fn put(
        &mut self,
        path: &str,
        bytes: &[u8],
        exempt: &[String],
        origin: &str,
    ) -> io::Result<()> {
        self.scan(path, bytes, exempt, origin);
        self.sums.add(path, bytes);
        self.sink.put(path, bytes)
    }

    /// Stages a file whose bytes are no text: its words were searched on the way in, and among the bytes of pictures
    /// and archives digits stand by chance. Its path is scanned like any other.
    pub fn put_file(&mut self, path: &str, bytes: &[u8], origin: &str) -> io::Result<()> {
        self.scan(path, &[], &[], origin);
        self.sums.add(path, bytes);
        self.sink.put(path, bytes)
    }

    fn scan(&mut self, path: &str, bytes: &[u8], exempt: &[String], origin: &str) {
        let in_path = scan::hits_except(path.as_bytes(), exempt);
        let mut inside = scan::hits_except(bytes, exempt);
        inside.retain(|hit| !scan::is_amount(bytes, hit));
        for hit in in_path.into_iter().chain(inside) {
            let words = hit.kind.words();
            let said = Said::new(
                format!("成品 {path} 中有疑似{}，来自 {origin}", words.zh),
                format!("{path} holds a possible {}, from {origin}", words.en),
            );
            let file = std::sync::Arc::from(origin);
            self.report.push(Finding::new(
                &rules::PERSONAL_NUMBER_IN_OUTPUT,
                &file,
                Place::File,
                said,
            ));
        }
        // However it was written in the content: as an escape, as an entity.
        if is_turned(bytes) {
            let said = Said::new(
                format!("成品 {path} 中有看不见的换向字符，来自 {origin}"),
                format!("{path} holds a hidden mark that turns the text round, from {origin}"),
            );
            let file = std::sync::Arc::from(origin);
            self.report.push(Finding::new(&rules::HIDDEN_DIRECTION, &file, Place::File, said));
        }
    }

    /// Takes over what another door of the same folder has put, and what it told.
    pub fn absorb(&mut self, sums: Sums, told: Report) {
        self.sums.files.extend(sums.files);
        self.report.absorb(told);
    }

    /// Writes the list of the files put here with their hashes, as the last file of a folder.
    pub fn close(&mut self, folder: &str) -> io::Result<()> {
        let path = list_of(folder);
        let text = self.sums.text(folder);
        self.sink.put(&path, text.as_bytes())
    }
}
