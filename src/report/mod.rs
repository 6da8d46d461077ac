//! The printers of findings: for a terminal, for editors, for programs and for code hosts.
//!
//! Whatever is printed was cleaned before: no personal number, no terminal escape goes through.

mod choice;
mod clean;
mod closing;
mod github;
mod human;
mod json;
mod list;
mod page;
mod place;
mod problem;
mod sarif;
mod short;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_hostile;
mod told;

use std::fmt;
use std::str::FromStr;

use crate::finding::Finding;
use crate::model::{Date, Lang};

pub use choice::{Choice, statistics};
pub use clean::{clean, harmless_line};
pub use closing::closing_line;
pub use list::{list, words};
use problem::{Problem, problems};
pub use told::internal;

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// The line of the file, underlined, and what to do.
    #[default]
    Human,
    /// One finding, one line: for editors and grep.
    Short,
    /// One JSON document for programs.
    Json,
    /// Workflow commands, which GitHub shows beside the changed lines.
    Github,
    /// One SARIF 2.1.0 document for code hosts.
    Sarif,
    /// One page to print.
    Html,
}

impl Format {
    /// Every format, in the order of the help text.
    pub const ALL: [Format; 6] =
        [Format::Human, Format::Short, Format::Json, Format::Github, Format::Sarif, Format::Html];

    /// The word of the command line.
    pub fn key(self) -> &'static str {
        match self {
            Format::Human => "human",
            Format::Short => "short",
            Format::Json => "json",
            Format::Github => "github",
            Format::Sarif => "sarif",
            Format::Html => "html",
        }
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Format, UnknownFormat> {
        Format::ALL.into_iter().find(|format| format.key() == text).ok_or(UnknownFormat)
    }
}

/// The word is none of the formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownFormat;

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let keys = Format::ALL.map(Format::key).join(", ");
        write!(f, "可选的格式 / the formats are: {keys}")
    }
}

impl std::error::Error for UnknownFormat {}

/// What became of one step of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It ran to its end, and its findings stand in the way.
    Ran,
    /// It ran to its end, and nothing stands in the way.
    Passed,
    /// It was not reached or not asked for.
    Skipped,
}

impl Step {
    /// The machine word of reports.
    pub fn key(self) -> &'static str {
        match self {
            Step::Ran => "ran",
            Step::Passed => "passed",
            Step::Skipped => "skipped",
        }
    }
}

/// One run of a command, as its reports tell it.
pub struct Run<'a> {
    /// Sorted, as `Report::sorted` leaves them.
    pub findings: &'a [Finding],
    /// The language of messages.
    pub lang: Lang,
    /// The day the clock rules were asked for.
    pub as_of: Option<Date>,
    /// Whether the human format may use colors.
    pub color: bool,
    /// Whether internal findings are printed; no format names or counts them otherwise.
    pub internal: bool,
    /// Whether notices block too; they keep their grade, only the closing line says it.
    pub strict: bool,
    /// The steps in their order: read, check, render, publish.
    pub steps: &'a [(&'static str, Step)],
    /// How many files were read.
    pub inputs: usize,
    /// How many notices are set aside by someone's word.
    pub suppressed: usize,
    /// How many records could not be read to their end, so that no rule was asked of them.
    pub unread: usize,
    /// How many files say they are drafts.
    pub drafts: usize,
    /// Whether names the office keeps could not be looked for, where there are some.
    pub without_private: bool,
    /// How many findings the human format shows, the heaviest first to stay; all where it is left out.
    pub most: Option<usize>,
}

/// Prints the findings; `text` gives the text of a file as the reader decoded it, `None` where it
/// cannot be read. What comes back is empty or ends with a line end.
pub fn print(format: Format, run: &Run, text: &dyn Fn(&str) -> Option<String>) -> String {
    let problems = problems(run, text, matches!(format, Format::Human | Format::Html));
    match format {
        Format::Human => human::page(run, &problems),
        Format::Short => problems.iter().map(short::line).collect(),
        Format::Json => json::document(run, &problems),
        Format::Github => problems.iter().map(|one| github::command(run.lang, one)).collect(),
        Format::Sarif => sarif::document(run, &problems),
        Format::Html => page::document(run, &problems, &closing_line(run, text)),
    }
}
