//! A folder as a target: what changed is written beside and renamed; only what our own lists name is ever deleted.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::finished::{Finished, OnDisk};
use super::plan::{Item, Plan, State};
use super::{hash, read, resolved};
use crate::model::Stop;
use crate::sink::{LIST, Sums};

/// Holds the file being written, and a lock, while a publication runs. One that is there was left by one cut short.
const WORK: &str = ".sunlit-publish";

/// Files every portal of ours lists: another program's `SHA256SUMS` is not a licence to delete what it names.
const MARKS: &[&str] = &["index.html", "units.json"];

/// A folder that may be published into.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    force: bool,
}

impl Folder {
    /// A folder that is new, empty or ours; another one only with `force`. Nothing is written yet.
    pub fn open(root: &Path, force: bool) -> Result<Folder, Stop> {
        let folder = Folder { root: resolved(root), force };
        let shown = root.display();
        if folder.root.exists() && !folder.root.is_dir() {
            return Err(Stop::refused(
                format!("{shown}：不是文件夹，也不是 .zip"),
                format!("{shown}: neither a folder nor a .zip"),
            ));
        }
        if !force && !folder.is_ours()? {
            return Err(Stop::refused(
                format!(
                    "{shown}：里面有别的文件，不是 sunlit 发布的；换一个空文件夹，或用 --force"
                ),
                format!(
                    "{shown}: holds files sunlit did not publish; choose an empty folder, or use --force"
                ),
            ));
        }
        Ok(folder)
    }

    fn is_ours(&self) -> Result<bool, Stop> {
        let at = |error| Stop::Io(self.root.clone(), error);
        if !self.root.exists() || self.root.join(WORK).is_dir() {
            return Ok(true);
        }
        let sums = OnDisk(self.root.clone()).sums("").map_err(at)?;
        if MARKS.iter().all(|mark| sums.files.contains_key(*mark)) {
            return Ok(true);
        }
        Ok(fs::read_dir(&self.root).map_err(at)?.next().is_none())
    }

    /// Compares the site with the target, byte for byte by their hashes. What the target's own list says is not
    /// trusted: a file somebody changed there is put right.
    pub fn plan(&self, site: &dyn Finished) -> Result<Plan, Stop> {
        let list = Path::new(LIST);
        let there = OnDisk(self.root.clone());
        let mut plan = Plan::default();
        let mut sound = BTreeSet::new();
        let folders = site.folders().map_err(Stop::at(list))?;
        for folder in &folders {
            let now = site.sums(folder).map_err(Stop::at(list))?;
            for (path, sum) in &now.files {
                self.compare(site, path, sum, &mut sound, &mut plan)?;
            }
            self.forget(&there.sums(folder).map_err(Stop::at(list))?, &now, &mut plan);
        }
        let root = site.list("").map_err(Stop::at(list))?.unwrap_or_default();
        self.compare(site, LIST, &hash(&root), &mut sound, &mut plan)?;
        // Units that are no longer there: their files and their lists.
        for folder in there.folders().map_err(Stop::at(list))? {
            if !folders.contains(&folder) {
                self.forget(
                    &there.sums(&folder).map_err(Stop::at(list))?,
                    &Sums::default(),
                    &mut plan,
                );
            }
        }
        for path in &plan.deletions {
            self.without_links(path, &mut sound)?;
        }
        if plan.empties_the_target() && !self.force {
            let (gone, all) = (plan.deletions.len(), plan.listed_before);
            return Err(Stop::refused(
                format!(
                    "原来的 {all} 个文件要删去 {gone} 个：是不是发错了地方？确实要这样，用 --force"
                ),
                format!(
                    "{gone} of {all} files would be deleted: is it the right place? if so, use --force"
                ),
            ));
        }
        Ok(plan.in_order())
    }

    fn forget(&self, before: &Sums, now: &Sums, plan: &mut Plan) {
        plan.listed_before += before.files.len();
        let there = |path: &&String| self.root.join(path.as_str()).symlink_metadata().is_ok();
        plan.forget(before.files.keys().filter(there), now.files.keys());
    }

