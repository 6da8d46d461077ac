//! What earlier builds left in the output folder: which of it is ours, and what of that goes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use super::super::owner::{hash_of, is_file};
use super::super::{BOARD_MARK, LIST, REVIEW_MARK, SITE_MARK, Sums, found, list_of, order};
use super::{DiskSink, at};
use crate::model::Said;

/// How many files a refusal names.
const NAMED: usize = 5;

/// What a build lays beside its files to say whose they are.
const MARKS: [&str; 3] = [SITE_MARK, BOARD_MARK, REVIEW_MARK];

/// Why a build that passed is not put in place, with what to do.
#[derive(Debug)]
pub struct Refused(pub Said);

impl Refused {
    /// A list that this machine did not write would have files deleted. Whoever does not know it need not trust it: the
    /// folder can be deleted, and is made anew.
    fn unknown(out: &Path, going: &[&str]) -> Refused {
        let (out, count, (named, more)) = (out.display(), going.len(), first(going));
        Refused(Said::new(
            format!(
                "{out}：里面的清单不是在这台电脑上写的（随项目拷来，或换了电脑），照它要删去 {count} 个文件（{named}{more}），没有删，也没有写；\
                 删掉这个文件夹再生成一次；确实是你生成的，用 `sunlit build --force` 接管一次，照清单删去"
            ),
            format!(
                "{out}: its list was not written on this machine (it came with the project, or the machine is another), and would \
                 have {count} file(s) deleted ({named}{more}); nothing was deleted or written. Delete the folder and build again; if it is \
                 yours, `sunlit build --force` takes it over, once, and deletes by its list"
            ),
        ))
    }

    /// What git keeps for itself is not for pages.
    pub(super) fn of_git(out: &Path) -> Refused {
        let out = out.display();
        Refused(Said::new(
            format!("{out}：在 git 的仓库里面，不往里写；换一个文件夹"),
            format!("{out}: lies inside a git repository's own folder; choose another folder"),
        ))
    }

    /// Somebody has put files of their own where pages go.
    fn of_others(out: &Path, strange: &[&str]) -> Refused {
        let (out, count, (named, more)) = (out.display(), strange.len(), first(strange));
        Refused(Said::new(
            format!(
                "{out}：有 {count} 个文件不是 sunlit 写的，网站里也有同名的（{named}{more}）；没有动它们，也没有写。移走它们再生成一次；确实要盖过去，用 `sunlit build --force`"
            ),
            format!(
                "{out}: {count} file(s) that sunlit did not write stand where pages go ({named}{more}); they were left alone and nothing was written. Move them and build again, or write over them with `sunlit build --force`"
            ),
        ))
    }
}

