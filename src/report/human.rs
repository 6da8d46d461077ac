//! The format for people: the line as it stands in the file, underlined, and what to do.

use annotate_snippets::renderer::DEFAULT_LINE_NUM_STYLE;
use annotate_snippets::{Annotation, AnnotationKind, Level, Origin, Renderer, Snippet};

use super::choice::{capped, more};
use super::place::{Excerpt, Point, Spot};
use super::problem::help_word;
use super::{Problem, Run};
use crate::finding::Grade;

/// Every finding that waits for someone, with an empty line after it. What the unit has explained is on its page.
pub(super) fn page(run: &Run, problems: &[Problem]) -> String {
    let renderer = if run.color { Renderer::styled() } else { Renderer::plain() };
    // Lines are cut before they come here, and links have no place in a report.
    let renderer = renderer.term_width(10_000).hyperlink(false);
    let waiting = problems.iter().filter(|one| !one.finding.answered).collect();
    let (shown, left) = capped(waiting, run.most.unwrap_or(usize::MAX));
    let mut page: String =
        shown.into_iter().map(|one| entry(&renderer, run, one) + "\n\n").collect();
    if left > 0 {
        page.push_str(&(more(run.lang, left) + "\n\n"));
    }
    page
}

fn entry(renderer: &Renderer, run: &Run, problem: &Problem) -> String {
    let grade = problem.finding.grade;
    let level = match grade {
        Grade::MustFix => Level::ERROR,
        Grade::Notice => Level::WARNING,
        Grade::Internal => Level::NOTE,
    };
    let level = level.with_name(grade.words().in_lang(run.lang));
    let title = level.primary_title(problem.message.as_str()).id(problem.code());
    let mut group = match (&problem.excerpt, problem.spot) {
        (Some(excerpt), Some(spot)) => title.element(snippet(excerpt, spot)),
        _ => title.element(origin(problem)),
    };
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.with_name(help_word(run.lang)).message(help.as_str()));
    }
    let text = renderer.render(&[group]);
    match problem.spot.filter(|_| problem.excerpt.is_some()) {
        Some(spot) => with_arrow(run, &text, &problem.path, spot),
        None => text,
    }
}

fn snippet<'a>(excerpt: &'a Excerpt, spot: Spot) -> Snippet<'a, Annotation<'a>> {
    let mark = AnnotationKind::Primary.span(excerpt.span.clone());
    Snippet::source(excerpt.line.as_str()).line_start(spot.start.line).annotation(mark)
}

fn origin<'a>(problem: &Problem) -> Origin<'a> {
    let origin = Origin::path(problem.whereabouts());
    match problem.spot {
        Some(spot) => origin.line(spot.start.line).char_column(spot.start.column),
        None => origin,
    }
}

/// Puts the line with the path under the title. The renderer would count columns from where the
/// line was cut.
fn with_arrow(run: &Run, text: &str, path: &str, spot: Spot) -> String {
    let Point { line, column } = spot.start;
    let (title, rest) = text.split_once('\n').unwrap_or((text, ""));
    let (indent, style) = (line.to_string().len(), DEFAULT_LINE_NUM_STYLE);
    let arrow = if run.color { format!("{style}-->{style:#}") } else { "-->".to_string() };
    format!("{title}\n{:indent$}{arrow} {path}:{line}:{column}\n{rest}", "")
}
