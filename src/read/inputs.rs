//! What is read once, before any unit: settings, kinds, law, the plan, and what the office keeps.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Plan;
use crate::kind::Kinds;
use crate::kind::portal::Portal;
use crate::kind::private::{Kept, Office};
use crate::kind::record::Guest;
use crate::law::Law;
use crate::lock::Lock;
use crate::model::{Date, Lang};
use crate::source::Source;
use crate::source::disk::Project;

/// What a build may be asked for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The day lateness is judged on; the command line's word, before the portal's.
    pub as_of: Option<Date>,
    /// The day on the machine's clock, which counts where nobody names another.
    pub today: Option<Date>,
    pub base_url: Option<String>,
    /// Publish the units without mistakes and keep the last good pages of the others.
    pub keep_going: bool,
    /// Let units and records go that the last build had and the content has no more.
    pub lets_units_go: bool,
    /// Ask the internal questions too. They are told to the caller and reach no output.
    pub internal: bool,
    /// Seal every record, for the lock of what was published.
    pub sealing: bool,
    /// A theme folder laid over the built-in one: relative paths and bytes.
    pub theme: Vec<(String, Vec<u8>)>,
}

impl Options {
    /// The day by which everything that depends on one is judged: the caller's, the portal's, the clock's.
    pub fn day(&self, portal: &Portal) -> Option<Date> {
        self.as_of.or(portal.as_of).or(self.today)
    }
}

/// What the work of every unit looks at.
pub struct Inputs<'a> {
    pub project: &'a Project,
    pub options: &'a Options,
    /// All files under `content/`.
    pub files: Vec<Arc<str>>,
    pub portal: Portal,
    /// The file in which the portal speaks of itself, where it could be read.
    pub settings: Option<Source>,
    pub kinds: Kinds,
    pub law: Law,
    pub plan: Plan,
    /// Names of all units, by id.
    pub units: BTreeMap<String, String>,
    /// The day by which everything that depends on one is judged.
    pub as_of: Option<Date>,
    /// What the office keeps to itself; empty unless internal questions are asked.
    pub office: Office,
    /// Names the office keeps, where it keeps any.
    pub kept: Option<Kept>,
    /// Records that other units list too, by the unit where they land.
    pub guests: BTreeMap<String, Vec<Guest>>,
    /// What has been published, where a lock says so.
    pub lock: Option<Lock>,
    /// Titles of the records of units above others, by their addresses: guides and powers of all stand there.
    pub titles: BTreeMap<String, String>,
    /// Addresses of those of these records that are not public yet: nothing leads there.
    pub coming: BTreeSet<String>,
}

impl<'a> Inputs<'a> {
    /// A portal that has no units, and of which nothing more was read.
    pub fn bare(
        project: &'a Project,
        options: &'a Options,
        portal: Portal,
        kinds: Kinds,
    ) -> Inputs<'a> {
        Inputs {
            project,
            options,
            files: Vec::new(),
            as_of: options.day(&portal),
            portal,
            settings: None,
            kinds,
            law: Law::default(),
            plan: Plan::default(),
            units: BTreeMap::new(),
            office: Office::default(),
            kept: None,
            guests: BTreeMap::new(),
            lock: None,
            titles: BTreeMap::new(),
            coming: BTreeSet::new(),
        }
    }

    /// The portal's language.
    pub fn lang(&self) -> Lang {
        self.portal.lang
    }

    /// Records of other units that land in this one.
    pub fn guests(&self, unit: &str) -> &[Guest] {
        self.guests.get(unit).map_or(&[], Vec::as_slice)
    }

    /// Whether the office keeps no list of names, or not all of one was read.
    pub fn lacks_private(&self) -> bool {
        self.kept.as_ref().is_none_or(|kept| kept.unread > 0)
    }

    /// The portal's address; empty where it has none.
    pub fn base_url(&self) -> &str {
        self.options.base_url.as_deref().unwrap_or(&self.portal.base_url)
    }
}
