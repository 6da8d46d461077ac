//! Where a publication goes, as the command line and the portal's settings say.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::named::{branch, on_disk, secrets, store};
use crate::cli::grammar::Shared;
use crate::kind::portal::{Brake, Login, Target};
use crate::model::Stop;
use crate::publish::{
    self, Archive, Finished, Folder, Git, Host, Known, Near, Notes, OnDisk, Own as Beside, Packed,
    Patient, Plan, Publication, S3, Sftp, Signature, Stamp, There, WebDav,
};
use crate::run::{self, Last, Outcome};
use crate::scan;
use crate::sink::{Register, found};
use crate::source::disk::LOCK;
use crate::source::plain;

pub struct Aim {
    pub place: Place,
    /// How it is named to people.
    pub shown: String,
    stamp: Maker,
    /// Whether what is published is accepted afterwards.
    pub accepts: bool,
    brake: Option<Brake>,
    force: bool,
    verify: bool,
    own: Own,
}

pub enum Place {
    Archive {
        archive: Archive,
        /// The file, where settings name it.
        near: Option<Near>,
    },
    Host {
        host: Patient<'static>,
        own: Beside,
        /// A place without notes gets a copy, one with them a publication and its record.
        notes: Option<Notes>,
        /// The folder or the branch of a repository on this machine, where it may have come with the project.
        near: Option<Near>,
    },
}

/// Who publishes, and when.
#[derive(Clone, Debug)]
pub struct Maker {
    at: jiff::Timestamp,
    by: String,
}

impl Maker {
    pub fn read(shared: &Shared, matches: &ArgMatches) -> Result<Maker, String> {
        let given = matches.get_one::<String>("by").cloned();
        let by = given.or_else(|| std::env::var("SUNLIT_BY").ok()).unwrap_or_default();
        if !scan::hits(by.as_bytes()).is_empty() {
            let said = shared.lang.pick(
                "里面有疑似个人号码，而它会公开；写姓名或岗位",
                "holds a possible personal number, and everyone may read it; give a name or a post",
            );
            return Err(format!("--by: {said}"));
        }
        let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse().ok());
        let seconds = epoch.unwrap_or_else(|| jiff::Timestamp::now().as_second());
        let at = jiff::Timestamp::from_second(seconds).map_err(|error| error.to_string())?;
        Ok(Maker { at, by: by.trim().to_string() })
    }

    pub fn by(&self) -> &str {
        &self.by
    }

    fn signature(&self) -> Signature {
        Signature { by: self.by.clone(), at: self.at }
    }

    /// With what the build says of itself.
    fn with(&self, known: &Known, outcome: &Outcome) -> Stamp {
        Stamp {
            at: self.at,
            by: self.by.clone(),
            as_of: outcome.as_of,
            inputs_sha256: known.inputs_sha256.clone(),
            lock: known.stamp(),
            units: outcome.units.len(),
            months: outcome.months,
            lines: outcome.lines,
        }
    }
}

/// What the project says of itself before it publishes this build.
pub fn known<'a>(shared: &Shared, outcome: &'a Outcome) -> Result<Known<'a>, Stop> {
    let at = || Stop::at(shared.project.root());
    let inputs = publish::inputs(&shared.project, &shared.options.theme).map_err(at())?;
    let lock = found(plain::text(&shared.project.root().join(LOCK))).map_err(at())?;
    Ok(Known { inputs_sha256: inputs, lock, sealed: &outcome.sealed })
}

impl Aim {
    /// `None` where the portal's settings cannot be read.
    pub fn read(shared: &Shared, matches: &ArgMatches, site: &Path) -> Result<Option<Aim>, String> {
        let force = matches.get_flag("force");
        let stamp = Maker::read(shared, matches)?;
        let told = |stop: Stop| stop.in_lang(shared.lang);
        let portal = run::portal(&shared.project).map_err(|error| error.to_string())?;
        let project = shared.project.root().to_path_buf();
        let (place, shown, usual) = match matches.get_one::<PathBuf>("to") {
            Some(to) => {
                let place = copied(shared, to, site, force).map_err(told)?;
                (place, to.display().to_string(), Brake::default())
            }
            None => {
                let Some(portal) = &portal else { return Ok(None) };
                let target = named(shared, matches.get_one::<String>("target"), &portal.targets)?;
                let place = of_target(shared, target, site, force, &stamp).map_err(told)?;
                (place, target.name.clone(), target.brake)
            }
        };
        let limit = |name: &str, usual: u64| matches.get_one(name).copied().unwrap_or(usual);
        let brake = Brake {
            count: limit("deletions", usual.count),
            share: limit("deletions-share", usual.share),
        };
        let recorded = matches!(&place, Place::Host { notes: Some(_), .. });
        Ok(Some(Aim {
            place,
            shown,
            stamp,
            accepts: recorded && !matches.get_flag("no-accept"),
            brake: (!force && !matches.get_flag("yes")).then_some(brake),
            force,
            verify: matches.get_flag("verify"),
            own: Own { name: portal.map(|portal| portal.name).unwrap_or_default(), project },
        }))
    }

