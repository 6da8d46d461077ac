//! What lies at a target, by the record, the journal of a publication cut short, or the lists of hashes.

use std::collections::{BTreeMap, BTreeSet};

use super::hash;
use super::host::Host;
use super::notes::{Arrived, Notes};
use super::plan::State;
use super::record::{BEGUN, Entry, Known, Publication, RECORD};
use crate::model::{Date, Stop};
use crate::sink::{LIST, SITE_MARK, Sums, is_former};

/// How many names a message tells.
const NAMED: usize = 3;

/// Files of ours at a target: those whose bytes we know, and those of which only the name is known.
#[derive(Debug, Default)]
pub struct There {
    pub record: Option<Publication>,
    /// The hash of the record's bytes.
    pub record_sum: Option<String>,
    /// Hashes of the texts it goes by that lie at the place: the record, else the root's list; and what was begun.
    pub texts: Vec<String>,
    sums: BTreeMap<String, String>,
    /// With the hashes of the lists, which say whose a file is and not what lies there.
    listed: BTreeMap<String, String>,
    /// What lists name that somebody changed.
    doubtful: BTreeSet<String>,
    /// Everything that lies there, where the host can list it: no other file need be asked for.
    names: Option<BTreeSet<String>>,
    /// What the last publication left there, and what arrived since.
    left: BTreeMap<String, String>,
    /// What a publication that was begun there was to leave.
    coming: Option<Publication>,
    /// Whether a publication was begun there and not seen to end.
    pub begun: bool,
    /// Whether this project has published there, and nothing of it is left.
    pub was_emptied: bool,
    /// What lies there though nothing shows that this project has published there; its first names.
    strange: Vec<String>,
    /// How many files were read back, to see whether they are as they were left.
    pub read_back: usize,
    /// Whether lists or a record show that we have published here before.
    is_ours: bool,
}

/// What lies at a place; the first names.
fn strange(listed: Option<&BTreeSet<String>>, host: &mut dyn Host) -> Result<Vec<String>, Stop> {
    let names: Vec<String> = match listed {
        Some(listed) => listed.iter().cloned().collect(),
        None => host.inside("")?.unwrap_or_default().into_iter().map(|(name, _)| name).collect(),
    };
    let others = names.into_iter().filter(|name| !name.starts_with(".sunlit"));
    Ok(others.take(NAMED).collect())
}

impl There {
    /// What its lists of hashes name. What they say of the bytes is not believed: a file somebody changed is put right. Where
    /// no mark of ours lies, they are somebody's own.
    pub fn by_lists(host: &mut dyn Host) -> Result<There, Stop> {
        There::of_lists(host, false)
    }

    /// As [`There::by_lists`]; `force` takes over a site of sunlit 0.1, which has no mark.
    pub fn of_lists(host: &mut dyn Host, force: bool) -> Result<There, Stop> {
        let text = host.read(LIST)?;
        let root = Sums::parse(&String::from_utf8_lossy(text.as_deref().unwrap_or_default()), "");
        let texts = text.iter().map(|text| hash(text)).collect();
        let mut there = There { names: host.names()?, texts, ..There::default() };
        there.is_ours = host.read(SITE_MARK)?.is_some();
        if !there.is_ours && force {
            let as_listed = |path: &str, sum: &str| {
                Ok::<_, Stop>(host.read(path)?.is_some_and(|bytes| hash(&bytes) == sum))
            };
            there.is_ours = is_former(&root, as_listed)?;
        }
        if !there.is_ours {
            return Ok(there);
        }
        for list in root.files.keys().filter(|path| path.ends_with(LIST)) {
            let folder = list.strip_suffix(LIST).unwrap_or_default().trim_end_matches('/');
            let text = host.read(list)?.unwrap_or_default();
            let sums = Sums::parse(&String::from_utf8_lossy(&text), folder);
            // By a list that somebody changed nothing is deleted, and what it names is not taken for another's either.
            match root.files.get(list) == Some(&hash(&text)) {
                true => there.listed.extend(sums.files),
                false => there.doubtful.extend(sums.files.into_keys()),
            }
        }
        there.listed.extend(root.files);
        Ok(there)
    }

    /// What a copy goes by. Refused, unless by `force`, where a publication left its record: that one goes by lock and record.
    pub fn of_copy(host: &mut dyn Host, force: bool) -> Result<There, Stop> {
        let read = host.read(RECORD)?.map(|bytes| Publication::read(&bytes));
        if let Some(Ok(record)) = read.filter(|_| !force) {
            let told = record.told();
            return Err(Stop::refused(
                format!(
                    "那里是发布的地方（{told}），有发布记录；用 `sunlit publish 目标名称` 发布，记录和 published.lock 才接得上；只要复制的，换一个文件夹；确实要盖过去，用 --force"
                ),
                format!(
                    "a publication is there, with its record ({told}); publish to it by the target's name, so that record and published.lock go on; for a copy choose another folder, or use --force"
                ),
            ));
        }
        There::of_lists(host, force)
    }

