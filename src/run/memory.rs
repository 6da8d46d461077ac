//! What a preview remembers between its builds: a unit none of whose inputs has changed is not built again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use super::{Options, UnitPlan, unit};
use crate::model::Lang;
use crate::page::Theme;
use crate::read::Inputs;
use crate::run::context::{Run, Stop, UnitDone};
use crate::sink::{Observe, Sink};
use crate::tabular::headings::FILE as HEADINGS;

/// Units as they were made last, by id.
#[derive(Debug, Default)]
pub struct Memory {
    units: Mutex<BTreeMap<String, Made>>,
    theme: Mutex<Option<(Overlay, Lang, Theme)>>,
}

/// The files of a theme laid over the built-in one.
type Overlay = Vec<(String, Vec<u8>)>;

#[derive(Debug)]
struct Made {
    inputs: [u8; 32],
    done: UnitDone,
    files: Files,
}

type Files = Vec<(String, Arc<[u8]>)>;

impl Memory {
    fn units(&self) -> MutexGuard<'_, BTreeMap<String, Made>> {
        self.units.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The theme as it was loaded of the same files; it must be given back.
    pub(super) fn theme(&self, options: &Options, lang: Lang) -> Option<Theme> {
        let kept = self.theme.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        (kept.0 == options.theme && kept.1 == lang).then_some(kept.2)
    }

    pub(super) fn give_back(&self, options: &Options, lang: Lang, theme: Theme) {
        let mut kept = self.theme.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((options.theme.clone(), lang, theme));
    }

    /// The unit as it was made of the same inputs before; else made now, and remembered.
    pub(super) fn unit(
        &self,
        run: &Run,
        shared: &[u8; 32],
        plan: &UnitPlan,
    ) -> Result<UnitDone, Stop> {
        let Some(inputs) = inputs(run, shared, plan) else {
            return unit::unit(run, plan, None);
        };
        if let Some(made) = self.units().get(&plan.unit.id).filter(|made| made.inputs == inputs) {
            for (path, bytes) in &made.files {
                run.sink.put(path, bytes)?;
            }
            return Ok(made.done.clone());
        }
        let watch = Watch { sink: run.sink, files: Mutex::default() };
        let done = unit::unit(&Run { sink: &watch, ..*run }, plan, None)?;
        let files = watch.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        let made = Made { inputs, done: done.clone(), files };
        self.units().insert(plan.unit.id.clone(), made);
        Ok(done)
    }
}

/// What every unit is made of beside its own files: settings, law, the heads of all units, theme, day. A page names the
/// units above its own, and any of these may change any page.
pub(super) fn shared(inputs: &Inputs) -> [u8; 32] {
    let mut hash = Sha256::new();
    let heads = inputs.plan.units.iter().map(|plan| &plan.source);
    for source in heads {
        hash.update(format!("{}\0{}\0", source.path, source.sha256));
    }
    let own = inputs.files.iter().filter(|file| !file.starts_with("content/units/"));
    for file in own {
        // What cannot be read is told by whoever reads it; here it only has to differ from what can.
        add(&mut hash, file, &inputs.project.bytes(file).unwrap_or_default());
    }
    add(&mut hash, HEADINGS, &inputs.project.bytes(HEADINGS).unwrap_or_default());
    for guest in inputs.guests.values().flatten() {
        hash.update(format!("{}\0{}\0{:?}\0", guest.home, guest.sha256, guest.names));
    }
    for address in &inputs.coming {
        add(&mut hash, address, &[]);
    }
    for (address, title) in &inputs.titles {
        add(&mut hash, address, title.as_bytes());
    }
    for (path, bytes) in &inputs.options.theme {
        add(&mut hash, path, bytes);
    }
    hash.update(inputs.kept.as_ref().map_or("", |kept| &kept.digest));
    let options = inputs.options;
    hash.update(format!(
        "{:?}{:?}{}{}",
        inputs.as_of, options.base_url, options.keep_going, options.internal
    ));
    hash.finalize().into()
}

/// The hash of everything a unit is made of; `None` where a file of it cannot be read just now.
fn inputs(run: &Run, shared: &[u8; 32], plan: &UnitPlan) -> Option<[u8; 32]> {
    let mut hash = Sha256::new();
    hash.update(shared);
    if run.ways.knows(plan) {
        hash.update(run.ways.told());
    }
    for file in &plan.files {
        add(&mut hash, file, &run.inputs.project.bytes(file).ok()?);
    }
    Some(hash.finalize().into())
}

fn add(hash: &mut Sha256, path: &str, bytes: &[u8]) {
    hash.update(format!("{path}\0{}\0", bytes.len()));
    hash.update(bytes);
}

/// Passes everything on and remembers what was put.
struct Watch<'a> {
    sink: &'a dyn Sink,
    files: Mutex<Files>,
}

impl Observe for Watch<'_> {
    fn sink(&self) -> &dyn Sink {
        self.sink
    }

    fn put_by(&self, path: &str, bytes: &[u8]) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.push((path.to_string(), Arc::from(bytes)));
    }

    fn forgotten(&self, _: &str) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
