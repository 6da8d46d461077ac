//! A place on this machine that settings name, which came with the project: what would be written there, or deleted by lists that came along, waits for a word.

use std::path::{Path, PathBuf};

use super::finished::Finished;
use super::hash;
use super::plan::Plan;
use super::record::Publication;
use super::there::There;
use crate::model::Stop;
use crate::sink::{LIST, Register, resolved};

/// How many files a message names.
const NAMED: usize = 5;

/// Such a place, with what the user's register knows of it.
#[derive(Debug)]
pub struct Near {
    place: PathBuf,
    register: Register,
}

impl Near {
    pub fn of(place: &Path, register: Register) -> Near {
        Near { place: resolved(place), register }
    }

    /// The same where the folder lies in the project; elsewhere whoever named it on the command line means it.
    pub fn within(project: &Path, folder: &Path, register: Register) -> Option<Near> {
        let near = Near::of(folder, register);
        near.is_within(project).then_some(near)
    }

    /// Refuses a place that is hidden, or lies in a hidden folder, below the user's home or in the project, unless that folder
    /// holds the project: programs read there their settings and what they run.
    pub fn is_open(self, project: &Path) -> Result<Near, Stop> {
        let (own, home) = (resolved(project), std::env::home_dir().map(|home| resolved(&home)));
        let is_hidden =
            |at: &Path| at.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let hidden = [Some(&own), home.as_ref()].into_iter().flatten().any(|above| {
            let below =
                self.place.ancestors().take_while(|at| at.starts_with(above) && at != above);
            below.into_iter().any(|at| is_hidden(at) && !own.starts_with(at))
        });
        if !hidden {
            return Ok(self);
        }
        let shown = self.place.display();
        Err(Stop::refused(
            format!(
                "{shown}：是隐藏的，或在一个隐藏的文件夹里，那里是程序放设置的地方；换一个地方"
            ),
            format!(
                "{shown}: is hidden or lies in a hidden folder, where programs keep their settings; choose another place"
            ),
        ))
    }

    /// Refuses the first publication of this machine to a new place outside the project: the settings came with the project,
    /// and may name any place.
    pub fn is_meant(&self, project: &Path) -> Result<(), Stop> {
        let is_new = self.register.known(&self.place).is_empty();
        if !is_new || self.is_within(project) {
            return Ok(());
        }
        let shown = self.place.display();
        Err(Stop::refused(
            format!(
                "{shown}：portal.yaml 里写的这个地方在项目以外，这台电脑还没有往那里发布过；是要发布到那里，加 --yes，只要一次"
            ),
            format!(
                "{shown}: this place of portal.yaml lies outside the project, and this machine has not published there yet; if it is meant, add --yes, this once"
            ),
        ))
    }

    pub fn is_within(&self, project: &Path) -> bool {
        self.place.starts_with(resolved(project))
    }

    /// Refuses to delete by texts that this machine did not write there. Where it has published before, those of a finished
    /// publication do as well that the project's lock follows: another clerk's.
    pub fn lets(&self, plan: &Plan, there: &There, lock_follows: bool) -> Result<(), Stop> {
        let known = self.register.known(&self.place);
        let is_own = || there.texts.iter().all(|text| known.contains(text));
        let is_shared = lock_follows && !there.begun && !known.is_empty();
        if plan.deletions.is_empty() || is_shared || is_own() {
            return Ok(());
        }
        let (shown, count) = (self.place.display(), plan.deletions.len());
        let named: Vec<&str> = plan.deletions.iter().take(NAMED).map(String::as_str).collect();
        let more = if count > NAMED { " …" } else { "" };
        let (zh, en) = (named.join("、"), named.join(", "));
        Err(Stop::refused(
            format!(
                "{shown}：里面的清单不是在这台电脑上写的（随项目拷来，或换了电脑），照它要删去 {count} 个文件（{zh}{more}）；确实是你发布的地方，加 --yes"
            ),
            format!(
                "{shown}: its lists were not written on this machine (they came with the project, or the machine is another), and would have {count} file(s) deleted ({en}{more}); if you have published there, add --yes"
            ),
        ))
    }

    /// Notes down, before any of it is there, what this publication writes that a later one will go by.
    pub fn about_to(&self, texts: &[String]) {
        let mut known = self.register.known(&self.place);
        known.extend(texts.iter().cloned());
        self.register.note(&self.place, &known);
    }

    /// It is all there: what was before counts no more.
    pub fn done(&self, texts: &[String]) {
        self.register.note(&self.place, &texts.iter().cloned().collect());
    }
}

/// What a publication leaves that a later one goes by: the root's list, the record, and on its way what is to come. Where
/// nothing changes the record that is there stays.
pub fn texts(
    site: &dyn Finished,
    (record, plan): (&Publication, &Plan),
    there: &There,
) -> Result<Vec<String>, Stop> {
    let list = site.list("").map_err(Stop::at(Path::new(LIST)))?.unwrap_or_default();
    let mut texts = vec![hash(&list), hash(record.text().as_bytes())];
    texts.extend(there.to_come(record).map(|begun| hash(begun.text().as_bytes())));
    if there.record.as_ref().is_some_and(|record| record.tells(plan)) {
        texts.extend(there.record_sum.clone());
    }
    Ok(texts)
}