    /// What a publication goes by: the record, and what arrived since. Refused, unless by `force`, where it is newer than
    /// what we know, or where the lock that was there is lost.
    pub fn look(
        host: &mut dyn Host,
        notes: &Notes,
        (as_of, known): (Option<Date>, &Known),
        force: bool,
    ) -> Result<There, Stop> {
        let there = There::by_record(host, force)?;
        let arrived = match host.is_one_step() {
            true => Arrived::new(),
            false => notes.arrived(there.record_sum.as_deref())?,
        };
        let begun = host.read(BEGUN)?;
        let there = there.begun(begun.as_deref());
        let arrived = there.ours_of(arrived);
        let resumes = !arrived.is_empty();
        let there = there.with(arrived);
        if let Some(record) = there.record.as_ref().filter(|_| !force) {
            if !known.made(record) {
                there.only_seen(&notes.seen()?, as_of)?;
            }
            known.has_its_lock(record)?;
        }
        // Where somebody took the record away, the lock that was published is missed by what the project remembers.
        let last = if there.record.is_none() { notes.last()? } else { None };
        last.iter().filter(|_| !force).try_for_each(|last| known.has_its_lock(last))?;
        let was_emptied = last.is_some() && there.count() == 0 && !there.begun;
        let known_here = there.record.is_some() || last.is_some() || there.begun || resumes;
        let strange = match known_here || force {
            true => Vec::new(),
            false => strange(there.names.as_ref(), host)?,
        };
        let there = There { was_emptied, strange, ..there };
        there.looked_over(host, resumes.then_some(known))
    }

    /// Refuses the first publication to a place that holds something: it may be another's work, or a site whose record
    /// somebody took away.
    pub fn is_meant(&self, shown: &str) -> Result<(), Stop> {
        if self.strange.is_empty() {
            return Ok(());
        }
        let (zh, en) = (self.strange.join("、"), self.strange.join(", "));
        Err(Stop::refused(
            format!(
                "{shown}：那里有文件（{zh}），却没有发布记录：可能是别人的，或者记录被拿走了；确实要发布到那里，加 --yes，只要一次"
            ),
            format!(
                "{shown}: files are there ({en}) and no record of a publication: they may be somebody's own, or the record was taken away; if it is meant, add --yes, this once"
            ),
        ))
    }

    /// Lays beside it what a publication that was begun there was to bring. That it lies at the place makes the place ours.
    fn begun(mut self, bytes: Option<&[u8]>) -> There {
        self.begun = bytes.is_some();
        self.texts.extend(bytes.map(hash));
        self.coming = bytes.and_then(|bytes| Publication::read(bytes).ok());
        self.is_ours |= self.coming.is_some();
        self
    }

    /// What is to be laid there before a publication begins: its record, with what another one had brought by then.
    pub fn to_come(&self, record: &Publication) -> Option<Publication> {
        let mut whole = record.clone();
        if let Some(coming) = &self.coming {
            if coming.inputs_sha256 == record.inputs_sha256 {
                return None;
            }
            let known: BTreeSet<&str> = record.files.iter().map(|f| f.path.as_str()).collect();
            let others = coming.files.iter().filter(|file| !known.contains(file.path.as_str()));
            whole.files.extend(others.cloned());
        }
        Some(whole)
    }

    /// Of what the project noted down as arrived what the place itself knows of: notes may have come with a project.
    fn ours_of(&self, mut arrived: Arrived) -> Arrived {
        let coming = self.coming.iter().flat_map(|coming| &coming.files);
        let coming: BTreeSet<&str> = coming.map(|file| file.path.as_str()).collect();
        arrived.retain(|path, _| {
            self.sums.contains_key(path)
                || self.listed.contains_key(path)
                || coming.contains(path.as_str())
        });
        arrived
    }

    /// Believes the record where what can be read without much trouble is as it was left: a near place whole, of one on
    /// the network the front pages of the portal and of its units. Where one of them is not, and where a publication was
    /// begun of which nobody here knows how far it came, nothing is believed.
    fn looked_over(mut self, host: &mut dyn Host, own: Option<&Known>) -> Result<There, Stop> {
        let coming = self.coming.clone();
        let is_own =
            |coming: &Publication| own.is_some_and(|own| own.inputs_sha256 == coming.inputs_sha256);
        let is_known = !self.begun || coming.as_ref().is_some_and(is_own);
        if is_known {
            self.left = self.sums.clone();
        }
        // Of what it brought, no record knows.
        for file in coming.into_iter().flat_map(|coming| coming.files) {
            if !self.sums.contains_key(&file.path) {
                self.listed.insert(file.path, file.sha256);
            }
        }
        if host.is_near() || !is_known {
            self.read_back = self.sums.len() + self.listed.len();
            return Ok(self.unbelieved());
        }
        let is_front = |path: &str| path.matches('/').count() < 2 && path.ends_with("index.html");
        let fronts = self.sums.iter().filter(|(path, _)| is_front(path));
        for (path, sum) in fronts {
            self.read_back += 1;
            if host.read(path)?.map(|bytes| hash(&bytes)).as_ref() != Some(sum) {
                self.read_back = self.sums.len();
                return Ok(self.unbelieved());
            }
        }
        Ok(self)
    }

