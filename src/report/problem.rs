//! A finding made ready to print: its words clean, its place in lines and columns.

use super::Run;
use super::clean::clean;
use super::place::{Excerpt, Lines, Spot};
use crate::finding::{Finding, Grade, Place};
use crate::model::Lang;
use crate::source::disk::file_of;

/// One finding, ready for any printer.
pub(super) struct Problem<'a> {
    pub finding: &'a Finding,
    pub path: String,
    /// `None` where the finding is about the file as a whole.
    pub spot: Option<Spot>,
    pub excerpt: Option<Excerpt>,
    /// The cell of a table, as people call it.
    pub cell: Option<String>,
    pub message: String,
    pub help: Option<String>,
}

impl Problem<'_> {
    pub(super) fn code(&self) -> &'static str {
        self.finding.rule.code
    }

    /// The message and, on a line of its own, the help: for hosts that show one text.
    pub(super) fn advice(&self, lang: Lang) -> String {
        let cell = self.cell.as_ref().map_or(String::new(), |cell| format!("{cell}: "));
        match &self.help {
            None => format!("{cell}{}", self.message),
            Some(help) => format!("{cell}{}\n{}: {help}", self.message, help_word(lang)),
        }
    }

    /// The file, and the cell where it is one of a table.
    pub(super) fn whereabouts(&self) -> String {
        let cell = self.cell.as_ref().map_or(String::new(), |cell| format!(" {cell}"));
        format!("{}{cell}", self.path)
    }
}

/// What stands before a help.
pub(super) fn help_word(lang: Lang) -> &'static str {
    lang.pick("怎么办", "help")
}

/// Whether this run tells of the finding at all.
pub(super) fn shown(run: &Run, finding: &Finding) -> bool {
    finding.grade != Grade::Internal || run.internal
}

/// The findings this run tells of, in their order.
pub(super) fn problems<'a>(
    run: &Run<'a>,
    text: &dyn Fn(&str) -> Option<String>,
    with_excerpts: bool,
) -> Vec<Problem<'a>> {
    let mut near = Near { text, path: None, lines: None };
    let shown = run.findings.iter().filter(|finding| shown(run, finding));
    shown.map(|finding| problem(finding, run.lang, with_excerpts, &mut near)).collect()
}

/// The place of one finding; `None` where it has none or its file cannot be read.
pub(super) fn spot(finding: &Finding, text: &dyn Fn(&str) -> Option<String>) -> Option<Spot> {
    Near { text, path: None, lines: None }.place(finding).map(|(_, spot)| spot)
}

fn problem<'a>(
    finding: &'a Finding,
    lang: Lang,
    with_excerpt: bool,
    near: &mut Near<'a, '_>,
) -> Problem<'a> {
    let place = near.place(finding);
    let spot = place.as_ref().map(|(_, spot)| *spot);
    // A number that must not be published is not shown even in part.
    let hidden = ["personal-number", "secret-in-content"];
    let may_show = with_excerpt && !hidden.iter().any(|code| finding.rule.code.starts_with(code));
    let excerpt = place.filter(|_| may_show).map(|(lines, spot)| lines.excerpt(&spot));
    Problem {
        finding,
        path: clean(file_of(&finding.file)),
        spot,
        excerpt,
        cell: match &finding.place {
            Place::Cell(_, _, name) => Some(clean(name)),
            _ => None,
        },
        message: clean(&finding.message.in_lang(lang)),
        help: finding.help.as_ref().map(|help| clean(&help.in_lang(lang))),
    }
}

/// The file the last finding stood in, since sorted findings of one file follow each other.
struct Near<'a, 't> {
    text: &'t dyn Fn(&str) -> Option<String>,
    path: Option<&'a str>,
    lines: Option<Lines>,
}

impl<'a> Near<'a, '_> {
    fn place(&mut self, finding: &'a Finding) -> Option<(&Lines, Spot)> {
        let Place::Bytes(start, end) = finding.place else { return None };
        if self.path != Some(&*finding.file) {
            self.path = Some(&finding.file);
            self.lines = (self.text)(&finding.file).map(Lines::new);
        }
        let lines = self.lines.as_ref()?;
        Some((lines, lines.spot(&(start..end))))
    }
}
