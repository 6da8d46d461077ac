//! What was published last, as it lies where it was published: by its record, or by its lists of hashes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::model::Stop;
use crate::publish::{Publication, RECORD, hash};
use crate::sink::{LIST, Sums, list_of};

/// Reads a file from there; `None` where there is none.
pub type Reader<'a> = Box<dyn FnMut(&str) -> Result<Option<Vec<u8>>, Stop> + 'a>;

/// The last publication. Figures are read from the very files that people were given, and only where their hash differs
/// from the new one's.
#[derive(Default)]
pub struct Baseline<'a> {
    pub record: Option<Publication>,
    sums: BTreeMap<String, String>,
    read: Option<Reader<'a>>,
    /// Files that are not what was published: they tell nothing of it.
    pub unlike: BTreeSet<String>,
}

impl<'a> Baseline<'a> {
    /// What lies at a place; nothing is there before a first publication.
    pub fn at(mut read: Reader<'a>) -> Result<Baseline<'a>, Stop> {
        let record = read(RECORD)?.map(|bytes| Publication::read(&bytes)).transpose()?;
        let sums = match &record {
            Some(record) => named(record),
            None => listed(&mut read)?,
        };
        Ok(Baseline { record, sums, read: Some(read), unlike: BTreeSet::new() })
    }

    /// A record alone: it knows which files there were, and nothing that stood in them.
    pub fn of(record: Publication) -> Baseline<'a> {
        Baseline { sums: named(&record), record: Some(record), ..Baseline::default() }
    }

    /// Whether nothing was published before.
    pub fn is_empty(&self) -> bool {
        self.sums.is_empty()
    }

    /// Whether it can be read what stood in its files.
    pub fn is_legible(&self) -> bool {
        self.read.is_some()
    }

    pub fn sums(&self) -> &BTreeMap<String, String> {
        &self.sums
    }

    /// A file as it was published; `None` where there was none, or what is there now is another.
    pub fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Stop> {
        let (Some(sum), Some(read)) = (self.sums.get(path), &mut self.read) else {
            return Ok(None);
        };
        let bytes = read(path)?.filter(|bytes| hash(bytes) == *sum);
        if bytes.is_none() {
            self.unlike.insert(path.to_string());
        }
        Ok(bytes)
    }
}

fn named(record: &Publication) -> BTreeMap<String, String> {
    record.files.iter().map(|file| (file.path.clone(), file.sha256.clone())).collect()
}

fn listed(read: &mut Reader) -> Result<BTreeMap<String, String>, Stop> {
    let mut sums = |folder: &str| -> Result<Sums, Stop> {
        let text = read(&list_of(folder))?.unwrap_or_default();
        Ok(Sums::parse(&String::from_utf8_lossy(&text), folder))
    };
    let mut all = sums("")?.files;
    let lists: Vec<String> = all.keys().filter(|path| path.ends_with(LIST)).cloned().collect();
    for list in lists {
        let folder = Path::new(&list).parent().and_then(Path::to_str).unwrap_or_default();
        all.extend(sums(folder)?.files);
    }
    Ok(all)
}