    /// What the last publication's record says; without one, the lists. `force` takes a broken one for none.
    fn by_record(host: &mut dyn Host, force: bool) -> Result<There, Stop> {
        let Some(bytes) = host.read(RECORD)? else { return There::of_lists(host, force) };
        let record = match Publication::read(&bytes) {
            Ok(record) => record,
            Err(_) if force => return There::of_lists(host, force),
            Err(stop) => return Err(stop),
        };
        // Forced into a place without our mark, a record is somebody's word: nothing is deleted by it.
        if force && host.read(SITE_MARK)?.is_none() {
            let texts = vec![hash(&bytes)];
            let record_sum = texts.first().cloned();
            let record = Some(record);
            return Ok(There { record, record_sum, texts, ..There::default() });
        }
        let sum = |file: &Entry| (file.path.clone(), file.sha256.clone());
        let sums = record.files.iter().map(sum).collect();
        let texts = vec![hash(&bytes)];
        let (record, record_sum) = (Some(record), texts.first().cloned());
        Ok(There { record, record_sum, texts, sums, is_ours: true, ..There::default() })
    }

    /// Lays over it what arrived since.
    fn with(mut self, arrived: Arrived) -> There {
        for (path, sum) in arrived {
            self.listed.remove(&path);
            match sum {
                Some(sum) => self.sums.insert(path, sum),
                None => self.sums.remove(&path),
            };
        }
        self
    }

    /// Believes nothing: every byte is read back.
    pub fn unbelieved(mut self) -> There {
        self.listed.extend(std::mem::take(&mut self.sums));
        self
    }

    /// Refuses a publication that is newer than any this project knows. A project that has published here knows its own; one
    /// that has not goes by the day.
    fn only_seen(&self, seen: &[String], as_of: Option<Date>) -> Result<(), Stop> {
        let (Some(record), Some(sum)) = (&self.record, &self.record_sum) else { return Ok(()) };
        let day = as_of.map(|day| day.to_string());
        let newer = match seen {
            [] => record.as_of > day,
            _ => !seen.contains(sum),
        };
        if !newer {
            return Ok(());
        }
        let told = record.told();
        Err(Stop::refused(
            format!(
                "那里有一次更新的发布（{told}），这个项目没有见过；先取来最新的资料，确实要盖过去，用 --force"
            ),
            format!(
                "a newer publication is there ({told}) that this project has not seen; fetch the newest content, or use --force to replace it"
            ),
        ))
    }

    /// Whether a publication is this project's: it saw it, was made from the same, or goes on from its lock.
    pub fn is_of(&self, record: &Publication, notes: &Notes, known: &Known) -> Result<bool, Stop> {
        let seen = notes.seen()?;
        let is_seen = self.record_sum.as_ref().is_some_and(|sum| seen.contains(sum));
        Ok(is_seen || known.made(record) || known.follows(record))
    }

    /// Whether the host must be asked to know of a file.
    fn may_hold(&self, path: &str) -> bool {
        self.names.as_ref().is_none_or(|names| names.contains(path))
    }

    /// What a file with this hash would be, `None` where it is there already; and whether somebody else put it as it is.
    pub fn state(
        &self,
        path: &str,
        sum: &str,
        host: &mut dyn Host,
    ) -> Result<(Option<State>, bool), Stop> {
        let is = match self.sums.get(path) {
            Some(known) => Some(known.clone()),
            None if self.may_hold(path) => host.read(path)?.map(|bytes| hash(&bytes)),
            None => None,
        };
        let state = match is.as_deref() {
            None => Some(State::New),
            Some(is) if is == sum => None,
            Some(_) => Some(State::Changed),
        };
        let altered = self.left.get(path).is_some_and(|left| is.as_ref() != Some(left));
        Ok((state, altered && state.is_some()))
    }

    /// Whether what lies at an address may be ours: a record, a list or a note names it. A mark alone makes nothing ours but
    /// itself, and the list that belongs to it.
    pub fn may_be_ours(&self, path: &str) -> bool {
        let named = self.sums.contains_key(path)
            || self.listed.contains_key(path)
            || self.doubtful.contains(path);
        named || self.is_ours && (path == LIST || path == SITE_MARK)
    }

    /// Everything of ours, as far as it is known.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.sums.keys().chain(self.listed.keys()).map(String::as_str)
    }

    pub fn count(&self) -> usize {
        self.sums.len() + self.listed.len()
    }

    /// Whether a file of ours is still as we left it; `None` where it is no more.
    pub fn holds(&self, path: &str, host: &mut dyn Host) -> Result<Option<bool>, Stop> {
        if !self.may_hold(path) {
            return Ok(None);
        }
        let known = self.sums.get(path).or_else(|| self.listed.get(path));
        Ok(host.read(path)?.map(|bytes| known == Some(&hash(&bytes))))
    }
}
