//! What the work of a run looks at, and what is left of a unit when it has been let go.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::sync::Arc;

use super::leads;
use crate::finding::{Finding, Report};
use crate::model::{Date, Lang};
use crate::page::{Theme, ThemeError};
use crate::read::Inputs;
use crate::sink::{Door, Found, Sink, Sums};
use crate::tally::Summary;
use crate::waist::Desk;

/// What a run makes its outputs with, and where they go.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    pub inputs: &'a Inputs<'a>,
    pub theme: &'a Theme,
    /// The pages that prose leads to.
    pub ways: &'a leads::Ways,
    /// Which of them were made by now.
    pub found: &'a Found,
    pub sink: &'a dyn Sink,
}

/// Another medium than the site, made of the same records while they are there.
pub trait Edition: Sync {
    /// Of a unit whose pages were made.
    fn unit(
        &self,
        run: &Run,
        web: &Desk,
        findings: &[Finding],
        report: &mut Report,
    ) -> Result<(), Stop>;

    /// When the site's own pages were made.
    fn portal(&self, run: &Run, report: &mut Report) -> Result<(), Stop>;
}

impl Run<'_> {
    /// The way out for files of this portal, whose own numbers stand on every page.
    pub fn door<'r>(&'r self, report: &'r mut Report) -> Door<'r> {
        Door::new(self.sink, report).knowing(self.inputs.portal.papers())
    }
}

/// What is left of a unit when it has been let go.
#[derive(Clone, Debug, Default)]
pub struct UnitDone {
    pub report: Report,
    /// `None` where the unit is blocked and has no last good pages.
    pub summary: Option<Summary>,
    /// The files of its pages, with their hashes; the fold adds to them and closes the list.
    pub files: Sums,
    /// Record ids and their files, to be unique in the whole portal.
    pub ids: Vec<(String, Arc<str>)>,
    /// Records that other records may lead to: where their pages are.
    pub pages: Vec<String>,
    /// Where the pages of all its records are or would be, whether or not they are made; and the day of those whose day of
    /// publication has not come.
    pub here: BTreeMap<String, Option<Date>>,
    /// How many records could not be read to their end.
    pub unread: usize,
    /// Papers that go with its records, where units stand below it, and their words.
    pub papers: Vec<(Arc<str>, String)>,
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
    /// Digests of what it may share with other units, where internal questions are asked.
    pub traces: Vec<u64>,
    /// Digests of the names its pages mask, where units stand above it.
    pub masked: Vec<u64>,
    /// Names of minors that people in office bear too.
    pub namesakes: Vec<String>,
}

/// What stops a build other than a mistake in someone's file.
#[derive(Debug)]
pub enum Stop {
    Io(io::Error),
    Theme(ThemeError),
}

impl Stop {
    pub fn in_lang(&self, lang: Lang) -> String {
        match self {
            Stop::Io(error) => error.to_string(),
            Stop::Theme(error) => error.in_lang(lang),
        }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_lang(Lang::En))
    }
}

impl std::error::Error for Stop {}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Io(error)
    }
}

impl From<ThemeError> for Stop {
    fn from(error: ThemeError) -> Stop {
        Stop::Theme(error)
    }
}
