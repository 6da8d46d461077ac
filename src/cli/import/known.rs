//! What is known before a table is read: units, headings and mappings of the project; and what is learned, kept.

use std::sync::Arc;

use crate::cli::grammar::Shared;
use crate::finding::Report;
use crate::import::mapping::{COUNTY, Heading, Mapping, Word, of_unit};
use crate::import::{Called, Known, Question};
use crate::model::{Lang, Said};
use crate::scaffold::{self, books::Books};
use crate::source::disk::Project;
use crate::tabular::headings::{FILE as HEADINGS, Headings};

#[derive(Debug)]
pub struct Portal {
    pub books: Vec<Books>,
    pub known: Known,
    /// The mappings that learned something: of a unit, or the county's.
    learned: Vec<Option<usize>>,
}

/// How many units a message names.
const UNITS_SHOWN: usize = 12;

impl Portal {
    pub fn read(project: &Project, books: Vec<Books>, lang: Lang) -> Result<Portal, String> {
        let lists = lists(project, lang)?;
        let mapping = |path: &str| match text(project, path)? {
            Some(text) => Mapping::read(&text).map_err(|wrong| told(path, wrong, lang)),
            None => Ok(Mapping::default()),
        };
        let mappings: Result<Vec<Mapping>, String> =
            books.iter().map(|books| mapping(&of_unit(&books.unit.id))).collect();
        let units = books.iter().map(called).collect();
        let accounts = books.iter().map(|books| books.accounts(project)).collect();
        let county = mapping(COUNTY)?;
        let fiscal = crate::scaffold::fiscal(project);
        let known = Known { units, mappings: mappings?, county, lists, accounts, fiscal };
        Ok(Portal { books, known, learned: Vec::new() })
    }

    pub fn unit(&self, id: &str, lang: Lang) -> Result<usize, String> {
        let found =
            self.books.iter().position(|books| books.unit.id == id || books.unit.name == id);
        found.ok_or_else(|| {
            let known = self.books.iter().take(UNITS_SHOWN);
            let known: Vec<String> =
                known.map(|books| format!("{} {}", books.unit.id, books.unit.name)).collect();
            lang.pick(
                format!("--unit {id}：没有这个单位；有 {}", known.join("、")),
                format!("--unit {id}: there is no such unit; there are {}", known.join(", ")),
            )
        })
    }

    pub fn name(&self, unit: usize) -> &str {
        &self.books[unit].unit.name
    }

    /// Keeps an answer, for the unit or for all.
    pub fn learn(&mut self, unit: Option<usize>, question: &Question, means: &str) {
        let mapping = match unit {
            Some(unit) => &mut self.known.mappings[unit],
            None => &mut self.known.county,
        };
        mapping.words.push(Word {
            column: question.column.to_string(),
            written: question.written.clone(),
            direction: question.direction.to_string(),
            means: means.to_string(),
        });
        self.learned.push(unit);
    }

    /// Keeps what a heading means in the tables of a kind.
    pub fn learn_heading(&mut self, unit: Option<usize>, kind: &str, written: &str, means: &str) {
        let heading = Heading { kind: kind.into(), written: written.into(), means: means.into() };
        let mapping = match unit {
            Some(unit) => &mut self.known.mappings[unit],
            None => &mut self.known.county,
        };
        mapping.headings.push(heading);
        self.learned.push(unit);
    }

    /// Takes back what a heading was told to mean.
    pub fn unlearn_heading(&mut self, unit: Option<usize>, kind: &str, written: &str) {
        let mapping = match unit {
            Some(unit) => &mut self.known.mappings[unit],
            None => &mut self.known.county,
        };
        mapping.headings.retain(|known| known.kind != kind || known.written != written);
    }

    /// Writes the mappings that learned something.
    pub fn save(&self, shared: &Shared) -> Result<(), String> {
        let mut learned = self.learned.clone();
        learned.sort();
        learned.dedup();
        for unit in learned {
            let (path, mapping) = match unit {
                Some(unit) => (of_unit(&self.books[unit].unit.id), &self.known.mappings[unit]),
                None => (COUNTY.to_string(), &self.known.county),
            };
            write(&shared.project, &path, &mapping.written(shared.lang), shared.lang)?;
        }
        Ok(())
    }
}

/// What columns are called: the shipped lists, and the county's own before them.
pub fn lists(project: &Project, lang: Lang) -> Result<Headings, String> {
    let mut lists = Headings::in_currency(project.currency());
    if let Some(text) = text(project, HEADINGS)? {
        lists.add(&text).map_err(|wrong| told(HEADINGS, wrong, lang))?;
    }
    Ok(lists)
}

/// Where it is noted down what was written for a unit.
pub fn note_of(id: &str) -> String {
    format!("imports/units/{id}.written")
}

fn called(books: &Books) -> Called {
    let unit = &books.unit;
    Called::new(&unit.id, &unit.name, &unit.search, &books.above)
}

/// The text of a file of the project; nothing where it is not there.
pub fn text(project: &Project, path: &str) -> Result<Option<String>, String> {
    if !project.root().join(path).exists() {
        return Ok(None);
    }
    let mut report = Report::default();
    let read = project.read(&Arc::from(path), &mut report);
    let source = read.map_err(|error| format!("{path}: {error}"))?;
    match source {
        Some(source) => Ok(Some(source.text)),
        None => Err(format!("{path}: not UTF-8")),
    }
}

/// Writes a file of the project whole.
pub fn write(project: &Project, path: &str, text: &str, lang: Lang) -> Result<(), String> {
    let at = project.place(path).map_err(|error| format!("{path}: {error}"))?;
    scaffold::replace(&at, text).map_err(|stop| stop.in_lang(lang))
}

fn told(path: &str, (line, said): (usize, Said), lang: Lang) -> String {
    format!("{path}:{line}: {}", said.in_lang(lang))
}
