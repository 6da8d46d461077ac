//! The one door out: every output is (path, bytes), scanned for personal numbers, and staged before anything is public.

pub mod address;
mod disk;
mod dry;
mod journal;
mod lost;
mod memory;
mod named;
mod owner;
mod register;
mod seen;
mod sums;
mod taken;

use std::io;

use crate::finding::{Finding, Place, Report, rules};
use crate::model::Said;
use crate::scan;
use crate::source::is_turned;

pub use disk::{Committed, DiskSink, Refused};
pub use dry::DrySink;
pub use lost::lost;
pub use memory::MemorySink;
pub use named::{Named, Stood, plain};
pub use owner::{
    BOARD_MARK, Owner, Purpose, REVIEW_MARK, SITE_MARK, anew, beside, is_file, is_former,
    is_of_git, is_site, link_within, lock, mark, replace, resolved,
};
pub use register::Register;
pub use seen::{Found, Seen};
pub use sums::{LIST, Sums, is_sum, list_of, sum_of};
pub use taken::Taken;

/// The order in which files become public: assets, what belongs to units, the portal's own pages, which lead to both;
/// then the lists of hashes, the portal's last, and the mark that says they are ours. What is removed goes in this order
/// too: as long as a list is there, a run after one cut short finds everything it names.
pub fn order(path: &str) -> u8 {
    match path.rsplit_once('/') {
        // Whoever finds a sheet must find beside it what the folder is.
        None if path == BOARD_MARK || path == REVIEW_MARK => 0,
        None if path == LIST => 4,
        None if path == SITE_MARK => 5,
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

/// Looks at what goes by on its way to a sink: whatever does is a sink itself, which passes everything on.
pub trait Observe: Sync {
    fn sink(&self) -> &dyn Sink;

    /// A file goes by.
    fn put_by(&self, path: &str, bytes: &[u8]);

    /// What was staged under a folder is forgotten.
    fn forgotten(&self, folder: &str);
}

impl<T: Observe> Sink for T {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.put_by(path, bytes);
        self.sink().put(path, bytes)
    }

    fn last_good(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        self.sink().last_good(path)
    }

    fn staged_or_last_good(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        self.sink().staged_or_last_good(path)
    }

    fn forget(&self, folder: &str) -> io::Result<()> {
        self.forgotten(folder);
        self.sink().forget(folder)
    }
}

/// The files of one unit, or the portal's own, on their way out.
pub struct Door<'a> {
    sink: &'a dyn Sink,
    pub report: &'a mut Report,
    pub sums: Sums,
    taken: Taken,
    /// Numbers that stand on every page and are no person's: the portal's own.
    known: Vec<String>,
}

/// What a door has put.
#[derive(Debug, Default)]
pub struct Passed {
    sums: Sums,
    taken: Taken,
}

impl<'a> Door<'a> {
    pub fn new(sink: &'a dyn Sink, report: &'a mut Report) -> Door<'a> {
        Door { sink, report, sums: Sums::default(), taken: Taken::default(), known: Vec::new() }
    }

    /// Lets these values pass in every file.
    pub fn knowing(self, known: Vec<String>) -> Door<'a> {
        Door { known, ..self }
    }

    /// A door to a folder in which another one of this build has put these files.
    pub fn among(self, sums: Sums, origin: &str) -> Door<'a> {
        let mut door = Door { sums, ..self };
        for path in door.sums.files.keys() {
            door.taken.take(path, origin);
        }
        door
    }

    /// Keeps a folder for the files of another door.
    pub fn close_off(&mut self, folder: &str, origin: &str) {
        let told = self.taken.close_off(folder, origin);
        told.into_iter().for_each(|finding| self.report.push(finding));
    }

    /// Keeps an address for a file that comes beside these.
    pub fn reserve(&mut self, path: &str, origin: &str) {
        let told = self.taken.take(path, origin);
        told.into_iter().for_each(|finding| self.report.push(finding));
    }

    /// Scans and stages a file. `exempt` are values from typed number fields; `origin` names the source files.
    pub fn put(
        &mut self,
        path: &str,
        bytes: &[u8],
        exempt: &[String],
        origin: &str,
    ) -> io::Result<()> {
        self.put_of(path, bytes, exempt, (origin, &|_| None))
    }

    /// The same of a file that is made of several: `part` names the source of what stands at a byte, where it is known.
    pub fn put_of<'s>(
        &mut self,
        path: &str,
        bytes: &[u8],
        exempt: &[String],
        (origin, part): (&'s str, &dyn Fn(usize) -> Option<&'s str>),
    ) -> io::Result<()> {
        self.scan(path, bytes, exempt, (origin, part));
        self.stage(path, bytes, origin)
    }

    /// Stages a file whose bytes are no text: its words were searched on the way in, and among the bytes of pictures
    /// and archives digits stand by chance. Its path is scanned like any other.
    pub fn put_file(&mut self, path: &str, bytes: &[u8], origin: &str) -> io::Result<()> {
        self.scan(path, &[], &[], (origin, &|_| None));
        self.stage(path, bytes, origin)
    }

    fn stage(&mut self, path: &str, bytes: &[u8], origin: &str) -> io::Result<()> {
        // The same bytes once more are no other output.
        if !self.sums.add(path, bytes) {
            let told: Vec<Finding> = self.taken.take(path, origin).into_iter().collect();
            // An address that cannot be is not even staged: it may lead out of the folder.
            if !told.is_empty() {
                told.into_iter().for_each(|finding| self.report.push(finding));
                return Ok(());
            }
        }
        self.sink.put(path, bytes)
    }

    fn scan<'s>(
        &mut self,
        path: &str,
        bytes: &[u8],
        exempt: &[String],
        (origin, part): (&'s str, &dyn Fn(usize) -> Option<&'s str>),
    ) {
        let in_path = scan::hits_except(path.as_bytes(), exempt).into_iter();
        let mut inside = scan::hits_except(bytes, exempt);
        inside
            .retain(|hit| !scan::is_amount(bytes, hit) && !scan::by_value(bytes, hit, &self.known));
        let inside = inside.into_iter().map(|hit| (hit, part(hit.start).unwrap_or(origin)));
        for (hit, origin) in in_path.map(|hit| (hit, origin)).chain(inside) {
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

    /// What was put so far, for another door of the same folder.
    pub fn passed(&mut self) -> Passed {
        Passed { sums: std::mem::take(&mut self.sums), taken: std::mem::take(&mut self.taken) }
    }

    /// Takes over what another door of the same folder has put, and what it told.
    pub fn absorb(&mut self, passed: Passed, told: Report) {
        self.sums.files.extend(passed.sums.files);
        self.report.absorb(told);
        let told = self.taken.absorb(passed.taken);
        told.into_iter().for_each(|finding| self.report.push(finding));
    }

    /// Writes the list of the files put here with their hashes, as the last file of a folder; and returns its bytes.
    pub fn close(&mut self, folder: &str) -> io::Result<Vec<u8>> {
        let path = list_of(folder);
        let told = self.taken.take(&path, "sunlit");
        told.into_iter().for_each(|finding| self.report.push(finding));
        let text = self.sums.text(folder).into_bytes();
        self.sink.put(&path, &text)?;
        Ok(text)
    }
}
