//! What every unit's work looks at, and what is left of a unit when it has been let go.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use super::read::Records;
use super::{Options, Plan, UnitPlan, board, leads};
use crate::finding::{Finding, Report};
use crate::kind::Kinds;
use crate::kind::portal::Portal;
use crate::kind::private::{Kept, Office};
use crate::kind::record::Guest;
use crate::law::Law;
use crate::lock::Lock;
use crate::model::Date;
use crate::model::party::Names;
use crate::page::Theme;
use crate::sink::{Door, Found, Sink};
use crate::source::Source;
use crate::source::disk::Project;
use crate::tally::Summary;
use crate::waist::{Desk, Medium};

/// What every unit's work looks at.
#[derive(Clone, Copy)]
pub struct Shop<'a> {
    pub project: &'a Project,
    pub portal: &'a Portal,
    pub law: &'a Law,
    pub kinds: &'a Kinds,
    pub plan: &'a Plan,
    /// Names of all units, by id.
    pub units: &'a BTreeMap<String, String>,
    /// The day by which everything that depends on one is judged.
    pub as_of: Option<Date>,
    pub theme: &'a Theme,
    /// What the office keeps to itself; empty unless internal questions are asked.
    pub office: &'a Office,
    /// Names the office keeps, where it keeps any.
    pub kept: Option<&'a Kept>,
    /// The file in which the portal speaks of itself, where it could be read.
    pub settings: Option<&'a Source>,
    /// Records that other units list too, by the unit where they land.
    pub guests: &'a BTreeMap<String, Vec<Guest>>,
    /// Titles of the records of units above others, by their addresses.
    pub titles: &'a BTreeMap<String, String>,
    /// Addresses of those of these records that are not public yet.
    pub coming: &'a BTreeSet<String>,
    /// The pages that prose leads to.
    pub ways: &'a leads::Ways,
    /// Which of them were made by now.
    pub found: &'a Found,
    /// What has been published, where a lock says so.
    pub lock: Option<&'a Lock>,
    pub sink: &'a dyn Sink,
    /// Where board sheets go, if they are what is wanted.
    pub board: Option<board::Board<'a>>,
    pub options: &'a Options,
}

impl Shop<'_> {
    /// The way out for files of this portal, whose own numbers stand on every page.
    pub fn door<'r>(&'r self, report: &'r mut Report) -> Door<'r> {
        Door::new(self.sink, report).knowing(self.portal.papers())
    }

    /// The same into the folder of a unit that was closed already.
    pub fn door_again<'r>(
        &'r self,
        report: &'r mut Report,
        plan: &UnitPlan,
    ) -> io::Result<Door<'r>> {
        let door = Door::again(self.sink, report, &plan.unit.id, &plan.source.path)?;
        Ok(door.knowing(self.portal.papers()))
    }

    /// Records of other units that land in this one.
    pub fn guests(&self, plan: &UnitPlan) -> &[Guest] {
        self.guests.get(&plan.unit.id).map_or(&[], Vec::as_slice)
    }

    /// Whether the office keeps no list of names, or not all of one was read.
    pub fn lacks_private(&self) -> bool {
        self.kept.is_none_or(|kept| kept.unread > 0)
    }

    /// The portal's address; empty where it has none.
    pub fn base_url(&self) -> &str {
        self.options.base_url.as_deref().unwrap_or(&self.portal.base_url)
    }

    /// A unit's records are brought to the public at a desk that knows whom to mask.
    pub fn desk<'a>(
        &'a self,
        plan: &'a UnitPlan,
        names: &'a Names,
        records: &'a Records,
    ) -> Desk<'a> {
        let (portal, kinds, unit, units) = (self.portal, self.kinds, &plan.unit, self.units);
        let (ledgers, others, titles) = (&records.ledgers, &records.others, self.titles);
        let (as_of, medium, coming) = (self.as_of, Medium::Web, &records.coming);
        let taken = &records.taken;
        Desk {
            portal,
            kinds,
            unit,
            ledgers,
            others,
            titles,
            coming,
            units,
            names,
            taken,
            as_of,
            medium,
        }
    }
}

/// What is left of a unit when it has been let go.
#[derive(Clone, Debug, Default)]
pub struct UnitDone {
    pub report: Report,
    /// `None` where the unit is blocked and has no last good pages.
    pub summary: Option<Summary>,
    /// Record ids and their files, to be unique in the whole portal.
    pub ids: Vec<(String, Arc<str>)>,
    /// Records that other records may lead to: where their pages are.
    pub pages: Vec<String>,
    /// Where the pages of all its records are or would be, whether or not they are made; and the day of those whose day of
    /// publication has not come.
    pub here: BTreeMap<String, Option<Date>>,
    /// How many records could not be read to their end.
    pub unread: usize,
    /// How many files say they are drafts.
    pub drafts: usize,
    /// Addresses among them whose records are not public yet.
    pub coming: Vec<String>,
    /// Its records as lines of a lock, where they are asked for.
    pub sealed: Vec<String>,
    /// Where this unit's records lead to, with the place that says so.
    pub leads: Vec<(String, Finding)>,
    /// Where this unit's prose leads to, with the place that says so.
    pub links: Vec<(String, Finding)>,
    /// How many board sheets it has, if they are what is wanted.
    pub sheets: usize,
    /// Digests of what it may share with other units, where internal questions are asked.
    pub traces: Vec<u64>,
    /// Digests of the names its pages mask, where units stand above it.
    pub masked: Vec<u64>,
    /// Papers that go with its records, where units stand below it, and their words.
    pub papers: Vec<(Arc<str>, String)>,
    /// Names of minors that people in office bear too.
    pub namesakes: Vec<String>,
}