    fn compare(
        &self,
        site: &dyn Finished,
        path: &str,
        sum: &str,
        sound: &mut BTreeSet<PathBuf>,
        plan: &mut Plan,
    ) -> Result<(), Stop> {
        self.without_links(path, sound)?;
        let target = self.root.join(path);
        let state = match fs::read(&target) {
            Ok(bytes) if hash(&bytes) == sum => {
                plan.unchanged += 1;
                return Ok(());
            }
            Ok(_) => State::Changed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => State::New,
            Err(error) => return Err(Stop::Io(target, error)),
        };
        let size_bytes = site.size_bytes(path).map_err(Stop::at(Path::new(path)))?;
        plan.items.push(Item { path: path.to_string(), state, size_bytes, sum: sum.to_string() });
        Ok(())
    }

    /// Refuses a folder that is a link: it leads out of the target.
    fn without_links(&self, path: &str, sound: &mut BTreeSet<PathBuf>) -> Result<(), Stop> {
        let mut folder = self.root.clone();
        let names = Path::new(path).parent().into_iter().flat_map(Path::components);
        for name in names {
            folder.push(name);
            if sound.contains(&folder) {
                continue;
            }
            if folder.symlink_metadata().is_ok_and(|meta| meta.is_symlink()) {
                let shown = folder.display();
                return Err(Stop::refused(
                    format!("{shown}：是一个链接，不能往里写"),
                    format!("{shown}: is a link, and is not written through"),
                ));
            }
            sound.insert(folder.clone());
        }
        Ok(())
    }

    /// Does what the plan says: writes, deletes, and last of all puts the lists of hashes in place.
    pub fn copy(&self, site: &Path, plan: &Plan) -> Result<(), Stop> {
        if plan.is_empty() {
            return Ok(());
        }
        let work = self.root.join(WORK);
        fs::create_dir_all(&work).map_err(Stop::at(&work))?;
        let lock = self.lock(&work.join("lock"))?;
        let (lists, files): (Vec<&Item>, Vec<&Item>) =
            plan.items.iter().partition(|item| item.path.ends_with(LIST));
        for item in files {
            self.place(site, item, &work)?;
        }
        for path in &plan.deletions {
            self.delete(path)?;
        }
        for item in lists {
            self.place(site, item, &work)?;
        }
        drop(lock);
        fs::remove_dir_all(&work).map_err(Stop::at(&work))
    }

    /// Keeps a second publication out. Some network folders know no locks; there it goes without.
    fn lock(&self, path: &Path) -> Result<File, Stop> {
        let file = File::create(path).map_err(Stop::at(path))?;
        if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
            let shown = self.root.display();
            return Err(Stop::refused(
                format!("{shown}：正有另一次发布在进行"),
                format!("{shown}: another publication is running"),
            ));
        }
        Ok(file)
    }

    fn place(&self, site: &Path, item: &Item, work: &Path) -> Result<(), Stop> {
        let bytes = read(site, &item.path, &item.sum)?;
        let (part, target) = (work.join("part"), self.root.join(&item.path));
        fs::write(&part, bytes).map_err(Stop::at(&part))?;
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(Stop::at(folder))?;
        }
        fs::rename(&part, &target).map_err(Stop::at(&target))
    }

    fn delete(&self, path: &str) -> Result<(), Stop> {
        let target = self.root.join(path);
        match fs::remove_file(&target) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Stop::Io(target, error));
            }
            _ => {}
        }
        // Folders that are empty now go too; one that is not stays, for what is in it is not ours.
        let folders = Path::new(path).ancestors().skip(1).filter(|f| !f.as_os_str().is_empty());
        for folder in folders {
            if fs::remove_dir(self.root.join(folder)).is_err() {
                break;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sink::list_of;

    #[test]
    fn lists_stand_last_of_all() {
        let item = |path: &str| Item {
            path: path.to_string(),
            state: State::New,
            size_bytes: 1,
            sum: String::new(),
        };
        let paths = ["SHA256SUMS", "index.html", "a/SHA256SUMS", "a/index.html", "assets/a.css"];
        // By their names alone a list would stand before the page beside it.
        let deletions = ["b/SHA256SUMS", "b/summary.json", "b.html"].map(str::to_string).to_vec();
        let plan =
            Plan { items: paths.map(item).to_vec(), deletions, ..Plan::default() }.in_order();
        assert_eq!(plan.deletions, ["b/summary.json", "b.html", "b/SHA256SUMS"]);
        let order: Vec<&str> = plan.items.iter().map(|item| item.path.as_str()).collect();
        let due = ["assets/a.css", "a/index.html", "index.html", &list_of("a"), &list_of("")];
        assert_eq!(order, due);
    }
}
