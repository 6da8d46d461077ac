//! Everything a run reads before its units.

use super::{Memory, language, titles};
use crate::finding::Report;
use crate::kind::portal::Portal;
use crate::kind::private::Office;
use crate::page::theme::asks_elsewhere;
use crate::page::{Theme, frame};
use crate::read::{self, Inputs, Options, Records, UnitPlan};
use crate::run::context::Stop;
use crate::source::disk::Project;
use crate::waist::{self, Medium};

/// Reads them, and tells what is wrong with them.
pub fn inputs<'a>(
    project: &'a Project,
    options: &'a Options,
    report: &mut Report,
) -> Result<Inputs<'a>, Stop> {
    let files = project.files("content", report)?;
    let (mut portal, settings) = language::portal(project, report)?;
    let as_of = options.day(&portal);
    let kinds = read::kinds(project, &files, report)?;
    let law = read::law(project, (&portal, settings.as_ref()), (&files, &kinds), report)?;
    let left = project.litter("content")?;
    for file in &left {
        read::left_lying(project, file, report)?;
    }
    let plan = read::plan(project, files.clone(), (&portal, &kinds, as_of), report)?;
    read::traces(project, (&files, &left), (&plan, &kinds), report)?;
    let places = plan.units.iter().map(|planned| planned.unit.name.as_str());
    let organisations = std::mem::take(&mut portal.settings.organisations);
    portal.settings.organisations = organisations.with(places);
    project.theme_links(report);
    asks_elsewhere(&options.theme, report);
    let office = match options.internal {
        true => read::office(project, report)?,
        false => Office::default(),
    };
    // Where internal questions are asked the same files are read for them, and told of there.
    let mut told = Report::default();
    let kept = read::kept(project, &plan, as_of, &mut told)?;
    if !options.internal {
        report.absorb(told);
    }
    let masked =
        |unit: &UnitPlan, records: &Records| waist::masked(Medium::Web, &portal, unit, records);
    let guests = read::guests(project, &plan, (&kinds, as_of), &masked)?;
    let lock = read::lock(project, &files, report)?;
    let named = |planned: &UnitPlan| (planned.unit.id.clone(), planned.unit.name.clone());
    let units = plan.units.iter().map(named).collect();
    let mut inputs = Inputs {
        files,
        settings,
        law,
        plan,
        units,
        office,
        kept,
        guests,
        lock,
        ..Inputs::bare(project, options, portal, kinds)
    };
    let (titles, coming) = titles::titles(&inputs)?;
    (inputs.titles, inputs.coming) = (titles, coming);
    Ok(inputs)
}

/// The theme with the portal's own words; a preview keeps it from one run to the next.
pub fn theme(options: &Options, portal: &Portal, memory: Option<&Memory>) -> Result<Theme, Stop> {
    let kept = memory.and_then(|memory| memory.theme(options, portal.lang));
    let mut theme = match kept {
        Some(theme) => theme,
        None => Theme::load(options.theme.clone(), portal.lang)?,
    };
    theme.set_portal(&frame::portal(portal));
    Ok(theme)
}
