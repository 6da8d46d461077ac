//! Everything a run reads before its units: settings, kinds, law, the plan, and what the office keeps.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Memory, Options, Plan, Shop, Stop, UnitPlan, leads, plan, read, traces};
use crate::finding::Report;
use crate::kind::Kinds;
use crate::kind::portal::Portal;
use crate::kind::private::{Kept, Office};
use crate::kind::record::Guest;
use crate::law::Law;
use crate::lock::Lock;
use crate::model::Date;
use crate::page::theme::asks_elsewhere;
use crate::page::{Theme, frame};
use crate::sink::{DrySink, Found};
use crate::source::Source;
use crate::source::disk::Project;

/// What was read.
pub struct Inputs<'a> {
    project: &'a Project,
    pub files: Vec<Arc<str>>,
    pub portal: Portal,
    as_of: Option<Date>,
    kinds: Kinds,
    law: Law,
    plan: Plan,
    units: BTreeMap<String, String>,
    pub theme: Theme,
    office: Office,
    kept: Option<Kept>,
    guests: BTreeMap<String, Vec<Guest>>,
    settings: Option<Source>,
    lock: Option<Lock>,
}

/// What units lead to before anything of it is known.
#[derive(Default)]
pub struct Nothing {
    titles: BTreeMap<String, String>,
    coming: BTreeSet<String>,
    ways: leads::Ways,
    found: Found,
    sink: DrySink,
}

impl<'a> Inputs<'a> {
    /// Reads them, and tells what is wrong with them.
    pub fn read(
        project: &'a Project,
        options: &Options,
        memory: Option<&Memory>,
    ) -> Result<(Inputs<'a>, Report), Stop> {
        let mut report = Report::default();
        let files = project.files("content", &mut report)?;
        let (mut portal, settings) = read::portal(project, &mut report)?;
        let as_of = options.day(&portal);
        let kinds = read::kinds(project, &files, &mut report)?;
        let law = read::law(project, (&portal, settings.as_ref()), (&files, &kinds), &mut report)?;
        let left = project.litter("content")?;
        for file in &left {
            read::left_lying(project, file, &mut report)?;
        }
        let plan = plan::plan(project, files.clone(), (&portal, &kinds, as_of), &mut report)?;
        traces::traces(project, (&files, &left), (&plan, &kinds), &mut report)?;
        let places = plan.units.iter().map(|planned| planned.unit.name.as_str());
        let organisations = std::mem::take(&mut portal.settings.organisations);
        portal.settings.organisations = organisations.with(places);
        let theme = theme(options, &portal, memory)?;
        project.theme_links(&mut report);
        asks_elsewhere(&options.theme, &mut report);
        let office = match options.internal {
            true => read::office(project, &mut report)?,
            false => Office::default(),
        };
        // Where internal questions are asked the same files are read for them, and told of there.
        let mut told = Report::default();
        let kept = read::kept(project, &plan, as_of, &mut told)?;
        if !options.internal {
            report.absorb(told);
        }
        let guests = read::guests(project, &plan, (&portal, &kinds, as_of))?;
        let lock = read::lock(project, &files, &mut report)?;
        let named = |planned: &UnitPlan| (planned.unit.id.clone(), planned.unit.name.clone());
        let units = plan.units.iter().map(named).collect();
        let inputs = Inputs {
            project,
            files,
            portal,
            as_of,
            kinds,
            law,
            plan,
            units,
            theme,
            office,
            kept,
            guests,
            settings,
            lock,
        };
        Ok((inputs, report))
    }

    /// What the work of units looks at, before it is known what they lead to and where it all goes.
    pub fn shop<'s>(&'s self, options: &'s Options, nothing: &'s Nothing) -> Shop<'s> {
        Shop {
            project: self.project,
            portal: &self.portal,
            law: &self.law,
            kinds: &self.kinds,
            plan: &self.plan,
            units: &self.units,
            as_of: self.as_of,
            theme: &self.theme,
            office: &self.office,
            kept: self.kept.as_ref(),
            guests: &self.guests,
            settings: self.settings.as_ref(),
            titles: &nothing.titles,
            coming: &nothing.coming,
            ways: &nothing.ways,
            found: &nothing.found,
            lock: self.lock.as_ref(),
            sink: &nothing.sink,
            options,
        }
    }
}

/// The theme with the portal's own words; a preview keeps it from one run to the next.
fn theme(options: &Options, portal: &Portal, memory: Option<&Memory>) -> Result<Theme, Stop> {
    let kept = memory.and_then(|memory| memory.theme(options, portal.lang));
    let mut theme = match kept {
        Some(theme) => theme,
        None => Theme::load(options.theme.clone(), portal.lang)?,
    };
    theme.set_portal(&frame::portal(portal));
    Ok(theme)
}