    /// Whether text files have packed ones beside them there.
    pub fn twins(&self) -> bool {
        matches!(&self.place, Place::Host { own, .. } if own.twins)
    }

    /// Who publishes this build. Where it is accepted afterwards, its lock is the next one.
    pub fn stamp(&self, known: &Known, outcome: &Outcome) -> Stamp {
        let stamp = self.stamp.with(known, outcome);
        match self.accepts && !outcome.report.blocks() {
            true => Stamp { lock: Some(known.next(outcome.as_of)), ..stamp },
            false => stamp,
        }
    }

    /// Refuses to put this site in an archive's place where too much of that would be lost.
    pub fn packs(&self, site: &dyn Finished, outcome: &Outcome) -> Result<&Archive, Stop> {
        let Place::Archive { archive, near } = &self.place else {
            unreachable!("a host is planned")
        };
        if self.brake.is_some() {
            near.iter().try_for_each(|near| near.is_meant(&self.own.project))?;
        }
        if let Some(mut there) = archive.opened()? {
            let last = Last::read(|path| there.read(path))?;
            let plan = there.loses(site, &may_go(&last, None, outcome))?;
            plan.spares_others(self.force)?;
            if let Some(brake) = self.brake {
                self.own.holds(&last, archive.is_within(&self.own.project))?;
                keeps_its_day(&plan, outcome)?;
                plan.braked(brake)?;
            }
        }
        Ok(archive)
    }

    /// Packs a site, and notes down that this machine did.
    pub fn pack(&self, site: &Path, outcome: &Outcome) -> Result<Packed, Stop> {
        let finished = OnDisk(site.to_path_buf());
        let packed = self.packs(&finished, outcome)?.write(site, outcome.as_of)?;
        let Place::Archive { near: Some(near), .. } = &self.place else { return Ok(packed) };
        let list = finished.list("").map_err(Stop::at(site))?.unwrap_or_default();
        near.done(&[publish::hash(&list)]);
        Ok(packed)
    }

    /// What is to be done there, and what is there now.
    pub fn plan(
        &mut self,
        site: &dyn Finished,
        (outcome, known): (&Outcome, &Known),
    ) -> Result<(Plan, There), Stop> {
        let Place::Host { host, own, notes, near } = &mut self.place else {
            unreachable!("an archive is planned by itself")
        };
        let there = match notes {
            Some(notes) => There::look(host, notes, (outcome.as_of, known), self.force)?,
            None => There::of_copy(host, self.force)?,
        };
        let there = if self.verify { there.unbelieved() } else { there };
        let last = Last::read(|path| host.read(path))?;
        let may_go = may_go(&last, there.record.as_ref(), outcome);
        let mut plan = Plan::of(site, (own, &may_go), &there, host)?;
        if notes.is_some() {
            plan.has_room_for_its_record(host)?;
        }
        plan.spares_others(self.force)?;
        if let Some(brake) = self.brake {
            let is_own = match (&there.record, &notes) {
                (Some(record), Some(notes)) => there.is_of(record, notes, known)?,
                // A copy in the project is its own, under whatever name.
                (None, None) => near.is_some(),
                _ => there.count() == 0,
            };
            self.own.holds(&last, is_own)?;
            there.is_meant(&self.shown)?;
            keeps_its_day(&plan, outcome)?;
            plan.braked(brake)?;
            // Of others who publish there by the same lock no word is needed; a folder in the project came with it.
            let mut named = near.iter().filter(|_| notes.is_some() && there.count() == 0);
            named.try_for_each(|near| near.is_meant(&self.own.project))?;
            let lock_follows = there.record.iter().any(|r| known.made(r) || known.follows(r));
            near.iter().try_for_each(|near| {
                let outside = !near.is_within(&self.own.project);
                near.lets(&plan, &there, lock_follows && outside)
            })?;
        }
        Ok((plan, there))
    }
}

/// Which portal publishes.
struct Own {
    name: String,
    project: PathBuf,
}

impl Own {
    /// Refuses to take the place of another portal, where nothing else shows that what is there is this one's.
    fn holds(&self, last: &Last, is_own: bool) -> Result<(), Stop> {
        let another = last.of_another(&self.name).filter(|_| !is_own);
        another.map_or(Ok(()), |said| Err(Stop::refused(said.zh, said.en)))
    }
}