/// The first names of many, and what stands for the others.
fn first(names: &[&str]) -> (String, &'static str) {
    let more = if names.len() > NAMED { " …" } else { "" };
    (names[..names.len().min(NAMED)].join(", "), more)
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl std::error::Error for Refused {}

/// Hashes that the last build, or one killed since, gave to files.
type Known = BTreeMap<String, BTreeSet<String>>;

impl DiskSink {
    /// The hash of the root's list as this build leaves it.
    pub(super) fn root_sum(&self) -> io::Result<Option<String>> {
        let staged = self.stage.join(LIST);
        let list = if staged.exists() { staged } else { self.out.join(LIST) };
        found(hash_of(&list)).map_err(at(&list))
    }

    /// What is said where lists that the register does not know would have files deleted.
    pub(super) fn not_ours_to_delete(
        &self,
        gone: &[(String, BTreeSet<String>)],
    ) -> io::Result<Option<Refused>> {
        let mut going = Vec::new();
        for (path, sums) in gone.iter().filter(|_| self.foreign) {
            let target = self.out.join(path);
            if self.is_plain(path) && sums.contains(&hash_of(&target).map_err(at(&target))?) {
                going.push(path.as_str());
            }
        }
        Ok((!going.is_empty()).then(|| Refused::unknown(&self.out, &going)))
    }

    /// What is said where files that no list and no note of ours names stand where this build puts its own.
    pub(super) fn not_ours_to_write(&self, staged: &[String]) -> io::Result<Option<Refused>> {
        let own = |path: &str| path == LIST || MARKS.contains(&path);
        // A link is as much somebody's own as a file is; what stands in a folder's way was told before.
        let there = |path: &&str| !own(path) && self.out.join(path).symlink_metadata().is_ok();
        let mut strange: BTreeSet<&str> =
            staged.iter().map(String::as_str).filter(|_| self.guarded).filter(there).collect();
        if !strange.is_empty() {
            self.before(false, |path, _| {
                strange.remove(path);
            })?;
        }
        let strange: Vec<&str> = strange.into_iter().collect();
        Ok((!strange.is_empty()).then(|| Refused::of_others(&self.out, &strange)))
    }

    /// Deletes a file of the last build, if it still has a hash of ours; whether it had. A folder or a link with its name
    /// is not ours.
    pub(super) fn delete(&self, path: &str, sums: &BTreeSet<String>) -> io::Result<Option<bool>> {
        let target = self.out.join(path);
        let there = target.symlink_metadata().is_ok();
        let ours = self.is_plain(path)
            && self.is_spelled(path)
            && sums.contains(&hash_of(&target).map_err(at(&target))?);
        if ours {
            fs::remove_file(&target).map_err(at(&target))?;
        }
        self.remove_empty_folders(path);
        Ok(there.then_some(ours))
    }

    /// Whether a file stands there that is reached through no link.
    pub(super) fn is_plain(&self, path: &str) -> bool {
        let target = self.out.join(path);
        let folders = Path::new(path).ancestors().skip(1).filter(|f| !f.as_os_str().is_empty());
        is_file(&target) && folders.into_iter().all(|folder| !self.out.join(folder).is_symlink())
    }

    /// Whether the file has just this name: where letters' case makes no difference, it may be one of this build.
    pub(super) fn is_spelled(&self, path: &str) -> bool {
        let real = |path: &Path| path.canonicalize().ok();
        real(&self.out.join(path)) == real(&self.out).map(|out| out.join(path))
    }

    /// What the lists of this build name, with the hash of each. Nothing else is held of every file at once.
    pub(super) fn now(&self, units: &[String]) -> io::Result<BTreeMap<String, String>> {
        let mut now = BTreeMap::new();
        for folder in units.iter().map(String::as_str).chain([""]) {
            now.extend(self.list_now(folder)?.files);
        }
        // The root's list names those of units, whether or not they are still there.
        now.retain(|path, _| {
            path.strip_suffix("/SHA256SUMS").is_none_or(|f| units.iter().any(|unit| unit == f))
        });
        Ok(now)
    }

    /// Files that the last build, or one killed since, wrote and that lists of this one do not name. Lists that lie in a
    /// folder of others say nothing of ours.
    pub(super) fn gone(
        &self,
        units: &[String],
        now: &BTreeMap<String, String>,
    ) -> io::Result<Vec<(String, BTreeSet<String>)>> {
        let lists: BTreeSet<String> =
            units.iter().map(String::as_str).chain([""]).map(list_of).collect();
        let mut gone = Known::new();
        self.before(true, |path, sum| {
            if !now.contains_key(path) && !lists.contains(path) {
                gone.entry(path.to_string()).or_default().insert(sum.to_string());
            }
        })?;
        let mut gone: Vec<_> = gone.into_iter().collect();
        gone.sort_by_key(|(path, _)| order(path));
        Ok(gone)
    }

    /// Names every file that the last build, or one killed since, wrote, with its hash. Where it is `exact`, a unit's list
    /// that was changed since names nothing.
    fn before(&self, exact: bool, mut add: impl FnMut(&str, &str)) -> io::Result<()> {
        self.journal.placed.iter().for_each(|(path, sum)| add(path, sum));
        let believed = self.believed || self.foreign;
        let root = if believed { self.list_before("")? } else { Sums::default() };
        root.files.iter().for_each(|(path, sum)| add(path, sum));
        // Somebody's own list may lie in a folder that is a unit's now: ours is named, with its hash, by the list above
        // it or by what a killed build noted down.
        let known =
            root.files.iter().chain(self.journal.placed.iter().map(|(path, sum)| (path, sum)));
        let ours = known.filter_map(|(path, sum)| Some((path.strip_suffix(LIST)?, path, sum)));
        for (folder, path, sum) in ours.filter(|(folder, ..)| !folder.is_empty()) {
            let is_list = self.is_plain(path);
            if is_list && (!exact || hash_of(&self.out.join(path)).map_err(at(&self.out))? == *sum)
            {
                let listed = self.list_before(folder.trim_end_matches('/'))?;
                listed.files.iter().for_each(|(path, sum)| add(path, sum));
            }
        }
        Ok(())
    }

    /// The list of this build; an unchanged one was not staged.
    pub(super) fn list_now(&self, folder: &str) -> io::Result<Sums> {
        let staged = self.stage.join(list_of(folder));
        if staged.exists() { read_list(folder, &self.stage) } else { self.list_before(folder) }
    }

    /// The list as it lies there.
    pub(super) fn list_before(&self, folder: &str) -> io::Result<Sums> {
        match self.is_plain(&list_of(folder)) {
            true => read_list(folder, &self.out),
            false => Ok(Sums::default()),
        }
    }

    pub(super) fn remove_empty_folders(&self, path: &str) {
        let mut folder = Path::new(path).parent();
        while let Some(inside) = folder.filter(|folder| !folder.as_os_str().is_empty()) {
            if fs::remove_dir(self.out.join(inside)).is_err() {
                return;
            }
            folder = inside.parent();
        }
    }
}

fn read_list(folder: &str, under: &Path) -> io::Result<Sums> {
    let path = under.join(list_of(folder));
    let bytes = fs::read(&path).map_err(at(&path))?;
    Ok(Sums::parse(&String::from_utf8_lossy(&bytes), folder))
}
