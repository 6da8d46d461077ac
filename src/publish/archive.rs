//! One file as a target: a zip to hand over, to carry on a USB stick, to keep.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::finished::{Finished, OnDisk};
use super::host::{Headers, Host};
use super::plan::Plan;
use super::read;
use super::there::There;
use super::zip::{MARK, Zip};
use crate::model::{Date, Stop};
use crate::sink::{beside, resolved};
use crate::source::plain;

/// The longest file in an archive that is read: a list of hashes is far shorter.
const READ_BYTES_MAX: u64 = 256 << 20;

/// What writing an archive comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    pub files: usize,
    /// Of the files, before they are packed.
    pub size_bytes: u64,
    /// Whether the archive was there already, the same to the byte.
    pub unchanged: bool,
}

/// A zip file that may be written.
#[derive(Debug)]
pub struct Archive {
    path: PathBuf,
}

impl Archive {
    /// A file that is new or an archive of ours; another one only with `force`. Nothing is written yet.
    pub fn open(path: &Path, force: bool) -> Result<Archive, Stop> {
        let above = path.ancestors().skip(1).find(|above| above.exists());
        let taken =
            above.filter(|above| !above.is_dir()).or(Some(path).filter(|path| path.is_dir()));
        if let Some(taken) = taken {
            let shown = taken.display();
            return Err(Stop::refused(
                format!("{shown}：挡住了要写的压缩包，没有动它；移走它，或换个名字"),
                format!(
                    "{shown}: stands where the archive goes and was left alone; move it, or choose another name"
                ),
            ));
        }
        let ours = !path.exists() || is_ours(path).map_err(Stop::at(path))?;
        if !ours && !force {
            let shown = path.display();
            return Err(Stop::refused(
                format!("{shown}：已有这个文件，不是 sunlit 打的包；换个名字，或用 --force"),
                format!(
                    "{shown}: is there and was not packed by sunlit; choose another name, or use --force"
                ),
            ));
        }
        Ok(Archive { path: path.to_path_buf() })
    }

    /// Whether it lies in a folder.
    pub fn is_within(&self, folder: &Path) -> bool {
        resolved(&self.path).starts_with(resolved(folder))
    }

    /// What would go in.
    pub fn plan(&self, site: &dyn Finished) -> Result<Packed, Stop> {
        let mut packed = Packed::default();
        for (path, _) in site.files().map_err(Stop::at(&self.path))? {
            packed.files += 1;
            packed.size_bytes += site.size_bytes(&path).map_err(Stop::at(Path::new(&path)))?;
        }
        Ok(packed)
    }

    /// The archive of ours that is there, to be read. What is damaged has no names: nothing of it can be compared.
    pub fn opened(&self) -> Result<Option<Opened>, Stop> {
        let at = || Stop::at(&self.path);
        if !self.path.exists() || !is_ours(&self.path).map_err(at())? {
            return Ok(None);
        }
        let file = plain::open(&self.path).map_err(at())?;
        Ok(::zip::ZipArchive::new(BufReader::new(file)).ok().map(Opened))
    }

    /// Packs a site. The archive is written beside and renamed when it is whole.
    pub fn write(&self, site: &Path, day: Option<Date>) -> Result<Packed, Stop> {
        if let Some(folder) = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(Stop::at(folder))?;
        }
        let (part, file) = beside(&self.path).map_err(Stop::at(&self.path))?;
        let packed = self.pack(site, day, (&part, file));
        // Where it was renamed it is gone; where not, it must not stay.
        let _ = fs::remove_file(&part);
        packed
    }

    fn pack(
        &self,
        site: &Path,
        day: Option<Date>,
        (part, file): (&Path, File),
    ) -> Result<Packed, Stop> {
        let mut zip = Zip::new(BufWriter::new(file), day);
        let mut packed = Packed::default();
        for (path, sum) in OnDisk(site.to_path_buf()).files().map_err(Stop::at(site))? {
            let bytes = read(site, &path, &sum, |bytes| bytes)?;
            packed.files += 1;
            packed.size_bytes += bytes.len() as u64;
            zip.add(&path, &bytes).map_err(Stop::at(part))?;
        }
        zip.finish().map_err(Stop::at(part))?;
        packed.unchanged =
            self.path.exists() && same_bytes(part, &self.path).map_err(Stop::at(part))?;
        if !packed.unchanged {
            fs::rename(part, &self.path).map_err(Stop::at(&self.path))?;
        }
        Ok(packed)
    }
}

/// An archive that is there.
#[derive(Debug)]
pub struct Opened(::zip::ZipArchive<BufReader<File>>);

impl Opened {
    /// A file in it.
    pub fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Stop> {
        let Ok(file) = self.0.by_name(path) else { return Ok(None) };
        let mut bytes = Vec::new();
        // One that cannot be read to its end is as one that somebody changed.
        let _ = file.take(READ_BYTES_MAX).read_to_end(&mut bytes);
        Ok(Some(bytes))
    }

    /// What would be lost with this site in its place.
    pub fn loses(
        &mut self,
        site: &dyn Finished,
        held_back: &BTreeSet<String>,
    ) -> Result<Plan, Stop> {
        let names: Vec<String> = self.0.file_names().flatten().map(|n| n.into_owned()).collect();
        let files: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut plan = Plan::of_archive(site, held_back, &files)?;
        let there = There::by_lists(self)?;
        // Without a list it is as a whole what its end says: ours.
        let others = files.iter().filter(|path| there.count() > 0 && !path.ends_with('/'));
        let others = others.filter(|path| !there.may_be_ours(path));
        plan.of_others = others.map(|path| path.to_string()).collect();
        Ok(plan)
    }
}

impl Host for Opened {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Stop> {
        Opened::read(self, path)
    }

    fn put(&mut self, _: &str, _: &[u8], _: &Headers) -> Result<(), Stop> {
        unreachable!("it is only read")
    }

    fn delete(&mut self, _: &str) -> Result<(), Stop> {
        unreachable!("it is only read")
    }

    fn finish(&mut self) -> Result<(), Stop> {
        unreachable!("it is only read")
    }
}

/// Whether the file ends with our mark.
fn is_ours(path: &Path) -> io::Result<bool> {
    let mut file = plain::open(path)?;
    let length = file.seek(SeekFrom::End(0))?;
    if length < 22 + MARK.len() as u64 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-(MARK.len() as i64)))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    Ok(end == MARK)
}

fn same_bytes(a: &Path, b: &Path) -> io::Result<bool> {
    let (a, b) = (plain::open(a)?, plain::open(b)?);
    if a.metadata()?.len() != b.metadata()?.len() {
        return Ok(false);
    }
    let mut pairs = BufReader::new(a).bytes().zip(BufReader::new(b).bytes());
    pairs.try_fold(true, |same, (x, y)| Ok(same && x? == y?))
}