/// Records that may go without a word: those that were withdrawn or are for fewer people, and none where a later day was
/// published than this build is of. What stands there was public: that its day is still to come is no reason to go.
fn may_go(last: &Last, record: Option<&Publication>, outcome: &Outcome) -> BTreeSet<String> {
    let day = outcome.as_of.map(|day| day.to_string());
    let back = last.is_later(outcome.as_of) || record.is_some_and(|record| record.as_of > day);
    let all = outcome.held_back.iter().filter(|(_, day)| !back && day.is_none());
    all.map(|(address, _)| address.clone()).collect()
}

/// Refuses to take away what was public before the day it has now.
fn keeps_its_day(plan: &Plan, outcome: &Outcome) -> Result<(), Stop> {
    let said = outcome.stood_before_its_day(plan.records_gone.iter().map(String::as_str));
    said.map_or(Ok(()), |said| Err(Stop::refused(said.zh, said.en)))
}

/// The target of this name; without a name the only one, or none where the settings name none.
pub fn targets(shared: &Shared, name: Option<&String>) -> Result<Option<Target>, String> {
    let portal = run::portal(&shared.project).map_err(|error| error.to_string())?;
    let all = portal.map(|portal| portal.targets).unwrap_or_default();
    if all.is_empty() && name.is_none() {
        return Ok(None);
    }
    named(shared, name, &all).cloned().map(Some)
}

/// The target of this name; without a name the only one.
fn named<'a>(
    shared: &Shared,
    name: Option<&String>,
    targets: &'a [Target],
) -> Result<&'a Target, String> {
    let found = match name {
        Some(name) => targets.iter().find(|target| target.name == *name),
        None => targets.first().filter(|_| targets.len() == 1),
    };
    found.ok_or_else(|| {
        let names: Vec<&str> = targets.iter().map(|target| target.name.as_str()).collect();
        let (zh, en) = (names.join("、"), names.join(", "));
        match names.is_empty() {
            true => shared.lang.pick(
                "portal.yaml 里没有写 `targets`：先写上，或用 --to 说复制到哪里".to_string(),
                "portal.yaml names no `targets`: name one, or say with --to where to copy"
                    .to_string(),
            ),
            false => shared.lang.pick(
                format!("发布到哪里？portal.yaml 里有：{zh}"),
                format!("publish where? portal.yaml names {en}"),
            ),
        }
    })
}

/// A folder or a zip that gets a copy.
fn copied(shared: &Shared, to: &Path, site: &Path, force: bool) -> Result<Place, Stop> {
    publish::apart(to, shared.project.root(), site)?;
    let zip = to.extension().is_some_and(|end| end.eq_ignore_ascii_case("zip"));
    if zip && !to.is_dir() {
        let archive = Archive::open(to, force)?;
        return Ok(Place::Archive { archive, near: None });
    }
    let host = Patient::new(Folder::open(to, force)?, std::thread::sleep);
    let near = Near::within(shared.project.root(), to, Register::of_user());
    Ok(Place::Host { host, own: Beside::default(), notes: None, near })
}

/// The place a target of the portal's settings names.
pub fn of_target(
    shared: &Shared,
    target: &Target,
    site: &Path,
    force: bool,
    maker: &Maker,
) -> Result<Place, Stop> {
    let root = shared.project.root();
    let notes = Notes::of(root, &target.name, Register::of_user());
    let path = on_disk(root, &target.place);
    let mut near = None;
    // The settings came with the project, and there are whole paths that hold on every machine.
    let named = |place: &Path| Near::of(place, Register::of_user());
    let sleep = std::thread::sleep;
    let host = match target.kind {
        "zip" => {
            publish::apart(&path, root, site)?;
            let near = Some(named(&path).is_open(root)?);
            let archive = Archive::open(&path, force)?;
            return Ok(Place::Archive { archive, near });
        }
        "git" => {
            let (branch, signature) = (branch(target, root)?, maker.signature());
            let repository = Path::new(&branch.repository);
            near = branch.is_local.then(|| named(&repository.join(&branch.name)));
            Patient::new(Git::open(&notes.place("git")?, branch, signature)?, sleep)
        }
        "s3" => Patient::new(S3::open(store(target), &secrets(target, root, site)?)?, sleep),
        "sftp" => {
            let login = Login::parse(&target.place).expect("the settings were checked");
            Patient::new(Sftp::open(login), sleep)
        }
        "webdav" => {
            let secrets = secrets(target, root, site)?;
            Patient::new(WebDav::open(&target.place, &secrets)?, sleep)
        }
        _ => {
            publish::apart(&path, root, site)?;
            near = Some(named(&path).is_open(root)?);
            Patient::new(Folder::open(&path, force)?, sleep)
        }
    };
    let cname = target.cname.iter().map(|domain| ("CNAME".to_string(), format!("{domain}\n")));
    let files = cname.map(|(path, text)| (path, text.into_bytes())).collect();
    let own = Beside { files, twins: target.twins };
    Ok(Place::Host { host, own, notes: Some(notes), near })
}
